/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which folders of mail and calendars there are at a place on this computer.
 */
#pragma once

#include "mail/directory.h"
#include "mail/source.h"

/* One folder, or one file on its own. */
typedef struct {
	char *path;
	const TertiusDirectoryKind *kind; /* NULL: an mbox */
	gboolean is_file;
	gboolean is_sent;
	guint64 bytes; /* of an mbox */
} TertiusPlaceFolder;

/* All folders at @path, a real path, that @options want, by their paths
 * (TertiusPlaceFolder). What is too deep, or more than a place may have
 * (mail/place.h), is told to @options as a problem. Errors: DENIED and
 * UNREACHABLE for @path itself; MALFORMED when nothing in it is mail or a
 * calendar. */
GPtrArray *tertius_place_look(const char *path,
                              const TertiusSourceOptions *options,
                              GError **error);
