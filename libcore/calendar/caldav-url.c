/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The addresses of calendars.
 */
#include "calendar/caldav-url.h"

#include <curl/curl.h>
#include <libpsl.h>
#include <string.h>

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

gboolean
tertius_url_is_usable(const char *url)
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

gboolean
tertius_url_is_trusted(const char *url, const char *home)
{
	g_autoptr(CURLU) ours = parse_url(home);
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

char *
tertius_url_resolve(const char *base, const char *reference)
{
	g_autoptr(CURLU) url = parse_url(base);

	if (url == NULL ||
	    curl_url_set(url, CURLUPART_URL, reference, 0) != CURLUE_OK)
		return NULL;
	(void) curl_url_set(url, CURLUPART_USER, NULL, 0);
	(void) curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
	return dup_part(url, CURLUPART_URL, 0);
}
