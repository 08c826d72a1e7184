/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The public face: what a program that uses the library meets.
 */
#include "tertius-test.h"

#include "tertius.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static const char letter[] =
	"From: Dana Okafor <dana@example.org>\n"
	"To: Alex <alex@example.org>, Tomas Reyes <tomas@example.org>\n"
	"Subject: Introduction: Alex / Tomas\n"
	"Date: Mon, 5 Jan 2026 10:00:00 +0000\n"
	"Message-ID: <1@example.org>\n"
	"\n"
	"Hi Alex, hi Tomas,\n\n"
	"I would like to introduce you to each other. Tomas, meet Alex.\n"
	"Alex, meet Tomas, who builds bridges. I will let you two take it\n"
	"from here.\n\nBest,\nDana\n";

typedef struct {
	char *folder;
	char *ledger;
	char *config;
	char *mail;
	Tertius *tertius;
} Scene;

static Scene
make_scene(void)
{
	g_autofree char *program =
		g_build_filename(TERTIUS_BUILD_DIR, "tertius", NULL);
	Scene scene = { .folder = g_dir_make_tmp("tertius-XXXXXX", NULL) };
	char *message = NULL;

	ck_assert(g_setenv("TERTIUS_PROGRAM", program, TRUE));
	scene.ledger = g_build_filename(scene.folder, "ledger.db", NULL);
	scene.config = g_build_filename(scene.folder, "config", NULL);
	scene.mail = g_build_filename(scene.folder, "1.eml", NULL);
	ck_assert(g_file_set_contents(scene.mail, letter, -1, NULL));
	ck_assert(g_file_set_contents(
		scene.config, "[mail]\nme=alex@example.org\n", -1, NULL));
	ck_assert_int_eq(tertius_open(scene.ledger, scene.config,
	                              &scene.tertius, &message),
	                 TERTIUS_STATUS_OK);
	ck_assert_ptr_null(message);
	return scene;
}

static void
clear_scene(Scene *scene)
{
	static const char *const names[] = { "ledger.db",     "ledger.db-wal",
		                             "ledger.db-shm", "config",
		                             "1.eml",         "new.ics" };

	tertius_close(scene->tertius);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(scene->folder, names[i], NULL);

		(void) g_unlink(path);
	}
	(void) g_rmdir(scene->folder);
	g_free(scene->folder);
	g_free(scene->ledger);
	g_free(scene->config);
	g_free(scene->mail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, clear_scene)

/* The only introduction, or NULL. */
static const TertiusIntroduction *
conclude(const Scene *scene)
{
	size_t n = 99;

	ck_assert_int_eq(tertius_conclude(scene->tertius, &n, NULL, NULL),
	                 TERTIUS_STATUS_OK);
	ck_assert_uint_le(n, 1);
	ck_assert_ptr_null(tertius_get_introduction(scene->tertius, n));
	return tertius_get_introduction(scene->tertius, 0);
}

START_TEST(a_message_becomes_an_introduction)
{
	g_auto(Scene) scene = make_scene();
	const TertiusIntroduction *one;
	uint64_t n_fresh = 0;

	ck_assert_ptr_null(conclude(&scene));
	ck_assert_int_eq(tertius_scan(scene.tertius, scene.mail, NULL, NULL,
	                              &n_fresh, NULL),
	                 TERTIUS_STATUS_OK);
	ck_assert_uint_eq(n_fresh, 1);
	one = conclude(&scene);
	ck_assert_ptr_nonnull(one);
	ck_assert_uint_eq(strlen(tertius_introduction_get_id(one)), 64);
	ck_assert_str_eq(tertius_introduction_get_kind(one), "received");
	ck_assert_str_eq(tertius_introduction_get_level(one), "likely");
	ck_assert_int_eq(tertius_introduction_get_date(one), 1767607200);
	ck_assert_str_eq(tertius_introduction_get_subject(one),
	                 "Introduction: Alex / Tomas");
	ck_assert_str_eq(tertius_person_get_address(
				 tertius_introduction_get_introducer(one)),
	                 "dana@example.org");
	ck_assert_str_eq(tertius_person_get_name(
				 tertius_introduction_get_introduced(one, 0)),
	                 "Tomas Reyes");
	ck_assert_ptr_null(tertius_introduction_get_introduced(one, 1));
	ck_assert_ptr_nonnull(tertius_introduction_get_evidence(one, 0));
	ck_assert_ptr_null(tertius_introduction_get_evidence(one, 999));
}
END_TEST

START_TEST(a_decision_holds_until_it_is_taken_back)
{
	g_auto(Scene) scene = make_scene();
	char id[9];

	ck_assert_int_eq(
		tertius_scan(scene.tertius, scene.mail, NULL, NULL, NULL, NULL),
		TERTIUS_STATUS_OK);
	(void) g_strlcpy(id, tertius_introduction_get_id(conclude(&scene)),
	                 sizeof id);
	ck_assert_int_eq(tertius_decide(scene.tertius, "none", id, NULL, NULL),
	                 TERTIUS_STATUS_OK);
	ck_assert_ptr_null(tertius_get_introduction(scene.tertius, 0));
	ck_assert_str_eq(tertius_introduction_get_state(conclude(&scene)),
	                 "dismissed");
	ck_assert_int_eq(tertius_undo(scene.tertius, NULL), TERTIUS_STATUS_OK);
	ck_assert_str_ne(tertius_introduction_get_state(conclude(&scene)),
	                 "dismissed");
}
END_TEST

START_TEST(what_cannot_be_is_said)
{
	g_auto(Scene) scene = make_scene();
	const struct {
		const char *decision, *id, *argument;
	} wrong[] = {
		{ "dance", "abcd", NULL },
		{ "none", "zzzz", NULL },
		{ "later", "abcd", NULL },
		{ "later", "abcd", "the day before" },
		{ "done", "", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		char *message = NULL;
		TertiusStatus status = tertius_decide(
			scene.tertius, wrong[i].decision, wrong[i].id,
			wrong[i].argument, &message);

		ck_assert_msg(status != TERTIUS_STATUS_OK, "case %u", i);
		ck_assert_ptr_nonnull(message);
		tertius_free_text(message);
	}
}
END_TEST

static int
stop(uint64_t n_read, void *data)
{
	(void) n_read;
	(*(int *) data)++;
	return 0;
}

START_TEST(a_scan_stops_when_its_caller_wishes)
{
	g_auto(Scene) scene = make_scene();
	int n_calls = 0;
	TertiusStatus status = tertius_scan(scene.tertius, scene.mail, stop,
	                                    &n_calls, NULL, NULL);

	/* One message may be read before there is progress to tell. */
	ck_assert_int_eq(status, n_calls > 0 ? TERTIUS_STATUS_CANCELLED
	                                     : TERTIUS_STATUS_OK);
}
END_TEST

START_TEST(reminders_are_told_and_written)
{
	g_auto(Scene) scene = make_scene();
	g_autofree char *path = g_build_filename(scene.folder, "new.ics", NULL);
	size_t n = 99;

	ck_assert_int_eq(tertius_conclude(scene.tertius, NULL, &n, NULL),
	                 TERTIUS_STATUS_OK);
	ck_assert_uint_eq(n, 0);
	ck_assert_ptr_null(tertius_get_reminder(scene.tertius, 0));
	ck_assert_int_eq(tertius_export_calendar(scene.tertius, path, NULL),
	                 TERTIUS_STATUS_OK);
	ck_assert(g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

TERTIUS_TEST_MAIN("face", a_message_becomes_an_introduction,
                  a_decision_holds_until_it_is_taken_back,
                  what_cannot_be_is_said, a_scan_stops_when_its_caller_wishes,
                  reminders_are_told_and_written)
