/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as what a professional network exports of one's connections.
 */
#include "engine/read-connections.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(TertiusFacts) facts =
		tertius_connections_read((const char *) data, size, NULL);
	g_autoptr(TertiusFacts) again = NULL;
	g_autoptr(GBytes) bytes = NULL;

	if (facts == NULL)
		return 0;
	g_assert(facts->more == NULL ||
	         facts->more->len <= TERTIUS_CONNECTIONS_ROWS_MAX);
	bytes = tertius_facts_to_bytes(facts);
	again = tertius_facts_from_bytes(g_bytes_get_data(bytes, NULL),
	                                 g_bytes_get_size(bytes), NULL);
	g_assert(again != NULL);
	return 0;
}
