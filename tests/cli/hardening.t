#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What is built is built to be hard to take over: as hardening-check sees it.
. "$(dirname "$0")/tap.sh"

command -v hardening-check > /dev/null || skip_all 'no hardening-check here'

# How each file that was compiled into FILE was compiled, by what debuggers are told.
# Two of the means leave no other trace: that stacks grow a page at a time shows in
# long functions alone, and Debian's own start files have no marked jumps.
options() {
	readelf --debug-dump=info --dwarf-depth=1 "$1" 2> /dev/null |
		grep 'DW_AT_producer.*GNU C'
}
without() { # without FILE OPTION: the files that were compiled without it
	out=$(options "$1" | grep -vF -- "$2")
}

is_hard() { # is_hard FILE
	local file=$TERTIUS_BUILD_DIR/$1
	[ -e "$file" ] || return
	run hardening-check --nocolor "$file"
	check "$1: a stack that was written over is noticed" \
		says 'Stack protected: yes'
	check '  addresses of functions cannot be changed at run time' \
		says 'Read-only relocations: yes'
	check '  as all are found at the start' says 'Immediate binding: yes'
	check '  it can lie anywhere in memory' \
		grep -qE 'Position Independent Executable: (yes|no, regular shared library)' \
			<<< "$out"
	run readelf -lW "$file"
	check '  its stack holds no code' \
		grep -qE 'GNU_STACK .* RW +0x' <<< "$out"
	[ -n "$(options "$file")" ] || return
	without "$file" -fstack-protector-strong
	check '  every file of it was compiled to protect its stack' is_empty
	without "$file" -fstack-clash-protection
	check '  and to let it grow a page at a time' is_empty
	readelf -h "$file" | grep -q 'X86-64' || return
	without "$file" -fcf-protection
	check '  and to jump only where it may' is_empty
}
is_hard tertius
check '  copies look at the room there is' test "$(hardening-check --nocolor \
	"$TERTIUS_BUILD_DIR/tertius" | sed -n 's/.*Fortify Source functions: \([a-z]*\).*/\1/p')" = yes
is_hard tertius-reader
is_hard libtertius.so.0
is_hard tertius.so

finish
