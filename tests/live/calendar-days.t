#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Random days with two computers and a calendar over a bad line, from the front
# door. RUNS: how many; SERVERS: which of radicale, xandikos, sabre.

. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"

server=${SERVERS:-radicale}
$server
[ -n "$URL" ] || { echo "1..0 # SKIP no $server here"; exit; }
set -- ${LOGIN:-alice secret}
$PYTHON "$TERTIUS_SOURCE_DIR/tests/live/calendar-days.py" "$URL" "$1" "$2" \
	"${RUNS:-8}"
