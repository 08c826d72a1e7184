/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of one reminder's object in one calendar.
 */
#include "model/delivery.h"

TertiusDelivery *
tertius_delivery_new(const char *collection, const char *reminder,
                     const char *uid)
{
	TertiusDelivery *delivery = g_new0(TertiusDelivery, 1);

	delivery->collection = g_strdup(collection);
	delivery->reminder = g_strdup(reminder);
	delivery->uid = g_strdup(uid);
	delivery->href = g_strconcat(uid, ".ics", NULL);
	return delivery;
}

void
tertius_delivery_free(TertiusDelivery *delivery)
{
	if (delivery == NULL)
		return;
	g_free(delivery->collection);
	g_free(delivery->reminder);
	g_free(delivery->uid);
	g_free(delivery->href);
	g_free(delivery->etag);
	g_free(delivery->text);
	g_free(delivery);
}

static void
free_delivery(gpointer delivery)
{
	tertius_delivery_free(delivery);
}

GPtrArray *
tertius_deliveries_new(void)
{
	return g_ptr_array_new_with_free_func(free_delivery);
}
