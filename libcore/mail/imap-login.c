/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is tried, in which order, and what came of it.
 */
#include "mail/imap-login.h"

#include "base/error.h"
#include "mail/imap-reader.h"
#include "mail/imap-sasl.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const bearers[] = { "OAUTHBEARER", "XOAUTH2", NULL };

/* The first of @mechanisms that the server offers; or NULL. */
static const char *
find_offered(const TertiusImapSession *session, const char *const mechanisms[])
{
	for (gsize i = 0; mechanisms[i] != NULL; i++) {
		g_autofree char *word =
			g_strconcat("AUTH=", mechanisms[i], NULL);

		if (tertius_imap_session_can(session, word))
			return mechanisms[i];
	}
	return NULL;
}

/* --- One way in ------------------------------------------------------------ */

/* One attempt after the other. */
typedef struct {
	TertiusImapSession *session;
	const TertiusImapPlace *place;
	TertiusSaslLogin login;
	gboolean is_token;
	gboolean is_refused; /* the server said NO to the last one */
} Attempt;

/* Without the full stop at the end, as they go on in a sentence of ours. */
static char *
dup_words(const TertiusImapResponse *response)
{
	char *words = tertius_imap_response_dup_words(response);
	gsize length = strlen(words);

	while (length > 0 && strchr(" .;,:", words[length - 1]) != NULL)
		words[--length] = '\0';
	return words;
}

static void
refuse(const Attempt *attempt, const TertiusImapResponse *response,
       GError **error)
{
	g_autofree char *words = dup_words(response);
	const char *host = attempt->place->host, *user = attempt->place->user;

	if (attempt->is_token)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s does not take the access token for %s: %s; "
		              "look at the user and at token-command (man 5 "
		              "tertius)"),
		            host, user, words);
	else if (find_offered(attempt->session, bearers) != NULL)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s does not let %s in: %s; look at the user and "
		              "the password; it may want an access token "
		              "(token-command, man 5 tertius) or a password "
		              "made for apps"),
		            host, user, words);
	else
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s does not let %s in: %s; look at the user and "
		              "the password"),
		            host, user, words);
}

static const char *
get_challenge(const TertiusImapResponse *response)
{
	const char *blank = strchr(response->text->str, ' ');

	return blank == NULL ? "" : blank + 1;
}

/* What a NO means, in our words. */
static gboolean
judge(Attempt *attempt, const TertiusImapResponse *response, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (tertius_imap_response_check(response, &why))
		return TRUE;
	if (why->domain != TERTIUS_ERROR) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	attempt->is_refused = TRUE;
	refuse(attempt, response, error);
	return FALSE;
}

static gboolean
answer(Attempt *attempt, TertiusSasl *sasl, const char *challenge,
       GError **error)
{
	char *words = tertius_sasl_dup_answer(sasl, challenge, error);
	const char *const pieces[] = { words, NULL };
	gboolean is_sent =
		words != NULL &&
		tertius_imap_session_say(attempt->session, pieces, error);

	tertius_sasl_answer_free(words);
	return is_sent;
}

/* Names the mechanism, and says at once what can be said at once. */
static gboolean
begin(Attempt *attempt, TertiusSasl *sasl, const char *mechanism,
      const char *tag, GError **error)
{
	const char *pieces[] = { tag, " AUTHENTICATE ", mechanism, NULL, NULL,
		                 NULL };
	char *words = NULL;
	gboolean is_sent;

	if (tertius_sasl_is_first(sasl) &&
	    tertius_imap_session_can(attempt->session, "SASL-IR")) {
		words = tertius_sasl_dup_answer(sasl, NULL, error);
		if (words == NULL)
			return FALSE;
		pieces[3] = " ";
		pieces[4] = words;
	}
	is_sent = tertius_imap_session_say(attempt->session, pieces, error);
	tertius_sasl_answer_free(words);
	return is_sent;
}

static gboolean
authenticate(Attempt *attempt, const char *mechanism, GError **error)
{
	g_autoptr(TertiusSasl) sasl =
		tertius_sasl_new(mechanism, &attempt->login);
	char tag[TERTIUS_IMAP_TAG_MAX];
	const TertiusImapResponse *response;

	tertius_imap_session_name(attempt->session, tag);
	if (!begin(attempt, sasl, mechanism, tag, error))
		return FALSE;
	for (;;) {
		response = tertius_imap_session_next(attempt->session, error);
		if (response == NULL)
			return FALSE;
		if (tertius_imap_response_is_end_of(response, tag))
			return judge(attempt, response, error) &&
			       tertius_sasl_check(sasl, error);
		if (response->kind == TERTIUS_IMAP_CONTINUE &&
		    !answer(attempt, sasl, get_challenge(response), error))
			return FALSE;
	}
}

/* --- The LOGIN command ------------------------------------------------------ */

/* Both words as literals, which may hold anything. */
static gboolean
log_in_by_command(Attempt *attempt, GError **error)
{
	const TertiusSaslLogin *login = &attempt->login;
	char tag[TERTIUS_IMAP_TAG_MAX], user[32], secret[32];
	const char *const lines[][4] = {
		{ tag, " LOGIN ", user, NULL },
		{ login->user, secret, NULL, NULL },
		{ login->secret, NULL, NULL, NULL },
	};
	const TertiusImapResponse *response;
	guint said = 0;

	tertius_imap_session_name(attempt->session, tag);
	(void) g_snprintf(user, sizeof user, "{%zu}", strlen(login->user));
	(void) g_snprintf(secret, sizeof secret, " {%zu}",
	                  strlen(login->secret));
	if (!tertius_imap_session_say(attempt->session, lines[said++], error))
		return FALSE;
	for (;;) {
		response = tertius_imap_session_next(attempt->session, error);
		if (response == NULL)
			return FALSE;
		if (tertius_imap_response_is_end_of(response, tag))
			return judge(attempt, response, error);
		if (response->kind == TERTIUS_IMAP_CONTINUE &&
		    said < G_N_ELEMENTS(lines) &&
		    !tertius_imap_session_say(attempt->session, lines[said++],
		                              error))
			return FALSE;
	}
}

/* --- The best way ----------------------------------------------------------- */

static gboolean
log_in_with_token(Attempt *attempt, GError **error)
{
	const char *offered = find_offered(attempt->session, bearers);

	if (offered != NULL)
		return authenticate(attempt, offered, error);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            _("%s takes no access tokens; give --password-command, or "
	              "set password-command in place of token-command (man 5 "
	              "tertius)"),
	            attempt->place->host);
	return FALSE;
}

static void
refuse_passwords(const Attempt *attempt, GError **error)
{
	g_set_error(
		error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		find_offered(attempt->session, bearers) != NULL
			? _("%s takes no passwords, only access tokens; set "
	                    "token-command (man 5 tertius)")
			: _("%s takes no password in a way that is known "
	                    "here"),
		attempt->place->host);
}

static gboolean
has_open_way(const Attempt *attempt, const char *mechanism)
{
	return mechanism != NULL ||
	       !tertius_imap_session_can(attempt->session, "LOGINDISABLED");
}

static gboolean
log_in_in_the_open(Attempt *attempt, const char *mechanism, GError **error)
{
	if (mechanism != NULL)
		return authenticate(attempt, mechanism, error);
	if (has_open_way(attempt, NULL))
		return log_in_by_command(attempt, error);
	refuse_passwords(attempt, error);
	return FALSE;
}

static gboolean
log_in_with_password(Attempt *attempt, GError **error)
{
	static const char *const hidden[] = { "SCRAM-SHA-256", "SCRAM-SHA-1",
		                              "CRAM-MD5", NULL };
	static const char *const open[] = { "PLAIN", "LOGIN", NULL };
	const char *first = find_offered(attempt->session, hidden);
	const char *second = find_offered(attempt->session, open);
	g_autoptr(GError) why = NULL;

	if (first == NULL)
		return log_in_in_the_open(attempt, second, error);
	if (authenticate(attempt, first, &why))
		return TRUE;
	if (attempt->is_refused && has_open_way(attempt, second))
		return log_in_in_the_open(attempt, second, error);
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
tertius_imap_login(TertiusImapSession *session, const TertiusImapPlace *place,
                   const char *secret, gboolean is_token, GError **error)
{
	Attempt attempt = {
		.session = session,
		.place = place,
		.login = { .user = place->user,
		           .secret = secret,
		           .host = place->host,
		           .port = place->port },
		.is_token = is_token,
	};

	tertius_sasl_login_roll(&attempt.login);
	return is_token ? log_in_with_token(&attempt, error)
	                : log_in_with_password(&attempt, error);
}
