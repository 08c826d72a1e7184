/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies in calendars.
 */
#include "engine/inventory.h"

struct _TertiusInventory {
	GHashTable *seen;  /* calendar -> set of names */
	GHashTable *whole; /* set of calendars */
};

TertiusInventory *
tertius_inventory_new(void)
{
	TertiusInventory *inventory = g_new(TertiusInventory, 1);

	inventory->seen =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                              (GDestroyNotify) g_hash_table_unref);
	inventory->whole =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return inventory;
}

void
tertius_inventory_free(TertiusInventory *inventory)
{
	if (inventory == NULL)
		return;
	g_hash_table_unref(inventory->seen);
	g_hash_table_unref(inventory->whole);
	g_free(inventory);
}

static GHashTable *
need_names(TertiusInventory *inventory, const char *calendar)
{
	GHashTable *names = g_hash_table_lookup(inventory->seen, calendar);

	if (names == NULL) {
		names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
		                              NULL);
		g_hash_table_insert(inventory->seen, g_strdup(calendar), names);
	}
	return names;
}

void
tertius_inventory_add(TertiusInventory *inventory, const char *calendar,
                      const char *name)
{
	g_hash_table_add(need_names(inventory, calendar), g_strdup(name));
}

void
tertius_inventory_close(TertiusInventory *inventory, const char *calendar)
{
	g_hash_table_add(inventory->whole, g_strdup(calendar));
}

gboolean
tertius_inventory_apply(TertiusInventory *inventory, TertiusLedger *ledger,
                        guint *n_gone, GError **error)
{
	GHashTableIter iter;
	gpointer calendar;

	g_hash_table_iter_init(&iter, inventory->whole);
	while (g_hash_table_iter_next(&iter, &calendar, NULL)) {
		if (!tertius_ledger_keep_objects(
			    ledger, calendar, need_names(inventory, calendar),
			    n_gone, error))
			return FALSE;
	}
	return TRUE;
}
