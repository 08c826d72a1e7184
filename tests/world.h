/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A world of mail, meetings and decisions by chance, and the ledger they go to. The
 * same seed makes the same world.
 */
#pragma once

#include "engine/engine.h"
#include "model/facts.h"

#define WORLD_DAY G_GINT64_CONSTANT(86400)
#define WORLD_BEGIN                                                            \
	G_GINT64_CONSTANT(1780304400) /* Monday 2026-06-01 09:00 UTC */
#define WORLD_AHEAD 40 /* the first messages: those that others answer */

typedef struct {
	GRand *chance;
	char *folder, *path; /* of the ledger */
	gint64 now;
	guint n_sent;
} World;

World *world_new(guint32 seed, gint64 now);
void world_free(World *world);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

/* A number below @n. */
guint world_pick(World *world, guint n);

/* The next message, of @date. */
TertiusFacts *world_make_facts(World *world, gint64 date);

/* An engine for the ledger as of now; an error ends the test. */
TertiusEngine *world_open_engine(const World *world, gboolean stays);

/* Keeps @facts, which are taken over. */
void world_put(TertiusEngine *engine, TertiusFacts *facts);

/* Puts a meeting of the kind @number, below WORLD_MEETINGS, or stands it for the
 * one before: an event, a weekly one, a birthday, one of people by name alone, a
 * day off, a moved occurrence of the weekly one, a reply to it. */
#define WORLD_MEETINGS 7
void world_put_meeting(World *world, TertiusEngine *engine, guint number);

/* The user decides something about somebody. */
void world_decide(World *world, TertiusEngine *engine);
