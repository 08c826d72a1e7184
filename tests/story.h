/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Histories for tests, told in lines:
 *
 *	0    dana > me | tomas : introduction=tomas #intro
 *	1.5  me > dana, tomas : thanks ^intro
 *	9    me + tomas
 *
 * A line is a day since Monday 2026-06-01 09:00 UTC, a writer, ">", whom it
 * goes to, "|", who gets a copy, ":", acts (with "/good", "/bad" or "/big", and
 * "=whom", of a search "=what_else", with "+word" around it), "#" its name and "^" what it answers; or a meeting of an hour, "+"
 * between those who attend (who set it first; "dana-" declined, "dana?" did not
 * answer, "dana^" passed the invitation on), and ":" with a title after "!away", "!private",
 * "!birthday", "!called-off", "!introduces", "!no-talk" or "!theirs" (not in my calendar). Acts may say
 * "@day" (until then) and "+rule"; "subject=A_b", "title=A_b" (in the signature) and the words automatic, robot,
 * list and confidential are about the message. I am me@home.example.org,
 * everybody else NAME@example.org, unless told as ADDRESS or First_Last/ADDRESS;
 * "~First_Last" is a name in the text, without an address.
 */
#pragma once

#include "model/history.h"

#define TERTIUS_STORY_BEGIN G_GINT64_CONSTANT(1780304400)
#define TERTIUS_STORY_DAY   (24 * 3600)

/* Hands the facts of each line of @text to @each, which takes them. */
typedef void (*TertiusStoryFunc)(TertiusFacts *facts, gpointer data);
void tertius_story_each(const char *text, TertiusStoryFunc each, gpointer data);

/* Whom a word of a story means, and the Message-ID behind a name in it. */
TertiusPerson *tertius_story_person(const char *word, TertiusPlace place);
char *tertius_story_message_id(const char *name);

/* Takes @text, and leaves the end to the caller. */
TertiusHistory *tertius_story_begin(const char *text);

/* Tells @text until day @now. Lines that cannot be read end the test. */
TertiusHistory *tertius_story_tell(const char *text, double now);
