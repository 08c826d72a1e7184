/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much a mail client bears of the engine's process, on both sides of each
 * limit. A script stands in for that process.
 */
#include "engine/answers.h"
#include "engine/client.h"
#include "mail-place.h"
#include "tertius-limits.h"

#define SECONDS_MAX 60

/* serve FOLDER MOOD N: notes each start in FOLDER/starts, and answers each
 * request; but in the mood
 *
 *	die     the first N of them end at their first request
 *	hang    the first N of them say nothing
 *	slow    after N seconds
 *	long    with N bytes more than need be
 *	empty   the first N of them with an empty line
 */
static const char script[] =
	"#!/bin/sh\n"
	"echo start >> \"$2/starts\"\n"
	"starts=$(wc -l < \"$2/starts\")\n"
	"while read -r line; do\n"
	"	number=${line#*\\\"n\\\":}\n"
	"	number=${number%%,*}\n"
	"	number=${number%%\\}*}\n"
	"	case $3 in\n"
	"	die) [ \"$starts\" -gt \"$4\" ] || exit 1;;\n"
	"	hang) [ \"$starts\" -gt \"$4\" ] || exec sleep 100;;\n"
	"	slow) sleep \"$4\";;\n"
	"	empty) [ \"$starts\" -gt \"$4\" ] || echo;;\n"
	"	esac\n"
	"	printf '{\"n\":%s,\"x\":\"' \"$number\"\n"
	"	[ \"$3\" != long ] || head -c \"$4\" /dev/zero | tr '\\0' x\n"
	"	printf '\"}\\n'\n"
	"done\n";

#define SHORT_ANSWER "{\"n\":1,\"x\":\"\"}"

typedef struct {
	guint answers, errors, starts;
} Heard;

static void
hear(JsonObject *answer, const GError *error, gpointer data)
{
	Heard *heard = data;

	heard->answers += answer != NULL ? 1 : 0;
	heard->errors += error != NULL ? 1 : 0;
}

static guint
count_starts(const MailPlace *place)
{
	g_autofree char *path = g_build_filename(place->path, "starts", NULL);
	g_autofree char *text = NULL;
	gsize length = 0;

	ck_assert(g_file_get_contents(path, &text, &length, NULL));
	return (guint) (length / strlen("start\n"));
}

/* Asks @n requests of a process in such a mood. */
static Heard
ask(const char *mood, guint much, guint seconds, guint n)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *program = g_build_filename(place->path, "p", NULL);
	g_autofree char *number = g_strdup_printf("%u", much);
	const char *const options[] = { place->path, mood, number, NULL };
	g_autoptr(TertiusClient) client = NULL;
	gint64 until = g_get_monotonic_time() + SECONDS_MAX * G_USEC_PER_SEC;
	Heard heard = { 0 };

	mail_place_put(place, "p", script);
	ck_assert_int_eq(g_chmod(program, 0700), 0);
	client = tertius_client_new(program, NULL, options);
	tertius_client_set_seconds(client, seconds);
	for (guint i = 0; i < n; i++)
		tertius_client_ask(client, tertius_client_request("look"), NULL,
		                   hear, &heard);
	while (heard.answers + heard.errors < n &&
	       g_get_monotonic_time() < until) {
		(void) g_main_context_iteration(NULL, FALSE);
		g_usleep(500);
	}
	heard.starts = count_starts(place);
	return heard;
}

START_TEST(a_request_outlives_so_many_ends)
{
	Heard once = ask("die", TERTIUS_CLIENT_DEATHS_MAX - 1, SECONDS_MAX, 1);
	Heard more = ask("die", TERTIUS_CLIENT_DEATHS_MAX, SECONDS_MAX, 1);

	ck_assert_uint_eq(once.answers, 1);
	ck_assert_uint_eq(once.starts, TERTIUS_CLIENT_DEATHS_MAX);
	ck_assert_uint_eq(more.errors, 1);
}
END_TEST

/* Each request ends so many of them; the last but one start of those that may be
 * answers the last request, the one after it is not made. */
START_TEST(so_many_starts_are_made_in_a_row)
{
	const guint n =
		TERTIUS_CLIENT_STARTS_MAX / TERTIUS_CLIENT_DEATHS_MAX + 1;
	Heard last = ask("die", TERTIUS_CLIENT_STARTS_MAX - 1, SECONDS_MAX, n);
	Heard more = ask("die", TERTIUS_CLIENT_STARTS_MAX, SECONDS_MAX, n);

	ck_assert_uint_eq(last.starts, TERTIUS_CLIENT_STARTS_MAX);
	ck_assert_uint_eq(last.answers, 1);
	ck_assert_uint_eq(more.starts, TERTIUS_CLIENT_STARTS_MAX);
	ck_assert_uint_eq(more.errors, n);
}
END_TEST

START_TEST(so_long_an_answer_is_waited_for)
{
	Heard slow = ask("slow", 1, 4, 1);
	Heard hanging = ask("hang", 1, 1, 1);

	ck_assert_uint_eq(slow.starts, 1);
	ck_assert_uint_eq(slow.answers, 1);
	ck_assert_uint_eq(hanging.starts, 2);
	ck_assert_uint_eq(hanging.answers, 1);
}
END_TEST

START_TEST(an_empty_answer_is_none)
{
	const GLogLevelFlags before =
		g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
	Heard once =
		ask("empty", TERTIUS_CLIENT_DEATHS_MAX - 1, SECONDS_MAX, 1);
	Heard more = ask("empty", TERTIUS_CLIENT_DEATHS_MAX, SECONDS_MAX, 1);

	(void) g_log_set_always_fatal(before);
	ck_assert_uint_eq(once.answers, 1);
	ck_assert_uint_eq(more.errors, 1);
}
END_TEST

static void
check_answer(gsize n, gboolean is_within)
{
	Heard heard =
		ask("long", (guint) (n - strlen(SHORT_ANSWER)), SECONDS_MAX, 1);

	ck_assert_uint_eq(heard.answers, is_within ? 1 : 0);
	ck_assert_uint_eq(heard.errors, is_within ? 0 : 1);
}

START_TEST(an_answer_is_so_long)
{
	on_both_sides(TERTIUS_ANSWERS_LINE_MAX, check_answer);
}
END_TEST

TERTIUS_TEST_MAIN("limits-client", a_request_outlives_so_many_ends,
                  so_many_starts_are_made_in_a_row,
                  so_long_an_answer_is_waited_for, an_empty_answer_is_none,
                  an_answer_is_so_long)
