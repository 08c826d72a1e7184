# SPDX-License-Identifier: GPL-3.0-or-later
# Where one writes from right to left, all of Tertius is mirrored. The session is
# a Hebrew one where that can be made; but Claws Mail has no Hebrew texts, and GTK
# goes from left to right then: that it does not is asked for.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
claws_hebrew || echo '# SKIP no Hebrew locale here'
claws_run "$TERTIUS_SOURCE_DIR/tests/live/claws-right-to-left.py" "$W/mirrored"
