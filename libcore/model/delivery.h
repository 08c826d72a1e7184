/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of one reminder's object in one calendar: its version there,
 * and the text on which both sides last agreed. All comparing starts from it.
 */
#pragma once

#include <glib.h>

/* A plain record. */
typedef struct {
	char *collection;        /* URL or folder; with reminder the key */
	char *reminder;          /* id of the reminder */
	char *uid;               /* of the object; mostly the reminder's */
	char *href;              /* its name in the collection */
	char *etag;              /* of its version; NULL: not known */
	char *text;              /* as last agreed on */
	gboolean is_time_pinned; /* the user moved it in the calendar */
	gboolean is_text_pinned; /* the user wrote another title there */
	gboolean is_gone;        /* deleted there: never made again */
} TertiusDelivery;

TertiusDelivery *tertius_delivery_new(const char *collection,
                                      const char *reminder, const char *uid);
void tertius_delivery_free(TertiusDelivery *delivery);
/* Returns an array that frees its TertiusDelivery. */
GPtrArray *tertius_deliveries_new(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusDelivery, tertius_delivery_free)
