/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may interest somebody who looks for something: mail that came in, else an
 * event ahead. Through the gate, and never from confidential mail.
 */
#include "relate/seekers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "relate/words.h"

/* Mail that came in so long ago may still be passed on. */
#define FRESH_WITHIN (21 * TERTIUS_DAY)
/* Events are spoken of so long before. */
#define AHEAD_WITHIN (60 * TERTIUS_DAY)

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
            const TertiusSeeker *seeker)
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

		if ((GPOINTER_TO_UINT(n) >= TERTIUS_WORDS_COMMON ||
		     GPOINTER_TO_UINT(more) >= TERTIUS_WORDS_COMMON) &&
		    is_later(key, best))
			best = key;
	}
	return best;
}

/* An event ahead that is in my calendar, and to which they do not go. */
static gboolean
may_interest(const TertiusSeeker *seeker, const TertiusGathering *gathering)
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
	return n >= TERTIUS_WORDS_COMMON;
}

/* The next one. */
static const TertiusMeeting *
find_event(const TertiusRelating *relating, const TertiusSeeker *seeker)
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

static TertiusSuggestion *
suggest(const TertiusRelating *relating, const TertiusRelation *relation,
        const char *id, gint64 date, const char *title)
{
	TertiusSuggestion *suggestion = tertius_suggestion_add(
		relating, TERTIUS_SUGGESTION_OPPORTUNITY, relation, id);
	g_autofree char *name =
		tertius_relate_dup_first_name(relating, relation->person);

	suggestion->date = date;
	suggestion->source = g_strdup(id);
	/* TRANSLATORS: a subject, a name, what they look for */
	suggestion->because =
		g_strdup_printf(_("“%s” may interest %s, who looks for %s."),
	                        title, name, relation->seeks->words);
	return suggestion;
}

void
tertius_opportunity_suggest(const TertiusRelating *relating,
                            const TertiusTopics *topics,
                            const TertiusSeeker *seeker)
{
	const TertiusRelation *relation = seeker->relation;
	const TertiusLetter *letter;
	const TertiusMeeting *event;

	if (tertius_gate_pass(relation->boundaries, TERTIUS_PURPOSE_OPPORTUNITY,
	                      NULL, relating->now)
	            .gate != TERTIUS_GATE_OPEN)
		return;
	letter = find_letter(relating, topics, seeker);
	event = letter == NULL ? find_event(relating, seeker) : NULL;
	if (letter != NULL) {
		tertius_history_look(relating->history, letter);
		suggest(relating, relation, letter->id, letter->date,
		        letter->subject)
			->message_id = g_strdup(letter->message_id);
	} else if (event != NULL) {
		(void) suggest(relating, relation, event->id, event->start,
		               event->summary);
	}
}
