# SPDX-License-Identifier: GPL-3.0-or-later
# Tertius inside a real Claws Mail: on an MH mailbox, then on IMAP.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
STORY="$TERTIUS_SOURCE_DIR/tests/live/claws.py"

echo '# on an MH mailbox'
claws_run "$STORY" "$W/mh"

test -x /usr/sbin/dovecot || exit 0
echo '# on IMAP'
claws_dovecot "$STORY" --letters "$D/home/ada/Maildir/cur"
claws_run "$STORY" "$W/imap" "$PORT"
