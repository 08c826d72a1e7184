#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The memory of a whole scan, conclusions included, hardly grows with the mail: a
# server that makes up as much as is asked for. bench-imap has the long form.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..9

BENCH="$TERTIUS_SOURCE_DIR/tests/bench"
TERTIUS="$TERTIUS_BUILD_DIR/tertius"
export D TERTIUS ITEMS

memory() { # memory COUNT KIND: KiB of the largest process
	local port fake; port=$(free_port)
	"$PYTHON" "$BENCH/imap-fake.py" "$port" "$1" "$2" &
	fake=$!
	CHILDREN="$CHILDREN $fake"
	come_up "$port" $fake
	"$PYTHON" "$BENCH/imap-run.py" scan me "$port" |
		awk '{ print int($3 * 1024) }'
	kill "$fake"
}
# Of each person who writes something is kept, of a message hardly anything.
for kind in bulk crowd mixed people; do
	few=$(memory 4000 $kind)
	many=$(memory 40000 $kind)
	echo "# $kind: $few KiB for 4,000 messages, $many KiB for 40,000"
	case $kind in mixed) most=10240 ;; people) most=24576 ;; *) most=5120 ;; esac
	ok "$kind mail of ten times as much takes hardly more" \
		[ $((many - few)) -lt $most ]
	ok "… and little" [ "$many" -lt 49152 ]
done
ok "… and all of it was read" [ 40000 = \
	"$("$TERTIUS" export --ledger "$D/bench.db" --config "$D/none" |
		grep -vc '"began"')" ]
