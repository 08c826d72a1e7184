/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encoded words (RFC 2047): "=?iso-8859-1?Q?J=F6rg?=" is "Jörg".
 */
#pragma once

#include <glib.h>

/* A single encoded word may be this long; RFC 2047 says 75, writers do not
 * keep to it. */
#define TERTIUS_MIME_WORD_MAX         4096
/* Bytes of the name of its character set; with a longer one it is no word. */
#define TERTIUS_MIME_WORD_CHARSET_MAX 59

/* The length of the encoded word that @text begins with, 0 when it does not. */
gsize tertius_mime_word_length(const char *text);

/* Returns the @length bytes of a header field at @raw unfolded and decoded, as
 * valid UTF-8. Words of one character set that follow one another are joined
 * before they are converted: some writers cut letters in two. Bytes that are
 * not encoded at all are read as UTF-8, else windows-1252. */
char *tertius_mime_decode_words(const char *raw, gsize length);
