/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mechanisms, one function each: what was asked in, what is answered out.
 */
#include "mail/imap-sasl.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <string.h>

#define HASH_MAX 32 /* bytes of SHA-256 */

/* Bytes that are wiped when they go. */
typedef struct {
	char *bytes;
	gsize length;
} Words;

typedef struct {
	const char *name;
	gboolean is_first;
	gboolean has_proof; /* the server proves itself too */
	gnutls_mac_algorithm_t mac;
	gnutls_digest_algorithm_t digest;
	/* FALSE: @asked makes no sense. */
	gboolean (*answer)(TertiusSasl *sasl, const char *asked, Words *words);
} Mechanism;

struct _TertiusSasl {
	const Mechanism *mechanism;
	const TertiusSaslLogin *login;
	guint asked; /* how often */
	char *bare;  /* SCRAM's first message, as it is signed */
	guint8 expected[HASH_MAX];
	gboolean is_proven;
	gboolean is_wrong; /* the proof is */
};

static void
wipe(char *text, gsize length)
{
	explicit_bzero(text, length);
	g_free(text);
}

static void
words_clear(Words *words)
{
	if (words->bytes != NULL)
		wipe(words->bytes, words->length);
}

/* Joined once in a block of their size: growing would leave copies behind. */
static void
say(Words *words, const char *const parts[])
{
	char *end;

	words->length = 0;
	for (guint i = 0; parts[i] != NULL; i++)
		words->length += strlen(parts[i]);
	words->bytes = g_malloc(words->length + 1);
	end = words->bytes;
	for (guint i = 0; parts[i] != NULL; i++)
		end = g_stpcpy(end, parts[i]);
}

/* --- What is said in the open --------------------------------------------- */

static gboolean
answer_plain(TertiusSasl *sasl, const char *asked, Words *words)
{
	gsize user = strlen(sasl->login->user);
	gsize secret = strlen(sasl->login->secret);

	(void) asked;
	words->length = user + secret + 2;
	words->bytes = g_malloc0(words->length + 1);
	memcpy(words->bytes + 1, sasl->login->user, user);
	memcpy(words->bytes + user + 2, sasl->login->secret, secret);
	return sasl->asked == 0;
}

/* Whatever the two questions are called: the user comes first. */
static gboolean
answer_login(TertiusSasl *sasl, const char *asked, Words *words)
{
	const char *const parts[] = { sasl->asked == 0 ? sasl->login->user
		                                       : sasl->login->secret,
		                      NULL };

	(void) asked;
	say(words, parts);
	return sasl->asked < 2;
}

/* A second question has the reason for a refusal, and waits for a word. */
static gboolean
answer_bearer(TertiusSasl *sasl, const char *asked, Words *words)
{
	const TertiusSaslLogin *login = sasl->login;
	char port[8];
	const char *const parts[] = {
		"n,a=",      login->user, ",\001host=",       login->host,
		"\001port=", port,        "\001auth=Bearer ", login->secret,
		"\001\001",  NULL
	};
	static const char *const nothing[] = { NULL };

	(void) asked;
	(void) g_snprintf(port, sizeof port, "%u", login->port);
	say(words, sasl->asked == 0 ? parts : nothing);
	return TRUE;
}

static gboolean
answer_xoauth2(TertiusSasl *sasl, const char *asked, Words *words)
{
	const char *const parts[] = { "user=",
		                      sasl->login->user,
		                      "\001auth=Bearer ",
		                      sasl->login->secret,
		                      "\001\001",
		                      NULL };
	static const char *const nothing[] = { NULL };

	(void) asked;
	say(words, sasl->asked == 0 ? parts : nothing);
	return TRUE;
}

/* --- What proves to know the password ------------------------------------- */

static gboolean
sign(const TertiusSasl *sasl, const void *key, gsize key_length,
     const char *text, guint8 *signature)
{
	return gnutls_hmac_fast(sasl->mechanism->mac, key, key_length, text,
	                        strlen(text), signature) >= 0;
}

static gboolean
answer_cram(TertiusSasl *sasl, const char *asked, Words *words)
{
	const char *secret = sasl->login->secret;
	guint8 signature[HASH_MAX] = { 0 };
	char hex[2 * HASH_MAX + 1] = "";
	guint size = gnutls_hmac_get_len(sasl->mechanism->mac);
	const char *const parts[] = { sasl->login->user, " ", hex, NULL };

	if (sasl->asked > 0 ||
	    !sign(sasl, secret, strlen(secret), asked, signature))
		return FALSE;
	for (guint i = 0; i < size; i++)
		(void) g_snprintf(hex + 2 * (gsize) i, 3, "%02x", signature[i]);
	say(words, parts);
	return TRUE;
}

static void
scram_begin(TertiusSasl *sasl, Words *words)
{
	g_autoptr(GString) user = g_string_new(sasl->login->user);
	const char *first[] = { "n,,", NULL, NULL };

	(void) g_string_replace(user, "=", "=3D", 0);
	(void) g_string_replace(user, ",", "=2C", 0);
	sasl->bare =
		g_strconcat("n=", user->str, ",r=", sasl->login->nonce, NULL);
	first[1] = sasl->bare;
	say(words, first);
}

/* The keys of RFC 5802, 3. */
typedef struct {
	guint8 salted[HASH_MAX];
	guint8 client[HASH_MAX];
	guint8 stored[HASH_MAX];
	guint8 server[HASH_MAX];
	guint8 proof[HASH_MAX];
} Keys;

/* What the server says first: "r=NONCE,s=SALT,i=ROUNDS". */
typedef struct {
	char *nonce; /* "r=NONCE", which begins with ours */
	gnutls_datum_t salt;
	guint rounds;
} Offer;

static void
offer_clear(Offer *offer)
{
	g_free(offer->nonce);
	g_free(offer->salt.data);
}

static gboolean
scram_read(const TertiusSasl *sasl, const char *asked, Offer *offer)
{
	g_auto(GStrv) parts = g_strsplit(asked, ",", 4);
	g_autofree char *ours = g_strconcat("r=", sasl->login->nonce, NULL);
	guint64 rounds = 0;
	gsize length = 0;

	if (g_strv_length(parts) < 3 || !g_str_has_prefix(parts[0], ours) ||
	    strlen(parts[0]) == strlen(ours) ||
	    !g_str_has_prefix(parts[1], "s=") || parts[1][2] == '\0' ||
	    !g_str_has_prefix(parts[2], "i=") ||
	    !g_ascii_string_to_unsigned(parts[2] + 2, 10, 1,
	                                TERTIUS_SASL_ROUNDS_MAX, &rounds, NULL))
		return FALSE;
	offer->nonce = g_strdup(parts[0]);
	offer->salt.data = g_base64_decode(parts[1] + 2, &length);
	offer->salt.size = (guint) length;
	offer->rounds = (guint) rounds;
	return length > 0;
}

static gboolean
scram_derive(TertiusSasl *sasl, const Offer *offer, const char *signed_text,
             Keys *keys)
{
	const Mechanism *how = sasl->mechanism;
	gsize size = gnutls_hmac_get_len(how->mac);
	const gnutls_datum_t secret = { (unsigned char *) g_strdup(
						sasl->login->secret),
		                        (guint) strlen(sasl->login->secret) };
	gboolean is_done =
		gnutls_pbkdf2(how->mac, &secret, &offer->salt, offer->rounds,
	                      keys->salted, size) >= 0 &&
		sign(sasl, keys->salted, size, "Client Key", keys->client) &&
		gnutls_hash_fast(how->digest, keys->client, size,
	                         keys->stored) >= 0 &&
		sign(sasl, keys->stored, size, signed_text, keys->proof) &&
		sign(sasl, keys->salted, size, "Server Key", keys->server) &&
		sign(sasl, keys->server, size, signed_text, sasl->expected);

	for (gsize i = 0; is_done && i < size; i++)
		keys->proof[i] ^= keys->client[i];
	wipe((char *) secret.data, secret.size);
	return is_done;
}

static gboolean
scram_prove(TertiusSasl *sasl, const char *asked, Words *words)
{
	gsize size = gnutls_hmac_get_len(sasl->mechanism->mac);
	Offer offer = { 0 };
	Keys keys = { 0 };
	gboolean is_done = scram_read(sasl, asked, &offer);

	if (is_done) {
		g_autofree char *first =
			g_strconcat("c=biws,", offer.nonce, NULL);
		g_autofree char *signed_text =
			g_strconcat(sasl->bare, ",", asked, ",", first, NULL);
		g_autofree char *proof = NULL;
		const char *said[] = { first, ",p=", NULL, NULL };

		is_done = scram_derive(sasl, &offer, signed_text, &keys);
		proof = g_base64_encode(keys.proof, size);
		said[2] = proof;
		say(words, said);
	}
	explicit_bzero(&keys, sizeof keys);
	offer_clear(&offer);
	return is_done;
}

/* "v=SIGNATURE"; or "e=REASON", after which a NO comes. */
static gboolean
scram_end(TertiusSasl *sasl, const char *asked, Words *words)
{
	static const char *const nothing[] = { NULL };
	gsize size = gnutls_hmac_get_len(sasl->mechanism->mac);
	gsize length = 0;
	g_autofree guchar *proof = NULL;

	say(words, nothing);
	if (g_str_has_prefix(asked, "e="))
		return TRUE;
	if (!g_str_has_prefix(asked, "v=") || asked[2] == '\0')
		return FALSE;
	proof = g_base64_decode(asked + 2, &length);
	sasl->is_proven = length == size &&
	                  gnutls_memcmp(proof, sasl->expected, size) == 0;
	sasl->is_wrong = !sasl->is_proven;
	return TRUE;
}

static gboolean
answer_scram(TertiusSasl *sasl, const char *asked, Words *words)
{
	if (sasl->asked == 0) {
		scram_begin(sasl, words);
		return TRUE;
	}
	if (sasl->asked > 2)
		return FALSE;
	return sasl->asked == 1 ? scram_prove(sasl, asked, words)
	                        : scram_end(sasl, asked, words);
}

/* --- All of them ----------------------------------------------------------- */

static const Mechanism mechanisms[] = {
	{ "SCRAM-SHA-256", TRUE, TRUE, GNUTLS_MAC_SHA256, GNUTLS_DIG_SHA256,
	  answer_scram },
	{ "SCRAM-SHA-1", TRUE, TRUE, GNUTLS_MAC_SHA1, GNUTLS_DIG_SHA1,
	  answer_scram },
	{ "CRAM-MD5", FALSE, FALSE, GNUTLS_MAC_MD5, GNUTLS_DIG_NULL,
	  answer_cram },
	{ "PLAIN", TRUE, FALSE, GNUTLS_MAC_NULL, GNUTLS_DIG_NULL,
	  answer_plain },
	{ "LOGIN", FALSE, FALSE, GNUTLS_MAC_NULL, GNUTLS_DIG_NULL,
	  answer_login },
	{ "OAUTHBEARER", TRUE, FALSE, GNUTLS_MAC_NULL, GNUTLS_DIG_NULL,
	  answer_bearer },
	{ "XOAUTH2", TRUE, FALSE, GNUTLS_MAC_NULL, GNUTLS_DIG_NULL,
	  answer_xoauth2 },
};

void
tertius_sasl_login_roll(TertiusSaslLogin *login)
{
	guint8 bytes[18]; /* 24 letters of base64, none of them a comma */
	g_autofree char *text = NULL;
	int code = gnutls_rnd(GNUTLS_RND_NONCE, bytes, sizeof bytes);

	g_assert(code >= 0);
	text = g_base64_encode(bytes, sizeof bytes);
	(void) g_strlcpy(login->nonce, text, sizeof login->nonce);
}

TertiusSasl *
tertius_sasl_new(const char *mechanism, const TertiusSaslLogin *login)
{
	TertiusSasl *sasl = g_new0(TertiusSasl, 1);

	for (guint i = 0; i < G_N_ELEMENTS(mechanisms); i++) {
		if (strcmp(mechanisms[i].name, mechanism) == 0)
			sasl->mechanism = &mechanisms[i];
	}
	g_assert(sasl->mechanism != NULL);
	sasl->login = login;
	return sasl;
}

void
tertius_sasl_free(TertiusSasl *sasl)
{
	if (sasl == NULL)
		return;
	g_free(sasl->bare);
	explicit_bzero(sasl, sizeof *sasl);
	g_free(sasl);
}

gboolean
tertius_sasl_is_first(const TertiusSasl *sasl)
{
	return sasl->mechanism->is_first;
}

static char *
dup_decoded(const char *challenge)
{
	gsize length = 0;
	g_autofree guchar *bytes = NULL;

	if (challenge == NULL || *challenge == '\0')
		return g_strdup("");
	bytes = g_base64_decode(challenge, &length);
	return g_strndup((const char *) bytes, length);
}

char *
tertius_sasl_dup_answer(TertiusSasl *sasl, const char *challenge,
                        GError **error)
{
	g_autofree char *asked = NULL;
	char *answer = NULL;
	Words words = { NULL, 0 };

	if (challenge == NULL ||
	    strlen(challenge) <= TERTIUS_SASL_CHALLENGE_MAX) {
		asked = dup_decoded(challenge);
		if (sasl->mechanism->answer(sasl, asked, &words))
			answer = g_base64_encode((const guchar *) words.bytes,
			                         words.length);
		sasl->asked++;
	}
	words_clear(&words);
	if (answer == NULL)
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("the server's question at the login "
		                      "makes no sense"));
	if (answer == NULL || !sasl->is_wrong)
		return answer;
	tertius_sasl_answer_free(answer);
	(void) tertius_sasl_check(sasl, error);
	return NULL;
}

void
tertius_sasl_answer_free(char *answer)
{
	if (answer != NULL)
		wipe(answer, strlen(answer));
}

gboolean
tertius_sasl_check(const TertiusSasl *sasl, GError **error)
{
	if (!sasl->mechanism->has_proof || sasl->is_proven)
		return TRUE;
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	                    _("the server does not prove that it knows the "
	                      "password: it may be another one"));
	return FALSE;
}
