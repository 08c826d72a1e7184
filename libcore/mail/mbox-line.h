/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of an mbox that begin with "From ". Of @length bytes no more are looked at
 * than TERTIUS_MBOX_LINE_MAX, and a field's name after them.
 */
#pragma once

#include <glib.h>

/* Whether the line at @line begins a message. Two of three signs are enough: a
 * date in it, a blank line before it, a header field after it. */
gboolean tertius_mbox_is_from_line(const char *line, gsize length,
                                   gboolean after_blank);

/* Whether a "From " line is at @text, or what may become one where @length is
 * shorter. */
gboolean tertius_mbox_begins_from_line(const char *text, gsize length);
