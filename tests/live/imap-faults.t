#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The IMAP source on a bad line and with a server that lies: cuts, delays, single
# bytes, wrong literals, throttling. CUTS=500 for the long form.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..52
CUTS=${CUTS:-15}

dovecot_prepare
mail "" 300 1
mail "/.Gesendete &AMQ-pfel" 60 2
mail "/.Work" 60 5
dovecot_start '' || exit 1
scan "imaps://me@127.0.0.1:$TLSPORT"
cp "$D/out" "$D/whole"
ok "an unbroken scan reads all" [ "$(messages "$D/whole" | wc -l)" = 420 ]

# plain NAME OPTIONS…: the proxy on the plain port, where it can read along
plain() {
	proxy "$PORT" "${@:2}"
	timeout 100 "$ITEMS" --insecure-plaintext --timeout 1 \
		--password-command 'echo secret' $MORE \
		"imap://me@127.0.0.1:$PROXYPORT" > "$D/out" 2> "$D/err"
	proxy_stop
	sed -i "s/^imap:/imaps:/" "$D/out"
}
whole() { # whole NAME OPTIONS…: everything is read in spite of it
	plain "$@"
	ok "$1" same "$D/whole"
}
without() { # without UID NAME OPTIONS…: this one is named, the rest is read
	plain "${@:2}"
	ok "$2" cmp -s <(messages "$D/whole" | grep -v "INBOX	.*/$1	") \
		<(messages "$D/out")
	ok "… and what was not read is named" says "problem: .*/INBOX/;UID=$1:"
	ok "… and the folder is looked through again next time" \
		[ "$(grep -c 'INBOX	state:' "$D/out")" = 0 ]
}

# A cut for each eight messages: in the long form a folder of its own.
mail "/.Cut" $((CUTS * 8)) 6
chown -R "$OWNER:$GROUP" "$D/home" 2>/dev/null
CUT_PLACE=Cut
scan "imaps://me@127.0.0.1:$TLSPORT/$CUT_PLACE"
cp "$D/out" "$D/uncut"
ok "a folder with a message for each cut and more" \
	[ "$(messages "$D/uncut" | wc -l)" = $((CUTS * 8)) ]
proxy "$TLSPORT" --cuts "$CUTS" --cut-max 50000
: > "$D/memory"
tries=0
while [ $tries -lt $((CUTS + 5)) ]; do
	tries=$((tries + 1))
	scan "imaps://me@127.0.0.1:$PROXYPORT/$CUT_PLACE" \
		--memory "$D/memory" && break
	cat "$D/out" >> "$D/cut"
done
cat "$D/out" >> "$D/cut"
proxy_stop
echo "# $tries runs for $CUTS cuts; $(cat "$D/proxy")"
mv "$D/cut" "$D/out"
ok "random cuts lose nothing and double nothing" same "$D/uncut"
ok "every cut was made" grep -q 'cuts-left 0' "$D/proxy"

# --- The same with worker and ledger ------------------------------------------

ledger() { # ledger NAME PORT: reads the account into $D/NAME.db
	"$TERTIUS_BUILD_DIR/tertius" scan --ledger "$D/$1.db" \
		--config "$D/none" --ca-file "$D/ca.pem" --no-progress \
		--password-command 'echo secret' \
		"imaps://me@127.0.0.1:$2/$CUT_PLACE" > "$D/out" 2> "$D/err"
}
kept() {
	"$TERTIUS_BUILD_DIR/tertius" export --ledger "$D/$1.db" \
		--config "$D/none" | grep -v '"began"' | sort
}
ledger unbroken "$TLSPORT"
proxy "$TLSPORT" --cuts "$CUTS" --cut-max 50000 --seed 2
for _ in $(seq $((CUTS + 5))); do ledger broken "$PROXYPORT" && break; done
proxy_stop
echo "# with worker and ledger: $(cat "$D/proxy")"
ok "every cut was made here too" grep -q 'cuts-left 0' "$D/proxy"
ok "the ledger of an unbroken scan has all" \
	[ "$(kept unbroken | wc -l)" = $((CUTS * 8)) ]
ok "random cuts leave the same ledger" cmp <(kept unbroken) <(kept broken)
rm -rf "$D/home/me/Maildir/.Cut"

# --- Lies and moods -----------------------------------------------------------

MORE='--folder Work' plain "" --bytes
ok "single bytes" cmp -s <(messages "$D/whole" | grep '/Work	') \
	<(messages "$D/out")
# The first is that of the test, which looks whether the proxy is there.
whole "a server that hangs up twice at once" --refuse 3

# Ten clients whom it sends away at the same time: half a second to one and a half
# later each comes again, and that ten fall into 0.15 s is one case in three million.
come_back() { # come_back NUMBER: when it is through
	"$ITEMS" --insecure-plaintext --quiet --pause 1000 --folder Work \
		--password-command 'echo secret' \
		"imap://me@127.0.0.1:$PROXYPORT" 2> /dev/null
	date +%s%3N > "$D/back-$1"
}
proxy "$PORT" --refuse 11
BEGAN=$(date +%s%3N) BACK=
for i in $(seq 10); do come_back $i & BACK="$BACK $!"; done
wait $BACK
proxy_stop
ok "whoever is sent away comes back after a pause" \
	[ $(($(sort -n "$D"/back-* | head -1) - BEGAN)) -ge 500 ]
ok "… and not all at once" [ $(($(sort -n "$D"/back-* | tail -1) -
	$(sort -n "$D"/back-* | head -1))) -ge 150 ]
whole "a line that breaks in the middle of a list" --drop '2/\* LIST .*Work'
whole "BYE in the middle" \
	--rule '2/\* 30 FETCH/* BYE try again\r\n* 30 FETCH'
whole "a server that asks to come back later in its greeting" \
	--rule '2/^\* OK .*ready\./* BYE [UNAVAILABLE] too many connections'
# A folder that the server does not open for any other reason is left out.
for code in THROTTLED UNAVAILABLE LIMIT OVERQUOTA INUSE; do
	whole "a folder that cannot be had now, as $code" \
		--rule "1/OK \[READ-ONLY\]/NO [$code] later"
done
whole "throttling" --rule '1/OK Fetch completed/NO [THROTTLED] slow down'
whole "throttling twice in a row" \
	--rule '2/OK Fetch completed/NO [THROTTLED] slow down'
whole "a search that cannot be had now" \
	--rule '1/OK Search completed/NO [UNAVAILABLE] later'
whole "a login that cannot be had now" \
	--rule '1/OK (.*)Logged in/NO [UNAVAILABLE] later'
whole "an answer that was not asked for" \
	--rule '2/(?m)^T\d+ (OK Fetch)/T99 \g<1>'
ok "… is not taken for ours: that line is given up" \
	grep -q '^connections [34] ' "$D/proxy"
whole "sizes that are far too large" \
	--rule '0/("(?:7bit|quoted-printable|base64)" )\d+ /\g<1>4294967295 '
whole "a literal that says too little" \
	--rule '1/(BODY\[1\]<0> \{)\d+/\g<1>3'
whole "a literal that says too much" \
	--rule '1/(BODY\[1\]<0> \{)\d+/\g<1>99999999'
whole "a server that falls silent, once" \
	--rule '1/(\* 200 FETCH \(UID 200 .*\{)\d+/\g<1>60000000'
without 170 "a message whose literal always lies" \
	--rule '0/(\* 170 FETCH \(UID 170 .*\{)\d+/\g<1>9'
without 177 "a message at which the server always hangs up" \
	--drop '0/\* 177 FETCH'
without 178 "a message at which it always takes its leave" \
	--rule '0/\* 178 FETCH/* BYE what is that\r\n* 178 FETCH'
mail "/.Broken" 7 9
chown -R "$OWNER:$GROUP" "$D/home" 2>/dev/null
plain "" --drop '0/\* 7 EXISTS'
ok "a folder at which the server always hangs up costs no other" same "$D/whole"
ok "… and is named" says 'problem: .*/Broken: '
rm -rf "$D/home/me/Maildir/.Broken"
plain "" --rule '0/(\* 190 FETCH \(UID 190 .*BODYSTRUCTURE )\(.*?\) (BODY\[H)/\g<1>("x" \g<2>'
ok "a structure that is no IMAP is named" says 'INBOX/;UID=190:'
deep=$(printf '(%.0s' $(seq 3000))$(printf ')%.0s' $(seq 3000))
plain "" --rule "0/(\* 190 FETCH \(UID 190 .*BODYSTRUCTURE )\(.*?\) (BODY\[H)/\g<1>$deep \g<2>"
ok "a structure too deep to read costs nothing but a larger fetch" \
	cmp -s <(messages "$D/whole" | cut -f1-4) <(messages "$D/out" | cut -f1-4)

# --- What others do meanwhile -------------------------------------------------

# Of a text that is there no longer comes NIL; whether the message is gone too is
# said at the end (RFC 5530).
NOTHING='1/(?s)(\* 1 FETCH \(UID 1 BODY\[1\]<0> )\{\d+\}\r\n.*?\)\r\n(?=\* )/\g<1>NIL)\r\n'
MORE='--folder Work' plain "" --rule "$NOTHING"
ok "a text of which the server says NIL is as good as none" count '/1	' 1
ok "… the rest is read" [ "$(comm -12 <(messages "$D/whole") \
	<(messages "$D/out") | wc -l)" = 59 ]
ok "… and it is told, as the message is there" says ';UID=1: .* all of its text'
MORE='--folder Work' plain "" --rule "$NOTHING" \
	--rule '0/(?m)^(T\d+ OK) Fetch/\g<1> [EXPUNGEISSUED] Fetch'
ok "a message that is said to be gone meanwhile is left out" count '/1	' 0
ok "… the rest is read" [ "$(comm -12 <(messages "$D/whole") \
	<(messages "$D/out") | wc -l)" = 59 ]
ok "… and as it is there all the same it is told" says 'problems 1$'

expunge() { # expunge UID: the command that does it, over another connection
	echo "$PYTHON -c 'import imaplib
m = imaplib.IMAP4(\"127.0.0.1\", $PORT)
m.login(\"me\", \"secret\"); m.select()
m.uid(\"STORE\", \"$1\", \"+FLAGS\", \"\\\\Deleted\"); m.expunge()'"
}
plain "" --when '\* 270 FETCH .*BODYSTRUCTURE' "$(expunge 250:269)"
messages "$D/whole" | grep -vE 'INBOX	[0-9]*/2[56][0-9]	' > "$D/others"
messages "$D/out" | grep -vE 'INBOX	[0-9]*/2[56][0-9]	' > "$D/read"
gone=$((420 - $(messages "$D/out" | wc -l)))
echo "# $gone of 20 messages vanished between the phases"
ok "messages that vanish between the phases are left out" [ $gone -gt 3 ]
ok "… all others are read" cmp -s "$D/others" "$D/read"
ok "… what is left is whole" [ -z "$(comm -13 <(messages "$D/whole") \
	<(messages "$D/out"))" ]
ok "… and it is no problem" says 'problems 0$'
