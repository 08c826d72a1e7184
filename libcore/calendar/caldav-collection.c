/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A CalDAV collection, for the sync.
 */
#include "calendar/caldav-collection.h"

#include "base/error.h"
#include "calendar/caldav-ask.h"
#include "calendar/caldav-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
#define ICAL "text/calendar; charset=utf-8"

/* Never over what is there. */
#define IS_NEW "If-None-Match: *"

/* What a token begins with: how it is to be asked again. */
#define BY_SYNC "sync:"
#define BY_CTAG "ctag:"

typedef struct {
	TertiusCollection base;
	TertiusHttp *http;
	char *url;
	const char *kind; /* of its objects: VEVENT or VTODO */
} Caldav;

static const char ask_all[] =
	HEAD "<propfind xmlns=\"DAV:\""
	     " xmlns:s=\"http://calendarserver.org/ns/\"><prop><getetag/>"
	     "<resourcetype/><supported-report-set/><s:getctag/><sync-token/>"
	     "</prop></propfind>";
static const char ask_ctag[] =
	HEAD "<propfind xmlns=\"DAV:\""
	     " xmlns:s=\"http://calendarserver.org/ns/\"><prop><s:getctag/>"
	     "</prop></propfind>";

static GPtrArray *
ask(Caldav *self, const char *method, const char *depth, const char *body,
    char **token, GError **error)
{
	const TertiusHttpRequest request = {
		.method = method,
		.url = self->url,
		.depth = depth,
		.type = TERTIUS_DAV_XML,
		.body = body,
	};

	return tertius_dav_ask(self->http, &request, NULL, token, error);
}

/* The last part of a path, as the server spells it; NULL for the collection
 * itself. */
static char *
dup_name(const char *href)
{
	const char *slash = href != NULL ? strrchr(href, '/') : NULL;

	return slash != NULL && slash[1] != '\0' ? g_strdup(slash + 1) : NULL;
}

static gboolean
is_wrong_answer(const GError *error)
{
	return g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED);
}

static gboolean
is_gone(const TertiusDavItem *answer)
{
	return answer->status == 404 || answer->status == 410;
}

/* What the server has, but does not tell the version of, is there. */
static void
add_item(GPtrArray *items, const TertiusDavItem *answer)
{
	g_autofree char *name = dup_name(answer->href);
	const char *etag = answer->etag != NULL ? answer->etag : "";

	if (name == NULL || answer->is_calendar)
		return;
	g_ptr_array_add(items, tertius_collection_item_new(
				       name, is_gone(answer) ? NULL : etag));
}

/* --- What changed -------------------------------------------------------- */

/* Where the collection itself is gone, nothing is said about what was in it:
 * Xandikos answers with a list that is empty. */
static gboolean
has_calendar(const Caldav *self, const GPtrArray *answers, GError **error)
{
	for (guint i = 0; i < answers->len; i++) {
		const TertiusDavItem *answer = answers->pdata[i];

		if (answer->is_calendar)
			return TRUE;
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("'%s' is no calendar any more"), self->url);
	return FALSE;
}

/* All there is, by one request, and by what to ask the next time. */
static gboolean
list_all(Caldav *self, char **token, GPtrArray *items, GError **error)
{
	g_autoptr(GPtrArray) answers =
		ask(self, "PROPFIND", "1", ask_all, NULL, error);

	if (answers == NULL || !has_calendar(self, answers, error))
		return FALSE;
	g_clear_pointer(token, g_free);
	for (guint i = 0; i < answers->len; i++) {
		const TertiusDavItem *answer = answers->pdata[i];

		add_item(items, answer);
		if (!answer->is_calendar)
			continue;
		if (answer->has_sync && answer->token != NULL)
			*token = g_strconcat(BY_SYNC, answer->token, NULL);
		else if (answer->ctag != NULL)
			*token = g_strconcat(BY_CTAG, answer->ctag, NULL);
	}
	return TRUE;
}

static gboolean
list_since(Caldav *self, char **token, GPtrArray *items, GError **error)
{
	g_autofree char *known =
		g_markup_escape_text(*token + strlen(BY_SYNC), -1);
	g_autofree char *body = g_strconcat(
		HEAD "<sync-collection xmlns=\"DAV:\"><sync-token>", known,
		"</sync-token><sync-level>1</sync-level><prop><getetag/></prop>"
		"</sync-collection>",
		NULL);
	g_autofree char *newer = NULL;
	g_autoptr(GPtrArray) answers =
		ask(self, "REPORT", "1", body, &newer, error);

	if (answers == NULL)
		return FALSE;
	for (guint i = 0; i < answers->len; i++)
		add_item(items, answers->pdata[i]);
	if (newer != NULL) {
		g_free(*token);
		*token = g_strconcat(BY_SYNC, newer, NULL);
	}
	return TRUE;
}

static gboolean
is_unchanged(Caldav *self, const char *token)
{
	g_autoptr(GPtrArray) answers =
		ask(self, "PROPFIND", "0", ask_ctag, NULL, NULL);
	const TertiusDavItem *answer =
		answers != NULL && answers->len > 0 ? answers->pdata[0] : NULL;

	return answer != NULL && answer->ctag != NULL &&
	       strcmp(answer->ctag, token + strlen(BY_CTAG)) == 0;
}

static gboolean
list_items(TertiusCollection *base, char **token, GPtrArray *items,
           gboolean *is_all, GError **error)
{
	Caldav *self = (Caldav *) base;

	*is_all = FALSE;
	if (*token != NULL && g_str_has_prefix(*token, BY_CTAG) &&
	    is_unchanged(self, *token))
		return TRUE;
	if (*token != NULL && g_str_has_prefix(*token, BY_SYNC)) {
		g_autoptr(GError) inner = NULL;

		if (list_since(self, token, items, &inner))
			return TRUE;
		/* A token that the server no longer takes (RFC 6578 says 403;
		 * 409, 410, 412 and 500 were seen). */
		if (!is_wrong_answer(inner)) {
			g_propagate_error(error, g_steal_pointer(&inner));
			return FALSE;
		}
		g_ptr_array_set_size(items, 0);
	}
	*is_all = TRUE;
	return list_all(self, token, items, error);
}

/* --- Texts --------------------------------------------------------------- */

static TertiusCollectionItem *
find_item(GPtrArray *items, guint first, guint last, const char *name)
{
	for (guint i = first; i < last; i++) {
		TertiusCollectionItem *item = items->pdata[i];

		if (strcmp(item->href, name) == 0)
			return item;
	}
	return NULL;
}

static char *
make_multiget(const Caldav *self, const GPtrArray *items, guint first,
              guint last)
{
	GString *body = g_string_new(
		HEAD "<c:calendar-multiget xmlns=\"DAV:\""
		     " xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><prop>"
		     "<getetag/><c:calendar-data/></prop>");
	const char *path = strchr(strstr(self->url, "//") + 2, '/');

	for (guint i = first; i < last; i++) {
		const TertiusCollectionItem *item = items->pdata[i];
		g_autofree char *href = g_markup_printf_escaped(
			"<href>%s%s</href>", path, item->href);

		g_string_append(body, href);
	}
	g_string_append(body, "</c:calendar-multiget>");
	return g_string_free(body, FALSE);
}

/* An object about which the server says anything but that it is gone is there. */
static void
take_text(TertiusCollectionItem *item, TertiusDavItem *answer)
{
	if (answer->data == NULL && (is_gone(answer) || item->text != NULL))
		return;
	g_free(item->etag);
	g_free(item->text);
	item->etag = g_steal_pointer(&answer->etag);
	item->text = answer->data != NULL ? g_steal_pointer(&answer->data)
	                                  : g_strdup("");
}

static void
forget_text(TertiusCollectionItem *item)
{
	g_clear_pointer(&item->etag, g_free);
	g_clear_pointer(&item->text, g_free);
}

static gboolean
fetch_batch(Caldav *self, GPtrArray *items, guint first, guint last,
            GError **error)
{
	g_autofree char *body = make_multiget(self, items, first, last);
	g_autoptr(GPtrArray) answers =
		ask(self, "REPORT", "1", body, NULL, error);

	if (answers == NULL)
		return FALSE;
	for (guint i = first; i < last; i++)
		forget_text(items->pdata[i]);
	for (guint i = 0; i < answers->len; i++) {
		TertiusDavItem *answer = answers->pdata[i];
		g_autofree char *name = dup_name(answer->href);
		TertiusCollectionItem *item =
			name != NULL ? find_item(items, first, last, name)
				     : NULL;

		if (item != NULL)
			take_text(item, answer);
	}
	return TRUE;
}

static gboolean
fetch_items(TertiusCollection *base, GPtrArray *items, GError **error)
{
	Caldav *self = (Caldav *) base;

	for (guint i = 0; i < items->len; i += TERTIUS_CALDAV_BATCH) {
		guint last = MIN(items->len, i + TERTIUS_CALDAV_BATCH);

		if (!fetch_batch(self, items, i, last, error))
			return FALSE;
	}
	return TRUE;
}

/* --- Writing ------------------------------------------------------------- */

/* ETags are quoted already, as they came. */
static char *
make_condition(const char *etag)
{
	return etag != NULL ? g_strconcat("If-Match: ", etag, NULL)
	                    : g_strdup(IS_NEW);
}

static TertiusWriteResult
judge(const TertiusHttpReply *reply, GError **error)
{
	long status = tertius_dav_status(reply);

	if (status == 200 || status == 201 || status == 204)
		return TERTIUS_WRITE_DONE;
	if (status == 412 || status == 404 || status == 410)
		return TERTIUS_WRITE_CHANGED;
	if (status >= 400 && status < 500 && status != 408)
		return TERTIUS_WRITE_REFUSED;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
	            _("'%s' answers %ld"), reply->url, status);
	return TERTIUS_WRITE_FAILED;
}

static TertiusWriteResult
write_item(Caldav *self, TertiusHttpRequest *request, const char *href,
           const char *etag, char **new_etag, GError **error)
{
	g_autofree char *url = g_strconcat(self->url, href, NULL);
	g_autofree char *condition = make_condition(etag);
	g_auto(TertiusHttpReply) reply = { 0 };
	TertiusWriteResult result;

	if (strchr(href, '/') != NULL || href[0] == '.' || href[0] == '\0')
		return TERTIUS_WRITE_REFUSED;
	request->url = url;
	request->condition = condition;
	if (!tertius_http_send(self->http, request, &reply, error))
		return TERTIUS_WRITE_FAILED;
	result = judge(&reply, error);
	if (result == TERTIUS_WRITE_DONE && new_etag != NULL)
		*new_etag = g_steal_pointer(&reply.etag);
	return result;
}

static TertiusWriteResult
put_item(TertiusCollection *base, const char *href, const char *etag,
         const char *text, char **new_etag, GError **error)
{
	TertiusHttpRequest request = { .method = "PUT",
		                       .type = ICAL,
		                       .body = text };

	*new_etag = NULL;
	return write_item((Caldav *) base, &request, href, etag, new_etag,
	                  error);
}

static void
take_created(TertiusCollectionNew *object, TertiusHttpReply *reply)
{
	object->is_done =
		reply->status != 0 && judge(reply, NULL) == TERTIUS_WRITE_DONE;
	if (object->is_done)
		object->etag = g_steal_pointer(&reply->etag);
	tertius_http_reply_clear(reply);
}

static void
create_items(TertiusCollection *base, TertiusCollectionNew *objects, guint n)
{
	Caldav *self = (Caldav *) base;
	g_autoptr(GPtrArray) urls = g_ptr_array_new_with_free_func(g_free);
	g_autofree TertiusHttpRequest *requests =
		g_new0(TertiusHttpRequest, n + 1);
	g_autofree TertiusHttpReply *replies = g_new0(TertiusHttpReply, n + 1);

	for (guint i = 0; i < n; i++) {
		char *url = g_strconcat(self->url, objects[i].href, NULL);

		g_ptr_array_add(urls, url);
		requests[i] = (TertiusHttpRequest){ .method = "PUT",
			                            .url = url,
			                            .type = ICAL,
			                            .condition = IS_NEW,
			                            .body = objects[i].text };
	}
	tertius_http_send_many(self->http, requests, replies, n);
	for (guint i = 0; i < n; i++)
		take_created(&objects[i], &replies[i]);
}

static TertiusWriteResult
remove_item(TertiusCollection *base, const char *href, const char *etag,
            GError **error)
{
	Caldav *self = (Caldav *) base;
	TertiusHttpRequest request = { .method = "DELETE" };
	g_autofree char *url = g_strconcat(self->url, href, NULL);
	g_autofree char *condition = etag != NULL ? make_condition(etag) : NULL;
	g_auto(TertiusHttpReply) reply = { 0 };
	long status;

	if (strchr(href, '/') != NULL || href[0] == '.' || href[0] == '\0')
		return TERTIUS_WRITE_REFUSED;
	request.url = url;
	request.condition = condition;
	if (!tertius_http_send(self->http, &request, &reply, error))
		return TERTIUS_WRITE_FAILED;
	status = tertius_dav_status(&reply);
	return status == 404 || status == 410 ? TERTIUS_WRITE_DONE
	                                      : judge(&reply, error);
}

/* --- Elsewhere ----------------------------------------------------------- */

/* Whether what is asked for is there: an answer that is no list says no. */
static gboolean
is_told(Caldav *self, const TertiusHttpRequest *request, gboolean *is_answered,
        gboolean *found, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(GPtrArray) answers =
		tertius_dav_ask(self->http, request, NULL, NULL, &inner);

	*is_answered = answers != NULL;
	for (guint i = 0; answers != NULL && i < answers->len; i++) {
		const TertiusDavItem *answer = answers->pdata[i];

		*found |= answer->etag != NULL && answer->href != NULL;
	}
	if (answers != NULL || is_wrong_answer(inner))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&inner));
	return FALSE;
}

/* By the name that we gave it, which programs keep that move it. */
static gboolean
has_name(Caldav *self, const char *url, const char *uid, gboolean *found,
         GError **error)
{
	g_autofree char *slashed = g_str_has_suffix(url, "/")
	                                   ? g_strdup(url)
	                                   : g_strconcat(url, "/", NULL);
	g_autofree char *object = g_strconcat(slashed, uid, ".ics", NULL);
	const TertiusHttpRequest request = {
		.method = "PROPFIND",
		.url = object,
		.depth = "0",
		.type = TERTIUS_DAV_XML,
		.body = ask_all,
	};
	gboolean is_answered;

	return is_told(self, &request, &is_answered, found, error);
}

/* A calendar that does not let itself be searched is asked for the name; and one
 * that refuses that too says nothing against a deletion. */
static gboolean
has_uid(Caldav *self, const char *url, const char *uid, gboolean *found,
        GError **error)
{
	g_autofree char *body = g_markup_printf_escaped(
		HEAD "<c:calendar-query xmlns=\"DAV:\""
		     " xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><prop>"
		     "<getetag/></prop><c:filter><c:comp-filter"
		     " name=\"VCALENDAR\"><c:comp-filter name=\"%s\">"
		     "<c:prop-filter name=\"UID\"><c:text-match>%s"
		     "</c:text-match></c:prop-filter></c:comp-filter>"
		     "</c:comp-filter></c:filter></c:calendar-query>",
		self->kind, uid);
	const TertiusHttpRequest request = {
		.method = "REPORT",
		.url = url,
		.depth = "1",
		.type = TERTIUS_DAV_XML,
		.body = body,
	};
	gboolean is_answered;

	return is_told(self, &request, &is_answered, found, error) &&
	       (is_answered || has_name(self, url, uid, found, error));
}

/* What lies in the home of our collection; nothing, where that may not be
 * listed: then there are no others for us. */
static GPtrArray *
list_home(Caldav *self, char **at, GError **error)
{
	g_autofree char *home = tertius_url_resolve(self->url, "../");
	const TertiusHttpRequest request = {
		.method = "PROPFIND",
		.url = home != NULL ? home : self->url,
		.depth = "1",
		.type = TERTIUS_DAV_XML,
		.body = ask_all,
	};
	g_autoptr(GError) inner = NULL;
	GPtrArray *answers =
		tertius_dav_ask(self->http, &request, at, NULL, &inner);

	if (answers != NULL || is_wrong_answer(inner))
		return answers != NULL ? answers : g_ptr_array_new();
	g_propagate_error(error, g_steal_pointer(&inner));
	return NULL;
}

/* The other calendars are the neighbours in the same home. */
static gboolean
is_elsewhere(TertiusCollection *base, const char *uid, gboolean *found,
             GError **error)
{
	Caldav *self = (Caldav *) base;
	g_autofree char *at = NULL;
	g_autoptr(GPtrArray) answers = list_home(self, &at, error);

	*found = FALSE;
	for (guint i = 0; answers != NULL && i < answers->len; i++) {
		const TertiusDavItem *answer = answers->pdata[i];
		g_autofree char *url =
			answer->is_calendar && answer->href != NULL
				? tertius_url_resolve(at, answer->href)
				: NULL;

		if (url == NULL || strcmp(url, self->url) == 0)
			continue;
		if (!has_uid(self, url, uid, found, error))
			return FALSE;
	}
	return answers != NULL;
}

static void
free_caldav(TertiusCollection *base)
{
	Caldav *self = (Caldav *) base;

	tertius_http_free(self->http);
	g_free(self->url);
	g_free(self);
}

TertiusCollection *
tertius_caldav_collection_new(TertiusHttp *http, const char *url,
                              gboolean as_task)
{
	Caldav *self = g_new0(Caldav, 1);

	self->base = (TertiusCollection){ .list = list_items,
		                          .fetch = fetch_items,
		                          .put = put_item,
		                          .create = create_items,
		                          .remove = remove_item,
		                          .is_elsewhere = is_elsewhere,
		                          .free = free_caldav };
	self->http = http;
	self->url = g_strdup(url);
	self->kind = as_task ? "VTODO" : "VEVENT";
	return &self->base;
}

guint
tertius_caldav_count(TertiusCollection *collection)
{
	return tertius_http_count(((Caldav *) collection)->http);
}
