/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changing an object that others have changed too. Only our lines in our
 * component are written anew; all others stay byte for byte, because clients
 * keep there what must not be lost: that an alarm was dismissed, above all.
 */
#pragma once

#include <glib.h>

#include "calendar/write-ical.h"

typedef enum {
	TERTIUS_PATCH_TIME = 1 << 0,  /* start and end; alarms follow */
	TERTIUS_PATCH_TITLE = 1 << 1, /* SUMMARY, also of our alarm */
	TERTIUS_PATCH_DESCRIPTION = 1 << 2,
	/* open, done or dropped, as the reminder is; what is closed loses its
	 * alarms */
	TERTIUS_PATCH_STATE = 1 << 3,
	TERTIUS_PATCH_ALL = (1 << 4) - 1,
} TertiusPatchParts;

/* Returns @text with @parts (TertiusPatchParts) of the component of
 * @reminder's UID as @reminder has them; a new revision by @stamp (SEQUENCE is
 * never lowered). The line ends are those of @text. NULL and
 * TERTIUS_ERROR_MALFORMED when @text has no such component or cannot be read
 * after it. */
char *tertius_ical_patch(const char *text, gsize length,
                         const TertiusReminder *reminder,
                         const TertiusIcalStamp *stamp, guint parts,
                         GError **error);
