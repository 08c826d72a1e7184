/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * caldav-sync URL [USER PASSWORD]: both ways with a real server, as TAP. Two
 * computers of one user and the user's calendar program, which writes raw.
 */
#include "base/error.h"
#include "calendar/caldav.h"
#include "calendar/sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DUE       G_GINT64_CONSTANT(1795507200) /* 2026-11-24 08:00 UTC */
#define REMINDERS 20
#define ICAL      "text/calendar; charset=utf-8"

typedef struct {
	TertiusSync sync;
	TertiusReminder *reminders[REMINDERS];
	GArray *wishes;
} Computer;

static int n_tests;
static TertiusHttp *raw;
static char *calendar_url;

static gboolean
ok(gboolean good, const char *what)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++n_tests, what);
	fflush(stdout);
	return good;
}

/* --- The user's calendar program ----------------------------------------- */

static long
send_raw(const char *method, const char *name, const char *body,
         const char *condition, TertiusHttpReply *reply)
{
	g_autofree char *url = g_strconcat(calendar_url, name, NULL);
	const TertiusHttpRequest request = { .method = method,
		                             .url = url,
		                             .type = body != NULL ? ICAL : NULL,
		                             .body = body,
		                             .condition = condition };

	return tertius_http_send(raw, &request, reply, NULL) ? reply->status
	                                                     : -1;
}

static char *
get_raw(const char *name)
{
	g_auto(TertiusHttpReply) reply = { 0 };

	if (send_raw("GET", name, NULL, NULL, &reply) != 200)
		return NULL;
	return g_strdup(reply.body->str);
}

/* Replaces what stands after @name, up to the line's end. */
static gboolean
edit_raw(const char *name, const char *property, const char *value)
{
	g_autofree char *text = get_raw(name);
	g_autofree char *find = g_strdup_printf("\n%s[:;][^\r\n]*", property);
	g_autofree char *line = g_strdup_printf("\n%s:%s", property, value);
	g_autoptr(GRegex) regex = g_regex_new(find, 0, 0, NULL);
	g_autofree char *edited = NULL;
	g_auto(TertiusHttpReply) reply = { 0 };
	long status;

	if (text == NULL)
		return FALSE;
	edited = g_regex_replace_literal(regex, text, -1, 0, line, 0, NULL);
	status = send_raw("PUT", name, edited, NULL, &reply);
	return status == 200 || status == 201 || status == 204;
}

static gboolean
delete_raw(const char *name)
{
	g_auto(TertiusHttpReply) reply = { 0 };
	long status = send_raw("DELETE", name, NULL, NULL, &reply);

	return status == 200 || status == 204 || status == 404;
}

static char *
format(gint64 moment)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);

	return g_date_time_format(utc, "%Y%m%dT%H%M%SZ");
}

static gboolean
move_raw(const char *name, gint64 start)
{
	g_autofree char *begin = format(start);
	g_autofree char *end = format(start + 900);

	return edit_raw(name, "DTSTART", begin) && edit_raw(name, "DTEND", end);
}

/* --- A computer with Tertius --------------------------------------------- */

static TertiusCollection *
open_calendar(const TertiusHttpAccount *account, GError **error)
{
	g_auto(TertiusCaldavChoice) choice = { 0 };
	TertiusCollection *collection =
		tertius_caldav_open(account, FALSE, &choice, error);

	g_free(calendar_url);
	calendar_url = g_steal_pointer(&choice.url);
	return collection;
}

static Computer *
computer_new(const TertiusHttpAccount *account)
{
	Computer *computer = g_new0(Computer, 1);

	computer->sync.collection = open_calendar(account, NULL);
	g_assert(computer->sync.collection != NULL);
	computer->sync.name = calendar_url;
	computer->sync.local = g_time_zone_new_identifier("Europe/Berlin");
	computer->sync.deliveries = tertius_deliveries_new();
	computer->wishes = g_array_new(FALSE, TRUE, sizeof(TertiusSyncWish));
	for (int i = 0; i < REMINDERS; i++) {
		g_autofree char *key = g_strdup_printf("live %d", i);
		TertiusReminder *reminder =
			tertius_reminder_new(TERTIUS_REMINDER_THANK, key);
		TertiusSyncWish wish = { .reminder = reminder,
			                 .stamp = { .stamp = DUE - 86400,
			                            .created = DUE - 86400 } };

		reminder->title = g_strdup_printf("Thank “Dana, %d”", i);
		reminder->because = g_strdup("Because; of, this\nand that");
		reminder->message_id = g_strdup("<a+b@example.org>");
		reminder->due = DUE + (gint64) i * 86400;
		computer->reminders[i] = reminder;
		g_array_append_val(computer->wishes, wish);
	}
	return computer;
}

static void
computer_free(Computer *computer)
{
	for (int i = 0; i < REMINDERS; i++)
		tertius_reminder_free(computer->reminders[i]);
	tertius_collection_free(computer->sync.collection);
	g_time_zone_unref(computer->sync.local);
	g_ptr_array_unref(computer->sync.deliveries);
	g_array_unref(computer->wishes);
	g_free(computer->sync.token);
	g_free(computer);
}

static TertiusSyncWish *
get_wish(Computer *computer, int i)
{
	return &g_array_index(computer->wishes, TertiusSyncWish, i);
}

/* As the engine takes outcomes over. */
static void
apply(Computer *computer, const TertiusSyncOutcome *outcome)
{
	for (int i = 0; i < REMINDERS; i++) {
		TertiusReminder *reminder = computer->reminders[i];

		if (strcmp(reminder->id, outcome->reminder) != 0)
			continue;
		if ((outcome->acts & TERTIUS_MERGE_MOVED) != 0)
			reminder->due = outcome->start;
		if ((outcome->acts & TERTIUS_MERGE_DONE) != 0)
			reminder->state = TERTIUS_REMINDER_DONE;
		if ((outcome->acts & TERTIUS_MERGE_DROPPED) != 0)
			reminder->state = TERTIUS_REMINDER_DROPPED;
		reminder->closed = tertius_reminder_is_open(reminder) ? 0 : DUE;
	}
}

/* The acts of all outcomes together, or G_MAXUINT when it failed. */
static guint
run(Computer *computer)
{
	g_autoptr(GPtrArray) outcomes = tertius_sync_outcomes_new();
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	guint acts = 0;
	gboolean good;

	computer->sync.outcomes = outcomes;
	computer->sync.problems = problems;
	good = tertius_sync_run(&computer->sync, computer->wishes, &error);
	for (guint i = 0; i < problems->len; i++)
		printf("# %s\n", (char *) problems->pdata[i]);
	if (!good)
		printf("# %s\n", error->message);
	for (guint i = 0; i < outcomes->len; i++) {
		const TertiusSyncOutcome *outcome = outcomes->pdata[i];

		apply(computer, outcome);
		acts |= outcome->acts;
	}
	for (int i = 0; i < REMINDERS && good; i++)
		get_wish(computer, i)->is_command = FALSE;
	return good ? acts : G_MAXUINT;
}

static char *
get_name(const Computer *computer, int i)
{
	return g_strconcat(computer->reminders[i]->uid, ".ics", NULL);
}

static void
change(Computer *computer, int i, gint64 due, gboolean is_command)
{
	TertiusSyncWish *wish = get_wish(computer, i);

	computer->reminders[i]->due = due;
	wish->stamp.stamp += 60;
	wish->stamp.sequence++;
	wish->is_command = is_command;
}

/* --- The story ------------------------------------------------------------ */

static void
tell_first_days(Computer *a, Computer *b)
{
	guint before;

	ok(run(a) == 0 && a->sync.n_written == REMINDERS,
	   "all reminders are put there");
	(void) run(a);
	before = tertius_caldav_count(a->sync.collection);
	ok(run(a) == 0 && a->sync.n_written == 0,
	   "nothing new, nothing written");
	ok(tertius_caldav_count(a->sync.collection) - before <= 2,
	   "that takes at most two requests");
	ok(run(b) == 0 && b->sync.n_written == 0,
	   "another computer finds the same");
}

static void
tell_edits(Computer *a, Computer *b)
{
	g_autofree char *first = get_name(a, 0);
	g_autofree char *second = get_name(a, 1);
	g_autofree char *third = get_name(a, 2);
	g_autofree char *fourth = get_name(a, 3);
	g_autofree char *text = NULL;

	ok(move_raw(first, DUE + 3600) && run(a) == TERTIUS_MERGE_MOVED &&
	           a->reminders[0]->due == DUE + 3600 && a->sync.n_written == 0,
	   "what the user moves there is moved here");
	ok(run(b) == TERTIUS_MERGE_MOVED && b->reminders[0]->due == DUE + 3600,
	   "on the other computer, too");
	ok(edit_raw(second, "SUMMARY", "✓ done") &&
	           (run(a) & TERTIUS_MERGE_DONE) != 0 &&
	           a->reminders[1]->state == TERTIUS_REMINDER_DONE,
	   "a tick in the title is done");
	text = get_raw(second);
	ok(text != NULL && strstr(text, "VALARM") == NULL, "and rings no more");
	(void) run(b);
	ok(delete_raw(third) && run(a) == TERTIUS_MERGE_DROPPED &&
	           run(a) == 0 && get_raw(third) == NULL,
	   "what is deleted there is dropped and never made again");
	ok(run(b) == TERTIUS_MERGE_DROPPED, "on the other computer, too");
	ok(edit_raw(fourth, "CLASS",
	            "PRIVATE\r\nX-MOZ-LASTACK:20261124T080000Z") &&
	           run(a) == 0 && a->sync.n_written == 0,
	   "a dismissed alarm is no act");
	change(a, 3, DUE + 7200, TRUE);
	(void) run(a);
	text = get_raw(fourth);
	ok(a->sync.n_written == 1 && text != NULL &&
	           strstr(text, "X-MOZ-LASTACK:20261124T080000Z") != NULL &&
	           strstr(text, "DTSTART:20261124T100000Z") != NULL,
	   "a move here keeps what others wrote there");
	ok(run(b) == TERTIUS_MERGE_MOVED && b->reminders[3]->due == DUE + 7200,
	   "and comes to the other computer");
}

static void
tell_accidents(Computer *a)
{
	g_autofree char *names[REMINDERS] = { NULL };
	guint acts;

	g_free(a->sync.token);
	a->sync.token = g_strdup("sync:http://example.org/not-a-token");
	ok(run(a) == 0 && a->sync.n_written == 0,
	   "a token that is refused costs nothing");
	for (int i = 5; i < REMINDERS; i++) {
		names[i] = get_name(a, i);
		(void) delete_raw(names[i]);
	}
	acts = run(a);
	ok(acts == G_MAXUINT && tertius_reminder_is_open(a->reminders[5]),
	   "very many gone at once: it stops and asks");
	a->sync.is_sure = TRUE;
	ok(run(a) == TERTIUS_MERGE_DROPPED &&
	           !tertius_reminder_is_open(a->reminders[5]),
	   "and believes it when it is told to");
	for (int i = 5; i < REMINDERS; i++)
		g_free(names[i]);
	memset(names, 0, sizeof(names));
}

static void
edit_at_random(GRand *rand, const Computer *computer)
{
	int i = g_rand_int_range(rand, 0, REMINDERS);
	const TertiusDelivery *delivery = NULL;
	gint64 when = DUE + (gint64) g_rand_int_range(rand, 0, 1000) * 600;
	g_autofree char *name = NULL;

	for (guint j = 0; j < computer->sync.deliveries->len; j++) {
		const TertiusDelivery *known =
			computer->sync.deliveries->pdata[j];

		if (strcmp(known->reminder, computer->reminders[i]->id) == 0)
			delivery = known;
	}
	if (delivery == NULL || delivery->is_gone)
		return;
	name = g_strdup(delivery->href);
	switch (g_rand_int_range(rand, 0, 12)) {
	case 0:
		(void) edit_raw(name, "SUMMARY", "[x] done");
		break;
	case 1:
		(void) delete_raw(name);
		break;
	case 2:
		(void) edit_raw(name, "STATUS", "CANCELLED");
		break;
	case 3:
	case 4:
		(void) edit_raw(name, "SUMMARY", "my own title");
		break;
	case 5:
	case 6:
		(void) edit_raw(name, "CLASS",
		                "PRIVATE\r\nX-MOZ-LASTACK:20261124T080000Z");
		break;
	default:
		(void) move_raw(name, when);
	}
}

static void
change_at_random(GRand *rand, Computer *computer)
{
	int i = g_rand_int_range(rand, 0, REMINDERS);
	TertiusReminder *reminder = computer->reminders[i];

	if (!tertius_reminder_is_open(reminder))
		return;
	change(computer, i, reminder->due, TRUE);
	if (g_rand_int_range(rand, 0, 8) > 0) {
		reminder->due += (gint64) g_rand_int_range(rand, 1, 50) * 600;
	} else {
		reminder->state = TERTIUS_REMINDER_DONE;
		reminder->closed = DUE;
	}
}

static int
count_disagreements(Computer *a, Computer *b)
{
	g_autoptr(GPtrArray) items = tertius_collection_items_new();
	char *token = NULL;
	gboolean is_all;
	int n = 0;

	if (!a->sync.collection->list(a->sync.collection, &token, items,
	                              &is_all, NULL))
		return -1;
	g_free(token);
	for (int i = 0; i < REMINDERS; i++) {
		const TertiusReminder *x = a->reminders[i];
		const TertiusReminder *y = b->reminders[i];
		gboolean open = tertius_reminder_is_open(x);

		if (open != tertius_reminder_is_open(y) ||
		    (open && x->due != y->due)) {
			printf("# %d: %d %" G_GINT64_FORMAT
			       " and %d %" G_GINT64_FORMAT "\n",
			       i, (int) x->state, x->due - DUE, (int) y->state,
			       y->due - DUE);
			n++;
		}
	}
	return n;
}

static void
tell_random_days(const TertiusHttpAccount *account, guint32 seed, int n_runs)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	Computer *a = computer_new(account);
	Computer *b = computer_new(account);
	gboolean good = TRUE;
	guint written = 0;

	a->sync.is_sure = b->sync.is_sure = TRUE;
	for (int i = 0; i < n_runs; i++) {
		Computer *one = g_rand_boolean(rand) ? a : b;

		edit_at_random(rand, one);
		if (g_rand_boolean(rand))
			change_at_random(rand, one);
		good = run(one) != G_MAXUINT && good;
	}
	for (int i = 0; i < 4; i++) {
		good = run(i % 2 == 0 ? a : b) != G_MAXUINT && good;
		written = i % 2 == 0 ? a->sync.n_written : b->sync.n_written;
	}
	ok(good && written == 0, "random days come to rest");
	ok(count_disagreements(a, b) == 0, "and both computers agree");
	computer_free(a);
	computer_free(b);
}

/* --- Other people's events ------------------------------------------------ */

static void
put_foreign(int n, GPtrArray *texts)
{
	for (int i = 0; i < n; i++) {
		g_autofree char *name = g_strdup_printf("foreign-%d.ics", i);
		g_autofree char *text = g_strdup_printf(
			"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
			"BEGIN:VEVENT\r\nUID:foreign-%d\r\n"
			"DTSTAMP:20260101T000000Z\r\n"
			"DTSTART:20261124T0%d0000Z\r\nSUMMARY:mine\r\n"
			"X-OWN:%d\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
			i, i % 10, i);
		g_auto(TertiusHttpReply) reply = { 0 };

		(void) send_raw("PUT", name, text, "If-None-Match: *", &reply);
		g_ptr_array_add(texts, get_raw(name));
	}
}

static gboolean
is_untouched(const GPtrArray *texts)
{
	for (guint i = 0; i < texts->len; i++) {
		g_autofree char *name = g_strdup_printf("foreign-%u.ics", i);
		g_autofree char *text = get_raw(name);

		if (text == NULL || g_strcmp0(text, texts->pdata[i]) != 0)
			return FALSE;
	}
	return TRUE;
}

int
main(int argc, char **argv)
{
	const TertiusHttpAccount account = {
		.url = argc > 1 ? argv[1] : "",
		.user = argc > 2 ? argv[2] : NULL,
		.password = argc > 3 ? argv[3] : NULL,
	};
	const char *foreign = g_getenv("FOREIGN");
	const char *runs = g_getenv("RUNS");
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) calendars = NULL;
	g_autoptr(TertiusCollection) first = NULL;
	g_autoptr(GError) error = NULL;
	Computer *a;
	Computer *b;

	first = open_calendar(&account, &error);
	if (!ok(first != NULL, "a calendar for reminders is found or made")) {
		printf("# %s\n", error->message);
		return 1;
	}
	printf("# %s\n", calendar_url);
	calendars = tertius_caldav_find(&account, NULL);
	ok(calendars != NULL && calendars->len > 0, "it is listed");
	raw = tertius_http_new(&account, NULL);
	put_foreign(foreign != NULL ? (int) strtol(foreign, NULL, 10) : 20,
	            texts);
	a = computer_new(&account);
	b = computer_new(&account);
	tell_first_days(a, b);
	tell_edits(a, b);
	tell_accidents(a);
	computer_free(a);
	computer_free(b);
	for (int i = 0; i < REMINDERS; i++) {
		g_autofree char *key = g_strdup_printf("live %d", i);
		g_autoptr(TertiusReminder) reminder =
			tertius_reminder_new(TERTIUS_REMINDER_THANK, key);
		g_autofree char *name =
			g_strconcat(reminder->uid, ".ics", NULL);

		(void) delete_raw(name);
	}
	tell_random_days(&account, 5,
	                 runs != NULL ? (int) strtol(runs, NULL, 10) : 30);
	ok(is_untouched(texts), "nothing of anybody else was touched");
	tertius_http_free(raw);
	g_free(calendar_url);
	return 0;
}
