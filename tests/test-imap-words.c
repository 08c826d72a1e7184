/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses of accounts, names of folders, sets of numbers and dates.
 */
#include "base/error.h"
#include "mail/imap-folders.h"
#include "mail/imap-numbers.h"
#include "mail/imap-place.h"
#include "tertius-test.h"

#include <string.h>

START_TEST(places_are_taken_apart)
{
	const struct {
		const char *text, *name, *user, *host, *folder;
		guint port;
		gboolean is_tls;
	} cases[] = {
		{ "IMAPS://me@example.org", "imaps://me@example.org", "me",
		  "example.org", NULL, 993, TRUE },
		{ "imaps://me@example.org", "imaps://me@example.org", "me",
		  "example.org", NULL, 993, TRUE },
		{ "imap://me@example.org/", "imap://me@example.org", "me",
		  "example.org", NULL, 143, FALSE },
		{ "imaps://me%40example.org@mail.example.org:1993/In%20box",
		  "imaps://me@example.org@mail.example.org:1993",
		  "me@example.org", "mail.example.org", "In box", 1993, TRUE },
		{ "imaps://me@example.org@mail.example.org/A/B@C",
		  "imaps://me@example.org@mail.example.org", "me@example.org",
		  "mail.example.org", "A/B@C", 993, TRUE },
		{ "imaps://a%3Ab@[::1]:99/50%", "imaps://a%3Ab@[::1]:99", "a:b",
		  "::1", "50%", 99, TRUE },
		{ "imaps://me@work@[::1]/A@B", "imaps://me@work@[::1]",
		  "me@work", "::1", "A@B", 993, TRUE },
		{ "imaps://me@bücher.example", "imaps://me@bücher.example",
		  "me", "bücher.example", NULL, 993, TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusImapPlace) place =
			tertius_imap_place_parse(cases[i].text, NULL);

		ck_assert_msg(place != NULL, "case %zu", i);
		ck_assert_str_eq(place->name, cases[i].name);
		ck_assert_str_eq(place->user, cases[i].user);
		ck_assert_str_eq(place->host, cases[i].host);
		ck_assert_msg(g_strcmp0(place->folder, cases[i].folder) == 0,
		              "case %zu: %s", i, place->folder);
		ck_assert_uint_eq(place->port, cases[i].port);
		ck_assert_int_eq(place->is_tls, cases[i].is_tls);
	}
}
END_TEST

START_TEST(places_without_user_or_with_a_password_are_refused)
{
	const char *const texts[] = {
		"imaps://example.org",
		"imaps://@example.org",
		"imaps://me@",
		"imaps://me:secret@example.org",
		"imaps://me@example.org:0",
		"imaps://me@example.org:65536",
		"imaps://me@example.org:pop3",
		"imaps://me@[::1",
		"imaps://me%0@example.org",
		"imaps://me@example[::1].org",
		"imaps://me@[example.org]",
		"imaps://me@[]",
		"imaps://me@exam ple.org",
		"imaps://me@example.org\r\nX",
		"imaps://me@ex\xe4mple.org",
		"imaps://",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(TertiusImapPlace) place =
			tertius_imap_place_parse(texts[i], &error);

		ck_assert_msg(place == NULL, "text %zu", i);
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_SETTINGS));
		ck_assert_ptr_null(strstr(error->message, "secret"));
	}
}
END_TEST

START_TEST(places_belong_to_accounts)
{
	static const char *const places[] = {
		"/home/me/Maildir",
		"imaps://example.org", /* no user: no place */
		"imaps://Me@Mail.example.org/Work",
		"imaps://me@example.org@mail.example.com:1993",
		NULL,
	};
	static const char *const nothing[] = { NULL };
	const struct {
		const char *place;
		gboolean is_among;
	} cases[] = {
		{ "imaps://Me@Mail.example.org/Work", TRUE },
		{ "imaps://Me@mail.example.org", TRUE },
		{ "imaps://Me@mail.example.org/INBOX", TRUE },
		{ "IMAP://Me@MAIL.example.org", TRUE },
		{ "imaps://me%40example.org@mail.example.com", TRUE },
		{ "imaps://me@mail.example.org", FALSE },
		{ "imaps://Me@mail.example.com", FALSE },
		{ "imaps://Me@mail.example.org.example.net", FALSE },
		{ "imaps://Me@example.net/@mail.example.org", FALSE },
		{ "imaps://Me@mail.example.org@example.net", FALSE },
		{ "imaps://mail.example.org", FALSE },
		{ "imaps://example.org", FALSE },
		{ "caldavs://Me@mail.example.org", FALSE },
		{ "/home/me/Maildir", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		ck_assert_msg(
			tertius_imap_place_is_among(cases[i].place, places) ==
				cases[i].is_among,
			"case %zu", i);
		ck_assert(
			!tertius_imap_place_is_among(cases[i].place, nothing));
	}
}
END_TEST

START_TEST(errors_name_the_account)
{
	const struct {
		const char *place, *message, *named;
	} cases[] = {
		{ "imaps://me@Mail.example.org/Work", "it hung up",
		  "imaps://me@mail.example.org: it hung up" },
		{ "imap://me@example.org:99", "example.org hung up",
		  "example.org hung up" },
		{ "imaps://example.org/x", "no user",
		  "imaps://example.org/x: no user" },
		{ "imaps://me:secret@example.org", "no password",
		  "imaps://me@example.org: no password" },
		{ "imaps://me:sec/ret@example.org", "no user",
		  "imaps://me@example.org: no user" },
		{ "imaps://me:sec@ret@example.org/A", "no password",
		  "imaps://me@example.org/A: no password" },
		{ "imaps://", "no user", "imaps://: no user" },
		{ "/home/me/Maildir", "not there", "not there" },
		{ "caldavs://me:secret@example.org", "no", "no" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = g_error_new_literal(
			TERTIUS_ERROR, TERTIUS_ERROR_DENIED, cases[i].message);
		GError *none = NULL;

		tertius_imap_place_explain(cases[i].place, &error);
		ck_assert_str_eq(error->message, cases[i].named);
		ck_assert(g_error_matches(error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_DENIED));
		tertius_imap_place_explain(cases[i].place, &none);
		ck_assert_ptr_null(none);
	}
}
END_TEST

START_TEST(names_of_folders_are_decoded)
{
	const struct {
		const char *wire, *name;
	} cases[] = {
		{ "INBOX", "INBOX" },
		{ "Entw&APw-rfe", "Entwürfe" },
		{ "&U,BTFw-", "台北" },
		{ "~peter/mail/&U,BTFw-/&ZeVnLIqe-",
		  "~peter/mail/台北/日本語" },
		{ "A &- B", "A & B" },
		{ "&2D3eAA-", "😀" },
		{ "&", "&" }, /* not well formed: as it is */
		{ "a&b", "a&b" },
		{ "&!!-", "&!!-" },
		{ "&2D0-", "&2D0-" }, /* half a pair */
		{ "&A-", "&A-" },
		{ "\xff", "\xef\xbf\xbd" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = tertius_imap_name_decode(cases[i].wire);

		ck_assert_msg(g_strcmp0(name, cases[i].name) == 0,
		              "case %zu: %s", i, name);
	}
}
END_TEST

START_TEST(names_are_quoted_or_refused)
{
	g_autofree char *quoted = tertius_imap_name_quote("a\"b\\c");

	ck_assert_str_eq(quoted, "\"a\\\"b\\\\c\"");
	ck_assert_ptr_null(tertius_imap_name_quote("a\r\nT1 DELETE x"));
}
END_TEST

START_TEST(sets_of_numbers_are_written_and_read)
{
	const char *const sets[] = { "1", "1:3", "1:3,5,7:8",
		                     "4294967294:4294967295" };

	for (gsize i = 0; i < G_N_ELEMENTS(sets); i++) {
		g_autoptr(GArray) numbers =
			g_array_new(FALSE, FALSE, sizeof(guint32));
		g_autofree char *again = NULL;

		ck_assert(tertius_imap_numbers_read_set(
			sets[i], strlen(sets[i]), 10, numbers));
		again = tertius_imap_numbers_dup_set(numbers);
		ck_assert_str_eq(again, sets[i]);
	}
}
END_TEST

START_TEST(a_set_that_lies_or_is_none_is_refused)
{
	const struct {
		const char *set;
		gboolean is_read;
	} cases[] = {
		{ "1:10", TRUE },          { "1:11", FALSE },
		{ "10:1", TRUE },          { "1:5,6:11", FALSE },
		{ "1:4294967295", FALSE }, { "0", FALSE },
		{ "4294967296", FALSE },   { "1:", FALSE },
		{ "1;2", FALSE },          { "*", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) numbers =
			g_array_new(FALSE, FALSE, sizeof(guint32));

		ck_assert_msg(tertius_imap_numbers_read_set(
				      cases[i].set, strlen(cases[i].set), 10,
				      numbers) == cases[i].is_read,
		              "case %zu", i);
		ck_assert_uint_le(numbers->len, 10);
	}
}
END_TEST

START_TEST(dates_are_read)
{
	const struct {
		const char *text;
		gint64 time;
	} cases[] = {
		{ " 7-Feb-2024 09:30:00 +0100", 1707294600 },
		{ "07-Feb-2024 08:30:00 +0000", 1707294600 },
		{ "31-Dec-1999 23:59:60 -0500", 946702799 },
		{ "30-Feb-2024 09:30:00 +0100", 0 },
		{ "7-Fob-2024 09:30:00 +0100", 0 },
		{ "7-Feb-2024", 0 },
		{ "", 0 },
		{ NULL, 0 },
	};
	g_autofree char *day = tertius_imap_numbers_dup_day_before(1709251200);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(tertius_imap_numbers_read_date(cases[i].text) ==
		                      cases[i].time,
		              "case %zu", i);
	ck_assert_str_eq(day, "29-Feb-2024");
}
END_TEST

TERTIUS_TEST_MAIN("imap-words", places_are_taken_apart,
                  places_without_user_or_with_a_password_are_refused,
                  places_belong_to_accounts, errors_name_the_account,
                  names_of_folders_are_decoded, names_are_quoted_or_refused,
                  sets_of_numbers_are_written_and_read,
                  a_set_that_lies_or_is_none_is_refused, dates_are_read)
