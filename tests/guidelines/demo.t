#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The demo year shows each guideline: what the command prints on it, one by one.
. "$(dirname "$0")/../cli/tap.sh"

drafts=$demo/Maildir/.Drafts/cur

# play COMMAND…: on the demo's mail, as JSON.
play() { run tertius demo "$@" --json; }
# page NAME JQ: whether the filter holds for the page of a person.
page() {
	play person "$1"
	holds ".[0] | $2"
}
# points_out RULE FILE: whether the compose check does.
points_out() {
	play tact "$2"
	holds "any(.. | .rule? == \"$1\")"
}
# writes WORDS COMMAND…: whether the draft says so.
writes() {
	local words=$1
	shift
	run tertius demo draft "$@"
	grep -qE "$words" <<< "$out"
}
# to NAME < TEXT: a draft of Mara's in a file.
to() {
	printf '%s\n' 'From: Mara Lindqvist <mara@lindqvist.example.org>' \
		"To: $1" 'Subject: A word' 'MIME-Version: 1.0' \
		'Content-Type: text/plain; charset=utf-8' '' > draft.eml
	cat >> draft.eml
}
# id WITH: of the introduction of somebody.
id() { tertius demo list --with "$1" --json | jq -r .id | tail -1; }

oyvind='Oyvind Dahl <oyvind.dahl@fjordmetrics.example.org>'
olof='Olof Nystrom <olof.nystrom@pruefwerk.example.org>'
kenji='Kenji Watanabe <kenji@watanabe.example.org>'

linnea=$(id linnea)
check 'D1.1 a draft is about the real thing' writes 'Linnea' "$linnea" thank
check 'D1.1 and has a place for Mara alone' grep -q '\[…' <<< "$out"
to "$kenji" <<< 'Dear Kenji, please introduce me to your sister. Mara'
check 'D1.2 an ask without its reason is pointed out' \
	points_out purpose draft.eml
check 'D1.3 there is something to be glad about' page kenji \
	'.milestones | any(.kind == "success" or .kind == "title")'
check 'D1.3 and birthdays' page dana '.milestones | any(.kind == "birthday")'
check 'D1.4 a page leads with the friendship, and scores nobody' page dana \
	'(.latest != null) and ([paths | map(tostring) | join(".")] |
	any(test("score|rank|worth")) | not)'
check 'D1.5 a draft is in the language of the two' \
	writes '^(Lieber|Hallo|Hi|Servus) Jürgen' jürgen check-in
check 'D2.1 both ways are counted' page dana \
	'.balance.ever | .introduction.theirs >= 3 and .message.mine >= 10'
play list occasions
check 'D2.2 what comes in is matched with what a friend looks for' holds '
	any(.kind == "opportunity" and .first.name == "Aino Virtanen" and
	(.because | test("Call for papers")))'
play list reminders
check 'D2.3 good news asks for congratulations' holds '
	any(.kind == "congratulate" and .person.name == "Kenji Watanabe")'
check 'D2.4 regular talks of two are counted' page leyla \
	'.balance.one_to_ones >= 10'
check 'D2.4 and promises kept in mind' page leyla \
	'.open | any(.kind == "promise" and .turn == "me")'
play list
check 'D2.5 introductions that Mara made are followed too' holds '
	any(.kind == "given" and (.introduced | any(.name == "Aino Virtanen")))'
check 'D3.1 a no is kept as a boundary' page kenji \
	'.boundaries | any(.kind == "refused" and .about == "Ogawa")'
to "$kenji" <<< 'Dear Kenji, could you introduce me to Mr Ogawa? Mara'
check 'D3.1 and pointed out before it is asked again' \
	points_out refused-before draft.eml
check 'D3.2 who is swamped is left in peace' page ruben \
	'.boundaries | any(.kind == "swamped" or .kind == "hesitated")'
check 'D3.3 hesitation is an answer' page ruben \
	'.boundaries | any(.kind == "hesitated" and .until > "2026-07-01")'
play list reminders
check 'D3.3 and nothing nudges' holds '
	all(.person.address != "ruben@ibarra.example.org" or .due > "2026-07-10")'
play list occasions
check 'D3.4 nothing confidential is suggested' holds '
	all((.because // "") | test("Bildschirm") | not)'
check 'D3.4 nor passed on unseen' points_out confidential \
	"$drafts/1782762001.M480P1.demo:2,DS"
play list reminders
check 'D3.5 reminders ring in working hours, three a day' holds '
	all(.due | test("T(09|1[0-7]):")) and
	([.[].due[0:10]] | group_by(.) | all(length <= 3))'
check 'D3.5 and not in a meeting' holds '
	all(.due[0:16] != "2026-06-30T10:00")'
play list occasions
check 'D4.1 an event ahead tells who goes too' holds '
	any(.title == "Summer Firmware Days" and .ahead and
	(.friends | any(.name == "Dana Okafor")))'
check 'D4.2 what one works on together is known' page leyla \
	'(.projects | length) > 0 or .balance.work_year > 20'
play list occasions
check 'D4.3 company events count' holds \
	'any(.title == "Sommerfest Werkbank" and .company)'
check 'D4.4 what networks tell is a milestone' page claire \
	'.milestones | any(.kind == "new-job")'
check 'D4.5 a friend is asked to host with Mara' writes 'METHOD|method=REQUEST' \
	dana co-host --about 'Sensor evening' --when 2026-09-17T18:00
play due
check 'D5.1 both are thanked the next working morning' holds '
	any(.kind == "thank" and .person.name == "Øyvind Dahl" and
	(.others | any(.name == "Linnea Åkesson")) and
	(.due | startswith("2026-06-30T09:00")))'
play list
check 'D5.2 how it went is still to be told' holds '
	any(.next.step == "outcome" and .next.turn == "me" and .state == "met")'
play list reminders
check 'D5.3 a contract that came of it asks for a note of gratitude' holds '
	any(.kind == "gift" and .person.name == "Nora Fitzgerald" and
	(.because | test("Ruairí")))'
check 'D5.3 which is a note of its own' \
	writes 'has led to something' "$(id ruair)" gift
play list reminders
check 'D5.4 a new contact is not lost from sight' holds '
	any(.kind == "check-in" and .person.name == "Marek Novotný")'
check 'D5.5 nor is a friend' holds '
	any(.kind == "check-in" and .person.name == "Dana Okafor")'
check 'N1.1 the share of asks is shown' page dana \
	'.balance.year | .ask.mine == 3 and .message.mine >= 10'
play list people
check 'N1.2 what is mine to do comes first' holds '
	.[0].turn == "me" and ([.[] | .turn == "me"] | . == (sort | reverse))'
check 'N1.3 favours of a year are counted by kind' page dana \
	'.sentences | any(test("asks [0-9]+ / 0"))'
to "$olof" <<< 'Dear Olof, could you introduce me to somebody? Mara'
check 'N1.3 and the third ask in 30 days is pointed out' \
	points_out too-many-asks draft.eml
check 'N1.4 words that oblige are pointed out' points_out obligation \
	"$drafts/1782746400.M478P1.demo:2,DS"
check 'N1.5 what was told in confidence is not passed on' points_out \
	confidential "$drafts/1782762001.M480P1.demo:2,DS"
check 'N2.1 private things stay private' points_out private-to-work \
	"$drafts/1782673838.M473P1.demo:2,DS"
check 'N2.2 going round a process is pointed out' points_out process \
	"$drafts/1782746400.M478P1.demo:2,DS"
check 'N2.3 one person, two worlds' page dana \
	'(.contexts | sort) == ["private","work"]'
check 'N2.4 a claimed endorsement is pointed out' points_out endorsement \
	"$drafts/1782748969.M479P1.demo:2,DS"
to "$oyvind" <<< 'Dear Øyvind, could you talk to your boss on my behalf? Mara'
check 'N2.5 to let friends speak for oneself is pointed out' \
	points_out speak-for-me draft.eml
play list people
check 'N3.1 it is known how each came to be known' holds '
	[.[].origin] | contains(["friend", "event", "they-wrote", "i-wrote"])'
run tertius demo picture origin -o origin.svg
check 'N3.1 and how many through friends, and on her own, is a picture' \
	bash -c 'grep -q "<title>Through friends, quarter 2 of 2026: " origin.svg &&
	grep -q "<title>I wrote first, quarter 1 of 2026: " origin.svg'
play list occasions
check 'N3.2 events are known, also those that are over' holds '
	any(.title | test("Embedded Evening"))'
run tertius demo picture year -o year.svg
check 'N3.3 what came to be over the year is a picture' \
	grep -q '<title>Introductions, week of 7 July 2025: ' year.svg
check 'N3.3 so are organisations and people who came to be known' \
	bash -c 'grep -q "<title>New organisations, quarter 2 of 2026: " \
	origin.svg && grep -q "<title>People you know, quarter 2 of 2026: " \
	origin.svg'
play list reminders
check 'N3.4 who was met at an event is answered like one introduced' holds '
	any(.kind == "answer" and .person.name == "Malik Traoré")'
play list occasions
check 'N3.5 what Mara finds is passed on to friends' holds '
	any(.kind == "opportunity")'
check 'N4.1 an ask that was followed up rests' page sigrid '
	(.boundaries | any(.kind == "followed-up")) and
	(.open | any(.kind == "ask" and .rests and .follow_ups == 1))'
play list reminders
check 'N4.1 and nothing reminds of it' holds 'all(.kind != "follow-up")'
check 'N4.2 who came through whom is kept' page sigrid \
	'[.chain[].name] == ["Øyvind Dahl"]'
check 'N4.3 words of guilt are pointed out' points_out guilt \
	"$drafts/1782746400.M478P1.demo:2,DS"
check 'N4.4 an ask for their boss is pointed out' points_out superior \
	"$drafts/1782746400.M478P1.demo:2,DS"
check 'N4.5 an ask that is drafted has a way out' writes \
	'no problem|fine to say no|feel free|perfectly fine|say no' \
	zsófia ask --other aino
check 'N5.1 personal and professional contact are told apart' page dana \
	'.balance | .personal_year >= 5 and .work_year >= 5'
to "$olof" <<< 'Dear Olof, could you introduce me to somebody? Mara'
check 'N5.2 who only asked is told so before the next ask' \
	points_out only-asks draft.eml
check 'N5.2 and on the page of the other' page olof \
	'.sentences | any(test("last 3 messages to Olof were asks.*April"))'
check 'N5.2 the last word that asked for nothing is known' page dana '
	.balance.asks_in_a_row == 0 and
	(.balance.last_friendly | startswith("2026-06-23"))'
check 'N5.3 thanks that are owed are kept' page nora \
	'.open | any(.words | test("^Thanks"))'
run tertius demo picture balance --with dana -o balance.svg
check 'N5.4 the balance of a year with a friend is a picture' \
	grep -q '<title>Personal, October 2025: 5<' balance.svg
check 'N5.5 a friend first hears nothing of networking' bash -c '
	tertius demo person aino --friend-first > /dev/null &&
	tertius demo list occasions --json |
	jq -es "all(.kind != \"opportunity\")"'

finish
