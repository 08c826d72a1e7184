/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table on a terminal: columns as wide as what stands in them, the widest
 * ones shortened until all fit.
 */
#pragma once

#include "tool/output.h"

#define TERTIUS_TABLE_COLUMNS_MAX 8
/* A column is not made narrower than this to let others fit. */
#define TERTIUS_TABLE_COLUMN_MIN  8

typedef struct _TertiusTable TertiusTable;

/* @headings: as many as there are columns, NULL at the end; they are not
 * copied. Columns whose bit is set in @elastic are shortened first. */
TertiusTable *tertius_table_new(const char *const *headings, guint elastic);
void tertius_table_free(TertiusTable *table);

/* Copies and cleans the cells: one a heading; NULL is an empty cell. */
void tertius_table_add(TertiusTable *table, const char *const *cells);

/* A sentence below the last row, in faint ink, folded to the width. */
void tertius_table_add_note(TertiusTable *table, const char *note);

void tertius_table_print(TertiusTable *table, TertiusOutput *output);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusTable, tertius_table_free)
