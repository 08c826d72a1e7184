# SPDX-License-Identifier: GPL-3.0-or-later
# Reminders outside the client's windows: the desktop, and calendars.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"
STORY="$TERTIUS_SOURCE_DIR/tests/live/claws-reminders.py"
radicale
claws_home "$D/claws"
claws_run "$STORY" "$W/reminders"

[ -n "$URL" ] || { echo '# SKIP no radicale here'; exit; }
echo '# with a calendar on a server'
export STORAGE=$D/radicale
claws_run "$STORY" "$W/calendar" "$PORT"
