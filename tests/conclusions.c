/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that was concluded, as text.
 */
#include "conclusions.h"

#include "engine/engine-private.h"
#include "tertius-test.h"

static void
say(GString *all, const char *what, const char *text)
{
	g_string_append_printf(all, " %s=%s", what, text != NULL ? text : "-");
}

static void
say_number(GString *all, const char *what, gint64 number)
{
	g_string_append_printf(all, " %s=%" G_GINT64_FORMAT, what, number);
}

static void
say_person(GString *all, const char *what, const TertiusPerson *person)
{
	if (person == NULL)
		say(all, what, NULL);
	else
		g_string_append_printf(
			all, " %s=%s<%s>%d", what,
			person->name != NULL ? person->name : "-",
			person->address != NULL ? person->address : "-",
			(int) person->place);
}

static void
say_someone(GString *all, const char *what, const TertiusHistory *history,
            guint person)
{
	say(all, what,
	    person == TERTIUS_NOBODY
	            ? NULL
	            : tertius_history_address(history, person));
}

static void
say_introduction(GString *all, const TertiusIntroduction *one)
{
	g_string_append_printf(
		all, "\nI %s %d %d %d %d %d%d%d%d%d score=%.17g", one->id,
		(int) one->kind, (int) one->manner, (int) one->level,
		(int) one->state, one->deserves_thanks, one->knew_them,
		one->is_big, one->is_my_turn, (int) one->next, one->score);
	say_number(all, "date", one->date);
	say_number(all, "by", one->next_by);
	say_number(all, "thanked", one->thanked_introducer);
	say_number(all, "and", one->thanked_newcomer);
	say_number(all, "reported", one->reported);
	say(all, "source", one->source);
	say(all, "message", one->message_id);
	say(all, "uid", one->event_uid);
	say(all, "subject", one->subject);
	say_person(all, "introducer", one->introducer);
	for (guint i = 0; i < one->introduced->len; i++)
		say_person(all, "introduced", one->introduced->pdata[i]);
	for (guint i = 0; i < one->evidence->len; i++) {
		const TertiusEvidence *evidence = one->evidence->pdata[i];

		g_string_append_printf(
			all, " [%s %s %s %s %.17g]", evidence->rule,
			evidence->quote, evidence->place,
			evidence->source != NULL ? evidence->source : "-",
			evidence->weight);
	}
	for (guint i = 0; i < one->moves->len; i++) {
		const TertiusMove *move = one->moves->pdata[i];

		g_string_append_printf(all, " (%d %" G_GINT64_FORMAT " %s %s)",
		                       (int) move->state, move->date,
		                       move->source, move->because);
	}
}

static void
say_lists(GString *all, const TertiusRelation *one)
{
	for (guint i = 0; one->open != NULL && i < one->open->len; i++) {
		const TertiusOpen *open = one->open->pdata[i];

		g_string_append_printf(all, "\n o %d%d%d%u", (int) open->kind,
		                       open->is_mine, open->rests,
		                       open->follow_ups);
		say_number(all, "date", open->date);
		say_number(all, "by", open->by);
		say(all, "source", open->source);
		say(all, "message", open->message_id);
		say(all, "introduction", open->introduction);
		say(all, "words", open->words);
	}
	for (guint i = 0; one->boundaries != NULL && i < one->boundaries->len;
	     i++) {
		const TertiusBoundary *boundary = one->boundaries->pdata[i];

		g_string_append_printf(all, "\n b %d%d", (int) boundary->kind,
		                       boundary->is_said);
		say_number(all, "since", boundary->since);
		say_number(all, "until", boundary->until);
		say(all, "about", boundary->about);
		say(all, "source", boundary->source);
		say(all, "quote", boundary->quote);
		say(all, "because", boundary->because);
	}
	for (guint i = 0; one->milestones != NULL && i < one->milestones->len;
	     i++) {
		const TertiusMilestone *milestone = one->milestones->pdata[i];

		g_string_append_printf(
			all, "\n m %d%d%d", (int) milestone->kind,
			milestone->is_yearly, milestone->is_gladdening);
		say_number(all, "date", milestone->date);
		say_number(all, "congratulated", milestone->congratulated);
		say(all, "source", milestone->source);
		say(all, "quote", milestone->quote);
		say(all, "before", milestone->before);
	}
	for (guint i = 0; one->projects != NULL && i < one->projects->len; i++)
		say(all, "project", one->projects->pdata[i]);
	for (guint i = 0; one->notes != NULL && i < one->notes->len; i++)
		say(all, "note", one->notes->pdata[i]);
}

static void
say_balance(GString *all, const TertiusReciprocity *balance)
{
	for (guint i = 0; i < TERTIUS_FAVOUR_N; i++)
		g_string_append_printf(
			all, " %u/%u %u/%u", balance->year[i].mine,
			balance->year[i].theirs, balance->ever[i].mine,
			balance->ever[i].theirs);
	g_string_append_printf(all, " %u %u %u %u %u %u %u %u",
	                       balance->meetings_year, balance->meetings_ever,
	                       balance->one_to_ones, balance->personal_year,
	                       balance->work_year, balance->asks_in_a_row,
	                       balance->recent_asks, balance->open_asks);
	say_number(all, "friendly", balance->last_friendly);
}

static void
say_relation(GString *all, const TertiusHistory *history,
             const TertiusRelation *one)
{
	g_string_append(all, "\nR");
	say_someone(all, "person", history, one->person);
	say(all, "name", tertius_history_name(history, one->person));
	for (guint i = 0; i < one->n_addresses; i++) {
		const TertiusContactAddress *address = &one->addresses[i];

		g_string_append_printf(all, " %s/%d/%u/%" G_GINT64_FORMAT,
		                       address->address, (int) address->context,
		                       address->letters, address->latest);
	}
	say_balance(all, one->balance);
	g_string_append_printf(
		all, " c%u%d%u/%" G_GINT64_FORMAT "/%d/%" G_GINT64_FORMAT,
		one->cadence.days, one->cadence.is_set, one->cadence.rhythm,
		one->cadence.latest, (int) one->cadence.latest_kind,
		one->cadence.next);
	g_string_append_printf(all, " %d %u %u %d%d%d%d", (int) one->origin,
	                       one->introduced, one->reply_minutes,
	                       one->is_muted, one->is_friend_first,
	                       one->is_colleague, one->is_introducer);
	say_number(all, "first", one->first_contact);
	say_number(all, "two-way", one->two_way);
	say_someone(all, "introducer", history, one->introducer);
	say(all, "introduction", one->introduction);
	say(all, "title", one->title);
	say(all, "seeks", one->seeks != NULL ? one->seeks->words : NULL);
	say(all, "said", one->seeks != NULL ? one->seeks->source : NULL);
	say_lists(all, one);
}

static void
say_rest(GString *all, const TertiusHistory *history,
         const TertiusRelations *relations)
{
	for (guint i = 0; i < relations->occasions->len; i++) {
		const TertiusOccasion *one = relations->occasions->pdata[i];

		g_string_append_printf(all, "\nO %s %d%d", one->title,
		                       one->is_ahead, one->is_company);
		for (guint j = 0; j < one->friends->len; j++)
			say_someone(all, "friend", history,
			            g_array_index(one->friends, guint, j));
		for (guint j = 0; j < one->met->len; j++)
			say_someone(all, "met", history,
			            g_array_index(one->met, guint, j));
	}
	for (guint i = 0; i < relations->suggestions->len; i++) {
		const TertiusSuggestion *one = relations->suggestions->pdata[i];

		g_string_append_printf(all, "\nS %s %s", one->id, one->because);
		say_number(all, "date", one->date);
	}
	for (guint i = 0; i < relations->quarters->len; i++) {
		const TertiusQuarter *one = relations->quarters->pdata[i];

		g_string_append_printf(all, "\nQ %s", one->name);
		for (guint j = 0; j < TERTIUS_ORIGIN_N; j++)
			g_string_append_printf(all, " %u", one->by_origin[j]);
		g_string_append_printf(all, " %u %u", one->organisations,
		                       one->known);
	}
	for (guint i = 0; i < relations->merges->len; i++) {
		const TertiusMerge *one = relations->merges->pdata[i];

		g_string_append_printf(all, "\nM %s %s %d %s", one->address,
		                       one->other, one->is_taken, one->because);
	}
	say_number(all, "quiet", relations->quiet_since);
}

static void
say_reminder(GString *all, const TertiusReminder *one)
{
	g_string_append_printf(all, "\nP %s %d %d %d", one->id, (int) one->kind,
	                       (int) one->state, one->is_pinned);
	say_person(all, "person", one->person);
	for (guint i = 0; i < one->others->len; i++)
		say_person(all, "other", one->others->pdata[i]);
	say_number(all, "wanted", one->wanted);
	say_number(all, "due", one->due);
	say_number(all, "closed", one->closed);
	say(all, "introduction", one->introduction);
	say(all, "source", one->source);
	say(all, "message", one->message_id);
	say(all, "title", one->title);
	say(all, "because", one->because);
}

char *
tertius_conclusions_dup_all(TertiusEngine *engine)
{
	g_autoptr(GError) error = NULL;
	const TertiusConclusions *found =
		tertius_engine_conclude(engine, &error);
	GString *all = g_string_new(NULL);

	ck_assert_msg(found != NULL, "%s", error != NULL ? error->message : "");
	for (guint i = 0; i < found->introductions->len; i++)
		say_introduction(all, found->introductions->pdata[i]);
	g_string_append(all, "\n--");
	for (guint i = 0; i < found->asked->len; i++)
		say_introduction(all, found->asked->pdata[i]);
	for (guint i = 0; i < found->relations->people->len; i++)
		say_relation(all, found->history,
		             found->relations->people->pdata[i]);
	say_rest(all, found->history, found->relations);
	for (guint i = 0; i < found->reminders->len; i++)
		say_reminder(all, found->reminders->pdata[i]);
	return g_string_free(all, FALSE);
}
