/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts on their way through a pipe: what arrives, and what is refused.
 */
#include "model/facts.h"

#include "base/error.h"
#include "facts-sample.h"

#include <math.h>
#include <string.h>

/* --- There and back ------------------------------------------------------ */

START_TEST(all_that_is_known_arrives)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(TertiusFacts) copy = pass_on(facts);
	g_autoptr(GBytes) before = tertius_facts_to_bytes(facts);
	g_autoptr(GBytes) after = NULL;

	ck_assert_ptr_nonnull(copy);
	after = tertius_facts_to_bytes(copy);
	ck_assert(g_bytes_equal(before, after));
	ck_assert_str_eq(copy->message->subject, "Zoë, meet Bob — 你好");
	ck_assert_int_eq(copy->message->zone, -210);
	ck_assert_str_eq(copy->message->sender->address, "desk@example.org");
	ck_assert_ptr_null(copy->message->sender->name);
	ck_assert_str_eq(
		((TertiusEvidence *) ((TertiusAct *) copy->acts->pdata[0])
	                 ->evidence->pdata[0])
			->quote,
		"meet Bob");
	ck_assert(!copy->in_calendar);
}
END_TEST

START_TEST(what_is_not_known_arrives_as_such)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	g_autoptr(TertiusFacts) calendar = pass_on(facts);
	g_autoptr(TertiusFacts) copy = NULL;

	ck_assert_ptr_null(calendar->message);
	ck_assert(calendar->in_calendar);
	ck_assert_str_eq(calendar->style.greeting, "");
	facts->message = tertius_message_new();
	facts->message->id = g_strnfill(64, '0');
	copy = pass_on(facts);
	ck_assert_ptr_null(copy->message->message_id);
	ck_assert_ptr_null(copy->message->in_reply_to);
	ck_assert_ptr_null(copy->message->from);
	ck_assert_ptr_null(copy->message->sender);
	ck_assert_ptr_null(copy->message->reply_to);
	ck_assert_str_eq(copy->message->subject, "");
}
END_TEST

/* --- Hostile bytes ------------------------------------------------------- */

/* Reads from a block of exactly this size, so that a step beyond is seen. */
static TertiusFacts *
read_block(const char *bytes, gsize length, GError **error)
{
	g_autofree char *block = g_malloc(MAX(length, 1));

	memcpy(block, bytes, length);
	return tertius_facts_from_bytes(block, length, error);
}

START_TEST(every_cut_is_refused)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(GBytes) bytes = tertius_facts_to_bytes(facts);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	for (gsize i = 0; i < size; i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(TertiusFacts) copy = read_block(data, i, &error);

		ck_assert_msg(copy == NULL, "cut at %zu", i);
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_MALFORMED));
	}
}
END_TEST

START_TEST(a_byte_too_many_is_refused)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(GBytes) bytes = tertius_facts_to_bytes(facts);
	gsize size = g_bytes_get_size(bytes);
	g_autofree char *longer = g_malloc0(size + 1);

	memcpy(longer, g_bytes_get_data(bytes, NULL), size);
	ck_assert_ptr_null(tertius_facts_from_bytes(longer, size + 1, NULL));
}
END_TEST

/* What is accepted must be as clean as what we write ourselves. */
static void
check_stable(const TertiusFacts *facts, gsize i)
{
	g_autoptr(TertiusFacts) copy = pass_on(facts);
	g_autoptr(GBytes) once = tertius_facts_to_bytes(facts);
	g_autoptr(GBytes) twice = NULL;

	ck_assert_msg(copy != NULL, "byte %zu", i);
	twice = tertius_facts_to_bytes(copy);
	ck_assert_msg(g_bytes_equal(once, twice), "byte %zu", i);
}

START_TEST(every_changed_byte_is_refused_or_cleaned)
{
	static const char changes[] = { 0, 1, 9, '\n', 127, -128, -1 };
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(GBytes) bytes = tertius_facts_to_bytes(facts);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	g_autofree char *changed = g_memdup2(data, size);
	guint accepted = 0;

	for (gsize i = 0; i < size * sizeof(changes); i++) {
		gsize place = i / sizeof(changes);
		g_autoptr(TertiusFacts) copy = NULL;

		changed[place] = changes[i % sizeof(changes)];
		copy = read_block(changed, size, NULL);
		if (copy != NULL) {
			check_stable(copy, place);
			accepted++;
		}
		changed[place] = data[place];
	}
	ck_assert_uint_gt(accepted, 0);
}
END_TEST

START_TEST(texts_are_cleaned_and_cut)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(TertiusFacts) copy = NULL;
	TertiusMessage *message = facts->message;

	g_free(message->subject);
	message->subject = g_strnfill(TERTIUS_MESSAGE_SUBJECT_MAX + 1, 's');
	g_free(message->message_id);
	message->message_id = g_strdup("a\x1b[2Jb\ncd\xff");
	g_free(facts->style.greeting);
	facts->style.greeting = g_strdup("Hi \xe2\x80\xaeZoe");
	g_free(facts->problems->pdata[0]);
	facts->problems->pdata[0] =
		g_strnfill(TERTIUS_FACTS_PROBLEM_MAX + 1, 'p');
	copy = pass_on(facts);
	ck_assert_uint_eq(strlen(copy->message->subject),
	                  TERTIUS_MESSAGE_SUBJECT_MAX);
	ck_assert_str_eq(copy->message->message_id, "a[2Jb cd\xef\xbf\xbd");
	ck_assert_str_eq(copy->style.greeting, "Hi Zoe");
	ck_assert_uint_eq(strlen(copy->problems->pdata[0]),
	                  TERTIUS_FACTS_PROBLEM_MAX);
}
END_TEST

START_TEST(moments_are_brought_into_the_calendar)
{
	static const struct {
		gint64 sent, kept;
	} cases[] = {
		{ G_MININT64, -62135596800 },   { -62135596801, -62135596800 },
		{ -62135596800, -62135596800 }, { 0, 0 },
		{ 253402300799, 253402300799 }, { 253402300800, 253402300799 },
		{ G_MAXINT64, 253402300799 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusFacts) facts = make_facts();
		g_autoptr(TertiusFacts) copy = NULL;
		g_autoptr(GDateTime) date = NULL;

		facts->message->date = cases[i].sent;
		copy = pass_on(facts);
		ck_assert_msg(copy->message->date == cases[i].kept, "case %zu",
		              i);
		date = g_date_time_new_from_unix_utc(copy->message->date);
		ck_assert_msg(date != NULL, "case %zu", i);
	}
}
END_TEST

START_TEST(zones_are_brought_onto_the_earth)
{
	static const int cases[][2] = {
		{ G_MININT, -1439 }, { -1440, -1439 }, { -1439, -1439 },
		{ 1439, 1439 },      { 1440, 1439 },   { G_MAXINT, 1439 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusFacts) facts = make_facts();
		g_autoptr(TertiusFacts) copy = NULL;

		facts->message->zone = cases[i][0];
		copy = pass_on(facts);
		ck_assert_msg(copy->message->zone == cases[i][1], "case %zu",
		              i);
	}
}
END_TEST

START_TEST(ids_that_are_none_are_refused)
{
	static const struct {
		const char *tail;
		gboolean is_fine;
	} cases[] = {
		{ "00", TRUE },  { "f9", TRUE },   { "0", FALSE },
		{ "", FALSE },   { "000", FALSE }, { "0F", FALSE },
		{ "0g", FALSE }, { "0 ", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusFacts) facts = make_facts();
		TertiusMeeting *meeting = facts->meetings->pdata[0];
		g_autofree char *start = g_strnfill(62, 'a');

		g_free(facts->message->id);
		facts->message->id = g_strconcat(start, cases[i].tail, NULL);
		ck_assert_msg(passes(facts) == cases[i].is_fine, "case %zu", i);
		g_free(facts->message->id);
		facts->message->id = g_strnfill(64, 'a');
		g_free(meeting->id);
		meeting->id = g_strconcat(start, cases[i].tail, NULL);
		ck_assert_msg(passes(facts) == cases[i].is_fine, "case %zu", i);
	}
}
END_TEST

START_TEST(numbers_that_are_none_are_refused)
{
	static const struct {
		double score, weight;
		gboolean is_fine;
	} cases[] = {
		{ 0, 0, TRUE },
		{ 1, G_MAXDOUBLE, TRUE },
		{ 1, -G_MAXDOUBLE, TRUE },
		{ 1.0001, 0, FALSE },
		{ -0.0001, 0, FALSE },
		{ (double) NAN, 0, FALSE },
		{ (double) INFINITY, 0, FALSE },
		{ 0, (double) NAN, FALSE },
		{ 0, (double) INFINITY, FALSE },
		{ 0, -(double) INFINITY, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusFacts) facts = make_facts();
		TertiusAct *act = facts->acts->pdata[0];
		TertiusEvidence *evidence = act->evidence->pdata[0];

		act->score = cases[i].score;
		evidence->weight = cases[i].weight;
		ck_assert_msg(passes(facts) == cases[i].is_fine, "case %zu", i);
	}
}
END_TEST

START_TEST(kinds_that_do_not_exist_are_refused)
{
	for (guint i = 0; i < 5; i++) {
		g_autoptr(TertiusFacts) facts = make_facts();
		TertiusAct *act = facts->acts->pdata[0];
		TertiusMeeting *meeting = facts->meetings->pdata[0];
		TertiusAttendee *attendee = meeting->attendees->pdata[0];

		ck_assert(passes(facts));
		act->kind = i == 0 ? TERTIUS_ACT_N : act->kind;
		act->manner += i == 1 ? 1 : 0;
		act->tone += i == 2 ? 1 : 0;
		attendee->attendance += i == 3 ? 1 : 0;
		attendee->person->place = i == 4 ? TERTIUS_PLACE_N : 0;
		ck_assert_msg(!passes(facts), "case %u", i);
	}
}
END_TEST

START_TEST(a_series_that_is_none_is_no_record)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	TertiusMeeting *meeting = facts->meetings->pdata[0];

	ck_assert(passes(facts));
	g_free(meeting->series);
	meeting->series = g_strdup("../../etc/passwd FREQ=WEEKLY");
	ck_assert(!passes(facts));
}
END_TEST

TERTIUS_TEST_MAIN(
	"facts", all_that_is_known_arrives, what_is_not_known_arrives_as_such,
	every_cut_is_refused, a_byte_too_many_is_refused,
	every_changed_byte_is_refused_or_cleaned, texts_are_cleaned_and_cut,
	moments_are_brought_into_the_calendar, zones_are_brought_onto_the_earth,
	ids_that_are_none_are_refused, numbers_that_are_none_are_refused,
	kinds_that_do_not_exist_are_refused, a_series_that_is_none_is_no_record)
