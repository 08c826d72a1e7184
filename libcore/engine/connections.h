/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An exported file of connections (CSV), as professional networks give it to
 * their users: who accepted an invitation, and when. Each line is kept as what
 * it would have been in mail, the network's note of it; so it is a milestone of
 * the person, read twice it is there once, and it counts as no contact.
 */
#pragma once

#include "engine/engine.h"

/* Larger files, and lines and cells beyond these, are not read. */
#define TERTIUS_CONNECTIONS_SIZE_MAX  ((gsize) 16 << 20) /* bytes */
#define TERTIUS_CONNECTIONS_ROWS_MAX  100000
#define TERTIUS_CONNECTIONS_CELLS_MAX 64

/* Whether @place is the name of such a file. */
gboolean tertius_connections_is_place(const char *place);

/* The facts in @text (TertiusFacts): from the line with "First Name", "Last
 * Name" and "Connected On" on; "Email Address" where there is one. NULL and
 * MALFORMED when there is no such line. */
GPtrArray *tertius_connections_read(const char *text, GError **error);

/* Reads the file @place into the ledger. */
gboolean tertius_engine_take_connections(TertiusEngine *engine,
                                         const char *place, gboolean is_dry,
                                         TertiusScanReport *report,
                                         GError **error);
