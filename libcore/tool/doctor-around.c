/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Tertius stands on: mailboxes, files, calendars, room, and the clock.
 */
#define _GNU_SOURCE /* memmem */
#include "tool/doctor.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "engine/calendar.h"
#include "engine/client.h"
#include "engine/connections.h"
#include "engine/dates.h"
#include "tool/password.h"

/* With less room than this the next scan may stop; with less than that it is
 * worth a word. */
#define ROOM_NEEDED ((guint64) 1 << 20)
#define ROOM_WANTED ((guint64) 64 << 20)

/* A server that has not greeted by then keeps nobody waiting any longer; seconds. */
#define PATIENCE 20

/* A clock that is so far behind what was kept is wrong, not another zone's. */
#define BEHIND (2 * G_GINT64_CONSTANT(86400))

/* --- Mailboxes ----------------------------------------------------------- */

/* What to do about a server that @error tells of; @key is the setting of its
 * address. */
static char *
dup_server_advice(const GError *error, const char *key)
{
	if (g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED))
		return g_strdup(_("look at the user in the address, and try "
		                  "the password-command by hand"));
	if (g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS))
		return g_strdup_printf(_("mend %s in the settings (man 5 "
		                         "tertius)"),
		                       key);
	if (g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED))
		return g_strdup_printf(
			_("look at the address (%s in the settings): another "
		          "kind of server answers there"),
			key);
	return g_strdup_printf(_("look at the network and at the address (%s "
	                         "in the settings), then try again"),
	                       key);
}

static char *
dup_place_advice(const char *place, const GError *error)
{
	if (strstr(place, "://") != NULL)
		return dup_server_advice(error, "places");
	if (g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED))
		return g_strdup(_("give yourself the right to read it"));
	return g_strdup(_("mend places in the settings (man 5 tertius)"));
}

/* What keeps @place from being read; NULL: nothing. */
static GError *
try_place(TertiusRun *run, const TertiusSettings *settings, const char *place)
{
	const TertiusSourceOptions options = {
		.password_command = run->password_command != NULL
		                            ? run->password_command
		                            : settings->password_command,
		.token_command = run->password_command == NULL
		                         ? settings->token_command
		                         : NULL,
		.ca_file = settings->ca_file,
		.ask_password = tertius_password_ask,
		.network_timeout = PATIENCE,
	};
	const TertiusCalendarOptions of_calendars = {
		.password_command = run->password_command,
		.ask_password = tertius_password_ask,
	};
	const TertiusScanOptions dry = { .is_dry = TRUE };
	TertiusScanReport report;
	GPtrArray *calendars = NULL;
	GError *error = NULL;

	if (tertius_calendar_is_url(place))
		calendars = tertius_engine_list_calendars(
			run->engine, place, &of_calendars, &error);
	else if (tertius_connections_is_place(place))
		(void) tertius_engine_scan(run->engine, place, &dry, &report,
		                           &error);
	else
		tertius_source_free(
			tertius_source_open(place, &options, &error));
	if (calendars != NULL)
		g_ptr_array_unref(calendars);
	return error;
}

static void
look_at_place(TertiusRun *run, const TertiusSettings *settings,
              const char *place)
{
	g_autoptr(GError) error = try_place(run, settings, place);
	g_autofree char *what = g_strdup_printf(_("place %s"), place);
	g_autofree char *advice =
		error != NULL ? dup_place_advice(place, error) : NULL;

	if (error == NULL)
		tertius_doctor_report(run, TERTIUS_HEALTH_FINE, what,
		                      _("can be read"), NULL);
	else
		tertius_doctor_report(run, TERTIUS_HEALTH_BROKEN, what,
		                      error->message, advice);
}

static void
look_at_places(TertiusRun *run, const TertiusSettings *settings)
{
	if (settings->places == NULL || settings->places[0] == NULL) {
		tertius_doctor_report(
			run, TERTIUS_HEALTH_FINE, _("places"),
			_("none is set; scan takes those that you name"), NULL);
		return;
	}
	for (guint i = 0; settings->places[i] != NULL; i++)
		look_at_place(run, settings, settings->places[i]);
}

/* --- Files --------------------------------------------------------------- */

/* The file that the setting @key names (or NULL) holds @mark; else @words say
 * what it lacks. */
static void
look_at_file(TertiusRun *run, const char *key, const char *path,
             const char *mark, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	g_autofree char *found = NULL;
	g_autofree char *advice = NULL;

	if (path == NULL)
		return;
	if (!g_file_get_contents(path, &text, NULL, &error))
		found = g_strdup(error->message);
	else if (strstr(text, mark) == NULL)
		found = g_strdup_printf("%s: %s", path, words);
	if (found == NULL)
		return;
	advice = g_strdup_printf(_("mend %s in the settings (man 5 tertius)"),
	                         key);
	tertius_doctor_report(run, TERTIUS_HEALTH_BROKEN, key, found, advice);
}

/* Of @path the part that there is: what is not is made when it is needed. */
static char *
dup_existing(const char *path)
{
	g_autofree char *part = g_strdup(path);

	while (!g_file_test(part, G_FILE_TEST_EXISTS)) {
		char *parent = g_path_get_dirname(part);

		g_free(part);
		part = parent;
	}
	return g_steal_pointer(&part);
}

/* A folder, or with @is_file a file, that reminders are written to. */
static void
look_at_target(TertiusRun *run, const char *key, const char *path,
               gboolean is_file)
{
	g_autofree char *folder = NULL;
	g_autofree char *there = NULL;
	g_autofree char *found = NULL;
	g_autofree char *what = NULL;
	g_autofree char *advice = NULL;

	if (path == NULL || strcmp(path, "none") == 0)
		return;
	what = g_strdup_printf(_("calendar %s"), path);
	folder = is_file ? g_path_get_dirname(path) : g_strdup(path);
	there = dup_existing(folder);
	errno = g_file_test(there, G_FILE_TEST_IS_DIR) ? 0 : ENOTDIR;
	if (is_file && g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_free(there);
		there = g_strdup(path);
		errno = EISDIR;
	}
	if (errno == 0 && access(there, W_OK) == 0) {
		tertius_doctor_report(run, TERTIUS_HEALTH_FINE, what,
		                      _("can be written"), NULL);
		return;
	}
	found = g_strdup_printf("%s: %s", there, g_strerror(errno));
	advice = g_strdup_printf(
		_("give yourself the right to write there, or mend %s in the "
	          "settings (man 5 tertius)"),
		key);
	tertius_doctor_report(run, TERTIUS_HEALTH_BROKEN, what, found, advice);
}

static void
look_at_files(TertiusRun *run, const TertiusSettings *settings)
{
	look_at_file(run, "ca-file", settings->ca_file,
	             "-----BEGIN CERTIFICATE-----",
	             _("it holds no certificate"));
	for (guint i = 0;
	     settings->holidays != NULL && settings->holidays[i] != NULL; i++)
		look_at_file(run, "holidays", settings->holidays[i],
		             "BEGIN:VCALENDAR", _("it holds no calendar"));
	look_at_target(run, "vdir", settings->vdir, FALSE);
	look_at_target(run, "feed", settings->feed, TRUE);
}

/* The ledger's folder: whether it can be written, and has room. */
static void
look_at_room(TertiusRun *run)
{
	const char *path = tertius_engine_get_ledger_path(run->engine);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *found = NULL;
	struct statvfs room;
	guint64 left;

	if ((access(path, F_OK) == 0 && access(path, W_OK) != 0) ||
	    (access(folder, F_OK) == 0 && access(folder, W_OK) != 0)) {
		found = g_strdup_printf(_("%s cannot be written: %s"), path,
		                        g_strerror(errno));
		tertius_doctor_report(
			run, TERTIUS_HEALTH_BROKEN, _("ledger"), found,
			_("mend the permissions, or name a ledger elsewhere "
		          "with --ledger"));
		return;
	}
	if (statvfs(folder, &room) != 0)
		return;
	left = (guint64) room.f_bavail * room.f_frsize;
	if (left >= ROOM_WANTED)
		return;
	found = g_strdup_printf(_("only %u MiB are left where %s is"),
	                        (guint) (left >> 20), path);
	tertius_doctor_report(run,
	                      left < ROOM_NEEDED ? TERTIUS_HEALTH_BROKEN
	                                         : TERTIUS_HEALTH_LOOK,
	                      _("disk"), found, _("make room on that disk"));
}

/* --- The calendar at a server -------------------------------------------- */

static void
judge_calendars(TertiusRun *run, const char *what, const GPtrArray *calendars)
{
	guint n_writable = 0;

	for (guint i = 0; i < calendars->len; i++) {
		const TertiusAccountCalendar *one = calendars->pdata[i];

		n_writable += one->is_writable ? 1 : 0;
		if (!one->is_chosen || one->is_writable)
			continue;
		tertius_doctor_report(
			run, TERTIUS_HEALTH_BROKEN, what,
			_("the calendar for reminders can only be read"),
			_("name another one as url in the settings; "
		          "`tertius calendar accounts` shows them"));
		return;
	}
	tertius_doctor_report(
		run, TERTIUS_HEALTH_FINE, what,
		n_writable > 0 ? _("can be read and written")
			       : _("can be reached; a calendar for reminders "
	                           "is made there at the first sync"),
		NULL);
}

static void
look_at_calendars(TertiusRun *run, const TertiusSettings *settings)
{
	const TertiusCalendarOptions options = {
		.password_command = run->password_command,
		.ask_password = tertius_password_ask,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) calendars = NULL;
	g_autofree char *what = NULL;
	g_autofree char *advice = NULL;

	if (settings->url == NULL)
		return;
	what = g_strdup_printf(_("calendar %s"), settings->url);
	calendars = tertius_engine_list_calendars(run->engine, NULL, &options,
	                                          &error);
	if (calendars != NULL) {
		judge_calendars(run, what, calendars);
		return;
	}
	advice = dup_server_advice(error, "url");
	tertius_doctor_report(run, TERTIUS_HEALTH_BROKEN, what, error->message,
	                      advice);
}

/* --- The clock ----------------------------------------------------------- */

/* The latest moment at which Tertius was surely at work. */
static gint64
find_latest_work(TertiusRun *run)
{
	const TertiusConclusions *all = tertius_run_conclude(run, NULL);
	gint64 latest = tertius_engine_get_beginning(run->engine);

	for (guint i = 0; all != NULL && i < all->decisions->len; i++) {
		const TertiusDecision *decision = all->decisions->pdata[i];

		latest = MAX(latest, decision->made);
	}
	return latest;
}

static void
look_at_clock(TertiusRun *run)
{
	GTimeZone *zone = tertius_run_get_zone(run);
	gint64 now = tertius_run_get_now(run);
	gint64 latest = find_latest_work(run);
	g_autofree char *here = NULL;
	g_autofree char *there = NULL;
	g_autofree char *found = NULL;

	if (latest <= now + BEHIND)
		return;
	here = tertius_dates_dup_whole(now, zone);
	there = tertius_dates_dup_whole(latest, zone);
	found = g_strdup_printf(_("it says %s, but Tertius was at work on %s"),
	                        here, there);
	tertius_doctor_report(run, TERTIUS_HEALTH_LOOK,
	                      _("this computer's clock"), found,
	                      _("set the clock"));
}

/* --- The mail client's plugin -------------------------------------------- */

/* The path of our plugin in @settings, the file in which Claws Mail keeps which
 * ones it loads; NULL: it is not among them. */
static char *
find_plugin(const char *settings)
{
	g_auto(GStrv) lines = g_strsplit(settings, "\n", -1);
	gboolean is_list = FALSE;

	for (guint i = 0; lines[i] != NULL; i++) {
		g_strchomp(lines[i]);
		if (lines[i][0] == '[')
			is_list = g_str_has_prefix(lines[i], "[Plugins_GTK");
		else if (is_list && g_str_has_suffix(lines[i], "/tertius.so"))
			return g_strdup(lines[i]);
	}
	return NULL;
}

static gboolean
is_of_this_version(const char *path)
{
	static const char mark[] = TERTIUS_CLIENT_MARK TERTIUS_VERSION;
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	gsize length = file != NULL ? g_mapped_file_get_length(file) : 0;

	return length > 0 && memmem(g_mapped_file_get_contents(file), length,
	                            mark, sizeof mark) != NULL;
}

void
tertius_doctor_look_at_client(TertiusRun *run)
{
	const char *what = _("plugin for Claws Mail");
	g_autofree char *name = g_build_filename(
		g_get_home_dir(), ".claws-mail", "clawsrc", NULL);
	g_autofree char *settings = NULL;
	g_autofree char *plugin = NULL;
	g_autofree char *found = NULL;

	if (g_file_get_contents(name, &settings, NULL, NULL))
		plugin = find_plugin(settings);
	if (plugin == NULL)
		return;
	if (access(plugin, R_OK) != 0) {
		found = g_strdup_printf("%s: %s", plugin, g_strerror(errno));
		tertius_doctor_report(
			run, TERTIUS_HEALTH_BROKEN, what, found,
			_("install the plugin, and load it anew at "
		          "Configuration ▸ Plugins"));
	} else if (!is_of_this_version(plugin)) {
		found = g_strdup_printf(_("%s is of another version than "
		                          "this command (%s)"),
		                        plugin, TERTIUS_VERSION);
		tertius_doctor_report(
			run, TERTIUS_HEALTH_BROKEN, what, found,
			_("install both from one release, and start Claws "
		          "Mail anew"));
	} else {
		tertius_doctor_report(run, TERTIUS_HEALTH_FINE, what, plugin,
		                      NULL);
	}
}

/* --- All of it ----------------------------------------------------------- */

void
tertius_doctor_look_around(TertiusRun *run)
{
	const TertiusSettings *settings =
		tertius_engine_get_settings(run->engine);

	look_at_room(run);
	look_at_clock(run);
	look_at_places(run, settings);
	look_at_files(run, settings);
	look_at_calendars(run, settings);
}
