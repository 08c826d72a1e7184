/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking the engine in its own process, and what happens when that ends.
 */
#define _GNU_SOURCE
#include "tertius-test.h"

#include "base/error.h"
#include "engine/client.h"
#include "mail/claws.h"

#include <sched.h>
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

static const char draft[] = "From: ada@example.org\nTo: zed@example.com\n"
			    "Message-ID: <draft@example.org>\n\nLunch?\n";

/* What came back last. */
typedef struct {
	guint answers, errors;
	const char *headline; /* of an introduction; interned */
	guint keys;           /* unknown ones */
	gint64 read, left, wanted;
	gint64 due;
} Heard;

static gint64
count_list(JsonObject *answer, const char *name)
{
	if (!json_object_has_member(answer, name))
		return -1;
	return json_array_get_length(
		json_object_get_array_member(answer, name));
}

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
	heard->read =
		json_object_get_int_member_with_default(answer, "read", -1);
	heard->left =
		json_object_get_int_member_with_default(answer, "left", -1);
	heard->wanted = count_list(answer, "wanted");
	heard->due = count_list(answer, "due");
	if (json_object_has_member(answer, "introduction") &&
	    !json_object_get_null_member(answer, "introduction"))
		introduction =
			json_object_get_object_member(answer, "introduction");
	if (introduction == NULL)
		return;
	heard->headline = g_intern_string(json_object_get_string_member(
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
}
END_TEST

/* What is written to it does not take the processor from who writes. */
START_TEST(the_engine_lets_others_go_first)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autoptr(TertiusClient) client = new_client(folder);
	Heard heard = { 0 };

	ask_look(client, &heard);
	wait_for(&heard.answers, 1);
	ck_assert_int_eq(sched_getscheduler(tertius_client_get_pid(client)),
	                 SCHED_BATCH);
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

typedef struct {
	TertiusClient *client;
	Heard *other;
	guint errors;
} Failure;

/* As a window that goes away when it is told. */
static void
drop_the_other(JsonObject *answer, const GError *error, gpointer data)
{
	Failure *failure = data;

	ck_assert_ptr_null(answer);
	failure->errors += error != NULL ? 1 : 0;
	tertius_client_drop(failure->client, failure->other);
}

START_TEST(nobody_is_called_after_a_drop_while_all_fail)
{
	g_autoptr(TertiusClient) client =
		tertius_client_new("/nonexistent/tertius", NULL, NULL);
	Heard dropped = { 0 }, heard = { 0 };
	Failure failure = { client, &dropped, 0 };

	tertius_client_ask(client, tertius_client_request("look"), NULL,
	                   drop_the_other, &failure);
	ask_look(client, &dropped);
	ask_look(client, &heard);
	wait_for(&heard.errors, 1);
	ck_assert_uint_eq(failure.errors, 1);
	ck_assert_uint_eq(dropped.answers + dropped.errors, 0);
}
END_TEST

static void
free_it(JsonObject *answer, const GError *error, gpointer data)
{
	Failure *failure = data;

	ck_assert_ptr_null(answer);
	failure->errors += error != NULL ? 1 : 0;
	g_clear_pointer(&failure->client, tertius_client_free);
}

START_TEST(who_is_told_of_a_failure_may_free_it)
{
	Heard heard = { 0 };
	Failure failure = { tertius_client_new("/nonexistent/tertius", NULL,
		                               NULL),
		            &heard, 0 };

	tertius_client_ask(failure.client, tertius_client_request("look"), NULL,
	                   free_it, &failure);
	ask_look(failure.client, &heard);
	wait_for(&failure.errors, 1);
	while (g_main_context_iteration(NULL, FALSE))
		continue;
	ck_assert_uint_eq(heard.answers + heard.errors, 0);
}
END_TEST

/* --- Folders ------------------------------------------------------------- */

static void
ask_history(TertiusClient *client, const char *files, gboolean is_remote,
            gint64 most, Heard *heard)
{
	TertiusJson *request = tertius_client_request("history");

	tertius_json_text(request, "folder", "#mh/Mailbox/inbox");
	tertius_json_text(request, "files", files);
	tertius_json_boolean(request, "remote", is_remote);
	tertius_json_integer(request, "most", most);
	tertius_client_ask(client, request, NULL, hear, heard);
}

START_TEST(a_folder_is_read_in_portions)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autofree char *first = g_build_filename(folder, "1", NULL);
	g_autofree char *second = g_build_filename(folder, "2", NULL);
	g_autoptr(TertiusClient) client = new_client(folder);
	Heard heard = { 0 };

	ck_assert(g_file_set_contents(first, letter, -1, NULL));
	ck_assert(g_file_set_contents(second, "Subject: x\n\ny\n", -1, NULL));
	ask_history(client, folder, FALSE, 0, &heard);
	wait_for(&heard.answers, 1);
	ck_assert_int_eq(heard.read, 0);
	ck_assert_int_eq(heard.left, 2);
	ask_history(client, folder, FALSE, 1, &heard);
	wait_for(&heard.answers, 2);
	ck_assert_int_eq(heard.read, 1);
	ck_assert_int_eq(heard.left, 1);
	ask_history(client, folder, FALSE, 60, &heard);
	ask_history(client, folder, FALSE, 60, &heard);
	wait_for(&heard.answers, 4);
	ck_assert_int_eq(heard.left, 0);
	ck_assert_int_eq(heard.read, 0);
	ask_look(client, &heard);
	wait_for(&heard.answers, 5);
	ck_assert_ptr_nonnull(heard.headline);
}
END_TEST

static void
ask_arrived(TertiusClient *client, const char *files, gboolean is_remote,
            const char *id, gint64 date, Heard *heard)
{
	TertiusJson *request = tertius_client_request("arrived");

	tertius_json_text(request, "folder", "#mh/Mailbox/sent");
	tertius_json_text(request, "files", files);
	tertius_json_boolean(request, "remote", is_remote);
	tertius_json_boolean(request, "sent", TRUE);
	tertius_json_open(request, "letters", '[');
	tertius_json_open(request, NULL, '{');
	tertius_json_integer(request, "number", 5);
	tertius_json_integer(request, "size", 100);
	tertius_json_integer(request, "date", date);
	tertius_json_text(request, "id", id);
	tertius_json_close(request);
	tertius_json_close(request);
	tertius_client_ask(client, request, NULL, hear, heard);
}

START_TEST(what_lies_on_a_server_is_wanted)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autofree char *file = g_build_filename(folder, "5", NULL);
	g_autoptr(TertiusClient) client = new_client(folder);
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	Heard heard = { 0 };

	ask_arrived(client, folder, FALSE, "5@example.org", now, &heard);
	wait_for(&heard.answers, 1);
	ck_assert_int_eq(heard.wanted, 0);
	ask_arrived(client, folder, TRUE, "5@example.org", now, &heard);
	wait_for(&heard.answers, 2);
	ck_assert_int_eq(heard.wanted, 1);
	/* Once it is on disk, it is read there. */
	ck_assert(g_file_set_contents(file, letter, -1, NULL));
	ask_arrived(client, folder, TRUE, "5@example.org", now, &heard);
	ask_arrived(client, folder, TRUE, "5@example.org", now, &heard);
	wait_for(&heard.answers, 3);
	ck_assert_int_eq(heard.wanted, 0);
	wait_for(&heard.answers, 4);
	ck_assert_int_eq(heard.read, 0);
}
END_TEST

static void
ask_head(TertiusClient *client, gint64 date, Heard *heard)
{
	TertiusJson *request = tertius_client_request("arrived");

	tertius_json_text(request, "folder", "#imap/Imap/INBOX");
	tertius_json_boolean(request, "remote", TRUE);
	tertius_json_open(request, "letters", '[');
	tertius_json_open(request, NULL, '{');
	tertius_json_integer(request, "number", 5);
	tertius_json_integer(request, "size", 100);
	tertius_json_integer(request, "date", date);
	tertius_json_text(request, "id", "intro-1@example.net");
	tertius_json_text(request, "from", "Bob Friend <bob@example.net>");
	tertius_json_text(request, "to", "Ada Tester <ada@example.org>");
	tertius_json_text(request, "subject", "Intro: Ada <> Carol");
	tertius_json_close(request);
	tertius_json_close(request);
	tertius_client_ask(client, request, NULL, hear, heard);
}

/* What is old and to one person alone is not copied from the server. */
START_TEST(a_head_is_taken_in_before_the_whole)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autoptr(TertiusClient) client = new_client(folder);
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	Heard heard = { 0 };

	ask_head(client, 1, &heard);
	wait_for(&heard.answers, 1);
	ck_assert_int_eq(heard.read, 1);
	ck_assert_int_eq(heard.wanted, 0);
	ask_head(client, 1, &heard);
	wait_for(&heard.answers, 2);
	ck_assert_int_eq(heard.read, 0);
	ask_head(client, now, &heard);
	wait_for(&heard.answers, 3);
	ck_assert_int_eq(heard.wanted, 1);
}
END_TEST

/* A letter of just now, so that its thanks are still ahead. */
static char *
dup_new_letter(void)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autofree char *date =
		g_date_time_format(now, "%a, %d %b %Y %H:%M:%S +0000");
	g_autoptr(GString) text = g_string_new(letter);

	(void) g_string_replace(text, "Mon, 19 May 2025 10:00:00 +0000", date,
	                        1);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
keep_words(JsonObject *answer, const GError *error, gpointer data)
{
	const char **kept = data;
	JsonObject *object;

	ck_assert_ptr_null(error);
	object = json_object_get_object_member(answer, "introduction");
	if (*kept == NULL)
		*kept = g_intern_string(
			json_object_get_string_member(object, "id"));
	else
		*kept = json_object_has_member(answer, "reminder") ? "open"
		                                                   : "none";
}

/* The history of a folder is read beside, or the child ended after it had: what
 * arrives is known then. */
static void
ask_take_draft(TertiusClient *client, gint64 date, Heard *heard)
{
	TertiusJson *take = tertius_client_request("take");
	g_autoptr(GBytes) bytes = g_bytes_new_static(draft, sizeof(draft) - 1);
	g_autofree char *key =
		tertius_claws_dup_key("draft@example.org", NULL, 100, date);

	tertius_json_text(take, "folder", "#mh/Mailbox/sent");
	tertius_json_text(take, "key", key);
	tertius_client_ask(client, take, bytes, hear, heard);
}

/* What was sent says nothing of thanks: the id of the draft tells. */
static void
check_draft(gboolean is_known)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-client-XXXXXX", NULL);
	g_autofree char *file = g_build_filename(folder, "5", NULL);
	g_autofree char *text = dup_new_letter();
	g_autoptr(TertiusClient) client = new_client(folder);
	TertiusJson *request = tertius_client_request("take");
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	const char *kept = NULL;
	Heard heard = { 0 };

	tertius_json_text(request, "folder", "#mh/Mailbox/inbox");
	tertius_json_text(request, "key", "k");
	tertius_client_ask(client, request, bytes, hear, &heard);
	request = tertius_client_request("look");
	tertius_json_text(request, "message_id", "intro-1@example.net");
	tertius_client_ask(client, request, NULL, keep_words, &kept);
	ask_look(client, &heard);
	wait_for(&heard.answers, 2);
	request = tertius_client_request("drafted");
	tertius_json_text(request, "id", kept);
	tertius_json_text(request, "message_id", "draft@example.org");
	tertius_client_ask(client, request, NULL, hear, &heard);
	ck_assert(g_file_set_contents(file, draft, -1, NULL));
	ask_arrived(client, folder, FALSE, "other@example.org", now, &heard);
	if (is_known)
		ask_take_draft(client, now, &heard);
	else
		ask_look(client, &heard);
	request = tertius_client_request("look");
	tertius_json_text(request, "message_id", "intro-1@example.net");
	tertius_client_ask(client, request, NULL, keep_words, &kept);
	ask_look(client, &heard);
	wait_for(&heard.answers, 6);
	ck_assert_str_eq(kept, "open");
	ask_arrived(client, folder, FALSE, "draft@example.org", now, &heard);
	request = tertius_client_request("look");
	tertius_json_text(request, "message_id", "intro-1@example.net");
	tertius_client_ask(client, request, NULL, keep_words, &kept);
	ask_look(client, &heard);
	wait_for(&heard.answers, 8);
	ck_assert_str_eq(kept, "none");
}

START_TEST(a_draft_is_known_again_when_it_was_sent)
{
	check_draft(FALSE);
}
END_TEST

START_TEST(a_draft_is_known_again_when_it_was_read_before)
{
	check_draft(TRUE);
}
END_TEST

TERTIUS_TEST_MAIN("client", what_was_taken_is_known,
                  a_child_that_is_killed_is_started_again,
                  the_engine_lets_others_go_first,
                  a_program_that_is_not_there_is_told,
                  a_program_that_always_ends_is_given_up,
                  an_error_of_the_engine_is_told, nobody_is_called_after_a_drop,
                  nobody_is_called_after_a_drop_while_all_fail,
                  who_is_told_of_a_failure_may_free_it,
                  a_folder_is_read_in_portions, what_lies_on_a_server_is_wanted,
                  a_head_is_taken_in_before_the_whole,
                  a_draft_is_known_again_when_it_was_sent,
                  a_draft_is_known_again_when_it_was_read_before)
