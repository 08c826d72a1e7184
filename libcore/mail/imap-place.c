/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An account's address, taken apart by hand: GUri knows no "@" in a user name,
 * and half of all user names have one.
 */
#include "mail/imap-place.h"

#include "base/error.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PORT_TLS   993
#define PORT_PLAIN 143

/* RFC 3986 3.1: in letters of either case. */
static gboolean
has_scheme(const char *place, const char *scheme)
{
	return g_ascii_strncasecmp(place, scheme, strlen(scheme)) == 0;
}

gboolean
tertius_imap_place_is(const char *place)
{
	return has_scheme(place, "imaps://") || has_scheme(place, "imap://");
}

static void
refuse(GError **error, const char *message)
{
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
	                    message);
}

/* Letters of any script, digits, and what stands between them. */
static gboolean
is_name(const char *host)
{
	for (const char *p = host; *p != '\0'; p++) {
		gboolean is_foreign = (guchar) *p >= 0x80;

		if (!is_foreign && !g_ascii_isalnum(*p) &&
		    strchr(".-_", *p) == NULL)
			return FALSE;
	}
	return *host != '\0' && g_utf8_validate(host, -1, NULL);
}

/* "host", "host:port", "[::1]:port". */
static gboolean
parse_host(TertiusImapPlace *place, const char *text)
{
	const char *colon = strrchr(text, ':');
	gboolean is_v6 = *text == '[';
	guint64 port = 0;

	if (is_v6) {
		const char *end = strchr(text, ']');

		if (end == NULL || (end[1] != '\0' && end[1] != ':'))
			return FALSE;
		place->host = g_strndup(text + 1, (gsize) (end - text - 1));
		colon = end[1] == ':' ? end + 1 : NULL;
	} else {
		place->host = colon == NULL
		                      ? g_strdup(text)
		                      : g_strndup(text, (gsize) (colon - text));
	}
	if (colon != NULL) {
		if (!g_ascii_string_to_unsigned(colon + 1, 10, 1, G_MAXUINT16,
		                                &port, NULL))
			return FALSE;
		place->port = (guint16) port;
	}
	for (char *c = place->host; *c != '\0'; c++)
		*c = g_ascii_tolower(*c);
	return is_v6 ? g_hostname_is_ip_address(place->host)
	             : is_name(place->host);
}

static char *
compute_name(const TertiusImapPlace *place)
{
	g_autofree char *user = g_uri_escape_string(place->user, "@", TRUE);
	gboolean is_v6 = strchr(place->host, ':') != NULL;
	GString *name = g_string_new(place->is_tls ? "imaps://" : "imap://");

	g_string_append_printf(name, is_v6 ? "%s@[%s]" : "%s@%s", user,
	                       place->host);
	if (place->port != (place->is_tls ? PORT_TLS : PORT_PLAIN))
		g_string_append_printf(name, ":%u", place->port);
	return g_string_free(name, FALSE);
}

static gboolean
has_no_password(const char *text, GError **error)
{
	g_autofree char *shown = tertius_text_dup_place(text);

	if (strcmp(shown, text) == 0)
		return TRUE;
	refuse(error, _("leave the password out of the address; use "
	                "--password-command, or wait to be asked"));
	return FALSE;
}

/* "user@host:port"; @text is changed. */
static gboolean
parse_authority(TertiusImapPlace *place, char *text, GError **error)
{
	char *at = strrchr(text, '@');

	if (at == NULL || at == text) {
		refuse(error, _("name the user too: imaps://user@host"));
		return FALSE;
	}
	*at = '\0';
	place->user = g_uri_unescape_string(text, NULL);
	if (place->user != NULL && parse_host(place, at + 1))
		return TRUE;
	refuse(error, _("this is no address of an IMAP account; write "
	                "imaps://user@host"));
	return FALSE;
}

TertiusImapPlace *
tertius_imap_place_parse(const char *text, GError **error)
{
	g_autoptr(TertiusImapPlace) place = g_new0(TertiusImapPlace, 1);
	const char *rest = strstr(text, "://");
	g_autofree char *authority = NULL;
	const char *slash;

	place->is_tls = has_scheme(text, "imaps://");
	place->port = place->is_tls ? PORT_TLS : PORT_PLAIN;
	rest = rest == NULL ? "" : rest + strlen("://");
	slash = strchr(rest, '/');
	authority = slash == NULL ? g_strdup(rest)
	                          : g_strndup(rest, (gsize) (slash - rest));
	if (!has_no_password(text, error) ||
	    !parse_authority(place, authority, error))
		return NULL;
	if (slash != NULL && slash[1] != '\0') {
		place->folder = g_uri_unescape_string(slash + 1, NULL);
		if (place->folder == NULL)
			place->folder = g_strdup(slash + 1);
	}
	place->name = compute_name(place);
	return g_steal_pointer(&place);
}

gboolean
tertius_imap_place_is_among(const char *place, const char *const *places)
{
	g_autoptr(TertiusImapPlace) wanted =
		tertius_imap_place_is(place)
			? tertius_imap_place_parse(place, NULL)
			: NULL;
	gboolean is_among = FALSE;

	for (gsize i = 0; wanted != NULL && places[i] != NULL; i++) {
		g_autoptr(TertiusImapPlace) other =
			tertius_imap_place_is(places[i])
				? tertius_imap_place_parse(places[i], NULL)
				: NULL;

		is_among |= other != NULL &&
		            strcmp(wanted->user, other->user) == 0 &&
		            strcmp(wanted->host, other->host) == 0;
	}
	return is_among;
}

void
tertius_imap_place_explain(const char *place, GError **error)
{
	g_autoptr(TertiusImapPlace) account = NULL;
	g_autofree char *name = NULL;

	if (!tertius_imap_place_is(place) || error == NULL || *error == NULL)
		return;
	account = tertius_imap_place_parse(place, NULL);
	if (account != NULL && strstr((*error)->message, account->host) != NULL)
		return;
	name = account != NULL ? g_strdup(account->name)
	                       : tertius_text_dup_place(place);
	g_prefix_error(error, "%s: ", name);
}

void
tertius_imap_place_free(TertiusImapPlace *place)
{
	if (place == NULL)
		return;
	g_free(place->name);
	g_free(place->user);
	g_free(place->host);
	g_free(place->folder);
	g_free(place);
}
