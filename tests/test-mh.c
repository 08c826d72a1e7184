/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * MH folders, exported messages, calendar files, and what is none of these.
 */
#define _GNU_SOURCE
#include "mail-place.h"

#include "base/error.h"
#include "failing-folder.h"
#include "mail/place.h"

#include <unistd.h>

START_TEST(numbered_files_are_messages)
{
	g_autoptr(MailPlace) place = mail_place_new();

	mail_place_put_message(place, "inbox/1", "one");
	mail_place_put_message(place, "inbox/22", "two");
	mail_place_put_message(place, "inbox/friends/3", "three");
	mail_place_put_message(place, "sent/4", "four");
	mail_place_put_message(place, "sent/2025/1", "five");
	mail_place_put_message(place, "inbox/4.tmp", "temporary");
	mail_place_put_message(place, "inbox/,5", "deleted");
	mail_place_put_message(place, "inbox/x6", "other");
	mail_place_put_message(place, "queue/7", "queued");
	mail_place_put_message(place, "draft/8", "draft");
	mail_place_put_message(place, "trash/9", "trash");
	mail_place_put(place, "inbox/.claws_cache", "cache");
	mail_place_put(place, "inbox/.claws_mark", "mark");
	ck_assert_str_eq(mail_place_read(place, ""),
	                 "five/sent four/sent one three two");
	ck_assert_uint_eq(place->n_states, 4);
	ck_assert_uint_eq(place->progress.items_done, 5);
	ck_assert_str_eq(mail_place_read(place, ""), "");
	ck_assert_uint_eq(place->n_items + place->n_states, 0);
}
END_TEST

START_TEST(a_number_that_is_given_again_is_a_new_message)
{
	g_autoptr(MailPlace) place = mail_place_new();

	mail_place_put_message(place, "1", "one");
	mail_place_put_message(place, "2", "two");
	ck_assert_str_eq(mail_place_read(place, ""), "one two");
	mail_place_put_message(place, "2", "three");
	mail_place_put_message(place, "3", "four");
	ck_assert_str_eq(mail_place_read(place, ""), "four three");
}
END_TEST

START_TEST(a_file_written_a_moment_ago_is_looked_at_again)
{
	g_autoptr(MailPlace) place = mail_place_new();

	mail_place_put_message(place, "1", "one");
	/* The folder is old, the file is not. */
	mail_place_set_time(place, ".", 1000000000);
	place->options.now = 1700000000;
	mail_place_set_time(place, "1", 1699999999);
	ck_assert_str_eq(mail_place_read(place, ""), "one");
	ck_assert_uint_eq(place->n_states, 0);
	mail_place_set_time(place, "1", 1699999990);
	ck_assert_str_eq(mail_place_read(place, ""), "one");
	ck_assert_uint_eq(place->n_states, 1);
}
END_TEST

START_TEST(exported_messages_are_read)
{
	g_autoptr(MailPlace) place = mail_place_new();

	mail_place_put_message(place, "letters/Re: Hello.eml", "one");
	mail_place_put_message(place, "letters/two.EML", "two");
	ck_assert_str_eq(mail_place_read(place, "letters"), "one two");
	ck_assert_str_eq(mail_place_read(place, "letters/two.EML"), "two");
	ck_assert_uint_eq(place->progress.items_done, 1);
	ck_assert_str_eq(mail_place_read(place, "letters/two.EML"), "");
}
END_TEST

START_TEST(calendars_are_read_again_when_they_change)
{
	g_autoptr(MailPlace) place = mail_place_new();
	static const char one[] = "BEGIN:VCALENDAR\nX-1:\nEND:VCALENDAR\n";
	static const char two[] = "\xef\xbb\xbf"
				  "BEGIN:VCALENDAR\nX-22:\nEND:VCALENDAR\n";

	mail_place_put(place, "work/a.ics", one);
	mail_place_put(place, "work/b.ics", two);
	mail_place_put(place, "work/.c.ics.tmp", one);
	mail_place_put(place, "work/color", "red");
	mail_place_put(place, "feed", two);
	ck_assert_str_eq(mail_place_read(place, "work"),
	                 "BEGIN:VCALENDAR/calendar "
	                 "\xef\xbb\xbf"
	                 "BEGIN:VCALENDAR/calendar");
	ck_assert_uint_eq(place->n_states, 0);
	ck_assert_uint_eq(place->n_calendars, 1);
	ck_assert_str_eq(mail_place_read(place, "work"), "");
	mail_place_put(place, "work/a.ics", two);
	ck_assert_str_eq(mail_place_read(place, "work"),
	                 "\xef\xbb\xbf"
	                 "BEGIN:VCALENDAR/calendar");
	/* A single file, whatever its name. */
	ck_assert_str_eq(mail_place_read(place, "feed"),
	                 "\xef\xbb\xbf"
	                 "BEGIN:VCALENDAR/calendar");
	ck_assert_uint_eq(place->progress.folders, 1);
	ck_assert_str_eq(mail_place_read(place, "work/b.ics"),
	                 "\xef\xbb\xbf"
	                 "BEGIN:VCALENDAR/calendar");
}
END_TEST

START_TEST(a_place_of_sent_mail_is_known_by_its_name)
{
	g_autoptr(MailPlace) place = mail_place_new();

	mail_place_put_message(place, "Mail/sent/1", "one");
	mail_place_put_message(place, "Mail/sent/old/2", "two");
	mail_place_put_message(place, "sent/Mail/3", "three");
	ck_assert_str_eq(mail_place_read(place, "Mail/sent"),
	                 "one/sent two/sent");
	ck_assert_str_eq(mail_place_read(place, "sent/Mail"), "three");
	/* What the person names is read, whatever its name. */
	mail_place_put_message(place, "Drafts/4", "four");
	ck_assert_str_eq(mail_place_read(place, "Drafts"), "four");
}
END_TEST

static void
expect_refusal(MailPlace *place, const char *name, TertiusErrorCode code)
{
	g_autofree char *path = g_build_filename(place->path, name, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusSource) source =
		tertius_source_open(path, &place->options, &error);

	ck_assert_msg(source == NULL, "%s", name);
	ck_assert_msg(g_error_matches(error, TERTIUS_ERROR, (int) code),
	              "%s: %s", name, error->message);
	ck_assert_msg(strstr(error->message, name) != NULL, "%s",
	              error->message);
}

START_TEST(what_holds_no_mail_is_refused_by_name)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *fifo = g_build_filename(place->path, "fifo", NULL);
	g_autofree char *binary = g_build_filename(place->path, "bin", NULL);

	mail_place_add_folder(place, "empty");
	mail_place_put(place, "other/readme.txt", "From here\n");
	mail_place_put(place, "text", "Just some text\n");
	ck_assert(g_file_set_contents(binary, "\0\1\2", 3, NULL));
	ck_assert_int_eq(mkfifo(fifo, 0600), 0);
	expect_refusal(place, "nowhere", TERTIUS_ERROR_UNREACHABLE);
	expect_refusal(place, "text/below", TERTIUS_ERROR_UNREACHABLE);
	expect_refusal(place, "empty", TERTIUS_ERROR_MALFORMED);
	expect_refusal(place, "other", TERTIUS_ERROR_MALFORMED);
	expect_refusal(place, "text", TERTIUS_ERROR_MALFORMED);
	expect_refusal(place, "bin", TERTIUS_ERROR_MALFORMED);
	expect_refusal(place, "fifo", TERTIUS_ERROR_UNREACHABLE);
}
END_TEST

START_TEST(an_empty_mh_folder_is_no_mistake)
{
	g_autoptr(MailPlace) place = mail_place_new();

	mail_place_put(place, "inbox/.mh_sequences", "");
	ck_assert_str_eq(mail_place_read(place, "inbox"), "");
}
END_TEST

START_TEST(folders_are_followed_down_to_a_depth)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autoptr(GString) name = g_string_new(NULL);
	static const char *const subjects[] = { "at", "below" };

	for (guint i = 0; i < 16; i++)
		g_string_append(name, "x/");
	for (gsize i = 0; i < G_N_ELEMENTS(subjects); i++) {
		g_autofree char *file = g_strconcat(name->str, "1", NULL);

		mail_place_put_message(place, file, subjects[i]);
		g_string_append(name, "x/");
	}
	ck_assert_str_eq(mail_place_read(place, ""), "at");
	ck_assert_ptr_nonnull(strstr(place->problems->str, "too deep"));
}
END_TEST

START_TEST(so_many_folders_are_looked_at_and_no_more)
{
	g_autoptr(MailPlace) place = mail_place_new();

	/* With the place itself, as many as are allowed. */
	for (guint i = 1; i < TERTIUS_PLACE_FOLDERS_MAX; i++) {
		g_autofree char *path =
			g_strdup_printf("%s/%u", place->path, i);

		ck_assert_int_eq(g_mkdir(path, 0700), 0);
	}
	mail_place_put_message(place, "1/1", "one");
	(void) mail_place_read(place, "");
	ck_assert_str_eq(place->problems->str, "");
	mail_place_add_folder(place, "more");
	(void) mail_place_read(place, "");
	ck_assert_ptr_nonnull(strstr(place->problems->str, "too many"));
}
END_TEST

/* What was read of it counts; what lies behind is not gone, and is looked for the
 * next time. */
START_TEST(a_folder_that_cannot_be_read_to_its_end_is_not_all_there_is)
{
	g_autoptr(MailPlace) place = mail_place_new();
	static const char *const folders[] = { "letters", "work" };
	const int look = 5; /* ".", "..", two files, the end */

	mail_place_put_message(place, "letters/1", "one");
	mail_place_put_message(place, "letters/2", "two");
	mail_place_put(place, "work/a.ics", "BEGIN:VCALENDAR\nX-1:\n");
	mail_place_put(place, "work/b.ics", "BEGIN:VCALENDAR\nX-2:\n");
	for (gsize f = 0; f < G_N_ELEMENTS(folders); f++) {
		/* It is looked at, counted, and read. */
		for (int i = look; i < 3 * look; i++) {
			folder_entries_left = i;
			(void) mail_place_read(place, folders[f]);
			ck_assert_msg(place->n_states == 0 &&
			                      place->n_calendars == 0,
			              "%s, %d", folders[f], i);
			ck_assert_msg(strstr(place->problems->str, folders[f]),
			              "%s, %d", folders[f], i);
		}
		ck_assert_int_eq(folder_entries_left, 0);
		folder_entries_left = -1;
		(void) mail_place_read(place, folders[f]);
		ck_assert_str_eq(place->problems->str, "");
		ck_assert_uint_eq(place->n_states + place->n_calendars, 1);
	}
	folder_entries_left = look - 1;
	ck_assert_ptr_null(
		tertius_source_open(place->path, &place->options, NULL));
	folder_entries_left = -1;
}
END_TEST

TERTIUS_TEST_MAIN("mh", numbered_files_are_messages,
                  a_number_that_is_given_again_is_a_new_message,
                  a_file_written_a_moment_ago_is_looked_at_again,
                  exported_messages_are_read,
                  calendars_are_read_again_when_they_change,
                  a_place_of_sent_mail_is_known_by_its_name,
                  what_holds_no_mail_is_refused_by_name,
                  an_empty_mh_folder_is_no_mistake,
                  folders_are_followed_down_to_a_depth,
                  so_many_folders_are_looked_at_and_no_more,
                  a_folder_that_cannot_be_read_to_its_end_is_not_all_there_is)
