/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of an introduction.
 */
#include "follow/life.h"

#include "follow/asked.h"
#include "follow/course.h"
#include "follow/next-step.h"

#include <glib/gi18n-lib.h>

#define DAY            G_GINT64_CONSTANT(86400)
#define WRITTEN_WITHIN (45 * DAY)

TertiusLifeRules
tertius_life_rules_default(void)
{
	return (TertiusLifeRules){
		.silent = 7, .outcome = 14, .substantial = 60, .kept = 30
	};
}

/* A move that something in the course of events gives reason for. */
typedef struct {
	TertiusState state;
	gint64 date;
	const char *source;
	const char *because;
} Candidate;

static int
compare_candidates(gconstpointer a, gconstpointer b)
{
	const Candidate *x = a;
	const Candidate *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (int) x->state - (int) y->state;
}

static void
consider(GArray *moves, TertiusState state, gint64 date, const char *source,
         const char *because)
{
	Candidate candidate = { state, date, source, because };

	g_array_append_val(moves, candidate);
}

static gboolean
is_silent(const TertiusIntroduction *introduction, const TertiusCourse *course,
          const TertiusHistory *history, const TertiusLifeRules *rules)
{
	/* What I wrote long after has other reasons. */
	return course->first_from_me != NULL &&
	       course->first_from_me->date - introduction->date <=
	               WRITTEN_WITHIN &&
	       course->first_from_them == NULL && course->met == NULL &&
	       tertius_history_is_past(history,
	                               course->first_from_me->date +
	                                       (gint64) rules->silent * DAY);
}

static void
consider_answer(GArray *moves, const TertiusIntroduction *introduction,
                const TertiusCourse *course, const TertiusHistory *history,
                const TertiusLifeRules *rules)
{
	const TertiusLetter *theirs = course->first_from_them;
	const TertiusLetter *mine = course->first_from_me;
	/* In a referral the newcomer has written by making it. */
	gboolean is_referral =
		introduction->kind == TERTIUS_INTRODUCTION_REFERRAL &&
		!tertius_next_step_is_own_referral(introduction, history);

	if (mine != NULL && (theirs != NULL || is_referral)) {
		const TertiusLetter *second =
			theirs != NULL && theirs->date > mine->date ? theirs
								    : mine;

		consider(moves, TERTIUS_STATE_ANSWERED, second->date,
		         second->id, _("Both sides have written"));
	} else if (is_silent(introduction, course, history, rules)) {
		consider(moves, TERTIUS_STATE_SILENT,
		         mine->date + (gint64) rules->silent * DAY, mine->id,
		         _("No answer to your message in a week"));
	}
}

static void
consider_report(GArray *moves, const TertiusCourse *course,
                const TertiusLifeRules *rules)
{
	if (course->outcome != NULL)
		consider(moves, TERTIUS_STATE_OUTCOME, course->outcome->date,
		         course->outcome->id, _("It was said what came of it"));
	if (course->report == NULL) {
		if (course->said[TERTIUS_REMINDER_OUTCOME] > 0)
			consider(moves, TERTIUS_STATE_REPORTED,
			         course->said[TERTIUS_REMINDER_OUTCOME],
			         "decision", _("You said that it is done"));
		return;
	}
	consider(moves, TERTIUS_STATE_REPORTED, course->report->date,
	         course->report->id, _("You told the introducer"));
	if (course->latest >= course->report->date + (gint64) rules->kept * DAY)
		consider(moves, TERTIUS_STATE_KEPT, course->latest,
		         course->report->id, _("You have been in touch since"));
}

static void
consider_given(GArray *moves, const TertiusCourse *course)
{
	if (course->first_from_them != NULL)
		consider(moves, TERTIUS_STATE_ANSWERED,
		         course->first_from_them->date,
		         course->first_from_them->id, _("They have written"));
	if (course->feedback != NULL)
		consider(moves, TERTIUS_STATE_REPORTED, course->feedback->date,
		         course->feedback->id, _("They told you how it went"));
}

/* States go forward only; what comes late in time but early in life (a mail
 * after the meeting) adds nothing. Silence ends with any word. */
static void
add_moves(TertiusIntroduction *introduction, const GArray *moves)
{
	for (guint i = 0; i < moves->len; i++) {
		const Candidate *move = &g_array_index(moves, Candidate, i);

		if (move->state > introduction->state)
			tertius_introduction_move(introduction, move->state,
			                          move->date, move->source,
			                          move->because);
	}
}

static const char *
first_because(const TertiusIntroduction *introduction)
{
	switch (introduction->kind) {
	case TERTIUS_INTRODUCTION_GIVEN:
		return _("You brought them together");
	case TERTIUS_INTRODUCTION_REFERRAL:
		return _("Somebody suggested that you get in touch");
	case TERTIUS_INTRODUCTION_MEETING:
		return _("A meeting brings you together");
	case TERTIUS_INTRODUCTION_OBSERVED:
		return _("Others were brought together; you had a copy");
	case TERTIUS_INTRODUCTION_RECEIVED:
	case TERTIUS_INTRODUCTION_N_KINDS:
		break;
	}
	return _("They brought you together");
}

static void
note_courtesies(TertiusIntroduction *introduction, const TertiusCourse *course)
{
	introduction->thanked_introducer = course->said[TERTIUS_REMINDER_THANK];
	introduction->thanked_newcomer = course->said[TERTIUS_REMINDER_THANK];
	introduction->reported = course->said[TERTIUS_REMINDER_OUTCOME];
	if (course->thanks_to_introducer != NULL)
		introduction->thanked_introducer =
			course->thanks_to_introducer->date;
	if (course->thanks_to_newcomer != NULL)
		introduction->thanked_newcomer =
			course->thanks_to_newcomer->date;
	if (course->report != NULL)
		introduction->reported = course->report->date;
	introduction->is_big = course->big != NULL;
}

static void
obey(TertiusIntroduction *introduction, const GPtrArray *decisions)
{
	const TertiusDecision *no = tertius_decisions_find(
		decisions, TERTIUS_DECISION_NONE, introduction->id);
	const TertiusDecision *yes = tertius_decisions_find(
		decisions, TERTIUS_DECISION_CONFIRM, introduction->id);
	g_autofree char *source = NULL;

	if (tertius_decisions_find(decisions, TERTIUS_DECISION_NO_THANKS,
	                           introduction->id) != NULL)
		introduction->deserves_thanks = FALSE;
	if (no == NULL || (yes != NULL && yes->number > no->number))
		return;
	source = g_strdup_printf("decision %" G_GINT64_FORMAT, no->number);
	tertius_introduction_move(introduction, TERTIUS_STATE_DISMISSED,
	                          no->made, source, _("You said it was none"));
}

static void
follow_one(TertiusIntroduction *introduction, const TertiusHistory *history,
           const GPtrArray *decisions, const TertiusLifeRules *rules)
{
	TertiusCourse course = tertius_course_read(
		introduction, history, decisions, rules->substantial);
	g_autoptr(GArray) moves = g_array_new(FALSE, FALSE, sizeof(Candidate));

	tertius_asked_begin(introduction, history);
	tertius_introduction_move(introduction, TERTIUS_STATE_MADE,
	                          introduction->date, introduction->source,
	                          first_because(introduction));
	if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN) {
		consider_given(moves, &course);
	} else {
		consider_answer(moves, introduction, &course, history, rules);
		if (course.met != NULL)
			consider(moves, TERTIUS_STATE_MET, course.met_at,
			         course.met->id, _("You met"));
		consider_report(moves, &course, rules);
	}
	g_array_sort(moves, compare_candidates);
	add_moves(introduction, moves);
	if (course.declined != NULL && course.met == NULL)
		tertius_introduction_move(introduction, TERTIUS_STATE_DECLINED,
		                          course.declined->date,
		                          course.declined->id,
		                          _("They said: not now"));
	note_courtesies(introduction, &course);
	obey(introduction, decisions);
	tertius_next_step_choose(introduction, &course, history, rules);
}

void
tertius_life_follow(GPtrArray *introductions, const TertiusHistory *history,
                    const GPtrArray *decisions, const TertiusLifeRules *rules)
{
	for (guint i = 0; i < introductions->len; i++)
		follow_one(introductions->pdata[i], history, decisions, rules);
}

/* --- Once more ------------------------------------------------------------ */

typedef struct {
	TertiusIntroduction *before; /* without a life */
	guint index;                 /* where it is, with one */
	TertiusReads *reads;
} Life;

struct _TertiusLives {
	GHashTable *by_id; /* id of the introduction -> Life */
};

static void
free_life(gpointer data)
{
	Life *life = data;

	tertius_introduction_free(life->before);
	tertius_reads_free(life->reads);
	g_free(life);
}

static GHashTable *
new_lives(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_life);
}

TertiusLives *
tertius_lives_new(void)
{
	TertiusLives *lives = g_new0(TertiusLives, 1);

	lives->by_id = new_lives();
	return lives;
}

void
tertius_lives_free(TertiusLives *lives)
{
	if (lives == NULL)
		return;
	g_hash_table_unref(lives->by_id);
	g_free(lives);
}

/* *@introduction is exchanged for a copy that has a life. */
static Life *
live(TertiusIntroduction **introduction, const TertiusHistory *history,
     const GPtrArray *decisions, const TertiusLifeRules *rules)
{
	Life *life = g_new0(Life, 1);

	life->before = *introduction;
	*introduction = tertius_introduction_copy(life->before);
	life->reads = tertius_reads_new();
	tertius_history_note_reads(history, life->reads);
	follow_one(*introduction, history, decisions, rules);
	tertius_history_note_reads(history, NULL);
	return life;
}

/* The life of @introduction is still that of before, which takes its place. */
static gboolean
goes_on(const Life *life, const TertiusHistory *history, GPtrArray *before,
        TertiusIntroduction **introduction)
{
	if (life == NULL || before == NULL ||
	    (life->before != *introduction &&
	     !tertius_introduction_is_same(life->before, *introduction)) ||
	    tertius_history_has_changed(history, life->reads))
		return FALSE;
	tertius_introduction_free(*introduction);
	*introduction = g_steal_pointer(&before->pdata[life->index]);
	return TRUE;
}

void
tertius_life_follow_again(GPtrArray *introductions, GPtrArray *before,
                          const TertiusHistory *history,
                          const GPtrArray *decisions,
                          const TertiusLifeRules *rules, TertiusLives *lives)
{
	GHashTable *known = lives->by_id;

	lives->by_id = new_lives();
	for (guint i = 0; i < introductions->len; i++) {
		TertiusIntroduction *introduction = introductions->pdata[i];
		Life *life = g_hash_table_lookup(known, introduction->id);

		if (goes_on(life, history, before, &introduction))
			g_hash_table_steal(known, life->before->id);
		else
			life = live(&introduction, history, decisions, rules);
		introductions->pdata[i] = introduction;
		life->index = i;
		g_hash_table_replace(lives->by_id, life->before->id, life);
	}
	g_hash_table_unref(known);
	g_clear_pointer(&before, g_ptr_array_unref);
}
