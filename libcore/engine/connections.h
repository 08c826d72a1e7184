/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An exported file of connections (CSV), as professional networks give it to
 * their users: who accepted an invitation, and when. Each line is kept as what
 * it would have been in mail, the network's note of it; so it is a milestone of
 * the person, read twice it is there once, and it counts as no contact.
 */
#pragma once

#include "engine/engine.h"
#include "engine/read-connections.h"

/* Whether @place is the name of such a file. */
gboolean tertius_connections_is_place(const char *place);

/* Reads the file @place, in the worker, into the ledger. */
gboolean tertius_engine_take_connections(TertiusEngine *engine,
                                         const char *place, gboolean is_dry,
                                         TertiusScanReport *report,
                                         GError **error);
