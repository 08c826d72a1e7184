/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sealed history takes one more message, and tells which answers are another
 * since.
 *
 * Every question leaves a mark in the reads of whoever asks, and every change
 * leaves the same mark among what changed. That two marks are the same by chance
 * costs a conclusion that is drawn anew, and nothing else.
 */
#include "model/history-private.h"

#include <string.h>

/* The two lowest bits of a mark say what it is of. */
typedef enum {
	TERTIUS_MARK_MAIL,
	TERTIUS_MARK_CARD,
	TERTIUS_MARK_TEXT,
} MarkOf;

/* --- What was asked ------------------------------------------------------- */

TertiusReads *
tertius_reads_new(void)
{
	TertiusReads *reads = g_new0(TertiusReads, 1);

	reads->marks = g_array_new(FALSE, FALSE, sizeof(guint));
	reads->until = G_MAXINT64;
	return reads;
}

void
tertius_reads_free(TertiusReads *reads)
{
	if (reads == NULL)
		return;
	g_array_unref(reads->marks);
	g_free(reads);
}

void
tertius_history_note_reads(const TertiusHistory *history, TertiusReads *reads)
{
	*history->reads = reads;
}

/* One question is mostly asked several times in a row. */
#define LOOK_BACK 8

static void
note(const TertiusHistory *history, MarkOf of, guint number)
{
	GArray *marks =
		*history->reads != NULL ? (*history->reads)->marks : NULL;
	guint mark = number << 2 | of;

	if (marks == NULL)
		return;
	for (guint i = marks->len; i > 0 && i + LOOK_BACK > marks->len; i--) {
		if (g_array_index(marks, guint, i - 1) == mark)
			return;
	}
	g_array_append_val(marks, mark);
}

void
tertius_history_read_mail(const TertiusHistory *history, guint person)
{
	note(history, TERTIUS_MARK_MAIL, person);
}

void
tertius_history_read_card(const TertiusHistory *history, guint person)
{
	note(history, TERTIUS_MARK_CARD, person);
}

void
tertius_history_read_text(const TertiusHistory *history, const char *text)
{
	if (*history->reads != NULL)
		note(history, TERTIUS_MARK_TEXT, g_str_hash(text));
}

gboolean
tertius_history_is_past(const TertiusHistory *history, gint64 moment)
{
	TertiusReads *reads = *history->reads;

	if (history->now >= moment)
		return TRUE;
	if (reads != NULL)
		reads->until = MIN(reads->until, moment);
	return FALSE;
}

void
tertius_history_read_meeting(const TertiusHistory *history,
                             const TertiusMeeting *meeting, gint64 until)
{
	gint64 length = meeting->end - meeting->start;

	if (*history->reads == NULL)
		return;
	for (guint i = 0; i < meeting->instances->len; i++) {
		gint64 end =
			g_array_index(meeting->instances, gint64, i) + length;

		if (end <= until && !tertius_history_is_past(history, end))
			return;
	}
}

/* --- What changed --------------------------------------------------------- */

/* Spread by the golden ratio: marks are small numbers, one after the other. */
static guint
find_bit(guint mark)
{
	return (mark * 2654435769U) >> 20 & (TERTIUS_HISTORY_SIEVE * 64 - 1);
}

static void
mark(TertiusHistory *history, MarkOf of, guint number)
{
	guint bit = find_bit(number << 2 | of);

	if (history->changed == NULL)
		return;
	g_hash_table_add(history->changed, GUINT_TO_POINTER(number << 2 | of));
	history->sieve[bit / 64] |= G_GUINT64_CONSTANT(1) << bit % 64;
}

void
tertius_history_mark_mail(TertiusHistory *history, guint person)
{
	if (person != TERTIUS_NOBODY)
		mark(history, TERTIUS_MARK_MAIL, person);
}

void
tertius_history_mark_card(TertiusHistory *history, guint person)
{
	mark(history, TERTIUS_MARK_CARD, person);
}

void
tertius_history_mark_text(TertiusHistory *history, const char *text)
{
	if (history->changed == NULL)
		return;
	mark(history, TERTIUS_MARK_TEXT, g_str_hash(text));
	history->is_outgrown |= history->awaited != NULL &&
	                        g_hash_table_contains(history->awaited, text);
}

gboolean
tertius_history_has_changed(const TertiusHistory *history,
                            const TertiusReads *reads)
{
	if (history->now >= reads->until)
		return TRUE;
	for (guint i = 0; i < reads->marks->len; i++) {
		guint asked = g_array_index(reads->marks, guint, i);
		guint bit = find_bit(asked);

		if ((history->sieve[bit / 64] >> bit % 64 & 1) != 0 &&
		    g_hash_table_contains(history->changed,
		                          GUINT_TO_POINTER(asked)))
			return TRUE;
	}
	return FALSE;
}

GArray *
tertius_history_list_changed(const TertiusHistory *history)
{
	GArray *people = g_array_new(FALSE, FALSE, sizeof(guint));
	GHashTableIter iter;
	gpointer key;

	if (history->changed == NULL)
		return people;
	g_hash_table_iter_init(&iter, history->changed);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		guint person = GPOINTER_TO_UINT(key) >> 2;

		if ((GPOINTER_TO_UINT(key) & 3) != TERTIUS_MARK_TEXT)
			g_array_append_val(people, person);
	}
	return people;
}

void
tertius_history_settle(TertiusHistory *history)
{
	if (history->changed != NULL)
		g_hash_table_remove_all(history->changed);
	memset(history->sieve, 0, sizeof history->sieve);
	g_ptr_array_set_size(history->regathered, 0);
	g_ptr_array_set_size(history->grown, 0);
}

const GPtrArray *
tertius_history_list_grown(const TertiusHistory *history)
{
	return history->grown;
}

const GPtrArray *
tertius_history_list_regathered(const TertiusHistory *history)
{
	return history->regathered;
}

/* --- Growing -------------------------------------------------------------- */

void
tertius_history_let_grow(TertiusHistory *history)
{
	g_assert(!history->is_sealed);
	history->may_grow = TRUE;
}

void
tertius_history_grow(TertiusHistory *history, TertiusFacts *facts)
{
	g_assert(history->is_sealed && history->may_grow);
	if (facts->message != NULL)
		tertius_history_take_letter(history, facts);
	for (guint i = 0; i < facts->meetings->len; i++) {
		TertiusHistoryMeeting fresh = {
			.raw = tertius_meeting_copy(facts->meetings->pdata[i]),
			.in_calendar = facts->in_calendar,
		};

		g_array_append_val(history->fresh, fresh);
	}
	tertius_facts_free(facts);
}

/* All that stand behind the new letter stand one further. */
static void
make_place(TertiusHistory *history, guint place)
{
	if (place == history->n_letters)
		return;
	for (guint i = 0; i < history->people->len; i++) {
		TertiusHistoryIndex *letters =
			&g_array_index(history->people, TertiusHistoryPerson, i)
				 .letters;

		for (guint j = letters->n;
		     j > 0 && letters->list[j - 1] >= place; j--)
			letters->list[j - 1]++;
	}
}

static guint
find_place(const TertiusHistory *history, const TertiusLetter *letter)
{
	guint place = history->n_letters;

	while (place > 0 &&
	       tertius_history_compare_letters(
		       letter, tertius_history_at(history, place - 1)) < 0)
		place--;
	return place;
}

/* Adds the letter at @place to the list of @person, once. */
static void
add_to_person(TertiusHistory *history, guint person, guint place)
{
	TertiusHistoryIndex *letters;
	guint i;

	if (person == TERTIUS_NOBODY)
		return;
	mark(history, TERTIUS_MARK_MAIL, person);
	letters = &g_array_index(history->people, TertiusHistoryPerson, person)
	                   .letters;
	for (i = letters->n; i > 0 && letters->list[i - 1] > place; i--)
		;
	if (i > 0 && letters->list[i - 1] == place)
		return;
	letters->list = g_renew(guint, letters->list, letters->n + 1);
	memmove(letters->list + i + 1, letters->list + i,
	        (letters->n - i) * sizeof(guint));
	letters->list[i] = place;
	letters->n++;
}

/* What people are called may be another with each name that is used. */
void
tertius_history_name_person(TertiusHistory *history, guint address,
                            GHashTable *count)
{
	const TertiusHistoryAddress *entry;
	const char *before;
	guint person;

	if (address == TERTIUS_NOBODY)
		return;
	entry = &g_array_index(history->addresses, TertiusHistoryAddress,
	                       address);
	person = entry->person;
	before = g_array_index(history->people, TertiusHistoryPerson, person)
	                 .name;
	for (guint i = entry->mentions; i != TERTIUS_NOBODY;) {
		const TertiusHistoryMention *mention = &g_array_index(
			history->mentions, TertiusHistoryMention, i);

		if (mention->said.name != NULL)
			(void) tertius_history_index_name(
				history, mention->said.name, person);
		i = mention->next;
	}
	tertius_history_choose_name(history, person, count);
	if (g_array_index(history->people, TertiusHistoryPerson, person).name !=
	    before)
		mark(history, TERTIUS_MARK_CARD, person);
}

/* The letter at @index, that waited behind, takes its place among the others. */
static void
insert(TertiusHistory *history, guint index)
{
	g_autoptr(GHashTable) count = g_hash_table_new(NULL, NULL);
	TertiusLetter *letter = tertius_history_at(history, index);
	guint n_addresses = history->addresses->len;
	guint place = find_place(history, letter);

	tertius_history_name_people(history, letter);
	for (guint i = n_addresses; i < history->addresses->len; i++)
		mark(history, TERTIUS_MARK_CARD,
		     g_array_index(history->addresses, TertiusHistoryAddress, i)
		             .person);
	make_place(history, place);
	tertius_history_move(history, index, place);
	history->n_letters++;
	g_ptr_array_add(history->grown, letter);
	if (tertius_history_index_id(history, letter))
		tertius_history_mark_text(history, letter->message_id);
	add_to_person(history, letter->from, place);
	tertius_history_name_person(history, letter->from_address, count);
	for (guint i = 0; i < letter->n_recipients; i++) {
		add_to_person(history, letter->recipients[i].person, place);
		tertius_history_name_person(
			history, letter->recipients[i].address, count);
	}
}

gboolean
tertius_history_go_on(TertiusHistory *history, gint64 now)
{
	gint64 before = history->now;

	if (now < history->now || history->is_outgrown)
		return FALSE;
	history->now = now;
	/* Those that still wait stand one further with each that is taken out
	 * from among them and put in before. */
	for (guint i = history->n_letters; i < history->letters->len; i++)
		if (tertius_history_at(history, i)->date <= now)
			insert(history, i);
	return !history->is_outgrown &&
	       tertius_history_regather(history, before);
}
