/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures and the report of what the engine concluded.
 */
#pragma once

#include "engine/engine.h"

typedef enum {
	TERTIUS_PICTURE_GRAPH,   /* who introduced whom */
	TERTIUS_PICTURE_YEAR,    /* introductions, thanks, check-ins by week */
	TERTIUS_PICTURE_BALANCE, /* to and fro with a person, or with all */
	TERTIUS_PICTURE_ORIGIN,  /* new contacts through friends and alone */
	TERTIUS_PICTURE_RHYTHM,  /* contact with a person */
	TERTIUS_PICTURE_N,
} TertiusPictureKind;

/* "graph", "year", …; FALSE for what is none. */
gboolean tertius_picture_from_name(const char *name, TertiusPictureKind *kind);

typedef struct {
	TertiusPictureKind kind;
	const char *with; /* an address, or NULL; rhythm needs one */
	gint64 since;     /* graph: introductions from then on; 0: all */
	gboolean perhaps; /* graph: the doubtful ones too */
	gboolean as_dot;  /* graph: DOT instead of SVG, for Graphviz */
	GCancellable *cancellable;
} TertiusPictureRequest;

#define TERTIUS_SPOT_POINTS 9 /* of a line */

/* Where somebody's mark is, or the line of an introduction, so that a click
 * finds them. In units of the picture's viewBox. */
typedef struct {
	char *words;        /* for the pointer */
	char *address;      /* of the person, or the name of who has none; or
	                     * NULL: */
	char *introduction; /* the id */
	guint n;            /* points: 1 of a mark, SPOT_POINTS of a line */
	double x[TERTIUS_SPOT_POINTS], y[TERTIUS_SPOT_POINTS];
	double radius; /* of a mark */
} TertiusSpot;

typedef struct {
	char *text;         /* SVG or DOT */
	GPtrArray *spots;   /* TertiusSpot, marks first; empty but for the
	                     * graph */
	guint people;       /* in the graph */
	const char *layout; /* of the graph: "dot", "sfdp" or "built-in" */
} TertiusDrawing;

/* Fails as tertius_engine_conclude, and with TERTIUS_ERROR_MALFORMED, naming
 * the address, when nobody has it. */
TertiusDrawing *tertius_engine_draw(TertiusEngine *engine,
                                    const TertiusPictureRequest *request,
                                    GError **error);
void tertius_drawing_free(TertiusDrawing *drawing);

/* The page of picture/report.h, with the graph of the latest, the year, the
 * balance with everybody and the origin. No other process is asked, so that it is there at once. */
char *tertius_engine_report(TertiusEngine *engine, gboolean perhaps,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusDrawing, tertius_drawing_free)
