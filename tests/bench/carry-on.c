/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long it takes until everything is concluded after one new message.
 *
 *	carry-on LEDGER ADDRESS…   the ledger, which is written to, and my
 *	                           addresses; none: as the ledger tells
 *
 * Messages that are spread over the ledger come once more, an hour apart, as
 * new ones. Prints medians of processor time; fails above the limit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/engine-private.h"
#include "ledger/read.h"

#define MESSAGES 120
#define WARM_UP  3
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
	facts->message->id = tertius_message_compute_id(facts->message);
	return facts;
}

static void
take(TertiusEngine *engine, const TertiusFacts *facts)
{
	if (!tertius_ledger_begin(engine->ledger, NULL) ||
	    !tertius_ledger_put(engine->ledger, facts, NULL, NULL) ||
	    !tertius_ledger_commit(engine->ledger, NULL))
		g_error("the ledger cannot be written to");
	tertius_engine_outdate_conclusions(engine, facts->message->id);
}

static int
compare(gconstpointer a, gconstpointer b)
{
	const double x = *(const double *) a;
	const double y = *(const double *) b;

	return (x > y) - (x < y);
}

static int
measure(TertiusEngine *engine)
{
	double whole = conclude(engine);
	guint n = tertius_history_n_letters(engine->history);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	double median;

	for (guint i = 0; i < MESSAGES; i++) {
		g_autoptr(TertiusFacts) facts =
			read_again(engine, (guint) ((guint64) i * 7919 % n), i);
		double time;

		engine->now += 3600;
		if (facts == NULL)
			continue;
		take(engine, facts);
		time = conclude(engine);
		if (i >= WARM_UP)
			g_array_append_val(times, time);
	}
	qsort(times->data, times->len, sizeof(double), compare);
	median = g_array_index(times, double, times->len / 2);
	printf("%u messages; all anew %.1f ms; after one new message: median "
	       "%.2f ms, nine of ten under %.2f ms, most %.2f ms (limit %.0f), "
	       "%u of %d carried on; %.1f %% of all anew\n",
	       n, whole, median,
	       g_array_index(times, double, times->len * 9 / 10),
	       g_array_index(times, double, times->len - 1), LIMIT,
	       engine->n_carried, MESSAGES, 100 * median / whole);
	return median <= LIMIT ? 0 : 1;
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
	return measure(engine);
}
