/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates of mail. GMime takes them apart, GDateTime (inside it) knows which of
 * them there are.
 */
#include "mail/mime-date.h"

#include <gmime/gmime.h>
#include <string.h>

/* No date is longer, comments and all. */
#define DATE_BYTES_MAX 200

gboolean
tertius_mime_read_date(const char *text, gsize length, gint64 *date, int *zone)
{
	char clean[DATE_BYTES_MAX + 1];
	g_autoptr(GDateTime) moment = NULL;
	gboolean is_past_time = FALSE;
	char *leap;

	if (length > DATE_BYTES_MAX)
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
	const char *end = bytes + length;
	const char *line = bytes;

	while (line < end && *line != '\n' && *line != '\r') {
		const char *stop = memchr(line, '\n', (gsize) (end - line));
		gint64 date = 0;

		if (stop == NULL)
			return 0;
		/* A field that goes on in the next line. */
		while (stop + 1 < end && (stop[1] == ' ' || stop[1] == '\t')) {
			stop = memchr(stop + 1, '\n', (gsize) (end - stop - 1));
			if (stop == NULL)
				return 0;
		}
		if (stop - line > 5 &&
		    g_ascii_strncasecmp(line, "date:", 5) == 0)
			return tertius_mime_read_date(line + 5,
			                              (gsize) (stop - line - 5),
			                              &date, NULL)
			               ? date
			               : 0;
		line = stop + 1;
	}
	return 0;
}
