/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people look for, as they said it or as the user noted it, matched with
 * what comes in and with whom else the user knows. Through the gate, never from
 * confidential mail, and never many.
 */
#include "relate/relate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "relate/words.h"

/* What somebody said that they look for holds so long; a note holds until
 * another one says otherwise. */
#define SOUGHT_WITHIN   (180 * TERTIUS_DAY)
/* Mail that came in so long ago may still be passed on. */
#define FRESH_WITHIN    (21 * TERTIUS_DAY)
/* What people wrote of in so long tells what they know about. */
#define KNOWN_WITHIN    (365 * TERTIUS_DAY)
/* Words that must be common to both, and how many people may use a word for it
 * to tell anything. */
#define COMMON_MIN      2
#define WORD_PEOPLE     8
/* Limits of what is looked at and of what is suggested. */
#define SEEKERS_MAX     50
#define SUGGESTIONS_MAX 10

/* --- Who looks for what --------------------------------------------------- */

static void
set_seeks(TertiusRelation *relation, const char *text, const char *source)
{
	g_free(relation->seeks);
	relation->seeks = g_strstrip(g_strdup(text));
	relation->seeks_source = source;
}

static gboolean
seeks(const TertiusRelation *relation)
{
	return relation->seeks != NULL && relation->two_way != 0;
}

static void
read_notes(TertiusRelation *relation)
{
	for (guint i = 0; relation->notes != NULL && i < relation->notes->len;
	     i++) {
		const char *text =
			tertius_words_find_sought(relation->notes->pdata[i]);

		if (text != NULL)
			set_seeks(relation, text, NULL);
	}
}

/* The words of @act that the evidence of @rule has, or NULL. */
static const char *
find_quote(const TertiusAct *act, const char *rule)
{
	for (guint i = 0; act != NULL && i < act->evidence->len; i++) {
		const TertiusEvidence *evidence = act->evidence->pdata[i];

		if (strcmp(evidence->rule, rule) == 0)
			return evidence->quote;
	}
	return NULL;
}

/* Somebody says in the text what they seek, or in the subject. */
static void
read_letter(const TertiusLetter *letter, TertiusRelation *relation)
{
	const TertiusAct *act =
		tertius_letter_find_act(letter, TERTIUS_ACT_SEARCH);
	const char *text = find_quote(act, TERTIUS_SEARCH_WHAT);

	if (text == NULL)
		text = tertius_words_find_sought(letter->subject);
	if (text == NULL)
		return;
	set_seeks(relation, text, letter->id);
	relation->seeks_about = find_quote(act, TERTIUS_SEARCH_ABOUT);
}

static void
read_letters(const TertiusRelating *relating)
{
	for (guint i = tertius_history_n_letters(relating->history); i > 0;
	     i--) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, i - 1);
		TertiusRelation *relation = tertius_relations_get(
			relating->relations, letter->from);

		if (letter->date < relating->now - SOUGHT_WITHIN)
			return;
		if (relation == NULL || relation->seeks != NULL ||
		    (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0 ||
		    !tertius_gate_may_use(letter->flags) ||
		    !tertius_letter_has_recipient(letter, relating->me, NULL))
			continue;
		read_letter(letter, relation);
	}
}

/* --- Who knows about what ------------------------------------------------- */

/* Words that are sought, by the people who use them: stem -> GArray of guint. */
typedef struct {
	GHashTable *known;
	guint person;
} Learning;

static void
learn_stem(const char *stem, gpointer data)
{
	const Learning *learning = data;
	GArray *people = g_hash_table_lookup(learning->known, stem);

	if (people == NULL || people->len > WORD_PEOPLE)
		return;
	for (guint i = 0; i < people->len; i++) {
		if (g_array_index(people, guint, i) == learning->person)
			return;
	}
	g_array_append_val(people, learning->person);
}

static void
learn(GHashTable *known, const char *text, guint person)
{
	Learning learning = { known, person };

	tertius_words_each_stem(text, learn_stem, &learning);
}

static void
free_people(gpointer people)
{
	g_array_unref(people);
}

/* Nobody uses them yet. */
static GHashTable *
list_sought(const GPtrArray *people)
{
	GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal,
	                                          g_free, free_people);
	guint seekers = 0;

	for (guint i = 0; i < people->len && seekers < SEEKERS_MAX; i++) {
		const TertiusRelation *relation = people->pdata[i];
		g_autoptr(GPtrArray) stems = NULL;

		if (!seeks(relation))
			continue;
		seekers++;
		stems = tertius_words_stems(relation->seeks);
		for (guint j = 0; j < stems->len; j++)
			g_hash_table_insert(
				known, g_strdup(stems->pdata[j]),
				g_array_new(FALSE, FALSE, sizeof(guint)));
	}
	return known;
}

static GHashTable *
learn_all(const TertiusRelating *relating)
{
	GHashTable *known = list_sought(relating->relations->people);

	for (guint i = tertius_history_n_letters(relating->history); i > 0;
	     i--) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, i - 1);
		const TertiusRelation *relation = tertius_relations_get(
			relating->relations, letter->from);

		if (letter->date < relating->now - KNOWN_WITHIN)
			break;
		if (relation != NULL && relation->two_way != 0 &&
		    (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0 &&
		    tertius_gate_may_use(letter->flags))
			learn(known, letter->subject, letter->from);
	}
	for (guint i = 0; i < relating->relations->people->len; i++) {
		const TertiusRelation *relation =
			relating->relations->people->pdata[i];

		for (guint j = 0;
		     relation->notes != NULL && j < relation->notes->len; j++)
			learn(known, relation->notes->pdata[j],
			      relation->person);
	}
	return known;
}

/* --- Suggesting ----------------------------------------------------------- */

static gboolean
may_suggest(const TertiusRelating *relating, const TertiusRelation *relation,
            TertiusPurpose purpose)
{
	return tertius_gate_pass(relation->boundaries, purpose, NULL,
	                         relating->now)
	               .gate == TERTIUS_GATE_OPEN;
}

static TertiusSuggestion *
add_suggestion(const TertiusRelating *relating, TertiusSuggestionKind kind,
               const TertiusRelation *first, guint second, const char *key)
{
	TertiusSuggestion *suggestion = g_new0(TertiusSuggestion, 1);
	g_autofree char *name = g_strdup_printf(
		"%s\n%s\n%s", tertius_suggestion_name(kind),
		tertius_history_address(relating->history, first->person), key);

	suggestion->id =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
	suggestion->kind = kind;
	suggestion->first = first->person;
	suggestion->second = second;
	g_ptr_array_add(relating->relations->suggestions, suggestion);
	return suggestion;
}

static guint
count_common(const GPtrArray *sought, const char *text)
{
	g_autoptr(GPtrArray) stems = tertius_words_stems(text);
	guint n = 0;

	for (guint i = 0; i < sought->len; i++) {
		for (guint j = 0; j < stems->len; j++)
			n += strcmp(sought->pdata[i], stems->pdata[j]) == 0;
	}
	return n;
}

/* Somebody wrote it to me, or a list did; not they themselves, and not to
 * them. */
static gboolean
is_news_to(const TertiusRelating *relating, const TertiusRelation *relation,
           const TertiusLetter *letter)
{
	return letter->from != relating->me &&
	       letter->from != relation->person &&
	       (letter->flags &
	        (TERTIUS_MESSAGE_AUTO_REPLY | TERTIUS_MESSAGE_ROBOT)) == 0 &&
	       tertius_gate_may_use(letter->flags) &&
	       !tertius_letter_has_recipient(letter, relation->person, NULL);
}

static void
suggest_letter(const TertiusRelating *relating, const TertiusRelation *relation,
               const TertiusLetter *letter)
{
	TertiusSuggestion *suggestion =
		add_suggestion(relating, TERTIUS_SUGGESTION_OPPORTUNITY,
	                       relation, TERTIUS_NOBODY, letter->id);
	g_autofree char *name =
		tertius_relate_dup_first_name(relating, relation->person);

	suggestion->date = letter->date;
	suggestion->source = g_strdup(letter->id);
	suggestion->message_id = g_strdup(letter->message_id);
	/* TRANSLATORS: a subject, a name, what they look for */
	suggestion->because =
		g_strdup_printf(_("“%s” may interest %s, who looks for %s."),
	                        letter->subject, name, relation->seeks);
}

/* A word of what is sought, and another of it, or of what was said around it. */
static gboolean
fits(const TertiusRelation *relation, const GPtrArray *sought,
     const TertiusLetter *letter)
{
	guint n = count_common(sought, letter->subject);
	g_autoptr(GPtrArray) about = NULL;

	if (n == 0 || n >= COMMON_MIN || relation->seeks_about == NULL)
		return n >= COMMON_MIN;
	about = tertius_words_stems(relation->seeks_about);
	return count_common(about, letter->subject) >= COMMON_MIN;
}

/* The latest that fits: one a person is enough. */
static void
suggest_opportunity(const TertiusRelating *relating,
                    const TertiusRelation *relation, const GPtrArray *sought)
{
	if (!may_suggest(relating, relation, TERTIUS_PURPOSE_OPPORTUNITY))
		return;
	for (guint i = tertius_history_n_letters(relating->history); i > 0;
	     i--) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, i - 1);

		if (letter->date < relating->now - FRESH_WITHIN)
			return;
		if (!is_news_to(relating, relation, letter) ||
		    !fits(relation, sought, letter))
			continue;
		suggest_letter(relating, relation, letter);
		return;
	}
}

/* --- Whom to introduce to whom -------------------------------------------- */

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

/* Who uses most of the words that are sought; the first by address of
 * equals. */
static guint
find_expert(const TertiusRelating *relating, GHashTable *known,
            const TertiusRelation *relation, const GPtrArray *sought)
{
	g_autoptr(GHashTable) votes =
		g_hash_table_new(g_direct_hash, g_direct_equal);
	guint best = TERTIUS_NOBODY, most = COMMON_MIN - 1;

	for (guint i = 0; i < sought->len; i++) {
		const GArray *people =
			g_hash_table_lookup(known, sought->pdata[i]);

		for (guint j = 0; people != NULL &&
		                  people->len <= WORD_PEOPLE && j < people->len;
		     j++) {
			guint person = g_array_index(people, guint, j);
			guint n = GPOINTER_TO_UINT(g_hash_table_lookup(
					  votes, GUINT_TO_POINTER(person))) +
			          1;

			g_hash_table_insert(votes, GUINT_TO_POINTER(person),
			                    GUINT_TO_POINTER(n));
			if (person == relation->person || n < most ||
			    (n == most && best == TERTIUS_NOBODY))
				continue;
			if (n > most ||
			    strcmp(tertius_history_address(relating->history,
			                                   person),
			           tertius_history_address(relating->history,
			                                   best)) < 0)
				best = person;
			most = n;
		}
	}
	return best;
}

static void
suggest_introduction(const TertiusRelating *relating, GHashTable *known,
                     const TertiusRelation *relation, const GPtrArray *sought)
{
	guint person = find_expert(relating, known, relation, sought);
	const TertiusRelation *expert =
		tertius_relations_get(relating->relations, person);
	TertiusSuggestion *suggestion;
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;

	if (expert == NULL || expert->two_way == 0 ||
	    !may_suggest(relating, relation, TERTIUS_PURPOSE_INTRODUCE) ||
	    !may_suggest(relating, expert, TERTIUS_PURPOSE_INTRODUCE) ||
	    know_each_other(relating, relation->person, person))
		return;
	suggestion = add_suggestion(
		relating, TERTIUS_SUGGESTION_INTRODUCE, relation, person,
		tertius_history_address(relating->history, person));
	first = tertius_relate_dup_first_name(relating, relation->person);
	second = tertius_relate_dup_first_name(relating, person);
	suggestion->date = relating->now;
	suggestion->source = g_strdup(relation->seeks_source);
	suggestion->needs_consent = TRUE;
	suggestion->because = g_strdup_printf(
		_("%s looks for %s, and %s knows about it. Ask both first "
	          "whether they would like to meet."),
		first, relation->seeks, second);
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

void
tertius_relate_suggestions(const TertiusRelating *relating)
{
	const GPtrArray *people = relating->relations->people;
	g_autoptr(GHashTable) known = NULL;
	guint seekers = 0;

	if (relating->me == TERTIUS_NOBODY)
		return;
	for (guint i = 0; i < people->len; i++) {
		read_notes(people->pdata[i]);
	}
	read_letters(relating);
	for (guint i = 0; i < people->len && seekers < SEEKERS_MAX; i++) {
		const TertiusRelation *relation = people->pdata[i];
		g_autoptr(GPtrArray) sought = NULL;

		if (!seeks(relation))
			continue;
		if (known == NULL)
			known = learn_all(relating);
		seekers++;
		sought = tertius_words_stems(relation->seeks);
		suggest_opportunity(relating, relation, sought);
		suggest_introduction(relating, known, relation, sought);
	}
	g_ptr_array_sort(relating->relations->suggestions, compare_suggestions);
	keep_one_introduction(relating);
	if (relating->relations->suggestions->len > SUGGESTIONS_MAX)
		g_ptr_array_set_size(relating->relations->suggestions,
		                     SUGGESTIONS_MAX);
}
