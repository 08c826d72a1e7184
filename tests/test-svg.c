/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The SVG writer: whatever the names are, a real XML parser finds the picture
 * that was meant.
 */
#include "picture/svg.h"

#include "picture/markup.h"
#include "xml-judge.h"

START_TEST(text_reads_back_as_it_was)
{
	static const struct {
		const char *text;
		const char *read;
	} cases[] = {
		{ "Dana Okafor", "Dana Okafor" },
		{ "<b>&amp;\"'", "<b>&amp;\"'" },
		{ "]]>", "]]>" },
		{ " two\n lines ", "two lines" },
		{ "a\x01\x1b[31mb", "a[31mb" },
		{ "a\xff"
		  "b",
		  "a\xef\xbf\xbd"
		  "b" },
		{ "a\xef\xbf\xbe\xef\xbf\xbf"
		  "b",
		  "ab" },
		{ "\xe2\x80\xaegnp.exe", "gnp.exe" },
		{ "日本 😀", "日本 😀" },
		{ "", "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusSvg) svg = tertius_svg_new("test", 10, 10);
		g_autofree char *picture = NULL;
		xmlDoc *document;
		xmlChar *title, *role;

		tertius_svg_describe(svg, cases[i].text, cases[i].text);
		picture = tertius_svg_finish(svg);
		document = judge_parse(picture);
		title = xmlNodeGetContent(
			xmlFirstElementChild(xmlDocGetRootElement(document)));
		role = xmlGetProp(xmlDocGetRootElement(document),
		                  BAD_CAST "role");
		ck_assert_msg(strcmp((char *) title, cases[i].read) == 0,
		              "case %zu: %s", i, (char *) title);
		ck_assert_str_eq((char *) role, "img");
		xmlFree(title);
		xmlFree(role);
		xmlFreeDoc(document);
	}
}
END_TEST

START_TEST(attributes_read_back_as_they_were)
{
	for (guint seed = 0; seed < 800; seed++) {
		g_autofree char *hostile = judge_hostile(seed);
		g_autoptr(TertiusSvg) svg = tertius_svg_new("test", 10, 10);
		g_autofree char *picture = NULL;
		const double box[] = { 1, 2, 3, 4 };
		guint n;

		tertius_svg_describe(svg, hostile, hostile);
		tertius_svg_start(svg, "g", NULL);
		tertius_svg_set(svg, "data-name", hostile);
		tertius_svg_add_title(svg, hostile);
		tertius_svg_words(svg, "name", 1, 2, hostile);
		tertius_svg_bar(svg, seed % TERTIUS_SVG_INKS, box, hostile);
		picture = tertius_svg_finish(svg);
		n = judge_svg(picture);
		/* svg title desc style defs, 5 patterns of a path, paper; g,
		 * title, text, and the bar: g title rect, its pattern. */
		ck_assert_msg(n == 16 + 2 + 1 + 3 + (seed % 6 > 0),
		              "seed %u: %u elements", seed, n);
	}
}
END_TEST

START_TEST(numbers_are_short_and_have_a_point)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = {
		{ 0, "0" },           { 1, "1" },         { 1.5, "1.5" },
		{ -2.345, "-2.35" },  { -0.001, "0" },    { 100, "100" },
		{ 1e6, "1000000" },   { 1e6 + 1, "0" },   { -1e7, "0" },
		{ G_MAXDOUBLE, "0" }, { 0.0 / 1.0, "0" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) text = g_string_new(NULL);

		tertius_markup_append_number(text, cases[i].number);
		ck_assert_msg(strcmp(text->str, cases[i].text) == 0,
		              "case %zu: %s", i, text->str);
	}
}
END_TEST

START_TEST(names_are_cut_at_characters)
{
	static const struct {
		const char *name;
		guint max;
		const char *is;
	} cases[] = {
		{ "Dana", 4, "Dana" },      { "Dana", 3, "Dan…" },
		{ "Élise M", 5, "Élise…" }, { "Élise M", 6, "Élise…" },
		{ "日本語", 2, "日本…" },   { "", 2, "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name =
			tertius_markup_dup_short(cases[i].name, cases[i].max);

		ck_assert_msg(strcmp(name, cases[i].is) == 0, "case %zu: %s", i,
		              name);
	}
}
END_TEST

START_TEST(a_text_of_any_length_is_cut)
{
	const gsize sizes[] = { TERTIUS_MARKUP_TEXT_MAX - 1,
		                TERTIUS_MARKUP_TEXT_MAX,
		                TERTIUS_MARKUP_TEXT_MAX + 1, 1000000 };

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autofree char *long_text = g_strnfill(sizes[i], 'a');
		g_autoptr(GString) markup = g_string_new(NULL);

		tertius_markup_append(markup, long_text);
		ck_assert_uint_eq(markup->len,
		                  MIN(sizes[i], TERTIUS_MARKUP_TEXT_MAX));
	}
}
END_TEST

START_TEST(light_dark_and_nothing_from_outside)
{
	g_autoptr(TertiusSvg) svg = tertius_svg_new("test", 99999, -1);
	g_autofree char *alone = tertius_svg_finish(svg);
	g_autofree char *inline_part = tertius_svg_finish_inline(svg);

	ck_assert_ptr_nonnull(strstr(alone, "prefers-color-scheme: dark"));
	ck_assert_ptr_null(strstr(alone, "<script"));
	ck_assert_ptr_null(strstr(alone, "@import"));
	ck_assert_ptr_null(strstr(alone, "url(h"));
	ck_assert_ptr_nonnull(strstr(alone, "viewBox=\"0 0 20000 1\""));
	ck_assert(g_str_has_prefix(alone, "<?xml"));
	ck_assert(g_str_has_prefix(inline_part, "<svg"));
	ck_assert_ptr_null(strstr(inline_part, "<style"));
}
END_TEST

TERTIUS_TEST_MAIN("svg", text_reads_back_as_it_was,
                  attributes_read_back_as_they_were,
                  numbers_are_short_and_have_a_point,
                  names_are_cut_at_characters, a_text_of_any_length_is_cut,
                  light_dark_and_nothing_from_outside)
