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
#define TERTIUS_IMAP_PARTS_MAX       200
#define TERTIUS_IMAP_PARTS_DEPTH_MAX 50
/* Texts and calendars that are fetched of one message. */
#define TERTIUS_IMAP_WANTED_MAX      20
/* A plain text shorter than this may be a blank beside the real one in HTML. */
#define TERTIUS_IMAP_BLANK_MAX       64
/* Bytes of a parameter, such as the name of a file, that are passed on. */
#define TERTIUS_IMAP_VALUE_MAX       500

typedef enum {
	TERTIUS_IMAP_PART_OPEN,     /* a multipart begins */
	TERTIUS_IMAP_PART_CLOSE,    /* and ends */
	TERTIUS_IMAP_PART_TEXT,     /* to be read */
	TERTIUS_IMAP_PART_CALENDAR, /* to be read */
	TERTIUS_IMAP_PART_OTHER,    /* only its header counts */
} TertiusImapPartKind;

/* A plain record. */
typedef struct {
	TertiusImapPartKind kind;
	char *section; /* "1.2"; NULL for a multipart */
	char *header;  /* Content-* fields, each ended by CRLF; of a multipart
	                * only its type, without a line's end: its boundary is
	                * still to come. NULL of a CLOSE */
	guint32 size;  /* encoded, in bytes */
	gboolean is_named;   /* it has the name of a file */
	gboolean is_special; /* an enclosed message; of a multipart: that parts
	                      * stand in it has a meaning of its own */
	GBytes *body;        /* once it was fetched, else NULL */
} TertiusImapPart;

/* Reads the BODYSTRUCTURE at token @i: an array of TertiusImapPart in the order
 * of the message, which frees them. NULL when not all of it could be read. */
GPtrArray *tertius_imap_structure_read(const TertiusImapResponse *response,
                                       guint i);
