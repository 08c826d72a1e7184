/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person does not want, or cannot do just now, as their mail and shared
 * calendars tell it. What the user said of them is in decisions.c.
 */
#include "relate/relate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An absence without a date is over after so long. */
#define AWAY_DAYS    7
/* Who answers slower than so many times their own median, and than so long, has
 * too much to do; told from so many answers. */
#define SLOW_TIMES   4
#define SLOW_MIN     (4 * TERTIUS_DAY)
#define SLOW_ANSWERS 5

static TertiusBoundary *
add_boundary(TertiusRelation *relation, TertiusBoundaryKind kind, gint64 since,
             gint64 until, const TertiusLetter *letter)
{
	TertiusBoundary *boundary = tertius_boundary_new(kind, since, until);

	if (letter != NULL) {
		boundary->source = g_strdup(letter->id);
		boundary->message_id = g_strdup(letter->message_id);
	}
	tertius_relation_take_boundary(relation, boundary);
	return boundary;
}

static void
set_quote(TertiusBoundary *boundary, const TertiusAct *act)
{
	const TertiusEvidence *evidence =
		act->evidence->len > 0 ? act->evidence->pdata[0] : NULL;

	if (evidence != NULL && evidence->quote != NULL)
		boundary->quote = g_strdup(evidence->quote);
}

/* --- No, and not sure ----------------------------------------------------- */

/* For whom or what I had asked: who is named in the refusal, else in my latest
 * ask of the thread. */
static char *
dup_target(const GArray *contacts, guint index, const TertiusAct *refusal)
{
	const TertiusLetter *letter =
		g_array_index(contacts, TertiusContact, index).letter;
	const TertiusAct *act = refusal;

	for (guint i = index; i > 0 && act->introduced->len == 0; i--) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i - 1);
		const TertiusAct *asked = tertius_contact_find_act(
			contact, TERTIUS_ACT_INTRO_REQUEST);

		if (asked != NULL &&
		    tertius_letter_is_in_thread(letter, contact->letter))
			act = asked;
	}
	return act->introduced->len > 0 ? g_strdup(tertius_person_label(
						  act->introduced->pdata[0]))
	                                : NULL;
}

static void
note_refusal(const TertiusRelating *relating, TertiusRelation *relation,
             const GArray *contacts, guint index, const TertiusAct *act)
{
	const TertiusLetter *letter =
		g_array_index(contacts, TertiusContact, index).letter;
	TertiusBoundary *boundary = add_boundary(
		relation, TERTIUS_BOUNDARY_REFUSED, letter->date,
		letter->date + relating->rules->refused * TERTIUS_DAY, letter);
	g_autofree char *name =
		tertius_relate_dup_first_name(relating, relation->person);
	g_autofree char *day = tertius_relate_dup_day(relating, letter->date);

	boundary->about = dup_target(contacts, index, act);
	set_quote(boundary, act);
	boundary->because =
		g_strdup_printf(_("%s said no on %s; it rests."), name, day);
}

/* Being swamped is told from being of two minds by its words. */
static gboolean
tells_workload(const TertiusAct *act)
{
	const TertiusEvidence *evidence =
		act->evidence->len > 0 ? act->evidence->pdata[0] : NULL;

	return evidence != NULL && strstr(evidence->rule, "busy") != NULL;
}

static void
note_hesitation(const TertiusRelating *relating, TertiusRelation *relation,
                const TertiusLetter *letter, const TertiusAct *act)
{
	gboolean is_swamped = tells_workload(act);
	gint64 until = act->until > letter->date
	                       ? act->until
	                       : letter->date + relating->rules->hesitated *
	                                                TERTIUS_DAY;
	TertiusBoundary *boundary;
	g_autofree char *name = NULL;
	g_autofree char *day = NULL;

	if (tertius_history_is_past(relating->history, until))
		return;
	boundary = add_boundary(relation,
	                        is_swamped ? TERTIUS_BOUNDARY_SWAMPED
	                                   : TERTIUS_BOUNDARY_HESITATED,
	                        letter->date, until, letter);
	set_quote(boundary, act);
	name = tertius_relate_dup_first_name(relating, relation->person);
	day = tertius_relate_dup_day(relating, until);
	boundary->because = g_strdup_printf(
		is_swamped ? _("%s has too much to do; leave it until %s.")
			   : _("%s hesitated; leave it until %s."),
		name, day);
}

static void
heed_words(const TertiusRelating *relating, TertiusRelation *relation,
           const GArray *contacts)
{
	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);
		const TertiusAct *act;

		if (contact->kind != TERTIUS_TOUCH_THEY_WROTE)
			continue;
		act = tertius_contact_find_act(contact,
		                               TERTIUS_ACT_INTRO_DECLINE);
		if (act != NULL) {
			note_refusal(relating, relation, contacts, i, act);
			continue;
		}
		act = tertius_contact_find_act(contact, TERTIUS_ACT_HESITATION);
		if (act != NULL)
			note_hesitation(relating, relation, contact->letter,
			                act);
	}
}

/* --- Away and busy -------------------------------------------------------- */

static void
add_absence(const TertiusRelating *relating, TertiusRelation *relation,
            TertiusBoundaryKind kind, gint64 since, gint64 until,
            const TertiusLetter *letter)
{
	TertiusBoundary *boundary;
	g_autofree char *name = NULL;
	g_autofree char *day = NULL;

	if (tertius_history_is_past(relating->history, until))
		return;
	boundary = add_boundary(relation, kind, since, until, letter);
	name = tertius_relate_dup_first_name(relating, relation->person);
	day = tertius_relate_dup_day(relating, until);
	boundary->because = g_strdup_printf(kind == TERTIUS_BOUNDARY_AWAY
	                                            ? _("%s is away until %s.")
	                                            : _("%s is busy until %s."),
	                                    name, day);
}

/* Replies of machines are no contact, but these tell something. Only the
 * latest few can still hold. */
static void
heed_replies(const TertiusRelating *relating, TertiusRelation *relation)
{
	guint n;
	const guint *list = tertius_history_letters_of(relating->history,
	                                               relation->person, &n);

	for (guint i = n; i > 0; i--) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, list[i - 1]);
		const TertiusAct *act;

		if (tertius_relate_is_older(relating, letter->date,
		                            180 * TERTIUS_DAY + 1))
			return;
		act = letter->from == relation->person
		              ? tertius_letter_find_act(
					letter, TERTIUS_ACT_OUT_OF_OFFICE)
		              : NULL;
		if (act == NULL)
			continue;
		add_absence(relating, relation, TERTIUS_BOUNDARY_AWAY,
		            letter->date,
		            act->until > letter->date
		                    ? act->until
		                    : letter->date + AWAY_DAYS * TERTIUS_DAY,
		            letter);
		return;
	}
}

/* Their meetings in calendars that they share with me, now or soon. */
#define BUSY_AHEAD TERTIUS_DAY

static void
heed_calendar(const TertiusRelating *relating, TertiusRelation *relation)
{
	const guint free_flags =
		TERTIUS_MEETING_CANCELLED | TERTIUS_MEETING_TRANSPARENT |
		TERTIUS_MEETING_REPLY | TERTIUS_MEETING_BIRTHDAY |
		TERTIUS_MEETING_HOLIDAY | TERTIUS_MEETING_OURS;
	guint n;
	const guint *list = tertius_history_gatherings_of(relating->history,
	                                                  relation->person, &n);

	for (guint i = n; i > 0; i--) {
		const TertiusMeeting *meeting =
			tertius_history_gathering(relating->history,
		                                  list[i - 1])
				->meeting;
		gboolean is_away =
			(meeting->flags & TERTIUS_MEETING_OUT_OF_OFFICE) != 0;

		if (!tertius_history_is_past(relating->history,
		                             meeting->start - BUSY_AHEAD) ||
		    tertius_history_is_past(relating->history, meeting->end) ||
		    (!is_away && (meeting->flags & free_flags) != 0))
			continue;
		add_absence(relating, relation,
		            is_away ? TERTIUS_BOUNDARY_AWAY
		                    : TERTIUS_BOUNDARY_BUSY,
		            meeting->start, meeting->end, NULL);
	}
}

/* --- Slower than they are ------------------------------------------------- */

static int
compare_times(gconstpointer a, gconstpointer b)
{
	const gint64 x = *(const gint64 *) a;
	const gint64 y = *(const gint64 *) b;

	return (x > y) - (x < y);
}

/* Their median time to answer a message of mine; and since when my latest one
 * waits, 0: none does. */
static gint64
find_median(const TertiusRelating *relating, const GArray *contacts,
            gint64 *waits)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(gint64));
	const TertiusLetter *mine = NULL;

	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);
		gint64 time;

		if (contact->kind == TERTIUS_TOUCH_I_WROTE && mine == NULL)
			mine = contact->letter;
		if (contact->kind == TERTIUS_TOUCH_I_WROTE || mine == NULL)
			continue;
		time = contact->date - mine->date;
		if (contact->kind == TERTIUS_TOUCH_THEY_WROTE &&
		    tertius_letter_is_in_thread(
			    tertius_contact_look(relating, contact), mine))
			g_array_append_val(times, time);
		mine = NULL;
	}
	*waits = mine != NULL ? mine->date : 0;
	if (times->len < SLOW_ANSWERS)
		return 0;
	g_array_sort(times, compare_times);
	return g_array_index(times, gint64, times->len / 2);
}

static void
heed_pace(const TertiusRelating *relating, TertiusRelation *relation,
          const GArray *contacts)
{
	gint64 waits;
	gint64 median = find_median(relating, contacts, &waits);
	gint64 slow = MAX(median * SLOW_TIMES, SLOW_MIN);
	TertiusBoundary *boundary;
	g_autofree char *name = NULL;

	relation->reply_minutes = (guint) MIN(median / 60, G_MAXINT);
	if (median == 0 || waits == 0 ||
	    !tertius_relate_is_older(relating, waits, slow) ||
	    tertius_relate_is_older(relating, waits,
	                            relating->rules->stale * TERTIUS_DAY + 1))
		return;
	boundary = add_boundary(relation, TERTIUS_BOUNDARY_SLOW, waits + slow,
	                        waits + slow + 14 * TERTIUS_DAY, NULL);
	name = tertius_relate_dup_first_name(relating, relation->person);
	boundary->because = g_strdup_printf(
		_("%s mostly answers sooner; perhaps it is too much now."),
		name);
}

/* --- One ask at a time ---------------------------------------------------- */

static void
heed_asks(TertiusRelation *relation)
{
	for (guint i = 0; relation->open != NULL && i < relation->open->len;
	     i++) {
		const TertiusOpen *open = relation->open->pdata[i];
		TertiusBoundary *boundary;

		if (open->kind != TERTIUS_OPEN_ASK || open->is_mine)
			continue;
		boundary = tertius_boundary_new(
			open->follow_ups > 0 ? TERTIUS_BOUNDARY_FOLLOWED_UP
					     : TERTIUS_BOUNDARY_OPEN_ASK,
			open->date, 0);
		boundary->source = g_strdup(open->source);
		boundary->message_id = g_strdup(open->message_id);
		boundary->because = g_strdup(open->words);
		tertius_relation_take_boundary(relation, boundary);
	}
}

void
tertius_relate_boundaries(const TertiusRelating *relating,
                          TertiusRelation *relation, const GArray *contacts)
{
	heed_words(relating, relation, contacts);
	heed_replies(relating, relation);
	heed_calendar(relating, relation);
	heed_pace(relating, relation, contacts);
	heed_asks(relation);
}
