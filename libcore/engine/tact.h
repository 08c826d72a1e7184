/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compose check with what the ledger knows about the draft.
 */
#pragma once

#include "engine/engine.h"
#include "write/tact.h"

typedef struct {
	TertiusMessage *draft; /* as it was read */
	GPtrArray *remarks;    /* TertiusRemark: places are in the draft's
	                        * text */
} TertiusTactReport;

/* Judges the draft @bytes (RFC 5322). Looks only at what passed with the first
 * recipient and in the thread, so that a large ledger takes no longer. Fails
 * with MALFORMED when it is no message. */
TertiusTactReport *tertius_engine_tact(TertiusEngine *engine, const char *bytes,
                                       gsize length, GError **error);

/* The same for a draft that its writer's program has taken apart already. Takes
 * @draft, of which writer, recipients, subject, text, and what it answers
 * count. */
TertiusTactReport *tertius_engine_tact_take(TertiusEngine *engine,
                                            TertiusMessage *draft,
                                            GError **error);
void tertius_tact_report_free(TertiusTactReport *report);

/* The rules for those who choose among them: what one is called in a sentence
 * for people, translated. NULL past the end. */
typedef struct {
	const char *name;
	const char *title;
} TertiusTactRule;
const TertiusTactRule *tertius_tact_rule(guint i);
/* NULL: there is no such rule. */
const char *tertius_tact_rule_title(const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTactReport, tertius_tact_report_free)
