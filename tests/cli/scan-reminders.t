#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A scan concludes without old mail of machines, to save memory: the reminders that
# it gives to the calendar are those of all mail.
. "$(dirname "$0")/tap.sh"

say() { # say COMMAND ARGUMENTS…: on one day
	tertius --now 2026-06-22T09:00 --ledger ledger.db \
		--config "$demo/config" "$@" > /dev/null
}
what() { tr -d '\r' < "$1" | grep -E '^(UID|DTSTART|SUMMARY)' | sort; }

say scan -q --no-progress "$demo/Maildir" "$demo/calendar.ics"
say calendar export all.ics
check 'there are reminders' test "$(what all.ics | grep -c ^UID)" -gt 5
check 'those of the scan are the same' cmp <(what all.ics) <(what reminders.ics)
check "also what a network's machine told" \
	grep -q 'Congratulate Claire' reminders.ics
finish
