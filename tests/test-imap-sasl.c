/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is answered at a login: the examples of the standards, and servers that
 * ask what makes no sense.
 */
#include "base/error.h"
#include "mail/imap-sasl.h"
#include "tertius-limits.h"

#include <string.h>

static const TertiusSaslLogin pencil = {
	.user = "user",
	.secret = "pencil",
	.host = "mail.example.org",
	.port = 993,
	.nonce = "fyko+d2lbbFgONRv9qkxdawL",
};

static char *
dup_encoded(const char *text)
{
	return text == NULL
	               ? NULL
	               : g_base64_encode((const guchar *) text, strlen(text));
}

/* What is answered to @asked, in the open; NULL: it makes no sense. */
static char *
dup_answer(TertiusSasl *sasl, const char *asked, gsize *length)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *question = dup_encoded(asked);
	char *answer = tertius_sasl_dup_answer(sasl, question, &error);
	char *bytes = NULL;

	ck_assert((answer == NULL) == (error != NULL));
	if (answer != NULL && *answer == '\0')
		bytes = g_strdup("");
	else if (answer != NULL)
		bytes = (char *) g_base64_decode(answer, length);
	tertius_sasl_answer_free(answer);
	return bytes;
}

static void
assert_answer(TertiusSasl *sasl, const char *asked, const char *expected,
              gsize length)
{
	gsize got = 0;
	g_autofree char *answer = dup_answer(sasl, asked, &got);

	ck_assert_msg(answer != NULL, "%s", expected);
	ck_assert_uint_eq(got, length);
	ck_assert_msg(memcmp(answer, expected, length) == 0, "%.*s is not %s",
	              (int) got, answer, expected);
}

/* RFC 5802, 5 and RFC 7677, 3; RFC 2195, 2; RFC 4616, 4; RFC 7628, 4.1. */
START_TEST(the_examples_of_the_standards_hold)
{
	const struct {
		const char *mechanism, *nonce, *user, *secret, *host;
		guint port;
		const char *talk[6]; /* asked, answered, asked … */
	} cases[] = {
		{ "SCRAM-SHA-1",
		  "fyko+d2lbbFgONRv9qkxdawL",
		  "user",
		  "pencil",
		  "x",
		  0,
		  { NULL, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
		    "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
		    "s=QSXCR+Q6sek8bf92,i=4096",
		    "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
		    "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
		    "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", "" } },
		{ "SCRAM-SHA-256",
		  "rOprNGfwEbeRWgbNEkqO",
		  "user",
		  "pencil",
		  "x",
		  0,
		  { NULL, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
		    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
		    "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
		    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)"
		    "hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
		    "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "" } },
		{ "CRAM-MD5",
		  "",
		  "tim",
		  "tanstaaftanstaaf",
		  "x",
		  0,
		  { "<1896.697170952@postoffice.reston.mci.net>",
		    "tim b913a602c7eda7a495b4e6e7334d3890" } },
		{ "LOGIN",
		  "",
		  "tim",
		  "tanstaaftanstaaf",
		  "x",
		  0,
		  { "User Name", "tim", "Password", "tanstaaftanstaaf" } },
		{ "OAUTHBEARER",
		  "",
		  "user@example.com",
		  "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==",
		  "server.example.com",
		  143,
		  { NULL,
		    "n,a=user@example.com,\001host=server.example.com\001"
		    "port=143\001auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzd"
		    "GEuY29tCg==\001\001",
		    "{\"status\":\"invalid_token\"}", "" } },
		{ "XOAUTH2",
		  "",
		  "me@example.org",
		  "token",
		  "x",
		  0,
		  { NULL, "user=me@example.org\001auth=Bearer token\001\001",
		    "no", "" } },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		TertiusSaslLogin login = {
			.user = cases[i].user,
			.secret = cases[i].secret,
			.host = cases[i].host,
			.port = (guint16) cases[i].port,
		};
		g_autoptr(TertiusSasl) sasl =
			tertius_sasl_new(cases[i].mechanism, &login);

		(void) g_strlcpy(login.nonce, cases[i].nonce,
		                 sizeof login.nonce);
		ck_assert(tertius_sasl_is_first(sasl) ==
		          (cases[i].talk[0] == NULL));
		for (gsize j = 1; j < 6 && cases[i].talk[j] != NULL; j += 2)
			assert_answer(sasl, cases[i].talk[j - 1],
			              cases[i].talk[j],
			              strlen(cases[i].talk[j]));
		ck_assert_msg(tertius_sasl_check(sasl, NULL), "case %zu", i);
	}
}
END_TEST

START_TEST(plain_holds_three_words)
{
	g_autoptr(TertiusSasl) sasl = tertius_sasl_new("PLAIN", &pencil);

	ck_assert(tertius_sasl_is_first(sasl));
	assert_answer(sasl, NULL, "\0user\0pencil", 12);
}
END_TEST

START_TEST(commas_and_signs_in_a_name_are_spelled)
{
	TertiusSaslLogin login = pencil;
	g_autoptr(TertiusSasl) sasl = tertius_sasl_new("SCRAM-SHA-1", &login);
	static const char expected[] =
		"n,,n=a=3Db=2Cc=3D2C,r=fyko+d2lbbFgONRv9qkxdawL";

	login.user = "a=b,c=2C";
	assert_answer(sasl, NULL, expected, strlen(expected));
}
END_TEST

#define NONCE "fyko+d2lbbFgONRv9qkxdawL"

START_TEST(what_makes_no_sense_is_not_answered)
{
	static const char *const questions[] = {
		"",
		"r=" NONCE "more,s=QSXCR+Q6sek8bf92",
		"r=" NONCE ",s=QSXCR+Q6sek8bf92,i=4096",
		"r=other,s=QSXCR+Q6sek8bf92,i=4096",
		"r=" NONCE "more,s=,i=4096",
		"r=" NONCE "more,s=QSXCR+Q6sek8bf92,i=0",
		"r=" NONCE "more,s=QSXCR+Q6sek8bf92,i=-1",
		"r=" NONCE "more,s=QSXCR+Q6sek8bf92,i=1e3",
		"m=ext,r=" NONCE "more,s=QSXCR+Q6sek8bf92,i=4096",
		"s=QSXCR+Q6sek8bf92,r=" NONCE "more,i=4096",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_autoptr(TertiusSasl) sasl =
			tertius_sasl_new("SCRAM-SHA-1", &pencil);
		g_autofree char *first = dup_answer(sasl, NULL, &(gsize){ 0 });
		g_autofree char *second =
			dup_answer(sasl, questions[i], &(gsize){ 0 });

		ck_assert_ptr_nonnull(first);
		ck_assert_msg(second == NULL, "question %zu", i);
	}
}
END_TEST

/* However a question is cut, nothing is read past it. */
START_TEST(questions_may_be_cut_anywhere)
{
	static const char whole[] = "r=" NONCE "more,s=QSXCR+Q6sek8bf92,i=";

	for (gsize length = 0; length < strlen(whole); length++) {
		g_autofree char *cut = g_strndup(whole, length);
		g_autoptr(TertiusSasl) sasl =
			tertius_sasl_new("SCRAM-SHA-256", &pencil);
		g_autofree char *first = dup_answer(sasl, NULL, &(gsize){ 0 });
		g_autofree char *second = dup_answer(sasl, cut, &(gsize){ 0 });

		ck_assert_ptr_nonnull(first);
		ck_assert_msg(second == NULL, "%zu bytes", length);
	}
}
END_TEST

/* Up to the server's proof. */
static TertiusSasl *
make_proven(const char *proof, GError **error)
{
	TertiusSasl *sasl = tertius_sasl_new("SCRAM-SHA-1", &pencil);
	g_autofree char *question = dup_encoded("r=" NONCE "3rfcNHYJY1ZVvWVs7j,"
	                                        "s=QSXCR+Q6sek8bf92,i=4096");
	g_autofree char *last = dup_encoded(proof);

	tertius_sasl_answer_free(tertius_sasl_dup_answer(sasl, NULL, NULL));
	tertius_sasl_answer_free(tertius_sasl_dup_answer(sasl, question, NULL));
	if (last != NULL)
		tertius_sasl_answer_free(
			tertius_sasl_dup_answer(sasl, last, error));
	return sasl;
}

START_TEST(a_server_has_to_know_the_password)
{
	static const struct {
		const char *proof;
		gboolean is_good;
	} cases[] = {
		{ "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", TRUE },
		{ "v=rmF9pqV8S7suAoZWja4dJRkFsKR=", TRUE }, /* spare bits */
		{ "v=smF9pqV8S7suAoZWja4dJRkFsKQ=", FALSE },
		{ "v=rmF9pqV8S7suAoZWja4dJRkF", FALSE },
		{ "v=", FALSE },
		{ "", FALSE },
		{ "e=other-error", FALSE },
		{ NULL, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(TertiusSasl) sasl =
			make_proven(cases[i].proof, &error);
		g_autoptr(GError) why = NULL;

		ck_assert_msg(tertius_sasl_check(sasl, &why) ==
		                      cases[i].is_good,
		              "case %zu", i);
		ck_assert(cases[i].is_good ||
		          g_error_matches(why, TERTIUS_ERROR,
		                          TERTIUS_ERROR_DENIED));
		if (i == 2)
			ck_assert(g_error_matches(error, TERTIUS_ERROR,
			                          TERTIUS_ERROR_DENIED));
	}
}
END_TEST

static gboolean
takes(const char *mechanism, const char *question)
{
	g_autoptr(TertiusSasl) sasl = tertius_sasl_new(mechanism, &pencil);
	g_autofree char *answer = NULL;

	if (tertius_sasl_is_first(sasl))
		tertius_sasl_answer_free(
			tertius_sasl_dup_answer(sasl, NULL, NULL));
	answer = tertius_sasl_dup_answer(sasl, question, NULL);
	return answer != NULL;
}

static void
try_rounds(gsize n, gboolean is_within)
{
	g_autofree char *asked =
		g_strdup_printf("r=" NONCE "more,s=QSXCR+Q6sek8bf92,i=%zu", n);
	g_autofree char *question = dup_encoded(asked);

	ck_assert(takes("SCRAM-SHA-1", question) == is_within);
}

static void
try_challenge(gsize n, gboolean is_within)
{
	g_autofree char *question = g_strnfill(n, 'A');

	ck_assert(takes("CRAM-MD5", question) == is_within);
}

START_TEST(limits_hold_on_both_sides)
{
	on_both_sides(TERTIUS_SASL_ROUNDS_MAX, try_rounds);
	on_both_sides(TERTIUS_SASL_CHALLENGE_MAX, try_challenge);
}
END_TEST

/* More than is asked by any mechanism. */
START_TEST(questions_come_to_an_end)
{
	static const char *const names[] = { "PLAIN", "LOGIN", "CRAM-MD5" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(TertiusSasl) sasl =
			tertius_sasl_new(names[i], &pencil);
		g_autofree char *answer = NULL;

		for (guint j = 0; j < 2; j++)
			tertius_sasl_answer_free(
				tertius_sasl_dup_answer(sasl, "", NULL));
		answer = tertius_sasl_dup_answer(sasl, "", NULL);
		ck_assert_msg(answer == NULL, "%s", names[i]);
	}
}
END_TEST

START_TEST(a_nonce_is_never_the_same)
{
	TertiusSaslLogin one = pencil, other = pencil;

	tertius_sasl_login_roll(&one);
	tertius_sasl_login_roll(&other);
	ck_assert_str_ne(one.nonce, other.nonce);
	ck_assert_uint_eq(strlen(one.nonce), 24);
	ck_assert_uint_lt(strlen(one.nonce), TERTIUS_SASL_NONCE_MAX);
	ck_assert_ptr_null(strchr(one.nonce, ','));
}
END_TEST

TERTIUS_TEST_MAIN("imap-sasl", the_examples_of_the_standards_hold,
                  plain_holds_three_words,
                  commas_and_signs_in_a_name_are_spelled,
                  what_makes_no_sense_is_not_answered,
                  questions_may_be_cut_anywhere,
                  a_server_has_to_know_the_password, limits_hold_on_both_sides,
                  questions_come_to_an_end, a_nonce_is_never_the_same)
