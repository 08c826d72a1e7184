/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Character sets: whatever bytes a message has, text comes out as UTF-8.
 */
#pragma once

#include <glib.h>

/* Returns @length bytes as valid UTF-8, ended by a NUL that @out_length (which
 * may be NULL) does not count; NULs inside become U+FFFD. @label: the name that
 * the message gives, or NULL. A label that is missing, unknown or plainly wrong
 * is replaced by what the bytes look like: UTF-8, else windows-1252. A known
 * one whose converter cannot be loaded, likewise. Never fails. */
char *tertius_charset_to_utf8(const char *bytes, gsize length,
                              const char *label, gsize *out_length);
