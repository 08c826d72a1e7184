/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a mail client does with reminders: calendars are brought up to date, and
 * what is due is told quietly, on the desktop once a day at most.
 */
#include "engine/serve-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/calendar-private.h"
#include "engine/engine-private.h"
#include "engine/ring.h"
#include "engine/serve.h"

/* Titles in one notice. */
#define TITLES_MAX 5
/* In the ledger: the day of the last notice. */
#define TOLD       "told"

static GPtrArray *
find_due(const TertiusConclusions *all, gint64 now, gint64 *next)
{
	GPtrArray *due = g_ptr_array_new();

	*next = 0;
	for (guint i = 0; i < all->reminders->len; i++) {
		TertiusReminder *reminder = all->reminders->pdata[i];

		if (!tertius_reminder_is_open(reminder))
			continue;
		if (reminder->due <= now)
			g_ptr_array_add(due, reminder);
		else if (*next == 0 || reminder->due < *next)
			*next = reminder->due;
	}
	g_ptr_array_sort(due, tertius_reminder_compare_courtesy);
	return due;
}

/* --- Words --------------------------------------------------------------- */

static char *
dup_headline(const GPtrArray *due)
{
	const TertiusReminder *first = due->pdata[0];

	if (due->len == 1)
		return g_strdup(first->title);
	return g_strdup_printf(
		g_dngettext(GETTEXT_PACKAGE, "%s, and %u more thing to do",
	                    "%s, and %u more things to do", due->len - 1),
		first->title, due->len - 1);
}

static char *
dup_body(const GPtrArray *due)
{
	g_autoptr(GString) body = g_string_new("");

	for (guint i = 0; i < due->len && i < TITLES_MAX; i++) {
		const TertiusReminder *reminder = due->pdata[i];

		g_string_append_printf(body, "%s%s", i > 0 ? "\n" : "",
		                       reminder->title);
	}
	if (due->len > TITLES_MAX)
		g_string_append_printf(body, _("\nand %u more"),
		                       due->len - TITLES_MAX);
	return g_string_free(g_steal_pointer(&body), FALSE);
}

static char *
dup_day(const TertiusServeRequest *request)
{
	g_autoptr(GDateTime) utc =
		g_date_time_new_from_unix_utc(request->engine->now);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(
		utc, tertius_working_time_get_zone(request->engine->hours));

	return g_date_time_format(local, "%F");
}

/* --- Settling ------------------------------------------------------------ */

/* A calendar that cannot be written is told, and tried again next time. */
static void
deliver(const TertiusServeRequest *request, TertiusJson *answer)
{
	g_autoptr(GError) error = NULL;
	guint changed = 0;

	if (!tertius_engine_deliver(request->engine, &changed, &error))
		tertius_json_text(answer, "calendar_error", error->message);
	tertius_json_integer(answer, "calendar", changed);
	tertius_json_boolean(
		answer, "syncs",
		tertius_engine_get_settings(request->engine)->url != NULL);
}

/* The client's own calendar, where it says that it has one. */
static void
mirror(const TertiusServeRequest *request, TertiusJson *answer)
{
	const char *folder = tertius_serve_text(request, "mirror");
	const char *attendee = tertius_serve_text(request, "attendee");
	g_autoptr(GError) error = NULL;
	guint changed = 0;

	if (folder == NULL || attendee == NULL)
		return;
	if (!tertius_engine_mirror(request->engine, folder, attendee, &changed,
	                           &error))
		tertius_json_text(answer, "mirror_error", error->message);
	tertius_json_integer(answer, "mirrored", changed);
}

static void
add_due(TertiusJson *answer, const GPtrArray *due)
{
	tertius_json_open(answer, "due", '[');
	for (guint i = 0; i < due->len && i < TERTIUS_SERVE_ROWS_MAX; i++) {
		const TertiusReminder *reminder = due->pdata[i];

		tertius_json_text(answer, NULL, reminder->id);
	}
	tertius_json_close(answer);
}

/* What has not rung yet rings on the desktop, unless something did today. */
static gboolean
add_words(const TertiusServeRequest *request, TertiusJson *answer,
          const GPtrArray *due, GError **error)
{
	g_autoptr(GPtrArray) ringing =
		tertius_engine_find_ringing(request->engine, error);
	g_autofree char *headline = due->len > 0 ? dup_headline(due) : NULL;
	g_autofree char *body = due->len > 0 ? dup_body(due) : NULL;
	g_autofree char *day = dup_day(request);
	g_autofree char *told =
		tertius_ledger_recall(request->engine->ledger, TOLD);

	if (ringing == NULL)
		return FALSE;
	tertius_json_text(answer, "headline", headline);
	tertius_json_text(answer, "body", body);
	tertius_json_boolean(answer, "notifies",
	                     due->len > 0 && ringing->len > 0 &&
	                             g_strcmp0(told, day) != 0);
	return TRUE;
}

/* All that is known has been taken in for now. Calendars come first: what the user
 * did there is not told as due. */
gboolean
tertius_serve_settle(const TertiusServeRequest *request, TertiusJson *answer,
                     GError **error)
{
	const TertiusConclusions *all;
	g_autoptr(GPtrArray) due = NULL;
	gint64 next;

	deliver(request, answer);
	mirror(request, answer);
	all = tertius_engine_conclude(request->engine, error);
	if (all == NULL)
		return FALSE;
	due = find_due(all, request->engine->now, &next);
	add_due(answer, due);
	if (!add_words(request, answer, due, error))
		return FALSE;
	tertius_json_integer(answer, "seconds",
	                     next == 0 ? 0
	                               : MAX(next - request->engine->now, 1));
	return TRUE;
}

gboolean
tertius_serve_told(const TertiusServeRequest *request, TertiusJson *answer,
                   GError **error)
{
	g_autofree char *day = dup_day(request);
	g_autoptr(GPtrArray) ringing =
		tertius_engine_find_ringing(request->engine, error);

	(void) answer;
	return ringing != NULL &&
	       tertius_engine_note_rung(request->engine, ringing, error) &&
	       tertius_ledger_note(request->engine->ledger, TOLD, day, error);
}
