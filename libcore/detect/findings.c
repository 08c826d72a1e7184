/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found so far.
 */
#include "detect/findings.h"

#include "detect/called.h"

#include <string.h>

typedef struct {
	TertiusIntroduction *found; /* or NULL */
	TertiusReads *reads;
	GArray *asked; /* keys of names, or NULL */
} Finding;

struct _TertiusFindings {
	gboolean is_once;
	GHashTable *by_cause; /* act or meeting -> Finding */
	Finding *current;     /* that is being found */
	TertiusCalled *called;
};

static void
free_finding(gpointer data)
{
	Finding *finding = data;

	tertius_introduction_free(finding->found);
	tertius_reads_free(finding->reads);
	g_clear_pointer(&finding->asked, g_array_unref);
	g_free(finding);
}

TertiusFindings *
tertius_findings_new(void)
{
	TertiusFindings *findings = g_new0(TertiusFindings, 1);

	findings->by_cause =
		g_hash_table_new_full(NULL, NULL, NULL, free_finding);
	findings->called = tertius_called_new();
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
	tertius_called_free(findings->called);
	g_free(findings);
}

/* --- Names ---------------------------------------------------------------- */

/* Who goes by @word; whoever asked hears of it when these are others. */
GArray *
tertius_findings_list_called(TertiusFindings *findings, const char *word,
                             gboolean last)
{
	guint key = tertius_called_key(word);
	Finding *current = findings->current;

	if (current != NULL && current->asked == NULL)
		current->asked = g_array_new(FALSE, FALSE, sizeof(guint));
	if (current != NULL)
		g_array_append_val(current->asked, key);
	return tertius_called_list(findings->called, key, last);
}

static gboolean
is_written_to(const TertiusHistory *history, guint person)
{
	return tertius_history_exchange(history,
	                                tertius_history_get_me(history), person,
	                                G_MAXINT64)
	               .from_first > 0;
}

static gboolean
is_called(const TertiusHistory *history, guint person, const char *word)
{
	g_autoptr(TertiusPerson) who =
		tertius_history_dup_person(history, person);
	g_auto(GStrv) words = tertius_called_split(who);

	return who->name != NULL && words[0] != NULL &&
	       strcmp(words[0], word) == 0;
}

guint
tertius_findings_find_first_name(TertiusFindings *findings,
                                 const TertiusHistory *history,
                                 const char *first)
{
	g_autofree char *word = tertius_called_dup_word(first);
	g_autoptr(GArray) people =
		tertius_findings_list_called(findings, word, FALSE);
	guint found = TERTIUS_NOBODY;

	for (guint i = 0; i < people->len; i++) {
		guint person = g_array_index(people, guint, i);

		if (!is_written_to(history, person) ||
		    !is_called(history, person, word))
			continue;
		if (found != TERTIUS_NOBODY)
			return TERTIUS_NOBODY;
		found = person;
	}
	return found;
}

/* --- Findings ------------------------------------------------------------- */

static gboolean
asked_for_any(const Finding *finding, GHashTable *changed)
{
	for (guint i = 0; finding->asked != NULL && i < finding->asked->len;
	     i++) {
		guint key = g_array_index(finding->asked, guint, i);

		if (g_hash_table_contains(changed, GUINT_TO_POINTER(key)))
			return TRUE;
	}
	return FALSE;
}

void
tertius_findings_refresh(TertiusFindings *findings,
                         const TertiusHistory *history)
{
	const GPtrArray *regathered = tertius_history_list_regathered(history);
	g_autoptr(GHashTable) changed = g_hash_table_new(NULL, NULL);
	GHashTableIter iter;
	gpointer value;

	tertius_called_refresh(findings->called, history, changed);
	for (guint i = 0; i < regathered->len; i++)
		g_hash_table_remove(findings->by_cause, regathered->pdata[i]);
	g_hash_table_iter_init(&iter, findings->by_cause);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Finding *finding = value;

		if (asked_for_any(finding, changed) ||
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
