#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The disk is full or worn, or there is no memory, at each call in turn: an error
# says so, the ledger is whole, and the next run does what is left. A Maildir
# first, then fewer calls of an mbox file and an MH folder; an account at a server
# is tried in tests/live/imap-failing.t.
. "$(dirname "$0")/tap.sh"

shim=$TERTIUS_BUILD_DIR/tests/failing/shim.so
[ -e "$shim" ] || skip_all 'the shim was not built'
mkdir -p mail/cur mail/new mail/tmp mh config/tertius
n=0
find "$demo/Maildir/cur" -type f | sort | head -n 16 | while read -r message; do
	n=$((n + 1))
	cp "$message" mail/cur/
	cp "$message" "mh/$n"
	{ echo 'From a@example.org Mon Jun  1 09:00:00 2026'
		sed 's/^From />&/' "$message"
		echo; } >> mail.mbox
done
touch mh/.mh_sequences
printf '[mail]\nme=mara@lindqvist.example.org\n' > config/tertius/config
fail() { # fail TESTS-BEFORE [PLACE]
	TESTS_BEFORE=$1 /usr/bin/python3 \
		"$TERTIUS_SOURCE_DIR/tests/failing/run.py" "$shim" \
		"$TERTIUS_BUILD_DIR/tertius" "$home/mail" "$home" "${@:2}" |
		grep -v '^1\.\.'
}
fail 0
export KINDS='tool:read tool:open tool:memory worker:memory' EACH_MAX=12
fail 9 "$home/mail.mbox"
KINDS="tool:folder $KINDS" fail 14 "$home/mh"
echo 1..20
