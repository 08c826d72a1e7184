#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# All fifty guidelines: each has a test here, and one on the demo year (demo.t);
# the table in packaging/demo/README.md names the messages that show it.
. "$(dirname "$0")/../cli/tap.sh"

here=$TERTIUS_SOURCE_DIR/tests/guidelines
demo=$TERTIUS_SOURCE_DIR/packaging/demo

ids=$(for side in D N; do
	for chapter in 1 2 3 4 5; do
		for one in 1 2 3 4 5; do
			echo "$side$chapter.$one"
		done
	done
done)

# Message-IDs of the demo, as they stand in its mail.
grep -rhi '^message-id:' "$demo/Maildir" | tr -d '\r' |
	sed 's/^[^<]*<\(.*\)>.*/\1/' | sort > demo.ids

# shown ID: the table has a row for it, and each message it names is there.
shown() {
	local row
	row=$(grep "^| $1 |" "$demo/README.md") || return 1
	grep -o '`[^`]*@[^`]*`' <<< "$row" | tr -d '`' | sort -u > named
	[ -s named ] || grep -q 'calendar' <<< "$row" || return 1
	grep -v '^notify@' named | sort | comm -23 - demo.ids > missing
	[ ! -s missing ]
}

check 'the demo has mail' test -s demo.ids
for id in $ids; do
	check "$id has a test" grep -q "^[a-z_=\$ ]*check '$id " "$here/do.t" \
		"$here/dont.t"
	check "$id is in the demo year" shown "$id"
	check "$id is shown by it" grep -q "^check '$id " "$here/demo.t"
done
sed -n 's/^| \([DN][0-9]\.[0-9]\) |.*/\1/p' "$demo/README.md" > rows
check 'and the table has no other rows' cmp -s <(echo "$ids") <(sort rows)

finish
