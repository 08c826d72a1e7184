/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML mail as the text that its reader sees.
 */
#pragma once

#include <glib.h>

/* HTML that is looked at; what is longer is cut. Newsletters are below 200 kB,
 * since web mail cuts there. */
#define TERTIUS_HTML_BYTES_MAX     2097152 /* 2 MiB */
/* Elements inside one another; at a deeper one the text ends. libxml2 refuses
 * more for trees, and looks through all of them for each closing tag. */
#define TERTIUS_HTML_DEPTH_MAX     256
/* Quotes inside quotes that are told apart; deeper ones are told as these. */
#define TERTIUS_HTML_QUOTES_MAX    10
/* Bytes of a style (its blanks not counted), of a class and of a link that are
 * looked at: a longer style is read so far, the others not at all. */
#define TERTIUS_HTML_ATTRIBUTE_MAX 1000

/* Returns the text of @length bytes of UTF-8 as lines of clean UTF-8, at most
 * @max bytes: paragraphs are set off by a blank line, quoted ones (blockquote
 * and what mail programs use instead) begin with "> " for each level, lists
 * with "- ", signatures that are marked as such with a line "-- ". Scripts,
 * styles and hidden text are left out, links are left with their text and,
 * where it does not say it, the address they write to. Never fails; linear in
 * @length. */
char *tertius_html_to_text(const char *html, gsize length, gsize max);
