#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the library offered at the last release it offers still: a program that was
# built then runs with the library of now.
. "$(dirname "$0")/tap.sh"

command -v abidiff > /dev/null || skip_all 'no abidiff here'
library=$TERTIUS_BUILD_DIR/libtertius.so.0
kept=$TERTIUS_SOURCE_DIR/packaging/abi/libtertius.so.0.abi
readelf -S "$library" | grep -q '\.debug_info' ||
	skip_all 'the library was built without what debuggers know'
readelf -h "$library" | grep -q 'X86-64' ||
	skip_all 'what is kept is of another processor'

# The header's name is the one with which it was compiled.
compare() {
	run env -C "$TERTIUS_SOURCE_DIR" abidiff --harmless \
		--header-file2 libcore/tertius.h "$1" "$library"
}
# abidiff sets 8 for what surely breaks programs, 4 for any change, 1 and 2 when it
# was used in a wrong way.
is_change() { ((status & 4)) && ! ((status & 3)); }

compare "$kept"
check 'programs that could use the library still can' test $((status & 11)) = 0
# What was added, and breaks nobody, is written down with `make abi`.
check 'it is what was written down, to the last constant' status_is 0

# --- That it would be seen --------------------------------------------------------

sees() { # sees WHAT SED: the same, if that had been in what was kept
	sed "$2" "$kept" > other.abi
	check "$1 would be seen" test -n "$(cmp "$kept" other.abi)"
	compare "$home/other.abi"
	check '  it is' is_change
}
sees 'a function that is gone' 's/tertius_undo\b/tertius_undo_all/g'
check '  and that it breaks programs' test $((status & 8)) = 8
sees 'a function that was added' "/function-decl name='tertius_undo'/,/<.function-decl/d
	/elf-symbol name='tertius_undo'/d"
sees 'another name of a constant' 's/TERTIUS_STATUS_FAILED/TERTIUS_STATUS_GONE/'
sees 'another value of a constant' \
	"/TERTIUS_STATUS_FAILED/s/value='[0-9]*'/value='99'/"
sees 'another size of what is handed out' \
	"/name='double'/s/size-in-bits='64'/size-in-bits='32'/"

finish
