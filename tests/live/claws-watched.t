# SPDX-License-Identifier: GPL-3.0-or-later
# Which accounts and folders are read is chosen in Claws Mail's preferences.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
test -x /usr/sbin/dovecot || { echo '1..0 # SKIP no dovecot here'; exit 0; }
claws_prepare
STORY="$TERTIUS_SOURCE_DIR/tests/live/claws-watched.py"
claws_dovecot "$STORY" --letters "$D/home/ada/Maildir/cur"
claws_run "$STORY" "$W/watched" "$PORT"
