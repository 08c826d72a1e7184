/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders as they were given to calendars.
 */
#include "model/published.h"

TertiusPublished *
tertius_published_new(const TertiusReminder *reminder, gint64 now)
{
	TertiusPublished *published = g_new0(TertiusPublished, 1);

	published->reminder = tertius_reminder_copy(reminder);
	published->created = now;
	published->stamp = now;
	return published;
}

void
tertius_published_free(TertiusPublished *published)
{
	if (published == NULL)
		return;
	tertius_reminder_free(published->reminder);
	g_free(published);
}

static void
free_published(gpointer published)
{
	tertius_published_free(published);
}

GPtrArray *
tertius_published_array_new(void)
{
	return g_ptr_array_new_with_free_func(free_published);
}

/* Waiting and due look alike in a calendar. */
static gboolean
looks_alike(const TertiusReminder *a, const TertiusReminder *b)
{
	gboolean open = tertius_reminder_is_open(a);

	return a->due == b->due && open == tertius_reminder_is_open(b) &&
	       (open || a->state == b->state) &&
	       g_strcmp0(a->title, b->title) == 0 &&
	       g_strcmp0(a->because, b->because) == 0;
}

gboolean
tertius_published_update(TertiusPublished *published,
                         const TertiusReminder *reminder, gint64 now)
{
	gboolean same = looks_alike(published->reminder, reminder);

	tertius_reminder_free(published->reminder);
	published->reminder = tertius_reminder_copy(reminder);
	if (same)
		return FALSE;
	published->stamp = MAX(now, published->stamp + 1);
	published->sequence++;
	return TRUE;
}
