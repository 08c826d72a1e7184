/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was seen of addresses.
 */
#include "relate/sights.h"

#include <string.h>

struct _TertiusSights {
	GArray *sights;         /* TertiusSight */
	GHashTable *by_address; /* address -> its index */
	GArray *of_mention;     /* guint: the index, by mention */
	GStringChunk *texts;
	GPtrArray *named, *spelled; /* TertiusSight, sorted */
	gboolean is_other;          /* these are to be listed anew */
	gboolean wants_threads;     /* of some that have none yet */
	guint n_read;               /* letters of which these were read */
};

static void
clear_sight(gpointer data)
{
	TertiusSight *sight = data;

	g_clear_pointer(&sight->threads, g_hash_table_unref);
}

TertiusSights *
tertius_sights_new(void)
{
	TertiusSights *sights = g_new0(TertiusSights, 1);

	sights->sights = g_array_new(FALSE, TRUE, sizeof(TertiusSight));
	g_array_set_clear_func(sights->sights, clear_sight);
	sights->by_address = g_hash_table_new(NULL, NULL);
	sights->of_mention = g_array_new(FALSE, FALSE, sizeof(guint));
	sights->texts = g_string_chunk_new(4096);
	sights->named = g_ptr_array_new();
	sights->spelled = g_ptr_array_new();
	return sights;
}

void
tertius_sights_free(TertiusSights *sights)
{
	if (sights == NULL)
		return;
	g_array_unref(sights->sights);
	g_hash_table_unref(sights->by_address);
	g_array_unref(sights->of_mention);
	g_string_chunk_free(sights->texts);
	g_ptr_array_unref(sights->named);
	g_ptr_array_unref(sights->spelled);
	g_free(sights);
}

static TertiusSight *
get_sight(const TertiusSights *sights, guint index)
{
	return &g_array_index(sights->sights, TertiusSight, index);
}

/* --- Spelling ------------------------------------------------------------- */

/* NULL where a word is an initial or a number: then it may be anybody's. What
 * comes after a "+" is a label. */
static const char *
keep_spelling(TertiusSights *sights, const char *address)
{
	g_autofree char *words = g_strndup(address, strcspn(address, "+@"));
	guint n = 0;
	gsize length = 0;

	for (char *c = words;; c++) {
		if (g_ascii_isalpha(*c)) {
			length++;
			continue;
		}
		/* The end is one of these, too. */
		if (length < 2 || strchr(".-_", *c) == NULL)
			return NULL;
		n++;
		length = 0;
		if (*c == '\0')
			break;
		*c = ' ';
	}
	return n < 2 ? NULL : g_string_chunk_insert(sights->texts, words);
}

/* --- Names ---------------------------------------------------------------- */

/* NULL when it is not a full name. */
static const char *
keep_name(TertiusSights *sights, const char *written)
{
	g_autofree char *plain =
		written != NULL ? tertius_person_dup_plain_name(written) : NULL;
	const char *blank = plain != NULL ? strchr(plain, ' ') : NULL;

	if (blank == NULL || blank - plain < 2 || strlen(blank) < 3 ||
	    strchr(plain, '@') != NULL)
		return NULL;
	return g_string_chunk_insert_const(sights->texts, plain);
}

/* The history has each text once: texts are equal when they are the same. */
static void
find_sight(TertiusSights *sights, char *address)
{
	TertiusSight first = { .address = address };
	gpointer known;
	guint index = sights->sights->len;

	if (g_hash_table_lookup_extended(sights->by_address, address, NULL,
	                                 &known)) {
		index = GPOINTER_TO_UINT(known);
	} else {
		first.spelling = keep_spelling(sights, address);
		g_array_append_val(sights->sights, first);
		g_hash_table_insert(sights->by_address, address,
		                    GUINT_TO_POINTER(index));
		sights->is_other = TRUE;
	}
	g_array_append_val(sights->of_mention, index);
}

/* --- Lists ---------------------------------------------------------------- */

static int
compare_names(gconstpointer a, gconstpointer b)
{
	const TertiusSight *x = *(const TertiusSight *const *) a;
	const TertiusSight *y = *(const TertiusSight *const *) b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : strcmp(x->address, y->address);
}

static int
compare_spellings(gconstpointer a, gconstpointer b)
{
	const TertiusSight *x = *(const TertiusSight *const *) a;
	const TertiusSight *y = *(const TertiusSight *const *) b;
	int order = strcmp(x->spelling, y->spelling);

	return order != 0 ? order : strcmp(x->address, y->address);
}

static void
list_anew(TertiusSights *sights)
{
	g_ptr_array_set_size(sights->named, 0);
	g_ptr_array_set_size(sights->spelled, 0);
	for (guint i = 0; i < sights->sights->len; i++) {
		TertiusSight *sight = get_sight(sights, i);

		if (sight->name != NULL)
			g_ptr_array_add(sights->named, sight);
		if (sight->spelling != NULL && sight->is_human)
			g_ptr_array_add(sights->spelled, sight);
	}
	g_ptr_array_sort(sights->named, compare_names);
	g_ptr_array_sort(sights->spelled, compare_spellings);
	sights->is_other = FALSE;
}

/* --- Looking -------------------------------------------------------------- */

/* How often each name was written is counted anew: what was written most may be
 * written more seldom than another one now. */
typedef struct {
	const char *written;
	guint times;
	gboolean is_human;
} Count;

static void
see(Count *count, const TertiusMention *mention)
{
	if (mention->by_hand == 0)
		return;
	count->is_human = TRUE;
	if (mention->name == NULL ||
	    (count->written != NULL &&
	     (mention->by_hand < count->times ||
	      (mention->by_hand == count->times &&
	       strcmp(mention->name, count->written) > 0))))
		return;
	count->written = mention->name;
	count->times = mention->by_hand;
}

void
tertius_sights_refresh(TertiusSights *sights, const TertiusHistory *history)
{
	guint n = tertius_history_n_mentions(history);
	g_autofree Count *counts = NULL;

	for (guint i = sights->of_mention->len; i < n; i++)
		find_sight(sights,
		           tertius_history_mention(history, i)->address);
	counts = g_new0(Count, sights->sights->len + 1);
	for (guint i = 0; i < n; i++)
		see(&counts[g_array_index(sights->of_mention, guint, i)],
		    tertius_history_mention(history, i));
	for (guint i = 0; i < sights->sights->len; i++) {
		TertiusSight *sight = get_sight(sights, i);

		if (sight->written == counts[i].written &&
		    sight->is_human == counts[i].is_human)
			continue;
		sight->is_human = counts[i].is_human;
		sight->written = counts[i].written;
		sight->name = keep_name(sights, sight->written);
		sights->is_other = TRUE;
	}
	if (sights->is_other)
		list_anew(sights);
}

const GPtrArray *
tertius_sights_list_named(const TertiusSights *sights)
{
	return sights->named;
}

const GPtrArray *
tertius_sights_list_spelled(const TertiusSights *sights)
{
	return sights->spelled;
}

/* --- Conversations -------------------------------------------------------- */

void
tertius_sights_want_threads(TertiusSights *sights, TertiusSight *sight)
{
	if (sight->threads != NULL)
		return;
	sight->threads = g_hash_table_new(g_str_hash, g_str_equal);
	sights->wants_threads = TRUE;
}

static void
read_letter(const TertiusSights *sights, const TertiusLetter *letter,
            const char *writer)
{
	TertiusSight *sight;
	gpointer known;

	if (writer == NULL ||
	    (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0 ||
	    !g_hash_table_lookup_extended(sights->by_address, writer, NULL,
	                                  &known))
		return;
	sight = get_sight(sights, GPOINTER_TO_UINT(known));
	if (sight->threads == NULL)
		return;
	sight->letters++;
	if (*letter->thread != '\0')
		g_hash_table_add(sight->threads, letter->thread);
}

static void
read_all(const TertiusSights *sights, const TertiusHistory *history)
{
	for (guint i = 0; i < sights->sights->len; i++) {
		TertiusSight *sight = get_sight(sights, i);

		sight->letters = 0;
		if (sight->threads != NULL)
			g_hash_table_remove_all(sight->threads);
	}
	for (guint i = 0; i < tertius_history_n_taken(history); i++) {
		const char *writer;
		const TertiusLetter *letter =
			tertius_history_taken(history, i, &writer);

		read_letter(sights, letter, writer);
	}
}

/* Letters that wait for their day are not among those that are new. */
void
tertius_sights_read_threads(TertiusSights *sights,
                            const TertiusHistory *history)
{
	const GPtrArray *grown = tertius_history_list_grown(history);
	gboolean is_whole = sights->n_read + grown->len ==
	                            tertius_history_n_letters(history) &&
	                    tertius_history_n_letters(history) ==
	                            tertius_history_n_taken(history);

	if (!is_whole || sights->wants_threads)
		read_all(sights, history);
	for (guint i = 0; is_whole && !sights->wants_threads && i < grown->len;
	     i++) {
		const TertiusLetter *letter = grown->pdata[i];

		read_letter(sights, letter,
		            letter->from_address == TERTIUS_NOBODY
		                    ? NULL
		                    : tertius_history_address_text(
					      history, letter->from_address));
	}
	sights->wants_threads = FALSE;
	sights->n_read = tertius_history_n_taken(history);
}
