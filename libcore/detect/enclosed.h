/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a message carries along: the mail that is forwarded or quoted beneath
 * its own words, and the files that its lines name. Nobody's acts are read in
 * it; it tells what "this is the man I told you of" means.
 */
#pragma once

#include <glib.h>

#include "model/person.h"

/* Lines of quotes that are looked at. */
#define TERTIUS_ENCLOSED_LINES_MAX 60

typedef struct {
	char *text;            /* of the enclosed mail, in lower case, cut */
	char *addressed;       /* whoever got it, as the header says; as text */
	TertiusPerson *writer; /* of the uppermost enclosed mail, or NULL */
	gboolean is_application; /* it speaks of a résumé or an application */
	gboolean names_resume;   /* a line names a file that is a résumé */
} TertiusEnclosed;

/* Reads @lines (TertiusLine). What it fills is to be cleared. */
void tertius_enclosed_read(const GArray *lines, TertiusEnclosed *enclosed);
void tertius_enclosed_clear(TertiusEnclosed *enclosed);

/* Whether the word @name, in lower case, stands in the enclosed mail. */
gboolean tertius_enclosed_names(const TertiusEnclosed *enclosed,
                                const char *name);

/* Whether it stands among those to whom the enclosed mail went. */
gboolean tertius_enclosed_was_sent_to(const TertiusEnclosed *enclosed,
                                      const char *name);

/* Whether a file of this name is somebody's résumé. */
gboolean tertius_enclosed_is_resume(const char *file_name);
