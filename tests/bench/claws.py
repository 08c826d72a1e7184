# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what Tertius costs a real Claws Mail, and fails when it is too much.

    claws.py --letters FOLDER N  writes N letters there, as a Maildir has them
    claws.py heartbeat FOLDER N [PORT]
                        the longest time that the main loop was held, while N
                        messages are read, from MH or from the IMAP server
    claws.py start FOLDER INTRODUCTIONS MESSAGES
                        how much later Claws Mail is up, and how much memory it
                        has, with a ledger of that size

The heartbeat is a plugin of its own (tests/claws/heartbeat.c).
"""
import json
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.environ['TERTIUS_SOURCE_DIR'] + '/tests/live')
from claws_mail import (ADA, BUILD, Claws, click, letter, menu, ok, plan, say,
                        until, window, windows, write)  # noqa: E402

HEARTBEAT = BUILD + '/tests/claws/heartbeat.so'
TIMED = BUILD + '/timed/tertius.so'
HELD_MAX = 10      # milliseconds
LATER_MAX = 50     # milliseconds
LARGER_MAX = 20    # MiB
# Between two looks at how far it is.
PAUSE = 1


def make_letter(i, n):
    text = f'Hello Ada, this is letter {i} about our plans.\n' * 20
    return letter(f'Person {i % 300} <p{i % 300}@s{i % 40}.example>', ADA, '',
                  f'Plans {i}', f'm{i}@x.example', text, 1 + 700 * i / n)


def read_gaps(path):
    """Moment, gap, of that in Tertius, while the client fetches, and where; in
    milliseconds."""
    gaps = []
    for line in open(path):
        fields = line.split()
        if len(fields) == 5:
            gaps.append([float(x) for x in fields[:4]] + [fields[4]])
    return gaps


def worst(gaps, column):
    return max((gap[column] for gap in gaps), default=0)


def function(address):
    """Its name in the plugin that tells of itself."""
    if not address.startswith('0x'):
        return address
    found = subprocess.run(['addr2line', '-f', '-e', TIMED, address],
                           capture_output=True, text=True)
    return found.stdout.split('\n')[0] or address


def tell(name, gaps):
    """What the loop was held in all, in our calls, and while it fetches."""
    calls = [g for g in gaps if g[4].startswith('calls:')]
    gaps = [g for g in gaps if g[4] != 'up' and g not in calls]
    say(f'{name}: the loop was held at most {worst(gaps, 1):.1f} ms, more '
        f'than {HELD_MAX} ms {sum(g[1] > HELD_MAX for g in gaps)} times')
    fetched = [g for g in gaps if g[3] > g[1] / 2]
    if fetched:
        say(f'  in the client\'s own fetches at most {worst(fetched, 1):.1f} '
            f'ms, more than {HELD_MAX} ms '
            f'{sum(g[1] > HELD_MAX for g in fetched)} times')
    for call in calls:
        if call[0]:
            say(f'  in {call[0]:.0f} calls of Tertius at most {call[1]:.1f} ms '
                f'in one ({function(call[4][6:])}), {worst(gaps, 2):.1f} ms '
                'between two beats')
    for gap in sorted(gaps, key=lambda g: -g[2])[:3]:
        if gap[2] > 0:
            say(f'  {gap[2]:.1f} of {gap[1]:.1f} ms in Tertius: '
                f'{function(gap[4])}')
    return worst(gaps, 2), max((c[0] for c in calls), default=0), \
        max((c[1] for c in calls), default=0)


def open_folder(claws):
    claws.remote('--select', '#imap/Imap/INBOX' if claws.port else
                 '#mh/Mailbox/inbox')


# Other programs are not what is measured: Claws Mail goes before them where that
# may be asked for.
BEFORE = ['nice', '-n', '-10'] if os.geteuid() == 0 else []


def heartbeat(folder, n, port, kind):
    """KIND: "with" Tertius, or Claws Mail "alone", or "fetching" as Tertius
    does."""
    letters = () if port else [make_letter(i, n) for i in range(n)]
    plugins = [HEARTBEAT] + [TIMED] * (kind == 'with')
    environment = {'TERTIUS_FETCH': '#imap/Imap/INBOX'} \
        if kind == 'fetching' else {}
    with Claws(folder, port, letters, plugins=plugins) as claws:
        beat = folder + '/beat'
        claws.start(BEFORE, TERTIUS_HEARTBEAT=beat, **environment)
        until(windows)
        open_folder(claws)
        began = time.monotonic()
        seconds = int(os.environ.get('SECONDS_MAX', '120'))
        done = 0
        while kind == 'with' and done < n and \
                time.monotonic() - began < seconds:
            time.sleep(PAUSE)
            done = claws.known()
        if kind != 'with':
            time.sleep(min(seconds, 20 if kind == 'alone' else 60))
        took = time.monotonic() - began
        # With so many new messages in a folder that is open, Claws Mail
        # itself takes a minute to end: for each, it goes through all.
        claws.process.send_signal(signal.SIGUSR1)
        out = kind != 'with' or until(
            lambda: 'calls:' in open(beat).read())
        claws.process.kill()
        where = 'IMAP' if port else 'MH'
        held, calls, longest = tell(f'{where}, {n} messages, ' + {
            'with': 'with Tertius', 'alone': 'Claws Mail alone',
            'fetching': 'Claws Mail alone, fetching'}[kind], read_gaps(beat))
        if kind != 'with':
            return
        say(f'{done} messages were read in {took:.0f} s')
        ok('something was read', done > 0 and calls > 0)
        ok(f'the loop is never held by us for more than {HELD_MAX} ms by the '
           f'clock ({held:.1f})', held <= HELD_MAX)
        ok('and is taken out within the same time', bool(out) and
           longest <= HELD_MAX)


# --- Starting ---------------------------------------------------------------

def fill_ledger(claws, introductions, messages):
    """A history of that size, read by the command as anybody's mail is."""
    made = os.environ.get('MADE_LEDGER')
    if made:
        os.makedirs(os.path.dirname(claws.ledger), exist_ok=True)
        shutil.copy(made, claws.ledger)
        return
    mail = claws.folder + '/history/cur'
    for i in range(introductions):
        write(f'{mail}/i{i}', letter(
            f'Friend {i % 500} <f{i % 500}@friends.example>', ADA,
            f'Newcomer {i} <n{i}@newco.example>', f'Intro: Ada <> N{i}',
            f'intro-{i}@friends.example',
            f'Hi Ada, meet Newcomer {i}, who runs research. Newcomer, meet '
            'Ada.\nThe two of you should talk.\n\nFriend\n',
            20 + i * 900 / introductions))
    for i in range(messages - introductions):
        write(f'{mail}/m{i}', make_letter(i, messages))
    for name in 'new', 'tmp':
        os.makedirs(f'{claws.folder}/history/{name}')
    subprocess.run([BUILD + '/tertius', 'scan', claws.folder + '/history',
                    '--ledger', claws.ledger, '--me', 'ada@example.org'],
                   check=False, stdout=subprocess.DEVNULL)
    with sqlite3.connect(claws.ledger) as db:
        say(f'ledger: {db.execute("select count(*) from message").fetchone()}'
            f' messages, {os.path.getsize(claws.ledger) >> 20} MiB')


def start_once(claws):
    """Milliseconds until the client answers, and MiB once it rests."""
    beat = claws.folder + '/beat'
    write(beat, '')
    began = time.monotonic()
    claws.start(TERTIUS_HEARTBEAT=beat)
    up = until(lambda: [g[0] for g in read_gaps(beat) if g[4] == 'up'])
    took = (up[0] - began) * 1000
    time.sleep(6)
    memory = claws.memory() / 1024
    claws.end()
    return took, memory


def start(folder, introductions, messages):
    runs = int(os.environ.get('RUNS', '5'))
    claws = {
        False: Claws(folder + '/without', plugins=[HEARTBEAT]),
        True: Claws(folder + '/with',
                    plugins=[HEARTBEAT, f'{BUILD}/tertius.so'])}
    fill_ledger(claws[True], introductions, messages)
    results = {False: [], True: []}
    for _ in range(runs):
        for kind in False, True:
            results[kind].append(start_once(claws[kind]))
    medians = {kind: [statistics.median(r[i] for r in results[kind])
                      for i in (0, 1)] for kind in results}
    say(json.dumps({'without': results[False], 'with': results[True]}))
    later = medians[True][0] - medians[False][0]
    larger = medians[True][1] - medians[False][1]
    say(f'up after {medians[False][0]:.0f} ms without, {medians[True][0]:.0f} '
        f'ms with; at rest {medians[False][1]:.1f} and '
        f'{medians[True][1]:.1f} MiB')
    ok(f'it is up at most {LATER_MAX} ms later ({later:.0f})',
       later <= LATER_MAX)
    ok(f'it is at most {LARGER_MAX} MiB larger ({larger:.1f})',
       larger <= LARGER_MAX)
    ok('the window opens on it', opens(claws[True]))


def opens(claws):
    with claws:
        claws.start()
        click(until(lambda: menu('Introductions…')))
        began = time.monotonic()
        found = until(lambda: window('Tertius'))
        say(f'the window is there after {time.monotonic() - began:.1f} s')
        return bool(found) and claws.end() == 0


def main():
    what, folder, n = sys.argv[1:4]
    if what == '--letters':
        for i in range(int(n)):
            write(f'{folder}/{i + 1}.letter', make_letter(i, int(n)))
        return
    if what == 'start':
        start(folder, int(n), int(sys.argv[4]))
    else:
        port = sys.argv[4] if len(sys.argv) > 4 else None
        for kind in ('alone', 'with') + ('fetching',) * bool(port):
            heartbeat(f'{folder}/{kind}', int(n), port, kind)
    plan()


main()
