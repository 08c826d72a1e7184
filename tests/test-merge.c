/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of conflicts: what each side did, and what comes of it.
 */
#include "calendar/merge.h"

#include "calendar/patch-ical.h"
#include "tertius-test.h"

#include <string.h>

#define DUE   G_GINT64_CONSTANT(1795507200)
#define LATER (DUE + 86400)
#define THIRD (DUE + G_GINT64_CONSTANT(172800))

#define KEEP   TERTIUS_MERGE_KEEP
#define PATCH  TERTIUS_MERGE_PATCH
#define TIME   TERTIUS_PATCH_TIME
#define STATE  TERTIUS_PATCH_STATE
#define TEXT   (TERTIUS_PATCH_TITLE | TERTIUS_PATCH_DESCRIPTION)
#define MOVED  TERTIUS_MERGE_MOVED
#define NAMED  TERTIUS_MERGE_RENAMED
#define DONE   TERTIUS_MERGE_DONE
#define DROPED TERTIUS_MERGE_DROPPED

/* What is set differs from an open reminder at DUE, called "a", that both
 * sides know. */
typedef struct {
	const char *row;
	/* there */
	gint64 start;
	const char *summary;
	const char *alarms;
	TertiusObjectState state;
	gboolean is_day, is_series, is_absent;
	/* here */
	gint64 due;
	const char *title;
	TertiusReminderState closed;
	gboolean is_command, was_known, was_done, is_new, is_gone;
	gboolean is_time_pinned, is_text_pinned, is_ahead, was_followed;
	/* events overtook it: there; here, before and after it was written */
	gboolean is_overtaken, was_overtaken_before, was_overtaken_since;
	/* what comes of it */
	TertiusMergeWrite write;
	guint parts, acts;
} Row;

static const Row rows[] = {
	{ .row = "0: new here",
	  .is_new = TRUE,
	  .is_absent = TRUE,
	  .write = TERTIUS_MERGE_CREATE },
	{ .row = "0: closed before it was ever there",
	  .is_new = TRUE,
	  .is_absent = TRUE,
	  .closed = TERTIUS_REMINDER_DONE },
	{ .row = "0: another computer wrote the same", .is_new = TRUE },
	{ .row = "0: another computer wrote another time",
	  .is_new = TRUE,
	  .start = LATER,
	  .acts = MOVED },
	{ .row = "0: done on another computer",
	  .is_new = TRUE,
	  .state = TERTIUS_OBJECT_DONE,
	  .alarms = "",
	  .acts = DONE },
	{ .row = "0: overdue, and another computer rings it already",
	  .is_new = TRUE,
	  .start = LATER,
	  .is_ahead = TRUE },
	{ .row = "0: closed here, and there it was never known to be",
	  .is_new = TRUE,
	  .closed = TERTIUS_REMINDER_DONE,
	  .write = PATCH,
	  .parts = TERTIUS_PATCH_STATE },
	{ .row = "8: closed here, and opened again on another computer",
	  .is_new = TRUE,
	  .closed = TERTIUS_REMINDER_DONE,
	  .was_followed = TRUE,
	  .acts = TERTIUS_MERGE_REOPENED },
	{ .row = "8: the same, but the user closed it here since",
	  .is_new = TRUE,
	  .closed = TERTIUS_REMINDER_DONE,
	  .was_followed = TRUE,
	  .is_command = TRUE,
	  .write = PATCH,
	  .parts = TERTIUS_PATCH_STATE },
	{ .row = "1: overdue here, and rings there",
	  .due = LATER,
	  .is_ahead = TRUE },
	{ .row = "1: both the same" },
	{ .row = "2: moved here", .due = LATER, .write = PATCH, .parts = TIME },
	{ .row = "2: moved here by itself, but pinned",
	  .due = LATER,
	  .is_time_pinned = TRUE },
	{ .row = "2: moved here by the user, though pinned",
	  .due = LATER,
	  .is_time_pinned = TRUE,
	  .is_command = TRUE,
	  .write = PATCH,
	  .parts = TIME },
	{ .row = "2: another title here",
	  .title = "b",
	  .write = PATCH,
	  .parts = TEXT },
	{ .row = "2: another title and time here",
	  .title = "b",
	  .due = LATER,
	  .write = PATCH,
	  .parts = TIME | TEXT },
	{ .row = "2: done here",
	  .closed = TERTIUS_REMINDER_DONE,
	  .write = PATCH,
	  .parts = STATE },
	{ .row = "2: dropped here",
	  .closed = TERTIUS_REMINDER_DROPPED,
	  .write = PATCH,
	  .parts = STATE },
	{ .row = "4: moved there", .start = LATER, .acts = MOVED },
	{ .row = "4: moved there, and here by itself",
	  .start = LATER,
	  .due = THIRD,
	  .acts = MOVED },
	{ .row = "5: moved there, and here by the user",
	  .start = LATER,
	  .due = THIRD,
	  .is_command = TRUE,
	  .acts = MOVED },
	{ .row = "5: the user knew of the move there",
	  .start = LATER,
	  .due = THIRD,
	  .is_command = TRUE,
	  .was_known = TRUE,
	  .write = PATCH,
	  .parts = TIME },
	{ .row = "6: done there",
	  .state = TERTIUS_OBJECT_DONE,
	  .write = PATCH,
	  .parts = STATE,
	  .acts = DONE },
	{ .row = "6: done there, alarm gone",
	  .state = TERTIUS_OBJECT_DONE,
	  .alarms = "",
	  .acts = DONE },
	{ .row = "6: done on both sides",
	  .state = TERTIUS_OBJECT_DONE,
	  .alarms = "",
	  .closed = TERTIUS_REMINDER_DONE },
	{ .row = "6: done there, moved here",
	  .state = TERTIUS_OBJECT_DONE,
	  .due = LATER,
	  .is_command = TRUE,
	  .write = PATCH,
	  .parts = STATE,
	  .acts = DONE },
	{ .row = "7: cancelled there",
	  .state = TERTIUS_OBJECT_DROPPED,
	  .write = PATCH,
	  .parts = STATE,
	  .acts = DROPED },
	{ .row = "7: overtaken by events, says another computer",
	  .state = TERTIUS_OBJECT_DROPPED,
	  .alarms = "",
	  .is_overtaken = TRUE },
	{ .row = "7: the same, and the user put it off here",
	  .state = TERTIUS_OBJECT_DROPPED,
	  .alarms = "",
	  .is_overtaken = TRUE,
	  .due = LATER,
	  .is_command = TRUE,
	  .write = TERTIUS_MERGE_RENEW },
	{ .row = "7: overtaken by events here",
	  .closed = TERTIUS_REMINDER_DROPPED,
	  .was_overtaken_since = TRUE,
	  .write = PATCH,
	  .parts = STATE },
	{ .row = "7: overtaken here before another computer opened it again",
	  .closed = TERTIUS_REMINDER_DROPPED,
	  .was_overtaken_before = TRUE },
	{ .row = "7: the same, found under the next UID",
	  .is_new = TRUE,
	  .was_followed = TRUE,
	  .closed = TERTIUS_REMINDER_DROPPED,
	  .was_overtaken_before = TRUE },
	{ .row = "8: deleted there", .is_absent = TRUE, .acts = DROPED },
	{ .row = "8: deleted there, moved here by itself",
	  .is_absent = TRUE,
	  .due = LATER,
	  .acts = DROPED },
	{ .row = "8: deleted there, done here",
	  .is_absent = TRUE,
	  .closed = TERTIUS_REMINDER_DONE },
	{ .row = "8: never made again",
	  .is_absent = TRUE,
	  .is_gone = TRUE,
	  .due = LATER },
	{ .row = "9: deleted there, moved here by the user",
	  .is_absent = TRUE,
	  .due = LATER,
	  .is_command = TRUE,
	  .write = TERTIUS_MERGE_RENEW },
	{ .row = "9: taken back by the user",
	  .is_absent = TRUE,
	  .is_gone = TRUE,
	  .is_command = TRUE,
	  .write = TERTIUS_MERGE_RENEW },
	{ .row = "9: done on both sides, opened again by the user",
	  .state = TERTIUS_OBJECT_DONE,
	  .was_done = TRUE,
	  .is_command = TRUE,
	  .write = TERTIUS_MERGE_RENEW },
	{ .row = "10: the tick was taken away again there",
	  .alarms = "",
	  .was_done = TRUE,
	  .closed = TERTIUS_REMINDER_DONE,
	  .acts = TERTIUS_MERGE_REOPENED },
	{ .row = "10: the same, put off here before it was done",
	  .alarms = "",
	  .was_done = TRUE,
	  .due = LATER,
	  .closed = TERTIUS_REMINDER_DONE,
	  .acts = TERTIUS_MERGE_REOPENED | MOVED },
	{ .row = "10: the same, and the user said done here since",
	  .alarms = "",
	  .was_done = TRUE,
	  .is_command = TRUE,
	  .closed = TERTIUS_REMINDER_DONE },
	{ .row = "11: another title there", .summary = "c", .acts = NAMED },
	{ .row = "11: another title on both sides",
	  .summary = "c",
	  .title = "b",
	  .acts = NAMED },
	{ .row = "11: the user's title stays",
	  .title = "b",
	  .is_text_pinned = TRUE },
	{ .row = "11: another title there, moved here",
	  .summary = "c",
	  .due = LATER,
	  .write = PATCH,
	  .parts = TIME,
	  .acts = NAMED },
	{ .row = "12: alarm removed there", .alarms = "" },
	{ .row = "12: another alarm there, moved here",
	  .alarms = "-600",
	  .due = LATER,
	  .write = PATCH,
	  .parts = TIME },
	{ .row = "13: repeats there", .is_series = TRUE, .acts = MOVED },
	{ .row = "13: all day there", .is_day = TRUE, .acts = MOVED },
	{ .row = "14: edited there, done here by the user",
	  .start = LATER,
	  .closed = TERTIUS_REMINDER_DONE,
	  .is_command = TRUE,
	  .write = TERTIUS_MERGE_REMOVE },
	{ .row = "14: edited there, cleaned up here",
	  .start = LATER,
	  .closed = TERTIUS_REMINDER_DROPPED },
};

static TertiusObject *
make_object(const Row *row)
{
	TertiusObject *object = g_new0(TertiusObject, 1);

	object->uid = g_strdup("u");
	object->start = row != NULL && row->start != 0 ? row->start : DUE;
	object->end = object->start + 900;
	object->stamp = DUE;
	object->summary = g_strdup(
		row != NULL && row->summary != NULL ? row->summary : "a");
	object->description = g_strdup("");
	object->alarms = g_strdup(
		row != NULL && row->alarms != NULL ? row->alarms : "0");
	if (row != NULL) {
		object->state = row->state;
		object->is_day = row->is_day;
		object->is_series = row->is_series;
		object->is_withdrawn = row->is_overtaken;
	}
	return object;
}

static TertiusMergePlan
merge_row(const Row *row)
{
	g_autoptr(TertiusObject) base = make_object(NULL);
	g_autoptr(TertiusObject) remote = make_object(row);
	g_autoptr(TertiusReminder) local =
		tertius_reminder_new(TERTIUS_REMINDER_THANK, "x");
	const TertiusMergeCase sides = {
		.base = row->is_new ? NULL : base,
		.remote = row->is_absent ? NULL : remote,
		.local = local,
		.title = row->title != NULL ? row->title : "a",
		.is_command = row->is_command,
		.is_time_pinned = row->is_time_pinned,
		.is_text_pinned = row->is_text_pinned,
		.is_gone = row->is_gone,
		.is_ahead = row->is_ahead,
		.was_followed = row->was_followed,
		.is_withdrawn =
			row->was_overtaken_before || row->was_overtaken_since,
		.stamp = row->was_overtaken_before ? DUE - 1 : DUE,
	};

	if (row->was_known)
		base->start = remote->start;
	if (row->was_done)
		base->state = TERTIUS_OBJECT_DONE;
	local->due = row->due != 0 ? row->due : DUE;
	local->state = row->closed;
	return tertius_merge(&sides);
}

START_TEST(every_row_of_the_table_holds)
{
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		TertiusMergePlan merge = merge_row(&rows[i]);

		ck_assert_msg(merge.write == rows[i].write &&
		                      merge.parts == rows[i].parts &&
		                      merge.acts == rows[i].acts,
		              "%s: write %d parts %x acts %x", rows[i].row,
		              (int) merge.write, merge.parts, merge.acts);
	}
}
END_TEST

START_TEST(many_gone_at_once_are_an_accident)
{
	const struct {
		guint n_gone;
		guint n_all;
		gboolean is_accident;
	} cases[] = {
		{ 0, 0, FALSE }, { 3, 3, FALSE },    { 4, 4, TRUE },
		{ 4, 7, TRUE },  { 4, 8, FALSE },    { 5, 9, TRUE },
		{ 1, 1, FALSE }, { 500, 999, TRUE }, { 499, 999, FALSE }
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(tertius_merge_is_accident(cases[i].n_gone,
		                                        cases[i].n_all) ==
		                      cases[i].is_accident,
		              "case %zu", i);
}
END_TEST

TERTIUS_TEST_MAIN("merge", every_row_of_the_table_holds,
                  many_gone_at_once_are_an_accident)
