#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The do's: one test a guideline, in Ada's small world.
. "$(dirname "$0")/world.sh"

# --- What happens -------------------------------------------------------------

# Dana, a friend with two addresses, whom Ada writes to in both worlds.
for month in 01 02 03 04; do
	letter "dana-$month" "2026-$month-05 20:00" "$ada" "$dana" "Soup" << 'E'
Dear Dana,

soup on Friday?

Love,
Ada
E
	letter "dana-$month-r" "2026-$month-06 20:00" "$dana" "$ada" "Re: Soup" \
		"In-Reply-To: <dana-$month@world.example.org>" \
		"References: <dana-$month@world.example.org>" \
		<<< "Hi Ada, yes! Love, Dana"
done
letter dana-w "2026-05-04 10:00" "$dana_work" "$ada" "Re: Meters" \
	"References: <meters@world.example.org>" <<< "Hi Ada, here are they. Dana"
letter meters "2026-05-03 10:00" "$ada" "$dana_work" "Meters" \
	<<< "Hi Dana, how many are there? Love, Ada"

# She introduces Tomas; Ada thanks neither. And Ravi, in spring: met, untold.
letter intro "2026-06-29 10:00" "$dana" "$ada" "Ada, meet Tomas" "Cc: $tomas" \
	<< 'E'
Hi Ada, hi Tomas,

I would like to introduce you to each other. Ada, meet Tomas, who builds meters.
Tomas, Ada is an engineer. I leave you to it.

Dana
E
ravi='Ravi Menon <ravi@menon.example.org>'
letter ravi "2026-06-15 10:00" "$nora" "$ada" "Ada, meet Ravi" "Cc: $ravi" << 'E'
Hi Ada, hi Ravi,

I would like to introduce you to each other. Ada, meet Ravi, who tests radios.
Ravi, Ada is an engineer. I leave you to it.

Nora
E
letter ravi-t "2026-06-15 15:00" "$ada" "$nora, $ravi" "Re: Ada, meet Ravi" \
	"In-Reply-To: <ravi@world.example.org>" \
	"References: <ravi@world.example.org>" << 'E'
Hi Nora,

thank you for introducing me to Ravi. Hi Ravi, how about Thursday?

Ada
E
event ravi ':20260625T090000Z' ':20260625T100000Z' 'Coffee' \
	"ORGANIZER:mailto:ada@home.example.org" "$(attends "$ada")" \
	"$(attends "$ravi")"

# Yael introduced Pavel, and it led to something big.
yael='Yael Barak <yael@barak.example.org>'
pavel='Pavel Dragomir <pavel@carpatia.example.org>'
letter pavel "2026-06-01 10:00" "$yael" "$ada" "Ada, meet Pavel" \
	"Cc: $pavel" << 'E'
Hi Ada, hi Pavel,

I would like to introduce you to each other. Ada, meet Pavel, who tests radios.
Pavel, Ada is an engineer. I leave you to it.

Yael
E
letter pavel-t "2026-06-02 10:00" "$ada" "$yael, $pavel" \
	"Re: Ada, meet Pavel" "In-Reply-To: <pavel@world.example.org>" \
	"References: <pavel@world.example.org>" << 'E'
Hi Yael,

thank you for introducing me to Pavel. Hi Pavel, how about Thursday?

Ada
E
letter pavel-a "2026-06-03 10:00" "$pavel" "$ada" "Re: Ada, meet Pavel" \
	"In-Reply-To: <pavel-t@world.example.org>" \
	"References: <pavel@world.example.org>" <<< "Hi Ada, gladly. Pavel"
letter pavel-b "2026-06-04 10:00" "$ada" "$pavel" "Re: Ada, meet Pavel" \
	"In-Reply-To: <pavel-a@world.example.org>" \
	"References: <pavel@world.example.org>" <<< "Hi Pavel, at ten? Ada"
letter pavel-r "2026-06-26 10:00" "$ada" "$yael" "Pavel" << 'E'
Hi Yael,

a short report: Pavel and I met, it was a great meeting, thank you for the
introduction. He offered me the job.

Ada
E

# Ada asks Aino and Katarzyna first, and both say yes.
letter opt-a "2026-06-15 10:00" "$ada" "$aino" "A designer" \
	<<< "Hi Aino, would you like me to introduce you to Katarzyna Nowak? Ada"
letter opt-ay "2026-06-16 10:00" "$aino" "$ada" "Re: A designer" \
	"In-Reply-To: <opt-a@world.example.org>" \
	"References: <opt-a@world.example.org>" <<< "Yes, with pleasure. Aino"
letter opt-k "2026-06-17 10:00" "$ada" "$katarzyna" "A designer" \
	<<< "Hi Katarzyna, would you like me to introduce you to Aino Virtanen? Ada"
letter opt-ky "2026-06-18 10:00" "$katarzyna" "$ada" "Re: A designer" \
	"In-Reply-To: <opt-k@world.example.org>" \
	"References: <opt-k@world.example.org>" <<< "Yes, please do! Katarzyna"

# Leyla is mentored: each second Monday, and by a promise with a date.
event leyla ':20260105T090000Z' ':20260105T100000Z' '1:1 Leyla / Ada' \
	'RRULE:FREQ=WEEKLY;INTERVAL=2' "ORGANIZER:mailto:ada@home.example.org" \
	"$(attends "$ada")" "$(attends "$leyla")"
letter leyla "2026-06-22 10:00" "$ada" "$leyla" "Reference" \
	<<< "Hi Leyla, I will send you the reference by 30 June. Ada"
letter leyla-o "2026-05-22 10:00" "$ada" "$leyla" "Your talk" \
	<<< "Hi Leyla, I would be happy to help you with the talk. Ada"

# The three of them write about one thing for a while.
for day in 11 12 13 14; do
	letter "meter-$day" "2026-05-$day 12:00" "$leyla" "$ada" \
		"Re: Open meter" "Cc: $aino" \
		"References: <open-meter@world.example.org>" <<< "Hi both! Leyla"
done

# Kenji has a new job, as a network tells, and a birthday.
letter kenji "2026-02-16 10:00" "$ada" "$kenji" "Hello" <<< "Hi Kenji! Ada"
letter kenji-r "2026-02-17 10:00" "$kenji" "$ada" "Re: Hello" \
	"In-Reply-To: <kenji@world.example.org>" <<< "Hi Ada! Kenji"
letter network "2026-06-26 08:00" 'Ring <no-reply@ring.example.org>' "$ada" \
	'Kenji Watanabe started a new position' 'Precedence: bulk' \
	'List-Unsubscribe: <https://ring.example.org/>' <<< 'See it.'
event bday ';VALUE=DATE:20200702' ';VALUE=DATE:20200703' \
	"Kenji Watanabe's birthday" 'RRULE:FREQ=YEARLY'

# Signe signs with another title than before, and looks for something; so did
# she in confidence.
signe='Signe Falk <signe@falk.example.org>'
letter signe "2026-05-04 10:00" "$ada" "$signe" "Hello" <<< "Hi Signe! Ada"
for day in 05-05 05-20 06-26; do
	title='Translator'
	[ $day != 06-26 ] || title='Head of Translation'
	letter "signe-$day" "2026-$day 10:00" "$signe" "$ada" "Re: Hello" << E
Hi Ada,

yes! I am looking for a workshop with a kiln, by the way.

Signe

--
Signe Falk
$title
Falk Books
E
done
letter signe-c "2026-06-27 10:00" "$signe" "$ada" "Re: Hello" \
	'Sensitivity: Company-Confidential' \
	<<< 'Hi Ada, I am looking for an investor for the harbour. Signe'

# Idris was asked, and is not sure; Mette is in touch often, and away now.
idris='Idris Bello <idris@bello.example.org>'
mette='Mette Holm <mette@holm.example.org>'
letter idris "2026-06-15 10:00" "$ada" "$idris" "Jan Smit" << 'E'
Hi Idris,

could you introduce me to Jan Smit? I look for a lab. No problem if not.

Ada
E
letter idris-r "2026-06-16 10:00" "$idris" "$ada" "Re: Jan Smit" \
	"In-Reply-To: <idris@world.example.org>" \
	"References: <idris@world.example.org>" \
	<< 'E'
Hi Ada,

I am hesitant. It is not a good time for him, let me think about it.

Idris
E
letter mette "2026-06-08 10:00" "$ada" "$mette" "Hello" <<< "Hi Mette! Ada"
letter mette-r "2026-06-09 10:00" "$mette" "$ada" "Re: Hello" \
	"In-Reply-To: <mette@world.example.org>" <<< "Hi Ada! Mette"
letter mette-o "2026-06-26 11:00" "$mette" "$ada" "Automatic reply: Hello" \
	"Auto-Submitted: auto-replied" \
	<<< "I am out of the office until 20 July 2026. Mette"

# Nora is away; she said so by a machine. She helped before.
letter nora-o "2026-06-26 10:00" "$nora" "$ada" "Automatic reply: Hello" \
	"Auto-Submitted: auto-replied" \
	<<< "I am out of the office until 20 July 2026. Nora"

# Events: one ahead with Dana, one at the company, one co-hosted.
event days ':20260706T090000Z' ':20260706T170000Z' 'Spring Firmware Conference' \
	"ORGANIZER:mailto:ada@home.example.org" "$(attends "$ada")" \
	"$(attends "$dana")"
event party ':20260709T160000Z' ':20260709T200000Z' 'Sommerfest' \
	"ORGANIZER:mailto:ada@home.example.org" "$(attends "$ada")" \
	"$(attends 'Bo <bo@home.example.org>')"

read_world
ask person dana --note 'looks for a small display'
letter call "2026-06-28 10:00" 'Ole Aas <ole@aas.example.org>' "$ada" \
	'Small displays: call for papers' <<< 'Dear all, please hand in.'
letter kiln "2026-06-28 11:00" 'Ole Aas <ole@aas.example.org>' "$ada" \
	'A workshop with a large kiln is free' <<< 'Ask me.'
letter secret "2026-06-29 10:00" 'Ole Aas <ole@aas.example.org>' "$ada" \
	'Small display project' 'Sensitivity: Company-Confidential' \
	<<< 'Not for others.'
read_world

# --- One test a guideline -----------------------------------------------------

check 'D1.1 a draft is about the real thing and has a place for you' bash -c '
	id=$(tertius list --json --now '"$NOW"' --with reyes | jq -r .id)
	tertius draft "$id" thank --now '"$NOW"' > place.eml
	grep -q Tomas place.eml && grep -q "\[…" place.eml'
check 'D1.1 and nothing is sent with that place still empty' bash -c '
	tertius tact --json --now '"$NOW"' place.eml |
	jq -es "any(.. | .rule? == \"unfilled-place\")"'
check 'D1.2 an ask without its reason is pointed out' judged purpose "$nora" \
	<<< 'Hi Nora, could you introduce me to Jan Smit? No problem if not. Ada'
check 'D1.3 a birthday is on the page of a friend' whole kenji \
	'.milestones | any(.kind == "birthday")'
check 'D1.4 the page leads with the friendship, and scores nobody' whole dana \
	'(.latest != null) and ([paths | map(tostring) | join(".")] |
	any(test("score|rank|worth")) | not)'
intro=$(tertius list --json --now "$NOW" --with reyes | jq -r .id)
run tertius draft "$intro" thank-introducer --now "$NOW"
check 'D1.5 a draft greets as Ada greets' says 'Dear Dana,'
check 'D1.5 and ends as Ada ends' says 'Love,'
run tertius draft "$intro" thank-both --now "$NOW"
check 'D1.5 one to a stranger as well ends as to a stranger' says 'Kind regards'
check 'D2.1 both ways are counted, by kind' whole dana \
	'.balance.ever | .introduction.theirs == 1 and .message.mine >= 5 and
	.message.theirs >= 5'
ask list occasions
check 'D2.2 what comes in is matched with what a friend looks for' holds '
	any(.kind == "opportunity" and .first.name == "Dana Okafor" and
	(.because | test("call for papers")))'
check 'D2.2 also when they said it in the text of a letter' holds '
	any(.kind == "opportunity" and .first.name == "Signe Falk" and
	(.because | test("large kiln.*looks for a workshop with a kiln")))'
check 'D2.2 and not in confidence' whole signe \
	'.seeks == "a workshop with a kiln"'
ask list reminders
check 'D2.3 good news asks for congratulations' holds '
	any(.kind == "congratulate" and (.because | test("new position")))'
ask list reminders
check 'D2.3 so does another title in a signature' holds '
	any(.kind == "congratulate" and .person.name == "Signe Falk" and
	(.because | test("“Head of Translation, Falk Books”, no longer as " +
	"“Translator")))'
check 'D2.4 regular talks of two are counted, and offers kept in mind' \
	whole leyla '.balance.one_to_ones >= 10 and .balance.ever.offer.mine == 1'
ask list
check 'D2.5 both were asked first, and it is my turn' holds '
	any(.kind == "given" and .state == "agreed" and
	.next.step == "introduce" and .next.turn == "me")'
check 'D2.5 and the plan says so' due_has introduce aino@virtanen.example.org
asked() { tertius draft kenji ask --other tomas --now "$NOW"; }
check 'D3.1 without a boundary an ask is drafted' asked
ask person kenji --boundary no-work
check 'D3.1 a boundary is obeyed' bash -c "! tertius draft kenji ask \
	--other tomas --now $NOW"
ask undo
check 'D3.2 an absence is heeded' whole nora '.boundaries |
	any(.kind == "away" and (.until | startswith("2026-07-20")))'
ask person mette --every 14d
ask list reminders
check 'D3.2 and puts off what can wait' holds 'any(.kind == "check-in" and
	.person.address == "mette@holm.example.org" and
	.due >= "2026-07-20")'
ask undo
check 'D3.3 who hesitates is left in peace for a while' whole idris '
	.boundaries | any(.kind == "hesitated" and
	(.until | startswith("2026-07-16")))'
check 'D3.3 no follow-up nudges' due_has_not follow-up idris@bello.example.org
check 'D3.3 and another ask is pointed out' judged away "$idris" \
	<<< 'Hi Idris, could you introduce me to Jan Smit? I seek a lab. Ada'
ask list occasions
check 'D3.4 nothing confidential is suggested' holds '
	all((.because // "") | test("display project") | not)'
ask list occasions
check 'D4.1 an event ahead tells who goes too' holds '
	any(.title == "Spring Firmware Conference" and .ahead and
	any(.friends[]; .name == "Dana Okafor"))'
check 'D4.2 what one works on together is on the page' whole leyla \
	'.projects == ["Open meter"]'
check 'D4.3 company events count' bash -c 'tertius list occasions --json \
	--now '"$NOW"' | jq -es "any(.title == \"Sommerfest\" and .company)"'
check 'D4.4 what networks tell is a milestone' whole kenji \
	'.milestones | any(.kind == "new-job")'
{
	echo 'First Name,Last Name,Email Address,Connected On'
	echo 'Leyla,Sahin,leyla@sahin.example.org,12 Mar 2025'
} > Connections.csv
run tertius scan Connections.csv --now "$NOW"
run tertius scan Connections.csv --now "$NOW"
check 'D4.4 and so is an exported file of connections' whole leyla \
	'[.milestones[] | select(.kind == "connected")] | length == 1'
tertius draft dana co-host --about 'Meter evening' --when 2026-07-23T18:00 \
	--now "$NOW" > host.eml
check 'D4.5 the draft asks a friend to host with me' bash -c '
	grep -q "Meter evening" host.eml && grep -q "method=REQUEST" host.eml'
check 'D4.5 and carries the event, of both of us' bash -c '
	sed -n "/^QkVHSU4/,/^--/p" host.eml | grep -v "^--" | base64 -d |
		tr -d "\r" | sed -z "s/\n //g" > host.ics
	grep -q "^METHOD:REQUEST" host.ics &&
	grep -q "^ORGANIZER.*ada@home.example.org" host.ics &&
	grep -q "^ATTENDEE.*ROLE=CHAIR.*dana" host.ics'
check 'D5.1 both are thanked, on the next working morning' bash -c '
	tertius list reminders --json --now '"$NOW"' | jq -es "any(
	.kind == \"thank\" and .person.name == \"Dana Okafor\" and
	(.others | any(.name == \"Tomas Reyes\")) and
	(.due | startswith(\"2026-06-30T09:00\")))"'
check 'D5.2 after meeting, the introducer is told' bash -c '
	tertius list --json --now '"$NOW"' --with menon | jq -es "any(
	.state == \"met\" and .next.step == \"outcome\")"'
check 'D5.3 something big asks for a note or a gift' \
	due_has gift yael@barak.example.org
ask person kenji --every 30d
check 'D5.4 a check-in comes by the rhythm that was set' whole kenji \
	'.every_days == 30 and .every_is_set and .next != null'
letter kenji-n "2026-06-29 20:00" "$kenji" "$ada" "Hello from Osaka" \
	<<< "Hi Ada! Kenji"
read_world
check 'D5.5 real contact in either direction starts it anew' whole kenji \
	'.latest_kind == "they-wrote" and (.next | startswith("2026-07-29"))'

# Five people are introduced on one day.
for one in Uma Vera Wim Xenia Zoe; do
	letter "many-$one" "2026-06-29 11:00" "$dana" "$ada" "Ada, meet $one" \
		"Cc: $one Quist <$one@quist.example.org>" << E
Hi Ada, hi $one,

I would like to introduce you to each other. Ada, meet $one, who builds meters.
$one, Ada is an engineer. I leave you to it.

Dana
E
done
read_world
ask list reminders
check 'D3.5 reminders ring in working hours, three a day' holds '
	length > 5 and all(.due | test("T(09|1[0-6]):")) and
	([.[].due[0:10]] | group_by(.) | all(length <= 3))'

finish
