/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One message as it was understood: who, to whom, when, in which thread, what
 * it says, and whether a machine wrote it. mail/mime makes it; nothing else in
 * Tertius ever looks at MIME.
 */
#pragma once

#include <glib.h>

#include "model/person.h"

/* Limits of what is kept of a message. What is longer is cut, what is more is
 * left out; neither makes a message unreadable. */
#define TERTIUS_MESSAGE_TEXT_MAX        (256 * 1024) /* bytes of text */
#define TERTIUS_MESSAGE_RECIPIENTS_MAX  200
#define TERTIUS_MESSAGE_REFERENCES_MAX  40  /* the first and the latest ones */
#define TERTIUS_MESSAGE_SUBJECT_MAX     300 /* bytes */
#define TERTIUS_MESSAGE_ID_MAX          300 /* bytes of a Message-ID */
#define TERTIUS_MESSAGE_ATTACHMENTS_MAX 20

/* Why a message is thought to be no personal mail; and other marks. */
typedef enum {
	TERTIUS_MESSAGE_LIST = 1 << 0,       /* List-Id and its like */
	TERTIUS_MESSAGE_BULK = 1 << 1,       /* Precedence, unsubscribe, … */
	TERTIUS_MESSAGE_AUTO_REPLY = 1 << 2, /* RFC 3834 and older habits */
	TERTIUS_MESSAGE_ROBOT = 1 << 3, /* no-reply and role addresses, DSN */
	TERTIUS_MESSAGE_CONFIDENTIAL = 1 << 4, /* Sensitivity header */
	TERTIUS_MESSAGE_SENT = 1 << 5,       /* lay in a folder of sent mail */
	TERTIUS_MESSAGE_INVITATION = 1 << 6, /* has a text/calendar part */
	TERTIUS_MESSAGE_HEAD = 1 << 7,       /* its text was not at hand */
} TertiusMessageFlags;

/* Mail that nobody wrote to somebody: no contact, no act but out-of-office. */
#define TERTIUS_MESSAGE_AUTOMATIC                                              \
	(TERTIUS_MESSAGE_LIST | TERTIUS_MESSAGE_BULK |                         \
	 TERTIUS_MESSAGE_AUTO_REPLY | TERTIUS_MESSAGE_ROBOT)

/* A plain record. Strings are clean UTF-8 and single lines but @text. */
typedef struct {
	char *id;              /* see tertius_message_compute_id */
	char *message_id;      /* without <>; NULL when there was none */
	gint64 date;           /* unix time, 0 when nothing told it */
	int zone;              /* minutes east of UTC, as the writer had it */
	TertiusPerson *from;   /* NULL when nobody readable wrote it */
	TertiusPerson *sender; /* the Sender field, when it differs; or NULL */
	TertiusPerson *reply_to; /* the first of Reply-To, when it differs */
	GPtrArray *recipients;   /* TertiusPerson: To, Cc, Bcc, in this order */
	char *subject;           /* decoded, "" when there was none */
	char *in_reply_to;       /* the first id of that field, or NULL */
	GPtrArray *references;   /* char *, oldest first */
	char *text;  /* the readable text whole, quotes too, lines end in \n;
	             * NULL once the detector has read it */
	guint flags; /* TertiusMessageFlags */
	GPtrArray *attachments; /* char *: their file names */
	GPtrArray *calendars;   /* GBytes: text/calendar parts, decoded */
} TertiusMessage;

TertiusMessage *tertius_message_new(void);
void tertius_message_free(TertiusMessage *message);

/* The name under which the ledger keeps it: SHA-256 in hex of the Message-ID
 * and the writer's address, so that two copies are one, and a stranger who
 * uses a known Message-ID does not replace the message. Without a Message-ID,
 * of writer, subject, text, and the date @written in the message itself (0 when
 * it has none: when it came differs from copy to copy). Fields must be set
 * before. */
char *tertius_message_compute_id(const TertiusMessage *message, gint64 written);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusMessage, tertius_message_free)
