/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CalDAV from the front door.
 */
#include "engine/calendar.h"
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "base/error.h"
#include "calendar/caldav-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Which calendar ------------------------------------------------------ */

static char *
dup_chosen_key(const TertiusCalendarAccount *account, gboolean as_task)
{
	return g_strconcat(as_task ? "calendar-chosen-tasks "
	                           : "calendar-chosen ",
	                   account->url, NULL);
}

/* The calendar that was chosen before at this address, so that it need not be
 * searched again; none that the account's password is not for. */
static char *
recall_chosen(TertiusEngine *engine, const TertiusCalendarAccount *account,
              gboolean as_task)
{
	g_autofree char *key = dup_chosen_key(account, as_task);
	g_autofree char *url = tertius_ledger_recall(engine->ledger, key);

	return url != NULL && tertius_url_is_trusted(url, account->url)
	               ? g_steal_pointer(&url)
	               : NULL;
}

static TertiusCollection *
search(TertiusEngine *engine, const TertiusCalendarAccount *account,
       TertiusCalendarReport *report, GError **error)
{
	gboolean as_task = engine->settings->as_task;
	g_autofree char *key = dup_chosen_key(account, as_task);
	g_auto(TertiusCaldavChoice) choice = { 0 };
	g_autoptr(TertiusCollection) collection =
		tertius_caldav_open(&account->http, as_task, &choice, error);

	if (collection == NULL ||
	    !tertius_ledger_note(engine->ledger, key, choice.url, error))
		return NULL;
	report->target = g_steal_pointer(&choice.url);
	report->passed_over = g_steal_pointer(&choice.passed_over);
	report->is_made = choice.is_made;
	return g_steal_pointer(&collection);
}

static TertiusCollection *
open_known(TertiusCalendarAccount *account, const char *url, gboolean as_task,
           GError **error)
{
	TertiusCollection *collection;

	account->http.url = url;
	collection = tertius_caldav_open_known(&account->http, as_task, error);
	account->http.url = account->url;
	return collection;
}

static TertiusCollection *
open_calendar(TertiusEngine *engine, TertiusCalendarAccount *account,
              gboolean is_sure, TertiusCalendarReport *report, GError **error)
{
	gboolean as_task = engine->settings->as_task;
	g_autofree char *chosen =
		is_sure ? NULL : recall_chosen(engine, account, as_task);
	TertiusCollection *collection;

	if (chosen == NULL)
		return search(engine, account, report, error);
	collection = open_known(account, chosen, as_task, error);
	if (collection != NULL)
		report->target = g_steal_pointer(&chosen);
	return collection;
}

/* Events become tasks, or tasks events, when the setting says so: what lies in
 * the calendar of the other kind is taken out of it, or it would ring twice. */
static gboolean
leave_other_kind(TertiusEngine *engine, TertiusCalendarAccount *account,
                 TertiusCalendarReport *report, GError **error)
{
	gboolean as_task = !engine->settings->as_task;
	g_autofree char *other = recall_chosen(engine, account, as_task);
	g_autoptr(GPtrArray) deliveries = NULL;
	g_autoptr(TertiusCollection) collection = NULL;
	g_autoptr(GError) inner = NULL;

	if (other == NULL || strcmp(other, report->target) == 0)
		return TRUE;
	deliveries = tertius_ledger_deliveries(engine->ledger, other, error);
	if (deliveries == NULL || deliveries->len == 0)
		return deliveries != NULL;
	collection = open_known(account, other, as_task, error);
	if (collection == NULL)
		return FALSE;
	(void) tertius_engine_leave_collection(engine, collection, other,
	                                       report, &inner);
	report->requests += tertius_caldav_count(collection);
	/* Whoever took the whole calendar away took ours out of it. */
	if (g_error_matches(inner, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED))
		return tertius_ledger_drop_deliveries(engine->ledger, other,
		                                      error);
	if (inner == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&inner));
	return FALSE;
}

/* --- Both ways ----------------------------------------------------------- */

static const char *
find_target(TertiusEngine *engine, const char *target, GError **error)
{
	if (target == NULL)
		target = engine->settings->url;
	if (target == NULL)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            _("which calendar? Name one, as "
		              "caldavs://user@host/, or set url in [calendar] "
		              "(man 5 tertius)"));
	return target;
}

static gboolean
sync_caldav(TertiusEngine *engine, const char *target,
            const TertiusCalendarOptions *options,
            TertiusCalendarReport *report, GError **error)
{
	g_auto(TertiusCalendarAccount) account = { 0 };
	g_autoptr(TertiusCollection) collection = NULL;
	gboolean done;

	if (!tertius_calendar_account_open(engine, target, options, &account,
	                                   error))
		return FALSE;
	collection = open_calendar(engine, &account, options->is_sure, report,
	                           error);
	if (collection == NULL ||
	    !leave_other_kind(engine, &account, report, error))
		return FALSE;
	done = tertius_engine_sync_collection(engine, collection,
	                                      report->target, options->is_sure,
	                                      report, error);
	report->requests += tertius_caldav_count(collection);
	return done;
}

gboolean
tertius_engine_sync_calendar(TertiusEngine *engine, const char *target,
                             const TertiusCalendarOptions *options,
                             TertiusCalendarReport *report, GError **error)
{
	g_auto(TertiusCalendarLock) lock = TERTIUS_CALENDAR_UNLOCKED;
	gboolean is_taken;

	target = find_target(engine, target, error);
	if (target == NULL ||
	    !tertius_calendar_lock_in_turn(engine, &lock, &is_taken, error))
		return FALSE;
	if (tertius_calendar_is_url(target))
		return sync_caldav(engine, target, options, report, error);
	if (strstr(target, "://") == NULL)
		return tertius_engine_sync_folder(
			engine, target, options->is_sure, report, error);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
	            _("'%s' is no calendar; write caldavs://user@host/path"),
	            target);
	return FALSE;
}

/* --- Looking ------------------------------------------------------------- */

static void
free_calendar(gpointer data)
{
	TertiusAccountCalendar *calendar = data;

	g_free(calendar->url);
	g_free(calendar->name);
	g_free(calendar);
}

GPtrArray *
tertius_engine_list_calendars(TertiusEngine *engine, const char *url,
                              const TertiusCalendarOptions *options,
                              GError **error)
{
	g_auto(TertiusCalendarAccount) account = { 0 };
	g_autoptr(GPtrArray) found = NULL;
	g_autofree char *chosen = NULL;
	GPtrArray *calendars;

	url = find_target(engine, url, error);
	if (url == NULL || !tertius_calendar_account_open(engine, url, options,
	                                                  &account, error))
		return NULL;
	found = tertius_caldav_find(&account.http, error);
	if (found == NULL)
		return NULL;
	chosen = recall_chosen(engine, &account, engine->settings->as_task);
	calendars = g_ptr_array_new_with_free_func(free_calendar);
	for (guint i = 0; i < found->len; i++) {
		const TertiusCalendar *one = found->pdata[i];
		TertiusAccountCalendar *calendar =
			g_new(TertiusAccountCalendar, 1);

		*calendar = (TertiusAccountCalendar){
			.url = g_strdup(one->url),
			.name = g_strdup(one->name),
			.is_writable = one->is_writable,
			.takes_events = one->takes_events,
			.takes_tasks = one->takes_tasks,
			.is_chosen = g_strcmp0(chosen, one->url) == 0,
		};
		g_ptr_array_add(calendars, calendar);
	}
	return calendars;
}
