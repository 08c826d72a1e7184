/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations in sentences.
 */
#include "engine/relation-sentences.h"

#include "write/voice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"

/* From so many on the same thing in a row is worth a word. */
#define ROW_MIN 2

char *
tertius_sentences_dup_latest(const TertiusRelation *relation, gint64 now,
                             GTimeZone *zone)
{
	const TertiusCadence *cadence = &relation->cadence;
	g_autofree char *day =
		tertius_dates_dup_kind(cadence->latest, now, zone);

	switch (cadence->latest_kind) {
	case TERTIUS_TOUCH_I_WROTE:
		return g_strdup_printf(_("you wrote, %s"), day);
	case TERTIUS_TOUCH_THEY_WROTE:
		return g_strdup_printf(_("they wrote, %s"), day);
	case TERTIUS_TOUCH_MET:
		return g_strdup_printf(_("you met, %s"), day);
	case TERTIUS_TOUCH_NONE:
	default:
		return g_strdup("");
	}
}

char *
tertius_sentences_dup_turn(const TertiusRelation *relation)
{
	const TertiusOpen *turn = tertius_relation_get_turn(relation);

	if (turn == NULL)
		return NULL;
	return g_strdup_printf(turn->is_mine ? _("your turn: %s")
	                                     : _("their turn: %s"),
	                       turn->words);
}

char *
tertius_sentences_dup_days(guint days)
{
	if (days >= 14 && days % 7 == 0)
		return g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%u week",
		                                   "%u weeks", days / 7),
		                       days / 7);
	return g_strdup_printf(
		g_dngettext(GETTEXT_PACKAGE, "%u day", "%u days", days), days);
}

/* "in March", or with the year when it is long ago. */
static char *
dup_month(gint64 moment, gint64 now, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);

	return g_date_time_format(
		local, now - moment < 300 * (gint64) 86400 ? "%B" : "%B %Y");
}

static void
say_asks(GPtrArray *sentences, const TertiusReciprocity *balance,
         const char *name, gint64 now, GTimeZone *zone)
{
	guint n = balance->asks_in_a_row;
	g_autofree char *month = NULL;

	if (n < ROW_MIN)
		return;
	if (balance->last_friendly == 0) {
		g_ptr_array_add(
			sentences,
			g_strdup_printf(_("Your last %u messages to %s were "
		                          "asks."),
		                        n, name));
		return;
	}
	month = dup_month(balance->last_friendly, now, zone);
	g_ptr_array_add(sentences,
	                g_strdup_printf(_("Your last %u messages to %s were "
	                                  "asks; the last friendly contact "
	                                  "was in %s."),
	                                n, name, month));
}

static const char *
name_favour(TertiusFavour favour)
{
	static const char *const names[TERTIUS_FAVOUR_N] = {
		[TERTIUS_FAVOUR_INTRODUCTION] = N_("introductions"),
		[TERTIUS_FAVOUR_ASK] = N_("asks"),
		[TERTIUS_FAVOUR_HELP] = N_("help"),
		[TERTIUS_FAVOUR_THANKS] = N_("thanks"),
		[TERTIUS_FAVOUR_CONGRATULATION] = N_("congratulations"),
		[TERTIUS_FAVOUR_OFFER] = N_("offers"),
		[TERTIUS_FAVOUR_PROMISE] = N_("promises"),
		[TERTIUS_FAVOUR_MESSAGE] = N_("messages"),
	};

	return _(names[favour]);
}

/* "introductions 0 and 2, asks 3 and 1": of mine and of theirs. */
static char *
dup_counts(const TertiusBothWays *counts)
{
	GString *text = g_string_new("");

	for (guint i = 0; i < TERTIUS_FAVOUR_MESSAGE; i++) {
		if (counts[i].mine == 0 && counts[i].theirs == 0)
			continue;
		g_string_append_printf(text, "%s%s %u / %u",
		                       text->len > 0 ? ", " : "",
		                       name_favour((TertiusFavour) i),
		                       counts[i].mine, counts[i].theirs);
	}
	return g_string_free(text, FALSE);
}

static void
say_counts(GPtrArray *sentences, const char *format,
           const TertiusBothWays *counts)
{
	g_autofree char *text = dup_counts(counts);

	if (*text != '\0')
		g_ptr_array_add(sentences,
		                g_strconcat(format, " ", text, NULL));
}

static void
say_worlds(GPtrArray *sentences, const TertiusReciprocity *balance,
           const char *name)
{
	guint all = balance->personal_year + balance->work_year;

	if (all == 0)
		return;
	/* TRANSLATORS: a name, and how often each */
	g_ptr_array_add(
		sentences,
		g_strdup_printf(_("With %s in the last 12 months: outside "
	                          "work %u, at work %u."),
	                        name, balance->personal_year,
	                        balance->work_year));
	if (balance->meetings_year > 0)
		g_ptr_array_add(
			sentences,
			g_strdup_printf(g_dngettext(GETTEXT_PACKAGE,
		                                    "You met once.",
		                                    "You met %u times.",
		                                    balance->meetings_year),
		                        balance->meetings_year));
}

GPtrArray *
tertius_sentences_balance(const TertiusConclusions *all,
                          const TertiusRelation *relation, GTimeZone *zone)
{
	GPtrArray *sentences = g_ptr_array_new_with_free_func(g_free);
	const TertiusReciprocity *balance = relation->balance;
	g_autoptr(TertiusPerson) person =
		tertius_history_dup_person(all->history, relation->person);
	g_autofree char *name = tertius_person_dup_first_name(person);

	say_worlds(sentences, balance, name);
	say_asks(sentences, balance, name,
	         tertius_history_get_now(all->history), zone);
	say_counts(sentences, _("Yours / theirs, last 12 months:"),
	           balance->year);
	if (memcmp(balance->year, balance->ever, sizeof balance->year) != 0)
		say_counts(sentences, _("Yours / theirs, all time:"),
		           balance->ever);
	return sentences;
}

char *
tertius_sentences_dup_voice(const TertiusConclusions *all,
                            const TertiusRelation *relation)
{
	g_autoptr(TertiusPerson) person =
		tertius_history_dup_person(all->history, relation->person);
	g_autoptr(TertiusVoice) voice = tertius_voice_learn(
		all->history, relation->person, person, NULL);

	return tertius_voice_describe(voice);
}
