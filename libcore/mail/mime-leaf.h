/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One part of text: from its bytes to what it says. Of most letters it is the
 * whole body, and then nothing needs to be taken apart.
 */
#pragma once

#include "mail/mime-fields.h"

#include <gmime/gmime.h>

/* Decoded bytes of a part of plain text: UTF-16 needs twice its text. */
#define TERTIUS_MIME_PLAIN_MAX 524288

/* What the fields of a part tell of its text; a plain record of what is lent. */
typedef struct {
	gboolean is_html;
	/* parameters of its type; NULL where it has none */
	const char *charset, *format, *deletes_space;
} TertiusLeaf;

/* Bytes of such a part that are decoded. */
gsize tertius_mime_leaf_max(const TertiusLeaf *leaf);

/* Appends to @bytes the next @n of what is to be decoded. */
void tertius_mime_decode(GMimeEncoding *state, const char *chunk, gsize n,
                         GByteArray *bytes);

/* The text in the decoded @bytes, as valid UTF-8. */
char *tertius_mime_leaf_dup_text(const TertiusLeaf *leaf,
                                 const GByteArray *bytes);

/* The text of a message whose body is nothing but text in an encoding of
 * RFC 2045, and whose Content- fields are as simple as nearly all are. NULL where
 * they are not, and GMime is to be asked: this says what it would say. */
char *tertius_mime_leaf_dup_sole(const TertiusFields *fields, const char *body,
                                 gsize length);
