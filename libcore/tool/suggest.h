/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was probably meant when something was mistyped.
 */
#pragma once

#include <glib.h>

/* The one of @words (char *) that is nearest to @typed, letter case and accents
 * aside, when it is near enough to be a slip: a third of its letters may
 * differ. A word of several counts too ("Okafor" of "Dana Okafor"). Lends;
 * NULL: none is near. */
const char *tertius_suggest(const GPtrArray *words, const char *typed);
