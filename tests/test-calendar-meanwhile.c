/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What another process decides while a calendar is synced is not taken for
 * something that the calendar has seen; and no other one syncs meanwhile.
 */
#include "calendar/vdir.h"
#include "engine/calendar-private.h"
#include "engine/engine-private.h"
#include "mail-place.h"
#include "tertius-test.h"

#include <string.h>
#include <sys/file.h>

#define NOW    G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */
#define DAY    G_GINT64_CONSTANT(86400)
#define LETTER "plan@example.org"

/* A folder as a calendar; while it is listed, @meanwhile is called once. */
typedef struct {
	TertiusCollection base;
	TertiusCollection *vdir;
	void (*meanwhile)(gpointer data);
	gpointer data;
} Slow;

static gboolean
slow_list(TertiusCollection *base, char **token, GPtrArray *items,
          gboolean *is_all, GError **error)
{
	Slow *slow = (Slow *) base;
	void (*meanwhile)(gpointer data) = slow->meanwhile;

	slow->meanwhile = NULL;
	if (meanwhile != NULL)
		meanwhile(slow->data);
	return slow->vdir->list(slow->vdir, token, items, is_all, error);
}

static gboolean
slow_fetch(TertiusCollection *base, GPtrArray *items, GError **error)
{
	Slow *slow = (Slow *) base;

	return slow->vdir->fetch(slow->vdir, items, error);
}

static TertiusWriteResult
slow_put(TertiusCollection *base, const char *href, const char *etag,
         const char *text, char **new_etag, GError **error)
{
	Slow *slow = (Slow *) base;

	return slow->vdir->put(slow->vdir, href, etag, text, new_etag, error);
}

static TertiusWriteResult
slow_remove(TertiusCollection *base, const char *href, const char *etag,
            GError **error)
{
	Slow *slow = (Slow *) base;

	return slow->vdir->remove(slow->vdir, href, etag, error);
}

typedef struct {
	MailPlace *place;
	char *ledger, *calendar, *object;
	char *reminder; /* its id */
	Slow slow;
} Scene;

static void
check(gboolean good, const GError *error)
{
	ck_assert_msg(good, "%s", error != NULL ? error->message : "");
}

static TertiusEngine *
open_engine(const Scene *scene)
{
	g_autofree char *config =
		g_build_filename(scene->place->path, "config", NULL);
	const char *const me[] = { "ada@example.org", NULL };
	const TertiusEngineOptions options = {
		.ledger = scene->ledger, .config = config, .me = me, .now = NOW
	};
	g_autoptr(GError) error = NULL;
	TertiusEngine *engine = tertius_engine_open(&options, &error);

	check(engine != NULL, error);
	return engine;
}

static void
put_letter(TertiusEngine *engine)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	g_autoptr(GError) error = NULL;

	message->message_id = g_strdup(LETTER);
	message->date = NOW - DAY;
	message->from = tertius_person_new("Dana Okafor", "dana@example.org",
	                                   TERTIUS_PLACE_FROM);
	g_ptr_array_add(
		message->recipients,
		tertius_person_new(NULL, "ada@example.org", TERTIUS_PLACE_TO));
	message->subject = g_strdup("The plan");
	message->id = tertius_message_compute_id(message, message->date);
	check(tertius_ledger_begin(engine->ledger, &error) &&
	              tertius_ledger_put(engine->ledger, facts, NULL, &error) &&
	              tertius_ledger_commit(engine->ledger, &error),
	      error);
}

/* One reminder, which the user asked for. */
static void
make_reminder(Scene *scene)
{
	g_autoptr(TertiusEngine) engine = open_engine(scene);
	g_autofree char *what = g_strdup_printf(
		"%" G_GINT64_FORMAT " Send the plan", NOW + DAY);
	g_autoptr(GError) error = NULL;
	const TertiusConclusions *all;
	const TertiusReminder *reminder;

	put_letter(engine);
	check(tertius_engine_decide(engine, TERTIUS_DECISION_REMIND, LETTER,
	                            what, &error),
	      error);
	all = tertius_engine_conclude(engine, &error);
	check(all != NULL, error);
	ck_assert_uint_eq(all->reminders->len, 1);
	reminder = all->reminders->pdata[0];
	scene->reminder = g_strdup(reminder->id);
	scene->object =
		g_strdup_printf("%s/%s.ics", scene->calendar, reminder->uid);
}

static Scene *
scene_new(void)
{
	Scene *scene = g_new0(Scene, 1);

	scene->place = mail_place_new();
	scene->ledger = g_build_filename(scene->place->path, "l.db", NULL);
	scene->calendar = g_build_filename(scene->place->path, "there", NULL);
	scene->slow.base = (TertiusCollection){ .list = slow_list,
		                                .fetch = slow_fetch,
		                                .put = slow_put,
		                                .remove = slow_remove };
	scene->slow.vdir = tertius_vdir_open(scene->calendar, NULL);
	make_reminder(scene);
	return scene;
}

static void
scene_free(Scene *scene)
{
	tertius_collection_free(scene->slow.vdir);
	mail_place_free(scene->place);
	g_free(scene->ledger);
	g_free(scene->calendar);
	g_free(scene->object);
	g_free(scene->reminder);
	g_free(scene);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_free)

static void
sync_by(TertiusEngine *engine, Scene *scene)
{
	g_auto(TertiusCalendarReport) report = { 0 };
	g_autoptr(GError) error = NULL;

	check(tertius_engine_sync_collection(engine, &scene->slow.base, "there",
	                                     FALSE, &report, &error),
	      error);
}

/* By a process of its own. */
static void
sync_once(Scene *scene)
{
	g_autoptr(TertiusEngine) engine = open_engine(scene);

	sync_by(engine, scene);
}

static char *
format(gint64 moment)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);

	return g_date_time_format(utc, "%Y%m%dT%H%M%SZ");
}

static gboolean
lies_at(const Scene *scene, gint64 moment)
{
	g_autofree char *begin = format(moment);
	g_autofree char *line =
		g_strconcat("\r\nDTSTART:", begin, "\r\n", NULL);
	g_autofree char *text = NULL;

	return g_file_get_contents(scene->object, &text, NULL, NULL) &&
	       strstr(text, line) != NULL;
}

/* The user drags it to another day, on another device. */
static void
drag(const Scene *scene, gint64 from, gint64 to)
{
	static const char *const names[] = { "DTSTART:", "DTEND:" };
	g_autofree char *old = format(from);
	g_autofree char *new = format(to);
	g_autofree char *text = NULL;
	g_autoptr(GString) moved = NULL;

	ck_assert(g_file_get_contents(scene->object, &text, NULL, NULL));
	moved = g_string_new(text);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *there =
			g_strdup_printf("%s%.8s", names[i], old);
		g_autofree char *then =
			g_strdup_printf("%s%.8s", names[i], new);

		ck_assert_uint_eq(g_string_replace(moved, there, then, 0), 1);
	}
	ck_assert(g_file_set_contents(scene->object, moved->str, -1, NULL));
}

static void
put_off(gpointer data)
{
	Scene *scene = data;
	g_autoptr(TertiusEngine) other = open_engine(scene);
	g_autofree char *moment =
		g_strdup_printf("%" G_GINT64_FORMAT, NOW + 3 * DAY);

	ck_assert(tertius_engine_decide(other, TERTIUS_DECISION_LATER,
	                                scene->reminder, moment, NULL));
}

START_TEST(what_is_put_off_during_a_sync_moves_with_the_next)
{
	g_autoptr(Scene) scene = scene_new();

	sync_once(scene);
	ck_assert(lies_at(scene, NOW + DAY));
	drag(scene, NOW + DAY, NOW + 2 * DAY);
	sync_once(scene);
	ck_assert(lies_at(scene, NOW + 2 * DAY));
	scene->slow.meanwhile = put_off;
	scene->slow.data = scene;
	sync_once(scene);
	ck_assert(lies_at(scene, NOW + 2 * DAY));
	sync_once(scene);
	ck_assert(lies_at(scene, NOW + 3 * DAY));
}
END_TEST

static void
take_back(gpointer data)
{
	Scene *scene = data;
	g_autoptr(TertiusEngine) other = open_engine(scene);
	g_autoptr(TertiusDecision) decision = tertius_engine_undo(other, NULL);

	ck_assert_int_eq((int) decision->kind, TERTIUS_DECISION_LATER);
}

START_TEST(what_is_taken_back_during_a_sync_moves_back_with_the_next)
{
	g_autoptr(Scene) scene = scene_new();

	sync_once(scene);
	drag(scene, NOW + DAY, NOW + 2 * DAY);
	sync_once(scene);
	scene->slow.meanwhile = take_back;
	scene->slow.data = scene;
	sync_once(scene);
	ck_assert(lies_at(scene, NOW + 2 * DAY));
	sync_once(scene);
	ck_assert(lies_at(scene, NOW + DAY));
}
END_TEST

START_TEST(what_is_taken_back_before_a_sync_moves_back_too)
{
	g_autoptr(Scene) scene = scene_new();
	g_autoptr(TertiusEngine) engine = NULL;

	sync_once(scene);
	drag(scene, NOW + DAY, NOW + 2 * DAY);
	sync_once(scene);
	engine = open_engine(scene);
	ck_assert_ptr_nonnull(tertius_engine_conclude(engine, NULL));
	take_back(scene);
	sync_by(engine, scene);
	sync_once(scene);
	ck_assert(lies_at(scene, NOW + DAY));
}
END_TEST

/* As another process has it that syncs. */
static int
hold_lock(const Scene *scene)
{
	g_autofree char *path = g_strconcat(scene->ledger, ".sync", NULL);
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(flock(file, LOCK_EX | LOCK_NB), 0);
	return file;
}

START_TEST(two_do_not_sync_the_folder_at_once)
{
	g_autoptr(Scene) scene = scene_new();
	g_autoptr(TertiusEngine) engine = open_engine(scene);
	g_autofree char *folder = tertius_engine_dup_vdir(engine);
	g_autoptr(GError) error = NULL;
	int lock = hold_lock(scene);
	guint changed = 99;

	check(tertius_engine_deliver(engine, &changed, &error), error);
	ck_assert_uint_eq(changed, 0);
	ck_assert(!g_file_test(folder, G_FILE_TEST_EXISTS));
	ck_assert(tertius_engine_has_changed(engine));
	ck_assert_int_eq(close(lock), 0);
	check(tertius_engine_deliver(engine, &changed, &error), error);
	ck_assert_uint_eq(changed, 2);
	ck_assert(!tertius_engine_has_changed(engine));
	/* Whoever delivered holds nothing. */
	lock = hold_lock(scene);
	ck_assert_int_eq(close(lock), 0);
}
END_TEST

START_TEST(a_file_that_could_not_be_written_is_tried_again)
{
	g_autoptr(Scene) scene = scene_new();
	g_autoptr(TertiusEngine) engine = open_engine(scene);
	g_autofree char *feed =
		g_build_filename(scene->place->path, "feed", NULL);
	g_autofree char *path = g_build_filename(feed, "r.ics", NULL);
	const TertiusSettingChange change = { "calendar", "feed", path };
	guint changed = 0;

	mail_place_put(scene->place, "feed", "no folder");
	ck_assert(tertius_engine_change_settings(engine, &change, 1, NULL));
	ck_assert(tertius_engine_decide(engine, TERTIUS_DECISION_DONE,
	                                scene->reminder, "", NULL));
	ck_assert(!tertius_engine_deliver(engine, &changed, NULL));
	ck_assert(tertius_engine_has_changed(engine));
	ck_assert_int_eq(unlink(feed), 0);
	ck_assert(tertius_engine_deliver(engine, &changed, NULL));
	ck_assert(!tertius_engine_has_changed(engine));
	ck_assert(g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

TERTIUS_TEST_MAIN("calendar-meanwhile",
                  what_is_put_off_during_a_sync_moves_with_the_next,
                  what_is_taken_back_during_a_sync_moves_back_with_the_next,
                  what_is_taken_back_before_a_sync_moves_back_too,
                  two_do_not_sync_the_folder_at_once,
                  a_file_that_could_not_be_written_is_tried_again)
