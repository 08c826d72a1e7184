/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of numbers, and dates (RFC 9051 9: sequence-set, date-time, date).
 */
#include "mail/imap-numbers.h"

#include <string.h>

static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
	                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

char *
tertius_imap_numbers_dup_set(const GArray *numbers)
{
	GString *set = g_string_new(NULL);

	for (guint i = 0; i < numbers->len;) {
		guint32 first = g_array_index(numbers, guint32, i);
		guint32 last = first;

		while (++i < numbers->len &&
		       g_array_index(numbers, guint32, i) == last + 1)
			last++;
		if (set->len > 0)
			g_string_append_c(set, ',');
		g_string_append_printf(set, first == last ? "%u" : "%u:%u",
		                       first, last);
	}
	return g_string_free(set, FALSE);
}

/* FALSE when there is no number above 0 at *@at. */
static gboolean
read_number(const char **at, const char *end, guint32 *number)
{
	guint64 value = 0;

	for (; *at < end && g_ascii_isdigit(**at); (*at)++) {
		value = value * 10 + (guint64) (**at - '0');
		if (value > G_MAXUINT32)
			return FALSE;
	}
	*number = (guint32) value;
	return value > 0;
}

/* "4" or "4:7". */
static gboolean
read_range(const char **at, const char *end, guint32 *first, guint32 *last)
{
	guint32 a = 0, b = 0;

	if (!read_number(at, end, &a))
		return FALSE;
	b = a;
	if (*at < end && **at == ':') {
		(*at)++;
		if (!read_number(at, end, &b))
			return FALSE;
	}
	*first = MIN(a, b);
	*last = MAX(a, b);
	return TRUE;
}

gboolean
tertius_imap_numbers_read_set(const char *text, gsize length, guint max,
                              GArray *numbers)
{
	const char *at = text;
	const char *end = text + length;

	while (at < end) {
		guint32 first = 0, last = 0;

		if (!read_range(&at, end, &first, &last) ||
		    last - first >= max - numbers->len)
			return FALSE;
		for (guint32 i = 0; i <= last - first; i++) {
			guint32 number = first + i;

			g_array_append_val(numbers, number);
		}
		if (at < end && *at++ != ',')
			return FALSE;
	}
	return TRUE;
}

/* @count digits, the first of which may be a blank; -1: they are none. */
static int
read_digits(const char *text, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		if (g_ascii_isdigit(text[i]))
			value = value * 10 + (text[i] - '0');
		else if (i > 0 || text[i] != ' ')
			return -1;
	}
	return value;
}

static int
read_month(const char *text)
{
	for (int i = 0; i < 12; i++)
		if (g_ascii_strncasecmp(text, months[i], 3) == 0)
			return i + 1;
	return 0;
}

gint64
tertius_imap_numbers_read_date(const char *text)
{
	static const char form[] = "dd-Mon-yyyy hh:mm:ss +zzzz";
	g_autoptr(GDateTime) date = NULL;
	int zone;

	if (text == NULL || strlen(text) != strlen(form))
		return 0;
	for (gsize i = 0; form[i] != '\0'; i++)
		if (strchr("-: ", form[i]) != NULL && text[i] != form[i])
			return 0;
	zone = read_digits(text + 22, 2) * 3600 +
	       read_digits(text + 24, 2) * 60;
	date = g_date_time_new_utc(
		read_digits(text + 7, 4), read_month(text + 3),
		read_digits(text, 2), read_digits(text + 12, 2),
		read_digits(text + 15, 2), MIN(read_digits(text + 18, 2), 59));
	if (date == NULL)
		return 0;
	return g_date_time_to_unix(date) + (text[21] == '-' ? zone : -zone);
}

char *
tertius_imap_numbers_dup_day_before(gint64 moment)
{
	g_autoptr(GDateTime) day =
		g_date_time_new_from_unix_utc(MAX(moment - 86400, 0));

	if (day == NULL)
		return g_strdup("1-Jan-1970");
	return g_strdup_printf("%d-%s-%04d", g_date_time_get_day_of_month(day),
	                       months[g_date_time_get_month(day) - 1],
	                       g_date_time_get_year(day));
}
