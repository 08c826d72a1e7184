#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `tertius scan` on a real Dovecot, worker and ledger included: where passwords
# come from and where they never are, progress, ^C, a server that starts again,
# mail that moves, and how little a second scan asks.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..68

TERTIUS="$TERTIUS_BUILD_DIR/tertius"
TERMINAL="$PYTHON $HELPERS/terminal.py"
dovecot_prepare
mail "" 400 1
mail "/.Work" 60 5
for i in $(seq 18); do mail "/.Box $i" 3 "2$i"; done
dovecot_start '' || exit 1
echo secret > "$D/password"
chmod 755 "$D" && chmod 644 "$D/password"
ACCOUNT=imap://me@127.0.0.1:$PORT

# tertius_scan LEDGER PLACE OPTIONS…
tertius_scan() {
	"$TERTIUS" scan --ledger "$D/$1.db" --config "$D/none" \
		--insecure-plaintext --password-command "cat $D/password" \
		"${@:3}" "$2" > "$D/out" 2> "$D/err"
}
kept() {
	"$TERTIUS" export --ledger "$D/$1.db" --config "$D/none" |
		grep -v '"began"' | sort
}
commands() { # commands PATTERN: how many such were sent through the proxy
	tr -d '\r' < "$D/said" | grep -cE "^[0-9A-Z]+ $1"
}

tertius_scan whole "$ACCOUNT" --no-progress
ok "an account is read into the ledger" [ "$(kept whole | wc -l)" = 514 ]

# --- A scan that cannot be ended: it waits for the server, beside what follows --

SENT="$D/home/you/Maildir/.Gesendete &AMQ-pfel/cur"
mkdir -p "$SENT"
"$PYTHON" "$HELPERS/imap-mail.py" "$D/home/you/Maildir" 7 3
cat > "$SENT/1500000000.1.host:2,S" <<-MAIL
	From: You Yourself <you@example.org>
	To: Dana Quist <dana@quist.example.org>
	Cc: Tom Berg <tom@berg.example.org>
	Subject: Introduction: Dana and Tom
	Date: Fri, 14 Jul 2017 02:40:00 +0000
	Message-ID: <intro-1@example.org>

	Dana, I would like to introduce you to Tom Berg, who builds boats.
	Tom, meet Dana Quist. I am sure that the two of you should talk.
MAIL
chown -R "$OWNER:$GROUP" "$D/home" 2>/dev/null
# At the second folder it hangs up, and lets nobody in again.
proxy "$PORT" --drop '1/\* 7 EXISTS' --rule '1/OK (.*)Logged in/OK \g<1>Welcome' \
	--rule '0/(?m)^(\S+) OK .*Logged in/\g<1> NO no more'
BROKENPROXY=$PROXY
(
	"$TERTIUS" scan --ledger "$D/broken.db" --config "$D/none" \
		--insecure-plaintext --password-command "cat $D/password" \
		--no-progress --me you@example.org \
		"imap://you@127.0.0.1:$PROXYPORT" \
		> "$D/broken.out" 2> "$D/broken.err"
	echo $? > "$D/broken.status"
) &
BROKEN=$!

# --- A line every ten seconds: its scan goes on beside what follows ------------

proxy "$PORT" --rate 80000
SLOWPROXY=$PROXY
(
	SECONDS=0
	"$TERTIUS" scan --ledger "$D/slow.db" --config "$D/none" \
		--insecure-plaintext --password-command "cat $D/password" \
		"imap://me@127.0.0.1:$PROXYPORT" > "$D/slow.out" 2> "$D/slow.err"
	echo $SECONDS > "$D/slow.seconds"
) &
SLOW=$!

# --- Passwords ----------------------------------------------------------------

$TERMINAL --answer 'Password for me@127.0.0.1' secret "$TERTIUS" scan \
	--ledger "$D/asked.db" --config "$D/none" --insecure-plaintext \
	"$ACCOUNT" > "$D/shown"
ok "a person is asked for the password" \
	cmp -s <(kept asked) <(kept whole)
ok "… and it is not shown" not grep -aq secret "$D/shown"
ok "on a terminal progress is one line that is written over" \
	grep -aqP '\rReading .*: [0-9]+ of 514.*folder [0-9]+ of 2[0-9]' "$D/shown"
# Its width is that of the terminal that shows it, also when results go elsewhere,
# and also of one that is made narrower meanwhile.
proxy "$PORT" --rate 300000
$TERMINAL --answer 'Password for' secret sh -c '
	stty cols 30; (sleep 2; stty cols 20 < /dev/tty) & "$@" > /dev/null' sh "$TERTIUS" \
	scan --ledger "$D/narrow.db" --config "$D/none" --insecure-plaintext \
	"imap://me@127.0.0.1:$PROXYPORT" > "$D/shown"
proxy_stop
# widths: of the lines of progress, in the order in which they were drawn
widths() {
	"$PYTHON" -c 'import re, sys
for line in re.findall(r"\r(Reading[^\r\n\033]*)", sys.stdin.read()):
	print(len(line))' < "$D/shown"
}
echo "# widths: $(widths | uniq | tr '\n' ' ')"
ok "… as wide as its terminal" [ "$(widths | sort -n | tail -1)" = 29 ]
ok "… or as that has become" [ "$(widths | tail -1)" = 19 ]
timeout 10 $TERMINAL --answer 'Password for' "$(printf '\003')" "$TERTIUS" \
	scan --ledger "$D/never.db" --config "$D/none" --insecure-plaintext \
	"$ACCOUNT" > "$D/shown"
ok "^C at the question ends it" [ $? = 3 ]
# What it asks of is on the terminal alone; what comes after shows its state.
timeout 10 $TERMINAL sh -c '"$@" & asks=$!; sleep 1; kill $asks; wait $asks
	echo "ended $?"; stty -a' sh "$TERTIUS" scan --ledger "$D/never.db" \
	--config "$D/none" --insecure-plaintext "$ACCOUNT" > "$D/shown"
ok "so does SIGTERM" grep -aq 'ended [13]' "$D/shown"
ok "… and the terminal shows again what is typed" \
	grep -aqE '(^|[; ])echo( |;)' "$D/shown"

# A worker that hangs, as at a message that takes it long.
proxy "$PORT" --rate 200000
"$TERTIUS" scan --ledger "$D/hung.db" --config "$D/none" --no-progress \
	--insecure-plaintext --password-command 'echo secret' \
	"imap://me@127.0.0.1:$PROXYPORT" > "$D/out" 2> "$D/err" &
HUNG=$!
sleep 1
kill -STOP $(pgrep -P $HUNG tertius-worker)
sleep 0.5
BEGAN=$(date +%s%3N)
kill -INT $HUNG
wait $HUNG
STATUS=$?
TOOK=$(($(date +%s%3N) - BEGAN))
proxy_stop
echo "# stopped after $TOOK ms beside a worker that hangs"
ok "^C does not wait for a worker that hangs" [ $TOOK -lt 3000 ]
ok "… and says that it stopped" grep -q '"stopped":true' "$D/out"
tertius_scan hung "$ACCOUNT" --no-progress
ok "… the next scan reads what is left" cmp -s <(kept hung) <(kept whole)

# One that hangs when the server has given all there is.
proxy "$PORT" --delay 150
for n in 1 2; do
	"$TERTIUS" scan --json --ledger "$D/last.db" --config "$D/none" \
		--no-progress --insecure-plaintext --folder 'Box 1' \
		--password-command 'echo secret' \
		"imap://me@127.0.0.1:$PROXYPORT" > "$D/out" 2> "$D/err" &
	LAST=$!
	[ $n = 1 ] || break
	until WORKERS=$(pgrep -P $LAST tertius-worker); do :; done
	kill -STOP $WORKERS
	sleep 4
	kill -INT $LAST
	wait $LAST
	STATUS=$?
	ok "^C beside the last answers stops" grep -q '"stopped":true' "$D/out"
	ok "… with the status of one that did" [ $STATUS = 1 ]
done
wait $LAST
ok "… and the next scan reads them" grep -q '"messages":3,.*"stopped":false' "$D/out"
proxy_stop

# The other port waits for TLS and says nothing.
timeout -s INT 1 "$TERTIUS" scan --ledger "$D/never.db" --config "$D/none" \
	--insecure-plaintext --password-command 'echo secret' --no-progress \
	"imap://me@127.0.0.1:$TLSPORT" > "$D/out" 2> "$D/err"
ok "^C while nobody answers stops, too" grep -q '"stopped":true' "$D/out"
ok "… and is no fault of the server" not grep -q 'cancelled' "$D/err"
# A terminal and whoever began us may each send it; that is one ^C.
"$TERTIUS" scan --ledger "$D/never.db" --config "$D/none" \
	--insecure-plaintext --password-command 'echo secret' --no-progress \
	"imap://me@127.0.0.1:$TLSPORT" > "$D/out" 2> "$D/err" &
TWICE=$!
sleep 1
kill -INT $TWICE
kill -INT $TWICE
wait $TWICE
ok "signals that come together are one ^C" [ $? = 1 ]
ok "… and stop as orderly" grep -q '"stopped":true' "$D/out"
printf '[mail]\nplaces=%s\ntoken-command=echo old-token\n' "$ACCOUNT" \
	> "$D/tokens"
"$TERTIUS" scan --ledger "$D/told.db" --config "$D/tokens" --no-progress \
	--insecure-plaintext --password-command 'echo secret' \
	"$ACCOUNT/Work" > "$D/out" 2> "$D/err"
ok "a password that is named counts more than a token of the settings" \
	[ $? = 0 ]

# settled KEY PLACE…: scans with a command of the settings, which are those of
# $ACCOUNT, or else $SETTLED; for whom it was run is in $D/for
settled() {
	rm -f "$D/for"
	printf '[mail]\nplaces=%s\n%s=%s\n' "${SETTLED-$ACCOUNT}" "$1" \
		"echo \"\$TERTIUS_USER at \$TERTIUS_HOST\" >> $D/for; echo secret" \
		> "$D/settings"
	setsid "$TERTIUS" scan --ledger "$D/settled.db" --config "$D/settings" \
		--insecure-plaintext --no-progress "${@:2}" \
		< /dev/null > "$D/out" 2> "$D/err"
}
has_run_for() { cmp -s "$D/for" <(echo "$1"); }
settled password-command
ok "the password-command of the settings is for their places" [ $? = 0 ]
ok "… and is told for whom it is run" has_run_for "me at 127.0.0.1"
settled password-command "$ACCOUNT/Work"
ok "… and for a folder of one" has_run_for "me at 127.0.0.1"
settled password-command "imap://you@127.0.0.1:$PORT"
ok "another user gets no password of the settings" \
	[ ! -e "$D/for" ] && says 'no password for .*you@127.0.0.1'
settled password-command "imap://me@localhost:$PORT"
ok "another host gets no password of the settings" \
	[ ! -e "$D/for" ] && says 'no password for .*me@localhost'
settled token-command "imap://you@127.0.0.1:$PORT"
ok "… and no token" [ ! -e "$D/for" ]
settled token-command "imap://you@127.0.0.1:$PORT" --password-command \
	'test "$TERTIUS_USER" = you && echo secret'
ok "a password-command that is named is for the places that are named" \
	[ $? = 0 ]
SETTLED=$D/mail settled password-command "imap://you@127.0.0.1:$PORT"
ok "where the settings name no account, theirs is for any" \
	has_run_for "you at 127.0.0.1"

# Each time it is connected to, it goes away at once.
proxy "$PORT" --drop '0/OK .*ready'
tertius_scan gone "imap://me@127.0.0.1:$PROXYPORT" --no-progress
proxy_stop
ok "a server that hangs up is named" \
	says "^tertius: .*imap://me@127.0.0.1:$PROXYPORT: the server"

without_terminal() {
	setsid "$TERTIUS" scan --ledger "$D/$1.db" --config "$D/none" \
		--insecure-plaintext --no-progress "$ACCOUNT" < /dev/null
}
without_terminal nobody > "$D/out" 2> "$D/err"
ok "nobody to ask is an error that says what to do" \
	says 'no password for .*--password-command'
if command -v gnome-keyring-daemon > /dev/null &&
	command -v secret-tool > /dev/null &&
	command -v dbus-run-session > /dev/null; then
	mkdir -p "$D/keys/data" "$D/keys/run"
	chmod 700 "$D/keys/run"
	export -f without_terminal; export D TERTIUS ACCOUNT
	env -u DBUS_SESSION_BUS_ADDRESS XDG_DATA_HOME="$D/keys/data" \
		XDG_RUNTIME_DIR="$D/keys/run" HOME="$D/keys" \
		timeout 60 dbus-run-session -- bash -c '
		echo -n door | gnome-keyring-daemon --unlock \
			--components=secrets > /dev/null
		echo -n secret | secret-tool store --label "Test mail" \
			server 127.0.0.1 user me protocol imap
		without_terminal key' > "$D/out" 2> "$D/err"
	ok "the desktop's secret service has the password" \
		cmp -s <(kept key) <(kept whole)
else
	N=$((N + 1))
	echo "ok $N - the secret service # SKIP no gnome-keyring or secret-tool"
fi

# --- Where the password never is ----------------------------------------------

mkdir "$D/cores"
chown "$OWNER:$GROUP" "$D/cores" 2>/dev/null
proxy "$PORT" --stall '\* 300 FETCH'
(
	cd "$D/cores" || exit
	ulimit -c unlimited
	G_MESSAGES_DEBUG=all exec $AS_OWNER "$TERTIUS" scan \
		--ledger "$D/cores/watched.db" --config "$D/none" \
		--insecure-plaintext --password-command "cat $D/password" \
		--no-progress "imap://me@127.0.0.1:$PROXYPORT" \
		> "$D/watched" 2>&1
) &
WATCHED=$!
for _ in $(seq 100); do
	WORKER=$(pgrep -P $WATCHED -f 'tertius worker' | head -1)
	[ -n "$WORKER" ] && [ -s "$D/cores/watched.db" ] && break
	sleep 0.1
done
sleep 1
ok "there is a scan to watch, with its worker" [ -n "$WORKER" ]
for p in $WATCHED $WORKER; do
	cat /proc/$p/cmdline /proc/$p/environ
done > "$D/seen" 2> /dev/null
ok "the password is in no argument and no environment" \
	not grep -aq secret "$D/seen"
ok "… where other words of them are" grep -aq 'password-command' "$D/seen"
kill -SEGV $WATCHED
wait $WATCHED 2> /dev/null
ok "a crash leaves no core" [ -z "$(find "$D/cores" -type f -name 'core*')" ]
# One that may leave a core does, else the test above would say nothing.
(
	cd "$D/cores" && ulimit -c unlimited &&
		$AS_OWNER sh -c 'kill -SEGV $$; true'
	true
) > /dev/null 2>&1
[ -n "$(find "$D/cores" -type f -name 'core*')" ] ||
	echo "# this system keeps no cores where they could be seen"
rm -f "$D"/cores/core*
ok "it is in no message and not in the ledger" \
	not grep -aqr secret "$D/watched" "$D/cores"
proxy_stop

# --- ^C -----------------------------------------------------------------------

stop() { # ^C for the scan: milliseconds into $TOOK
	local before
	before=$(date +%s%N)
	kill -INT $SCAN
	wait $SCAN
	STATUS=$?
	TOOK=$((($(date +%s%N) - before) / 1000000))
}
wait_for() { # wait_for LEDGER COUNT: until so much is kept in it
	for _ in $(seq 600); do
		[ "$(kept "$1" 2> /dev/null | wc -l)" -lt "$2" ] || break
		sleep 0.1
	done
}

# What reading took is given back before it is concluded: here that takes long.
echo 'unsigned sleep(unsigned n); int malloc_trim(unsigned long n);
int malloc_trim(unsigned long n) { (void) n; sleep(20); return 0; }' |
	${CC:-cc} -shared -fPIC -o "$D/slow.so" -x c -
conclude() { # until it is about to
	rm -f "$D"/concluded.db*
	LD_PRELOAD="$D/slow.so" "$TERTIUS" scan --ledger "$D/concluded.db" \
		--config "$D/none" --insecure-plaintext \
		--password-command "cat $D/password" "$ACCOUNT" \
		> "$D/out" 2> "$D/err" &
	SCAN=$!
	wait_for concluded 514
}
# The best of three: the machine may be busy with something else.
for _ in 1 2 3; do
	conclude
	stop
	echo "# stopped after $TOOK ms while it concluded"
	[ $TOOK -lt 1000 ] && break
done
ok "^C ends a scan that concludes within a second" [ $TOOK -lt 1000 ]
ok "… with a status that says so" [ $STATUS = 1 ]
ok "… and all of it is kept" cmp -s <(kept concluded) <(kept whole)
conclude
kill -INT $SCAN
sleep 0.3
stop
ok "^C once more ends it at once" [ $STATUS = 130 ]
ok "… and what was read is kept" [ "$(kept concluded | wc -l)" = 514 ]

for _ in 1 2 3; do
	rm -f "$D"/stopped.db*
	proxy "$PORT" --stall '\* 390 FETCH'
	"$TERTIUS" scan --ledger "$D/stopped.db" --config "$D/none" \
		--insecure-plaintext --password-command "cat $D/password" \
		"imap://me@127.0.0.1:$PROXYPORT" > "$D/out" 2> "$D/err" &
	SCAN=$!
	wait_for stopped 11
	sleep 2
	stop
	proxy_stop
	echo "# stopped after $TOOK ms, $(kept stopped | wc -l) kept"
	[ $TOOK -lt 1000 ] && break
done
ok "^C ends a silent scan within a second" [ $TOOK -lt 1000 ]
ok "… with a status that says there is more" [ $STATUS = 1 ]
ok "… and what had come is kept" [ "$(kept stopped | wc -l)" -gt 10 ]
# The proxy's port is part of folders' names, not of what is kept of messages.
tertius_scan stopped "$ACCOUNT" --no-progress
ok "the next scan brings the rest" cmp -s <(kept stopped) <(kept whole)

# Somebody else who writes is waited for up to five seconds.
rm -f "$D"/locked.db*
"$TERTIUS" scan -q --ledger "$D/locked.db" --config "$D/none" \
	"$TERTIUS_SOURCE_DIR/packaging/demo/Maildir" > /dev/null
"$PYTHON" - "$D/locked.db" "$D/locks" <<-'PY' &
	import sqlite3, sys, time
	ledger = sqlite3.connect(sys.argv[1], isolation_level=None)
	ledger.execute("BEGIN IMMEDIATE")
	open(sys.argv[2], "w").close()
	time.sleep(30)
PY
LOCKER=$!
for _ in $(seq 100); do [ -e "$D/locks" ] && break; sleep 0.1; done
"$TERTIUS" scan --json --ledger "$D/locked.db" --config "$D/none" \
	--insecure-plaintext --password-command "cat $D/password" "$ACCOUNT" \
	> "$D/out" 2> "$D/err" &
SCAN=$!
sleep 1.5
stop
echo "# stopped after $TOOK ms while another wrote"
ok "^C ends a scan that waits for another who writes within a second" \
	[ $TOOK -lt 1000 ]
ok "… and it says that it stopped" grep -q '"stopped":true' "$D/out"
kill $LOCKER
wait $LOCKER 2> /dev/null

# --- A server that starts again ----------------------------------------------

proxy "$PORT" --rate 400000
tertius_scan restarted "imap://me@127.0.0.1:$PROXYPORT" --no-progress &
SCAN=$!
sleep 1.5
dovecot_stop
sleep 0.5
dovecot_start '' || exit 1
wait $SCAN
ok "a server that starts again is waited for" [ $? = 0 ]
ok "… and nothing is lost" cmp -s <(kept restarted) <(kept whole)
proxy_stop

wait $SLOW
kill $SLOWPROXY
sed 's/^/# /' "$D/slow.err"
ok "elsewhere a line every ten seconds tells folders, messages, rate, time left" \
	grep -qE '^Reading .*: [0-9]+ of 514, [0-9]+/s, [0-9]+ s left.*, folder [0-9]+ of 2[0-9]$' \
	"$D/slow.err"
echo "# it took $(cat "$D/slow.seconds") s"
ok "… and not more often" [ "$(grep -c ^Reading "$D/slow.err")" -le \
	$(($(cat "$D/slow.seconds") / 10)) ]

# --- What a second scan asks ----------------------------------------------------

# again NAME RULE…: scans twice through the proxy; the second time is looked at
again() {
	proxy "$PORT" --log "$D/said" "${@:2}"
	tertius_scan "$1" "imap://me@127.0.0.1:$PROXYPORT" --no-progress
	: > "$D/said"
	tertius_scan "$1" "imap://me@127.0.0.1:$PROXYPORT" --no-progress
	proxy_stop
	echo "# $1: $(commands '') commands"
}
ok "Dovecot has CONDSTORE, QRESYNC and LIST-STATUS" grep -q 'QRESYNC' <(
	printf 'a LOGIN me secret\r\nb CAPABILITY\r\nc LOGOUT\r\n' |
		"$PYTHON" -c 'import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
s.sendall(sys.stdin.buffer.read())
while data := s.recv(65536): sys.stdout.buffer.write(data)' "$PORT")
again modern
ok "a folder that has not changed costs no command of its own" \
	[ "$(commands '(EXAMINE|UID)')" = 0 ]
again older --rule '0/ LIST-STATUS/'
ok "without LIST-STATUS it costs one" [ "$(commands EXAMINE)" -le 21 ]
ok "… and nothing is searched or fetched" [ "$(commands UID)" = 0 ]
proxy "$PORT" --log "$D/said" --rule '0/ LIST-STATUS/'
PLACE=imap://me@127.0.0.1:$PROXYPORT
tertius_scan both "$PLACE" --no-progress
: > "$D/said"
tertius_scan both "$PLACE" --no-progress --since 2017-01-01
ok "whoever knows all knows the latest" [ "$(commands UID)" = 0 ]
tertius_scan both "$PLACE" --no-progress
proxy_stop
ok "… and still knows all afterwards" [ "$(commands UID)" = 0 ]
proxy "$PORT" --rate 300000 --rule '0/ LIST-STATUS/'
$TERMINAL --answer 'Password for' secret "$TERTIUS" scan \
	--ledger "$D/uncounted.db" --config "$D/none" --insecure-plaintext \
	"imap://me@127.0.0.1:$PROXYPORT" > "$D/shown"
proxy_stop
ok "… and progress tells how many are left in the folder" \
	awk 'BEGIN { RS = "\r" } match($0, /[0-9]+ of (at least )?[0-9]+/) {
		split(substr($0, RSTART, RLENGTH), n, / of (at least )?/)
		if (n[1] + 50 < n[2] + 0) seen = 1 } END { exit !seen }' "$D/shown"
again oldest --rule '0/ (LIST-STATUS|CONDSTORE|QRESYNC|ESEARCH|SPECIAL-USE|LIST-EXTENDED|NAMESPACE)/'
ok "without CONDSTORE, QRESYNC and ESEARCH no more" \
	[ "$(commands '(EXAMINE|UID)')" -le 21 ]
ok "every way reads the same" cmp -s <(kept oldest) <(kept whole)

# --- Mail that moves and numbers that change -----------------------------------

find "$D/home/me/Maildir/cur" -name '*_7*' | while read -r f; do
	mv "$f" "$D/home/me/Maildir/.Work/cur/"
done
proxy "$PORT" --log "$D/said"
tertius_scan modern "imap://me@127.0.0.1:$PROXYPORT" --no-progress
ok "messages that were moved are the same messages" \
	cmp -s <(kept modern) <(kept whole)
tertius_scan whole "$ACCOUNT" --no-progress
: > "$D/said"
rm -f "$D/home/me/Maildir/dovecot-uidlist" "$D"/home/me/Maildir/dovecot.index*
sleep 1.1 # numbers are given by the second
tertius_scan modern "imap://me@127.0.0.1:$PROXYPORT" --no-progress
proxy_stop
ok "a folder that is numbered anew is read anew" \
	[ "$(commands 'UID FETCH 1:')" -ge 1 ]
ok "… and nothing is double" cmp -s <(kept modern) <(kept whole)

# --- Fresh mail in a known folder -----------------------------------------------

proxy "$PORT" --log "$D/said"
PLACE=imap://me@127.0.0.1:$PROXYPORT
tertius_scan fresh "$PLACE" --no-progress
: > "$D/said"
mail "/.Work" 1 99
chown -R "$OWNER:$GROUP" "$D/home" 2>/dev/null
tertius_scan fresh "$PLACE" --no-progress
proxy_stop
ok "one new message is found" [ "$(kept fresh | wc -l)" = 515 ]
ok "… by opening one folder" [ "$(commands EXAMINE)" = 1 ]
ok "… and fetching one message" [ "$(commands 'UID FETCH [0-9]+ ')" -ge 1 ]

wait $BROKEN
kill $BROKENPROXY
ok "a scan that the server ends is not whole" [ "$(cat "$D/broken.status")" = 3 ]
ok "… but tells what is new of what it has kept" \
	grep -q '"introductions":\[{' "$D/broken.out"
