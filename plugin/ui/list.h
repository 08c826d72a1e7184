/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of rows with things to do: the same ones as buttons below it and at a
 * right-click. Long ones come a portion at a time.
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

/* Columns of the model; the first are not shown. */
enum {
	TERTIUS_LIST_ID,
	TERTIUS_LIST_MESSAGE_ID,
	TERTIUS_LIST_PERSON, /* an address */
	TERTIUS_LIST_EXTRA,  /* what the page needs besides */
	TERTIUS_LIST_FIRST,  /* up to five texts */
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
	/* Asks for rows from that one on, to be given to tertius_list_take;
	 * NULL: all come at once, with tertius_list_fill. */
	void (*ask)(guint from);
	/* What is done when a row that is wanted is not among the first; NULL:
	 * the others are asked for, until it comes. */
	void (*missed)(const char *id);
	/* The column of which the selected row's text stands below in full; 0:
	 * none. */
	int whole;
} TertiusListKind;

/* @kind must stay. The widget frees the list. */
TertiusList *tertius_list_new(const TertiusListKind *kind);
GtkWidget *tertius_list_get_widget(TertiusList *list);

/* --- Rows (ui/list-rows.c) ------------------------------------------------ */

/* Asks again for what is shown. What is selected stays so, and so does the place
 * in the list. */
void tertius_list_refresh(TertiusList *list);
/* Asks for other rows, as the search is another one. */
void tertius_list_restart(TertiusList *list);

typedef void (*TertiusListAdd)(TertiusList *list, JsonObject *row);

/* Takes @rows of an answer that says "from" and "total"; @add gives each to
 * tertius_list_add. */
void tertius_list_take(TertiusList *list, JsonObject *answer, JsonArray *rows,
                       TertiusListAdd add);
void tertius_list_fill(TertiusList *list, JsonArray *rows, TertiusListAdd add);

/* What is not said is NULL. */
typedef struct {
	const char *id, *message_id, *person, *extra;
	const char *const *texts; /* one for each column of the kind */
} TertiusListRow;

void tertius_list_add(TertiusList *list, const TertiusListRow *row);

/* Selects a row when it comes. */
void tertius_list_want(TertiusList *list, const char *id);

/* Of the selected row, "" for none; to be freed. */
char *tertius_list_dup(TertiusList *list, int column);

/* The button of an action; NULL when it has none. */
GtkWidget *tertius_list_get_button(TertiusList *list, guint action);
