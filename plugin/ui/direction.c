/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which direction sentences of ours are read.
 */
#include "ui/direction.h"

#include <glib/gi18n-lib.h>
#include <pango/pango.h>

/* As any word of ours is written. */
static gboolean
is_right_to_left(void)
{
	return pango_find_base_dir(_("Introductions"), -1) ==
	       PANGO_DIRECTION_RTL;
}

const char *
tertius_direction_get_mark(const char *sentence)
{
	PangoDirection first = pango_find_base_dir(sentence, -1);

	if (is_right_to_left())
		return first == PANGO_DIRECTION_RTL ? "" : "\u200f";
	/* Without a letter, it would be read as the desktop is. */
	return first == PANGO_DIRECTION_LTR || *sentence == '\0' ? ""
	                                                         : "\u200e";
}

char *
tertius_direction_dup_isolated(const char *sentence)
{
	return g_strdup_printf(is_right_to_left() ? "\u2067%s\u2069"
	                                          : "\u2066%s\u2069",
	                       sentence);
}
