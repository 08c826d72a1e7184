/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events: those ahead with who else goes, and what came of past ones. And how
 * people were first met, by quarter.
 */
#include "relate/relate.h"

#include "model/organisation.h"
#include "relate/kept.h"
#include "relate/words.h"

#include <string.h>

/* A new address that appears so long after an event is tied to it. */
#define MET_WITHIN       (7 * TERTIUS_DAY)
/* Friends who wrote about an event lately may go too. */
#define MENTIONED_WITHIN (90 * TERTIUS_DAY)
/* Events that are looked back at. */
#define LOOK_BACK        (TERTIUS_DAY * 365 * 2)
/* No event lasts longer. */
#define LASTS_MAX        (31 * TERTIUS_DAY)

/* --- Which meetings are occasions ----------------------------------------- */

static gboolean
is_occasion(const TertiusRelating *relating, const TertiusGathering *gathering)
{
	const guint other = TERTIUS_MEETING_CANCELLED | TERTIUS_MEETING_REPLY |
	                    TERTIUS_MEETING_BIRTHDAY | TERTIUS_MEETING_HOLIDAY |
	                    TERTIUS_MEETING_OUT_OF_OFFICE |
	                    TERTIUS_MEETING_OURS | TERTIUS_MEETING_PRIVATE;
	const TertiusMeeting *meeting = gathering->meeting;

	return gathering->is_mine && (meeting->flags & other) == 0 &&
	       meeting->start > relating->now - LOOK_BACK &&
	       (relating->kept != NULL
	                ? tertius_kept_is_event(relating->kept, meeting)
	                : tertius_words_is_event(meeting->summary));
}

static gboolean
is_mine(const TertiusRelating *relating, const char *organisation)
{
	g_autoptr(GPtrArray) mine =
		tertius_history_list_addresses(relating->history, relating->me);

	for (guint i = 0; i < mine->len; i++) {
		g_autofree char *own = tertius_organisation_dup(mine->pdata[i]);

		if (g_strcmp0(own, organisation) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A company's event: all who attend are of my organisation. */
static gboolean
is_company(const TertiusRelating *relating, const TertiusGathering *gathering)
{
	gboolean has_others = FALSE;

	for (guint i = 0; i < gathering->n_people; i++) {
		const TertiusAttendee *attendee =
			gathering->meeting->attendees->pdata[i];
		g_autofree char *organisation =
			tertius_organisation_dup(attendee->person->address);

		if (gathering->people[i] == relating->me)
			continue;
		if (organisation == NULL || !is_mine(relating, organisation))
			return FALSE;
		has_others = TRUE;
	}
	return has_others;
}

/* --- Who goes ------------------------------------------------------------- */

static void
add_once(GArray *people, guint person)
{
	for (guint i = 0; i < people->len; i++) {
		if (g_array_index(people, guint, i) == person)
			return;
	}
	g_array_append_val(people, person);
}

static void
add_attendees(const TertiusRelating *relating,
              const TertiusGathering *gathering, TertiusOccasion *occasion)
{
	for (guint i = 0; i < gathering->n_people; i++) {
		const TertiusAttendee *attendee =
			gathering->meeting->attendees->pdata[i];
		const TertiusRelation *relation = tertius_relations_get(
			relating->relations, gathering->people[i]);

		if (relation != NULL && relation->two_way != 0 &&
		    attendee->attendance != TERTIUS_ATTENDANCE_DECLINED)
			add_once(occasion->friends, relation->person);
	}
}

static void
add_mentions(const TertiusRelating *relating, TertiusOccasion *occasion)
{
	g_autofree char *title = g_utf8_casefold(occasion->title, -1);

	for (guint i = tertius_history_n_letters(relating->history); i > 0;
	     i--) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, i - 1);
		const TertiusRelation *relation = tertius_relations_get(
			relating->relations, letter->from);
		g_autofree char *subject = NULL;

		if (letter->date < relating->now - MENTIONED_WITHIN)
			return;
		if (relation == NULL || relation->two_way == 0 ||
		    (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0 ||
		    !tertius_gate_may_use(letter->flags))
			continue;
		subject = g_utf8_casefold(letter->subject, -1);
		if (strstr(subject, title) != NULL)
			add_once(occasion->friends, relation->person);
	}
}

static void
add_occasion(const TertiusRelating *relating, const TertiusGathering *gathering)
{
	const TertiusMeeting *meeting = gathering->meeting;
	TertiusOccasion *occasion = g_new0(TertiusOccasion, 1);

	occasion->id = g_strdup(meeting->id);
	occasion->title = g_strdup(meeting->summary);
	occasion->start = meeting->start;
	occasion->end = meeting->end;
	occasion->is_ahead = meeting->start > relating->now;
	occasion->is_company = is_company(relating, gathering);
	occasion->friends = g_array_new(FALSE, FALSE, sizeof(guint));
	occasion->met = g_array_new(FALSE, FALSE, sizeof(guint));
	add_attendees(relating, gathering, occasion);
	if (occasion->is_ahead)
		add_mentions(relating, occasion);
	g_ptr_array_add(relating->relations->occasions, occasion);
}

/* --- What came of it ------------------------------------------------------ */

/* How many begin not after @moment; they are by start. */
static guint
count_begun(const GPtrArray *occasions, gint64 moment)
{
	guint low = 0, high = occasions->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		const TertiusOccasion *one = occasions->pdata[middle];

		if (one->start <= moment)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Who was first met at @moment was met at the latest event that is neither the
 * company's nor too long ago. */
static TertiusOccasion *
find_origin(const TertiusRelating *relating, gint64 moment)
{
	const GPtrArray *occasions = relating->relations->occasions;

	for (guint i = count_begun(occasions, moment); i > 0; i--) {
		TertiusOccasion *occasion = occasions->pdata[i - 1];

		if (occasion->start < moment - LASTS_MAX - MET_WITHIN)
			break;
		if (!occasion->is_company &&
		    moment <= occasion->end + MET_WITHIN)
			return occasion;
	}
	return NULL;
}

static void
tie(const TertiusRelating *relating, TertiusRelation *relation)
{
	TertiusOccasion *occasion =
		relation->first_contact != 0 && relation->introduction == NULL
			? find_origin(relating, relation->first_contact)
			: NULL;

	if (occasion == NULL)
		return;
	g_array_append_val(occasion->met, relation->person);
	relation->origin = TERTIUS_ORIGIN_EVENT;
}

static void
find_quiet(const TertiusRelating *relating)
{
	gint64 latest = 0;

	for (guint i = 0; i < relating->relations->occasions->len; i++) {
		const TertiusOccasion *one =
			relating->relations->occasions->pdata[i];

		if (one->is_ahead)
			return;
		latest = MAX(latest, one->end);
	}
	if (latest != 0 &&
	    relating->now - latest > relating->rules->quiet * TERTIUS_DAY)
		relating->relations->quiet_since = latest;
}

/* --- Quarters ------------------------------------------------------------- */

#define QUARTERS 8

static TertiusQuarter *
add_quarter(const TertiusRelating *relating, GDateTime *first)
{
	TertiusQuarter *quarter = g_new0(TertiusQuarter, 1);

	quarter->start = g_date_time_to_unix(first);
	quarter->name =
		g_strdup_printf("%04d Q%d", g_date_time_get_year(first),
	                        (g_date_time_get_month(first) - 1) / 3 + 1);
	g_ptr_array_add(relating->relations->quarters, quarter);
	return quarter;
}

static void
begin_quarters(const TertiusRelating *relating)
{
	GTimeZone *zone = tertius_working_time_get_zone(relating->hours);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(relating->now);
	g_autoptr(GDateTime) now = g_date_time_to_timezone(utc, zone);
	int month = (g_date_time_get_month(now) - 1) / 3 * 3 + 1;
	g_autoptr(GDateTime) last = g_date_time_new(
		zone, g_date_time_get_year(now), month, 1, 0, 0, 0);

	for (int i = QUARTERS - 1; i >= 0; i--) {
		g_autoptr(GDateTime) first =
			g_date_time_add_months(last, -3 * i);

		(void) add_quarter(relating, first);
	}
}

/* The quarter that @moment lies in, or NULL. */
static TertiusQuarter *
find_quarter(const TertiusRelating *relating, gint64 moment)
{
	const GPtrArray *quarters = relating->relations->quarters;

	for (guint i = quarters->len; i > 0; i--) {
		TertiusQuarter *quarter = quarters->pdata[i - 1];

		if (moment >= quarter->start)
			return quarter;
	}
	return NULL;
}

/* A contact counts from when both sides have written or met. */
static void
count_newcomer(const TertiusRelating *relating, const TertiusRelation *relation)
{
	TertiusQuarter *quarter =
		relation->two_way != 0
			? find_quarter(relating, relation->two_way)
			: NULL;

	if (quarter != NULL)
		quarter->by_origin[relation->origin]++;
}

/* An organisation is known from the first of its people on. */
static void
count_organisations(const TertiusRelating *relating)
{
	const GPtrArray *people = relating->relations->people;
	g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer key, value;

	for (guint i = 0; i < people->len; i++) {
		const TertiusRelation *relation = people->pdata[i];
		union {
			const char *lent;
			gpointer key; /* never written to */
		} of = { .lent = relation->organisation };
		const TertiusRelation *other;

		if (of.lent == NULL || relation->two_way == 0 ||
		    relation->is_colleague)
			continue;
		other = g_hash_table_lookup(first, of.key);
		if (other == NULL || relation->two_way < other->two_way)
			g_hash_table_insert(first, of.key, people->pdata[i]);
	}
	g_hash_table_iter_init(&iter, first);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		TertiusQuarter *quarter = find_quarter(
			relating, ((const TertiusRelation *) value)->two_way);

		if (quarter != NULL)
			quarter->organisations++;
	}
}

/* People are added up from those who were known before the first quarter. */
static void
count_known(const TertiusRelating *relating)
{
	const GPtrArray *people = relating->relations->people;
	const GPtrArray *quarters = relating->relations->quarters;
	guint known = 0;

	for (guint i = 0; i < people->len; i++) {
		const TertiusRelation *relation = people->pdata[i];
		TertiusQuarter *quarter =
			relation->two_way != 0
				? find_quarter(relating, relation->two_way)
				: NULL;

		if (quarter != NULL)
			quarter->known++;
		else if (relation->two_way != 0)
			known++;
	}
	for (guint i = 0; i < quarters->len; i++) {
		TertiusQuarter *quarter = quarters->pdata[i];

		known += quarter->known;
		quarter->known = known;
	}
}

static const TertiusGathering *
get_found(const TertiusRelating *relating, const GArray *found, guint i)
{
	return tertius_history_gathering(relating->history,
	                                 g_array_index(found, guint, i));
}

/* What is farther from now than others gives way to them, whether it is past or
 * ahead. */
static void
add_nearest(const TertiusRelating *relating)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
	guint n = tertius_history_n_gatherings(relating->history);
	guint first = 0, last;

	for (guint i = 0; i < n; i++) {
		if (is_occasion(relating, tertius_history_gathering(
						  relating->history, i)))
			g_array_append_val(found, i);
	}
	last = found->len;
	while (last - first > TERTIUS_OCCASIONS_MAX) {
		gint64 before =
			get_found(relating, found, first)->meeting->start;
		gint64 after =
			get_found(relating, found, last - 1)->meeting->start;

		if (relating->now - before > after - relating->now)
			first++;
		else
			last--;
	}
	for (guint i = first; i < last; i++)
		add_occasion(relating, get_found(relating, found, i));
}

void
tertius_relate_occasions(const TertiusRelating *relating)
{
	const GPtrArray *people = relating->relations->people;

	if (relating->me == TERTIUS_NOBODY)
		return;
	add_nearest(relating);
	begin_quarters(relating);
	for (guint i = 0; i < people->len; i++) {
		tie(relating, people->pdata[i]);
		count_newcomer(relating, people->pdata[i]);
	}
	count_organisations(relating);
	count_known(relating);
	find_quiet(relating);
}
