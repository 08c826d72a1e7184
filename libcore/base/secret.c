/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks for secrets, in the order in which the person would want it.
 */
#include "base/secret.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

/* Reads up to the end; the first line is the secret. */
static gboolean
read_line(const TertiusSecretRequest *request, GInputStream *stream,
          char *secret, GError **error)
{
	gsize length = 0;

	if (!g_input_stream_read_all(stream, secret, TERTIUS_SECRET_MAX,
	                             &length, request->cancellable, error))
		return FALSE;
	if (length == TERTIUS_SECRET_MAX) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("the command that should print the password for "
		              "%s printed more than %d bytes"),
		            request->name, TERTIUS_SECRET_MAX - 1);
		return FALSE;
	}
	secret[length] = '\0';
	secret[strcspn(secret, "\r\n")] = '\0';
	return TRUE;
}

static void
set_variable(GSubprocessLauncher *launcher, const char *name, const char *value)
{
	if (value != NULL)
		g_subprocess_launcher_setenv(launcher, name, value, TRUE);
	else
		g_subprocess_launcher_unsetenv(launcher, name);
}

static GSubprocess *
begin_command(const TertiusSecretRequest *request, GError **error)
{
	const char *const words[] = { "/bin/sh", "-c", request->command, NULL };
	g_autoptr(GSubprocessLauncher) launcher =
		g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE |
	                                  G_SUBPROCESS_FLAGS_STDIN_INHERIT);

	set_variable(launcher, "TERTIUS_USER", request->user);
	set_variable(launcher, "TERTIUS_HOST", request->host);
	return g_subprocess_launcher_spawnv(launcher, words, error);
}

static gboolean
ask_command(const TertiusSecretRequest *request, char *secret, GError **error)
{
	g_autoptr(GSubprocess) child = begin_command(request, error);

	if (child == NULL)
		return FALSE;
	if (!read_line(request, g_subprocess_get_stdout_pipe(child), secret,
	               error) ||
	    !g_subprocess_wait(child, request->cancellable, error)) {
		g_subprocess_force_exit(child);
		explicit_bzero(secret, TERTIUS_SECRET_MAX);
		return FALSE;
	}
	if (g_subprocess_get_successful(child) && *secret != '\0')
		return TRUE;
	explicit_bzero(secret, TERTIUS_SECRET_MAX);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            _("the command that should print the password for %s "
	              "failed or printed nothing"),
	            request->name);
	return FALSE;
}

static gboolean
keep(const TertiusSecretRequest *request, const char *found, char *secret,
     GError **error)
{
	if (g_strlcpy(secret, found, TERTIUS_SECRET_MAX) < TERTIUS_SECRET_MAX)
		return *secret != '\0';
	explicit_bzero(secret, TERTIUS_SECRET_MAX);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            _("the password for %s is longer than %d bytes"),
	            request->name, TERTIUS_SECRET_MAX - 1);
	return FALSE;
}

/* No service, or nothing there, is no error. */
static gboolean
ask_service(const TertiusSecretRequest *request, char *secret, GError **error)
{
	/* Each program gives its schema a name of its own. */
	static const SecretSchema schema = {
		.name = "org.gnome.keyring.NetworkPassword",
		.flags = SECRET_SCHEMA_DONT_MATCH_NAME,
		.attributes = { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
		                { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
		                { "protocol",
		                  SECRET_SCHEMA_ATTRIBUTE_STRING } },
	};
	gchar *found = secret_password_lookup_nonpageable_sync(
		&schema, request->cancellable, NULL, "server", request->host,
		"user", request->user, "protocol", request->protocol, NULL);
	gboolean is_kept = found != NULL && keep(request, found, secret, error);

	secret_password_free(found);
	return is_kept;
}

/* Whoever gives no answer makes no error. */
static gboolean
ask_person(const TertiusSecretRequest *request, char *secret, GError **error)
{
	g_autofree char *who =
		g_strdup_printf("%s@%s", request->user, request->host);
	char *answer = NULL;
	gboolean is_kept;

	/* Who has given up while the service was asked is asked nothing. */
	if (request->ask != NULL &&
	    !g_cancellable_is_cancelled(request->cancellable))
		answer = request->ask(who, request->data);
	if (answer == NULL)
		return FALSE;
	is_kept = keep(request, answer, secret, error);
	explicit_bzero(answer, strlen(answer));
	g_free(answer);
	return is_kept;
}

gboolean
tertius_secret_get(const TertiusSecretRequest *request, char *secret,
                   GError **error)
{
	g_autoptr(GError) refusal = NULL;

	if (request->command != NULL)
		return ask_command(request, secret, error);
	if (ask_service(request, secret, &refusal) ||
	    (refusal == NULL && ask_person(request, secret, &refusal)))
		return TRUE;
	if (refusal != NULL)
		g_propagate_error(error, g_steal_pointer(&refusal));
	else if (!g_cancellable_set_error_if_cancelled(request->cancellable,
	                                               error))
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("no password for %s; give --password-command, or "
		              "keep it in the desktop's secret service"),
		            request->name);
	return FALSE;
}
