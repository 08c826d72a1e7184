/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders as files of Claws Mail's calendar: written once, again when they
 * change, taken away when they are closed; and nobody else's touched.
 */
#include "calendar/vcalendar.h"

#include "tertius-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define DUE G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */

typedef struct {
	char *folder, *path;
	GPtrArray *published;
	TertiusPublished *one;
	GHashTable *given;
	guint changed;
} Scene;

static Scene
make_scene(void)
{
	g_autoptr(TertiusReminder) reminder =
		tertius_reminder_new(TERTIUS_REMINDER_THANK, "x");
	Scene scene = {
		.folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL),
		.published = tertius_published_array_new(),
		.given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
		                               NULL),
	};

	reminder->title = g_strdup("Thank \"Dana\" & <Tomás>");
	reminder->because = g_strdup("Two working days after her letter.");
	reminder->due = DUE;
	scene.one = tertius_published_new(reminder, DUE - 86400);
	scene.path = g_build_filename(scene.folder, reminder->uid, NULL);
	g_ptr_array_add(scene.published, scene.one);
	return scene;
}

static void
clear_scene(Scene *scene)
{
	(void) g_unlink(scene->path);
	ck_assert_int_eq(g_rmdir(scene->folder), 0);
	g_free(scene->folder);
	g_free(scene->path);
	g_ptr_array_unref(scene->published);
	g_hash_table_unref(scene->given);
}

static guint export(Scene *scene)
{
	g_autoptr(GError) error = NULL;

	ck_assert(tertius_vcalendar_export(scene->folder, "me@example.org",
	                                   scene->published, scene->given,
	                                   &scene->changed, &error));
	return scene->changed;
}

static char *
read_event(const Scene *scene)
{
	char *text = NULL;

	(void) g_file_get_contents(scene->path, &text, NULL, NULL);
	return text;
}

START_TEST(an_open_reminder_is_an_accepted_event)
{
	Scene scene = make_scene();
	g_autofree char *text = NULL;
	GStatBuf status;
	static const char *const parts[] = {
		"<event organizer=\"me@example.org\"",
		"summary=\"Thank &quot;Dana&quot; &amp; &lt;Tomás&gt;\"",
		"dtstart=\"20261124T080000Z\"",
		"dtend=\"20261124T081500Z\"",
		"type=\"4\"",
		"<answer attendee=\"me@example.org\" name=\"\" answer=\"20602\"",
	};

	ck_assert_uint_eq(export(&scene), 1);
	ck_assert_int_eq(g_stat(scene.path, &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777, 0600);
	text = read_event(&scene);
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		ck_assert_msg(strstr(text, parts[i]) != NULL, "%s in %s",
		              parts[i], text);
	ck_assert_uint_eq(export(&scene), 0);
	clear_scene(&scene);
}
END_TEST

START_TEST(what_the_user_deleted_comes_again_only_when_it_changes)
{
	Scene scene = make_scene();
	g_autofree char *text = NULL;

	ck_assert_uint_eq(export(&scene), 1);
	ck_assert_int_eq(g_unlink(scene.path), 0);
	ck_assert_uint_eq(export(&scene), 0);
	scene.one->reminder->due += 3600;
	scene.one->sequence++;
	ck_assert_uint_eq(export(&scene), 1);
	text = read_event(&scene);
	ck_assert_ptr_nonnull(strstr(text, "20261124T090000Z"));
	clear_scene(&scene);
}
END_TEST

START_TEST(a_closed_one_is_taken_away_and_others_stay)
{
	Scene scene = make_scene();
	g_autofree char *other =
		g_build_filename(scene.folder, "somebody's", NULL);
	g_autofree char *text = NULL;

	ck_assert(g_file_set_contents(other, "x", -1, NULL));
	ck_assert_uint_eq(export(&scene), 1);
	scene.one->reminder->state = TERTIUS_REMINDER_DONE;
	ck_assert_uint_eq(export(&scene), 1);
	text = read_event(&scene);
	ck_assert_ptr_null(text);
	ck_assert_uint_eq(export(&scene), 0);
	ck_assert_int_eq(g_unlink(other), 0);
	clear_scene(&scene);
}
END_TEST

START_TEST(a_folder_that_cannot_be_made_is_told)
{
	Scene scene = make_scene();
	g_autoptr(GError) error = NULL;
	guint changed = 7;

	ck_assert(!tertius_vcalendar_export("/dev/null/x", "me@example.org",
	                                    scene.published, scene.given,
	                                    &changed, &error));
	ck_assert_ptr_nonnull(error);
	ck_assert_uint_eq(changed, 0);
	ck_assert_uint_eq(g_hash_table_size(scene.given), 0);
	clear_scene(&scene);
}
END_TEST

TERTIUS_TEST_MAIN("vcalendar", an_open_reminder_is_an_accepted_event,
                  what_the_user_deleted_comes_again_only_when_it_changes,
                  a_closed_one_is_taken_away_and_others_stay,
                  a_folder_that_cannot_be_made_is_told)
