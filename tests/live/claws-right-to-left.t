# SPDX-License-Identifier: GPL-3.0-or-later
# Surfaces as they are where one writes from right to left.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
claws_run "$TERTIUS_SOURCE_DIR/tests/live/claws-right-to-left.py" "$W/mail"
