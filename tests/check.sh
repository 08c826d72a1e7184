#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check.sh BUILD PART…: makes each part, one after the other so that servers and
# clocks have the computer to themselves, goes on after one that fails, tells how
# long each took, and counts. A part is a target of make; what it needs and this
# computer lacks, it skips and says so.
build=$1
shift
passed=0
failed=0
times=
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

for part in "$@"; do
	begin=$(date +%s)
	printf '\n== %s\n' "$part"
	$MAKE --no-print-directory -k B="$build" WERROR="${WERROR-1}" "$part"
	status=$?
	before=$failed
	case $part in
	check-asan) count_logs "$build/asan/tests" '*.log' ;;
	check-tsan) count_logs "$build/tsan/tests" 'test-*.log' ;;
	check-valgrind) count_logs "$build/valgrind/tests" 'test-*.log' ;;
	check-unit) count_logs "$build/tests" 'test-*.log' ;;
	check-cli) count_logs "$build/tests" 'cli/*.log' ;;
	check-live) count_logs "$build/tests" 'live/*.log' ;;
	check-packages) count_logs "$build/tests" 'packaging/*.log' ;;
	*) passed=$((passed + (status == 0))) ;;
	esac
	if [ $status != 0 ]; then
		bad="$bad $part"
		# It did not count itself: it was not built, or it died.
		[ "$failed" != "$before" ] || failed=$((failed + 1))
	fi
	times="$times$(printf '%5d s  %s' $(($(date +%s) - begin)) "$part")
"
done
printf '\n%s' "$times"
[ -z "$bad" ] || echo "Not well:$bad"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
