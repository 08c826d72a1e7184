/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CalDAV accounts: from what the person wrote to what the client needs.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "base/error.h"
#include "base/secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
	const char *prefix;
	const char *scheme;
} schemes[] = {
	{ "caldavs://", "https" },
	{ "https://", "https" },
	{ "caldav://", "http" },
	{ "http://", "http" },
};

gboolean
tertius_calendar_is_url(const char *place)
{
	for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++) {
		if (g_ascii_strncasecmp(place, schemes[i].prefix,
		                        strlen(schemes[i].prefix)) == 0)
			return TRUE;
	}
	return FALSE;
}

static const char *
find_scheme(const char *url)
{
	for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++) {
		if (g_ascii_strncasecmp(url, schemes[i].prefix,
		                        strlen(schemes[i].prefix)) == 0)
			return schemes[i].scheme;
	}
	return NULL;
}

/* The parts of @url; a password has no business in it. */
static GUri *
parse(const char *url, GError **error)
{
	g_autoptr(GUri) uri = g_uri_parse(
		url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH, NULL);

	if (uri == NULL || find_scheme(url) == NULL ||
	    g_uri_get_host(uri) == NULL || *g_uri_get_host(uri) == '\0') {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            _("this is no address of a calendar; write "
		              "caldavs://user@host/path"));
		return NULL;
	}
	if (g_uri_get_password(uri) != NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            _("a password in an address can be seen by others; "
		              "give --password-command, or keep it in the "
		              "desktop's secret service"));
		return NULL;
	}
	return g_steal_pointer(&uri);
}

/* The secrets of the settings are for the host of the settings alone. */
static gboolean
is_host_of_settings(const TertiusEngine *engine, const char *host)
{
	g_autoptr(GUri) uri =
		engine->settings->url == NULL
			? NULL
			: g_uri_parse(engine->settings->url,
	                              G_URI_FLAGS_HAS_PASSWORD |
	                                      G_URI_FLAGS_ENCODED_PATH,
	                              NULL);

	return uri != NULL && g_strcmp0(g_uri_get_host(uri), host) == 0;
}

static gboolean
ask_secret(TertiusEngine *engine, const TertiusCalendarOptions *options,
           const char *host, TertiusCalendarAccount *account, GError **error)
{
	const TertiusSettings *settings = engine->settings;
	gboolean is_ours = is_host_of_settings(engine, host);
	const char *token = is_ours && options->password_command == NULL
	                            ? settings->calendar_token_command
	                            : NULL;
	TertiusSecretRequest request = {
		.name = account->name,
		.host = host,
		.user = account->user,
		.protocol = "caldav",
		.command = options->password_command,
		.ask = options->ask_password,
		.data = options->data,
		.cancellable = options->cancellable,
	};

	if (request.command == NULL && is_ours)
		request.command = settings->calendar_password_command;
	if (token != NULL)
		request.command = token;
	account->secret = g_malloc0(TERTIUS_SECRET_MAX);
	if (!tertius_secret_get(&request, account->secret, error))
		return FALSE;
	if (token != NULL)
		account->http.token = account->secret;
	else
		account->http.password = account->secret;
	return TRUE;
}

gboolean
tertius_calendar_account_open(TertiusEngine *engine, const char *url,
                              const TertiusCalendarOptions *options,
                              TertiusCalendarAccount *account, GError **error)
{
	g_autoptr(GUri) uri = parse(url, error);
	const char *path;
	const char *ca_file = options->ca_file != NULL
	                              ? options->ca_file
	                              : engine->settings->calendar_ca_file;

	if (uri == NULL)
		return FALSE;
	path = *g_uri_get_path(uri) != '\0' ? g_uri_get_path(uri) : "/";
	account->user = g_strdup(g_uri_get_user(uri));
	account->ca_file = g_strdup(ca_file);
	account->url = g_uri_join(G_URI_FLAGS_ENCODED_PATH, find_scheme(url),
	                          NULL, g_uri_get_host(uri),
	                          g_uri_get_port(uri), path, NULL, NULL);
	account->name = g_strdup_printf(
		"%s%s%s", account->user != NULL ? account->user : "",
		account->user != NULL ? "@" : "", g_uri_get_host(uri));
	account->http = (TertiusHttpAccount){ .url = account->url,
		                              .user = account->user,
		                              .ca_file = account->ca_file };
	return account->user == NULL ||
	       ask_secret(engine, options, g_uri_get_host(uri), account, error);
}

void
tertius_calendar_account_clear(TertiusCalendarAccount *account)
{
	if (account->secret != NULL)
		explicit_bzero(account->secret, TERTIUS_SECRET_MAX);
	g_free(account->secret);
	g_free(account->url);
	g_free(account->user);
	g_free(account->name);
	g_free(account->ca_file);
	*account = (TertiusCalendarAccount){ 0 };
}
