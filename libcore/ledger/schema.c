/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape of the ledger's database, readable with any SQLite tool: facts
 * (message, party, act, act_person, evidence, meeting, attendee, lying), decisions,
 * and what reading and delivering need to go on where they stopped (folder,
 * known, unreadable, published, delivery, rung). Conclusions are not kept: they are made again.
 */
#include "ledger/schema.h"

#include <stddef.h>

static const char first[] =
	"CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
	" WITHOUT ROWID;"

	/* A display name and an address that were seen together. */
	"CREATE TABLE mailbox (number INTEGER PRIMARY KEY,"
	" address TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (address, name));"

	"CREATE TABLE message (number INTEGER PRIMARY KEY,"
	" id TEXT NOT NULL UNIQUE, message_id TEXT, date INTEGER NOT NULL,"
	" zone INTEGER NOT NULL, subject TEXT NOT NULL, in_reply_to TEXT,"
	" refs TEXT NOT NULL, flags INTEGER NOT NULL,"
	" attachments TEXT NOT NULL, language TEXT NOT NULL,"
	" greeting TEXT NOT NULL, closing TEXT NOT NULL,"
	" formality INTEGER NOT NULL, words INTEGER NOT NULL);"
	"CREATE INDEX message_by_message_id ON message (message_id);"

	/* Who wrote it and who got it; place is TertiusPlace. */
	"CREATE TABLE party (message INTEGER NOT NULL"
	" REFERENCES message ON DELETE CASCADE, position INTEGER NOT NULL,"
	" place INTEGER NOT NULL, mailbox INTEGER NOT NULL"
	" REFERENCES mailbox, PRIMARY KEY (message, position)) WITHOUT ROWID;"
	"CREATE INDEX party_by_mailbox ON party (mailbox);"

	"CREATE TABLE act (number INTEGER PRIMARY KEY, message INTEGER NOT NULL"
	" REFERENCES message ON DELETE CASCADE, kind TEXT NOT NULL,"
	" manner INTEGER NOT NULL, tone INTEGER NOT NULL, score REAL NOT NULL,"
	" until INTEGER NOT NULL);"
	"CREATE INDEX act_by_message ON act (message);"

	/* Role 0: the introducer; 1: the introduced. */
	"CREATE TABLE act_person (act INTEGER NOT NULL"
	" REFERENCES act ON DELETE CASCADE, role INTEGER NOT NULL,"
	" position INTEGER NOT NULL, place INTEGER NOT NULL,"
	" mailbox INTEGER NOT NULL REFERENCES mailbox,"
	" PRIMARY KEY (act, role, position)) WITHOUT ROWID;"
	"CREATE INDEX act_person_by_mailbox ON act_person (mailbox);"

	"CREATE TABLE evidence (act INTEGER NOT NULL"
	" REFERENCES act ON DELETE CASCADE, position INTEGER NOT NULL,"
	" rule TEXT NOT NULL, quote TEXT NOT NULL, place TEXT NOT NULL,"
	" weight REAL NOT NULL, PRIMARY KEY (act, position)) WITHOUT ROWID;"

	"CREATE TABLE meeting (number INTEGER PRIMARY KEY,"
	" id TEXT NOT NULL UNIQUE, uid TEXT NOT NULL,"
	" recurrence_id TEXT NOT NULL, sequence INTEGER NOT NULL,"
	" stamp INTEGER NOT NULL, created INTEGER NOT NULL,"
	" start INTEGER NOT NULL, end INTEGER NOT NULL, summary TEXT NOT NULL,"
	" flags INTEGER NOT NULL, instances TEXT NOT NULL,"
	" in_calendar INTEGER NOT NULL);"

	"CREATE TABLE attendee (meeting INTEGER NOT NULL"
	" REFERENCES meeting ON DELETE CASCADE, position INTEGER NOT NULL,"
	" place INTEGER NOT NULL, attendance INTEGER NOT NULL,"
	" mailbox INTEGER NOT NULL REFERENCES mailbox,"
	" PRIMARY KEY (meeting, position)) WITHOUT ROWID;"
	"CREATE INDEX attendee_by_mailbox ON attendee (mailbox);"

	"CREATE TABLE decision (number INTEGER PRIMARY KEY AUTOINCREMENT,"
	" made INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,"
	" argument TEXT NOT NULL);"

	/* Which items of which folder need not be read again. */
	"CREATE TABLE folder (number INTEGER PRIMARY KEY,"
	" name TEXT NOT NULL UNIQUE);"
	"CREATE TABLE known (folder INTEGER NOT NULL REFERENCES folder,"
	" key TEXT NOT NULL, PRIMARY KEY (folder, key)) WITHOUT ROWID;"
	"CREATE TABLE unreadable (folder INTEGER NOT NULL REFERENCES folder,"
	" key TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (folder, key))"
	" WITHOUT ROWID;"

	/* Reminders as they were last given to calendars. */
	"CREATE TABLE published (uid TEXT PRIMARY KEY, id TEXT NOT NULL,"
	" kind INTEGER NOT NULL, state INTEGER NOT NULL, due INTEGER NOT NULL,"
	" closed INTEGER NOT NULL, title TEXT NOT NULL, because TEXT NOT NULL,"
	" message_id TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,"
	" created INTEGER NOT NULL, stamp INTEGER NOT NULL,"
	" sequence INTEGER NOT NULL) WITHOUT ROWID;"

	/* People of whom nothing is to be kept: SHA-256 of their addresses. */
	"CREATE TABLE forgotten (hash TEXT PRIMARY KEY) WITHOUT ROWID;";

/* What passed with somebody lately is found without walking along all of it. */
static const char second[] =
	"ALTER TABLE party ADD COLUMN date INTEGER NOT NULL DEFAULT 0;"
	"UPDATE party SET date ="
	" (SELECT date FROM message WHERE number = party.message);"
	"DROP INDEX party_by_mailbox;"
	"CREATE INDEX party_by_mailbox ON party (mailbox, date);";

/* A series is kept as its rule (model/series.h). Until the calendar is read again
 * it is the list of its days: "1 2 3" becomes "UTC +2 +3", as it begins at 1. */
static const char third[] =
	"ALTER TABLE meeting ADD COLUMN series TEXT NOT NULL DEFAULT '';"
	"UPDATE meeting SET series = 'UTC' ||"
	" replace(substr(instances, instr(instances, ' ')), ' ', ' +')"
	" WHERE instr(instances, ' ') > 0;"
	"ALTER TABLE meeting DROP COLUMN instances;"
	"DELETE FROM known WHERE folder IN"
	" (SELECT number FROM folder WHERE name LIKE '%.ics');";

/* Both ways with calendars: what each of them has, and what rang here. */
static const char fourth[] =
	"CREATE TABLE delivery (collection TEXT NOT NULL,"
	" reminder TEXT NOT NULL, uid TEXT NOT NULL, href TEXT NOT NULL,"
	" etag TEXT NOT NULL, text TEXT NOT NULL, pins INTEGER NOT NULL,"
	" PRIMARY KEY (collection, reminder)) WITHOUT ROWID;"
	"CREATE TABLE rung (reminder TEXT NOT NULL, due INTEGER NOT NULL,"
	" at INTEGER NOT NULL, PRIMARY KEY (reminder, due)) WITHOUT ROWID;";

/* Which object of which calendar holds which meetings, so that what is taken out
 * there is taken out here. Of what was read before nobody knows where it came
 * from: it counts as told by mail, and stays. */
static const char fifth[] =
	"ALTER TABLE meeting ADD COLUMN by_mail INTEGER NOT NULL DEFAULT 1;"
	"CREATE TABLE lying (folder INTEGER NOT NULL REFERENCES folder,"
	" name TEXT NOT NULL, key TEXT NOT NULL, meeting TEXT NOT NULL,"
	" PRIMARY KEY (folder, name, meeting)) WITHOUT ROWID;"
	"CREATE INDEX lying_by_meeting ON lying (meeting);";

/* Who read a message, so that a later edition of the detector reads it anew. Of
 * what was read before nobody knows, but calendars (-1) are read as ever. */
static const char sixth[] =
	"ALTER TABLE message ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE known ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;"
	"UPDATE known SET edition = -1 WHERE (folder, key) IN"
	" (SELECT folder, key FROM lying);";

/* What signatures say that people are: read from the next mail on, and from
 * older mail when a scan meets it again. */
static const char seventh[] =
	"ALTER TABLE message ADD COLUMN title TEXT NOT NULL DEFAULT '';";

const char *const tertius_schema[] = { first, second, third,   fourth,
	                               fifth, sixth,  seventh, NULL };
