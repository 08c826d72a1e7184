/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request and its reply through libcurl.
 */
#include "calendar/caldav-transfer.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static size_t
take_body(char *bytes, size_t size, size_t n, void *data)
{
	TertiusTransfer *transfer = data;
	GString *body = transfer->reply->body;

	if (body->len + size * n > TERTIUS_HTTP_BYTES_MAX) {
		transfer->is_too_big = TRUE;
		return 0;
	}
	g_string_append_len(body, bytes, (gssize) (size * n));
	return size * n;
}

/* The value of the field @name on @line; NULL: it is another one, or holds what
 * would begin a line of its own where it is sent back. */
static char *
dup_header(const char *line, gsize length, const char *name)
{
	gsize skip = strlen(name);
	g_autofree char *value = NULL;

	if (length <= skip || g_ascii_strncasecmp(line, name, skip) != 0)
		return NULL;
	value = g_strstrip(g_strndup(line + skip, length - skip));
	return strpbrk(value, "\r\n") == NULL ? g_steal_pointer(&value) : NULL;
}

size_t
tertius_transfer_take_header(char *line, size_t size, size_t n, void *data)
{
	TertiusTransfer *transfer = data;
	TertiusHttpReply *reply = transfer->reply;
	gsize length = size * n;
	g_autofree char *etag = dup_header(line, length, "etag:");
	g_autofree char *location = dup_header(line, length, "location:");

	/* A new response, after a 100 or a 401, begins anew. */
	if (length > 5 && strncmp(line, "HTTP/", 5) == 0) {
		g_string_truncate(reply->body, 0);
		g_clear_pointer(&reply->etag, g_free);
		g_clear_pointer(&transfer->location, g_free);
	}
	if (etag != NULL && !g_str_has_prefix(etag, "W/")) {
		g_free(reply->etag);
		reply->etag = g_steal_pointer(&etag);
	}
	if (location != NULL) {
		g_free(transfer->location);
		transfer->location = g_steal_pointer(&location);
	}
	return length;
}

static void
set_limits(CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
	                 (long) TERTIUS_HTTP_CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT,
	                 (long) TERTIUS_HTTP_SECONDS_MAX);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT,
	                 (long) TERTIUS_HTTP_SLOW_BYTES);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME,
	                 (long) TERTIUS_HTTP_SLOW_SECONDS);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "Tertius/" TERTIUS_VERSION);
}

/* What goes unencrypted may do so because it stays on this computer
 * (tertius_url_is_usable), so no proxy of the environment gets it; NULL: as the
 * environment says. */
static void
set_way(CURL *curl, const char *url)
{
	gboolean is_plain = g_ascii_strncasecmp(url, "http:", 5) == 0;

	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROXY, is_plain ? "" : NULL);
}

static void
set_login(CURL *curl, const TertiusLogin *login)
{
	long method = login->method != 0
	                      ? login->method
	                      : (long) (CURLAUTH_BASIC | CURLAUTH_DIGEST);

	if (login->ca_file != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, login->ca_file);
	if (login->token != NULL) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH,
		                 (long) CURLAUTH_BEARER);
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, login->token);
	} else if (login->user != NULL) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH, method);
		curl_easy_setopt(curl, CURLOPT_USERNAME, login->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD,
		                 login->password != NULL ? login->password
		                                         : "");
	}
}

static struct curl_slist *
make_headers(const TertiusHttpRequest *request)
{
	struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
	g_autofree char *depth = g_strconcat("Depth: ", request->depth, NULL);
	g_autofree char *type =
		g_strconcat("Content-Type: ", request->type, NULL);

	if (request->depth != NULL)
		headers = curl_slist_append(headers, depth);
	if (request->type != NULL)
		headers = curl_slist_append(headers, type);
	if (request->condition != NULL)
		headers = curl_slist_append(headers, request->condition);
	return headers;
}

static gboolean
explain(const TertiusTransfer *transfer, CURLcode code, GError **error)
{
	TertiusErrorCode kind = TERTIUS_ERROR_UNREACHABLE;

	if (code == CURLE_OK)
		return TRUE;
	if (code == CURLE_PEER_FAILED_VERIFICATION ||
	    code == CURLE_SSL_CACERT_BADFILE)
		kind = TERTIUS_ERROR_DENIED;
	if (transfer->is_too_big)
		kind = TERTIUS_ERROR_MALFORMED;
	g_set_error(error, TERTIUS_ERROR, (gint) kind,
	            _("cannot reach '%s': %s"), transfer->reply->url,
	            transfer->is_too_big ? _("its answer is too big")
	                                 : curl_easy_strerror(code));
	return FALSE;
}

static void
set_request(CURL *curl, const TertiusHttpRequest *request)
{
	/* Without a body of the request before. */
	curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
	if (request->body != NULL) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE,
		                 (long) strlen(request->body));
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
	}
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
}

void
tertius_transfer_prepare(TertiusTransfer *transfer, const TertiusLogin *login,
                         const TertiusHttpRequest *request, const char *url,
                         TertiusHttpReply *reply)
{
	CURL *curl = transfer->curl;

	tertius_transfer_clear(transfer);
	tertius_http_reply_clear(reply);
	reply->body = g_string_new(NULL);
	reply->url = g_strdup(url);
	transfer->reply = reply;
	transfer->headers = make_headers(request);
	set_limits(curl);
	set_login(curl, login);
	set_request(curl, request);
	set_way(curl, url);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, transfer->headers);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION,
	                 tertius_transfer_take_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
}

/* Known, it saves asking without a password first, each time. After a 401 it is
 * known no more, when the server wanted another one. */
static void
learn_way_in(const TertiusTransfer *transfer, TertiusLogin *login)
{
	long offered = 0;

	curl_easy_getinfo(transfer->curl, CURLINFO_HTTPAUTH_AVAIL, &offered);
	if (transfer->reply->status == 401)
		login->method &= offered;
	else if ((offered & (long) CURLAUTH_DIGEST) != 0)
		login->method = (long) CURLAUTH_DIGEST;
	else if ((offered & (long) CURLAUTH_BASIC) != 0)
		login->method = (long) CURLAUTH_BASIC;
}

gboolean
tertius_transfer_finish(TertiusTransfer *transfer, TertiusLogin *login,
                        CURLcode code, GError **error)
{
	curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE,
	                  &transfer->reply->status);
	if (!explain(transfer, code, error))
		return FALSE;
	learn_way_in(transfer, login);
	return TRUE;
}

void
tertius_transfer_clear(TertiusTransfer *transfer)
{
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	transfer->reply = NULL;
	g_clear_pointer(&transfer->location, g_free);
	transfer->is_too_big = FALSE;
}

void
tertius_http_reply_clear(TertiusHttpReply *reply)
{
	if (reply->body != NULL)
		g_string_free(reply->body, TRUE);
	g_free(reply->etag);
	g_free(reply->url);
	*reply = (TertiusHttpReply){ 0 };
}
