/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is suggested for those who look for something: what may interest them,
 * and whom else the user knows that could help. Through the gate, and never
 * many.
 */
#include "relate/seekers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "relate/kept.h"
#include "relate/words.h"

/* A word that more people use tells nothing of them. */
#define WORD_PEOPLE     8
#define SUGGESTIONS_MAX 10

TertiusSuggestion *
tertius_suggestion_add(const TertiusRelating *relating,
                       TertiusSuggestionKind kind, const TertiusRelation *first,
                       const char *key)
{
	TertiusSuggestion *suggestion = g_new0(TertiusSuggestion, 1);
	g_autofree char *name = g_strdup_printf(
		"%s\n%s\n%s", tertius_suggestion_name(kind),
		tertius_history_address(relating->history, first->person), key);

	suggestion->id =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
	suggestion->kind = kind;
	suggestion->first = first->person;
	suggestion->second = TERTIUS_NOBODY;
	g_ptr_array_add(relating->relations->suggestions, suggestion);
	return suggestion;
}

/* --- Whom to introduce to whom -------------------------------------------- */

static gboolean
may_introduce(const TertiusRelating *relating, const TertiusRelation *relation)
{
	return tertius_gate_pass(relation->boundaries,
	                         TERTIUS_PURPOSE_INTRODUCE, NULL, relating->now)
	               .gate == TERTIUS_GATE_OPEN;
}

static gboolean
wrote_together(const TertiusRelating *relating, guint with_fewer, guint other)
{
	guint n;
	const guint *list =
		tertius_history_letters_of(relating->history, with_fewer, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, list[i]);

		if (letter->from == other ||
		    tertius_letter_has_recipient(letter, other, NULL))
			return TRUE;
	}
	return FALSE;
}

static gboolean
know_each_other(const TertiusRelating *relating, guint first, guint second)
{
	guint n, m;

	(void) tertius_history_letters_of(relating->history, first, &n);
	(void) tertius_history_letters_of(relating->history, second, &m);
	return wrote_together(relating, n < m ? first : second,
	                      n < m ? second : first) ||
	       tertius_history_exchange(relating->history, first, second,
	                                relating->now)
	                       .meetings > 0;
}

static void
add_once(GArray *people, guint person)
{
	for (guint i = 0; i < people->len; i++) {
		if (g_array_index(people, guint, i) == person)
			return;
	}
	g_array_append_val(people, person);
}

/* Who wrote of @stem, up to one more than tell anything. */
static void
add_writers(const TertiusRelating *relating, const TertiusTopics *topics,
            const char *stem, GArray *people)
{
	const GArray *uses = tertius_topics_find(topics, stem);

	for (guint i = 0; i < uses->len && people->len <= WORD_PEOPLE; i++) {
		const TertiusTopicUse *use =
			&g_array_index(uses, TertiusTopicUse, i);
		const TertiusRelation *relation;

		tertius_history_look(relating->history, use->letter);
		relation = tertius_relations_get(relating->relations,
		                                 use->letter->from);
		if (use->is_said && relation != NULL &&
		    relation->two_way != 0 &&
		    use->letter->date >= relating->now - TERTIUS_KNOWN_WITHIN &&
		    (use->letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0)
			add_once(people, relation->person);
	}
}

/* What people sign as, and what the user noted of them: stem -> GArray of
 * guint. */
typedef struct {
	GHashTable *people;
	guint person;
} Signing;

static void
sign(const char *stem, gpointer data)
{
	const Signing *signing = data;
	GArray *people = g_hash_table_lookup(signing->people, stem);

	if (people == NULL) {
		people = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(signing->people, g_strdup(stem), people);
	}
	add_once(people, signing->person);
}

/* Who seeks it does not know about it. */
static void
note(const char *text, Signing *signing)
{
	if (tertius_words_find_sought(text) == NULL)
		tertius_words_each_stem(text, sign, signing);
}

static void
free_people(gpointer people)
{
	g_array_unref(people);
}

static GHashTable *
list_signed(const TertiusRelating *relating)
{
	Signing signing = {
		.people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
		                                free_people),
	};

	for (guint i = 0; i < relating->relations->people->len; i++) {
		const TertiusRelation *relation =
			relating->relations->people->pdata[i];

		signing.person = relation->person;
		if (relation->title != NULL && relation->two_way != 0)
			tertius_words_each_stem(relation->title, sign,
			                        &signing);
		for (guint j = 0;
		     relation->notes != NULL && j < relation->notes->len; j++)
			note(relation->notes->pdata[j], &signing);
	}
	return signing.people;
}

/* Those who know the word @stem; a word that many know tells nothing of them. */
static GArray *
list_knowing(const TertiusRelating *relating, const TertiusTopics *topics,
             GHashTable *signing, const char *stem)
{
	GArray *people = g_array_new(FALSE, FALSE, sizeof(guint));
	const GArray *more = g_hash_table_lookup(signing, stem);

	add_writers(relating, topics, stem, people);
	for (guint i = 0; more != NULL && i < more->len; i++)
		add_once(people, g_array_index(more, guint, i));
	if (people->len > WORD_PEOPLE)
		g_array_set_size(people, 0);
	return people;
}

static gboolean
is_before(const TertiusRelating *relating, guint person, guint other)
{
	return other == TERTIUS_NOBODY ||
	       strcmp(tertius_history_address(relating->history, person),
	              tertius_history_address(relating->history, other)) < 0;
}

/* Who uses most of the words that are sought; the first by address of
 * equals. */
static guint
find_expert(const TertiusRelating *relating, const TertiusTopics *topics,
            GHashTable *signing, const TertiusSeeker *seeker)
{
	g_autoptr(GHashTable) votes = g_hash_table_new(NULL, NULL);
	guint best = TERTIUS_NOBODY, most = TERTIUS_WORDS_COMMON;
	GHashTableIter iter;
	gpointer key, value;

	for (guint i = 0; i < seeker->sought->len; i++) {
		g_autoptr(GArray) people = list_knowing(
			relating, topics, signing, seeker->sought->pdata[i]);

		for (guint j = 0; j < people->len; j++) {
			gpointer person = GUINT_TO_POINTER(
				g_array_index(people, guint, j));
			guint n = GPOINTER_TO_UINT(
				g_hash_table_lookup(votes, person));

			g_hash_table_insert(votes, person,
			                    GUINT_TO_POINTER(n + 1));
		}
	}
	g_hash_table_remove(votes, GUINT_TO_POINTER(seeker->relation->person));
	g_hash_table_iter_init(&iter, votes);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		guint n = GPOINTER_TO_UINT(value);

		if (n < most ||
		    (n == most &&
		     !is_before(relating, GPOINTER_TO_UINT(key), best)))
			continue;
		best = GPOINTER_TO_UINT(key);
		most = n;
	}
	return best;
}

static void
suggest_introduction(const TertiusRelating *relating,
                     const TertiusTopics *topics, GHashTable *signing,
                     const TertiusSeeker *seeker)
{
	const TertiusRelation *relation = seeker->relation;
	guint person = find_expert(relating, topics, signing, seeker);
	const TertiusRelation *expert =
		tertius_relations_get(relating->relations, person);
	TertiusSuggestion *suggestion;
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;

	if (expert == NULL || expert->two_way == 0 ||
	    !may_introduce(relating, relation) ||
	    !may_introduce(relating, expert) ||
	    know_each_other(relating, relation->person, person))
		return;
	suggestion = tertius_suggestion_add(
		relating, TERTIUS_SUGGESTION_INTRODUCE, relation,
		tertius_history_address(relating->history, person));
	suggestion->second = person;
	first = tertius_relate_dup_first_name(relating, relation->person);
	second = tertius_relate_dup_first_name(relating, person);
	suggestion->date = relating->now;
	suggestion->source = g_strdup(relation->seeks->source);
	suggestion->needs_consent = TRUE;
	suggestion->because = g_strdup_printf(
		_("%s looks for %s, and %s knows about it. Ask both first "
	          "whether they would like to meet."),
		first, relation->seeks->words, second);
}

/* At most one of a week: those that are not the week's turn wait. */
static void
keep_one_introduction(const TertiusRelating *relating)
{
	GPtrArray *suggestions = relating->relations->suggestions;
	guint n = 0, chosen, i = 0;

	for (guint j = 0; j < suggestions->len; j++) {
		const TertiusSuggestion *one = suggestions->pdata[j];

		n += one->kind == TERTIUS_SUGGESTION_INTRODUCE;
	}
	if (n < 2)
		return;
	chosen = (guint) (relating->now /
	                  (relating->rules->suggest * TERTIUS_DAY) % n);
	for (guint j = 0; j < suggestions->len;) {
		const TertiusSuggestion *one = suggestions->pdata[j];

		if (one->kind == TERTIUS_SUGGESTION_INTRODUCE && i++ != chosen)
			g_ptr_array_remove_index(suggestions, j);
		else
			j++;
	}
}

static int
compare_suggestions(gconstpointer a, gconstpointer b)
{
	const TertiusSuggestion *x = *(const TertiusSuggestion *const *) a;
	const TertiusSuggestion *y = *(const TertiusSuggestion *const *) b;

	if (x->date != y->date)
		return x->date > y->date ? -1 : 1;
	return strcmp(x->id, y->id);
}

static void
suggest_all(const TertiusRelating *relating, TertiusTopics *topics)
{
	g_autoptr(GPtrArray) seekers = tertius_seekers_find(relating, topics);
	g_autoptr(GHashTable) signing = NULL;

	if (seekers->len == 0)
		return;
	signing = list_signed(relating);
	for (guint i = 0; i < seekers->len; i++) {
		tertius_opportunity_suggest(relating, topics,
		                            seekers->pdata[i]);
		suggest_introduction(relating, topics, signing,
		                     seekers->pdata[i]);
	}
}

void
tertius_relate_suggestions(const TertiusRelating *relating)
{
	GPtrArray *suggestions = relating->relations->suggestions;
	g_autoptr(TertiusTopics) once =
		relating->kept == NULL ? tertius_topics_new() : NULL;
	TertiusTopics *topics =
		relating->kept != NULL ? tertius_kept_get_topics(relating->kept)
				       : once;

	tertius_topics_refresh(topics, relating->history,
	                       relating->now - TERTIUS_KNOWN_WITHIN);
	if (relating->me == TERTIUS_NOBODY)
		return;
	suggest_all(relating, topics);
	g_ptr_array_sort(suggestions, compare_suggestions);
	keep_one_introduction(relating);
	if (suggestions->len > SUGGESTIONS_MAX)
		g_ptr_array_set_size(suggestions, SUGGESTIONS_MAX);
}
