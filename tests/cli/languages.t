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
brackets_match() {
	[ "$(grep -o '⟦' <<< "$out" | wc -l)" = "$(grep -o '⟧' <<< "$out" | wc -l)" ]
}
translated() { # translated WHAT COMMAND…
	local what=$1
	shift
	if [ "$1" = on_terminal ]; then "$@"; else run "$@"; fi
	out=$out$err
	check "$what speaks it" says '⟦'
	check '  all of it' test -z "$(bare <<< "$out")"
	check '  and nothing is cut' brackets_match
}

translated 'the help' tertius help
while read -r command; do
	translated "the help of $command" tertius "$command" --help
done < <(LANGUAGE=C tertius help --man 1 |
	sed -n 's/^## tertius \([a-z]*\).*/\1/p' | sort -u)
run tertius help --man 1
check 'the manual has what the help says in it' says '⟦'
for page in 1 5; do
	run sh -c "tertius help --man $page | grep '^# [A-Z]'"
	check "  and its headlines ($page)" is_empty
done
translated 'wrong use' tertius dance
translated 'wrong use of an option' tertius scan --since yesterdayish
translated 'the doctor' on_terminal 80 tertius doctor
on_terminal 80 tertius demo
translated 'what is due' on_terminal 80 tertius demo due --within 30d
translated 'the list' on_terminal 160 tertius demo list
translated 'a reason' on_terminal 80 tertius demo why 084c
tertius demo report -o report.html > /dev/null
out=$(perl -0pe 's/<(script|style).*?<\/\1>//gs; s/<[^>]*>/\n/g' report.html)
check 'the report speaks it' says '⟦'
check '  and nothing of it is cut' brackets_match

# --- The languages that there are ----------------------------------------------

for po in "$TERTIUS_SOURCE_DIR"/packaging/po/*.po; do
	[ -e "$po" ] || continue
	language=$(basename "$po" .po)
	run msgfmt --check --statistics -o /dev/null "$po"
	check "$language is well-formed" status_is 0
	export LANGUAGE=$language TEXTDOMAINDIR=$TERTIUS_BUILD_DIR/locale
	run tertius help
	check "  and is spoken" says_not 'read mail and calendars'
	run sh -c "LANGUAGE=C tertius help --man 1 | grep '^# ' | sort > plain
		tertius help --man 1 | grep '^# ' | sort | comm -12 - plain"
	check '  in the headlines of its manual too' \
		test "$(wc -w <<< "$out")" -lt 5
	on_terminal 80 tertius demo list
	run grep '…$' <<< "$out"
	check '  what is next is never cut' is_empty
done

finish
