/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the user set: a key file, read as a whole and checked against one table
 * of keys , from which the manual is made too.
 */
#pragma once

#include <glib.h>

#include "model/working-time.h"

/* Who rings for a reminder that is in a CalDAV calendar. */
typedef enum {
	TERTIUS_RING_AUTOMATIC, /* the calendar, for what an account has */
	TERTIUS_RING_TERTIUS,
	TERTIUS_RING_CALENDAR,
	TERTIUS_RING_BOTH,
} TertiusRing;

typedef struct {
	/* [mail] */
	char **me;     /* the user's addresses; empty: learnt from sent mail */
	char **places; /* what `scan` without a place reads */
	char *password_command; /* or NULL */
	char *token_command;    /* or NULL: then a password is used */
	char *ca_file;          /* or NULL */
	char **skipped;         /* folders of the mail client, as it names
	                         * them, that are not read */
	gboolean is_paused;     /* the mail client reads nothing for now */
	/* [working-time] */
	char *zone;      /* IANA name; NULL: the computer's */
	guint days;      /* bit n: ISO weekday n */
	int from, until; /* minutes after midnight */
	char **days_off; /* "12-25" or "2027-04-05" */
	/* [plan] */
	guint per_day, per_week; /* reminders */
	guint rest_days;         /* per person */
	guint silent_days, outcome_days;
	guint check_in_newcomer_days;
	/* [calendar] */
	char *vdir; /* folder for reminders; NULL: that beside the ledger */
	char *feed; /* file; the same; "none": no such one */
	char *url;  /* CalDAV calendar or server; NULL: none */
	char *calendar_password_command; /* of url; or NULL, and so on */
	char *calendar_token_command;
	char *calendar_ca_file;
	TertiusRing ring;
	char **holidays; /* files */
	gboolean as_task, is_plain;
	gboolean has_mirror; /* in the calendar inside the mail client */
	/* [language] */
	char **languages; /* of the detector; empty: all */
	/* [tact] */
	gboolean checks_drafts; /* while they are written */
	char **quiet;           /* rules that point nothing out */
} TertiusSettings;

/* Reads @path; a file that is not there gives the defaults. Fails with
 * TERTIUS_ERROR_SETTINGS, naming file, group, key and what is allowed. */
TertiusSettings *tertius_settings_load(const char *path, GError **error);
void tertius_settings_free(TertiusSettings *settings);

/* The same from what @path was read into. */
TertiusSettings *tertius_settings_parse(GKeyFile *file, const char *path,
                                        GError **error);

/* Hours, days and days off as set, around the year of @now. */
TertiusWorkingTime *
tertius_settings_working_time(const TertiusSettings *settings, gint64 now,
                              GError **error);

/* The table, for the manual and for `doctor`: row @i, or NULL past the end. */
typedef struct {
	const char *group, *key, *standard, *meaning;
} TertiusSettingRow;
const TertiusSettingRow *tertius_settings_row(guint i);

/* --- Changing them (engine/settings-change.c) ----------------------------- */

typedef struct {
	const char *group, *key;
	const char *value; /* as the file has it; NULL: the standard again */
} TertiusSettingChange;

/* Writes @changes into the file, which is made when it is not there, and keeps
 * everything else in it, comments too. Fails as load, and changes nothing, when
 * the file or a value is not allowed, or cannot be written. */
gboolean tertius_settings_change(const char *path,
                                 const TertiusSettingChange *changes, guint n,
                                 gint64 now, GError **error);

/* What @path says for each row of the table, else the standard (char *). */
GPtrArray *tertius_settings_texts(const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusSettings, tertius_settings_free)
