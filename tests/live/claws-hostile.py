# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail that breaks whoever reads it, in a folder of a real Claws Mail: the
client does not notice, what cannot be read is listed, and nothing is lost.
Speaks TAP.

    claws-hostile.py FOLDER
    HOSTILE=FOLDERS   messages there, a file each, are put among the others
    claws-hostile.py --worker PROGRAM …   stands before the worker, and crashes
                      when it is given what says so
"""
import contextlib
import glob
import io
import os
import socket
import sqlite3
import struct
import subprocess
import sys
import time

CRASH = b'X-Break: crash'


def read_frame(end):
    """See libcore/engine/frame.h; b'' at the end."""
    head = end.read(struct.calcsize('IIIIq'))
    return head and head + end.read(struct.unpack('IIIIq', head)[2])


def be_the_worker(program):
    """Between the engine and the real one, an item at a time."""
    ours, theirs = socket.socketpair()
    child = subprocess.Popen([program, 'worker'], stdin=theirs, stdout=theirs)
    theirs.close()
    engine = socket.socket(fileno=0).makefile('rwb', buffering=0)
    engine_in = io.BufferedReader(engine)
    worker = ours.makefile('rb')
    answer = read_frame(worker)
    while answer:
        engine.write(answer)
        item = read_frame(engine_in)
        if CRASH in item:
            child.kill()
            os.abort()
        if not item:
            break
        ours.sendall(item)
        answer = read_frame(worker)
    child.kill()


if sys.argv[1] == '--worker':
    be_the_worker(sys.argv[2])
    sys.exit(0)

sys.path.insert(0, os.environ['TERTIUS_SOURCE_DIR'] + '/tests')
from bad_mail import bad  # noqa: E402
from claws_mail import (ADA, BUILD, Claws, anew, body_of,  # noqa: E402
                        button, click, composer, every, find,
                        is_showing, label, letter, menu, ok, plan, reader, say,
                        texts, type_into, until, walk, window, windows, write)
from claws_preferences import (ESCAPE, RETURN, RIGHT, UP, again,  # noqa: E402
                               place, point_at, press)

# The client itself takes long over what is larger.
SIZE_MAX = 2 << 20
QUIET = ('Claws Mail', 'Tertius')

# Taken for markup, these would be shown otherwise, or not at all.
BOB = 'Bob{0} <b>Friend &lt; & Co'
CAROL = 'Carol{0} <i>New'
INTRO = letter(f'"{BOB}" <bob{{0}}@friends.example>', ADA,
               f'"{CAROL}" <carol{{0}}@newco.example>',
               'Intro: <u>Ada <> Carol{0} &amp; &',
               'intro-{0}@good.example',
               'Hi Ada, meet Carol{0} New, who runs research at Newco. '
               'Carol{0}, meet Ada.\nThe two of you should talk.\n\nBob{0}\n', 0.1)
# Names without a place to break a line at.
WIDE = INTRO.replace(BOB, 'W' * 190).replace(CAROL, 'V' * 190).replace(
    'Carol{0} New', 'V' * 190).replace('{0}', 'w')
CROWD = letter('Bob <bob@friends.example>', ADA, ', '.join(
    f'P{i} <p{i}@many.example>' for i in range(100)), 'All', 'all@many.example',
    'To all of you.\n', 0.1)
SCREEN = 1280, 900
BREAKS = letter('Mal <mal@break.example>', ADA, '', 'Broken', 'break-{}@x.example',
                'This one ends who reads it.\n', 0.2, CRASH.decode() + '\n')


def hostile():
    """What is bad, what other folders have, and what crashes."""
    found = [data for data in bad.values() if 0 < len(data) <= SIZE_MAX]
    for folder in os.environ.get('HOSTILE', '').split():
        for i, path in enumerate(sorted(glob.glob(folder + '/*'))):
            name = f'Message-ID: <{i}@{os.path.basename(folder)}.example>\n'
            found.append(name.encode() + open(path, 'rb').read()[:SIZE_MAX])
    return found + [BREAKS.format(i).encode() for i in range(3)]


def put(claws):
    """A good one at each end, and after each third; how many, of how many."""
    put_in = [INTRO.format(0).encode()]
    good = 1
    for i, data in enumerate(hostile()):
        put_in.append(data)
        if i % 3 == 0:
            put_in.append(INTRO.format(good).encode())
            good += 1
    put_in += [WIDE.encode(), INTRO.format(good).encode()]
    for i, data in enumerate(put_in):
        with open(f'{claws.mail}/inbox/{i + 1}', 'wb') as file:
            file.write(data)
    return good + 2, len(put_in)


def rows(claws, question):
    with contextlib.closing(sqlite3.connect(f'file:{claws.ledger}?mode=ro',
                                            uri=True)) as ledger:
        return [row[0] for row in ledger.execute(question)]


def has_read(claws):
    """A message can be known by two names, so their number does not tell."""
    before = rows(claws, 'select key from known')
    until(lambda: False, 5)
    return before == rows(claws, 'select key from known')


def is_quiet():
    return all(any(quiet in (w.get_name() or '') for quiet in QUIET)
               for w in windows())


def turn(ours, number):
    pages = every('page tab list', ours)[0]
    pages.get_selection_iface().select_child(number)


@anew
def shows(ours, words):
    return any(words in (w.get_name() or '') and is_showing(w)
               for w in walk(ours))


def window_story(claws):
    """A name is a name on each page, in lists and in what is beside them."""
    click(menu('Introductions…'))
    ours = claws.wait('the window opens',
                      lambda: window('Tertius: introductions'))
    for number, page in enumerate(('what is due', 'introductions', 'people')):
        turn(ours, number)
        claws.wait(f'names are as they are in {page}',
                   lambda: shows(ours, '<b>Friend &lt; & Co'))
    claws.wait('and beside, where one person is', lambda: label(
        'What happened', ours) and any(
            '<b>' in (w.get_name() or '') or '<i>' in (w.get_name() or '')
            for w in walk(ours)
            if w.get_role_name() == 'label' and is_showing(w)))


def strip_story(claws):
    """Words are words in what is pointed out, and in what is asked."""
    claws.select(1)
    click(claws.wait('an introduction', lambda: button('Why?')))
    why = claws.wait('the reasons are shown', lambda: window('Tertius: why?'))
    claws.wait('under the names as they are',
               lambda: label(CAROL.format(0), why))
    click(button('Close', why))
    click(button('Thank both'))
    draft = claws.wait('a draft', composer)
    type_into(body_of(draft), '[… <b>a</b> & &lt; …] ')
    claws.wait('words are pointed out as they are',
               lambda: label('“[… <b>a</b> & &lt; …]”', draft))


def fits(widget):
    box = place(widget)
    return box.width <= SCREEN[0] and box.height <= SCREEN[1]


def size_story(claws, n):
    """Nothing is larger than the screen for what a stranger wrote."""
    claws.select(n - 1)
    click(claws.wait('a very long name', lambda: label('W' * 99, reader()) and
                     button('Why?')))
    why = claws.wait('why', lambda: window('Tertius: why?'))
    claws.wait('is told', lambda: label('What speaks for it', why))
    ok('that makes nothing too wide', fits(reader()) and fits(why))
    click(button('Close', why))
    # Its row is the first of the list, and our menu the last of the row's.
    write(claws.mail + '/sent/1', CROWD)
    claws.select(1, 'sent')
    claws.wait('mail to a hundred', lambda: any(
        'To all of you.' in text for text in texts(reader())))

    def offer(i):
        for _ in range(2 * i):
            press(ESCAPE)
        point_at(reader(), 386, 133, 'b3c')
        time.sleep(0.5 + i)
        for key in UP, RIGHT, RETURN:
            press(key)
            time.sleep(0.1 + 0.2 * i)
    dialog = claws.wait('who of them is asked', lambda: again(
        offer, lambda: window('Tertius: introduction')))
    claws.wait('with each', lambda: find(
        'check box', 'P99 <p99@many.example>', dialog, hidden=True))
    time.sleep(0.3)
    ok('which makes nothing too high', fits(dialog))


def story(claws):
    good, n = put(claws)
    wrapper = claws.folder + '/tertius'
    write(wrapper, '#!/bin/sh\ncase $1 in\n'
          f'worker) exec /usr/bin/python3 {__file__} --worker {BUILD}/tertius;;'
          f'\n*) exec {BUILD}/tertius "$@";;\nesac\n', 0o700)
    claws.start(TERTIUS_PROGRAM=wrapper)
    claws.wait('Claws Mail starts', lambda: menu('Introductions…'))
    claws.wait(f'each of {n} messages is read or listed', lambda: len(rows(
        claws, 'select key from known union select key from unreadable')) >= n,
        120)
    claws.wait('and nothing more is to be read', lambda: has_read(claws), 60)
    listed = rows(claws, 'select reason from unreadable')
    say(f'{len(listed)} are listed: ' + '; '.join(sorted(set(listed))))
    ok('what crashes the worker is among them',
       sum('the reader ended' in reason for reason in listed) == 3)
    kept = rows(claws, "select count(*) from message where message_id like "
                "'intro-%@good.example'")[0]
    ok(f'and each of {good} good ones between is read', kept == good)
    ok('the client does not notice', claws.process.poll() is None and
       is_quiet() and not label('Tertius waits', reader()))
    claws.select(n)
    claws.wait('and shows the last', lambda: button('Thank both'), 120)
    claws.select(1)
    claws.wait('and the first', lambda: button('Thank both'))
    claws.wait('with the names as they are', lambda: label(
        BOB.format(0), reader()) and label(CAROL.format(0), reader()))
    size_story(claws, n)
    window_story(claws)
    strip_story(claws)
    told = subprocess.run([BUILD + '/tertius', 'doctor', '--ledger',
                           claws.ledger], capture_output=True, text=True)
    # Once the client has a list of its own, by the names in that.
    ok('the command tells what was listed',
       'could not be read' in told.stdout)
    ok('and it ends well', claws.end() == 0)
    first = rows(claws, 'select id from message order by id')
    claws.start(TERTIUS_PROGRAM=wrapper)
    claws.wait('it starts again', lambda: menu('Introductions…'))
    claws.select(1)
    claws.wait('with what it knew', lambda: button('Thank both'))
    until(lambda: False, 3)
    ok('and has each of them once', first == rows(
        claws, 'select id from message order by id'))
    ok('and ends well', claws.end() == 0)


with Claws(sys.argv[1]) as mail:
    try:
        story(mail)
    finally:
        plan()
