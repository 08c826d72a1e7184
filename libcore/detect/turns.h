/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns of phrase: what can be said in several ways wherever it is said.
 *
 *	[turns]
 *	call-him = {contact} {him}|{person} / give {him}|{person} a call|ring
 *	[introduction/turn-to]
 *	why not <call-him>
 *
 * A phrase with turns is a phrase for each way of saying them. A turn may be
 * made of others that stand before it; `<turn>?` may be missing.
 */
#pragma once

#include <glib.h>

/* Phrases that one can stand for. */
#define TERTIUS_TURNS_VARIANTS_MAX 400
/* Bytes of each. */
#define TERTIUS_TURNS_LENGTH_MAX   2000

typedef struct _TertiusTurns TertiusTurns;

TertiusTurns *tertius_turns_new(void);
void tertius_turns_free(TertiusTurns *turns);

/* Takes a line of [turns]. Fails with TERTIUS_ERROR_MALFORMED. */
gboolean tertius_turns_add(TertiusTurns *turns, const char *line,
                           GError **error);

/* What @phrase stands for, as char *, freed with the array. Fails with
 * TERTIUS_ERROR_MALFORMED on a turn that is not known, or on more than the limits. */
GPtrArray *tertius_turns_spell(const TertiusTurns *turns, const char *phrase,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTurns, tertius_turns_free)
