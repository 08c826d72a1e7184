/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading places.
 */
#include "tool/scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "engine/json.h"
#include "engine/objects.h"
#include "tool/password.h"
#include "tool/progress.h"
#include "tool/show.h"

/* Things that could not be read are named one by one, up to here; to programs up
 * to there. */
#define PROBLEMS_TOLD_MAX 10
#define PROBLEMS_KEPT_MAX 1000

typedef struct {
	char *what, *why;
} Problem;

typedef struct {
	TertiusRun *run;
	TertiusProgress *progress;
	GHashTable *found; /* ids of introductions that are new */
	GPtrArray *copies; /* of these, when nothing is kept; else NULL */
	TertiusScanReport total;
	guint problems;
	GPtrArray *skipped;  /* Problem: the first of them, and whole places */
	gboolean has_failed; /* a place could not be read */
	gint64 begun;        /* monotonic, microseconds */
} Scan;

static void
show_progress(const TertiusSourceProgress *source,
              const TertiusScanReport *report, gpointer data)
{
	Scan *scan = data;

	tertius_progress_show(scan->progress, source, report);
}

static Problem *
new_problem(const char *what, const char *why)
{
	Problem *problem = g_new(Problem, 1);

	problem->what = g_strdup(what);
	problem->why = g_strdup(why);
	return problem;
}

static void
free_problem(gpointer data)
{
	Problem *problem = data;

	g_free(problem->what);
	g_free(problem->why);
	g_free(problem);
}

static void
tell_problem(const char *what, const char *message, gpointer data)
{
	Scan *scan = data;
	g_autofree char *line = NULL;

	if (++scan->problems <= PROBLEMS_KEPT_MAX)
		g_ptr_array_add(scan->skipped, new_problem(what, message));
	if (scan->problems > PROBLEMS_TOLD_MAX)
		return;
	tertius_progress_hide(scan->progress);
	line = g_strdelimit(g_strdup(what), "\r\n", ' ');
	tertius_output_tell(scan->run->output, _("skipped: %s: %s"), line,
	                    message);
}

static void
note_found(const TertiusIntroduction *introduction, gpointer data)
{
	Scan *scan = data;

	if (g_hash_table_add(scan->found, g_strdup(introduction->id)) &&
	    scan->copies != NULL)
		g_ptr_array_add(scan->copies,
		                tertius_introduction_copy(introduction));
}

/* A question stays where it is. */
static char *
ask_password(const char *who, gpointer data)
{
	Scan *scan = data;
	char *password;

	tertius_progress_pause(scan->progress);
	password = tertius_password_ask(
		who, tertius_progress_get_cancellable(scan->progress));
	tertius_progress_go_on(scan->progress);
	return password;
}

static void
add_up(TertiusScanReport *total, const TertiusScanReport *report)
{
	total->items += report->items;
	total->fresh += report->fresh;
	total->automatic += report->automatic;
	total->meetings += report->meetings;
	total->unreadable += report->unreadable;
	total->renewed += report->renewed;
	total->introductions += report->introductions;
	total->perhaps += report->perhaps;
	total->was_cancelled |= report->was_cancelled;
}

static gboolean
concerns_ledger(const GError *error)
{
	return g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_STORE) ||
	       g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_TOO_NEW);
}

static void
note_failure(Scan *scan, const char *place, const GError *why)
{
	g_autofree char *what = tertius_text_dup_place(place);

	scan->has_failed = TRUE;
	g_ptr_array_add(scan->skipped, new_problem(what, why->message));
	tertius_output_complain("%s", why->message);
	scan->run->status = MAX(scan->run->status, tertius_run_status_of(why));
}

/* FALSE when there is no use in going on with the other places. */
static gboolean
scan_place(Scan *scan, const char *place, const TertiusScanOptions *options,
           GError **error)
{
	TertiusScanReport report = { 0 };
	GError *inner = NULL;
	gboolean done;

	tertius_progress_set_place(scan->progress, place);
	done = tertius_engine_scan(scan->run->engine, place, options, &report,
	                           &inner);
	tertius_progress_pause(scan->progress);
	add_up(&scan->total, &report);
	if (done)
		return TRUE;
	if (concerns_ledger(inner)) {
		g_propagate_error(error, inner);
		return FALSE;
	}
	note_failure(scan, place, inner);
	g_error_free(inner);
	return TRUE;
}

/* --- Telling ------------------------------------------------------------- */

static GPtrArray *
find_new(Scan *scan, const GPtrArray *introductions, TertiusLevel level)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < introductions->len; i++) {
		TertiusIntroduction *introduction = introductions->pdata[i];

		if (introduction->level >= level &&
		    introduction->state != TERTIUS_STATE_DISMISSED &&
		    g_hash_table_contains(scan->found, introduction->id))
			g_ptr_array_add(found, introduction);
	}
	return found;
}

static void
print_skipped(const Scan *scan, TertiusJson *json)
{
	tertius_json_open(json, "skipped", '[');
	for (guint i = 0; i < scan->skipped->len; i++) {
		const Problem *problem = scan->skipped->pdata[i];

		tertius_json_open(json, NULL, '{');
		tertius_json_text(json, "what", problem->what);
		tertius_json_text(json, "why", problem->why);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

static void
print_json(Scan *scan, const GPtrArray *found)
{
	const TertiusScanReport *total = &scan->total;
	TertiusJson *json = tertius_json_begin();

	tertius_json_integer(json, "items", total->items);
	tertius_json_integer(json, "messages", total->fresh);
	tertius_json_integer(json, "automatic", total->automatic);
	tertius_json_integer(json, "meetings", total->meetings);
	tertius_json_integer(json, "unreadable", total->unreadable);
	tertius_json_integer(json, "renewed", total->renewed);
	tertius_json_boolean(json, "stopped", total->was_cancelled);
	tertius_json_boolean(json, "dry_run", scan->copies != NULL);
	print_skipped(scan, json);
	tertius_json_open(json, "introductions", '[');
	for (guint i = 0; i < found->len; i++) {
		tertius_json_open(json, NULL, '{');
		tertius_objects_introduction(json, found->pdata[i],
		                             tertius_run_get_zone(scan->run));
		tertius_json_close(json);
	}
	tertius_json_close(json);
	tertius_output_take_json(scan->run->output, tertius_json_end(json));
}

static void
say_what_was_read(Scan *scan)
{
	const TertiusScanReport *total = &scan->total;
	double seconds = (double) (g_get_monotonic_time() - scan->begun) /
	                 G_USEC_PER_SEC;
	g_autofree char *messages =
		g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%u new message",
	                                    "%u new messages", total->fresh),
	                        total->fresh);
	g_autofree char *meetings =
		g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%u meeting",
	                                    "%u meetings", total->meetings),
	                        total->meetings);

	if (total->items == 0 && total->unreadable == 0)
		return;
	tertius_output_say(scan->run->output, TERTIUS_INK_PLAIN, 0,
	                   _("Read %s (%u by machines) and %s in %.1f s."),
	                   messages, total->automatic, meetings, seconds);
	if (total->renewed > 0)
		tertius_output_say(
			scan->run->output, TERTIUS_INK_PLAIN, 0,
			g_dngettext(GETTEXT_PACKAGE,
		                    "Read %u message anew that another "
		                    "version of Tertius had read.",
		                    "Read %u messages anew that another "
		                    "version of Tertius had read.",
		                    total->renewed),
			total->renewed);
}

static void
say_me(Scan *scan, const TertiusConclusions *all)
{
	g_autofree char *me = tertius_show_dup_me(all);

	if (all->me[0] == NULL)
		tertius_output_say(
			scan->run->output, TERTIUS_INK_PLAIN, 0,
			_("Which address is yours could not be learnt: there "
		          "is no sent mail here. Scan it too, or say "
		          "--me ADDRESS."));
	else if (scan->total.fresh > 0)
		tertius_output_say(scan->run->output, TERTIUS_INK_PLAIN, 0,
		                   _("You are %s."), me);
}

static guint
count_due(Scan *scan, const TertiusConclusions *all)
{
	guint n = 0;

	for (guint i = 0; i < all->reminders->len; i++) {
		const TertiusReminder *reminder = all->reminders->pdata[i];

		if (tertius_reminder_is_open(reminder) &&
		    reminder->due <= tertius_run_get_now(scan->run))
			n++;
	}
	return n;
}

static void
say_what_is_new(Scan *scan, const TertiusConclusions *all)
{
	TertiusOutput *output = scan->run->output;
	g_autoptr(GPtrArray) likely =
		find_new(scan, all->introductions, TERTIUS_LEVEL_LIKELY);
	g_autoptr(GPtrArray) any =
		find_new(scan, all->introductions, TERTIUS_LEVEL_PERHAPS);
	guint doubtful = any->len - likely->len;
	guint due = count_due(scan, all);
	g_autofree char *doubtful_ones =
		tertius_run_dup_command(scan->run, "list --perhaps");
	g_autofree char *due_ones = tertius_run_dup_command(scan->run, "due");

	if (likely->len > 0) {
		tertius_output_gap(output);
		tertius_output_say(
			output, TERTIUS_INK_STRONG, 0,
			g_dngettext(GETTEXT_PACKAGE,
		                    "%u introduction that is new to Tertius:",
		                    "%u introductions that are new to Tertius:",
		                    likely->len),
			likely->len);
		tertius_output_gap(output);
		tertius_show_introductions(scan->run, likely);
	} else {
		tertius_output_say(output, TERTIUS_INK_PLAIN, 0,
		                   scan->total.fresh > 0
		                           ? _("No new introductions.")
		                           : _("Nothing new."));
	}
	if (likely->len > 0 || doubtful > 0)
		tertius_output_gap(output);
	if (doubtful > 0)
		tertius_output_say(output, TERTIUS_INK_FAINT, 0,
		                   g_dngettext(GETTEXT_PACKAGE,
		                               "%u more is perhaps one: %s",
		                               "%u more are perhaps some: %s",
		                               doubtful),
		                   doubtful, doubtful_ones);
	if (due > 0 && !scan->run->is_demo)
		tertius_output_say(output, TERTIUS_INK_PLAIN, 0,
		                   _("To do now: %u. See: %s"), due, due_ones);
}

/* What was found was found in a copy of the ledger, which is gone. */
static void
tell_dry(Scan *scan)
{
	g_autoptr(GPtrArray) likely =
		find_new(scan, scan->copies, TERTIUS_LEVEL_LIKELY);
	g_autoptr(GPtrArray) any =
		find_new(scan, scan->copies, TERTIUS_LEVEL_PERHAPS);

	if (scan->run->output->is_json) {
		print_json(scan, any);
		return;
	}
	say_what_was_read(scan);
	tertius_output_say(
		scan->run->output, TERTIUS_INK_PLAIN, 0,
		g_dngettext(GETTEXT_PACKAGE,
	                    "%u introduction would be new, and %u more "
	                    "perhaps. Nothing was kept (--dry-run).",
	                    "%u introductions would be new, and %u more "
	                    "perhaps. Nothing was kept (--dry-run).",
	                    likely->len),
		likely->len, any->len - likely->len);
}

static gboolean
tell_all(Scan *scan, GError **error)
{
	TertiusOutput *output = scan->run->output;
	const TertiusConclusions *all =
		tertius_engine_conclude(scan->run->engine, error);
	g_autoptr(GPtrArray) found = NULL;

	if (all == NULL)
		return FALSE;
	found = find_new(scan, all->introductions, TERTIUS_LEVEL_PERHAPS);
	if (output->is_json) {
		print_json(scan, found);
		return TRUE;
	}
	say_what_was_read(scan);
	say_me(scan, all);
	say_what_is_new(scan, all);
	if (scan->total.was_cancelled)
		tertius_output_say(output, TERTIUS_INK_PLAIN, 0,
		                   _("Stopped before the end; the next scan "
		                     "goes on from there."));
	return TRUE;
}

static void
tell_nothing(Scan *scan)
{
	TertiusOutput *output = scan->run->output;
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	if (output->is_json)
		print_json(scan, none);
	else if (!scan->has_failed)
		tertius_output_say(output, TERTIUS_INK_PLAIN, 0,
		                   _("Nothing new."));
}

static gboolean
tell(Scan *scan, GError **error)
{
	const TertiusScanReport *total = &scan->total;

	if (scan->problems > PROBLEMS_TOLD_MAX)
		tertius_output_tell(scan->run->output,
		                    _("skipped: %u more (--json names them)"),
		                    scan->problems - PROBLEMS_TOLD_MAX);
	if (total->was_cancelled || scan->problems > 0)
		scan->run->status =
			MAX(scan->run->status, TERTIUS_EXIT_INCOMPLETE);
	/* Nothing new leads to no new conclusion; a daily scan is quick. */
	if (total->items == 0 && total->unreadable == 0 &&
	    !total->was_cancelled) {
		tell_nothing(scan);
		return TRUE;
	}
	if (scan->copies == NULL)
		return tell_all(scan, error);
	tell_dry(scan);
	return TRUE;
}

gboolean
tertius_scan_places(TertiusRun *run, const char *const *places,
                    const TertiusScanRequest *request, GError **error)
{
	Scan scan = { .run = run, .begun = g_get_monotonic_time() };
	g_autoptr(TertiusProgress) progress = NULL;
	g_autoptr(GHashTable) found =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) copies =
		request->is_dry ? tertius_introductions_new() : NULL;
	g_autoptr(GPtrArray) skipped =
		g_ptr_array_new_with_free_func(free_problem);
	TertiusScanOptions options = {
		.since = request->since,
		.folders = request->folders,
		.is_dry = request->is_dry,
		.password_command = run->password_command,
		.ca_file = request->ca_file,
		.allow_plaintext = request->allow_plaintext,
		.progress = show_progress,
		.problem = tell_problem,
		.found = note_found,
		.ask_password = ask_password,
		.data = &scan,
	};
	gboolean goes_on = tertius_run_engine(run, error) != NULL;

	if (!goes_on)
		return FALSE;
	tertius_engine_leave_out_automatic(run->engine, TRUE);
	progress = tertius_progress_new(run->output);
	scan.progress = progress;
	scan.found = found;
	scan.copies = copies;
	scan.skipped = skipped;
	options.cancellable = tertius_progress_get_cancellable(progress);
	for (guint i = 0; goes_on && places[i] != NULL; i++) {
		if (!g_cancellable_is_cancelled(options.cancellable))
			goes_on = scan_place(&scan, places[i], &options, error);
	}
	return goes_on && tell(&scan, error);
}
