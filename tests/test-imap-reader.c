/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an IMAP server answers, taken apart: shapes, limits, cuts and lies.
 */
#include "mail/imap-reader.h"

#include "base/error.h"
#include "tertius-test.h"

#include <string.h>

/* Bytes that come in pieces of @step. */
typedef struct {
	const char *at;
	gsize left, step;
} Feed;

static gssize
feed(gpointer data, const char **bytes, GError **error)
{
	Feed *from = data;
	gsize length = MIN(from->left, from->step);

	(void) error;
	*bytes = from->at;
	from->at += length;
	from->left -= length;
	return (gssize) length;
}

static char *
describe(const TertiusImapResponse *response)
{
	static const char *const kinds[] = { "data", "status", "done",
		                             "continue" };
	GString *out = g_string_new(kinds[response->kind]);

	for (guint i = 0; i < response->tokens->len; i++) {
		const TertiusImapToken *token =
			tertius_imap_response_token(response, i);
		const char marks[] = { 'a', 's', '(', ')' };

		g_string_append_printf(out, " %c", marks[token->kind]);
		if (token->kind <= TERTIUS_IMAP_STRING)
			g_string_append_printf(
				out, ":%.*s", (int) token->length,
				tertius_imap_response_bytes(response, token));
		else if (token->kind == TERTIUS_IMAP_OPEN)
			g_string_append_printf(out, "%u", token->next);
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *wire, *read;
} cases[] = {
	{ "* LIST (\\HasNoChildren) \"/\" INBOX\r\n",
	  "data a:LIST (4 a:\\HasNoChildren ) s:/ a:INBOX" },
	{ "* 12 FETCH (UID 3 BODY[HEADER.FIELDS (A \"B\")]<0> {5}\r\n)\r\n(x)\r\n",
	  "data a:12 a:FETCH (8 a:UID a:3 "
	  "a:BODY[HEADER.FIELDS (A \"B\")]<0> s:)\r\n(x )" },
	{ "* X \"a\\\"b\\\\c\" \"\" ~{2}\r\n\"\n y\r\n",
	  "data a:X s:a\"b\\c s: s:\"\n a:y" },
	/* A keyword, and the name of a folder, may have such letters. */
	{ "* FLAGS (\\Seen todo[1)\r\n",
	  "data a:FLAGS (5 a:\\Seen a:todo[1 )" },
	{ "* FLAGS (BODY[1)\r\n", "data a:FLAGS (4 a:BODY[1 )" },
	{ "* 1 FETCH (FLAGS (BODY[) BINARY[1 2] x)\r\n",
	  "data a:1 a:FETCH (10 a:FLAGS (7 a:BODY[ ) a:BINARY[1 2] a:x )" },
	{ "* STATUS a[b (UIDNEXT 2)\r\n",
	  "data a:STATUS a:a[b (6 a:UIDNEXT a:2 )" },
	{ "* SEARCH\n", "data a:SEARCH" },
	{ "* OK [UIDVALIDITY 12] a \"(b {3}\r\n", "status" },
	{ "T1 OK done {3}\r\n", "done" },
	{ "+ go on\r\n", "continue" },
	{ "* A (B (C) ()) D\r\n", "data a:A (9 a:B (6 a:C ) (8 ) ) a:D" },
};

static char *
read_one(const char *wire, gsize length, gsize step, GError **error)
{
	Feed from = { wire, length, step };
	g_autoptr(TertiusImapReader) reader =
		tertius_imap_reader_new(feed, &from);
	const TertiusImapResponse *response =
		tertius_imap_reader_next(reader, error);

	return response == NULL ? NULL : describe(response);
}

START_TEST(answers_become_tokens_however_they_arrive)
{
	const gsize steps[] = { 1, 2, 7, 10000 };

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		for (gsize j = 0; j < G_N_ELEMENTS(steps); j++) {
			g_autofree char *read =
				read_one(cases[i].wire, strlen(cases[i].wire),
			                 steps[j], NULL);

			ck_assert_msg(g_strcmp0(read, cases[i].read) == 0,
			              "case %zu, step %zu: %s", i, steps[j],
			              read);
		}
	}
}
END_TEST

START_TEST(a_line_that_breaks_off_anywhere_is_a_broken_line)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		for (gsize cut = 0; cut < strlen(cases[i].wire); cut++) {
			g_autoptr(GError) error = NULL;
			g_autofree char *block =
				g_memdup2(cases[i].wire, MAX(cut, 1));
			g_autofree char *read =
				read_one(block, cut, 10000, &error);

			ck_assert_msg(read == NULL, "case %zu cut %zu", i, cut);
			ck_assert(
				g_error_matches(error, G_IO_ERROR,
			                        G_IO_ERROR_CONNECTION_CLOSED));
		}
	}
}
END_TEST

START_TEST(what_is_not_imap_is_refused)
{
	const char *const wires[] = {
		"* A )\r\n",    "* A (\r\n",
		"* A \"b\r\n",  "* A {99999999999}\r\n",
		"* A (B))\r\n", "* A {67108865}\r\n",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(wires); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *read =
			read_one(wires[i], strlen(wires[i]), 100, &error);

		ck_assert_msg(read == NULL, "wire %zu", i);
		ck_assert_msg(g_error_matches(error, TERTIUS_ERROR,
		                              TERTIUS_ERROR_MALFORMED),
		              "wire %zu: %s", i, error->message);
	}
}
END_TEST

/* "* A " and @n times @text, and an end. */
static char *
repeat(const char *text, gsize n, const char *end)
{
	GString *wire = g_string_new("* A ");

	for (gsize i = 0; i < n; i++)
		g_string_append(wire, text);
	g_string_append(wire, end);
	return g_string_free(wire, FALSE);
}

START_TEST(a_line_has_a_longest_length)
{
	for (gsize over = 0; over < 2; over++) {
		gsize n = TERTIUS_IMAP_LINE_MAX - strlen("* A \r") + over;
		g_autofree char *wire = repeat("x", n, "\r\n");
		g_autofree char *read =
			read_one(wire, strlen(wire), 4096, NULL);

		ck_assert_int_eq(read == NULL, over == 1);
	}
}
END_TEST

START_TEST(brackets_have_a_greatest_depth)
{
	for (gsize over = 0; over < 2; over++) {
		gsize n = TERTIUS_IMAP_DEPTH_MAX + over;
		g_autofree char *open = repeat("(", n, " x ");
		g_autofree char *close = repeat(")", n, " end\r\n");
		g_autofree char *wire =
			g_strconcat(open, close + strlen("* A "), NULL);
		Feed from = { wire, strlen(wire), 100 };
		g_autoptr(TertiusImapReader) reader =
			tertius_imap_reader_new(feed, &from);
		const TertiusImapResponse *response =
			tertius_imap_reader_next(reader, NULL);

		ck_assert_ptr_nonnull(response);
		ck_assert_int_eq(response->is_cut, over == 1);
		ck_assert(tertius_imap_response_is(
			response,
			tertius_imap_response_token(response, 1)->next, "end"));
	}
}
END_TEST

START_TEST(tokens_have_a_greatest_number)
{
	for (gsize over = 0; over < 2; over++) {
		g_autofree char *wire = repeat(
			"x ", TERTIUS_IMAP_TOKENS_MAX - 1 + over, "\r\n");
		Feed from = { wire, strlen(wire), 4096 };
		g_autoptr(TertiusImapReader) reader =
			tertius_imap_reader_new(feed, &from);
		const TertiusImapResponse *response =
			tertius_imap_reader_next(reader, NULL);

		ck_assert_ptr_nonnull(response);
		ck_assert_int_eq(response->is_cut, over == 1);
	}
}
END_TEST

START_TEST(a_large_literal_is_read_to_its_end_but_not_kept)
{
	for (gsize over = 0; over < 2; over++) {
		gsize n = TERTIUS_IMAP_KEPT_MAX + over;
		g_autofree char *body = g_strnfill(n, 'x');
		g_autofree char *wire = g_strdup_printf(
			"* A {%zu}\r\n%s B\r\n* C\r\n", n, body);
		Feed from = { wire, strlen(wire), 4096 };
		g_autoptr(TertiusImapReader) reader =
			tertius_imap_reader_new(feed, &from);
		const TertiusImapResponse *response =
			tertius_imap_reader_next(reader, NULL);

		ck_assert_ptr_nonnull(response);
		ck_assert_uint_eq(
			tertius_imap_response_token(response, 1)->length,
			TERTIUS_IMAP_KEPT_MAX);
		ck_assert(tertius_imap_response_is(response, 2, "B"));
		response = tertius_imap_reader_next(reader, NULL);
		ck_assert(response != NULL &&
		          tertius_imap_response_is(response, 0, "C"));
	}
}
END_TEST

/* Refused by what it promises, before a byte of it comes. */
START_TEST(a_literal_has_a_largest_size)
{
	for (gsize over = 0; over < 2; over++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *wire = g_strdup_printf(
			"* A {%zu}\r\n", TERTIUS_IMAP_LITERAL_MAX + over);
		g_autofree char *read =
			read_one(wire, strlen(wire), 4096, &error);

		ck_assert_ptr_null(read);
		ck_assert_int_eq(g_error_matches(error, G_IO_ERROR,
		                                 G_IO_ERROR_CONNECTION_CLOSED),
		                 over == 0);
	}
}
END_TEST

START_TEST(many_literals_together_have_a_limit)
{
	g_autofree char *body = g_strnfill(TERTIUS_IMAP_KEPT_MAX, 'x');
	g_autofree char *one =
		g_strdup_printf("{%zu}\r\n%s ", TERTIUS_IMAP_KEPT_MAX, body);
	const struct {
		gsize n;
		gboolean is_read;
	} sizes[] = { { 2, TRUE }, { 3, FALSE } };

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autofree char *wire = repeat(one, sizes[i].n, "\r\n");
		g_autofree char *read =
			read_one(wire, strlen(wire), 65536, NULL);

		ck_assert_int_eq(read != NULL, sizes[i].is_read);
	}
}
END_TEST

START_TEST(codes_of_a_status_are_found)
{
	const char wire[] = "* NO [UNAVAILABLE] later\r\n"
			    "* OK [UIDNEXT 4294967295] next\r\n"
			    "* OK [UIDNEXT 4294967296] too many\r\n"
			    "* OK UIDNEXT 5 no code\r\n";
	Feed from = { wire, strlen(wire), 100 };
	g_autoptr(TertiusImapReader) reader =
		tertius_imap_reader_new(feed, &from);
	const TertiusImapResponse *response =
		tertius_imap_reader_next(reader, NULL);

	ck_assert(tertius_imap_response_says(response, "no"));
	ck_assert(tertius_imap_response_has_code(response, "unavailable"));
	ck_assert(!tertius_imap_response_has_code(response, "UNAVAIL"));
	response = tertius_imap_reader_next(reader, NULL);
	ck_assert_uint_eq(
		tertius_imap_response_code_number(response, "UIDNEXT"),
		G_MAXUINT32);
	response = tertius_imap_reader_next(reader, NULL);
	ck_assert_uint_eq(
		tertius_imap_response_code_number(response, "UIDNEXT"), 0);
	response = tertius_imap_reader_next(reader, NULL);
	ck_assert(!tertius_imap_response_has_code(response, "UIDNEXT"));
}
END_TEST

TERTIUS_TEST_MAIN("imap-reader", answers_become_tokens_however_they_arrive,
                  a_line_that_breaks_off_anywhere_is_a_broken_line,
                  what_is_not_imap_is_refused, a_line_has_a_longest_length,
                  brackets_have_a_greatest_depth, tokens_have_a_greatest_number,
                  a_large_literal_is_read_to_its_end_but_not_kept,
                  a_literal_has_a_largest_size,
                  many_literals_together_have_a_limit,
                  codes_of_a_status_are_found)
