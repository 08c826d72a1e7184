/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a sync looks, on both sides of each limit.
 */
#include "calendar/object.h"
#include "calendar/sync-settle.h"
#include "calendar/vdir.h"
#include "mail-place.h"
#include "tertius-limits.h"
#include "tertius-shelf.h"

/* The UID that a reminder has after it was opened again @n times. */
static char *
dup_uid_after(const char *uid, gsize n)
{
	char *next = g_strdup(uid);

	while (n-- > 0) {
		char *before = next;

		next = tertius_sync_dup_next_uid(before);
		g_free(before);
	}
	return next;
}

/* Another computer has opened it so many times. */
static void
check_turns(gsize n, gboolean is_within)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);
	g_autofree char *href = dup_href(computer, 0);
	g_autofree char *uid = dup_uid_after(get_reminder(computer, 0)->uid, n);
	g_autofree char *there = g_strconcat(uid, ".ics", NULL);
	g_autoptr(GString) text = NULL;

	(void) run_sync(computer);
	text = g_string_new(shelf_read(shelf, href));
	(void) g_string_replace(text, get_reminder(computer, 0)->uid, uid, 0);
	shelf_write(shelf, href, NULL);
	shelf_write(shelf, there, text->str);
	ck_assert_uint_eq(run_sync(computer),
	                  is_within ? 0 : TERTIUS_MERGE_DROPPED);
	ck_assert_int_eq(strcmp(find_delivery(computer, 0)->uid, uid) == 0,
	                 is_within);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}

START_TEST(a_reminder_is_followed_so_far)
{
	on_both_sides(TERTIUS_SYNC_TURNS_MAX, check_turns);
}
END_TEST

/* Of a folder that is not listed whole, nothing is missing. */
static void
check_items(gsize n, gboolean is_within)
{
	g_autoptr(MailPlace) place = mail_place_new();
	TertiusCollection *vdir = tertius_vdir_open(place->path, NULL);
	g_autoptr(GPtrArray) items = tertius_collection_items_new();
	g_autofree char *token = NULL;
	gboolean is_all = !is_within;

	tertius_vdir_set_most(vdir, 3);
	for (gsize i = 0; i < n; i++) {
		g_autofree char *name = g_strdup_printf("%zu.ics", i);

		mail_place_put(place, name, "BEGIN:VCALENDAR\n");
	}
	ck_assert(vdir->list(vdir, &token, items, &is_all, NULL));
	ck_assert_uint_eq(items->len, 3);
	ck_assert_int_eq(is_all, is_within);
	tertius_collection_free(vdir);
}

START_TEST(a_folder_has_so_many_objects)
{
	on_both_sides(3, check_items);
}
END_TEST

/* An object to which the user gave a picture, so many bytes in all. */
static void
check_bytes(gsize n, gboolean is_within)
{
	g_autoptr(MailPlace) place = mail_place_new();
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);
	TertiusCollection *vdir = tertius_vdir_open(place->path, NULL);
	g_autofree char *href = dup_href(computer, 0);
	g_autofree char *path = g_build_filename(place->path, href, NULL);
	g_autofree char *text = NULL;
	g_autofree char *picture = NULL;
	g_autofree char *line = NULL;
	g_autoptr(GString) big = NULL;
	gsize length;

	computer->sync.collection = vdir;
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert(g_file_get_contents(path, &text, &length, NULL));
	picture = g_strnfill(n - length - strlen("X-PICTURE:\r\n"), 'A');
	line = g_strconcat("X-PICTURE:", picture, "\r\nCLASS:", NULL);
	big = g_string_new(text);
	ck_assert_uint_eq(g_string_replace(big, "CLASS:", line, 1), 1);
	ck_assert_uint_eq(big->len, n);
	ck_assert(g_file_set_contents(path, big->str, (gssize) big->len, NULL));
	ck_assert_msg(run_sync(computer) == 0, "%zu bytes", n);
	ck_assert_uint_eq(computer->sync.problems->len, is_within ? 0 : 1);
	ck_assert(!find_delivery(computer, 0)->is_gone);
	/* Of somebody who is to be forgotten it goes all the same. */
	g_array_set_size(computer->wishes, 0);
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
	computer_free(computer);
	tertius_collection_free(vdir);
	tertius_collection_free(&shelf->base);
}

START_TEST(an_object_that_is_too_big_is_left_alone_and_not_gone)
{
	on_both_sides(TERTIUS_OBJECT_BYTES_MAX, check_bytes);
}
END_TEST

TERTIUS_TEST_MAIN("limits-sync", a_reminder_is_followed_so_far,
                  a_folder_has_so_many_objects,
                  an_object_that_is_too_big_is_left_alone_and_not_gone)
