/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping facts: each message and each meeting once.
 */
#include "ledger/ledger-private.h"

#include "ledger/read.h"
#include "model/introduction.h"

#include <string.h>

/* --- One message --------------------------------------------------------- */

static char *
join(const GPtrArray *strings)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < strings->len; i++) {
		if (i > 0)
			g_string_append_c(text, '\n');
		g_string_append(text, strings->pdata[i]);
	}
	return g_string_free(text, FALSE);
}

/* What every row about the people of a message repeats. */
typedef struct {
	gint64 number;
	gint64 date;
} Row;

static gboolean
put_party(TertiusLedger *ledger, const Row *row, gint64 *position,
          const TertiusPerson *person, GError **error)
{
	gint64 mailbox;

	if (person == NULL)
		return TRUE;
	mailbox = tertius_ledger_mailbox(ledger, person, error);
	return mailbox > 0 &&
	       tertius_db_tell(ledger->db, error,
	                       "INSERT INTO party VALUES (?, ?, ?, ?, ?)",
	                       "iiiii", row->number, (*position)++,
	                       (gint64) person->place, mailbox, row->date);
}

static gboolean
put_parties(TertiusLedger *ledger, gint64 number, const TertiusMessage *message,
            GError **error)
{
	const Row row = { number, message->date };
	gint64 position = 0;

	if (!put_party(ledger, &row, &position, message->from, error) ||
	    !put_party(ledger, &row, &position, message->sender, error) ||
	    !put_party(ledger, &row, &position, message->reply_to, error))
		return FALSE;
	for (guint i = 0; i < message->recipients->len; i++) {
		if (!put_party(ledger, &row, &position,
		               message->recipients->pdata[i], error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
put_act_person(TertiusLedger *ledger, gint64 act, gint64 role, gint64 position,
               const TertiusPerson *person, GError **error)
{
	gint64 mailbox = tertius_ledger_mailbox(ledger, person, error);

	return mailbox > 0 &&
	       tertius_db_tell(ledger->db, error,
	                       "INSERT INTO act_person VALUES (?, ?, ?, ?, ?)",
	                       "iiiii", act, role, position,
	                       (gint64) person->place, mailbox);
}

static gboolean
put_act(TertiusLedger *ledger, gint64 message, const TertiusAct *act,
        GError **error)
{
	gint64 number;

	if (!tertius_db_tell(ledger->db, error,
	                     "INSERT INTO act (message, kind, manner, tone,"
	                     " score, until) VALUES (?, ?, ?, ?, ?, ?)",
	                     "itiidi", message, tertius_act_name(act->kind),
	                     (gint64) act->manner, (gint64) act->tone,
	                     act->score, act->until))
		return FALSE;
	number = tertius_db_last_number(ledger->db);
	if (act->introducer != NULL &&
	    !put_act_person(ledger, number, 0, 0, act->introducer, error))
		return FALSE;
	for (guint i = 0; i < act->introduced->len; i++) {
		if (!put_act_person(ledger, number, 1, i,
		                    act->introduced->pdata[i], error))
			return FALSE;
	}
	for (guint i = 0; i < act->evidence->len; i++) {
		const TertiusEvidence *item = act->evidence->pdata[i];

		if (!tertius_db_tell(ledger->db, error,
		                     "INSERT INTO evidence VALUES"
		                     " (?, ?, ?, ?, ?, ?)",
		                     "iitttd", number, (gint64) i, item->rule,
		                     item->quote, item->place, item->weight))
			return FALSE;
	}
	return TRUE;
}

/* Without an effect when there is a copy already; @is_new tells. Asking before
 * would walk along the same index twice. */
static gboolean
put_message(TertiusLedger *ledger, const TertiusFacts *facts, guint flags,
            gboolean *is_new, GError **error)
{
	const TertiusMessage *message = facts->message;
	const TertiusStyle *style = &facts->style;
	g_autofree char *references = join(message->references);
	g_autofree char *attachments = join(message->attachments);
	gint64 number;

	if (!tertius_db_tell(
		    ledger->db, error,
		    "INSERT INTO message (id, message_id, date, zone, subject,"
		    " in_reply_to, refs, flags, attachments, language,"
		    " greeting, closing, formality, words, edition, title)"
		    " VALUES"
		    " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		    " ON CONFLICT (id) DO NOTHING",
		    "ttiitttittttiiit", message->id, message->message_id,
		    message->date, (gint64) message->zone, message->subject,
		    message->in_reply_to, references, (gint64) flags,
		    attachments, style->language ? style->language : "",
		    style->greeting ? style->greeting : "",
		    style->closing ? style->closing : "",
		    (gint64) style->formality, (gint64) style->words,
		    facts->edition, style->title ? style->title : ""))
		return FALSE;
	*is_new = tertius_db_changes(ledger->db) > 0;
	if (!*is_new)
		return TRUE;
	number = tertius_db_last_number(ledger->db);
	if (!put_parties(ledger, number, message, error))
		return FALSE;
	for (guint i = 0; i < facts->acts->len; i++) {
		if (!put_act(ledger, number, facts->acts->pdata[i], error))
			return FALSE;
	}
	return TRUE;
}

/* --- Two copies ---------------------------------------------------------- */

/* Above 0 when @facts is to be kept: of two copies the one that tells more. But
 * what is read now counts more than what another edition read, only not a
 * head more than its text. */
static int
compare_copies(const TertiusLedger *ledger, const TertiusFacts *facts,
               const TertiusFacts *known)
{
	gboolean is_now = facts->edition == ledger->edition;
	gboolean was_now = known->edition == ledger->edition;
	guint same = ~(facts->message->flags ^ known->message->flags);

	if (ledger->edition != 0 && is_now != was_now &&
	    (same & TERTIUS_MESSAGE_HEAD) != 0)
		return is_now ? 1 : -1;
	return tertius_facts_compare(facts, known);
}

static const TertiusAct *
find_act(const GPtrArray *acts, TertiusActKind kind)
{
	for (guint i = 0; i < acts->len; i++) {
		const TertiusAct *act = acts->pdata[i];

		if (act->kind == kind)
			return act;
	}
	return NULL;
}

/* Whether the user decided something about the introduction that @act is. */
static gboolean
is_decided(TertiusLedger *ledger, const TertiusMessage *message,
           const TertiusAct *act, gboolean *decided, GError **error)
{
	g_autoptr(TertiusIntroduction) introduction =
		tertius_introduction_new_of_act(TERTIUS_INTRODUCTION_RECEIVED,
	                                        act->kind, message->id);
	sqlite3_stmt *stmt = tertius_db_ask(
		ledger->db, error,
		"SELECT 1 FROM decision WHERE subject = ? AND kind <> 'none'"
		" LIMIT 1",
		"t", introduction->id);

	if (stmt == NULL || !tertius_db_step(ledger->db, stmt, decided, error))
		return FALSE;
	(void) sqlite3_reset(stmt);
	return TRUE;
}

/* What the user took for an introduction stays one, though it is read otherwise
 * now. */
static gboolean
keep_decided(TertiusLedger *ledger, const TertiusFacts *known,
             const TertiusFacts *facts, GError **error)
{
	for (guint i = 0; i < known->acts->len; i++) {
		const TertiusAct *act = known->acts->pdata[i];
		gboolean decided = FALSE;

		if (find_act(facts->acts, act->kind) != NULL ||
		    facts->acts->len >= TERTIUS_ACTS_MAX)
			continue;
		if (!is_decided(ledger, facts->message, act, &decided, error))
			return FALSE;
		if (decided)
			g_ptr_array_add(facts->acts, tertius_act_copy(act));
	}
	return TRUE;
}

/* That a message was sent is never unlearnt. The order of reading does not
 * matter. */
static gboolean
replace_message(TertiusLedger *ledger, const TertiusFacts *facts,
                const TertiusFacts *known, TertiusPut *how, GError **error)
{
	guint sent = (facts->message->flags | known->message->flags) &
	             TERTIUS_MESSAGE_SENT;
	guint flags = facts->message->flags;
	const TertiusFacts *best = facts;
	gboolean is_new = FALSE;

	facts->message->flags &= ~(guint) TERTIUS_MESSAGE_SENT;
	known->message->flags &= ~(guint) TERTIUS_MESSAGE_SENT;
	if (compare_copies(ledger, facts, known) <= 0)
		best = known;
	facts->message->flags = flags;
	*how = best == known                      ? TERTIUS_PUT_KNOWN
	       : facts->edition != known->edition ? TERTIUS_PUT_RENEWED
	                                          : TERTIUS_PUT_BETTER;
	if (best == known)
		return tertius_db_tell(
			ledger->db, error,
			"UPDATE message SET flags = flags | ? WHERE id = ?",
			"it", (gint64) sent, facts->message->id);
	return keep_decided(ledger, known, facts, error) &&
	       tertius_db_tell(ledger->db, error,
	                       "DELETE FROM message WHERE id = ?", "t",
	                       facts->message->id) &&
	       put_message(ledger, facts, flags | sent, &is_new, error);
}

/* --- One meeting --------------------------------------------------------- */

static gboolean
put_attendees(TertiusLedger *ledger, const TertiusMeeting *meeting,
              GError **error)
{
	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];
		gint64 mailbox =
			tertius_ledger_mailbox(ledger, attendee->person, error);

		if (mailbox <= 0 ||
		    !tertius_db_tell(
			    ledger->db, error,
			    "INSERT INTO attendee VALUES ((SELECT number FROM"
			    " meeting WHERE id = ?), ?, ?, ?, ?)",
			    "tiiii", meeting->id, (gint64) i,
			    (gint64) attendee->person->place,
			    (gint64) attendee->attendance, mailbox))
			return FALSE;
	}
	return TRUE;
}

static gboolean
insert_meeting(TertiusLedger *ledger, const TertiusMeeting *meeting,
               gboolean in_calendar, gboolean by_mail, GError **error)
{
	return tertius_db_tell(
		       ledger->db, error,
		       "INSERT INTO meeting (id, uid, recurrence_id, sequence,"
		       " stamp, created, start, end, summary, flags,"
		       " series, in_calendar, by_mail) VALUES"
		       " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		       "tttiiiiititii", meeting->id, meeting->uid,
		       meeting->recurrence_id, meeting->sequence,
		       meeting->stamp, meeting->created, meeting->start,
		       meeting->end, meeting->summary, (gint64) meeting->flags,
		       meeting->series != NULL ? meeting->series : "",
		       (gint64) in_calendar, (gint64) by_mail) &&
	       put_attendees(ledger, meeting, error);
}

/* Its id stands for its uid and its day, which stay. */
static gboolean
replace_meeting(TertiusLedger *ledger, const TertiusMeeting *meeting,
                GError **error)
{
	return tertius_db_tell(ledger->db, error,
	                       "UPDATE meeting SET sequence = ?, stamp = ?,"
	                       " created = ?, start = ?, end = ?, summary = ?,"
	                       " flags = ?, series = ? WHERE id = ?",
	                       "iiiiititt", meeting->sequence, meeting->stamp,
	                       meeting->created, meeting->start, meeting->end,
	                       meeting->summary, (gint64) meeting->flags,
	                       meeting->series != NULL ? meeting->series : "",
	                       meeting->id) &&
	       tertius_db_tell(ledger->db, error,
	                       "DELETE FROM attendee WHERE meeting = (SELECT"
	                       " number FROM meeting WHERE id = ?)",
	                       "t", meeting->id) &&
	       put_attendees(ledger, meeting, error);
}

gboolean
tertius_ledger_put_meeting(TertiusLedger *ledger, const TertiusMeeting *meeting,
                           gboolean in_calendar, gboolean by_mail,
                           GError **error)
{
	g_autoptr(TertiusMeeting) known = NULL;

	if (!tertius_read_meeting(ledger, meeting->id, &known, NULL, error))
		return FALSE;
	if (known == NULL)
		return insert_meeting(ledger, meeting, in_calendar, by_mail,
		                      error);
	if (!tertius_db_tell(ledger->db, error,
	                     "UPDATE meeting SET in_calendar = max(in_calendar,"
	                     " ?), by_mail = max(by_mail, ?) WHERE id = ?",
	                     "iit", (gint64) in_calendar, (gint64) by_mail,
	                     meeting->id))
		return FALSE;
	return !tertius_meeting_supersedes(meeting, known) ||
	       replace_meeting(ledger, meeting, error);
}

/* --- Both ---------------------------------------------------------------- */

static gboolean
put_one_message(TertiusLedger *ledger, const TertiusFacts *facts,
                TertiusPut *how, GError **error)
{
	g_autoptr(TertiusFacts) known = NULL;
	gboolean is_new = FALSE;

	*how = TERTIUS_PUT_NEW;
	if (!put_message(ledger, facts, facts->message->flags, &is_new, error))
		return FALSE;
	return is_new || (tertius_read_message(ledger, facts->message->id,
	                                       &known, error) &&
	                  replace_message(ledger, facts, known, how, error));
}

gboolean
tertius_ledger_put(TertiusLedger *ledger, const TertiusFacts *facts,
                   TertiusPut *how, GError **error)
{
	TertiusPut outcome = TERTIUS_PUT_KNOWN;

	if (tertius_ledger_is_forgotten(ledger, facts)) {
		outcome = TERTIUS_PUT_FORGOTTEN;
	} else {
		if (facts->message != NULL &&
		    !put_one_message(ledger, facts, &outcome, error))
			return FALSE;
		for (guint i = 0; i < facts->meetings->len; i++) {
			if (!tertius_ledger_put_meeting(
				    ledger, facts->meetings->pdata[i],
				    facts->in_calendar, TRUE, error))
				return FALSE;
		}
	}
	if (how != NULL)
		*how = outcome;
	return TRUE;
}
