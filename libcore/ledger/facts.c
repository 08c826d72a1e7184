/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping facts: each message and each meeting once.
 */
#include "ledger/ledger-private.h"

#include "ledger/read.h"

#include <string.h>

/* --- One message --------------------------------------------------------- */

static char *
join(const GPtrArray *strings)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < strings->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "",
		                       (const char *) strings->pdata[i]);
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

static gboolean
put_message(TertiusLedger *ledger, const TertiusFacts *facts, guint flags,
            GError **error)
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
		    " greeting, closing, formality, words) VALUES"
		    " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		    "ttiitttittttii", message->id, message->message_id,
		    message->date, (gint64) message->zone, message->subject,
		    message->in_reply_to, references, (gint64) flags,
		    attachments, style->language ? style->language : "",
		    style->greeting ? style->greeting : "",
		    style->closing ? style->closing : "",
		    (gint64) style->formality, (gint64) style->words))
		return FALSE;
	number = tertius_db_last_number(ledger->db);
	if (!put_parties(ledger, number, message, error))
		return FALSE;
	for (guint i = 0; i < facts->acts->len; i++) {
		if (!put_act(ledger, number, facts->acts->pdata[i], error))
			return FALSE;
	}
	return TRUE;
}

/* Of two copies the one that tells more is kept, and that it was sent is never
 * unlearnt, so that the order of reading does not matter. */
static gboolean
replace_message(TertiusLedger *ledger, const TertiusFacts *facts,
                const TertiusFacts *known, TertiusPut *how, GError **error)
{
	guint sent = (facts->message->flags | known->message->flags) &
	             TERTIUS_MESSAGE_SENT;
	guint flags = facts->message->flags;
	const TertiusFacts *best = facts;

	facts->message->flags &= ~(guint) TERTIUS_MESSAGE_SENT;
	known->message->flags &= ~(guint) TERTIUS_MESSAGE_SENT;
	if (tertius_facts_compare(facts, known) <= 0)
		best = known;
	facts->message->flags = flags;
	*how = best == facts ? TERTIUS_PUT_BETTER : TERTIUS_PUT_KNOWN;
	if (best == known)
		return tertius_db_tell(
			ledger->db, error,
			"UPDATE message SET flags = flags | ? WHERE id = ?",
			"it", (gint64) sent, facts->message->id);
	return tertius_db_tell(ledger->db, error,
	                       "DELETE FROM message WHERE id = ?", "t",
	                       facts->message->id) &&
	       put_message(ledger, facts, flags | sent, error);
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

	if (!tertius_read_message(ledger, facts->message->id, &known, error))
		return FALSE;
	if (known != NULL)
		return replace_message(ledger, facts, known, how, error);
	*how = TERTIUS_PUT_NEW;
	return put_message(ledger, facts, facts->message->flags, error);
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
