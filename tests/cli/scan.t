#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One year of mail in every form in which it may lie on a disk: the same
# introductions; and what --since, --dry-run and ^C do.
. "$(dirname "$0")/tap.sh"

now=2026-06-30T09:00:00+02:00
me=(--me mara@lindqvist.example.org --me mara.lindqvist@werkbank.example.org)
scan() { run tertius scan --no-progress --json --now $now "${me[@]}" "$@"; }
# What was found in a ledger: which messages did what.
found() {
	tertius list --ledger "$1" --perhaps --now $now "${me[@]}" --json |
		jq -c '[.message_id, .kind, .level, .introducer.address,
			[.introduced[].address // .introduced[].name]]' | sort
}

# Git keeps no empty folders, which Python wants.
cp -R "$demo/Maildir" mail
find mail -type d -name cur | while read -r folder; do
	mkdir -p "${folder%/cur}/new" "${folder%/cur}/tmp"
done
/usr/bin/python3 - mail << 'END'
import mailbox, os, re, sys
source = mailbox.Maildir(sys.argv[1], create=False)
folders = {'INBOX': source}
folders.update({name: source.get_folder(name)
                for name in source.list_folders()})
mh = mailbox.MH('mh', create=True)
boxes = {kind: {} for kind in ('rd', 'o', 'crlf')}
for kind in boxes:
    os.mkdir(kind)
for name, folder in folders.items():
    there = mh.add_folder(re.sub(r'\W', '_', name))
    files = {kind: open('%s/%s' % (kind, re.sub(r'\W', '_', name)), 'wb')
             for kind in boxes}
    for key in folder.keys():
        data = folder.get_bytes(key).replace(b'\r\n', b'\n')
        if not data.endswith(b'\n'):
            data += b'\n'
        there.add(data)
        first = b'From dana@example.org Mon Jun  1 10:00:00 2026\n'
        files['rd'].write(first + re.sub(rb'(?m)^(>*From )', rb'>\1', data)
                          + b'\n')
        plain = first + re.sub(rb'(?m)^(From )', rb'>\1', data) + b'\n'
        files['o'].write(plain)
        files['crlf'].write(plain.replace(b'\n', b'\r\n'))
END
scan --ledger maildir.db mail
check 'a Maildir with its folders is read' holds '.[0].messages == 483'
new=$(jq -c '.introductions' <<< "$out")
found maildir.db > maildir.found
check 'and introductions are found in it' test "$(wc -l < maildir.found)" -gt 20
for kind in mh rd o crlf; do
	scan --ledger $kind.db $kind
	check "as $kind it is as much mail" holds '.[0].messages == 483'
	found $kind.db > $kind.found
	check 'with the same introductions' cmp maildir.found $kind.found
	scan --ledger $kind.db $kind
	check 'and no news the second time' holds '.[0].messages == 0 and
		.[0].introductions == []'
done
scan --ledger one.db rd/INBOX
check 'one mbox file alone is read' holds '.[0].messages == 91'
scan --ledger one.db mh/INBOX
check 'and the same mail from elsewhere is no news' holds '.[0].messages == 0'

# --- Some of it --------------------------------------------------------------------

scan --ledger since.db --since 2026-05-01 mail
check '--since reads what is later' holds '.[0].messages > 20 and
	.[0].messages < 300'
out=$(tertius export --ledger since.db)
check 'and nothing earlier' holds 'map(.date // empty | numbers) | length > 20
	and min >= 1777500000'
scan --ledger since.db mail
check 'the rest is read when it is wanted' test "$(tertius export \
	--ledger since.db | md5sum)" = "$(tertius export --ledger maildir.db |
	md5sum)"
scan --ledger some.db --folder INBOX mail
check '--folder reads one folder' holds '.[0].messages > 50 and
	.[0].messages < 483'
mkdir -p junk/cur junk/new junk/tmp junk/.Junk/new junk/.Junk/tmp
cp -r mail/cur junk/.Junk/cur
scan --ledger junk.db junk
check 'junk is left out' holds '.[0].messages == 0'
scan --ledger junk.db --folder 'J*' junk
check 'also by a pattern' status_is 3
scan --ledger junk.db --folder Junk junk
check '… but read when it is named' holds '.[0].messages > 50'

scan --ledger dry/l.db --dry-run mail mail
check '--dry-run tells what there is' holds '.[0].messages >= 483 and
	.[0].unreadable == 0'
check 'and what would be new, once' test "$(jq -c '.introductions' \
	<<< "$out")" = "$new"
check 'and that it was dry' holds '.[0].dry_run'
check 'and keeps nothing, not even a ledger' test ! -e dry
cat > dana.mbox << 'END'
From you@example.org Fri Jul 14 02:40:00 2017
From: You Yourself <you@example.org>
To: Dana Quist <dana@quist.example.org>
Cc: Tom Berg <tom@berg.example.org>
Subject: Introduction: Dana and Tom
Date: Fri, 14 Jul 2017 02:40:00 +0000
Message-ID: <intro-1@example.org>

Dana, I would like to introduce you to Tom Berg, who builds boats.
Tom, meet Dana Quist. I am sure that the two of you should talk.

END
on_terminal 80 tertius scan --no-progress --ledger dry/l.db --dry-run \
	--me you@example.org dana.mbox
check 'to people it says how many, also of one' says \
	'1 introduction would be new, and 0 more perhaps.'
tertius export --ledger maildir.db > before
scan --ledger maildir.db --dry-run rd
check 'nor changes it what was kept' cmp before \
	<(tertius export --ledger maildir.db)

# --- ^C ------------------------------------------------------------------------------

tertius scan --quiet --now $now "${me[@]}" --ledger cut.db mail \
	> cut.out 2> cut.err &
victim=$!
until [ "$(sqlite_count=$(/usr/bin/python3 - << 'END'
import sqlite3
try:
    print(sqlite3.connect('file:cut.db?mode=ro', uri=True).execute(
        'SELECT count(*) FROM message').fetchone()[0])
except sqlite3.Error:
    print(0)
END
); echo "$sqlite_count")" -gt 0 ] || ! kill -0 $victim 2> /dev/null; do
	sleep 0.01
done
kill -INT $victim 2> /dev/null
wait $victim
status=$?
check '^C is no failure' test "$status" -le 1
scan --ledger cut.db mail
check 'the next scan goes on' status_is 0
check 'and nothing is missing' test "$(tertius export --ledger cut.db | md5sum)" \
	= "$(tertius export --ledger maildir.db | md5sum)"
finish
