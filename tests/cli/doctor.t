#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `tertius doctor` in broken installations: it names what is wrong, says what to
# do, and breaks nothing more.
. "$(dirname "$0")/tap.sh"

ledger=$home/data/tertius/ledger.db
config=$home/config/tertius/config

# A whole one, to begin with: a ledger with a little mail.
begin() {
	chmod -R u+rwX data config 2> /dev/null
	rm -rf data config mail
	mkdir -p data/tertius config/tertius mail/cur mail/new mail/tmp
	chmod 700 data/tertius
	cp "$demo"/Maildir/cur/*M217P1* "$demo"/Maildir/cur/*M220P1* mail/cur/
	tertius --me mara@lindqvist.example.org scan -q mail > /dev/null
	printf '[mail]\nme=mara@lindqvist.example.org\n' > "$config"
}

# finds WHAT HEALTH: some check has this health, tells WHAT, and gives advice.
finds() {
	run tertius doctor --json
	check "$title: it tells $2" \
		holds "any(.[]; .health == \"$1\" and ((.found + .check) | contains(\"$2\")))"
	check '  says what to do' \
		holds "all(.[] | select(.health == \"broken\"); .advice != null)"
	check '  and the status tells too' test "$status" != 0
	check '  the other checks are made all the same' \
		holds 'any(.[]; .check == "reader")'
}
title=
broken() { title=$1; begin; }

broken 'a whole installation'
on_terminal 80 tertius doctor
check 'a whole installation is well' says 'All is well.'
check '  and the status tells' status_is 0

broken '1 settings that are none'
echo 'nonsense' > "$config"
finds broken "$config"

broken '2 a setting that nobody knows'
printf '[mail]\nmee=mara@example.org\n' > "$config"
finds broken mee

broken '3 a ledger that is damaged'
printf 'not a ledger at all, not in the least' > "$ledger"
finds broken "$ledger"
check '  it is left alone' grep -q 'not a ledger' "$ledger"

broken '4 a ledger of a later Tertius'
/usr/bin/python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1]); db.execute("PRAGMA user_version = 9999")
db.commit()' "$ledger"
before=$(sha256sum < "$ledger")
finds broken "$ledger"
check '  it is left untouched' test "$before" = "$(sha256sum < "$ledger")"

broken '5 a ledger that others can read'
chmod 644 "$ledger"
run tertius doctor
check "$title: it is closed to them" test "$(stat -c %a "$ledger")" = 600

broken '6 a ledger that is a folder'
rm -f "$ledger"*
mkdir "$ledger"
finds broken "$ledger"

broken '7 a place that is not there'
printf 'places=%s\n' "$home/nowhere" >> "$config"
finds broken "$home/nowhere"

broken '8 a place that is no mail'
printf '\0\1\2\3 this is nothing' > "$home/nothing"
printf 'places=%s\n' "$home/nothing" >> "$config"
finds broken "$home/nothing"

broken '9 a server that is not there'
printf 'places=imaps://ada@127.0.0.1:1/\npassword-command=echo secret\n' \
	>> "$config"
finds broken 127.0.0.1
check '  and the password is not told' says_not secret

broken '10 a calendar folder that is not there'
printf '\n[calendar]\nvdir=%s\n' "$home/no/such/folder" >> "$config"
finds broken "$home/no/such"

broken '11 a reader that does not start'
export TERTIUS_PROGRAM=/bin/false
finds broken reader
export TERTIUS_PROGRAM=$TERTIUS_BUILD_DIR/tertius

broken '12 an address that nobody knows'
printf '' > "$config"
rm -f "$ledger"*
cp "$demo"/Maildir/cur/*M217P1* mail/cur/
tertius scan -q mail > /dev/null
run tertius doctor --json
check "$title: it says how to tell" holds \
	'any(.[]; .check == "your addresses")'

finish
