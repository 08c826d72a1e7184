/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates of mail. GMime takes them apart, GDateTime (inside it) knows which of
 * them there are.
 */
#include "mail/mime-date.h"

#include "mail/mime-fields.h"

#include <gmime/gmime.h>
#include <string.h>

gboolean
tertius_mime_read_date(const char *text, gsize length, gint64 *date, int *zone)
{
	char clean[TERTIUS_MIME_DATE_MAX + 1];
	g_autoptr(GDateTime) moment = NULL;
	gboolean is_past_time = FALSE;
	char *leap;

	if (length > TERTIUS_MIME_DATE_MAX)
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		char c = text[i];

		is_past_time = is_past_time || c == ':';
		if (g_ascii_isspace(c) || c == '\0')
			c = ' ';
		/* GMime knows the names of zones in capitals only. */
		clean[i] = (char) (is_past_time ? g_ascii_toupper(c) : c);
	}
	clean[length] = '\0';
	/* A leap second is a time, but not for GDateTime. */
	leap = strstr(clean, ":60 ");
	if (leap != NULL)
		memcpy(leap, ":59 ", 4);
	moment = g_mime_utils_header_decode_date(clean);
	if (moment == NULL)
		return FALSE;
	*date = g_date_time_to_unix(moment);
	if (zone != NULL)
		*zone = (int) (g_date_time_get_utc_offset(moment) /
		               G_TIME_SPAN_MINUTE);
	return TRUE;
}

gint64
tertius_mime_find_date(const char *bytes, gsize length)
{
	g_auto(TertiusFields) fields = { 0 };
	const TertiusField *field;
	gint64 date = 0;

	tertius_fields_read(bytes, length, &fields);
	field = tertius_fields_get(&fields, "Date");
	if (field == NULL ||
	    !tertius_mime_read_date(field->value, field->length, &date, NULL))
		return 0;
	return date;
}
