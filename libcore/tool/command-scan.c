/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius scan`: reads mail and calendars into the ledger.
 */
#include "tool/scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "tool/command.h"

#define DAY ((gint64) 86400)

static struct {
	char *since;
	char *folders;
	gboolean is_dry;
	gboolean allow_plaintext;
	char *ca_file;
} given;

static const GOptionEntry options[] = {
	{ "since", 0, 0, G_OPTION_ARG_STRING, &given.since,
	  N_("leave out mail from before that day, as 2026-01-31 or 1m"),
	  N_("DATE") },
	{ "folder", 0, 0, G_OPTION_ARG_STRING, &given.folders,
	  N_("read only folders with such a name; * stands for anything"),
	  N_("PATTERN") },
	{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &given.is_dry,
	  N_("keep nothing; tell what would be new"), NULL },
	{ "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &given.ca_file,
	  N_("certificates to trust beside the system's (PEM)"), N_("FILE") },
	{ "insecure-plaintext", 0, 0, G_OPTION_ARG_NONE, &given.allow_plaintext,
	  N_("imap:// without encryption, on this computer only"), NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* Calendars of holidays are read along. */
static char **
dup_places(const TertiusSettings *settings)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (guint i = 0; settings->places[i] != NULL; i++)
		g_strv_builder_add(builder, settings->places[i]);
	for (guint i = 0; settings->holidays[i] != NULL; i++)
		g_strv_builder_add(builder, settings->holidays[i]);
	return g_strv_builder_end(builder);
}

/* A span of days begins with a day: until midnight the same is asked for, and what
 * holds nothing new need not be looked through again. */
static gint64
begin_with_day(TertiusRun *run, const char *since, gint64 moment)
{
	gint64 span;

	if (!tertius_dates_parse_span(since, &span) || span % DAY != 0)
		return moment;
	return tertius_dates_find_begin_of_day(moment,
	                                       tertius_run_get_zone(run));
}

static gboolean
scan(TertiusRun *run, GError **error)
{
	TertiusScanRequest request = {
		.folders = given.folders,
		.is_dry = given.is_dry,
		.allow_plaintext = given.allow_plaintext,
		.ca_file = given.ca_file,
	};
	const char *const *places = (const char *const *) run->arguments;
	g_auto(GStrv) of_settings = NULL;

	run->options.is_dry = given.is_dry;
	if (tertius_run_engine(run, error) == NULL)
		return FALSE;
	if (given.since != NULL &&
	    !tertius_dates_parse_since(given.since, tertius_run_get_now(run),
	                               tertius_run_get_zone(run),
	                               &request.since)) {
		tertius_run_refuse(error,
		                   _("--since: '%s' is no date; write it as "
		                     "2026-01-31, or as a span: 30d, 6w, 3m"),
		                   given.since);
		return FALSE;
	}
	if (given.since != NULL)
		request.since = begin_with_day(run, given.since, request.since);
	if (run->n_arguments == 0) {
		of_settings =
			dup_places(tertius_engine_get_settings(run->engine));
		places = (const char *const *) of_settings;
	}
	if (places == NULL || places[0] == NULL) {
		tertius_run_refuse(
			error,
			_("which place? Name a Maildir, an MH folder, an mbox "
		          "file, imaps://user@host, caldavs://user@host or an "
		          ".ics file; or set "
		          "places in the settings (man 5 tertius)"));
		return FALSE;
	}
	return tertius_scan_places(run, places, &request, error);
}

const TertiusCommand tertius_command_scan = {
	.name = "scan",
	.arguments = N_("[PLACE…]"),
	.summary = N_("read mail and calendars into the ledger"),
	.examples = {
		{ "tertius scan ~/Maildir", N_("a Maildir with its folders") },
		{ "tertius scan imaps://dana@mail.example.org",
		  N_("a mailbox on a server; asks for the password") },
		{ "tertius scan --since 1m --dry-run ~/Mail calendar.ics",
		  N_("look first, keep nothing") },
	},
	.help = N_(
		"Reads what is new in each PLACE and tells which introductions "
		"are in it. A place is a Maildir, an MH folder (Claws Mail's "
		"own format), an mbox file, imaps://user@host[:port][/folder] "
		"or imap://… (with STARTTLS), an .ics file or a folder of "
		"them (Claws Mail's own calendar is ~/.claws-mail/vcalendar), "
		"caldavs://user@host/ or one calendar there, an address book "
		"in .vcf files, for the birthdays in it, or the .csv file of "
		"connections that a professional network exports. Without "
		"PLACE, the places in the settings are read.\n"
		"\n"
		"Drafts, junk and trash are left out, and on a server what "
		"others share. A folder that is named, in PLACE or by "
		"--folder, is read whatever it is for.\n"
		"\n"
		"Nothing is changed in the mailbox: mail is not even marked as "
		"read. ^C stops; what was read is kept, and the next scan goes "
		"on from there. After an update that reads mail otherwise, the "
		"next scan reads all of it anew, once; what you decided stays.\n"
		"\n"
		"The password of a mailbox comes from --password-command; for "
		"an account among the places in the settings, from "
		"token-command (an OAuth 2 access token) or password-command "
		"there (man 5 tertius); from the desktop's key ring; or is "
		"asked for. A command that is run finds user and host in "
		"TERTIUS_USER and TERTIUS_HOST. To put a password into the key "
		"ring: secret-tool store --label=Mail server mail.example.org "
		"user dana protocol imap"),
	.options = options,
	.least = 0,
	.most = TERTIUS_COMMAND_ANY,
	.run = scan,
};
