#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures the whole IMAP scan (detection and ledger included) beside the floor (a
# bare socket that sends the same FETCH commands), mbsync, a line with 50 ms of
# latency, a second scan, and by memory. All are ratios of one run; the least
# time of RUNS counts. Processor seconds are told beside, as a busy computer
# stretches a scan of three processes more than one bare socket.
#
# Where a goal is not reached, it is told, and what is true today is held in its
# stead, in processor time, so that it cannot get worse unseen.
#
#	bench/imap.sh [MESSAGES]	KIND=real|small RUNS=3 MEMORY=1

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
BENCH="$TERTIUS_SOURCE_DIR/tests/bench"
TERTIUS="$TERTIUS_BUILD_DIR/tertius"
COUNT=${1:-10000}
RUNS=${RUNS:-3}
KIND=${KIND:-real}
BAD=0

dovecot_prepare
for user in me bulk many; do mkdir -p "$D/home/$user"; done
mail "" "$COUNT" 1 "$KIND"
"$PYTHON" "$HELPERS/imap-mail.py" "$D/home/bulk/Maildir" "$COUNT" 1 bulk
for i in $(seq 20); do
	"$PYTHON" "$HELPERS/imap-mail.py" "$D/home/many/Maildir/.Box $i" \
		$((COUNT / 20)) "$i" bulk
done
dovecot_start 'mail_location = maildir:~/Maildir' || exit 1
export ITEMS TERTIUS D

# run WHAT USER PORT: wall and processor seconds, and MiB of the largest process,
# of the source alone, or of a whole scan into a new ("scan") or known ("again")
# ledger
run() {
	"$PYTHON" "$BENCH/imap-run.py" "$@"
}
floor() { # floor USER PORT PHASE [connect]: seconds, processor seconds, bytes
	sed "s/LOGIN me/LOGIN $1/" "$BENCH/imap-floor.py" > "$D/floor.py"
	"$PYTHON" "$D/floor.py" "$2" "$D/said-$1" "${@:3}"
}
compare() { # compare NAME A B MOST: ends with 1 when it is more
	awk -v n="$1" -v a="${2%% *}" -v b="${3%% *}" -v most="$4" 'BEGIN {
		if (b == 0) { print n ": not measured"; exit 1 }
		bad = most != "" && a / b > most
		printf "%-48s %8.3f / %8.3f = %6.3f%s\n", n, a, b, a / b,
			most == "" ? "" : bad ? "   MORE THAN " most : "   (at most " most ")"
		exit bad }'
}
ratio() { compare "$@" || BAD=1; }
goal() { compare "$@" || GOALS="$GOALS
	$1"; }
GOALS=

# --- Beside a bare socket -------------------------------------------------------
#
# cold	the server has not answered ENVELOPE or BODYSTRUCTURE before, as on a real
#	first scan: Dovecot's cache file is taken away before each run
# warm	it has, and gives what it kept: then it takes a few µs a message, less than
#	any reading of mail can
# line	warm, over a line of 5 MB a second, as from a home to a provider
#
# What is told as processor time a message: of the server; of the source alone; of
# the workers (MIME and detection); of the rest (ledger, conclusions, and starting).

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
	{ best source "$@"; best scan "$@"; } | awk -v n="$COUNT" \
		-v what="$1, $2" '
		NR == 1 { source = $2 }
		NR == 2 { printf "#   %s, µs of a processor a message: server %.0f, " \
			"source %.0f, workers %.0f, rest %.0f; wall %.0f\n",
			what, $5 / n * 1e6, source / n * 1e6, $4 / n * 1e6,
			($2 - $4 - source) / n * 1e6, $1 / n * 1e6 }'
}

hold_parts() { # hold_parts WHAT USER SOURCE ALL: processor time, of our own
	ratio "warm, $1: µs of a processor, source alone" "$(best source warm \
		"$2" | awk -v n="$COUNT" '{ print $2 / n * 1e6 }')" 1 "$3"
	ratio "… of the whole scan" "$(best scan warm "$2" |
		awk -v n="$COUNT" '{ print $2 / n * 1e6 }')" 1 "$4"
}

measure() { # measure CONDITION USER PORT PHASE…
	for _ in $(seq "$RUNS"); do
		for phase in "${@:4}"; do
			once "$phase" "$1" "$2" floor "$2" "$3" "$phase"
		done
		once source "$1" "$2" run source "$2" "$3"
		once scan "$1" "$2" run scan "$2" "$3"
	done
	tell_parts "$1" "$2"
}

for user in me bulk; do
	proxy "$PORT" --log "$D/said-$user"
	run source $user "$PROXYPORT" > /dev/null # warms the server's cache too
	proxy_stop
done
echo "# $COUNT messages ($KIND), $(du -sm "$D/home/me/Maildir" | cut -f1) MiB; nproc $(nproc); $(uptime | sed 's/.*load/load/')"
for condition in cold warm line; do
	AT=$PORT held=goal
	if [ $condition = line ]; then
		held=ratio
		proxy "$PORT" --line 5000000
		AT=$PROXYPORT
	fi
	measure $condition bulk "$AT" both
	measure $condition me "$AT" one two both
	[ $condition != line ] || proxy_stop
	FLOOR=$(best both $condition bulk)
	SCAN=$(best scan $condition bulk)
	ratio "$condition, phase one: source alone / bare socket" \
		"$(best source $condition bulk)" "$FLOOR"
	$held "$condition, phase one: scan / bare socket" "$SCAN" "$FLOOR" 1.6
	ONE=$(best one $condition me) TWO=$(best two $condition me)
	FLOOR=$(best both $condition me)
	SCAN=$(best scan $condition me)
	ratio "$condition, both phases: source alone / bare socket" \
		"$(best source $condition me)" "$FLOOR"
	# 1.6 of what phase one takes and 1.3 of what phase two takes
	$held "$condition, both phases: scan / bare socket" "$SCAN" "$FLOOR" \
		"$(echo "${ONE%% *} ${TWO%% *}" | awk '{
			printf "%.3f", ($1 * 1.6 + $2 * 1.3) / ($1 + $2) }')"
done
# The half of it is what starting takes where there are but 10,000 messages.
hold_parts "phase one" bulk 15 110
hold_parts "both phases" me 25 330
BOTH=$(best scan warm me)
OURS=$(best both warm me | cut -d' ' -f3)

# --- A second scan ------------------------------------------------------------

least() { # least COMMAND…: the line that begins with the least number
	for _ in $(seq "$RUNS"); do "$@"; done | sort -n | head -1
}
FIRST=$(run scan many "$PORT")
AGAIN=$(least run again many "$PORT")
proxy "$PORT" --log "$D/said-again"
# The proxy's port is part of the folders' names: once to learn them.
run scan many "$PROXYPORT" > /dev/null
: > "$D/said-again"
run again many "$PROXYPORT" > /dev/null
proxy_stop
# Of few messages the start of the program is more than that.
ratio "nothing new in 20 folders: second / first scan, s" "$AGAIN" "$FIRST" \
	"$([ "$COUNT" -lt 100000 ] || echo 0.01)"
ratio "… commands after the login, a folder" \
	"$(tr -d '\r' < "$D/said-again" | grep -cE '^T[0-9]+ ')" 20 3

# --- mbsync -----------------------------------------------------------------

# It takes minutes for 10,000 messages.
if command -v mbsync > /dev/null && [ "$COUNT" -le 10000 ]; then
	sed 's/^ *//' > "$D/mbsyncrc" <<-RC
		IMAPAccount far
		Host 127.0.0.1
		Port $PORT
		User me
		Pass secret
		SSLType None
		AuthMechs PLAIN

		IMAPStore far
		Account far

		MaildirStore near
		Path $D/near/
		Inbox $D/near/INBOX
		SubFolders Verbatim

		Channel all
		Far :far:
		Near :near:
		Patterns *
		Create Near
		Sync Pull
		SyncState *
	RC
	mkdir "$D/near"
	BEGAN=$(date +%s.%N)
	mbsync -c "$D/mbsyncrc" -q all > "$D/mbsync" 2>&1 || cat "$D/mbsync"
	TOOK=$(echo "$(date +%s.%N) - $BEGAN" | bc)
	sleep 0.5
	THEIRS=$(sed -n 's/.*Logged out.* out=\([0-9]*\).*/\1/p' "$D/log" | tail -1)
	ratio "time: scan / mbsync, s" "$BOTH" "$TOOK" 0.334
	ratio "bytes: scan / mbsync, MiB" "$(echo "$OURS/1048576" | bc -l)" \
		"$(echo "$THEIRS/1048576" | bc -l)" 0.2
fi

# --- A long line ------------------------------------------------------------

proxy "$PORT" --delay 25
FAR_FLOOR=$(least floor me "$PROXYPORT" both connect)
FAR=$(least run source me "$PROXYPORT")
FAR_SCAN=$(least run scan me "$PROXYPORT")
proxy_stop
ratio "50 ms away: source / bare socket, s" "$FAR" "$FAR_FLOOR" 1.5
goal "… the whole scan" "$FAR_SCAN" "$FAR_FLOOR" 1.5

# --- Memory -----------------------------------------------------------------

memory() { # memory WHAT COUNT KIND: MiB of all processes together
	local port; port=$(free_port)
	"$PYTHON" "$BENCH/imap-fake.py" "$port" "$2" "$3" &
	local fake=$!
	CHILDREN="$CHILDREN $fake"
	sleep 1
	TOGETHER=1 run "$1" me "$port" | cut -d' ' -f3
	kill $fake
}
if [ -n "$MEMORY" ]; then
	SMALL=$(memory scan 100000 bulk)
	ratio "memory of a scan of 100,000 from lists, MiB" "$SMALL" 64 1
	ratio "… 1,000,000, MiB above that" \
		"$(echo "$(memory scan 1000000 bulk) - $SMALL" | bc)" 10 1
	SMALL=$(memory scan 100000 mixed)
	ratio "memory of a scan of 100,000, two thirds letters" "$SMALL" 64 1
	ratio "… 1,000,000, MiB above that" \
		"$(echo "$(memory scan 1000000 mixed) - $SMALL" | bc)" 10 1
	"$PYTHON" "$BENCH/imap-fake.py" mbox 100000 mixed > "$D/mixed.mbox"
	ratio "memory of a scan of an mbox of 100,000" \
		"$(TOGETHER=1 run mbox "$D/mixed.mbox" | cut -d' ' -f3)" 64 1
fi
[ -z "$GOALS" ] || echo "# Goals that are not reached:$GOALS"
exit $BAD
