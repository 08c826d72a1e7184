/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph as DOT text, and the answer of Graphviz to it.
 */
#include "picture/graph-dot.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "picture/graph-layout.h"
#include "picture/markup.h"

/* DOT's lengths are inches; ours are points. */
#define POINTS     72.0
/* Farther out than any paper: the answer is nonsense. */
#define INCHES_MAX 10000.0

const char *
tertius_graph_get_program(const TertiusGraph *graph)
{
	if (graph->nodes->len > TERTIUS_GRAPH_DOT_MAX)
		return NULL;
	return tertius_graph_is_tree(graph) ? "dot" : "sfdp";
}

/* --- Writing ------------------------------------------------------------- */

/* In a quoted string of DOT only the quote and the backslash mean anything. */
static void
append_quoted(GString *dot, const char *text)
{
	g_autofree char *line =
		tertius_text_dup_line(text, TERTIUS_MARKUP_TEXT_MAX);

	g_string_append_c(dot, '"');
	for (const char *p = line; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_c(dot, '\\');
		g_string_append_c(dot, *p);
	}
	g_string_append_c(dot, '"');
}

static void
append_node(GString *dot, const TertiusGraph *graph, guint index)
{
	const TertiusNode *node = tertius_graph_node(graph, index);
	double width = node->radius * 2;
	double height = width;

	if (node->is_labelled) {
		g_autofree char *name = tertius_markup_dup_short(
			tertius_person_label(node->person),
			TERTIUS_GRAPH_NAME_MAX);

		width = MAX(width,
		            tertius_markup_width(name, TERTIUS_GRAPH_FONT));
		height += 2 * TERTIUS_GRAPH_FONT;
	}
	g_string_append_printf(dot, "\tn%u [label=", index);
	append_quoted(dot, node->is_labelled
	                           ? tertius_person_label(node->person)
	                           : "");
	g_string_append(dot, ", tooltip=");
	append_quoted(dot, tertius_person_label(node->person));
	g_string_append(dot, ", width=");
	tertius_markup_append_number(dot, width / POINTS);
	g_string_append(dot, ", height=");
	tertius_markup_append_number(dot, height / POINTS);
	g_string_append(dot, "];\n");
}

/* dot draws organisations as boxes; to sfdp they say nothing. */
static void
append_clusters(GString *dot, const TertiusGraph *graph)
{
	guint n = graph->clusters->len;
	g_autoptr(GPtrArray) members = g_ptr_array_new();

	for (guint i = 0; i < n; i++)
		g_ptr_array_add(members, g_string_new(NULL));
	for (guint i = 1; i < graph->nodes->len; i++) {
		guint cluster = tertius_graph_node(graph, i)->cluster;

		if (cluster != TERTIUS_GRAPH_NONE)
			g_string_append_printf(members->pdata[cluster], " n%u;",
			                       i);
	}
	for (guint i = 0; i < n; i++) {
		g_autofree char *list = g_string_free(members->pdata[i], FALSE);

		g_string_append_printf(dot,
		                       "\tsubgraph cluster_%u { label=", i);
		append_quoted(dot, tertius_graph_cluster(graph, i)->name);
		g_string_append_printf(dot, ";%s }\n", list);
	}
}

char *
tertius_graph_to_dot(const TertiusGraph *graph)
{
	GString *dot = g_string_new(
		"digraph introductions {\n"
		"\tgraph [rankdir=LR, ranksep=0.9, nodesep=0.12, "
		"overlap=prism, overlap_scaling=-3, K=0.55, sep=\"+4\", "
		"splines=false, charset=\"UTF-8\"];\n"
		"\tnode [shape=ellipse, fixedsize=true, margin=0, fontsize=11];\n");

	for (guint i = 0; i < graph->nodes->len; i++)
		append_node(dot, graph, i);
	append_clusters(dot, graph);
	for (guint i = 0; i < graph->edges->len; i++) {
		const TertiusEdge *edge = tertius_graph_edge(graph, i);
		gboolean is_tree =
			tertius_graph_node(graph, edge->to)->parent ==
			edge->from;

		g_string_append_printf(dot, "\tn%u -> n%u%s;\n", edge->from,
		                       edge->to,
		                       is_tree ? "" : " [constraint=false]");
	}
	g_string_append(dot, "}\n");
	return g_string_free(dot, FALSE);
}

/* --- Reading ------------------------------------------------------------- */

typedef struct {
	double x, y;
	gboolean is_known;
} Place;

static gboolean
read_inches(const char **text, double *inches)
{
	char *end;

	*inches = g_ascii_strtod(*text, &end);
	if (end == *text || !isfinite(*inches) || fabs(*inches) > INCHES_MAX)
		return FALSE;
	*text = end;
	return TRUE;
}

/* Reads "node n12 1.5 2.75 …" into @places. What is no such line is passed
 * over; a node that we did not name is a mistake. */
static gboolean
read_line(const char *line, Place *places, guint n)
{
	const char *p = line + strlen("node n");
	char *end;
	guint64 index;
	Place place = { .is_known = TRUE };

	if (!g_str_has_prefix(line, "node "))
		return TRUE;
	if (!g_str_has_prefix(line, "node n") || !g_ascii_isdigit(*p))
		return FALSE;
	index = g_ascii_strtoull(p, &end, 10);
	p = end;
	if (index >= n || places[index].is_known ||
	    !read_inches(&p, &place.x) || !read_inches(&p, &place.y))
		return FALSE;
	places[index] = place;
	return TRUE;
}

static gboolean
read_places(const char *plain, gsize length, Place *places, guint n)
{
	g_autofree char *text = NULL;
	gsize known = 0;
	char *line;

	if (length > TERTIUS_GRAPH_PLAIN_MAX)
		return FALSE;
	text = g_strndup(plain, length);
	line = text;
	while (line != NULL) {
		char *feed = strchr(line, '\n');

		if (feed != NULL)
			*feed = '\0';
		if (!read_line(line, places, n))
			return FALSE;
		line = feed != NULL ? feed + 1 : NULL;
	}
	for (guint i = 0; i < n; i++)
		known += places[i].is_known ? 1 : 0;
	return known == n;
}

gboolean
tertius_graph_read_plain(TertiusGraph *graph, const char *plain, gsize length,
                         GError **error)
{
	guint n = graph->nodes->len;
	g_autoptr(GArray) places_space =
		g_array_set_size(g_array_new(FALSE, TRUE, sizeof(Place)), n);
	Place *places = &g_array_index(places_space, Place, 0);

	if (!read_places(plain, length, places, n)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "cannot understand the answer of Graphviz");
		return FALSE;
	}
	for (guint i = 0; i < n; i++) {
		TertiusNode *node = tertius_graph_node(graph, i);

		node->x = places[i].x * POINTS;
		node->y = -places[i].y * POINTS;
	}
	tertius_graph_frame(graph);
	return TRUE;
}
