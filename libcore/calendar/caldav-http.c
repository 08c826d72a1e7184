/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTTP for CalDAV.
 */
#include "calendar/caldav-http.h"

#include "base/error.h"
#include "calendar/caldav-crowd.h"
#include "calendar/caldav-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TertiusHttp {
	CURL *curl;
	char *url;
	TertiusLogin login;
	gboolean is_refused; /* once 401: locks and throttles follow */
	gboolean is_pressed; /* once asked to be slower: one at a time */
	guint count;
};

TertiusHttp *
tertius_http_new(const TertiusHttpAccount *account, GError **error)
{
	TertiusHttp *http;

	if (!tertius_url_is_usable(account->url)) {
		g_set_error_literal(
			error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
			_("a calendar's address begins with https:// (http:// "
		          "only on this computer)"));
		return NULL;
	}
	http = g_new0(TertiusHttp, 1);
	http->curl = curl_easy_init();
	http->url = tertius_url_resolve(account->url, account->url);
	http->login.user = g_strdup(account->user);
	http->login.password = g_strdup(account->password);
	http->login.token = g_strdup(account->token);
	http->login.ca_file = g_strdup(account->ca_file);
	return http;
}

void
tertius_http_free(TertiusHttp *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->curl);
	g_free(http->url);
	g_free(http->login.user);
	g_free(http->login.password);
	g_free(http->login.token);
	g_free(http->login.ca_file);
	g_free(http);
}

guint
tertius_http_count(const TertiusHttp *http)
{
	return http->count;
}

static gboolean
perform(TertiusHttp *http, TertiusTransfer *transfer, GError **error)
{
	http->count++;
	return tertius_transfer_finish(transfer, &http->login,
	                               curl_easy_perform(transfer->curl),
	                               error);
}

/* One request, no redirect followed; again when the way in has become another
 * one. */
static gboolean
send_once(TertiusHttp *http, const TertiusHttpRequest *request, const char *url,
          TertiusTransfer *transfer, TertiusHttpReply *reply, GError **error)
{
	gboolean was_known = http->login.method != 0;

	tertius_transfer_prepare(transfer, &http->login, request, url, reply);
	if (!perform(http, transfer, error))
		return FALSE;
	if (reply->status != 401 || !was_known || http->login.method != 0)
		return TRUE;
	tertius_transfer_prepare(transfer, &http->login, request, url, reply);
	return perform(http, transfer, error);
}

static gboolean
check_status(TertiusHttp *http, const TertiusHttpReply *reply, GError **error)
{
	if (reply->status == 401) {
		http->is_refused = TRUE;
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("'%s' does not take this name and password"),
		            reply->url);
		return FALSE;
	}
	if (reply->status == 429 || reply->status == 503 ||
	    reply->status == 502 || reply->status == 504) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            _("'%s' asks to come again later (%ld)"),
		            reply->url, reply->status);
		return FALSE;
	}
	return TRUE;
}

/* Where to ask next: NULL without error when this was the answer. */
static char *
follow(const TertiusHttp *http, const TertiusTransfer *transfer,
       const char *url, GError **error)
{
	long status = transfer->reply->status;
	g_autofree char *next = NULL;

	if (status < 300 || status > 399 || transfer->location == NULL)
		return NULL;
	next = tertius_url_resolve(url, transfer->location);
	if (next != NULL && tertius_url_is_trusted(next, http->url))
		return g_steal_pointer(&next);
	g_set_error(
		error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		_("'%s' leads to another host; name that one if you trust it"),
		url);
	return NULL;
}

/* The whole address of @request; NULL when nothing may be asked there. */
static char *
dup_address(const TertiusHttp *http, const TertiusHttpRequest *request)
{
	g_autofree char *url = tertius_url_resolve(http->url, request->url);

	return !http->is_refused && url != NULL &&
	                       tertius_url_is_trusted(url, http->url)
	               ? g_steal_pointer(&url)
	               : NULL;
}

gboolean
tertius_http_send(TertiusHttp *http, const TertiusHttpRequest *request,
                  TertiusHttpReply *reply, GError **error)
{
	g_autofree char *url = dup_address(http, request);

	if (url == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            http->is_refused
		                    ? _("not asked again: '%s'")
		                    : _("not the calendar's host: '%s'"),
		            request->url);
		return FALSE;
	}
	for (int i = 0; i <= TERTIUS_HTTP_REDIRECTS_MAX; i++) {
		TertiusTransfer transfer = { .curl = http->curl };
		g_autofree char *next = NULL;
		g_autoptr(GError) inner = NULL;

		if (send_once(http, request, url, &transfer, reply, &inner))
			next = follow(http, &transfer, url, &inner);
		tertius_transfer_clear(&transfer);
		if (inner != NULL) {
			g_propagate_error(error, g_steal_pointer(&inner));
			return FALSE;
		}
		if (next == NULL)
			return check_status(http, reply, error);
		g_free(url);
		url = g_steal_pointer(&next);
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
	            _("'%s' leads in a circle"), request->url);
	return FALSE;
}

void
tertius_http_send_many(TertiusHttp *http, const TertiusHttpRequest *requests,
                       TertiusHttpReply *replies, guint n)
{
	g_autoptr(GPtrArray) urls = g_ptr_array_new_with_free_func(g_free);
	TertiusCrowd crowd = { .login = &http->login,
		               .requests = requests,
		               .replies = replies };

	for (guint i = 0; i < n; i++) {
		tertius_http_reply_clear(&replies[i]);
		g_ptr_array_add(urls, dup_address(http, &requests[i]));
		/* One at a time, it is said why. */
		if (urls->pdata[i] == NULL || http->is_pressed)
			return;
	}
	crowd.urls = (char *const *) urls->pdata;
	crowd.n = n;
	tertius_crowd_send(&crowd);
	http->count += crowd.n_sent;
	if (crowd.pause > 0) {
		http->is_pressed = TRUE;
		g_usleep((gulong) crowd.pause * G_USEC_PER_SEC);
	}
}
