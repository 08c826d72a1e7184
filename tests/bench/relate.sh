#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Relating and planning on made-up mail: four times the mail, or four times the
# people, may take at most seven times as long (a quadratic part would take
# sixteen). Of each size the fastest of three runs counts.
# Then what one new message costs on a big mailbox, where there is one: at most
# ten milliseconds.
program=$1
build=$2
mailbox=$3

total() { # total PEOPLE FACTS: milliseconds of all phases but the making
	for _ in 1 2 3; do
		"$program" "$1" "$2" | awk '/ ms / && $1 != "made" { n += $2 }
			END { printf "%.0f\n", n }'
	done | sort -n | head -1
}

bad=0
ratio() { # ratio NAME SMALL LARGE LIMIT
	local times
	times=$(awk "BEGIN { printf \"%.1f\", $3 / ($2 > 0 ? $2 : 1) }")
	echo "$1: $2 ms, then $3 ms: $times times (limit $4)"
	awk "BEGIN { exit !($times > $4) }" && bad=1
}

small=$(total 2500 50000)
ratio 'four times the mail' "$small" "$(total 2500 200000)" 7
ratio 'four times the people' "$small" "$(total 10000 50000)" 7
echo
set -o pipefail
"$program" 50000 1000000 | tee "${TMPDIR:-/tmp}/tertius-relate.$$" || bad=1
size=$(awk '/ KiB$/ && $(NF - 1) > most { most = $(NF - 1) }
	END { print most }' "${TMPDIR:-/tmp}/tertius-relate.$$")
rm -f "${TMPDIR:-/tmp}/tertius-relate.$$"
echo "50,000 people and 1,000,000 facts: $((size / 1024)) MiB (limit 150)"
[ "$size" -le $((150 * 1024)) ] || bad=1
if [ -r "$mailbox" ]; then
	folder=$(mktemp -d)
	XDG_DATA_HOME=$folder XDG_CONFIG_HOME=$folder "$build/tertius" scan \
		--ledger "$folder/ledger.db" "$mailbox" > "$folder/out" || :
	# shellcheck disable=SC2086
	"$build/tests/bench/carry-on" "$folder/ledger.db" $ME || bad=1
	rm -rf "$folder"
else
	echo "one new message: no mailbox at '$mailbox'"
fi
exit $bad
