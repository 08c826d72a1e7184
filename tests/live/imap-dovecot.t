#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The IMAP source against a real Dovecot: folders, TLS, what is known.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
echo 1..32

dovecot_prepare
mail "" 600 1
mail "/.Gesendete &AMQ-pfel" 40 2
mail "/.Bin" 5 3
mail "/.Werbung" 5 6
mail "/.Kladde" 5 7
mail "/.Drafts" 5 4
mail "/.Work.Sub &- more" 20 5
# A namespace of everybody's, which "*" shows, and one that it does not.
for shared in public hidden; do
	"$PYTHON" "$HELPERS/imap-mail.py" "$D/$shared/.Team" 30 8
done
dovecot_start "
	namespace public {
	  type = public
	  separator = /
	  prefix = Public/
	  location = maildir:$D/public
	}
	namespace hidden {
	  type = public
	  separator = /
	  prefix = Hidden/
	  location = maildir:$D/hidden
	  list = no
	}" || exit 1
ACCOUNT=imaps://me@127.0.0.1:$TLSPORT
FOLDERS='INBOX|Gesendete Äpfel|Bin|Work/Sub & more'

ok "a whole account is read over TLS" scan "$ACCOUNT" --memory "$D/memory"
ok "each message comes once" \
	[ "$(grep -v state: "$D/out" | cut -f1,2 | sort -u | wc -l)" = 665 ]
ok "trash is known by its use" count '/Bin	' 0
ok "so is junk" count '/Werbung	' 0
ok "… and drafts" count '/Kladde	' 0
ok "sent mail is known by its use, and its name is read" \
	[ "$(grep -c '/Gesendete Äpfel	.*	S	' "$D/out")" = 41 ]
cp "$D/out" "$D/first"
scan "$ACCOUNT" --memory "$D/memory"
ok "what is known is not read again" [ ! -s "$D/out" ]
scan "imap://me@127.0.0.1:$PORT/INBOX"
ok "STARTTLS reads the same" [ "$(grep -v state: "$D/out" | cut -f2- | sort)" = \
	"$(grep INBOX "$D/first" | grep -v state: | cut -f2- | sort)" ]
scan "$ACCOUNT" --folder 'Work/*'
ok "a pattern chooses folders" count 'Work/Sub & more	[0-9]' 20
scan "$ACCOUNT/Bin"
ok "a folder that is named is read, whatever it is for" count '/Bin	[0-9]' 5
scan "$ACCOUNT/Nowhere"
ok "a folder that does not exist is an error" \
	grep -q 'no folder named Nowhere' "$D/err"
scan "$ACCOUNT" --since 1501500000 --folder INBOX
ok "older messages are left out" count '/INBOX	[0-9]' 101
ok "… and count as done" says 'done 600/600'

# --- None -----------------------------------------------------------------------

scan "$ACCOUNT/Work"
ok "of a folder that only holds others it is said" \
	says "Work there has no mail, only folders in it; .* --folder 'Work/\*'"
scan "$ACCOUNT" --folder 'Work/*'
ok "… and how to read these" count '/Work/Sub & more	[0-9]' 20
scan "$ACCOUNT" --folder 'Werb*'
ok "what a pattern leaves out is said" \
	says "Werbung is left out, .* --folder 'Werbung' reads it"
mail "/.Bin.it's; date" 1 3
chown -R "$OWNER:$GROUP" "$D/home" 2>/dev/null
scan "$ACCOUNT" --folder "Bin/it*"
ok "… in words that a shell takes as they are" \
	says "--folder 'Bin/it'\\\\''s; date' reads it"
rm -rf "$D/home/me/Maildir/.Bin.it's; date"
scan "$ACCOUNT" --folder 'Sub & more'
ok "a folder whose name lacks its parents' is found for people" \
	says 'no folder named Sub & more; there is Work/Sub & more'
scan "$ACCOUNT/INBOX" --folder 'W*'
ok "a pattern holds for a folder that is named, too" says 'no folder named'

# --- Drafts among other mail ----------------------------------------------------

SUB="$D/home/me/Maildir/.Work.Sub &- more/cur"
sample=$(find "$SUB" -type f | sort | head -1)
cp "$sample" "$SUB/1700000001.1.host:2,DS"
cp "$sample" "$SUB/1700000002.1.host:2,ST"
cp "$sample" "$SUB/1700000003.1.host:2,FS"
chown -R "$OWNER:$GROUP" "$D/home" 2>/dev/null
scan "$ACCOUNT" --folder 'Work/*'
ok "drafts and what is deleted are left out" count '/Work/Sub & more	[0-9]' 21
rm -f "$SUB"/170000000*

# --- What is others' ----------------------------------------------------------

ok "the server has folders of others" grep -q 'Public/Team' <(
	"$PYTHON" -c "import imaplib
m = imaplib.IMAP4('127.0.0.1', $PORT)
m.login('me', 'secret'); print(m.list()); print(m.namespace())")
ok "they are not read with a whole account" \
	[ "$(grep -c 'Public\|Hidden' "$D/first")" = 0 ]
scan "$ACCOUNT/Public/Team"
ok "one that is named is read" count '/Public/Team	[0-9]' 30
scan "$ACCOUNT/Hidden/Team"
ok "… also when the server does not list it" count '/Hidden/Team	[0-9]' 30
scan "$ACCOUNT" --folder Public/Team
ok "… however it is named" count '/Public/Team	[0-9]' 30
scan "$ACCOUNT" --folder 'Public/*'
ok "all that are shared under a name are read" count '/Public/Team	[0-9]' 30
scan "$ACCOUNT" --folder 'Hidden/T*m'
ok "… also when the server does not list them" count '/Hidden/Team	[0-9]' 30
scan "$ACCOUNT" --folder '*Team'
ok "… but not where nobody named them" says 'no folder named \*Team'

# --- Of each kind, and what lies below ------------------------------------------

rm -rf "$D/home/me/Maildir/.Werbung"
mail "/.Spam" 7 9
mail "/.Bin.Old" 8 10
mail "/.Gesendete &AMQ-pfel.Before" 9 11
chown -R "$OWNER:$GROUP" "$D/home" 2>/dev/null
scan "$ACCOUNT"
ok "where no junk is marked, its name tells, whatever else is" \
	count '/Spam	' 0
ok "… but drafts are marked" count '/Drafts	[0-9]' 5
ok "what lies in the trash is thrown away too" count '/Bin/Old	' 0
ok "what lies below sent mail was sent" \
	[ "$(grep -c '/Gesendete Äpfel/Before	[0-9].*	S	' "$D/out")" = 9 ]
