/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which addresses are one person's: because the user said so, or because names,
 * the spelling of addresses and threads do. What only the name says is proposed, not taken. A
 * word of the user stands above both, and splits again.
 */
#pragma once

#include "model/decision.h"
#include "model/relation.h"
#include "relate/sights.h"

/* People with one name and more addresses than this are several people. */
#define TERTIUS_IDENTITY_ADDRESSES_MAX 6

/* Unites in @history, which is not sealed, what the user merged and did not
 * split since. */
void tertius_identities_obey(TertiusHistory *history,
                             const GPtrArray *decisions);

/* What mail tells (TertiusMerge), by address, without what the user decided;
 * before or after the seal. @sights: of this history. */
GPtrArray *tertius_identities_look(const TertiusHistory *history,
                                   const GPtrArray *decisions,
                                   TertiusSights *sights);

/* Unites also what mail tells; returns what was found (TertiusMerge), by
 * address, without what the user decided. */
GPtrArray *tertius_identities_find(TertiusHistory *history,
                                   const GPtrArray *decisions);

/* The user's address book has @addresses (char *) as one contact's: unites them
 * and adds to @found, unless one is the user's own, or they were split. */
void tertius_identities_add_contact(TertiusHistory *history,
                                    const GPtrArray *decisions,
                                    const GPtrArray *addresses,
                                    GPtrArray *found);
