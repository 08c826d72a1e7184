#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What an earlier version exported is taken in whole.
. "$(dirname "$0")/tap.sh"

ledgers=$TERTIUS_SOURCE_DIR/tests/data/ledgers

run tertius import --ledger new.db "$ledgers/1.jsonl"
check 'an export of version 1 is taken in' status_is 0
tertius export --ledger new.db > new.jsonl
run diff <(jq -S 'del(.series, .instances)' "$ledgers/1.jsonl") \
	<(jq -S 'del(.series)' new.jsonl)
check 'and comes out again' is_empty
run jq -r 'select(.uid == "weekly@example.org").series' new.jsonl
check 'a series keeps its days' \
	says 'UTC +1781510400 +1782115200 +1782720000'
run jq -r 'select(.uid == "once@example.org").series' new.jsonl
check 'a single meeting is no series' is_empty
finish
