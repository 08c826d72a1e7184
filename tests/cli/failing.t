#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The disk is full or worn, or there is no memory, at each call in turn: an error
# says so, the ledger is whole, and the next run does what is left.
. "$(dirname "$0")/tap.sh"

shim=$TERTIUS_BUILD_DIR/tests/failing/shim.so
[ -e "$shim" ] || skip_all 'the shim was not built'
mkdir -p mail/cur mail/new mail/tmp config/tertius
find "$demo/Maildir/cur" -type f | sort | head -n 16 | while read -r message; do
	cp "$message" mail/cur/
done
printf '[mail]\nme=mara@lindqvist.example.org\n' > config/tertius/config
/usr/bin/python3 "$TERTIUS_SOURCE_DIR/tests/failing/run.py" "$shim" \
	"$TERTIUS_BUILD_DIR/tertius" "$home/mail" "$home"
