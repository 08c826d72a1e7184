/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened with one person.
 */
#include "engine/timeline.h"

#include <glib/gi18n-lib.h>

static int
compare_events(gconstpointer a, gconstpointer b)
{
	const TertiusEvent *first = a;
	const TertiusEvent *second = b;

	if (first->date != second->date)
		return first->date < second->date ? -1 : 1;
	return (int) first->kind - (int) second->kind;
}

static gboolean
has_part(const TertiusConclusions *all, const TertiusIntroduction *introduction,
         guint person)
{
	if (introduction->introducer != NULL &&
	    tertius_history_resolve(all->history, introduction->introducer) ==
	            person)
		return TRUE;
	for (guint i = 0; i < introduction->introduced->len; i++) {
		if (tertius_history_resolve(
			    all->history, introduction->introduced->pdata[i]) ==
		    person)
			return TRUE;
	}
	return FALSE;
}

static void
add_letters(GArray *events, const TertiusConclusions *all, guint person)
{
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(all->history, person, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(all->history, letters[i]);
		TertiusEvent event = { .kind = TERTIUS_EVENT_LETTER,
			               .date = letter->date,
			               .letter = letter };

		g_array_append_val(events, event);
	}
}

static void
add_meetings(GArray *events, const TertiusConclusions *all, guint person)
{
	guint n = tertius_history_n_gatherings(all->history);

	for (guint i = 0; i < n; i++) {
		const TertiusGathering *gathering =
			tertius_history_gathering(all->history, i);
		TertiusEvent event = { .kind = TERTIUS_EVENT_MEETING,
			               .date = gathering->meeting->start,
			               .meeting = gathering->meeting };
		gboolean attends = FALSE;

		for (guint j = 0; j < gathering->n_people; j++)
			attends |= gathering->people[j] == person;
		if (attends)
			g_array_append_val(events, event);
	}
}

GArray *
tertius_timeline_find(const TertiusConclusions *all, guint person)
{
	GArray *events = g_array_new(FALSE, FALSE, sizeof(TertiusEvent));

	add_letters(events, all, person);
	add_meetings(events, all, person);
	for (guint i = 0; i < all->introductions->len; i++) {
		const TertiusIntroduction *introduction =
			all->introductions->pdata[i];
		TertiusEvent event = { .kind = TERTIUS_EVENT_INTRODUCTION,
			               .date = introduction->date,
			               .introduction = introduction };

		if (introduction->state != TERTIUS_STATE_DISMISSED &&
		    introduction->level == TERTIUS_LEVEL_LIKELY &&
		    has_part(all, introduction, person))
			g_array_append_val(events, event);
	}
	g_array_sort(events, compare_events);
	return events;
}

static char *
dup_letter(const TertiusConclusions *all, guint person,
           const TertiusLetter *letter)
{
	guint me = tertius_history_get_me(all->history);
	gboolean is_mine = letter->from == me;
	gboolean is_theirs = letter->from == person;

	if (is_mine)
		return g_strdup_printf(_("you wrote “%s”"), letter->subject);
	if (is_theirs && me != TERTIUS_NOBODY &&
	    tertius_letter_has_recipient(letter, me, NULL))
		return g_strdup_printf(_("wrote to you “%s”"), letter->subject);
	if (is_theirs)
		return g_strdup_printf(_("wrote “%s”"), letter->subject);
	return g_strdup_printf(_("had a copy of “%s”"), letter->subject);
}

static char *
dup_introduction(const TertiusIntroduction *introduction)
{
	const char *first =
		introduction->introduced->len > 0
			? tertius_person_label(
				  introduction->introduced->pdata[0])
			: "";

	if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN)
		return g_strdup_printf(_("you introduced %s"), first);
	if (introduction->introducer == NULL)
		return g_strdup_printf(_("%s was introduced"), first);
	return g_strdup_printf(_("%s introduced %s"),
	                       tertius_person_label(introduction->introducer),
	                       first);
}

char *
tertius_timeline_dup_event(const TertiusConclusions *all, guint person,
                           const TertiusEvent *event)
{
	switch (event->kind) {
	case TERTIUS_EVENT_LETTER:
		return dup_letter(all, person, event->letter);
	case TERTIUS_EVENT_MEETING:
		return g_strdup_printf(_("meeting “%s”"),
		                       event->meeting->summary);
	case TERTIUS_EVENT_INTRODUCTION:
	default:
		return dup_introduction(event->introduction);
	}
}
