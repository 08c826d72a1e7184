/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the engine share.
 */
#pragma once

#include "base/clock.h"
#include "detect/introductions.h"
#include "engine/crew.h"
#include "engine/engine.h"
#include "follow/life.h"
#include "relate/relations.h"
#include "relate/sights.h"
#include "write/tact.h"

struct _TertiusEngine {
	TertiusSettings *settings;
	char *config; /* the file of the settings */
	TertiusLedger *ledger;
	TertiusWorkingTime *hours;
	TertiusCrew *crew; /* NULL until it is needed */
	TertiusTact *tact; /* NULL until it is needed */
	char **me;         /* as the caller said; may be empty */
	char *book;        /* folder of an address book; or NULL */
	gint64 now;
	gboolean is_standing;          /* @now was given, and stays */
	gboolean has_changed;          /* since calendars were told */
	gboolean leaves_out_automatic; /* from conclusions */
	gboolean stays;

	/* Conclusions; NULL until asked for, and after changes that they cannot
	 * be carried on with. */
	TertiusHistory *history;
	GPtrArray *known_me; /* char *, NULL-terminated */
	GPtrArray *decisions;
	GPtrArray *introductions;
	GPtrArray *asked;
	GPtrArray *merges; /* until they are part of the relations */
	TertiusRelations *relations;
	GPtrArray *reminders;
	TertiusConclusions conclusions;

	/* What they are carried on from (engine/carry-on.c); NULL unless the
	 * engine stays. */
	TertiusFindings *findings;
	TertiusLives *lives;
	TertiusKept *kept;
	TertiusSights *sights;
	GPtrArray *fresh;          /* char *: ids of the messages since */
	GPtrArray *fresh_meetings; /* the same of meetings */
	gint64 generation;         /* of the ledger */
	gint64 book_date;  /* when the address book was last written; 0 */
	guint n_told;      /* merges that mail tells; then the book's */
	gboolean is_stale; /* the conclusions are those of before */
	guint n_carried;   /* how often they were carried on */
};

/* What was concluded no longer holds. */
void tertius_engine_forget_conclusions(TertiusEngine *engine);
/* The same, but that the moment, the user's words or @message (an id; or NULL)
 * are all that is new. */
void tertius_engine_outdate_conclusions(TertiusEngine *engine,
                                        const char *message);
/* The same, but that @meetings (TertiusMeeting) are new, or other than before. */
void tertius_engine_outdate_meetings(TertiusEngine *engine,
                                     const GPtrArray *meetings);

/* Readies @engine, whose history is new, for carrying on. */
void tertius_engine_begin_carrying(TertiusEngine *engine);
/* When something in the folder of the address book was last replaced. */
gint64 tertius_engine_find_book_date(const TertiusEngine *engine);
void tertius_engine_end_carrying(TertiusEngine *engine);
/* Brings history, decisions and merges up to date. FALSE, and no error: all must
 * be concluded anew. */
gboolean tertius_engine_carry_on(TertiusEngine *engine);

/* The user's addresses (char *), ended by NULL: what the caller says goes before
 * the settings, and both before what sent mail shows. With @is_quick, as it was
 * learnt when something was last concluded. */
GPtrArray *tertius_engine_find_me(TertiusEngine *engine, gboolean is_quick,
                                  GError **error);

/* Starts the crew if it does not run; @free_tag must take NULL. */
TertiusCrew *tertius_engine_need_crew(TertiusEngine *engine,
                                      GDestroyNotify free_tag, GError **error);

/* Remembers that this item was read, and with success; @facts are what was read.
 * Of a calendar whatever reads mail later, as no detector has a say in it. */
gboolean tertius_engine_remember(TertiusLedger *ledger, const char *folder,
                                 const char *key, const TertiusFacts *facts,
                                 GError **error);

/* Keeps the moment of the first reading, unless it is known. */
gboolean tertius_engine_note_beginning(TertiusEngine *engine, GError **error);

/* Fits the working time to the meetings, holidays and leave in the history. */
void tertius_engine_find_busy_times(TertiusEngine *engine);
/* Whether the meetings that are new, or no more, may be days off. */
gboolean tertius_engine_has_other_days_off(const TertiusEngine *engine);
