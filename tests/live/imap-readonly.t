#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The IMAP source changes nothing on the server: the mail files, their flags,
# times and numbers are the same before and after, and only the commands that
# mail/imap.h lists were sent.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..8

dovecot_prepare
mail "" 50 1
mail "/.Work" 30 2
# Some unseen, some not yet looked at by anybody (\Recent).
(cd "$D/home/me/Maildir/cur" && for f in *_4*S; do mv "$f" "${f%S}"; done
for f in *_5*; do mv "$f" "../new/${f%%:*}"; done)
dovecot_start '' || exit 1

state() { # every mail file: name (with its flags), inode, size, times
	find "$D/home/me/Maildir" -path '*/cur/*' -o -path '*/new/*' |
		sort | xargs stat -c '%n %i %s %y %z'
	cat "$D"/home/me/Maildir/dovecot-uidlist \
		"$D"/home/me/Maildir/.Work/dovecot-uidlist 2>/dev/null
}
# flags OF the server's own view, in a session of its own, read-only
flags() {
	"$PYTHON" - "$PORT" <<-'PY'
		import imaplib, sys
		m = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
		m.login("me", "secret")
		for folder in "INBOX", "Work":
		    print(folder, m.select(folder, readonly=True),
		          m.response("UIDVALIDITY"), m.response("RECENT"))
		    print(m.fetch("1:*", "(UID FLAGS INTERNALDATE)")[1])
	PY
}
flags > "$D/flags-before" # the server gives out its numbers at the first look
state > "$D/state-before"
proxy "$PORT" --log "$D/said"
"$ITEMS" --insecure-plaintext --password-command 'echo secret' \
	"imap://me@127.0.0.1:$PROXYPORT" > "$D/out" 2> "$D/err"
ok "the account was read" [ "$(grep -vc state: "$D/out")" = 80 ]
proxy_stop
state > "$D/state-after"
flags > "$D/flags-after"
ok "there were unseen and recent messages to spoil" \
	grep -q "'RECENT', \[b'[1-9]" "$D/flags-before"
ok "no mail file has changed" cmp "$D/state-before" "$D/state-after"
ok "no flag, number or date has changed" \
	cmp "$D/flags-before" "$D/flags-after"
tr -d '\r' < "$D/said" | sed -n 's/^[0-9T]* \([A-Z]* *\(FETCH\|SEARCH\)*\).*/\1/p' |
	sort -u > "$D/commands"
sed 's/^/# /' "$D/commands"
ok "only the listed commands were sent" [ -z "$(grep -vxE \
	'(CAPABILITY|AUTHENTICATE|NAMESPACE|LIST|EXAMINE|NOOP|LOGOUT|UID SEARCH|UID FETCH) ?' \
	"$D/commands")" ]
ok "the log of commands is whole" [ "$(wc -l < "$D/commands")" -ge 7 ]
ok "bodies are only peeked at" \
	not grep -aE 'BODY\[|RFC822[^.]|RFC822\.(TEXT|HEADER)' "$D/said"
ok "the log has commands that peek" grep -qa 'BODY.PEEK\[1\]' "$D/said"
