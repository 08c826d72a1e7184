#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# While an account is read, each call in turn fails: for want of memory, at files,
# and on the line to the server. The ledger is whole, and the next run does what is
# left.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"

shim=$TERTIUS_BUILD_DIR/tests/failing/shim.so
dovecot_prepare
mail "" 12 1
mail "/.Work" 6 2
dovecot_start '' || exit 1
echo secret > "$D/password"
mkdir "$D/ledger"
export XDG_CONFIG_HOME=$D/none
export KINDS='tool:line tool:read tool:open tool:memory worker:memory' EACH_MAX=12
"$PYTHON" "$TERTIUS_SOURCE_DIR/tests/failing/run.py" "$shim" \
	"$TERTIUS_BUILD_DIR/tertius" "$D/home/me/Maildir" "$D/ledger" \
	"imap://me@127.0.0.1:$PORT" --insecure-plaintext \
	--password-command "cat $D/password"
