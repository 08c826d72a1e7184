/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of rows with things to do: the same ones as buttons below it and at a
 * right-click.
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

/* Columns of the model; the first are not shown. */
enum {
	TERTIUS_LIST_ID,
	TERTIUS_LIST_MESSAGE_ID,
	TERTIUS_LIST_EXTRA, /* what the page needs besides */
	TERTIUS_LIST_FIRST, /* up to five texts */
	TERTIUS_LIST_COLUMNS = TERTIUS_LIST_FIRST + 5,
};

typedef struct _TertiusList TertiusList;

/* @id and @message_id: those of the selected row, "" for none. */
typedef void (*TertiusListFunc)(TertiusList *list, const char *id,
                                const char *message_id);

typedef struct {
	const char *title;
	gboolean is_wide;
} TertiusListColumn;

typedef struct {
	const char *label;
	TertiusListFunc func;
	gboolean needs_message; /* is of no use without a message to open */
	gboolean is_menu_only;  /* no button */
	const char
		*decision; /* that is kept about the row, in place of @func */
} TertiusListAction;

typedef struct {
	const char *name;                 /* for those who hear it */
	const TertiusListColumn *columns; /* ends with a NULL title */
	const TertiusListAction *actions; /* ends with a NULL label */
	TertiusListFunc activated;        /* Enter, double-click */
	TertiusListFunc selected;         /* or NULL */
	const char *empty;                /* what stands there without rows */
} TertiusListKind;

/* @kind must stay. The widget frees the list. */
TertiusList *tertius_list_new(const TertiusListKind *kind);
GtkWidget *tertius_list_get_widget(TertiusList *list);

/* Puts @rows into it; @add appends one with tertius_list_add. What was selected
 * stays so. */
void tertius_list_fill(TertiusList *list, JsonArray *rows,
                       void (*add)(TertiusList *list, JsonObject *row));
void tertius_list_add(TertiusList *list, const char *id, const char *message_id,
                      const char *extra, const char *const *texts);

/* Of the selected row, "" for none; to be freed. */
char *tertius_list_dup(TertiusList *list, int column);
/* FALSE: there is no such row. */
gboolean tertius_list_select(TertiusList *list, const char *id);

/* The button of an action; NULL when it has none. */
GtkWidget *tertius_list_get_button(TertiusList *list, guint action);
