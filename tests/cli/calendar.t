#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The folder and the file of reminders: always there, both ways; and ringing.
. "$(dirname "$0")/tap.sh"

now=2026-06-30T09:00:00+02:00
folder=$home/data/tertius/reminders
feed=$home/data/tertius/reminders.ics

# id N, file N: of the N-th open reminder
id() { tertius due --within 90d --now "$now" --json | jq -r "select(.state == \"waiting\" or .state == \"due\") | .id" | sed -n "$1p"; }
file() { echo "$folder/$(tertius due --within 90d --now "$now" --json | jq -r .uid | sed -n "$1p").ics"; }
state() { { tertius list reminders --now "$now" --json; tertius list reminders --state done --now "$now" --json
	tertius list reminders --state dropped --now "$now" --json; } | jq -r "select(.id == \"$1\") | .state"; }
due_of() { tertius list reminders --now "$now" --json | jq -r "select(.id == \"$1\") | .due"; }
edit() { sed -i "s/$2/$3/" "$1"; }

run tertius scan --now "$now" "$demo/Maildir"
check 'a scan fills the folder' test "$(ls "$folder" | wc -l)" -ge 2
check 'and the file beside it' grep -q '^X-WR-CALNAME' "$feed"
check 'only for its owner' test "$(stat -c %a "$folder" "$feed" "$folder"/*.ics | sort -u | tr '\n' ' ')" = '600 700 '
n=$(ls "$folder" | wc -l)
before=$(cat "$folder"/*.ics "$feed" | sha256sum)
run tertius due --now "$now"
check 'nothing new changes no byte' test "$(cat "$folder"/*.ics "$feed" | sha256sum)" = "$before"

# --- What the user does there --------------------------------------------------

one=$(id 1) first=$(file 1)
edit "$first" '^DTSTART:.*' 'DTSTART:20260707T120000Z\r'
edit "$first" '^DTEND:.*' 'DTEND:20260707T121500Z\r'
run tertius due --now "$now" --within 90d
check 'an event that was moved is moved' test "$(due_of "$one")" = 2026-07-07T12:00:00+00:00
moved=$(sha256sum < "$first")
run tertius due --now "$now"
check 'and its file is left as it is' test "$(sha256sum < "$first")" = "$moved"
edit "$first" '^SUMMARY:' 'SUMMARY:✓ '
run tertius due --now "$now"
check 'a tick in the title is done' test "$(state "$one")" = done
check 'and it rings no more' test "$(grep -c VALARM "$first")" = 0
run tertius undo --now "$now"
run tertius due --now "$now"
check 'undone, another event takes its place' test ! -e "$first" -a "$(ls "$folder" | wc -l)" = "$n"
two=$(id 2) second=$(file 2)
rm "$second"
run tertius due --now "$now"
check 'an event that was deleted is dropped' test "$(state "$two")" = dropped
run tertius due --now "$now"
check 'and does not come back' test ! -e "$second"
run tertius undo --now "$now"
run tertius due --now "$now" --within 90d
check 'undone, it comes back as another event' test ! -e "$second" -a "$(state "$two")" != dropped
run tertius done "$two" --now "$now"
check 'what is done here loses its alarm there' \
	sh -c "! grep -l 'X-TERTIUS-ID:${two:0:8}' '$folder'/*.ics | xargs grep -q VALARM"

# In a mail client, which asks `tertius serve`.
three=$(id 1) third=$(file 1)
printf '{"n":1,"do":"decide","kind":"done","subject":"%s"}\n' "$three" | tertius serve --now "$now" > said
check 'what a mail client decides gets there, too' \
	sh -c "! grep -q error said && ! grep -q VALARM '$third'"

# While another process syncs, nobody else does, and nobody waits for it.
hold() { # hold [-n] COMMAND…: as who syncs
	case $1 in
	-n) flock -n "$home/data/tertius/ledger.db.sync" "${@:2}" ;;
	*) flock "$home/data/tertius/ledger.db.sync" "$@" ;;
	esac
}
ask() { printf '{"n":1,"do":"decide","kind":"done","subject":"%s"}\n' "$1"; }
rings() { [ -e "$1" ] && grep -q VALARM "$1"; }
is_still() { [ -e "$1" ] && ! rings "$1"; }
four=$(id 1) fourth=$(file 1)
ask "$four" | hold tertius serve --now "$now" > said
check 'a mail client is answered while another process syncs' \
	sh -c '! grep -q error said && test -s said'
check 'and the folder is left to that one' rings "$fourth"
run tertius due --now "$now"
check 'it gets there with the next sync' is_still "$fourth"
five=$(id 1) fifth=$(file 1)
mkfifo asked
hold sleep 4 &
tertius serve --now "$now" < asked > said &
exec 3> asked
ask "$five" >&3
for _ in $(seq 250); do is_still "$fifth" && break; sleep 0.1; done
check 'or as soon as the other is done' is_still "$fifth"
exec 3>&-
wait
sixth=$(grep -l VALARM "$folder"/*.ics | head -n 1)
six=$(grep -o 'X-TERTIUS-ID:[0-9a-f]\{8\}' "$sixth" | cut -d : -f 2)
hold sleep 1 &
while hold -n true; do sleep 0.02; done
run tertius "done" "$six" --now "$now"
check 'and a command waits for its turn' is_still "$sixth"
wait
hold sleep 1 &
while hold -n true; do sleep 0.02; done
run tertius calendar sync "$home/elsewhere" --now "$now"
check 'so does a sync' status_is 0
wait
run hold tertius calendar sync "$home/elsewhere" --now "$now"
check 'that gives up when it takes long' status_is 3
check 'and says why' complains 'another sync'
hold sleep 1 &
while hold -n true; do sleep 0.02; done
run tertius calendar sync --now "$now"
check 'so does one of the folder alone' status_is 0
wait
run hold tertius calendar sync --now "$now"
check 'which never says that it is when it was not looked at' status_is 3
check 'but who has it' complains 'another sync'

# --- Two computers, one calendar ---------------------------------------------------

one() { XDG_DATA_HOME=$home/one/data tertius --now "$clock" "$@"; }
two() { XDG_DATA_HOME=$home/two/data tertius --now "$clock" "$@"; }
both() { for _ in 1 2; do one calendar sync "$home/shared" && two calendar sync "$home/shared"; done > /dev/null; }
open_on() { "$1" --json list reminders | jq -r 'select(.state == "waiting" or .state == "due") | .id' | sort; }
agree() { test "$(open_on one)" = "$(open_on two)"; }
clock=2026-06-30T10:00:00+02:00
one scan "$demo/Maildir" > /dev/null
two scan "$demo/Maildir" > /dev/null
both
check 'two computers with one calendar agree' agree
first=$(open_on one)
answer=$(one --json list reminders | jq -r 'select(.kind == "answer") | .id' | head -n 1)
clock=2026-06-30T10:01:00+02:00
one "done" "$answer" > /dev/null
both
follow=$(comm -13 <(printf '%s\n' "$first") <(open_on one))
check 'what follows from a done reminder is on both' \
	sh -c "test -n '$follow' && test '$(open_on two)' = '$(open_on one)'"
clock=2026-06-30T10:02:00+02:00
one undo > /dev/null
both
check 'undone on one, it is open on both, and nothing follows' \
	test "$(open_on one) $(open_on two)" = "$first $first"
check 'and no decision is left that nobody took' \
	test "$({ one export; two export; } | jq -r 'select(.decision) | .decision')" = ''
clock=2026-06-30T10:03:00+02:00
two "done" "$answer" > /dev/null
both
check 'done on the other, it follows on both again' \
	sh -c "test '$(open_on one)' = '$(open_on two)' && printf '%s' '$(open_on one)' | grep -q '$follow'"
check 'with one event that rings' \
	test "$(grep -l "X-TERTIUS-ID:${follow:0:8}" shared/*.ics | xargs grep -l BEGIN:VALARM | wc -l)" = 1

# --- By real programs ---------------------------------------------------------------

if command -v khal > /dev/null; then
	mkdir -p config/khal
	cat > config/khal/config <<- END
		[calendars]
		[[t]]
		path = $folder
		[locale]
		timeformat = %H:%M
		dateformat = %Y-%m-%d
		longdateformat = %Y-%m-%d
		datetimeformat = %Y-%m-%d %H:%M
		longdatetimeformat = %Y-%m-%d %H:%M
		local_timezone = UTC
		default_timezone = UTC
	END
	four=$(tertius due --within 90d --now "$now" --json | jq -r 'select(.title | startswith("Catch up")) | .id' | head -1)
	title=$(tertius due --within 90d --now "$now" --json | jq -r "select(.id == \"$four\") | .title")
	printf '%s\n' t '2026-07-21 10:00 2026-07-21 10:15' n |
		timeout 60 khal edit --show-past "$title" > /dev/null 2>&1
	run tertius due --now "$now"
	check 'what khal moves is moved' test "$(due_of "$four")" = 2026-07-21T10:00:00+00:00
fi
if command -v todoman > /dev/null || command -v todo > /dev/null; then
	tasks=$home/tasks/data/tertius
	mkdir -p tasks/config/tertius config/todoman
	printf '[calendar]\nas-task=true\n' > tasks/config/tertius/config
	printf 'path = "%s/*"\ndate_format = "%%Y-%%m-%%d"\ntime_format = "%%H:%%M"\ndefault_list = "reminders"\n' "$tasks" > config/todoman/config.py
	task() { XDG_DATA_HOME=$home/tasks/data tertius --config "$home/tasks/config/tertius/config" --now "$now" "$@"; }
	task scan "$demo/Maildir" > /dev/null 2>&1
	check 'a setting makes tasks' sh -c "grep -lq BEGIN:VTODO '$tasks'/reminders/*.ics"
	before=$(task list reminders --json | wc -l)
	$(command -v todoman || command -v todo) done 1 > /dev/null 2>&1
	task due > /dev/null
	check 'what todoman ticks is done' test "$(task list reminders --json | wc -l)" = $((before - 1))
fi

# --- Forgetting ------------------------------------------------------------------

run tertius forget oyvind.dahl@fjordmetrics.example.org --yes --now "$now"
check 'forgetting takes the names out of the folder' \
	sh -c "! grep -rq 'yvind' '$folder' '$feed'"

# --- Settings ----------------------------------------------------------------------

mkdir -p config/tertius
printf '[calendar]\nvdir=none\nfeed=none\n' > config/tertius/config
rm -rf data
run tertius scan --now "$now" "$demo/Maildir"
check 'none is none' test ! -e "$folder" -a ! -e "$feed"
rm -rf data config
run tertius calendar sync
check 'without a calendar, syncing is no error' status_is 0
for url in 'https://alice:secret@example.org/' 'ftp://example.org/' 'caldavs:///'; do
	run tertius calendar sync "$url"
	check "refused: ${url%%:*}" status_is 2
	check '  without telling a password' test "${err#*:secret}" = "$err"
done

# --- Places ------------------------------------------------------------------------

mkdir vcalendar
printf '<?xml version="1.0"?>\n<event organizer="me@example.org"/>\n' > vcalendar/20261124-1@host
printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20260601T080000Z\nDTSTART:20260602T080000Z\nDTEND:20260602T090000Z\nSUMMARY:Talk\nEND:VEVENT\nEND:VCALENDAR\n' > vcalendar/internal.ics
run tertius scan --now "$now" vcalendar
check "Claws Mail's own calendar is a place" holds '.[0].meetings == 1 and .[0].unreadable == 0'
printf 'BEGIN:VCARD\nFN:Dana Okafor\nEMAIL:dana.okafor@northlight.example.org\nBDAY:1985-04-12\nEND:VCARD\n' > friends.vcf
run tertius scan --now "$now" friends.vcf
check 'so is an address book' holds '.[0].meetings == 1'
run tertius export
[ "$(printf '%s\n' "$out" | jq -rc 'select(.series == "- FREQ=YEARLY") | .start')" = 482112000 ]
report $? 'a birthday is kept as its rule'

# A holiday in a calendar that is named for it, and leave in the user's own.
rm -rf data
mkdir -p config/tertius
printf '[calendar]\nholidays=%s\n[mail]\nplaces=%s\n' "$home/days.ics" "$demo/Maildir" > config/tertius/config
printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:h\nDTSTAMP:20260601T080000Z\nDTSTART;VALUE=DATE:20260701\nRRULE:FREQ=YEARLY\nSUMMARY:A day of the town\nEND:VEVENT\nEND:VCALENDAR\n' > days.ics
printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:v\nDTSTAMP:20260601T080000Z\nDTSTART;VALUE=DATE:20260702\nDTEND;VALUE=DATE:20260704\nSUMMARY:Urlaub\nEND:VEVENT\nEND:VCALENDAR\n' > own.ics
run tertius scan --now "$now"
run tertius scan --now "$now" own.ics
run tertius later "$(id 1)" tomorrow --now "$now"
run tertius list reminders --now "$now" --json
check 'tomorrow is after holiday, leave and weekend' \
	sh -c "printf '%s' '$(printf %s "$out" | tr -d "'")' | grep -q 2026-07-06"

# --- Ringing -----------------------------------------------------------------------

rm -rf data config
if /usr/bin/python3 -c 'import gi' 2> /dev/null; then
	test=$(cd "$TERTIUS_SOURCE_DIR/tests/cli" && pwd)
	bell() { : > "$home/bells"; dbus-run-session -- /usr/bin/python3 "$test/notifications.py" "$home/bells" tertius due --notify --now "$1" 2> "$home/err"; status=$?; err=$(cat "$home/err"); }
	tertius scan --now "$now" "$demo/Maildir" > /dev/null 2>&1
	bell 2026-06-30T11:30:00+02:00
	check 'what is due rings' status_is 0
	check 'all of it at once' test "$(wc -l < bells)" = 1
	check '  counted' grep -q '^[2-9] reminders | ' bells
	bell 2026-06-30T11:45:00+02:00
	check 'and not again' test "$(wc -l < bells)" = 0
	bell 2026-06-30T11:15:00+02:00
	check 'also when the clock is set back' test "$(wc -l < bells)" = 0
	rm -rf data
	tertius scan --now "$now" "$demo/Maildir" > /dev/null 2>&1
	bell 2026-07-04T11:30:00+02:00
	check 'nothing rings on a Saturday' test "$(wc -l < bells)" = 0
	bell 2026-07-06T11:30:00+02:00
	check 'on Monday it is made good' test "$(wc -l < bells)" = 1
	rm -rf data
	tertius scan --now "$now" "$demo/Maildir" > /dev/null 2>&1
	bell 2026-08-31T11:30:00+02:00
	check 'after a month what is old rings no more' \
		sh -c "! grep -q 'Linnea' bells"
	rm -rf data
	tertius scan --now "$now" "$demo/Maildir" > /dev/null 2>&1
	mkdir -p config/tertius
	printf '[calendar]\nplain-titles=true\n' > config/tertius/config
	bell 2026-06-30T11:30:00+02:00
	check 'plain titles name nobody' sh -c "! grep -q 'Dahl' bells && test -s bells"
	rm -rf data config
	printf '%s\n' 'From: "Bob <b>Friend & &lt;" <bob@example.org>' \
		'To: mara@lindqvist.example.org' 'Cc: Carol New <carol@example.com>' \
		'Date: Mon, 29 Jun 2026 09:00:00 +0200' 'Message-ID: <b@x>' \
		'Subject: Mara, meet Carol' '' \
		'Hi Mara, meet Carol New, who runs research at Newco.' \
		'Carol, meet Mara. The two of you should talk.' '' Bob > bob
	tertius --me mara@lindqvist.example.org scan --now "$now" bob > /dev/null 2>&1
	bell 2026-06-30T11:30:00+02:00
	check 'a name is no markup for the desktop' \
		grep -qF '| Bob &lt;b&gt;Friend &amp; &amp;lt;' bells
	rm -rf data
	tertius scan --now "$now" "$demo/Maildir" > /dev/null 2>&1
	run tertius due --notify --now 2026-07-01T11:30:00+02:00
	check 'without a desktop it says so' complains 'no desktop'
	bell 2026-07-01T11:30:00+02:00
	check 'and it has not rung' test "$(wc -l < bells)" = 1
	unit=$TERTIUS_SOURCE_DIR/packaging/systemd/tertius-due
	if command -v systemd-analyze > /dev/null; then
		mkdir units
		sed 's|@BINDIR@/tertius|/bin/true|; /^Documentation/d' "$unit.service" > units/tertius-due.service
		sed /^Documentation/d "$unit.timer" > units/tertius-due.timer
		run systemd-analyze --user verify units/tertius-due.timer
		check 'systemd takes the units' status_is 0
	fi
fi
# --- What no longer lies in a calendar ---------------------------------------

event() { # event UID…: a calendar of them
	echo BEGIN:VCALENDAR
	for uid in "$@"; do
		printf 'BEGIN:VEVENT\nUID:%s\nDTSTAMP:20260601T080000Z\nDTSTART:20260602T080000Z\nDTEND:20260602T090000Z\nSUMMARY:%s\nORGANIZER:mailto:dana@example.org\nEND:VEVENT\n' "$uid" "$uid"
	done
	echo END:VCALENDAR
}
held() { tertius export --now "$now" --ledger held.db | jq -r '.summary // .meeting.summary // empty' | sort | tr '\n' ' '; }
scan() { tertius scan --quiet --no-progress --now "$now" --ledger held.db "$@" > /dev/null; }
mkdir held
event one > held/1.ics
event two > held/2.ics
event three four > held/3.ics
event two four > other.ics
{
	printf 'From: Dana <dana@example.org>\nTo: me@example.org\nMessage-ID: <invite@example.org>\nDate: Mon, 1 Jun 2026 08:00:00 +0000\nSubject: one\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST\n\n'
	event one | sed 's/^BEGIN:VCALENDAR/&\nMETHOD:REQUEST/; s/^ORGANIZER.*/&\nATTENDEE:mailto:me@example.org/'
} > invitation.eml
scan held other.ics invitation.eml
check 'meetings of several calendars and of mail' \
	test "$(held)" = 'four one three two '
event four > held/3.ics
rm held/1.ics held/2.ics
scan held
check 'what a file no longer holds is gone; what mail or another told stays' \
	test "$(held)" = 'four one two '
event five > other.ics
scan other.ics
check 'until that forgets it, too' test "$(held)" = 'five four one '
event three > held/3.ics
scan held
check 'and what comes back is there again' \
	test "$(held)" = 'five one three '
rm held/*.ics
scan held 2> /dev/null
check 'an empty folder may be a missing disk: nothing goes' \
	test "$(held)" = 'five one three '

finish
