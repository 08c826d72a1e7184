#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A second connection: taken where the server is slow with each, given up where
# it is refused, brings nothing or breaks; and the same is read in every case.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..12

dovecot_prepare
mail "" 9000 1 bulk
dovecot_start '' || exit 1
scan "imaps://me@127.0.0.1:$TLSPORT"
cp "$D/out" "$D/whole"

# through OPTIONS…: reads through the proxy; milliseconds into $TOOK
through() {
	local began
	proxy "$PORT" "$@"
	began=$(date +%s%N)
	"$ITEMS" --insecure-plaintext --password-command 'echo secret' \
		"imap://me@127.0.0.1:$PROXYPORT" > "$D/out" 2> "$D/err"
	TOOK=$((($(date +%s%N) - began) / 1000000))
	proxy_stop
	sed -i "s/^imap:/imaps:/" "$D/out"
	echo "# $TOOK ms, $(cat "$D/proxy"), $(cat "$D/err")"
}
# One more connection than was counted is that of the test itself.
connections() { grep -q "connections $(($1 + 1)) " "$D/proxy"; }

through --rate 1800000 --most 1
ok "a server that lets us have one connection" same "$D/whole"
ok "… is no problem" says 'problems 0$'
ALONE=$TOOK
through --rate 1800000
ok "a server that is slow with each connection is read over two" connections 2
ok "… and the same is read" same "$D/whole"
ok "… in three quarters of the time" [ $((TOOK * 4)) -lt $((ALONE * 3)) ]
through --line 1800000
ok "where the line is slow as a whole, two are tried" connections 2
ok "… and the same is read" same "$D/whole"
through --rate 1800000 --cuts 1 --cut-max 900000 --spare 2
ok "a second connection that breaks loses nothing" same "$D/whole"
ok "… and was there" connections 2
through --rate 1800000 --mute 1
ok "a server that keeps a second connection waiting is read over one" \
	same "$D/whole"
ok "… is no problem" says 'problems 0$'
ok "… and is not waited for as long as the first" \
	[ $((TOOK - ALONE)) -lt 20000 ]
