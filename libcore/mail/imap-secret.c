/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks for secrets, in the order in which the person would want it.
 */
#include "mail/imap-secret.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

struct _TertiusImapSecret {
	const TertiusImapPlace *place;
	const TertiusSourceOptions *options;
	char text[TERTIUS_IMAP_SECRET_MAX];
};

TertiusImapSecret *
tertius_imap_secret_new(const TertiusImapPlace *place,
                        const TertiusSourceOptions *options)
{
	TertiusImapSecret *secret = g_new0(TertiusImapSecret, 1);

	secret->place = place;
	secret->options = options;
	return secret;
}

void
tertius_imap_secret_free(TertiusImapSecret *secret)
{
	if (secret == NULL)
		return;
	explicit_bzero(secret, sizeof *secret);
	g_free(secret);
}

gboolean
tertius_imap_secret_is_token(const TertiusImapSecret *secret)
{
	return secret->options->token_command != NULL;
}

/* --- A command ------------------------------------------------------------ */

/* Reads up to the end; the first line is the secret. */
static gboolean
read_line(TertiusImapSecret *secret, GInputStream *stream, GError **error)
{
	gsize length = 0;

	if (!g_input_stream_read_all(stream, secret->text,
	                             sizeof secret->text - 1, &length,
	                             secret->options->cancellable, error))
		return FALSE;
	secret->text[length] = '\0';
	secret->text[strcspn(secret->text, "\r\n")] = '\0';
	return TRUE;
}

static gboolean
ask_command(TertiusImapSecret *secret, const char *command, GError **error)
{
	const char *const words[] = { "/bin/sh", "-c", command, NULL };
	GCancellable *cancellable = secret->options->cancellable;
	g_autoptr(GSubprocess) child =
		g_subprocess_newv(words,
	                          G_SUBPROCESS_FLAGS_STDOUT_PIPE |
	                                  G_SUBPROCESS_FLAGS_STDIN_INHERIT,
	                          error);

	if (child == NULL)
		return FALSE;
	if (!read_line(secret, g_subprocess_get_stdout_pipe(child), error)) {
		g_subprocess_force_exit(child);
		return FALSE;
	}
	if (!g_subprocess_wait(child, cancellable, error)) {
		g_subprocess_force_exit(child);
		return FALSE;
	}
	if (g_subprocess_get_successful(child) && *secret->text != '\0')
		return TRUE;
	explicit_bzero(secret->text, sizeof secret->text);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            _("the command that should print the password for %s "
	              "failed or printed nothing"),
	            secret->place->name);
	return FALSE;
}

/* --- The secret service and the person ------------------------------------ */

/* Where "secret-tool store --label=… server HOST user USER protocol imap" and
 * most mail programs keep it. No service, or nothing there, is no error. */
static gboolean
ask_service(TertiusImapSecret *secret)
{
	gchar *found = secret_password_lookup_nonpageable_sync(
		SECRET_SCHEMA_COMPAT_NETWORK, secret->options->cancellable,
		NULL, "server", secret->place->host, "user",
		secret->place->user, "protocol", "imap", NULL);

	if (found == NULL)
		return FALSE;
	(void) g_strlcpy(secret->text, found, sizeof secret->text);
	secret_password_free(found);
	return *secret->text != '\0';
}

static gboolean
ask_person(TertiusImapSecret *secret)
{
	g_autofree char *who = g_strdup_printf("%s@%s", secret->place->user,
	                                       secret->place->host);
	char *answer = NULL;

	if (secret->options->ask_password != NULL)
		answer = secret->options->ask_password(who,
		                                       secret->options->data);
	if (answer == NULL)
		return FALSE;
	(void) g_strlcpy(secret->text, answer, sizeof secret->text);
	explicit_bzero(answer, strlen(answer));
	g_free(answer);
	return *secret->text != '\0';
}

const char *
tertius_imap_secret_get(TertiusImapSecret *secret, GError **error)
{
	const TertiusSourceOptions *options = secret->options;

	if (options->token_command != NULL)
		return ask_command(secret, options->token_command, error)
		               ? secret->text
		               : NULL;
	if (*secret->text != '\0')
		return secret->text;
	if (options->password_command != NULL)
		return ask_command(secret, options->password_command, error)
		               ? secret->text
		               : NULL;
	if (ask_service(secret) || ask_person(secret))
		return secret->text;
	if (!g_cancellable_set_error_if_cancelled(options->cancellable, error))
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("no password for %s; give --password-command, or "
		              "keep it in the desktop's secret service"),
		            secret->place->name);
	return NULL;
}
