#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The IMAP source against Cyrus, which writes all of BODYSTRUCTURE in capitals, knows
# nothing of Maildir, and says OK where a message cannot be read. The demo's mail is
# told to the ledger through it and from its files: the same facts.

CYRUS="$TERTIUS_BUILD_DIR/cyrus" # packaging/deps.sh has unpacked it
MASTER="$CYRUS/usr/lib/cyrus/bin/master"
[ -x "$MASTER" ] || {
	echo "1..0 # SKIP no Cyrus: sh packaging/deps.sh unpack cyrus $CYRUS"
	exit
}
. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
TERTIUS="$TERTIUS_BUILD_DIR/tertius"
DEMO="$TERTIUS_SOURCE_DIR/packaging/demo/Maildir"
LIBRARIES=$(find "$CYRUS/" -name '*.so.*' -printf '%h\n' | sort -u | paste -sd:)
echo 1..14

PORT=$(free_port)
mkdir -p "$D"/lib/{db,socket,log,msg,ptclient,user,quota} "$D"/{lock,spool,proc}
cat > "$D/imapd.conf" <<-CONF
	configdirectory: $D/lib
	proc_path: $D/proc
	mboxname_lockpath: $D/lock
	defaultpartition: default
	partition-default: $D/spool
	admins: admin
	cyrus_user: $OWNER
	cyrus_group: $GROUP
	allowplaintext: yes
	sasl_pwcheck_method: auxprop
	sasl_auxprop_plugin: sasldb
	sasl_sasldb_path: $D/sasldb2
	sasl_mech_list: PLAIN
	expunge_mode: immediate
CONF
cat > "$D/cyrus.conf" <<-CONF
	START {
	  recover cmd="$CYRUS/usr/lib/cyrus/bin/ctl_cyrusdb -C $D/imapd.conf -r"
	}
	SERVICES {
	  imap cmd="$CYRUS/usr/lib/cyrus/bin/imapd -C $D/imapd.conf" \
	    listen="127.0.0.1:$PORT" prefork=0
	}
	EVENTS {
	}
CONF
for user in me admin eva; do
	printf secret | LD_LIBRARY_PATH="$LIBRARIES" \
		"$CYRUS/usr/sbin/saslpasswd2" -p -c -f "$D/sasldb2" \
		-u "$(hostname)" $user
done
chmod 755 "$D"
chown -R "$OWNER:$GROUP" "$D" 2> /dev/null
# It ends all of its process group with itself: not that of other tests, too.
LD_LIBRARY_PATH="$LIBRARIES" $AS_OWNER setsid "$MASTER" -C "$D/imapd.conf" \
	-M "$D/cyrus.conf" -p "$D/master.pid" > "$D/log" 2>&1 &
CHILDREN="$CHILDREN $!"
come_up "$PORT" $!

"$PYTHON" "$HELPERS/imap-fill.py" "$PORT" "$DEMO" 2> "$D/err"
ok "the demo's mail is there" [ $? = 0 ]

run() { "$TERTIUS" "$@" --config "$D/none"; }
cyrus() { # cyrus LEDGER [OPTIONS]
	run scan --json --no-progress --ledger "$D/$1.db" "${@:2}" \
		--me mara@lindqvist.example.org --insecure-plaintext \
		--password-command 'echo secret' \
		"imap://me@127.0.0.1:${PROXYPORT:-$PORT}" > "$D/out" 2> "$D/err"
}
told() { run list introductions --perhaps --json --ledger "$D/$1.db"; }
# How mail to many is written is asked of nobody, so that its text is not fetched; it
# is in the id of what has no Message-ID.
facts() {
	run export --ledger "$D/$1.db" | jq -c 'select(.message) |
		if .flags % 4 > 0 or .flags % 16 > 7
		then del(.language, .greeting, .closing, .formality, .words, .title)
		else . end | if .message_id then . else del(.message) end' | sort
}

run scan --json --no-progress --ledger "$D/files.db" \
	--me mara@lindqvist.example.org "$DEMO" > "$D/out" 2> "$D/err"
whole=$(jq .messages "$D/out")
proxy "$PORT" --log "$D/said"
cyrus cyrus
ok "all of it is read ($whole messages)" \
	[ "$whole" -gt 400 ] && [ "$(jq .messages "$D/out")" = "$whole" ]
ok "… with the same introductions" \
	cmp <(told files) <(told cyrus)
ok "… and the same facts of each message" diff <(facts files) <(facts cyrus)
ok "what others share is left alone" not grep -q 'EXAMINE.*eva' "$D/said"
: > "$D/said"
cyrus cyrus
ok "an account that is as it was is left after four commands" \
	[ "$(grep -cE '^(C: )?T?[A-Z]*[0-9]+ ' "$D/said")" -le 4 ]
ok "… with nothing new" [ "$(jq .items "$D/out")" = 0 ]
cyrus recent --since 30d
: > "$D/said"
sleep 1
cyrus recent --since 30d
ok "… and so is what came in the last so many days" \
	[ "$(grep -c 'EXAMINE' "$D/said")" = 0 ]
proxy_stop
unset PROXYPORT

first=$(grep -rl 'Message-ID: <CA2EDE1FC21F=48ff0b@northlight' "$D/spool")
mv "$first" "$D/kept"
cyrus again
ok "a message whose file is away is told" says 'Archive.2025/;UID=.* does not give it'
ok "… and the rest is read" [ "$(jq .messages "$D/out")" = $((whole - 1)) ]
mv "$D/kept" "$first"
cyrus again
ok "… and it too when its file is back" [ "$(jq .messages "$D/out")" = 1 ]
ok "… which gives the same facts" diff <(facts files) <(facts again)
"$PYTHON" - "$PORT" <<-'PY'
	import imaplib, sys
	m = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
	m.login("me", "secret")
	m.select()
	m.store("3", "+FLAGS", "(todo[1)")
PY
rm -f "$D"/again.db*
cyrus again
ok "a keyword with a bracket keeps nothing back" [ "$(jq .messages "$D/out")" = "$whole" ]
ok "… and is no problem" not says skipped
