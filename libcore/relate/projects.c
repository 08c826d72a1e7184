/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one works on together: conversations with others in them that go on for
 * a while.
 */
#include "relate/relate.h"

#include <string.h>

/* So many letters of both of us make a conversation a thing of its own; so many
 * are named. */
#define LETTERS_MIN  3
#define PROJECTS_MAX 5

/* The subject without what answering and forwarding put before it. */
static const char *
skip_prefixes(const char *subject)
{
	for (;;) {
		const char *colon = strchr(subject, ':');

		if (colon == NULL || colon - subject > 4 || colon[1] != ' ')
			return subject;
		subject = colon + 2;
	}
}

static gboolean
is_known(const GPtrArray *projects, const char *subject)
{
	for (guint i = 0; i < projects->len; i++) {
		if (strcmp(projects->pdata[i], subject) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Letters by conversation; of each the latest is remembered by coming last. */
static GHashTable *
count_threads(const TertiusRelating *relating, const GArray *contacts)
{
	GHashTable *threads =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);
		const char *thread;
		guint n;

		if (contact->letter == NULL || contact->n_people == 0 ||
		    tertius_relate_is_older(relating, contact->date,
		                            365 * TERTIUS_DAY + 1))
			continue;
		thread = tertius_contact_look(relating, contact)->thread;
		if (*thread == '\0')
			continue;
		n = GPOINTER_TO_UINT(g_hash_table_lookup(threads, thread)) + 1;
		g_hash_table_replace(threads, g_strdup(thread),
		                     GUINT_TO_POINTER(n));
	}
	return threads;
}

void
tertius_relate_projects(const TertiusRelating *relating,
                        TertiusRelation *relation, const GArray *contacts)
{
	g_autoptr(GPtrArray) projects = NULL;
	g_autoptr(GHashTable) threads = NULL;

	if (contacts->len < LETTERS_MIN)
		return;
	threads = count_threads(relating, contacts);
	if (g_hash_table_size(threads) == 0)
		return;
	projects = g_ptr_array_new_with_free_func(g_free);
	for (guint i = contacts->len; i > 0 && projects->len < PROJECTS_MAX;
	     i--) {
		const TertiusLetter *letter = tertius_contact_look(
			relating,
			&g_array_index(contacts, TertiusContact, i - 1));
		const char *subject =
			letter != NULL ? skip_prefixes(letter->subject) : "";

		if (*subject != '\0' && tertius_gate_may_use(letter->flags) &&
		    GPOINTER_TO_UINT(g_hash_table_lookup(
			    threads, letter->thread)) >= LETTERS_MIN &&
		    !is_known(projects, subject))
			g_ptr_array_add(projects, g_strdup(subject));
	}
	if (projects->len > 0)
		relation->projects = g_steal_pointer(&projects);
}
