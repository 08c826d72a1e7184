/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened after an introduction.
 */
#include "follow/course.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

/* Thanks in the thread of the introduction are for it; others only while
 * nothing else has come between. */
#define THANKS_IN_THREAD (60 * DAY)
#define THANKS_ELSEWHERE (10 * DAY)

/* A report that names nobody is about whom I had to do with lately. */
#define REPORT_WITHIN (45 * DAY)

/* A letter to more people than this is a notice. */
#define ANSWERED_BY 5

gboolean
tertius_letter_does(const TertiusLetter *letter, TertiusActKind kind,
                    TertiusTone *tone)
{
	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++) {
		const TertiusAct *act = letter->acts->pdata[i];

		if (act->kind != kind)
			continue;
		if (tone != NULL)
			*tone = act->tone;
		return TRUE;
	}
	return FALSE;
}

static gboolean
is_personal(const TertiusLetter *letter)
{
	return (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0;
}

static gboolean
tells_outcome(const TertiusLetter *letter, TertiusTone *tone)
{
	return tertius_letter_does(letter, TERTIUS_ACT_OUTCOME_UPDATE, tone) ||
	       tertius_letter_does(letter, TERTIUS_ACT_SUCCESS_NEWS, tone);
}

static void
set_first(const TertiusLetter **field, const TertiusLetter *letter)
{
	if (*field == NULL)
		*field = letter;
}

/* --- Mail with the newcomer ---------------------------------------------- */

static void
read_from_me(TertiusCourse *course, const TertiusLetter *letter,
             TertiusPlace place)
{
	course->latest = letter->date;
	if (place == TERTIUS_PLACE_TO) {
		set_first(&course->first_from_me, letter);
		course->last_from_me = letter;
	}
	/* A personal word to somebody new is the courtesy that is meant;
	 * somebody in copy wants to be named. */
	if (place == TERTIUS_PLACE_TO ||
	    tertius_letter_does(letter, TERTIUS_ACT_THANKS, NULL))
		set_first(&course->thanks_to_newcomer, letter);
}

static void
read_from_them(TertiusCourse *course, const TertiusLetter *letter,
               guint substantial_words)
{
	TertiusTone tone = TERTIUS_TONE_NEUTRAL;

	course->latest = letter->date;
	set_first(&course->first_from_them, letter);
	/* What goes to many waits for nobody's answer. */
	if (letter->n_recipients <= ANSWERED_BY)
		course->last_from_them = letter;
	if (tertius_letter_does(letter, TERTIUS_ACT_INTRO_DECLINE, NULL))
		set_first(&course->declined, letter);
	if (letter->words >= substantial_words)
		set_first(&course->substantial, letter);
	if (!tells_outcome(letter, &tone))
		return;
	set_first(&course->outcome, letter);
	if (tone == TERTIUS_TONE_BIG)
		set_first(&course->big, letter);
}

static void
read_newcomer(TertiusCourse *course, const TertiusHistory *history,
              gint64 since, guint substantial_words)
{
	guint n;
	const guint *list =
		tertius_history_letters_of(history, course->newcomer, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, list[i]);
		TertiusPlace place;

		if (letter->date <= since || !is_personal(letter))
			continue;
		if (letter->from == course->me &&
		    tertius_letter_has_recipient(letter, course->newcomer,
		                                 &place))
			read_from_me(course, letter, place);
		else if (letter->from == course->newcomer &&
		         tertius_letter_has_recipient(letter, course->me, NULL))
			read_from_them(course, letter, substantial_words);
	}
}

/* --- Mail with the introducer -------------------------------------------- */

/* Whether one of the people whom @act is about is the newcomer. */
static gboolean
is_about(const TertiusAct *act, const TertiusIntroduction *introduction,
         const TertiusHistory *history, guint newcomer)
{
	const TertiusPerson *who = introduction->introduced->pdata[0];
	g_autofree char *first = tertius_person_dup_first_name(who);

	for (guint i = 0; i < act->introduced->len; i++) {
		const TertiusPerson *named = act->introduced->pdata[i];
		g_autofree char *other = tertius_person_dup_first_name(named);

		if ((newcomer != TERTIUS_NOBODY &&
		     tertius_history_resolve(history, named) == newcomer) ||
		    tertius_person_matches(named, who) ||
		    g_ascii_strcasecmp(first, other) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
read_outcome_told(TertiusCourse *course, const TertiusLetter *letter,
                  const TertiusIntroduction *introduction,
                  const TertiusHistory *history)
{
	gint64 lately = MAX(course->latest, introduction->date);

	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++) {
		const TertiusAct *act = letter->acts->pdata[i];

		if (act->kind != TERTIUS_ACT_OUTCOME_UPDATE)
			continue;
		if (!is_about(act, introduction, history, course->newcomer) &&
		    (act->introduced->len > 0 ||
		     letter->date > lately + REPORT_WITHIN))
			continue;
		set_first(&course->report, letter);
		set_first(&course->outcome, letter);
		if (act->tone == TERTIUS_TONE_BIG)
			set_first(&course->big, letter);
	}
}

static gboolean
answers(const TertiusLetter *letter, const TertiusIntroduction *introduction)
{
	const char *id = introduction->message_id;

	return id != NULL && (g_strcmp0(letter->in_reply_to, id) == 0 ||
	                      strcmp(letter->thread, id) == 0);
}

static gboolean
thanks_for(const TertiusLetter *letter, const TertiusIntroduction *introduction)
{
	gboolean is_answer = answers(letter, introduction);
	gint64 limit = introduction->date +
	               (is_answer ? THANKS_IN_THREAD : THANKS_ELSEWHERE);

	return letter->date <= limit &&
	       (tertius_letter_does(letter, TERTIUS_ACT_THANKS, NULL) ||
	        tertius_letter_does(letter, TERTIUS_ACT_MOVE_TO_BCC, NULL) ||
	        (is_answer &&
	         tertius_letter_does(letter, TERTIUS_ACT_THANKS_FOR_HELP,
	                             NULL)));
}

static void
read_to_introducer(TertiusCourse *course, const TertiusLetter *letter,
                   const TertiusIntroduction *introduction,
                   const TertiusHistory *history)
{
	gboolean is_silent = course->first_from_me != NULL &&
	                     course->met == NULL &&
	                     (course->first_from_them == NULL ||
	                      course->first_from_them->date > letter->date);

	if (thanks_for(letter, introduction))
		set_first(&course->thanks_to_introducer, letter);
	read_outcome_told(course, letter, introduction, history);
	if (course->big != NULL && letter->date > course->big->date &&
	    (tertius_letter_does(letter, TERTIUS_ACT_THANKS, NULL) ||
	     tertius_letter_does(letter, TERTIUS_ACT_THANKS_FOR_HELP, NULL)))
		set_first(&course->gratitude, letter);
	/* Nobody has answered, and the introducer hears of it. */
	if (is_silent && letter->date >= course->first_from_me->date + 3 * DAY)
		set_first(&course->told_silence, letter);
}

static void
read_introducer(TertiusCourse *course, const TertiusHistory *history,
                const TertiusIntroduction *introduction)
{
	guint n;
	const guint *list =
		tertius_history_letters_of(history, course->introducer, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, list[i]);

		if (letter->date > introduction->date && is_personal(letter) &&
		    letter->from == course->me &&
		    tertius_letter_has_recipient(letter, course->introducer,
		                                 NULL))
			read_to_introducer(course, letter, introduction,
			                   history);
	}
}

/* --- Mail about an introduction of mine ---------------------------------- */

static gboolean
reaches_another(const TertiusLetter *letter, const GArray *introduced)
{
	for (guint i = 0; i < introduced->len; i++) {
		guint other = g_array_index(introduced, guint, i);

		if (other != letter->from &&
		    tertius_letter_has_recipient(letter, other, NULL))
			return TRUE;
	}
	return FALSE;
}

static void
read_given(TertiusCourse *course, const TertiusHistory *history, gint64 since,
           const GArray *introduced, guint person)
{
	guint n;
	const guint *list = tertius_history_letters_of(history, person, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, list[i]);

		if (letter->date <= since || letter->from != person ||
		    !is_personal(letter))
			continue;
		if (reaches_another(letter, introduced))
			set_first(&course->first_from_them, letter);
		if (tertius_letter_has_recipient(letter, course->me, NULL) &&
		    tells_outcome(letter, NULL))
			set_first(&course->feedback, letter);
	}
}

static void
read_given_by_me(TertiusCourse *course, const TertiusHistory *history,
                 const TertiusIntroduction *introduction)
{
	g_autoptr(GArray) introduced = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < introduction->introduced->len; i++) {
		guint person = tertius_history_resolve(
			history, introduction->introduced->pdata[i]);

		if (person != TERTIUS_NOBODY)
			g_array_append_val(introduced, person);
	}
	for (guint i = 0; i < introduced->len; i++)
		read_given(course, history, introduction->date, introduced,
		           g_array_index(introduced, guint, i));
}

/* --- Meetings ------------------------------------------------------------ */

/* One of them may have left the invitation unanswered, not both. */
static gboolean
brings_together(const TertiusHistory *history,
                const TertiusGathering *gathering, guint me, guint newcomer)
{
	int mine = tertius_gathering_attendance(history, gathering, me);
	int theirs = tertius_gathering_attendance(history, gathering, newcomer);

	return gathering->is_mine && mine > 0 && theirs > 0 &&
	       mine + theirs > 2;
}

static void
note_meeting(TertiusCourse *course, const TertiusMeeting *meeting, gint64 end)
{
	if (course->met == NULL || end < course->met_at) {
		course->met = meeting;
		course->met_at = end;
	}
	course->latest = MAX(course->latest, end);
}

/* They met when it is past, both attended, and it was not called off. */
static void
read_meetings(TertiusCourse *course, const TertiusHistory *history,
              gint64 since)
{
	guint n;
	const guint *list =
		tertius_history_gatherings_of(history, course->newcomer, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusGathering *gathering =
			tertius_history_gathering(history, list[i]);
		const TertiusMeeting *meeting = gathering->meeting;

		if (!brings_together(history, gathering, course->me,
		                     course->newcomer))
			continue;
		for (guint j = 0; j < meeting->instances->len; j++) {
			gint64 end =
				g_array_index(meeting->instances, gint64, j) +
				meeting->end - meeting->start;

			if (end > since &&
			    tertius_history_is_past(history, end))
				note_meeting(course, meeting, end);
		}
	}
}

/* --- What the user said -------------------------------------------------- */

char *
tertius_course_reminder_key(const TertiusIntroduction *introduction, guint turn)
{
	return g_strdup_printf("%s\n%u", introduction->id, turn);
}

static gint64
when_closed(const GPtrArray *decisions, const char *subject)
{
	const TertiusDecision *done = tertius_decisions_find(
		decisions, TERTIUS_DECISION_DONE, subject);
	const TertiusDecision *never = tertius_decisions_find(
		decisions, TERTIUS_DECISION_NEVER, subject);

	return MAX(done != NULL ? done->made : 0,
	           never != NULL ? never->made : 0);
}

static void
read_decisions(TertiusCourse *course, const TertiusIntroduction *introduction,
               const GPtrArray *decisions)
{
	gint64 whole = when_closed(decisions, introduction->id);

	if (decisions->len == 0)
		return;
	for (guint kind = 0; kind < TERTIUS_REMINDER_N_KINDS; kind++) {
		course->said[kind] = whole;
		for (guint turn = 0; turn < TERTIUS_COURSE_TURNS; turn++) {
			g_autofree char *key =
				tertius_course_reminder_key(introduction, turn);
			g_autofree char *id = tertius_reminder_compute_id(
				(TertiusReminderKind) kind, key);

			course->said[kind] = MAX(course->said[kind],
			                         when_closed(decisions, id));
		}
	}
}

TertiusCourse
tertius_course_read(const TertiusIntroduction *introduction,
                    const TertiusHistory *history, const GPtrArray *decisions,
                    guint substantial_words)
{
	TertiusCourse course = { .introducer = TERTIUS_NOBODY };

	if (decisions->len > 0)
		read_decisions(&course, introduction, decisions);
	course.me = tertius_history_get_me(history);
	if (introduction->introducer != NULL)
		course.introducer = tertius_history_resolve(
			history, introduction->introducer);
	course.newcomer = tertius_history_resolve(
		history, introduction->introduced->pdata[0]);
	if (course.me == TERTIUS_NOBODY)
		return course;
	if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN) {
		read_given_by_me(&course, history, introduction);
		return course;
	}
	if (course.newcomer != TERTIUS_NOBODY) {
		read_meetings(&course, history, introduction->date);
		read_newcomer(&course, history, introduction->date,
		              substantial_words);
	}
	if (course.introducer != TERTIUS_NOBODY)
		read_introducer(&course, history, introduction);
	return course;
}
