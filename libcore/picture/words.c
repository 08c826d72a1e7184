/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that pictures and the report share.
 */
#include "picture/words.h"

#include <glib/gi18n-lib.h>

static const char *const states[TERTIUS_STATE_N] = {
	[TERTIUS_STATE_ASKED] = N_("asked"),
	[TERTIUS_STATE_AGREED] = N_("agreed"),
	[TERTIUS_STATE_DECLINED] = N_("declined, rests"),
	[TERTIUS_STATE_MADE] = N_("made"),
	[TERTIUS_STATE_ANSWERED] = N_("answered"),
	[TERTIUS_STATE_SILENT] = N_("silent"),
	[TERTIUS_STATE_MET] = N_("met"),
	[TERTIUS_STATE_OUTCOME] = N_("outcome known"),
	[TERTIUS_STATE_REPORTED] = N_("reported"),
	[TERTIUS_STATE_KEPT] = N_("in touch since"),
	[TERTIUS_STATE_DISMISSED] = N_("was none"),
};

static const char *const kinds[TERTIUS_INTRODUCTION_N_KINDS] = {
	[TERTIUS_INTRODUCTION_RECEIVED] = N_("to me"),
	[TERTIUS_INTRODUCTION_GIVEN] = N_("by me"),
	[TERTIUS_INTRODUCTION_REFERRAL] = N_("referral"),
	[TERTIUS_INTRODUCTION_MEETING] = N_("at a meeting"),
	[TERTIUS_INTRODUCTION_OBSERVED] = N_("between others"),
};

static const char *const steps[TERTIUS_STEP_N] = {
	[TERTIUS_STEP_THANK] = N_("say thank you"),
	[TERTIUS_STEP_ANSWER] = N_("answer"),
	[TERTIUS_STEP_TELL_SILENT] = N_("tell the introducer: no answer yet"),
	[TERTIUS_STEP_MEET] = N_("find a date to meet"),
	[TERTIUS_STEP_OUTCOME] = N_("tell the introducer how it went"),
	[TERTIUS_STEP_GIFT] = N_("a note or a gift"),
	[TERTIUS_STEP_CHECK_IN] = N_("reconnect"),
	[TERTIUS_STEP_WAIT] = N_("wait for an answer"),
	[TERTIUS_STEP_INTRODUCE] = N_("bring them together"),
};

const char *
tertius_words_state(TertiusState state)
{
	g_assert(state < TERTIUS_STATE_N);
	return _(states[state]);
}

const char *
tertius_words_kind(TertiusIntroductionKind kind)
{
	g_assert(kind < TERTIUS_INTRODUCTION_N_KINDS);
	return _(kinds[kind]);
}

const char *
tertius_words_step(TertiusStep step)
{
	g_assert(step < TERTIUS_STEP_N);
	return steps[step] != NULL ? _(steps[step]) : NULL;
}

static char *
dup_date(gint64 moment, GTimeZone *zone, const char *format)
{
	g_autoptr(GDateTime) utc =
		moment != 0 ? g_date_time_new_from_unix_utc(moment) : NULL;
	g_autoptr(GDateTime) local = NULL;
	char *date = NULL;

	if (utc != NULL)
		local = g_date_time_to_timezone(utc, zone);
	if (local != NULL)
		date = g_date_time_format(local, format);
	return date != NULL ? date : g_strdup("");
}

char *
tertius_words_dup_date(gint64 moment, GTimeZone *zone)
{
	return dup_date(moment, zone, _("%-d %B %Y"));
}

char *
tertius_words_dup_iso_date(gint64 moment, GTimeZone *zone)
{
	return dup_date(moment, zone, "%F");
}

char *
tertius_words_dup_people(const GPtrArray *people, guint max)
{
	GString *words = g_string_new(NULL);
	guint n = people->len <= max ? people->len : MAX(max, 1);

	for (guint i = 0; i < n; i++) {
		g_autofree char *name =
			tertius_person_dup_full_name(people->pdata[i]);

		if (i > 0)
			g_string_append(words, i + 1 == people->len ? _(" and ")
			                                            : ", ");
		g_string_append(words, name);
	}
	if (n < people->len)
		g_string_append_printf(words, _(" and %u more"),
		                       people->len - n);
	return g_string_free(words, FALSE);
}
