/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Laying out a table.
 */
#include "tool/table.h"

#include "base/text.h"

/* Before each column. */
#define GAP      2
/* The longest cell, in bytes; nothing that wide is printed whole. */
#define CELL_MAX 1000

struct _TertiusTable {
	const char *const *headings;
	guint n_columns;
	guint elastic;
	GPtrArray *rows;  /* char **: the cells of a row */
	GPtrArray *notes; /* char *, "" for none; one a row */
};

static void
free_row(gpointer row)
{
	g_strfreev(row);
}

TertiusTable *
tertius_table_new(const char *const *headings, guint elastic)
{
	TertiusTable *table = g_new0(TertiusTable, 1);

	table->headings = headings;
	table->elastic = elastic;
	while (headings[table->n_columns] != NULL)
		table->n_columns++;
	g_assert(table->n_columns <= TERTIUS_TABLE_COLUMNS_MAX);
	table->rows = g_ptr_array_new_with_free_func(free_row);
	table->notes = g_ptr_array_new_with_free_func(g_free);
	return table;
}

void
tertius_table_free(TertiusTable *table)
{
	if (table == NULL)
		return;
	g_ptr_array_unref(table->rows);
	g_ptr_array_unref(table->notes);
	g_free(table);
}

void
tertius_table_add(TertiusTable *table, const char *const *cells)
{
	char **row = g_new0(char *, table->n_columns + 1);

	for (guint i = 0; i < table->n_columns; i++)
		row[i] = tertius_text_dup_line(cells[i] != NULL ? cells[i] : "",
		                               CELL_MAX);
	g_ptr_array_add(table->rows, row);
	g_ptr_array_add(table->notes, g_strdup(""));
}

void
tertius_table_add_note(TertiusTable *table, const char *note)
{
	g_assert(table->notes->len > 0);
	g_free(table->notes->pdata[table->notes->len - 1]);
	table->notes->pdata[table->notes->len - 1] = g_strdup(note);
}

static guint
add_up(const guint *widths, guint n)
{
	guint total = 0;

	for (guint i = 0; i < n; i++)
		total += widths[i];
	return total;
}

/* Makes the widest of the columns in @elastic narrower until all fit, or none
 * can be. */
static void
squeeze(guint *widths, guint n, guint room, guint elastic)
{
	while (add_up(widths, n) > room) {
		guint widest = n;

		for (guint i = 0; i < n; i++) {
			if ((elastic & (1u << i)) != 0 &&
			    (widest == n || widths[i] > widths[widest]))
				widest = i;
		}
		if (widest == n || widths[widest] <= TERTIUS_TABLE_COLUMN_MIN)
			return;
		widths[widest]--;
	}
}

static void
measure(const TertiusTable *table, guint width, guint *widths)
{
	guint room;

	for (guint i = 0; i < table->n_columns; i++) {
		widths[i] = tertius_output_columns(table->headings[i]);
		for (guint row = 0; row < table->rows->len; row++) {
			char **cells = table->rows->pdata[row];

			widths[i] = MAX(widths[i],
			                tertius_output_columns(cells[i]));
		}
	}
	room = width - GAP * table->n_columns;
	squeeze(widths, table->n_columns, room, table->elastic);
	/* The last one says what is to be done. */
	squeeze(widths, table->n_columns, room,
	        ((1U << table->n_columns) - 1) >> 1);
	squeeze(widths, table->n_columns, room, G_MAXUINT);
}

static void
print_row(TertiusOutput *output, TertiusInk ink, const char *const *cells,
          const guint *widths, guint n)
{
	g_autoptr(GString) line = g_string_new("");

	for (guint i = 0; i < n; i++) {
		g_autofree char *cell =
			tertius_output_dup_cut(cells[i], widths[i]);
		guint used = tertius_output_columns(cell);

		g_string_append_printf(line, "%*s%s", GAP, "", cell);
		g_string_append_printf(line, "%*s", (int) (widths[i] - used),
		                       "");
	}
	while (line->len > 0 && line->str[line->len - 1] == ' ')
		g_string_truncate(line, line->len - 1);
	tertius_output_print(output, ink, line->str);
	tertius_output_gap(output);
}

void
tertius_table_print(TertiusTable *table, TertiusOutput *output)
{
	guint widths[TERTIUS_TABLE_COLUMNS_MAX] = { 0 };

	if (table->rows->len == 0)
		return;
	measure(table, output->width, widths);
	print_row(output, TERTIUS_INK_FAINT, table->headings, widths,
	          table->n_columns);
	for (guint i = 0; i < table->rows->len; i++) {
		const char *note = table->notes->pdata[i];

		print_row(output, TERTIUS_INK_PLAIN, table->rows->pdata[i],
		          widths, table->n_columns);
		if (*note != '\0')
			tertius_output_say(output, TERTIUS_INK_FAINT,
			                   widths[0] + GAP * 2, "%s", note);
	}
}
