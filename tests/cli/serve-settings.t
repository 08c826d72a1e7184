#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `tertius serve` for a mail client: the compose check, the settings, and the
# user's rights over what is kept.

. "$(dirname "$0")/tap.sh"

ask() { # ask REQUEST…: one answer a line
	run sh -c 'printf "%s\n" "$@" | tertius serve --me alex@example.org' \
		- "$@"
}
# The exit status of jq over the answers, taken together as a list.
answers() { holds "$1" > /dev/null; }
tact() { # tact TEXT: the request
	jq -nc --arg text "$1" '{n:1,do:"tact",from:"alex@example.org",
		to:"Dana Okafor <dana@example.org>, bob@example.org",
		subject:"Hello",text:$text}'
}
config=$XDG_CONFIG_HOME/tertius/config

ask "$(tact 'Dear Dana, see you on Friday. Alex')"
check 'a kind letter has nothing to point out' answers '.[0].remarks == []'
ask "$(tact 'Äh, Dana, you owe me one. [… your words …]')"
check 'an empty place is one to stop at' answers \
	'.[0].remarks[0] | .rule == "unfilled-place" and
	.level == "stop-and-look" and .title != null'
check 'places count characters' answers \
	'.[0].remarks | .[0].start == 26 and (.[1] | .rule == "obligation" and
	.start == 0 and .length == 25 and .gentler != null)'
ask '{"n":1,"do":"tact"}'
check 'a check without a text is told so' answers '.[0].error != null'

ask '{"n":1,"do":"quiet","rule":"obligation"}' \
	'{"n":2,"do":"quiet","rule":"obligation"}' \
	"$(tact 'Dana, you owe me one.')"
check 'what is never to be pointed out is not' answers '.[2].remarks == []'
check 'and stands in the settings once' grep -qx quiet=obligation "$config"
ask "$(tact 'Dana, you owe me one.')"
check 'also in the next process' answers '.[0].remarks == []'
ask '{"n":1,"do":"quiet","rule":"x;y"}'
check 'there is no other rule' answers '.[0].error != null'

printf '# mine\n[plan]\nper-week=7\n' > "$config"
request='{"n":1,"do":"set","changes":[{"group":"plan","key":"per-day",'
ask "$request\"value\":\"4\"}]}" '{"n":2,"do":"settings"}'
check 'a setting is changed' answers '.[1].settings |
	map(select(.key == "per-day")) | .[0].value == "4"'
check 'the rest of the file stays' grep -qx '# mine' "$config"
check 'with its values' grep -qx per-week=7 "$config"
check 'the file is private' test "$(stat -c %a "$config")" = 600
cp "$config" before
ask "$request\"value\":\"0\"}]}" "$request\"value\":\"4\\nper-week=1\"}]}" \
	'{"n":3,"do":"set","changes":[{"group":"a]b","key":"c","value":""}]}' \
	'{"n":4,"do":"set"}'
check 'what is not allowed is refused' answers 'all(.error != null)'
check 'and changes nothing' cmp -s "$config" before
# A warning of a library ends it (G_DEBUG).
ask '{"n":1,"do":["tact"]}' \
	'{"n":2,"do":"where","message_id":"x@example.org","places":[7,{"list":["a"],"folder":{}},{"list":"/nowhere","folder":1}]}' \
	'{"n":3,"do":"set","changes":[{"group":["a"],"key":{},"value":[]}]}'
check 'members of another kind are as good as none' answers 'length == 3 and
	.[0].error != null and .[1].folder == null and .[2].error != null'
ask "$request\"value\":null}]}"
check 'the standard comes back' sh -c "! grep -q per-day '$config'"

run tertius scan "$demo/Maildir" --now 2026-06-30T09:00:00+02:00
ask '{"n":1,"do":"export","path":"'"$home"'/all.jsonl"}' \
	'{"n":2,"do":"export","path":"/nowhere/all.jsonl"}' \
	'{"n":3,"do":"forget","person":"nora.fitzgerald@brightwater.example.org"}' \
	'{"n":4,"do":"forget","person":"nora.fitzgerald@brightwater.example.org"}'
check 'everything can be taken out' test "$(wc -l < all.jsonl)" -gt 50
check 'into a private file' test "$(stat -c %a all.jsonl)" = 600
check 'a place that cannot be written is told' answers '.[1].error != null'
check 'somebody is forgotten' answers '.[2].messages > 0'
check 'whole' answers '.[3].error != null'
# A disk that is full after a hundred kilobytes.
export_onto() { # export_onto NAME
	run sh -c "trap '' XFSZ; ulimit -f 200
		echo '{\"n\":1,\"do\":\"export\",\"path\":\"$home/$1\"}' |
		tertius serve --me alex@example.org"
}
cp all.jsonl old.jsonl
export_onto old.jsonl
check 'a disk that is full is told' answers '.[0].error != null'
check 'what was there stays' cmp all.jsonl old.jsonl
export_onto new.jsonl
check 'and where nothing was, nothing half is' test "$(echo "$home"/*new.jsonl*)" = \
	"$home/*new.jsonl*"
finish
