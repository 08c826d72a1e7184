/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML mail as text.
 */
#include "mail/html.h"

#include "tertius-test.h"

#include <string.h>
#include <time.h>

#define TEXT_BYTES_MAX (256 * 1024)

static char *
convert(const char *html)
{
	gsize length = strlen(html);
	g_autofree char *block = g_memdup2(html, length);

	return tertius_html_to_text(block, length, TEXT_BYTES_MAX);
}

START_TEST(html_is_read_as_it_is_seen)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "Hello", "Hello\n" },
		{ "  Hello \n  Dana ", "Hello Dana\n" },
		{ "<html><head><title>T</title><style>p{}</style></head>"
		  "<body>Hi<script>x()</script></body></html>",
		  "Hi\n" },
		{ "<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree\n" },
		{ "<div>One</div><div>Two</div><div><br></div><div>Three</div>",
		  "One\nTwo\n\nThree\n" },
		{ "<h1>Title</h1>text", "Title\n\ntext\n" },
		{ "a<b>b</b>c <i>d</i>", "abc d\n" },
		{ "<ul><li>One<li>Two</ul>", "- One\n- Two\n" },
		{ "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>"
		  "</table>",
		  "a b\nc\n" },
		{ "<pre>a\n  b\n\n\nc</pre>", "a\n  b\n\nc\n" },
		{ "<body>a<hr>b", "a\n________________________________\nb\n" },
		{ "M&uuml;ller &amp; S&#246;hne&nbsp;&lt;x&gt;",
		  "Müller & Söhne <x>\n" },
		{ "M\303\274ller<meta charset=iso-8859-1>", "Müller\n" },
		{ "<a href=\"https://example.org\">there</a>", "there\n" },
		/* An address behind a name is kept. */
		{ "Ask <a href=\"mailto:Bob@example.org?subject=x\">Bob</a>.",
		  "Ask Bob <bob@example.org>.\n" },
		{ "<a href=\"mailto:bob@example.org\">Bob@Example.org</a>",
		  "Bob@Example.org\n" },
		{ "<a href=\"mailto:%62ob@example.org\">Bob</a>",
		  "Bob <bob@example.org>\n" },
		{ "<a href=\"mailto:a b\">Bob</a><a href=\"mailto:\">x</a>",
		  "Bobx\n" },
		/* Hidden from the reader. */
		{ "<div style=\"DISPLAY: none\">a</div>b", "b\n" },
		{ "<span style='font-size:0px;color:#fff'>a</span>b", "b\n" },
		{ "<body><span style='font-size:0.9em'>a</span>b", "ab\n" },
		{ "<p hidden>a</p>b", "b\n" },
		{ "<span style='mso-hide:all'>a</span>b", "b\n" },
		{ "<div style=\"display:none\"><p>a<b>b</b></p></div>c",
		  "c\n" },
		{ "a\342\200\213\302\255b\357\273\277", "ab\n" },
		{ "<!-- a --><![if !mso]>b<![endif]>", "b\n" },
		/* Broken. */
		{ "<p>a<p>b</i></b>c", "a\n\nbc\n" },
		{ "<b<b>a", "a\n" },
		{ "a < b", "a < b\n" },
		{ "<", "<\n" },
		{ "</p>", "" },
		{ "a\001b\342\200\256", "ab\n" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = convert(cases[i][0]);

		ck_assert_msg(strcmp(text, cases[i][1]) == 0, "case %zu: '%s'",
		              i, text);
	}
}
END_TEST

START_TEST(quotes_and_signatures_are_marked)
{
	static const char *const cases[][2] = {
		{ "<div>Yes.</div><blockquote type=cite><p>One</p><p>Two</p>"
		  "</blockquote>No.",
		  "Yes.\n\n> One\n> \n> Two\n\nNo.\n" },
		{ "<blockquote>a<blockquote>b</blockquote></blockquote>",
		  "> a\n> \n> > b\n" },
		/* Gmail */
		{ "<div dir=\"ltr\">Sure!</div><br><div class=\"gmail_quote\">"
		  "<div class=\"gmail_attr\">On Monday Dana wrote:<br></div>"
		  "<blockquote class=\"gmail_quote\" style=\"margin:0\">"
		  "<div>Well?</div></blockquote></div>",
		  "Sure!\n\nOn Monday Dana wrote:\n\n> Well?\n" },
		/* Gmail's own indentation is no quote. */
		{ "<blockquote style=\"margin:0 0 0 40px;border:none;padding:"
		  "0px\">mine</blockquote>",
		  "mine\n" },
		{ "<body>ok<div class=\"yahoo_quoted\">On Monday Dana wrote:"
		  "<div>Well?</div></div>",
		  "ok\n\n> On Monday Dana wrote:\n> Well?\n" },
		{ "<body>Bye<div class=\"gmail_signature\" dir=\"ltr\">Bob</div>",
		  "Bye\n-- \nBob\n" },
		{ "<body>Bye<div class=\"x gmail_signature\">Bob</div>",
		  "Bye\n-- \nBob\n" },
		{ "<body>Bye<br><span class=\"gmail_signature_prefix\">-- </span><br>"
		  "<div class=\"gmail_signature\">Bob</div>",
		  "Bye\n-- \nBob\n" },
		{ "<body>Bye<div id=\"Signature\">Bob</div>",
		  "Bye\n-- \nBob\n" },
		{ "<body>Bye<br>--&nbsp;<br>Bob", "Bye\n-- \nBob\n" },
		{ "<div class=\"gmail_signature\">Bob</div>", "-- \nBob\n" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = convert(cases[i][0]);

		ck_assert_msg(strcmp(text, cases[i][1]) == 0, "case %zu: '%s'",
		              i, text);
	}
}
END_TEST

START_TEST(deep_nesting_ends_the_text_and_nothing_else)
{
	static const guint depths[] = { 255, 256, 100000 };

	for (gsize i = 0; i < G_N_ELEMENTS(depths); i++) {
		g_autoptr(GString) html = g_string_new("<p>before</p>");
		g_autofree char *text = NULL;

		for (guint j = 0; j < depths[i]; j++)
			g_string_append(html, "<div>");
		g_string_append(html, "<b>deep");
		text = convert(html->str);
		ck_assert_str_eq(text, depths[i] < TERTIUS_HTML_DEPTH_MAX
		                               ? "before\n\ndeep\n"
		                               : "before\n");
	}
}
END_TEST

START_TEST(size_is_limited)
{
	static const gsize lengths[] = { TERTIUS_HTML_BYTES_MAX - 5,
		                         TERTIUS_HTML_BYTES_MAX - 4,
		                         TERTIUS_HTML_BYTES_MAX - 3 };

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *filler = g_strnfill(lengths[i], ' ');
		g_autofree char *html = g_strconcat(filler, "abcd", NULL);
		g_autofree char *text = convert(html);

		ck_assert_str_eq(text, i < 2 ? "abcd\n" : "abc\n");
	}
	for (gsize max = 0; max < 8; max++) {
		g_autofree char *text =
			tertius_html_to_text("<p>ab\303\274cd", 9, max);

		ck_assert_uint_le(strlen(text), max);
		ck_assert(g_utf8_validate(text, -1, NULL));
	}
}
END_TEST

START_TEST(every_cut_is_read)
{
	static const char html[] =
		"<html><body class=\"gmail_signature\"><p style=\"display:"
		"none\">a</p><blockquote>b&uuml;c<!-- x --><a href=\"mailto:"
		"bob@example.org\">Bob</a></blockquote><pre>\n\n x</pre>"
		"<script>if (a < b) \"</b>\"</script>\303\274</body></html>";

	for (gsize i = 0; i <= strlen(html); i++) {
		g_autofree char *cut = g_memdup2(html, i);
		g_autofree char *text =
			tertius_html_to_text(cut, i, TEXT_BYTES_MAX);

		ck_assert(g_utf8_validate(text, -1, NULL));
	}
}
END_TEST

START_TEST(a_nul_ends_nothing)
{
	g_autofree char *text =
		tertius_html_to_text("a\0b<p>c\0</p>d", 13, TEXT_BYTES_MAX);

	ck_assert_str_eq(text, "a b\n\nc\n\nd\n");
}
END_TEST

/* Time grows with the length, not with its square. */
START_TEST(hostile_html_takes_no_long_time)
{
	static const char *const units[] = {
		"<b>",     "</i>", "<p>",   "<a href=mailto:a@b>x</a>",
		"&amp",    "<!--", "<br>",  "<div style=\"a:b;c:d\">x</div>",
		"<td><b>", "<",    "</p>x", "<blockquote>x</blockquote>",
		"<li>",    "&#x1", "<a a=",
	};
	/* Under valgrind it is about memory alone. */
	gsize length = g_getenv("TERTIUS_VALGRIND") == NULL
	                       ? TERTIUS_HTML_BYTES_MAX
	                       : TERTIUS_HTML_BYTES_MAX / 64;

	for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
		g_autoptr(GString) html = g_string_new(NULL);
		g_autofree char *text = NULL;
		clock_t start = clock();

		while (html->len < length)
			g_string_append(html, units[i]);
		text = convert(html->str);
		/* Measured: 0.1 s of the processor at worst; the square would
		 * be minutes. */
		ck_assert_msg(clock() - start < 20 * CLOCKS_PER_SEC, "case %zu",
		              i);
	}
}
END_TEST

TERTIUS_TEST_MAIN("html", html_is_read_as_it_is_seen,
                  quotes_and_signatures_are_marked,
                  deep_nesting_ends_the_text_and_nothing_else, size_is_limited,
                  every_cut_is_read, a_nul_ends_nothing,
                  hostile_html_takes_no_long_time)
