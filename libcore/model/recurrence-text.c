/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules of series as text, in one spelling.
 */
#include "model/recurrence.h"

#include <stddef.h>
#include <string.h>

/* What a GDateTime can hold: to the end of 9999. */
#define LATEST G_GINT64_CONSTANT(253402300799)

static const char *const frequencies[] = { "DAILY", "WEEKLY", "MONTHLY",
	                                   "YEARLY" };
static const char *const weekdays[] = {
	"SU", "MO", "TU", "WE", "TH", "FR", "SA"
};

static const struct {
	const char *name;
	gsize offset;
	int most; /* of a value, from both ends */
	gboolean from_end;
} lists[] = {
	{ "BYMONTH", offsetof(TertiusRecurrence, by_month), 12, FALSE },
	{ "BYMONTHDAY", offsetof(TertiusRecurrence, by_month_day), 31, TRUE },
	{ "BYYEARDAY", offsetof(TertiusRecurrence, by_year_day), 366, TRUE },
	{ "BYSETPOS", offsetof(TertiusRecurrence, by_set_pos), 366, TRUE },
};

/* --- Writing ------------------------------------------------------------- */

static void
add_list(GString *text, const char *name, const TertiusRecurrenceList *list)
{
	for (guint i = 0; i < list->n; i++) {
		if (i == 0)
			g_string_append_printf(text, ";%s=", name);
		g_string_append_printf(text, "%s%d", i > 0 ? "," : "",
		                       list->values[i]);
	}
}

static void
add_weekdays(GString *text, const TertiusRecurrenceList *list)
{
	for (guint i = 0; i < list->n; i++) {
		int nth = list->values[i] / 8;
		const char *day = weekdays[ABS(list->values[i]) % 8 - 1];

		g_string_append(text, i == 0 ? ";BYDAY=" : ",");
		if (nth != 0)
			g_string_append_printf(text, "%d", nth);
		g_string_append(text, day);
	}
}

char *
tertius_recurrence_dup_text(const TertiusRecurrence *rule)
{
	GString *text = g_string_new("FREQ=");

	g_string_append(text, frequencies[rule->frequency]);
	if (rule->interval != 1)
		g_string_append_printf(text, ";INTERVAL=%u", rule->interval);
	if (rule->count != 0)
		g_string_append_printf(text, ";COUNT=%u", rule->count);
	if (rule->until != G_MAXINT64)
		g_string_append_printf(text, ";UNTIL=%" G_GINT64_FORMAT,
		                       rule->until);
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		add_list(text, lists[i].name,
		         (const TertiusRecurrenceList *) G_STRUCT_MEMBER_P(
				 rule, lists[i].offset));
	add_weekdays(text, &rule->by_day);
	if (rule->week_start != 2)
		g_string_append_printf(text, ";WKST=%s",
		                       weekdays[rule->week_start - 1]);
	return g_string_free(text, FALSE);
}

/* --- Reading ------------------------------------------------------------- */

static int
find_word(const char *const *words, gsize n, const char *word)
{
	for (gsize i = 0; i < n; i++) {
		if (strcmp(words[i], word) == 0)
			return (int) i;
	}
	return -1;
}

static gboolean
parse_number(const char *text, gint64 least, gint64 most, gint64 *number)
{
	return g_ascii_string_to_signed(text, 10, least, most, number, NULL);
}

static gboolean
add_value(TertiusRecurrenceList *list, gint64 value)
{
	if (list->n == TERTIUS_RECURRENCE_LIST_MAX)
		return FALSE;
	list->values[list->n++] = (gint16) value;
	return TRUE;
}

static gboolean
parse_list(const char *text, int most, gboolean from_end,
           TertiusRecurrenceList *list)
{
	g_auto(GStrv) words = g_strsplit(text, ",", -1);
	gint64 value;

	for (guint i = 0; words[i] != NULL; i++) {
		if (!parse_number(words[i], from_end ? -most : 1, most,
		                  &value) ||
		    value == 0 || !add_value(list, value))
			return FALSE;
	}
	return list->n > 0;
}

/* "-1FR" */
static gboolean
parse_weekday(const char *word, gint64 *value)
{
	gsize length = strlen(word);
	g_autofree char *number = NULL;
	gint64 nth = 0;
	int day;

	if (length < 2)
		return FALSE;
	day = find_word(weekdays, G_N_ELEMENTS(weekdays), word + length - 2);
	number = g_strndup(word, length - 2);
	if (day < 0 ||
	    (length > 2 && (!parse_number(number, -53, 53, &nth) || nth == 0)))
		return FALSE;
	*value = nth < 0 ? nth * 8 - day - 1 : nth * 8 + day + 1;
	return TRUE;
}

static gboolean
parse_weekdays(const char *text, TertiusRecurrenceList *list)
{
	g_auto(GStrv) words = g_strsplit(text, ",", -1);
	gint64 value;

	for (guint i = 0; words[i] != NULL; i++) {
		if (!parse_weekday(words[i], &value) || !add_value(list, value))
			return FALSE;
	}
	return list->n > 0;
}

static gboolean
parse_count(const char *text, guint *count)
{
	gint64 number;

	if (!parse_number(text, 1, TERTIUS_RECURRENCE_STEP_MAX, &number))
		return FALSE;
	*count = (guint) number;
	return TRUE;
}

static gboolean
parse_plain(const char *name, const char *value, TertiusRecurrence *rule)
{
	int word;

	if (strcmp(name, "INTERVAL") == 0)
		return parse_count(value, &rule->interval);
	if (strcmp(name, "COUNT") == 0)
		return parse_count(value, &rule->count);
	if (strcmp(name, "UNTIL") == 0)
		return parse_number(value, -LATEST, LATEST, &rule->until);
	if (strcmp(name, "BYDAY") == 0)
		return parse_weekdays(value, &rule->by_day);
	if (strcmp(name, "WKST") != 0)
		return FALSE;
	word = find_word(weekdays, G_N_ELEMENTS(weekdays), value);
	rule->week_start = word + 1;
	return word >= 0;
}

static gboolean
parse_part(const char *name, const char *value, TertiusRecurrence *rule)
{
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		if (strcmp(name, lists[i].name) == 0)
			return parse_list(
				value, lists[i].most, lists[i].from_end,
				(TertiusRecurrenceList *) G_STRUCT_MEMBER_P(
					rule, lists[i].offset));
	}
	return parse_plain(name, value, rule);
}

static gboolean
parse_frequency(const char *text, TertiusRecurrence *rule)
{
	int word;

	if (!g_str_has_prefix(text, "FREQ="))
		return FALSE;
	word = find_word(frequencies, G_N_ELEMENTS(frequencies), text + 5);
	rule->frequency = (TertiusFrequency) MAX(word, 0);
	return word >= 0;
}

gboolean
tertius_recurrence_parse(const char *text, TertiusRecurrence *rule)
{
	g_auto(GStrv) parts = g_strsplit(text, ";", -1);

	*rule = (TertiusRecurrence){ .interval = 1,
		                     .until = G_MAXINT64,
		                     .week_start = 2 };
	if (parts[0] == NULL || !parse_frequency(parts[0], rule))
		return FALSE;
	for (guint i = 1; parts[i] != NULL; i++) {
		char *value = strchr(parts[i], '=');

		if (value == NULL)
			return FALSE;
		*value = '\0';
		if (!parse_part(parts[i], value + 1, rule))
			return FALSE;
	}
	return TRUE;
}
