# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by imap.sh: the scan beside a bare socket.
#
# cold	the server has not answered ENVELOPE or BODYSTRUCTURE before, as on a real
#	first scan: Dovecot's cache file is taken away before each run
# warm	it has, and gives what it kept. Here that takes it 7 to 20 µs a message, and
#	detection alone may take 150 (issue 4), so that no computer with two
#	processors can hold 1.6 and 1.3: the line "at least" says what it could
# line	warm, over a line of 5 MB a second, as from a home to a provider
#
# What is told as processor time a message: of the server; of the source alone; of
# the workers (MIME and detection); of the rest (ledger and conclusions); and what a
# scan of ten messages takes, which is starting. "At least" is all of it, the
# server's too, spread evenly over all processors, beside the bare socket's time; no
# way of doing the same work can be faster.

spent() { # processor seconds of the server's ended sessions
	sleep 0.2
	awk '{ print ($16 + $17) / 100 }' "/proc/$DOVECOT/stat"
}
chill() { rm -f "$D/home/$1/Maildir/dovecot.index.cache"*; }

# once KIND CONDITION USER PORT COMMAND…: a line into $D/m-…
once() {
	local before
	[ "$2" != cold ] || chill "$3"
	before=$(spent)
	set -- "$1" "$2" "$3" "$("${@:4}")"
	echo "$4 $(echo "$(spent) - $before" | bc)" >> "$D/m-$1-$2-$3"
}
best() { sort -n "$D/m-$1-$2-$3" | head -1; }

tell_parts() { # tell_parts CONDITION USER
	{ echo "$START"; best source "$@"; best scan "$@"; best both "$@"; } |
		awk -v n="$COUNT" -v what="$1, $2" -v cpus="$(nproc)" '
		NR == 1 { start = $2 }
		NR == 2 { source = $2 }
		NR == 3 { wall = $1; ours = $2; workers = $4; server = $5 }
		NR == 4 { printf "#   %s, µs of a processor a message: server %.0f, " \
			"source %.0f, workers %.0f, rest %.0f, of all these starting " \
			"%.0f; wall %.0f; at least %.2f of the bare socket, was %.2f\n",
			what, server / n * 1e6, source / n * 1e6, workers / n * 1e6,
			(ours - workers - source) / n * 1e6, start / n * 1e6,
			wall / n * 1e6,
			(server + ours) / cpus < $1 ? 1 : (server + ours) / cpus / $1,
			wall / $1 }'
}

hold_parts() { # hold_parts WHAT USER SOURCE ALL: processor time, of our own
	ratio "warm, $1: µs of a processor, source alone" "$(best source warm \
		"$2" | awk -v n="$COUNT" '{ print $2 / n * 1e6 }')" 1 "$3"
	ratio "… of the whole scan" "$(best scan warm "$2" |
		awk -v n="$COUNT" '{ print $2 / n * 1e6 }')" 1 "$4"
}

measure() { # measure CONDITION USER PORT KIND…: in turn, RUNS times
	for _ in $(seq "$RUNS"); do
		for kind in "${@:4}"; do
			case $kind in
			one | two | both)
				once "$kind" "$1" "$2" floor "$2" "$3" "$kind" ;;
			*) once "$kind" "$1" "$2" run "$kind" "$2" "$3" ;;
			esac
		done
	done
	tell_parts "$1" "$2"
}

# Phases go in turn, batch for batch, so that what each takes of a scan cannot be
# seen in it: a scan that ends with the first phase (heads-only.c) tells of the first,
# and what the whole takes more than that of the second. The bare socket sends the
# commands of one phase alone. A goal beside: what the texts add to the bare socket
# too when it sends all commands in the order in which the scan did. In this order
# the server finds a text more easily, as it has just read the message; so it adds
# less to it than it takes alone: a tenth of a second for 10,000, less than starting
# four processes, and for 100,000 less than the bare socket's runs differ (both phases
# took 11.2 s where the first alone took 14.5). So what is held is the whole beside
# both phases alone, one after the other; in this order it is told.
phases() { # phases CONDITION USER goal|ratio
	local one two both scan heads limit
	one=$(best one "$1" "$2") two=$(best two "$1" "$2")
	both=$(best both "$1" "$2")
	scan=$(best scan "$1" "$2") heads=$(best heads "$1" "$2")
	$3 "$1, letters, phase one: scan / bare socket" "$heads" "$one" 1.6
	$3 "$1, … phase two: what it adds / bare socket" \
		"$(less "$scan" "$heads")" "$two" 1.3
	goal "$1, … what it adds / adds to the bare socket" \
		"$(less "$scan" "$heads")" "$(less "$both" "$one")" 1.3
	tell_least "$1, phase two" "$scan" "$heads" "$both" "$one"
	# 1.6 of what phase one takes and 1.3 of what phase two takes
	limit=$(echo "${one%% *} ${two%% *}" | awk '{
		printf "%.3f", ($1 * 1.6 + $2 * 1.3) / ($1 + $2) }')
	$3 "$1, both phases: scan / bare socket for one and the other" "$scan" \
		"$(echo "${one%% *} + ${two%% *}" | bc)" "$limit"
	goal "$1, … in the order of the scan" "$scan" "$both" "$limit"
}
less() { # less A B: how many seconds A took more than B
	echo "${1%% *} - ${2%% *}" | bc
}
tell_least() { # tell_least WHAT SCAN HEADS BOTH ONE
	printf '%s\n' "${@:2}" | awk -v what="$1" -v cpus="$(nproc)" '
		{ wall[NR] = $1; all[NR] = $2 + $5 }
		END { printf "#   %s adds to processors %.2f s, and to the bare " \
			"socket %.2f s of wall: at least %.2f of that\n", what,
			all[1] - all[2], wall[3] - wall[4],
			(all[1] - all[2]) / cpus / (wall[3] - wall[4]) }'
}

beside() { # beside CONDITION PORT goal|ratio
	measure "$1" bulk "$2" both source scan
	$3 "$1, phase one: scan / bare socket" "$(best scan "$1" bulk)" \
		"$(best both "$1" bulk)" 1.6
	measure "$1" me "$2" one heads two both source scan
	phases "$1" me "$3"
}
