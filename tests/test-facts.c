/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts on their way through a pipe, and which of two copies is kept.
 */
#include "model/facts.h"

#include "base/error.h"
#include "tertius-test.h"

#include <math.h>
#include <string.h>

/* --- Facts that hold everything ------------------------------------------ */

static TertiusMessage *
make_message(void)
{
	TertiusMessage *message = tertius_message_new();

	message->id = g_strnfill(64, 'a');
	message->message_id = g_strdup("one@example.org");
	message->date = 1736154000;
	message->zone = -210;
	message->from = tertius_person_new("Dana Okafor", "dana@example.org",
	                                   TERTIUS_PLACE_FROM);
	message->sender = tertius_person_new(NULL, "desk@example.org",
	                                     TERTIUS_PLACE_SENDER);
	message->reply_to = tertius_person_new("Dana", "d@example.org",
	                                       TERTIUS_PLACE_REPLY_TO);
	g_ptr_array_add(
		message->recipients,
		tertius_person_new("Zoë", "zoe@example.org", TERTIUS_PLACE_TO));
	g_ptr_array_add(
		message->recipients,
		tertius_person_new("Bob Müller", NULL, TERTIUS_PLACE_CC));
	message->subject = g_strdup("Zoë, meet Bob — 你好");
	message->in_reply_to = g_strdup("zero@example.org");
	g_ptr_array_add(message->references, g_strdup("zero@example.org"));
	message->flags = TERTIUS_MESSAGE_SENT | TERTIUS_MESSAGE_INVITATION;
	g_ptr_array_add(message->attachments, g_strdup("cv.pdf"));
	return message;
}

static TertiusAct *
make_act(void)
{
	TertiusAct *act = tertius_act_new(TERTIUS_ACT_MOVE_TO_BCC);

	act->manner = TERTIUS_MANNER_MEETING;
	act->tone = TERTIUS_TONE_BIG;
	act->score = 0.75;
	act->introducer = tertius_person_new("Dana", NULL, TERTIUS_PLACE_TEXT);
	g_ptr_array_add(
		act->introduced,
		tertius_person_new("Bob", "bob@example.org", TERTIUS_PLACE_TO));
	act->until = 1736240400;
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new("wording/meet", "meet Bob",
	                                     "subject", -1.5));
	return act;
}

static TertiusMeeting *
make_meeting(void)
{
	TertiusMeeting *meeting = tertius_meeting_new();

	meeting->id = g_strnfill(64, 'b');
	meeting->uid = g_strdup("u1@example.org");
	meeting->recurrence_id = g_strdup("20250106T090000Z");
	meeting->sequence = 3;
	meeting->stamp = 1736150000;
	meeting->created = 1736140000;
	meeting->start = 1736154000;
	meeting->end = 1736157600;
	meeting->summary = g_strdup("Zoë and Bob");
	tertius_meeting_take_attendee(
		meeting,
		tertius_person_new("Zoë", "zoe@example.org",
	                           TERTIUS_PLACE_ORGANIZER),
		TERTIUS_ATTENDANCE_DELEGATED);
	meeting->series = g_strdup("Europe/Berlin FREQ=WEEKLY;COUNT=2");
	meeting->flags = TERTIUS_MEETING_SERIES;
	return meeting;
}

static TertiusFacts *
make_facts(void)
{
	TertiusFacts *facts = tertius_facts_new();

	facts->message = make_message();
	facts->style.language = g_strdup("en");
	facts->style.greeting = g_strdup("Hi Zoë,");
	facts->style.closing = g_strdup("Best,");
	facts->style.formality = -1;
	facts->style.words = 42;
	g_ptr_array_add(facts->acts, make_act());
	g_ptr_array_add(facts->meetings, make_meeting());
	g_ptr_array_add(facts->problems, g_strdup("an event without start"));
	return facts;
}

static TertiusFacts *
pass_on(const TertiusFacts *facts)
{
	g_autoptr(GBytes) bytes = tertius_facts_to_bytes(facts);

	return tertius_facts_from_bytes(g_bytes_get_data(bytes, NULL),
	                                g_bytes_get_size(bytes), NULL);
}

/* Reads from a block of exactly this size, so that a step beyond is seen. */
static TertiusFacts *
read_block(const char *bytes, gsize length, GError **error)
{
	g_autofree char *block = g_malloc(MAX(length, 1));

	memcpy(block, bytes, length);
	return tertius_facts_from_bytes(block, length, error);
}

static gboolean
passes(const TertiusFacts *facts)
{
	g_autoptr(TertiusFacts) copy = pass_on(facts);

	return copy != NULL;
}

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
		act->kind += i == 0 ? 1 : 0;
		act->manner += i == 1 ? 1 : 0;
		act->tone += i == 2 ? 1 : 0;
		attendee->attendance += i == 3 ? 1 : 0;
		attendee->person->place = i == 4 ? TERTIUS_PLACE_N : 0;
		ck_assert_msg(!passes(facts), "case %u", i);
	}
}
END_TEST

/* --- How many ------------------------------------------------------------ */

typedef GPtrArray *(*Choice)(TertiusFacts *facts);

static GPtrArray *
get_recipients(TertiusFacts *facts)
{
	return facts->message->recipients;
}

static GPtrArray *
get_references(TertiusFacts *facts)
{
	return facts->message->references;
}

static GPtrArray *
get_attachments(TertiusFacts *facts)
{
	return facts->message->attachments;
}

static GPtrArray *
get_acts(TertiusFacts *facts)
{
	return facts->acts;
}

static GPtrArray *
get_introduced(TertiusFacts *facts)
{
	return ((TertiusAct *) facts->acts->pdata[0])->introduced;
}

static GPtrArray *
get_evidence(TertiusFacts *facts)
{
	return ((TertiusAct *) facts->acts->pdata[0])->evidence;
}

static GPtrArray *
get_attendees(TertiusFacts *facts)
{
	return ((TertiusMeeting *) facts->meetings->pdata[0])->attendees;
}

static GPtrArray *
get_meetings(TertiusFacts *facts)
{
	return facts->meetings;
}

static GPtrArray *
get_problems(TertiusFacts *facts)
{
	return facts->problems;
}

/* Whether facts pass whose array @get holds its first item @n times. */
static gboolean
passes_with(Choice get, guint n)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	GPtrArray *array = get(facts);
	gpointer first = array->pdata[0];
	gboolean is_fine;

	g_ptr_array_set_size(array, 1);
	g_ptr_array_set_size(array, (int) n);
	for (guint i = 1; i < n; i++)
		array->pdata[i] = first;
	is_fine = passes(facts);
	array->len = 1; /* the first is freed once */
	return is_fine;
}

START_TEST(no_more_than_a_record_may_hold)
{
	static const struct {
		Choice get;
		guint most;
	} cases[] = {
		{ get_recipients, TERTIUS_MESSAGE_RECIPIENTS_MAX },
		{ get_references, TERTIUS_MESSAGE_REFERENCES_MAX },
		{ get_attachments, TERTIUS_MESSAGE_ATTACHMENTS_MAX },
		{ get_acts, TERTIUS_ACTS_MAX },
		{ get_introduced, TERTIUS_ACT_INTRODUCED_MAX },
		{ get_evidence, TERTIUS_ACT_EVIDENCE_MAX },
		{ get_attendees, TERTIUS_MEETING_ATTENDEES_MAX },
		{ get_meetings, TERTIUS_FACTS_MEETINGS_MAX },
		{ get_problems, TERTIUS_FACTS_PROBLEMS_MAX },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		ck_assert_msg(passes_with(cases[i].get, cases[i].most),
		              "case %zu", i);
		ck_assert_msg(!passes_with(cases[i].get, cases[i].most + 1),
		              "case %zu", i);
	}
}
END_TEST

/* --- How long ------------------------------------------------------------ */

typedef char **(*Text)(TertiusFacts *facts);

static char **
get_message_id(TertiusFacts *facts)
{
	return &facts->message->message_id;
}

static char **
get_subject(TertiusFacts *facts)
{
	return &facts->message->subject;
}

static char **
get_language(TertiusFacts *facts)
{
	return &facts->style.language;
}

static char **
get_greeting(TertiusFacts *facts)
{
	return &facts->style.greeting;
}

static char **
get_closing(TertiusFacts *facts)
{
	return &facts->style.closing;
}

static char **
get_rule(TertiusFacts *facts)
{
	return &((TertiusEvidence *) get_evidence(facts)->pdata[0])->rule;
}

static char **
get_place(TertiusFacts *facts)
{
	return &((TertiusEvidence *) get_evidence(facts)->pdata[0])->place;
}

static char **
get_uid(TertiusFacts *facts)
{
	return &((TertiusMeeting *) facts->meetings->pdata[0])->uid;
}

static char **
get_recurrence_id(TertiusFacts *facts)
{
	return &((TertiusMeeting *) facts->meetings->pdata[0])->recurrence_id;
}

static char **
get_summary(TertiusFacts *facts)
{
	return &((TertiusMeeting *) facts->meetings->pdata[0])->summary;
}

static char **
get_problem(TertiusFacts *facts)
{
	return (char **) &facts->problems->pdata[0];
}

/* What is left of the text that @get chooses when it has @n bytes. */
static gsize
measure(Text get, gsize n)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(TertiusFacts) copy = NULL;
	char **text = get(facts);

	g_free(*text);
	*text = g_strnfill(n, 'x');
	copy = pass_on(facts);
	ck_assert_ptr_nonnull(copy);
	return strlen(*get(copy));
}

START_TEST(each_text_is_cut_at_its_own_length)
{
	static const struct {
		Text get;
		gsize most;
	} cases[] = {
		{ get_message_id, TERTIUS_MESSAGE_ID_MAX },
		{ get_subject, TERTIUS_MESSAGE_SUBJECT_MAX },
		{ get_language, TERTIUS_STYLE_LANGUAGE_MAX },
		{ get_greeting, TERTIUS_STYLE_LINE_MAX },
		{ get_closing, TERTIUS_STYLE_LINE_MAX },
		{ get_rule, TERTIUS_EVIDENCE_RULE_MAX },
		{ get_place, TERTIUS_EVIDENCE_RULE_MAX },
		{ get_uid, TERTIUS_MEETING_UID_MAX },
		{ get_recurrence_id, TERTIUS_MEETING_UID_MAX },
		{ get_summary, TERTIUS_MEETING_SUMMARY_MAX },
		{ get_problem, TERTIUS_FACTS_PROBLEM_MAX },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		ck_assert_msg(measure(cases[i].get, cases[i].most) ==
		                      cases[i].most,
		              "case %zu", i);
		ck_assert_msg(measure(cases[i].get, cases[i].most + 1) ==
		                      cases[i].most,
		              "case %zu", i);
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

/* --- Which of two copies is kept ----------------------------------------- */

/* Copies of one message that differ in what may differ. */
static TertiusFacts *
make_copy(guint i)
{
	TertiusFacts *facts = make_facts();
	TertiusMessage *message = facts->message;

	if ((i & 1) != 0)
		g_ptr_array_add(message->recipients,
		                tertius_person_new(NULL, "c@example.org",
		                                   TERTIUS_PLACE_BCC));
	if ((i & 2) != 0)
		g_ptr_array_add(message->references, g_strdup("r"));
	if ((i & 4) != 0)
		message->flags |= TERTIUS_MESSAGE_LIST;
	if ((i & 8) != 0)
		message->flags &= ~(guint) TERTIUS_MESSAGE_SENT;
	if ((i & 16) != 0)
		message->date++;
	if ((i & 64) != 0)
		message->flags |= TERTIUS_MESSAGE_HEAD;
	if ((i & 32) != 0) {
		g_free(message->subject);
		message->subject = g_strdup("Fwd: Zoë, meet Bob — 你好");
	}
	return facts;
}

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

START_TEST(copies_are_in_one_order_and_only_one)
{
	enum {
		N = 64
	};
	TertiusFacts *copies[N];
	int order[N][N];

	for (guint i = 0; i < N; i++)
		copies[i] = make_copy(i);
	for (guint i = 0; i < N * N; i++)
		order[i / N][i % N] = sign(
			tertius_facts_compare(copies[i / N], copies[i % N]));
	for (guint i = 0; i < N * N * N; i++) {
		guint a = i / (N * N), b = i / N % N, c = i % N;

		ck_assert_int_eq(order[a][b], -order[b][a]);
		ck_assert_int_eq(order[a][b] == 0, a == b);
		if (order[a][b] > 0 && order[b][c] > 0)
			ck_assert_int_eq(order[a][c], 1);
	}
	for (guint i = 0; i < N; i++)
		tertius_facts_free(copies[i]);
}
END_TEST

START_TEST(the_copy_that_tells_more_is_kept)
{
	/* Each pair: the first is kept. */
	static const guint pairs[][2] = {
		{ 1, 0 },      { 2, 0 },      { 0, 4 },      { 1, 2 },
		{ 2, 4 + 16 }, { 0, 64 + 1 }, { 4, 64 + 2 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autoptr(TertiusFacts) more = make_copy(pairs[i][0]);
		g_autoptr(TertiusFacts) less = make_copy(pairs[i][1]);

		ck_assert_msg(tertius_facts_compare(more, less) > 0, "pair %zu",
		              i);
	}
}
END_TEST

START_TEST(what_hangs_on_a_message_does_not_count_in_the_comparison)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(TertiusFacts) other = make_facts();

	g_ptr_array_set_size(other->meetings, 0);
	g_ptr_array_set_size(other->problems, 0);
	ck_assert_int_eq(tertius_facts_compare(facts, other), 0);
	g_ptr_array_set_size(other->acts, 0);
	ck_assert_int_gt(tertius_facts_compare(facts, other), 0);
}
END_TEST

TERTIUS_TEST_MAIN(
	"facts", all_that_is_known_arrives, what_is_not_known_arrives_as_such,
	every_cut_is_refused, a_byte_too_many_is_refused,
	every_changed_byte_is_refused_or_cleaned, texts_are_cleaned_and_cut,
	moments_are_brought_into_the_calendar, zones_are_brought_onto_the_earth,
	ids_that_are_none_are_refused, numbers_that_are_none_are_refused,
	kinds_that_do_not_exist_are_refused, no_more_than_a_record_may_hold,
	each_text_is_cut_at_its_own_length, a_series_that_is_none_is_no_record,
	copies_are_in_one_order_and_only_one, the_copy_that_tells_more_is_kept,
	what_hangs_on_a_message_does_not_count_in_the_comparison)
