/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames on the worker's pipe.
 */
#include "engine/frame.h"

#include "model/facts.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* What a reader begins with, and returns to after a big frame. */
#define BUFFER_BYTES ((gsize) 64 * 1024)

struct _TertiusFrameReader {
	char *buffer;
	gsize capacity;
	gsize start, end; /* what has come and was not taken */
	guint32 limit;
};

const char *
tertius_frame_greeting(void)
{
	return "tertius " TERTIUS_VERSION
	       ", facts " G_STRINGIFY(TERTIUS_FACTS_WIRE);
}

TertiusFrameReader *
tertius_frame_reader_new(guint32 limit)
{
	TertiusFrameReader *reader = g_new0(TertiusFrameReader, 1);

	reader->limit = limit;
	reader->capacity = BUFFER_BYTES;
	reader->buffer = g_malloc(reader->capacity);
	return reader;
}

void
tertius_frame_reader_free(TertiusFrameReader *reader)
{
	if (reader == NULL)
		return;
	g_free(reader->buffer);
	g_free(reader);
}

static void
resize(TertiusFrameReader *reader, gsize capacity)
{
	reader->buffer = g_realloc(reader->buffer, capacity);
	reader->capacity = capacity;
}

char *
tertius_frame_reader_reserve(TertiusFrameReader *reader, gsize *room)
{
	gsize waiting = reader->end - reader->start;

	if (reader->start > 0 && waiting > 0)
		memmove(reader->buffer, reader->buffer + reader->start,
		        waiting);
	reader->start = 0;
	reader->end = waiting;
	if (waiting == 0 && reader->capacity > BUFFER_BYTES)
		resize(reader, BUFFER_BYTES);
	else if (waiting == reader->capacity)
		resize(reader, reader->capacity * 2);
	*room = reader->capacity - reader->end;
	return reader->buffer + reader->end;
}

void
tertius_frame_reader_add(TertiusFrameReader *reader, gsize n)
{
	g_assert(n <= reader->capacity - reader->end);
	reader->end += n;
}

TertiusFrameState
tertius_frame_reader_take(TertiusFrameReader *reader, TertiusFrameHead *head,
                          const char **body)
{
	gsize waiting = reader->end - reader->start;
	TertiusFrameHead next;

	if (waiting < sizeof(next))
		return TERTIUS_FRAME_MORE;
	memcpy(&next, reader->buffer + reader->start, sizeof(next));
	if (next.kind >= TERTIUS_FRAME_N || next.length > reader->limit)
		return TERTIUS_FRAME_BROKEN;
	if (waiting - sizeof(next) < next.length)
		return TERTIUS_FRAME_MORE;
	*head = next;
	*body = reader->buffer + reader->start + sizeof(next);
	reader->start += sizeof(next) + next.length;
	return TERTIUS_FRAME_WHOLE;
}

gboolean
tertius_frame_reader_is_empty(const TertiusFrameReader *reader)
{
	return reader->start == reader->end;
}

/* What is only read, though its type does not say so. */
static struct iovec
lend(const char *bytes, gsize length)
{
	struct iovec piece = { .iov_len = length };

	memcpy(&piece.iov_base, &bytes, sizeof(bytes));
	return piece;
}

void
tertius_frame_lend(const TertiusFrameHead *head, const char *body, gsize sent,
                   struct iovec pieces[2])
{
	gsize of_head = MIN(sent, sizeof(*head));
	gsize of_body = sent - of_head;

	pieces[0] =
		lend((const char *) head + of_head, sizeof(*head) - of_head);
	pieces[1] = lend(of_body > 0 ? body + of_body : body,
	                 head->length - of_body);
}

gboolean
tertius_frame_send(int fd, int flags, const TertiusFrameHead *head,
                   const char *body, gsize *sent)
{
	gsize whole = sizeof(*head) + head->length;

	while (*sent < whole) {
		struct iovec pieces[2];
		struct msghdr message = { .msg_iov = pieces, .msg_iovlen = 2 };
		ssize_t n;

		tertius_frame_lend(head, body, *sent, pieces);
		n = sendmsg(fd, &message, flags | MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FALSE;
		*sent += (gsize) n;
	}
	return TRUE;
}
