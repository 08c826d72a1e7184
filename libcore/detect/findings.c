/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found so far.
 */
#include "detect/findings.h"

typedef struct {
	TertiusIntroduction *found; /* or NULL */
	TertiusReads *reads;
	gboolean asks_first_name;
} Finding;

struct _TertiusFindings {
	gboolean is_once;
	GHashTable *by_cause;   /* act or meeting -> Finding */
	Finding *current;       /* that is being found */
	GPtrArray *first_names; /* char *, in lower case, by person; NULL: I did
	                         * not write to them, or they have no name */
	GHashTable *by_first_name; /* the same -> the person, or NOBODY when
	                            * several bear it */
};

static void
free_finding(gpointer data)
{
	Finding *finding = data;

	tertius_introduction_free(finding->found);
	tertius_reads_free(finding->reads);
	g_free(finding);
}

TertiusFindings *
tertius_findings_new(void)
{
	TertiusFindings *findings = g_new0(TertiusFindings, 1);

	findings->by_cause =
		g_hash_table_new_full(NULL, NULL, NULL, free_finding);
	findings->first_names = g_ptr_array_new_with_free_func(g_free);
	findings->by_first_name = g_hash_table_new(g_str_hash, g_str_equal);
	return findings;
}

TertiusFindings *
tertius_findings_new_once(void)
{
	TertiusFindings *findings = tertius_findings_new();

	findings->is_once = TRUE;
	return findings;
}

void
tertius_findings_free(TertiusFindings *findings)
{
	if (findings == NULL)
		return;
	g_hash_table_unref(findings->by_cause);
	g_hash_table_unref(findings->by_first_name);
	g_ptr_array_unref(findings->first_names);
	g_free(findings);
}

/* --- First names ---------------------------------------------------------- */

static char *
dup_first_name(const TertiusHistory *history, guint person)
{
	guint me = tertius_history_get_me(history);
	g_autoptr(TertiusPerson) who = NULL;
	g_autofree char *first = NULL;

	if (person == me || me == TERTIUS_NOBODY ||
	    tertius_history_name(history, person) == NULL ||
	    tertius_history_exchange(history, me, person, G_MAXINT64)
	                    .from_first == 0)
		return NULL;
	who = tertius_history_dup_person(history, person);
	first = tertius_person_dup_first_name(who);
	return g_ascii_strdown(first, -1);
}

/* FALSE: it is as before. */
static gboolean
note_first_name(TertiusFindings *findings, const TertiusHistory *history,
                guint person)
{
	char *first = dup_first_name(history, person);
	gpointer *known = &findings->first_names->pdata[person];

	if (g_strcmp0(*known, first) == 0) {
		g_free(first);
		return FALSE;
	}
	g_free(*known);
	*known = first;
	return TRUE;
}

static void
index_first_names(TertiusFindings *findings)
{
	GHashTable *index = findings->by_first_name;

	g_hash_table_remove_all(index);
	for (guint i = 0; i < findings->first_names->len; i++) {
		char *first = findings->first_names->pdata[i];

		if (first != NULL)
			g_hash_table_insert(
				index, first,
				GUINT_TO_POINTER(
					g_hash_table_contains(index, first)
						? TERTIUS_NOBODY
						: i));
	}
}

/* All at first, then those who changed. */
static gboolean
note_first_names(TertiusFindings *findings, const TertiusHistory *history)
{
	g_autoptr(GArray) changed = tertius_history_list_changed(history);
	guint before = findings->first_names->len;
	gboolean is_other = FALSE;

	g_ptr_array_set_size(findings->first_names,
	                     (int) tertius_history_n_people(history));
	for (guint i = before; i < findings->first_names->len; i++)
		is_other |= note_first_name(findings, history, i);
	for (guint i = 0; i < changed->len; i++) {
		guint person = g_array_index(changed, guint, i);

		if (person < before)
			is_other |= note_first_name(findings, history, person);
	}
	return is_other;
}

guint
tertius_findings_find_first_name(TertiusFindings *findings, const char *first)
{
	g_autofree char *key = g_ascii_strdown(first, -1);
	gpointer person;

	if (findings->current != NULL)
		findings->current->asks_first_name = TRUE;
	if (!g_hash_table_lookup_extended(findings->by_first_name, key, NULL,
	                                  &person))
		return TERTIUS_NOBODY;
	return GPOINTER_TO_UINT(person);
}

/* --- Findings ------------------------------------------------------------- */

void
tertius_findings_refresh(TertiusFindings *findings,
                         const TertiusHistory *history)
{
	gboolean is_other = note_first_names(findings, history);
	GHashTableIter iter;
	gpointer value;

	const GPtrArray *regathered = tertius_history_list_regathered(history);

	if (is_other)
		index_first_names(findings);
	for (guint i = 0; i < regathered->len; i++)
		g_hash_table_remove(findings->by_cause, regathered->pdata[i]);
	g_hash_table_iter_init(&iter, findings->by_cause);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Finding *finding = value;

		if ((is_other && finding->asks_first_name) ||
		    tertius_history_has_changed(history, finding->reads))
			g_hash_table_iter_remove(&iter);
	}
}

gboolean
tertius_findings_recall(const TertiusFindings *findings, gconstpointer cause,
                        TertiusIntroduction **found)
{
	const Finding *known = g_hash_table_lookup(findings->by_cause, cause);

	if (known == NULL)
		return FALSE;
	*found = known->found != NULL ? tertius_introduction_ref(known->found)
	                              : NULL;
	return TRUE;
}

void
tertius_findings_begin(TertiusFindings *findings, const TertiusHistory *history)
{
	if (findings->is_once)
		return;
	findings->current = g_new0(Finding, 1);
	findings->current->reads = tertius_reads_new();
	tertius_history_note_reads(history, findings->current->reads);
}

void
tertius_findings_end(TertiusFindings *findings, const TertiusHistory *history,
                     gconstpointer cause, TertiusIntroduction *found)
{
	union {
		gconstpointer lent;
		gpointer key; /* never written to */
	} of = { .lent = cause };

	if (findings->is_once)
		return;
	tertius_history_note_reads(history, NULL);
	if (found != NULL)
		findings->current->found = tertius_introduction_ref(found);
	g_hash_table_insert(findings->by_cause, of.key,
	                    g_steal_pointer(&findings->current));
}
