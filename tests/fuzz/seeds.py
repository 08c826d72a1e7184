#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""seeds.py CORPUS PLACE...: puts messages and calendars into CORPUS, a folder
for each kind: those of the demo, and those at PLACE where there are any. They
are for fuzzing on this computer only. Lines of exports and answers of servers are
made up and lie in tests/."""
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


def keep_made_up(folders):
    for kind in ('portable', 'imap'):
        for path in glob.glob(os.path.join(HERE, 'tests/fuzz/seeds', kind, '*')):
            with open(path, 'rb') as seed:
                keep(folders[kind], seed.read())
    for path in glob.glob(os.path.join(HERE, 'tests/data/ledgers/*.jsonl')):
        with open(path, 'rb') as lines:
            for line in lines:
                keep(folders['portable'], line)


def main(corpus, *places):
    folders = {k: os.path.join(corpus, k)
               for k in ('mail', 'ical', 'portable', 'imap')}
    for folder in folders.values():
        os.makedirs(folder, exist_ok=True)
    mail, calendars = folders['mail'], folders['ical']
    keep_made_up(folders)
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
