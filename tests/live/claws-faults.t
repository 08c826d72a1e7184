# SPDX-License-Identifier: GPL-3.0-or-later
# Claws Mail goes on whatever happens to Tertius, its ledger or the server.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
STORY="$TERTIUS_SOURCE_DIR/tests/live/claws-faults.py"

claws_run "$STORY" "$W/faults"

test -x /usr/sbin/dovecot || exit 0
echo '# on IMAP'
claws_dovecot "$STORY" --letters "$D/home/ada/Maildir/cur"
BAD=$(free_port)
$PYTHON "$HELPERS/imap-proxy.py" "$BAD" "$PORT" \
	--drop '1/^. 20 FETCH .UID 20 BODY' > /dev/null &
CHILDREN=$!
claws_run "$STORY" "$W/imap" "$BAD"
echo '# which hangs up within a message'
BAD=$(free_port)
$PYTHON "$HELPERS/imap-proxy.py" "$BAD" "$PORT" --log "$W/said" \
	--drop '1/this is letter 20' > /dev/null &
CHILDREN="$CHILDREN $!"
claws_run "$STORY" "$W/imap-within" "$BAD" "$W/said"
