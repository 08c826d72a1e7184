#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check.sh BUILD PART…: makes each part, one after the other so that servers and
# clocks have the computer to themselves, goes on after one that fails, tells how
# long each took, and counts. A part is a target of make; what it needs and this
# computer lacks, it skips and says so. +PART runs from there on beside all others,
# on what they leave of the processors, and is told of at the end.
build=$1
shift
times=$build/check.times
passed=0
failed=0
bad=

# Adds what the logs $2 below folder $1 tell, of tests that exist.
count_logs() {
	counted=$(find "$1" -path "$1/$2" 2> /dev/null | while read -r log; do
		test=${log#"$1"/}
		test=tests/${test%.log}
		if [ -e "$test" ] || [ -e "$test.c" ]; then cat "$log"; fi
	done | awk -F'[:, ]+' '
		/^[0-9]+%: Checks:/ { n += $3; bad += $5 + $7 }
		/^ok / { n++ }
		/^not ok / { n++; bad++ }
		END { printf "%d %d\n", n - bad, bad }')
	passed=$((passed + ${counted% *}))
	failed=$((failed + ${counted#* }))
}

# Makes part $1 and notes how long it took.
make_part() {
	begin=$(date +%s)
	$polite $MAKE --no-print-directory -k B="$build" WERROR="${WERROR-1}" "$1"
	status=$?
	printf '%5d s  %s\n' $(($(date +%s) - begin)) "$1" >> "$times"
	return $status
}

# The same beside other parts, with as many jobs of its own.
make_beside() {
	polite='nice -n 19'
	MAKEFLAGS=$(echo "$MAKEFLAGS" | sed 's/ *--jobserver-[a-z]*=[^ ]*//')
	make_part "$1" > "$build/$1.log" 2>&1
}

# Counts part $1, which ended with status $2.
count_part() {
	before=$failed
	case $1 in
	check-asan) count_logs "$build/asan/tests" '*.log' ;;
	check-tsan) count_logs "$build/tsan/tests" 'test-*.log' ;;
	check-valgrind) count_logs "$build/valgrind/tests" 'test-*.log' ;;
	check-unit) count_logs "$build/tests" 'test-*.log' ;;
	check-cli)
		count_logs "$build/tests" 'cli/*.log'
		count_logs "$build/tests" 'guidelines/*.log'
		;;
	check-live) count_logs "$build/tests" 'live/*.log' ;;
	check-packages) count_logs "$build/tests" 'packaging/*.log' ;;
	*) passed=$((passed + ($2 == 0))) ;;
	esac
	[ "$2" != 0 ] || return
	bad="$bad $1"
	# It did not count itself: it was not built, or it died.
	[ "$failed" != "$before" ] || failed=$((failed + 1))
}

# What runs beside does not hear of ^C by itself.
trap 'trap - TERM; kill 0' INT

mkdir -p "$build"
: > "$times"
beside=
for part in "$@"; do
	if [ "$part" != "${part#+}" ]; then
		make_beside "${part#+}" &
		beside="$beside ${part#+}:$!"
		continue
	fi
	printf '\n== %s\n' "$part"
	make_part "$part"
	count_part "$part" $?
done
for one in $beside; do
	part=${one%:*}
	printf '\n== %s\n' "$part"
	wait "${one#*:}"
	status=$?
	cat "$build/$part.log"
	count_part "$part" $status
done
echo
cat "$times"
[ -z "$bad" ] || echo "Not well:$bad"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
