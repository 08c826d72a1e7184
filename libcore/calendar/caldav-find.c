/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendars of an account.
 */
#include "calendar/caldav-find.h"

#include "base/error.h"
#include "calendar/caldav-ask.h"
#include "calendar/caldav-url.h"

#include <glib/gi18n-lib.h>

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
static void
free_calendar(gpointer data)
{
	TertiusCalendar *calendar = data;

	g_free(calendar->url);
	g_free(calendar->name);
	g_free(calendar);
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

/* The name and password of an account are for its own host: what that calls its
 * calendar on another one has no URL. */
static TertiusCalendar *
make_record(const TertiusDavItem *item, const char *base)
{
	TertiusCalendar *calendar = g_new0(TertiusCalendar, 1);
	g_autofree char *url = tertius_url_resolve(base, item->href);

	if (url != NULL && tertius_url_is_trusted(url, base))
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

/* The principal, and @calendars when the URL is one itself. What a server calls
 * one may be no address at all. */
static char *
find_principal(TertiusHttp *http, const char *url, GPtrArray *calendars,
               GError **error)
{
	g_autofree char *base = NULL;
	g_autoptr(GPtrArray) items =
		propfind(http, url, "0", ask_principal, &base, error);
	char *principal = NULL;

	if (items == NULL)
		return NULL;
	add_calendars(items, base, calendars);
	for (guint i = 0; principal == NULL && i < items->len; i++) {
		const TertiusDavItem *item = items->pdata[i];

		if (item->principal != NULL && item->principal[0] != '\0')
			principal = tertius_url_resolve(base, item->principal);
	}
	if (principal != NULL)
		return principal;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("no calendars were found at '%s'"), url);
	return NULL;
}

static char *
find_home(TertiusHttp *http, const char *principal, GError **error)
{
	g_autofree char *base = NULL;
	g_autoptr(GPtrArray) items =
		propfind(http, principal, "0", ask_home, &base, error);
	char *home = NULL;

	for (guint i = 0; items != NULL && home == NULL && i < items->len;
	     i++) {
		const TertiusDavItem *item = items->pdata[i];

		if (item->home != NULL)
			home = tertius_url_resolve(base, item->home);
	}
	if (items != NULL && home == NULL)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("'%s' has no calendars"), principal);
	return home;
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
		g_autofree char *place = tertius_url_resolve(url, places[i]);
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

gboolean
tertius_caldav_look_around(TertiusHttp *http, TertiusCaldavPlace *place,
                           GError **error)
{
	g_autofree char *base = NULL;
	g_autoptr(GPtrArray) items = NULL;

	if (place->principal == NULL)
		return TRUE;
	place->home = find_home(http, place->principal, error);
	if (place->home == NULL)
		return FALSE;
	items = propfind(http, place->home, "1", ask_calendars, &base, error);
	if (items == NULL)
		return FALSE;
	g_ptr_array_set_size(place->calendars, 0);
	add_calendars(items, base, place->calendars);
	return TRUE;
}

gboolean
tertius_caldav_discover(TertiusHttp *http, const char *url,
                        TertiusCaldavPlace *place, GError **error)
{
	place->calendars = g_ptr_array_new_with_free_func(free_calendar);
	place->principal = search_principal(http, url, place->calendars, error);
	if (place->calendars->len > 0)
		return TRUE;
	return place->principal != NULL &&
	       tertius_caldav_look_around(http, place, error);
}

void
tertius_caldav_place_clear(TertiusCaldavPlace *place)
{
	if (place->calendars != NULL)
		g_ptr_array_unref(place->calendars);
	g_free(place->principal);
	g_free(place->home);
	*place = (TertiusCaldavPlace){ 0 };
}
