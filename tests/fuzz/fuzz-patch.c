/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as one of our objects that came back: patched so that it says what
 * it is to say, or refused. The first UID is made that of the reminder "x", as
 * nothing else would be looked at.
 */
#include "calendar/object.h"
#include "calendar/patch-ical.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static char *
dup_ours(const guint8 *data, size_t size, const char *uid)
{
	g_autofree char *text = g_strndup((const char *) data, size);
	const char *start = strstr(text, "\nUID:");
	const char *end;

	if (start == NULL)
		return g_steal_pointer(&text);
	end = start + 1 + strcspn(start + 1, "\r\n");
	return g_strdup_printf("%.*s\nUID:%s%s", (int) (start - text), text,
	                       uid, end);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
	const TertiusIcalStamp stamp = { .stamp = 1795507200 };
	g_autoptr(TertiusReminder) reminder =
		tertius_reminder_new(TERTIUS_REMINDER_THANK, "x");
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(TertiusObject) object = NULL;
	g_autofree char *text = dup_ours(data, size, reminder->uid);
	g_autofree char *result = NULL;

	reminder->title = g_strdup("Thank");
	reminder->due = 1795507200;
	reminder->state = size % 4;
	result = tertius_ical_patch(text, strlen(text), reminder, &stamp,
	                            TERTIUS_PATCH_ALL, NULL);
	if (result == NULL)
		return 0;
	object = tertius_object_read(result, strlen(result), reminder->uid, utc,
	                             NULL);
	g_assert(object != NULL && object->start == reminder->due);
	return 0;
}
