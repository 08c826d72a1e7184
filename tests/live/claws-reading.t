# SPDX-License-Identifier: GPL-3.0-or-later
# When mail is read, and when not.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
claws_run "$TERTIUS_SOURCE_DIR/tests/live/claws-reading.py" "$W/reading"
