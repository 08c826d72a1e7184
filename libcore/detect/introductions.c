/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From acts to introductions.
 */
#include "detect/introductions.h"

#include "detect/detector.h"
#include "detect/findings.h"
#include "detect/lessons.h"
#include "detect/pairs.h"
#include "detect/roles.h"
#include "detect/said.h"
#include "detect/weigh.h"

#include <string.h>

/* Above what an act needs: in a whole mailbox introductions are far rarer than
 * in labelled mail, and somebody is reminded of what is likely. */
#define LIKELY_OF_MAILBOX 0.65

typedef struct {
	const TertiusHistory *history;
	const GPtrArray *decisions;
	GHashTable *decided; /* what these are about */
	GPtrArray *lessons;  /* TertiusLesson */
	GPtrArray *found;    /* TertiusIntroduction, by date */
	GHashTable *owned;   /* those of them that are not a finding's, too */
	TertiusPairs *pairs; /* of @found */
	TertiusFindings *findings;
} Search;

/* --- Putting it together ------------------------------------------------- */

/* What was found at @index, to be written to: findings stay as they are. */
static TertiusIntroduction *
own(Search *search, guint index)
{
	TertiusIntroduction *known = search->found->pdata[index];

	if (g_hash_table_contains(search->owned, known))
		return known;
	search->found->pdata[index] = tertius_introduction_copy(known);
	tertius_introduction_free(known);
	g_hash_table_add(search->owned, search->found->pdata[index]);
	return search->found->pdata[index];
}

/* What a later message says about the same introduction supports the first. */
static void
merge(TertiusIntroduction *known, const TertiusIntroduction *again)
{
	for (guint i = 0; i < again->evidence->len &&
	                  known->evidence->len < TERTIUS_ACT_EVIDENCE_MAX;
	     i++) {
		TertiusEvidence *copy =
			tertius_evidence_copy(again->evidence->pdata[i]);

		if (copy->source == NULL)
			copy->source = g_strdup(again->source);
		g_ptr_array_add(known->evidence, copy);
	}
	if (again->score > known->score) {
		known->score = again->score;
		known->level = again->level;
	}
}

/* What the user said of it stands above all else. */
static TertiusLevel
obey(const Search *search, const char *id, TertiusLevel level)
{
	const TertiusDecision *yes, *no;

	if (!g_hash_table_contains(search->decided, id))
		return level;
	yes = tertius_decisions_find(search->decisions,
	                             TERTIUS_DECISION_CONFIRM, id);
	no = tertius_decisions_find(search->decisions, TERTIUS_DECISION_NONE,
	                            id);
	if (yes != NULL && (no == NULL || yes->number > no->number))
		level = TERTIUS_LEVEL_LIKELY;
	/* what was decided about does not get lost */
	return no != NULL ? MAX(level, TERTIUS_LEVEL_PERHAPS) : level;
}

static TertiusLevel
tell_level(const Search *search, const TertiusIntroduction *introduction)
{
	TertiusLevel level = introduction->score >= LIKELY_OF_MAILBOX
	                             ? TERTIUS_LEVEL_LIKELY
	                     : introduction->score >= TERTIUS_DETECT_PERHAPS
	                             ? TERTIUS_LEVEL_PERHAPS
	                             : TERTIUS_LEVEL_NONE;

	/* Somebody who was referred by nobody is a question at most. */
	if ((introduction->kind == TERTIUS_INTRODUCTION_REFERRAL ||
	     introduction->kind == TERTIUS_INTRODUCTION_OBSERVED) &&
	    introduction->introducer == NULL)
		level = MIN(level, TERTIUS_LEVEL_PERHAPS);
	return obey(search, introduction->id, level);
}

/* Takes @introduction, of @letter or, where that is NULL, a meeting. Its level follows from its score and the user's word
 * alone, so that a finding can be told it, too. */
static void
keep(Search *search, TertiusIntroduction *introduction,
     const TertiusLetter *letter)
{
	guint known;

	introduction->level = tell_level(search, introduction);
	if (introduction->level == TERTIUS_LEVEL_NONE) {
		tertius_introduction_free(introduction);
		return;
	}
	known = tertius_pairs_find(search->pairs, introduction, letter);
	if (known != TERTIUS_NOBODY) {
		merge(own(search, known), introduction);
		tertius_introduction_free(introduction);
		return;
	}
	tertius_pairs_add(search->pairs, introduction, letter,
	                  search->found->len);
	g_ptr_array_add(search->found, introduction);
}

/* What @act of @letter says, as it was found before where nothing of it has
 * changed; NULL also when it says too little to be any. */
static TertiusIntroduction *
recall_act(const Search *search, const TertiusLetter *letter,
           const TertiusAct *act)
{
	TertiusIntroduction *found;

	if (tertius_findings_recall(search->findings, act, &found))
		return found;
	tertius_findings_begin(search->findings, search->history);
	found = tertius_roles_read(search->history, search->findings, letter,
	                           act);
	tertius_findings_end(search->findings, search->history, act, found);
	return found;
}

typedef void (*LookAtAct)(Search *search, const TertiusLetter *letter,
                          const TertiusAct *act);

static void
take_act(Search *search, const TertiusLetter *letter, const TertiusAct *act)
{
	g_autoptr(TertiusIntroduction) introduction =
		recall_act(search, letter, act);
	TertiusIntroduction *taught;

	if (introduction == NULL)
		return;
	if (!tertius_lessons_are_about(search->lessons, search->history, letter,
	                               act->kind, introduction)) {
		keep(search, g_steal_pointer(&introduction), letter);
		return;
	}
	taught = tertius_introduction_copy(introduction);
	tertius_lessons_apply(search->lessons, search->history, letter,
	                      act->kind, taught);
	keep(search, taught, letter);
}

static void
learn_from_act(Search *search, const TertiusLetter *letter,
               const TertiusAct *act)
{
	g_autoptr(TertiusIntroduction) introduction =
		recall_act(search, letter, act);

	if (introduction != NULL)
		tertius_lessons_add(search->lessons, search->decisions,
		                    search->history, letter, act->kind,
		                    introduction);
}

static void
look_at_letters(Search *search, LookAtAct look)
{
	for (guint i = 0; i < tertius_history_n_letters(search->history); i++) {
		const TertiusLetter *letter =
			tertius_history_letter(search->history, i);
		guint n = letter->acts != NULL ? letter->acts->len : 0;

		for (guint j = 0; j < n; j++) {
			const TertiusAct *act = letter->acts->pdata[j];

			if (act->kind == TERTIUS_ACT_INTRODUCTION ||
			    act->kind == TERTIUS_ACT_REFERRAL)
				look(search, letter, act);
		}
	}
}

static GPtrArray *
list_lessons(const TertiusHistory *history, const GPtrArray *decisions,
             TertiusFindings *findings)
{
	Search search = {
		.history = history,
		.decisions = decisions,
		.lessons = tertius_lessons_new(),
		.findings = findings,
	};

	if (tertius_lessons_are_taught(decisions))
		look_at_letters(&search, learn_from_act);
	return search.lessons;
}

GPtrArray *
tertius_introductions_list_lessons(const TertiusHistory *history,
                                   const GPtrArray *decisions)
{
	g_autoptr(TertiusFindings) findings = tertius_findings_new_once();

	tertius_findings_refresh(findings, history);
	return list_lessons(history, decisions, findings);
}

static int
compare_introductions(gconstpointer a, gconstpointer b)
{
	const TertiusIntroduction *x = *(const TertiusIntroduction *const *) a;
	const TertiusIntroduction *y = *(const TertiusIntroduction *const *) b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* What the user says of a message is written over what was found in it. */
static void
own_said(Search *search)
{
	for (guint i = 0; i < search->decisions->len; i++) {
		const TertiusDecision *said = search->decisions->pdata[i];

		for (guint j = 0; said->kind == TERTIUS_DECISION_INTRODUCED &&
		                  j < search->found->len;
		     j++) {
			const TertiusIntroduction *one =
				search->found->pdata[j];

			if (g_strcmp0(one->message_id, said->subject) == 0)
				(void) own(search, j);
		}
	}
}

GPtrArray *
tertius_introductions_find_again(const TertiusHistory *history,
                                 const GPtrArray *decisions,
                                 TertiusFindings *findings)
{
	Search search = {
		.history = history,
		.decisions = decisions,
		.decided = tertius_decisions_list_subjects(decisions),
		.found = tertius_introductions_new(),
		.owned = g_hash_table_new(NULL, NULL),
		.pairs = tertius_pairs_new(history),
		.findings = findings,
	};
	g_autoptr(GPtrArray) met = NULL;

	tertius_findings_refresh(findings, history);
	met = tertius_weigh_meetings(history, findings);
	search.lessons = list_lessons(history, decisions, findings);
	look_at_letters(&search, take_act);
	for (guint i = 0; i < met->len; i++)
		keep(&search, tertius_introduction_ref(met->pdata[i]), NULL);
	own_said(&search);
	tertius_said_add(history, decisions, search.found);
	g_hash_table_unref(search.decided);
	g_hash_table_unref(search.owned);
	tertius_pairs_free(search.pairs);
	g_ptr_array_unref(search.lessons);
	g_ptr_array_sort(search.found, compare_introductions);
	return search.found;
}

GPtrArray *
tertius_introductions_find(const TertiusHistory *history,
                           const GPtrArray *decisions)
{
	g_autoptr(TertiusFindings) findings = tertius_findings_new_once();

	return tertius_introductions_find_again(history, decisions, findings);
}
