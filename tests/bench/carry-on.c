/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long it takes until everything is concluded after one new message.
 *
 *	carry-on LEDGER ADDRESS…   the ledger, which is written to, and my
 *	                           addresses; none: as the ledger tells
 *
 * Messages that are spread over the ledger come once more, as new ones: an hour
 * apart, then each with an appointment, then a day apart. Prints processor time;
 * fails when nine of ten, and not only half of them, are not below the limit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/engine-private.h"
#include "ledger/read.h"

#define MESSAGES 120
#define WARM_UP  3
#define MEETINGS 1000 /* in the calendar, a tenth of them series */
#define LIMIT    10.0 /* ms */

/* Of the processor: what others do at the same time is not counted. */
static double
get_milliseconds(void)
{
	return (double) clock() * 1000 / CLOCKS_PER_SEC;
}

static double
conclude(TertiusEngine *engine)
{
	double since = get_milliseconds();
	g_autoptr(GError) error = NULL;

	if (tertius_engine_conclude(engine, &error) == NULL)
		g_error("%s", error->message);
	return get_milliseconds() - since;
}

/* The message of the letter at @index, as a new one. */
static TertiusFacts *
read_again(TertiusEngine *engine, guint index, guint number)
{
	const TertiusLetter *letter =
		tertius_history_letter(engine->history, index);
	TertiusFacts *facts = NULL;

	if (!tertius_read_message(engine->ledger, letter->id, &facts, NULL) ||
	    facts == NULL)
		return NULL;
	g_free(facts->message->message_id);
	facts->message->message_id =
		g_strdup_printf("%u@carry-on.example.org", number);
	facts->message->date = engine->now;
	g_free(facts->message->id);
	facts->message->id = tertius_message_compute_id(facts->message,
	                                                facts->message->date);
	return facts;
}

/* An hour with who wrote the letter at @index; each tenth comes every week. */
static TertiusMeeting *
make_meeting(TertiusEngine *engine, guint index, guint number, gint64 start)
{
	const TertiusLetter *letter =
		tertius_history_letter(engine->history, index);
	TertiusMeeting *meeting = tertius_meeting_new();

	meeting->uid = g_strdup_printf("%u@carry-on.example.org", number);
	meeting->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256,
	                                            meeting->uid, -1);
	meeting->recurrence_id = g_strdup("");
	meeting->summary = g_strdup_printf("Talk %u", number % 97);
	meeting->start = start;
	meeting->end = start + 3600;
	if (number % 10 == 0)
		meeting->series = g_strdup("UTC FREQ=WEEKLY");
	if (letter->from != TERTIUS_NOBODY)
		tertius_meeting_take_attendee(
			meeting,
			tertius_history_dup_person(engine->history,
		                                   letter->from),
			TERTIUS_ATTENDANCE_ACCEPTED);
	return meeting;
}

static void
take(TertiusEngine *engine, const TertiusFacts *facts)
{
	if (!tertius_ledger_begin(engine->ledger, NULL) ||
	    !tertius_ledger_put(engine->ledger, facts, NULL, NULL) ||
	    !tertius_ledger_commit(engine->ledger, NULL))
		g_error("the ledger cannot be written to");
	if (facts->message != NULL)
		tertius_engine_outdate_conclusions(engine, facts->message->id);
	tertius_engine_outdate_meetings(engine, facts->meetings);
}

/* A calendar of some years. */
static void
fill_calendar(TertiusEngine *engine)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	guint n = tertius_history_n_letters(engine->history);

	facts->in_calendar = TRUE;
	for (guint i = 0; i < MEETINGS; i++)
		g_ptr_array_add(
			facts->meetings,
			make_meeting(engine, (guint) ((guint64) i * 7907 % n),
		                     i, engine->now - (gint64) i * 86400));
	take(engine, facts);
}

static int
compare(gconstpointer a, gconstpointer b)
{
	const double x = *(const double *) a;
	const double y = *(const double *) b;

	return (x > y) - (x < y);
}

/* What comes, and how long after the one before. */
typedef struct {
	const char *name;
	gint64 seconds;
	gboolean holds_meeting;
} Kind;

static double
take_one(TertiusEngine *engine, const Kind *kind, guint number)
{
	guint n = tertius_history_n_letters(engine->history);
	guint index = (guint) ((guint64) number * 7919 % n);
	g_autoptr(TertiusFacts) facts = read_again(engine, index, number);

	engine->now += kind->seconds;
	if (facts == NULL)
		return 0;
	if (kind->holds_meeting)
		g_ptr_array_add(facts->meetings,
		                make_meeting(engine, index, MEETINGS + number,
		                             engine->now + 3 * 86400));
	tertius_engine_outdate_conclusions(engine, NULL);
	take(engine, facts);
	return conclude(engine);
}

/* Whether more than one of ten is over the limit. */
static gboolean
measure(TertiusEngine *engine, const Kind *kind, guint first, double whole)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	guint carried = engine->n_carried;
	double median, most;

	for (guint i = 0; i < MESSAGES; i++) {
		double time = take_one(engine, kind, first + i);

		if (i >= WARM_UP && time > 0)
			g_array_append_val(times, time);
	}
	qsort(times->data, times->len, sizeof(double), compare);
	median = g_array_index(times, double, times->len / 2);
	most = g_array_index(times, double, times->len * 9 / 10);
	printf("%s: median %.2f ms, nine of ten under %.2f ms, most %.2f ms "
	       "(limit %.0f), %u of %d carried on; %.1f %% of all anew\n",
	       kind->name, median, most,
	       g_array_index(times, double, times->len - 1), LIMIT,
	       engine->n_carried - carried, MESSAGES, 100 * median / whole);
	return most > LIMIT;
}

static int
measure_all(TertiusEngine *engine)
{
	static const Kind kinds[] = {
		{ "one new message", 3600, FALSE },
		{ "one that holds an appointment", 3600, TRUE },
		{ "the first of a new day", 86400, FALSE },
	};
	gboolean is_over = FALSE;
	double whole;

	(void) conclude(engine);
	fill_calendar(engine);
	tertius_engine_forget_conclusions(engine);
	whole = conclude(engine);
	printf("%u messages, %u meetings; all anew %.1f ms\n",
	       tertius_history_n_letters(engine->history),
	       tertius_history_n_gatherings(engine->history), whole);
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
		is_over |= measure(engine, &kinds[i], i * MESSAGES, whole);
	return is_over ? 1 : 0;
}

int
main(int argc, char **argv)
{
	TertiusEngineOptions options = { .stays = TRUE };
	g_autoptr(TertiusEngine) engine = NULL;
	g_autoptr(GError) error = NULL;

	if (argc < 2)
		return 2;
	options.ledger = argv[1];
	options.config = "/nonexistent/tertius";
	options.me = (const char *const *) argv + 2;
	/* The day after the latest message. */
	options.now = 1;
	engine = tertius_engine_open(&options, &error);
	if (engine == NULL) {
		fprintf(stderr, "%s\n", error->message);
		return 2;
	}
	{
		TertiusLedgerCounts counts;

		if (!tertius_ledger_count(engine->ledger, &counts, NULL))
			return 2;
		engine->now = counts.latest;
	}
	return measure_all(engine);
}
