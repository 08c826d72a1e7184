/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labelled mail: an mbox and, in the same order, a JSON object a line with what
 * a reader said of each message.
 */
#pragma once

#include "model/message.h"

typedef struct {
	TertiusMessage *message;
	char *id;
	char *label;  /* "introduction", "intro_request", …, "none" */
	char *manner; /* "" when it has none */
	char *group;  /* alike messages share one */
	char *found_by;
	GPtrArray *also;       /* char *: further labels */
	GPtrArray *introduced; /* TertiusPerson, as far as told */
	GPtrArray *introducer;
	gboolean is_sure;
	gboolean is_hard;
} TertiusLabelled;

/* For arrays of them. */
void tertius_labelled_free(gpointer labelled);

/* Returns TertiusLabelled in order; NULL and @error when a file cannot be
 * read. A message that cannot be read has an empty one in its place. */
GPtrArray *tertius_labelled_load(const char *mbox, const char *labels,
                                 GError **error);

/* Whether a reader gave the message the label of @act ("intro-request"), as
 * the main one or besides. */
gboolean tertius_labelled_is(const TertiusLabelled *labelled, const char *act);
