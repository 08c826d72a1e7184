/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What letters are about.
 */
#include "relate/topics.h"

#include "model/boundary.h"
#include "relate/words.h"

#include <string.h>

struct _TertiusTopics {
	gboolean has_begun;
	GPtrArray *searches; /* TertiusLetter */
	GHashTable *uses;    /* stem -> GArray of TertiusTopicUse */
};

static void
free_uses(gpointer uses)
{
	g_array_unref(uses);
}

TertiusTopics *
tertius_topics_new(void)
{
	TertiusTopics *topics = g_new0(TertiusTopics, 1);

	topics->searches = g_ptr_array_new();
	topics->uses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                     free_uses);
	return topics;
}

void
tertius_topics_free(TertiusTopics *topics)
{
	if (topics == NULL)
		return;
	g_ptr_array_unref(topics->searches);
	g_hash_table_unref(topics->uses);
	g_free(topics);
}

/* --- One letter ----------------------------------------------------------- */

typedef struct {
	GHashTable *uses;
	TertiusTopicUse use;
} Reading;

static void
read_stem(const char *stem, gpointer data)
{
	const Reading *reading = data;
	GArray *uses = g_hash_table_lookup(reading->uses, stem);
	TertiusTopicUse *last =
		uses != NULL && uses->len > 0
			? &g_array_index(uses, TertiusTopicUse, uses->len - 1)
			: NULL;

	if (uses == NULL)
		return;
	if (last != NULL && last->letter == reading->use.letter)
		last->is_said |= reading->use.is_said;
	else
		g_array_append_val(uses, reading->use);
}

static gboolean
wants_it(TertiusActKind kind)
{
	return kind == TERTIUS_ACT_SEARCH || kind == TERTIUS_ACT_ASK ||
	       kind == TERTIUS_ACT_INTRO_REQUEST;
}

/* The same words are mostly the evidence of several rules, one after the
 * other. */
static void
read_act(Reading *reading, const TertiusAct *act)
{
	const char *before = "";

	reading->use.is_said = !wants_it(act->kind);
	for (guint i = 0; i < act->evidence->len; i++) {
		const TertiusEvidence *evidence = act->evidence->pdata[i];

		if (g_strcmp0(evidence->place, "body") == 0 &&
		    g_strcmp0(evidence->quote, before) != 0)
			tertius_words_each_stem(evidence->quote, read_stem,
			                        reading);
		before = evidence->quote;
	}
}

static void
read_words(GHashTable *uses, const TertiusLetter *letter)
{
	Reading reading = { uses, { letter, TRUE } };

	tertius_words_each_stem(letter->subject, read_stem, &reading);
	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++)
		read_act(&reading, letter->acts->pdata[i]);
}

static gboolean
is_search(const TertiusLetter *letter)
{
	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++) {
		const TertiusAct *act = letter->acts->pdata[i];

		if (act->kind == TERTIUS_ACT_SEARCH)
			return TRUE;
	}
	return tertius_words_find_sought(letter->subject) != NULL;
}

static void
take_letter(TertiusTopics *topics, const TertiusLetter *letter)
{
	union {
		const TertiusLetter *lent;
		gpointer item; /* never written to */
	} of = { .lent = letter };

	if ((letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0 &&
	    is_search(letter))
		g_ptr_array_add(topics->searches, of.item);
	if (g_hash_table_size(topics->uses) > 0)
		read_words(topics->uses, letter);
}

/* As the history has them, from the latest back. */
static int
compare_latest(gconstpointer a, gconstpointer b)
{
	const TertiusLetter *x = *(const TertiusLetter *const *) a;
	const TertiusLetter *y = *(const TertiusLetter *const *) b;

	if (x->date != y->date)
		return x->date > y->date ? -1 : 1;
	return -strcmp(x->id, y->id);
}

/* --- All letters ---------------------------------------------------------- */

static void
each_letter(const TertiusHistory *history, gint64 since,
            void (*take)(gpointer data, const TertiusLetter *letter),
            gpointer data)
{
	for (guint i = tertius_history_n_letters(history); i > 0; i--) {
		const TertiusLetter *letter =
			tertius_history_letter(history, i - 1);

		if (letter->date < since)
			return;
		if (tertius_gate_may_use(letter->flags))
			take(data, letter);
	}
}

static void
begin_with(gpointer topics, const TertiusLetter *letter)
{
	take_letter(topics, letter);
}

static void
read_again(gpointer uses, const TertiusLetter *letter)
{
	read_words(uses, letter);
}

void
tertius_topics_refresh(TertiusTopics *topics, const TertiusHistory *history,
                       gint64 since)
{
	const GPtrArray *grown = tertius_history_list_grown(history);

	if (!topics->has_begun) {
		each_letter(history, since, begin_with, topics);
		topics->has_begun = TRUE;
		return;
	}
	for (guint i = 0; i < grown->len; i++) {
		const TertiusLetter *letter = grown->pdata[i];

		if (letter->date >= since &&
		    tertius_gate_may_use(letter->flags))
			take_letter(topics, letter);
	}
	if (grown->len > 0)
		g_ptr_array_sort(topics->searches, compare_latest);
}

const GPtrArray *
tertius_topics_list_searches(const TertiusTopics *topics)
{
	return topics->searches;
}

/* The letters are read once more for all words that nobody sought before. */
void
tertius_topics_seek(TertiusTopics *topics, const TertiusHistory *history,
                    const GPtrArray *stems, gint64 since)
{
	g_autoptr(GHashTable) fresh = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer stem, uses;

	for (guint i = 0; i < stems->len; i++) {
		if (!g_hash_table_contains(topics->uses, stems->pdata[i]) &&
		    !g_hash_table_contains(fresh, stems->pdata[i]))
			g_hash_table_replace(
				fresh, stems->pdata[i],
				g_array_new(FALSE, FALSE,
			                    sizeof(TertiusTopicUse)));
	}
	if (g_hash_table_size(fresh) == 0)
		return;
	each_letter(history, since, read_again, fresh);
	g_hash_table_iter_init(&iter, fresh);
	while (g_hash_table_iter_next(&iter, &stem, &uses))
		g_hash_table_insert(topics->uses, g_strdup(stem), uses);
}

const GArray *
tertius_topics_find(const TertiusTopics *topics, const char *stem)
{
	return g_hash_table_lookup(topics->uses, stem);
}
