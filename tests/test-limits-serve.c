/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much a client may ask in one request, on both sides of each limit.
 */
#include "engine/dates.h"
#include "engine/frame.h"
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

TERTIUS_TEST_MAIN("limits-serve", a_line_is_so_long, a_request_has_so_many_keys,
                  a_request_has_so_many_changes, a_body_is_so_long,
                  a_span_is_so_long)
