/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up letters.
 */
#include "letter.h"

#include <string.h>

TertiusMessage *
letter_new(const char *from, const char *from_address, const char *to,
           const char *to_address, const char *text)
{
	TertiusMessage *message = tertius_message_new();

	message->from =
		tertius_person_new(from, from_address, TERTIUS_PLACE_FROM);
	g_ptr_array_add(message->recipients,
	                tertius_person_new(to, to_address, TERTIUS_PLACE_TO));
	g_free(message->subject);
	message->subject = g_strdup("");
	g_free(message->text);
	message->text = g_strcompress(text);
	return message;
}

static gboolean
is_meant(const TertiusAct *act, const char *label)
{
	if (strcmp(label, "none") == 0)
		return act->kind == TERTIUS_ACT_INTRODUCTION ||
		       act->kind == TERTIUS_ACT_REFERRAL;
	return strcmp(tertius_act_name(act->kind), label) == 0;
}

double
letter_score(const TertiusFacts *facts, const char *label)
{
	double best = 0;

	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		if (is_meant(act, label))
			best = MAX(best, act->score);
	}
	return best;
}
