/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report page, as far as it can be judged without a browser; the rest is in
 * tests/live/report.t. TERTIUS_REPORT_OUT=FOLDER leaves pages there for it.
 */
#include "picture/report.h"

#include <libxml/HTMLparser.h>

#include "picture-sample.h"

#include "picture/graph-layout.h"
#include "picture/graph-svg.h"
#include "picture/plot.h"
#include "xml-judge.h"
#include <time.h>

static char *
finish(TertiusSvg *svg)
{
	char *picture = tertius_svg_finish_inline(svg);

	tertius_svg_free(svg);
	return picture;
}

static GPtrArray *
draw_pictures(const GPtrArray *introductions, const GPtrArray *reminders,
              GTimeZone *zone)
{
	GPtrArray *pictures = g_ptr_array_new_with_free_func(g_free);
	const TertiusGraphFilter filter = { .people =
		                                    TERTIUS_REPORT_DRAWN_MAX };
	g_autoptr(TertiusGraph) graph =
		tertius_graph_new(introductions, NULL, &filter);
	g_autoptr(TertiusSeries) year =
		tertius_series_year(introductions, reminders, SAMPLE_NOW, zone);

	tertius_graph_measure(graph);
	tertius_graph_lay_out(graph);
	g_ptr_array_add(pictures, finish(tertius_graph_draw(graph, "graph")));
	g_ptr_array_add(pictures, finish(tertius_plot_year(year, "year")));
	return pictures;
}

static char *
report_of(const GPtrArray *introductions, const TertiusHistory *history,
          gboolean perhaps)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GPtrArray) reminders = sample_reminders(introductions);
	g_autoptr(GPtrArray) pictures =
		draw_pictures(introductions, reminders, zone);
	const TertiusReport report = {
		.history = history,
		.introductions = introductions,
		.reminders = reminders,
		.pictures = pictures,
		.now = SAMPLE_NOW,
		.zone = zone,
		.perhaps = perhaps,
	};

	return tertius_report_to_html(&report);
}

/* Leaves @html for the browser when it is asked for. */
static void
leave(const char *name, const char *html)
{
	const char *folder = g_getenv("TERTIUS_REPORT_OUT");
	g_autofree char *path = NULL;

	if (folder == NULL)
		return;
	path = g_build_filename(folder, name, NULL);
	ck_assert(g_file_set_contents(path, html, -1, NULL));
}

START_TEST(every_claim_stands_with_its_reason)
{
	g_autoptr(GPtrArray) list = sample_introductions(20);
	g_autoptr(TertiusHistory) history = sample_history(20, 400);
	g_autofree char *html = report_of(list, history, FALSE);

	leave("small.html", html);
	ck_assert_uint_eq(tertius_test_count(html, "<li id=\"i-"), 20);
	ck_assert_uint_eq(tertius_test_count(html, "data-kind="), 20);
	ck_assert_uint_eq(
		tertius_test_count(html, "<details><summary>Because: <q>"), 20);
	/* Whatever a name's letters, it moves no other words. */
	ck_assert_uint_eq(tertius_test_count(html, " through <bdi>"), 18);
	ck_assert_uint_eq(tertius_test_count(html, "<li class=\"card\">"), 5);
	ck_assert_uint_eq(
		tertius_test_count(
			html, "<p>They brought you two together yesterday."),
		5);
	ck_assert_ptr_nonnull(strstr(html, "last contact "));
	ck_assert_ptr_nonnull(strstr(html, "mid:sample-3@example.org"));
}
END_TEST

START_TEST(dismissed_and_doubtful_ones_stay_away)
{
	g_autoptr(GPtrArray) list = sample_introductions(10);
	g_autofree char *few = NULL;
	g_autofree char *more = NULL;

	((TertiusIntroduction *) list->pdata[2])->state =
		TERTIUS_STATE_DISMISSED;
	((TertiusIntroduction *) list->pdata[3])->level = TERTIUS_LEVEL_PERHAPS;
	few = report_of(list, NULL, FALSE);
	more = report_of(list, NULL, TRUE);
	ck_assert_uint_eq(tertius_test_count(few, "data-kind="), 8);
	ck_assert_uint_eq(tertius_test_count(more, "data-kind="), 9);
}
END_TEST

START_TEST(the_policy_names_this_script_and_this_style)
{
	static const struct {
		const char *start, *end, *directive;
	} parts[] = {
		{ "<style>", "</style>", "style-src 'sha256-" },
		{ "<script>", "</script>", "script-src 'sha256-" },
	};
	g_autoptr(GPtrArray) list = sample_introductions(3);
	g_autofree char *html = report_of(list, NULL, FALSE);

	ck_assert_ptr_nonnull(strstr(html, "default-src 'none'"));
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		const char *start =
			strstr(html, parts[i].start) + strlen(parts[i].start);
		const char *end = strstr(start, parts[i].end);
		const char *hash = strstr(html, parts[i].directive) +
		                   strlen(parts[i].directive);
		g_autoptr(GChecksum) checksum =
			g_checksum_new(G_CHECKSUM_SHA256);
		guint8 digest[32];
		gsize length = sizeof digest;
		g_autofree char *base64 = NULL;

		g_checksum_update(checksum, (const guchar *) start,
		                  end - start);
		g_checksum_get_digest(checksum, digest, &length);
		base64 = g_base64_encode(digest, length);
		ck_assert_msg(g_str_has_prefix(hash, base64), "part %zu", i);
		ck_assert_uint_eq(tertius_test_count(html, parts[i].start), 1);
	}
	ck_assert_uint_eq(tertius_test_count(html, "style=\""), 0);
	ck_assert_uint_eq(tertius_test_count(html, "http-equiv"), 1);
	ck_assert_uint_eq(tertius_test_count(html, " src="), 0);
	ck_assert_uint_eq(tertius_test_count(html, "@import"), 0);
	/* The only address is the name of SVG itself. */
	ck_assert_uint_eq(tertius_test_count(html, "http://"), 2);
	ck_assert_uint_eq(
		tertius_test_count(html, "http://www.w3.org/2000/svg"), 2);
	ck_assert_uint_eq(tertius_test_count(html, "https://"), 0);
}
END_TEST

START_TEST(a_page_has_a_largest_size)
{
	const guint sizes[] = { TERTIUS_REPORT_INTRODUCTIONS_MAX,
		                TERTIUS_REPORT_INTRODUCTIONS_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GPtrArray) list = sample_introductions(sizes[i]);
		g_autofree char *html = report_of(list, NULL, FALSE);

		ck_assert_uint_eq(tertius_test_count(html, "data-kind="),
		                  TERTIUS_REPORT_INTRODUCTIONS_MAX);
		ck_assert_uint_eq(tertius_test_count(
					  html, "The earliest 1 are left out."),
		                  i);
		ck_assert_uint_le(
			tertius_test_count(html, "<li class=\"card\">"),
			2 * TERTIUS_REPORT_REMINDERS_MAX);
	}
}
END_TEST

/* Every field that a stranger can write. */
static void
make_hostile(TertiusIntroduction *introduction, guint seed)
{
	g_autofree char *text = judge_hostile(seed);
	TertiusPerson *person = introduction->introduced->pdata[0];
	TertiusEvidence *evidence = introduction->evidence->pdata[0];
	TertiusMove *move = introduction->moves->pdata[0];

	person->name = (g_free(person->name), g_strdup(text));
	person->address =
		(g_free(person->address), g_strdup_printf("%u@%s", seed, text));
	if (introduction->introducer != NULL)
		introduction->introducer->name =
			(g_free(introduction->introducer->name),
		         g_strdup(text));
	evidence->quote = (g_free(evidence->quote), g_strdup(text));
	evidence->rule = (g_free(evidence->rule), g_strdup(text));
	evidence->place = (g_free(evidence->place), g_strdup(text));
	move->because = (g_free(move->because), g_strdup(text));
	introduction->message_id =
		(g_free(introduction->message_id), g_strdup(text));
	introduction->subject = (g_free(introduction->subject), g_strdup(text));
}

static const char *const page_elements[] = {
	"html",    "head",    "meta",     "title",   "style",  "body",
	"header",  "h1",      "h2",       "h3",      "p",      "nav",
	"a",       "form",    "label",    "input",   "select", "option",
	"button",  "output",  "main",     "section", "ol",     "ul",
	"li",      "span",    "b",        "bdi",     "q",      "small",
	"details", "summary", "figure",   "svg",     "desc",   "defs",
	"pattern", "path",    "rect",     "line",    "text",   "circle",
	"g",       "script",  "noscript", NULL,
};

static void
judge_element(const xmlNode *node, guint seed)
{
	if (!g_strv_contains(page_elements, (const char *) node->name))
		ck_abort_msg("seed %u: element %s", seed,
		             (const char *) node->name);
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
		const char *name = (const char *) a->name;
		const char *value =
			a->children != NULL
				? (const char *) a->children->content
				: "";

		if (g_str_has_prefix(name, "on") || strcmp(name, "src") == 0 ||
		    strcmp(name, "style") == 0)
			ck_abort_msg("seed %u: attribute %s", seed, name);
		if (strcmp(name, "href") == 0 && *value != '#' &&
		    !g_str_has_prefix(value, "mid:"))
			ck_abort_msg("seed %u: link to %s", seed, value);
	}
}

static void
judge_page(const char *html, guint seed)
{
	htmlDocPtr page = htmlReadMemory(
		html, (int) strlen(html), "page", "UTF-8",
		HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	const xmlNode *top = xmlDocGetRootElement(page);
	const xmlNode *node = top;

	while (node != NULL) {
		if (node->type == XML_ELEMENT_NODE)
			judge_element(node, seed);
		else if (node->type == XML_COMMENT_NODE)
			ck_abort_msg("seed %u: a comment", seed);
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			node = node->children;
			continue;
		}
		while (node != top && node->next == NULL)
			node = node->parent;
		node = node != top ? node->next : NULL;
	}
	xmlFreeDoc(page);
}

/* Friends bring newcomers: there are some more people than introductions. */
START_TEST(a_page_has_so_many_people)
{
	static const char mark[] = "<li><p><b>";
	guint others = 0;

	for (guint n = TERTIUS_REPORT_PEOPLE_MAX - 60;
	     others < 1 && n < TERTIUS_REPORT_PEOPLE_MAX; n++) {
		g_autoptr(GPtrArray) list = sample_introductions(n);
		g_autofree char *html = report_of(list, NULL, FALSE);
		guint people = tertius_test_count(html, mark);

		others = tertius_test_count(
			html, "1 more is named in the introductions.");
		ck_assert_uint_le(people, TERTIUS_REPORT_PEOPLE_MAX);
		ck_assert_int_eq(strstr(html, " named in the introductions.") !=
		                         NULL,
		                 others == 1);
		if (others == 1)
			ck_assert_uint_eq(people, TERTIUS_REPORT_PEOPLE_MAX);
	}
	ck_assert_uint_eq(others, 1);
}
END_TEST

/* What is left out is the least: the reasons are sorted. */
START_TEST(a_claim_has_so_many_reasons)
{
	for (guint n = TERTIUS_REPORT_REASONS_MAX;
	     n <= TERTIUS_REPORT_REASONS_MAX + 1; n++) {
		g_autoptr(GPtrArray) list = sample_introductions(1);
		TertiusIntroduction *one = list->pdata[0];
		g_autofree char *html = NULL;

		while (one->evidence->len < n)
			g_ptr_array_add(one->evidence,
			                tertius_evidence_new("rule", "because",
			                                     "body", 0.5));
		html = report_of(list, NULL, FALSE);
		ck_assert_uint_eq(tertius_test_count(html, "<li><q>"),
		                  TERTIUS_REPORT_REASONS_MAX);
	}
}
END_TEST

START_TEST(hostile_words_stay_words)
{
	for (guint round = 0; round < 40; round++) {
		g_autoptr(GPtrArray) list = sample_introductions(12);
		g_autofree char *html = NULL;

		for (guint i = 0; i < list->len; i++)
			make_hostile(list->pdata[i], round * list->len + i);
		html = report_of(list, NULL, FALSE);
		ck_assert(g_utf8_validate(html, -1, NULL));
		judge_page(html, round);
		ck_assert_uint_eq(tertius_test_count(html, "<script>"), 1);
		ck_assert_uint_eq(tertius_test_count(html, "data-kind="), 12);
	}
}
END_TEST

START_TEST(a_page_for_a_browser_to_judge)
{
	g_autoptr(GPtrArray) list = sample_introductions(300);
	g_autoptr(GPtrArray) nothing = tertius_introductions_new();
	g_autofree char *html = NULL;
	g_autofree char *empty = report_of(nothing, NULL, FALSE);

	for (guint i = 0; i < list->len; i++)
		make_hostile(list->pdata[i], i);
	html = report_of(list, NULL, FALSE);
	leave("hostile.html", html);
	leave("empty.html", empty);
	ck_assert_ptr_nonnull(strstr(empty, "Nothing is due."));
	ck_assert_ptr_nonnull(strstr(empty, "No introduction was found yet."));
}
END_TEST

/* Milliseconds of this process alone: others may be busy. */
static double
read_processor(void)
{
	return (double) clock() * 1000.0 / CLOCKS_PER_SEC;
}

static double
measure(guint n)
{
	g_autoptr(GPtrArray) list = sample_introductions(n);
	g_autoptr(TertiusHistory) history = sample_history(n, n * 4);
	double best = G_MAXDOUBLE;

	for (guint i = 0; i < 3; i++) {
		double start = read_processor();
		g_autofree char *html = report_of(list, history, FALSE);

		best = MIN(best, read_processor() - start);
		if (n == 5000)
			leave("large.html", html);
	}
	return best;
}

/* Four times as much takes about four times as long; a square would take sixteen
 * times. */
START_TEST(time_grows_with_size)
{
	double small = measure(1250);
	double large = measure(5000);

	g_print("report of 1,250: %.0f ms, of 5,000: %.0f ms\n", small, large);
	ck_assert_msg(large < 10 * small, "%.1f ms and %.1f ms", small, large);
}
END_TEST

TERTIUS_TEST_MAIN("report", every_claim_stands_with_its_reason,
                  dismissed_and_doubtful_ones_stay_away,
                  the_policy_names_this_script_and_this_style,
                  a_page_has_a_largest_size, a_page_has_so_many_people,
                  a_claim_has_so_many_reasons, hostile_words_stay_words,
                  a_page_for_a_browser_to_judge, time_grows_with_size)
