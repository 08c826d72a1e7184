#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Whom the IMAP source believes, how it logs in, and how it stops.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..53

dovecot_prepare
mail "" 20 1
authority other
certificate expired 127.0.0.1 -1
certificate elsewhere mail.example.org 30
cp "$D/ca.pem" "$D/trusted.pem"
(cd "$D" && cp ca.pem my.pem && cp ca.key my.key && cp other.pem ca.pem &&
	cp other.key ca.key) # what follows is signed by somebody else
certificate unknown 127.0.0.1 30
(cd "$D" && cp my.pem ca.pem && cp my.key ca.key)
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$D/self.key" \
	-out "$D/self.pem" -days 30 -subj /CN=127.0.0.1 \
	-addext subjectAltName=IP:127.0.0.1 2>/dev/null
TOKENPORT=$(free_port)
printf '%s\n' "introspection_mode = post" "active_attribute = active" \
	"introspection_url = http://127.0.0.1:$TOKENPORT/" \
	"username_attribute = username" > "$D/oauth2.conf"
dovecot_start "auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256 xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = $D/oauth2.conf
}" || exit 1

# --- Certificates -----------------------------------------------------------

# refused CERTIFICATE WORDS [s_server options]: nothing of ours is sent there, where
# a password would be welcome
welcome() {
	printf '* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] welcome\r\n'
	sleep 60
}
refused() {
	local port server
	# A port that was free may be taken by now: then another one.
	for _ in 1 2 3; do
		rm -f "$D/s_server" # else an earlier one's words are read
		port=$(free_port)
		openssl s_server -accept "127.0.0.1:$port" \
			-cert "$D/$1.pem" -key "$D/$1.key" "${@:3}" \
			> "$D/s_server" 2>&1 < <(welcome) &
		server=$!
		CHILDREN="$CHILDREN $server"
		for _ in $(seq 400); do
			grep -qs ^ACCEPT "$D/s_server" && break 2
			kill -0 $server 2>/dev/null || break
			sleep 0.05
		done
	done
	scan "imaps://me@127.0.0.1:$port"
	local status=$?
	kill $server; wait $server 2>/dev/null
	ok "$1 ($2) is refused" [ $status = 3 ]
	ok "… with words that say so" says "$2"
	ok "… and no password was sent" not_sent
}
not_sent() { ! grep -aqiE 'secret|LOGIN|AUTHENTICATE' "$D/s_server"; }

refused expired 'expired on .*renew'
refused elsewhere 'made out to another host (mail.example.org)'
refused self 'self-signed.*--ca-file'
refused unknown 'authority that this computer does not know.*--ca-file'
refused cert 'at least version 1.2' -tls1_1 -cipher 'DEFAULT@SECLEVEL=0'
ok "without --ca-file only the system's authorities count" \
	not "$ITEMS" --password-command 'echo secret' \
	"imaps://me@127.0.0.1:$TLSPORT"

# Names of other kinds come first in it.
openssl req -new -newkey rsa:2048 -nodes -keyout "$D/numbered.key" \
	-subj /CN=numbered -out "$D/numbered.csr" 2>/dev/null
openssl x509 -req -in "$D/numbered.csr" -CA "$D/ca.pem" -CAkey "$D/ca.key" \
	-days 30 -out "$D/numbered.pem" 2>/dev/null -extfile <(
		echo 'subjectAltName=email:a@example.org,IP:10.13.65.66')
refused numbered 'made out to another host (10.13.65.66)'
scan "imaps://me@127.0.0.1:$PORT"
ok "a port without TLS is told" says 'does not answer with TLS here.*check the port'
scan "imap://me@127.0.0.1:$TLSPORT" --timeout 2
ok "so is one for TLS from the first byte" says 'says nothing at port.*imaps://'
proxy "$PORT" --rule '3/^\* OK .*ready\./* BYE Too many connections'
scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext
proxy_stop
ok "a server without room is asked again" count INBOX 21

# --- STARTTLS ---------------------------------------------------------------

# starttls NAME WORDS RULE…: refused, and no password was sent
starttls() {
	rm -f "$D/said"
	proxy "$PORT" --log "$D/said" "${@:3}"
	scan "imap://me@127.0.0.1:$PROXYPORT"
	ok "$1" says "$2"
	ok "… and no password was sent" \
		not grep -aqiE 'LOGIN|AUTHENTICATE' "$D/said"
	proxy_stop
}
starttls "STARTTLS taken away is refused" 'offers no encryption' \
	--rule '0/ STARTTLS/'
starttls "STARTTLS refused is refused" 'refuses encryption' \
	--rule '0/^(\w+) OK Begin TLS/\g<1> NO not today'
starttls "plain text injected behind STARTTLS is refused" 'plain text' \
	--rule '0/(OK Begin TLS[^\r]*)/\g<1>\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN'
starttls "a PREAUTH greeting cannot avoid STARTTLS" 'offers no encryption' \
	--rule '0/^\* OK/* PREAUTH'
scan "imap://me@127.0.0.1:$PORT" --insecure-plaintext
ok "plain text to this machine is allowed when asked for" count INBOX 21

# --- Mechanisms -------------------------------------------------------------

# Dovecot logs when it likes.
has_logged() {
	for _ in $(seq 200); do
		grep -q -- "$1" "$D/log" && return
		sleep 0.05
	done
	return 1
}
for mechanism in PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256; do
	proxy "$PORT" --rule "0/ AUTH=(?!$mechanism\b)\S+/"
	scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext
	proxy_stop
	ok "$mechanism" count INBOX 21
	has_logged "method=$mechanism, " || echo "not ok - it was not $mechanism"
done
proxy "$PORT" --rule '0/ AUTH=\S+/'
scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext
proxy_stop
ok "the LOGIN command" count INBOX 21
scan "imaps://me@127.0.0.1:$TLSPORT" --password-command 'echo wrong'
ok "a wrong password is told" says 'does not let me in'
ok "and what to do" says 'look at the user and the password'
ok "… also where tokens are taken" says 'failed; .*access token.*password made for apps'
proxy "$PORT" --rule '0/ AUTH=\S+/' \
	--rule '0/(?m)^(\S+) NO .*$/\g<1> NO [AUTHENTICATIONFAILED] Wrong. ;.\r'
scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext \
	--password-command 'echo wrong'
proxy_stop
ok "… and only there" says 'FAILED\] Wrong; look at the user and the password$'
scan "imaps://me@127.0.0.1:$TLSPORT" --password-command 'exit 1'
ok "a password command that fails is told" says 'failed or printed nothing'

proxy "$PORT" --rule '0/ AUTH=(?!XOAUTH2\b)\S+/' \
	--rule '0/ AUTH=XOAUTH2/ AUTH=XOAUTH2 LOGINDISABLED'
scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext
proxy_stop
ok "a server that takes tokens only is told" says 'only access tokens.*token-command'

# --- Tokens -----------------------------------------------------------------

"$PYTHON" "$HELPERS/imap-tokens.py" "$TOKENPORT" &
CHILDREN="$CHILDREN $!"
come_up "$TOKENPORT" $!
for mechanism in OAUTHBEARER XOAUTH2; do
	proxy "$PORT" --rule "0/ AUTH=(?!$mechanism\b)\S+/"
	scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext \
		--token-command 'echo good-token'
	ok "$mechanism" count INBOX 21
	scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext \
		--token-command 'echo old-token'
	ok "a token that $mechanism does not take is told" \
		says '127.0.0.1 does not take the access token for me: .*[^.]; '
	ok "… and what to do" says 'look at the user and at token-command'
	proxy_stop
done
proxy "$PORT" --log "$D/said" --rule '0/ AUTH=(?!PLAIN\b)\S+/'
scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext \
	--token-command 'echo good-token'
proxy_stop
ok "a server that takes no tokens is told" \
	says '127.0.0.1 takes no access tokens.*password-command'
ok "… and gets none" not grep -aq AUTHENTICATE "$D/said"

# --- Stopping ---------------------------------------------------------------

# The best of three: the machine may be busy with something else.
for _ in 1 2 3; do
	rm -f "$D/said"
	proxy "$PORT" --log "$D/said" --stall '\* 15 FETCH'
	"$ITEMS" --insecure-plaintext --password-command 'echo secret' \
		"imap://me@127.0.0.1:$PROXYPORT" > "$D/out" 2> "$D/err" &
	SCAN=$!
	until grep -q BODYSTRUCTURE "$D/said"; do sleep 0.1; done
	sleep 2 # until fourteen have come
	BEFORE=$(date +%s%N)
	kill -INT $SCAN
	wait $SCAN
	TOOK=$((($(date +%s%N) - BEFORE) / 1000000))
	proxy_stop
	echo "# stopped after $TOOK ms"
	[ $TOOK -lt 1000 ] && break
done
ok "^C ends a silent connection within a second" [ $TOOK -lt 1000 ]
ok "… and what had come was handed out" [ "$(wc -l < "$D/out")" -ge 1 ]
