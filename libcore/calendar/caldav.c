/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CalDAV: finding calendars and making one.
 */
#include "calendar/caldav.h"

#include "base/error.h"
#include "calendar/caldav-private.h"

#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
#define NAMES                                                                  \
	" xmlns=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\""            \
	" xmlns:s=\"http://calendarserver.org/ns/\""

static const char ask_principal[] =
	HEAD "<propfind" NAMES "><prop><current-user-principal/>"
	     "<resourcetype/><displayname/><current-user-privilege-set/>"
	     "<c:supported-calendar-component-set/></prop></propfind>";
static const char ask_home[] = HEAD
	"<propfind" NAMES "><prop><c:calendar-home-set/></prop></propfind>";
static const char ask_calendars[] =
	HEAD "<propfind" NAMES "><prop><resourcetype/><displayname/>"
	     "<current-user-privilege-set/>"
	     "<c:supported-calendar-component-set/></prop></propfind>";
static const char make_calendar[] =
	HEAD "<c:mkcalendar" NAMES "><set><prop><displayname>Tertius"
	     "</displayname></prop></set></c:mkcalendar>";

static void
free_calendar(gpointer data)
{
	TertiusCalendar *calendar = data;

	g_free(calendar->url);
	g_free(calendar->name);
	g_free(calendar);
}

GPtrArray *
tertius_dav_ask(TertiusHttp *http, const TertiusHttpRequest *request,
                char **base, char **token, GError **error)
{
	g_auto(TertiusHttpReply) reply = { 0 };
	g_autofree char *inner_token = NULL;
	GPtrArray *items;

	if (!tertius_http_send(http, request, &reply, error))
		return NULL;
	if (reply.status != 207) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "'%s' answers %ld to %s", reply.url, reply.status,
		            request->method);
		return NULL;
	}
	items = tertius_dav_parse(reply.body->str, reply.body->len,
	                          &inner_token, error);
	if (items != NULL && token != NULL)
		*token = g_steal_pointer(&inner_token);
	if (items != NULL && base != NULL)
		*base = g_steal_pointer(&reply.url);
	return items;
}

static GPtrArray *
propfind(TertiusHttp *http, const char *url, const char *depth,
         const char *body, char **base, GError **error)
{
	const TertiusHttpRequest request = {
		.method = "PROPFIND",
		.url = url,
		.depth = depth,
		.type = TERTIUS_DAV_XML,
		.body = body,
	};

	return tertius_dav_ask(http, &request, base, NULL, error);
}

static TertiusCalendar *
make_record(const TertiusDavItem *item, const char *base)
{
	TertiusCalendar *calendar = g_new0(TertiusCalendar, 1);
	g_autofree char *url = tertius_http_resolve(base, item->href);

	if (url != NULL)
		calendar->url = g_str_has_suffix(url, "/")
		                        ? g_strdup(url)
		                        : g_strconcat(url, "/", NULL);
	calendar->name = g_strdup(item->name != NULL ? item->name : "");
	calendar->is_writable = item->is_writable;
	calendar->takes_events = item->takes_events;
	calendar->takes_tasks = item->takes_tasks;
	return calendar;
}

static void
add_calendars(const GPtrArray *items, const char *base, GPtrArray *calendars)
{
	for (guint i = 0; i < items->len; i++) {
		const TertiusDavItem *item = items->pdata[i];
		TertiusCalendar *calendar;

		if (!item->is_calendar || item->href == NULL)
			continue;
		calendar = make_record(item, base);
		if (calendar->url != NULL)
			g_ptr_array_add(calendars, calendar);
		else
			free_calendar(calendar);
	}
}

/* The principal, and @calendars when the URL is one itself. */
static char *
find_principal(TertiusHttp *http, const char *url, GPtrArray *calendars,
               GError **error)
{
	g_autofree char *base = NULL;
	g_autoptr(GPtrArray) items =
		propfind(http, url, "0", ask_principal, &base, error);

	if (items == NULL)
		return NULL;
	add_calendars(items, base, calendars);
	for (guint i = 0; i < items->len; i++) {
		const TertiusDavItem *item = items->pdata[i];

		if (item->principal != NULL && item->principal[0] != '\0')
			return tertius_http_resolve(base, item->principal);
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            "no calendars were found at '%s'", url);
	return NULL;
}

static char *
find_home(TertiusHttp *http, const char *principal, GError **error)
{
	g_autofree char *base = NULL;
	g_autoptr(GPtrArray) items =
		propfind(http, principal, "0", ask_home, &base, error);

	for (guint i = 0; items != NULL && i < items->len; i++) {
		const TertiusDavItem *item = items->pdata[i];

		if (item->home != NULL)
			return tertius_http_resolve(base, item->home);
	}
	if (items != NULL)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "'%s' has no calendars", principal);
	return NULL;
}

/* The ways that servers are found: as given, and as RFC 6764 says; then where
 * widespread ones live. */
static char *
search_principal(TertiusHttp *http, const char *url, GPtrArray *calendars,
                 GError **error)
{
	static const char *const places[] = { "", "/.well-known/caldav",
		                              "/dav/", "/remote.php/dav/" };
	g_autoptr(GError) first = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autoptr(GError) inner = NULL;
		g_autofree char *place = tertius_http_resolve(url, places[i]);
		char *principal = find_principal(http, i == 0 ? url : place,
		                                 calendars, &inner);

		if (principal != NULL || calendars->len > 0)
			return principal;
		if (!g_error_matches(inner, TERTIUS_ERROR,
		                     TERTIUS_ERROR_MALFORMED)) {
			g_propagate_error(error, g_steal_pointer(&inner));
			return NULL;
		}
		if (first == NULL)
			first = g_steal_pointer(&inner);
	}
	g_propagate_error(error, g_steal_pointer(&first));
	return NULL;
}

/* Fills @calendars; the home set, or NULL when the URL is a calendar. */
static gboolean
discover(TertiusHttp *http, const char *url, GPtrArray *calendars, char **home,
         GError **error)
{
	g_autofree char *base = NULL;
	g_autofree char *principal =
		search_principal(http, url, calendars, error);
	g_autoptr(GPtrArray) items = NULL;

	if (calendars->len > 0)
		return TRUE;
	*home = principal != NULL ? find_home(http, principal, error) : NULL;
	if (*home == NULL)
		return FALSE;
	items = propfind(http, *home, "1", ask_calendars, &base, error);
	if (items == NULL)
		return FALSE;
	add_calendars(items, base, calendars);
	return TRUE;
}

GPtrArray *
tertius_caldav_find(const TertiusHttpAccount *account, GError **error)
{
	g_autoptr(TertiusHttp) http = tertius_http_new(account, error);
	g_autoptr(GPtrArray) calendars =
		g_ptr_array_new_with_free_func(free_calendar);
	g_autofree char *home = NULL;

	if (http == NULL ||
	    !discover(http, account->url, calendars, &home, error))
		return NULL;
	return g_steal_pointer(&calendars);
}

/* A 207 is no success by itself: Xandikos says no in one. */
long
tertius_dav_status(const TertiusHttpReply *reply)
{
	g_autoptr(GPtrArray) items = NULL;
	g_autofree char *token = NULL;

	if (reply->status != 207)
		return reply->status;
	items = tertius_dav_parse(reply->body->str, reply->body->len, &token,
	                          NULL);
	for (guint i = 0; items != NULL && i < items->len; i++) {
		const TertiusDavItem *item = items->pdata[i];

		if (item->status >= 300)
			return item->status;
	}
	return items != NULL ? 200 : 500;
}

static char *
make_ours(TertiusHttp *http, const char *home, GError **error)
{
	g_autofree char *url = tertius_http_resolve(home, "tertius/");
	g_auto(TertiusHttpReply) reply = { 0 };
	const TertiusHttpRequest request = {
		.method = "MKCALENDAR",
		.url = url != NULL ? url : home,
		.type = TERTIUS_DAV_XML,
		.body = make_calendar,
	};
	long status;

	if (!tertius_http_send(http, &request, &reply, error))
		return NULL;
	status = tertius_dav_status(&reply);
	if (status == 200 || status == 201 || status == 204)
		return g_steal_pointer(&url);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            "'%s' does not let us make a calendar (%ld): make one "
	            "there and give its address",
	            home, status);
	return NULL;
}

/* The calendar to write to: the only one that was named, or ours. */
static char *
choose(TertiusHttp *http, const GPtrArray *calendars, const char *home,
       GError **error)
{
	for (guint i = 0; i < calendars->len; i++) {
		const TertiusCalendar *calendar = calendars->pdata[i];

		if ((home == NULL ||
		     g_str_has_suffix(calendar->url, "/tertius/")) &&
		    calendar->is_writable)
			return g_strdup(calendar->url);
	}
	if (home != NULL)
		return make_ours(http, home, error);
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	                    "this calendar can only be read");
	return NULL;
}

TertiusCollection *
tertius_caldav_open(const TertiusHttpAccount *account, char **url,
                    GError **error)
{
	g_autoptr(TertiusHttp) http = tertius_http_new(account, error);
	g_autoptr(GPtrArray) calendars =
		g_ptr_array_new_with_free_func(free_calendar);
	g_autofree char *home = NULL;
	g_autofree char *chosen = NULL;

	if (http == NULL ||
	    !discover(http, account->url, calendars, &home, error))
		return NULL;
	chosen = choose(http, calendars, home, error);
	if (chosen == NULL)
		return NULL;
	if (url != NULL)
		*url = g_strdup(chosen);
	return tertius_caldav_collection_new(g_steal_pointer(&http), chosen);
}

TertiusCollection *
tertius_caldav_open_known(const TertiusHttpAccount *account, GError **error)
{
	TertiusHttp *http = tertius_http_new(account, error);

	return http != NULL ? tertius_caldav_collection_new(http, account->url)
	                    : NULL;
}
