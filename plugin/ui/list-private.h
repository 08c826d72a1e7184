/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of a list share.
 */
#pragma once

#include "ui/list.h"

#define TERTIUS_LIST_SPACE       8
#define TERTIUS_LIST_ACTIONS_MAX 12
/* So many rows more are wanted at once; about as many come in one answer. */
#define TERTIUS_LIST_PORTION     200

struct _TertiusList {
	const TertiusListKind *kind;
	GtkWidget *box, *view, *scroller, *empty;
	GtkWidget *buttons[TERTIUS_LIST_ACTIONS_MAX];
	GtkWidget *whole;             /* label, or NULL */
	GtkWidget *more, *more_words; /* the row that says what is not shown */
	GtkListStore *rows;
	guint at;            /* the row that is added next */
	guint goal;          /* so many rows are wanted */
	gboolean is_asking;  /* an answer is to come */
	gboolean is_anew;    /* and has other rows */
	gboolean is_filling; /* nobody selects */
	char *wanted;        /* a row to be selected, or NULL */
	/* Of columns that are as wide as their texts: the longest text. */
	glong longest[TERTIUS_LIST_COLUMNS];
};

/* Tells what is selected, where that may have changed. */
void tertius_list_update(TertiusList *list);
/* Adds the row that says what is not shown, and has more of it shown. */
void tertius_list_add_more(TertiusList *list);
