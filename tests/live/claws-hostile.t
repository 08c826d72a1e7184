# SPDX-License-Identifier: GPL-3.0-or-later
# Mail that breaks the worker does not break Claws Mail, and loses nothing.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
claws_run "$TERTIUS_SOURCE_DIR/tests/live/claws-hostile.py" "$W/hostile"
