#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What another version of the detector read is read anew by the next scan: once,
# nothing is there twice, and what the user decided stays.
. "$(dirname "$0")/tap.sh"

now=2026-06-30T09:00:00+02:00

scan() {
	tertius scan --json --no-progress --now "$now" --ledger l.db "$@"
}

export_of() { tertius export --now "$now" --ledger l.db; }

# As if a version before this one had read it: with other eyes.
age() { # age LEDGER
	python3 - "$1" <<-'END'
		import sqlite3
		import sys
		ledger = sqlite3.connect(sys.argv[1])
		ledger.execute("PRAGMA foreign_keys = ON") # as we delete
		ledger.execute("UPDATE message SET edition = 7")
		ledger.execute("UPDATE known SET edition = 7 WHERE edition > 0")
		ledger.execute("UPDATE act SET kind = 'ask', score = 0.3"
		               " WHERE kind = 'introduction'")
		ledger.execute("DELETE FROM act WHERE kind = 'referral'")
		ledger.commit()
	END
}

cp -r "$demo/Maildir" mail
cp "$demo/calendar.ics" .
run scan mail calendar.ics
check 'mail is read' status_is 0
id=$(tertius list --json --now "$now" --ledger l.db | jq -r .id | head -1)
run tertius confirm --now "$now" --ledger l.db "$id"
check 'an introduction is confirmed' status_is 0
export_of > wanted

run scan mail calendar.ics
check 'a second scan reads nothing' \
	says '"items":0,"messages":0,"automatic":0,"meetings":0'

age l.db
run tertius list --now "$now" --ledger l.db
export_of > aged
run cmp wanted aged
check 'another version read it otherwise' status_is 1
run scan mail calendar.ics
check 'the next scan reads mail anew' says '"messages":0,"automatic":0'
check 'and counts it' says "\"renewed\":$(jq -r 'select(.message) | .message' wanted | wc -l)"
check 'and finds no news' says '"introductions":[]'
export_of > renewed
run cmp wanted renewed
check 'what is known is what this version reads, once' status_is 0
run jq -r 'select(.decision == "confirm") | .subject' renewed
check 'the decision stays' says "$id"
run scan mail calendar.ics
check 'the scan after that reads nothing' says '"items":0'

age l.db
on_terminal 100 tertius scan --no-progress --now "$now" --ledger l.db mail
check 'a person is told' says "messages anew that another version"
run tertius import --now "$now" --ledger l.db aged
export_of > imported
run cmp wanted imported
check 'an export of another version takes nothing away' status_is 0

run tertius demo --ledger demo.db list --json
age demo.db
run tertius demo --ledger demo.db list --json
check 'the demo is read anew at any command' says '"kind":"referral"'
finish
