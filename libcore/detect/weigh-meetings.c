/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Introductions that only a calendar shows.
 */
#include "detect/weigh.h"

#include <string.h>

/* A title that says what the meeting is for is as good as a sentence; the
 * company alone only raises a question. */
#define SCORE_BY_TITLE   0.8
#define SCORE_BY_COMPANY 0.35

/* How the seven languages announce such a meeting, and shapes of names. */
static const char *const title_words[] = {
	"intro",         "<>",         "<->",
	"meet ",         "kennenlern", "vorstellung",
	"présentation",  "rencontre",  "presentación",
	"presentazione", "kennismak",  "apresentação",
};

static gboolean
speaks_of_introduction(const char *summary)
{
	g_autofree char *folded = g_utf8_strdown(summary, -1);

	for (guint i = 0; i < G_N_ELEMENTS(title_words); i++) {
		if (strstr(folded, title_words[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* Two others: who set it, known before; and one who was not. */
static gboolean
is_triad(const TertiusHistory *history, const TertiusGathering *gathering,
         guint *organizer, guint *newcomer)
{
	guint me = tertius_history_get_me(history);
	gint64 since = gathering->meeting->created != 0
	                       ? gathering->meeting->created
	                       : gathering->meeting->start;

	*organizer = *newcomer = TERTIUS_NOBODY;
	for (guint i = 0; i < gathering->n_people; i++) {
		const TertiusAttendee *attendee =
			gathering->meeting->attendees->pdata[i];
		guint person = gathering->people[i];

		if (person == me || person == TERTIUS_NOBODY ||
		    person == *organizer)
			continue;
		if (attendee->person->place == TERTIUS_PLACE_ORGANIZER)
			*organizer = person;
		else if (*newcomer == TERTIUS_NOBODY || *newcomer == person)
			*newcomer = person;
		else
			return FALSE;
	}
	if (*organizer == TERTIUS_NOBODY || *newcomer == TERTIUS_NOBODY)
		return FALSE;
	return tertius_history_exchange(history, me, *organizer, since)
	                       .from_second > 0 &&
	       tertius_history_exchange(history, me, *newcomer, since)
	                       .earliest == 0;
}

static TertiusIntroduction *
look_at(const TertiusHistory *history, const TertiusGathering *gathering)
{
	const TertiusMeeting *meeting = gathering->meeting;
	guint organizer, newcomer;
	TertiusIntroduction *introduction;
	gboolean by_title;

	if (!gathering->is_mine ||
	    (meeting->flags &
	     (TERTIUS_MEETING_CANCELLED | TERTIUS_MEETING_SERIES |
	      TERTIUS_MEETING_REPLY | TERTIUS_MEETING_ALL_DAY)) != 0 ||
	    gathering->n_people > 6 ||
	    !is_triad(history, gathering, &organizer, &newcomer))
		return NULL;
	by_title = speaks_of_introduction(meeting->summary);
	introduction = tertius_introduction_new(TERTIUS_INTRODUCTION_MEETING,
	                                        meeting->id);
	introduction->manner = TERTIUS_MANNER_MEETING;
	introduction->date =
		meeting->created != 0 ? meeting->created : meeting->start;
	introduction->event_uid = g_strdup(meeting->uid);
	introduction->subject = g_strdup(meeting->summary);
	introduction->deserves_thanks = TRUE;
	introduction->introducer =
		tertius_history_dup_person(history, organizer);
	g_ptr_array_add(introduction->introduced,
	                tertius_history_dup_person(history, newcomer));
	introduction->score = by_title ? SCORE_BY_TITLE : SCORE_BY_COMPANY;
	g_ptr_array_add(introduction->evidence,
	                tertius_evidence_new(by_title ? "meeting/title"
	                                              : "meeting/company",
	                                     meeting->summary, "meeting",
	                                     by_title ? 1.4 : -0.6));
	return introduction;
}

GPtrArray *
tertius_weigh_meetings(const TertiusHistory *history)
{
	GPtrArray *found = tertius_introductions_new();
	gint64 now = tertius_history_get_now(history);

	if (tertius_history_get_me(history) == TERTIUS_NOBODY)
		return found;
	for (guint i = 0; i < tertius_history_n_gatherings(history); i++) {
		TertiusIntroduction *introduction =
			look_at(history, tertius_history_gathering(history, i));

		if (introduction == NULL)
			continue;
		if (introduction->date <= now)
			g_ptr_array_add(found, introduction);
		else
			tertius_introduction_free(introduction);
	}
	return found;
}
