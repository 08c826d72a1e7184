#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The don'ts: one test a guideline, in Ada's small world.
. "$(dirname "$0")/world.sh"

# --- What happens -------------------------------------------------------------

# Nora was a friend until March; since then Ada only asks.
letter n0 "2026-03-02 20:00" "$ada" "$nora" "Walk" <<< "Hi Nora, a walk? Ada"
letter n1 "2026-03-03 20:00" "$nora" "$ada" "Re: Walk" \
	"In-Reply-To: <n0@world.example.org>" <<< "Hi Ada, yes. Nora"
letter n2 "2026-04-02 10:00" "$ada" "$nora" "Draft" \
	<<< "Hi Nora, would you mind reading my draft? Ada"
letter n3 "2026-04-03 10:00" "$nora" "$ada" "Re: Draft" \
	"In-Reply-To: <n2@world.example.org>" \
	<<< "Hi Ada, here is the list of what I would change. Nora"
letter n4 "2026-06-05 10:00" "$ada" "$nora" "Second draft" \
	<<< "Hi Nora, would you mind reading the second one too? Ada"
letter n5 "2026-06-09 10:00" "$nora" "$ada" "Re: Second draft" \
	"In-Reply-To: <n4@world.example.org>" <<< "Hi Ada, done. Nora"
letter n6 "2026-06-20 10:00" "$ada" "$nora" "Third draft" \
	<<< "Hi Nora, would you mind reading the third one? Ada"

# Kenji said no.
letter k0 "2026-05-02 10:00" "$ada" "$kenji" "Jan Smit" \
	<<< "Hi Kenji, could you introduce me to Jan Smit? No problem if not. Ada"
letter k1 "2026-05-03 10:00" "$kenji" "$ada" "Re: Jan Smit" \
	"In-Reply-To: <k0@world.example.org>" \
	"References: <k0@world.example.org>" \
	<<< "Hi Ada, I would rather not introduce you to Jan Smit. Sorry. Kenji"

# Aino was asked, and once more; she has not answered.
letter a0 "2026-05-20 10:00" "$aino" "$ada" "Hello" <<< "Hi Ada! Aino"
letter a1 "2026-06-12 10:00" "$ada" "$aino" "Buttons" \
	<<< "Hi Aino, would you mind looking at my buttons? Ada"
letter a2 "2026-06-22 10:00" "$ada" "$aino" "Re: Buttons" \
	"In-Reply-To: <a1@world.example.org>" \
	"References: <a1@world.example.org>" <<< "Hi Aino, just once more. Ada"

# Soren was asked once, and has not answered.
soren='Soren Kjaer <soren@kjaer.example.org>'
letter s0 "2026-05-21 10:00" "$soren" "$ada" "Hello" <<< "Hi Ada! Soren"
letter s1 "2026-06-16 10:00" "$ada" "$soren" "Knobs" \
	<<< "Hi Soren, would you mind looking at my knobs? Ada"

# Malik was met at an event and waits for an answer; Bo writes at work.
malik='Malik Traore <malik@sahelwatt.example.org>'
event evening ':20260611T160000Z' ':20260611T200000Z' 'Embedded evening' \
	"ORGANIZER:mailto:ada@home.example.org" "$(attends "$ada")"
letter m0 "2026-06-15 10:00" "$malik" "$ada" "Your talk" \
	<<< "Hello Ada, would you mind sending me your slides? Malik"

# Dana introduced Tomas, and Tomas Ravi: a chain. Two worlds of Dana.
letter c0 "2026-01-10 10:00" "$dana" "$ada" "Ada, meet Tomas" "Cc: $tomas" << 'E'
Hi Ada, hi Tomas,

I would like to introduce you to each other. Ada, meet Tomas, who builds meters.
Tomas, Ada is an engineer. I leave you to it.

Dana
E
letter c1 "2026-01-11 10:00" "$ada" "$dana, $tomas" "Re: Ada, meet Tomas" \
	"In-Reply-To: <c0@world.example.org>" \
	"References: <c0@world.example.org>" \
	<<< "Hi Dana, thank you for introducing me to Tomas. Hi Tomas! Ada"
letter c2 "2026-01-12 10:00" "$tomas" "$ada" "Re: Ada, meet Tomas" \
	"In-Reply-To: <c1@world.example.org>" \
	"References: <c0@world.example.org>" <<< "Hi Ada! Tomas"
ravi='Ravi Menon <ravi@menon.example.org>'
letter c3 "2026-03-10 10:00" "$tomas" "$ada" "Ada, meet Ravi" "Cc: $ravi" << 'E'
Hi Ada, hi Ravi,

I would like to introduce you to each other. Ada, meet Ravi, who tests radios.
Ravi, Ada is an engineer. I leave you to it.

Tomas
E
letter d0 "2026-02-10 20:00" "$dana" "$ada" "Between us" \
	'Sensitivity: Private' <<< "Hi Ada, please keep this to yourself. Dana"
letter d1 "2026-02-11 10:00" "$dana_work" "$ada" "Meters" <<< "Hi Ada! Dana"

letter d3 "2026-06-10 20:00" "$dana" "$ada_private" "The children" \
	<<< "Hi Ada, the children are well. Love, Dana"
letter b0 "2026-02-12 10:00" 'Bo Berg <bo@northlight.example.org>' "$ada" \
	"Invoice" <<< "Dear Ada, please pay. Bo"

read_world

# --- One test a guideline -----------------------------------------------------

check 'N1.1 the share of asks is shown to the user' whole nora \
	'.balance.year.ask.mine == 3 and .balance.year.message.mine == 4'
ask list people
check 'N1.2 what is mine to do comes first' holds '
	.[0].turn == "me" and ([.[] | .turn == "me"] | . == (sort | reverse))'
check 'N1.3 a third ask is pointed out' judged too-many-asks "$nora" \
	<<< 'Hi Nora, could you introduce me to Jan Smit, as I look for a lab? Ada'
check 'N1.4 words that oblige are pointed out' judged obligation "$nora" \
	<<< 'Hi Nora, you owe me a favour. Ada'
check 'N1.5 what was told in confidence is not passed on' judged confidential \
	"$kenji" 'In-Reply-To: <d0@world.example.org>' \
	'References: <d0@world.example.org>' <<< 'Hi Kenji, look at this. Ada'
ada=$ada_private check 'N2.1 private things stay private' \
	judged private-to-work "$dana, Bo Berg <bo@northlight.example.org>" \
	'In-Reply-To: <d3@world.example.org>' \
	'References: <d3@world.example.org>' <<< 'Hi Dana, look, Bo. Ada'
check 'N2.2 going round a process is pointed out' judged process "$nora" \
	<<< 'Hi Nora, could you put my application on top of the pile? Ada'
check 'N2.3 one person, two worlds' whole dana \
	'(.contexts | sort) == ["private","work"] and (.addresses | length) == 2'
check 'N2.4 a claimed endorsement is pointed out' judged endorsement "$nora" \
	<<< 'Hi Nora, Kenji will vouch for me. Ada'
check 'N2.5 to let friends speak for oneself is pointed out' \
	judged speak-for-me "$nora" \
	<<< 'Hi Nora, could you talk to your boss on my behalf? Ada'
printf '{"n":1,"do":"occasions"}\n' > request
run sh -c "tertius serve --now $NOW < request"
check 'N3.1 new contacts are counted by origin' holds '.[0].quarters |
	map(.friend + .event + .they_wrote + .i_wrote) | add >= 4'
check 'N3.2 events count, and a quiet stretch is seen' holds '
	(.[0].occasions | any(.title == "Embedded evening")) and
	.[0].quiet_since == null'
run sh -c "tertius serve --now 2026-12-01T09:00:00Z < request"
check 'N3.3 and half a year without any is told' holds '
	.[0].quiet_since | startswith("2026-06-11")'
check 'N3.4 who was met at an event is answered like one introduced' \
	due_has answer malik@sahelwatt.example.org
ask person kenji --note 'looks for embedded radio talks'
letter o0 "2026-06-27 10:00" "$tomas" "$ada" 'Embedded radio talks in Oslo' \
	<<< 'Hi Ada, look. Tomas'
read_world
ask list occasions
check 'N3.5 what is found is passed on to friends' holds '
	any(.kind == "opportunity" and .first.name == "Kenji Watanabe")'
check 'N4.1 an ask is followed up once' due_has follow-up \
	soren@kjaer.example.org
check 'N4.1 and then it rests' due_has_not follow-up aino@virtanen.example.org
check 'N4.1 which the compose check says, too' judged asked-again "$aino" \
	'In-Reply-To: <a1@world.example.org>' \
	'References: <a1@world.example.org>' \
	<<< 'Hi Aino, could you introduce me to Jan Smit, as I look for a lab? Ada'
check 'N4.2 who came through whom is kept as a chain' whole menon \
	'[.chain[].name] == ["Tomas Reyes","Dana Okafor"]'
check 'N4.3 words of guilt are pointed out' judged guilt "$nora" \
	<<< 'Hi Nora, I am disappointed that you never answer. Ada'
check 'N4.4 an ask for their boss is pointed out' judged superior "$nora" \
	<<< 'Hi Nora, could you introduce me to your boss? I would like to sell. Ada'
check 'N4.5 a no is kept, and not asked about again' whole kenji \
	'.boundaries | any(.kind == "refused" and .about == "Jan Smit")'
tertius draft malik ask --other dana --now "$NOW" > ask.eml
check 'N4.5 an ask that is drafted has a way out' grep -qi \
	'no problem\|fine to say no\|feel free to say no\|perfectly fine' ask.eml
check 'N5.1 personal and professional contact are told apart' whole dana \
	'.balance | .personal_year >= 2 and .work_year >= 1'
check 'N5.2 only asks, lately, is said' whole nora \
	'.balance.asks_in_a_row == 3 and
	(.sentences | any(test("last 3 messages to Nora were asks; .* March")))'
check 'N5.3 thanks that are owed are kept' whole nora \
	'.open | any(.kind == "thanks" and .turn == "me")'
run tertius picture balance --with nora --now "$NOW" -o balance.svg
check 'N5.4 the balance of a year with a friend is a picture' \
	grep -q '<title>Asks: 3' balance.svg
ask person kenji --friend-first
ask list occasions
check 'N5.5 a friend first hears nothing of networking' holds '
	all(.kind != "opportunity" or .first.name != "Kenji Watanabe")'

finish
