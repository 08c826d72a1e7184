/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as what a professional network exports of one's connections.
 */
#include "engine/connections.h"
#include "model/facts.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = g_strndup((const char *) data, size);
	g_autoptr(GPtrArray) all = tertius_connections_read(text, NULL);

	for (guint i = 0; all != NULL && i < all->len; i++) {
		const TertiusFacts *facts = all->pdata[i];
		g_autoptr(GBytes) bytes = tertius_facts_to_bytes(facts);
		g_autoptr(TertiusFacts) again =
			tertius_facts_from_bytes(g_bytes_get_data(bytes, NULL),
		                                 g_bytes_get_size(bytes), NULL);

		g_assert(again != NULL);
	}
	return 0;
}
