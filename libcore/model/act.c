/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Acts and their evidence.
 */
#include "model/act.h"

#include "base/text.h"

#include <string.h>

static const char *const act_names[TERTIUS_ACT_N] = {
	[TERTIUS_ACT_INTRODUCTION] = "introduction",
	[TERTIUS_ACT_REFERRAL] = "referral",
	[TERTIUS_ACT_INTRO_REQUEST] = "intro-request",
	[TERTIUS_ACT_INTRO_OFFER] = "intro-offer",
	[TERTIUS_ACT_INTRO_DECLINE] = "intro-decline",
	[TERTIUS_ACT_HESITATION] = "hesitation",
	[TERTIUS_ACT_THANKS] = "thanks",
	[TERTIUS_ACT_OUTCOME_UPDATE] = "outcome-update",
	[TERTIUS_ACT_ASK] = "ask",
	[TERTIUS_ACT_HELP] = "help",
	[TERTIUS_ACT_OFFER] = "offer",
	[TERTIUS_ACT_PROMISE] = "promise",
	[TERTIUS_ACT_SUCCESS_NEWS] = "success-news",
	[TERTIUS_ACT_CONGRATULATION] = "congratulation",
	[TERTIUS_ACT_OUT_OF_OFFICE] = "out-of-office",
	[TERTIUS_ACT_MOVE_TO_BCC] = "move-to-bcc",
	[TERTIUS_ACT_SEARCH] = "search",
	[TERTIUS_ACT_THANKS_FOR_HELP] = "thanks-for-help",
};

static const char *const manner_names[TERTIUS_MANNER_N] = {
	[TERTIUS_MANNER_NONE] = "",
	[TERTIUS_MANNER_CC] = "cc",
	[TERTIUS_MANNER_BOTH] = "both",
	[TERTIUS_MANNER_TEXT] = "text",
	[TERTIUS_MANNER_CANDIDATE] = "candidate",
	[TERTIUS_MANNER_REDIRECT] = "redirect",
	[TERTIUS_MANNER_HANDOFF] = "handoff",
	[TERTIUS_MANNER_ASSISTANT] = "assistant",
	[TERTIUS_MANNER_MEETING] = "meeting",
};

TertiusEvidence *
tertius_evidence_new(const char *rule, const char *quote, const char *place,
                     double weight)
{
	TertiusEvidence *evidence = g_new0(TertiusEvidence, 1);

	evidence->rule = g_strdup(rule);
	evidence->quote =
		tertius_text_dup_line(quote, TERTIUS_EVIDENCE_QUOTE_MAX);
	evidence->place = g_strdup(place);
	evidence->weight = weight;
	return evidence;
}

TertiusEvidence *
tertius_evidence_copy(const TertiusEvidence *evidence)
{
	TertiusEvidence *copy = g_new(TertiusEvidence, 1);

	copy->rule = g_strdup(evidence->rule);
	copy->quote = g_strdup(evidence->quote);
	copy->place = g_strdup(evidence->place);
	copy->source = g_strdup(evidence->source);
	copy->weight = evidence->weight;
	return copy;
}

void
tertius_evidence_free(TertiusEvidence *evidence)
{
	if (evidence == NULL)
		return;
	g_free(evidence->rule);
	g_free(evidence->quote);
	g_free(evidence->place);
	g_free(evidence->source);
	g_free(evidence);
}

static void
free_evidence(gpointer evidence)
{
	tertius_evidence_free(evidence);
}

GPtrArray *
tertius_evidence_array_new(void)
{
	return g_ptr_array_new_with_free_func(free_evidence);
}

TertiusAct *
tertius_act_new(TertiusActKind kind)
{
	TertiusAct *act = g_new0(TertiusAct, 1);

	act->kind = kind;
	act->introduced = tertius_people_new();
	act->evidence = tertius_evidence_array_new();
	return act;
}

TertiusAct *
tertius_act_copy(const TertiusAct *act)
{
	TertiusAct *copy = tertius_act_new(act->kind);

	copy->manner = act->manner;
	copy->tone = act->tone;
	copy->score = act->score;
	copy->until = act->until;
	copy->introducer = tertius_person_copy(act->introducer);
	for (guint i = 0; i < act->introduced->len; i++)
		g_ptr_array_add(copy->introduced,
		                tertius_person_copy(act->introduced->pdata[i]));
	for (guint i = 0; i < act->evidence->len; i++)
		g_ptr_array_add(copy->evidence,
		                tertius_evidence_copy(act->evidence->pdata[i]));
	return copy;
}

void
tertius_act_free(TertiusAct *act)
{
	if (act == NULL)
		return;
	tertius_person_free(act->introducer);
	g_ptr_array_unref(act->introduced);
	g_ptr_array_unref(act->evidence);
	g_free(act);
}

static void
free_act(gpointer act)
{
	tertius_act_free(act);
}

GPtrArray *
tertius_acts_new(void)
{
	return g_ptr_array_new_with_free_func(free_act);
}

const char *
tertius_act_name(TertiusActKind kind)
{
	g_assert(kind < TERTIUS_ACT_N);
	return act_names[kind];
}

gboolean
tertius_act_from_name(const char *name, TertiusActKind *kind)
{
	for (guint i = 0; i < TERTIUS_ACT_N; i++) {
		if (strcmp(act_names[i], name) == 0) {
			*kind = (TertiusActKind) i;
			return TRUE;
		}
	}
	return FALSE;
}

const char *
tertius_manner_name(TertiusManner manner)
{
	g_assert(manner < TERTIUS_MANNER_N);
	return manner_names[manner];
}
