# SPDX-License-Identifier: GPL-3.0-or-later
#
# A small made-up world for the guidelines: Ada's mail and calendar of two years.
# Letters are written with `letter` and read with `read_world`; NOW is a Tuesday.
. "$(dirname "${BASH_SOURCE[0]}")/../cli/tap.sh"

NOW=2026-06-30T09:00:00Z
ada='Ada Lovelace <ada@home.example.org>'
ada_private='Ada Lovelace <ada@lovelace.example.org>'
dana='Dana Okafor <dana@okafor.example.org>'
dana_work='Dana Okafor <dana.okafor@northlight.example.org>'
tomas='Tomas Reyes <tomas@reyes.example.org>'
kenji='Kenji Watanabe <kenji@watanabe.example.org>'
nora='Nora Fitzgerald <nora@brightwater.example.org>'
aino='Aino Virtanen <aino@virtanen.example.org>'
katarzyna='Katarzyna Nowak <katarzyna@nowak.example.org>'
leyla='Leyla Sahin <leyla@sahin.example.org>'

mkdir -p config/tertius
printf '[mail]\nme=ada@home.example.org;ada@lovelace.example.org\n[working-time]\nzone=UTC\n' \
	> config/tertius/config

# letter ID DATE FROM TO SUBJECT [HEADER…] < TEXT
letter() {
	local id=$1 date=$2 from=$3 to=$4 subject=$5
	shift 5
	{
		echo "From x@example.org Mon Jan  1 00:00:00 2024"
		echo "From: $from"
		echo "To: $to"
		echo "Subject: $subject"
		echo "Date: $(date -R -u -d "$date")"
		echo "Message-ID: <$id@world.example.org>"
		echo 'Content-Type: text/plain; charset=utf-8'
		[ $# = 0 ] || printf '%s\n' "$@"
		echo
		cat
		echo
	} >> world.mbox
}

# event UID START END SUMMARY [LINE…]
event() {
	local uid=$1 start=$2 end=$3 summary=$4
	shift 4
	{
		printf 'BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260101T000000Z\r\n' \
			"$uid"
		printf 'DTSTART%s\r\nDTEND%s\r\nSUMMARY:%s\r\n' "$start" "$end" \
			"$summary"
		[ $# = 0 ] || printf '%s\r\n' "$@"
		printf 'END:VEVENT\r\n'
	} >> world.events
}

# attends NAME-AND-ADDRESS: a line of an event.
attends() {
	printf 'ATTENDEE;PARTSTAT=ACCEPTED;CN=%s:mailto:%s' "${1%% <*}" \
		"$(sed 's/.*<\(.*\)>/\1/' <<< "$1")"
}

read_world() {
	if [ -e world.events ]; then
		{
			printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n'
			cat world.events
			printf 'END:VCALENDAR\r\n'
		} > world.ics
		set -- world.ics
	fi
	tertius scan world.mbox "$@" --now "${SCANNED:-$NOW}" --quiet \
		> scan.log 2>&1
}

# ask COMMAND…: the command at NOW, as JSON.
ask() { run tertius "$@" --json --now "$NOW"; }

# due_has KIND ADDRESS: whether such a reminder is open.
due_has() {
	ask list reminders
	holds "any(.kind == \"$1\" and .person.address == \"$2\")"
}
due_has_not() { ! due_has "$@"; }

# whole NAME JQ: whether the filter holds for the page of a person.
whole() {
	ask person "$1"
	holds ".[0] | $2"
}

# judged RULE < TEXT: the compose check points it out in a letter to $to.
judged() {
	local rule=$1
	shift
	draft_to "$@"
	run tertius tact --json --now "$NOW" draft.eml
	holds "any(.. | .rule? == \"$rule\")"
}
judged_not() { ! judged "$@"; }
draft_to() { # draft_to TO [HEADER…] < TEXT
	local to=$1
	shift
	{
		printf 'From: %s\nTo: %s\nSubject: A word\n' "$ada" "$to"
		[ $# = 0 ] || printf '%s\n' "$@"
		printf 'Content-Type: text/plain; charset=utf-8\n\n'
		cat
	} > draft.eml
}
