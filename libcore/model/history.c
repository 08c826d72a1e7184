/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All facts of one user in memory: putting them in order.
 */
#include "model/history-private.h"

#include <string.h>

static guint
hash_letter(gconstpointer letter)
{
	return g_str_hash(((const TertiusLetter *) letter)->message_id);
}

static gboolean
is_same_message(gconstpointer a, gconstpointer b)
{
	return g_str_equal(((const TertiusLetter *) a)->message_id,
	                   ((const TertiusLetter *) b)->message_id);
}

TertiusHistory *
tertius_history_new(const char *const *me)
{
	TertiusHistory *history = g_new0(TertiusHistory, 1);

	tertius_history_start_taking(history);
	history->people =
		g_array_new(FALSE, TRUE, sizeof(TertiusHistoryPerson));
	history->addresses =
		g_array_new(FALSE, TRUE, sizeof(TertiusHistoryAddress));
	history->by_address = g_hash_table_new(g_str_hash, g_str_equal);
	history->by_name =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	history->by_message_id = g_hash_table_new(hash_letter, is_same_message);
	history->unions =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	history->letters = g_array_new(FALSE, TRUE, sizeof(TertiusLetter));
	history->gatherings =
		g_array_new(FALSE, TRUE, sizeof(TertiusGathering));
	history->recipients =
		g_array_new(FALSE, FALSE, sizeof(TertiusRecipient));
	history->attendees = g_array_new(FALSE, FALSE, sizeof(guint));
	history->zone = g_time_zone_new_local();
	history->me = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; me != NULL && me[i] != NULL; i++)
		g_ptr_array_add(history->me, g_utf8_strdown(me[i], -1));
	return history;
}

static void
clear_people(TertiusHistory *history)
{
	for (guint i = 0; i < history->people->len; i++) {
		TertiusHistoryPerson *person = &g_array_index(
			history->people, TertiusHistoryPerson, i);

		g_free(person->letters.list);
		g_free(person->gatherings.list);
		if (person->names != NULL)
			g_hash_table_unref(person->names);
	}
	g_array_unref(history->people);
	g_array_unref(history->addresses);
}

void
tertius_history_free(TertiusHistory *history)
{
	if (history == NULL)
		return;
	tertius_history_stop_taking(history);
	clear_people(history);
	g_hash_table_unref(history->by_address);
	g_hash_table_unref(history->by_name);
	g_hash_table_unref(history->by_message_id);
	g_hash_table_unref(history->unions);
	g_array_unref(history->letters);
	g_array_unref(history->gatherings);
	g_array_unref(history->recipients);
	g_array_unref(history->attendees);
	g_ptr_array_unref(history->blocks);
	g_array_unref(history->meetings);
	g_string_chunk_free(history->texts);
	g_ptr_array_unref(history->me);
	g_time_zone_unref(history->zone);
	g_free(history);
}

void
tertius_history_set_zone(TertiusHistory *history, GTimeZone *zone)
{
	g_assert(!history->is_sealed);
	g_time_zone_unref(history->zone);
	history->zone = g_time_zone_ref(zone);
}

gboolean
tertius_history_is_my_address(const TertiusHistory *history,
                              const char *address)
{
	for (guint i = 0; i < history->me->len; i++) {
		if (strcmp(history->me->pdata[i], address) == 0)
			return TRUE;
	}
	return FALSE;
}

void
tertius_history_unite(TertiusHistory *history, const char *address,
                      const char *other)
{
	g_assert(!history->is_sealed);
	g_hash_table_replace(history->unions, g_strdup(address),
	                     g_strdup(other));
}

/* --- People -------------------------------------------------------------- */

/* The address that stands for all addresses of one person. Unions may form a
 * chain; a ring ends after as many steps as there are unions. */
static const char *
main_address(TertiusHistory *history, const char *address)
{
	guint steps = g_hash_table_size(history->unions);

	for (guint i = 0; i < steps; i++) {
		const char *other =
			g_hash_table_lookup(history->unions, address);

		if (other == NULL)
			break;
		address = other;
	}
	return address;
}

static guint
add_address(TertiusHistory *history, const char *text)
{
	TertiusHistoryAddress address = {
		.text = tertius_history_keep(history, text),
		.person = TERTIUS_NOBODY,
		.next = TERTIUS_NOBODY,
	};
	guint index = history->addresses->len;

	g_array_append_val(history->addresses, address);
	g_hash_table_insert(history->by_address, address.text,
	                    GUINT_TO_POINTER(index));
	return index;
}

static TertiusHistoryAddress *
get_address(TertiusHistory *history, guint index)
{
	return &g_array_index(history->addresses, TertiusHistoryAddress, index);
}

/* The address @text with a person, a new one when it is a main address. */
static guint
intern_main(TertiusHistory *history, const char *text)
{
	TertiusHistoryPerson person = { 0 };
	gpointer known;
	guint index;

	if (g_hash_table_lookup_extended(history->by_address, text, NULL,
	                                 &known))
		return GPOINTER_TO_UINT(known);
	index = add_address(history, text);
	person.address = index;
	get_address(history, index)->person = history->people->len;
	g_array_append_val(history->people, person);
	return index;
}

static guint
intern_address(TertiusHistory *history, const char *text)
{
	const char *main_text = main_address(history, text);
	TertiusHistoryAddress *first;
	gpointer known;
	guint main_index, index;

	if (g_hash_table_lookup_extended(history->by_address, text, NULL,
	                                 &known))
		return GPOINTER_TO_UINT(known);
	main_index = intern_main(history, main_text);
	if (strcmp(main_text, text) == 0)
		return main_index;
	index = add_address(history, text);
	first = get_address(history, main_index);
	get_address(history, index)->person = first->person;
	get_address(history, index)->next = first->next;
	first->next = index;
	return index;
}

/* The address of @mention, or TERTIUS_NOBODY; counts the name with it. */
static guint
intern(TertiusHistory *history, const TertiusPerson *mention)
{
	TertiusHistoryPerson *person;
	gpointer known;
	char *name;
	guint index;

	if (mention == NULL || mention->address == NULL)
		return TERTIUS_NOBODY;
	index = intern_address(history, mention->address);
	if (mention->name == NULL)
		return index;
	person = &g_array_index(history->people, TertiusHistoryPerson,
	                        get_address(history, index)->person);
	if (person->names == NULL)
		person->names = g_hash_table_new(NULL, NULL);
	name = tertius_history_keep(history, mention->name);
	known = g_hash_table_lookup(person->names, name);
	g_hash_table_insert(person->names, name,
	                    GUINT_TO_POINTER(GPOINTER_TO_UINT(known) + 1));
	return index;
}

static guint
person_of(TertiusHistory *history, guint address)
{
	return address == TERTIUS_NOBODY
	               ? TERTIUS_NOBODY
	               : get_address(history, address)->person;
}

guint
tertius_history_intern(TertiusHistory *history, const TertiusPerson *mention)
{
	return person_of(history, intern(history, mention));
}

/* The name that was used most; of equals the longest, then the first by its
 * bytes, so that the order of reading cannot matter. */
static void
choose_name(TertiusHistoryPerson *person)
{
	GHashTableIter iter;
	gpointer key, value;
	const char *best = NULL;
	guint most = 0;

	g_hash_table_iter_init(&iter, person->names);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		const char *name = key;
		guint count = GPOINTER_TO_UINT(value);

		if (best == NULL || count > most ||
		    (count == most && (strlen(name) > strlen(best) ||
		                       (strlen(name) == strlen(best) &&
		                        strcmp(name, best) < 0)))) {
			best = name;
			most = count;
		}
	}
	person->name = best;
	g_clear_pointer(&person->names, g_hash_table_unref);
}

/* A name that two people bear means nobody. */
static void
index_name(TertiusHistory *history, const char *name, guint person)
{
	g_autofree char *key = tertius_person_dup_plain_name(name);
	gpointer known;

	if (*key == '\0')
		return;
	if (!g_hash_table_lookup_extended(history->by_name, key, NULL, &known))
		g_hash_table_insert(history->by_name, g_steal_pointer(&key),
		                    GUINT_TO_POINTER(person));
	else if (GPOINTER_TO_UINT(known) != person)
		g_hash_table_insert(history->by_name, g_steal_pointer(&key),
		                    GUINT_TO_POINTER(TERTIUS_NOBODY));
}

static void
index_names(TertiusHistory *history)
{
	for (guint i = 0; i < history->people->len; i++) {
		TertiusHistoryPerson *person = &g_array_index(
			history->people, TertiusHistoryPerson, i);
		GHashTableIter iter;
		gpointer name;

		if (person->names == NULL)
			continue;
		g_hash_table_iter_init(&iter, person->names);
		while (g_hash_table_iter_next(&iter, &name, NULL))
			index_name(history, name, i);
		choose_name(person);
	}
}

/* All addresses of mine are one person, who is there even without mail. */
static void
add_me(TertiusHistory *history)
{
	TertiusPerson mention = { 0 };

	history->my_number = TERTIUS_NOBODY;
	for (guint i = 0; i < history->me->len; i++) {
		mention.address = history->me->pdata[i];
		if (i > 0)
			tertius_history_unite(history, mention.address,
			                      history->me->pdata[0]);
		history->my_number =
			person_of(history, intern(history, &mention));
	}
}

/* --- Messages and meetings ----------------------------------------------- */

/* Mentions become addresses and people. */
static void
name_people(TertiusHistory *history, TertiusLetter *letter)
{
	TertiusRecipient *recipients =
		&g_array_index(history->recipients, TertiusRecipient,
	                       GPOINTER_TO_UINT(letter->recipients));

	letter->from_address =
		intern(history, tertius_history_writer(history, letter));
	letter->from = person_of(history, letter->from_address);
	for (guint i = 0; i < letter->n_recipients; i++) {
		recipients[i].address = intern(
			history, tertius_history_reader(history, letter, i));
		recipients[i].person =
			person_of(history, recipients[i].address);
	}
}

/* Leaves out what happens later. People are numbered in the order in which the
 * letters were taken. */
static void
add_letters(TertiusHistory *history)
{
	guint n = 0;

	for (guint i = 0; i < history->letters->len; i++) {
		TertiusLetter *letter =
			&g_array_index(history->letters, TertiusLetter, i);

		if (letter->date > history->now)
			continue;
		name_people(history, letter);
		g_array_index(history->letters, TertiusLetter, n++) = *letter;
	}
	g_array_set_size(history->letters, n);
}

static int
compare_letters(gconstpointer a, gconstpointer b)
{
	const TertiusLetter *x = a;
	const TertiusLetter *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return strcmp(x->id, y->id);
}

static int
compare_gatherings(gconstpointer a, gconstpointer b)
{
	const TertiusMeeting *x = ((const TertiusGathering *) a)->meeting;
	const TertiusMeeting *y = ((const TertiusGathering *) b)->meeting;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* Offsets become addresses once the arrays have their last size. */
static void
settle(TertiusHistory *history)
{
	for (guint i = 0; i < history->letters->len; i++) {
		TertiusLetter *letter =
			&g_array_index(history->letters, TertiusLetter, i);

		letter->recipients =
			&g_array_index(history->recipients, TertiusRecipient,
		                       GPOINTER_TO_UINT(letter->recipients));
	}
	for (guint i = 0; i < history->gatherings->len; i++) {
		TertiusGathering *gathering = &g_array_index(
			history->gatherings, TertiusGathering, i);

		gathering->people =
			&g_array_index(history->attendees, guint,
		                       GPOINTER_TO_UINT(gathering->people));
		for (guint j = 0; j < gathering->n_people; j++)
			if (tertius_history_is_me(history,
			                          gathering->people[j]))
				gathering->is_mine = TRUE;
	}
}

/* Adds @index to what happened with somebody, once; without a list it only
 * counts. */
static void
count_up(TertiusHistoryIndex *counted, guint index)
{
	if (counted->n > 0 && counted->last == index)
		return;
	counted->last = index;
	if (counted->list != NULL)
		counted->list[counted->n] = index;
	counted->n++;
}

static TertiusHistoryPerson *
get_person(TertiusHistory *history, guint person)
{
	return &g_array_index(history->people, TertiusHistoryPerson, person);
}

static void
walk_letters(TertiusHistory *history)
{
	for (guint i = 0; i < history->letters->len; i++) {
		const TertiusLetter *letter =
			&g_array_index(history->letters, TertiusLetter, i);

		if (letter->from != TERTIUS_NOBODY)
			count_up(&get_person(history, letter->from)->letters,
			         i);
		for (guint j = 0; j < letter->n_recipients; j++)
			count_up(&get_person(history,
			                     letter->recipients[j].person)
			                  ->letters,
			         i);
	}
}

static void
walk_gatherings(TertiusHistory *history)
{
	for (guint i = 0; i < history->gatherings->len; i++) {
		const TertiusGathering *gathering = &g_array_index(
			history->gatherings, TertiusGathering, i);

		for (guint j = 0; j < gathering->n_people; j++) {
			guint person = gathering->people[j];

			if (person != TERTIUS_NOBODY)
				count_up(&get_person(history, person)
				                  ->gatherings,
				         i);
		}
	}
}

static void
make_room(TertiusHistoryIndex *counted)
{
	counted->list = g_new(guint, MAX(counted->n, 1));
	counted->n = 0;
	counted->last = 0;
}

/* Twice over all: once to count, once to fill. */
static void
index_people(TertiusHistory *history)
{
	walk_letters(history);
	walk_gatherings(history);
	for (guint i = 0; i < history->people->len; i++) {
		make_room(&get_person(history, i)->letters);
		make_room(&get_person(history, i)->gatherings);
	}
	walk_letters(history);
	walk_gatherings(history);
}

static void
index_message_ids(TertiusHistory *history)
{
	for (guint i = 0; i < history->letters->len; i++) {
		TertiusLetter *letter =
			&g_array_index(history->letters, TertiusLetter, i);

		if (letter->message_id != NULL &&
		    !g_hash_table_contains(history->by_message_id, letter))
			g_hash_table_add(history->by_message_id, letter);
	}
}

void
tertius_history_seal(TertiusHistory *history, gint64 now)
{
	g_assert(!history->is_sealed);
	history->now = now;
	add_me(history);
	add_letters(history);
	tertius_history_add_meetings(history);
	g_array_sort(history->letters, compare_letters);
	g_array_sort(history->gatherings, compare_gatherings);
	settle(history);
	index_names(history);
	tertius_history_name_attendees(history);
	index_people(history);
	index_message_ids(history);
	tertius_history_stop_taking(history);
	history->is_sealed = TRUE;
}
