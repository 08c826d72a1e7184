/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius doctor`: looks at everything that Tertius stands on, and says what
 * is wrong and what to do.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <unistd.h>

#include "engine/sandbox.h"
#include "tool/doctor.h"
#include "tool/show.h"

/* Things that could not be read are named one by one, up to here. */
#define UNREADABLE_TOLD_MAX 5

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
	tertius_doctor_report(run, TERTIUS_HEALTH_FINE, _("settings"), found,
	                      NULL);
}

static gboolean
check_ledger(TertiusRun *run, GError **error)
{
	const char *path = tertius_engine_get_ledger_path(run->engine);
	const TertiusConclusions *all = tertius_run_conclude(run, error);
	g_autofree char *found = NULL;

	if (all == NULL)
		return FALSE;
	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		found = g_strdup_printf(_("%s is not there yet; the first scan "
		                          "makes it"),
		                        path);
		tertius_doctor_report(run, TERTIUS_HEALTH_FINE, _("ledger"),
		                      found, NULL);
		return TRUE;
	}
	found = g_strdup_printf(_("%s: %u messages, %u meetings, %u "
	                          "introductions, %u decisions"),
	                        path, tertius_history_n_letters(all->history),
	                        tertius_history_n_gatherings(all->history),
	                        all->introductions->len, all->decisions->len);
	tertius_doctor_report(run, TERTIUS_HEALTH_FINE, _("ledger"), found,
	                      NULL);
	return TRUE;
}

static gboolean
have_written(const TertiusConclusions *all)
{
	guint me = tertius_history_get_me(all->history);

	for (guint i = 0; i < tertius_history_n_letters(all->history); i++) {
		if (tertius_history_letter(all->history, i)->from == me)
			return me != TERTIUS_NOBODY;
	}
	return FALSE;
}

static gboolean
check_me(TertiusRun *run, GError **error)
{
	const TertiusConclusions *all = tertius_run_conclude(run, error);
	const char *what = _("your addresses");
	g_autofree char *me = NULL;

	if (all == NULL)
		return FALSE;
	me = tertius_show_dup_me(all);
	if (all->me[0] != NULL)
		tertius_doctor_report(run, TERTIUS_HEALTH_FINE, what, me, NULL);
	else if (tertius_history_n_letters(all->history) > 0)
		tertius_doctor_report(
			run, TERTIUS_HEALTH_LOOK, what,
			_("not known: there is no sent mail"),
			_("scan the folder of sent mail too, or set me in the "
		          "settings"));
	if (all->me[0] == NULL || have_written(all) ||
	    tertius_history_n_letters(all->history) == 0)
		return TRUE;
	tertius_doctor_report(
		run, TERTIUS_HEALTH_LOOK, _("sent mail"),
		_("none of the mail is yours, so your thanks and answers "
	          "cannot be seen"),
		_("scan the folder of sent mail too, or look whether me in "
	          "the settings is right"));
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
	tertius_doctor_report(run, TERTIUS_HEALTH_LOOK, _("mail"), found->str,
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
try_worker(const char *name, GError **error)
{
	gboolean was_read = FALSE;
	gboolean done =
		g_file_set_contents(name, rehearsal, -1, error) &&
		tertius_engine_classify(name, note_facts, &was_read, error);

	if (done && !was_read)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("it could not read a simple message"));
	return done && was_read;
}

static void
check_worker(TertiusRun *run)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *name = NULL;
	int fd = g_file_open_tmp("tertius-XXXXXX.eml", &name, &error);

	if (fd < 0) {
		tertius_doctor_report(run, TERTIUS_HEALTH_BROKEN,
		                      _("temporary files"), error->message,
		                      _("make room there, or set TMPDIR to a "
		                        "folder that you can write"));
		return;
	}
	(void) close(fd);
	if (try_worker(name, &error))
		tertius_doctor_report(run, TERTIUS_HEALTH_FINE, _("reader"),
		                      _("mail is read in a process of its own"),
		                      NULL);
	else
		tertius_doctor_report(run, TERTIUS_HEALTH_BROKEN, _("reader"),
		                      error->message,
		                      _("install Tertius again, all of it"));
	(void) g_unlink(name);
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
	tertius_doctor_report(
		run, has_calls ? TERTIUS_HEALTH_FINE : TERTIUS_HEALTH_LOOK,
		_("sandbox"), found->str,
		has_calls ? NULL
			  : _("this kernel has no seccomp; a newer one would "
	                      "guard better against hostile mail"));
}

/* The first of the variables that says anything is the one that counts. */
static void
check_language(TertiusRun *run)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *wanted = NULL;
	g_autofree char *found = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(names) && wanted == NULL; i++) {
		wanted = g_getenv(names[i]);
		if (wanted != NULL && *wanted == '\0')
			wanted = NULL;
	}
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread asks */
	if (wanted == NULL || setlocale(LC_MESSAGES, "") != NULL)
		return;
	found = g_strdup_printf(_("this computer does not know '%s', so you "
	                          "read English"),
	                        wanted);
	tertius_doctor_report(run, TERTIUS_HEALTH_LOOK, _("language"), found,
	                      _("install that language, or set LANG to one "
	                        "that 'locale -a' shows"));
}

/* --- All of it ----------------------------------------------------------- */

/* What needs the engine. */
static gboolean
check_kept(TertiusRun *run, GError **error)
{
	gboolean is_fine = check_ledger(run, error) && check_me(run, error) &&
	                   check_unreadable(run, error);

	tertius_doctor_look_around(run);
	return is_fine;
}

/* What to do about a ledger or settings that cannot be used. */
static const char *
get_advice(const GError *error)
{
	if (g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS))
		return _("mend the settings; man 5 tertius tells what is "
		         "allowed");
	if (g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_TOO_NEW))
		return _("use the newer Tertius that wrote it, or another "
		         "--ledger");
	if (g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_BUSY))
		return _("wait until the other Tertius is done, or close it");
	return _("make room, or mend the permissions; a ledger that is "
	         "damaged can be moved away and made again with scan, "
	         "or with import from a copy");
}

static gboolean
doctor(TertiusRun *run, GError **error)
{
	g_autoptr(GError) inner = NULL;

	(void) error;
	run->options.is_dry = TRUE; /* it changes nothing */
	if (tertius_run_engine(run, &inner) != NULL) {
		check_settings(run);
		(void) check_kept(run, &inner);
	}
	if (inner != NULL) {
		tertius_doctor_report(run, TERTIUS_HEALTH_BROKEN,
		                      g_error_matches(inner, TERTIUS_ERROR,
		                                      TERTIUS_ERROR_SETTINGS)
		                              ? _("settings")
		                              : _("ledger"),
		                      inner->message, get_advice(inner));
		run->status = tertius_run_status_of(inner);
	}
	check_worker(run);
	check_sandbox(run);
	check_language(run);
	tertius_doctor_look_at_client(run);
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
	.help = N_("Looks at the settings, the ledger and the room for it, your "
	           "addresses and sent mail, what could not be read, this "
	           "computer's clock, every mailbox, file and calendar in the "
	           "settings, the process that reads mail and its sandbox, and "
	           "the plugin that Claws Mail loads; for each that is not "
	           "fine it says what to do. Changes nothing."),
	.least = 0,
	.most = 0,
	.run = doctor,
};
