#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same mail in any order, in any folders, twice, or with the scan killed at
# any moment, ends in the same export, byte for byte.
. "$(dirname "$0")/tap.sh"

ROUNDS=${ROUNDS:-50}
now=2026-06-30T09:00:00+02:00
RANDOM=${SEED:=$$}
echo "# SEED=$SEED ROUNDS=$ROUNDS"

# A part of the demo's mail: what comes from or goes to a few, so that the
# introductions and what followed are among it.
mapfile -t messages < <(grep -rlE \
	'solgrid|koerber|capegrid|vltava|tidemark|northlight' \
	"$demo/Maildir" | sort)
mkdir mail mail/.Sent
for i in "${!messages[@]}"; do
	to=mail/$i
	[[ ${messages[i]} != */.Sent/* ]] || to=mail/.Sent/$i
	cp "${messages[i]}" "$to"
	messages[i]=$to
done
check 'there is mail to shuffle' test "${#messages[@]}" -gt 25

scan() { # scan LEDGER PLACE…
	local ledger=$1
	shift
	tertius scan --quiet --no-progress --now "$now" --ledger "$ledger" "$@"
}

# Sent mail must be known as such in every order, for it says who I am.
deal() { # deal FOLDER: the messages, in random order, into folders at random
	local i=0 target folders=("$1" "$1/.A" "$1/.B")
	rm -rf "$1"
	mkdir -p "$1"/{cur,new,tmp} "$1"/.{A,B,Sent}/{cur,new,tmp}
	while read -r message; do
		i=$((i + 1))
		target=${folders[RANDOM % 3]}
		[[ $message != */.Sent/* ]] || target=$1/.Sent
		echo "$message" "$target/cur/$i.x:2,S"
	done < <(printf '%s\n' "${messages[@]}" |
		shuf --random-source=<(yes $RANDOM)) | xargs -n 2 ln
}

export_of() { tertius export --now "$now" --ledger "$1"; }

deal first
scan first.db first "$demo/calendar.ics" > first.json
export_of first.db > wanted
check 'the first scan finds something' \
	test "$(grep -c . wanted)" -gt "${#messages[@]}"
tertius list --now "$now" --ledger first.db > wanted-list
check 'introductions are among it' test "$(grep -c . wanted-list)" -ge 2

bad=0
for ((round = 1; round <= ROUNDS; round++)); do
	deal other
	rm -f other.db*
	case $((RANDOM % 3)) in
	0) scan other.db other "$demo/calendar.ics" ;;
	1) scan other.db "$demo/calendar.ics" other ;;
	2) # folder by folder, and the first one twice
		scan other.db other/.A other/.Sent
		scan other.db "$demo/calendar.ics" other/.A other ;;
	esac > /dev/null 2> err
	export_of other.db > got
	cmp -s wanted got || {
		bad=$((bad + 1))
		echo "# round $round differs: $(cmp wanted got) $(cat err)"
	}
done
check "$ROUNDS random orders give the same export" test $bad = 0
tertius list --now "$now" --ledger other.db > got-list
check 'and the same introductions' cmp wanted-list got-list

# How long a whole scan takes, in milliseconds, bounds the moments of the kills: one
# that begins anew tells, as the machine may have more or less to do by then.
timed() { # timed LEDGER
	local start
	start=$(date +%s%N)
	scan "$1" first "$demo/calendar.ics" > /dev/null 2> err
	took=$((($(date +%s%N) - start) / 1000000))
}
timed timed.db
whole=$took
bad=0
struck=0
begun=0 # of those that struck, after something was kept
for ((round = 1; (struck < ROUNDS || begun < 10) && round <= ROUNDS * 5; round++)); do
	[ $((RANDOM % 2)) = 0 ] && [ "$round" -gt 1 ] || rm -f killed.db*
	# Not the function: what is killed must be the command itself.
	(exec tertius scan --quiet --no-progress --now "$now" --ledger \
		killed.db first "$demo/calendar.ics" > /dev/null 2>&1) &
	victim=$!
	moment=$((RANDOM * whole / 32768))
	sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
	kill -9 $victim 2> /dev/null
	wait $victim 2> /dev/null
	if [ $? = 137 ]; then
		struck=$((struck + 1))
		[ ! -s killed.db-wal ] || begun=$((begun + 1))
	fi
	[ -s killed.db ] && anew=false || anew=true
	timed killed.db
	! $anew || whole=$took
	export_of killed.db > got
	cmp -s wanted got || {
		bad=$((bad + 1))
		echo "# kill $round differs: $(cmp wanted got) $(cat err)"
	}
done
check "$ROUNDS kills at random moments lose nothing" test $bad = 0
echo "# $struck kills in $((round - 1)) scans, the last of $whole ms, $begun amid writing"
check 'so many have struck' test $struck -ge "$ROUNDS"
check 'and some of them while something was written' test $begun -ge 10

# ^C in the middle: what was read is kept, the status says that more is left.
cat > slow-reader << 'SH'
#!/bin/sh
exec tertius scan --json --now "$1" --ledger "$2" "$3"
SH
chmod +x slow-reader
rm -f stopped.db*
./slow-reader "$now" stopped.db "$demo/Maildir" > stopped.json 2> err &
victim=$!
sleep 0.15
kill -INT $victim 2> /dev/null
wait $victim
status=$?
check '^C ends orderly' test "$status" -le 1
scan stopped.db "$demo/Maildir" > /dev/null
scan whole.db "$demo/Maildir" > /dev/null
check 'and the next scan goes on to the same end' \
	cmp <(export_of stopped.db) <(export_of whole.db)
finish
