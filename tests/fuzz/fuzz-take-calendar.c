/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole way of a calendar: bytes, facts, over the pipe, a history.
 */
#include "engine/portable.h"
#include "engine/read-facts.h"
#include "model/history.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	const char *const me[] = { "alex@example.org", NULL };
	g_autoptr(TertiusHistory) history = tertius_history_new(me);
	g_autoptr(TertiusFacts) facts =
		tertius_facts_read_calendar((const char *) data, size, NULL);
	g_autoptr(TertiusFacts) arrived = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();

	if (facts == NULL)
		return 0;
	bytes = tertius_facts_to_bytes(facts);
	arrived = tertius_facts_from_bytes(g_bytes_get_data(bytes, NULL),
	                                   g_bytes_get_size(bytes), NULL);
	g_assert(arrived != NULL);
	tertius_history_set_zone(history, utc);
	tertius_history_take(history, g_steal_pointer(&arrived));
	tertius_history_seal(history, 1795510000);
	return 0;
}
