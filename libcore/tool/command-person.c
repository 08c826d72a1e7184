/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius person`: what is known of a person, and what the user decides about
 * them.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "model/person.h"
#include "tool/page.h"

#define DAY ((gint64) 24 * 3600)

static struct {
	char *merge;
	char *split;
	char *note;
	char *boundary;
	char *every;
	gboolean is_friend_first;
	gboolean is_muted;
	gboolean takes_back;
} given;

static const GOptionEntry options[] = {
	{ "note", 0, 0, G_OPTION_ARG_STRING, &given.note,
	  N_("keep a note about them"), N_("TEXT") },
	{ "boundary", 0, 0, G_OPTION_ARG_STRING, &given.boundary,
	  N_("what they do not want: no-asks, no-work, 'until 2026-09-01', "
	     "'address dana@example.org'; 'not no-asks' or none lifts it"),
	  N_("RULE") },
	{ "every", 0, 0, G_OPTION_ARG_STRING, &given.every,
	  N_("how often to be in touch, as 30d or 6w; auto: as it comes"),
	  N_("SPAN") },
	{ "friend-first", 0, 0, G_OPTION_ARG_NONE, &given.is_friend_first,
	  N_("friendly reminders only"), NULL },
	{ "mute", 0, 0, G_OPTION_ARG_NONE, &given.is_muted,
	  N_("no reminders about them"), NULL },
	{ "no", 0, 0, G_OPTION_ARG_NONE, &given.takes_back,
	  N_("with --friend-first or --mute: no longer"), NULL },
	{ "merge", 0, 0, G_OPTION_ARG_STRING, &given.merge,
	  N_("they and OTHER are the same person"), N_("OTHER") },
	{ "split", 0, 0, G_OPTION_ARG_STRING, &given.split,
	  N_("ADDRESS is somebody else's"), N_("ADDRESS") },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
set_cadence(TertiusRun *run, const char *address, GError **error)
{
	g_autofree char *days = NULL;
	gint64 span = 0;

	if (strcmp(given.every, "auto") == 0)
		return tertius_engine_decide(run->engine,
		                             TERTIUS_DECISION_CADENCE, address,
		                             "", error);
	if (!tertius_dates_parse_span(given.every, &span) || span < DAY) {
		tertius_run_refuse(error,
		                   _("--every: '%s' is no span of days; write "
		                     "it as 30d, 6w or 3m, or auto"),
		                   given.every);
		return FALSE;
	}
	days = g_strdup_printf("%" G_GINT64_FORMAT, span / DAY);
	return tertius_engine_decide(run->engine, TERTIUS_DECISION_CADENCE,
	                             address, days, error);
}

static gboolean
merge(TertiusRun *run, const char *address, GError **error)
{
	g_autoptr(GPtrArray) other =
		tertius_run_find_person(run, given.merge, error);

	if (other == NULL)
		return FALSE;
	if (g_ascii_strcasecmp(other->pdata[0], address) == 0) {
		tertius_run_refuse(error, _("--merge: %s is the same already"),
		                   given.merge);
		return FALSE;
	}
	return tertius_engine_decide(run->engine, TERTIUS_DECISION_MERGE,
	                             address, other->pdata[0], error);
}

/* The address must be one of theirs. */
static gboolean
split(TertiusRun *run, const GPtrArray *addresses, GError **error)
{
	g_autofree char *address = tertius_person_dup_lower(given.split);

	for (guint i = 0; i < addresses->len; i++) {
		if (strcmp(addresses->pdata[i], address) == 0 &&
		    addresses->len > 1)
			return tertius_engine_decide(
				run->engine, TERTIUS_DECISION_SPLIT,
				addresses->pdata[i == 0 ? 1 : 0], address,
				error);
	}
	tertius_run_refuse(error,
	                   _("--split: %s is none of several addresses of "
	                     "theirs"),
	                   given.split);
	return FALSE;
}

static gboolean
decide_text(TertiusRun *run, TertiusDecisionKind kind, const char *address,
            const char *text, GError **error)
{
	GError *inner = NULL;

	if (text == NULL ||
	    tertius_engine_decide(run->engine, kind, address, text, &inner))
		return TRUE;
	tertius_run_pass_refusal(error, inner);
	return FALSE;
}

static gboolean
is_blank(const char *text)
{
	while (g_ascii_isspace(*text))
		text++;
	return *text == '\0';
}

static gboolean
decide_all(TertiusRun *run, const GPtrArray *addresses, GError **error)
{
	const char *address = addresses->pdata[0];
	const char *yes = given.takes_back ? "" : "yes";

	if (given.takes_back && !given.is_muted && !given.is_friend_first) {
		tertius_run_refuse(
			error, _("--no goes with --mute or --friend-first"));
		return FALSE;
	}
	if (given.note != NULL && is_blank(given.note)) {
		tertius_run_refuse(error, _("--note: there is nothing in it"));
		return FALSE;
	}
	return decide_text(run, TERTIUS_DECISION_NOTE, address, given.note,
	                   error) &&
	       decide_text(run, TERTIUS_DECISION_BOUNDARY, address,
	                   given.boundary, error) &&
	       decide_text(run, TERTIUS_DECISION_FRIEND_FIRST, address,
	                   given.is_friend_first ? yes : NULL, error) &&
	       decide_text(run, TERTIUS_DECISION_MUTE, address,
	                   given.is_muted ? yes : NULL, error) &&
	       (given.every == NULL || set_cadence(run, address, error)) &&
	       (given.merge == NULL || merge(run, address, error)) &&
	       (given.split == NULL || split(run, addresses, error));
}

static gboolean
person(TertiusRun *run, GError **error)
{
	g_autoptr(GPtrArray) addresses =
		tertius_run_find_person(run, run->arguments[0], error);

	if (addresses == NULL)
		return FALSE;
	return decide_all(run, addresses, error) &&
	       tertius_page_person(run, addresses->pdata[0], error);
}

const TertiusCommand tertius_command_person = {
	.name = "person",
	.arguments = N_("PERSON"),
	.summary = N_("what passed with a person, what is open, what you said"),
	.examples = {
		{ "tertius person dana", N_("the page about Dana") },
		{ "tertius person dana --note 'likes tea' --every 6w",
		  N_("keep a note, be in touch every six weeks") },
		{ "tertius person dana --merge d.okafor@example.com",
		  N_("one person, two addresses") },
	},
	.help = N_(
		"Shows the friendship first: when you were last in touch and "
		"how, through whom you know each other, what is open and "
		"whose turn it is, what they do not want, what there is to be "
		"glad about, what went each way, and what passed.\n"
		"\n"
		"With options it keeps what you decide about the person; "
		"'tertius undo' takes it back. Boundaries add up: each is "
		"heeded by every reminder, suggestion and draft. Addresses of "
		"one name are taken for one person when both spell it or both "
		"wrote in one conversation; what only the name says is "
		"proposed on the page. --merge says yes, --split says no, and "
		"that holds."),
	.options = options,
	.least = 1,
	.most = 1,
	.run = person,
};
