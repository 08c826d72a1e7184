/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `tertius done`, `later`, `never`, `none`, `confirm`, `no-thanks`, `unlearn`: what
 * the person decides about one thing. Commands of one shape.
 */
#include "tool/command.h"

#include <glib/gi18n-lib.h>

#include "engine/dates.h"
#include "engine/json.h"

/* Keeps the decision and says so. @what: what it was about; all are copied
 * before the conclusions change. */
static gboolean
decide(TertiusRun *run, TertiusDecisionKind kind, const char *lent_subject,
       const char *argument, const char *sentence, GError **error)
{
	g_autofree char *subject = g_strdup(lent_subject);
	TertiusJson *json;

	if (!tertius_engine_decide(run->engine, kind, subject, argument, error))
		return FALSE;
	if (!run->output->is_json) {
		tertius_output_say(run->output, TERTIUS_INK_PLAIN, 0, "%s",
		                   sentence);
		return TRUE;
	}
	json = tertius_json_begin();
	tertius_json_text(json, "decision", tertius_decision_kind_name(kind));
	tertius_json_text(json, "subject", subject);
	tertius_json_text(json, "argument", argument);
	tertius_output_take_json(run->output, tertius_json_end(json));
	return TRUE;
}

/* The reminder that is meant: itself, or the one that is open about an
 * introduction. NULL with an error of wrong use. */
static const TertiusReminder *
find_reminder(TertiusRun *run, GError **error)
{
	const TertiusReminder *open = NULL;
	TertiusFound found = { NULL, NULL };
	const TertiusConclusions *all;

	if (!tertius_run_find(run, run->arguments[0], &found, error))
		return NULL;
	if (found.reminder != NULL)
		return found.reminder;
	all = tertius_run_conclude(run, error);
	for (guint i = 0; all != NULL && i < all->reminders->len; i++) {
		const TertiusReminder *reminder = all->reminders->pdata[i];

		if (tertius_reminder_is_open(reminder) &&
		    g_strcmp0(reminder->introduction, found.introduction->id) ==
		            0) {
			open = reminder;
			break;
		}
	}
	if (open == NULL && all != NULL)
		tertius_run_refuse(error,
		                   _("nothing is open about introduction %s"),
		                   run->arguments[0]);
	return open;
}

static const TertiusIntroduction *
find_introduction(TertiusRun *run, GError **error)
{
	TertiusFound found = { NULL, NULL };

	if (!tertius_run_find(run, run->arguments[0], &found, error))
		return NULL;
	if (found.introduction == NULL)
		tertius_run_refuse(
			error,
			_("%s is a reminder; say 'tertius never %s', "
		          "or give the id of an introduction"),
			run->arguments[0], run->arguments[0]);
	return found.introduction;
}

static gboolean
done(TertiusRun *run, GError **error)
{
	const TertiusReminder *reminder = find_reminder(run, error);
	g_autofree char *sentence = NULL;

	if (reminder == NULL)
		return FALSE;
	sentence = g_strdup_printf(_("Done: %s"), reminder->title);
	return decide(run, TERTIUS_DECISION_DONE, reminder->id, "", sentence,
	              error);
}

static gboolean
later(TertiusRun *run, GError **error)
{
	const TertiusReminder *reminder = find_reminder(run, error);
	g_autofree char *when = NULL;
	g_autofree char *moment_text = NULL;
	g_autofree char *sentence = NULL;
	gint64 moment = 0;

	if (reminder == NULL ||
	    !tertius_run_parse_moment(run, run->arguments[1], &moment, error))
		return FALSE;
	when = tertius_dates_dup_whole(moment, tertius_run_get_zone(run));
	moment_text = g_strdup_printf("%" G_GINT64_FORMAT, moment);
	sentence =
		g_strdup_printf(_("Not before %s: %s"), when, reminder->title);
	return decide(run, TERTIUS_DECISION_LATER, reminder->id, moment_text,
	              sentence, error);
}

static gboolean
never(TertiusRun *run, GError **error)
{
	TertiusFound found = { NULL, NULL };
	g_autofree char *sentence = NULL;

	if (!tertius_run_find(run, run->arguments[0], &found, error))
		return FALSE;
	if (found.reminder != NULL) {
		sentence = g_strdup_printf(_("Never again: %s"),
		                           found.reminder->title);
		return decide(run, TERTIUS_DECISION_NEVER, found.reminder->id,
		              "", sentence, error);
	}
	sentence = g_strdup_printf(_("No more reminders about “%s”."),
	                           found.introduction->subject);
	return decide(run, TERTIUS_DECISION_NEVER, found.introduction->id, "",
	              sentence, error);
}

static gboolean
none(TertiusRun *run, GError **error)
{
	const TertiusIntroduction *introduction = find_introduction(run, error);
	g_autofree char *sentence = NULL;

	if (introduction == NULL)
		return FALSE;
	sentence = g_strdup_printf(_("“%s” was no introduction. Thank you."),
	                           introduction->subject);
	return decide(run, TERTIUS_DECISION_NONE, introduction->id, "",
	              sentence, error);
}

static gboolean
confirm(TertiusRun *run, GError **error)
{
	const TertiusIntroduction *introduction = find_introduction(run, error);
	g_autofree char *sentence = NULL;

	if (introduction == NULL)
		return FALSE;
	sentence = g_strdup_printf(_("“%s” is an introduction. Thank you."),
	                           introduction->subject);
	return decide(run, TERTIUS_DECISION_CONFIRM, introduction->id, "",
	              sentence, error);
}

static gboolean
no_thanks(TertiusRun *run, GError **error)
{
	const TertiusIntroduction *introduction = find_introduction(run, error);
	g_autofree char *sentence = NULL;

	if (introduction == NULL)
		return FALSE;
	sentence = g_strdup_printf(_("“%s” needs no thank-you."),
	                           introduction->subject);
	return decide(run, TERTIUS_DECISION_NO_THANKS, introduction->id, "",
	              sentence, error);
}

static gboolean
unlearn(TertiusRun *run, GError **error)
{
	const TertiusIntroduction *introduction = find_introduction(run, error);
	g_autofree char *sentence = NULL;

	if (introduction == NULL)
		return FALSE;
	sentence = g_strdup_printf(
		_("What “%s” taught about other mail is forgotten."),
		introduction->subject);
	return decide(run, TERTIUS_DECISION_UNLEARN, introduction->id, "",
	              sentence, error);
}

const TertiusCommand tertius_command_done = {
	.name = "done",
	.arguments = N_("ID"),
	.summary = N_("a reminder: I have done it"),
	.examples = {
		{ "tertius done 3f2a", N_("this reminder is done") },
		{ "tertius due", N_("shows the ids") },
		{ "tertius undo", N_("takes it back") },
	},
	.help = N_("Closes a reminder. Thanks and reports that go by mail "
	           "close theirs without this, at the next scan; it is for "
	           "what was said by telephone or in person. With the ID of an "
	           "introduction, its open reminder is meant."),
	.least = 1,
	.most = 1,
	.run = done,
};

const TertiusCommand tertius_command_later = {
	.name = "later",
	.arguments = N_("ID WHEN"),
	.summary = N_("a reminder: not before WHEN"),
	.examples = {
		{ "tertius later 3f2a tomorrow", N_("the next working day") },
		{ "tertius later 3f2a friday", N_("or 3d, 2w, 1m") },
		{ "tertius later 3f2a 2026-12-24", N_("on a date") },
	},
	.help = N_("Puts a reminder off. WHEN is tomorrow, a day of the week, "
	           "a span (3d, 2w, 1m) or a date; the reminder comes at the "
	           "next working hour after that."),
	.least = 2,
	.most = 2,
	.run = later,
};

const TertiusCommand tertius_command_never = {
	.name = "never",
	.arguments = N_("ID"),
	.summary = N_("no more of a reminder, or of all about an introduction"),
	.examples = {
		{ "tertius never 3f2a", N_("drop this reminder for good") },
		{ "tertius list reminders --state dropped",
		  N_("what was dropped") },
		{ "tertius undo", N_("takes it back") },
	},
	.help = N_("Drops a reminder for good; with the ID of an introduction, "
	           "all reminders about it, now and later."),
	.least = 1,
	.most = 1,
	.run = never,
};

const TertiusCommand tertius_command_none = {
	.name = "none",
	.arguments = N_("ID"),
	.summary = N_("this was no introduction"),
	.examples = {
		{ "tertius none 3f2a", N_("Tertius was wrong") },
		{ "tertius list --state dismissed", N_("all that were none") },
		{ "tertius undo", N_("takes it back") },
	},
	.help = N_("Says that a message which Tertius took for an introduction "
	           "was none. It is kept as your decision and holds for good, "
	           "whatever is read later. Mail like it from the same people "
	           "is then less easily taken for one: 'tertius list lessons' "
	           "shows what was learnt, 'tertius unlearn' forgets it."),
	.least = 1,
	.most = 1,
	.run = none,
};

const TertiusCommand tertius_command_confirm = {
	.name = "confirm",
	.arguments = N_("ID"),
	.summary = N_("yes, this is an introduction"),
	.examples = {
		{ "tertius list --perhaps", N_("the doubtful ones") },
		{ "tertius confirm 3f2a", N_("this one is one") },
		{ "tertius undo", N_("takes it back") },
	},
	.help = N_("Makes a doubtful introduction a likely one, with "
	           "reminders. Mail like it from the same people is then more "
	           "easily taken for one: 'tertius list lessons' shows what "
	           "was learnt, 'tertius unlearn' forgets it."),
	.least = 1,
	.most = 1,
	.run = confirm,
};

const TertiusCommand tertius_command_no_thanks = {
	.name = "no-thanks",
	.arguments = N_("ID"),
	.summary = N_("this introduction needs no thank-you"),
	.examples = {
		{ "tertius no-thanks 3f2a", N_("it was only a number") },
		{ "tertius list lessons", N_("what was learnt of it") },
		{ "tertius undo", N_("takes it back") },
	},
	.help = N_("Drops the thank-you of an introduction, and of those like "
	           "it from the same people. All else about it goes on."),
	.least = 1,
	.most = 1,
	.run = no_thanks,
};

const TertiusCommand tertius_command_unlearn = {
	.name = "unlearn",
	.arguments = N_("ID"),
	.summary = N_("forget what a decision taught about other mail"),
	.examples = {
		{ "tertius list lessons", N_("what was learnt, with the ids") },
		{ "tertius unlearn 3f2a", N_("forget what this one taught") },
		{ "tertius undo", N_("takes it back") },
	},
	.help = N_("Your decision about the introduction itself stays; only "
	           "other mail is no longer judged by it."),
	.least = 1,
	.most = 1,
	.run = unlearn,
};
