/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts and decisions as JSON with names that people can read: what export
 * writes, one object a line, and import reads.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "model/decision.h"
#include "model/facts.h"

/* Bytes of a line that is read; the fullest message needs less than two MiB. */
#define TERTIUS_PORTABLE_LINE_MAX ((gsize) 16 << 20)

JsonNode *tertius_portable_from_facts(const TertiusFacts *facts);
JsonNode *tertius_portable_from_decision(const TertiusDecision *decision);

/* Reads one line; sets one of the three. Fails with TERTIUS_ERROR_MALFORMED
 * when it is none of ours; every limit of the records is held. */
gboolean tertius_portable_read(const char *line, TertiusFacts **facts,
                               TertiusDecision **decision, char **began,
                               GError **error);
