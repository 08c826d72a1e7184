/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Introductions.
 */
#include "model/introduction.h"

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
	TertiusIntroduction *introduction = g_new0(TertiusIntroduction, 1);
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

void
tertius_introduction_free(TertiusIntroduction *introduction)
{
	if (introduction == NULL)
		return;
	g_free(introduction->id);
	tertius_person_free(introduction->introducer);
	g_ptr_array_unref(introduction->introduced);
	g_free(introduction->source);
	g_free(introduction->message_id);
	g_free(introduction->event_uid);
	g_free(introduction->subject);
	g_ptr_array_unref(introduction->evidence);
	g_ptr_array_unref(introduction->moves);
	g_free(introduction);
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
