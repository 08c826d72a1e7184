#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a mail client shows as due is what the command shows, in its order: thanks
# that are owed first, the oldest of them before the others.
. "$(dirname "$0")/tap.sh"

now=2026-06-30T09:00:00+02:00
for friend in 'Ann 2026-06-24' 'Bea 2026-06-22' 'Cay 2026-06-26'; do
	read -r name day <<< "$friend"
	mkdir -p mail/{cur,new,tmp}
	cat > "mail/cur/$name:2,S" <<- END
		From: $name Friend <$name@friends.example>
		To: Ada Tester <ada@example.org>
		Cc: New $name <new-$name@newco.example>
		Subject: Intro: Ada <> New $name
		Date: $(date -d "$day 12:00 +0200" -R)
		Message-ID: <$name@friends.example>

		Hi Ada, meet New $name, who runs research at Newco. New $name, meet Ada.
		The two of you should talk.

		$name
	END
done
ask() { printf '{"n":1,"do":"due"}\n' | tertius serve --now "$now" "$@" |
	jq -r '.reminders[] | [.due, .kind, .title] | @tsv'; }
tell() { tertius due --json --within 14d --now "$now" "$@" |
	jq -r '[.due, .kind, .title] | @tsv'; }

run tertius scan --no-progress --me ada@example.org --now "$now" mail
check 'three are read' status_is 0
tell > told
ask > asked
check 'thanks are owed to three' test "$(grep -c thank told)" = 3
check 'the oldest first' test "$(cut -f 3 told | head -3 |
	sed 's/Thank \(...\).*/\1/' | tr '\n' ' ')" = 'Bea Ann Cay '
check 'a mail client shows the same' cmp told asked

# What was ticked in the calendar is not told as due any more.
reminders=$XDG_DATA_HOME/tertius/reminders
settle() { printf '{"n":1,"do":"settle"}\n' | tertius serve --now "$now"; }
settle > settled
bea=$(tertius due --json --now "$now" |
	jq -r 'select(.title | contains("Bea")).id')
check 'a mail client is told who is owed thanks' \
	jq -e --arg bea "$bea" 'any(.due[]; . == $bea)' settled
sed -i 's/^SUMMARY:\(.*Bea\)/SUMMARY:✓ \1/' "$reminders"/*.ics
settle > settled
check 'one that is ticked in the folder is done at once' \
	jq -e --arg bea "$bea" '(.due | length > 0) and (.headline != null) and
		all(.due[]; . != $bea) and (.headline | contains("Bea") | not)' \
	settled

demo_ledger=$home/demo.db
run tertius scan --no-progress --ledger "$demo_ledger" --now "$now" \
	--config "$demo/config" "$demo/Maildir" "$demo/calendar.ics"
tell --ledger "$demo_ledger" --config "$demo/config" > told
ask --ledger "$demo_ledger" --config "$demo/config" > asked
check 'of the demo, too' cmp told asked
check 'where thanks go before what was due earlier' \
	test "$(head -1 told | cut -f 2)" = thank
check 'of several kinds' test "$(cut -f 2 told | sort -u | wc -l)" -gt 3
finish
