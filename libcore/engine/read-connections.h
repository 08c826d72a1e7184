/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of an exported file of connections (CSV), as facts.
 */
#pragma once

#include "model/facts.h"

/* Larger files, and lines and cells beyond these, are not read. */
#define TERTIUS_CONNECTIONS_SIZE_MAX  ((gsize) 16 << 20) /* bytes */
#define TERTIUS_CONNECTIONS_ROWS_MAX  100000
#define TERTIUS_CONNECTIONS_CELLS_MAX 64

/* Facts without a message of their own, with one more for each connection: from
 * the line with "First Name", "Last Name" and "Connected On" on; "Email Address"
 * where there is one. NULL and MALFORMED when there is no such line. Reads up to
 * the first zero byte. */
TertiusFacts *tertius_connections_read(const char *bytes, gsize length,
                                       GError **error);
