/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What WebDAV adds to asking.
 */
#include "calendar/caldav-ask.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>

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
		            _("'%s' answers %ld to %s"), reply.url,
		            reply.status, request->method);
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

/* Xandikos says no in a 207. */
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
