/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a command prints, taken for a password or refused.
 */
#include "base/secret.h"

#include "base/error.h"

#include "tertius-test.h"

#include <string.h>

#define NAME "mara@mail.example.org"

/* Prints @n letters and no more. */
#define PRINT(n) "head -c " #n " /dev/zero | tr '\\0' x"

static gboolean
ask(const char *command, char *secret, GError **error)
{
	const TertiusSecretRequest request = { .name = NAME,
		                               .command = command };

	memset(secret, '?', TERTIUS_SECRET_MAX);
	return tertius_secret_get(&request, secret, error);
}

START_TEST(the_first_line_is_the_secret)
{
	static const char *const commands[] = {
		"printf 'open sesame'",
		"printf 'open sesame\\n'",
		"printf 'open sesame\\r\\nuser: mara\\n'",
		"printf 'open sesame\\n'; " PRINT(16000),
	};

	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
		char secret[TERTIUS_SECRET_MAX];

		ck_assert_msg(ask(commands[i], secret, NULL), "case %zu", i);
		ck_assert_str_eq(secret, "open sesame");
	}
}
END_TEST

START_TEST(the_longest_is_whole)
{
	char secret[TERTIUS_SECRET_MAX];

	ck_assert_int_eq(TERTIUS_SECRET_MAX, 16384);
	ck_assert(ask(PRINT(16383), secret, NULL));
	ck_assert_uint_eq(strlen(secret), 16383);
}
END_TEST

/* The last of them would never end, and the one before filled the pipe. */
START_TEST(a_longer_one_is_refused)
{
	static const char *const commands[] = {
		PRINT(16384),
		"printf 'open sesame\\n'; " PRINT(16384),
		PRINT(200000),
		"exec yes",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
		char secret[TERTIUS_SECRET_MAX];
		g_autoptr(GError) error = NULL;

		ck_assert_msg(!ask(commands[i], secret, &error), "case %zu", i);
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_DENIED));
		ck_assert_str_eq(error->message,
		                 "the command that should print the password "
		                 "for " NAME " printed more than 16383 bytes");
		ck_assert_str_eq(secret, "");
	}
}
END_TEST

START_TEST(a_command_that_fails_is_refused)
{
	static const char *const commands[] = { "true", "echo",
		                                "echo open sesame; exit 1" };

	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
		char secret[TERTIUS_SECRET_MAX];
		g_autoptr(GError) error = NULL;

		ck_assert_msg(!ask(commands[i], secret, &error), "case %zu", i);
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_DENIED));
		ck_assert_str_eq(secret, "");
	}
}
END_TEST

TERTIUS_TEST_MAIN("secret", the_first_line_is_the_secret, the_longest_is_whole,
                  a_longer_one_is_refused, a_command_that_fails_is_refused)
