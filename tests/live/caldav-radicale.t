#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Reminders both ways with radicale: two computers, and the user's own hands.

. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"

radicale
[ -n "$URL" ] || { echo "1..0 # SKIP no radicale here"; exit; }
echo 1..21
"$SYNC" "$URL" $LOGIN
