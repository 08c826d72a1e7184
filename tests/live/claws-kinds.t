# SPDX-License-Identifier: GPL-3.0-or-later
# The banner for each kind of introduction, in a real Claws Mail.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
claws_run "$TERTIUS_SOURCE_DIR/tests/live/claws-kinds.py" "$W/kinds"
