/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The graph drawn: organisations below, then lines, then marks, then names.
 */
#include "picture/graph-svg.h"

#include <glib/gi18n-lib.h>

#include "picture/graph-layout.h"
#include "picture/graph-svg-private.h"
#include "picture/markup.h"
#include "picture/words.h"

#define TOLD_MAX 5 /* friends named in the description */

/* The key begins here; three lines of it have their place above the graph. They are
 * no longer than a narrow window shows of them. */
#define KEY_TOP   68
#define KEY_LINE  20
#define KEY_FONT  11
#define KEY_WIDTH 500

static const char *const courses[TERTIUS_COURSE_N] = {
	"edge begun",
	"edge alive",
	"edge told",
	"edge rests",
};

static const char *
label_of(const TertiusGraph *graph, guint index)
{
	return tertius_person_label(tertius_graph_node(graph, index)->person);
}

/* --- Lines --------------------------------------------------------------- */

char *
tertius_graph_dup_edge_words(const TertiusGraph *graph, const TertiusEdge *edge)
{
	const char *from = label_of(graph, edge->from);
	const char *to = label_of(graph, edge->to);
	g_autofree char *date = tertius_words_dup_date(edge->date, graph->zone);
	const char *state = tertius_words_state(edge->state);

	switch (edge->kind) {
	case TERTIUS_EDGE_JOINED:
		return g_strdup_printf(
			_("I brought %s and %s together, %s: %s"), from, to,
			date, state);
	case TERTIUS_EDGE_SEEN:
		return g_strdup_printf(
			_("%s brought %s together with others, %s"), from, to,
			date);
	case TERTIUS_EDGE_KNOWS:
		return g_strdup_printf(_("I know %s"), to);
	case TERTIUS_EDGE_BROUGHT:
		break;
	}
	if (edge->from == 0)
		return g_strdup_printf(_("%s came, %s: %s"), to, date, state);
	return g_strdup_printf(_("%s brought %s, %s: %s"), from, to, date,
	                       state);
}

/* The points of a Bézier curve: two of a line, up to four. */
typedef struct {
	double x[4], y[4];
	guint n;
} Curve;

static void
add_point(Curve *curve, double x, double y)
{
	curve->x[curve->n] = x;
	curve->y[curve->n++] = y;
}

/* Curved in the tree, where lines would lie on one another; else straight, but
 * for those that leave the tree. */
static Curve
curve_of(const TertiusGraph *graph, const TertiusEdge *edge)
{
	const TertiusNode *a = tertius_graph_node(graph, edge->from);
	const TertiusNode *b = tertius_graph_node(graph, edge->to);
	double middle_x = (a->x + b->x) / 2;
	double middle_y = (a->y + b->y) / 2;
	double bend = tertius_graph_is_tree(graph) ? 0.35 : 0.15;
	Curve curve = { .n = 0 };

	add_point(&curve, a->x, a->y);
	if (b->parent != edge->from) {
		add_point(&curve, middle_x + (b->y - a->y) * bend,
		          middle_y - (b->x - a->x) * bend);
	} else if (tertius_graph_is_tree(graph)) {
		add_point(&curve, middle_x, a->y);
		add_point(&curve, middle_x, b->y);
	}
	add_point(&curve, b->x, b->y);
	return curve;
}

/* By de Casteljau. */
void
tertius_graph_find_on_edge(const TertiusGraph *graph, const TertiusEdge *edge,
                           double part, double *x, double *y)
{
	Curve curve = curve_of(graph, edge);

	for (guint n = curve.n - 1; n > 0; n--) {
		for (guint i = 0; i < n; i++) {
			curve.x[i] += (curve.x[i + 1] - curve.x[i]) * part;
			curve.y[i] += (curve.y[i + 1] - curve.y[i]) * part;
		}
	}
	*x = curve.x[0];
	*y = curve.y[0];
}

static char *
dup_path(const TertiusGraph *graph, const TertiusEdge *edge)
{
	static const char *const commands[] = { "L", "Q", "C" };
	Curve curve = curve_of(graph, edge);
	GString *path = g_string_new("M");

	for (guint i = 0; i < curve.n; i++) {
		if (i > 0)
			g_string_append(path,
			                i == 1 ? commands[curve.n - 2] : " ");
		tertius_markup_append_number(path, curve.x[i]);
		g_string_append_c(path, ' ');
		tertius_markup_append_number(path, curve.y[i]);
	}
	return g_string_free(path, FALSE);
}

static const char *
class_of(const TertiusEdge *edge)
{
	switch (edge->kind) {
	case TERTIUS_EDGE_KNOWS:
		return "edge knows";
	case TERTIUS_EDGE_SEEN:
		return "edge seen";
	case TERTIUS_EDGE_JOINED:
		return "edge joined";
	case TERTIUS_EDGE_BROUGHT:
		break;
	}
	return courses[edge->course];
}

static void
draw_edges(TertiusSvg *svg, const TertiusGraph *graph)
{
	for (guint i = graph->edges->len; i-- > 0;) {
		const TertiusEdge *edge = tertius_graph_edge(graph, i);
		g_autofree char *path = dup_path(graph, edge);

		tertius_svg_start(svg, "path", class_of(edge));
		tertius_svg_set(svg, "d", path);
		if (edge->kind != TERTIUS_EDGE_KNOWS) {
			g_autofree char *text =
				tertius_graph_dup_edge_words(graph, edge);

			tertius_svg_add_title(svg, text);
		}
		tertius_svg_end(svg);
	}
}

/* --- People -------------------------------------------------------------- */

char *
tertius_graph_dup_node_words(const TertiusGraph *graph, guint index)
{
	const TertiusNode *node = tertius_graph_node(graph, index);
	GString *text = g_string_new(label_of(graph, index));

	if (node->person->address != NULL && node->person->name != NULL)
		g_string_append_printf(text, " · %s", node->person->address);
	if (node->parent != TERTIUS_GRAPH_NONE && node->parent != 0)
		g_string_append_printf(text, _(" · through %s"),
		                       label_of(graph, node->parent));
	if (node->brought > 0)
		g_string_append_printf(
			text,
			g_dngettext(GETTEXT_PACKAGE, " · brought %u person",
		                    " · brought %u people", node->brought),
			node->brought);
	return g_string_free(text, FALSE);
}

static void
draw_marks(TertiusSvg *svg, const TertiusGraph *graph)
{
	static const char *const classes[] = {
		[TERTIUS_ROLE_ME] = "mark me",
		[TERTIUS_ROLE_FRIEND] = "mark friend",
		[TERTIUS_ROLE_NEWCOMER] = "mark newcomer",
	};

	for (guint i = graph->nodes->len; i-- > 0;) {
		const TertiusNode *node = tertius_graph_node(graph, i);
		g_autofree char *text = tertius_graph_dup_node_words(graph, i);

		tertius_svg_start(svg, "circle", classes[node->role]);
		tertius_svg_set_number(svg, "cx", node->x);
		tertius_svg_set_number(svg, "cy", node->y);
		tertius_svg_set_number(svg, "r", node->radius);
		tertius_svg_add_title(svg, text);
		tertius_svg_end(svg);
	}
}

static gboolean
overlaps(const TertiusBox *a, const TertiusBox *b)
{
	return a->left < b->right && a->right > b->left && a->top < b->bottom &&
	       a->bottom > b->top;
}

static gboolean
hides_mark(const TertiusGraph *graph, const TertiusBox *box)
{
	for (guint i = 0; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);
		const TertiusBox mark = { node->x - node->radius,
			                  node->x + node->radius,
			                  node->y - node->radius,
			                  node->y + node->radius };

		if (overlaps(box, &mark))
			return TRUE;
	}
	return FALSE;
}

static gboolean
hides_name(const GArray *taken, const TertiusBox *box)
{
	for (guint i = 0; i < taken->len; i++)
		if (overlaps(box, &g_array_index(taken, TertiusBox, i)))
			return TRUE;
	return FALSE;
}

/* Below the mark; else above it, or beside. Where there is no room the name
 * waits for the pointer, unless it is of somebody who brought others. */
static void
draw_name(TertiusSvg *svg, const TertiusGraph *graph, const TertiusNode *node,
          GArray *taken)
{
	g_autofree char *name = tertius_markup_dup_short(
		tertius_person_label(node->person), TERTIUS_GRAPH_NAME_MAX);
	double half = tertius_markup_width(name, TERTIUS_GRAPH_FONT) / 2;
	const double places[][2] = {
		{ node->x, node->y + node->radius + 13 },
		{ node->x, node->y - node->radius - 5 },
		{ node->x + node->radius + half + 4, node->y + 4 },
		{ node->x - node->radius - half - 4, node->y + 4 },
		{ node->x, node->y + node->radius + 13 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		double x = places[i][0];
		double y = places[i][1];
		TertiusBox box = { x - half, x + half, y - 10, y + 3 };
		gboolean is_last = i + 1 == G_N_ELEMENTS(places);

		if (hides_name(taken, &box) ||
		    (is_last ? node->brought == 0 : hides_mark(graph, &box)))
			continue;
		g_array_append_val(taken, box);
		tertius_svg_words(svg, "name middle", x, y, name);
		return;
	}
}

/* Those who brought others choose their places first. */
static void
draw_names(TertiusSvg *svg, const TertiusGraph *graph)
{
	g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(TertiusBox));

	for (guint pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < graph->nodes->len; i++) {
			const TertiusNode *node = tertius_graph_node(graph, i);

			if (node->is_labelled && (node->brought > 0) == !pass)
				draw_name(svg, graph, node, taken);
		}
	}
}

/* --- Around it ----------------------------------------------------------- */

static guint
count_introductions(const TertiusGraph *graph)
{
	guint n = 0;

	for (guint i = 0; i < graph->edges->len; i++)
		n += tertius_graph_edge(graph, i)->times;
	return n;
}

static char *
dup_summary(const TertiusGraph *graph)
{
	guint people = graph->nodes->len - 1;
	guint introductions = count_introductions(graph);
	g_autofree char *who = g_strdup_printf(
		g_dngettext(GETTEXT_PACKAGE, "%u person", "%u people", people),
		people);
	g_autofree char *how_often =
		g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%u introduction",
	                                    "%u introductions", introductions),
	                        introductions);

	if (graph->left_out > 0)
		return g_strdup_printf(
			_("%s, %s; the %u earliest are not drawn"), who,
			how_often, graph->left_out);
	return g_strdup_printf("%s, %s", who, how_often);
}

static int
compare_brought(gconstpointer a, gconstpointer b)
{
	const TertiusNode *x = *(const TertiusNode *const *) a;
	const TertiusNode *y = *(const TertiusNode *const *) b;

	return (x->brought < y->brought) - (x->brought > y->brought);
}

/* For those who hear the picture: how many, and who brought most. */
static char *
dup_description(const TertiusGraph *graph, const char *summary)
{
	GString *text = g_string_new(summary);
	g_autoptr(GPtrArray) friends = g_ptr_array_new();

	for (guint i = 1; i < graph->nodes->len; i++)
		if (tertius_graph_node(graph, i)->brought > 0)
			g_ptr_array_add(friends, tertius_graph_node(graph, i));
	g_ptr_array_sort(friends, compare_brought);
	g_string_append(text, ".");
	for (guint i = 0; i < MIN(friends->len, TOLD_MAX); i++) {
		const TertiusNode *node = friends->pdata[i];

		g_string_append_printf(
			text,
			g_dngettext(GETTEXT_PACKAGE, " %s brought %u person.",
		                    " %s brought %u people.", node->brought),
			tertius_person_label(node->person), node->brought);
	}
	return g_string_free(text, FALSE);
}

/* Where the key of the lines and marks goes on. */
typedef struct {
	TertiusSvg *svg;
	double x, y, right;
} Key;

/* Words after a sign that is so wide; in a new line where this one is full. */
static void
begin_key(Key *key, double sign, const char *text)
{
	double width = sign + tertius_markup_width(text, KEY_FONT);

	if (key->x > TERTIUS_GRAPH_MARGIN && key->x + width > key->right) {
		key->x = TERTIUS_GRAPH_MARGIN;
		key->y += KEY_LINE;
	}
	tertius_svg_words(key->svg, "small", key->x + sign, key->y + 4, text);
}

static void
end_key(Key *key, double sign, const char *text)
{
	key->x += sign + tertius_markup_width(text, KEY_FONT) + 16;
}

static void
draw_key_line(Key *key, const char *class_name, const char *text)
{
	begin_key(key, 32, text);
	tertius_svg_line(key->svg, class_name, key->x, key->y, key->x + 26,
	                 key->y);
	end_key(key, 32, text);
}

static void
draw_key_mark(Key *key, const char *class_name, const char *text)
{
	begin_key(key, 18, text);
	tertius_svg_circle(key->svg, class_name, key->x + 6, key->y, 6);
	end_key(key, 18, text);
}

/* Returns where its next line would be. */
static double
draw_key(TertiusSvg *svg, double width)
{
	Key key = { svg, TERTIUS_GRAPH_MARGIN, KEY_TOP,
		    MIN(width, KEY_WIDTH) - TERTIUS_GRAPH_MARGIN };

	draw_key_mark(&key, "mark friend", _("brought others"));
	draw_key_mark(&key, "mark newcomer", _("was brought"));
	draw_key_line(&key, courses[TERTIUS_COURSE_BEGUN], _("begun"));
	draw_key_line(&key, courses[TERTIUS_COURSE_ALIVE], _("answered, met"));
	draw_key_line(&key, courses[TERTIUS_COURSE_TOLD], _("reported, kept"));
	draw_key_line(&key, courses[TERTIUS_COURSE_RESTS], _("rests"));
	draw_key_line(&key, "edge joined", _("joined by me"));
	return key.y + KEY_LINE + 2;
}

TertiusSvg *
tertius_graph_draw(const TertiusGraph *graph, const char *name)
{
	TertiusSvg *svg = tertius_svg_new(name, graph->width, graph->height);
	g_autofree char *summary = dup_summary(graph);
	g_autofree char *description = dup_description(graph, summary);

	tertius_svg_describe(svg, _("Who introduced whom"), description);
	tertius_svg_words(svg, "heading", TERTIUS_GRAPH_MARGIN, 30,
	                  _("Who introduced whom"));
	tertius_svg_words(svg, "quiet", TERTIUS_GRAPH_MARGIN, 50, summary);
	tertius_graph_draw_organisations(svg, graph,
	                                 draw_key(svg, graph->width));
	draw_edges(svg, graph);
	draw_marks(svg, graph);
	draw_names(svg, graph);
	return svg;
}
