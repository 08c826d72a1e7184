/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A history that grows takes new meetings, and goes on to other days: what comes
 * once in a while then falls otherwise. Only meetings of the uids that this
 * touches are settled again, from the facts as they were taken; what is then
 * another gathering than before is marked for all who are part of it.
 */
#include "model/history-private.h"

#include "model/series.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

typedef struct {
	TertiusHistory *history;
	GHashTable *touched;   /* uids */
	GHashTable *addresses; /* indexes, whose names are to be chosen anew */
	GHashTable *before;    /* TertiusMeeting -> TertiusGathering */
	GArray *gatherings;    /* as they were */
	GArray *attendees;     /* of these */
	guint n_addresses;
} Regathering;

static TertiusHistoryMeeting *
get_meeting(const TertiusHistory *history, guint index)
{
	return &g_array_index(history->meetings, TertiusHistoryMeeting, index);
}

/* --- What is new ---------------------------------------------------------- */

static guint
find_by_id(const TertiusHistory *history, const char *id)
{
	for (guint i = 0; i < history->meetings->len; i++) {
		if (strcmp(get_meeting(history, i)->raw->id, id) == 0)
			return i;
	}
	return TERTIUS_NOBODY;
}

/* What the ledger has of a meeting stands for what it had before. */
static void
take_fresh(Regathering *all)
{
	TertiusHistory *history = all->history;

	for (guint i = 0; i < history->fresh->len; i++) {
		TertiusHistoryMeeting *one = &g_array_index(
			history->fresh, TertiusHistoryMeeting, i);
		guint known = find_by_id(history, one->raw->id);

		g_hash_table_add(all->touched, g_strdup(one->raw->uid));
		if (known == TERTIUS_NOBODY) {
			g_array_append_val(history->meetings, *one);
		} else {
			TertiusHistoryMeeting *old =
				get_meeting(history, known);

			tertius_meeting_free(old->raw);
			old->raw = one->raw;
			old->in_calendar = one->in_calendar;
		}
		one->raw = NULL;
	}
	g_array_set_size(history->fresh, 0);
}

static void
touch_series(Regathering *all, gint64 before)
{
	for (guint i = 0; i < all->history->meetings->len; i++) {
		const TertiusMeeting *raw = get_meeting(all->history, i)->raw;

		if (tertius_series_has_moved(raw, before, all->history->now))
			g_hash_table_add(all->touched, g_strdup(raw->uid));
	}
}

static gboolean
is_touched(const Regathering *all, const TertiusHistoryMeeting *meeting)
{
	return g_hash_table_contains(all->touched, meeting->raw->uid);
}

/* --- What goes ------------------------------------------------------------ */

static void
disuse(Regathering *all, const TertiusPerson *person)
{
	guint mention = tertius_history_take_mention(all->history, person);
	TertiusHistoryMention *entry;

	if (mention == TERTIUS_NOBODY)
		return;
	entry = &g_array_index(all->history->mentions, TertiusHistoryMention,
	                       mention);
	if (entry->n == 0)
		return;
	entry->n--;
	g_hash_table_add(all->addresses, GUINT_TO_POINTER(entry->address));
}

/* Takes back that the names in it were used. */
static void
disuse_names(Regathering *all, const TertiusHistoryMeeting *meeting)
{
	const TertiusGathering *gathering =
		g_hash_table_lookup(all->before, meeting->meeting);
	gboolean is_birthday =
		meeting->meeting != NULL &&
		(meeting->meeting->flags & TERTIUS_MEETING_BIRTHDAY) != 0;

	if (gathering == NULL)
		return;
	if (meeting->bearer != NULL)
		disuse(all, meeting->bearer);
	for (guint i = 0; i < gathering->n_people; i++) {
		const TertiusAttendee *attendee =
			meeting->meeting->attendees->pdata[i];

		if (!is_birthday || gathering->people[i] != TERTIUS_NOBODY)
			disuse(all, attendee->person);
	}
}

/* --- What comes ----------------------------------------------------------- */

static gboolean
is_same_attendee(const TertiusAttendee *a, const TertiusAttendee *b)
{
	return a->attendance == b->attendance &&
	       a->person->place == b->person->place &&
	       g_strcmp0(a->person->name, b->person->name) == 0 &&
	       g_strcmp0(a->person->address, b->person->address) == 0;
}

static gboolean
is_same_meeting(const TertiusMeeting *a, const TertiusMeeting *b)
{
	if (a->start != b->start || a->end != b->end || a->flags != b->flags ||
	    a->created != b->created || a->stamp != b->stamp ||
	    a->sequence != b->sequence || strcmp(a->summary, b->summary) != 0 ||
	    g_strcmp0(a->series, b->series) != 0 ||
	    a->instances->len != b->instances->len ||
	    a->attendees->len != b->attendees->len)
		return FALSE;
	for (guint i = 0; i < a->attendees->len; i++) {
		if (!is_same_attendee(a->attendees->pdata[i],
		                      b->attendees->pdata[i]))
			return FALSE;
	}
	return a->instances->len == 0 ||
	       memcmp(a->instances->data, b->instances->data,
	              a->instances->len * sizeof(gint64)) == 0;
}

static gboolean
is_same_gathering(const TertiusGathering *a, const TertiusGathering *b)
{
	return a->bearer == b->bearer && a->is_mine == b->is_mine &&
	       a->n_people == b->n_people &&
	       (a->n_people == 0 || memcmp(a->people, b->people,
	                                   a->n_people * sizeof(guint)) == 0) &&
	       is_same_meeting(a->meeting, b->meeting);
}

static void
mark_gathering(TertiusHistory *history, const TertiusGathering *gathering)
{
	tertius_history_mark_mail(history, gathering->bearer);
	for (guint i = 0; i < gathering->n_people; i++)
		tertius_history_mark_mail(history, gathering->people[i]);
}

/* A gathering that is the one of before keeps its meeting, by which it is known;
 * where it is another, both are told. */
static void
compare_gathering(Regathering *all, TertiusHistoryMeeting *meeting,
                  TertiusMeeting *known, TertiusGathering *now)
{
	TertiusHistory *history = all->history;
	const TertiusGathering *before =
		known != NULL ? g_hash_table_lookup(all->before, known) : NULL;

	if (before != NULL && is_same_gathering(before, now)) {
		tertius_meeting_free(meeting->meeting);
		meeting->meeting = known;
		now->meeting = known;
		return;
	}
	tertius_history_mark_mail(history, history->my_number);
	mark_gathering(history, now);
	g_ptr_array_add(history->regathered,
	                tertius_meeting_copy(meeting->meeting));
	if (before != NULL)
		mark_gathering(history, before);
	if (known != NULL)
		g_ptr_array_add(history->regathered, known);
}

/* New copies of those that are touched; returns what they replace, by index. */
static GPtrArray *
settle_touched(Regathering *all)
{
	TertiusHistory *history = all->history;
	GPtrArray *known = g_ptr_array_new();
	g_autoptr(GPtrArray) fresh = g_ptr_array_new();

	g_ptr_array_set_size(known, (int) history->meetings->len);
	for (guint i = 0; i < history->meetings->len; i++) {
		TertiusHistoryMeeting *meeting = get_meeting(history, i);

		if (!is_touched(all, meeting))
			continue;
		if (meeting->meeting != NULL)
			disuse_names(all, meeting);
		known->pdata[i] = meeting->meeting;
		meeting->meeting = tertius_meeting_copy(meeting->raw);
		g_ptr_array_add(fresh, meeting->meeting);
	}
	tertius_history_settle_meetings(history, fresh);
	return known;
}

/* As it was; its people go to the new list. */
static void
keep_gathering(Regathering *all, const TertiusMeeting *meeting)
{
	TertiusHistory *history = all->history;
	TertiusGathering gathering =
		*(const TertiusGathering *) g_hash_table_lookup(all->before,
	                                                        meeting);
	const guint *people = gathering.people;

	gathering.people = GUINT_TO_POINTER(history->attendees->len);
	if (gathering.n_people > 0)
		g_array_append_vals(history->attendees, people,
		                    gathering.n_people);
	g_array_append_val(history->gatherings, gathering);
}

static void
gather(Regathering *all, gboolean birthdays)
{
	for (guint i = 0; i < all->history->meetings->len; i++) {
		TertiusHistoryMeeting *meeting = get_meeting(all->history, i);
		gboolean is_birthday =
			(meeting->raw->flags & TERTIUS_MEETING_BIRTHDAY) != 0;

		if (is_birthday != birthdays)
			continue;
		if (is_touched(all, meeting))
			tertius_history_gather(all->history, meeting);
		else
			keep_gathering(all, meeting->meeting);
	}
}

/* The gatherings of now by their meetings. */
static GHashTable *
index_gatherings(const GArray *gatherings)
{
	GHashTable *index = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < gatherings->len; i++) {
		TertiusGathering *one =
			&g_array_index(gatherings, TertiusGathering, i);
		union {
			const TertiusMeeting *lent;
			gpointer key; /* never written to */
		} of = { .lent = one->meeting };

		g_hash_table_insert(index, of.key, one);
	}
	return index;
}

static void
compare_touched(Regathering *all, const GPtrArray *known)
{
	g_autoptr(GHashTable) now = index_gatherings(all->history->gatherings);

	for (guint i = 0; i < all->history->meetings->len; i++) {
		TertiusHistoryMeeting *meeting = get_meeting(all->history, i);

		if (is_touched(all, meeting))
			compare_gathering(
				all, meeting, known->pdata[i],
				g_hash_table_lookup(now, meeting->meeting));
	}
}

/* --- All of it ------------------------------------------------------------ */

/* --- Who is named no more ------------------------------------------------- */

static TertiusHistoryMention *
get_mention(const TertiusHistory *history, guint index)
{
	return &g_array_index(history->mentions, TertiusHistoryMention, index);
}

static gboolean
is_called(const TertiusHistory *history, guint person, const char *plain)
{
	for (guint i = g_array_index(history->people, TertiusHistoryPerson,
	                             person)
	                       .address;
	     i != TERTIUS_NOBODY;) {
		const TertiusHistoryAddress *address = &g_array_index(
			history->addresses, TertiusHistoryAddress, i);

		for (guint j = address->mentions; j != TERTIUS_NOBODY;) {
			const TertiusHistoryMention *mention =
				get_mention(history, j);
			g_autofree char *other =
				mention->said.name != NULL
					? tertius_person_dup_plain_name(
						  mention->said.name)
					: NULL;

			if (g_strcmp0(other, plain) == 0)
				return TRUE;
			j = mention->next;
		}
		i = address->next;
	}
	return FALSE;
}

/* FALSE: others bear it, too, and it may mean one of them now. */
static gboolean
forget_name(TertiusHistory *history, guint person, const char *name)
{
	g_autofree char *plain = tertius_person_dup_plain_name(name);
	gpointer known;

	if (!g_hash_table_lookup_extended(history->by_name, plain, NULL,
	                                  &known) ||
	    is_called(history, person, plain))
		return TRUE;
	if (GPOINTER_TO_UINT(known) != person)
		return FALSE;
	tertius_history_mark_text(history, plain);
	g_hash_table_remove(history->by_name, plain);
	return TRUE;
}

/* Nothing happens with them any more, and nobody has their address. FALSE: they
 * have others, or the user calls them by a name. */
static gboolean
forget_address(TertiusHistory *history, guint index)
{
	const TertiusHistoryAddress *address = &g_array_index(
		history->addresses, TertiusHistoryAddress, index);
	guint person = address->person;

	if (address->next != TERTIUS_NOBODY ||
	    tertius_history_is_me(history, person) ||
	    g_array_index(history->people, TertiusHistoryPerson, person)
	                    .address != index ||
	    (history->called != NULL &&
	     g_hash_table_contains(history->called, address->text)))
		return FALSE;
	tertius_history_mark_text(history, address->text);
	tertius_history_mark_card(history, person);
	tertius_history_mark_mail(history, person);
	g_hash_table_remove(history->by_address, address->text);
	return TRUE;
}

/* Takes the mention out of those of its address. */
static void
unlink_mention(TertiusHistory *history, guint index)
{
	TertiusHistoryMention *mention = get_mention(history, index);
	guint *link = &g_array_index(history->addresses, TertiusHistoryAddress,
	                             mention->address)
	                       .mentions;

	while (*link != index)
		link = &get_mention(history, *link)->next;
	*link = mention->next;
	mention->next = TERTIUS_NOBODY;
	mention->address = TERTIUS_NOBODY;
}

/* Days of theirs in the address book: that they have one makes nobody known. */
static guint
count_days(const TertiusHistory *history, const char *address)
{
	guint n = 0;

	for (guint i = 0; i < history->meetings->len; i++) {
		const TertiusMeeting *raw = get_meeting(history, i)->raw;

		for (guint j = 0;
		     (raw->flags & TERTIUS_MEETING_BIRTHDAY) != 0 &&
		     j < raw->attendees->len;
		     j++) {
			const TertiusAttendee *attendee =
				raw->attendees->pdata[j];

			n += g_strcmp0(attendee->person->address, address) == 0;
		}
	}
	return n;
}

/* Whether nothing but days of theirs names them any more. */
static gboolean
has_days_alone(const TertiusHistory *history, guint number)
{
	const TertiusHistoryAddress *address = &g_array_index(
		history->addresses, TertiusHistoryAddress, number);
	guint days = count_days(history, address->text);
	guint n = 0;

	for (guint i = address->mentions; days > 0 && i != TERTIUS_NOBODY;
	     i = get_mention(history, i)->next)
		n += get_mention(history, i)->n;
	return days > 0 && n <= days;
}

static gboolean
forget_mention(TertiusHistory *history, guint index)
{
	const TertiusHistoryMention *mention = get_mention(history, index);
	guint number = mention->address;
	const TertiusHistoryAddress *address = &g_array_index(
		history->addresses, TertiusHistoryAddress, number);

	unlink_mention(history, index);
	return count_days(history, address->text) == 0 &&
	       (mention->said.name == NULL ||
	        forget_name(history, address->person, mention->said.name)) &&
	       (address->mentions != TERTIUS_NOBODY ||
	        forget_address(history, number));
}

/* FALSE: what was only there for what is no more cannot be told apart from the
 * rest. */
static gboolean
forget_unnamed(const Regathering *all)
{
	TertiusHistory *history = all->history;
	GHashTableIter iter;
	gpointer number;

	g_hash_table_iter_init(&iter, all->addresses);
	while (g_hash_table_iter_next(&iter, &number, NULL)) {
		if (has_days_alone(history, GPOINTER_TO_UINT(number)))
			return FALSE;
	}
	for (guint i = 0; i < history->mentions->len; i++) {
		const TertiusHistoryMention *mention = get_mention(history, i);

		if (mention->n == 0 && mention->address != TERTIUS_NOBODY &&
		    !forget_mention(history, i))
			return FALSE;
	}
	return TRUE;
}

static void
choose_names(Regathering *all)
{
	TertiusHistory *history = all->history;
	g_autoptr(GHashTable) count = g_hash_table_new(NULL, NULL);
	GHashTableIter iter;
	gpointer key;

	for (guint i = all->n_addresses; i < history->addresses->len; i++)
		tertius_history_mark_card(
			history, g_array_index(history->addresses,
		                               TertiusHistoryAddress, i)
					 .person);
	g_hash_table_iter_init(&iter, all->addresses);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		tertius_history_name_person(history, GPOINTER_TO_UINT(key),
		                            count);
}

static void
note_addresses(Regathering *all)
{
	for (guint i = 0; i < all->history->meetings->len; i++) {
		const TertiusHistoryMeeting *meeting =
			get_meeting(all->history, i);

		if (!is_touched(all, meeting))
			continue;
		for (guint j = 0; j < meeting->raw->attendees->len; j++) {
			const TertiusAttendee *attendee =
				meeting->raw->attendees->pdata[j];
			gpointer index;

			if (attendee->person->address != NULL &&
			    g_hash_table_lookup_extended(
				    all->history->by_address,
				    attendee->person->address, NULL, &index))
				g_hash_table_add(all->addresses, index);
		}
	}
}

static gboolean
regather(Regathering *all)
{
	TertiusHistory *history = all->history;
	g_autoptr(GPtrArray) known = settle_touched(all);

	history->gatherings =
		g_array_new(FALSE, TRUE, sizeof(TertiusGathering));
	history->attendees = g_array_new(FALSE, FALSE, sizeof(guint));
	gather(all, FALSE);
	gather(all, TRUE);
	tertius_history_order_gatherings(history);
	note_addresses(all);
	if (!forget_unnamed(all))
		history->is_outgrown = TRUE;
	choose_names(all);
	tertius_history_name_attendees(history);
	compare_touched(all, known);
	tertius_history_index_gatherings(history);
	return !history->is_outgrown;
}

gboolean
tertius_history_regather(TertiusHistory *history, gint64 before)
{
	Regathering all = {
		.history = history,
		.touched = g_hash_table_new_full(g_str_hash, g_str_equal,
		                                 g_free, NULL),
		.addresses = g_hash_table_new(NULL, NULL),
		.n_addresses = history->addresses->len,
	};
	gboolean is_good = TRUE;

	take_fresh(&all);
	if (before / DAY != history->now / DAY)
		touch_series(&all, before);
	if (g_hash_table_size(all.touched) > 0) {
		all.gatherings = history->gatherings;
		all.attendees = history->attendees;
		all.before = index_gatherings(all.gatherings);
		is_good = regather(&all);
		g_hash_table_unref(all.before);
		g_array_unref(all.gatherings);
		g_array_unref(all.attendees);
	}
	g_hash_table_unref(all.touched);
	g_hash_table_unref(all.addresses);
	return is_good;
}
