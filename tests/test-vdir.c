/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders as files: written once, changed when we have news, and nobody
 * else's touched.
 */
#define _GNU_SOURCE
#include "calendar/vdir.h"

#include "calendar/object.h"
#include "failing-folder.h"
#include "tertius-ical.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define DUE G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */

typedef struct {
	char *folder;
	char *path; /* of the reminder's file */
	GPtrArray *reminders;
	TertiusReminder *reminder;
	TertiusIcalStamp stamp;
	GTimeZone *zone;
} Scene;

static Scene
make_scene(void)
{
	Scene scene = {
		.folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL),
		.reminders = tertius_reminders_new(),
		.reminder = make_reminder(TERTIUS_REMINDER_THANK, "x",
		                          "Thank Dana", DUE),
		.stamp = { .stamp = DUE - 86400 },
		.zone = g_time_zone_new_identifier("Europe/Berlin"),
	};

	scene.path =
		g_strdup_printf("%s/%s.ics", scene.folder, scene.reminder->uid);
	g_ptr_array_add(scene.reminders, scene.reminder);
	return scene;
}

static void
clear_scene(Scene *scene)
{
	g_autoptr(GDir) dir = g_dir_open(scene->folder, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path =
			g_build_filename(scene->folder, name, NULL);

		(void) g_unlink(path);
	}
	(void) g_rmdir(scene->folder);
	g_free(scene->folder);
	g_free(scene->path);
	g_ptr_array_unref(scene->reminders);
	g_time_zone_unref(scene->zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, clear_scene)

static guint export(Scene *scene)
{
	g_autoptr(GError) error = NULL;
	guint changed = 99;

	ck_assert_msg(tertius_vdir_export(scene->folder, scene->reminders,
	                                  &scene->stamp, scene->zone, &changed,
	                                  &error),
	              "%s", error ? error->message : "");
	return changed;
}

static char *
read_text(const char *path)
{
	char *text = NULL;

	(void) g_file_get_contents(path, &text, NULL, NULL);
	return text;
}

static void
edit(const Scene *scene, const char *find, const char *replace)
{
	g_autofree char *text = read_text(scene->path);
	g_autoptr(GString) edited = g_string_new(text);

	ck_assert_uint_ge(g_string_replace(edited, find, replace, 0), 1);
	ck_assert(g_file_set_contents(scene->path, edited->str, -1, NULL));
}

START_TEST(a_file_is_written_once_and_for_its_owner_only)
{
	g_auto(Scene) scene = make_scene();
	g_autofree char *text = NULL;
	struct stat status;

	ck_assert_uint_eq(export(&scene), 1);
	ck_assert_uint_eq(export(&scene), 0);
	text = read_text(scene.path);
	assert_clean(text);
	ck_assert_int_eq(stat(scene.path, &status), 0);
	ck_assert_int_eq(status.st_mode & 0777, 0600);
}
END_TEST

START_TEST(nothing_half_written_stays_behind)
{
	g_auto(Scene) scene = make_scene();
	g_autoptr(GDir) dir = NULL;
	guint n = 0;

	(void) export(&scene);
	dir = g_dir_open(scene.folder, 0, NULL);
	while (g_dir_read_name(dir) != NULL)
		n++;
	ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(news_of_ours_are_patched_in)
{
	g_auto(Scene) scene = make_scene();
	g_autofree char *text = NULL;

	(void) export(&scene);
	edit(&scene, "CLASS:PRIVATE\r\n",
	     "CLASS:PRIVATE\r\nX-MOZ-LASTACK:20261124T080000Z\r\n");
	ck_assert_uint_eq(export(&scene), 0);
	scene.reminder->due += 86400;
	scene.stamp.stamp += 60;
	ck_assert_uint_eq(export(&scene), 1);
	text = read_text(scene.path);
	ck_assert_ptr_nonnull(strstr(text, "X-MOZ-LASTACK"));
	ck_assert_ptr_nonnull(strstr(text, "DTSTART:20261125T080000Z"));
	ck_assert_uint_eq(export(&scene), 0);
}
END_TEST

START_TEST(what_the_user_changed_stays)
{
	g_auto(Scene) scene = make_scene();
	g_autofree char *text = NULL;

	(void) export(&scene);
	edit(&scene, "SUMMARY:Thank Dana", "SUMMARY:Call Dana");
	edit(&scene, "DTSTART:20261124T080000Z", "DTSTART:20261124T100000");
	edit(&scene, "\r\n", "\n");
	ck_assert_uint_eq(export(&scene), 0);
	text = read_text(scene.path);
	ck_assert_ptr_nonnull(strstr(text, "SUMMARY:Call Dana\n"));
}
END_TEST

START_TEST(what_is_closed_no_longer_rings)
{
	const TertiusReminderState states[] = { TERTIUS_REMINDER_DONE,
		                                TERTIUS_REMINDER_DROPPED };

	for (gsize i = 0; i < G_N_ELEMENTS(states); i++) {
		g_auto(Scene) scene = make_scene();
		g_autofree char *text = NULL;

		(void) export(&scene);
		scene.reminder->state = states[i];
		scene.reminder->closed = DUE;
		ck_assert_uint_eq(export(&scene), 1);
		ck_assert_uint_eq(export(&scene), 0);
		text = read_text(scene.path);
		assert_clean(text);
		ck_assert_ptr_null(strstr(text, "VALARM"));
	}
}
END_TEST

START_TEST(what_was_never_there_is_not_written_when_closed)
{
	g_auto(Scene) scene = make_scene();

	scene.reminder->state = TERTIUS_REMINDER_DONE;
	ck_assert_uint_eq(export(&scene), 0);
	ck_assert(!g_file_test(scene.path, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(files_of_others_are_never_touched)
{
	const char *const names[] = { "holiday.ics", "notes.txt",
		                      ".half.ics.tmp", "color" };
	const char *texts[] = { "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "x", "y",
		                "#ff0000" };
	g_auto(Scene) scene = make_scene();

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(scene.folder, names[i], NULL);

		ck_assert(g_file_set_contents(path, texts[i], -1, NULL));
	}
	/* Even under our name: it is not our object. */
	ck_assert(g_file_set_contents(scene.path, texts[0], -1, NULL));
	ck_assert_uint_eq(export(&scene), 0);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(scene.folder, names[i], NULL);
		g_autofree char *text = read_text(path);

		ck_assert_str_eq(text, texts[i]);
	}
}
END_TEST

START_TEST(a_folder_that_cannot_be_is_said)
{
	g_auto(Scene) scene = make_scene();
	g_autoptr(GError) error = NULL;
	guint changed;

	ck_assert(!tertius_vdir_export("/dev/null/x", scene.reminders,
	                               &scene.stamp, scene.zone, &changed,
	                               &error));
	ck_assert_ptr_nonnull(strstr(error->message, "/dev/null/x"));
}
END_TEST

START_TEST(a_feed_is_written_when_it_says_something_new)
{
	g_auto(Scene) scene = make_scene();
	g_autofree char *path = g_build_filename(scene.folder, "f.ics", NULL);
	g_autofree char *text = NULL;
	const guint wanted[] = { 1, 0, 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
		guint changed = 99;

		if (i == 2)
			scene.reminder->due += 60;
		ck_assert(tertius_feed_export(path, "Tertius", scene.reminders,
		                              &scene.stamp, &changed, NULL));
		ck_assert_uint_eq(changed, wanted[i]);
	}
	text = read_text(path);
	assert_clean(text);
}
END_TEST

START_TEST(a_folder_is_a_collection)
{
	g_auto(Scene) scene = make_scene();
	g_autoptr(TertiusCollection) vdir =
		tertius_vdir_open(scene.folder, NULL);
	g_autoptr(GPtrArray) items = tertius_collection_items_new();
	g_autofree char *etag = NULL;
	g_autofree char *newer = NULL;
	char *token = NULL;
	gboolean is_all = FALSE;
	const TertiusCollectionItem *item;

	ck_assert_int_eq(vdir->put(vdir, "a.ics", NULL, "one", &etag, NULL),
	                 TERTIUS_WRITE_DONE);
	ck_assert_int_eq(vdir->put(vdir, "a.ics", NULL, "two", &newer, NULL),
	                 TERTIUS_WRITE_CHANGED);
	ck_assert_int_eq(vdir->put(vdir, "a.ics", etag, "two", &newer, NULL),
	                 TERTIUS_WRITE_DONE);
	ck_assert_int_eq(vdir->remove(vdir, "a.ics", etag, NULL),
	                 TERTIUS_WRITE_CHANGED);
	ck_assert_int_eq(vdir->put(vdir, "../a.ics", NULL, "x", &etag, NULL),
	                 TERTIUS_WRITE_REFUSED);
	ck_assert(vdir->list(vdir, &token, items, &is_all, NULL));
	ck_assert(is_all && items->len == 1);
	item = items->pdata[0];
	ck_assert_str_eq(item->etag, newer);
	ck_assert(vdir->fetch(vdir, items, NULL));
	ck_assert_str_eq(item->text, "two");
	ck_assert_int_eq(vdir->remove(vdir, "a.ics", newer, NULL),
	                 TERTIUS_WRITE_DONE);
	ck_assert_int_eq(vdir->remove(vdir, "a.ics", newer, NULL),
	                 TERTIUS_WRITE_DONE);
	ck_assert(vdir->fetch(vdir, items, NULL));
	ck_assert_ptr_null(item->etag);
}
END_TEST

/* "." and ".." are entries too. */
START_TEST(a_folder_that_cannot_be_read_to_its_end_is_no_list)
{
	g_auto(Scene) scene = make_scene();
	g_autoptr(TertiusCollection) vdir =
		tertius_vdir_open(scene.folder, NULL);
	g_autofree char *token = NULL;
	gboolean is_all = FALSE;

	for (int i = 0; i < 3; i++) {
		g_autofree char *name = g_strdup_printf("%d.ics", i);
		g_autofree char *etag = NULL;

		ck_assert_int_eq(
			vdir->put(vdir, name, NULL, "one", &etag, NULL),
			TERTIUS_WRITE_DONE);
	}
	for (int i = 0; i < 6; i++) {
		g_autoptr(GPtrArray) items = tertius_collection_items_new();
		g_autoptr(GError) error = NULL;
		gboolean is_read;

		folder_entries_left = i < 5 ? i : -1;
		is_read = vdir->list(vdir, &token, items, &is_all, &error);
		folder_entries_left = -1;
		ck_assert_msg(is_read == (i == 5), "%d", i);
		ck_assert_msg(is_read || strstr(error->message, scene.folder),
		              "%d", i);
	}
	ck_assert(is_all);
}
END_TEST

TERTIUS_TEST_MAIN("vdir", a_file_is_written_once_and_for_its_owner_only,
                  nothing_half_written_stays_behind,
                  news_of_ours_are_patched_in, what_the_user_changed_stays,
                  what_is_closed_no_longer_rings,
                  what_was_never_there_is_not_written_when_closed,
                  files_of_others_are_never_touched,
                  a_folder_that_cannot_be_is_said,
                  a_feed_is_written_when_it_says_something_new,
                  a_folder_is_a_collection,
                  a_folder_that_cannot_be_read_to_its_end_is_no_list)
