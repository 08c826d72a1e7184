/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conclusions that are carried on, message by message, are those that a new
 * engine draws from the same ledger: every field of every record.
 */
#include "tertius-test.h"

#include "engine/engine-private.h"

#include <glib/gstdio.h>

#define DAY    G_GINT64_CONSTANT(86400)
#define BEGIN  G_GINT64_CONSTANT(1780304400) /* Monday 2026-06-01 09:00 UTC */
#define RUNS   60
#define AHEAD  40 /* messages before the first conclusion */
#define AFTER  16 /* messages, or words of the user, one by one */
#define PEOPLE 14

/* --- All that was concluded, as text -------------------------------------- */

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
	for (guint i = 0; i < one->addresses->len; i++) {
		const TertiusContactAddress *address = one->addresses->pdata[i];

		g_string_append_printf(all, " %s/%d/%u/%" G_GINT64_FORMAT,
		                       address->address, (int) address->context,
		                       address->letters, address->latest);
	}
	say_balance(all, &one->balance);
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
	say(all, "seeks", one->seeks);
	say(all, "said", one->seeks_source);
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

static char *
dup_all(TertiusEngine *engine)
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

/* --- Mail by chance ------------------------------------------------------- */

typedef struct {
	GRand *chance;
	char *folder, *path;
	gint64 now;
	guint n_sent;
	guint *n_carried;
	gint64 dates[AHEAD + AFTER];
} World;

/* Two of them are one, two others bear one name, some only a first name. */
static const struct {
	const char *name, *address;
} people[PEOPLE] = {
	{ "Dana Okafor", "dana@example.org" },
	{ "Dana Okafor", "dana.okafor@private.example.net" },
	{ "Tomas Reyes", "tomas@house.example.com" },
	{ "Nora Lind", "nora@house.example.com" },
	{ "Nora Berg", "nora.berg@example.net" },
	{ "Ravi Shah", "ravi@example.org" },
	{ "Ravi Shah", "rs@other.example.net" },
	{ "Lucie", "lucie@example.com" },
	{ NULL, "info@example.com" },
	{ "Olof Nystrom", "olof@home.example.org" },
	{ "Mira Sato", "mira@example.net" },
	{ "Jonas Weber", "jonas@work.example.org" },
	{ "Eve Park", "eve@example.org" },
	{ "Me", "me@home.example.org" },
};

static guint
pick(World *world, guint n)
{
	return (guint) g_rand_int_range(world->chance, 0, (int) n);
}

/* By name or address, or by the first name alone. */
static TertiusPerson *
mention(World *world)
{
	guint who = pick(world, PEOPLE);
	guint how = pick(world, 4);
	const char *name = people[who].name;
	g_autofree char *first = g_strdup(name != NULL ? name : "Zoe");

	if (how == 0)
		first[strcspn(first, " ")] = '\0';
	return tertius_person_new(how == 0 ? first : name,
	                          how == 1 || (how != 0 && name == NULL)
	                                  ? people[who].address
	                                  : NULL,
	                          TERTIUS_PLACE_TEXT);
}

static void
add_act(World *world, TertiusFacts *facts)
{
	TertiusAct *act =
		tertius_act_new((TertiusActKind) pick(world, TERTIUS_ACT_N));
	static const char *const rules[] = { "words", "busy/swamped",
		                             "near/phone" };

	act->score = pick(world, 4) == 0 ? 0.3 : 0.9;
	act->manner = (TertiusManner) pick(world, TERTIUS_MANNER_N);
	act->tone = (TertiusTone) pick(world, 4);
	if (pick(world, 3) == 0)
		act->until = facts->message->date + pick(world, 60) * DAY;
	if (act->kind == TERTIUS_ACT_REFERRAL)
		act->introducer = mention(world);
	for (guint i = pick(world, 3); i > 0; i--)
		g_ptr_array_add(act->introduced, mention(world));
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new(rules[pick(world, 3)],
	                                     "looking for a quiet workshop",
	                                     "body", 1));
	g_ptr_array_add(facts->acts, act);
}

/* People are not always called the same. */
static TertiusPerson *
someone(World *world, guint who, TertiusPlace place)
{
	guint how = pick(world, 8);
	g_autofree char *other = g_strdup_printf(
		"%s the %uth",
		people[who].name != NULL ? people[who].name : "Desk",
		pick(world, 4));

	return tertius_person_new(how == 0   ? NULL
	                          : how == 1 ? other
	                                     : people[who].name,
	                          people[who].address, place);
}

static void
add_people(World *world, TertiusMessage *message)
{
	guint from = pick(world, 2) == 0 ? PEOPLE - 1 : pick(world, PEOPLE);

	message->from = someone(world, from, TERTIUS_PLACE_FROM);
	for (guint i = 1 + pick(world, 3); i > 0; i--) {
		guint to = i == 1 && from != PEOPLE - 1 ? PEOPLE - 1
		                                        : pick(world, PEOPLE);

		g_ptr_array_add(
			message->recipients,
			someone(world, to,
		                i == 2 ? TERTIUS_PLACE_CC : TERTIUS_PLACE_TO));
	}
}

static TertiusFacts *
make_facts(World *world, gint64 date)
{
	static const char *const subjects[] = {
		"Workshop",
		"Looking for a quiet workshop",
		"Dana Okafor started a new position",
		"A quiet workshop near the harbour",
		"Re: Workshop",
		"",
	};
	static const guint flags[] = { 0,
		                       0,
		                       0,
		                       0,
		                       0,
		                       TERTIUS_MESSAGE_ROBOT,
		                       TERTIUS_MESSAGE_AUTO_REPLY,
		                       TERTIUS_MESSAGE_LIST,
		                       TERTIUS_MESSAGE_CONFIDENTIAL };
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	guint number = world->n_sent++;

	message->message_id = g_strdup_printf("%u@chance", number);
	message->date = world->dates[number] = date;
	g_free(message->subject);
	message->subject =
		g_strdup(subjects[pick(world, G_N_ELEMENTS(subjects))]);
	message->flags = flags[pick(world, G_N_ELEMENTS(flags))];
	if (number > 0 && pick(world, 2) == 0) {
		message->in_reply_to =
			g_strdup_printf("%u@chance", pick(world, AHEAD));
		g_ptr_array_add(message->references,
		                g_strdup(message->in_reply_to));
	}
	add_people(world, message);
	for (guint i = pick(world, 3); i > 0; i--)
		add_act(world, facts);
	facts->style.words = pick(world, 120);
	message->id = tertius_message_compute_id(message);
	return facts;
}

static TertiusEngine *
open_engine(const World *world, gboolean stays)
{
	static const char *const me[] = { "me@home.example.org", NULL };
	g_autofree char *config =
		g_build_filename(world->folder, "config", NULL);
	const TertiusEngineOptions options = {
		.ledger = world->path,
		.config = config,
		.me = me,
		.now = world->now,
		.stays = stays,
	};
	g_autoptr(GError) error = NULL;
	TertiusEngine *engine = tertius_engine_open(&options, &error);

	ck_assert_msg(engine != NULL, "%s",
	              error != NULL ? error->message : "");
	return engine;
}

static void
put(TertiusEngine *engine, TertiusFacts *facts)
{
	TertiusPut how;

	ck_assert(tertius_ledger_begin(engine->ledger, NULL));
	ck_assert(tertius_ledger_put(engine->ledger, facts, &how, NULL));
	ck_assert(tertius_ledger_commit(engine->ledger, NULL));
	if (how == TERTIUS_PUT_NEW)
		tertius_engine_outdate_conclusions(engine, facts->message->id);
	tertius_facts_free(facts);
}

/* A meeting with somebody, perhaps every week, lies in the calendar. */
static void
put_meeting(World *world, TertiusEngine *engine, guint number)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	TertiusMeeting *meeting = tertius_meeting_new();
	g_autoptr(GError) error = NULL;
	guint who = pick(world, PEOPLE - 1);

	meeting->uid = g_strdup_printf("%u@calendar", number);
	meeting->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256,
	                                            meeting->uid, -1);
	g_free(meeting->recurrence_id);
	meeting->recurrence_id = g_strdup("");
	g_free(meeting->summary);
	meeting->summary =
		g_strdup(number == 0 ? "Spring conference" : "Lunch");
	meeting->start = world->now + ((gint64) pick(world, 60) - 30) * DAY +
	                 pick(world, 86400);
	meeting->end = meeting->start + 3600;
	if (number == 1)
		meeting->series = g_strdup("UTC FREQ=WEEKLY");
	if (number == 2)
		meeting->flags |= TERTIUS_MEETING_BIRTHDAY;
	tertius_meeting_take_attendee(
		meeting,
		tertius_person_new(people[who].name,
	                           number == 3 && people[who].name != NULL
	                                   ? NULL
	                                   : people[who].address,
	                           TERTIUS_PLACE_TO),
		TERTIUS_ATTENDANCE_ACCEPTED);
	g_ptr_array_add(facts->meetings, meeting);
	facts->in_calendar = TRUE;
	ck_assert(tertius_ledger_begin(engine->ledger, NULL));
	ck_assert_msg(tertius_ledger_put(engine->ledger, facts, NULL, &error),
	              "%s", error != NULL ? error->message : "");
	ck_assert(tertius_ledger_commit(engine->ledger, NULL));
	tertius_engine_forget_conclusions(engine);
}

/* --- The property --------------------------------------------------------- */

static void
compare(World *world, TertiusEngine *engine, guint run, guint step)
{
	guint before = engine->n_carried;
	g_autofree char *carried = dup_all(engine);
	g_autoptr(TertiusEngine) fresh = open_engine(world, FALSE);
	g_autofree char *whole = dup_all(fresh);
	g_auto(GStrv) x = g_strsplit(carried, "\n", -1);
	g_auto(GStrv) y = g_strsplit(whole, "\n", -1);

	for (guint i = 0; x[i] != NULL && y[i] != NULL; i++)
		ck_assert_msg(strcmp(x[i], y[i]) == 0,
		              "run %u, step %u:\n%s\nis not\n%s", run, step,
		              x[i], y[i]);
	ck_assert_msg(strcmp(carried, whole) == 0, "run %u, step %u", run,
	              step);
	*world->n_carried += engine->n_carried > before ? 1 : 0;
}

static void
decide(World *world, TertiusEngine *engine)
{
	static const TertiusDecisionKind kinds[] = {
		TERTIUS_DECISION_NOTE,    TERTIUS_DECISION_MUTE,
		TERTIUS_DECISION_CADENCE, TERTIUS_DECISION_BOUNDARY,
		TERTIUS_DECISION_MERGE,   TERTIUS_DECISION_SPLIT,
	};
	static const char *const arguments[] = {
		"looking for a quiet workshop",
		"yes",
		"14",
		"no-asks",
		"eve@example.org",
		"dana.okafor@private.example.net",
	};
	guint kind = pick(world, G_N_ELEMENTS(kinds));

	ck_assert(tertius_engine_decide(engine, kinds[kind],
	                                people[pick(world, 6)].address,
	                                arguments[kind], NULL));
}

/* What comes may be older than what is there, or from days to come. */
static void
run_once(World *world, guint run)
{
	g_autoptr(TertiusEngine) engine = open_engine(world, TRUE);

	for (guint i = 0; i < AHEAD; i++)
		put(engine,
		    make_facts(world, BEGIN + pick(world, 200 * 86400)));
	for (guint i = 0; run % 3 == 0 && i < 4; i++)
		put_meeting(world, engine, i);
	compare(world, engine, run, 0);
	for (guint i = 0; i < AFTER; i++) {
		if (run % 2 == 0)
			world->now += pick(world, 10) == 0
			                      ? (gint64) pick(world, 40) * DAY
			                      : pick(world, 7200);
		engine->now = world->now;
		tertius_engine_outdate_conclusions(engine, NULL);
		if (pick(world, 6) == 0)
			decide(world, engine);
		else
			put(engine,
			    make_facts(world, world->now -
			                              pick(world, 120 * 86400) +
			                              pick(world, 3) * DAY));
		if (pick(world, 3) != 0)
			compare(world, engine, run, i + 1);
	}
}

START_TEST(what_is_carried_on_is_what_is_concluded_anew)
{
	guint n_carried = 0;

	for (guint run = 0; run < RUNS; run++) {
		World world = { .now = BEGIN + 200 * DAY,
			        .n_carried = &n_carried };

		world.chance = g_rand_new_with_seed(run + 1);
		world.folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
		world.path = g_build_filename(world.folder, "ledger.db", NULL);
		run_once(&world, run);
		(void) g_unlink(world.path);
		(void) g_rmdir(world.folder);
		g_rand_free(world.chance);
		g_free(world.folder);
		g_free(world.path);
	}
	/* Most of them were, or nothing was shown. */
	ck_assert_uint_gt(n_carried, RUNS * AFTER / 3);
}
END_TEST

static void
take(TertiusEngine *engine, const char *key, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
	g_autoptr(GError) error = NULL;
	const TertiusItem item = { .folder = "inbox",
		                   .key = key,
		                   .bytes = bytes };

	ck_assert_msg(tertius_engine_take(engine, &item, &error), "%s",
	              error != NULL ? error->message : "");
}

START_TEST(a_message_that_is_taken_in_is_carried_on)
{
	World world = { .now = BEGIN };
	g_autoptr(TertiusEngine) engine = NULL;
	const TertiusConclusions *all;

	world.folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	world.path = g_build_filename(world.folder, "ledger.db", NULL);
	engine = open_engine(&world, TRUE);
	take(engine, "1",
	     "From: Dana Okafor <dana@example.org>\n"
	     "To: me@home.example.org\nMessage-ID: <1@example.org>\n"
	     "Date: Mon, 25 May 2026 09:00:00 +0000\nSubject: Lunch\n\n"
	     "Shall we?\n");
	all = tertius_engine_conclude(engine, NULL);
	ck_assert_uint_eq(all->relations->people->len, 1);
	take(engine, "2",
	     "From: Me <me@home.example.org>\nTo: dana@example.org\n"
	     "Cc: Tomas Reyes <tomas@example.com>\n"
	     "Message-ID: <2@example.org>\n"
	     "Date: Tue, 26 May 2026 09:00:00 +0000\nSubject: Re: Lunch\n\n"
	     "Yes, and Tomas comes too.\n");
	all = tertius_engine_conclude(engine, NULL);
	ck_assert_uint_eq(all->relations->people->len, 2);
	ck_assert_uint_eq(engine->n_carried, 1);
	(void) g_unlink(world.path);
	(void) g_rmdir(world.folder);
	g_free(world.folder);
	g_free(world.path);
}
END_TEST

TERTIUS_TEST_MAIN("carry-on", a_message_that_is_taken_in_is_carried_on,
                  what_is_carried_on_is_what_is_concluded_anew)
