/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder that keeps each message (or calendar) in a file of its own: what
 * Maildir, MH and vdir share. How they differ stands in a TertiusDirectoryKind.
 *
 *	known state? ---yes--> end
 *	     | no
 *	list and read ---gone?--> look again for those, twice at most
 *	     |
 *	the folder's state, when nothing was left out --> end
 */
#pragma once

#include <sys/stat.h>

#include "mail/source.h"

typedef struct {
	/* Where its files lie: "new" and "cur", or "." for itself; ends with
	 * NULL. */
	const char *const *parts;
	/* Whether a file of this name is an item. */
	gboolean (*wants)(const char *name);
	/* The item's key; @status is NULL unless @needs_status. */
	char *(*dup_key)(const char *name, const struct stat *status);
	/* Keys tell how a file looks, since it may change under its name. */
	gboolean needs_status;
	/* The folder shows by its own time that something in it changed. */
	gboolean has_state;
	gboolean is_calendar;
} TertiusDirectoryKind;

extern const TertiusDirectoryKind tertius_maildir_kind;
extern const TertiusDirectoryKind tertius_mh_kind;
extern const TertiusDirectoryKind tertius_ics_kind;

/* Reads the folder @path; or, when it @is_file, that file alone, as if it were
 * the only one in its folder. @options must outlive it. */
TertiusSource *tertius_directory_open(const TertiusDirectoryKind *kind,
                                      const char *path, gboolean is_file,
                                      gboolean is_sent,
                                      const TertiusSourceOptions *options);
