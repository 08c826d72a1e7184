/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was seen of each address: the name that people write with it, how its
 * local part spells one, and in which conversations it wrote. By what they share
 * there, addresses are seen to be alike.
 */
#pragma once

#include "model/history.h"

typedef struct {
	const char *address; /* the history's, as the others */
	const char *written; /* the name that was written most; or NULL */
	const char *name;    /* that name, plain; NULL when it is no full one */
	const char *spelling; /* the words of the local part, "dana okafor";
	                       * NULL unless there are two or more whole ones */
	gboolean is_human;    /* it was in mail that a human wrote */
	guint letters;        /* that the address wrote, where others are like
	                       * it */
	GHashTable *threads;  /* in which it wrote these; or NULL */
} TertiusSight;

typedef struct _TertiusSights TertiusSights;
TertiusSights *tertius_sights_new(void);
void tertius_sights_free(TertiusSights *sights);

/* Looks at what @history has by now, always the same one. */
void tertius_sights_refresh(TertiusSights *sights,
                            const TertiusHistory *history);

/* Those that have a name (TertiusSight), sorted by it, then by address; those that
 * have a spelling, the same. Lend until the next refresh. */
const GPtrArray *tertius_sights_list_named(const TertiusSights *sights);
const GPtrArray *tertius_sights_list_spelled(const TertiusSights *sights);

/* Lets @sight have its letters and threads once they are read. */
void tertius_sights_want_threads(TertiusSights *sights, TertiusSight *sight);
void tertius_sights_read_threads(TertiusSights *sights,
                                 const TertiusHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusSights, tertius_sights_free)
