/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Introductions that only a calendar shows: somebody whom I know brings me
 * together with one whom I do not, by a meeting.
 */
#include "detect/weigh.h"

#include <math.h>
#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

/* People besides me: with more it is a conference, with more than two others
 * mostly a meeting about something else. */
#define OTHERS_MAX   7
#define OTHERS_TRIAD 2

/* How near a mail to both, or a second meeting, is to count. */
#define THREAD_SPAN (14 * DAY)
#define SECOND_SPAN (90 * DAY)

/* What speaks for it, as logarithms of odds, by hand: company alone is a question
 * (.35), with a title that says so it is as good as a sentence (.8). */
static const struct {
	const char *rule;
	double weight;
} marks[] = {
	{ "meeting/company", -0.6 },   { "meeting/many", -1.6 },
	{ "meeting/title", 2.0 },      { "meeting/passed-on", 1.8 },
	{ "meeting/left-alone", 1.2 }, { "meeting/thread", 1.2 },
};

enum {
	TERTIUS_MARK_COMPANY,
	TERTIUS_MARK_MANY,
	TERTIUS_MARK_TITLE,
	TERTIUS_MARK_PASSED_ON,
	TERTIUS_MARK_LEFT_ALONE,
	TERTIUS_MARK_THREAD,
	TERTIUS_MARK_N,
};

/* Who is who at one meeting. */
typedef struct {
	const TertiusHistory *history;
	const TertiusGathering *gathering;
	guint me, introducer, newcomer;
	gint64 since; /* when it was set */
	guint n_others;
	gboolean says[TERTIUS_MARK_N];
} Company;

/* --- Who is who ---------------------------------------------------------- */

static gboolean
is_known(const Company *company, guint person)
{
	TertiusExchange before = tertius_history_exchange(
		company->history, company->me, person, company->since);

	return before.from_second > 0 || before.meetings > 0;
}

static gboolean
is_new(const Company *company, guint person)
{
	return tertius_history_exchange(company->history, company->me, person,
	                                company->since)
	               .earliest == 0;
}

static guint
find_organizer(const TertiusGathering *gathering)
{
	for (guint i = 0; i < gathering->n_people; i++) {
		const TertiusAttendee *attendee =
			gathering->meeting->attendees->pdata[i];

		if (attendee->person->place == TERTIUS_PLACE_ORGANIZER)
			return gathering->people[i];
	}
	return TERTIUS_NOBODY;
}

/* The one stranger. FALSE when there are none or several. */
static gboolean
find_newcomer(Company *company)
{
	const TertiusGathering *gathering = company->gathering;

	company->newcomer = TERTIUS_NOBODY;
	company->n_others = 0;
	for (guint i = 0; i < gathering->n_people; i++) {
		guint person = gathering->people[i];

		if (person == company->me || person == company->newcomer)
			continue;
		company->n_others++;
		if (person == TERTIUS_NOBODY || !is_new(company, person))
			continue;
		if (company->newcomer != TERTIUS_NOBODY)
			return FALSE;
		company->newcomer = person;
	}
	return company->newcomer != TERTIUS_NOBODY;
}

/* Who passed it on; else who set it; else the only other one. */
static gboolean
find_introducer(Company *company)
{
	const TertiusGathering *gathering = company->gathering;
	guint organizer = find_organizer(gathering);

	company->introducer = gathering->bearer;
	company->says[TERTIUS_MARK_PASSED_ON] =
		gathering->bearer != TERTIUS_NOBODY;
	if (company->introducer == TERTIUS_NOBODY &&
	    organizer != company->newcomer)
		company->introducer = organizer;
	for (guint i = 0;
	     i < gathering->n_people && company->introducer == TERTIUS_NOBODY &&
	     company->n_others == OTHERS_TRIAD;
	     i++) {
		guint person = gathering->people[i];

		if (person != company->me && person != company->newcomer)
			company->introducer = person;
	}
	return company->introducer != TERTIUS_NOBODY &&
	       company->introducer != company->me &&
	       company->introducer != company->newcomer &&
	       is_known(company, company->introducer);
}

/* --- What speaks for it -------------------------------------------------- */

static gboolean
attends(const Company *company, const TertiusGathering *gathering, guint person)
{
	return tertius_gathering_attendance(company->history, gathering,
	                                    person) > 0;
}

/* Whoever brings two people together goes: does not come, or is not there the
 * second time. */
static gboolean
is_left_alone(const Company *company)
{
	const TertiusHistory *history = company->history;
	gint64 end = company->gathering->meeting->end;

	if (!company->says[TERTIUS_MARK_PASSED_ON] &&
	    !attends(company, company->gathering, company->introducer))
		return TRUE;
	for (guint i = 0; i < tertius_history_n_gatherings(history); i++) {
		const TertiusGathering *other =
			tertius_history_gathering(history, i);

		if (other->meeting->start < end ||
		    other->meeting->start > end + SECOND_SPAN ||
		    other->n_people > OTHERS_MAX)
			continue;
		if (attends(company, other, company->newcomer) &&
		    attends(company, other, company->me) &&
		    !attends(company, other, company->introducer))
			return TRUE;
	}
	return FALSE;
}

/* The introducer wrote to both of us about that time. */
static gboolean
has_thread(const Company *company)
{
	guint n;
	const guint *letters = tertius_history_letters_of(
		company->history, company->newcomer, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(company->history, letters[i]);

		if (ABS(letter->date - company->since) <= THREAD_SPAN &&
		    letter->from == company->introducer &&
		    letter->n_recipients <= TERTIUS_EXCHANGE_MASS &&
		    tertius_letter_has_recipient(letter, company->me, NULL))
			return TRUE;
	}
	return FALSE;
}

static void
look_for_marks(Company *company)
{
	company->says[TERTIUS_MARK_COMPANY] = TRUE;
	company->says[TERTIUS_MARK_MANY] = company->n_others > OTHERS_TRIAD ||
	                                   (company->gathering->meeting->flags &
	                                    TERTIUS_MEETING_MORE_GUESTS) != 0;
	company->says[TERTIUS_MARK_TITLE] =
		(company->gathering->meeting->flags &
	         TERTIUS_MEETING_INTRODUCES) != 0;
	company->says[TERTIUS_MARK_LEFT_ALONE] = is_left_alone(company);
	company->says[TERTIUS_MARK_THREAD] = has_thread(company);
}

/* --- The introduction ---------------------------------------------------- */

static void
add_evidence(const Company *company, TertiusIntroduction *introduction)
{
	double sum = 0;

	for (guint i = 0; i < TERTIUS_MARK_N; i++) {
		if (!company->says[i])
			continue;
		sum += marks[i].weight;
		g_ptr_array_add(introduction->evidence,
		                tertius_evidence_new(
					marks[i].rule,
					company->gathering->meeting->summary,
					"meeting", marks[i].weight));
	}
	introduction->score = 1 / (1 + exp(-sum));
}

static TertiusIntroduction *
make_introduction(const Company *company)
{
	const TertiusMeeting *meeting = company->gathering->meeting;
	TertiusIntroduction *introduction = tertius_introduction_new(
		TERTIUS_INTRODUCTION_MEETING, meeting->id);

	introduction->manner = TERTIUS_MANNER_MEETING;
	introduction->date = company->since;
	introduction->event_uid = g_strdup(meeting->uid);
	introduction->subject = g_strdup(meeting->summary);
	introduction->deserves_thanks = TRUE;
	introduction->introducer = tertius_history_dup_person(
		company->history, company->introducer);
	g_ptr_array_add(introduction->introduced,
	                tertius_history_dup_person(company->history,
	                                           company->newcomer));
	add_evidence(company, introduction);
	return introduction;
}

/* What nobody is brought together by. */
#define LEFT_OUT                                                               \
	(TERTIUS_MEETING_CANCELLED | TERTIUS_MEETING_SERIES |                  \
	 TERTIUS_MEETING_REPLY | TERTIUS_MEETING_ALL_DAY |                     \
	 TERTIUS_MEETING_NO_TALK | TERTIUS_MEETING_OUT_OF_OFFICE |             \
	 TERTIUS_MEETING_BIRTHDAY | TERTIUS_MEETING_HOLIDAY |                  \
	 TERTIUS_MEETING_OURS)

static TertiusIntroduction *
look_at(const TertiusHistory *history, const TertiusGathering *gathering)
{
	const TertiusMeeting *meeting = gathering->meeting;
	Company company = {
		.history = history,
		.gathering = gathering,
		.me = tertius_history_get_me(history),
		.since = meeting->created != 0 ? meeting->created
		                               : meeting->start,
	};

	if (!gathering->is_mine || (meeting->flags & LEFT_OUT) != 0 ||
	    gathering->n_people > OTHERS_MAX + 1 || gathering->n_people == 0 ||
	    !tertius_history_is_past(history, company.since) ||
	    tertius_gathering_attendance(history, gathering, company.me) == 0)
		return NULL;
	if (!find_newcomer(&company) || company.n_others > OTHERS_MAX ||
	    !find_introducer(&company))
		return NULL;
	look_for_marks(&company);
	return make_introduction(&company);
}

static TertiusIntroduction *
recall(const TertiusHistory *history, const TertiusGathering *gathering,
       TertiusFindings *findings)
{
	TertiusIntroduction *found;

	if (tertius_findings_recall(findings, gathering->meeting, &found))
		return found;
	tertius_findings_begin(findings, history);
	found = look_at(history, gathering);
	tertius_findings_end(findings, history, gathering->meeting, found);
	return found;
}

GPtrArray *
tertius_weigh_meetings(const TertiusHistory *history, TertiusFindings *findings)
{
	GPtrArray *found = tertius_introductions_new();

	if (tertius_history_get_me(history) == TERTIUS_NOBODY)
		return found;
	for (guint i = 0; i < tertius_history_n_gatherings(history); i++) {
		TertiusIntroduction *introduction =
			recall(history, tertius_history_gathering(history, i),
		               findings);

		if (introduction != NULL)
			g_ptr_array_add(found, introduction);
	}
	return found;
}
