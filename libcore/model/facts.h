/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is kept of one message or one calendar: who, to whom, when, which acts
 * with which words, which meetings. The worker makes facts out of strangers'
 * bytes and sends them over a pipe; the ledger keeps them; everything else is
 * concluded from them.
 */
#pragma once

#include <glib.h>

#include "model/act.h"
#include "model/meeting.h"
#include "model/message.h"

/* Limits of one item's facts. */
#define TERTIUS_FACTS_MEETINGS_MAX 200000 /* as many as a calendar may have */
#define TERTIUS_FACTS_PROBLEMS_MAX 100
#define TERTIUS_FACTS_PROBLEM_MAX  1000 /* bytes */
#define TERTIUS_FACTS_MORE_MAX     100000

#define TERTIUS_STYLE_LANGUAGE_MAX 8   /* bytes */
#define TERTIUS_STYLE_LINE_MAX     80  /* bytes of greeting and closing */
#define TERTIUS_STYLE_TITLE_MAX    120 /* bytes */

/* How the writer writes and signs: what a draft in their voice needs, what they
 * call themselves, and nothing of what they said. "" and 0 where it could not
 * be told. */
typedef struct {
	char *language; /* ISO 639-1: "en", "de", … */
	char *greeting; /* the first line, as "Hi Dana,"; cut at LINE_MAX */
	char *closing;  /* the line before the name, as "Best,"; the same */
	int formality;  /* 1: Sie, vous, Lei, u; -1: du, tu, je; 0: unknown */
	guint words;    /* of the writer's own text */
	char *title;    /* what the signature says that they are, as "Head of
	                 * Translation, Lisbon Books"; cut at TITLE_MAX */
} TertiusStyle;

typedef struct {
	gint64 edition; /* of what read the message: two of the same edition
	                 * read the same out of the same bytes; 0: unknown */
	TertiusMessage *message; /* without text and calendars; NULL when the
	                          * bytes were a calendar */
	TertiusStyle style;
	GPtrArray *acts;     /* TertiusAct */
	GPtrArray *meetings; /* TertiusMeeting */
	GPtrArray *problems; /* char *: what could not be read, one line each */
	GPtrArray
		*more; /* TertiusFacts: of bytes that hold many messages, those
	                  * but this; or NULL */
	gboolean in_calendar; /* the meetings lie in a calendar of the user's,
	                       * not only in an invitation */
} TertiusFacts;

TertiusFacts *tertius_facts_new(void);
void tertius_facts_free(TertiusFacts *facts);
/* Takes @more, which has none of its own. */
void tertius_facts_take_more(TertiusFacts *facts, TertiusFacts *more);

/* The wire form. It changes with the records, and its number with it, so that
 * two programs can tell that they would not understand each other. */
#define TERTIUS_FACTS_WIRE 4
GBytes *tertius_facts_to_bytes(const TertiusFacts *facts);

/* Reads what another process sent: texts are cleaned and cut, moments brought
 * into the years 1 to 9999. Returns NULL and TERTIUS_ERROR_MALFORMED when it
 * cannot be a record, or holds more than a record may. */
TertiusFacts *tertius_facts_from_bytes(const char *bytes, gsize length,
                                       GError **error);

/* A number that orders copies of the same message by how much they tell, so
 * that of two copies the same one is kept in whatever order they come: more
 * recipients (the sender's copy has Bcc), more references, personal before
 * list copy; then by content, whoever read it. Above 0 when @a is to be kept. */
int tertius_facts_compare(const TertiusFacts *a, const TertiusFacts *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusFacts, tertius_facts_free)
