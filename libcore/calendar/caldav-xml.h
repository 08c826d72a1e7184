/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What WebDAV servers answer (RFC 4918 multistatus), flattened: one record for
 * each response, with the properties that came with success.
 */
#pragma once

#include <glib.h>

#define TERTIUS_DAV_DEPTH_MAX 32
#define TERTIUS_DAV_TEXT_MAX  1048576 /* one value, in bytes */
#define TERTIUS_DAV_ITEMS_MAX 200000

typedef struct {
	char *href;
	int status; /* of the response itself, 200 when only properties had */
	char *etag;
	char *data; /* calendar-data */
	char *principal;
	char *home;
	char *name;
	char *ctag;
	char *token;
	gboolean is_calendar;
	gboolean is_writable;  /* or it was not said */
	gboolean takes_events; /* or it was not said */
	gboolean takes_tasks;
	gboolean has_sync; /* the report sync-collection */
} TertiusDavItem;

/* Returns an array that frees its TertiusDavItem; *@token is the sync-token of
 * the whole, or NULL. NULL and TERTIUS_ERROR_MALFORMED when it is no
 * multistatus, has a DOCTYPE, or is over the limits. */
GPtrArray *tertius_dav_parse(const char *xml, gsize length, char **token,
                             GError **error);
