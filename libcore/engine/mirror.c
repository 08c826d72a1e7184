/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders in the calendar inside the mail client. What was given to it is
 * remembered in the ledger, a line each: uid, sequence.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "calendar/vcalendar.h"

#include <stdlib.h>
#include <string.h>

#define GIVEN "mirrored"

static GHashTable *
recall(TertiusEngine *engine)
{
	GHashTable *given =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *text = tertius_ledger_recall(engine->ledger, GIVEN);
	g_auto(GStrv) lines = g_strsplit(text != NULL ? text : "", "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		char *blank = strchr(lines[i], ' ');

		if (blank == NULL)
			continue;
		*blank = '\0';
		g_hash_table_insert(
			given, g_strdup(lines[i]),
			GUINT_TO_POINTER(strtoul(blank + 1, NULL, 10)));
	}
	return given;
}

static gboolean
remember(TertiusEngine *engine, GHashTable *given, GError **error)
{
	g_autoptr(GString) text = g_string_new("");
	GHashTableIter iter;
	gpointer uid, sequence;

	g_hash_table_iter_init(&iter, given);
	while (g_hash_table_iter_next(&iter, &uid, &sequence))
		g_string_append_printf(text, "%s %u\n", (char *) uid,
		                       GPOINTER_TO_UINT(sequence));
	return tertius_ledger_note(engine->ledger, GIVEN, text->str, error);
}

/* What it shows when the user does not want it. */
static GPtrArray *
publish(TertiusEngine *engine, GError **error)
{
	return engine->settings->has_mirror
	               ? tertius_engine_publish(engine, error)
	               : tertius_published_array_new();
}

gboolean
tertius_engine_mirror(TertiusEngine *engine, const char *folder,
                      const char *attendee, guint *changed, GError **error)
{
	g_autoptr(GHashTable) given = recall(engine);
	g_autoptr(GPtrArray) published = NULL;
	gboolean done;

	*changed = 0;
	if (!engine->settings->has_mirror && g_hash_table_size(given) == 0)
		return TRUE;
	published = publish(engine, error);
	if (published == NULL)
		return FALSE;
	done = tertius_vcalendar_export(folder, attendee, published, given,
	                                changed, error);
	/* What was written before it failed is known too. */
	if (*changed > 0 && !remember(engine, given, done ? error : NULL))
		return FALSE;
	return done;
}
