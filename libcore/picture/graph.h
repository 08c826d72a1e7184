/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The introductions as a graph: me, friends, newcomers and chains; who brought
 * whom, when, and how it went. Only who and what; where on the paper is laid
 * down by a layout (graph-layout.h, graph-dot.h) and drawn by graph-svg.h.
 */
#pragma once

#include <glib.h>

#include "model/history.h"
#include "model/introduction.h"

/* People in one picture. Where there are more, only those of the latest
 * introductions are drawn, and the picture says so. */
#define TERTIUS_GRAPH_NODES_MAX   5000
/* Organisations that get a cluster: those with at least this many people. */
#define TERTIUS_GRAPH_CLUSTER_MIN 2

/* No node, no cluster. */
#define TERTIUS_GRAPH_NONE G_MAXUINT

typedef enum {
	TERTIUS_ROLE_ME,
	TERTIUS_ROLE_FRIEND,   /* has brought people together */
	TERTIUS_ROLE_NEWCOMER, /* was brought */
} TertiusRole;

typedef enum {
	TERTIUS_EDGE_KNOWS,   /* I and somebody whom nobody brought */
	TERTIUS_EDGE_BROUGHT, /* @from brought @to to me */
	TERTIUS_EDGE_JOINED,  /* I brought these two together */
	TERTIUS_EDGE_SEEN,    /* @from brought @to to somebody else */
} TertiusEdgeKind;

/* How it went, as far as a picture can tell. */
typedef enum {
	TERTIUS_COURSE_BEGUN, /* asked, agreed, made */
	TERTIUS_COURSE_ALIVE, /* answered, met, outcome known */
	TERTIUS_COURSE_TOLD,  /* reported, kept */
	TERTIUS_COURSE_RESTS, /* silent, declined */
	TERTIUS_COURSE_N,
} TertiusCourse;

typedef struct {
	TertiusPerson *person;
	TertiusRole role;
	guint cluster; /* index, or GRAPH_NONE */
	guint brought; /* how many people they brought, or I joined */
	guint parent;  /* who brought them, the nearest to me: a tree with me
	                * as its root; GRAPH_NONE for me */
	guint depth;   /* steps from me along parents */
	gboolean is_labelled;
	double x, y;   /* set by a layout: the middle, y downwards */
	double radius; /* of its mark */
} TertiusNode;

typedef struct {
	guint from, to;
	TertiusEdgeKind kind;
	TertiusCourse course;
	gint64 date;        /* of the latest introduction between the two */
	guint times;        /* introductions between the two */
	char *introduction; /* id of the latest, NULL for KNOWS */
	TertiusState state; /* of the latest */
} TertiusEdge;

typedef struct {
	char *name; /* as "example.org" */
	guint n;    /* people */
} TertiusCluster;

/* A plain record. Nodes are in the order in which parents come before their
 * children; node 0 is me. */
typedef struct {
	GArray *nodes;    /* TertiusNode */
	GArray *edges;    /* TertiusEdge, by date */
	GArray *clusters; /* TertiusCluster, by name */
	guint left_out;   /* introductions that NODES_MAX left no room for */
	GTimeZone *zone;
	double width, height; /* set by a layout */
} TertiusGraph;

/* What is to be seen. */
typedef struct {
	const char *with; /* address or name: the introductions with them,
	                   * the chain that leads to them and all from them;
	                   * or NULL */
	gint64 since;     /* introductions from then on; 0: all */
	gboolean perhaps; /* the doubtful ones too */
	guint people;     /* at most so many; 0: NODES_MAX */
	GTimeZone *zone;  /* for dates in words; NULL is UTC */
} TertiusGraphFilter;

/* @history tells addresses of one person together and may be NULL. Dismissed
 * introductions are not drawn. Time: linear, but for sorting. */
TertiusGraph *tertius_graph_new(const GPtrArray *introductions,
                                const TertiusHistory *history,
                                const TertiusGraphFilter *filter);
void tertius_graph_free(TertiusGraph *graph);

TertiusNode *tertius_graph_node(const TertiusGraph *graph, guint index);
TertiusEdge *tertius_graph_edge(const TertiusGraph *graph, guint index);
TertiusCluster *tertius_graph_cluster(const TertiusGraph *graph, guint index);

/* The node whose mark is at @x, @y of the picture, or GRAPH_NONE. */
guint tertius_graph_find_at(const TertiusGraph *graph, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusGraph, tertius_graph_free)
