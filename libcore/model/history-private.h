/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two halves of the history share: one puts it in order, the other
 * answers.
 */
#pragma once

#include "model/history.h"

typedef struct {
	char *address;
	char *name;
	guint n_letters;
	guint *letters;
	guint last_letter; /* the latest that was counted */
	GHashTable *names; /* name -> times used, until the seal */
} TertiusHistoryPerson;

struct _TertiusHistory {
	GPtrArray *facts; /* TertiusFacts: what everything else points into */
	GArray *people;   /* TertiusHistoryPerson */
	GHashTable *by_address;    /* address -> index */
	GHashTable *by_name;       /* case-folded name -> index or NOBODY */
	GHashTable *by_message_id; /* the earliest letters, by Message-ID */
	GHashTable *unions;        /* address -> another of the same person */
	GArray *letters;           /* TertiusLetter */
	GArray *recipients;        /* TertiusRecipient of all letters */
	GArray *gatherings;        /* TertiusGathering */
	GArray *attendees;         /* guint of all gatherings */
	GPtrArray *me;   /* char *: my addresses, the main one first */
	guint my_number; /* the person that I am, or NOBODY */
	gint64 now;
	gboolean is_sealed;
};
