/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People in the words of a message: by full name, first name or address, and
 * which of the people in its header they mean.
 */
#pragma once

#include "detect/phrases.h"
#include "model/message.h"

#define TERTIUS_MENTIONS_MAX 60 /* of one message */

typedef struct {
	guint first; /* tokens first … end - 1 */
	guint end;
	/* From the header: a recipient, or the writer; NULL when not there. */
	const TertiusPerson *linked;
	/* It is a person for other reasons than capital letters: linked, a known
	 * first name, a title before it. */
	gboolean is_sure;
	gboolean is_address; /* the mention is an e-mail address */
	gboolean is_titled;  /* "Mr." stands before it */
	gboolean is_turned;  /* it is written "Last, First" */
} TertiusMention;

/* Returns an array of TertiusMention by place, and marks their tokens as names.
 * The tokens must be numbered. */
GArray *tertius_names_find(const TertiusPhrases *phrases, guint language,
                           const TertiusMessage *message,
                           TertiusTokens *tokens);

/* The person that @mention means: linked, or with the name as written and the
 * address that stands next to it, if one does. */
TertiusPerson *tertius_names_dup_person(const GArray *mentions, guint index,
                                        const TertiusTokens *tokens);
