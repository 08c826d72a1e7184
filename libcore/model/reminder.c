/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders.
 */
#include "model/reminder.h"

#include <string.h>

static const char *const kind_names[TERTIUS_REMINDER_N_KINDS] = {
	[TERTIUS_REMINDER_THANK] = "thank",
	[TERTIUS_REMINDER_ANSWER] = "answer",
	[TERTIUS_REMINDER_TELL_SILENT] = "tell-silent",
	[TERTIUS_REMINDER_OUTCOME] = "outcome",
	[TERTIUS_REMINDER_GIFT] = "gift",
	[TERTIUS_REMINDER_CONGRATULATE] = "congratulate",
	[TERTIUS_REMINDER_PROMISE] = "promise",
	[TERTIUS_REMINDER_FOLLOW_UP] = "follow-up",
	[TERTIUS_REMINDER_CHECK_IN] = "check-in",
	[TERTIUS_REMINDER_OCCASION] = "occasion",
	[TERTIUS_REMINDER_INTRODUCE] = "introduce",
};

static const char *const state_names[TERTIUS_REMINDER_N_STATES] = {
	[TERTIUS_REMINDER_WAITING] = "waiting",
	[TERTIUS_REMINDER_DUE] = "due",
	[TERTIUS_REMINDER_DONE] = "done",
	[TERTIUS_REMINDER_DROPPED] = "dropped",
};

/* The first 128 bits of the id, marked as a UUID of version 8 (RFC 9562 5.8:
 * made by its own rule). */
static char *
compute_uid(const char *id)
{
	char *uid = g_strdup_printf("%.8s-%.4s-8%.3s-a%.3s-%.12s", id, id + 8,
	                            id + 13, id + 17, id + 20);

	return uid;
}

gboolean
tertius_reminder_is_uid(const char *uid)
{
	return g_uuid_string_is_valid(uid) && uid[14] == '8' && uid[19] == 'a';
}

char *
tertius_reminder_compute_id(TertiusReminderKind kind, const char *key)
{
	g_autofree char *text = g_strdup_printf(
		"reminder\n%s\n%s", tertius_reminder_kind_name(kind), key);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

TertiusReminder *
tertius_reminder_new(TertiusReminderKind kind, const char *key)
{
	TertiusReminder *reminder = g_new0(TertiusReminder, 1);

	reminder->id = tertius_reminder_compute_id(kind, key);
	reminder->uid = compute_uid(reminder->id);
	reminder->kind = kind;
	reminder->others = tertius_people_new();
	return reminder;
}

TertiusReminder *
tertius_reminder_copy(const TertiusReminder *reminder)
{
	TertiusReminder *copy = g_new(TertiusReminder, 1);

	*copy = *reminder;
	copy->id = g_strdup(reminder->id);
	copy->uid = g_strdup(reminder->uid);
	copy->introduction = g_strdup(reminder->introduction);
	copy->source = g_strdup(reminder->source);
	copy->message_id = g_strdup(reminder->message_id);
	copy->person = tertius_person_copy(reminder->person);
	copy->others = tertius_people_copy(reminder->others);
	copy->title = g_strdup(reminder->title);
	copy->because = g_strdup(reminder->because);
	return copy;
}

void
tertius_reminder_free(TertiusReminder *reminder)
{
	if (reminder == NULL)
		return;
	g_free(reminder->id);
	g_free(reminder->uid);
	g_free(reminder->introduction);
	g_free(reminder->source);
	g_free(reminder->message_id);
	tertius_person_free(reminder->person);
	g_ptr_array_unref(reminder->others);
	g_free(reminder->title);
	g_free(reminder->because);
	g_free(reminder);
}

static void
free_reminder(gpointer reminder)
{
	tertius_reminder_free(reminder);
}

GPtrArray *
tertius_reminders_new(void)
{
	return g_ptr_array_new_with_free_func(free_reminder);
}

/* The order of courtesy is that of the kinds. */
int
tertius_reminder_compare_courtesy(gconstpointer a, gconstpointer b)
{
	const TertiusReminder *first = *(const TertiusReminder *const *) a;
	const TertiusReminder *second = *(const TertiusReminder *const *) b;

	if (first->kind != second->kind)
		return first->kind < second->kind ? -1 : 1;
	if (first->due != second->due)
		return first->due < second->due ? -1 : 1;
	return strcmp(first->id, second->id);
}

int
tertius_reminder_compare_due(gconstpointer a, gconstpointer b)
{
	const TertiusReminder *first = *(const TertiusReminder *const *) a;
	const TertiusReminder *second = *(const TertiusReminder *const *) b;

	if (first->due != second->due)
		return first->due < second->due ? -1 : 1;
	return tertius_reminder_compare_courtesy(a, b);
}

gboolean
tertius_reminder_is_open(const TertiusReminder *reminder)
{
	return reminder->state == TERTIUS_REMINDER_WAITING ||
	       reminder->state == TERTIUS_REMINDER_DUE;
}

const char *
tertius_reminder_kind_name(TertiusReminderKind kind)
{
	g_assert(kind < TERTIUS_REMINDER_N_KINDS);
	return kind_names[kind];
}

const char *
tertius_reminder_state_name(TertiusReminderState state)
{
	g_assert(state < TERTIUS_REMINDER_N_STATES);
	return state_names[state];
}
