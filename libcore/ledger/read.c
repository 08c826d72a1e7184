/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows back into records. A message's rows lie in several tables, all in the
 * order of its number; one statement walks along each, so that a whole ledger
 * is read in one pass and a single message by the same code.
 */
#include "ledger/read.h"

#include <string.h>

/* A statement that stands on a row, or at its end. */
typedef struct {
	TertiusDb *db;
	sqlite3_stmt *stmt;
	gboolean row;
} Walk;

typedef struct {
	Walk messages, parties, acts, people, evidence;
	GError **error;
	gboolean is_good;
} Reader;

static gboolean
step(Reader *reader, Walk *walk)
{
	walk->row = FALSE;
	if (!reader->is_good)
		return FALSE;
	reader->is_good = tertius_db_step(walk->db, walk->stmt, &walk->row,
	                                  reader->error);
	return reader->is_good;
}

/* Which messages, by their numbers; and of those with one of the flags @without,
 * only these: later than @since, or that do something, or, to and from whoever is
 * met otherwise too, the first of a list, so that an address is known for a list's. */
typedef struct {
	gint64 first, last;
	gint64 without, since;
} Choice;

#define SAYS_SOMETHING(message)                                                \
	" (" message ".flags & ?3 = 0 OR " message ".date >= ?4"               \
	" OR EXISTS (SELECT 1 FROM act WHERE act.message = " message           \
	".number))"

/* Whether somebody with the address of the party's mailbox is, or somebody is told
 * of by that name alone. */
#define IS_MET                                                                 \
	" EXISTS (SELECT 1 FROM mailbox AS it JOIN mailbox AS same"            \
	" ON same.address = it.address"                                        \
	" OR (same.address = '' AND same.name = it.name)"                      \
	" WHERE it.number = party.mailbox"                                     \
	" AND (EXISTS (SELECT 1 FROM attendee"                                 \
	" WHERE attendee.mailbox = same.number)"                               \
	" OR EXISTS (SELECT 1 FROM act_person"                                 \
	" WHERE act_person.mailbox = same.number)"                             \
	" OR EXISTS (SELECT 1 FROM party AS other JOIN message AS one"         \
	" ON one.number = other.message WHERE other.mailbox = same.number"     \
	" AND" SAYS_SOMETHING("one") ")))"

#define MESSAGES                                                               \
	"SELECT number, id, message_id, date, zone, subject, in_reply_to,"     \
	" refs, flags, attachments, language, greeting, closing, formality,"   \
	" words, edition, title FROM message WHERE message.number BETWEEN"     \
	" ? AND ?"

#define PARTIES                                                                \
	"SELECT message, place, address, name FROM message CROSS JOIN party"   \
	" ON message = message.number CROSS JOIN mailbox ON mailbox.number ="  \
	" mailbox WHERE message.number BETWEEN ? AND ?"

#define IF_CHOSEN                                                              \
	" AND (" SAYS_SOMETHING(                                               \
		"message") " OR message.number IN temp.first_of_list)"

/* The first from and to each who is met, looked for once for both walks. */
static gboolean
choose_firsts(TertiusDb *db, const Choice *choice, GError **error)
{
	return tertius_db_run(db,
	                      "CREATE TEMP TABLE IF NOT EXISTS first_of_list"
	                      " (number INTEGER PRIMARY KEY);"
	                      "DELETE FROM temp.first_of_list",
	                      error) &&
	       tertius_db_tell(
		       db, error,
		       "INSERT OR IGNORE INTO temp.first_of_list"
		       " SELECT min(party.message) FROM message AS sent"
		       " CROSS JOIN party ON party.message = sent.number"
		       " WHERE sent.number BETWEEN ? AND ?"
		       " AND sent.flags & ?5 <> 0"
		       " GROUP BY party.mailbox, party.place = ?6 HAVING" IS_MET,
		       "iiiiii", choice->first, choice->last, choice->without,
		       choice->since, (gint64) TERTIUS_MESSAGE_LIST,
		       (gint64) TERTIUS_PLACE_FROM);
}

static void
start(Reader *reader, Walk *walk, TertiusDb *db, const char *sql,
      const Choice *choice)
{
	walk->db = db;
	walk->row = FALSE;
	if (!reader->is_good)
		return;
	walk->stmt = tertius_db_ask(
		db, reader->error, sql, strstr(sql, IF_CHOSEN) ? "iiii" : "ii",
		choice->first, choice->last, choice->without, choice->since);
	if (walk->stmt == NULL)
		reader->is_good = FALSE;
	else
		step(reader, walk);
}

static void
stop(Walk *walk)
{
	if (walk->stmt != NULL)
		(void) sqlite3_reset(walk->stmt);
}

static void
start_reading(Reader *reader, TertiusDb *db, const Choice *choice)
{
	gboolean is_all = choice->without == 0;

	reader->is_good = is_all || choose_firsts(db, choice, reader->error);
	start(reader, &reader->messages, db,
	      is_all ? MESSAGES " ORDER BY number"
	             : MESSAGES IF_CHOSEN " ORDER BY number",
	      choice);
	start(reader, &reader->parties, db,
	      is_all ? PARTIES " ORDER BY message.number, position"
	             : PARTIES IF_CHOSEN " ORDER BY message.number, position",
	      choice);
	start(reader, &reader->acts, db,
	      "SELECT message, number, kind, manner, tone, score, until FROM act"
	      " WHERE message BETWEEN ? AND ? ORDER BY message, number",
	      choice);
	start(reader, &reader->people, db,
	      "SELECT act, role, act_person.place, address, name FROM act JOIN"
	      " act_person ON act = act.number JOIN mailbox ON mailbox.number ="
	      " mailbox WHERE message BETWEEN ? AND ?"
	      " ORDER BY message, act, role, position",
	      choice);
	start(reader, &reader->evidence, db,
	      "SELECT act, rule, quote, place, weight FROM act JOIN evidence ON"
	      " act = act.number WHERE message BETWEEN ? AND ?"
	      " ORDER BY message, act, position",
	      choice);
}

static void
stop_reading(Reader *reader)
{
	stop(&reader->messages);
	stop(&reader->parties);
	stop(&reader->acts);
	stop(&reader->people);
	stop(&reader->evidence);
}

static char *
dup_text(const Walk *walk, int column)
{
	return g_strdup(tertius_db_text(walk->stmt, column));
}

/* NULL where the column is NULL. */
static char *
dup_optional(const Walk *walk, int column)
{
	return g_strdup((const char *) sqlite3_column_text(walk->stmt, column));
}

static int
get_int(const Walk *walk, int column)
{
	return sqlite3_column_int(walk->stmt, column);
}

static gint64
get_number(const Walk *walk, int column)
{
	return sqlite3_column_int64(walk->stmt, column);
}

static TertiusPlace
get_place(const Walk *walk, int column)
{
	int place = get_int(walk, column);

	return place >= 0 && place < TERTIUS_PLACE_N ? (TertiusPlace) place
	                                             : TERTIUS_PLACE_TEXT;
}

/* The address is in @column, the name behind it. What was put is clean. */
static TertiusPerson *
dup_person(const Walk *walk, int column, TertiusPlace place)
{
	TertiusPerson *person = g_new(TertiusPerson, 1);
	const char *address = tertius_db_text(walk->stmt, column);
	const char *name = tertius_db_text(walk->stmt, column + 1);

	person->address = *address != '\0' ? g_strdup(address) : NULL;
	person->name = *name != '\0' ? g_strdup(name) : NULL;
	person->place = place;
	return person;
}

static void
split(const char *text, GPtrArray *strings)
{
	while (*text != '\0') {
		gsize length = strcspn(text, "\n");

		g_ptr_array_add(strings, g_strndup(text, length));
		text += length + (text[length] == '\n' ? 1 : 0);
	}
}

static void
read_parties(Reader *reader, gint64 number, TertiusMessage *message)
{
	Walk *walk = &reader->parties;

	while (walk->row && get_number(walk, 0) == number) {
		TertiusPlace place = get_place(walk, 1);
		TertiusPerson *person = dup_person(walk, 2, place);

		if (place == TERTIUS_PLACE_FROM && message->from == NULL)
			message->from = person;
		else if (place == TERTIUS_PLACE_SENDER &&
		         message->sender == NULL)
			message->sender = person;
		else if (place == TERTIUS_PLACE_REPLY_TO &&
		         message->reply_to == NULL)
			message->reply_to = person;
		else
			g_ptr_array_add(message->recipients, person);
		step(reader, walk);
	}
}

static void
read_act_details(Reader *reader, gint64 number, TertiusAct *act)
{
	Walk *people = &reader->people;
	Walk *evidence = &reader->evidence;

	while (people->row && get_number(people, 0) == number) {
		TertiusPerson *person =
			dup_person(people, 3, get_place(people, 2));

		if (get_int(people, 1) == 0 && act->introducer == NULL)
			act->introducer = person;
		else
			g_ptr_array_add(act->introduced, person);
		step(reader, people);
	}
	while (evidence->row && get_number(evidence, 0) == number) {
		g_ptr_array_add(
			act->evidence,
			tertius_evidence_new(
				tertius_db_text(evidence->stmt, 1),
				tertius_db_text(evidence->stmt, 2),
				tertius_db_text(evidence->stmt, 3),
				sqlite3_column_double(evidence->stmt, 4)));
		step(reader, evidence);
	}
}

static void
read_acts(Reader *reader, gint64 number, GPtrArray *acts)
{
	Walk *walk = &reader->acts;

	while (walk->row && get_number(walk, 0) == number) {
		TertiusActKind kind;
		TertiusAct *act;

		if (!tertius_act_from_name(tertius_db_text(walk->stmt, 2),
		                           &kind))
			kind = TERTIUS_ACT_MOVE_TO_BCC;
		act = tertius_act_new(kind);
		act->manner = (TertiusManner) CLAMP(get_int(walk, 3), 0,
		                                    TERTIUS_MANNER_N - 1);
		act->tone = (TertiusTone) CLAMP(get_int(walk, 4), 0,
		                                TERTIUS_TONE_BIG);
		act->score = sqlite3_column_double(walk->stmt, 5);
		act->until = get_number(walk, 6);
		read_act_details(reader, get_number(walk, 1), act);
		g_ptr_array_add(acts, act);
		step(reader, walk);
	}
}

/* The next message with all that belongs to it, or NULL at the end. */
static TertiusFacts *
read_next(Reader *reader)
{
	Walk *walk = &reader->messages;
	TertiusFacts *facts;
	TertiusMessage *message;
	gint64 number;

	if (!walk->row)
		return NULL;
	facts = tertius_facts_new();
	message = facts->message = tertius_message_new();
	number = get_number(walk, 0);
	message->id = dup_text(walk, 1);
	message->message_id = dup_optional(walk, 2);
	message->date = get_number(walk, 3);
	message->zone = get_int(walk, 4);
	message->subject = dup_text(walk, 5);
	message->in_reply_to = dup_optional(walk, 6);
	split(tertius_db_text(walk->stmt, 7), message->references);
	message->flags = (guint) get_int(walk, 8);
	split(tertius_db_text(walk->stmt, 9), message->attachments);
	facts->style.language = dup_text(walk, 10);
	facts->style.greeting = dup_text(walk, 11);
	facts->style.closing = dup_text(walk, 12);
	facts->style.formality = get_int(walk, 13);
	facts->style.words = (guint) get_int(walk, 14);
	facts->edition = get_number(walk, 15);
	facts->style.title = dup_text(walk, 16);
	read_parties(reader, number, message);
	read_acts(reader, number, facts->acts);
	step(reader, walk);
	return facts;
}

static gboolean
find(TertiusLedger *ledger, const char *sql, const char *id, gint64 *number,
     GError **error)
{
	sqlite3_stmt *stmt = tertius_db_ask(ledger->db, error, sql, "t", id);
	gboolean row = FALSE;

	*number = 0;
	if (stmt == NULL || !tertius_db_step(ledger->db, stmt, &row, error))
		return FALSE;
	if (row)
		*number = sqlite3_column_int64(stmt, 0);
	(void) sqlite3_reset(stmt);
	return TRUE;
}

gboolean
tertius_read_number(TertiusLedger *ledger, gint64 number, TertiusFacts **facts,
                    GError **error)
{
	const Choice choice = { .first = number, .last = number };
	Reader reader = { .error = error };

	start_reading(&reader, ledger->db, &choice);
	*facts = read_next(&reader);
	stop_reading(&reader);
	if (!reader.is_good)
		g_clear_pointer(facts, tertius_facts_free);
	return reader.is_good;
}

gboolean
tertius_read_message(TertiusLedger *ledger, const char *id,
                     TertiusFacts **facts, GError **error)
{
	gint64 number;

	*facts = NULL;
	if (!find(ledger, "SELECT number FROM message WHERE id = ?", id,
	          &number, error))
		return FALSE;
	return number == 0 || tertius_read_number(ledger, number, facts, error);
}

/* --- Meetings ------------------------------------------------------------ */

static void
read_attendees(Reader *reader, Walk *walk, gint64 number,
               TertiusMeeting *meeting)
{
	while (walk->row && get_number(walk, 0) == number) {
		int attendance =
			CLAMP(get_int(walk, 2), 0, TERTIUS_ATTENDANCE_N - 1);

		tertius_meeting_take_attendee(
			meeting, dup_person(walk, 3, get_place(walk, 1)),
			(TertiusAttendance) attendance);
		step(reader, walk);
	}
}

static TertiusMeeting *
read_next_meeting(Reader *reader, Walk *walk, Walk *attendees,
                  gboolean *in_calendar)
{
	TertiusMeeting *meeting;
	gint64 number;

	if (!walk->row)
		return NULL;
	meeting = tertius_meeting_new();
	number = get_number(walk, 0);
	meeting->id = dup_text(walk, 1);
	meeting->uid = dup_text(walk, 2);
	meeting->recurrence_id = dup_text(walk, 3);
	meeting->sequence = get_number(walk, 4);
	meeting->stamp = get_number(walk, 5);
	meeting->created = get_number(walk, 6);
	meeting->start = get_number(walk, 7);
	meeting->end = get_number(walk, 8);
	meeting->summary = dup_text(walk, 9);
	meeting->flags = (guint) get_int(walk, 10);
	if (*tertius_db_text(walk->stmt, 11) != '\0')
		meeting->series = dup_text(walk, 11);
	*in_calendar = get_int(walk, 12) != 0;
	read_attendees(reader, attendees, number, meeting);
	step(reader, walk);
	return meeting;
}

static void
start_meetings(Reader *reader, TertiusDb *db, Walk *meetings, Walk *attendees,
               gint64 first, gint64 last)
{
	const Choice choice = { .first = first, .last = last };

	reader->is_good = TRUE;
	start(reader, meetings, db,
	      "SELECT number, id, uid, recurrence_id, sequence, stamp, created,"
	      " start, end, summary, flags, series, in_calendar FROM meeting"
	      " WHERE number BETWEEN ? AND ? ORDER BY number",
	      &choice);
	start(reader, attendees, db,
	      "SELECT meeting, place, attendance, address, name FROM attendee"
	      " JOIN mailbox ON mailbox.number = mailbox"
	      " WHERE meeting BETWEEN ? AND ? ORDER BY meeting, position",
	      &choice);
}

gboolean
tertius_read_meeting(TertiusLedger *ledger, const char *id,
                     TertiusMeeting **meeting, gboolean *in_calendar,
                     GError **error)
{
	Reader reader = { .error = error };
	Walk meetings = { 0 }, attendees = { 0 };
	gboolean lies_there = FALSE;
	gint64 number;

	*meeting = NULL;
	if (!find(ledger, "SELECT number FROM meeting WHERE id = ?", id,
	          &number, error))
		return FALSE;
	if (number == 0)
		return TRUE;
	start_meetings(&reader, ledger->db, &meetings, &attendees, number,
	               number);
	*meeting =
		read_next_meeting(&reader, &meetings, &attendees, &lies_there);
	stop(&meetings);
	stop(&attendees);
	if (in_calendar != NULL)
		*in_calendar = lies_there;
	return reader.is_good;
}

/* --- All ----------------------------------------------------------------- */

/* A meeting that was only seen in an invitation is kept with a flag, as facts
 * without message come from calendars. */
gboolean
tertius_read_meetings(TertiusLedger *ledger, gint64 first, gint64 last,
                      TertiusHistory *history, GError **error)
{
	Reader reader = { .error = error };
	Walk meetings = { 0 }, attendees = { 0 };
	TertiusMeeting *meeting;
	gboolean in_calendar = FALSE;

	start_meetings(&reader, ledger->db, &meetings, &attendees, first, last);
	while ((meeting = read_next_meeting(&reader, &meetings, &attendees,
	                                    &in_calendar)) != NULL) {
		TertiusFacts *facts = tertius_facts_new();

		facts->in_calendar = in_calendar;
		g_ptr_array_add(facts->meetings, meeting);
		tertius_history_take(history, facts);
	}
	stop(&meetings);
	stop(&attendees);
	return reader.is_good;
}

static gboolean
load(TertiusLedger *ledger, const Choice *choice, TertiusHistory *history,
     GError **error)
{
	Reader reader = { .error = error };
	TertiusFacts *facts;

	start_reading(&reader, ledger->db, choice);
	while ((facts = read_next(&reader)) != NULL)
		tertius_history_take(history, facts);
	stop_reading(&reader);
	return reader.is_good &&
	       tertius_read_meetings(ledger, 0, G_MAXINT64, history, error);
}

gboolean
tertius_ledger_load(TertiusLedger *ledger, TertiusHistory *history,
                    GError **error)
{
	const Choice all = { .last = G_MAXINT64 };

	return load(ledger, &all, history, error);
}

gboolean
tertius_ledger_load_written(TertiusLedger *ledger, gint64 since,
                            TertiusHistory *history, GError **error)
{
	const Choice written = { .last = G_MAXINT64,
		                 .without = TERTIUS_MESSAGE_AUTOMATIC,
		                 .since = since };

	return load(ledger, &written, history, error);
}

static GPtrArray *
list_ids(TertiusLedger *ledger, const char *sql, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *stmt = tertius_db_ask(ledger->db, error, sql, "");
	gboolean row = TRUE;

	while (stmt != NULL && tertius_db_step(ledger->db, stmt, &row, error)) {
		if (!row)
			return g_steal_pointer(&ids);
		g_ptr_array_add(ids, g_strdup(tertius_db_text(stmt, 0)));
	}
	return NULL;
}

static gboolean
each_meeting(TertiusLedger *ledger, const char *id, TertiusFactsFunc each,
             gpointer data, GError **error)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	TertiusMeeting *meeting = NULL;

	if (!tertius_read_meeting(ledger, id, &meeting, &facts->in_calendar,
	                          error))
		return FALSE;
	if (meeting == NULL)
		return tertius_db_fail_damaged(ledger->db, error);
	g_ptr_array_add(facts->meetings, meeting);
	return each(facts, data, error);
}

gboolean
tertius_ledger_each(TertiusLedger *ledger, TertiusFactsFunc each, gpointer data,
                    GError **error)
{
	g_autoptr(GPtrArray) messages =
		list_ids(ledger, "SELECT id FROM message ORDER BY id", error);
	g_autoptr(GPtrArray) meetings =
		messages == NULL
			? NULL
			: list_ids(ledger, "SELECT id FROM meeting ORDER BY id",
	                           error);

	if (meetings == NULL)
		return FALSE;
	for (guint i = 0; i < messages->len; i++) {
		g_autoptr(TertiusFacts) facts = NULL;

		if (!tertius_read_message(ledger, messages->pdata[i], &facts,
		                          error))
			return FALSE;
		if (facts == NULL)
			return tertius_db_fail_damaged(ledger->db, error);
		if (!each(facts, data, error))
			return FALSE;
	}
	for (guint i = 0; i < meetings->len; i++) {
		if (!each_meeting(ledger, meetings->pdata[i], each, data,
		                  error))
			return FALSE;
	}
	return TRUE;
}
