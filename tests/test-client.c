/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking the engine in its own process, and what happens when that ends.
 */
#include "tertius-test.h"

#include "base/error.h"
#include "engine/client.h"

#include <signal.h>
#include <string.h>

#define SECONDS_MAX 30

static const char letter[] =
	"From: Bob Friend <bob@example.net>\n"
	"To: Ada Tester <ada@example.org>\n"
	"Cc: Carol New <carol@example.com>\n"
	"Subject: Intro: Ada <> Carol\n"
	"Date: Mon, 19 May 2025 10:00:00 +0000\n"
	"Message-ID: <intro-1@example.net>\n\n"
	"Hi Ada, meet Carol New, who runs research at Newco. Carol, meet Ada.\n"
	"The two of you should talk.\n\nBob\n";

/* What came back last. */
typedef struct {
	guint answers, errors;
	char *headline; /* of an introduction */
	guint keys;     /* unknown ones */
} Heard;

static void
hear(JsonObject *answer, const GError *error, gpointer data)
{
	Heard *heard = data;
	JsonObject *introduction = NULL;

	heard->answers += answer != NULL ? 1 : 0;
	heard->errors += error != NULL ? 1 : 0;
	if (answer == NULL)
		return;
	if (json_object_has_member(answer, "keys"))
		heard->keys = json_array_get_length(
			json_object_get_array_member(answer, "keys"));
	if (json_object_has_member(answer, "introduction") &&
	    !json_object_get_null_member(answer, "introduction"))
		introduction =
			json_object_get_object_member(answer, "introduction");
	if (introduction == NULL)
		return;
	g_free(heard->headline);
	heard->headline = g_strdup(json_object_get_string_member(
		json_object_get_object_member(introduction, "words"),
		"headline"));
}

static void
wait_for(const guint *count, guint wanted)
{
	gint64 until = g_get_monotonic_time() + SECONDS_MAX * G_USEC_PER_SEC;

	while (*count < wanted && g_get_monotonic_time() < until) {
		(void) g_main_context_iteration(NULL, FALSE);
		g_usleep(500);
	}
	ck_assert_uint_ge(*count, wanted);
}

static TertiusClient *
new_client(const char *folder)
{
	g_autofree char *ledger = g_build_filename(folder, "l.db", NULL);
	g_autofree char *config = g_build_filename(folder, "config", NULL);
	const char *const options[] = { "--ledger", ledger, "--config", config,
		                        NULL };
	TertiusClient *client =
		tertius_client_new(TERTIUS_BUILD_DIR "/tertius", NULL, options);
	TertiusJson *me = tertius_client_request("me");

	tertius_json_open(me, "addresses", '[');
	tertius_json_text(me, NULL, "ada@example.org");
	tertius_json_close(me);
	tertius_client_greet(client, me);
	return client;
}

static void
ask_take(TertiusClient *client, const char *key, Heard *heard)
{
	TertiusJson *take = tertius_client_request("take");
	g_autoptr(GBytes) bytes =
		g_bytes_new_static(letter, sizeof(letter) - 1);

	tertius_json_text(take, "folder", "#mh/Mailbox/inbox");
	tertius_json_text(take, "key", key);
	tertius_client_ask(client, take, bytes, hear, heard);
}

static void
ask_look(TertiusClient *client, Heard *heard)
{
	TertiusJson *look = tertius_client_request("look");

	tertius_json_text(look, "message_id", "intro-1@example.net");
	tertius_client_ask(client, look, NULL, hear, heard);
}

START_TEST(what_was_taken_is_known)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autoptr(TertiusClient) client = new_client(folder);
	TertiusJson *unknown = tertius_client_request("unknown");
	Heard heard = { 0 };

	ask_take(client, "1", &heard);
	tertius_json_text(unknown, "folder", "#mh/Mailbox/inbox");
	tertius_json_open(unknown, "keys", '[');
	tertius_json_text(unknown, NULL, "1");
	tertius_json_text(unknown, NULL, "2");
	tertius_json_close(unknown);
	tertius_client_ask(client, unknown, NULL, hear, &heard);
	ask_look(client, &heard);
	ck_assert_uint_eq(tertius_client_count(client), 3);
	wait_for(&heard.answers, 3);
	ck_assert_uint_eq(heard.errors, 0);
	ck_assert_uint_eq(heard.keys, 1);
	ck_assert_str_eq(heard.headline,
	                 "Bob Friend introduced you to Carol New.");
	g_free(heard.headline);
}
END_TEST

START_TEST(a_child_that_is_killed_is_started_again)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autoptr(TertiusClient) client = new_client(folder);
	Heard heard = { 0 };
	GPid first;

	ask_take(client, "1", &heard);
	wait_for(&heard.answers, 1);
	first = tertius_client_get_pid(client);
	ck_assert_int_ne(first, 0);
	for (guint i = 0; i < 20; i++) {
		g_autofree char *key = g_strdup_printf("more-%u", i);

		ask_take(client, key, &heard);
	}
	ck_assert_int_eq(kill(first, SIGKILL), 0);
	ask_look(client, &heard);
	wait_for(&heard.answers, 22);
	ck_assert_uint_eq(heard.errors, 0);
	ck_assert_int_ne(tertius_client_get_pid(client), first);
	ck_assert_ptr_nonnull(heard.headline);
	g_free(heard.headline);
}
END_TEST

START_TEST(a_program_that_is_not_there_is_told)
{
	g_autoptr(TertiusClient) client =
		tertius_client_new("/nonexistent/tertius", NULL, NULL);
	Heard heard = { 0 };

	ask_look(client, &heard);
	ck_assert_uint_eq(heard.errors, 0);
	wait_for(&heard.errors, 1);
}
END_TEST

START_TEST(a_program_that_always_ends_is_given_up)
{
	g_autoptr(TertiusClient) client =
		tertius_client_new("/bin/false", NULL, NULL);
	Heard heard = { 0 };

	for (guint i = 0; i < 12; i++)
		ask_look(client, &heard);
	wait_for(&heard.errors, 12);
	ck_assert_uint_eq(heard.answers, 0);
	ck_assert_uint_eq(tertius_client_count(client), 0);
}
END_TEST

START_TEST(an_error_of_the_engine_is_told)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autoptr(TertiusClient) client = new_client(folder);
	Heard heard = { 0 };

	tertius_client_ask(client, tertius_client_request("nonsense"), NULL,
	                   hear, &heard);
	wait_for(&heard.errors, 1);
	ask_look(client, &heard);
	wait_for(&heard.answers, 1);
}
END_TEST

START_TEST(nobody_is_called_after_a_drop)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autoptr(TertiusClient) client = new_client(folder);
	Heard dropped = { 0 }, heard = { 0 };

	ask_look(client, &dropped);
	ask_look(client, &heard);
	tertius_client_drop(client, &dropped);
	wait_for(&heard.answers, 1);
	ck_assert_uint_eq(dropped.answers + dropped.errors, 0);
}
END_TEST

TERTIUS_TEST_MAIN("client", what_was_taken_is_known,
                  a_child_that_is_killed_is_started_again,
                  a_program_that_is_not_there_is_told,
                  a_program_that_always_ends_is_given_up,
                  an_error_of_the_engine_is_told, nobody_is_called_after_a_drop)
