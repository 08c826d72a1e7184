/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius draft`: a letter for a next step, to be finished by hand.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>

#include "engine/draft.h"

static struct {
	gboolean as_link;
	char *to;
	char *other;
	char *about;
	char *purpose;
	char *when;
} given;

static const GOptionEntry options[] = {
	{ "mailto", 0, 0, G_OPTION_ARG_NONE, &given.as_link,
	  N_("as a mailto link instead of a message"), NULL },
	{ "to", 0, 0, G_OPTION_ARG_STRING, &given.to,
	  N_("who of the two gets it"), N_("PERSON") },
	{ "other", 0, 0, G_OPTION_ARG_STRING, &given.other,
	  N_("whom it is about, or who is to be met"), N_("PERSON") },
	{ "about", 0, 0, G_OPTION_ARG_STRING, &given.about,
	  N_("what it is about, in a few words"), N_("TEXT") },
	{ "purpose", 0, 0, G_OPTION_ARG_STRING, &given.purpose,
	  N_("what you ask or introduce for"), N_("TEXT") },
	{ "when", 0, 0, G_OPTION_ARG_STRING, &given.when,
	  N_("when it is to be, as 2026-09-10T18:00"), N_("TIME") },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static char *
format(TertiusRun *run, const TertiusDraft *draft, GError **error)
{
	g_autoptr(GDateTime) utc =
		g_date_time_new_from_unix_utc(tertius_run_get_now(run));
	g_autoptr(GDateTime) now =
		g_date_time_to_timezone(utc, tertius_run_get_zone(run));
	g_autofree char *link = NULL;

	if (!given.as_link)
		return tertius_rfc5322_format(draft, now, "\n", error);
	if (draft->invitation != NULL)
		tertius_output_tell(run->output, "%s",
		                    _("A link cannot carry the calendar entry; "
		                      "the message does."));
	link = tertius_rfc5322_format_mailto(draft);
	return g_strconcat(link, "\n", NULL);
}

/* An id, or else a person. */
static gboolean
find(TertiusRun *run, TertiusFound *found, TertiusWish *wish, GError **error)
{
	const char *what = run->arguments[0];
	gboolean is_id = what[strspn(what, "0123456789abcdef")] == '\0';
	g_autoptr(GPtrArray) person = NULL;
	GError *problem = NULL;

	if (is_id && tertius_run_find(run, what, found, &problem))
		return TRUE;
	person = tertius_run_find_person(run, what,
	                                 problem == NULL ? error : NULL);
	if (person == NULL) {
		if (problem != NULL)
			g_propagate_error(error, problem);
		return FALSE;
	}
	g_clear_error(&problem);
	wish->to = what;
	return TRUE;
}

static gboolean
read_wish(TertiusRun *run, TertiusWish *wish, GError **error)
{
	wish->wording = run->n_arguments > 1 ? run->arguments[1] : NULL;
	wish->to = given.to;
	wish->other = given.other;
	wish->about = given.about;
	wish->purpose = given.purpose;
	return given.when == NULL ||
	       tertius_run_parse_moment(run, given.when, &wish->begin, error);
}

static gboolean
draft(TertiusRun *run, GError **error)
{
	TertiusEngine *engine = tertius_run_engine(run, error);
	TertiusFound found = { NULL, NULL };
	TertiusWish wish = { 0 };
	g_autoptr(TertiusDraft) letter = NULL;
	g_autofree char *text = NULL;
	GError *inner = NULL;

	if (engine == NULL || !read_wish(run, &wish, error) ||
	    !find(run, &found, &wish, error))
		return FALSE;
	letter = tertius_engine_draft(engine, &found, &wish, &inner);
	if (letter == NULL) {
		tertius_run_pass_refusal(error, inner);
		return FALSE;
	}
	text = format(run, letter, error);
	if (text == NULL)
		return FALSE;
	tertius_output_print(run->output, TERTIUS_INK_PLAIN, text);
	return TRUE;
}

const TertiusCommand tertius_command_draft = {
	.name = "draft",
	.arguments = N_("ID|PERSON [thank|outcome|check-in|congratulate|ask|"
	                "introduce|opt-in|decline]"),
	.summary = N_("write the letter for a next step, for you to finish"),
	.examples = {
		{ "tertius draft 3f2a", N_("the letter that is due") },
		{ "tertius draft 3f2a outcome > letter.eml",
		  N_("another one, into a file") },
		{ "tertius draft dana ask --other 'Tomás Reyes'",
		  N_("to somebody, about somebody") },
	},
	.help = N_(
		"Prints a message (RFC 5322) for the introduction or reminder "
		"ID, or for PERSON, in your own greeting, closing and language, in the thread "
		"it belongs to. One place, in […  …], is left for you: only you "
		"know what belongs there. Nothing is sent.\n\n"
		"Besides the kinds above there are thank-both, "
		"thank-introducer, thank-newcomer, answer, tell-silent, "
		"outcome-good, outcome-none, outcome-bad, gratitude, "
		"thank-for, follow-up, promise, co-host and occasion. The last two need "
		"--about; co-host also needs --when, and carries a calendar "
		"entry of two hours in which the friend is asked to host with "
		"you (iTIP)."),
	.options = options,
	.least = 1,
	.most = 2,
	.run = draft,
};
