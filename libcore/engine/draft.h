/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft for a next step: what the ledger knows, brought to write/wording.
 */
#pragma once

#include "engine/engine.h"
#include "write/draft.h"
#include "write/rfc5322.h"
#include "write/wording.h"

/* What the user wants to write. All is lent; all may be NULL or 0. People are
 * named as tertius_engine_find_person has it, or "Name <address>". */
typedef struct {
	const char *wording;    /* one of tertius_wording_name, or a word of the
	                      * manual ("thank", "outcome", …); NULL: what is
	                      * due */
	const char *to;         /* who of those concerned, or whom at all */
	const char *other;      /* whom it is about besides */
	const char *about;      /* what it is about, in a few words */
	const char *purpose;    /* of an ask, an introduction */
	const char *message_id; /* of the message to answer, which an
	                         * introduction or a reminder tells itself */
	gint64 begin;           /* of what is planned together, unix time */
	gint64 end;             /* 0: two hours later */
} TertiusWish;

/* The draft for what @found names (a reminder, or an introduction's next step),
 * or for @wish->to when it names nothing. Fails with MALFORMED when there is
 * nothing to write, or nobody to write to. */
TertiusDraft *tertius_engine_draft(TertiusEngine *engine,
                                   const TertiusFound *found,
                                   const TertiusWish *wish, GError **error);
