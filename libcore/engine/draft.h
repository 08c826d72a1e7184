/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft for a next step: what the ledger knows, brought to write/wording.
 */
#pragma once

#include "engine/engine.h"
#include "write/draft.h"
#include "write/rfc5322.h"
#include "write/wording.h"

/* The draft for what @found names (a reminder, or an introduction's next
 * step). @wording: one of tertius_wording_name, a word of the manual ("thank",
 * "outcome", "check-in", …), or NULL for the step that is due. Fails with
 * MALFORMED when there is nothing to write, or nobody to write to. */
TertiusDraft *tertius_engine_draft(TertiusEngine *engine,
                                   const TertiusFound *found,
                                   const char *wording, GError **error);
