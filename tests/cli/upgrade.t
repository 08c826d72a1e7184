#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What an earlier version left behind, ledger or export, is taken in whole.
. "$(dirname "$0")/tap.sh"

ledgers=$TERTIUS_SOURCE_DIR/tests/data/ledgers
thank=c061c977f5edd6cf3bd3e984352cf955bd095b2c3a210ccf57652fec120afef6

run tertius import --ledger new.db "$ledgers/1.jsonl"
check 'an export of version 1 is taken in' status_is 0
tertius export --ledger new.db > new.jsonl
run diff <(jq -S 'del(.series, .instances)' "$ledgers/1.jsonl") \
	<(jq -S 'del(.series)' new.jsonl)
check 'and comes out again' is_empty
run jq -r 'select(.uid == "weekly@example.org").series' new.jsonl
check 'a series keeps its days' \
	says 'UTC +1781510400 +1782115200 +1782720000'
run jq -r 'select(.uid == "once@example.org").series' new.jsonl
check 'a single meeting is no series' is_empty
jq -c 'select(.uid == "weekly@example.org") |
	.instances |= [.[0], {}, .[1], null, [7], "x", .[2], .[3]]' \
	"$ledgers/1.jsonl" > edited.jsonl
run tertius import --ledger edited.db edited.jsonl
check 'days that are none are left out' status_is 0
run jq -r .series <(tertius export --ledger edited.db)
check 'and the others stay' says 'UTC +1781510400 +1782115200 +1782720000'

# --- Ledgers -------------------------------------------------------------------

say() { # say LEDGER COMMAND ARGUMENTS…: as Ada, on the day of the old ledgers
	tertius --ledger "$1" --me ada@example.net --no-progress \
		--now 2026-06-05T09:00:00Z "${@:2}"
}
kept() { # kept LEDGER FILTER: of what is exported, in an order of its own
	say "$1" export | jq -cS "select(.began == null) | $2" | sort
}
lay() { # lay VERSION: its ledger, of the mail that lies here
	/usr/bin/python3 -c 'import sqlite3, sys
sql = open(sys.argv[1]).read().replace("/home/ada", sys.argv[3])
with sqlite3.connect(sys.argv[2] + ".db") as ledger:
    ledger.executescript(sql)
    ledger.execute("PRAGMA user_version = " + sys.argv[2])' \
		"$ledgers/$1.sql" "$1" "$home"
}

cp -R "$ledgers/from/." .
mkdir -p Maildir/new Maildir/tmp
touch -d 2026-06-03T00:00:00Z calendar.ics
say fresh.db scan Maildir calendar.ics > /dev/null
say fresh.db confirm ff5d44c9 > /dev/null
say fresh.db person dana@example.org --note 'likes tea' > /dev/null
say fresh.db forget --yes eve@example.org > /dev/null
say fresh.db later c061c977 2026-06-09 > /dev/null
kept fresh.db . > fresh
check 'there is something to lose' test "$(wc -l < fresh)" -ge 8

for sql in "$ledgers"/[0-9]*.sql; do
	version=$(basename "$sql" .sql)
	lay "$version"
	run say "$version.db" list introductions --json
	check "a ledger of version $version opens" status_is 0
	check '  with both introductions' holds 'length == 2'
	same='{message, meeting, message_id, uid, decision, subject, argument}'
	run diff <(jq -cS "$same" fresh | sort) <(kept "$version.db" "$same")
	check '  every message, meeting and decision' is_empty
	run say "$version.db" scan Maildir calendar.ics
	check '  its mail is read as if it were new' status_is 0
	run diff fresh <(kept "$version.db" .)
	check '  and is the same then, with what was decided and forgotten' \
		is_empty
	run say "$version.db" calendar export "of-$version.ics"
	# It was given out once, before it was put off.
	check '  a calendar gets the reminder that it has, changed' test \
		"$(grep -cE '^(UID:c061c977-|SEQUENCE:1|DTSTART:20260609T09)' \
		"of-$version.ics")" = 3
done

# --- Back ------------------------------------------------------------------------

later=$(($(/usr/bin/python3 -c 'import sqlite3
print(sqlite3.connect("fresh.db").execute("PRAGMA user_version").fetchone()[0])') + 1))
/usr/bin/python3 -c 'import sqlite3
sqlite3.connect("fresh.db").execute("PRAGMA user_version = '$later'")'
cp fresh.db before.db
for command in list scan "done $thank" 'calendar export r.ics'; do
	# shellcheck disable=SC2086
	run say fresh.db $command
	check "what a later version wrote is refused ($command)" status_is 4
	check '  in words' complains 'a newer Tertius wrote it'
	check '  and left untouched' cmp fresh.db before.db
done

finish
