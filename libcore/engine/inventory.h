/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a scan saw lying in calendars. What the ledger has of a calendar that was
 * seen whole, and no longer lies there, goes once everything else is stored: a
 * scan that is stopped takes nothing away.
 */
#pragma once

#include "ledger/ledger.h"

typedef struct _TertiusInventory TertiusInventory;

TertiusInventory *tertius_inventory_new(void);
void tertius_inventory_free(TertiusInventory *inventory);

/* An object of @calendar. */
void tertius_inventory_add(TertiusInventory *inventory, const char *calendar,
                           const char *name);
/* All that lies in @calendar was added. */
void tertius_inventory_close(TertiusInventory *inventory, const char *calendar);
/* @n_gone: the objects that went. */
gboolean tertius_inventory_apply(TertiusInventory *inventory,
                                 TertiusLedger *ledger, guint *n_gone,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusInventory, tertius_inventory_free)
