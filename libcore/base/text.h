/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from strangers, made fit to keep and to show.
 */
#pragma once

#include <glib.h>

/* Whether there are only bytes of ASCII, and no NUL. Told in steps of eight: it
 * is asked of all text of a mailbox. */
gboolean tertius_text_is_ascii(const char *text, gsize length);

/* Returns @text as one line of valid UTF-8: runs of white space become one
 * blank, control characters and those that turn the direction of writing
 * (U+202A–202E, U+2066–2069, U+200E/F, U+061C) go, both ends are trimmed, and
 * what is over @max bytes is cut at a character. Never NULL. */
char *tertius_text_dup_line(const char *text, gsize max);

/* Returns @text as valid UTF-8 with line feeds and tabs kept, the rest as
 * above, cut at @max bytes. Never NULL. */
char *tertius_text_dup_lines(const char *text, gssize length, gsize max);

/* Appends @text to @html with <, >, &, " and ' escaped. */
void tertius_text_append_html(GString *html, const char *text);

/* Returns the address of a place, such as "imaps://me@host/Work", as it may be shown
 * and handed on: without a password that somebody wrote into it, whatever it is made
 * of. */
char *tertius_text_dup_place(const char *place);
