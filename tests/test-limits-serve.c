/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much a client may ask in one request, on both sides of each limit.
 */
#include "base/blocks.h"
#include "engine/dates.h"
#include "engine/frame.h"
#include "engine/json.h"
#include "engine/portable.h"
#include "engine/serve.h"
#include "mail-place.h"

/* Serves @requests; what was answered goes to *@answers. Returns what
 * tertius_serve returns. */
static int
serve(const char *requests, char **answers)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *in_path =
		g_build_filename(place->path, "requests", NULL);
	g_autofree char *out_path =
		g_build_filename(place->path, "answers", NULL);
	g_autofree char *ledger =
		g_build_filename(place->path, "ledger.db", NULL);
	g_autofree char *config = g_build_filename(place->path, "config", NULL);
	const TertiusEngineOptions options = { .ledger = ledger,
		                               .config = config,
		                               .now = MAIL_PLACE_NOW };
	int in, out, status;

	mail_place_put(place, "requests", requests);
	mail_place_put(place, "answers", "");
	in = open(in_path, O_RDONLY | O_CLOEXEC);
	out = open(out_path, O_WRONLY | O_CLOEXEC);
	ck_assert(in >= 0 && out >= 0);
	status = tertius_serve(in, out, &options);
	(void) close(in);
	(void) close(out);
	ck_assert(g_file_get_contents(out_path, answers, NULL, NULL));
	return status;
}

/* A second request shows whether the first one was the last. */
START_TEST(a_line_is_so_long)
{
	static const char begin[] = "{\"n\":1,\"do\":\"nothing\",\"x\":\"";

	for (gsize more = 0; more <= 1; more++) {
		g_autofree char *fill =
			g_strnfill(TERTIUS_SERVE_LINE_MAX + more -
		                           strlen(begin) - strlen("\"}"),
		                   'x');
		g_autofree char *requests = g_strconcat(
			begin, fill, "\"}\n{\"n\":2,\"do\":\"nothing\"}\n",
			NULL);
		g_autofree char *answers = NULL;

		ck_assert_int_eq(serve(requests, &answers), (int) more);
		ck_assert_int_eq(strstr(answers, "\"n\":2") != NULL, more == 0);
	}
}
END_TEST

START_TEST(a_digest_is_so_long)
{
	for (gsize more = 0; more <= 1; more++) {
		g_autofree char *digest =
			g_strnfill(TERTIUS_BLOCKS_TEXT_MAX - 1 + more, 'f');
		g_autofree char *requests = g_strdup_printf(
			"{\"n\":1,\"do\":\"cursor\",\"folder\":\"f\","
			"\"until\":7,\"digest\":\"%s\"}\n"
			"{\"n\":2,\"do\":\"cursor\",\"folder\":\"f\"}\n",
			digest);
		g_autofree char *answers = NULL;

		ck_assert_int_eq(serve(requests, &answers), 0);
		ck_assert_int_eq(strstr(answers, "\"error\"") != NULL,
		                 more == 1);
		ck_assert_int_eq(strstr(answers, digest) != NULL, more == 0);
	}
}
END_TEST

START_TEST(a_request_has_so_many_keys)
{
	for (gsize n = TERTIUS_SERVE_KEYS_MAX; n <= TERTIUS_SERVE_KEYS_MAX + 1;
	     n++) {
		g_autoptr(GString) requests = g_string_new(
			"{\"n\":1,\"do\":\"unknown\",\"folder\":\"f\","
			"\"keys\":[\"k\"");
		g_autofree char *answers = NULL;

		for (gsize i = 1; i < n; i++)
			g_string_append(requests, ",\"k\"");
		g_string_append(requests, "]}\n");
		ck_assert_int_eq(serve(requests->str, &answers), 0);
		ck_assert_int_eq(strstr(answers, "\"error\"") == NULL,
		                 n == TERTIUS_SERVE_KEYS_MAX);
	}
}
END_TEST

START_TEST(a_request_has_so_many_changes)
{
	static const char change[] = "{\"group\":\"plan\",\"key\":\"per-day\","
				     "\"value\":\"3\"}";

	for (guint more = 0; more <= 1; more++) {
		g_autoptr(GString) requests =
			g_string_new("{\"n\":1,\"do\":\"set\",\"changes\":[");
		g_autofree char *answers = NULL;

		g_string_append(requests, change);
		for (guint i = 1; i < TERTIUS_SERVE_CHANGES_MAX + more; i++)
			g_string_append_printf(requests, ",%s", change);
		g_string_append(requests, "]}\n");
		ck_assert_int_eq(serve(requests->str, &answers), 0);
		ck_assert_int_eq(strstr(answers, "\"error\"") == NULL,
		                 more == 0);
	}
}
END_TEST

/* The bytes after a request: without them it cannot be known where the next
 * begins. */
START_TEST(a_body_is_so_long)
{
	for (guint32 more = 0; more <= 1; more++) {
		g_autofree char *head = g_strdup_printf(
			"{\"n\":1,\"do\":\"nothing\",\"length\":%u}\n",
			TERTIUS_FRAME_ITEM_MAX + more);
		g_autofree char *body = g_strnfill(TERTIUS_FRAME_ITEM_MAX, 'b');
		g_autofree char *requests = g_strconcat(head, body, NULL);
		g_autofree char *answers = NULL;

		ck_assert_int_eq(serve(requests, &answers), (int) more);
		ck_assert_int_eq(answers[0] != '\0', more == 0);
	}
}
END_TEST

START_TEST(a_span_is_so_long)
{
	static const struct {
		char unit;
		gint64 seconds;
	} units[] = { { 'h', 3600 }, { 'd', 86400 }, { 'w', 7 * 86400 } };

	for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
		gint64 most = TERTIUS_DATES_SPAN_MAX / units[i].seconds;

		for (gint64 n = most; n <= most + 1; n++) {
			g_autofree char *text = g_strdup_printf(
				"%" G_GINT64_FORMAT "%c", n, units[i].unit);
			gint64 seconds = 0;

			ck_assert_int_eq(
				tertius_dates_parse_span(text, &seconds),
				n == most);
			ck_assert_int_eq(seconds,
			                 n == most ? n * units[i].seconds : 0);
		}
	}
}
END_TEST

/* A line of a copy of a ledger, with blanks at its end. */
START_TEST(a_line_that_is_taken_in_is_so_long)
{
	static const char began[] = "{\"v\":1,\"began\":1795911144}";

	for (gsize more = 0; more <= 1; more++) {
		g_autoptr(MailPlace) place = mail_place_new();
		g_autofree char *ledger =
			g_build_filename(place->path, "ledger.db", NULL);
		const TertiusEngineOptions options = { .ledger = ledger,
			                               .config =
			                                       "/nonexistent" };
		g_autoptr(TertiusEngine) engine =
			tertius_engine_open(&options, NULL);
		gsize length = TERTIUS_PORTABLE_LINE_MAX + more;
		g_autofree char *text = g_strnfill(length + 1, ' ');
		g_autoptr(GInputStream) stream = NULL;
		g_autoptr(GError) error = NULL;
		guint n = 0;

		memcpy(text, began, strlen(began));
		text[length] = '\n';
		stream = g_memory_input_stream_new_from_data(
			text, (gssize) length + 1, NULL);
		ck_assert_int_eq(
			tertius_engine_import(engine, stream, &n, &error),
			more == 0);
		if (more == 1)
			ck_assert_str_eq(error->message,
			                 "line 1: this line is too long");
	}
}
END_TEST

/* An object in which @n brackets in all stand in one another. */
static char *
dup_nested(const char *members, gsize n)
{
	g_autofree char *open = g_strnfill(n - 1, '[');
	g_autofree char *close = g_strnfill(n - 1, ']');

	return g_strdup_printf("{%s,\"x\":%s%s}", members, open, close);
}

static gboolean
is_read(const char *line)
{
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(TertiusDecision) decision = NULL;
	g_autofree char *began = NULL;

	return tertius_portable_read(line, &facts, &decision, &began, NULL);
}

static gboolean
is_served(const char *line)
{
	g_autofree char *request = g_strconcat(line, "\n", NULL);
	g_autofree char *answers = NULL;

	return serve(request, &answers) == 0;
}

/* And what is far beyond ends nothing. */
START_TEST(so_many_brackets_stand_in_one_another)
{
	static const gsize depths[] = { TERTIUS_JSON_READ_DEPTH_MAX,
		                        TERTIUS_JSON_READ_DEPTH_MAX + 1,
		                        400000 };

	for (gsize i = 0; i < G_N_ELEMENTS(depths); i++) {
		gboolean is_within = depths[i] <= TERTIUS_JSON_READ_DEPTH_MAX;
		g_autofree char *line =
			dup_nested("\"v\":1,\"began\":5", depths[i]);
		g_autofree char *request =
			dup_nested("\"n\":1,\"do\":\"due\"", depths[i]);

		ck_assert_int_eq(is_read(line), is_within);
		ck_assert_int_eq(is_served(request), is_within);
	}
}
END_TEST

/* In a text they are letters, and one that seems to hide them hides nothing. */
START_TEST(brackets_count_where_they_are_brackets)
{
	g_autofree char *many = g_strnfill(400000, '[');
	g_autofree char *subject = g_strdup_printf(
		"{\"v\":1,\"began\":5,\"x\":\"\\\"%s\\\\\"}", many);
	g_autofree char *comment =
		g_strdup_printf("{\"v\":1,\"began\":5,/* \" */\"x\":%s", many);

	ck_assert(is_read(subject));
	ck_assert(!is_read(comment));
}
END_TEST

/* --- What is answered ----------------------------------------------------- */

static void
append_letter(GString *requests, guint i)
{
	g_autofree char *letter = g_strdup_printf(
		"From: Bob No%u <bob%u@example.net>\nTo: ada@example.org\n"
		"Cc: Carol New%u <carol%u@example.com>\n"
		"Subject: Intro: Ada <> Carol\n"
		"Date: Mon, 19 May 2025 10:00:00 +0000\n"
		"Message-ID: <%u@example.net>\n\nHi Ada, meet Carol New%u, who "
		"runs research at Newco. Carol, meet Ada.\nThe two of you "
		"should talk.\n\nBob\n",
		i, i, i, i, i, i);

	g_string_append_printf(requests,
	                       "{\"n\":1,\"do\":\"take\",\"folder\":\"f\","
	                       "\"key\":\"%u\",\"length\":%zu}\n%s",
	                       i, strlen(letter), letter);
}

START_TEST(an_answer_has_so_many_rows)
{
	for (guint n = TERTIUS_SERVE_ROWS_MAX; n <= TERTIUS_SERVE_ROWS_MAX + 1;
	     n++) {
		g_autoptr(GString) requests =
			g_string_new("{\"n\":0,\"do\":\"me\",\"addresses\":"
		                     "[\"ada@example.org\"]}\n");
		g_autofree char *answers = NULL;
		g_autofree char *total = g_strdup_printf("\"total\":%u", n);
		const char *last;

		for (guint i = 0; i < n; i++)
			append_letter(requests, i);
		g_string_append_printf(
			requests,
			"{\"n\":2,\"do\":\"introductions\",\"from\":%u}\n"
			"{\"n\":3,\"do\":\"introductions\"}\n",
			TERTIUS_SERVE_ROWS_MAX);
		ck_assert_int_eq(serve(requests->str, &answers), 0);
		last = strstr(answers, "\"n\":3");
		ck_assert_uint_eq(tertius_test_count(last, "\"event_uid\""),
		                  TERTIUS_SERVE_ROWS_MAX);
		ck_assert_ptr_nonnull(strstr(last, total));
		ck_assert_uint_eq(tertius_test_count(strstr(answers, "\"n\":2"),
		                                     "\"event_uid\""),
		                  n);
	}
}
END_TEST

/* Serves a history of the files @sizes, each a message of so many bytes; the
 * answer must hold @wanted. */
static void
check_history(const gsize *sizes, guint n, const char *wanted)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *request = g_strdup_printf(
		"{\"n\":1,\"do\":\"history\",\"folder\":\"f\",\"files\":\"%s\","
		"\"most\":1000}\n",
		place->path);
	g_autofree char *answers = NULL;

	for (guint i = 0; i < n; i++) {
		g_autofree char *name = g_strdup_printf("%u", i + 1);
		g_autofree char *text = g_strnfill(sizes[i], 'x');
		g_autofree char *head = g_strdup_printf(
			"From: dana@example.org\nMessage-ID: <%u@x>\n\n", i);

		memcpy(text, head, strlen(head));
		mail_place_put(place, name, text);
		mail_place_set_time(place, name, 2000000000 - i);
	}
	ck_assert_int_eq(serve(request, &answers), 0);
	ck_assert_msg(strstr(answers, wanted) != NULL, "no %s in %s", wanted,
	              answers);
}

START_TEST(a_portion_has_so_many_messages)
{
	gsize sizes[TERTIUS_SERVE_PORTION_MAX + 1];

	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
		sizes[i] = 100;
	check_history(sizes, TERTIUS_SERVE_PORTION_MAX,
	              "\"passed\":60,\"left\":0");
	check_history(sizes, TERTIUS_SERVE_PORTION_MAX + 1,
	              "\"passed\":60,\"left\":1");
}
END_TEST

/* It ends with the message that makes it full; of a message so much is read
 * that two are needed for that. */
START_TEST(a_portion_has_so_many_bytes)
{
	const gsize half = TERTIUS_SERVE_BYTES_MAX / 2;
	const gsize below[] = { half, half - 1, 100 };
	const gsize full[] = { half, half, 100 };

	check_history(below, 3, "\"passed\":3,\"left\":0");
	check_history(full, 3, "\"passed\":2,\"left\":1");
}
END_TEST

START_TEST(what_lies_on_a_server_is_fetched_up_to_a_size)
{
	for (gint64 n = TERTIUS_SERVE_REMOTE_MAX;
	     n <= TERTIUS_SERVE_REMOTE_MAX + 1; n++) {
		g_autofree char *request = g_strdup_printf(
			"{\"n\":1,\"do\":\"arrived\",\"folder\":\"f\","
			"\"remote\":true,\"letters\":[{\"number\":1,"
			"\"size\":%" G_GINT64_FORMAT
			",\"date\":%" G_GINT64_FORMAT
			",\"id\":\"1@example.org\"}]}\n",
			n, MAIL_PLACE_NOW);
		g_autofree char *answers = NULL;

		ck_assert_int_eq(serve(request, &answers), 0);
		ck_assert_int_eq(strstr(answers, "\"wanted\":[]") == NULL,
		                 n <= TERTIUS_SERVE_REMOTE_MAX);
	}
}
END_TEST

TERTIUS_TEST_MAIN("limits-serve", a_line_is_so_long, a_digest_is_so_long,
                  a_request_has_so_many_keys, a_request_has_so_many_changes,
                  a_body_is_so_long, a_span_is_so_long,
                  a_line_that_is_taken_in_is_so_long,
                  so_many_brackets_stand_in_one_another,
                  brackets_count_where_they_are_brackets,
                  an_answer_has_so_many_rows, a_portion_has_so_many_messages,
                  a_portion_has_so_many_bytes,
                  what_lies_on_a_server_is_fetched_up_to_a_size)
