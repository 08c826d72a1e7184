/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All facts of one user in memory: putting them in order.
 */
#include "model/history-private.h"

#include <string.h>

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
	history->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	history->unions =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	history->room = tertius_shelf_new(NULL);
	history->letters = g_ptr_array_new();
	history->gatherings =
		g_array_new(FALSE, TRUE, sizeof(TertiusGathering));
	history->attendees = g_array_new(FALSE, FALSE, sizeof(guint));
	history->zone = g_time_zone_new_local();
	history->reads = g_new0(TertiusReads *, 1);
	history->me = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; me != NULL && me[i] != NULL; i++)
		g_ptr_array_add(history->me, tertius_person_dup_lower(me[i]));
	return history;
}

static void
clear_people(TertiusHistory *history)
{
	for (guint i = 0; i < history->people->len; i++) {
		TertiusHistoryPerson *person = &g_array_index(
			history->people, TertiusHistoryPerson, i);

		if (history->may_grow)
			g_free(person->letters.list);
		g_free(person->gatherings.list);
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
	g_clear_pointer(&history->called, g_hash_table_unref);
	g_hash_table_unref(history->unions);
	g_ptr_array_unref(history->letters);
	tertius_shelf_free(history->ids.of_growing);
	g_array_unref(history->gatherings);
	g_array_unref(history->attendees);
	g_clear_pointer(&history->awaited, g_hash_table_unref);
	g_clear_pointer(&history->changed, g_hash_table_unref);
	g_free(history->reads);
	g_array_unref(history->meetings);
	g_array_unref(history->fresh);
	g_ptr_array_unref(history->regathered);
	g_ptr_array_unref(history->grown);
	g_string_chunk_free(history->texts);
	tertius_shelf_free(history->room);
	g_ptr_array_unref(history->me);
	g_time_zone_unref(history->zone);
	g_free(history);
}

void
tertius_history_lay_down(TertiusHistory *history, const char *folder)
{
	g_assert(history->letters->len == 0 && !history->may_grow);
	tertius_shelf_free(history->room);
	history->room = tertius_shelf_new(folder);
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

/* The address that stands for all addresses of one person. Unions form a chain,
 * never a ring. */
static const char *
main_address(const TertiusHistory *history, const char *address)
{
	const char *other;

	while ((other = g_hash_table_lookup(history->unions, address)) != NULL)
		address = other;
	return address;
}

void
tertius_history_unite(TertiusHistory *history, const char *address,
                      const char *other)
{
	const char *from = main_address(history, address);
	const char *to = main_address(history, other);

	g_assert(!history->is_sealed);
	/* All of both: either may have been united before. */
	if (strcmp(from, to) != 0)
		g_hash_table_insert(history->unions, g_strdup(from),
		                    g_strdup(to));
}

void
tertius_history_call(TertiusHistory *history, const char *address,
                     const char *name)
{
	g_assert(!history->is_sealed);
	if (history->called == NULL)
		history->called = g_hash_table_new_full(g_str_hash, g_str_equal,
		                                        g_free, NULL);
	g_hash_table_replace(history->called, g_strdup(address),
	                     tertius_history_keep(history, name));
}

/* --- People -------------------------------------------------------------- */

static guint
add_address(TertiusHistory *history, const char *text)
{
	TertiusHistoryAddress address = {
		.text = tertius_history_keep(history, text),
		.person = TERTIUS_NOBODY,
		.next = TERTIUS_NOBODY,
		.mentions = TERTIUS_NOBODY,
	};
	guint index = history->addresses->len;

	g_array_append_val(history->addresses, address);
	tertius_history_mark_text(history, text);
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

/* The address of the mention, or TERTIUS_NOBODY; counts its name. */
static guint
use_mention(TertiusHistory *history, guint number)
{
	TertiusHistoryMention *mention;

	if (number == TERTIUS_NOBODY)
		return TERTIUS_NOBODY;
	mention = &g_array_index(history->mentions, TertiusHistoryMention,
	                         number);
	mention->n++;
	if (mention->address == TERTIUS_NOBODY) {
		TertiusHistoryAddress *address;

		mention->address =
			intern_address(history, mention->said.address);
		address = get_address(history, mention->address);
		mention->next = address->mentions;
		address->mentions = number;
	}
	return mention->address;
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
	return person_of(history,
	                 use_mention(history, tertius_history_take_mention(
						      history, mention)));
}

/* --- Names --------------------------------------------------------------- */

/* Calls @use for each name of each of the person's addresses. */
static void
each_name(TertiusHistory *history, guint person, GHashTable *count,
          void (*use)(TertiusHistory *history, guint person,
                      const TertiusHistoryMention *mention, GHashTable *count))
{
	for (guint i = g_array_index(history->people, TertiusHistoryPerson,
	                             person)
	                       .address;
	     i != TERTIUS_NOBODY; i = get_address(history, i)->next) {
		for (guint j = get_address(history, i)->mentions;
		     j != TERTIUS_NOBODY;) {
			const TertiusHistoryMention *mention = &g_array_index(
				history->mentions, TertiusHistoryMention, j);

			if (mention->said.name != NULL)
				use(history, person, mention, count);
			j = mention->next;
		}
	}
}

static void
count_name(TertiusHistory *history, guint person,
           const TertiusHistoryMention *mention, GHashTable *count)
{
	gpointer known = g_hash_table_lookup(count, mention->said.name);

	(void) history;
	(void) person;
	g_hash_table_insert(
		count, mention->said.name,
		GUINT_TO_POINTER(GPOINTER_TO_UINT(known) + mention->n));
}

/* What the user calls them, by any of their addresses; or NULL. */
static const char *
find_called(const TertiusHistory *history, guint person)
{
	guint index =
		g_array_index(history->people, TertiusHistoryPerson, person)
			.address;
	const char *name = NULL;

	while (history->called != NULL && name == NULL &&
	       index != TERTIUS_NOBODY) {
		const TertiusHistoryAddress *address = &g_array_index(
			history->addresses, TertiusHistoryAddress, index);

		name = g_hash_table_lookup(history->called, address->text);
		index = address->next;
	}
	return name;
}

/* The name that was used most; of equals the longest, then the first by its
 * bytes, so that the order of reading cannot matter. */
void
tertius_history_choose_name(TertiusHistory *history, guint person,
                            GHashTable *count)
{
	GHashTableIter iter;
	gpointer key, value;
	const char *best = NULL;
	guint most = 0;

	each_name(history, person, count, count_name);
	g_hash_table_iter_init(&iter, count);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		const char *name = key;
		guint n = GPOINTER_TO_UINT(value);

		if (best == NULL || n > most ||
		    (n == most && (strlen(name) > strlen(best) ||
		                   (strlen(name) == strlen(best) &&
		                    strcmp(name, best) < 0)))) {
			best = name;
			most = n;
		}
	}
	g_hash_table_remove_all(count);
	if (best == NULL) {
		best = find_called(history, person);
		if (best != NULL)
			(void) tertius_history_index_name(history, best,
			                                  person);
	}
	g_array_index(history->people, TertiusHistoryPerson, person).name =
		best;
}

/* A name that two people bear means nobody. */
gboolean
tertius_history_index_name(TertiusHistory *history, const char *name,
                           guint person)
{
	g_autofree char *key = tertius_person_dup_plain_name(name);
	gpointer known;
	gboolean is_known;

	if (*key == '\0')
		return FALSE;
	is_known = g_hash_table_lookup_extended(history->by_name, key, NULL,
	                                        &known);
	if (is_known && (GPOINTER_TO_UINT(known) == person ||
	                 GPOINTER_TO_UINT(known) == TERTIUS_NOBODY))
		return FALSE;
	tertius_history_mark_text(history, key);
	g_hash_table_insert(
		history->by_name,
		is_known ? key : g_string_chunk_insert(history->texts, key),
		GUINT_TO_POINTER(is_known ? TERTIUS_NOBODY : person));
	return TRUE;
}

static void
index_one(TertiusHistory *history, guint person,
          const TertiusHistoryMention *mention, GHashTable *count)
{
	(void) count;
	(void) tertius_history_index_name(history, mention->said.name, person);
}

static void
index_names(TertiusHistory *history)
{
	g_autoptr(GHashTable) count = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < history->people->len; i++) {
		each_name(history, i, count, index_one);
		tertius_history_choose_name(history, i, count);
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
		history->my_number = tertius_history_intern(history, &mention);
	}
}

/* --- Messages and meetings ----------------------------------------------- */

void
tertius_history_name_people(TertiusHistory *history, TertiusLetter *letter)
{
	TertiusRecipient *recipients = letter->recipients;

	letter->from_address = use_mention(history, letter->from_address);
	letter->from = person_of(history, letter->from_address);
	for (guint i = 0; i < letter->n_recipients; i++) {
		recipients[i].address =
			use_mention(history, recipients[i].address);
		recipients[i].person =
			person_of(history, recipients[i].address);
	}
}

int
tertius_history_compare_letters(gconstpointer a, gconstpointer b)
{
	const TertiusLetter *x = a;
	const TertiusLetter *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* People are numbered in the order in which the letters were taken. What
 * happens later stays as it was taken. */
static void
add_letters(TertiusHistory *history)
{
	for (guint i = 0; i < history->letters->len; i++) {
		TertiusLetter *letter = tertius_history_at(history, i);

		if (letter->date > history->now)
			continue;
		tertius_history_name_people(history, letter);
		history->n_letters++;
	}
	tertius_history_sort(history);
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

/* Offsets become addresses once the array has its last size. */
void
tertius_history_order_gatherings(TertiusHistory *history)
{
	g_array_sort(history->gatherings, compare_gatherings);
	for (guint i = 0; i < history->gatherings->len; i++) {
		TertiusGathering *gathering = &g_array_index(
			history->gatherings, TertiusGathering, i);

		if (gathering->n_people == 0) {
			gathering->people = NULL; /* there may be no list */
			continue;
		}
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
count_up(const TertiusHistory *history, TertiusHistoryIndex *counted,
         guint index)
{
	if (counted->n > 0 && counted->last == index)
		return;
	counted->last = index;
	if (counted->list != NULL) {
		tertius_shelf_look(history->room, counted->list + counted->n);
		counted->list[counted->n] = index;
	}
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
	for (guint i = 0; i < history->n_letters; i++) {
		const TertiusLetter *letter = tertius_history_at(history, i);

		if (letter->from != TERTIUS_NOBODY)
			count_up(history,
			         &get_person(history, letter->from)->letters,
			         i);
		for (guint j = 0; j < letter->n_recipients; j++)
			count_up(history,
			         &get_person(history,
			                     letter->recipients[j].person)
			                  ->letters,
			         i);
	}
}

static void
make_room(TertiusHistory *history, TertiusHistoryPerson *person)
{
	TertiusHistoryIndex *letters = &person->letters;

	/* Where letters may come, the list of them is replaced by longer ones. */
	letters->list =
		history->may_grow
			? g_new(guint, letters->n)
			: tertius_shelf_take(history->room,
	                                     letters->n * sizeof(guint));
	letters->n = letters->last = 0;
}

/* Twice over all: once to count, once to fill. */
static void
index_people(TertiusHistory *history)
{
	walk_letters(history);
	for (guint i = 0; i < history->people->len; i++)
		make_room(history, get_person(history, i));
	walk_letters(history);
}

/* For as many as there can be: arrays that grow are there twice for a moment. */
static void
make_room_for_people(TertiusHistory *history)
{
	guint most = history->mentions->len;

	g_assert(history->people->len + history->addresses->len == 0);
	g_array_unref(history->people);
	g_array_unref(history->addresses);
	history->people = g_array_sized_new(FALSE, TRUE,
	                                    sizeof(TertiusHistoryPerson), most);
	history->addresses = g_array_sized_new(
		FALSE, TRUE, sizeof(TertiusHistoryAddress), most);
}

void
tertius_history_seal(TertiusHistory *history, gint64 now)
{
	g_assert(!history->is_sealed);
	history->now = now;
	make_room_for_people(history);
	add_me(history);
	add_letters(history);
	tertius_history_add_meetings(history);
	tertius_history_order_gatherings(history);
	index_names(history);
	tertius_history_name_attendees(history);
	if (history->may_grow)
		history->changed = g_hash_table_new(NULL, NULL);
	else
		tertius_history_stop_taking(history);
	index_people(history);
	tertius_history_index_gatherings(history);
	tertius_history_index_ids(history);
	history->is_sealed = TRUE;
}
