/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a password or an access token comes from: a command, the desktop's
 * secret service, the person; in this order.
 */
#pragma once

#include <gio/gio.h>

/* Bytes of a password or token; access tokens are some 2,000. */
#define TERTIUS_SECRET_MAX 16384

typedef struct {
	const char *name;     /* of what it is for, in messages */
	const char *host;     /* as the secret service knows it: */
	const char *user;     /* "secret-tool store --label=… server HOST */
	const char *protocol; /* user USER protocol imap" */
	const char *command;  /* run by the shell, which finds the user and
	                       * the host in TERTIUS_USER and TERTIUS_HOST;
	                       * prints it as its first line, less than
	                       * TERTIUS_SECRET_MAX bytes in all, and nobody
	                       * else is asked; or NULL */
	/* Asks the person for the password of "user@host"; or NULL. The result
	 * is wiped and freed. */
	char *(*ask)(const char *who, gpointer data);
	gpointer data;
	GCancellable *cancellable;
} TertiusSecretRequest;

/* Puts it into @secret, of TERTIUS_SECRET_MAX bytes, which the caller wipes.
 * FALSE and TERTIUS_ERROR_DENIED when there is none. */
gboolean tertius_secret_get(const TertiusSecretRequest *request, char *secret,
                            GError **error);
