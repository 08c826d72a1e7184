/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks for secrets, in the order in which the person would want it.
 */
#include "mail/imap-secret.h"

#include "base/secret.h"

#include <string.h>
#include <sys/mman.h>

struct _TertiusImapSecret {
	const TertiusImapPlace *place;
	const TertiusSourceOptions *options;
	char *text; /* of TERTIUS_SECRET_MAX bytes, in pages of its own */
};

TertiusImapSecret *
tertius_imap_secret_new(const TertiusImapPlace *place,
                        const TertiusSourceOptions *options)
{
	TertiusImapSecret *secret = g_new0(TertiusImapSecret, 1);
	void *pages = mmap(NULL, TERTIUS_SECRET_MAX, PROT_READ | PROT_WRITE,
	                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED)
		g_error("no memory for a password"); /* as g_malloc does */
	/* In no core dump, in no child; and, where we may, in no swap. */
	(void) madvise(pages, TERTIUS_SECRET_MAX, MADV_DONTDUMP);
	(void) madvise(pages, TERTIUS_SECRET_MAX, MADV_WIPEONFORK);
	(void) mlock(pages, TERTIUS_SECRET_MAX);
	secret->text = pages;
	secret->place = place;
	secret->options = options;
	return secret;
}

void
tertius_imap_secret_free(TertiusImapSecret *secret)
{
	if (secret == NULL)
		return;
	explicit_bzero(secret->text, TERTIUS_SECRET_MAX);
	(void) munmap(secret->text, TERTIUS_SECRET_MAX);
	g_free(secret);
}

gboolean
tertius_imap_secret_is_token(const TertiusImapSecret *secret)
{
	return secret->options->token_command != NULL;
}

const char *
tertius_imap_secret_get(TertiusImapSecret *secret, GError **error)
{
	const TertiusSourceOptions *options = secret->options;
	gboolean is_token = options->token_command != NULL;
	const TertiusSecretRequest request = {
		.name = secret->place->name,
		.host = secret->place->host,
		.user = secret->place->user,
		.protocol = "imap",
		.command = is_token ? options->token_command
		                    : options->password_command,
		.ask = options->ask_password,
		.data = options->data,
		.cancellable = options->cancellable,
	};

	if (!is_token && *secret->text != '\0')
		return secret->text;
	return tertius_secret_get(&request, secret->text, error) ? secret->text
	                                                         : NULL;
}
