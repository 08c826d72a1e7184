/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person on the page of people: the friendship first, then what is open,
 * what went to and fro, and everything that happened.
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

/* What is decided about a person at a right-click, and in this pane. */
typedef enum {
	TERTIUS_PERSON_WRITE,
	TERTIUS_PERSON_OPEN, /* the latest message */
	TERTIUS_PERSON_CO_HOST,
	TERTIUS_PERSON_NOTE,
	TERTIUS_PERSON_BOUNDARY,
	TERTIUS_PERSON_CADENCE,
	TERTIUS_PERSON_FRIEND_FIRST,
	TERTIUS_PERSON_MUTE,
	TERTIUS_PERSON_MERGE,
	TERTIUS_PERSON_N,
} TertiusPersonAction;

/* About whom is the person last shown. */
void tertius_person_act(TertiusPersonAction action, const char *address);

/* The pane, empty. */
GtkWidget *tertius_person_new(void);
/* Asks for them and shows them; NULL empties the pane. */
void tertius_person_show(const char *address);
