#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Wrong use, bad places, bad ledgers: a clear message, the right status, and
# nothing lost.
. "$(dirname "$0")/tap.sh"

# --- Wrong use ----------------------------------------------------------------

wrong() { # wrong WHAT-IT-SAYS ARGUMENT…
	local part=$1
	shift
	run tertius "$@"
	check "wrong use: tertius $*" status_is 2
	check "  says: $part" complains "$part"
}
run tertius
check 'without a command it shows what there is' says 'Commands'
check 'and that is wrong use' status_is 2
wrong "did you mean 'list'" lsit
wrong "'tertius help' lists them all" frobnicate
wrong 'usage: tertius show ID' show
wrong 'too many arguments' undo now
wrong '--frob' due --frob
wrong 'which place?' scan
wrong "'yesteryear' is no date" scan --since yesteryear "$demo/Maildir"
wrong "'noon' is no time" due --now noon
wrong "'1899-12-31T23:59:59Z' is no time" due --now 1899-12-31T23:59:59Z
wrong "'9000-01-01T00:00:00Z' is no time" due --now 9000-01-01T00:00:00Z
wrong 'introductions, people, asks, occasions, reminders and lessons' list nonsense
wrong 'mine, theirs, rests' list asks --state open
wrong 'occasions have no --state' list occasions --state met
wrong 'is none of: asked' list --state sleeping
wrong 'there are: export, sync and accounts' calendar destroy x
wrong 'name the user too' scan imaps://example.org
wrong 'leave the password out' scan imaps://a:secret@example.org
check '  and does not repeat it' test -z "$(grep secret <<< "$err")"
wrong "'' is no address" due --me ''
run tertius --version
check '--version tells the version' says "tertius 0.1.0"
for command in scan due list show why done later never none confirm undo \
	person calendar classify about forget export import doctor demo help; do
	run tertius "$command" --help
	[ "$status" = 0 ] && says "tertius $command" && [ -z "$err" ]
	report $? "$command --help"
done
run tertius help --man 1
check 'the manual names every command' says '## tertius forget PERSON'
check 'and scdoc takes it' scdoc <<< "$out"
run tertius help --man 5
check 'so do the settings' scdoc <<< "$out"
run tertius help --completion bash
check 'bash takes its completions' bash -n <<< "$out"

# --- Places -------------------------------------------------------------------

run tertius scan "$home/nowhere"
check 'a place that is not there is status 3' status_is 3
check 'and is named' complains "$home/nowhere"
printf 'Dear diary,\nno mail here.\n' > letter.mbox
run tertius scan "$home/letter.mbox"
check 'an mbox without From lines is skipped, status 1' status_is 1
check 'and named' complains 'letter.mbox'
run tertius scan "$home/nowhere" "$demo/Maildir"
check 'the other places are read all the same' holds '.[0].messages == 483'
check 'and the status tells of the missing one' status_is 3
check 'to programs it is named too' holds '.[0] | .unreadable == 0 and
	(.skipped | map(.what) == ["'"$home"'/nowhere"]) and
	(.skipped[0].why | test("No such file"))'
check 'and told to people once' test "$(grep -c nowhere <<< "$err")" = 1
run tertius list
check 'nothing is lost by it' holds 'length > 8'
run tertius scan imap://mara@example.org:geheim@mail.example.org/INBOX
check 'a password in an address is refused' status_is 2
check 'and not told on' holds 'map(.skipped[].what) ==
	["imap://mara@example.org@mail.example.org/INBOX"]'
for moment in 1900-01-01T00:00:00Z 8999-12-31T23:59:59Z; do
	for words in 'due --within 2w' 'list people' 'report -o far.html' \
		'picture year -o far.svg' 'calendar export far.ics'; do
		# shellcheck disable=SC2086
		run tertius $words --now $moment
		check "$words is borne at $moment" status_is 0
		check '  without a word' test -z "$(grep CRITICAL <<< "$err")"
	done
done
wrong 'is no boundary' person dana --boundary nonsense
wrong 'there is nothing in it' person dana --note ' '
wrong "there is no draft 'nonsense'" draft dana nonsense
run tertius scan /dev/zero
check 'what is neither file nor folder is said to be so' \
	complains "'/dev/zero' is neither a file nor a folder"
run tertius scan --folder 'Nowhere*' "$demo/Maildir"
check 'a folder that is not there is status 3' status_is 3
check 'and is named' complains "no folder named like 'Nowhere*'"
printf '\n\nno line of ours\n' > other.jsonl
run tertius import other.jsonl
check 'what export has not written is refused, by name and line' \
	complains 'other.jsonl: line 3'
run tertius scan imap://127.0.0.1:1/INBOX --insecure-plaintext
check 'a place on no server is wrong or cannot be reached' test "$status" -ge 1
run timeout 20 tertius scan --password-command 'echo x' \
	imaps://mara@127.0.0.1:1
check 'a host that does not answer is status 3' status_is 3
check 'and is named' complains '127.0.0.1'
check 'with what to look at' complains 'is its name right'
run tertius scan imaps://mail.example.org "$demo/Maildir"
check 'a place without a user is named' \
	complains 'imaps://mail.example.org: name the user too'
run tertius scan imaps://mara:hunter2@mail.example.org
check 'so is one with a password' \
	complains 'imaps://mara@mail.example.org: leave the password out'
check 'but the password is not told' test "${err/hunter2/}" = "$err"
run tertius scan --json 'imaps://mara:hun/ter2@mail.example.org'
check 'nor handed on, whatever it is made of' \
	test "${out/ter2/}$err" = "$out${err/ter2/}"
run timeout 20 tertius scan --ledger host --password-command 'echo x' \
	imap://a@nohost.invalid
check 'also when the ledger is named like a word of it' status_is 3

# --- Settings -----------------------------------------------------------------

mkdir -p "$home/config/tertius"
printf '[plan]\nper-day=many\n' > "$home/config/tertius/config"
run tertius due
check 'a bad setting is status 2' status_is 2
check 'the file is named' complains "$home/config/tertius/config"
check 'and the key' complains 'per-day'
check 'and what it takes' complains 'a number from 1 to 100'
run tertius doctor
check 'doctor says so too' holds 'any(.health == "broken" and
	.check == "settings" and (.advice | length) > 0)'
printf '[mail]\nplaces=%s;%s/nowhere\n' "$demo/Maildir" "$home" \
	> "$home/config/tertius/config"
run tertius scan
check 'scan without a place takes those of the settings' status_is 3
run tertius doctor
check 'doctor names the place that is not there' holds 'any(.health == "broken"
	and (.check | test("nowhere")))'
rm "$home/config/tertius/config"

# --- Ledgers ------------------------------------------------------------------

ledger=$home/data/tertius/ledger.db
check 'the ledger is for its owner alone' \
	test "$(stat -c %a "$ledger") $(stat -c %a "${ledger%/*}")" = '600 700'
tertius export > before.jsonl

head -c 5000 /dev/urandom > damaged.db
run tertius due --ledger damaged.db
check 'a file that is no ledger is status 4' status_is 4
check 'and is named' complains damaged.db
check 'and what to do' complains 'move it away, or name another'
check 'and left as it is' test "$(stat -c %s damaged.db)" = 5000

cp "$ledger" cut.db
truncate -s 20000 cut.db
run tertius list --ledger cut.db
check 'a ledger that was cut is status 4' status_is 4
check 'and is named' complains cut.db
check 'and what to do' complains 'scan again or import'
# Rows that are there and are not found, as with a damaged index.
for table in message meeting; do
	cp "$ledger" lost.db
	python3 -c "import sqlite3
db = sqlite3.connect('lost.db')
last = 'SELECT max(number) FROM $table'
db.execute('UPDATE $table SET id = CAST(id AS BLOB) WHERE number = (%s)' % last)
db.commit()"
	run tertius export --ledger lost.db
	check "a $table that is lost in the ledger is status 4" status_is 4
	check 'and the ledger is named' complains "'lost.db': it is damaged"
done
run tertius due --ledger /dev/null
check 'a ledger that is no file is status 4' status_is 4
check 'and is named' complains "cannot open the ledger '/dev/null'"
python3 -c 'import sqlite3; sqlite3.connect("foreign.db").execute(
	"CREATE TABLE theirs (x)")'
sum=$(md5sum < foreign.db)
run tertius due --ledger foreign.db
check "another program's database is status 4" status_is 4
check 'and is left as it is' test "$sum" = "$(md5sum < foreign.db)"

cp "$ledger" newer.db
python3 -c 'import sqlite3; sqlite3.connect("newer.db").execute(
	"PRAGMA user_version = 999")'
sum=$(md5sum < newer.db)
run tertius due --ledger newer.db
check 'a newer ledger is status 4' status_is 4
check 'and what to do is said' complains 'update this one'
check 'and is left alone' test "$sum" = "$(md5sum < newer.db)"
run tertius doctor --ledger newer.db
check 'doctor says what to do' holds 'any(.health == "broken" and
	(.advice | test("newer")))'

cp "$ledger" locked.db
python3 - << 'PY' &
import sqlite3, time
db = sqlite3.connect("locked.db", isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
open("is-locked", "w").close()
time.sleep(600)
PY
locker=$!
until [ -e is-locked ]; do sleep 0.05; done
run timeout 25 tertius import --ledger locked.db before.jsonl
check 'a locked ledger is status 4' status_is 4
check 'and is named' complains locked.db
check 'and what to do' complains 'try again when it is done'
run timeout 25 tertius scan --ledger ./locked.db "$demo/Maildir"
check 'a scan into it is status 4 too, however it is named' status_is 4
kill "$locker"
wait "$locker" 2> /dev/null

# Root may write everywhere, so somebody else tries.
mkdir shut && cp "$ledger" shut/ledger.db && chmod 500 shut && chmod 400 shut/ledger.db
as_other=()
if [ "$(id -u)" = 0 ]; then
	chown -R 65534:65534 shut && chmod a+x "$home"
	as_other=(setpriv --reuid 65534 --regid 65534 --clear-groups
		env HOME=/nonexistent)
fi
run "${as_other[@]}" "$TERTIUS_BUILD_DIR/tertius" scan --ledger \
	"$home/shut/ledger.db" "$demo/calendar.ics"
check 'a ledger that cannot be written is status 4' status_is 4
check 'and is named' complains "'$home/shut/ledger.db': it cannot be written"
run "${as_other[@]}" "$TERTIUS_BUILD_DIR/tertius" due --ledger "$home/shut/new.db"
check 'where none can be made is status 4' status_is 4
check 'and it is said why' complains "'$home/shut/new.db': Permission denied"

run bash -c "ulimit -f 100; trap '' XFSZ
	tertius scan --ledger '$home/full.db' '$demo/Maildir'"
check 'a full disk is status 4' status_is 4
check 'and is said' complains 'full.db'
check 'and what to do' complains 'make room, and do it again'
run tertius scan --ledger full.db "$demo/Maildir" --now 2026-06-30T09:00:00Z
check 'with room again, the scan goes on' status_is 0
run bash -c "ulimit -f 1; trap '' XFSZ; tertius export > '$home/short'"
check 'output that cannot be written is no success' test "$status" -ne 0
run bash -c 'tertius export | head -1'
check 'a reader that goes away early is none of our business' status_is 0

tertius export > after.jsonl
check 'through all of it nothing was lost' cmp before.jsonl after.jsonl

# --- Hostile text -------------------------------------------------------------

printf 'From x Thu Jan  1 00:00:00 2026\nFrom: "\033[31mEve\007" %s\nTo: %s
Subject: Meet =?utf-8?q?=1B=5B2J=E2=80=AEoops?=\nMessage-ID: <e@example.org>
Date: Thu, 1 Jan 2026 10:00:00 +0000\n\nHi.\n' '<eve@example.org>' \
	'me@example.org' > hostile.mbox
tertius scan --ledger h.db --me me@example.org hostile.mbox > /dev/null 2>&1
on_terminal 80 NO_COLOR=1 tertius person --ledger h.db eve@example.org
check 'a name cannot steer the terminal' \
	test "$(tr -d '\n' <<< "$out" | LC_ALL=C tr -dc '\033\007\200' | wc -c)" \
	= "$(LC_ALL=C grep -o $'\200' <<< "$out" | wc -l)"
check 'nor turn the direction of writing' says_not $'\u202e'
finish
