/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What calendars and invitations say, as it concerns one user.
 */
#include "model/history-private.h"

#include "model/series.h"

#include <string.h>

/* Days that the series of all calendars may ask; see recurrence.h. */
#define BUDGET (TERTIUS_RECURRENCE_DAYS_MAX / 4)

/* --- Meetings among each other ------------------------------------------- */

static char *
dup_key(const char *uid, const char *recurrence_id)
{
	return g_strconcat(uid, "\n", recurrence_id, NULL);
}

static gboolean
is_reply(const TertiusMeeting *meeting)
{
	return (meeting->flags & TERTIUS_MEETING_REPLY) != 0;
}

static TertiusHistoryMeeting *
get_meeting(const TertiusHistory *history, guint index)
{
	return &g_array_index(history->meetings, TertiusHistoryMeeting, index);
}

/* Where more may come, what was taken is kept as it was. */
static GPtrArray *
list_meetings(const TertiusHistory *history)
{
	GPtrArray *list = g_ptr_array_new();

	for (guint i = 0; i < history->meetings->len; i++) {
		TertiusHistoryMeeting *one = get_meeting(history, i);

		if (history->may_grow)
			one->raw = tertius_meeting_copy(one->meeting);
		g_ptr_array_add(list, one->meeting);
	}
	return list;
}

static GHashTable *
index_meetings(const GPtrArray *meetings)
{
	GHashTable *index =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < meetings->len; i++) {
		TertiusMeeting *meeting = meetings->pdata[i];

		if (!is_reply(meeting))
			g_hash_table_insert(
				index,
				dup_key(meeting->uid, meeting->recurrence_id),
				meeting);
	}
	return index;
}

/* "20261019T120000Z", without the Z by the user's clock, or a day. */
static gboolean
parse_recurrence_id(const char *text, GTimeZone *zone, gint64 *moment)
{
	gsize length = strlen(text);
	g_autofree char *whole = length == 8
	                                 ? g_strconcat(text, "T000000", NULL)
	                                 : g_strdup(text);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time =
		g_date_time_new_from_iso8601(whole, length == 16 ? utc : zone);

	*moment = time != NULL ? g_date_time_to_unix(time) : 0;
	return time != NULL;
}

/* What is told of an occurrence by itself is no longer of the series; a day
 * stands for whatever happens on it. */
static void
take_out(TertiusMeeting *series, const TertiusMeeting *occurrence,
         GTimeZone *zone)
{
	gboolean is_day = strlen(occurrence->recurrence_id) == 8;
	gint64 moment;

	if (!parse_recurrence_id(occurrence->recurrence_id, zone, &moment))
		return;
	for (guint i = series->instances->len; i > 0; i--) {
		gint64 start = g_array_index(series->instances, gint64, i - 1);

		if (start == moment ||
		    (is_day && start >= moment && start < moment + 86400))
			g_array_remove_index(series->instances, i - 1);
	}
}

static void
take_out_occurrences(const GPtrArray *meetings, GHashTable *index,
                     GTimeZone *zone)
{
	for (guint i = 0; i < meetings->len; i++) {
		const TertiusMeeting *meeting = meetings->pdata[i];
		g_autofree char *key = dup_key(meeting->uid, "");
		TertiusMeeting *series = g_hash_table_lookup(index, key);

		if (series != NULL && meeting->recurrence_id[0] != '\0' &&
		    !is_reply(meeting))
			take_out(series, meeting, zone);
	}
}

/* RFC 5546 2.1.5: the newest counts; the id makes the order one. */
static int
compare_replies(gconstpointer a, gconstpointer b)
{
	const TertiusMeeting *x = *(const TertiusMeeting *const *) a;
	const TertiusMeeting *y = *(const TertiusMeeting *const *) b;

	if (x->sequence != y->sequence)
		return x->sequence < y->sequence ? -1 : 1;
	if (x->stamp != y->stamp)
		return x->stamp < y->stamp ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* An answer to an older version of the invitation no longer counts. */
static void
apply_reply(TertiusMeeting *meeting, const TertiusMeeting *reply)
{
	const TertiusAttendee *answer =
		reply->attendees->len > 0 ? reply->attendees->pdata[0] : NULL;

	if (answer == NULL || reply->sequence < meeting->sequence)
		return;
	for (guint i = 0; i < meeting->attendees->len; i++) {
		TertiusAttendee *attendee = meeting->attendees->pdata[i];

		if (attendee->person->place != TERTIUS_PLACE_FROM &&
		    g_strcmp0(attendee->person->address,
		              answer->person->address) == 0)
			attendee->attendance = answer->attendance;
	}
}

static void
apply_replies(const GPtrArray *meetings, GHashTable *index)
{
	g_autoptr(GPtrArray) replies = g_ptr_array_new();

	for (guint i = 0; i < meetings->len; i++) {
		if (is_reply(meetings->pdata[i]))
			g_ptr_array_add(replies, meetings->pdata[i]);
	}
	g_ptr_array_sort(replies, compare_replies);
	for (guint i = 0; i < replies->len; i++) {
		const TertiusMeeting *reply = replies->pdata[i];
		g_autofree char *key =
			dup_key(reply->uid, reply->recurrence_id);
		TertiusMeeting *meeting = g_hash_table_lookup(index, key);

		if (meeting != NULL)
			apply_reply(meeting, reply);
	}
}

void
tertius_history_settle_meetings(TertiusHistory *history,
                                const GPtrArray *meetings)
{
	g_autoptr(GHashTable) index = index_meetings(meetings);
	guint budget = BUDGET;

	for (guint i = 0; i < meetings->len; i++)
		tertius_series_settle(meetings->pdata[i], history->zone,
		                      history->now, &budget);
	/* Where it does not suffice, the order of all decides who gets it. */
	history->n_asked += BUDGET - budget;
	history->is_outgrown |= history->n_asked >= BUDGET;
	take_out_occurrences(meetings, index, history->zone);
	apply_replies(meetings, index);
}

/* --- Gatherings ---------------------------------------------------------- */

static guint
take_bearer(TertiusHistory *history, TertiusHistoryMeeting *taken)
{
	TertiusMeeting *meeting = taken->meeting;

	g_clear_pointer(&taken->bearer, tertius_person_free);
	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];
		guint bearer;

		if (attendee->person->place != TERTIUS_PLACE_FROM)
			continue;
		bearer = tertius_history_intern(history, attendee->person);
		if (history->may_grow)
			taken->bearer = tertius_person_copy(attendee->person);
		g_ptr_array_remove_index(meeting->attendees, i);
		return bearer;
	}
	return TERTIUS_NOBODY;
}

/* Of several addresses of the one who has the day, the one that is known. */
static void
keep_known_address(const TertiusHistory *history, TertiusMeeting *meeting)
{
	guint known = 0;

	for (guint i = meeting->attendees->len; i > 0; i--) {
		const TertiusAttendee *attendee =
			meeting->attendees->pdata[i - 1];

		if (attendee->person->address != NULL &&
		    g_hash_table_contains(history->by_address,
		                          attendee->person->address))
			known = i - 1;
	}
	for (guint i = meeting->attendees->len; i > 0; i--) {
		if (i - 1 != known)
			g_ptr_array_remove_index(meeting->attendees, i - 1);
	}
}

static guint
find_attendee(TertiusHistory *history, const TertiusMeeting *meeting,
              const TertiusPerson *person)
{
	/* An address book is no reason to know somebody. */
	if ((meeting->flags & TERTIUS_MEETING_BIRTHDAY) != 0 &&
	    (person->address == NULL ||
	     !g_hash_table_contains(history->by_address, person->address)))
		return TERTIUS_NOBODY;
	return tertius_history_intern(history, person);
}

/* Mail that makes somebody known whom a meeting only names changes who meets
 * whom. */
static void
await(TertiusHistory *history, const TertiusPerson *person)
{
	if (!history->may_grow)
		return;
	if (history->awaited == NULL)
		history->awaited = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, NULL);
	if (person->address != NULL)
		g_hash_table_add(history->awaited, g_strdup(person->address));
	if (person->name != NULL)
		g_hash_table_add(history->awaited,
		                 tertius_person_dup_plain_name(person->name));
}

static void
await_attendees(TertiusHistory *history, const TertiusMeeting *meeting)
{
	gboolean is_birthday = (meeting->flags & TERTIUS_MEETING_BIRTHDAY) != 0;

	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];

		if (is_birthday || attendee->person->address == NULL)
			await(history, attendee->person);
	}
}

void
tertius_history_gather(TertiusHistory *history, TertiusHistoryMeeting *taken)
{
	TertiusMeeting *meeting = taken->meeting;
	guint bearer = take_bearer(history, taken);
	TertiusGathering gathering = {
		.meeting = meeting,
		/* The array may still move. */
		.people = GUINT_TO_POINTER(history->attendees->len),
		.bearer = bearer,
		.is_mine = taken->in_calendar ||
		           (bearer != TERTIUS_NOBODY &&
		            !tertius_history_is_me(history, bearer)),
	};

	await_attendees(history, meeting);
	if ((meeting->flags & TERTIUS_MEETING_BIRTHDAY) != 0)
		keep_known_address(history, meeting);
	gathering.n_people = meeting->attendees->len;
	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];
		guint person =
			find_attendee(history, meeting, attendee->person);

		g_array_append_val(history->attendees, person);
	}
	g_array_append_val(history->gatherings, gathering);
}

/* Birthdays after the rest, when all who are known are. */
static void
add_gatherings(TertiusHistory *history, gboolean birthdays)
{
	for (guint i = 0; i < history->meetings->len; i++) {
		TertiusHistoryMeeting *taken = get_meeting(history, i);
		gboolean is_birthday =
			(taken->meeting->flags & TERTIUS_MEETING_BIRTHDAY) != 0;

		if (is_birthday == birthdays)
			tertius_history_gather(history, taken);
	}
}

void
tertius_history_add_meetings(TertiusHistory *history)
{
	g_autoptr(GPtrArray) meetings = list_meetings(history);

	tertius_history_settle_meetings(history, meetings);
	history->is_outgrown = FALSE;
	add_gatherings(history, FALSE);
	add_gatherings(history, TRUE);
}

void
tertius_history_name_attendees(TertiusHistory *history)
{
	for (guint i = 0; i < history->gatherings->len; i++) {
		const TertiusGathering *gathering = &g_array_index(
			history->gatherings, TertiusGathering, i);
		guint first =
			gathering->n_people == 0
				? 0
				: (guint) (gathering->people -
		                           (const guint *) (gpointer)
		                                   history->attendees->data);

		for (guint j = 0; j < gathering->n_people; j++) {
			const TertiusAttendee *attendee =
				gathering->meeting->attendees->pdata[j];
			guint *person = &g_array_index(history->attendees,
			                               guint, first + j);

			if (*person == TERTIUS_NOBODY &&
			    attendee->person->name != NULL)
				*person = tertius_history_find_by_name(
					history, attendee->person->name);
		}
	}
}

/* --- Whose they are ------------------------------------------------------- */

static TertiusHistoryIndex *
get_index(const TertiusHistory *history, guint person)
{
	return &g_array_index(history->people, TertiusHistoryPerson, person)
	                .gatherings;
}

/* Without a list it only counts. */
static void
count_up(TertiusHistoryIndex *index, guint gathering)
{
	if (index->n > 0 && index->last == gathering)
		return;
	index->last = gathering;
	if (index->list != NULL)
		index->list[index->n] = gathering;
	index->n++;
}

static void
walk_gatherings(const TertiusHistory *history)
{
	for (guint i = 0; i < history->gatherings->len; i++) {
		const TertiusGathering *gathering = &g_array_index(
			history->gatherings, TertiusGathering, i);

		for (guint j = 0; j < gathering->n_people; j++) {
			guint person = gathering->people[j];

			if (person != TERTIUS_NOBODY)
				count_up(get_index(history, person), i);
		}
	}
}

void
tertius_history_index_gatherings(TertiusHistory *history)
{
	for (guint i = 0; i < history->people->len; i++) {
		TertiusHistoryIndex *index = get_index(history, i);

		g_clear_pointer(&index->list, g_free);
		index->n = index->last = 0;
	}
	walk_gatherings(history);
	for (guint i = 0; i < history->people->len; i++) {
		TertiusHistoryIndex *index = get_index(history, i);

		if (index->n > 0)
			index->list = g_new(guint, index->n);
		index->n = index->last = 0;
	}
	walk_gatherings(history);
}

/* --- Questions ----------------------------------------------------------- */

static int
weigh_answer(const TertiusAttendee *attendee)
{
	switch (attendee->attendance) {
	case TERTIUS_ATTENDANCE_ACCEPTED:
		return 2;
	case TERTIUS_ATTENDANCE_DECLINED:
	case TERTIUS_ATTENDANCE_DELEGATED:
		return 0;
	case TERTIUS_ATTENDANCE_UNKNOWN:
		/* Named in the user's own title: nobody was asked. */
		return attendee->person->place == TERTIUS_PLACE_TEXT ? 2 : 1;
	case TERTIUS_ATTENDANCE_TENTATIVE:
	case TERTIUS_ATTENDANCE_N:
	default:
		return 1;
	}
}

int
tertius_gathering_attendance(const TertiusHistory *history,
                             const TertiusGathering *gathering, guint person)
{
	gboolean am_it = tertius_history_is_me(history, person);

	if (!am_it && person != TERTIUS_NOBODY)
		tertius_history_read_mail(history, person);
	if ((gathering->meeting->flags &
	     (TERTIUS_MEETING_CANCELLED | TERTIUS_MEETING_REPLY |
	      TERTIUS_MEETING_BIRTHDAY | TERTIUS_MEETING_HOLIDAY |
	      TERTIUS_MEETING_OURS)) != 0)
		return 0;
	for (guint i = 0; i < gathering->n_people; i++) {
		const TertiusAttendee *attendee =
			gathering->meeting->attendees->pdata[i];
		int halves = weigh_answer(attendee);

		if (gathering->people[i] != person || person == TERTIUS_NOBODY)
			continue;
		return am_it && gathering->is_mine && halves == 1 ? 2 : halves;
	}
	return am_it && gathering->is_mine ? 2 : 0;
}

guint
tertius_gathering_count(const TertiusGathering *gathering, gint64 until,
                        gint64 *latest)
{
	const TertiusMeeting *meeting = gathering->meeting;
	gint64 length = meeting->end - meeting->start;
	guint n = 0;

	*latest = 0;
	while (n < meeting->instances->len) {
		gint64 start = g_array_index(meeting->instances, gint64, n);

		if (start + length > until)
			break;
		*latest = start + length;
		n++;
	}
	return n;
}
