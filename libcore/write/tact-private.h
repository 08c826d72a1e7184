/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the compose check share.
 */
#pragma once

#include "write/tact-table.h"
#include "write/tact.h"

#define TERTIUS_TACT_LANGUAGES 7

struct _TertiusTact {
	TertiusTactTable *tables[TERTIUS_TACT_LANGUAGES];
	GRegex *unfilled;
};

/* What one check works on. */
typedef struct {
	TertiusTactTable *table; /* NULL: no language that we know */
	const TertiusMessage *draft;
	const TertiusTactContext *context;
	const char *own;
	const char *who;
	gboolean is_ask;
	TertiusFinding ask; /* when @is_ask by its words: length > 0 */
	GPtrArray *remarks;
} TertiusTactCheck;

/* Adds a remark about the whole; takes @why. Lends it. */
TertiusRemark *tertius_tact_add_remark(TertiusTactCheck *check,
                                       const char *rule, const char *guideline,
                                       TertiusRemarkLevel level, char *why);
/* Makes it one about the words of @finding in @text; takes the gentler wording
 * out of @finding. */
void tertius_tact_point_at(TertiusRemark *remark, const char *text,
                           TertiusFinding *finding);

/* The rules that look at what the ledger knows (tact-known.c). */
void tertius_tact_check_known(TertiusTactCheck *check);

/* The table of the language in which the user writes (tact-language.c), or NULL.
 * @language may be NULL. */
TertiusTactTable *tertius_tact_choose_table(const TertiusTact *tact,
                                            const TertiusMessage *draft,
                                            const char *own,
                                            const char *language);
