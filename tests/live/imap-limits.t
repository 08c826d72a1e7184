#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# An IMAP server that has very much, or fails very often, on both sides of each
# limit.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..20

# from WHAT N: reads the account of such a server; items into $D/out, the rest
# into $D/err, and what the server was asked into $D/asked
from() {
	local port server
	port=$(free_port)
	"$PYTHON" "$HELPERS/imap-limits.py" "$port" "$@" > "$D/asked" &
	server=$!
	CHILDREN="$CHILDREN $server"
	come_up "$port" $server
	timeout 100 "$ITEMS" --insecure-plaintext --timeout 20 --pause 1 \
		--password-command 'echo secret' "imap://me@127.0.0.1:$port" \
		> "$D/out" 2> "$D/err"
	STATUS=$?
	kill "$server"
	wait "$server" 2>/dev/null
}
asked() { [ "$(grep -c -- "$1" "$D/asked")" = "$2" ]; }
ended() { [ "$STATUS" = "$1" ]; }

from folders 20000
ok "an account has 20,000 folders" says 'folders 20000/20000 .* problems 0$'
from folders 20001
ok "of one more it is told" says 'has more than 20000 folders'
ok "… and the others are looked at" says 'folders 20000/20000 .* problems 1$'

from prefixes 100
ok "of 100 namespaces all are asked for" asked '^LIST "" "n' 100
from prefixes 101
ok "of 101 one is not" asked '^LIST "" "n' 100

from messages 50000
ok "50,000 messages are looked through at once" asked 'UNDRAFT 1:50000' 1
ok "… to the end" says 'items 0 .* problems 0$'
from messages 50001
ok "50,001 in two windows" asked 'UNDRAFT [12]:' 2
ok "… to the end" says 'items 0 .* problems 0$'

from counted 25000
ok "25,000 messages are asked for while the folder is opened" \
	asked 'UID SEARCH RETURN (ALL) UNDELETED UNDRAFT ALL' 1
from counted 25001
ok "25,001 are not" asked 'UID SEARCH RETURN (ALL) UNDELETED UNDRAFT ALL' 0
from more 50000
ok "a folder that LIST called small may have 50,000" ended 0
from more 50001
ok "with more the list is no answer, and it is told" \
	says 'the list of messages cannot be read'

# The first is that of the test, which looks whether the server is there.
from refuses 6
ok "a server that hangs up at five connections is asked a sixth time" ended 0
from refuses 7
ok "at six it is given up" ended 3

from leaves 10
ok "after ten faults in a row its message is read" count 'INBOX	1/1	' 1
from leaves 11
ok "after eleven it is given up" ended 3
ok "… and it is said why" says '^error: '

from breaks 3
ok "a message at which three connections break is read" count 'INBOX	1/1	' 1
from breaks 4
ok "one at which a fourth does is named" says 'problem: .*/INBOX/;UID=1:'
