#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures the IMAP source beside the floor (a bare socket that sends the same
# FETCH commands), mbsync, a line with 50 ms of latency, and by memory. All are
# ratios of one run; the least time of RUNS counts.
#
#	bench/imap.sh [MESSAGES]

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
BENCH="$TERTIUS_SOURCE_DIR/tests/bench"
COUNT=${1:-10000}
RUNS=${RUNS:-3}
KIND=${KIND:-real}
BAD=0

dovecot_prepare
for user in me bulk; do mkdir -p "$D/home/$user"; done
mail "" "$COUNT" 1 "$KIND"
mkdir "$D/home/bulk/Maildir"
"$PYTHON" "$HELPERS/imap-mail.py" "$D/home/bulk/Maildir" "$COUNT" 1 bulk
dovecot_start 'mail_location = maildir:~/Maildir' || exit 1

# least COMMAND…: the least of the first numbers that it prints
least() {
	for _ in $(seq "$RUNS"); do "$@"; done | sort -n | head -1
}
run() { # run USER PORT: seconds of the source alone
	"$PYTHON" - "$1" "$2" <<-'PY'
		import os, subprocess, sys, time
		began = time.monotonic()
		subprocess.run([os.environ["ITEMS"], "--quiet",
		    "--insecure-plaintext", "--password-command", "echo secret",
		    "imap://%s@127.0.0.1:%s" % tuple(sys.argv[1:3])],
		    stdout=subprocess.DEVNULL, stderr=open(os.environ["D"] + "/err", "w"),
		    check=True)
		print("%.3f" % (time.monotonic() - began))
	PY
}
export ITEMS D
floor() { sed "s/LOGIN me/LOGIN $1/" "$BENCH/imap-floor.py" > "$D/floor.py"
	"$PYTHON" "$D/floor.py" "${@:2}" | tee -a "$D/floors" | cut -d' ' -f1; }
ratio() { # ratio NAME A B MOST
	awk -v n="$1" -v a="$2" -v b="$3" -v most="$4" 'BEGIN {
		bad = most != "" && a / b > most
		printf "%-44s %8.3f / %8.3f = %5.2f%s\n", n, a, b, a / b,
			most == "" ? "" : bad ? "   MORE THAN " most : "   (at most " most ")"
		exit bad }' || BAD=1
}

for user in me bulk; do
	proxy "$PORT" --log "$D/said-$user"
	run $user "$PROXYPORT" > /dev/null # warms the server's cache too
	proxy_stop
done
echo "# $COUNT messages ($KIND), $(du -sm "$D/home/me/Maildir" | cut -f1) MiB; nproc $(nproc); $(uptime | sed 's/.*load/load/')"
ONE_FLOOR=$(least floor bulk "$PORT" "$D/said-bulk" both)
ONE=$(least run bulk "$PORT")
ratio "phase one: source / bare socket, s" "$ONE" "$ONE_FLOOR" 1.6
BOTH_FLOOR=$(least floor me "$PORT" "$D/said-me" both)
BOTH=$(least run me "$PORT")
ratio "both phases: source / bare socket, s" "$BOTH" "$BOTH_FLOOR" 1.45
echo "# $(cat "$D/err"); floors: $(tail -n 1 "$D/floors")"
OURS=$(sed -n 's/.*received \([0-9]*\).*/\1/p' "$D/err")

# --- mbsync -----------------------------------------------------------------

if command -v mbsync > /dev/null; then
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
	ratio "time: source / mbsync, s" "$BOTH" "$TOOK" 0.334
	ratio "bytes: source / mbsync, MiB" "$(echo "$OURS/1048576" | bc -l)" \
		"$(echo "$THEIRS/1048576" | bc -l)" 0.2
fi

# --- A long line ------------------------------------------------------------

proxy "$PORT" --delay 25
FAR_FLOOR=$(least floor me "$PROXYPORT" "$D/said-me" both)
FAR=$(least run me "$PROXYPORT")
proxy_stop
ratio "50 ms away: source / bare socket, s" "$FAR" "$FAR_FLOOR" 1.5

# --- Memory -----------------------------------------------------------------

memory() { # memory COUNT: MiB
	local port; port=$(free_port)
	"$PYTHON" "$BENCH/imap-fake.py" "$port" "$1" &
	local fake=$!
	CHILDREN="$CHILDREN $fake"
	sleep 1
	"$PYTHON" - "$port" <<-'PY'
		import os, resource, subprocess, sys
		subprocess.run([os.environ["ITEMS"], "--quiet",
		    "--insecure-plaintext", "--password-command", "echo secret",
		    "imap://me@127.0.0.1:" + sys.argv[1]], check=True,
		    stderr=subprocess.DEVNULL)
		print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
	PY
	kill $fake
}
if [ -n "$MEMORY" ]; then
	SMALL=$(memory 100000)
	LARGE=$(memory 1000000)
	ratio "memory at 100,000 messages, MiB / 64" "$SMALL" 64 1
	ratio "memory at 1,000,000, MiB above / 10" \
		"$(echo "$LARGE - $SMALL" | bc)" 10 1
fi
exit $BAD
