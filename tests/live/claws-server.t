# SPDX-License-Identifier: GPL-3.0-or-later
# Mail on a server behind a slow line, in a real Claws Mail.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
test -x /usr/sbin/dovecot || { echo '1..0 # SKIP no dovecot here'; exit 0; }
claws_prepare
STORY="$TERTIUS_SOURCE_DIR/tests/live/claws-server.py"
claws_dovecot "$STORY" --letters "$D/home/ada/Maildir/cur"
SLOW=$(free_port)
$PYTHON "$HELPERS/imap-proxy.py" "$SLOW" "$PORT" --delay 150 > /dev/null &
CHILDREN=$!
claws_run "$STORY" "$W/server" "$PORT" "$SLOW" "$D/log"
