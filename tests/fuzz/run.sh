#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD SECONDS TARGET…: each target for so long, with the dictionary and
# the seeds of its kind. Tells how often it ran and how much it reached; stops at
# a finding, which lies in BUILD/fuzz-corpus then.
build=$1
seconds=$2
shift 2
for target in "$@"; do
	own=$build/fuzz-corpus/$target
	mkdir -p "$own"
	case $target in
	*calendar | *ical | *patch) kind=ical ;;
	*mime | *message | *mbox | *html | *detect | *tact) kind=mail ;;
	*portable) kind=portable ;;
	*imap) kind=imap ;;
	*) kind= ;;
	esac
	set -- -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
		-max_len=16384 -print_final_stats=1 -verbosity=1 \
		-artifact_prefix="$build/fuzz-corpus/$target-"
	[ ! -e "tests/fuzz/$kind.dict" ] ||
		set -- "$@" -dict="tests/fuzz/$kind.dict"
	ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 \
		"$build/fuzz/bin/$target" "$@" "$own" \
		${kind:+"$build/fuzz-corpus/$kind"} \
		> "$build/fuzz-corpus/$target.log" 2>&1 || {
		tail -n 40 "$build/fuzz-corpus/$target.log"
		echo "$target: a finding"
		exit 1
	}
	awk -v target="$target" '
		/number_of_executed_units/ { runs = $2 }
		/ cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") cov = $(i + 1) }
		END { printf "%-20s %10d runs, %6d edges, no finding\n",
			target, runs, cov }' "$build/fuzz-corpus/$target.log"
done
