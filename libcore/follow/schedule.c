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
	const TertiusWorkingTime *hours;
	const TertiusPlanRules *rules;
	GHashTable *days;   /* day number -> how many */
	GHashTable *weeks;  /* week number -> how many */
	GHashTable *people; /* address or name -> gint64: the last moment */
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

static gboolean
has_room(const Diary *diary, gint64 moment)
{
	return count(diary->days,
	             tertius_working_time_day(diary->hours, moment)) <
	               diary->rules->per_day &&
	       count(diary->weeks,
	             tertius_working_time_week(diary->hours, moment)) <
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

static void
find_place(Diary *diary, TertiusReminder *reminder)
{
	gint64 moment = tertius_working_time_next(
		diary->hours, after_rest(diary, reminder, reminder->wanted));

	for (guint i = 0; i < MORNINGS_MAX && !has_room(diary, moment); i++)
		moment = tertius_working_time_next(
			diary->hours, tertius_working_time_next_morning(
					      diary->hours, moment));
	reminder->due = moment;
}

/* --- Decisions ----------------------------------------------------------- */

static void
obey(TertiusReminder *reminder, const GPtrArray *decisions)
{
	const TertiusDecision *later = tertius_decisions_find(
		decisions, TERTIUS_DECISION_LATER, reminder->id);
	const TertiusDecision *done = tertius_decisions_find(
		decisions, TERTIUS_DECISION_DONE, reminder->id);
	const TertiusDecision *never = tertius_decisions_find(
		decisions, TERTIUS_DECISION_NEVER, reminder->id);

	if (never == NULL && reminder->introduction != NULL)
		never = tertius_decisions_find(decisions,
		                               TERTIUS_DECISION_NEVER,
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

static int
compare_wanted(gconstpointer a, gconstpointer b)
{
	const TertiusReminder *x = *(const TertiusReminder *const *) a;
	const TertiusReminder *y = *(const TertiusReminder *const *) b;

	return compare(x->wanted, y->wanted, x, y);
}

static int
compare_due(gconstpointer a, gconstpointer b)
{
	const TertiusReminder *x = *(const TertiusReminder *const *) a;
	const TertiusReminder *y = *(const TertiusReminder *const *) b;

	return compare(x->due, y->due, x, y);
}

void
tertius_schedule(GPtrArray *reminders, const GPtrArray *decisions,
                 const TertiusWorkingTime *hours, gint64 now,
                 const TertiusPlanRules *rules)
{
	Diary diary = {
		.hours = hours,
		.rules = rules,
		.days = g_hash_table_new(g_direct_hash, g_direct_equal),
		.weeks = g_hash_table_new(g_direct_hash, g_direct_equal),
		.people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
		                                g_free),
	};

	g_ptr_array_sort(reminders, compare_wanted);
	for (guint i = 0; i < reminders->len; i++) {
		TertiusReminder *reminder = reminders->pdata[i];

		obey(reminder, decisions);
		if (!reminder->is_pinned)
			find_place(&diary, reminder);
		if (reminder->closed == 0 || reminder->closed >= reminder->due)
			take_place(&diary, reminder);
		settle(reminder, now, rules);
	}
	g_ptr_array_sort(reminders, compare_due);
	g_hash_table_unref(diary.days);
	g_hash_table_unref(diary.weeks);
	g_hash_table_unref(diary.people);
}
