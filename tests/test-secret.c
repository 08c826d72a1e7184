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

START_TEST(a_command_knows_for_whom)
{
	static const char command[] =
		"echo \"${TERTIUS_USER-nobody} ${TERTIUS_HOST-nowhere}\"";
	const TertiusSecretRequest request = {
		.name = NAME,
		.host = "mail.example.org",
		.user = "mara'$(exit 1)",
		.command = command,
	};
	char secret[TERTIUS_SECRET_MAX];

	ck_assert(tertius_secret_get(&request, secret, NULL));
	ck_assert_str_eq(secret, "mara'$(exit 1) mail.example.org");
	ck_assert(g_setenv("TERTIUS_USER", "another", TRUE));
	ck_assert(ask(command, secret, NULL));
	ck_assert_str_eq(secret, "nobody nowhere");
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

static char *
type(const char *who, gpointer data)
{
	ck_assert_str_eq(who, "mara@mail.example.org");
	return g_strnfill(GPOINTER_TO_SIZE(data), 'x');
}

START_TEST(what_a_person_types_is_whole_or_refused)
{
	static const gsize lengths[] = { 0, 16383, 16384, 100000 };

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		const TertiusSecretRequest request = {
			.name = NAME,
			.host = "mail.example.org",
			.user = "mara",
			.protocol = "test",
			.ask = type,
			.data = GSIZE_TO_POINTER(lengths[i]),
		};
		char secret[TERTIUS_SECRET_MAX];
		g_autoptr(GError) error = NULL;

		ck_assert_int_eq(tertius_secret_get(&request, secret, &error),
		                 lengths[i] == 16383);
		ck_assert_uint_eq(strlen(secret),
		                  lengths[i] == 16383 ? 16383 : 0);
		if (lengths[i] == 0)
			ck_assert_ptr_nonnull(
				strstr(error->message, "--password-command"));
		if (lengths[i] > 16383)
			ck_assert_str_eq(error->message,
			                 "the password for " NAME
			                 " is longer than 16383 bytes");
	}
}
END_TEST

static char *
type_never(const char *who, gpointer data)
{
	(void) who;
	(void) data;
	ck_abort_msg("asked");
	return NULL;
}

/* As who ends the program while a key ring waits to be opened. */
START_TEST(who_has_given_up_is_not_asked)
{
	g_autoptr(GCancellable) cancellable = g_cancellable_new();
	const TertiusSecretRequest request = {
		.name = NAME,
		.host = "mail.example.org",
		.user = "mara",
		.protocol = "test",
		.ask = type_never,
		.cancellable = cancellable,
	};
	char secret[TERTIUS_SECRET_MAX];
	g_autoptr(GError) error = NULL;

	g_cancellable_cancel(cancellable);
	ck_assert(!tertius_secret_get(&request, secret, &error));
	ck_assert(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}
END_TEST

TERTIUS_TEST_MAIN("secret", the_first_line_is_the_secret, the_longest_is_whole,
                  a_longer_one_is_refused, a_command_knows_for_whom,
                  a_command_that_fails_is_refused,
                  what_a_person_types_is_whole_or_refused,
                  who_has_given_up_is_not_asked)
