#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The IMAP source against a server of another family: Courier's imapd, one
# process a connection, already logged in. It knows neither ESEARCH, nor
# LIST-STATUS, nor SPECIAL-USE, tells no UIDNEXT, and keeps all folders under
# "INBOX.".

COURIER="$TERTIUS_BUILD_DIR/courier" # packaging/deps.sh has unpacked it
IMAPD="$COURIER/usr/bin/imapd"
[ -x "$IMAPD" ] || {
	echo "1..0 # SKIP no Courier: sh packaging/deps.sh unpack courier $COURIER"
	exit
}
# Without its notifier of changes Courier greets with an alert first, and that it is
# logged in only then, which is not IMAP.
[ -x /usr/libexec/gam_server ] || {
	echo '1..0 # SKIP no gamin, which Courier needs'
	exit
}
LIBRARIES=$(find "$COURIER" -name '*.so.*' -printf '%h\n' | sort -u | paste -sd:)
. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..8

mail "" 200 1
mail "/.Work.Sub" 30 2
mail "/.Sent" 20 3
mail "/.Trash" 20 4
chown -R "$OWNER:$GROUP" "$D" 2>/dev/null
PORT=$(free_port)
cd "$D/home/me" || exit 1
AUTHENTICATED=me MAILDIRPATH=Maildir IMAP_USELOCKS=0 \
	LD_LIBRARY_PATH="$LIBRARIES" $AS_OWNER "$PYTHON" \
	"$HELPERS/imap-spawn.py" "$PORT" "$IMAPD" Maildir &
CHILDREN="$CHILDREN $!"
come_up "$PORT" $!
PLACE=imap://me@127.0.0.1:$PORT

# Courier numbers a folder for good when somebody opens it for writing.
"$PYTHON" - "$PORT" <<-'PY'
	import imaplib, sys
	m = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
	for folder in "INBOX", "INBOX.Work.Sub", "INBOX.Sent", "INBOX.Trash":
	    m.select(folder)
PY

scan "$PLACE" --insecure-plaintext --memory "$D/memory"
ok "everything is read" [ "$(grep -c '	[0-9]*/[0-9]*	' "$D/out")" = 250 ]
ok "folders below the prefix are found" \
	count '/INBOX.Work.Sub	[0-9]' 30
ok "sent mail is known by its name where the server marks none" \
	[ "$(grep -c '/INBOX.Sent	.*	S	' "$D/out")" = 20 ]
ok "so is the trash" count '/INBOX.Trash	' 0
cp "$D/out" "$D/whole"
proxy "$PORT" --log "$D/said"
scan "imap://me@127.0.0.1:$PROXYPORT" --insecure-plaintext
sed -i "s/:$PROXYPORT/:$PORT/" "$D/out"
ok "it reads the same again" same "$D/whole"
rm -f "$D/said"
scan "$PLACE" --insecure-plaintext --memory "$D/memory"
ok "what is known is not read again" [ ! -s "$D/out" ]
scan "$PLACE" --insecure-plaintext --since 1500300000
ok "older messages are left out" count '/INBOX	[0-9]' 101

"$TERTIUS_BUILD_DIR/tertius" scan --ledger "$D/ledger.db" --config "$D/none" \
	--no-progress --insecure-plaintext --password-command 'echo secret' \
	"$PLACE" > "$D/out" 2> "$D/err"
ok "the whole command reads it into a ledger" [ 250 = \
	"$("$TERTIUS_BUILD_DIR/tertius" export --ledger "$D/ledger.db" \
		--config "$D/none" | grep -vc '"began"')" ]
