/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The introductions as a graph.
 */
#include "picture/graph-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More than there are nodes, or kinds of edges. */
#define KEYS 1000000

/* What is at hand while the graph grows. */
typedef struct {
	TertiusGraph *graph;
	const TertiusHistory *history;
	GHashTable *
		names; /* key of a name -> the one person who bears it, or "" */
	GHashTable *nodes; /* key of a person -> index */
	GHashTable *edges; /* from and to and kind -> index */
} Growth;

static void
clear_node(gpointer data)
{
	TertiusNode *node = data;

	tertius_person_free(node->person);
}

static void
clear_edge(gpointer data)
{
	TertiusEdge *edge = data;

	g_free(edge->introduction);
}

static void
clear_cluster(gpointer data)
{
	TertiusCluster *cluster = data;

	g_free(cluster->name);
}

void
tertius_graph_free(TertiusGraph *graph)
{
	if (graph == NULL)
		return;
	g_array_unref(graph->nodes);
	g_array_unref(graph->edges);
	g_array_unref(graph->clusters);
	g_time_zone_unref(graph->zone);
	g_free(graph);
}

TertiusNode *
tertius_graph_node(const TertiusGraph *graph, guint index)
{
	g_assert(index < graph->nodes->len);
	return &g_array_index(graph->nodes, TertiusNode, index);
}

TertiusEdge *
tertius_graph_edge(const TertiusGraph *graph, guint index)
{
	g_assert(index < graph->edges->len);
	return &g_array_index(graph->edges, TertiusEdge, index);
}

TertiusCluster *
tertius_graph_cluster(const TertiusGraph *graph, guint index)
{
	g_assert(index < graph->clusters->len);
	return &g_array_index(graph->clusters, TertiusCluster, index);
}

static TertiusGraph *
new_graph(GTimeZone *zone)
{
	TertiusGraph *graph = g_new0(TertiusGraph, 1);

	graph->nodes = g_array_new(FALSE, TRUE, sizeof(TertiusNode));
	g_array_set_clear_func(graph->nodes, clear_node);
	graph->edges = g_array_new(FALSE, TRUE, sizeof(TertiusEdge));
	g_array_set_clear_func(graph->edges, clear_edge);
	graph->clusters = g_array_new(FALSE, TRUE, sizeof(TertiusCluster));
	g_array_set_clear_func(graph->clusters, clear_cluster);
	graph->zone =
		zone != NULL ? g_time_zone_ref(zone) : g_time_zone_new_utc();
	return graph;
}

/* Takes @person, who is called in the picture as one writes it. */
static guint
append_node(TertiusGraph *graph, TertiusPerson *person, TertiusRole role)
{
	TertiusNode node = {
		.person = person,
		.role = role,
		.cluster = TERTIUS_GRAPH_NONE,
		.parent = TERTIUS_GRAPH_NONE,
	};

	if (person->name != NULL) {
		char *name = tertius_person_dup_full_name(person);

		g_free(person->name);
		person->name = name;
	}
	g_array_append_val(graph->nodes, node);
	return graph->nodes->len - 1;
}

/* --- Who is meant -------------------------------------------------------- */

static char *
dup_name_key(const TertiusPerson *person)
{
	g_autofree char *name = g_utf8_casefold(person->name, -1);

	/* No address has a line feed. */
	return g_strconcat("\n", name, NULL);
}

static char *
dup_key(const TertiusHistory *history, const TertiusPerson *person)
{
	guint index = history != NULL ? tertius_history_resolve(history, person)
	                              : TERTIUS_NOBODY;

	if (index != TERTIUS_NOBODY)
		return g_strdup(tertius_history_address(history, index));
	return person->address != NULL ? g_strdup(person->address)
	                               : dup_name_key(person);
}

/* Remembers who bears a name, so that who is named without an address is found
 * as long as only one of these people bears it. */
static void
learn_name(Growth *growth, const TertiusPerson *person)
{
	g_autofree char *name = NULL;
	g_autofree char *key = NULL;
	const char *known;

	if (person == NULL || person->name == NULL || person->address == NULL)
		return;
	name = dup_name_key(person);
	key = dup_key(growth->history, person);
	known = g_hash_table_lookup(growth->names, name);
	if (known == NULL || strcmp(known, key) != 0)
		g_hash_table_replace(growth->names, g_steal_pointer(&name),
		                     known == NULL ? g_steal_pointer(&key)
		                                   : g_strdup(""));
}

static void
learn_names(Growth *growth, const GPtrArray *introductions)
{
	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];

		learn_name(growth, introduction->introducer);
		for (guint j = 0; j < introduction->introduced->len; j++)
			learn_name(growth, introduction->introduced->pdata[j]);
	}
}

/* As dup_key, and who is named only by a name that somebody bears. */
static char *
dup_known_key(const Growth *growth, const TertiusPerson *person)
{
	g_autofree char *key = dup_key(growth->history, person);
	const char *bearer =
		*key == '\n' ? g_hash_table_lookup(growth->names, key) : NULL;

	return bearer != NULL && *bearer != '\0' ? g_strdup(bearer)
	                                         : g_steal_pointer(&key);
}

static TertiusPerson *
dup_person(const TertiusHistory *history, const TertiusPerson *person)
{
	guint index = history != NULL ? tertius_history_resolve(history, person)
	                              : TERTIUS_NOBODY;

	if (index != TERTIUS_NOBODY &&
	    tertius_history_name(history, index) != NULL)
		return tertius_history_dup_person(history, index);
	return tertius_person_copy(person);
}

static guint
find_or_add(Growth *growth, const TertiusPerson *person, TertiusRole role)
{
	g_autofree char *key = dup_known_key(growth, person);
	gpointer known;
	guint index;

	if (growth->history != NULL &&
	    tertius_history_is_me(
		    growth->history,
		    tertius_history_resolve(growth->history, person)))
		return 0;
	if (g_hash_table_lookup_extended(growth->nodes, key, NULL, &known)) {
		index = GPOINTER_TO_UINT(known);
	} else {
		index = append_node(growth->graph,
		                    dup_person(growth->history, person), role);
		g_hash_table_insert(growth->nodes, g_steal_pointer(&key),
		                    GUINT_TO_POINTER(index));
	}
	if (index != 0 && role == TERTIUS_ROLE_FRIEND)
		tertius_graph_node(growth->graph, index)->role = role;
	return index;
}

/* --- Edges --------------------------------------------------------------- */

static TertiusCourse
course_of(TertiusState state)
{
	switch (state) {
	case TERTIUS_STATE_ANSWERED:
	case TERTIUS_STATE_MET:
	case TERTIUS_STATE_OUTCOME:
		return TERTIUS_COURSE_ALIVE;
	case TERTIUS_STATE_REPORTED:
	case TERTIUS_STATE_KEPT:
		return TERTIUS_COURSE_TOLD;
	case TERTIUS_STATE_SILENT:
	case TERTIUS_STATE_DECLINED:
	case TERTIUS_STATE_DISMISSED:
		return TERTIUS_COURSE_RESTS;
	case TERTIUS_STATE_ASKED:
	case TERTIUS_STATE_AGREED:
	case TERTIUS_STATE_MADE:
	case TERTIUS_STATE_N:
		break;
	}
	return TERTIUS_COURSE_BEGUN;
}

/* @introduction may be NULL: they only know each other. */
static void
join(Growth *growth, guint from, guint to, TertiusEdgeKind kind,
     const TertiusIntroduction *introduction)
{
	TertiusGraph *graph = growth->graph;
	gint64 key = ((gint64) from * KEYS + to) * KEYS + kind;
	gpointer known;
	TertiusEdge *edge;

	if (from == to)
		return;
	if (g_hash_table_lookup_extended(growth->edges, &key, NULL, &known)) {
		edge = tertius_graph_edge(graph, GPOINTER_TO_UINT(known));
	} else {
		TertiusEdge fresh = { .from = from, .to = to, .kind = kind };

		g_hash_table_insert(growth->edges, g_memdup2(&key, sizeof key),
		                    GUINT_TO_POINTER(graph->edges->len));
		g_array_append_val(graph->edges, fresh);
		edge = tertius_graph_edge(graph, graph->edges->len - 1);
		if (kind != TERTIUS_EDGE_KNOWS)
			tertius_graph_node(
				graph, kind == TERTIUS_EDGE_JOINED ? 0 : from)
				->brought++;
	}
	if (introduction == NULL)
		return;
	edge->times++;
	edge->date = introduction->date;
	edge->state = introduction->state;
	edge->course = course_of(introduction->state);
	g_free(edge->introduction);
	edge->introduction = g_strdup(introduction->id);
}

static void
add_given(Growth *growth, const TertiusIntroduction *introduction)
{
	guint first = TERTIUS_GRAPH_NONE;

	for (guint i = 0; i < introduction->introduced->len; i++) {
		guint other =
			find_or_add(growth, introduction->introduced->pdata[i],
		                    TERTIUS_ROLE_NEWCOMER);

		if (first == TERTIUS_GRAPH_NONE)
			first = other;
		else
			join(growth, first, other, TERTIUS_EDGE_JOINED,
			     introduction);
	}
}

static void
add_brought(Growth *growth, const TertiusIntroduction *introduction,
            TertiusEdgeKind kind)
{
	guint introducer =
		introduction->introducer != NULL
			? find_or_add(growth, introduction->introducer,
	                              TERTIUS_ROLE_FRIEND)
			: 0;

	for (guint i = 0; i < introduction->introduced->len; i++) {
		guint other =
			find_or_add(growth, introduction->introduced->pdata[i],
		                    TERTIUS_ROLE_NEWCOMER);

		if (other != 0)
			join(growth, introducer, other, kind, introduction);
	}
}

static void
add_introduction(Growth *growth, const TertiusIntroduction *introduction)
{
	switch (introduction->kind) {
	case TERTIUS_INTRODUCTION_GIVEN:
		add_given(growth, introduction);
		break;
	case TERTIUS_INTRODUCTION_OBSERVED:
		add_brought(growth, introduction, TERTIUS_EDGE_SEEN);
		break;
	case TERTIUS_INTRODUCTION_RECEIVED:
	case TERTIUS_INTRODUCTION_REFERRAL:
	case TERTIUS_INTRODUCTION_MEETING:
	case TERTIUS_INTRODUCTION_N_KINDS:
		add_brought(growth, introduction, TERTIUS_EDGE_BROUGHT);
		break;
	}
}

/* --- All of it ----------------------------------------------------------- */

static int
compare_by_date(gconstpointer a, gconstpointer b)
{
	const TertiusIntroduction *x = *(TertiusIntroduction *const *) a;
	const TertiusIntroduction *y = *(TertiusIntroduction *const *) b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return g_strcmp0(x->id, y->id);
}

static GPtrArray *
select_introductions(const GPtrArray *introductions,
                     const TertiusGraphFilter *filter)
{
	GPtrArray *selected = g_ptr_array_new();

	for (guint i = 0; i < introductions->len; i++) {
		TertiusIntroduction *introduction = introductions->pdata[i];

		if (introduction->state == TERTIUS_STATE_DISMISSED ||
		    introduction->date < filter->since ||
		    (introduction->level != TERTIUS_LEVEL_LIKELY &&
		     !filter->perhaps))
			continue;
		g_ptr_array_add(selected, introduction);
	}
	g_ptr_array_sort(selected, compare_by_date);
	return selected;
}

static void
add_key(GHashTable *keys, const TertiusHistory *history,
        const TertiusPerson *person)
{
	if (person != NULL)
		g_hash_table_add(keys, dup_key(history, person));
}

/* How many of the earliest introductions have to stay away so that the people
 * of the later ones are not too many. */
static guint
count_left_out(const GPtrArray *introductions, const TertiusHistory *history,
               guint people)
{
	g_autoptr(GHashTable) keys =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = introductions->len; i-- > 0;) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];

		add_key(keys, history, introduction->introducer);
		for (guint j = 0; j < introduction->introduced->len; j++)
			add_key(keys, history,
			        introduction->introduced->pdata[j]);
		if (g_hash_table_size(keys) >= people)
			return i + 1;
	}
	return 0;
}

static TertiusPerson *
dup_me(const TertiusHistory *history)
{
	guint me = history != NULL ? tertius_history_get_me(history)
	                           : TERTIUS_NOBODY;

	return tertius_person_new(_("Me"),
	                          me != TERTIUS_NOBODY
	                                  ? tertius_history_address(history, me)
	                                  : NULL,
	                          TERTIUS_PLACE_TO);
}

static guint
find_with(const TertiusGraph *graph, const TertiusHistory *history,
          const char *with)
{
	const char *address = strchr(with, '@') != NULL ? with : NULL;
	g_autoptr(TertiusPerson) person = tertius_person_new(
		address == NULL ? with : NULL, address, TERTIUS_PLACE_TO);
	g_autofree char *key = NULL;

	if (person == NULL)
		return TERTIUS_GRAPH_NONE;
	key = dup_key(history, person);
	for (guint i = 1; i < graph->nodes->len; i++) {
		const TertiusPerson *other =
			tertius_graph_node(graph, i)->person;
		g_autofree char *other_key = dup_key(history, other);

		if (strcmp(key, other_key) == 0 ||
		    tertius_person_matches(person, other))
			return i;
	}
	return TERTIUS_GRAPH_NONE;
}

TertiusGraph *
tertius_graph_new(const GPtrArray *introductions, const TertiusHistory *history,
                  const TertiusGraphFilter *filter)
{
	g_autoptr(GPtrArray) selected =
		select_introductions(introductions, filter);
	g_autoptr(GHashTable) names =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GHashTable) nodes =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) edges = g_hash_table_new_full(
		g_int64_hash, g_int64_equal, g_free, NULL);
	Growth growth = { new_graph(filter->zone), history, names, nodes,
		          edges };

	(void) append_node(growth.graph, dup_me(history), TERTIUS_ROLE_ME);
	learn_names(&growth, selected);
	growth.graph->left_out =
		count_left_out(selected, history,
	                       filter->people > 0 ? MIN(filter->people,
	                                                TERTIUS_GRAPH_NODES_MAX)
	                                          : TERTIUS_GRAPH_NODES_MAX);
	for (guint i = growth.graph->left_out; i < selected->len; i++)
		add_introduction(&growth, selected->pdata[i]);
	tertius_graph_find_parents(growth.graph);
	if (filter->with != NULL)
		tertius_graph_keep_only(
			growth.graph,
			find_with(growth.graph, history, filter->with));
	tertius_graph_find_clusters(growth.graph);
	return growth.graph;
}

guint
tertius_graph_find_at(const TertiusGraph *graph, double x, double y)
{
	for (guint i = 0; i < graph->nodes->len; i++) {
		const TertiusNode *node = tertius_graph_node(graph, i);
		double dx = x - node->x;
		double dy = y - node->y;

		if (dx * dx + dy * dy <= node->radius * node->radius)
			return i;
	}
	return TERTIUS_GRAPH_NONE;
}
