/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a letter is signed by.
 */
#include "detect/signed.h"

#include "detect/mark-text.h"
#include "detect/own-marks.h"

#include <string.h>

static gboolean
is_of_signature(const TertiusLine *line)
{
	return line->zone == TERTIUS_ZONE_CLOSING ||
	       line->zone == TERTIUS_ZONE_SIGNATURE;
}

/* The first line behind the words of farewell that says anything. */
static const TertiusLine *
find_signed(const GArray *lines)
{
	gboolean is_farewell = FALSE;

	for (guint i = 0; i < lines->len; i++) {
		const TertiusLine *line = &g_array_index(lines, TertiusLine, i);

		if (!is_of_signature(line)) {
			is_farewell = FALSE;
			continue;
		}
		if (tertius_mark_is_closing(line) ||
		    tertius_mark_is_signature(line))
			is_farewell = TRUE;
		else if (is_farewell && !tertius_mark_is_blank(line))
			return line;
	}
	return NULL;
}

static char *
dup_name(const GArray *lines)
{
	const TertiusLine *line = find_signed(lines);
	g_autofree char *name = NULL;

	if (line == NULL || !tertius_mark_is_bare_name(line))
		return NULL;
	name = g_strstrip(g_strndup(line->start, line->length));
	return strchr(name, ' ') != NULL && strchr(name, ',') == NULL
	               ? g_steal_pointer(&name)
	               : NULL;
}

void
tertius_signed_name_writer(const GArray *lines, TertiusMessage *message)
{
	TertiusPerson *writer = message->from;
	g_autofree char *name = NULL;

	if (writer == NULL || writer->name != NULL ||
	    (message->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0)
		return;
	name = dup_name(lines);
	message->from =
		tertius_person_new(name, writer->address, writer->place);
	tertius_person_free(writer);
}
