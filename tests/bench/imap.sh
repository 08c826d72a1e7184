#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures the whole IMAP scan (detection and ledger included) beside the floor (a
# bare socket that logs in the same way, sends the same EXAMINE and FETCH commands
# over one connection and throws the answers away), mbsync, a line with 50 ms of
# latency, a second scan, and by memory. All are ratios of one run; the least time
# of RUNS counts. Where the time goes is told in processor seconds, as a busy
# computer stretches a scan of four processes more than one bare socket.
#
# Where a goal cannot be reached, it is told, with the least that this computer
# could do; what is true today is held in its stead, so that it cannot get worse
# unseen.
#
#	bench/imap.sh [MESSAGES]	RUNS=3 PARTS='floor far again mbsync memory'
#
# The mail is of the sizes that mailboxes have today (imap-mail.py says which): 70 kB
# in the mean. A server that is asked the first time for BODYSTRUCTURE reads each
# message to its end, so that what a message weighs counts for the floor. For 100,000
# messages that is 12 GB below /tmp; where there are less, KIND=small is measured.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
BENCH="$TERTIUS_SOURCE_DIR/tests/bench"
TERTIUS="$TERTIUS_BUILD_DIR/tertius"
HEADS="$TERTIUS_BUILD_DIR/tests/bench/heads/tertius"
COUNT=${1:-10000}
RUNS=${RUNS:-3}
PARTS=" ${PARTS:-floor far again mbsync} "
BAD=0
GOALS=

for program in "$TERTIUS" "$ITEMS" "$HEADS"; do
	[ -x "$program" ] || {
		echo "imap.sh: $program is not there; make bench-imap builds it" >&2
		exit 1
	}
done

wants() { case $PARTS in *" $1 "*) ;; *) false ;; esac }
made_up() { # made_up USER COUNT KIND
	mkdir -p "$D/home/$1"
	"$PYTHON" "$HELPERS/imap-mail.py" "$D/home/$1/Maildir" "$2" 1 "$3"
}

KIND=${KIND:-today}
[ "$(df --output=avail -k /tmp | tail -1)" -gt $((COUNT * 120)) ] || KIND=small
dovecot_prepare
made_up few 10 "$KIND"
made_up me "$COUNT" "$KIND"
if wants floor; then
	made_up bulk "$COUNT" "$([ "$KIND" = today ] && echo lists || echo bulk)"
fi
if wants again; then
	for i in $(seq 20); do
		mkdir -p "$D/home/many"
		"$PYTHON" "$HELPERS/imap-mail.py" \
			"$D/home/many/Maildir/.Box $i" $((COUNT / 20)) "$i" bulk
	done
fi
dovecot_start 'mail_location = maildir:~/Maildir' || exit 1
export ITEMS TERTIUS HEADS D

# run WHAT USER PORT: wall and processor seconds, and MiB of the largest process,
# of the source alone, of a whole scan into a new ("scan") or known ("again")
# ledger, or of its first phase alone ("heads")
run() {
	"$PYTHON" "$BENCH/imap-run.py" "$@"
}
floor() { # floor USER PORT PHASE [connect]: seconds, processor seconds, bytes
	"$PYTHON" "$BENCH/imap-floor.py" "$1" "$2" "$D/said-$1" "${@:3}"
}
least() { # least COMMAND…: the line that begins with the least number
	for _ in $(seq "$RUNS"); do "$@"; done | sort -n | head -1
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

. "$BENCH/imap-beside.sh"

log_commands() { # log_commands USER: what the scan says; warms the cache too
	proxy "$PORT" --log "$D/said-$1"
	run source "$1" "$PROXYPORT" > /dev/null
	proxy_stop
}

echo "# $COUNT messages ($KIND), $(du -sm "$D/home/me/Maildir" | cut -f1) MiB; nproc $(nproc); $(uptime | sed 's/.*load/load/')"
log_commands me
if wants floor; then
	log_commands bulk
	START=$(least run scan few "$PORT")
	beside cold "$PORT" ratio
	if [ "$COUNT" -le 10000 ]; then
		beside warm "$PORT" goal
		hold_parts "phase one" bulk 15 75
		hold_parts "both phases" me 25 200
		proxy "$PORT" --line 5000000
		beside line "$PROXYPORT" ratio
		proxy_stop
	fi
fi

# --- A long line ------------------------------------------------------------
#
# "The time that the same bytes need on a link of that latency" wants a width too.
# Without one, the bytes come as fast as this computer reads its own memory, and the
# scan has to keep up; so the whole is held on a line of 100 Mbit/s, and what comes
# over the net alone also without one.

if wants far; then
	proxy "$PORT" --delay 25
	FAR_FLOOR=$(least floor me "$PROXYPORT" both connect)
	ratio "50 ms away: source / bare socket, s" \
		"$(least run source me "$PROXYPORT")" "$FAR_FLOOR" 1.5
	goal "… the whole scan" "$(least run scan me "$PROXYPORT")" \
		"$FAR_FLOOR" 1.5
	proxy_stop
	proxy "$PORT" --delay 25 --line 12500000
	ratio "50 ms away at 100 Mbit/s: the whole scan / bare socket, s" \
		"$(least run scan me "$PROXYPORT")" \
		"$(least floor me "$PROXYPORT" both connect)" 1.5
	proxy_stop
fi

# --- A second scan ------------------------------------------------------------

if wants again; then
	# A first scan is cold; of the second, which is short, the least of three.
	FIRST=$(run scan many "$PORT")
	AGAIN=$(RUNS=3 least run again many "$PORT")
	proxy "$PORT" --log "$D/said-again"
	# The proxy's port is part of the folders' names: once to learn them.
	run scan many "$PROXYPORT" > /dev/null
	: > "$D/said-again"
	run again many "$PROXYPORT" > /dev/null
	proxy_stop
	# Of few messages the start of the program is more than that.
	ratio "nothing new in 20 folders: second / first scan, s" "$AGAIN" \
		"$FIRST" "$([ "$COUNT" -lt 100000 ] || echo 0.01)"
	ratio "… commands after the login, a folder" \
		"$(tr -d '\r' < "$D/said-again" | grep -cE '^T[0-9]+ ')" 20 3
fi

# --- mbsync -----------------------------------------------------------------

if wants mbsync && ! command -v mbsync > /dev/null; then
	echo "# beside mbsync: not measured, there is none (Debian: isync)"
elif wants mbsync; then
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
	BOTH=$(least run scan me "$PORT")
	OURS=$(floor me "$PORT" both | cut -d' ' -f3)
	ratio "time: scan / mbsync, s" "$BOTH" "$TOOK" 0.334
	ratio "bytes: scan / mbsync, MiB" "$(echo "$OURS/1048576" | bc -l)" \
		"$(echo "$THEIRS/1048576" | bc -l)" 0.2
fi

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
if wants memory; then
	SMALL=$(memory scan 100000 bulk)
	ratio "memory of a scan of 100,000 from lists, MiB" "$SMALL" 64 1
	ratio "… 1,000,000, MiB above that" \
		"$(echo "$(memory scan 1000000 bulk) - $SMALL" | bc)" 10 1
	SMALL=$(memory scan 100000 mixed)
	ratio "memory of a scan of 100,000, two thirds letters" "$SMALL" 64 1
	ratio "… 1,000,000, MiB above that" \
		"$(echo "$(memory scan 1000000 mixed) - $SMALL" | bc)" 10 1
	ratio "memory of a scan of 100,000 from as many lists" \
		"$(memory scan 100000 crowd)" 64 1
	# Of each person something is known while it is concluded.
	ratio "memory of a scan of 100,000 letters of as many people" \
		"$(memory scan 100000 people)" 64 1
	"$PYTHON" "$BENCH/imap-fake.py" mbox 100000 mixed > "$D/mixed.mbox"
	ratio "memory of a scan of an mbox of 100,000" \
		"$(TOGETHER=1 run mbox "$D/mixed.mbox" | cut -d' ' -f3)" 64 1
fi
[ -z "$GOALS" ] || echo "# Goals that are not reached:$GOALS"
exit $BAD
