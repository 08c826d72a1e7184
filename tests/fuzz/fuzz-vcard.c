/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a file of business cards: days to remember come out, or none.
 */
#include "calendar/read-vcard.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(GPtrArray) meetings = tertius_meetings_new();
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);

	(void) tertius_vcard_read((const char *) data, size, meetings, problems,
	                          NULL);
	for (guint i = 0; i < meetings->len; i++) {
		const TertiusMeeting *meeting = meetings->pdata[i];

		g_assert(meeting->end >= meeting->start);
		g_assert(g_utf8_validate(meeting->summary, -1, NULL));
		g_assert(meeting->attendees->len <=
		         TERTIUS_VCARD_ADDRESSES_MAX + 1);
	}
	return 0;
}
