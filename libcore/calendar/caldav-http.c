/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTTP for CalDAV.
 */
#include "calendar/caldav-http.h"

#include "base/error.h"

#include <curl/curl.h>
#include <libpsl.h>
#include <string.h>

struct _TertiusHttp {
	CURL *curl;
	char *url;
	char *user;
	char *password;
	char *token;
	char *ca_file;
	gboolean is_refused; /* once 401: locks and throttles follow */
	guint count;
};

typedef struct {
	TertiusHttpReply *reply;
	char *location;
	gboolean is_too_big;
} Transfer;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURLU, curl_url_cleanup)

static CURLU *
parse_url(const char *url)
{
	g_autoptr(CURLU) parsed = curl_url();

	return curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK
	               ? g_steal_pointer(&parsed)
	               : NULL;
}

static char *
dup_part(CURLU *url, CURLUPart part, unsigned int flags)
{
	char *text = NULL;
	char *copy;

	if (url == NULL || curl_url_get(url, part, &text, flags) != CURLUE_OK)
		return NULL;
	copy = g_strdup(text);
	curl_free(text);
	return copy;
}

char *
tertius_http_resolve(const char *base, const char *reference)
{
	g_autoptr(CURLU) url = parse_url(base);

	if (url == NULL ||
	    curl_url_set(url, CURLUPART_URL, reference, 0) != CURLUE_OK)
		return NULL;
	(void) curl_url_set(url, CURLUPART_USER, NULL, 0);
	(void) curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
	return dup_part(url, CURLUPART_URL, 0);
}

static gboolean
is_this_computer(const char *host)
{
	g_autofree char *bare = g_strdup(host);

	g_strdelimit(bare, "[]", ' ');
	g_strstrip(bare);
	return strcmp(bare, "localhost") == 0 || strcmp(bare, "::1") == 0 ||
	       (g_str_has_prefix(bare, "127.") &&
	        strspn(bare, "0123456789.") == strlen(bare));
}

static gboolean
is_usable(const char *url)
{
	g_autoptr(CURLU) parsed = parse_url(url);
	g_autofree char *scheme = dup_part(parsed, CURLUPART_SCHEME, 0);
	g_autofree char *host = dup_part(parsed, CURLUPART_HOST, 0);

	if (scheme == NULL || host == NULL)
		return FALSE;
	return strcmp(scheme, "https") == 0 ||
	       (strcmp(scheme, "http") == 0 && is_this_computer(host));
}

/* The domain that somebody can own: "example.org" of "cal.example.org". */
static gboolean
have_one_owner(const char *a, const char *b)
{
	const psl_ctx_t *list = psl_builtin();
	const char *x = list != NULL ? psl_registrable_domain(list, a) : NULL;
	const char *y = list != NULL ? psl_registrable_domain(list, b) : NULL;

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

/* Whether the name and password may go to @url: the same scheme, host and
 * port; or, by https only, another host of the same owner. */
static gboolean
is_trusted(const TertiusHttp *http, const char *url)
{
	g_autoptr(CURLU) ours = parse_url(http->url);
	g_autoptr(CURLU) other = parse_url(url);
	g_autofree char *scheme = dup_part(ours, CURLUPART_SCHEME, 0);
	g_autofree char *host = dup_part(ours, CURLUPART_HOST, 0);
	g_autofree char *port =
		dup_part(ours, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	g_autofree char *to_scheme = dup_part(other, CURLUPART_SCHEME, 0);
	g_autofree char *to_host = dup_part(other, CURLUPART_HOST, 0);
	g_autofree char *to_port =
		dup_part(other, CURLUPART_PORT, CURLU_DEFAULT_PORT);

	if (to_scheme == NULL || to_host == NULL || to_port == NULL)
		return FALSE;
	if (strcmp(scheme, to_scheme) == 0 &&
	    g_ascii_strcasecmp(host, to_host) == 0 &&
	    strcmp(port, to_port) == 0)
		return TRUE;
	return strcmp(scheme, "https") == 0 &&
	       strcmp(to_scheme, "https") == 0 && have_one_owner(host, to_host);
}

TertiusHttp *
tertius_http_new(const TertiusHttpAccount *account, GError **error)
{
	TertiusHttp *http;

	if (!is_usable(account->url)) {
		g_set_error_literal(
			error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
			"a calendar's address begins with https:// (http:// "
			"only on this computer)");
		return NULL;
	}
	http = g_new0(TertiusHttp, 1);
	http->curl = curl_easy_init();
	http->url = tertius_http_resolve(account->url, account->url);
	http->user = g_strdup(account->user);
	http->password = g_strdup(account->password);
	http->token = g_strdup(account->token);
	http->ca_file = g_strdup(account->ca_file);
	return http;
}

void
tertius_http_free(TertiusHttp *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->curl);
	g_free(http->url);
	g_free(http->user);
	g_free(http->password);
	g_free(http->token);
	g_free(http->ca_file);
	g_free(http);
}

guint
tertius_http_count(const TertiusHttp *http)
{
	return http->count;
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

static size_t
take_body(char *bytes, size_t size, size_t n, void *data)
{
	Transfer *transfer = data;
	GString *body = transfer->reply->body;

	if (body->len + size * n > TERTIUS_HTTP_BYTES_MAX) {
		transfer->is_too_big = TRUE;
		return 0;
	}
	g_string_append_len(body, bytes, (gssize) (size * n));
	return size * n;
}

static char *
dup_header(const char *line, gsize length, const char *name)
{
	gsize skip = strlen(name);

	if (length <= skip || g_ascii_strncasecmp(line, name, skip) != 0)
		return NULL;
	return g_strstrip(g_strndup(line + skip, length - skip));
}

static size_t
take_header(char *line, size_t size, size_t n, void *data)
{
	Transfer *transfer = data;
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

static void
set_login(const TertiusHttp *http)
{
	if (http->ca_file != NULL)
		curl_easy_setopt(http->curl, CURLOPT_CAINFO, http->ca_file);
	if (http->token != NULL) {
		curl_easy_setopt(http->curl, CURLOPT_HTTPAUTH,
		                 (long) CURLAUTH_BEARER);
		curl_easy_setopt(http->curl, CURLOPT_XOAUTH2_BEARER,
		                 http->token);
	} else if (http->user != NULL) {
		curl_easy_setopt(http->curl, CURLOPT_HTTPAUTH,
		                 (long) (CURLAUTH_BASIC | CURLAUTH_DIGEST));
		curl_easy_setopt(http->curl, CURLOPT_USERNAME, http->user);
		curl_easy_setopt(http->curl, CURLOPT_PASSWORD,
		                 http->password != NULL ? http->password : "");
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
explain(CURLcode code, const Transfer *transfer, const char *url,
        GError **error)
{
	TertiusErrorCode kind = TERTIUS_ERROR_UNREACHABLE;

	if (code == CURLE_OK)
		return TRUE;
	if (code == CURLE_PEER_FAILED_VERIFICATION ||
	    code == CURLE_SSL_CACERT_BADFILE)
		kind = TERTIUS_ERROR_DENIED;
	if (transfer->is_too_big)
		kind = TERTIUS_ERROR_MALFORMED;
	g_set_error(error, TERTIUS_ERROR, (gint) kind, "cannot reach '%s': %s",
	            url,
	            transfer->is_too_big ? "its answer is too big"
	                                 : curl_easy_strerror(code));
	return FALSE;
}

/* One request, no redirect followed. */
static gboolean
send_once(TertiusHttp *http, const TertiusHttpRequest *request, const char *url,
          Transfer *transfer, GError **error)
{
	struct curl_slist *headers = make_headers(request);
	CURL *curl = http->curl;
	CURLcode code;

	curl_easy_reset(curl);
	set_limits(curl);
	set_login(http);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	if (request->body != NULL) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE,
		                 (long) strlen(request->body));
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
	}
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
	http->count++;
	code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE,
	                  &transfer->reply->status);
	curl_slist_free_all(headers);
	return explain(code, transfer, url, error);
}

static gboolean
check_status(TertiusHttp *http, const TertiusHttpReply *reply, GError **error)
{
	if (reply->status == 401) {
		http->is_refused = TRUE;
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            "'%s' does not take this name and password",
		            reply->url);
		return FALSE;
	}
	if (reply->status == 429 || reply->status == 503 ||
	    reply->status == 502 || reply->status == 504) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            "'%s' asks to come again later (%ld)", reply->url,
		            reply->status);
		return FALSE;
	}
	return TRUE;
}

/* Where to ask next: NULL without error when this was the answer. */
static char *
follow(const TertiusHttp *http, const Transfer *transfer, const char *url,
       GError **error)
{
	long status = transfer->reply->status;
	g_autofree char *next = NULL;

	if (status < 300 || status > 399 || transfer->location == NULL)
		return NULL;
	next = tertius_http_resolve(url, transfer->location);
	if (next != NULL && is_trusted(http, next))
		return g_steal_pointer(&next);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            "'%s' leads to another host; name that one if you trust it",
	            url);
	return NULL;
}

gboolean
tertius_http_send(TertiusHttp *http, const TertiusHttpRequest *request,
                  TertiusHttpReply *reply, GError **error)
{
	g_autofree char *url = tertius_http_resolve(http->url, request->url);

	if (http->is_refused || url == NULL || !is_trusted(http, url)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            http->is_refused ? "not asked again: '%s'"
		                             : "not the calendar's host: '%s'",
		            request->url);
		return FALSE;
	}
	for (int i = 0; i <= TERTIUS_HTTP_REDIRECTS_MAX; i++) {
		Transfer transfer = { .reply = reply };
		g_autofree char *next = NULL;
		g_autoptr(GError) inner = NULL;
		gboolean is_sent;

		tertius_http_reply_clear(reply);
		reply->body = g_string_new(NULL);
		reply->url = g_strdup(url);
		is_sent = send_once(http, request, url, &transfer, &inner);
		next = is_sent ? follow(http, &transfer, url, &inner) : NULL;
		g_free(transfer.location);
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
	            "'%s' leads in a circle", request->url);
	return FALSE;
}
