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
void tertius_tact_report_free(TertiusTactReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTactReport, tertius_tact_report_free)
