/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How rarely the compose check speaks up on mail that somebody really sent, with
 * all that the ledger knew at the moment of writing.
 *
 *	tact-sent LEDGER MBOX [-v] OWN-ADDRESS…
 *
 * LEDGER holds what was read from MBOX. Fails when a bound of the project does
 * not hold.
 */
#include "engine/tact.h"
#include "mail/source.h"

#include <stdlib.h>
#include <string.h>

#define REMARK_MAX 0.02
#define STOP_MAX   0.002

typedef struct {
	const char *ledger;
	const char *const *own;
	gboolean is_verbose;
	guint sent;
	guint remarked;
	guint stopped;
	GHashTable *rules; /* name -> how often */
} Bench;

static void
count_rule(Bench *bench, const TertiusRemark *remark)
{
	guint n = GPOINTER_TO_UINT(
		g_hash_table_lookup(bench->rules, remark->rule));

	g_hash_table_insert(bench->rules, g_strdup(remark->rule),
	                    GUINT_TO_POINTER(n + 1));
	if (bench->is_verbose)
		g_print("  %s: %s\n", remark->rule,
		        remark->quote[0] != '\0' ? remark->quote : remark->why);
}

static void
count_remarks(Bench *bench, const GPtrArray *remarks)
{
	bench->sent++;
	bench->remarked += remarks->len > 0 ? 1 : 0;
	for (guint i = 0; i < remarks->len; i++)
		count_rule(bench, remarks->pdata[i]);
	if (remarks->len > 0) {
		const TertiusRemark *gravest = remarks->pdata[0];

		bench->stopped += gravest->level == TERTIUS_REMARK_STOP ? 1 : 0;
	}
}

/* As if it were still to be sent: the ledger is asked for what was before. */
static void
check(Bench *bench, const char *bytes, gsize length)
{
	g_autoptr(TertiusTactReport) first = NULL;
	g_autoptr(TertiusTactReport) report = NULL;
	TertiusEngineOptions options = { .ledger = bench->ledger,
		                         .config = "/nonexistent/config",
		                         .me = bench->own,
		                         .now = 1 };
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusEngine) engine = tertius_engine_open(&options, &error);

	if (engine == NULL)
		g_error("%s", error->message);
	first = tertius_engine_tact(engine, bytes, length, NULL);
	if (first == NULL || first->draft->from == NULL ||
	    first->draft->from->address == NULL || first->draft->date < 2 ||
	    !g_strv_contains(bench->own, first->draft->from->address))
		return;
	options.now = first->draft->date - 1;
	g_clear_pointer(&engine, tertius_engine_free);
	engine = tertius_engine_open(&options, NULL);
	report = tertius_engine_tact(engine, bytes, length, NULL);
	count_remarks(bench, report->remarks);
}

static void
read_all(Bench *bench, const char *mbox)
{
	const TertiusSourceOptions options = { 0 };
	g_autoptr(GError) error = NULL;
	TertiusSource *source = tertius_source_open(mbox, &options, &error);
	const TertiusItem *item;

	if (source == NULL)
		g_error("%s", error->message);
	while ((item = tertius_source_next(source, NULL)) != NULL) {
		gsize length = 0;
		const char *bytes;

		if (item->bytes == NULL)
			continue;
		bytes = g_bytes_get_data(item->bytes, &length);
		check(bench, bytes, length);
	}
	tertius_source_free(source);
}

int
main(int argc, char **argv)
{
	Bench bench = { .ledger = argc > 1 ? argv[1] : NULL };
	GHashTableIter iter;
	gpointer rule, n;
	int next = 3;

	if (argc < 4)
		return EXIT_FAILURE;
	bench.is_verbose = strcmp(argv[next], "-v") == 0;
	bench.own =
		(const char *const *) argv + next + (bench.is_verbose ? 1 : 0);
	bench.rules =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	read_all(&bench, argv[2]);
	g_print("sent mail, with the ledger of the time: %u messages, %u with "
	        "a remark (%.2f %%), %u to stop at (%.2f %%)\n",
	        bench.sent, bench.remarked,
	        100.0 * bench.remarked / MAX(bench.sent, 1), bench.stopped,
	        100.0 * bench.stopped / MAX(bench.sent, 1));
	g_hash_table_iter_init(&iter, bench.rules);
	while (g_hash_table_iter_next(&iter, &rule, &n))
		g_print("  %s: %u\n", (char *) rule, GPOINTER_TO_UINT(n));
	g_hash_table_unref(bench.rules);
	return bench.sent > 0 && bench.remarked <= REMARK_MAX * bench.sent &&
	                       bench.stopped <= STOP_MAX * bench.sent
	               ? EXIT_SUCCESS
	               : EXIT_FAILURE;
}
