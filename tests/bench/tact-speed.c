/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the compose check takes as a whole process, with a small and with a
 * large ledger.
 *
 *	tact-speed TERTIUS [MESSAGES]
 *
 * Processes take turns, so that a busy computer is busy for all of them. Held
 * is: in under 20 ms by the clock, hardly more for the large ledger than for the
 * small one, and not much more than a process that only starts and ends, both by
 * their own time on the processor.
 */
#include "ledger/ledger.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ROUNDS           41
#define LARGE            50000
#define SMALL            500
#define PEOPLE           2000
#define NOW              G_GINT64_CONSTANT(1782800000) /* 30 June 2026 */
#define BEGIN            (NOW - G_GINT64_CONSTANT(10) * 365 * 24 * 3600)
#define SIZE_MAX_OF      1.35 /* large ledger beside the small one */
#define START_MAX        2.5  /* large ledger beside a bare start */
#define MILLISECONDS_MAX 20.0 /* by the clock */

static const char draft[] =
	"From: Mara <mara@example.org>\n"
	"To: Dana Okafor <p1@example.org>\n"
	"Cc: Tom Reyes <p7@example.org>\n"
	"Date: Mon, 29 Jun 2026 10:00:00 +0000\n"
	"Message-ID: <draft@example.org>\nSubject: A question\n"
	"In-Reply-To: <m40000@example.org>\n\n"
	"Hi Dana,\n\nyou owe me one, so please introduce me to Tom by "
	"tonight.\n\nBest,\nMara\n";

/* Every fourth message passes between the user and one friend. */
static guint
choose_person(guint i)
{
	return i % 4 == 0 ? 1 : 1 + (i * 2654435761U >> 8) % PEOPLE;
}

static TertiusFacts *
make_facts(guint i, guint n)
{
	g_autofree char *name = g_strdup_printf("Person %u", choose_person(i));
	g_autofree char *address =
		g_strdup_printf("p%u@example.org", choose_person(i));
	gboolean is_mine = i % 3 == 0;
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	TertiusAct *act;

	message->message_id = g_strdup_printf("m%u@example.org", i);
	message->date = BEGIN + (NOW - BEGIN) / n * i;
	message->from =
		is_mine ? tertius_person_new("Mara", "mara@example.org",
	                                     TERTIUS_PLACE_FROM)
			: tertius_person_new(name, address, TERTIUS_PLACE_FROM);
	g_ptr_array_add(
		message->recipients,
		is_mine ? tertius_person_new(name, address, TERTIUS_PLACE_TO)
			: tertius_person_new("Mara", "mara@example.org",
	                                     TERTIUS_PLACE_TO));
	g_free(message->subject);
	message->subject = g_strdup_printf("Subject %u", i / 5);
	message->id = tertius_message_compute_id(message, message->date);
	if (i % 10 != 0)
		return facts;
	act = tertius_act_new(i % 20 == 0 ? TERTIUS_ACT_THANKS
	                                  : TERTIUS_ACT_ASK);
	act->score = 0.9;
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new("bench", "words", "body", 1));
	g_ptr_array_add(facts->acts, act);
	return facts;
}

static void
make_ledger(const char *path, guint n)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusLedger) ledger = tertius_ledger_open(path, &error);
	gboolean is_good = ledger != NULL && tertius_ledger_begin(ledger, NULL);

	for (guint i = 0; is_good && i < n; i++) {
		g_autoptr(TertiusFacts) facts = make_facts(i, n);

		is_good = tertius_ledger_put(ledger, facts, NULL, &error);
	}
	if (!is_good || !tertius_ledger_commit(ledger, &error))
		g_error("no ledger: %s", error != NULL ? error->message : "?");
}

/* Milliseconds of one process. */
typedef struct {
	double wall[ROUNDS];
	double processor[ROUNDS];
} Times;

static double
read_children(void)
{
	struct rusage usage = { 0 };

	(void) getrusage(RUSAGE_CHILDREN, &usage);
	return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static void
run(const char *const *arguments, Times *times, guint round)
{
	gint64 before = g_get_monotonic_time();
	double processor = read_children();
	g_autoptr(GError) error = NULL;
	g_autoptr(GSubprocess) process = g_subprocess_newv(
		arguments,
		G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
		&error);

	if (process == NULL ||
	    !g_subprocess_communicate_utf8(process, draft, NULL, NULL, NULL,
	                                   &error))
		g_error("%s: %s", arguments[0], error->message);
	times->wall[round] = (double) (g_get_monotonic_time() - before) / 1e3;
	times->processor[round] = read_children() - processor;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *) a;
	double y = *(const double *) b;

	return (x > y) - (x < y);
}

static double
find_median(double *times)
{
	qsort(times, ROUNDS, sizeof(double), compare);
	return times[ROUNDS / 2];
}

int
main(int argc, char **argv)
{
	g_autofree char *dir = g_dir_make_tmp("tertius-bench-XXXXXX", NULL);
	g_autofree char *large = g_build_filename(dir, "large.db", NULL);
	g_autofree char *small = g_build_filename(dir, "small.db", NULL);
	guint n =
		argc > 2 ? (guint) g_ascii_strtoull(argv[2], NULL, 10) : LARGE;
	const char *const commands[3][7] = {
		{ argv[1], "tact", "--help", NULL },
		{ argv[1], "tact", "--me=mara@example.org", "--ledger", small,
		  "-", NULL },
		{ argv[1], "tact", "--me=mara@example.org", "--ledger", large,
		  "-", NULL },
	};
	static const char *const names[] = { "a bare start", "500 messages",
		                             "the large ledger" };
	static Times times[3];
	double processor[3];
	double wall[3];

	if (argc < 2)
		return EXIT_FAILURE;
	make_ledger(large, n);
	make_ledger(small, SMALL);
	for (guint i = 0; i < ROUNDS; i++) {
		for (guint k = 0; k < 3; k++)
			run(commands[k], &times[k], i);
	}
	g_print("compose check as a whole process, medians of %u:\n", ROUNDS);
	for (guint k = 0; k < 3; k++) {
		wall[k] = find_median(times[k].wall);
		processor[k] = find_median(times[k].processor);
		g_print("  %-18s %5.1f ms of processor, %5.1f ms on the clock "
		        "(quickest %.1f)\n",
		        names[k], processor[k], wall[k], times[k].wall[0]);
	}
	g_unlink(large);
	g_unlink(small);
	g_rmdir(dir);
	return processor[2] <= SIZE_MAX_OF * processor[1] &&
	                       processor[2] <= START_MAX * processor[0] &&
	                       wall[2] <= MILLISECONDS_MAX
	               ? EXIT_SUCCESS
	               : EXIT_FAILURE;
}
