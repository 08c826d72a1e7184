#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Mail as nobody should write it, and places that change or fill up while they
# are read: what can be read is read, the rest is named, nothing is lost.
. "$(dirname "$0")/tap.sh"

now=2026-06-30T09:00:00+02:00
scan() { run tertius scan --no-progress --json --now $now "$@"; }

# --- One bad message among two good ones ----------------------------------------

mkdir -p bad
/usr/bin/python3 - << 'END'
import os
import sys
sys.path.insert(0, os.environ['TERTIUS_SOURCE_DIR'] + '/tests')
from bad_mail import bad, head, intro
good = head + '\n' + intro
for name, data in bad.items():
    os.makedirs('bad/%s/cur' % name)
    os.makedirs('bad/%s/new' % name)
    os.makedirs('bad/%s/tmp' % name)
    for i in (1, 3):
        open('bad/%s/cur/%d:2,S' % (name, i), 'w').write(
            good % ('good%d' % i))
    open('bad/%s/cur/2:2,S' % name, 'wb').write(data)
END
for folder in bad/*; do
	name=${folder#bad/}
	scan --ledger "$name.db" --me mara@example.org "$folder"
	check "$name: ends in peace" test "$status" -le 1
	check "$name: what is good around it is read" holds '.[0] |
		.messages >= 2 and .messages + .unreadable >= 2 and
		.messages <= 3'
	if [ "$status" = 1 ]; then
		check "$name: what is skipped is named in one line, with a reason" \
			grep -Eq "^skipped: .*bad/$name.* 2.*: .{10,}" <<< "$err"
	fi
	scan --ledger "$name.db" --me mara@example.org "$folder"
	check "$name: the second time brings no news" holds '.[0] |
		.messages == 0 and .introductions == []'
done
scan --ledger all.db --me mara@example.org bad/*
check 'all of them at once are read too' holds '.[0].messages > 15'

# Many of them are named up to ten, and the others counted.
for n in 10 11; do
	mkdir -p many$n/{cur,new,tmp}
	for i in $(seq $n); do
		head -c 3000 /dev/zero > "many$n/cur/$i:2,S"
	done
	cp "$(find bad -name 1:2,S | head -n 1)" "many$n/cur/99:2,S"
	scan --ledger many$n.db many$n
	check "beside $n that cannot be read the good one is" holds ".[0] |
		.messages == 1 and .unreadable == $n"
	check "of $n that cannot be read ten are named" \
		test "$(grep -c '^skipped: .*many' <<< "$err")" = 10
done
check 'and one more is counted' complains 'skipped: 1 more (--json names'
check 'to programs all are named' holds '.[0].skipped | length == 11 and
	all(.what != "" and .why != "")'
for n in 1000 1001; do
	mkdir -p most$n/{cur,new,tmp}
	for i in $(seq $n); do printf '\0' > "most$n/cur/$i:2,S"; done
	scan --ledger most$n.db most$n
	check "of $n a thousand" holds ".[0] | .unreadable == $n and
		(.skipped | length == 1000)"
done

printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n' > cut.ics
scan --ledger cut.db cut.ics
check 'a calendar is named once, and not by its size and time' \
	grep -q "^skipped: $home/cut.ics: " <<< "$err"

# --- A Maildir that changes while it is read -------------------------------------

mkdir -p live/{cur,new,tmp}
/usr/bin/python3 - << 'END'
for i in range(4000):
    open('live/cur/%05d:2,' % i, 'w').write(
        'From: p%d@example.org\nTo: mara@example.org\nDate: Mon, 1 Jun 2026 '
        '%02d:%02d:00 +0000\nMessage-ID: <%d@example.org>\nSubject: %d\n\nHi\n'
        % (i % 50, i // 60 % 24, i % 60, i, i))
END
(
	i=0
	for file in live/cur/*[05]:2,; do
		mv "$file" "${file}S" 2> /dev/null
	done
	for file in live/cur/*[27]:2,; do
		rm -f "$file"
		i=$((i + 1))
		sed "s/^Message-ID: </&new/" "live/cur/00001:2," > "live/tmp/n$i" &&
			sed -i "s/new1@/new$i@/" "live/tmp/n$i" &&
			mv "live/tmp/n$i" "live/new/n$i"
	done
) &
changer=$!
scan --ledger live.db --me mara@example.org live
check 'a Maildir that changes is read to its end' test "$status" -le 1
check 'most of it was there' holds '.[0].messages > 2000'
wait "$changer"
scan --ledger live.db --me mara@example.org live
check 'the next scan finds the rest' status_is 0
tertius export --ledger live.db > live.jsonl
there=$(cat live/cur/* live/new/* | sed -n 's/^Message-ID: <\(.*\)>/\1/p' |
	sort -u)
check 'what lies there now is in the ledger, every message' test -z "$(comm -23 \
	<(echo "$there") <(jq -r '.message_id // empty' live.jsonl | sort -u))"

# --- A disk that is full -----------------------------------------------------------

mkdir small
if mount -t tmpfs -o size=400k none small 2> /dev/null; then
	scan --ledger small/ledger.db "$demo/Maildir"
	check 'a full disk is status 4' status_is 4
	check 'the ledger is named, and what to do' complains \
		"ledger 'small/ledger.db': there is no room"
	mount -o remount,size=40m small
	scan --ledger small/ledger.db "$demo/Maildir"
	check 'with room again the scan goes on where it was' status_is 0
	scan --ledger whole.db "$demo/Maildir"
	check 'and ends as if nothing had been' cmp \
		<(tertius export --ledger small/ledger.db) \
		<(tertius export --ledger whole.db)
	umount small
else
	echo '# a full disk: no file system of our own can be mounted here'
fi
finish
