#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every act, in every language, from the front door: tests/data/detect/acts.tsv
# as one mbox.
. "$(dirname "$0")/tap.sh"

acts=$TERTIUS_SOURCE_DIR/tests/data/detect/acts.tsv
grep -v '^#' "$acts" | while IFS=$'\t' read -r language act text; do
	printf '%s\n' 'From kai@example.org Mon Aug  3 09:00:00 2026' \
		'From: Kai Moreno <kai@example.org>' \
		'To: Dana Okafor <dana@example.net>'
	[ "$act" = introduction ] &&
		echo 'Cc: =?UTF-8?Q?Tom=C3=A1s?= Herrera <tomas@example.com>'
	printf '%s\n' "Message-ID: <$language.$act@example.org>" \
		'Date: Mon, 03 Aug 2026 09:00:00 +0200' \
		'Content-Type: text/plain; charset=utf-8' \
		'Content-Transfer-Encoding: 8bit' '' "$text" '' 'Kai' ''
done > acts.mbox
run tertius classify acts.mbox
check 'an mbox of letters is read' status_is 0
printf '%s\n' "$out" > acts.jsonl

# What is meant is likely, in each language.
for act in $(grep -v '^#' "$acts" | cut -f2 | uniq); do
	missing=$(jq -r --arg act "$act" 'select(.message_id |
		endswith("." + $act + "@example.org")) | select(.acts |
		any(.act == $act and .level == "likely") | not) |
		.message_id[0:2]' acts.jsonl | tr '\n' ' ')
	check "$act in seven languages (but: ${missing:-none})" \
		test -z "$missing"
done
check 'that is all of them' test \
	"$(jq -s 'length' acts.jsonl)" = "$(grep -vc '^#' "$acts")"

# Who, to whom, about whom, and its words.
of() { # of LANGUAGE.ACT CONDITION
	jq -es --arg id "$1@example.org" "[.[] | select(.message_id == \$id) |
		.acts[] | select($2)] | length > 0" acts.jsonl
}
for language in en de fr es it nl pt; do
	check "$language: who introduces whom" of "$language.introduction" '
		.introducer.address == "kai@example.org" and
		any(.introduced[]; .address == "tomas@example.com") and
		any(.evidence[]; .quote != "")'
	check "$language: who referred them" of "$language.referral" '
		.introducer.name == "Ruth Abara" and
		.introduced[0].address == "kai@example.org"'
	check "$language: until when they are away" of \
		"$language.out-of-office" '(.until // "") | startswith("2026-08-20")'
done

finish
