#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Which collection reminders go into, as events and as tasks, and what leaves it
# again: on each of the three servers, from the front door.

. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"

demo=$TERTIUS_SOURCE_DIR/packaging/demo
now=2026-06-30T09:00:00+02:00
N=0

check() { # check WHAT COMMAND…
	local what=$1
	shift
	N=$((N + 1))
	if "$@" > "$D/why" 2>&1; then echo "ok $N - $what"; else
		echo "not ok $N - $what"
		sed 's/^/# /' "$D/why" "$D/err" | head -n 20
	fi
}

tertius() {
	HOME=$D/home XDG_DATA_HOME=$D/home/data XDG_CONFIG_HOME=$D/home/config \
		"$TERTIUS_PROGRAM" --now "$now" "$@" 2> "$D/err"
}
sync() { # sync URL…: what it says, as JSON
	said=$(tertius --json --password-command "echo $PASSWORD" calendar sync "$@")
	status=$?
}
says() { printf '%s\n' "$said" | jq -e "$1" > /dev/null; }
settings() { # settings LINE…
	mkdir -p "$D/home/config/tertius"
	printf '%s\n' '[calendar]' 'vdir=none' 'feed=none' "$@" > "$D/home/config/tertius/config"
}
ask() { # ask METHOD PATH [CURL'S…]
	curl -s --anyauth -u "$USER:$PASSWORD" -X "$1" "$ORIGIN$2" "${@:3}"
}
names() { # names PATH: of the objects there
	ask PROPFIND "$1" -H 'Depth: 1' -H 'Content-Type: application/xml' \
		--data '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>' |
		grep -o '[^/>]*\.ics<' | tr -d '<' | sort
}
texts() { for name in $(names "$1"); do ask GET "$1$name"; done; }
count() { texts "$1" | grep -c "$2"; }
path_of() { printf '%s' "$said" | jq -r .target | sed "s|^$ORIGIN||"; }
is() { [ "$1" = "$2" ] || { echo "'$1', not '$2'"; return 1; }; }

story() {
	local events tasks named mine before n
	rm -rf "${D:?}/home"
	settings
	tertius scan -q "$demo/Maildir" > /dev/null
	n=$(tertius --json list reminders | jq -s '[.[] | select(.state == "waiting" or .state == "due")] | length')

	sync "$PLACE"
	check "$1: a calendar for events is made" says '.made and (.target | endswith("/tertius/"))'
	events=$(path_of)
	check "$1: with an event for each reminder" is "$(count "$events" BEGIN:VEVENT)" "$n"
	mine=$(ask PUT "${events}mine.ics" -H 'Content-Type: text/calendar' --data-binary \
		"$(printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:mine\r\nDTSTAMP:20260601T080000Z\r\nDTSTART:20260701T080000Z\r\nSUMMARY:Mine\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n')")
	mine=$(ask GET "${events}mine.ics")
	check "$1: the next time it is known" eval 'sync "$PLACE"; says ".made == false and .requests <= 2"'

	settings as-task=true
	sync "$ACCOUNT$events"
	if [ "$1" = xandikos ]; then # every calendar takes both
		check "$1: tasks may go where they are taken" \
			says '.passed_over == "" and (.target | endswith("/tertius/"))'
		sync "$PLACE"
	else
		check "$1: tasks do not go where only events are taken" \
			says '.passed_over | endswith("/tertius/")'
	fi
	check "$1: but into a list of their own" says '.made and (.target | endswith("/tertius-tasks/"))'
	tasks=$(path_of)
	check "$1: all of them" is "$(count "$tasks" BEGIN:VTODO)" "$n"
	sync "$PLACE"
	check "$1: in the account as a whole it is found" says '.made == false and (.target | endswith("/tertius-tasks/"))'
	check "$1: it takes tasks, and is said to be the one" eval \
		'tertius --json --password-command "echo $PASSWORD" calendar accounts "$PLACE" | jq -se "any(.[]; .tasks and .chosen and (.url | endswith(\"/tertius-tasks/\")))"'
	check "$1: and what was an event is none any more" is "$(names "$events")" mine.ics
	check "$1: what is the user's own stays" is "$(ask GET "${events}mine.ics")" "$mine"
	check "$1: nothing is there twice" is "$(count "$tasks" BEGIN:VTODO)" "$n"

	named=$(names "$tasks" | head -n 1)
	ask GET "$tasks$named" | sed 's/^STATUS:.*/STATUS:COMPLETED\r/' > "$D/ticked"
	ask PUT "$tasks$named" -H 'Content-Type: text/calendar' --data-binary "@$D/ticked" > /dev/null
	sync "$PLACE"
	check "$1: what is ticked there is done" says '.done == 1'
	check "$1: and rings no more" eval '! ask GET "$tasks$named" | grep -q VALARM'
	named=$(names "$tasks" | while read -r name; do ask GET "$tasks$name" | grep -q VALARM && echo "$name"; done | head -n 1)
	ask DELETE "$tasks$named" > /dev/null
	sync "$PLACE"
	check "$1: what is deleted there is dropped" says '.dropped == 1'
	sync "$PLACE"
	check "$1: and not made again" eval '! names "$tasks" | grep -q "$named"'

	settings
	sync "$PLACE"
	check "$1: events again, and no task is left" is "$(names "$tasks")" ''
	check "$1: without what is done or dropped" is "$(count "$events" BEGIN:VALARM)" "$((n - 2))"
	before=$(names "$events" | wc -l)
	named=$(tertius --json list reminders | jq -r '.person.address' | head -n 1)
	tertius forget --yes "$named" > /dev/null
	sync "$PLACE"
	check "$1: whom the user forgets is removed there" eval \
		'test "$(names "$events" | wc -l)" -lt "$before"'
	check "$1: the collections and all else stay" eval \
		'is "$(ask GET "${events}mine.ics")" "$mine" && ask PROPFIND "$tasks" -H "Depth: 0" | grep -qi multistatus'

	ask DELETE "$events" > /dev/null
	n=$(tertius --json list reminders | wc -l)
	sync "$PLACE"
	check "$1: a calendar that the user took away is told" test "$status" != 0
	check "$1: and drops no reminder" is "$(tertius --json list reminders | wc -l)" "$n"
	settings as-task=true
	sync "$PLACE"
	check "$1: nor is it asked for when tasks are wanted" \
		says '.written > 0 and (.target | endswith("/tertius-tasks/"))'
}

for server in ${SERVERS:-radicale xandikos sabre}; do
	URL=
	$server
	[ -n "$URL" ] || { echo "# SKIP no $server here"; continue; }
	# shellcheck disable=SC2086
	set -- ${LOGIN:-alice secret}
	USER=$1 PASSWORD=$2
	PLACE=${URL/#http:\/\//caldav://$USER@} ORIGIN=${URL%"${URL#http://*/}"}
	ORIGIN=${ORIGIN%/}
	ACCOUNT=${ORIGIN/#http:\/\//caldav://$USER@}
	story "$server"
done
[ "$N" != 0 ] || { echo "1..0 # SKIP no server here"; exit; }
echo "1..$N"
