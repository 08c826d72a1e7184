/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What facts may hold, on both sides of each limit: how many of each, and how long
 * each text.
 */
#include "facts-sample.h"

#include <string.h>

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
get_title(TertiusFacts *facts)
{
	return &facts->style.title;
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
		{ get_title, TERTIUS_STYLE_TITLE_MAX },
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

/* Whether facts with @n more come through. */
static gboolean
passes_with_more(guint n)
{
	g_autoptr(TertiusFacts) facts = make_facts();
	g_autoptr(TertiusFacts) copy = NULL;

	for (guint i = 0; i < n; i++)
		tertius_facts_take_more(facts, tertius_facts_new());
	copy = pass_on(facts);
	return copy != NULL && copy->more->len == n;
}

START_TEST(facts_bring_so_many_more)
{
	ck_assert(passes_with_more(TERTIUS_FACTS_MORE_MAX));
	ck_assert(!passes_with_more(TERTIUS_FACTS_MORE_MAX + 1));
}
END_TEST

TERTIUS_TEST_MAIN("limits-facts", no_more_than_a_record_may_hold,
                  facts_bring_so_many_more, each_text_is_cut_at_its_own_length)
