/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to be glad about with people: good news in mail, what networks
 * tell, birthdays and other yearly days.
 */
#define _GNU_SOURCE
#include "relate/relate.h"

#include "relate/words.h"

#include <string.h>

/* News must be clear to be congratulated for. */
#define NEWS_SCORE 0.6
/* Older news is on the timeline no more. */
#define NEWS_AGE   (TERTIUS_DAY * TERTIUS_RELATE_NEWS_DAYS)

static TertiusMilestone *
add_milestone(TertiusRelation *relation, TertiusMilestoneKind kind, gint64 date,
              const char *quote)
{
	TertiusMilestone *milestone = g_new0(TertiusMilestone, 1);

	milestone->kind = kind;
	milestone->date = date;
	milestone->quote = g_strdup(quote);
	tertius_relation_take_milestone(relation, milestone);
	return milestone;
}

static void
name_letter(TertiusMilestone *milestone, const TertiusLetter *letter)
{
	milestone->source = g_strdup(letter->id);
	milestone->message_id = g_strdup(letter->message_id);
}

/* --- Good news ------------------------------------------------------------ */

static TertiusRelation *
find_relation(const TertiusRelating *relating, const TertiusPerson *mention)
{
	return tertius_relate_with(
		relating, tertius_history_resolve(relating->history, mention));
}

/* Whose news it is: who is named, else who writes. Mine is not among them. */
static TertiusRelation *
whose_news(const TertiusRelating *relating, const TertiusLetter *letter,
           const TertiusAct *act)
{
	const TertiusPerson *named =
		act->introduced->len > 0 ? act->introduced->pdata[0] : NULL;
	guint person = TERTIUS_NOBODY;

	if (named != NULL)
		person = tertius_history_resolve(relating->history, named);
	if (person == TERTIUS_NOBODY)
		person = letter->from;
	return tertius_relate_with(relating, person);
}

static void
note_success(const TertiusRelating *relating, const TertiusLetter *letter)
{
	const TertiusAct *act =
		tertius_letter_find_act(letter, TERTIUS_ACT_SUCCESS_NEWS);
	const TertiusEvidence *evidence;
	TertiusRelation *relation;
	TertiusMilestone *milestone;

	if (act == NULL || act->score < NEWS_SCORE ||
	    letter->from == relating->me ||
	    !tertius_gate_may_use(letter->flags))
		return;
	relation = whose_news(relating, letter, act);
	if (relation == NULL)
		return;
	evidence = act->evidence->pdata[0];
	milestone = add_milestone(relation, TERTIUS_MILESTONE_SUCCESS,
	                          letter->date, evidence->quote);
	name_letter(milestone, letter);
	milestone->is_gladdening = TRUE;
}

/* --- What networks tell --------------------------------------------------- */

static gboolean
is_gladdening(TertiusMilestoneKind kind)
{
	return kind == TERTIUS_MILESTONE_NEW_JOB ||
	       kind == TERTIUS_MILESTONE_TITLE ||
	       kind == TERTIUS_MILESTONE_ANNIVERSARY ||
	       kind == TERTIUS_MILESTONE_SUCCESS;
}

/* A network's mail is written by a machine and begins its subject with the name
 * of somebody whom I know: "Dana Okafor started a new position". */
static void
note_network(const TertiusRelating *relating, const TertiusLetter *letter)
{
	TertiusMilestoneKind kind;
	g_autofree char *name =
		tertius_words_dup_network_news(letter->subject, &kind);
	TertiusRelation *relation;
	TertiusMilestone *milestone;

	if (name == NULL)
		return;
	relation = tertius_relate_with(
		relating,
		tertius_history_find_by_name(relating->history, name));
	if (relation == NULL)
		return;
	milestone =
		add_milestone(relation, kind, letter->date, letter->subject);
	name_letter(milestone, letter);
	milestone->is_gladdening = is_gladdening(kind);
}

static void
note_letters(const TertiusRelating *relating)
{
	for (guint i = tertius_history_n_letters(relating->history); i > 0;
	     i--) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, i - 1);
		guint machine = letter->flags &
		                (TERTIUS_MESSAGE_ROBOT | TERTIUS_MESSAGE_BULK);

		if (relating->now - letter->date > NEWS_AGE)
			return;
		if ((letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0)
			note_success(relating, letter);
		else if (machine != 0 &&
		         (letter->flags & TERTIUS_MESSAGE_LIST) == 0)
			note_network(relating, letter);
	}
}

/* --- Yearly days ---------------------------------------------------------- */

/* The next day, from today on, with month and day of @start. */
static gint64
find_next(const TertiusRelating *relating, gint64 start)
{
	GTimeZone *zone = tertius_working_time_get_zone(relating->hours);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(start);
	g_autoptr(GDateTime) first = g_date_time_to_timezone(utc, zone);
	g_autoptr(GDateTime) now_utc =
		g_date_time_new_from_unix_utc(relating->now);
	g_autoptr(GDateTime) now = g_date_time_to_timezone(now_utc, zone);
	int year = g_date_time_get_year(now);

	for (int i = 0; i < 2; i++) {
		g_autoptr(GDateTime) next = g_date_time_new(
			zone, year + i, g_date_time_get_month(first),
			g_date_time_get_day_of_month(first), 0, 0, 0);
		gint64 moment = next != NULL ? g_date_time_to_unix(next) : 0;

		if (moment + TERTIUS_DAY > relating->now)
			return moment;
	}
	return 0;
}

/* The one who is named; a first name alone is that of the only friend who bears
 * it. */
/* In touch both ways, and with this first name. A look at the whole name leaves
 * few of whom more is asked. */
static gboolean
is_friend_called(const TertiusRelating *relating, guint person,
                 const char *name)
{
	const char *whole = tertius_history_name(relating->history, person);
	g_autofree char *first = NULL;

	if (whole == NULL)
		whole = tertius_history_address(relating->history, person);
	if (strcasestr(whole, name) == NULL)
		return FALSE;
	first = tertius_relate_dup_first_name(relating, person);
	return g_ascii_strcasecmp(first, name) == 0 &&
	       tertius_relate_begin(relating, person).two_way != 0;
}

/* The only one, or NULL. */
static TertiusRelation *
find_by_first_name(const TertiusRelating *relating, const char *name)
{
	guint n = tertius_history_n_people(relating->history);
	guint found = TERTIUS_NOBODY;

	for (guint i = 0; i < n; i++) {
		if (!is_friend_called(relating, i, name))
			continue;
		if (found != TERTIUS_NOBODY)
			return NULL;
		found = i;
	}
	return tertius_relate_with(relating, found);
}

static TertiusRelation *
find_named(const TertiusRelating *relating, const TertiusPerson *named)
{
	TertiusRelation *relation = find_relation(relating, named);

	if (relation == NULL && named->name != NULL &&
	    strchr(named->name, ' ') == NULL)
		relation = find_by_first_name(relating, named->name);
	return relation;
}

static TertiusRelation *
whose_day(const TertiusRelating *relating, const TertiusMeeting *meeting)
{
	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];
		TertiusRelation *relation =
			find_named(relating, attendee->person);

		if (relation != NULL)
			return relation;
	}
	return NULL;
}

static void
note_day(const TertiusRelating *relating, const TertiusMeeting *meeting)
{
	TertiusRelation *relation = whose_day(relating, meeting);
	gint64 next = find_next(relating, meeting->start);
	gboolean is_birthday =
		(meeting->flags & TERTIUS_MEETING_ANNIVERSARY) == 0;
	TertiusMilestone *milestone;

	if (relation == NULL || next == 0)
		return;
	milestone = add_milestone(relation,
	                          is_birthday ? TERTIUS_MILESTONE_BIRTHDAY
	                                      : TERTIUS_MILESTONE_ANNIVERSARY,
	                          next, meeting->summary);
	milestone->is_yearly = TRUE;
	milestone->is_gladdening = is_birthday;
	milestone->source = g_strdup(meeting->id);
}

static void
note_days(const TertiusRelating *relating)
{
	for (guint i = 0; i < tertius_history_n_gatherings(relating->history);
	     i++) {
		const TertiusGathering *gathering =
			tertius_history_gathering(relating->history, i);

		if ((gathering->meeting->flags & TERTIUS_MEETING_BIRTHDAY) !=
		            0 &&
		    (gathering->meeting->flags & TERTIUS_MEETING_CANCELLED) ==
		            0)
			note_day(relating, gathering->meeting);
	}
}

void
tertius_relate_milestones(const TertiusRelating *relating)
{
	note_letters(relating);
	note_days(relating);
}

/* --- Congratulations ------------------------------------------------------ */

static int
compare_milestones(gconstpointer a, gconstpointer b)
{
	const TertiusMilestone *x = *(const TertiusMilestone *const *) a;
	const TertiusMilestone *y = *(const TertiusMilestone *const *) b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return x->kind != y->kind ? (int) x->kind - (int) y->kind
	                          : g_strcmp0(x->source, y->source);
}

/* News that came twice (in mail and by a network) is one milestone. */
#define SAME_NEWS (30 * TERTIUS_DAY)

static void
drop_repeats(TertiusRelation *relation)
{
	const TertiusMilestone *kept = NULL;

	g_ptr_array_sort(relation->milestones, compare_milestones);
	for (guint i = 0; i < relation->milestones->len;) {
		const TertiusMilestone *one = relation->milestones->pdata[i];

		if (kept != NULL && one->is_gladdening &&
		    one->is_yearly == kept->is_yearly &&
		    one->date - kept->date <
		            (one->is_yearly ? TERTIUS_DAY : SAME_NEWS)) {
			g_ptr_array_remove_index(relation->milestones, i);
			continue;
		}
		if (one->is_gladdening)
			kept = one;
		i++;
	}
}

/* A congratulation of mine from a week before a day on, or after news; or an
 * answer to the news, which a signature is not; or a meeting on the day, where it
 * was said. */
static gboolean
congratulates(const TertiusContact *contact, const TertiusMilestone *milestone)
{
	gint64 from = milestone->is_yearly ? milestone->date - 7 * TERTIUS_DAY
	                                   : milestone->date;

	if (contact->date < from)
		return FALSE;
	if (contact->kind == TERTIUS_TOUCH_MET)
		return milestone->is_yearly &&
		       contact->date < milestone->date + TERTIUS_DAY;
	return contact->kind == TERTIUS_TOUCH_I_WROTE &&
	       (tertius_contact_does(contact, TERTIUS_ACT_CONGRATULATION) ||
	        (milestone->message_id != NULL && milestone->before == NULL &&
	         g_strcmp0(contact->letter->in_reply_to,
	                   milestone->message_id) == 0));
}

void
tertius_relate_congratulations(const TertiusRelating *relating,
                               TertiusRelation *relation,
                               const GArray *contacts)
{
	(void) relating;
	if (relation->milestones == NULL)
		return;
	drop_repeats(relation);
	for (guint i = 0; i < relation->milestones->len; i++) {
		TertiusMilestone *milestone = relation->milestones->pdata[i];

		for (guint j = 0; j < contacts->len; j++) {
			const TertiusContact *contact =
				&g_array_index(contacts, TertiusContact, j);

			if (milestone->congratulated == 0 &&
			    congratulates(contact, milestone))
				milestone->congratulated = contact->date;
		}
	}
}
