# SPDX-License-Identifier: GPL-3.0-or-later
# What follows what in a real Claws Mail.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
claws_run "$TERTIUS_SOURCE_DIR/tests/live/claws-follow.py" "$W/follow"
