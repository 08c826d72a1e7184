#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every limit that a header names is tried by a test, or is said to need none.
. "$(dirname "$0")/tap.sh"

cd "$TERTIUS_SOURCE_DIR" || exit 1
register=tests/data/limits.tsv
limits=$(grep -rhoE '^#define TERTIUS_[A-Z0-9_]+_MAX\b' libcore plugin \
	--include='*.h' | sed 's/#define //' | sort -u)
registered=$(sed '/^#/d' $register)
check 'there are very many limits' test "$(wc -w <<< "$limits")" -gt 150

for limit in $limits; do
	grep -rqw --include='*.[ch]' "$limit" tests ||
		grep -q "^$limit	" <<< "$registered"
	report $? "$limit is tried or registered"
done
while IFS=$'\t' read -r limit where; do
	grep -qx "$limit" <<< "$limits"
	report $? "$limit, which is registered, is still there"
	[[ $where =~ ^(ours|shape):\  ]] || [ -e "$where" ]
	report $? "  and so is what tries it: $where"
done <<< "$registered"
finish
