/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine in a process of its own, for a mail client that must neither parse
 * strangers' bytes nor wait for a ledger. Its other end is engine/client.h.
 *
 *	{"n":1,"do":"me","addresses":["ada@example.org"]}
 *	                                        {"v":1,"n":1,"me":["ada@…"]}
 *	{"n":2,"do":"take","folder":…,"key":…,"sent":false,"length":812}
 *	812 bytes of a message                  {"v":1,"n":2}
 *	{"n":3,"do":"look","message_id":"i@…"}  {"v":1,"n":3,"introduction":{…},…}
 *	{"n":4,"do":"later","id":"…"}           {"v":1,"n":4,"error":"…"}
 *
 * What the person decides, with "decide": about a reminder or introduction, its
 * id is the subject; about a person, any of their addresses is:
 *
 *	{"n":5,"do":"decide","kind":"boundary","subject":"dana@…",
 *	 "argument":"no-asks"}          or "no-work", "until 2026-09-01",
 *	                                "address dana@…"; "not no-asks", "none"
 *	kind "cadence"                  argument: days, "" as it comes
 *	kind "mute", "friend-first"     argument: "yes", "" no longer
 *	kind "note"                     argument: a text; notes add up
 *	kind "merge", "split"           argument: another address, that is, or
 *	                                is not, the same person's
 *
 * One request a line, one answer a line, in the same order. Objects are those
 * of the command, with sentences for people beside them.
 */
#pragma once

#include "engine/engine.h"

/* The longest line of a request, and the most keys that one may ask about. */
#define TERTIUS_SERVE_LINE_MAX    ((gsize) 1 << 20)
#define TERTIUS_SERVE_KEYS_MAX    2000
/* The most rows of a list in one answer: the next one has the others. */
#define TERTIUS_SERVE_ROWS_MAX    200
/* The most settings that one request may change. */
#define TERTIUS_SERVE_CHANGES_MAX 100
/* Messages of one portion, and the bytes after which it ends: a click waits for
 * no more. */
#define TERTIUS_SERVE_PORTION_MAX 60
#define TERTIUS_SERVE_BYTES_MAX   ((gsize) 4 << 20)
/* What is on a server only is fetched up to this size. */
#define TERTIUS_SERVE_REMOTE_MAX  ((gint64) 256 << 10)

/* Serves until @in ends. A ledger that cannot be opened is told in the answers,
 * and tried again at the next request. Returns 0, or 1 when a line was too long
 * or no request, so that what follows cannot be trusted. */
int tertius_serve(int in, int out, const TertiusEngineOptions *options);
