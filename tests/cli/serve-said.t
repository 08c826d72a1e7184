#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `tertius serve`: what the user says about one message.

. "$(dirname "$0")/tap.sh"

now=2026-06-01T10:00:00+00:00
ask() { # ask REQUEST…: one answer a line
	run sh -c 'printf "%s\n" "$@" | tertius serve --me alex@example.org \
		--now '"$now" - "$@"
}
answers() { holds "$1" > /dev/null; }

cat > plain.eml <<'EOF'
From: Bob Friend <bob@example.org>
To: Alex <alex@example.org>
Cc: Carol New <carol@example.org>
Subject: Tuesday
Date: Mon, 1 Jun 2026 09:00:00 +0000
Message-ID: <plain@example.org>

The room is booked for ten.
EOF
message='"message_id":"plain@example.org"'
look="{\"n\":1,\"do\":\"look\",$message}"
said="{\"n\":2,\"do\":\"introduced\",$message,\"introducer\":\"bob@example.org\""
said="$said,\"people\":[\"Carol@example.org\"]}"
remind="{\"n\":3,\"do\":\"remind\",$message,\"when\":\"3d\",\"text\":"
due='{"n":4,"do":"due"}'

ask "{\"n\":1,\"do\":\"message\",$message}"
check 'a message that was not read is told so' answers '.[0].error != null'
run tertius scan plain.eml --me alex@example.org --now "$now"
ask "{\"n\":1,\"do\":\"message\",$message}" "$look"
check 'who is in a message' answers '.[0] |
	.from.name == "Bob Friend" and .others == [{"name":"Carol New",
	"address":"carol@example.org"}] and .is_mine == false'
check 'no rule finds an introduction' answers '.[1].introduction == null'

ask "${said/Carol@example.org/}" "${said/Carol/a, b}" "${said/Carol/alex}"
check 'nobody was introduced: refused' answers 'all(.error != null)'
ask "$said" "$look" "$due"
check 'the user says that it is one' answers '.[1].introduction |
	.kind == "received" and .level == "likely" and
	.introducer.name == "Bob Friend" and .introduced[0].name == "Carol New"'
check 'and both are to be thanked' answers \
	'.[2].reminders[0].kind == "thank"'
id=$(jq -r 'select(.introduction) | .introduction.id' <<< "$out")
ask "{\"n\":1,\"do\":\"decide\",\"kind\":\"none\",\"subject\":\"$id\"}" \
	"$look" "$said" "$look"
check 'it may be dismissed' answers '.[1].introduction.state == "dismissed"'
check 'and said again' answers '.[3].introduction.state == "made"'
run tertius list --json --me alex@example.org --me carol@example.org --now "$now"
check 'with oneself nobody is brought together' [ "$status" = 0 ]
run tertius why "$id" --now "$now"
check 'the reason is that the user said so' answers \
	'.[0].evidence[0].rule == "said/user"'

ask "$remind\"\"}" "$remind\"Send the plan\"}" "$due"
check 'a reminder without words is refused' answers '.[0].error != null'
check 'a reminder says what to do, at its moment' answers '.[2].reminders |
	map(select(.kind == "promise")) | .[0] | .title == "Send the plan" and
	.due == "2026-06-04T09:00:00+00:00" and
	.message_id == "plain@example.org"'
id=$(jq -r '.reminders[]? | select(.kind == "promise").id' <<< "$out")
ask "{\"n\":1,\"do\":\"decide\",\"kind\":\"done\",\"subject\":\"$id\"}" "$due"
check 'it can be done' answers '.[1].reminders |
	all(.kind != "promise")'

cadence='"kind":"cadence","subject":"carol@example.org","argument":"30"'
ask "{\"n\":1,\"do\":\"decide\",$cadence}" '{"n":2,"do":"undo"}'
check 'what was said of somebody is taken back' answers \
	'.[1].undone == "cadence"'
ask '{"n":1,"do":"forget","person":"carol@example.org"}'
run tertius export
check 'who is forgotten is nowhere' says_not carol
run grep -rlie 'carol[@ ]' "$XDG_DATA_HOME"
check 'in no file' is_empty
finish
