/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When reminders ring.
 */
#include "follow/schedule.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT(86400)

/* A moved reminder gives up after so many mornings; then it rings anyway. */
#define MORNINGS_MAX 366

typedef struct {
	const TertiusPlan *plan;
	const TertiusWorkingTime *hours;
	const TertiusPlanRules *rules;
	GHashTable *days;   /* day number -> how many */
	GHashTable *weeks;  /* week number -> how many */
	GHashTable *thanks; /* the same, of thanks alone */
	GHashTable *people; /* address or name -> gint64: the last moment */
	/* No place is free from the one moment up to the other. */
	gint64 full_from, full_until;
} Diary;

static guint
count(GHashTable *table, gint64 key)
{
	return GPOINTER_TO_UINT(
		g_hash_table_lookup(table, GSIZE_TO_POINTER((gsize) key)));
}

static void
count_up(GHashTable *table, gint64 key)
{
	g_hash_table_insert(table, GSIZE_TO_POINTER((gsize) key),
	                    GUINT_TO_POINTER(count(table, key) + 1));
}

/* Thanks have their day: what else a week was full of does not push them into
 * the next. Other things wait, also for the places that thanks take. */
static gboolean
has_room(const Diary *diary, const TertiusReminder *reminder, gint64 moment)
{
	GHashTable *weeks = reminder->kind == TERTIUS_REMINDER_THANK
	                            ? diary->thanks
	                            : diary->weeks;

	return count(diary->days,
	             tertius_working_time_day(diary->hours, moment)) <
	               diary->rules->per_day &&
	       count(weeks, tertius_working_time_week(diary->hours, moment)) <
	               diary->rules->per_week;
}

static void
take_place(Diary *diary, const TertiusReminder *reminder)
{
	const char *who = tertius_person_label(reminder->person);
	gint64 *moment = g_new(gint64, 1);

	*moment = reminder->due;
	count_up(diary->days,
	         tertius_working_time_day(diary->hours, reminder->due));
	count_up(diary->weeks,
	         tertius_working_time_week(diary->hours, reminder->due));
	if (reminder->kind == TERTIUS_REMINDER_THANK)
		count_up(diary->thanks, tertius_working_time_week(
						diary->hours, reminder->due));
	g_hash_table_replace(diary->people, g_strdup(who), moment);
}

/* Friendly reminders leave a person in peace for a while; thanks and answers
 * cannot wait. */
static gint64
after_rest(const Diary *diary, const TertiusReminder *reminder, gint64 moment)
{
	const gint64 *last;

	if (reminder->kind != TERTIUS_REMINDER_CHECK_IN)
		return moment;
	last = g_hash_table_lookup(diary->people,
	                           tertius_person_label(reminder->person));
	return last == NULL ? moment
	                    : MAX(moment, *last + diary->rules->rest * DAY);
}

/* --- The gate ------------------------------------------------------------ */

static const GPtrArray *
get_boundaries(const TertiusPlan *plan, const TertiusPerson *person)
{
	const TertiusRelation *relation =
		plan->relations != NULL && person != NULL
			? tertius_relations_get(plan->relations,
	                                        tertius_history_resolve(
							plan->history, person))
			: NULL;

	return relation != NULL ? relation->boundaries : NULL;
}

static TertiusPassage
ask_gate(const TertiusPlan *plan, const TertiusReminder *reminder,
         const TertiusPerson *person, gint64 moment)
{
	return tertius_gate_pass(get_boundaries(plan, person), reminder->kind,
	                         NULL, moment);
}

/* Who else it names must be open to it too, or is left out. */
static void
drop_others(const TertiusPlan *plan, TertiusReminder *reminder)
{
	for (guint i = 0; i < reminder->others->len;) {
		if (ask_gate(plan, reminder, reminder->others->pdata[i],
		             MAX(reminder->wanted, plan->now))
		            .gate != TERTIUS_GATE_OPEN)
			g_ptr_array_remove_index(reminder->others, i);
		else
			i++;
	}
}

/* The first moment from @moment on at which the gate is open; 0: never. What is
 * wanted in the past would ring now. */
static gint64
pass_gate(const TertiusPlan *plan, const TertiusReminder *reminder,
          gint64 moment)
{
	for (guint i = 0; i < MORNINGS_MAX; i++) {
		TertiusPassage passage =
			ask_gate(plan, reminder, reminder->person,
		                 MAX(moment, plan->now));

		if (passage.gate == TERTIUS_GATE_OPEN)
			return moment;
		if (passage.gate == TERTIUS_GATE_CLOSED)
			return 0;
		moment = passage.from;
	}
	return 0;
}

/* --- A place in the diary ------------------------------------------------ */

/* FALSE: there is none that the gate lets through. */
static gboolean
find_place(Diary *diary, TertiusReminder *reminder)
{
	gint64 moment = after_rest(diary, reminder, reminder->wanted);

	for (guint i = 0; i < MORNINGS_MAX; i++) {
		gint64 open = pass_gate(diary->plan, reminder, moment);

		if (open == 0)
			return FALSE;
		moment = tertius_working_time_next(diary->hours, open);
		if (pass_gate(diary->plan, reminder, moment) != moment)
			continue;
		if (has_room(diary, reminder, moment))
			break;
		moment =
			tertius_working_time_next_morning(diary->hours, moment);
	}
	reminder->due = moment;
	return TRUE;
}

/* The same for a moment that the user chose: only the gate moves it. */
static gboolean
keep_place(const TertiusPlan *plan, TertiusReminder *reminder)
{
	gint64 open = pass_gate(plan, reminder, reminder->due);

	if (open == 0)
		return FALSE;
	if (open != reminder->due)
		reminder->due = tertius_working_time_next(plan->hours, open);
	return TRUE;
}

/* --- Decisions ----------------------------------------------------------- */

static const TertiusDecision *
find(const TertiusPlan *plan, TertiusDecisionKind kind, const char *subject)
{
	return g_hash_table_contains(plan->decided, subject)
	               ? tertius_decisions_find(plan->decisions, kind, subject)
	               : NULL;
}

static void
obey(TertiusReminder *reminder, const TertiusPlan *plan)
{
	const TertiusDecision *later =
		find(plan, TERTIUS_DECISION_LATER, reminder->id);
	const TertiusDecision *done =
		find(plan, TERTIUS_DECISION_DONE, reminder->id);
	const TertiusDecision *never =
		find(plan, TERTIUS_DECISION_NEVER, reminder->id);

	if (never == NULL && reminder->introduction != NULL)
		never = find(plan, TERTIUS_DECISION_NEVER,
		             reminder->introduction);
	if (later != NULL) {
		reminder->due = g_ascii_strtoll(later->argument, NULL, 10);
		reminder->is_pinned = TRUE;
	}
	if (never != NULL) {
		reminder->state = TERTIUS_REMINDER_DROPPED;
		reminder->closed = never->made;
	} else if (done != NULL) {
		reminder->state = TERTIUS_REMINDER_DONE;
		reminder->closed = done->made;
	}
}

static void
settle(TertiusReminder *reminder, gint64 now, const TertiusPlanRules *rules)
{
	if (!tertius_reminder_is_open(reminder))
		return;
	reminder->state = reminder->due <= now ? TERTIUS_REMINDER_DUE
	                                       : TERTIUS_REMINDER_WAITING;
	if (now - reminder->due > rules->stale * DAY) {
		reminder->state = TERTIUS_REMINDER_DROPPED;
		reminder->closed = reminder->due + rules->stale * DAY;
	}
}

static int
compare(gint64 a, gint64 b, const TertiusReminder *x, const TertiusReminder *y)
{
	if (a != b)
		return a < b ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* By the day; of one day thanks come first. */
static int
compare_wanted(gconstpointer a, gconstpointer b, gpointer data)
{
	const TertiusReminder *x = *(const TertiusReminder *const *) a;
	const TertiusReminder *y = *(const TertiusReminder *const *) b;
	const TertiusPlan *plan = data;
	gint64 first = tertius_working_time_day(plan->hours, x->wanted);
	gint64 second = tertius_working_time_day(plan->hours, y->wanted);
	gboolean thanks = x->kind == TERTIUS_REMINDER_THANK;

	if (first != second)
		return first < second ? -1 : 1;
	if (thanks != (y->kind == TERTIUS_REMINDER_THANK))
		return thanks ? -1 : 1;
	return compare(x->wanted, y->wanted, x, y);
}

static int
compare_due(gconstpointer a, gconstpointer b)
{
	const TertiusReminder *x = *(const TertiusReminder *const *) a;
	const TertiusReminder *y = *(const TertiusReminder *const *) b;

	return compare(x->due, y->due, x, y);
}

static void
begin_diary(Diary *diary, const TertiusPlan *plan)
{
	*diary = (Diary){
		.plan = plan,
		.hours = plan->hours,
		.rules = plan->rules,
		.days = g_hash_table_new(g_direct_hash, g_direct_equal),
		.weeks = g_hash_table_new(g_direct_hash, g_direct_equal),
		.thanks = g_hash_table_new(g_direct_hash, g_direct_equal),
		.people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
		                                g_free),
	};
}

static void
end_diary(Diary *diary)
{
	g_hash_table_unref(diary->days);
	g_hash_table_unref(diary->weeks);
	g_hash_table_unref(diary->thanks);
	g_hash_table_unref(diary->people);
}

/* FALSE: somebody does not want it, and it is not there. What is done or
 * dropped stays on the record, and asks nobody. */
static gboolean
schedule_one(Diary *diary, TertiusReminder *reminder)
{
	const TertiusPlan *plan = diary->plan;

	obey(reminder, plan);
	if (!tertius_reminder_is_open(reminder)) {
		if (!reminder->is_pinned)
			reminder->due = tertius_working_time_next(
				plan->hours, reminder->wanted);
	} else {
		drop_others(plan, reminder);
		/* Nobody is brought together with nobody. */
		if (reminder->kind == TERTIUS_REMINDER_INTRODUCE &&
		    reminder->others->len == 0)
			return FALSE;
		if (reminder->is_pinned ? !keep_place(plan, reminder)
		                        : !find_place(diary, reminder))
			return FALSE;
	}
	if (reminder->closed == 0 || reminder->closed >= reminder->due)
		take_place(diary, reminder);
	settle(reminder, plan->now, plan->rules);
	return TRUE;
}

void
tertius_schedule(TertiusPlan *plan)
{
	GPtrArray *reminders = plan->reminders;
	Diary diary;

	begin_diary(&diary, plan);
	g_ptr_array_sort_with_data(reminders, compare_wanted, plan);
	for (guint i = 0; i < reminders->len;) {
		if (schedule_one(&diary, reminders->pdata[i]))
			i++;
		else
			g_ptr_array_remove_index(reminders, i);
	}
	g_ptr_array_sort(reminders, compare_due);
	end_diary(&diary);
}
