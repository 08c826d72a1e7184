#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""seeds.py CORPUS PLACE...: puts messages and calendars into CORPUS, a folder
for each kind: those of the demo, and those at PLACE where there are any. They
are for fuzzing on this computer only. What other targets begin with is made up
and lies in tests/."""
import glob
import hashlib
import mailbox
import os
import sys

BYTES_MAX = 16384
MESSAGES_MAX = 1500
HERE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def keep(folder, data):
    if 0 < len(data) <= BYTES_MAX:
        name = hashlib.sha1(data).hexdigest()
        with open(os.path.join(folder, name), 'wb') as out:
            out.write(data)


def keep_made_up(corpus):
    for path in glob.glob(os.path.join(HERE, 'tests/fuzz/seeds/*/*')):
        with open(path, 'rb') as seed:
            keep(folder_of(corpus, os.path.basename(os.path.dirname(path))),
                 seed.read())
    for path in glob.glob(os.path.join(HERE, 'tests/data/ledgers/*.jsonl')):
        with open(path, 'rb') as lines:
            for line in lines:
                keep(folder_of(corpus, 'portable'), line)


def folder_of(corpus, kind):
    folder = os.path.join(corpus, kind)
    os.makedirs(folder, exist_ok=True)
    return folder


def main(corpus, *places):
    mail, calendars = folder_of(corpus, 'mail'), folder_of(corpus, 'ical')
    keep_made_up(corpus)
    demo = os.path.join(HERE, 'packaging', 'demo')
    for path in glob.glob(demo + '/Maildir/**/cur/*', recursive=True,
                          include_hidden=True):
        with open(path, 'rb') as message:
            keep(mail, message.read())
    for place in (demo, os.path.join(HERE, 'tests', 'data'), *places):
        for path in glob.glob(place + '/*.ics'):
            with open(path, 'rb') as calendar:
                keep(calendars, calendar.read())
        for path in glob.glob(place + '/*.mbox'):
            box = mailbox.mbox(path, create=False)
            step = max(1, len(box) // MESSAGES_MAX)
            for key in box.keys()[::step]:
                keep(mail, box.get_bytes(key))


main(*sys.argv[1:])
