/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail by chance.
 */
#include "world.h"

#include "engine/engine-private.h"
#include "tertius-test.h"

#include <glib/gstdio.h>

#define N_PEOPLE 14

/* Two of them are one, two others bear one name, some only a first name. */
static const struct {
	const char *name, *address;
} people[N_PEOPLE] = {
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

World *
world_new(guint32 seed, gint64 now)
{
	World *world = g_new0(World, 1);

	world->chance = g_rand_new_with_seed(seed);
	world->folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	world->path = g_build_filename(world->folder, "ledger.db", NULL);
	world->now = now;
	return world;
}

void
world_free(World *world)
{
	(void) g_unlink(world->path);
	(void) g_rmdir(world->folder);
	g_rand_free(world->chance);
	g_free(world->folder);
	g_free(world->path);
	g_free(world);
}

guint
world_pick(World *world, guint n)
{
	return (guint) g_rand_int_range(world->chance, 0, (int) n);
}

/* By name or address, or by the first name alone. */
static TertiusPerson *
mention(World *world)
{
	guint who = world_pick(world, N_PEOPLE);
	guint how = world_pick(world, 4);
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
	TertiusAct *act = tertius_act_new(
		(TertiusActKind) world_pick(world, TERTIUS_ACT_N));
	static const char *const rules[] = { "words", "busy/swamped",
		                             "near/phone",
		                             TERTIUS_SEARCH_WHAT };

	act->score = world_pick(world, 4) == 0 ? 0.3 : 0.9;
	act->manner = (TertiusManner) world_pick(world, TERTIUS_MANNER_N);
	act->tone = (TertiusTone) world_pick(world, 4);
	if (world_pick(world, 3) == 0)
		act->until = facts->message->date +
		             world_pick(world, 60) * WORLD_DAY;
	if (act->kind == TERTIUS_ACT_REFERRAL)
		act->introducer = mention(world);
	for (guint i = world_pick(world, 3); i > 0; i--)
		g_ptr_array_add(act->introduced, mention(world));
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new(
				rules[world_pick(world, G_N_ELEMENTS(rules))],
				"looking for a quiet workshop", "body", 1));
	g_ptr_array_add(facts->acts, act);
}

/* People are not always called the same. */
static TertiusPerson *
someone(World *world, guint who, TertiusPlace place)
{
	guint how = world_pick(world, 8);
	g_autofree char *other = g_strdup_printf(
		"%s the %uth",
		people[who].name != NULL ? people[who].name : "Desk",
		world_pick(world, 4));

	return tertius_person_new(how == 0   ? NULL
	                          : how == 1 ? other
	                                     : people[who].name,
	                          people[who].address, place);
}

static void
add_people(World *world, TertiusMessage *message)
{
	guint from = world_pick(world, 2) == 0 ? N_PEOPLE - 1
	                                       : world_pick(world, N_PEOPLE);

	message->from = someone(world, from, TERTIUS_PLACE_FROM);
	for (guint i = 1 + world_pick(world, 3); i > 0; i--) {
		guint to = i == 1 && from != N_PEOPLE - 1
		                   ? N_PEOPLE - 1
		                   : world_pick(world, N_PEOPLE);

		g_ptr_array_add(
			message->recipients,
			someone(world, to,
		                i == 2 ? TERTIUS_PLACE_CC : TERTIUS_PLACE_TO));
	}
}

TertiusFacts *
world_make_facts(World *world, gint64 date)
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
	static const char *const titles[] = { "", "", "Engineer",
		                              "Senior Engineer",
		                              "Head of Sales" };
	TertiusFacts *facts = tertius_facts_new();
	TertiusMessage *message = facts->message = tertius_message_new();
	guint number = world->n_sent++;

	message->message_id = g_strdup_printf("%u@chance", number);
	message->date = date;
	g_free(message->subject);
	message->subject =
		g_strdup(subjects[world_pick(world, G_N_ELEMENTS(subjects))]);
	message->flags = flags[world_pick(world, G_N_ELEMENTS(flags))];
	if (number > 0 && world_pick(world, 2) == 0) {
		message->in_reply_to = g_strdup_printf(
			"%u@chance", world_pick(world, WORLD_AHEAD));
		g_ptr_array_add(message->references,
		                g_strdup(message->in_reply_to));
	}
	add_people(world, message);
	for (guint i = world_pick(world, 3); i > 0; i--)
		add_act(world, facts);
	facts->style.words = world_pick(world, 120);
	facts->style.title =
		g_strdup(titles[world_pick(world, G_N_ELEMENTS(titles))]);
	message->id = tertius_message_compute_id(message, message->date);
	return facts;
}

TertiusEngine *
world_open_engine(const World *world, gboolean stays)
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

void
world_put(TertiusEngine *engine, TertiusFacts *facts)
{
	TertiusPut how;

	ck_assert(tertius_ledger_begin(engine->ledger, NULL));
	ck_assert(tertius_ledger_put(engine->ledger, facts, &how, NULL));
	ck_assert(tertius_ledger_commit(engine->ledger, NULL));
	if (how == TERTIUS_PUT_NEW)
		tertius_engine_outdate_conclusions(engine, facts->message->id);
	tertius_facts_free(facts);
}

/* What kind of meeting has which number. */
enum {
	EVENT,
	WEEKLY,
	BIRTHDAY,
	BY_NAME,
	HOLIDAY,
	MOVED,
	REPLY
};

/* Somebody whom no mail names; some bear one name, and some bear two. */
static void
add_guest(World *world, TertiusMeeting *meeting)
{
	guint who = world_pick(world, 5);
	g_autofree char *address =
		g_strdup_printf("guest%u@away.example.org", who);
	g_autofree char *name = g_strdup_printf(
		"Guest %u", world_pick(world, 2) == 0 ? who / 2 : 10 + who);

	tertius_meeting_take_attendee(
		meeting, tertius_person_new(name, address, TERTIUS_PLACE_TO),
		(TertiusAttendance) world_pick(world, TERTIUS_ATTENDANCE_N));
}

static void
add_attendee(World *world, TertiusMeeting *meeting, gboolean by_name)
{
	guint who = world_pick(world, N_PEOPLE - 1);
	gboolean is_bare = by_name && people[who].name != NULL;

	if (!by_name && world_pick(world, 3) == 0) {
		add_guest(world, meeting);
		return;
	}
	tertius_meeting_take_attendee(
		meeting,
		tertius_person_new(people[who].name,
	                           is_bare ? NULL : people[who].address,
	                           TERTIUS_PLACE_TO),
		(TertiusAttendance) world_pick(world, TERTIUS_ATTENDANCE_N));
}

static void
add_attendees(World *world, TertiusMeeting *meeting, guint number)
{
	for (guint i = 1 + world_pick(world, number == BIRTHDAY ? 1 : 3); i > 0;
	     i--)
		add_attendee(world, meeting, number == BY_NAME);
	if (number == EVENT)
		tertius_meeting_take_attendee(
			meeting,
			tertius_person_new("Me", "me@home.example.org",
		                           TERTIUS_PLACE_TO),
			TERTIUS_ATTENDANCE_ACCEPTED);
	if (world_pick(world, 4) == 0 && number != BIRTHDAY)
		tertius_meeting_take_attendee(
			meeting,
			tertius_person_new(people[0].name, people[0].address,
		                           TERTIUS_PLACE_FROM),
			TERTIUS_ATTENDANCE_UNKNOWN);
}

static void
set_time(World *world, TertiusMeeting *meeting, guint number)
{
	meeting->start = WORLD_BEGIN + 170 * WORLD_DAY +
	                 world_pick(world, 60) * WORLD_DAY +
	                 world_pick(world, 86400);
	meeting->end = meeting->start + 3600;
	if (number == WEEKLY)
		meeting->start = WORLD_BEGIN + 100 * WORLD_DAY;
	if (number == WEEKLY || number == BIRTHDAY)
		meeting->series =
			g_strdup(number == WEEKLY ? "UTC FREQ=WEEKLY"
		                                  : "UTC FREQ=YEARLY");
	if (number == HOLIDAY) {
		meeting->start -= meeting->start % WORLD_DAY;
		meeting->end = meeting->start + WORLD_DAY;
		meeting->flags |= TERTIUS_MEETING_ALL_DAY |
		                  (world_pick(world, 2) == 0
		                           ? TERTIUS_MEETING_HOLIDAY
		                           : TERTIUS_MEETING_OUT_OF_OFFICE);
	}
	if (number == WEEKLY)
		meeting->end = meeting->start + 3600;
}

/* Of the same number each stands for the one before, if it is newer. */
static TertiusMeeting *
make_meeting(World *world, guint number)
{
	TertiusMeeting *meeting = tertius_meeting_new();
	gboolean is_of_series = number == MOVED || number == REPLY;
	g_autofree char *name = NULL;

	meeting->uid = g_strdup_printf("%u@calendar",
	                               is_of_series ? (guint) WEEKLY : number);
	meeting->recurrence_id =
		g_strdup(number == MOVED ? "20261216T090000Z" : "");
	name = g_strdup_printf("%u %s", number, meeting->uid);
	meeting->id =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
	meeting->summary =
		g_strdup(number == EVENT ? "Spring conference" : "Lunch");
	meeting->sequence = world_pick(world, 3);
	meeting->stamp = world->now + world->n_sent;
	if (number == BIRTHDAY)
		meeting->flags |= TERTIUS_MEETING_BIRTHDAY;
	if (number == REPLY)
		meeting->flags |= TERTIUS_MEETING_REPLY;
	if (number != REPLY && world_pick(world, 5) == 0)
		meeting->flags |= TERTIUS_MEETING_CANCELLED;
	set_time(world, meeting, number);
	add_attendees(world, meeting, number);
	return meeting;
}

void
world_put_meeting(World *world, TertiusEngine *engine, guint number)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	g_autoptr(GError) error = NULL;

	g_ptr_array_add(facts->meetings, make_meeting(world, number));
	facts->in_calendar = world_pick(world, 2) == 0;
	ck_assert(tertius_ledger_begin(engine->ledger, NULL));
	ck_assert_msg(tertius_ledger_put(engine->ledger, facts, NULL, &error),
	              "%s", error != NULL ? error->message : "");
	ck_assert(tertius_ledger_commit(engine->ledger, NULL));
	tertius_engine_outdate_meetings(engine, facts->meetings);
}

void
world_decide(World *world, TertiusEngine *engine)
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
	guint kind = world_pick(world, G_N_ELEMENTS(kinds));

	ck_assert(tertius_engine_decide(engine, kinds[kind],
	                                people[world_pick(world, 6)].address,
	                                arguments[kind], NULL));
}
