/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file from a calendar or an address book.
 */
#include "calendar/read-calendar.h"

#include "calendar/read-vcard.h"

#include <string.h>

static gboolean
begins(const char *bytes, gsize length, const char *word)
{
	gsize skipped = 0;

	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		skipped = 3;
	while (skipped < length && g_ascii_isspace(bytes[skipped]))
		skipped++;
	return length - skipped >= strlen(word) &&
	       g_ascii_strncasecmp(bytes + skipped, word, strlen(word)) == 0;
}

gboolean
tertius_calendar_read(const char *bytes, gsize length,
                      const TertiusIcalContext *context, GPtrArray *meetings,
                      GPtrArray *problems, GError **error)
{
	if (begins(bytes, length, "BEGIN:VCARD"))
		return tertius_vcard_read(bytes, length, meetings, problems,
		                          error);
	return tertius_ical_read(bytes, length, context, meetings, problems,
	                         error);
}
