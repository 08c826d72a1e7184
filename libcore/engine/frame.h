/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames: how bytes are told apart on the pipe between Tertius and its worker.
 * Both ends are the same program on the same machine, so a head travels as it
 * lies in memory; what it says is believed by neither side.
 *
 *	head | body of head.length bytes | head | body | …
 */
#pragma once

#include <glib.h>
#include <sys/uio.h>

/* The longest body that either side may send: an item may be one byte longer
 * than what the readers take, so that they see that it is too long; facts of
 * the fullest calendar that may be read come to less than an answer. */
#define TERTIUS_FRAME_ITEM_MAX   (((guint32) 32 << 20) + 1)
#define TERTIUS_FRAME_ANSWER_MAX ((guint32) 64 << 20)
/* Bytes of an error's text. */
#define TERTIUS_FRAME_ERROR_MAX  1000

typedef enum {
	TERTIUS_FRAME_READY, /* child: body is the greeting */
	TERTIUS_FRAME_MESSAGE,
	TERTIUS_FRAME_CALENDAR,
	TERTIUS_FRAME_CONNECTIONS,
	TERTIUS_FRAME_FACTS, /* child: body is tertius_facts_to_bytes */
	TERTIUS_FRAME_ERROR, /* child: body says why; number 0: cannot start */
	TERTIUS_FRAME_N,
} TertiusFrameKind;

typedef struct {
	guint32 kind;
	guint32 number; /* of the item; an answer repeats it; from 1 */
	guint32 length; /* of the body */
	guint32 detail; /* an item: whether it was sent by the user; READY: the
	                 * sandbox's fences */
	gint64 received;
} TertiusFrameHead;

/* What a child says first: an older or newer program would not understand. */
const char *tertius_frame_greeting(void);

/* --- Reading: bytes come in any portions, frames go out whole ------------ */

typedef struct _TertiusFrameReader TertiusFrameReader;

typedef enum {
	TERTIUS_FRAME_WHOLE,
	TERTIUS_FRAME_MORE,   /* its end has not come yet */
	TERTIUS_FRAME_BROKEN, /* no frame, or over the limit: give up */
} TertiusFrameState;

/* @limit: the longest body that is taken. Memory grows with what has come, not
 * with what a head promises. */
TertiusFrameReader *tertius_frame_reader_new(guint32 limit);
void tertius_frame_reader_free(TertiusFrameReader *reader);

/* Where to put the next bytes, at least one. Ends what take lent. */
char *tertius_frame_reader_reserve(TertiusFrameReader *reader, gsize *room);
/* @n bytes were put there. */
void tertius_frame_reader_add(TertiusFrameReader *reader, gsize n);
/* The next frame; *@body is lent until the next reserve. */
TertiusFrameState tertius_frame_reader_take(TertiusFrameReader *reader,
                                            TertiusFrameHead *head,
                                            const char **body);
/* Whether nothing of a next frame has come. */
gboolean tertius_frame_reader_is_empty(const TertiusFrameReader *reader);

/* --- Writing ------------------------------------------------------------- */

/* Points @pieces at what is left of a frame of which @sent bytes went before. */
void tertius_frame_lend(const TertiusFrameHead *head, const char *body,
                        gsize sent, struct iovec pieces[2]);

/* Sends what is left of a frame of which *@sent bytes went before, and counts
 * *@sent up; a closed pipe is an error (EPIPE), not a signal, where @fd is a
 * socket. Returns FALSE with errno when it cannot go on; EAGAIN when @flags
 * has MSG_DONTWAIT and the other side is slow. */
gboolean tertius_frame_send(int fd, int flags, const TertiusFrameHead *head,
                            const char *body, gsize *sent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusFrameReader, tertius_frame_reader_free)
