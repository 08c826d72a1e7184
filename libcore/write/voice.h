/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the user sounds toward one person, learnt from the user's own sent mail:
 * which language, which greeting and closing, du or Sie, how long. Facts only
 * (TertiusStyle); no text of a message is needed.
 */
#pragma once

#include <glib.h>

#include "model/history.h"

/* How many of the latest sent messages are looked at. */
#define TERTIUS_VOICE_LETTERS_MAX    20
/* With more recipients than this, a greeting is to nobody in particular. */
#define TERTIUS_VOICE_RECIPIENTS_MAX 3

typedef enum {
	TERTIUS_VOICE_DEFAULT, /* never wrote to anybody like them: polite */
	TERTIUS_VOICE_ALIKE,   /* learnt from mail to others of their domain */
	TERTIUS_VOICE_PERSON,  /* learnt from mail to them */
} TertiusVoiceSource;

/* A plain record. */
typedef struct {
	TertiusVoiceSource source;
	char *language; /* one of tertius_phrases_languages */
	char *greeting; /* the whole line: "Hi Dana," */
	char *closing;  /* "Best," */
	char *name;     /* how the user signs; "" when not known */
	gboolean is_formal;
	gboolean is_first_name; /* the greeting calls them by first name */
	guint words;            /* usual length; 0: not known */
	guint n_letters;        /* learnt from so many messages */
} TertiusVoice;

/* @language: of the thread that is being answered, or NULL when there is none;
 * used where the user writes to them in it too, or has never written to them.
 * @person may be NOBODY: then @mention alone tells whom to greet. */
TertiusVoice *tertius_voice_learn(const TertiusHistory *history, guint person,
                                  const TertiusPerson *mention,
                                  const char *language);

/* The polite default. @name: the user's own, or NULL. */
TertiusVoice *tertius_voice_new_default(const char *language,
                                        const TertiusPerson *mention,
                                        gboolean is_formal, const char *name);
void tertius_voice_free(TertiusVoice *voice);

/* One greeting to two people: "Hi Dana, hi Tomás,". */
char *tertius_voice_dup_greeting(const TertiusVoice *voice,
                                 const TertiusVoice *other);

/* One translated sentence for the page of a person: what was learnt. */
char *tertius_voice_describe(const TertiusVoice *voice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusVoice, tertius_voice_free)
