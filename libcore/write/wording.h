/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft for every next step, in the user's own voice, from hand-written
 * sentences (phrases/XX.ini). Every draft says what it rests on, has 20 to 90
 * words and one place that only the user can fill; an ask carries its purpose
 * and a way out; a check-in asks for nothing.
 */
#pragma once

#include <glib.h>

#include "model/message.h"
#include "model/reminder.h"
#include "write/draft.h"
#include "write/voice.h"

/* Bytes of a name within a sentence; longer ones are cut. */
#define TERTIUS_WORDING_NAME_MAX 80

typedef enum {
	/* to: the introducer; other: the newcomer */
	TERTIUS_WORDING_THANK_BOTH, /* one mail to both */
	TERTIUS_WORDING_THANK_INTRODUCER,
	/* to: the newcomer; other: the introducer, who goes to Bcc */
	TERTIUS_WORDING_THANK_NEWCOMER,
	TERTIUS_WORDING_ANSWER, /* to: the newcomer; other may be NULL */
	/* to: the introducer; other: the newcomer */
	TERTIUS_WORDING_TELL_SILENT,
	TERTIUS_WORDING_OUTCOME_GOOD,
	TERTIUS_WORDING_OUTCOME_NONE,
	TERTIUS_WORDING_OUTCOME_BAD,
	TERTIUS_WORDING_GRATITUDE,
	TERTIUS_WORDING_CONGRATULATE,
	TERTIUS_WORDING_CHECK_IN,
	TERTIUS_WORDING_FOLLOW_UP, /* of an ask of mine, once */
	TERTIUS_WORDING_PROMISE,
	TERTIUS_WORDING_ASK,       /* other: whom I would like to meet */
	TERTIUS_WORDING_OPT_IN,    /* other: who would like to meet them */
	TERTIUS_WORDING_INTRODUCE, /* to and other, with each other */
	TERTIUS_WORDING_DECLINE,
	TERTIUS_WORDING_CO_HOST,   /* @what is needed */
	TERTIUS_WORDING_OCCASION,  /* @what is needed */
	TERTIUS_WORDING_THANK_FOR, /* for what the message did */
	TERTIUS_WORDING_N,
} TertiusWording;

/* What a draft is to say. All is lent. Only kind, to, voice and me are always
 * needed. */
typedef struct {
	TertiusWording kind;
	const TertiusPerson *me;
	const char *const *my_addresses; /* all of them; or NULL */
	const TertiusPerson *to;
	const TertiusPerson *other;
	const TertiusVoice *voice;       /* toward @to */
	const TertiusVoice *other_voice; /* toward @other, where it is
	                                  * addressed too; NULL: as @voice */
	const TertiusMessage *thread;    /* what it answers, or NULL */
	gint64 when;         /* of what it rests on, unix time; 0: not said */
	GDateTime *now;      /* in the user's zone */
	const char *what;    /* topic or quote; left out when confidential */
	const char *purpose; /* of an ask; without it, it is the place */
	const char *open;    /* what is open between the two */
	gboolean
		is_in_touch; /* with @other, since the two were brought together */
	guint turn; /* the number of this draft among those made: of two in a
	             * row, different people read different words */
} TertiusBrief;

/* Fails with MALFORMED when the brief lacks what the kind needs. */
TertiusDraft *tertius_wording_write(const TertiusBrief *brief, GError **error);

/* "thank-both", "outcome-good", … */
const char *tertius_wording_name(TertiusWording kind);
gboolean tertius_wording_from_name(const char *name, TertiusWording *kind);

/* Whether a draft of @kind never goes into an old thread. */
gboolean tertius_wording_starts_anew(TertiusWording kind);

/* Behind the "Re:" and "AW:" of @subject; lends. */
const char *tertius_wording_skip_reply_marks(const char *subject);

/* The usual draft for a reminder. */
TertiusWording tertius_wording_for_reminder(TertiusReminderKind kind);

G_STATIC_ASSERT(TERTIUS_WORDING_N == 20);
