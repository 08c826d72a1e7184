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
	"$BENCH" bare "$D/big.ics" | tee -a "$D/bare"
	"$BENCH" read "$D/big.ics" | tee -a "$D/read"
done

BAD=0
median() { sort -n | sed -n 2p; }
holds() { # holds WHAT CONDITION: as bc understands it
	[ "$(echo "$2" | bc)" = 1 ] && return
	echo "bench-calendar: $1 does not hold: $2" >&2
	BAD=1
}
# The number in column $2 of what file $1 says before "at most".
number() { awk -F'\t' -v n="$2" '/at most/ { print $n + 0 }' "$1" | median; }

speed=$(echo "scale=2; $(number "$D/bare" 2) / $(number "$D/read" 2)" | bc)
more=$(echo "$(number "$D/read" 3) - $(number "$D/bare" 3)" | bc)
echo "medians: $speed of libical's speed, $more MiB over its need"
holds 'half of the speed' "$speed >= .5"
holds '60 MiB at most over libical' "$more < 60"

radicale
[ -n "$URL" ] || { echo "no radicale here"; exit; }
SERVER=${CHILDREN##* }
command -v vdirsyncer > /dev/null || { echo "no vdirsyncer here"; exit; }

# Seconds of the processor that the server has used.
used() { awk '{ print ($14 + $15) / 100 }' "/proc/$SERVER/stat"; }
since() { echo "$2 - $1" | bc; }


ours() { # ours USER
	local before
	before=$(used)
	"$BENCH" sync "$URL" "$1" secret "$N" > "$D/ours" || exit 1
	cat "$D/ours"
	sed -n 's/^first upload\t\([0-9.]*\).*/\1/p' "$D/ours" >> "$D/ours.times"
	echo "  the server's processor	$(since "$before" "$(used)") s"
}

theirs() { # theirs USER: the same objects out of a folder
	local before begin
	rm -rf "$D/vdir" "$D/status"
	"$BENCH" write "$D/vdir/cal" "$N"
	cat > "$D/config" <<- END
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
		username = "$1"
		password = "secret"
	END
	export VDIRSYNCER_CONFIG=$D/config
	yes | vdirsyncer discover p > "$D/discover" 2>&1
	before=$(used) begin=$(date +%s.%N)
	vdirsyncer sync > "$D/vdirsyncer" 2>&1 || tail -n 3 "$D/vdirsyncer"
	since "$begin" "$(date +%s.%N)" | tee -a "$D/their.times" |
		sed 's/.*/vdirsyncer, first upload	& s/'
	echo "  the server's processor	$(since "$before" "$(used)") s"
}

# In turn, so that what else the computer does meets both.
echo "$N reminders to Radicale, three times each:"
ours alice
theirs bob
theirs carol
ours dana
ours erin
theirs frank
we=$(median < "$D/ours.times") they=$(median < "$D/their.times")
echo "median of the first upload: $we s, vdirsyncer $they s:" \
	"$(echo "scale=2; $we / $they" | bc)"
holds 'no slower than vdirsyncer' "$we <= $they"
holds 'two requests at most' \
	"$(sed -n 's/^nothing changed.* s\t\([0-9]*\) req.*/\1/p' "$D/ours") <= 2"
exit $BAD
