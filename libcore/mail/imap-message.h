/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message put together from what was fetched of it, in RFC 5322 form, so that
 * whoever understands mail reads it as if it had been the whole.
 */
#pragma once

#include <glib.h>

#include "mail/imap-structure.h"

/* Bytes of one text part that are fetched; the sender's own words come first,
 * and 64 KiB are some 10,000 words. */
#define TERTIUS_IMAP_TEXT_MAX     ((gsize) 64 * 1024)
/* A larger calendar is not fetched; an invitation has some 2 KiB. As it is sent:
 * what mail/mime takes, 2 MiB, is larger by a third and its lines' ends in Base64. */
#define TERTIUS_IMAP_CALENDAR_MAX ((gsize) 3 << 20)

/* Of the fields of a header so much is kept; those of a letter to 10,000 people have
 * some 400 KiB. */
#define TERTIUS_IMAP_HEADER_MAX ((gsize) 512 * 1024)

/* The fields that mail/mime reads, for BODY.PEEK[HEADER.FIELDS (…)]. */
extern const char tertius_imap_fields[];

/* A message between the two phases. A plain record. */
typedef struct {
	guint32 uid;
	gint64 received;
	GBytes *header;    /* the fields as they are, ended by an empty line */
	gboolean is_bulk;  /* see below; known with @header */
	GPtrArray *parts;  /* TertiusImapPart; NULL: the structure could not be
	                    * read; then the body is fetched as it is */
	GBytes *body;      /* in that case */
	gboolean has_body; /* some of what was wanted has come */
	gsize held;        /* bytes that came of it, about */
	gboolean is_doubtful; /* of something that must be there came NIL: it
	                       * may have been removed meanwhile */
} TertiusImapMessage;

TertiusImapMessage *tertius_imap_message_new(guint32 uid);
void tertius_imap_message_free(TertiusImapMessage *message);

/* Takes the header, and looks whether a machine wrote it to many: then no text
 * of it is worth fetching. Automatic replies are not meant: they say until when
 * somebody is away. */
void tertius_imap_message_take_header(TertiusImapMessage *message,
                                      GBytes *header);

/* The sections that are worth fetching, as FETCH wants them, such as
 * "BODY.PEEK[1]<0.65536>"; "" when none is. */
char *tertius_imap_message_dup_wants(const TertiusImapMessage *message);

/* Whether all of these have been taken. */
gboolean tertius_imap_message_is_whole(const TertiusImapMessage *message);

/* Keeps what came for a section, such as "BODY[1]<0>". */
void tertius_imap_message_take_body(TertiusImapMessage *message,
                                    const char *section, GBytes *body);

/* The whole. */
GBytes *tertius_imap_message_compose(const TertiusImapMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusImapMessage, tertius_imap_message_free)
