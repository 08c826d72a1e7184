/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions that conclusions ask of the history.
 */
#include "model/history-private.h"

#include <string.h>

#define MONTH (30 * G_GINT64_CONSTANT(86400))

static const TertiusHistoryPerson *
get_person(const TertiusHistory *history, guint person)
{
	g_assert(person < history->people->len);
	return &g_array_index(history->people, TertiusHistoryPerson, person);
}

static const TertiusHistoryAddress *
get_address(const TertiusHistory *history, guint address)
{
	g_assert(address < history->addresses->len);
	return &g_array_index(history->addresses, TertiusHistoryAddress,
	                      address);
}

gint64
tertius_history_get_now(const TertiusHistory *history)
{
	return history->now;
}

guint
tertius_history_n_people(const TertiusHistory *history)
{
	return history->people->len;
}

guint
tertius_history_get_me(const TertiusHistory *history)
{
	return history->my_number;
}

gboolean
tertius_history_is_me(const TertiusHistory *history, guint person)
{
	return person != TERTIUS_NOBODY && person == history->my_number;
}

const char *
tertius_history_address(const TertiusHistory *history, guint person)
{
	tertius_history_read_card(history, person);
	return tertius_history_address_text(
		history, get_person(history, person)->address);
}

const char *
tertius_history_name(const TertiusHistory *history, guint person)
{
	tertius_history_read_card(history, person);
	return get_person(history, person)->name;
}

static guint
look_up(const TertiusHistory *history, GHashTable *table, const char *key)
{
	gpointer value;

	tertius_history_read_text(history, key);
	if (!g_hash_table_lookup_extended(table, key, NULL, &value))
		return TERTIUS_NOBODY;
	return GPOINTER_TO_UINT(value);
}

/* Nearly all addresses are, and a history is asked for them all the time. */
static gboolean
is_lower(const char *address)
{
	const char *at = address;

	while (*at != '\0' && g_ascii_isprint(*at) && !g_ascii_isupper(*at))
		at++;
	return *at == '\0';
}

guint
tertius_history_find(const TertiusHistory *history, const char *address)
{
	g_autofree char *key =
		is_lower(address) ? NULL : tertius_person_dup_lower(address);
	guint index = look_up(history, history->by_address,
	                      key != NULL ? key : address);

	return index == TERTIUS_NOBODY
	               ? TERTIUS_NOBODY
	               : tertius_history_address_person(history, index);
}

guint
tertius_history_find_by_name(const TertiusHistory *history, const char *name)
{
	g_autofree char *key = tertius_person_dup_plain_name(name);

	return look_up(history, history->by_name, key);
}

guint
tertius_history_resolve(const TertiusHistory *history,
                        const TertiusPerson *mention)
{
	guint person = TERTIUS_NOBODY;

	if (mention->address != NULL)
		person = tertius_history_find(history, mention->address);
	if (person == TERTIUS_NOBODY && mention->name != NULL)
		person = tertius_history_find_by_name(history, mention->name);
	return person;
}

TertiusPerson *
tertius_history_dup_person(const TertiusHistory *history, guint person)
{
	const TertiusHistoryPerson *entry = get_person(history, person);

	tertius_history_read_card(history, person);
	return tertius_person_new(entry->name,
	                          tertius_history_address(history, person),
	                          TERTIUS_PLACE_TO);
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
tertius_history_list_addresses(const TertiusHistory *history, guint person)
{
	GPtrArray *addresses = g_ptr_array_new();
	guint first = get_person(history, person)->address;

	tertius_history_read_card(history, person);
	for (guint i = first; i != TERTIUS_NOBODY;
	     i = get_address(history, i)->next) {
		if (i != first)
			g_ptr_array_add(addresses,
			                get_address(history, i)->text);
	}
	g_ptr_array_sort(addresses, compare_texts);
	g_ptr_array_insert(addresses, 0, get_address(history, first)->text);
	return addresses;
}

const char *
tertius_history_address_text(const TertiusHistory *history, guint address)
{
	return get_address(history, address)->text;
}

guint
tertius_history_address_person(const TertiusHistory *history, guint address)
{
	return get_address(history, address)->person;
}

guint
tertius_history_n_letters(const TertiusHistory *history)
{
	return history->n_letters;
}

const TertiusLetter *
tertius_history_letter(const TertiusHistory *history, guint index)
{
	g_assert(index < history->n_letters);
	return tertius_history_at(history, index);
}

void
tertius_history_look(const TertiusHistory *history, const TertiusLetter *letter)
{
	tertius_shelf_look(history->room, letter);
}

const guint *
tertius_history_letters_of(const TertiusHistory *history, guint person,
                           guint *n)
{
	const TertiusHistoryPerson *entry = get_person(history, person);

	tertius_history_read_mail(history, person);
	tertius_shelf_look(history->room, entry->letters.list);
	*n = entry->letters.n;
	return entry->letters.list;
}

const TertiusLetter *
tertius_history_find_letter(const TertiusHistory *history,
                            const char *message_id)
{
	tertius_history_read_text(history, message_id);
	return tertius_history_find_id(history, message_id);
}

gboolean
tertius_letter_has_recipient(const TertiusLetter *letter, guint person,
                             TertiusPlace *place)
{
	for (guint i = 0; i < letter->n_recipients; i++) {
		if (letter->recipients[i].person != person)
			continue;
		if (place != NULL)
			*place = letter->recipients[i].place;
		return TRUE;
	}
	return FALSE;
}

/* How many people gather at most who meet each other (calendar.md 2.1: beyond
 * 15 besides oneself it is a conference). */
#define GATHERING_MAX 16

/* In how many months: what comes every week is one relation all the same. */
static guint
count_months(const TertiusGathering *gathering, guint n)
{
	const GArray *instances = gathering->meeting->instances;
	gint64 before = G_MININT64;
	guint months = 0;

	for (guint i = 0; i < n; i++) {
		gint64 month = g_array_index(instances, gint64, i) / MONTH;

		months += month != before ? 1 : 0;
		before = month;
	}
	return months;
}

/* In halves: two of whom neither answered met perhaps. */
static guint
count_halves(const TertiusHistory *history, const TertiusGathering *gathering,
             guint first, guint second)
{
	int one = tertius_gathering_attendance(history, gathering, first);
	int two = tertius_gathering_attendance(history, gathering, second);

	if (one == 0 || two == 0 || gathering->n_people > GATHERING_MAX)
		return 0;
	return one + two > 2 ? 2 : 1;
}

gboolean
tertius_gathering_joins(const TertiusHistory *history,
                        const TertiusGathering *gathering, guint first,
                        guint second)
{
	return count_halves(history, gathering, first, second) == 2;
}

/* The meetings of the one who has fewer. My own calendar's meetings need not
 * name me, so the other's are looked at when one is me. */
static const guint *
choose_gatherings(const TertiusHistory *history, guint first, guint second,
                  guint *n)
{
	const guint *list = get_person(history, first)->gatherings.list;
	const guint *other = get_person(history, second)->gatherings.list;
	guint m = get_person(history, second)->gatherings.n;

	*n = get_person(history, first)->gatherings.n;
	if (!tertius_history_is_me(history, first) &&
	    (tertius_history_is_me(history, second) || *n <= m))
		return list;
	*n = m;
	return other;
}

/* In halves, how often the two met in it before @until. */
static guint
add_gathering(const TertiusHistory *history, const TertiusGathering *gathering,
              guint surely, gint64 until, TertiusExchange *exchange)
{
	const TertiusMeeting *meeting = gathering->meeting;
	gint64 earliest, latest;
	guint n;

	tertius_history_read_meeting(history, meeting, until);
	n = tertius_gathering_count(gathering, MIN(until, history->now),
	                            &latest);
	if (n == 0)
		return 0;
	earliest = g_array_index(meeting->instances, gint64, 0) + meeting->end -
	           meeting->start;
	exchange->latest = MAX(exchange->latest, latest);
	if (exchange->earliest == 0 || earliest < exchange->earliest)
		exchange->earliest = earliest;
	return surely * count_months(gathering, n);
}

static void
add_meetings(const TertiusHistory *history, guint first, guint second,
             gint64 until, TertiusExchange *exchange)
{
	guint halves = 0;
	guint n;
	const guint *list = choose_gatherings(history, first, second, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusGathering *gathering = &g_array_index(
			history->gatherings, TertiusGathering, list[i]);
		guint surely;

		if (gathering->meeting->start >= until)
			break;
		surely = count_halves(history, gathering, first, second);
		if (surely > 0)
			halves += add_gathering(history, gathering, surely,
			                        until, exchange);
	}
	exchange->meetings = halves / 2;
}

/* The letters of the one who has fewer: what passed between two is in the mail
 * of either. */
static const TertiusHistoryIndex *
choose_letters(const TertiusHistory *history, guint first, guint second)
{
	const TertiusHistoryIndex *one = &get_person(history, first)->letters;
	const TertiusHistoryIndex *two = &get_person(history, second)->letters;

	/* Mine is in all. */
	tertius_history_read_mail(history, tertius_history_is_me(history, first)
	                                           ? second
	                                           : first);
	if (two->n < one->n)
		one = two;
	tertius_shelf_look(history->room, one->list);
	return one;
}

/* Whether @letter is between the two, by hand. */
static gboolean
count_letter(const TertiusLetter *letter, guint first, guint second,
             TertiusExchange *exchange)
{
	if ((letter->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0 ||
	    letter->n_recipients > TERTIUS_EXCHANGE_MASS)
		return FALSE;
	if (letter->from == first &&
	    tertius_letter_has_recipient(letter, second, NULL))
		exchange->from_first++;
	else if (letter->from == second &&
	         tertius_letter_has_recipient(letter, first, NULL))
		exchange->from_second++;
	else
		return FALSE;
	return TRUE;
}

TertiusExchange
tertius_history_exchange(const TertiusHistory *history, guint first,
                         guint second, gint64 until)
{
	TertiusExchange exchange = { 0 };
	const TertiusHistoryIndex *index =
		choose_letters(history, first, second);

	for (guint i = 0; i < index->n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, index->list[i]);

		if (letter->date >= until)
			break;
		if (!count_letter(letter, first, second, &exchange))
			continue;
		if (exchange.earliest == 0)
			exchange.earliest = letter->date;
		exchange.latest = letter->date;
	}
	add_meetings(history, first, second, until, &exchange);
	return exchange;
}

guint
tertius_history_n_gatherings(const TertiusHistory *history)
{
	return history->gatherings->len;
}

const TertiusGathering *
tertius_history_gathering(const TertiusHistory *history, guint index)
{
	g_assert(index < history->gatherings->len);
	return &g_array_index(history->gatherings, TertiusGathering, index);
}

const guint *
tertius_history_gatherings_of(const TertiusHistory *history, guint person,
                              guint *n)
{
	const TertiusHistoryPerson *entry = get_person(history, person);

	tertius_history_read_mail(history, person);
	*n = entry->gatherings.n;
	return entry->gatherings.list;
}
