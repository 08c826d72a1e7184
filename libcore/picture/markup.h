/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strangers' words inside XML and HTML.
 */
#pragma once

#include <glib.h>

/* What is longer is cut: no name or quote that is worth drawing is. */
#define TERTIUS_MARKUP_TEXT_MAX 4096 /* bytes */

/* Appends @text so that it is nothing but text, in an element and in a quoted
 * attribute, to an XML 1.0 and to an HTML parser: one line of valid UTF-8
 * without characters that XML forbids, the five special ones escaped. NULL is
 * nothing. */
void tertius_markup_append(GString *markup, const char *text);

/* The same between two pieces of markup, which are ours. */
void tertius_markup_append_between(GString *markup, const char *before,
                                   const char *text, const char *after);

/* Appends a number with at most two decimals and a point, whatever the
 * locale. What is no number, or over a million, is 0. */
void tertius_markup_append_number(GString *markup, double number);

/* Returns @text, or its first characters and "…" when it has more than @max
 * characters. */
char *tertius_markup_dup_short(const char *text, guint max);

/* About how wide @text is in a sans-serif face of @size; no font is asked. */
double tertius_markup_width(const char *text, double size);
