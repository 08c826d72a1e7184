/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CalDAV: the calendar for reminders, chosen or made.
 */
#include "calendar/caldav.h"

#include "base/error.h"
#include "calendar/caldav-ask.h"
#include "calendar/caldav-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEAD  "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
#define NAMES " xmlns=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\""

GPtrArray *
tertius_caldav_find(const TertiusHttpAccount *account, GError **error)
{
	g_autoptr(TertiusHttp) http = tertius_http_new(account, error);
	g_auto(TertiusCaldavPlace) place = { 0 };

	if (http == NULL ||
	    !tertius_caldav_discover(http, account->url, &place, error))
		return NULL;
	return g_steal_pointer(&place.calendars);
}

/* --- Making -------------------------------------------------------------- */

static const char *
get_name(gboolean as_task)
{
	return as_task ? TERTIUS_CALDAV_TASKS : TERTIUS_CALDAV_EVENTS;
}

/* What is asked for it: MKCALENDAR, and for servers without it the extended
 * MKCOL (RFC 5689). */
static char *
make_body(const char *element, gboolean as_task)
{
	gboolean is_plain = strcmp(element, "mkcol") == 0;

	return g_strdup_printf(
		HEAD
		"<%s%s" NAMES "><set><prop>%s<displayname>%s</displayname>"
		"<c:supported-calendar-component-set><c:comp name=\"%s\"/>"
		"</c:supported-calendar-component-set></prop></set></%s%s>",
		is_plain ? "" : "c:", element,
		is_plain ? "<resourcetype><collection/><c:calendar/>"
			   "</resourcetype>"
			 : "",
		as_task ? "Tertius tasks" : "Tertius",
		as_task ? "VTODO" : "VEVENT", is_plain ? "" : "c:", element);
}

/* The status, or 0 and an error when it could not be asked. */
static long
ask_to_make(TertiusHttp *http, const char *url, const char *method,
            gboolean as_task, GError **error)
{
	g_autofree char *element = g_ascii_strdown(method, -1);
	g_autofree char *body = make_body(element, as_task);
	g_auto(TertiusHttpReply) reply = { 0 };
	const TertiusHttpRequest request = { .method = method,
		                             .url = url,
		                             .type = TERTIUS_DAV_XML,
		                             .body = body };

	return tertius_http_send(http, &request, &reply, error)
	               ? tertius_dav_status(&reply)
	               : 0;
}

static gboolean
is_made(long status)
{
	return status == 200 || status == 201 || status == 204;
}

/* Returns NULL without error when the server does not want it. */
static char *
make_ours(TertiusHttp *http, const char *home, gboolean as_task, GError **error)
{
	g_autofree char *name = g_strconcat(get_name(as_task), "/", NULL);
	g_autofree char *url = tertius_url_resolve(home, name);
	long status;

	if (url == NULL)
		return NULL;
	status = ask_to_make(http, url, "MKCALENDAR", as_task, error);
	if (status == 400 || status == 405 || status == 501)
		status = ask_to_make(http, url, "MKCOL", as_task, error);
	return is_made(status) ? g_steal_pointer(&url) : NULL;
}

/* --- Choosing ------------------------------------------------------------ */

static gboolean
takes(const TertiusCalendar *calendar, gboolean as_task)
{
	return calendar->is_writable &&
	       (as_task ? calendar->takes_tasks : calendar->takes_events);
}

static const char *
find_ours(const GPtrArray *calendars, gboolean as_task)
{
	g_autofree char *end = g_strconcat("/", get_name(as_task), "/", NULL);

	for (guint i = 0; i < calendars->len; i++) {
		const TertiusCalendar *calendar = calendars->pdata[i];

		if (g_str_has_suffix(calendar->url, end) &&
		    takes(calendar, as_task))
			return calendar->url;
	}
	return NULL;
}

/* A list for tasks and nothing else, when there is one and no second. */
static const char *
find_only_list(const GPtrArray *calendars)
{
	const char *found = NULL;

	for (guint i = 0; i < calendars->len; i++) {
		const TertiusCalendar *calendar = calendars->pdata[i];

		if (!takes(calendar, TRUE) || calendar->takes_events)
			continue;
		if (found != NULL)
			return NULL;
		found = calendar->url;
	}
	return found;
}

static void
refuse(const TertiusCaldavPlace *place, gboolean as_task, GError **error)
{
	if (place->home == NULL)
		g_set_error_literal(
			error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
			as_task ? _("this calendar takes no tasks, and no other "
		                    "can be found from it: give the address of "
		                    "one that does")
				: _("this calendar takes no events, and no other "
		                    "can be found from it: give the address of "
		                    "one that does"));
	else
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            as_task ? _("'%s' does not let us make a list of "
		                        "tasks: make one there and give its "
		                        "address")
		                    : _("'%s' does not let us make a calendar: "
		                        "make one there and give its address"),
		            place->home);
}

/* One of the account's. */
static gboolean
choose_one(TertiusHttp *http, const TertiusCaldavPlace *place, gboolean as_task,
           TertiusCaldavChoice *choice, GError **error)
{
	g_autoptr(GError) inner = NULL;

	choice->url = g_strdup(find_ours(place->calendars, as_task));
	if (choice->url == NULL && place->home != NULL) {
		choice->url = make_ours(http, place->home, as_task, &inner);
		choice->is_made = choice->url != NULL;
	}
	if (inner != NULL) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return FALSE;
	}
	if (choice->url == NULL && as_task)
		choice->url = g_strdup(find_only_list(place->calendars));
	if (choice->url == NULL)
		refuse(place, as_task, error);
	return choice->url != NULL;
}

static gboolean
choose(TertiusHttp *http, TertiusCaldavPlace *place, gboolean as_task,
       TertiusCaldavChoice *choice, GError **error)
{
	const TertiusCalendar *named;

	if (place->home != NULL)
		return choose_one(http, place, as_task, choice, error);
	named = place->calendars->pdata[0];
	if (!named->is_writable) {
		g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		                    _("this calendar can only be read"));
		return FALSE;
	}
	if (takes(named, as_task)) {
		choice->url = g_strdup(named->url);
		return TRUE;
	}
	choice->passed_over = g_strdup(named->url);
	return tertius_caldav_look_around(http, place, error) &&
	       choose_one(http, place, as_task, choice, error);
}

TertiusCollection *
tertius_caldav_open(const TertiusHttpAccount *account, gboolean as_task,
                    TertiusCaldavChoice *choice, GError **error)
{
	g_autoptr(TertiusHttp) http = tertius_http_new(account, error);
	g_auto(TertiusCaldavPlace) place = { 0 };

	if (http == NULL ||
	    !tertius_caldav_discover(http, account->url, &place, error) ||
	    !choose(http, &place, as_task, choice, error))
		return NULL;
	return tertius_caldav_collection_new(g_steal_pointer(&http),
	                                     choice->url, as_task);
}

void
tertius_caldav_choice_clear(TertiusCaldavChoice *choice)
{
	g_free(choice->url);
	g_free(choice->passed_over);
	*choice = (TertiusCaldavChoice){ 0 };
}

TertiusCollection *
tertius_caldav_open_known(const TertiusHttpAccount *account, gboolean as_task,
                          GError **error)
{
	TertiusHttp *http = tertius_http_new(account, error);

	return http != NULL ? tertius_caldav_collection_new(http, account->url,
	                                                    as_task)
	                    : NULL;
}
