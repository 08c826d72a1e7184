/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One message, read: its own words, their language, the people and phrases in
 * them, and the features that the weights speak of.
 *
 * A letter says many things; an introduction is done in two or three sentences
 * of it. So features are gathered in windows: a sentence that holds a phrase,
 * the one before it and the one after it, and with them what holds of the whole
 * message.
 */
#pragma once

#include "detect/enclosed.h"
#include "detect/model.h"
#include "detect/names.h"
#include "detect/phrases.h"

/* Windows of a message that are weighed. */
#define TERTIUS_WINDOWS_MAX 48

typedef struct {
	guint sentence; /* the middle one */
	/* interned name -> TertiusFind where it shows, or NULL: in the header or
	 * the people around it */
	GHashTable *features;
	/* Loose families whose words a firm one has: they count for nothing, but
	 * still tell how it is meant. */
	GHashTable *taken;
	TertiusMarks marks; /* of the features; see tertius_reading_mark() */
} TertiusWindow;

/* The find that shows the feature @name (a string of the program), or NULL. */
const TertiusFind *tertius_window_find(const TertiusWindow *window,
                                       const char *name);
gboolean tertius_window_has(const TertiusWindow *window, const char *name);

typedef struct {
	const TertiusMessage *message;
	GArray *lines; /* TertiusLine, of the whole text */
	TertiusEnclosed enclosed;
	gboolean has_card; /* somebody else's name stands over its last lines */
	char *own;         /* the writer's own words */
	gboolean is_forward; /* says the subject: "Fwd: …" */
	char *subject;       /* without "Re:" and "Fwd:" */
	guint language;
	gboolean is_language_sure;
	TertiusTokens *tokens; /* the subject's, then the own words' */
	guint n_subject;       /* tokens of the subject */
	guint n_greeted;       /* the token after the greeting */
	gboolean has_greeting; /* a line of its own */
	const char *closing;   /* where in @own the writer signs off */
	GArray *mentions;      /* TertiusMention */
	GArray *finds;         /* TertiusFind */
	GPtrArray *windows;    /* TertiusWindow, by sentence; at least one */
} TertiusReading;

TertiusReading *tertius_reading_new(const TertiusPhrases *phrases,
                                    const TertiusMessage *message);
void tertius_reading_free(TertiusReading *reading);

/* Marks in each window of what @model speaks, before it is asked for scores. */
void tertius_reading_mark(TertiusReading *reading, const TertiusModel *model);

/* Whether @mention stands in the greeting, and is not the writer. */
gboolean tertius_reading_is_greeted(const TertiusReading *reading,
                                    const TertiusMention *mention);

/* The words of tokens @first … @end - 1 as they were written. */
char *tertius_reading_dup_words(const TertiusReading *reading, guint first,
                                guint end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusReading, tertius_reading_free)
