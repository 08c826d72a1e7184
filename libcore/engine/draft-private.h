/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that make a draft share: the desk with all that a brief lends.
 */
#pragma once

#include "engine/draft.h"

typedef struct {
	TertiusEngine *engine;
	const TertiusWish *wish;
	const TertiusConclusions *all;
	const TertiusIntroduction *introduction; /* or NULL */
	const TertiusReminder *reminder;         /* or NULL */
	TertiusBrief brief;

	/* Whom it goes to and whom it is about, at the addresses of the context;
	 * as people of the history they are NOBODY when they are new. */
	TertiusPerson *me, *to, *other;
	guint to_index, other_index;

	TertiusFacts *thread;  /* that it answers, or NULL */
	TertiusFacts *context; /* that shows who writes as whom; or NULL */
	TertiusVoice *voice, *other_voice;
	GDateTime *now;
	char *what, *open;
} TertiusDesk;

/* Chooses the people (engine/draft-people.c). The brief's kind is set. */
gboolean tertius_desk_seat(TertiusDesk *desk, GError **error);

/* Finds what the draft rests on (engine/draft-ground.c): the message that it
 * answers, when that was which it tells of, and what is open between the two. */
gboolean tertius_desk_ground(TertiusDesk *desk, GError **error);
