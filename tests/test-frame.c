/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames, whole and in pieces.
 */
#include "engine/frame.h"

#include "tertius-test.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LIMIT 100000

static GByteArray *
make_frame(guint32 kind, guint32 length)
{
	const TertiusFrameHead head = {
		.kind = kind, .number = 7, .length = length, .received = -1
	};
	GByteArray *bytes = g_byte_array_new();
	g_autofree guint8 *body = g_malloc(MAX(length, 1));

	memset(body, 'b', length);
	g_byte_array_append(bytes, (const guint8 *) &head, sizeof(head));
	g_byte_array_append(bytes, body, length);
	return bytes;
}

/* Gives @n bytes to @reader in portions of at most @portion. */
static void
feed(TertiusFrameReader *reader, const guint8 *bytes, gsize n, gsize portion)
{
	while (n > 0) {
		gsize room;
		char *into = tertius_frame_reader_reserve(reader, &room);
		gsize now = MIN(MIN(n, room), portion);

		ck_assert_uint_gt(room, 0);
		memcpy(into, bytes, now);
		tertius_frame_reader_add(reader, now);
		bytes += now;
		n -= now;
	}
}

static void
expect_whole(TertiusFrameReader *reader, guint32 length)
{
	TertiusFrameHead head;
	const char *body;

	ck_assert_int_eq(tertius_frame_reader_take(reader, &head, &body),
	                 TERTIUS_FRAME_WHOLE);
	ck_assert_uint_eq(head.number, 7);
	ck_assert_uint_eq(head.length, length);
	ck_assert_int_eq(head.received, -1);
	for (guint32 i = 0; i < length; i++)
		if (body[i] != 'b')
			ck_abort_msg("byte %u", i);
}

START_TEST(frames_come_whole_out_of_any_portions)
{
	static const guint32 lengths[] = { 0,     1,     7,         65511,
		                           65512, 65513, LIMIT - 1, LIMIT };
	static const gsize portions[] = { 1, 23, 24, 25, 4096, G_MAXSIZE };

	for (gsize i = 0; i < G_N_ELEMENTS(portions); i++) {
		g_autoptr(TertiusFrameReader) reader =
			tertius_frame_reader_new(LIMIT);

		for (gsize j = 0; j < G_N_ELEMENTS(lengths); j++) {
			g_autoptr(GByteArray) frame =
				make_frame(TERTIUS_FRAME_FACTS, lengths[j]);

			feed(reader, frame->data, frame->len, portions[i]);
			expect_whole(reader, lengths[j]);
			ck_assert(tertius_frame_reader_is_empty(reader));
		}
	}
}
END_TEST

START_TEST(many_frames_at_once_come_one_by_one)
{
	g_autoptr(TertiusFrameReader) reader = tertius_frame_reader_new(LIMIT);
	g_autoptr(GByteArray) frame = make_frame(TERTIUS_FRAME_MESSAGE, 10);
	TertiusFrameHead head;
	const char *body;

	for (guint i = 0; i < 500; i++)
		feed(reader, frame->data, frame->len, G_MAXSIZE);
	feed(reader, frame->data, frame->len - 1, G_MAXSIZE);
	for (guint i = 0; i < 500; i++)
		expect_whole(reader, 10);
	ck_assert_int_eq(tertius_frame_reader_take(reader, &head, &body),
	                 TERTIUS_FRAME_MORE);
	ck_assert(!tertius_frame_reader_is_empty(reader));
	feed(reader, frame->data + frame->len - 1, 1, 1);
	expect_whole(reader, 10);
}
END_TEST

START_TEST(every_cut_waits_for_more)
{
	g_autoptr(GByteArray) frame = make_frame(TERTIUS_FRAME_ERROR, 50);

	for (guint i = 0; i < frame->len; i++) {
		g_autoptr(TertiusFrameReader) reader =
			tertius_frame_reader_new(LIMIT);
		TertiusFrameHead head;
		const char *body;

		feed(reader, frame->data, i, G_MAXSIZE);
		ck_assert_int_eq(
			tertius_frame_reader_take(reader, &head, &body),
			TERTIUS_FRAME_MORE);
		ck_assert_int_eq(tertius_frame_reader_is_empty(reader), i == 0);
	}
}
END_TEST

START_TEST(what_breaks_the_rules_is_broken_for_good)
{
	static const struct {
		guint32 kind, length;
		TertiusFrameState state;
	} cases[] = {
		{ TERTIUS_FRAME_N - 1, LIMIT, TERTIUS_FRAME_MORE },
		{ TERTIUS_FRAME_N - 1, LIMIT + 1, TERTIUS_FRAME_BROKEN },
		{ TERTIUS_FRAME_N, 0, TERTIUS_FRAME_BROKEN },
		{ G_MAXUINT32, 0, TERTIUS_FRAME_BROKEN },
		{ TERTIUS_FRAME_FACTS, G_MAXUINT32, TERTIUS_FRAME_BROKEN },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusFrameReader) reader =
			tertius_frame_reader_new(LIMIT);
		const TertiusFrameHead sent = { .kind = cases[i].kind,
			                        .length = cases[i].length };
		TertiusFrameHead head;
		const char *body;

		feed(reader, (const guint8 *) &sent, sizeof(sent), G_MAXSIZE);
		for (int again = 0; again < 2; again++)
			ck_assert_msg(tertius_frame_reader_take(reader, &head,
			                                        &body) ==
			                      cases[i].state,
			              "case %zu", i);
	}
}
END_TEST

/* Either side asks for memory only as bytes come. */
START_TEST(a_body_is_so_long)
{
	static const guint32 limits[] = { TERTIUS_FRAME_ITEM_MAX,
		                          TERTIUS_FRAME_ANSWER_MAX };

	for (gsize i = 0; i < G_N_ELEMENTS(limits); i++) {
		for (guint32 more = 0; more <= 1; more++) {
			g_autoptr(TertiusFrameReader) reader =
				tertius_frame_reader_new(limits[i]);
			const TertiusFrameHead sent = {
				.kind = TERTIUS_FRAME_FACTS,
				.length = limits[i] + more,
			};
			TertiusFrameHead head;
			const char *body;

			feed(reader, (const guint8 *) &sent, sizeof(sent),
			     G_MAXSIZE);
			ck_assert_int_eq(
				tertius_frame_reader_take(reader, &head, &body),
				more == 0 ? TERTIUS_FRAME_MORE
					  : TERTIUS_FRAME_BROKEN);
		}
	}
}
END_TEST

START_TEST(a_frame_that_does_not_fit_is_sent_in_pieces)
{
	g_autoptr(TertiusFrameReader) reader =
		tertius_frame_reader_new(TERTIUS_FRAME_ITEM_MAX);
	const TertiusFrameHead head = { .kind = TERTIUS_FRAME_MESSAGE,
		                        .number = 7,
		                        .length = 3000000,
		                        .received = -1 };
	g_autofree char *body = g_strnfill(head.length, 'b');
	gsize sent = 0;
	int ends[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	while (!tertius_frame_send(ends[0], MSG_DONTWAIT, &head, body, &sent)) {
		gsize room;
		char *into = tertius_frame_reader_reserve(reader, &room);
		ssize_t n = read(ends[1], into, MIN(room, 10007));

		ck_assert_int_gt(n, 0);
		tertius_frame_reader_add(reader, (gsize) n);
	}
	ck_assert_uint_eq(sent, sizeof(head) + head.length);
	(void) close(ends[0]);
	for (;;) {
		gsize room;
		char *into = tertius_frame_reader_reserve(reader, &room);
		ssize_t n = read(ends[1], into, room);

		if (n <= 0)
			break;
		tertius_frame_reader_add(reader, (gsize) n);
	}
	expect_whole(reader, head.length);
	(void) close(ends[1]);
}
END_TEST

START_TEST(a_closed_pipe_is_an_error_and_no_signal)
{
	const TertiusFrameHead head = { .kind = TERTIUS_FRAME_MESSAGE };
	gsize sent = 0;
	int ends[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	(void) close(ends[1]);
	ck_assert(!tertius_frame_send(ends[0], 0, &head, NULL, &sent));
	ck_assert_uint_eq(sent, 0);
	(void) close(ends[0]);
}
END_TEST

TERTIUS_TEST_MAIN("frame", frames_come_whole_out_of_any_portions,
                  many_frames_at_once_come_one_by_one, every_cut_waits_for_more,
                  what_breaks_the_rules_is_broken_for_good, a_body_is_so_long,
                  a_frame_that_does_not_fit_is_sent_in_pieces,
                  a_closed_pipe_is_an_error_and_no_signal)
