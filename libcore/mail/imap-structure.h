/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a message is made of, as BODYSTRUCTURE tells it: where the text is,
 * which parts are calendars, what the attachments are called. Enough to fetch
 * little, and to write down the rest as if it had been fetched.
 */
#pragma once

#include <glib.h>

#include "mail/imap-reader.h"

/* Parts that are looked at, and how deep they may nest. */
#define TERTIUS_IMAP_PARTS_MAX       1000
#define TERTIUS_IMAP_PARTS_DEPTH_MAX 50
/* Parts that are remembered of each kind. */
#define TERTIUS_IMAP_TEXTS_MAX       4
#define TERTIUS_IMAP_CALENDARS_MAX   3
#define TERTIUS_IMAP_NAMES_MAX       20

/* A plain record. */
typedef struct {
	char *section; /* "1.2" */
	char *header;  /* Content-* fields, each line ended by CRLF */
	guint32 size;  /* encoded, in bytes */
} TertiusImapPart;

/* A plain record. */
typedef struct {
	GPtrArray *texts;     /* TertiusImapPart: what there is to be read */
	GPtrArray *calendars; /* TertiusImapPart */
	GPtrArray *named;     /* TertiusImapPart: attachments with a name */
	gboolean is_multipart;
	char *report; /* the type of a multipart/report, or NULL */
} TertiusImapStructure;

/* Reads the BODYSTRUCTURE at token @i. Never NULL: of what it cannot read it
 * says nothing; *@is_whole, unless NULL, tells whether all could be read. */
TertiusImapStructure *
tertius_imap_structure_read(const TertiusImapResponse *response, guint i,
                            gboolean *is_whole);
void tertius_imap_structure_free(TertiusImapStructure *structure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusImapStructure, tertius_imap_structure_free)
