/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders about people: what is open with them, good news, yearly days, how
 * often to be in touch, events ahead.
 */
#include "follow/plan-private.h"

#include "follow/plan-words.h"

#include <string.h>

#define DAY TERTIUS_PLAN_DAY

/* Events are spoken of so long before. */
#define EVENT_AHEAD (7 * DAY)

static TertiusReminder *
begin_reminder(const TertiusPlan *plan, TertiusReminderKind kind,
               const char *key, const TertiusRelation *relation)
{
	TertiusReminder *reminder = tertius_reminder_new(kind, key);

	reminder->person =
		tertius_history_dup_person(plan->history, relation->person);
	return reminder;
}

/* Words it and gives it to the plan. */
static void
keep_reminder(TertiusPlan *plan, TertiusReminder *reminder,
              const TertiusRelation *relation, const char *why)
{
	tertius_plan_word_person(reminder, relation, why,
	                         tertius_working_time_get_zone(plan->hours));
	g_ptr_array_add(plan->reminders, reminder);
}

/* What the introductions' own steps say to whom: each is looked up once, however
 * many people there are. */
static void
note_said(TertiusPlan *plan)
{
	for (guint i = 0; i < plan->n_introductory; i++) {
		const TertiusReminder *one = plan->reminders->pdata[i];
		gpointer person = GUINT_TO_POINTER(
			tertius_history_resolve(plan->history, one->person));
		guint kinds = GPOINTER_TO_UINT(
			g_hash_table_lookup(plan->said, person));

		if (tertius_reminder_is_open(one))
			g_hash_table_insert(
				plan->said, person,
				GUINT_TO_POINTER(kinds | 1U << one->kind));
	}
}

/* Whether one of them already says it to the same person; with the kind CHECK_IN,
 * whether there is any reason to write to them. */
static gboolean
is_said(const TertiusPlan *plan, TertiusReminderKind kind, guint person)
{
	guint kinds = GPOINTER_TO_UINT(
		g_hash_table_lookup(plan->said, GUINT_TO_POINTER(person)));

	return kind == TERTIUS_REMINDER_CHECK_IN ? kinds != 0
	                                         : (kinds & 1U << kind) != 0;
}

static gboolean
is_in_time(const TertiusPlan *plan, gint64 wanted)
{
	return wanted >= plan->since &&
	       wanted <= plan->now + plan->rules->ahead * DAY;
}

/* --- Open things ---------------------------------------------------------- */

/* What colleagues ask each other is the day's work; and a stranger who asks is
 * owed nothing, unless we met. */
static gboolean
is_close(const TertiusRelation *relation, const TertiusOpen *open)
{
	return !relation->is_colleague &&
	       (relation->origin == TERTIUS_ORIGIN_EVENT ||
	        relation->origin == TERTIUS_ORIGIN_FRIEND ||
	        (relation->two_way != 0 && relation->two_way <= open->date));
}

static gboolean
find_kind(const TertiusRelation *relation, const TertiusOpen *open,
          TertiusReminderKind *kind)
{
	if (open->rests || open->by == 0)
		return FALSE;
	if (open->kind != TERTIUS_OPEN_PROMISE && !is_close(relation, open))
		return FALSE;
	if (open->kind == TERTIUS_OPEN_ANSWER ||
	    (open->kind == TERTIUS_OPEN_ASK && open->is_mine))
		*kind = TERTIUS_REMINDER_ANSWER;
	else if (open->kind == TERTIUS_OPEN_ASK && open->follow_ups == 0)
		*kind = TERTIUS_REMINDER_FOLLOW_UP;
	else if (open->kind == TERTIUS_OPEN_PROMISE && open->is_mine)
		*kind = TERTIUS_REMINDER_PROMISE;
	else
		return FALSE;
	return TRUE;
}

static void
plan_open(TertiusPlan *plan, const TertiusRelation *relation,
          const TertiusOpen *open)
{
	TertiusReminderKind kind;
	TertiusReminder *reminder;

	if (!find_kind(relation, open, &kind) || !is_in_time(plan, open->by) ||
	    is_said(plan, kind, relation->person))
		return;
	reminder = begin_reminder(plan, kind, open->source, relation);
	reminder->source = g_strdup(open->source);
	reminder->message_id = g_strdup(open->message_id);
	reminder->wanted = open->by;
	keep_reminder(plan, reminder, relation, open->words);
}

/* --- Good news and yearly days -------------------------------------------- */

/* The last working morning not after @day: a wish comes on the day or before it,
 * not after. */
static gint64
find_morning(const TertiusPlan *plan, gint64 day)
{
	for (gint64 i = 0; i < 10; i++) {
		gint64 morning = tertius_working_time_add_days(
			plan->hours, day - i * DAY, 0);

		if (morning < day + DAY)
			return morning;
	}
	return day;
}

static void
plan_milestone(TertiusPlan *plan, const TertiusRelation *relation,
               const TertiusMilestone *milestone)
{
	gint64 wanted = milestone->is_yearly
	                        ? find_morning(plan, milestone->date)
	                        : tertius_working_time_next_morning(
					  plan->hours, milestone->date);
	g_autofree char *key = NULL;
	TertiusReminder *reminder;

	if (!milestone->is_gladdening || relation->two_way == 0 ||
	    !is_in_time(plan, wanted))
		return;
	key = milestone->is_yearly
	              ? g_strdup_printf("%s\n%" G_GINT64_FORMAT,
	                                milestone->source, milestone->date)
	              : g_strdup(milestone->source);
	reminder = begin_reminder(plan, TERTIUS_REMINDER_CONGRATULATE, key,
	                          relation);
	reminder->source = g_strdup(milestone->source);
	reminder->message_id = g_strdup(milestone->message_id);
	reminder->wanted = wanted;
	tertius_plan_word_milestone(reminder, milestone,
	                            tertius_working_time_get_zone(plan->hours));
	if (milestone->congratulated != 0) {
		reminder->state = TERTIUS_REMINDER_DONE;
		reminder->closed = milestone->congratulated;
	}
	g_ptr_array_add(plan->reminders, reminder);
}

/* --- Cadence -------------------------------------------------------------- */

static void
plan_cadence(TertiusPlan *plan, const TertiusRelation *relation)
{
	const TertiusCadence *cadence = &relation->cadence;
	const char *address =
		tertius_history_address(plan->history, relation->person);
	g_autofree char *key = NULL;
	TertiusReminder *reminder;

	if (cadence->next == 0 || !is_in_time(plan, cadence->next) ||
	    is_said(plan, TERTIUS_REMINDER_CHECK_IN, relation->person))
		return;
	key = g_strdup_printf("%s\n%" G_GINT64_FORMAT, address,
	                      cadence->latest);
	reminder =
		begin_reminder(plan, TERTIUS_REMINDER_CHECK_IN, key, relation);
	reminder->source = g_strdup(address);
	reminder->wanted = cadence->next;
	keep_reminder(plan, reminder, relation, NULL);
}

/* --- Events --------------------------------------------------------------- */

static void
plan_occasion(TertiusPlan *plan, const TertiusOccasion *occasion)
{
	const TertiusRelation *first =
		occasion->friends->len > 0
			? tertius_relations_get(
				  plan->relations,
				  g_array_index(occasion->friends, guint, 0))
			: NULL;
	gint64 wanted = occasion->start - EVENT_AHEAD;
	TertiusReminder *reminder;

	if (first == NULL || !occasion->is_ahead || occasion->is_company ||
	    !is_in_time(plan, wanted))
		return;
	reminder = begin_reminder(plan, TERTIUS_REMINDER_OCCASION, occasion->id,
	                          first);
	for (guint i = 1; i < occasion->friends->len; i++)
		g_ptr_array_add(
			reminder->others,
			tertius_history_dup_person(
				plan->history,
				g_array_index(occasion->friends, guint, i)));
	reminder->source = g_strdup(occasion->id);
	reminder->wanted = wanted;
	tertius_plan_word_occasion(reminder, occasion,
	                           tertius_working_time_get_zone(plan->hours));
	g_ptr_array_add(plan->reminders, reminder);
}

/* --- All people ----------------------------------------------------------- */

static void
plan_person(TertiusPlan *plan, const TertiusRelation *relation)
{
	for (guint i = 0; relation->open != NULL && i < relation->open->len;
	     i++)
		plan_open(plan, relation, relation->open->pdata[i]);
	for (guint i = 0;
	     relation->milestones != NULL && i < relation->milestones->len; i++)
		plan_milestone(plan, relation, relation->milestones->pdata[i]);
	plan_cadence(plan, relation);
}

void
tertius_plan_people(TertiusPlan *plan)
{
	const TertiusRelations *relations = plan->relations;

	plan->n_introductory = plan->reminders->len;
	plan->said = g_hash_table_new(NULL, NULL);
	note_said(plan);
	for (guint i = 0; i < relations->people->len; i++)
		plan_person(plan, relations->people->pdata[i]);
	for (guint i = 0; i < relations->occasions->len; i++)
		plan_occasion(plan, relations->occasions->pdata[i]);
	g_clear_pointer(&plan->said, g_hash_table_unref);
}
