/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a reminder says.
 */
#include "follow/plan-words.h"

#include <glib/gi18n-lib.h>

static char *
dup_day(gint64 moment, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
	g_autoptr(GDateTime) local =
		utc == NULL ? NULL : g_date_time_to_timezone(utc, zone);

	/* TRANSLATORS: a day in a sentence, as "3 June"; see date(1). */
	return local == NULL ? g_strdup("")
	                     : g_date_time_format(local, _("%-e %B"));
}

static char *
dup_label(const TertiusPerson *person)
{
	return person != NULL ? tertius_person_dup_full_name(person)
	                      : g_strdup(_("somebody"));
}

/* "Ines", "Ines and Tomás", "Ines and two others". */
static char *
dup_newcomers(const TertiusIntroduction *introduction)
{
	const GPtrArray *people = introduction->introduced;
	g_autofree char *first = dup_label(people->pdata[0]);
	g_autofree char *second = NULL;

	if (people->len == 1)
		return g_steal_pointer(&first);
	if (people->len == 2) {
		second = dup_label(people->pdata[1]);
		return g_strdup_printf(_("%s and %s"), first, second);
	}
	return g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%s and %u other",
	                                   "%s and %u others", people->len - 1),
	                       first, people->len - 1);
}

static void
word_thanks(TertiusReminder *reminder, const TertiusIntroduction *introduction,
            const char *newcomers, const char *day)
{
	g_autofree char *introducer = dup_label(introduction->introducer);

	if (introduction->thanked_introducer == 0) {
		reminder->title =
			g_strdup_printf(_("Thank %s for introducing %s"),
		                        introducer, newcomers);
		reminder->because = g_strdup_printf(
			_("%s introduced you to %s on %s; a thank-you to both "
		          "is still to be said."),
			introducer, newcomers, day);
		return;
	}
	reminder->title = g_strdup_printf(_("Write to %s"), newcomers);
	reminder->because = g_strdup_printf(
		_("%s introduced you to %s on %s and has your thanks; %s has "
	          "not heard from you yet."),
		introducer, newcomers, day, newcomers);
}

static void
word_outcome(TertiusReminder *reminder, const TertiusIntroduction *introduction,
             const char *newcomers, const char *day)
{
	g_autofree char *introducer = dup_label(introduction->introducer);
	gboolean met = introduction->state >= TERTIUS_STATE_MET;

	reminder->title = g_strdup_printf(_("Tell %s how it went with %s"),
	                                  introducer, newcomers);
	reminder->because = g_strdup_printf(
		met ? _("%s introduced you to %s on %s, you have met since, "
	                "and %s does not know yet.")
		    : _("%s introduced you to %s on %s and would like to know "
	                "what came of it; so far %s has heard nothing."),
		introducer, newcomers, day, introducer);
}

static void
word_introduce(TertiusReminder *reminder,
               const TertiusIntroduction *introduction, const char *both,
               GTimeZone *zone)
{
	const TertiusMove *last =
		introduction->moves->pdata[introduction->moves->len - 1];
	g_autofree char *day = dup_day(last->date, zone);

	/* TRANSLATORS: two names, with "and" between */
	reminder->title = g_strdup_printf(_("Bring %s together"), both);
	reminder->because = g_strdup_printf(
		_("You asked both whether they would like to meet, and both "
	          "said yes, the last on %s."),
		day);
}

void
tertius_plan_word(TertiusReminder *reminder,
                  const TertiusIntroduction *introduction, GTimeZone *zone)
{
	g_autofree char *newcomers = dup_newcomers(introduction);
	g_autofree char *day = dup_day(introduction->date, zone);
	g_autofree char *introducer = dup_label(introduction->introducer);

	switch (reminder->kind) {
	case TERTIUS_REMINDER_THANK:
		word_thanks(reminder, introduction, newcomers, day);
		break;
	case TERTIUS_REMINDER_ANSWER:
		reminder->title = g_strdup_printf(_("Answer %s"), newcomers);
		reminder->because =
			g_strdup_printf(_("%s came to you through %s and "
		                          "waits for your answer."),
		                        newcomers, introducer);
		break;
	case TERTIUS_REMINDER_TELL_SILENT:
		reminder->title =
			g_strdup_printf(_("Tell %s that %s has not answered"),
		                        introducer, newcomers);
		reminder->because = g_strdup_printf(
			_("You wrote to %s, whom %s introduced on %s, and a "
		          "week has passed; a word to %s may help."),
			newcomers, introducer, day, introducer);
		break;
	case TERTIUS_REMINDER_OUTCOME:
		word_outcome(reminder, introduction, newcomers, day);
		break;
	case TERTIUS_REMINDER_GIFT:
		reminder->title = g_strdup_printf(
			_("A note of gratitude to %s"), introducer);
		reminder->because = g_strdup_printf(
			_("The introduction to %s on %s has led to something "
		          "big."),
			newcomers, day);
		break;
	case TERTIUS_REMINDER_CHECK_IN:
		reminder->title =
			g_strdup_printf(_("Catch up with %s"), newcomers);
		reminder->because = g_strdup_printf(
			_("%s introduced you on %s; it has been a while since "
		          "you were in touch."),
			introducer, day);
		break;
	case TERTIUS_REMINDER_INTRODUCE:
		word_introduce(reminder, introduction, newcomers, zone);
		break;
	case TERTIUS_REMINDER_CONGRATULATE:
	case TERTIUS_REMINDER_PROMISE:
	case TERTIUS_REMINDER_FOLLOW_UP:
	case TERTIUS_REMINDER_OCCASION:
	case TERTIUS_REMINDER_N_KINDS:
		g_assert_not_reached();
	}
}

static void
word_check_in(TertiusReminder *reminder, const TertiusCadence *cadence,
              const char *name, GTimeZone *zone)
{
	g_autofree char *day = dup_day(cadence->latest, zone);

	reminder->title = g_strdup_printf(_("Catch up with %s"), name);
	reminder->because =
		cadence->latest_kind == TERTIUS_TOUCH_MET
			? g_strdup_printf(_("You last met on %s; a word would "
	                                    "be welcome again."),
	                                  day)
			: g_strdup_printf(_("You last wrote to each other on "
	                                    "%s; a word would be welcome "
	                                    "again."),
	                                  day);
}

void
tertius_plan_word_person(TertiusReminder *reminder,
                         const TertiusRelation *relation, const char *why,
                         GTimeZone *zone)
{
	g_autofree char *name = dup_label(reminder->person);

	if (reminder->kind == TERTIUS_REMINDER_CHECK_IN) {
		word_check_in(reminder, &relation->cadence, name, zone);
		return;
	}
	if (reminder->kind == TERTIUS_REMINDER_FOLLOW_UP)
		reminder->title = g_strdup_printf(
			_("Come back once, gently, to what you asked %s"),
			name);
	else if (reminder->kind == TERTIUS_REMINDER_PROMISE)
		reminder->title =
			g_strdup_printf(_("Keep your promise to %s"), name);
	else
		reminder->title = g_strdup_printf(_("Answer %s"), name);
	reminder->because = g_strdup(why);
}

void
tertius_plan_word_milestone(TertiusReminder *reminder,
                            const TertiusMilestone *milestone, GTimeZone *zone)
{
	g_autofree char *day = dup_day(milestone->date, zone);
	g_autofree char *name = dup_label(reminder->person);

	if (milestone->is_yearly) {
		reminder->title =
			g_strdup_printf(_("A wish for %s on %s"), name, day);
		/* TRANSLATORS: a day, and the title in the calendar */
		reminder->because = g_strdup_printf(_("On %s: “%s”"), day,
		                                    milestone->quote);
		return;
	}
	reminder->title = g_strdup_printf(_("Congratulate %s"), name);
	if (milestone->before != NULL) {
		/* TRANSLATORS: who, a title, the title before, a day */
		reminder->because = g_strdup_printf(
			_("%s signs as “%s”, no longer as “%s”, since %s."),
			name, milestone->quote, milestone->before, day);
		return;
	}
	/* TRANSLATORS: who, on which day, in which words */
	reminder->because = g_strdup_printf(_("%s had good news on %s: “%s”"),
	                                    name, day, milestone->quote);
}

void
tertius_plan_word_occasion(TertiusReminder *reminder,
                           const TertiusOccasion *occasion, GTimeZone *zone)
{
	g_autofree char *day = dup_day(occasion->start, zone);
	g_autofree char *name = dup_label(reminder->person);
	guint others = reminder->others->len;

	reminder->title = g_strdup_printf(_("“%s” together with %s"),
	                                  occasion->title, name);
	reminder->because =
		others == 0
			? g_strdup_printf(_("You both go there on %s; perhaps "
	                                    "you go together."),
	                                  day)
			: g_strdup_printf(
				  g_dngettext(
					  GETTEXT_PACKAGE,
					  "You go there on %s, and so do %s "
					  "and %u other; perhaps you go "
					  "together.",
					  "You go there on %s, and so do %s "
					  "and %u others; perhaps you go "
					  "together.",
					  others),
				  day, name, others);
}

void
tertius_plan_word_asked(TertiusReminder *reminder, const char *what,
                        const char *subject, gint64 made, GTimeZone *zone)
{
	g_autofree char *day = dup_day(made, zone);

	reminder->title = g_strdup(what);
	/* TRANSLATORS: on which day, the subject of a message */
	reminder->because = g_strdup_printf(
		_("You asked on %s to be reminded of “%s”."), day, subject);
}
