#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Nothing rings twice: what a calendar rings, Tertius does not, by each setting.

. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"

radicale
[ -n "$URL" ] && $PYTHON -c 'import gi' 2> /dev/null &&
	command -v dbus-run-session > /dev/null ||
	{ echo "1..0 # SKIP no radicale, or no desktop to ring on"; exit; }
N=0
now=2026-06-30T09:00:00+02:00

tertius() {
	HOME=$D/home XDG_DATA_HOME=$D/home/data XDG_CONFIG_HOME=$D/home/config \
		"$TERTIUS_PROGRAM" --now "$now" "$@" 2> "$D/err"
}
bells() { # how often it rings at an hour at which something is due
	: > "$D/bells"
	HOME=$D/home XDG_DATA_HOME=$D/home/data XDG_CONFIG_HOME=$D/home/config \
		dbus-run-session -- $PYTHON \
		"$TERTIUS_SOURCE_DIR/tests/cli/notifications.py" "$D/bells" \
		"$TERTIUS_PROGRAM" --now 2026-06-30T11:30:00+02:00 due --notify 2> "$D/err"
	wc -l < "$D/bells"
}
is() { # is WHAT GOT WANTED
	N=$((N + 1))
	[ "$2" = "$3" ] && { echo "ok $N - $1"; return; }
	echo "not ok $N - $1"
	echo "# $2, not $3: $(head -n 2 "$D/err")"
}
begin() { # begin USER SETTINGS…: a fresh home whose reminders are in the calendar
	rm -rf "${D:?}/home"
	mkdir -p "$D/home/config/tertius"
	printf '%s\n' '[calendar]' "${@:2}" > "$D/home/config/tertius/config"
	tertius scan -q "$TERTIUS_SOURCE_DIR/packaging/demo/Maildir" > /dev/null
	[ "$1" = - ] || tertius --password-command 'echo secret' calendar sync \
		"${URL/#http:\/\//caldav://$1@}" > /dev/null
}
alarms() { grep -rl BEGIN:VALARM "$D/radicale/collection-root/$1" | wc -l; }

begin - ''
is "in no calendar of an account: Tertius rings" "$(bells)" 1
begin alice ''
is "in one: the calendar rings" "$(bells) $(($(alarms alice) > 0))" '0 1'
begin bob ring=calendar
is "the calendar is to ring: it does, alone" "$(bells) $(($(alarms bob) > 0))" '0 1'
begin carol ring=tertius
is "Tertius is to ring: it does, alone" "$(bells) $(alarms carol)" '1 0'
begin dana ring=both
is "both are to ring: they do" "$(bells) $(($(alarms dana) > 0))" '1 1'
begin erin ''
printf '%s\n' '[calendar]' ring=tertius > "$D/home/config/tertius/config"
is "what had an alarm before Tertius was to ring keeps it, and rings once" \
	"$(bells) $(($(alarms erin) > 0))" '0 1'
begin - ring=calendar
is "no account, and the calendar is to ring: the folder's program does" "$(bells)" 0
echo "1..$N"
