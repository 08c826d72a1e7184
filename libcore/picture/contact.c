/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What passed between me and one person in a year: gifts, hours and rhythm.
 */
#include <glib/gi18n-lib.h>

#include "picture/series-private.h"

#define DAY           ((gint64) 24 * 60 * 60)
/* A meeting of more people than this is no contact with each (calendar.md). */
#define ATTENDEES_MAX 16

/* What is rather not so is not counted. */
#define SCORE_MIN 0.6

static char *
dup_label(const TertiusHistory *history, guint person)
{
	g_autoptr(TertiusPerson) record = NULL;

	if (person == TERTIUS_NOBODY)
		return g_strdup(_("everybody"));
	record = tertius_history_dup_person(history, person);
	return tertius_person_dup_full_name(record);
}

/* Whether I wrote @letter to them, or they to me. */
static gboolean
is_between(const TertiusHistory *history, const TertiusLetter *letter,
           guint person, gboolean *by_me)
{
	guint me = tertius_history_get_me(history);

	if ((letter->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0 ||
	    letter->n_recipients > TERTIUS_EXCHANGE_MASS ||
	    letter->from == TERTIUS_NOBODY || me == TERTIUS_NOBODY)
		return FALSE;
	*by_me = letter->from == me;
	if (*by_me)
		return person == TERTIUS_NOBODY ||
		       tertius_letter_has_recipient(letter, person, NULL);
	return (person == TERTIUS_NOBODY || letter->from == person) &&
	       tertius_letter_has_recipient(letter, me, NULL);
}

static gboolean
attends(const TertiusGathering *gathering, guint person)
{
	for (guint i = 0; i < gathering->n_people; i++) {
		const TertiusAttendee *attendee =
			gathering->meeting->attendees->pdata[i];

		if (gathering->people[i] == person)
			return attendee->attendance !=
			       TERTIUS_ATTENDANCE_DECLINED;
	}
	return FALSE;
}

/* A meeting of mine with @person, or with anybody. */
static gboolean
is_contact(const TertiusGathering *gathering, guint person)
{
	return gathering->is_mine && gathering->n_people > 1 &&
	       gathering->n_people <= ATTENDEES_MAX &&
	       (gathering->meeting->flags &
	        (TERTIUS_MEETING_CANCELLED | TERTIUS_MEETING_REPLY |
	         TERTIUS_MEETING_BIRTHDAY | TERTIUS_MEETING_OURS)) == 0 &&
	       (person == TERTIUS_NOBODY || attends(gathering, person));
}

/* --- Balance ------------------------------------------------------------- */

static void
count_acts(TertiusBalance *balance, const TertiusLetter *letter, gboolean by_me)
{
	static const struct {
		TertiusActKind act;
		TertiusGift gift;
	} gifts[] = {
		{ TERTIUS_ACT_HELP, TERTIUS_GIFT_HELP },
		{ TERTIUS_ACT_OFFER, TERTIUS_GIFT_OFFER },
		{ TERTIUS_ACT_INTRO_OFFER, TERTIUS_GIFT_OFFER },
		{ TERTIUS_ACT_THANKS, TERTIUS_GIFT_THANKS },
		{ TERTIUS_ACT_THANKS_FOR_HELP, TERTIUS_GIFT_THANKS },
		{ TERTIUS_ACT_CONGRATULATION, TERTIUS_GIFT_CONGRATULATION },
		{ TERTIUS_ACT_ASK, TERTIUS_GIFT_ASK },
		{ TERTIUS_ACT_INTRO_REQUEST, TERTIUS_GIFT_ASK },
	};
	guint *counts = by_me ? balance->given : balance->received;

	for (guint i = 0; letter->acts != NULL && i < letter->acts->len; i++) {
		const TertiusAct *act = letter->acts->pdata[i];

		for (gsize j = 0; j < G_N_ELEMENTS(gifts); j++)
			if (act->kind == gifts[j].act &&
			    act->score >= SCORE_MIN)
				counts[gifts[j].gift]++;
	}
}

/* What counting the balance needs at hand. */
typedef struct {
	const TertiusHistory *history;
	const TertiusWorkingTime *hours;
	const TertiusSpan *span;
	GHashTable *is_private; /* address number -> 1: no, 2: yes */
	TertiusBalance *balance;
	guint person; /* or NOBODY */
} Count;

#define FOR_WORK 0
#define PERSONAL 1

static gboolean
is_private(Count *count, guint address, guint person)
{
	gpointer key = GUINT_TO_POINTER(address + 1);
	guint known =
		GPOINTER_TO_UINT(g_hash_table_lookup(count->is_private, key));

	if (address == TERTIUS_NOBODY || person == TERTIUS_NOBODY)
		return FALSE;
	if (known == 0) {
		known = tertius_context_of_address(
				tertius_history_address_text(count->history,
		                                             address),
				tertius_history_name(count->history, person)) ==
		                        TERTIUS_CONTEXT_PRIVATE
		                ? 2
		                : 1;
		g_hash_table_insert(count->is_private, key,
		                    GUINT_TO_POINTER(known));
	}
	return known == 2;
}

/* Whether the other's address, that was used, is private. */
static gboolean
uses_private_address(Count *count, const TertiusLetter *letter, gboolean by_me)
{
	if (!by_me)
		return is_private(count, letter->from_address, letter->from);
	for (guint i = 0; i < letter->n_recipients; i++) {
		const TertiusRecipient *to = &letter->recipients[i];

		if (count->person == TERTIUS_NOBODY ||
		    to->person == count->person)
			return is_private(count, to->address, to->person);
	}
	return FALSE;
}

static void
tally(Count *count, gint64 moment, gboolean is_at_private_address)
{
	gboolean is_personal =
		is_at_private_address ||
		!tertius_working_time_is_worked(count->hours, moment);

	tertius_series_tally(count->balance->contact, count->span,
	                     is_personal ? PERSONAL : FOR_WORK, moment);
}

static gboolean
names(const TertiusHistory *history, const GPtrArray *people, guint person)
{
	for (guint i = 0; i < people->len; i++)
		if (tertius_history_resolve(history, people->pdata[i]) ==
		    person)
			return TRUE;
	return FALSE;
}

static void
count_introduction(TertiusBalance *balance, const TertiusHistory *history,
                   const TertiusIntroduction *introduction, guint person)
{
	if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN) {
		if (person == TERTIUS_NOBODY ||
		    names(history, introduction->introduced, person))
			balance->given[TERTIUS_GIFT_INTRODUCTION]++;
	} else if (introduction->kind != TERTIUS_INTRODUCTION_OBSERVED &&
	           introduction->introducer != NULL) {
		if (person == TERTIUS_NOBODY ||
		    tertius_history_resolve(history,
		                            introduction->introducer) == person)
			balance->received[TERTIUS_GIFT_INTRODUCTION]++;
	}
}

static void
count_letters(Count *count)
{
	const TertiusHistory *history = count->history;
	guint n = tertius_history_n_letters(history);
	const guint *letters = NULL;

	if (count->person != TERTIUS_NOBODY)
		letters =
			tertius_history_letters_of(history, count->person, &n);
	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter = tertius_history_letter(
			history, letters != NULL ? letters[i] : i);
		gboolean by_me;

		if (!is_between(history, letter, count->person, &by_me) ||
		    tertius_span_find(count->span, letter->date) ==
		            TERTIUS_NOBODY)
			continue;
		count_acts(count->balance, letter, by_me);
		tally(count, letter->date,
		      uses_private_address(count, letter, by_me));
	}
}

static void
count_meetings(Count *count)
{
	const TertiusHistory *history = count->history;

	for (guint i = 0; i < tertius_history_n_gatherings(history); i++) {
		const TertiusGathering *gathering =
			tertius_history_gathering(history, i);
		const GArray *starts = gathering->meeting->instances;

		if (!is_contact(gathering, count->person))
			continue;
		for (guint j = 0; j < starts->len; j++) {
			gint64 start = g_array_index(starts, gint64, j);

			if (start <= tertius_history_get_now(history))
				tally(count, start, FALSE);
		}
	}
}

static void
count_introductions(Count *count, const GPtrArray *introductions)
{
	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *introduction =
			introductions->pdata[i];

		if (introduction->level == TERTIUS_LEVEL_LIKELY &&
		    introduction->state != TERTIUS_STATE_DISMISSED &&
		    tertius_span_find(count->span, introduction->date) !=
		            TERTIUS_NOBODY)
			count_introduction(count->balance, count->history,
			                   introduction, count->person);
	}
}

TertiusBalance *
tertius_balance_new(const TertiusHistory *history, guint person,
                    const GPtrArray *introductions,
                    const TertiusWorkingTime *hours)
{
	TertiusBalance *balance = g_new0(TertiusBalance, 1);
	g_autoptr(TertiusSpan) span = tertius_span_new_months(
		tertius_history_get_now(history),
		tertius_working_time_get_zone(hours), 1, TERTIUS_SERIES_MONTHS);
	g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
	Count count = { .history = history,
		        .hours = hours,
		        .span = span,
		        .is_private = known,
		        .balance = balance,
		        .person = person };

	balance->person = dup_label(history, person);
	balance->contact = tertius_series_new();
	tertius_series_set_periods(balance->contact, span, "%B %Y", "%b");
	(void) tertius_series_add_name(balance->contact, _("For work"));
	(void) tertius_series_add_name(balance->contact, _("Personal"));
	count_letters(&count);
	count_meetings(&count);
	count_introductions(&count, introductions);
	return balance;
}

void
tertius_balance_free(TertiusBalance *balance)
{
	if (balance == NULL)
		return;
	g_free(balance->person);
	tertius_series_free(balance->contact);
	g_free(balance);
}

/* --- Rhythm -------------------------------------------------------------- */

static void
add_contact(TertiusRhythm *rhythm, gint64 date, TertiusContactKind kind)
{
	TertiusBeat contact = { date, kind };

	if (date >= rhythm->from && date <= rhythm->until)
		g_array_append_val(rhythm->contacts, contact);
}

static void
add_gathering(TertiusRhythm *rhythm, const TertiusGathering *gathering,
              guint person)
{
	const TertiusMeeting *meeting = gathering->meeting;

	if (!is_contact(gathering, person))
		return;
	for (guint i = 0; i < meeting->instances->len; i++)
		add_contact(rhythm,
		            g_array_index(meeting->instances, gint64, i),
		            TERTIUS_CONTACT_MEETING);
}

static int
compare_contacts(gconstpointer a, gconstpointer b)
{
	const TertiusBeat *x = a;
	const TertiusBeat *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x->kind > y->kind) - (x->kind < y->kind);
}

static int
compare_days(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *) a;
	guint y = *(const guint *) b;

	return (x > y) - (x < y);
}

/* The median number of days between two days with contact. */
static guint
find_usual(const GArray *contacts)
{
	g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 1; i < contacts->len; i++) {
		const TertiusBeat *at =
			&g_array_index(contacts, TertiusBeat, i);
		guint gap = (guint) ((at->date - at[-1].date) / DAY);

		if (gap > 0)
			g_array_append_val(days, gap);
	}
	if (days->len < 2)
		return 0;
	g_array_sort(days, compare_days);
	return g_array_index(days, guint, days->len / 2);
}

TertiusRhythm *
tertius_rhythm_new(const TertiusHistory *history, guint person)
{
	TertiusRhythm *rhythm = g_new0(TertiusRhythm, 1);
	guint n;
	const guint *letters = tertius_history_letters_of(history, person, &n);

	rhythm->person = dup_label(history, person);
	rhythm->until = tertius_history_get_now(history);
	rhythm->from = rhythm->until - 365 * DAY;
	rhythm->contacts = g_array_new(FALSE, FALSE, sizeof(TertiusBeat));
	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, letters[i]);
		gboolean by_me;

		if (is_between(history, letter, person, &by_me))
			add_contact(rhythm, letter->date,
			            by_me ? TERTIUS_CONTACT_BY_ME
			                  : TERTIUS_CONTACT_BY_THEM);
	}
	for (guint i = 0; i < tertius_history_n_gatherings(history); i++)
		add_gathering(rhythm, tertius_history_gathering(history, i),
		              person);
	g_array_sort(rhythm->contacts, compare_contacts);
	if (rhythm->contacts->len > TERTIUS_RHYTHM_MAX)
		g_array_remove_range(rhythm->contacts, 0,
		                     rhythm->contacts->len -
		                             TERTIUS_RHYTHM_MAX);
	rhythm->usual = find_usual(rhythm->contacts);
	return rhythm;
}

void
tertius_rhythm_free(TertiusRhythm *rhythm)
{
	if (rhythm == NULL)
		return;
	g_free(rhythm->person);
	g_array_unref(rhythm->contacts);
	g_free(rhythm);
}

gboolean
tertius_rhythm_is_gap(const TertiusRhythm *rhythm, gint64 days)
{
	return days >= 30 && days > 2 * (gint64) rhythm->usual;
}

/* --- The last contact ---------------------------------------------------- */

GArray *
tertius_contact_find_last(const TertiusHistory *history)
{
	GArray *last =
		g_array_set_size(g_array_new(FALSE, TRUE, sizeof(gint64)),
	                         tertius_history_n_people(history));

	for (guint i = 0; i < tertius_history_n_letters(history); i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, i);
		gboolean by_me;

		if (!is_between(history, letter, TERTIUS_NOBODY, &by_me))
			continue;
		if (!by_me)
			g_array_index(last, gint64, letter->from) =
				letter->date;
		for (guint j = 0; by_me && j < letter->n_recipients; j++)
			g_array_index(last, gint64,
			              letter->recipients[j].person) =
				letter->date;
	}
	return last;
}
