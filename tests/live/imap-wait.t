#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A scan that waits: the line of progress goes on, and others may write to the
# ledger meanwhile.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..12

TERTIUS="$TERTIUS_BUILD_DIR/tertius"
dovecot_prepare
mail "" 400 1
dovecot_start '' || exit 1
cat > "$D/other.mbox" <<-'MBOX'
	From dana@example.org Mon Feb  5 10:00:00 2024
	From: Dana <dana@example.org>
	To: Tomas <tomas@example.org>
	Date: Mon, 5 Feb 2024 10:00:00 +0100
	Message-ID: <other@example.org>

	Hello.
MBOX

# begin LEDGER OPTIONS…: a scan of a server that falls silent, beside us
begin() {
	proxy "$PORT" --stall '\* 200 FETCH'
	"$TERTIUS" scan --ledger "$D/$1.db" --config "$D/none" \
		--insecure-plaintext --password-command 'echo secret' \
		"${@:2}" "imap://me@127.0.0.1:$PROXYPORT" \
		> "$D/$1.out" 2> "$D/$1.err" &
	SCAN=$!
}
end() { kill -INT $SCAN; wait $SCAN; proxy_stop; }
kept() { "$TERTIUS" export --ledger "$D/$1.db" --config "$D/none" | grep -c "$2"; }
write_to() { # write_to LEDGER: another command that writes
	"$TERTIUS" scan --ledger "$D/$1.db" --config "$D/none" --no-progress \
		"$D/other.mbox" > "$D/out" 2> "$D/err"
}

# --- A server that says nothing more ------------------------------------------

SECONDS=0
begin silent
for _ in $(seq 600); do
	[ "$(kept silent '@example.org' 2> /dev/null)" -le 30 ] || break
	sleep 0.1
done
ok "while the server is silent what had come is kept" \
	[ "$(kept silent '@example.org')" -gt 30 ]
ok "… and another command writes" write_to silent
while [ $SECONDS -lt 23 ]; do sleep 1; done
end
TOOK=$SECONDS
ok "… and after it was stopped" [ "$(kept silent 'other@example.org')" = 1 ]
sed 's/^/# /' "$D/silent.err"
TOLD=$(grep -c '^Reading ' "$D/silent.err")
ok "there is still a line every ten seconds" \
	[ "$TOLD" -ge 2 -a "$TOLD" -le $((TOOK / 10)) ]
ok "… that says how long nothing came" \
	grep -qE ', nothing came for (1[0-9]|2[0-9]) s' "$D/silent.err"

begin dry --dry-run
sleep 2
ok "a dry run keeps nobody from writing either" write_to dry
end
ok "… and keeps nothing" [ "$(kept dry '@example.org')" = 1 ]

# --- On a terminal --------------------------------------------------------------

proxy "$PORT" --stall '\* 200 FETCH'
$PYTHON "$HELPERS/terminal.py" timeout --foreground -s INT 15 "$TERTIUS" scan \
	--ledger "$D/terminal.db" --config "$D/none" --insecure-plaintext \
	--password-command 'echo secret' "imap://me@127.0.0.1:$PROXYPORT" \
	> "$D/shown"
proxy_stop
ok "on a terminal the line's clock goes on" \
	[ "$(grep -aoE 'nothing came for [0-9]+ s' "$D/shown" | sort -u | wc -l)" -ge 2 ]

# --- A server that does not even greet -----------------------------------------

MUTE=$(free_port)
"$PYTHON" -c 'import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
time.sleep(600)' "$MUTE" &
CHILDREN="$CHILDREN $!"
come_up "$MUTE" $!
timeout -s INT 18 "$TERTIUS" scan --ledger "$D/mute.db" --config "$D/none" \
	--insecure-plaintext --password-command 'echo secret' \
	"imap://me@127.0.0.1:$MUTE" > "$D/out" 2> "$D/err"
ok "a server that does not greet is told of too" \
	grep -qE '^Reading .*, nothing came for 1[0-9] s' "$D/err"

# --- A slow line ------------------------------------------------------------------

proxy "$PORT" --rate 30000
"$TERTIUS" scan --ledger "$D/slow.db" --config "$D/none" --no-progress \
	--insecure-plaintext --password-command 'echo secret' \
	"imap://me@127.0.0.1:$PROXYPORT" > "$D/slow.out" 2> "$D/slow.err" &
SCAN=$!
sleep 2
BEFORE=$(date +%s%N)
ok "another command writes while mail comes slowly" write_to slow
echo "# after $((($(date +%s%N) - BEFORE) / 1000000)) ms"
end

# --- A worker that takes its time -------------------------------------------------

cat > "$D/slow-worker" <<-SH
	#!/bin/sh
	sleep 8
	exec "$TERTIUS" "\$@"
SH
chmod +x "$D/slow-worker"
TERTIUS_PROGRAM="$D/slow-worker" "$TERTIUS" scan --ledger "$D/worker.db" \
	--config "$D/none" --no-progress "$D/home/me/Maildir" \
	> "$D/worker.out" 2> "$D/worker.err" &
SCAN=$!
sleep 1
BEFORE=$(date +%s%N)
write_to worker
ok "another command writes while the worker is slow" \
	[ $((($(date +%s%N) - BEFORE) / 1000000)) -lt 5000 ]
wait $SCAN
ok "… and the scan brings all" [ "$(kept worker '@example.org')" -ge 401 ]
