/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Claws Mail keeps on disk of a folder: its own list of the messages
 * (.claws_cache), and the messages as files named by their numbers. Reading the
 * list here costs the mail client nothing, however long it is.
 *
 * The list, as Claws Mail 4.1 writes it, in the byte order of the computer:
 *
 *	version | charset | number size mtime date flags, 10 texts, 2 numbers,
 *	                    n, n texts | number size …
 *
 * A text is its length and its bytes. Where the list is cut short, or a length
 * points past its end, it ends there.
 */
#pragma once

#include <glib.h>

#define TERTIUS_CLAWS_VERSION   24
#define TERTIUS_CLAWS_BYTES_MAX ((gsize) 512 << 20)
#define TERTIUS_CLAWS_ROWS_MAX  1000000
/* Of a message, so much is read: words stand at the beginning. */
#define TERTIUS_CLAWS_FILE_MAX  ((gsize) 2 << 20)
/* Bytes of a key; of a longer one its hash is the key. */
#define TERTIUS_CLAWS_KEY_MAX   800
/* Bytes of one field of a list; a longer one is left out of its head. */
#define TERTIUS_CLAWS_FIELD_MAX ((gsize) 16 << 10)
/* Within which the lines end that Claws Mail writes before what it sends. */
#define TERTIUS_CLAWS_QUEUE_MAX ((gsize) 16 << 10)

/* A plain record. */
typedef struct {
	guint number;
	gint64 size, date; /* as the list says; a date may be 0 */
	guint people;      /* that it is addressed to, at a guess */
	char *message_id;  /* the list's; or NULL */
	char *key;         /* the same for the same bytes; to be freed */
	GBytes *head;      /* what the list tells, as a message; or NULL */
} TertiusClawsRow;

/* What a list tells of a message, decoded. A plain record; anything may be
 * NULL, ids are without <>. */
typedef struct {
	const char *from, *to, *cc, *subject;
	const char *date; /* as the message has it */
	const char *message_id, *in_reply_to;
	const char *references; /* each in <>, oldest first */
} TertiusClawsHead;

/* Makes @row's head and counts its people. There is no head without writer or
 * Message-ID: it could not be told that the whole message is the same one. */
void tertius_claws_row_set_head(TertiusClawsRow *row,
                                const TertiusClawsHead *head);

void tertius_claws_row_clear(TertiusClawsRow *row);

/* The stable name of a message in its folder. @message_id may be NULL; @head,
 * then, is anything that tells it from others. */
char *tertius_claws_dup_key(const char *message_id, const char *head,
                            gint64 size, gint64 date);

/* The rows of the list @path, latest first (TertiusClawsRow, to be unreffed).
 * Fails with TERTIUS_ERROR_UNREACHABLE when there is none or it cannot be read,
 * TERTIUS_ERROR_TOO_NEW when another version of Claws Mail wrote it. */
GArray *tertius_claws_read_list(const char *path, GError **error);
/* The same for the bytes of a list. */
GArray *tertius_claws_parse_list(const char *bytes, gsize length,
                                 GError **error);
/* The same for a folder without list: its files, by their times. */
GArray *tertius_claws_read_folder(const char *path, GError **error);

/* Both with limits of one's own, which those of above have as
 * TERTIUS_CLAWS_BYTES_MAX and TERTIUS_CLAWS_ROWS_MAX. */
GArray *tertius_claws_read_list_within(const char *path, gsize most_bytes,
                                       guint most_rows, GError **error);
GArray *tertius_claws_read_folder_within(const char *path, guint most_rows,
                                         GError **error);

/* The message in the file @path, without the lines that Claws Mail writes
 * before what it has sent; NULL when there is no such file. */
GBytes *tertius_claws_read_message(const char *path);
