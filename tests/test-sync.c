/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders and one calendar, both ways: those rows of the table of conflicts
 * that are more than a comparison (the others are in test-merge.c).
 */
#include "tertius-shelf.h"

#define ALL 10
#define SET(shelf, name, text)                                                 \
	do {                                                                   \
		g_autofree char *set_href = dup_href(computer, 0);             \
		shelf_edit(shelf, set_href, name, text);                       \
	} while (0)

START_TEST(row_1_nothing_new_writes_nothing)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, ALL);

	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_uint_eq(computer->sync.n_written, ALL);
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_uint_eq(computer->sync.n_written, 0);
	ck_assert_uint_eq(g_hash_table_size(shelf->texts), ALL);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_3_what_programs_note_is_no_act_of_the_user)
{
	static const char *const noise[][2] = {
		{ "X-MOZ-LASTACK", "20261124T080000Z" },
		{ "X-EVOLUTION-ALARM-UID", "a" },
		{ "DTSTAMP", "20261124T080000Z" },
		{ "SEQUENCE", "40" },
		{ "TRIGGER", "P0D" },
	};
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);
	g_autofree char *href = dup_href(computer, 0);

	(void) run_sync(computer);
	for (gsize i = 0; i < G_N_ELEMENTS(noise); i++) {
		g_autofree char *etag = NULL;

		shelf_edit(shelf, href, noise[i][0], noise[i][1]);
		etag = shelf_etag(shelf, href);
		ck_assert_msg(run_sync(computer) == 0, "%s", noise[i][0]);
		ck_assert_uint_eq(computer->sync.n_written, 0);
		ck_assert_str_eq(find_delivery(computer, 0)->etag, etag);
	}
	change(computer, 0, SHELF_DUE, TRUE);
	get_reminder(computer, 0)->due += 3600;
	(void) run_sync(computer);
	ck_assert_ptr_nonnull(strstr(shelf_read(shelf, href),
	                             "X-MOZ-LASTACK:20261124T080000Z\r\n"));
	ck_assert_ptr_nonnull(strstr(shelf_read(shelf, href), "SEQUENCE:41"));
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_5_of_two_moves_the_calendars_counts_unless_it_was_known)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);

	(void) run_sync(computer);
	SET(shelf, "DTSTART", "20261125T100000Z");
	SET(shelf, "DTEND", "20261125T101500Z");
	change(computer, 0, SHELF_DUE, TRUE);
	get_reminder(computer, 0)->due += 3600;
	ck_assert_uint_eq(run_sync(computer), TERTIUS_MERGE_MOVED);
	ck_assert_int_eq(get_reminder(computer, 0)->due, 1795600800);
	/* Now it is known, and the user moves it here. */
	change(computer, 0, SHELF_DUE + 60, TRUE);
	get_reminder(computer, 0)->due += 3600;
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_uint_eq(computer->sync.n_written, 1);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_10_a_tick_in_the_title_is_done)
{
	static const char *const ticks[] = { "✓ 0",    "✔ 0",     "[x] 0",
		                             "[X] 0",  "done: 0", "DONE: 0",
		                             "Done: 0" };

	for (gsize i = 0; i < G_N_ELEMENTS(ticks); i++) {
		Shelf *shelf = shelf_new();
		Computer *computer = computer_new(shelf, 1);
		g_autofree char *href = dup_href(computer, 0);

		(void) run_sync(computer);
		shelf_edit(shelf, href, "SUMMARY", ticks[i]);
		ck_assert_msg(run_sync(computer) == TERTIUS_MERGE_DONE, "%s",
		              ticks[i]);
		ck_assert_ptr_null(strstr(shelf_read(shelf, href), "VALARM"));
		computer_free(computer);
		tertius_collection_free(&shelf->base);
	}
}
END_TEST

START_TEST(row_10_a_tick_that_is_taken_away_opens_it_on_every_computer)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);
	Computer *other = computer_new(shelf, 1);

	(void) run_sync(computer);
	(void) run_sync(other);
	SET(shelf, "SUMMARY", "✓ 0");
	ck_assert_uint_eq(run_sync(computer), TERTIUS_MERGE_DONE);
	SET(shelf, "SUMMARY", "mine");
	(void) run_sync(other);
	ck_assert_uint_eq(run_sync(computer), TERTIUS_MERGE_REOPENED);
	ck_assert(tertius_reminder_is_open(get_reminder(computer, 0)));
	ck_assert(tertius_reminder_is_open(get_reminder(other, 0)));
	for (int i = 0; i < 4; i++) {
		Computer *one = i % 2 == 0 ? computer : other;

		(void) run_sync(one);
		ck_assert(tertius_reminder_is_open(get_reminder(one, 0)));
	}
	computer_free(computer);
	computer_free(other);
	tertius_collection_free(&shelf->base);
}
END_TEST

static void
touch(Shelf *shelf, const char *href)
{
	if (shelf_read(shelf, href) != NULL)
		shelf_edit(shelf, href, "X-TOUCHED", "1");
}

static void
touch_once(Shelf *shelf, const char *href)
{
	shelf->meanwhile = NULL;
	touch(shelf, href);
}

START_TEST(row_14_done_here_removes_what_was_edited_there)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);
	g_autofree char *href = dup_href(computer, 0);

	(void) run_sync(computer);
	SET(shelf, "DTSTART", "20261125T100000Z");
	change(computer, 0, SHELF_DUE, TRUE);
	set_state(computer, 0, TERTIUS_REMINDER_DONE);
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_ptr_null(shelf_read(shelf, href));
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_15_an_object_that_changes_meanwhile_is_looked_at_again)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);
	g_autofree char *href = dup_href(computer, 0);

	(void) run_sync(computer);
	change(computer, 0, SHELF_DUE, TRUE);
	get_reminder(computer, 0)->due += 3600;
	shelf->n_puts = 0;
	shelf->meanwhile = touch_once;
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_uint_eq(shelf->n_puts, 2);
	ck_assert_ptr_nonnull(
		strstr(shelf_read(shelf, href), "DTSTART:20261124T090000Z"));
	ck_assert_ptr_nonnull(strstr(shelf_read(shelf, href), "X-TOUCHED:1"));
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_15_three_times_and_then_at_the_next_sync)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);

	(void) run_sync(computer);
	change(computer, 0, SHELF_DUE, TRUE);
	get_reminder(computer, 0)->due += 3600;
	shelf->n_puts = 0;
	shelf->meanwhile = touch;
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_uint_eq(shelf->n_puts, TERTIUS_SYNC_TRIES_MAX);
	ck_assert_uint_eq(computer->sync.problems->len, 1);
	shelf->meanwhile = NULL;
	(void) run_sync(computer);
	ck_assert_uint_eq(computer->sync.n_written, 1);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_16_an_emptied_calendar_is_asked_about)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, ALL);

	(void) run_sync(computer);
	for (guint i = 0; i < ALL; i++) {
		g_autofree char *href = dup_href(computer, i);

		shelf_write(shelf, href, NULL);
	}
	ck_assert_uint_eq(run_sync(computer), G_MAXUINT);
	ck_assert_ptr_nonnull(strstr(computer->error, "10 of 10"));
	ck_assert(tertius_reminder_is_open(get_reminder(computer, 0)));
	ck_assert_uint_eq(g_hash_table_size(shelf->texts), 0);
	computer->sync.is_sure = TRUE;
	ck_assert_uint_eq(run_sync(computer), TERTIUS_MERGE_DROPPED);
	ck_assert_uint_eq(g_hash_table_size(shelf->texts), 0);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_17_a_copy_is_the_users_own_event)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);
	g_autofree char *href = dup_href(computer, 0);
	g_autoptr(GRegex) uid =
		g_regex_new("\nUID:[0-9a-f-]*\r\nDTSTAMP", 0, 0, NULL);
	g_autofree char *copy = NULL;

	(void) run_sync(computer);
	copy = g_regex_replace_literal(uid, shelf_read(shelf, href), -1, 0,
	                               "\nUID:copy\r\nDTSTAMP", 0, NULL);
	ck_assert_ptr_nonnull(strstr(copy, "X-TERTIUS-ID"));
	shelf_write(shelf, "copy.ics", copy);
	ck_assert_uint_eq(run_sync(computer), 0);
	change(computer, 0, SHELF_DUE, TRUE);
	set_state(computer, 0, TERTIUS_REMINDER_DONE);
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_str_eq(shelf_read(shelf, "copy.ics"), copy);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_18_moved_into_another_calendar_it_rests_there)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 1);
	g_autofree char *href = dup_href(computer, 0);

	(void) run_sync(computer);
	g_hash_table_add(shelf->elsewhere, get_reminder(computer, 0)->uid);
	shelf_write(shelf, href, NULL);
	for (int i = 0; i < 3; i++) {
		ck_assert_uint_eq(run_sync(computer), 0);
		ck_assert_uint_eq(computer->sync.n_written, 0);
	}
	ck_assert(tertius_reminder_is_open(get_reminder(computer, 0)));
	ck_assert_uint_eq(g_hash_table_size(shelf->texts), 0);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(row_19_what_is_not_wholly_listed_is_not_gone)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 2);
	g_autofree char *href = dup_href(computer, 0);
	g_autofree char *token = NULL;

	(void) run_sync(computer);
	token = g_strdup(computer->sync.token);
	shelf_write(shelf, href, NULL);
	shelf->is_down = TRUE;
	ck_assert_uint_eq(run_sync(computer), G_MAXUINT);
	ck_assert_uint_eq(computer->sync.outcomes->len, 0);
	ck_assert_str_eq(computer->sync.token, token);
	/* The token is refused, and all is listed: then it is believed. */
	shelf->is_down = FALSE;
	g_clear_pointer(&computer->sync.token, g_free);
	ck_assert_uint_eq(run_sync(computer), TERTIUS_MERGE_DROPPED);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(what_could_not_be_read_is_left_alone_and_read_the_next_time)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 2);

	(void) run_sync(computer);
	SET(shelf, "DTSTART", "20261125T100000Z");
	SET(shelf, "DTEND", "20261125T101500Z");
	shelf->is_locked = TRUE;
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_uint_eq(computer->sync.problems->len, 1);
	ck_assert_uint_eq(computer->sync.n_written, 0);
	shelf->is_locked = FALSE;
	ck_assert_uint_eq(run_sync(computer), TERTIUS_MERGE_MOVED);
	ck_assert_uint_eq(computer->sync.problems->len, 0);
	ck_assert_int_eq(get_reminder(computer, 0)->due, 1795600800);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

/* --- Putting many there --------------------------------------------------- */

START_TEST(many_are_put_at_once_and_one_by_one_where_that_stops)
{
	for (guint done = 0; done <= ALL; done++) {
		Shelf *shelf = shelf_new();
		Computer *computer = computer_new(shelf, ALL);

		shelf->n_creates_done = done;
		ck_assert_uint_eq(run_sync(computer), 0);
		ck_assert_uint_eq(g_hash_table_size(shelf->texts), ALL);
		ck_assert_uint_eq(computer->sync.deliveries->len, ALL);
		/* One was there though nobody said so. */
		ck_assert_uint_eq(computer->sync.n_written,
		                  done < ALL ? ALL - 1 : ALL);
		(void) run_sync(computer);
		ck_assert_uint_eq(computer->sync.n_written, 0);
		computer_free(computer);
		tertius_collection_free(&shelf->base);
	}
}
END_TEST

START_TEST(what_was_put_before_a_crash_is_found_again)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, ALL);

	(void) run_sync(computer);
	computer_free(computer);
	computer = computer_new(shelf, ALL);
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_uint_eq(computer->sync.n_written, 0);
	ck_assert_uint_eq(computer->sync.deliveries->len, ALL);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(few_are_put_one_by_one)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, TERTIUS_SYNC_TOGETHER_MIN - 1);

	(void) run_sync(computer);
	ck_assert_uint_eq(shelf->n_puts, TERTIUS_SYNC_TOGETHER_MIN - 1);
	computer_free(computer);
	computer = computer_new(shelf, 2 * TERTIUS_SYNC_TOGETHER_MIN);
	shelf->n_puts = 0;
	(void) run_sync(computer);
	ck_assert_uint_eq(shelf->n_puts, 0);
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

/* --- Forgetting ------------------------------------------------------------ */

START_TEST(what_is_forgotten_here_is_removed_there_and_nothing_else)
{
	Shelf *shelf = shelf_new();
	Computer *computer = computer_new(shelf, 3);
	g_autofree char *href = dup_href(computer, 2);

	shelf_write(shelf, "mine.ics", "my own");
	(void) run_sync(computer);
	/* Others changed it meanwhile: it still names whom to forget. */
	shelf_edit(shelf, href, "SUMMARY", "mine now");
	g_array_set_size(computer->wishes, 2);
	ck_assert_uint_eq(run_sync(computer), 0);
	ck_assert_ptr_null(shelf_read(shelf, href));
	ck_assert_uint_eq(g_hash_table_size(shelf->texts), 3);
	ck_assert_uint_eq(computer->sync.deliveries->len, 2);
	g_array_set_size(computer->wishes, 0);
	(void) run_sync(computer);
	ck_assert_uint_eq(g_hash_table_size(shelf->texts), 1);
	ck_assert_str_eq(shelf_read(shelf, "mine.ics"), "my own");
	computer_free(computer);
	tertius_collection_free(&shelf->base);
}
END_TEST

/* --- Two computers --------------------------------------------------------- */

/* Events overtake reminder 0 on @computer at @moment. */
static void
overtake(Computer *computer, gint64 moment)
{
	change(computer, 0, moment, FALSE);
	set_state(computer, 0, TERTIUS_REMINDER_DROPPED);
	get_wish(computer, 0)->stamp.is_withdrawn = TRUE;
}

static void
plan_again(Computer *computer, gint64 moment)
{
	change(computer, 0, moment, FALSE);
	set_state(computer, 0, TERTIUS_REMINDER_WAITING);
	get_wish(computer, 0)->stamp.is_withdrawn = FALSE;
}

START_TEST(what_events_overtake_is_not_dropped_by_the_user)
{
	Shelf *shelf = shelf_new();
	Computer *one = computer_new(shelf, 1);
	Computer *two = computer_new(shelf, 1);
	g_autofree char *href = dup_href(one, 0);

	(void) run_sync(one);
	(void) run_sync(two);
	overtake(one, SHELF_DUE);
	(void) run_sync(one);
	ck_assert_ptr_null(strstr(shelf_read(shelf, href), "VALARM"));
	for (int i = 0; i < 3; i++) {
		ck_assert_uint_eq(run_sync(two), 0);
		ck_assert_uint_eq(two->sync.n_written, 0);
	}
	/* The same events come here, too: both rest. */
	overtake(two, SHELF_DUE + 60);
	ck_assert_uint_eq(run_sync(two), 0);
	ck_assert_uint_eq(two->sync.n_written, 0);
	ck_assert_uint_eq(run_sync(one), 0);
	ck_assert_uint_eq(one->sync.n_written, 0);
	computer_free(one);
	computer_free(two);
	tertius_collection_free(&shelf->base);
}
END_TEST

START_TEST(what_is_planned_again_comes_back_on_whichever_computer_first)
{
	for (int first = 0; first < 2; first++) {
		Shelf *shelf = shelf_new();
		Computer *both[] = { computer_new(shelf, 1),
			             computer_new(shelf, 1) };

		(void) run_sync(both[0]);
		(void) run_sync(both[1]);
		overtake(both[0], SHELF_DUE);
		(void) run_sync(both[0]);
		(void) run_sync(both[1]);
		overtake(both[1], SHELF_DUE + 60);
		(void) run_sync(both[1]);
		plan_again(both[first], SHELF_DUE + 120);
		(void) run_sync(both[first]);
		ck_assert_uint_eq(both[first]->sync.n_written, 1);
		plan_again(both[1 - first], SHELF_DUE + 180);
		for (int i = 0; i < 4; i++) {
			ck_assert_uint_eq(run_sync(both[i % 2]), 0);
			ck_assert_uint_eq(both[i % 2]->sync.n_written, 0);
		}
		ck_assert_uint_eq(g_hash_table_size(shelf->texts), 1);
		ck_assert(!find_delivery(both[0], 0)->is_gone);
		ck_assert_str_eq(find_delivery(both[0], 0)->uid,
		                 find_delivery(both[1], 0)->uid);
		ck_assert_ptr_nonnull(strstr(
			shelf_read(shelf, find_delivery(both[0], 0)->href),
			"VALARM"));
		computer_free(both[0]);
		computer_free(both[1]);
		tertius_collection_free(&shelf->base);
	}
}
END_TEST

START_TEST(what_the_user_puts_off_outlives_what_another_computer_thinks)
{
	Shelf *shelf = shelf_new();
	Computer *one = computer_new(shelf, 1);
	Computer *two = computer_new(shelf, 1);

	(void) run_sync(one);
	(void) run_sync(two);
	overtake(one, SHELF_DUE);
	(void) run_sync(one);
	change(two, 0, SHELF_DUE + 60, TRUE);
	get_reminder(two, 0)->due += 86400;
	ck_assert_uint_eq(run_sync(two), 0);
	ck_assert_uint_eq(two->sync.n_written, 1);
	for (int i = 0; i < 4; i++) {
		(void) run_sync(i % 2 == 0 ? one : two);
		ck_assert_uint_eq((i % 2 == 0 ? one : two)->sync.n_written, 0);
	}
	ck_assert_ptr_nonnull(
		strstr(shelf_read(shelf, find_delivery(two, 0)->href),
	               "DTSTART:20261125T080000Z"));
	computer_free(one);
	computer_free(two);
	tertius_collection_free(&shelf->base);
}
END_TEST

TERTIUS_TEST_MAIN("sync", row_1_nothing_new_writes_nothing,
                  row_3_what_programs_note_is_no_act_of_the_user,
                  row_5_of_two_moves_the_calendars_counts_unless_it_was_known,
                  row_10_a_tick_in_the_title_is_done,
                  row_10_a_tick_that_is_taken_away_opens_it_on_every_computer,
                  row_14_done_here_removes_what_was_edited_there,
                  row_15_an_object_that_changes_meanwhile_is_looked_at_again,
                  row_15_three_times_and_then_at_the_next_sync,
                  row_16_an_emptied_calendar_is_asked_about,
                  row_17_a_copy_is_the_users_own_event,
                  row_18_moved_into_another_calendar_it_rests_there,
                  row_19_what_is_not_wholly_listed_is_not_gone,
                  what_could_not_be_read_is_left_alone_and_read_the_next_time,
                  many_are_put_at_once_and_one_by_one_where_that_stops,
                  what_was_put_before_a_crash_is_found_again,
                  few_are_put_one_by_one,
                  what_is_forgotten_here_is_removed_there_and_nothing_else,
                  what_events_overtake_is_not_dropped_by_the_user,
                  what_is_planned_again_comes_back_on_whichever_computer_first,
                  what_the_user_puts_off_outlives_what_another_computer_thinks)
