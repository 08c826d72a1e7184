/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mbox (RFC 4155): many messages in one file, each after a line that begins
 * with "From ". Which lines do is not agreed upon: mboxrd and mboxo put ">"
 * before such lines of the text, mboxcl counts bytes, old writers do neither.
 */
#pragma once

#include "mail/source.h"

/* A longer "From " line is none. */
#define TERTIUS_MBOX_LINE_MAX       1000
/* Bytes of a field's name after it; one that is longer speaks for no message. */
#define TERTIUS_MBOX_FIELD_NAME_MAX 100

/* Whether a file that begins with @length bytes at @start is an mbox. */
gboolean tertius_mbox_is(const char *start, gsize length);

/* Reads the file @path. An item's key is a hash of its bytes, so that it stays
 * when others before it are deleted. The file is read piece by piece, never
 * mapped: a mail client that shortens it meanwhile does no harm. @options must
 * outlive it. Returns NULL and a G_FILE_ERROR when the file cannot be opened. */
TertiusSource *tertius_mbox_open(const char *path, gboolean is_sent,
                                 const TertiusSourceOptions *options,
                                 GError **error);
