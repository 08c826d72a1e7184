#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Servers of few means: calendars are made as they can, or one is found, or it is
# said what to do; and who asks for patience gets it.

. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"

$PYTHON "$TERTIUS_SOURCE_DIR/tests/live/caldav-modest.py" > "$D/said" &
CHILDREN="$CHILDREN $!"
for _ in $(seq 100); do grep -q port "$D/said" && break; sleep 0.1; done
PORT=$(sed -n 's/^port //p' "$D/said")
N=0

tertius() {
	HOME=$D/home XDG_DATA_HOME=$D/home/data XDG_CONFIG_HOME=$D/home/config \
		"$TERTIUS_PROGRAM" --now 2026-06-30T09:00:00+02:00 "$@" 2> "$D/err"
}
sync() { # sync PLACE SETTINGS…, in a home of its own
	rm -rf "${D:?}/home"
	mkdir -p "$D/home/config/tertius"
	printf '%s\n' '[calendar]' "${@:2}" > "$D/home/config/tertius/config"
	tertius scan -q "$TERTIUS_SOURCE_DIR/packaging/demo/Maildir" > /dev/null
	tertius --json calendar sync "caldav://127.0.0.1:$PORT/$1/" > "$D/out"
}
again() { # again PLACE, in the same home
	tertius --json calendar sync "caldav://127.0.0.1:$PORT/$1/" > "$D/out"
}
ask() { # ask METHOD PATH [CURL'S…]
	curl -s --noproxy '*' -X "$1" "http://127.0.0.1:$PORT$2" "${@:3}"
}
check() { # check WHAT COMMAND…
	local what=$1
	shift
	N=$((N + 1))
	if "$@" > /dev/null 2>&1; then echo "ok $N - $what"; else
		echo "not ok $N - $what"
		sed 's/^/# /' "$D/out" "$D/err" "$D/said"
	fi
}
says() { [ -s "$D/out" ] && jq -e --argjson reminders "$(reminders)" "$1" "$D/out"; }
reminders() { # how many there are to write
	tertius --json list reminders | jq -s length
}

sync mkcol
check "an old server makes a calendar" says '.made and (.target | endswith("/tertius/")) and .written == $reminders'
sync mkcol as-task=true
check "and a list for tasks" says '.made and (.target | endswith("/tertius-tasks/")) and .written == $reminders'
sync none as-task=true
check "where none can be made, the only list of tasks is taken" \
	says '(.made | not) and (.target | endswith("/todo/")) and .written == $reminders'
sync none/home as-task=true
check "also when a calendar was named that takes no tasks" \
	says '(.passed_over | endswith("/home/")) and (.target | endswith("/todo/"))'
sync none
check "a calendar of the user's is not taken unasked" \
	grep -q 'does not let us make a calendar' "$D/err"
sync two as-task=true
check "of two lists none is taken unasked" \
	grep -q 'does not let us make a list of tasks' "$D/err"
: > "$D/said"
sync busy
check "who asks for patience gets it, and in the end every reminder" says '.written == $reminders'
check "it had asked" grep -q '^429 PUT' "$D/said"
check "and was not pressed again: nothing was refused twice" \
	test -z "$(grep '^429' "$D/said" | sort | uniq -d)"

sync shy
check "reminders go beside a calendar that cannot be searched" says '.written == $reminders and $reminders > 3'
n=$(tertius --json list reminders | jq -s 'map(select(.state != "dropped")) | length')
is_kept() { [ "$(tertius --json list reminders | jq -s 'map(select(.state != "dropped")) | length')" = "$n" ]; }
for mood in locked unversioned; do
	ask POST "/shy/$mood"
	again shy
	check "$mood: what is there, but not told, is left alone, which is said" grep -q 'left alone' "$D/err"
	check "$mood: it was not deleted by the user" says '.dropped == 0'
	check "$mood: and the reminder stays" is_kept
done
ask POST /shy/
again shy
check "when it is told again, nothing is to be said" test ! -s "$D/err"
check "nor is anything new" says '.dropped + .written + .moved == 0'
name=$(ask PROPFIND /shy/tertius/ -H 'Depth: 1' | grep -o '[^/>]*\.ics<' | tr -d '<' | sort | head -n 1)
ask DELETE "/shy/tertius/$name"
again shy
check "what the user deletes is dropped, whoever does not let itself be searched" says '.dropped == 1'
name=$(ask PROPFIND /shy/tertius/ -H 'Depth: 1' | grep -o '[^/>]*\.ics<' | tr -d '<' | sort | head -n 1)
ask PROPFIND "/shy/tertius/$name" | sed -n 's/.*<c:calendar-data>//; s/<.c:calendar-data>.*//; p' > "$D/moved"
ask PUT "/shy/shared/$name" --data-binary "@$D/moved"
ask DELETE "/shy/tertius/$name"
again shy
check "what the user moves there rests there" says '.dropped == 0 and .written == 0'
again shy
check "for good" says '.dropped == 0 and .written == 0'
echo "1..$N"
