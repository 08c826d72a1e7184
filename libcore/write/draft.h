/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A letter that the user has still to finish and to send.
 */
#pragma once

#include <glib.h>

#include "model/person.h"

/* What stands around the hint of the one place that only the user can fill. */
#define TERTIUS_DRAFT_PLACE_OPEN  "[… "
#define TERTIUS_DRAFT_PLACE_CLOSE " …]"

/* A plain record; strings are clean UTF-8 and single lines but @body. */
typedef struct {
	TertiusPerson *from; /* the user's name and address of the context */
	GPtrArray *to;       /* TertiusPerson */
	GPtrArray *cc;
	GPtrArray *bcc;
	char *subject;
	char *in_reply_to;     /* Message-ID without <>, or NULL */
	GPtrArray *references; /* char *, oldest first */
	char *language;
	char *body;         /* paragraphs are single lines, apart by a blank */
	gsize place_start;  /* of the marked place in @body, in bytes */
	gsize place_length; /* with its brackets */
	char *invitation;   /* an iCalendar object, METHOD:REQUEST, that goes
	                     * along (RFC 6047); or NULL */
} TertiusDraft;

TertiusDraft *tertius_draft_new(void);
void tertius_draft_free(TertiusDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusDraft, tertius_draft_free)
