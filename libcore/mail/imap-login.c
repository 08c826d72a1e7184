/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libetpan's SASL (libsasl2 below it) speaks; this file chooses.
 */
#include "mail/imap-login.h"

#include "base/error.h"
#include "base/text.h"
#include "mail/imap-reader.h"
#include "mail/imap-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
tertius_imap_login_can(mailimap *imap, const char *word)
{
	gboolean is_auth = g_str_has_prefix(word, "AUTH=");

	if (is_auth)
		return mailimap_has_authentication(imap,
		                                   word + strlen("AUTH=")) != 0;
	return mailimap_has_extension(imap, word) != 0;
}

/* RFC 5530, and what some send without having asked a standard. */
static gboolean
asks_to_wait(const mailimap *imap)
{
	static const char *const codes[] = { "UNAVAILABLE", "INUSE", "LIMIT",
		                             "THROTTLED", "OVERQUOTA" };
	const struct mailimap_response_info *info = imap->imap_response_info;

	if (info == NULL || info->rsp_atom == NULL)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		if (g_ascii_strcasecmp(info->rsp_atom, codes[i]) == 0)
			return TRUE;
	return FALSE;
}

void
tertius_imap_login_explain(mailimap *imap, mailstream *stream, int code,
                           const TertiusImapPlace *place, GError **error)
{
	const char *response = imap->imap_response;
	g_autofree char *words = tertius_text_dup_line(
		response == NULL ? "" : response, TERTIUS_IMAP_WORDS_MAX);

	if (asks_to_wait(imap)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_BUSY,
		            _("%s asks to come back later: %s"), place->host,
		            words);
	} else if (code == MAILIMAP_ERROR_LOGIN) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s does not let %s in: %s; look at the user and "
		              "the password"),
		            place->host, place->user, words);
	} else if (code == MAILIMAP_ERROR_STREAM) {
		tertius_imap_stream_explain(stream, error);
	} else {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
		            _("%s does not speak IMAP as it should: %s"),
		            place->host, words);
	}
}

/* MAILIMAP_ERROR_SASL when this mechanism cannot be used here. */
static int
try_mechanism(mailimap *imap, const TertiusImapPlace *place,
              const char *mechanism, const char *password)
{
	g_autofree char *word = g_strconcat("AUTH=", mechanism, NULL);
	int code;

	if (!tertius_imap_login_can(imap, word))
		return MAILIMAP_ERROR_SASL;
	code = mailimap_authenticate(imap, mechanism, place->host, NULL, NULL,
	                             place->user, place->user, password, NULL);
	if (code == MAILIMAP_NO_ERROR || code == MAILIMAP_ERROR_STREAM ||
	    code == MAILIMAP_ERROR_LOGIN)
		return code;
	return MAILIMAP_ERROR_SASL;
}

/* The first of @mechanisms that can be used. */
static int
try_mechanisms(mailimap *imap, const TertiusImapPlace *place,
               const char *const mechanisms[], const char *password)
{
	int code = MAILIMAP_ERROR_SASL;

	for (gsize i = 0; mechanisms[i] != NULL && code == MAILIMAP_ERROR_SASL;
	     i++)
		code = try_mechanism(imap, place, mechanisms[i], password);
	return code;
}

gboolean
tertius_imap_login(mailimap *imap, mailstream *stream,
                   const TertiusImapPlace *place, const char *password,
                   GError **error)
{
	static const char *const hidden[] = { "SCRAM-SHA-256", "SCRAM-SHA-1",
		                              "CRAM-MD5", NULL };
	static const char *const open[] = { "PLAIN", "LOGIN", NULL };
	int code = try_mechanisms(imap, place, hidden, password);

	if (code == MAILIMAP_ERROR_SASL ||
	    (code == MAILIMAP_ERROR_LOGIN && !asks_to_wait(imap))) {
		int before = code;

		code = try_mechanisms(imap, place, open, password);
		if (code == MAILIMAP_ERROR_SASL)
			code = before;
	}
	if (code == MAILIMAP_ERROR_SASL)
		code = mailimap_has_extension(imap, "LOGINDISABLED")
		               ? MAILIMAP_ERROR_LOGIN
		               : mailimap_login(imap, place->user, password);
	if (code == MAILIMAP_NO_ERROR)
		return TRUE;
	tertius_imap_login_explain(imap, stream, code, place, error);
	return FALSE;
}
