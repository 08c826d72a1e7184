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
	*imap*) kind=imap ;;
	*calendar | *ical | *patch) kind=ical ;;
	*mime | *message | *mbox | *html | *detect | *tact) kind=mail ;;
	*) kind=${target#fuzz-} ;;
	esac
	set -- -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
		-max_len=16384 -print_final_stats=1 -verbosity=1 \
		-artifact_prefix="$build/fuzz-corpus/$target-"
	[ ! -e "tests/fuzz/$kind.dict" ] ||
		set -- "$@" -dict="tests/fuzz/$kind.dict"
	set -- "$@" "$own"
	[ ! -d "$build/fuzz-corpus/$kind" ] ||
		set -- "$@" "$build/fuzz-corpus/$kind"
	# GLib lets go of a full table of names and never frees it; only tables of
	# phrases bring ever new ones.
	[ "$target" = fuzz-phrases ] && leaks=0 || leaks=1
	G_DEBUG=fatal-criticals ASAN_OPTIONS=detect_leaks=$leaks:allocator_may_return_null=1 \
		"$build/fuzz/bin/$target" "$@" \
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
