/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to answer to a server that wants to know who comes: the client's side of
 * SASL (RFC 4422) for IMAP. Only sums and texts: somebody else sends them.
 *
 * It is ours, because libetpan and the library below it leave passwords behind in
 * memory that they give back. Whatever holds one here is wiped.
 */
#pragma once

#include <glib.h>

/* What a server may ask at once, in base64; more makes no sense. */
#define TERTIUS_SASL_CHALLENGE_MAX ((gsize) 8192)
/* How often SCRAM may ask to have the password hashed: about a second. */
#define TERTIUS_SASL_ROUNDS_MAX    1000000
/* Bytes of a nonce, with the NUL. */
#define TERTIUS_SASL_NONCE_MAX     32

/* Who comes; all is lent. */
typedef struct {
	const char *user;
	const char *secret; /* a password, or an access token */
	const char *host;
	guint16 port;
	char nonce[TERTIUS_SASL_NONCE_MAX]; /* never the same twice */
} TertiusSaslLogin;

typedef struct _TertiusSasl TertiusSasl;

/* Fills in a nonce that nobody can guess. */
void tertius_sasl_login_roll(TertiusSaslLogin *login);

/* @mechanism: SCRAM-SHA-256, SCRAM-SHA-1, CRAM-MD5, PLAIN, LOGIN (RFC 5802, 7677,
 * 2195, 4616), OAUTHBEARER (RFC 7628) or XOAUTH2, Google's older form of it.
 * @login must outlive it. */
TertiusSasl *tertius_sasl_new(const char *mechanism,
                              const TertiusSaslLogin *login);
/* Wipes what it knows. */
void tertius_sasl_free(TertiusSasl *sasl);

/* Whether the client has something to say before the server asks. */
gboolean tertius_sasl_is_first(const TertiusSasl *sasl);

/* The answer to @challenge (NULL: before any), both in base64. NULL and
 * TERTIUS_ERROR_MALFORMED when it makes no sense, TERTIUS_ERROR_DENIED when the
 * server does not know the password itself. */
char *tertius_sasl_dup_answer(TertiusSasl *sasl, const char *challenge,
                              GError **error);
/* Wipes it. */
void tertius_sasl_answer_free(char *answer);

/* Once the server is content: whether we may be. With SCRAM it has to prove that
 * it knows the password. TERTIUS_ERROR_DENIED if not. */
gboolean tertius_sasl_check(const TertiusSasl *sasl, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusSasl, tertius_sasl_free)
