/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Relations that were found before.
 */
#include "relate/kept.h"

#include "relate/words.h"

#include <string.h>

typedef struct {
	TertiusReads *reads; /* NULL: nothing is known yet */
	gboolean is_fresh;   /* these were noted just now */
	TertiusBeginning beginning;
	GString *told;             /* what was told of them; NULL: nothing */
	TertiusRelation *relation; /* NULL: there is nothing to keep */
} Kept;

struct _TertiusKept {
	GArray *people; /* Kept */
	TertiusTopics *topics;
	GHashTable *events; /* TertiusMeeting -> 1: is no event; 2: is one */
};

static void
clear_kept(gpointer data)
{
	Kept *kept = data;

	tertius_reads_free(kept->reads);
	if (kept->told != NULL)
		g_string_free(kept->told, TRUE);
	tertius_relation_free(kept->relation);
}

TertiusKept *
tertius_kept_new(void)
{
	TertiusKept *kept = g_new0(TertiusKept, 1);

	kept->people = g_array_new(FALSE, TRUE, sizeof(Kept));
	g_array_set_clear_func(kept->people, clear_kept);
	kept->topics = tertius_topics_new();
	kept->events = g_hash_table_new(NULL, NULL);
	return kept;
}

void
tertius_kept_free(TertiusKept *kept)
{
	if (kept == NULL)
		return;
	g_array_unref(kept->people);
	tertius_topics_free(kept->topics);
	g_hash_table_unref(kept->events);
	g_free(kept);
}

static Kept *
get(TertiusKept *kept, guint person)
{
	return &g_array_index(kept->people, Kept, person);
}

void
tertius_kept_begin(TertiusKept *kept, const TertiusHistory *history,
                   TertiusRelations *before)
{
	const GPtrArray *other = tertius_history_list_regathered(history);
	guint n_people = tertius_history_n_people(history);
	g_autofree gpointer *relations = NULL;
	gsize n = 0;

	for (guint i = 0; i < other->len; i++)
		g_hash_table_remove(kept->events, other->pdata[i]);

	g_array_set_size(kept->people, n_people);
	for (guint i = 0; i < n_people; i++) {
		get(kept, i)->is_fresh = FALSE;
		g_clear_pointer(&get(kept, i)->relation, tertius_relation_free);
	}
	if (before != NULL)
		relations = g_ptr_array_steal(before->people, &n);
	for (gsize i = 0; i < n; i++) {
		TertiusRelation *relation = relations[i];

		get(kept, relation->person)->relation = relation;
	}
}

/* --- How a relation begins ------------------------------------------------ */

static gboolean
is_as_before(const Kept *one, const TertiusHistory *history)
{
	return one->reads != NULL && !one->is_fresh &&
	       !tertius_history_has_changed(history, one->reads);
}

gboolean
tertius_kept_recall(TertiusKept *kept, const TertiusHistory *history,
                    guint person, TertiusBeginning *beginning)
{
	const Kept *one = get(kept, person);

	if (!is_as_before(one, history))
		return FALSE;
	*beginning = one->beginning;
	return TRUE;
}

void
tertius_kept_watch(TertiusKept *kept, const TertiusHistory *history,
                   guint person)
{
	Kept *one = get(kept, person);

	if (!one->is_fresh) {
		tertius_reads_free(one->reads);
		one->reads = tertius_reads_new();
	}
	one->is_fresh = TRUE;
	tertius_history_note_reads(history, one->reads);
}

void
tertius_kept_note_begun(TertiusKept *kept, const TertiusHistory *history,
                        guint person, const TertiusBeginning *beginning)
{
	tertius_history_note_reads(history, NULL);
	get(kept, person)->beginning = *beginning;
}

/* --- What is told --------------------------------------------------------- */

static void
tell(GString *told, const char *text)
{
	g_string_append_c(told, text != NULL ? '+' : '-');
	if (text != NULL)
		g_string_append_len(told, text, (gssize) strlen(text) + 1);
}

static void
tell_number(GString *told, gint64 number)
{
	g_string_append_len(told, (const char *) &number, sizeof number);
}

static void
tell_open(GString *told, const TertiusOpen *open)
{
	tell_number(told, open->kind * 4 + (open->is_mine ? 2 : 0) +
	                          (open->rests ? 1 : 0));
	tell_number(told, open->date);
	tell_number(told, open->by);
	tell(told, open->source);
	tell(told, open->message_id);
	tell(told, open->introduction);
	tell(told, open->words);
}

static void
tell_boundary(GString *told, const TertiusBoundary *boundary)
{
	tell_number(told, boundary->kind);
	tell_number(told, boundary->since);
	tell_number(told, boundary->until);
	tell(told, boundary->source);
	tell(told, boundary->about);
	tell(told, boundary->because);
}

static void
tell_milestone(GString *told, const TertiusMilestone *milestone)
{
	tell_number(told, milestone->kind * 4 + (milestone->is_yearly ? 2 : 0) +
	                          (milestone->is_gladdening ? 1 : 0));
	tell_number(told, milestone->date);
	tell(told, milestone->source);
	tell(told, milestone->message_id);
	tell(told, milestone->quote);
}

static void
tell_lists(GString *told, const TertiusRelation *begun)
{
	for (guint i = 0; begun->open != NULL && i < begun->open->len; i++)
		tell_open(told, begun->open->pdata[i]);
	g_string_append_c(told, '|');
	for (guint i = 0;
	     begun->boundaries != NULL && i < begun->boundaries->len; i++)
		tell_boundary(told, begun->boundaries->pdata[i]);
	g_string_append_c(told, '|');
	for (guint i = 0;
	     begun->milestones != NULL && i < begun->milestones->len; i++)
		tell_milestone(told, begun->milestones->pdata[i]);
	g_string_append_c(told, '|');
	for (guint i = 0; begun->notes != NULL && i < begun->notes->len; i++)
		tell(told, begun->notes->pdata[i]);
}

static void
tell_both_ways(GString *told, const TertiusBothWays *both)
{
	tell_number(told, both->mine);
	tell_number(told, both->theirs);
}

/* Of most people nothing is told. */
static gboolean
is_told_of(const TertiusRelation *begun)
{
	const TertiusBothWays *favour =
		&begun->balance->ever[TERTIUS_FAVOUR_INTRODUCTION];

	return begun->introduction != NULL || begun->is_introducer ||
	       begun->introduced > 0 || begun->introducer != TERTIUS_NOBODY ||
	       favour->mine > 0 || favour->theirs > 0 || begun->open != NULL ||
	       begun->boundaries != NULL || begun->milestones != NULL ||
	       begun->notes != NULL || begun->cadence.is_set ||
	       begun->cadence.days != 0 || begun->is_muted ||
	       begun->is_friend_first;
}

/* NULL: nothing is told. */
static GString *
dup_told(const TertiusRelation *begun)
{
	GString *told;

	if (begun == NULL || !is_told_of(begun))
		return NULL;
	told = g_string_new(NULL);
	tell(told, begun->introduction);
	tell_number(told, begun->origin);
	tell_number(told, begun->introducer);
	tell_number(told, begun->introduced);
	tell_number(told, (begun->is_introducer ? 8 : 0) +
	                          (begun->is_muted ? 4 : 0) +
	                          (begun->is_friend_first ? 2 : 0) +
	                          (begun->cadence.is_set ? 1 : 0));
	tell_number(told, begun->cadence.days);
	tell_both_ways(told,
	               &begun->balance->ever[TERTIUS_FAVOUR_INTRODUCTION]);
	tell_both_ways(told,
	               &begun->balance->year[TERTIUS_FAVOUR_INTRODUCTION]);
	tell_lists(told, begun);
	return told;
}

static gboolean
is_told_the_same(const GString *a, const GString *b)
{
	return a == b || (a != NULL && b != NULL && g_string_equal(a, b));
}

/* --- All of it ------------------------------------------------------------ */

/* What is told across people is told anew. @begun may be NULL. */
static void
freshen(Kept *one, const TertiusRelation *begun)
{
	TertiusRelation *relation = one->relation;

	relation->introduction = begun != NULL ? begun->introduction : NULL;
	relation->origin =
		begun != NULL ? begun->origin : one->beginning.origin;
	tertius_relation_clear_seeks(relation);
}

gboolean
tertius_kept_exchange(TertiusKept *kept, const TertiusHistory *history,
                      guint person, gpointer *relation)
{
	Kept *one = get(kept, person);
	GString *told = dup_told(*relation);
	gboolean is_same =
		is_told_the_same(told, one->told) && is_as_before(one, history);

	if (one->told != NULL)
		g_string_free(one->told, TRUE);
	one->told = told;
	if (!is_same)
		return FALSE;
	if (one->relation != NULL)
		freshen(one, *relation);
	tertius_relation_free(*relation);
	*relation = g_steal_pointer(&one->relation);
	return TRUE;
}

void
tertius_kept_note_filled(const TertiusHistory *history)
{
	tertius_history_note_reads(history, NULL);
}

TertiusTopics *
tertius_kept_get_topics(const TertiusKept *kept)
{
	return kept->topics;
}

gboolean
tertius_kept_is_event(TertiusKept *kept, const TertiusMeeting *meeting)
{
	union {
		const TertiusMeeting *lent;
		gpointer key; /* never written to */
	} of = { .lent = meeting };
	guint known =
		GPOINTER_TO_UINT(g_hash_table_lookup(kept->events, of.key));

	if (known == 0) {
		known = tertius_words_is_event(meeting->summary) ? 2 : 1;
		g_hash_table_insert(kept->events, of.key,
		                    GUINT_TO_POINTER(known));
	}
	return known == 2;
}
