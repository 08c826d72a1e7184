#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures calendars beside libical's bare parse and vdirsyncer, in one run.

. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"
BENCH=$TERTIUS_BUILD_DIR/tests/bench/calendar
N=${N:-1000}

$PYTHON - > "$D/big.ics" << 'END'
import random
random.seed(1)
out = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN']
for i in range(50000):
    out += ['BEGIN:VEVENT', 'UID:%08d@example.org' % i,
            'DTSTAMP:20260101T000000Z', 'SEQUENCE:0',
            'DTSTART;TZID=Europe/Berlin:20%d%02d%02dT%02d0000' % (
                random.randint(20, 26), random.randint(1, 12),
                random.randint(1, 28), random.randint(8, 18)),
            'DURATION:PT1H', 'SUMMARY:Meeting %d about things' % i,
            'DESCRIPTION:Some words about what will be talked about',
            'STATUS:CONFIRMED',
            'ORGANIZER;CN=Dana Okafor:mailto:dana@example.org']
    out += ['ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Person %d\r\n'
            ' :mailto:p%d-%d@example.org' % (k, i % 500, k)
            for k in range(i % 4)]
    if i % 10 == 0:
        out.append('RRULE:FREQ=WEEKLY;COUNT=20')
    out.append('END:VEVENT')
print('\r\n'.join(out + ['END:VCALENDAR', '']), end='')
END
echo "50,000 events, $(stat -c %s "$D/big.ics") bytes, three times each:"
for _ in 1 2 3; do
	"$BENCH" bare "$D/big.ics"
	"$BENCH" read "$D/big.ics"
done

radicale
[ -n "$URL" ] || { echo "no radicale here"; exit; }
echo "$N reminders to Radicale:"
# shellcheck disable=SC2086
"$BENCH" sync "$URL" $LOGIN "$N"
command -v vdirsyncer > /dev/null || { echo "no vdirsyncer here"; exit; }
"$BENCH" write "$D/vdir/cal" "$N"
cat > "$D/config" << END
[general]
status_path = "$D/status/"
[pair p]
a = "here"
b = "there"
collections = [["cal", "cal", "vdirsyncer"]]
[storage here]
type = "filesystem"
path = "$D/vdir/"
fileext = ".ics"
[storage there]
type = "caldav"
url = "$URL"
username = "alice"
password = "secret"
END
export VDIRSYNCER_CONFIG=$D/config
yes | vdirsyncer discover p > "$D/discover" 2>&1
begin=$(date +%s.%N)
vdirsyncer sync > "$D/vdirsyncer" 2>&1 || tail -n 3 "$D/vdirsyncer"
echo "vdirsyncer, first upload	$(echo "$(date +%s.%N) - $begin" | bc) s"
