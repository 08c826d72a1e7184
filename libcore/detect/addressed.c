/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom words of a letter speak to.
 */
#include "detect/addressed.h"

/* "Dana, thank you …", "Thanks Dana, …": who is spoken to where @find stands. */
static gboolean
is_spoken_to(const TertiusReading *reading, const TertiusFind *find,
             const TertiusMention *mention)
{
	const TertiusTokens *tokens = reading->tokens;
	const TertiusToken *token = tertius_tokens_at(tokens, mention->first);
	const TertiusToken *next =
		mention->end < tokens->n
			? tertius_tokens_at(tokens, mention->end)
			: NULL;
	gboolean begins =
		(token->flags & TERTIUS_TOKEN_FIRST) != 0 ||
		(mention->first > 0 &&
	         (tertius_tokens_at(tokens, mention->first - 1)->flags &
	          TERTIUS_TOKEN_FIRST) != 0);

	return token->sentence ==
	               tertius_tokens_at(tokens, find->first)->sentence &&
	       begins && !mention->is_address &&
	       mention->linked != reading->message->from && next != NULL &&
	       (next->sentence != token->sentence ||
	        (next->flags & (TERTIUS_TOKEN_COMMA | TERTIUS_TOKEN_BREAK)) !=
	                0);
}

/* Who is spoken to, else who is greeted, else who gets it first. */
TertiusPerson *
tertius_addressed_dup(const TertiusReading *reading, const TertiusFind *find)
{
	const GPtrArray *recipients = reading->message->recipients;
	const TertiusPerson *greeted =
		recipients->len > 0 ? recipients->pdata[0] : NULL;

	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention =
			&g_array_index(reading->mentions, TertiusMention, i);

		if (find != NULL && is_spoken_to(reading, find, mention))
			return tertius_names_dup_person(reading->mentions, i,
			                                reading->tokens);
	}
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention =
			&g_array_index(reading->mentions, TertiusMention, i);

		if (mention->linked != NULL &&
		    tertius_reading_is_greeted(reading, mention))
			return tertius_person_copy(mention->linked);
	}
	return tertius_person_copy(greeted);
}
