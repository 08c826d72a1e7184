/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines begin a message of an mbox.
 */
#include "mail/mbox-line.h"

#include "mail/mbox.h"

#include <string.h>

/* "10:11" */
static gboolean
is_time(const char *text)
{
	return g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[1]) &&
	       text[2] == ':' && g_ascii_isdigit(text[3]) &&
	       g_ascii_isdigit(text[4]);
}

/* "Nov " */
static gboolean
is_month(const char *text)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	if (text[3] != ' ')
		return FALSE;
	for (gsize i = 0; i < strlen(months); i += 3) {
		if (memcmp(text, months + i, 3) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A date as asctime writes it, or near to it: a month and a time. */
static gboolean
has_date(const char *line, gsize length)
{
	gboolean month = FALSE, hour = FALSE;

	for (gsize i = 0; i + 5 <= length; i++) {
		month = month || is_month(line + i);
		hour = hour || is_time(line + i);
	}
	return month && hour;
}

/* Whether a header field begins at @text; or a ">From " that stands for one. */
static gboolean
begins_field(const char *text, gsize length)
{
	gsize n = 0;

	if (length >= 6 && memcmp(text, ">From ", 6) == 0)
		return TRUE;
	while (n < MIN(length, TERTIUS_MBOX_FIELD_NAME_MAX) && text[n] > ' ' &&
	       text[n] < 0x7f && text[n] != ':')
		n++;
	return n > 0 && n < length && text[n] == ':';
}

gboolean
tertius_mbox_is_from_line(const char *line, gsize length, gboolean after_blank)
{
	const char *end =
		memchr(line, '\n', MIN(length, TERTIUS_MBOX_LINE_MAX));
	int signs = after_blank ? 1 : 0;

	if (length < 5 || memcmp(line, "From ", 5) != 0 || end == NULL)
		return FALSE;
	signs += has_date(line, (gsize) (end - line)) ? 1 : 0;
	end++;
	signs += begins_field(end, length - (gsize) (end - line)) ? 1 : 0;
	return signs >= 2;
}

gboolean
tertius_mbox_begins_from_line(const char *text, gsize length)
{
	return length >= 5 && memcmp(text, "From ", 5) == 0 &&
	       (length < TERTIUS_MBOX_LINE_MAX ||
	        memchr(text, '\n', TERTIUS_MBOX_LINE_MAX) != NULL);
}
