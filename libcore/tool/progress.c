/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of progress, and ^C. A thread of its own takes the signals and keeps the
 * line's time: while the engine waits for a server, nothing else could.
 */
#define _GNU_SOURCE
#include "tool/progress.h"

#include <glib/gi18n-lib.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "tool/run.h"

/* Nobody reads faster; microseconds. */
#define REDRAW (G_USEC_PER_SEC / 10)

/* Characters of a place; its end tells most. */
#define PLACE_MAX 30

/* How often the line is looked at while nothing comes; nanoseconds. */
#define TICK 500000000L

/* So long nothing has come until the line says so; microseconds. */
#define SILENCE ((gint64) 5 * G_USEC_PER_SEC)

/* The rate is that of the last one or two of these; microseconds. */
#define RATE_SPAN ((gint64) 5 * G_USEC_PER_SEC)

typedef struct {
	gint64 moment; /* monotonic, microseconds */
	guint64 done;
} Mark;

struct _TertiusProgress {
	TertiusOutput *output;
	GCancellable *cancellable;
	pthread_t watcher;
	gboolean is_watched;
	pthread_mutex_t lock; /* of all below, for the two threads */
	char *place;
	gboolean is_reading; /* between set_place and pause */
	TertiusSourceProgress source;
	TertiusScanReport report;
	gint64 moved; /* when one of these changed: monotonic, microseconds */
	gint64 shown; /* the same */
	Mark before, latest;
	gboolean is_visible;
};

/* Of somebody who stopped it; microseconds. A second is promised. How often is
 * looked whether it is over; nanoseconds. */
#define PATIENCE   ((gint64) G_USEC_PER_SEC * 7 / 10)
#define SHORT_TICK (TICK / 10)

/* Signals so near to each other were one ^C: a terminal sends it to all of a
 * group, and who began us (timeout, make) often hands it on. Microseconds. */
#define TOGETHER ((gint64) G_USEC_PER_SEC / 5)

/* Ends the watcher. */
#define SIGNAL_END SIGUSR1

static void
fill_signals(sigset_t *signals)
{
	(void) sigemptyset(signals);
	(void) sigaddset(signals, SIGINT);
	(void) sigaddset(signals, SIGTERM);
	(void) sigaddset(signals, SIGNAL_END);
}

/* Items a second of late; 0 while it cannot be told. */
static double
compute_rate(TertiusProgress *progress, guint64 done, gint64 now)
{
	double seconds =
		(double) (now - progress->before.moment) / G_USEC_PER_SEC;

	if (done < progress->before.done) {
		progress->before = (Mark){ now, done };
		progress->latest = progress->before;
		return 0;
	}
	if (now - progress->latest.moment >= RATE_SPAN) {
		progress->before = progress->latest;
		progress->latest = (Mark){ now, done };
	}
	return seconds < 1 ? 0
	                   : (double) (done - progress->before.done) / seconds;
}

static void
append_time_left(GString *line, double seconds)
{
	guint minutes = (guint) (seconds / 60 + 0.5);

	if (seconds < 90)
		g_string_append_printf(line, _(", %u s left"),
		                       (guint) seconds + 1);
	else if (minutes < 90)
		g_string_append_printf(line, _(", %u min left"), minutes);
	else
		g_string_append_printf(line, _(", %u h %u min left"),
		                       minutes / 60, minutes % 60);
}

/* How fast it is, or since when it stands still. */
static void
append_speed(TertiusProgress *progress, const TertiusSourceProgress *source,
             gint64 now, GString *line)
{
	double rate = compute_rate(progress, source->items_done, now);
	gint64 silence = now - progress->moved;

	if (silence >= SILENCE)
		g_string_append_printf(line, _(", nothing came for %u s"),
		                       (guint) (silence / G_USEC_PER_SEC));
	if (silence >= SILENCE || rate < 1)
		return;
	g_string_append_printf(line, _(", %.0f/s"), rate);
	if (source->items > source->items_done && !source->is_partial)
		append_time_left(line,
		                 (double) (source->items - source->items_done) /
		                         rate);
}

static void
append_found(const TertiusScanReport *report, GString *line)
{
	if (report->found > 0)
		g_string_append_printf(
			line,
			g_dngettext(GETTEXT_PACKAGE, ", %u introduction",
		                    ", %u introductions", report->found),
			report->found);
}

static void
append_count(const TertiusSourceProgress *source, GString *line)
{
	g_autofree char *done = g_strdup_printf(
		"%" G_GUINT64_FORMAT, MIN(source->items_done, source->items));
	g_autofree char *all =
		g_strdup_printf("%" G_GUINT64_FORMAT, source->items);

	g_string_append_printf(line,
	                       source->is_partial ? _("%s of at least %s")
	                                          : _("%s of %s"),
	                       done, all);
}

static char *
describe(TertiusProgress *progress, gint64 now)
{
	const TertiusSourceProgress *source = &progress->source;
	const TertiusScanReport *report = &progress->report;
	GString *line = g_string_new("");

	g_string_append_printf(line, _("Reading %s: "), progress->place);
	if (source->items > 0)
		append_count(source, line);
	else if (source->bytes > 0)
		g_string_append_printf(
			line, "%u %%",
			(guint) (source->bytes_done * 100 / source->bytes));
	else
		g_string_append_printf(line, "%u", report->items);
	append_speed(progress, source, now, line);
	append_found(report, line);
	if (source->folders > 1)
		g_string_append_printf(
			line, _(", folder %u of %u"),
			MIN(source->folders_done + 1, source->folders),
			source->folders);
	return g_string_free(line, FALSE);
}

static char *
dup_shortened(const char *place)
{
	g_autofree char *clean = tertius_text_dup_line(place, 1000);
	glong length = g_utf8_strlen(clean, -1);
	const char *end;
	const char *slash;

	if (length <= PLACE_MAX)
		return g_steal_pointer(&clean);
	end = g_utf8_offset_to_pointer(clean, length - PLACE_MAX);
	slash = strchr(end, '/');
	return g_strconcat("…", slash != NULL ? slash : end, NULL);
}

void
tertius_progress_set_place(TertiusProgress *progress, const char *place)
{
	(void) pthread_mutex_lock(&progress->lock);
	g_free(progress->place);
	progress->place = dup_shortened(place);
	progress->source = (TertiusSourceProgress){ 0 };
	progress->report = (TertiusScanReport){ 0 };
	progress->moved = g_get_monotonic_time();
	progress->before = (Mark){ progress->moved, 0 };
	progress->latest = progress->before;
	progress->is_reading = TRUE;
	(void) pthread_mutex_unlock(&progress->lock);
}

GCancellable *
tertius_progress_get_cancellable(TertiusProgress *progress)
{
	return progress->cancellable;
}

/* When it is time, and there is something to tell. */
static void
draw(TertiusProgress *progress, gint64 now)
{
	gboolean moves = progress->output->moves_cursor;
	gint64 pause =
		moves ? REDRAW : TERTIUS_PROGRESS_SECONDS * G_USEC_PER_SEC;
	g_autofree char *line = NULL;
	g_autofree char *cut = NULL;
	guint width;

	if (!progress->output->has_progress || progress->output->is_quiet ||
	    !progress->is_reading || now - progress->shown < pause)
		return;
	progress->shown = now;
	line = describe(progress, now);
	width = tertius_output_find_width(STDERR_FILENO);
	cut = tertius_output_dup_cut(line, MAX(width, 2) - 1);
	if (moves)
		(void) fprintf(stderr, "\r%s\033[K", cut);
	else
		(void) fprintf(stderr, "%s\n", line);
	(void) fflush(stderr);
	progress->is_visible = moves;
}

static gboolean
has_moved(const TertiusProgress *progress, const TertiusSourceProgress *source,
          const TertiusScanReport *report)
{
	return progress->report.items != report->items ||
	       progress->source.items_done != source->items_done ||
	       progress->source.bytes_done != source->bytes_done;
}

void
tertius_progress_show(TertiusProgress *progress,
                      const TertiusSourceProgress *source,
                      const TertiusScanReport *report)
{
	gint64 now = g_get_monotonic_time();

	(void) pthread_mutex_lock(&progress->lock);
	if (has_moved(progress, source, report))
		progress->moved = now;
	progress->source = *source;
	progress->report = *report;
	draw(progress, now);
	(void) pthread_mutex_unlock(&progress->lock);
}

/* Whoever had the line taken away is about to print: the next one has time. */
static void
hide(TertiusProgress *progress)
{
	if (!progress->is_visible)
		return;
	(void) fputs("\r\033[K", stderr);
	(void) fflush(stderr);
	progress->is_visible = FALSE;
	progress->shown = g_get_monotonic_time();
}

void
tertius_progress_hide(TertiusProgress *progress)
{
	(void) pthread_mutex_lock(&progress->lock);
	hide(progress);
	(void) pthread_mutex_unlock(&progress->lock);
}

void
tertius_progress_pause(TertiusProgress *progress)
{
	(void) pthread_mutex_lock(&progress->lock);
	hide(progress);
	progress->is_reading = FALSE;
	(void) pthread_mutex_unlock(&progress->lock);
}

void
tertius_progress_go_on(TertiusProgress *progress)
{
	(void) pthread_mutex_lock(&progress->lock);
	progress->is_reading = TRUE;
	progress->moved = g_get_monotonic_time();
	(void) pthread_mutex_unlock(&progress->lock);
}

/* --- The thread beside ---------------------------------------------------- */

/* A line that is there says how long nothing has come. */
static void
keep_time(TertiusProgress *progress)
{
	(void) pthread_mutex_lock(&progress->lock);
	draw(progress, g_get_monotonic_time());
	(void) pthread_mutex_unlock(&progress->lock);
}

/* Ends the process when nothing of it is left to do but to conclude: that is
 * done anew whenever somebody asks. */
static void
end_where_kept(TertiusProgress *progress)
{
	(void) pthread_mutex_lock(&progress->lock);
	if (progress->is_reading && progress->report.is_concluding)
		_exit(TERTIUS_EXIT_INCOMPLETE);
	(void) pthread_mutex_unlock(&progress->lock);
}

/* What comes after the first signal, but for what belongs to it. */
static int
wait_for_next(TertiusProgress *progress, const sigset_t *signals)
{
	const struct timespec tick = { .tv_nsec = SHORT_TICK };
	gint64 stopped = g_get_monotonic_time();

	for (;;) {
		int number = sigtimedwait(signals, NULL, &tick);
		gint64 since = g_get_monotonic_time() - stopped;

		if (number == SIGNAL_END || (number > 0 && since > TOGETHER))
			return number;
		if (since > PATIENCE)
			end_where_kept(progress);
	}
}

static void *
watch(void *data)
{
	TertiusProgress *progress = data;
	const struct timespec tick = { .tv_nsec = TICK };
	sigset_t signals;
	int number;

	fill_signals(&signals);
	while ((number = sigtimedwait(&signals, NULL, &tick)) < 0)
		keep_time(progress);
	if (number == SIGNAL_END)
		return NULL;
	if (number == SIGINT && !progress->output->is_quiet)
		(void) fprintf(stderr, "\n%s\n",
		               _("Stopping; what was read is kept. Once more "
		                 "ends it at once."));
	g_cancellable_cancel(progress->cancellable);
	number = wait_for_next(progress, &signals);
	if (number == SIGNAL_END)
		return NULL;
	(void) signal(number, SIG_DFL);
	(void) sigemptyset(&signals);
	(void) sigaddset(&signals, number);
	(void) raise(number);
	(void) pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
	return NULL;
}

TertiusProgress *
tertius_progress_new(TertiusOutput *output)
{
	TertiusProgress *progress = g_new0(TertiusProgress, 1);
	sigset_t signals;

	fill_signals(&signals);
	(void) pthread_sigmask(SIG_BLOCK, &signals, NULL);
	progress->output = output;
	progress->cancellable = g_cancellable_new();
	progress->place = g_strdup("");
	progress->shown = g_get_monotonic_time();
	(void) pthread_mutex_init(&progress->lock, NULL);
	progress->is_watched =
		pthread_create(&progress->watcher, NULL, watch, progress) == 0;
	return progress;
}

void
tertius_progress_free(TertiusProgress *progress)
{
	const struct timespec none = { 0 };
	sigset_t signals;

	if (progress == NULL)
		return;
	tertius_progress_pause(progress);
	if (progress->is_watched) {
		(void) pthread_kill(progress->watcher, SIGNAL_END);
		(void) pthread_join(progress->watcher, NULL);
	}
	fill_signals(&signals);
	/* What is being stopped is not ended by what asked for that. */
	while (g_cancellable_is_cancelled(progress->cancellable) &&
	       sigtimedwait(&signals, NULL, &none) > 0)
		continue;
	(void) pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
	g_object_unref(progress->cancellable);
	(void) pthread_mutex_destroy(&progress->lock);
	g_free(progress->place);
	g_free(progress);
}
