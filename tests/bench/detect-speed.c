/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the detector takes for a message of a mailbox, once MIME is
 * understood: the median of some rounds over all of it, by the processor's
 * time. Fails above the limit.
 *
 *	detect-speed MAILBOX
 */
#include "detect/detector.h"
#include "mail/mime.h"
#include "mail/source.h"

#include <stdlib.h>
#include <time.h>

#define ROUNDS           5
#define MICROSECONDS_MAX 150.0 /* a message */

static void
free_message(gpointer message)
{
	tertius_message_free(message);
}

static GPtrArray *
read_mailbox(const char *place, GError **error)
{
	TertiusSourceOptions options = { 0 };
	g_autoptr(TertiusSource) source =
		tertius_source_open(place, &options, error);
	g_autoptr(GPtrArray) messages =
		g_ptr_array_new_with_free_func(free_message);
	g_autoptr(GError) ended = NULL;
	const TertiusItem *item;

	if (source == NULL)
		return NULL;
	while ((item = tertius_source_next(source, &ended)) != NULL) {
		gsize length = 0;
		const char *bytes =
			item->bytes != NULL
				? g_bytes_get_data(item->bytes, &length)
				: NULL;
		TertiusMessage *message =
			bytes != NULL ? tertius_mime_read(bytes, length, 0,
		                                          FALSE, NULL)
				      : NULL;

		if (message != NULL)
			g_ptr_array_add(messages, message);
	}
	if (ended != NULL) {
		g_propagate_error(error, g_steal_pointer(&ended));
		return NULL;
	}
	return g_steal_pointer(&messages);
}

static double
read_processor(void)
{
	struct timespec now = { 0 };

	(void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

/* Microseconds a message. */
static double
measure(TertiusDetector *detector, const GPtrArray *messages)
{
	double before = read_processor();

	for (guint i = 0; i < messages->len; i++) {
		g_autoptr(TertiusFacts) facts = tertius_facts_new();

		tertius_detector_read(detector, messages->pdata[i], facts);
	}
	return (read_processor() - before) / MAX(messages->len, 1);
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *) a;
	double y = *(const double *) b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusDetector) detector = NULL;
	g_autoptr(GPtrArray) messages = NULL;
	double rounds[ROUNDS];
	double start = read_processor(), made;

	if (argc != 2)
		return EXIT_FAILURE;
	detector = tertius_detector_new(NULL, &error);
	made = read_processor() - start;
	if (detector != NULL)
		messages = read_mailbox(argv[1], &error);
	if (messages == NULL) {
		g_printerr("%s\n", error->message);
		return EXIT_FAILURE;
	}
	for (guint i = 0; i < ROUNDS; i++)
		rounds[i] = measure(detector, messages);
	qsort(rounds, ROUNDS, sizeof(double), compare);
	g_print("the detector on %u messages: %.0f us a message after MIME "
	        "(median of %u rounds; quickest %.0f; limit %.0f); "
	        "tables read in %.0f ms\n",
	        messages->len, rounds[ROUNDS / 2], ROUNDS, rounds[0],
	        MICROSECONDS_MAX, made / 1e3);
	return rounds[ROUNDS / 2] <= MICROSECONDS_MAX ? EXIT_SUCCESS
	                                              : EXIT_FAILURE;
}
