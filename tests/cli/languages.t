#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# In a language that is none, every text shows whether it can be translated, and
# whether there is room for one that is longer.
. "$(dirname "$0")/tap.sh"

command -v msgfmt > /dev/null || skip_all 'no gettext here'
/usr/bin/python3 "$TERTIUS_SOURCE_DIR/tests/pseudo.py" \
	< "$TERTIUS_BUILD_DIR/tertius.pot" > pseudo.po
mkdir -p locale/qps/LC_MESSAGES
run msgfmt --check-format -o locale/qps/LC_MESSAGES/tertius.mo pseudo.po
check 'the pseudo-language is well-formed' status_is 0
export LANGUAGE=qps TEXTDOMAINDIR=$home/locale

# The words outside the brackets that only a person could read: no names of
# commands, options, files and examples, which stay as they are. An indented
# example or a column of names is no sentence.
bare() {
	perl -Mutf8 -CSD -0pe 's/⟦(?:[^⟦⟧]|(?R))*⟧//gs' |
		grep -vE "^ *(tertius|\\$) " | sed -E 's/^ +[a-z|-]+ .*//
			s/<[^>]*>|[a-z.]+@[a-z.]+//g' |
		grep -E '[a-z]{3,} [a-z]{3,} [a-z]{3,}'
}
# Where nothing is an example and nothing came in a letter: any two words.
any_bare() {
	perl -Mutf8 -CSD -0pe 's/⟦(?:[^⟦⟧]|(?R))*⟧//gs' |
		sed -E "s/\x1b\[[0-9;]*m//g; s/'[^']*'//g; s|/[^ ]*||g"'
			s/[^ ]+@[^ ]+//g' | grep -E '[a-z]{2,} [a-z]{2,}'
}
brackets_match() {
	[ "$(grep -o '⟦' <<< "$out" | wc -l)" = "$(grep -o '⟧' <<< "$out" | wc -l)" ]
}
judge=bare
translated() { # translated WHAT COMMAND…
	local what=$1
	shift
	if [ "$1" = on_terminal ]; then "$@"; else run "$@"; fi
	out=$out$err
	check "$what speaks it" says '⟦'
	check '  all of it' test -z "$($judge <<< "$out")"
	check '  and nothing is cut' brackets_match
}

translated 'the help' tertius help
while read -r command; do
	translated "the help of $command" tertius "$command" --help
done < <(LANGUAGE=C tertius help --man 1 |
	sed -n 's/^## tertius \([a-z]*\).*/\1/p' | sort -u)
for page in 1 5; do
	# Of examples, what they mean.
	translated "the manual ($page)" sh -c "tertius help --man $page |
		sed '/^\`\`\`/,/^\`\`\`/{/^#/!d}; /^## /d'"
	run sh -c "tertius help --man $page | grep '^# [A-Z]'"
	check '  its headlines too' is_empty
done
for page in "$TERTIUS_SOURCE_DIR"/packaging/man/*.scd; do
	run sh -c 'TEXTDOMAIN=tertius sh "$1/headlines.sh" < "$2" |
		grep "^# "' - "${page%/*}" "$page"
	check "  and those of $(basename "$page" .scd)" \
		test -z "$(grep -v '^# ⟦' <<< "$out")"
done
judge=any_bare
translated 'wrong use' tertius dance
translated 'wrong use of an option' tertius scan --since yesterdayish
translated 'the doctor' on_terminal 80 tertius doctor
on_terminal 80 tertius demo
judge=bare
translated 'what is due' on_terminal 80 tertius demo due --within 30d
translated 'the list' on_terminal 160 tertius demo list
translated 'a reason' on_terminal 80 tertius demo why 084c
judge=any_bare
printf 'BEGIN:VCARD\n' > cut.vcf
translated 'what cannot be read' tertius scan --no-progress --ledger l.db cut.vcf
mkdir -p "deep$(printf '/d%.0s' {1..40})"
translated 'a folder that is too deep' tertius scan --no-progress --ledger l.db \
	deep
# It takes connections, and never says a word.
/usr/bin/python3 -c 'import socket, time
silent = socket.create_server(("127.0.0.1", 0))
print(silent.getsockname()[1], flush=True)
time.sleep(60)' > port &
silent=$!
until [ -s port ]; do sleep 0.05; done
translated '^C' sh -c 'timeout -s INT 1 tertius scan --json --no-progress \
	--ledger l.db --insecure-plaintext --password-command "echo x" \
	"imap://me@127.0.0.1:$(cat port)" > stopped'
check '  and it stopped' grep -q '"stopped":true' stopped
kill $silent
wait $silent 2> /dev/null
translated 'a place that is none' tertius scan --ledger l.db /nonexistent
translated 'an id that is none' tertius done --ledger l.db zzzz
translated 'a person who is none' tertius person --ledger l.db zzzz
translated 'a line that is no export' tertius import --ledger l.db cut.vcf
translated 'a time that is none' tertius later --ledger l.db zzzz x
printf '[working-time]\nfrom=03:00\n' > broken
translated 'settings that are not allowed' tertius due --config broken
echo 'a letter to Dana' > none.db
translated 'a ledger that is none' tertius due --ledger none.db
translated 'a calendar that is none' tertius calendar sync --ledger l.db https://me:secret@127.0.0.1/
tertius demo report -o report.html > /dev/null
out=$(perl -0pe 's/<(script|style).*?<\/\1>//gs; s/<[^>]*>/\n/g' report.html)
check 'the report speaks it' says '⟦'
check '  and nothing of it is cut' brackets_match

# --- The languages that there are ----------------------------------------------

keys() {
	/usr/bin/python3 "$TERTIUS_SOURCE_DIR/tests/keys.py" \
		"$TERTIUS_BUILD_DIR/locale" "$1"
}
run keys C
check 'what is seen together in a window has keys of its own' is_empty
for po in "$TERTIUS_SOURCE_DIR"/packaging/po/*.po; do
	[ -e "$po" ] || continue
	language=$(basename "$po" .po)
	run msgfmt --check --statistics -o /dev/null "$po"
	check "$language is well-formed" status_is 0
	export LANGUAGE=$language TEXTDOMAINDIR=$TERTIUS_BUILD_DIR/locale
	run tertius help
	check "  and is spoken" says_not 'read mail and calendars'
	run keys "$language"
	check '  with keys of its own' is_empty
	for page in tertius.1 tertius.5 libtertius.3 \
		claws-mail-tertius-plugin.7; do
		heads() { grep '^\.SH' "$TERTIUS_BUILD_DIR/man/$1" | sort; }
		run comm -12 <(heads "$page") <(heads "$language/$page")
		# Some are French as well, and [mail] a group's name.
		check "  in the headlines of $page too" test -z \
			"$(grep -vE 'DESCRIPTION|SYNOPSIS|VERSIONS|\[.*\]' <<< "$out")"
		if command -v mandoc > /dev/null; then
			run mandoc -Tlint "$TERTIUS_BUILD_DIR/man/$language/$page"
			check '    mandoc has nothing against it' is_empty
		fi
	done
	on_terminal 80 tertius demo list
	run grep '…$' <<< "$out"
	check '  what is next is never cut' is_empty
done

finish
