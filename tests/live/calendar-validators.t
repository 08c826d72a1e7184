#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What we write, as independent readers see it: 1,000 reminders with hostile
# names, the same after they were done, dropped or moved, and feeds of all: each
# accepted, with the alarm at the moment that it is for.

D=$(mktemp -d) || exit 1
trap 'rm -rf "$D"' EXIT
PYTHON=/usr/bin/python3

$PYTHON -c 'import icalendar, vobject' 2> /dev/null ||
	{ echo "1..0 # SKIP no python3-icalendar and python3-vobject"; exit; }
mkdir "$D/more"
"$TERTIUS_BUILD_DIR/tests/live/calendar-hostile" "$D/vdir" "$D/more" > "$D/wanted" || exit 1
$PYTHON - "$D/vdir" "$D/wanted" "$D/more" << 'END'
import datetime
import pathlib
import sys

import icalendar
import vobject

lines = [line.split() for line in open(sys.argv[2])]
wanted = dict(line for line in lines if line[0] != 'refused')
refused = [line[1] for line in lines if line[0] == 'refused']
files = sorted(pathlib.Path(sys.argv[1]).glob('*.ics'))
more = sorted(pathlib.Path(sys.argv[3]).glob('*.ics'))
bad = {'vobject': [], 'icalendar': [], 'alarm': []}
for path in files + more:
    text = path.read_bytes().decode()
    try:
        vobject.readOne(text).validate(raiseException=True)
    except Exception as problem:
        bad['vobject'].append((path.name, problem))
    try:
        calendar = icalendar.Calendar.from_ical(text)
        event = [c for c in calendar.walk() if c.name in ('VEVENT', 'VTODO')][0]
        errors = [e for c in calendar.walk() for e in c.errors]
        if errors:
            raise ValueError(errors)
        if path in more:
            continue
        moment = datetime.datetime.fromtimestamp(int(wanted[path.stem]),
                                                 datetime.timezone.utc)
        trigger = [c for c in calendar.walk('VALARM')][0]['TRIGGER'].dt
        start = event['DTSTART'].dt
        rings = trigger if isinstance(trigger, datetime.datetime) \
            else start + trigger
        if rings != moment or start != moment:
            bad['alarm'].append((path.name, rings))
    except Exception as problem:
        bad['icalendar'].append((path.name, problem))
print('1..6')
print('%sok 1 - there are 1,000, as many again, and two feeds' %
      ('' if (len(files), len(more)) == (1000, 1002) else 'not '))
for i, (name, what) in enumerate((
        ('vobject', 'vobject takes every one'),
        ('icalendar', 'icalendar takes every one without an error'),
        ('alarm', 'each rings at the moment that it is for'))):
    print('%sok %d - %s' % ('not ' if bad[name] else '', i + 2, what))
    for case in bad[name][:3]:
        print('#', case)
print('%sok 5 - libical finds all that must be there, and nothing else' %
      ('not ' if refused else ''))
END
# ical.js is no package of Debian: where `make deps` could get it, it judges too.
cat > "$D/judge.js" << 'END'
const ICAL = require('ical.js'), fs = require('fs')
let files = 0, objects = 0, alarms = 0
ICAL.design.strict = true
for (const folder of process.argv.slice(2)) {
	for (const name of fs.readdirSync(folder)) {
		const text = fs.readFileSync(folder + '/' + name, 'utf8')
		const root = new ICAL.Component(ICAL.parse(text))
		files++
		for (const kind of ['vevent', 'vtodo']) {
			for (const one of root.getAllSubcomponents(kind)) {
				const event = new ICAL.Event(one)
				if (!event.uid || !event.startDate.toUnixTime()) throw name
				objects++
				alarms += one.getAllSubcomponents('valarm').length
			}
		}
	}
}
console.log('# ical.js: ' + files + ' files, ' + objects + ' objects, ' + alarms + ' alarms')
console.log((files === 2002 && objects === 3000 && alarms === 2250 ? '' : 'not ') +
	'ok 6 - ical.js reads every one')
END
export NODE_PATH=$TERTIUS_BUILD_DIR/node/node_modules:$TERTIUS_SOURCE_DIR/build/node/node_modules
if node -e "require('ical.js')" 2> /dev/null; then
	node "$D/judge.js" "$D/vdir" "$D/more" || echo "not ok 6 - ical.js reads every one"
else
	echo "ok 6 - ical.js reads every one # SKIP no ical.js here"
fi
