#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures the whole IMAP scan (detection and ledger included) beside the floor (a
# bare socket that sends the same FETCH commands), mbsync, a line with 50 ms of
# latency, a second scan, and by memory. All are ratios of one run; the least
# time of RUNS counts. Processor seconds are told beside, as a busy computer
# stretches a scan of three processes more than one bare socket.
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

# least COMMAND…: the line that begins with the least number
least() {
	for _ in $(seq "$RUNS"); do "$@"; done | sort -n | head -1
}
# run WHAT USER PORT: wall and processor seconds, and MiB of the largest process,
# of the source alone, or of a whole scan into a new ("scan") or known ("again")
# ledger
run() {
	"$PYTHON" "$BENCH/imap-run.py" "$@"
}
floor() { # floor USER PORT [connect]: seconds, bytes
	sed "s/LOGIN me/LOGIN $1/" "$BENCH/imap-floor.py" > "$D/floor.py"
	"$PYTHON" "$D/floor.py" "$2" "$D/said-$1" both "${@:3}"
}
ratio() { # ratio NAME A B MOST
	awk -v n="$1" -v a="${2%% *}" -v b="${3%% *}" -v most="$4" 'BEGIN {
		bad = most != "" && a / b > most
		printf "%-48s %8.3f / %8.3f = %6.3f%s\n", n, a, b, a / b,
			most == "" ? "" : bad ? "   MORE THAN " most : "   (at most " most ")"
		exit bad }' || BAD=1
}

for user in me bulk; do
	proxy "$PORT" --log "$D/said-$user"
	run source $user "$PROXYPORT" > /dev/null # warms the server's cache too
	proxy_stop
done
echo "# $COUNT messages ($KIND), $(du -sm "$D/home/me/Maildir" | cut -f1) MiB; nproc $(nproc); $(uptime | sed 's/.*load/load/')"
ONE_FLOOR=$(least floor bulk "$PORT")
ONE_SOURCE=$(least run source bulk "$PORT")
ONE=$(least run scan bulk "$PORT")
echo "# phase one, s: floor $ONE_FLOOR; source (wall, processor, MiB) $ONE_SOURCE; scan $ONE"
ratio "phase one: source alone / bare socket, s" "$ONE_SOURCE" "$ONE_FLOOR"
ratio "phase one: scan / bare socket, s" "$ONE" "$ONE_FLOOR" 1.6
BOTH_FLOOR=$(least floor me "$PORT")
BOTH_SOURCE=$(least run source me "$PORT")
BOTH=$(least run scan me "$PORT")
echo "# both phases, s: floor $BOTH_FLOOR; source $BOTH_SOURCE; scan $BOTH"
ratio "both phases: source alone / bare socket, s" "$BOTH_SOURCE" "$BOTH_FLOOR"
ratio "both phases: scan / bare socket, s" "$BOTH" "$BOTH_FLOOR" 1.45
OURS=${BOTH_FLOOR##* }

# --- A second scan ------------------------------------------------------------

FIRST=$(run scan many "$PORT")
AGAIN=$(least run again many "$PORT")
proxy "$PORT" --log "$D/said-again"
# The proxy's port is part of the folders' names: once to learn them.
run scan many "$PROXYPORT" > /dev/null
: > "$D/said-again"
run again many "$PROXYPORT" > /dev/null
proxy_stop
ratio "nothing new in 20 folders: second / first scan, s" "$AGAIN" "$FIRST" 0.01
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
FAR_FLOOR=$(least floor me "$PROXYPORT" connect)
FAR=$(least run source me "$PROXYPORT")
proxy_stop
ratio "50 ms away: source / bare socket, s" "$FAR" "$FAR_FLOOR" 1.5

# --- Memory -----------------------------------------------------------------

memory() { # memory WHAT COUNT: wall, processor, MiB
	local port; port=$(free_port)
	"$PYTHON" "$BENCH/imap-fake.py" "$port" "$2" &
	local fake=$!
	CHILDREN="$CHILDREN $fake"
	sleep 1
	run "$1" me "$port" | cut -d' ' -f3
	kill $fake
}
if [ -n "$MEMORY" ]; then
	SMALL=$(memory source 100000)
	ratio "memory of reading 100,000 messages, MiB" "$SMALL" 64 1
	ratio "… 1,000,000, MiB above that" \
		"$(echo "$(memory source 1000000) - $SMALL" | bc)" 10 1
	ratio "memory of a scan of 100,000, conclusions included" \
		"$(memory scan 100000)" 64 1
fi
exit $BAD
