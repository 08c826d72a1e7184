/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words of a record.
 */
#include "picture/words.h"

#include <glib/gi18n-lib.h>

static const char *const states[TERTIUS_STATE_N] = {
	[TERTIUS_STATE_ASKED] = N_("asked"),
	[TERTIUS_STATE_AGREED] = N_("agreed"),
	[TERTIUS_STATE_DECLINED] = N_("declined"),
	[TERTIUS_STATE_MADE] = N_("made"),
	[TERTIUS_STATE_ANSWERED] = N_("answered"),
	[TERTIUS_STATE_SILENT] = N_("silent"),
	[TERTIUS_STATE_MET] = N_("met"),
	[TERTIUS_STATE_OUTCOME] = N_("outcome known"),
	[TERTIUS_STATE_REPORTED] = N_("reported"),
	[TERTIUS_STATE_KEPT] = N_("in touch"),
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
	[TERTIUS_STEP_THANK] = N_("thank"),
	[TERTIUS_STEP_ANSWER] = N_("answer"),
	[TERTIUS_STEP_TELL_SILENT] = N_("tell of the silence"),
	[TERTIUS_STEP_MEET] = N_("find a date"),
	[TERTIUS_STEP_OUTCOME] = N_("tell how it went"),
	[TERTIUS_STEP_GIFT] = N_("a note or a gift"),
	[TERTIUS_STEP_CHECK_IN] = N_("say hello"),
	[TERTIUS_STEP_WAIT] = N_("their turn"),
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

/* The first @n names of @people, with commas between. */
static char *
dup_names(const GPtrArray *people, guint n)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < n; i++) {
		g_autofree char *name =
			tertius_person_dup_full_name(people->pdata[i]);

		g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", name);
	}
	return g_string_free(names, FALSE);
}

char *
tertius_words_dup_people(const GPtrArray *people, guint max)
{
	gboolean is_all = people->len <= max;
	guint n = is_all ? people->len : MAX(max, 1);
	g_autofree char *names = dup_names(people, is_all && n > 1 ? n - 1 : n);
	g_autofree char *last = NULL;

	if (!is_all)
		return g_strdup_printf(_("%s and %u more"), names,
		                       people->len - n);
	if (n < 2)
		return g_steal_pointer(&names);
	last = tertius_person_dup_full_name(people->pdata[n - 1]);
	return g_strdup_printf(_("%s and %s"), names, last);
}
