/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Introductions.
 */
#include "model/introduction.h"

#include <string.h>

static const char *const kind_names[TERTIUS_INTRODUCTION_N_KINDS] = {
	[TERTIUS_INTRODUCTION_RECEIVED] = "received",
	[TERTIUS_INTRODUCTION_GIVEN] = "given",
	[TERTIUS_INTRODUCTION_REFERRAL] = "referral",
	[TERTIUS_INTRODUCTION_MEETING] = "meeting",
	[TERTIUS_INTRODUCTION_OBSERVED] = "observed",
};

static const char *const state_names[TERTIUS_STATE_N] = {
	[TERTIUS_STATE_ASKED] = "asked",
	[TERTIUS_STATE_AGREED] = "agreed",
	[TERTIUS_STATE_DECLINED] = "declined",
	[TERTIUS_STATE_MADE] = "made",
	[TERTIUS_STATE_ANSWERED] = "answered",
	[TERTIUS_STATE_SILENT] = "silent",
	[TERTIUS_STATE_MET] = "met",
	[TERTIUS_STATE_OUTCOME] = "outcome",
	[TERTIUS_STATE_REPORTED] = "reported",
	[TERTIUS_STATE_KEPT] = "kept",
	[TERTIUS_STATE_DISMISSED] = "dismissed",
};

static const char *const step_names[TERTIUS_STEP_N] = {
	[TERTIUS_STEP_NONE] = "none",
	[TERTIUS_STEP_THANK] = "thank",
	[TERTIUS_STEP_ANSWER] = "answer",
	[TERTIUS_STEP_TELL_SILENT] = "tell-silent",
	[TERTIUS_STEP_MEET] = "meet",
	[TERTIUS_STEP_OUTCOME] = "outcome",
	[TERTIUS_STEP_GIFT] = "gift",
	[TERTIUS_STEP_CHECK_IN] = "check-in",
	[TERTIUS_STEP_WAIT] = "wait",
	[TERTIUS_STEP_INTRODUCE] = "introduce",
};

static void
free_move(gpointer data)
{
	TertiusMove *move = data;

	g_free(move->source);
	g_free(move->because);
	g_free(move);
}

TertiusIntroduction *
tertius_introduction_new_of_act(TertiusIntroductionKind kind,
                                TertiusActKind act, const char *source)
{
	TertiusIntroduction *introduction = g_rc_box_new0(TertiusIntroduction);
	g_autofree char *key =
		g_strconcat(tertius_act_name(act), "\n", source, NULL);

	introduction->id =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
	introduction->kind = kind;
	introduction->source = g_strdup(source);
	introduction->introduced = tertius_people_new();
	introduction->evidence = tertius_evidence_array_new();
	introduction->moves = g_ptr_array_new_with_free_func(free_move);
	return introduction;
}

TertiusIntroduction *
tertius_introduction_new(TertiusIntroductionKind kind, const char *source)
{
	return tertius_introduction_new_of_act(kind, TERTIUS_ACT_INTRODUCTION,
	                                       source);
}

TertiusIntroduction *
tertius_introduction_ref(TertiusIntroduction *introduction)
{
	return g_rc_box_acquire(introduction);
}

static void
clear_introduction(gpointer data)
{
	TertiusIntroduction *introduction = data;

	g_free(introduction->id);
	tertius_person_free(introduction->introducer);
	g_ptr_array_unref(introduction->introduced);
	g_free(introduction->source);
	g_free(introduction->message_id);
	g_free(introduction->event_uid);
	g_free(introduction->subject);
	g_ptr_array_unref(introduction->evidence);
	g_ptr_array_unref(introduction->moves);
}

void
tertius_introduction_free(TertiusIntroduction *introduction)
{
	if (introduction != NULL)
		g_rc_box_release_full(introduction, clear_introduction);
}

/* --- Copies --------------------------------------------------------------- */

static TertiusMove *
copy_move(const TertiusMove *move)
{
	TertiusMove *copy = g_memdup2(move, sizeof *move);

	copy->source = g_strdup(move->source);
	copy->because = g_strdup(move->because);
	return copy;
}

TertiusIntroduction *
tertius_introduction_copy(const TertiusIntroduction *introduction)
{
	TertiusIntroduction *copy = g_rc_box_new(TertiusIntroduction);

	*copy = *introduction;
	copy->id = g_strdup(introduction->id);
	copy->introducer = tertius_person_copy(introduction->introducer);
	copy->introduced = tertius_people_new();
	for (guint i = 0; i < introduction->introduced->len; i++)
		g_ptr_array_add(copy->introduced,
		                tertius_person_copy(
					introduction->introduced->pdata[i]));
	copy->source = g_strdup(introduction->source);
	copy->message_id = g_strdup(introduction->message_id);
	copy->event_uid = g_strdup(introduction->event_uid);
	copy->subject = g_strdup(introduction->subject);
	copy->evidence = tertius_evidence_array_new();
	for (guint i = 0; i < introduction->evidence->len; i++)
		g_ptr_array_add(copy->evidence,
		                tertius_evidence_copy(
					introduction->evidence->pdata[i]));
	copy->moves = g_ptr_array_new_with_free_func(free_move);
	for (guint i = 0; i < introduction->moves->len; i++)
		g_ptr_array_add(copy->moves,
		                copy_move(introduction->moves->pdata[i]));
	return copy;
}

static gboolean
is_same_person(const TertiusPerson *a, const TertiusPerson *b)
{
	return a == b ||
	       (a != NULL && b != NULL && g_strcmp0(a->name, b->name) == 0 &&
	        g_strcmp0(a->address, b->address) == 0 && a->place == b->place);
}

static gboolean
has_same_people(const TertiusIntroduction *a, const TertiusIntroduction *b)
{
	if (a->introduced->len != b->introduced->len ||
	    !is_same_person(a->introducer, b->introducer))
		return FALSE;
	for (guint i = 0; i < a->introduced->len; i++) {
		if (!is_same_person(a->introduced->pdata[i],
		                    b->introduced->pdata[i]))
			return FALSE;
	}
	return TRUE;
}

/* A life asks for no more of the evidence than that it is the same. */
static gboolean
has_same_evidence(const TertiusIntroduction *a, const TertiusIntroduction *b)
{
	if (a->evidence->len != b->evidence->len)
		return FALSE;
	for (guint i = 0; i < a->evidence->len; i++) {
		const TertiusEvidence *x = a->evidence->pdata[i];
		const TertiusEvidence *y = b->evidence->pdata[i];

		if (strcmp(x->rule, y->rule) != 0 ||
		    strcmp(x->quote, y->quote) != 0 ||
		    strcmp(x->place, y->place) != 0 ||
		    g_strcmp0(x->source, y->source) != 0 ||
		    x->weight < y->weight || x->weight > y->weight)
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_introduction_is_same(const TertiusIntroduction *a,
                             const TertiusIntroduction *b)
{
	return strcmp(a->id, b->id) == 0 && a->kind == b->kind &&
	       a->manner == b->manner && a->date == b->date &&
	       a->level == b->level && !(a->score < b->score) &&
	       !(a->score > b->score) &&
	       a->deserves_thanks == b->deserves_thanks &&
	       a->knew_them == b->knew_them &&
	       g_strcmp0(a->message_id, b->message_id) == 0 &&
	       g_strcmp0(a->event_uid, b->event_uid) == 0 &&
	       g_strcmp0(a->subject, b->subject) == 0 &&
	       has_same_people(a, b) && has_same_evidence(a, b);
}

static void
free_introduction(gpointer introduction)
{
	tertius_introduction_free(introduction);
}

GPtrArray *
tertius_introductions_new(void)
{
	return g_ptr_array_new_with_free_func(free_introduction);
}

void
tertius_introduction_move(TertiusIntroduction *introduction, TertiusState state,
                          gint64 date, const char *source, const char *because)
{
	TertiusMove *move = g_new(TertiusMove, 1);

	move->state = state;
	move->date = date;
	move->source = g_strdup(source);
	move->because = g_strdup(because);
	g_ptr_array_add(introduction->moves, move);
	introduction->state = state;
}

const char *
tertius_introduction_kind_name(TertiusIntroductionKind kind)
{
	g_assert(kind < TERTIUS_INTRODUCTION_N_KINDS);
	return kind_names[kind];
}

const char *
tertius_state_name(TertiusState state)
{
	g_assert(state < TERTIUS_STATE_N);
	return state_names[state];
}

const char *
tertius_level_name(TertiusLevel level)
{
	switch (level) {
	case TERTIUS_LEVEL_LIKELY:
		return "likely";
	case TERTIUS_LEVEL_PERHAPS:
		return "perhaps";
	case TERTIUS_LEVEL_NONE:
		break;
	}
	return "none";
}

const char *
tertius_step_name(TertiusStep step)
{
	g_assert(step < TERTIUS_STEP_N);
	return step_names[step];
}
