#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Two programs, one command: what needs the ledger alone is linked to nothing that
# talks to a server, and hands the rest on.
. "$(dirname "$0")/tap.sh"

is_free_of() { ! ldd "$TERTIUS_BUILD_DIR/tertius" | grep -q "$1"; }
needs() { ldd "$TERTIUS_BUILD_DIR/tertius-reader" | grep -q "$1"; }
for library in curl gnutls secret seccomp; do
	check "tertius is not linked to $library" is_free_of "lib$library"
	check "tertius-reader is" needs "lib$library"
done

commands=$(tertius help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p')
check 'help tells of more than twenty commands' \
	test "$(wc -w <<< "$commands")" -gt 20
for command in $commands; do
	run tertius "$command" --help
	check "tertius $command --help tells of it" says "tertius $command"
	whole=$out
	run "$TERTIUS_BUILD_DIR/tertius-reader" "$command" --help
	check "and tertius-reader says the same" test "$out" = "$whole"
done

# The words are handed on as they were given.
run tertius --ledger "$home/a b.db" --now 2026-06-30T09:00:00Z scan \
	"$demo/calendar.ics"
check 'options before the command are handed on' test -e "$home/a b.db"
run tertius no-such-command
check 'what nobody knows is told by the other' complains "no command 'no-such-command'"
check 'with its status' status_is 2

# Half an installation.
mkdir half
cp "$TERTIUS_BUILD_DIR/tertius" half/
run half/tertius due
check 'alone it still answers from the ledger' status_is 0
run half/tertius --version
check 'alone it tells its version' says 'tertius '
check 'and that is fine' status_is 0
for help in --help help ''; do
	# shellcheck disable=SC2086
	run half/tertius $help
	check "alone it tells what it can do ($help)" says 'what to do now'
	check "and what is missing ($help)" complains 'tertius-reader'
done
run half/tertius scan Mail
check 'and what it cannot do alone names what is missing' \
	complains 'cannot start'
check 'by its name' complains 'tertius-reader'
check 'with a status of its own' status_is 1
finish
