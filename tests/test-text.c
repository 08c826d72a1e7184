/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text is looked at eight bytes at a time: what must not be there is seen wherever
 * it stands, and what is seen is as if it were looked at byte by byte.
 */
#include "base/text.h"
#include "tertius-test.h"

#include <string.h>

#define LONGEST 40

START_TEST(no_password_is_shown_with_a_place)
{
	static const char *const places[][2] = {
		{ "imaps://me@example.org", "imaps://me@example.org" },
		{ "imaps://me@example.org:993/a@b",
		  "imaps://me@example.org:993/a@b" },
		{ "imaps://me@[::1]:993/a@b", "imaps://me@[::1]:993/a@b" },
		{ "imaps://me@example.org/a:b@c",
		  "imaps://me@example.org/a:b@c" },
		{ "imaps://example.org:993/A", "imaps://example.org:993/A" },
		{ "imaps://me:x@example.org", "imaps://me@example.org" },
		{ "imaps://me:x@y@example.org/A", "imaps://me@example.org/A" },
		{ "imaps://me:x/y@example.org", "imaps://me@example.org" },
		{ "imaps://me:1/2@example.org", "imaps://me@example.org" },
		{ "imaps://me:a@b/c@example.org", "imaps://me@example.org" },
		{ "imaps://me@a:x@example.org/A",
		  "imaps://me@a@example.org/A" },
		{ "imaps://me@a:x/y@example.org", "imaps://me@a@example.org" },
		{ "imaps://me@a:x/y@example.org:99",
		  "imaps://me@a@example.org:99" },
		{ "caldavs://me:x@example.org/", "caldavs://me@example.org/" },
		{ "/home/me/a:b@c", "/home/me/a:b@c" },
		{ "imaps://", "imaps://" },
		{ "", "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *got = tertius_text_dup_place(places[i][0]);

		ck_assert_str_eq(got, places[i][1]);
	}
}
END_TEST

START_TEST(what_is_no_ascii_is_seen_at_every_place)
{
	static const char others[] = { '\0', '\x80', '\xff', '\xc3' };

	for (gsize length = 0; length < LONGEST; length++) {
		g_autofree char *block = g_malloc(length);

		for (gsize at = 0; at < length; at++) {
			for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
				memset(block, i % 2 == 0 ? 0x01 : 0x7f, length);
				ck_assert(tertius_text_is_ascii(block, length));
				block[at] = others[i];
				ck_assert_msg(
					!tertius_text_is_ascii(block, length),
					"%zu of %zu: 0x%02x", at, length,
					(guchar) others[i]);
			}
		}
	}
}
END_TEST

/* A character in the middle of others, and whether it is kept. */
static const struct {
	const char *character;
	gboolean is_kept;
} characters[] = {
	{ " ", TRUE },         { "~", TRUE },
	{ "\n", TRUE },        { "\t", TRUE },
	{ "\x1f", FALSE },     { "\x7f", FALSE },
	{ "\r", FALSE },       { "\x01", FALSE },
	{ "\xc3\xab", TRUE },  { "\xe2\x80\xae", FALSE },
	{ "\xc2\x80", FALSE },
};

START_TEST(lines_lose_what_does_harm_at_every_place)
{
	for (gsize i = 0; i < G_N_ELEMENTS(characters); i++) {
		for (gsize at = 0; at < LONGEST; at++) {
			g_autofree char *before = g_strnfill(at, 'x');
			g_autofree char *after = g_strnfill(LONGEST - at, 'y');
			g_autofree char *text = g_strconcat(
				before, characters[i].character, after, NULL);
			g_autofree char *wanted = g_strconcat(
				before,
				characters[i].is_kept ? characters[i].character
						      : "",
				after, NULL);
			g_autofree char *got =
				tertius_text_dup_lines(text, -1, 1000);

			ck_assert_msg(strcmp(got, wanted) == 0,
			              "character %zu at %zu: '%s'", i, at, got);
		}
	}
}
END_TEST

START_TEST(lines_are_cut_at_every_length)
{
	static const char text[] = "one\ttwo three\nZo\xc3\xab four five six";

	for (gsize max = 0; max < sizeof text + 3; max++) {
		g_autofree char *got = tertius_text_dup_lines(text, -1, max);
		gsize length = MIN(max, strlen(text));

		if (length == strlen("one\ttwo three\nZo\xc3"))
			ck_assert_uint_le(strlen(got), length);
		else
			ck_assert(strlen(got) == length &&
			          strncmp(got, text, length) == 0);
	}
}
END_TEST

START_TEST(a_line_has_no_blanks_at_its_ends)
{
	static const char *const lines[][2] = {
		{ "  one", "one" },
		{ "one  ", "one" },
		{ " one two ", "one two" },
		{ "one  two", "one two" },
		{ "   ", "" },
		{ "", "" },
		{ " \tone", "one" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *got = tertius_text_dup_line(lines[i][0], 100);

		ck_assert_str_eq(got, lines[i][1]);
	}
}
END_TEST

TERTIUS_TEST_MAIN("text", what_is_no_ascii_is_seen_at_every_place,
                  lines_lose_what_does_harm_at_every_place,
                  lines_are_cut_at_every_length,
                  a_line_has_no_blanks_at_its_ends,
                  no_password_is_shown_with_a_place)
