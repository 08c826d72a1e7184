/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius doctor`: looks at everything that Tertius stands on, and says what
 * is wrong and what to do.
 */
#include "tool/command.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/dates.h"
#include "engine/json.h"
#include "engine/sandbox.h"
#include "tool/password.h"
#include "tool/show.h"

/* Things that could not be read are named one by one, up to here. */
#define UNREADABLE_TOLD_MAX 5

typedef enum {
	TERTIUS_HEALTH_FINE,
	TERTIUS_HEALTH_LOOK,   /* works, but could be better */
	TERTIUS_HEALTH_BROKEN, /* does not work */
} TertiusHealth;

/* One finding: @advice says what to do, or is NULL. */
static void
report(TertiusRun *run, TertiusHealth health, const char *what,
       const char *found, const char *advice)
{
	static const char *const names[] = { "fine", "look", "broken" };
	TertiusJson *json;

	if (health != TERTIUS_HEALTH_FINE)
		run->status = MAX(run->status, TERTIUS_EXIT_INCOMPLETE);
	if (!run->output->is_json) {
		g_autofree char *mark =
			g_strdup_printf("%-6s ", health == TERTIUS_HEALTH_FINE
		                                         ? _("ok")
		                                         : _(names[health]));

		tertius_output_print(run->output,
		                     health == TERTIUS_HEALTH_FINE
		                             ? TERTIUS_INK_FAINT
		                             : TERTIUS_INK_STRONG,
		                     mark);
		tertius_output_hang(run->output, TERTIUS_INK_STRONG, 7, 7,
		                    what);
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 9, "%s",
		                   found);
		if (advice != NULL)
			tertius_output_say(run->output, TERTIUS_INK_PLAIN, 9,
			                   "→ %s", advice);
		return;
	}
	json = tertius_json_begin();
	tertius_json_text(json, "check", what);
	tertius_json_text(json, "health", names[health]);
	tertius_json_text(json, "found", found);
	tertius_json_text(json, "advice", advice);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

/* --- Settings and ledger ------------------------------------------------- */

static void
check_settings(TertiusRun *run)
{
	g_autofree char *standard = g_build_filename(g_get_user_config_dir(),
	                                             "tertius", "config", NULL);
	const char *path =
		run->options.config != NULL ? run->options.config : standard;
	g_autofree char *found = NULL;

	if (g_file_test(path, G_FILE_TEST_EXISTS))
		found = g_strdup_printf(_("%s is fine"), path);
	else
		found = g_strdup_printf(_("%s is not there; all is standard"),
		                        path);
	report(run, TERTIUS_HEALTH_FINE, _("settings"), found, NULL);
}

static void
check_permissions(TertiusRun *run, const char *path)
{
	struct stat status;
	g_autofree char *found = NULL;
	g_autofree char *advice = NULL;

	if (stat(path, &status) != 0 || (status.st_mode & 077) == 0)
		return;
	found = g_strdup_printf(_("others can read %s"), path);
	advice = g_strdup_printf("chmod 600 %s", path);
	report(run, TERTIUS_HEALTH_LOOK, _("ledger"), found, advice);
}

static gboolean
check_ledger(TertiusRun *run, GError **error)
{
	const char *path = tertius_engine_get_ledger_path(run->engine);
	const TertiusConclusions *all = tertius_run_conclude(run, error);
	g_autofree char *found = NULL;

	if (all == NULL)
		return FALSE;
	found = g_strdup_printf(_("%s: %u messages, %u meetings, %u "
	                          "introductions, %u decisions"),
	                        path, tertius_history_n_letters(all->history),
	                        tertius_history_n_gatherings(all->history),
	                        all->introductions->len, all->decisions->len);
	report(run, TERTIUS_HEALTH_FINE, _("ledger"), found, NULL);
	check_permissions(run, path);
	return TRUE;
}

static gboolean
check_me(TertiusRun *run, GError **error)
{
	const TertiusConclusions *all = tertius_run_conclude(run, error);
	g_autofree char *me = NULL;

	if (all == NULL)
		return FALSE;
	me = tertius_show_dup_me(all);
	if (all->me[0] != NULL)
		report(run, TERTIUS_HEALTH_FINE, _("your addresses"), me, NULL);
	else if (tertius_history_n_letters(all->history) > 0)
		report(run, TERTIUS_HEALTH_LOOK, _("your addresses"),
		       _("not known: there is no sent mail"),
		       _("scan the folder of sent mail too, or set me in the "
		         "settings"));
	return TRUE;
}

static gboolean
check_unreadable(TertiusRun *run, GError **error)
{
	g_autoptr(GPtrArray) lines =
		tertius_engine_unreadable(run->engine, error);
	g_autoptr(GString) found = g_string_new("");

	if (lines == NULL)
		return FALSE;
	if (lines->len == 0)
		return TRUE;
	g_string_printf(found, _("%u could not be read"), lines->len);
	for (guint i = 0; i < lines->len && i < UNREADABLE_TOLD_MAX; i++)
		g_string_append_printf(found, "\n%s",
		                       (const char *) lines->pdata[i]);
	report(run, TERTIUS_HEALTH_LOOK, _("mail"), found->str,
	       _("nothing needs to be done; the rest was read"));
	return TRUE;
}

/* --- The worker ---------------------------------------------------------- */

static gboolean
note_facts(const TertiusFacts *facts, gpointer data, GError **error)
{
	gboolean *was_read = data;

	(void) error;
	*was_read = facts->message != NULL;
	return TRUE;
}

static const char rehearsal[] = "From: dana@example.org\n"
				"To: you@example.org\n"
				"Subject: doctor\n"
				"Date: Mon, 5 Jan 2026 10:00:00 +0100\n"
				"Message-ID: <doctor@example.org>\n"
				"\n"
				"How are you?\n";

static gboolean
try_worker(GError **error)
{
	g_autofree char *name = NULL;
	int fd = g_file_open_tmp("tertius-XXXXXX.eml", &name, error);
	gboolean was_read = FALSE;
	gboolean done;

	if (fd < 0)
		return FALSE;
	(void) close(fd);
	done = g_file_set_contents(name, rehearsal, -1, error) &&
	       tertius_engine_classify(name, note_facts, &was_read, error);
	(void) g_unlink(name);
	if (done && !was_read)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("it could not read a simple message"));
	return done && was_read;
}

static void
check_worker(TertiusRun *run)
{
	g_autoptr(GError) error = NULL;

	if (try_worker(&error))
		report(run, TERTIUS_HEALTH_FINE, _("reader"),
		       _("mail is read in a process of its own"), NULL);
	else
		report(run, TERTIUS_HEALTH_BROKEN, _("reader"), error->message,
		       _("install Tertius again, all of it"));
}

static void
check_sandbox(TertiusRun *run)
{
	guint fences = tertius_sandbox_state();
	g_autoptr(GString) found = g_string_new(_("the reader is fenced by"));
	gboolean has_calls = (fences & TERTIUS_SANDBOX_CALLS) != 0;

	g_string_append(found, _(" limits of memory and time"));
	if (has_calls)
		g_string_append(found, _(", allowed system calls (seccomp)"));
	if ((fences & TERTIUS_SANDBOX_FOLDERS) != 0)
		g_string_append(found, _(", allowed folders (Landlock)"));
	report(run, has_calls ? TERTIUS_HEALTH_FINE : TERTIUS_HEALTH_LOOK,
	       _("sandbox"), found->str,
	       has_calls ? NULL
	                 : _("this kernel has no seccomp; a newer one would "
	                     "guard better against hostile mail"));
}

/* --- Mailboxes and calendars --------------------------------------------- */

static void
check_place(TertiusRun *run, const TertiusSettings *settings, const char *place)
{
	TertiusSourceOptions options = {
		.password_command = run->password_command != NULL
		                            ? run->password_command
		                            : settings->password_command,
		.ca_file = settings->ca_file,
		.ask_password = tertius_password_ask,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusSource) source =
		tertius_source_open(place, &options, &error);
	g_autofree char *what = g_strdup_printf(_("place %s"), place);

	if (source != NULL)
		report(run, TERTIUS_HEALTH_FINE, what, _("can be read"), NULL);
	else
		report(run, TERTIUS_HEALTH_BROKEN, what, error->message,
		       _("mend places in the settings (man 5 tertius)"));
}

static void
check_places(TertiusRun *run, const TertiusSettings *settings)
{
	if (settings->places == NULL || settings->places[0] == NULL) {
		report(run, TERTIUS_HEALTH_FINE, _("places"),
		       _("none is set; scan takes those that you name"), NULL);
		return;
	}
	for (guint i = 0; settings->places[i] != NULL; i++)
		check_place(run, settings, settings->places[i]);
}

static void
check_writable(TertiusRun *run, const char *key, const char *path)
{
	g_autofree char *folder = NULL;
	g_autofree char *found = NULL;
	g_autofree char *what = NULL;

	if (path == NULL)
		return;
	what = g_strdup_printf(_("calendar %s"), path);
	folder = g_file_test(path, G_FILE_TEST_IS_DIR)
	                 ? g_strdup(path)
	                 : g_path_get_dirname(path);
	if (access(folder, W_OK) == 0) {
		report(run, TERTIUS_HEALTH_FINE, what, _("can be written"),
		       NULL);
		return;
	}
	found = g_strdup_printf("%s: %s", folder, g_strerror(errno));
	report(run, TERTIUS_HEALTH_BROKEN, what, found,
	       strcmp(key, "vdir") == 0
	               ? _("make the folder, or mend vdir in the settings")
	               : _("make the folder, or mend feed in the settings"));
}

/* What needs the engine. */
static gboolean
check_kept(TertiusRun *run, GError **error)
{
	const TertiusSettings *settings;

	if (!check_ledger(run, error) || !check_me(run, error) ||
	    !check_unreadable(run, error))
		return FALSE;
	settings = tertius_engine_get_settings(run->engine);
	check_places(run, settings);
	check_writable(run, "vdir", settings->vdir);
	check_writable(run, "feed", settings->feed);
	return TRUE;
}

static const char *
get_advice(const GError *error)
{
	if (error->domain != TERTIUS_ERROR)
		return NULL;
	switch ((TertiusErrorCode) error->code) {
	case TERTIUS_ERROR_SETTINGS:
		return _("mend the settings; man 5 tertius tells what is "
		         "allowed");
	case TERTIUS_ERROR_TOO_NEW:
		return _("use the newer Tertius that wrote it, or another "
		         "--ledger");
	case TERTIUS_ERROR_UNREACHABLE:
		return _("wait until the other Tertius is done, or close it");
	case TERTIUS_ERROR_STORE:
		return _("make room, or mend the permissions; a ledger that is "
		         "damaged can be moved away and made again with scan, "
		         "or with import from a copy");
	case TERTIUS_ERROR_MALFORMED:
	case TERTIUS_ERROR_DENIED:
	default:
		return NULL;
	}
}

static gboolean
doctor(TertiusRun *run, GError **error)
{
	g_autoptr(GError) inner = NULL;

	(void) error;
	if (tertius_run_engine(run, &inner) != NULL) {
		check_settings(run);
		(void) check_kept(run, &inner);
	}
	if (inner != NULL) {
		report(run, TERTIUS_HEALTH_BROKEN,
		       g_error_matches(inner, TERTIUS_ERROR,
		                       TERTIUS_ERROR_SETTINGS)
		               ? _("settings")
		               : _("ledger"),
		       inner->message, get_advice(inner));
		run->status = tertius_run_status_of(run, inner);
	}
	check_worker(run);
	check_sandbox(run);
	if (run->status == TERTIUS_EXIT_FINE && !run->output->is_json)
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0,
		                   _("All is well."));
	return TRUE;
}

const TertiusCommand tertius_command_doctor = {
	.name = "doctor",
	.arguments = "",
	.summary = N_("look for what is wrong, and say what to do"),
	.examples = {
		{ "tertius doctor", N_("all checks") },
		{ "tertius doctor --json", N_("one object a check") },
		{ "tertius doctor --ledger copy.db", N_("of another ledger") },
	},
	.help = N_("Looks at the settings, the ledger, your addresses, what "
	           "could not be read, the process that reads mail and its "
	           "sandbox, and every mailbox and calendar in the settings; "
	           "for each that is not fine it says what to do. Changes "
	           "nothing."),
	.least = 0,
	.most = 0,
	.run = doctor,
};
