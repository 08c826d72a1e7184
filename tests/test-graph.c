/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph: who brought whom, where they lie, and what Graphviz is told.
 */
#include "picture/graph.h"

#include <glib/gstdio.h>
#include <math.h>

#include "base/error.h"
#include "engine/layout.h"
#include "picture-sample.h"
#include "picture/graph-dot.h"
#include "picture/graph-layout.h"
#include "picture/graph-svg.h"
#include "picture/markup.h"
#include "xml-judge.h"

/* "dana: tomas aiko" is: dana brought both. "me: a b" is: I joined them. */
static GPtrArray *
introductions_of(const char *const *lines)
{
	GPtrArray *introductions = tertius_introductions_new();

	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) names = g_strsplit_set(lines[i], ": ", -1);
		gboolean mine = strcmp(names[0], "me") == 0;
		TertiusIntroduction *introduction = tertius_introduction_new(
			mine ? TERTIUS_INTRODUCTION_GIVEN
			     : TERTIUS_INTRODUCTION_RECEIVED,
			lines[i]);

		introduction->level = TERTIUS_LEVEL_LIKELY;
		introduction->date = 1000 + i;
		introduction->state = TERTIUS_STATE_MET;
		if (!mine)
			introduction->introducer = tertius_person_new(
				names[0], NULL, TERTIUS_PLACE_FROM);
		for (guint j = 1; names[j] != NULL; j++)
			if (*names[j] != '\0')
				g_ptr_array_add(
					introduction->introduced,
					tertius_person_new(names[j], NULL,
				                           TERTIUS_PLACE_TO));
		g_ptr_array_add(introductions, introduction);
	}
	return introductions;
}

/* "Me dana<Me tomas<dana": each node and its parent, in order. */
static char *
dup_tree(const TertiusGraph *graph)
{
	GString *tree = g_string_new("Me");

	for (guint i = 1; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);

		ck_assert_uint_lt(node->parent, i);
		ck_assert_uint_eq(
			node->depth,
			tertius_graph_node(graph, node->parent)->depth + 1);
		g_string_append_printf(
			tree, " %s<%s", tertius_person_label(node->person),
			tertius_person_label(
				tertius_graph_node(graph, node->parent)
					->person));
	}
	return g_string_free(tree, FALSE);
}

START_TEST(people_hang_from_those_who_brought_them)
{
	static const struct {
		const char *lines[5];
		const char *with;
		const char *tree;
		guint edges;
	} cases[] = {
		{ { NULL }, NULL, "Me", 0 },
		{ { "dana: tomas" }, NULL, "Me dana<Me tomas<dana", 2 },
		{ { "dana: tomas", "tomas: aiko", "aiko: bob" },
		  NULL,
		  "Me dana<Me tomas<dana aiko<tomas bob<aiko",
		  4 },
		/* Told late, and in another order. */
		{ { "tomas: aiko", "dana: tomas" },
		  NULL,
		  "Me dana<Me tomas<dana aiko<tomas",
		  3 },
		{ { "me: a b c" }, NULL, "Me a<Me b<Me c<Me", 5 },
		/* A ring is known by its first. */
		{ { "a: b", "b: a" }, NULL, "Me a<Me b<a", 3 },
		{ { "a: a" }, NULL, "Me a<Me", 1 },
		/* Twice the same is one line. */
		{ { "a: b", "a: b" }, NULL, "Me a<Me b<a", 2 },
		{ { "a: b", "c: b" }, NULL, "Me a<Me c<Me b<a", 4 },
		{ { "dana: tomas", "tomas: aiko", "bob: eve" },
		  "Tomas",
		  "Me dana<Me tomas<dana aiko<tomas",
		  3 },
		{ { "dana: tomas", "tomas: aiko", "me: bob aiko" },
		  "aiko",
		  "Me dana<Me bob<Me tomas<dana aiko<tomas",
		  5 },
		{ { "dana: tomas" }, "nobody", "Me", 0 },
		{ { "dana: tomas" }, "", "Me", 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) list = introductions_of(cases[i].lines);
		TertiusGraphFilter filter = { .with = cases[i].with };
		g_autoptr(TertiusGraph) graph =
			tertius_graph_new(list, NULL, &filter);
		g_autofree char *tree = dup_tree(graph);

		ck_assert_msg(strcmp(tree, cases[i].tree) == 0, "case %zu: %s",
		              i, tree);
		ck_assert_msg(graph->edges->len == cases[i].edges,
		              "case %zu: %u edges", i, graph->edges->len);
	}
}
END_TEST

START_TEST(doubtful_dismissed_and_old_ones_stay_away)
{
	static const char *const lines[] = { "a: b", "c: d", "e: f", NULL };
	g_autoptr(GPtrArray) list = introductions_of(lines);
	const TertiusGraphFilter filters[] = {
		{ .since = 0 },
		{ .perhaps = TRUE },
		{ .since = 1001, .perhaps = TRUE },
	};
	const char *const trees[] = { "Me e<Me f<e", "Me a<Me e<Me b<a f<e",
		                      "Me e<Me f<e" };

	((TertiusIntroduction *) list->pdata[0])->level = TERTIUS_LEVEL_PERHAPS;
	((TertiusIntroduction *) list->pdata[1])->state =
		TERTIUS_STATE_DISMISSED;
	for (gsize i = 0; i < G_N_ELEMENTS(filters); i++) {
		g_autoptr(TertiusGraph) graph =
			tertius_graph_new(list, NULL, &filters[i]);
		g_autofree char *tree = dup_tree(graph);

		ck_assert_msg(strcmp(tree, trees[i]) == 0, "case %zu: %s", i,
		              tree);
	}
}
END_TEST

START_TEST(organisations_are_those_of_more_than_one)
{
	static const char *const addresses[] = {
		"a@mail.firm.example", "b@firm.example",    "c@gmail.com",
		"d@gmail.com",         "e@other.co.uk",     "f@x.other.co.uk",
		"g@alone.example",     "h@one.example.org", "i@localhost",
	};
	g_autoptr(GPtrArray) list = tertius_introductions_new();
	TertiusGraphFilter filter = { 0 };
	g_autoptr(TertiusGraph) graph = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(addresses); i++) {
		TertiusIntroduction *introduction = tertius_introduction_new(
			TERTIUS_INTRODUCTION_RECEIVED, addresses[i]);

		introduction->level = TERTIUS_LEVEL_LIKELY;
		g_ptr_array_add(introduction->introduced,
		                tertius_person_new(NULL, addresses[i],
		                                   TERTIUS_PLACE_TO));
		g_ptr_array_add(list, introduction);
	}
	graph = tertius_graph_new(list, NULL, &filter);
	ck_assert_uint_eq(graph->clusters->len, 2);
	ck_assert_str_eq(tertius_graph_cluster(graph, 0)->name, "firm.example");
	ck_assert_uint_eq(tertius_graph_cluster(graph, 0)->n, 2);
	ck_assert_str_eq(tertius_graph_cluster(graph, 1)->name, "other.co.uk");
}
END_TEST

/* "dana" and "dana@a.example" are one, as long as there is one Dana. */
START_TEST(a_name_without_an_address_is_whom_it_can_only_be)
{
	static const char *const seconds[] = { "dana@a.example",
		                               "dana@b.example" };

	for (gsize i = 0; i < G_N_ELEMENTS(seconds); i++) {
		static const char *const lines[] = { "dana: tomas", NULL };
		g_autoptr(GPtrArray) list = introductions_of(lines);
		TertiusGraphFilter filter = { 0 };
		g_autoptr(TertiusGraph) graph = NULL;
		TertiusIntroduction *introduction = tertius_introduction_new(
			TERTIUS_INTRODUCTION_GIVEN, "given");

		introduction->level = TERTIUS_LEVEL_LIKELY;
		g_ptr_array_add(introduction->introduced,
		                tertius_person_new("Dana", "dana@a.example",
		                                   TERTIUS_PLACE_TO));
		g_ptr_array_add(introduction->introduced,
		                tertius_person_new("Dana", seconds[i],
		                                   TERTIUS_PLACE_TO));
		g_ptr_array_add(list, introduction);
		graph = tertius_graph_new(list, NULL, &filter);
		ck_assert_msg(graph->nodes->len == (i == 0 ? 3 : 5),
		              "case %zu: %u", i, graph->nodes->len);
	}
}
END_TEST

static void
assert_apart(const TertiusGraph *graph, guint n)
{
	for (guint i = 0; i < graph->nodes->len; i++) {
		const TertiusNode *a = tertius_graph_node(graph, i);

		ck_assert(a->x >= a->radius &&
		          a->x <= graph->width - a->radius);
		ck_assert(a->y >= TERTIUS_GRAPH_HEAD &&
		          a->y <= graph->height - a->radius);
		for (guint j = 0; j < i; j++) {
			const TertiusNode *b = tertius_graph_node(graph, j);

			/* Not ck_assert, which tells its parent each time. */
			if (hypot(a->x - b->x, a->y - b->y) <=
			    a->radius + b->radius)
				ck_abort_msg("of %u: %u and %u", n, i, j);
		}
		ck_assert_uint_eq(tertius_graph_find_at(graph, a->x, a->y), i);
	}
	ck_assert_uint_eq(tertius_graph_find_at(graph, -5, -5),
	                  TERTIUS_GRAPH_NONE);
}

START_TEST(nobody_lies_on_another)
{
	const guint sizes[] = { 0, 1, 2, 3, 10, 45, 70, 100, 1000 };

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GPtrArray) list = sample_introductions(sizes[i]);
		TertiusGraphFilter filter = { 0 };
		g_autoptr(TertiusGraph) graph =
			tertius_graph_new(list, NULL, &filter);
		guint labels = 0;

		tertius_graph_measure(graph);
		tertius_graph_lay_out(graph);
		assert_apart(graph, sizes[i]);
		for (guint j = 0; j < graph->nodes->len; j++)
			labels += tertius_graph_node(graph, j)->is_labelled ? 1
			                                                    : 0;
		ck_assert_uint_le(labels, TERTIUS_GRAPH_LABELS_ALL);
	}
}
END_TEST

/* Every picture of strangers' making has to stay on the paper. */
START_TEST(a_chain_of_thousands_is_laid_out)
{
	g_autoptr(GPtrArray) list = tertius_introductions_new();
	TertiusGraphFilter filter = { 0 };
	g_autoptr(TertiusGraph) graph = NULL;

	for (guint i = 0; i < TERTIUS_GRAPH_NODES_MAX + 100; i++) {
		g_autofree char *from = g_strdup_printf("p%u@example.org", i);
		g_autofree char *to = g_strdup_printf("p%u@example.org", i + 1);
		TertiusIntroduction *introduction = tertius_introduction_new(
			TERTIUS_INTRODUCTION_RECEIVED, from);

		introduction->level = TERTIUS_LEVEL_LIKELY;
		introduction->date = i;
		introduction->introducer =
			tertius_person_new(NULL, from, TERTIUS_PLACE_FROM);
		g_ptr_array_add(introduction->introduced,
		                tertius_person_new(NULL, to, TERTIUS_PLACE_TO));
		g_ptr_array_add(list, introduction);
	}
	graph = tertius_graph_new(list, NULL, &filter);
	ck_assert_uint_le(graph->nodes->len, TERTIUS_GRAPH_NODES_MAX);
	ck_assert_uint_ge(graph->nodes->len, TERTIUS_GRAPH_NODES_MAX - 2);
	ck_assert_uint_ge(graph->left_out, 100);
	tertius_graph_measure(graph);
	tertius_graph_lay_out(graph);
	ck_assert(graph->width <= TERTIUS_SVG_SIDE_MAX &&
	          graph->height <= TERTIUS_SVG_SIDE_MAX);
	for (guint i = 0; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);

		if (node->x <= 0 || node->x >= graph->width || node->y <= 0 ||
		    node->y >= graph->height)
			ck_abort_msg("%u is off the paper", i);
	}
}
END_TEST

/* Six organisations with long names, whose people are scattered. */
static GPtrArray *
long_houses(void)
{
	GPtrArray *list = tertius_introductions_new();

	for (guint i = 0; i < 12; i++) {
		TertiusIntroduction *introduction = sample_introduction(i, 12);
		TertiusPerson *person = introduction->introduced->pdata[0];

		g_free(person->address);
		person->address = g_strdup_printf(
			"p%u@the-quite-long-house-%u.example", i, i % 6);
		g_ptr_array_add(list, introduction);
	}
	return list;
}

/* How many words of the key stand at one of these heights, all left of @right. */
static guint
count_key(const TertiusGraph *graph, const char *heights, double right)
{
	g_autofree char *pattern = g_strdup_printf(
		"<text[^>]* x=\"([0-9.]+)\" y=\"(?:%s)\"[^>]*>([^<]*)<",
		heights);
	g_autoptr(GRegex) words = g_regex_new(pattern, 0, 0, NULL);
	g_autoptr(TertiusSvg) svg = tertius_graph_draw(graph, "graph");
	g_autofree char *picture = tertius_svg_finish(svg);
	g_autoptr(GMatchInfo) match = NULL;
	guint n = 0;

	for (g_regex_match(words, picture, 0, &match);
	     g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *x = g_match_info_fetch(match, 1);
		g_autofree char *text = g_match_info_fetch(match, 2);

		n++;
		ck_assert_msg(g_ascii_strtod(x, NULL) +
		                              tertius_markup_width(text, 11) <=
		                      right,
		              "%s at %s of %.0f", text, x, right);
	}
	return n;
}

START_TEST(the_key_stays_within_the_picture)
{
	g_autoptr(GPtrArray) list = long_houses();
	const TertiusGraphFilter filter = { .zone = NULL };
	g_autoptr(TertiusGraph) graph = tertius_graph_new(list, NULL, &filter);

	tertius_graph_measure(graph);
	tertius_graph_lay_out(graph);
	/* A narrow window shows as much of a wide picture. */
	ck_assert_uint_eq(count_key(graph, "72|92", 500), 7);
	ck_assert_uint_ge(count_key(graph, "92", 500), 1);
	/* The houses below it. */
	ck_assert_uint_ge(count_key(graph, "114", graph->width), 5);
	/* As where words are longer. */
	graph->width *= 0.7;
	ck_assert_uint_eq(count_key(graph, "72|92", graph->width), 7);
	ck_assert_uint_ge(count_key(graph, "114", graph->width), 5);
}
END_TEST

START_TEST(hostile_names_stay_names)
{
	for (guint round = 0; round < 200; round++) {
		g_autoptr(GPtrArray) list = tertius_introductions_new();
		TertiusGraphFilter filter = { 0 };
		g_autoptr(TertiusGraph) graph = NULL;
		g_autoptr(TertiusSvg) svg = NULL;
		g_autofree char *picture = NULL;

		for (guint i = 0; i < 6; i++) {
			g_autofree char *name = judge_hostile(round * 6 + i);
			TertiusIntroduction *introduction =
				tertius_introduction_new(
					TERTIUS_INTRODUCTION_RECEIVED, name);
			TertiusPerson *person = tertius_person_new(
				"x", "x@example.org", TERTIUS_PLACE_TO);

			introduction->level = TERTIUS_LEVEL_LIKELY;
			g_free(person->name);
			person->name = g_strdup(name);
			/* Past the record's own cleaning. */
			person->address = (g_free(person->address),
			                   g_strdup_printf("%u@%s", i, name));
			g_ptr_array_add(introduction->introduced, person);
			g_ptr_array_add(list, introduction);
		}
		graph = tertius_graph_new(list, NULL, &filter);
		tertius_graph_measure(graph);
		tertius_graph_lay_out(graph);
		svg = tertius_graph_draw(graph, "graph");
		picture = tertius_svg_finish(svg);
		(void) judge_svg(picture);
	}
}
END_TEST

/* Milliseconds for Graphviz: the machine may be busy. */
#define PATIENCE 40000

static gboolean
has_graphviz(void)
{
	g_autofree char *dot = g_find_program_in_path("dot");

	if (dot == NULL)
		g_print("skipped: Graphviz is not installed\n");
	return dot != NULL;
}

/* dot itself judges: as many nodes as people, and no other word of ours. */
START_TEST(hostile_names_stay_names_in_dot)
{
	g_autoptr(GPtrArray) list = tertius_introductions_new();
	TertiusGraphFilter filter = { 0 };
	g_autoptr(TertiusGraph) graph = NULL;

	if (!has_graphviz())
		return;
	for (guint i = 0; i < 50; i++) {
		g_autofree char *name = judge_hostile(i + 7);
		TertiusIntroduction *introduction = tertius_introduction_new(
			TERTIUS_INTRODUCTION_RECEIVED, name);
		TertiusPerson *person =
			tertius_person_new("x", NULL, TERTIUS_PLACE_TO);

		introduction->level = TERTIUS_LEVEL_LIKELY;
		person->name = (g_free(person->name),
		                g_strdup_printf("%s%u", name, i));
		if (!g_utf8_validate(person->name, -1, NULL))
			person->name = (g_free(person->name),
			                g_strdup_printf("\\\"%u\\", i));
		g_ptr_array_add(introduction->introduced, person);
		g_ptr_array_add(list, introduction);
	}
	graph = tertius_graph_new(list, NULL, &filter);
	ck_assert_uint_eq(graph->nodes->len, 51);
	ck_assert_str_eq(tertius_layout_run(graph, PATIENCE, NULL), "dot");
	ck_assert(graph->width > 0);
}
END_TEST

START_TEST(graphviz_lays_out_and_is_done_without)
{
	static const struct {
		guint introductions;
		const char *program;
	} cases[] = {
		{ 10, "dot" },
		{ 70, "sfdp" },
		{ TERTIUS_GRAPH_DOT_MAX + 1, "built-in" },
	};
	g_autofree char *path = g_strdup(g_getenv("PATH"));

	if (!has_graphviz())
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) list =
			sample_introductions(cases[i].introductions);
		TertiusGraphFilter filter = { 0 };
		g_autoptr(TertiusGraph) graph =
			tertius_graph_new(list, NULL, &filter);

		ck_assert_str_eq(tertius_layout_run(graph, PATIENCE, NULL),
		                 cases[i].program);
		assert_apart(graph, cases[i].introductions);
		/* Nobody answers in no time, and nobody is waited for. */
		ck_assert_str_eq(tertius_layout_run(graph, 0, NULL),
		                 "built-in");
		assert_apart(graph, cases[i].introductions);
		g_setenv("PATH", "/nowhere", TRUE);
		ck_assert_str_eq(tertius_layout_run(graph, PATIENCE, NULL),
		                 "built-in");
		g_setenv("PATH", path, TRUE);
	}
}
END_TEST

/* In the place of Graphviz: what ends before it has read all, what talks of
 * something else, and what does not answer. */
START_TEST(a_program_that_is_no_graphviz_is_done_without)
{
	static const char *const scripts[] = {
		"#!/bin/sh\nexit 0\n",
		"#!/bin/sh\ncat > /dev/null\necho node n0 1 1\n",
		"#!/bin/sh\nexec sleep 60\n",
		"#!/bin/sh\nexec yes node n0 1 1\n",
	};
	g_autofree char *folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	g_autofree char *program = g_build_filename(folder, "sfdp", NULL);
	g_autofree char *path = g_strdup(g_getenv("PATH"));
	g_autofree char *ours = g_strconcat(folder, ":", path, NULL);

	g_setenv("PATH", ours, TRUE);
	for (gsize i = 0; i < G_N_ELEMENTS(scripts); i++) {
		/* Its DOT is more than a pipe holds. */
		g_autoptr(GPtrArray) list = sample_introductions(1200);
		TertiusGraphFilter filter = { 0 };
		g_autoptr(TertiusGraph) graph =
			tertius_graph_new(list, NULL, &filter);

		ck_assert(g_file_set_contents_full(program, scripts[i], -1, 0,
		                                   0700, NULL));
		ck_assert_str_eq(tertius_layout_run(graph, 2000, NULL),
		                 "built-in");
		ck_assert(graph->width > 0);
	}
	g_setenv("PATH", path, TRUE);
	g_unlink(program);
	g_rmdir(folder);
}
END_TEST

START_TEST(only_a_whole_answer_is_taken)
{
	static const struct {
		const char *plain;
		gboolean is_good;
	} cases[] = {
		{ "graph 1 2 2\nnode n0 1 1 x\nnode n1 2 1\nnode n2 1 2\nstop\n",
		  TRUE },
		{ "node n2 1 1\nnode n1 2e0 -1\nnode n0 1.5 2", TRUE },
		{ "", FALSE },
		{ "node n0 1 1\nnode n1 2 1\n", FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode n2 1\n", FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode n3 1 2\n", FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode n1 1 2\nnode n2 1 1\n",
		  FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode n2 nan 2\n", FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode n2 inf 2\n", FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode n2 1e300 2\n", FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode x 1 2\n", FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode n-1 1 2\n", FALSE },
		{ "node n0 1 1\nnode n1 2 1\nnode n99999999999999999999 1 2\n",
		  FALSE },
	};
	static const char *const lines[] = { "a: b", NULL };
	g_autoptr(GPtrArray) list = introductions_of(lines);
	TertiusGraphFilter filter = { 0 };
	g_autoptr(TertiusGraph) graph = tertius_graph_new(list, NULL, &filter);

	tertius_graph_measure(graph);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gsize length = strlen(cases[i].plain);

		for (gsize cut = 0; cut <= length; cut++) {
			g_autoptr(GError) error = NULL;
			/* Exactly as large, so that one byte too far tells. */
			g_autofree char *exact =
				g_memdup2(cases[i].plain, MAX(cut, 1));
			gboolean good = tertius_graph_read_plain(graph, exact,
			                                         cut, &error);

			ck_assert((error == NULL) == good);
			if (cut == length)
				ck_assert_msg(good == cases[i].is_good,
				              "case %zu", i);
			if (!good)
				ck_assert(g_error_matches(
					error, TERTIUS_ERROR,
					TERTIUS_ERROR_MALFORMED));
		}
	}
}
END_TEST

START_TEST(an_answer_has_a_largest_size)
{
	const gsize sizes[] = { TERTIUS_GRAPH_PLAIN_MAX,
		                TERTIUS_GRAPH_PLAIN_MAX + 1 };
	static const char *const lines[] = { "a: b", NULL };
	static const char good[] = "node n0 1 1\nnode n1 2 1\nnode n2 1 2\n";

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GPtrArray) list = introductions_of(lines);
		TertiusGraphFilter filter = { 0 };
		g_autoptr(TertiusGraph) graph =
			tertius_graph_new(list, NULL, &filter);
		g_autofree char *plain = g_strnfill(sizes[i], ' ');

		memcpy(plain, good, strlen(good));
		tertius_graph_measure(graph);
		ck_assert(tertius_graph_read_plain(graph, plain, sizes[i],
		                                   NULL) == (i == 0));
	}
}
END_TEST

TERTIUS_TEST_MAIN("graph", people_hang_from_those_who_brought_them,
                  doubtful_dismissed_and_old_ones_stay_away,
                  organisations_are_those_of_more_than_one,
                  a_name_without_an_address_is_whom_it_can_only_be,
                  nobody_lies_on_another, a_chain_of_thousands_is_laid_out,
                  the_key_stays_within_the_picture, hostile_names_stay_names,
                  hostile_names_stay_names_in_dot,
                  graphviz_lays_out_and_is_done_without,
                  a_program_that_is_no_graphviz_is_done_without,
                  only_a_whole_answer_is_taken, an_answer_has_a_largest_size)
