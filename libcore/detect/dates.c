/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days in the words of a message.
 */
#include "detect/dates.h"

#include <string.h>

#define DAY   ((gint64) 86400)
#define REACH 6 /* words between "until" and the day */
#define FAR   (731 * DAY)
#define PAST  (30 * DAY)

typedef struct {
	int year; /* 0: not said */
	int month;
	int day;
} Date;

static gint64
to_time(const Date *date, int year)
{
	g_autoptr(GDateTime) time =
		g_date_time_new_utc(year, date->month, date->day, 0, 0, 0);

	return time != NULL ? g_date_time_to_unix(time) : 0;
}

static gint64
resolve(const Date *date, gint64 written)
{
	g_autoptr(GDateTime) then = g_date_time_new_from_unix_utc(written);
	gint64 time;

	if (then == NULL)
		return 0;
	time = to_time(date, date->year != 0 ? date->year
	                                     : g_date_time_get_year(then));
	if (date->year == 0 && time != 0 && time < written - PAST)
		time = to_time(date, g_date_time_get_year(then) + 1);
	return time < written - FAR || time > written + FAR ? 0 : time;
}

static int
month_of(const TertiusPhrases *phrases, guint language,
         const TertiusToken *token)
{
	for (int month = 1; month <= 12; month++) {
		char class[16];

		(void) g_snprintf(class, sizeof class, "month-%d", month);
		if (tertius_word_class_holds(
			    tertius_phrases_class(phrases, language, class),
			    token))
			return month;
	}
	return 0;
}

static int
number_of(const TertiusToken *token)
{
	guint64 number = 0;

	if ((token->flags & TERTIUS_TOKEN_NUMBER) == 0 || token->length > 4)
		return 0;
	for (guint i = 0; i < token->length; i++) {
		if (!g_ascii_isdigit(token->start[i]))
			break;
		number = number * 10 + (guint64) (token->start[i] - '0');
	}
	return (int) number;
}

/* Reads up to @n numbers with ".", "/" or "-" between them. */
static guint
read_numbers(const char *text, int *numbers, guint n)
{
	guint count = 0;

	while (count < n && g_ascii_isdigit(*text)) {
		int number = 0;

		for (guint i = 0; i < 4 && g_ascii_isdigit(*text); i++)
			number = number * 10 + (*text++ - '0');
		numbers[count++] = number;
		if (strchr("./-", *text) == NULL || *text == '\0')
			break;
		text++;
	}
	return count;
}

/* "20.8.", "20/08/2026", "2026-08-20"; in English the month comes first. */
static gboolean
read_figures(const TertiusToken *token, gboolean month_first, Date *date)
{
	int numbers[3] = { 0, 0, 0 };

	if ((token->flags & TERTIUS_TOKEN_NUMBER) == 0 ||
	    read_numbers(token->start, numbers, 3) < 2)
		return FALSE;
	if (numbers[0] > 31)
		*date = (Date){ numbers[0], numbers[1], numbers[2] };
	else if (month_first)
		*date = (Date){ numbers[2], numbers[0], numbers[1] };
	else
		*date = (Date){ numbers[2], numbers[1], numbers[0] };
	if (date->year > 0 && date->year < 100)
		date->year += 2000;
	return date->month >= 1 && date->month <= 12 && date->day >= 1 &&
	       date->day <= 31;
}

/* "20 August", "20. August", "August 20", "20 de agosto", and the year. */
static gboolean
read_words(const TertiusPhrases *phrases, guint language,
           const TertiusTokens *tokens, guint at, Date *date)
{
	int found[3] = { 0, 0, 0 }; /* day, month, year */

	for (guint i = at; i < MIN(at + 5, tokens->n); i++) {
		const TertiusToken *token = tertius_tokens_at(tokens, i);
		int number = number_of(token);
		int month = month_of(phrases, language, token);

		if (month != 0 && found[1] == 0)
			found[1] = month;
		else if (number >= 1 && number <= 31 && found[0] == 0)
			found[0] = number;
		else if (number > 1970 && number < 9999 && found[1] != 0)
			found[2] = number;
		else if (i == at)
			return FALSE;
	}
	*date = (Date){ found[2], found[1], found[0] };
	return found[0] != 0 && found[1] != 0;
}

/* The day after the word at @at. */
static gint64
find_day(const TertiusPhrases *phrases, guint language,
         const TertiusTokens *tokens, guint at, gint64 written)
{
	gboolean month_first =
		tertius_phrases_has_trait(phrases, language, "month-first");
	guint end = MIN(at + 1 + REACH, tokens->n);

	for (guint i = at + 1; i < end; i++) {
		Date date;

		if (read_figures(tertius_tokens_at(tokens, i), month_first,
		                 &date) ||
		    read_words(phrases, language, tokens, i, &date))
			return resolve(&date, written);
	}
	return 0;
}

gint64
tertius_dates_find(const TertiusPhrases *phrases, guint language,
                   const TertiusTokens *tokens, guint sentence, gint64 written)
{
	const TertiusWordClass *until =
		tertius_phrases_class(phrases, language, "until");
	gint64 latest = 0;

	for (guint i = 0; i < tokens->n; i++) {
		const TertiusToken *token = tertius_tokens_at(tokens, i);

		if (token->sentence < sentence)
			continue;
		if (token->sentence > sentence + 1)
			break;
		if (tertius_word_class_holds(until, token))
			latest = MAX(latest, find_day(phrases, language, tokens,
			                              i, written));
	}
	return latest;
}
