/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names in pictures, judged by a real XML parser, and what Graphviz could
 * answer.
 */
#include <libxml/parser.h>
#include <stdint.h>
#include <string.h>

#include "picture/graph-dot.h"
#include "picture/graph-layout.h"
#include "picture/graph-svg.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every name between two line feeds was brought by the one before. */
static GPtrArray *
read_introductions(const char *text)
{
	g_auto(GStrv) names = g_strsplit(text, "\n", 20);
	GPtrArray *introductions = tertius_introductions_new();

	for (guint i = 0; names[i] != NULL; i++) {
		TertiusPerson *person =
			tertius_person_new("x", NULL, TERTIUS_PLACE_TO);
		TertiusIntroduction *introduction = tertius_introduction_new(
			TERTIUS_INTRODUCTION_RECEIVED, names[i]);

		/* Past the record's own cleaning. */
		person->name =
			(g_free(person->name), g_utf8_make_valid(names[i], -1));
		introduction->level = TERTIUS_LEVEL_LIKELY;
		g_ptr_array_add(introduction->introduced, person);
		if (introductions->len > 0) {
			const TertiusIntroduction *last =
				introductions->pdata[introductions->len - 1];

			introduction->introducer =
				tertius_person_copy(last->introduced->pdata[0]);
		}
		g_ptr_array_add(introductions, introduction);
	}
	return introductions;
}

static void
judge(const TertiusGraph *graph)
{
	g_autoptr(TertiusSvg) svg = tertius_graph_draw(graph, "graph");
	g_autofree char *picture = tertius_svg_finish(svg);
	xmlDocPtr document = xmlReadMemory(
		picture, (int) strlen(picture), "svg", NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

	g_assert(document != NULL);
	xmlFreeDoc(document);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *) data, size);
	g_autoptr(GPtrArray) introductions = read_introductions(text);
	const TertiusGraphFilter filter = { .with = text };
	const TertiusGraphFilter all = { 0 };
	g_autoptr(TertiusGraph) few =
		tertius_graph_new(introductions, NULL, &filter);
	g_autoptr(TertiusGraph) graph =
		tertius_graph_new(introductions, NULL, &all);
	g_autofree char *dot = NULL;

	g_assert(few->nodes->len <= graph->nodes->len);
	tertius_graph_measure(graph);
	dot = tertius_graph_to_dot(graph);
	tertius_graph_lay_out(graph);
	judge(graph);
	if (tertius_graph_read_plain(graph, text, size, NULL))
		judge(graph);
	return 0;
}
