#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `tertius serve`: pictures, time lines and invitations for a
# mail client.

. "$(dirname "$0")/tap.sh"

now=2026-06-30T09:00:00+02:00
ask() { # ask REQUEST…: one answer a line
	run sh -c 'printf "%s\n" "$@" | tertius serve --config "$0" --now '$now \
		"$demo/config" "$@"
}
answers() { holds "$1" > /dev/null; }
nora=nora.fitzgerald@brightwater.example.org
run tertius scan "$demo/Maildir" --config "$demo/config" --now $now

ask '{"n":1,"do":"picture","kind":"graph"}' \
	'{"n":2,"do":"picture","kind":"graph","dark":true}' \
	'{"n":3,"do":"picture","kind":"rhythm"}' \
	"{\"n\":4,\"do\":\"picture\",\"kind\":\"rhythm\",\"with\":\"$nora\"}" \
	'{"n":5,"do":"picture","kind":"nothing"}'
check 'the graph is a picture with its people' answers '.[0] |
	(.svg | startswith("<?xml")) and (.spots | length > 5) and
	(.spots[0] | .radius > 0 and .address != null and
		(.points | length) == 2 and .words != "")'
check 'and with its introductions, from one mark to another' answers '.[0] |
	[.spots[] | select(.address != null) | .points | map(round)] as $marks |
	[.spots[] | select(.introduction != null)] |
	length > 5 and all(.[]; (.points | length) == 18 and
		(.words | test("20")) and
		(.points[16:] | map(round) | IN($marks[])))'
check 'it is told in words' answers '.[0].description | test("people")'
check 'light rules, and dark ones on demand' answers \
	'(.[0].svg | test("@media")) and (.[1].svg | test("@media") | not)'
check 'a rhythm needs a person' answers \
	'.[2].error != null and .[3].svg != null'
check 'there are no other pictures' answers '.[4].error != null'
jq -r 'select(.n == 2).svg' <<< "$out" > dark.svg
if command -v xmllint > /dev/null; then
	check 'the dark one is well-formed' xmllint --noout dark.svg
fi

host="\"do\":\"draft\",\"wording\":\"co-host\",\"to\":\"$nora\""
ask "{\"n\":1,$host,\"about\":\"Maps\",\"when\":\"2026-09-10 18:00\"}" \
	"{\"n\":2,$host,\"about\":\"Maps\",\"when\":\"soon\"}" \
	"{\"n\":3,$host,\"about\":\"Maps\"}"
check 'what is hosted together has an invitation' answers '.[0].invitation |
	test("METHOD:REQUEST") and test("DTSTART:20260910T160000Z")'
check 'which needs a time' answers '.[1].error != null and .[2].error != null'

ask "{\"n\":1,\"do\":\"timeline\",\"address\":\"$nora\"}" \
	'{"n":2,"do":"timeline","address":"nobody@example.org"}' \
	'{"n":3,"do":"timeline"}'
check 'a time line has the latest first' answers '.[0].events |
	length > 5 and .[0].date > .[1].date and .[0].words != "" and
	.[0].when != "" and .[0].message_id != null'
check 'with introductions' answers \
	'.[0].events | any(.kind == "introduction" and .introduction != null)'
check 'nobody has none' answers '.[1].events == []'
check 'it needs an address' answers '.[2].error != null'

run tertius scan "$demo/calendar.ics" --config "$demo/config" --now $now
ask '{"n":1,"do":"timeline","address":"leyla.sahin@werkbank.example.org"}'
check 'what is still to come is told from what happened' answers \
	'.[0].events | any(.ahead) and any(.ahead | not) and
	all(.ahead == (.date > "2026-06-30T09:00"))'
finish
