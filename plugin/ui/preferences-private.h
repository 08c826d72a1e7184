/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the page of preferences share.
 */
#pragma once

#include "ui/preferences.h"

#define TERTIUS_PREFERENCES_SPACE 6

typedef enum {
	TERTIUS_FIELD_NUMBER,
	TERTIUS_FIELD_FLAG,
	TERTIUS_FIELD_TEXT,
	TERTIUS_FIELD_CLOCK,
	TERTIUS_FIELD_DAYS,
	TERTIUS_FIELD_CHOSEN, /* a list of names; all of them is none said */
	TERTIUS_FIELD_RING,   /* who rings */
	TERTIUS_FIELD_SPARED, /* a list of the names that are not ticked */
	TERTIUS_FIELD_SAVED,  /* the path of a file that is written */
	TERTIUS_FIELD_FOLDER, /* that of a folder */
	TERTIUS_FIELD_FILES,  /* a list of those of files that are read */
} TertiusFieldKind;

typedef struct {
	const char *group, *key;
	TertiusFieldKind kind;
	const char *label;
	int least, most; /* of numbers */
} TertiusField;

/* The widget for a field, with its label beside it where it has none in
 * itself; and its value to and from text, as the settings have it. */
GtkWidget *tertius_field_new(const TertiusField *field);
void tertius_field_set_text(const TertiusField *field, GtkWidget *widget,
                            const char *text);
char *tertius_field_dup_text(const TertiusField *field, GtkWidget *widget);
/* Paths have a button that looks for one and writes it into @entry. */
gboolean tertius_field_is_path(const TertiusField *field);
GtkWidget *tertius_field_new_chooser(const TertiusField *field,
                                     GtkWidget *entry);
/* Another box to tick, of a list of names. */
void tertius_field_add_choice(GtkWidget *flow, const char *name,
                              const char *title);

/* The tree of folders; its value is the list of those that are not ticked. */
GtkWidget *tertius_folders_new(void (*each_folder)(TertiusFolderFunc func,
                                                   gpointer data));
void tertius_folders_set_text(GtkWidget *widget, const char *text);
char *tertius_folders_dup_text(GtkWidget *widget);

/* The tab on what is kept: forgetting, taking out. */
GtkWidget *tertius_privacy_new(TertiusClient *client,
                               const TertiusPreferencesHost *host);
