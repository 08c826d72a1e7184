/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people look for, as they said it or as the user noted it, matched with
 * what comes in and with whom else the user knows. Through the gate, never from
 * confidential mail, and never many.
 */
#include "relate/relate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "relate/kept.h"
#include "relate/topics.h"
#include "relate/words.h"

/* What somebody said that they look for holds so long; a note holds until
 * another one says otherwise. */
#define SOUGHT_WITHIN   (180 * TERTIUS_DAY)
/* Mail that came in so long ago may still be passed on. */
#define FRESH_WITHIN    (21 * TERTIUS_DAY)
/* Events are spoken of so long before. */
#define AHEAD_WITHIN    (60 * TERTIUS_DAY)
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

/* The latest letter counts that says it; a note stands above them. */
static void
read_letters(const TertiusRelating *relating, const TertiusTopics *topics)
{
	const GPtrArray *searches = tertius_topics_list_searches(topics);

	for (guint i = 0; i < searches->len; i++) {
		const TertiusLetter *letter = searches->pdata[i];
		TertiusRelation *relation;

		tertius_history_look(relating->history, letter);
		relation = tertius_relations_get(relating->relations,
		                                 letter->from);
		if (letter->date < relating->now - SOUGHT_WITHIN)
			return;
		if (relation != NULL && relation->seeks == NULL &&
		    tertius_letter_has_recipient(letter, relating->me, NULL))
			read_letter(letter, relation);
	}
}

/* --- What somebody seeks, in words ---------------------------------------- */

typedef struct {
	const TertiusRelation *relation;
	GPtrArray *sought; /* stems of what they look for */
	GPtrArray *about;  /* stems of what was said around it; or NULL */
} Seeker;

static void
free_seeker(gpointer data)
{
	Seeker *seeker = data;

	g_ptr_array_unref(seeker->sought);
	g_clear_pointer(&seeker->about, g_ptr_array_unref);
	g_free(seeker);
}

/* Those with whom there was contact lately. */
static GPtrArray *
list_seekers(const TertiusRelating *relating)
{
	const GPtrArray *people = relating->relations->people;
	GPtrArray *seekers = g_ptr_array_new_with_free_func(free_seeker);

	for (guint i = 0; i < people->len && seekers->len < SEEKERS_MAX; i++) {
		const TertiusRelation *relation = people->pdata[i];
		Seeker *seeker;

		if (!seeks(relation))
			continue;
		seeker = g_new0(Seeker, 1);
		seeker->relation = relation;
		seeker->sought = tertius_words_stems(relation->seeks);
		if (relation->seeks_about != NULL)
			seeker->about =
				tertius_words_stems(relation->seeks_about);
		g_ptr_array_add(seekers, seeker);
	}
	return seekers;
}

static void
seek(const TertiusRelating *relating, TertiusTopics *topics,
     const GPtrArray *seekers)
{
	g_autoptr(GPtrArray) stems = g_ptr_array_new();

	for (guint i = 0; i < seekers->len; i++) {
		const Seeker *seeker = seekers->pdata[i];

		g_ptr_array_extend(stems, seeker->sought, NULL, NULL);
		if (seeker->about != NULL)
			g_ptr_array_extend(stems, seeker->about, NULL, NULL);
	}
	tertius_topics_seek(topics, relating->history, stems,
	                    relating->now - KNOWN_WITHIN);
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

/* Somebody wrote it to me, or a list did; not they themselves, and not to
 * them. */
static gboolean
is_news_to(const TertiusRelating *relating, const TertiusRelation *relation,
           const TertiusLetter *letter)
{
	return letter->date >= relating->now - FRESH_WITHIN &&
	       letter->from != relating->me &&
	       letter->from != relation->person &&
	       (letter->flags &
	        (TERTIUS_MESSAGE_AUTO_REPLY | TERTIUS_MESSAGE_ROBOT)) == 0 &&
	       !tertius_letter_has_recipient(letter, relation->person, NULL);
}

/* How many of @stems each letter speaks of that is news. */
static GHashTable *
count_words(const TertiusRelating *relating, const TertiusTopics *topics,
            const TertiusRelation *relation, const GPtrArray *stems)
{
	GHashTable *counts = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < stems->len; i++) {
		const GArray *uses =
			tertius_topics_find(topics, stems->pdata[i]);

		for (guint j = 0; j < uses->len; j++) {
			union {
				const TertiusLetter *lent;
				gpointer key; /* never written to */
			} of = { .lent = g_array_index(uses, TertiusTopicUse, j)
				                 .letter };
			gpointer n = g_hash_table_lookup(counts, of.key);

			tertius_history_look(relating->history, of.lent);
			if (n != NULL ||
			    is_news_to(relating, relation, of.lent))
				g_hash_table_insert(
					counts, of.key,
					GUINT_TO_POINTER(GPOINTER_TO_UINT(n) +
				                         1));
		}
	}
	return counts;
}

static gboolean
is_later(const TertiusLetter *letter, const TertiusLetter *other)
{
	return other == NULL || letter->date > other->date ||
	       (letter->date == other->date &&
	        strcmp(letter->id, other->id) > 0);
}

/* Two words of what is sought; or one of it, and another that was said around
 * it. The latest that fits: one a person is enough. */
static const TertiusLetter *
find_letter(const TertiusRelating *relating, const TertiusTopics *topics,
            const Seeker *seeker)
{
	g_autoptr(GHashTable) counts =
		count_words(relating, topics, seeker->relation, seeker->sought);
	g_autoptr(GHashTable) around =
		seeker->about != NULL
			? count_words(relating, topics, seeker->relation,
	                              seeker->about)
			: NULL;
	const TertiusLetter *best = NULL;
	GHashTableIter iter;
	gpointer key, n;

	g_hash_table_iter_init(&iter, counts);
	while (g_hash_table_iter_next(&iter, &key, &n)) {
		gpointer more = around != NULL
		                        ? g_hash_table_lookup(around, key)
		                        : NULL;

		if ((GPOINTER_TO_UINT(n) >= COMMON_MIN ||
		     GPOINTER_TO_UINT(more) >= COMMON_MIN) &&
		    is_later(key, best))
			best = key;
	}
	return best;
}

/* An event ahead that is in my calendar, and to which they do not go. */
static gboolean
may_interest(const Seeker *seeker, const TertiusGathering *gathering)
{
	const guint other = TERTIUS_MEETING_CANCELLED | TERTIUS_MEETING_REPLY |
	                    TERTIUS_MEETING_BIRTHDAY | TERTIUS_MEETING_HOLIDAY |
	                    TERTIUS_MEETING_OUT_OF_OFFICE |
	                    TERTIUS_MEETING_OURS | TERTIUS_MEETING_PRIVATE;
	const TertiusMeeting *meeting = gathering->meeting;
	g_autoptr(GPtrArray) stems = NULL;
	guint n = 0;

	if (!gathering->is_mine || (meeting->flags & other) != 0 ||
	    !tertius_words_is_event(meeting->summary))
		return FALSE;
	for (guint i = 0; i < gathering->n_people; i++) {
		if (gathering->people[i] == seeker->relation->person)
			return FALSE;
	}
	stems = tertius_words_stems(meeting->summary);
	for (guint i = 0; i < seeker->sought->len; i++) {
		if (g_ptr_array_find_with_equal_func(
			    stems, seeker->sought->pdata[i], g_str_equal, NULL))
			n++;
	}
	return n >= COMMON_MIN;
}

/* The next one. */
static const TertiusMeeting *
find_event(const TertiusRelating *relating, const Seeker *seeker)
{
	const TertiusMeeting *found = NULL;

	for (guint i = tertius_history_n_gatherings(relating->history); i > 0;
	     i--) {
		const TertiusGathering *gathering =
			tertius_history_gathering(relating->history, i - 1);

		if (gathering->meeting->start <= relating->now)
			break;
		if (gathering->meeting->start <= relating->now + AHEAD_WITHIN &&
		    may_interest(seeker, gathering))
			found = gathering->meeting;
	}
	return found;
}

static void
suggest(const TertiusRelating *relating, const TertiusRelation *relation,
        const char *id, gint64 date, const char *title)
{
	TertiusSuggestion *suggestion =
		add_suggestion(relating, TERTIUS_SUGGESTION_OPPORTUNITY,
	                       relation, TERTIUS_NOBODY, id);
	g_autofree char *name =
		tertius_relate_dup_first_name(relating, relation->person);

	suggestion->date = date;
	suggestion->source = g_strdup(id);
	/* TRANSLATORS: a subject, a name, what they look for */
	suggestion->because =
		g_strdup_printf(_("“%s” may interest %s, who looks for %s."),
	                        title, name, relation->seeks);
}

static void
suggest_opportunity(const TertiusRelating *relating,
                    const TertiusTopics *topics, const Seeker *seeker)
{
	GPtrArray *suggestions = relating->relations->suggestions;
	const TertiusRelation *relation = seeker->relation;
	const TertiusLetter *letter;
	const TertiusMeeting *event;

	if (!may_suggest(relating, relation, TERTIUS_PURPOSE_OPPORTUNITY))
		return;
	letter = find_letter(relating, topics, seeker);
	event = letter == NULL ? find_event(relating, seeker) : NULL;
	if (event != NULL)
		suggest(relating, relation, event->id, event->start,
		        event->summary);
	if (letter == NULL)
		return;
	tertius_history_look(relating->history, letter);
	suggest(relating, relation, letter->id, letter->date, letter->subject);
	((TertiusSuggestion *) suggestions->pdata[suggestions->len - 1])
		->message_id = g_strdup(letter->message_id);
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
		    use->letter->date >= relating->now - KNOWN_WITHIN &&
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
			tertius_words_each_stem(relation->notes->pdata[j], sign,
			                        &signing);
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
            GHashTable *signing, const Seeker *seeker)
{
	g_autoptr(GHashTable) votes = g_hash_table_new(NULL, NULL);
	guint best = TERTIUS_NOBODY, most = COMMON_MIN;
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
                     const Seeker *seeker)
{
	const TertiusRelation *relation = seeker->relation;
	guint person = find_expert(relating, topics, signing, seeker);
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

static void
suggest_all(const TertiusRelating *relating, TertiusTopics *topics)
{
	g_autoptr(GPtrArray) seekers = list_seekers(relating);
	g_autoptr(GHashTable) signing = NULL;

	if (seekers->len == 0)
		return;
	seek(relating, topics, seekers);
	signing = list_signed(relating);
	for (guint i = 0; i < seekers->len; i++) {
		suggest_opportunity(relating, topics, seekers->pdata[i]);
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
	                       relating->now - KNOWN_WITHIN);
	if (relating->me == TERTIUS_NOBODY)
		return;
	for (guint i = 0; i < relating->relations->people->len; i++)
		read_notes(relating->relations->people->pdata[i]);
	read_letters(relating, topics);
	suggest_all(relating, topics);
	g_ptr_array_sort(suggestions, compare_suggestions);
	keep_one_introduction(relating);
	if (suggestions->len > SUGGESTIONS_MAX)
		g_ptr_array_set_size(suggestions, SUGGESTIONS_MAX);
}
