# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what Tertius costs a real Claws Mail, and fails when it is too much.

    claws.py --letters FOLDER N  writes N letters there, as a Maildir has them
    claws.py loop FOLDER N [FAST SLOW]
                        the longest time that the main loop was held while N
                        messages are read, five times, and by Claws Mail alone;
                        from MH, or from an IMAP server that is at both ports
    claws.py first FOLDER N SLOW
                        how long until all are known of a folder on the server
                        that the client has never opened
    claws.py out FOLDER N
                        the same while Tertius is taken out, with its window
                        open on N introductions
    claws.py start FOLDER INTRODUCTIONS MESSAGES
                        how much later Claws Mail is up, and how much memory it
                        has, with a ledger of that size

What measures is a plugin of its own (tests/claws/heartbeat.c).
"""
import collections
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
from claws_mail import (ADA, BUILD, HEARTBEAT, TERTIUS, Claws, click,  # noqa: E402
                        find, letter, menu, ok, plan, say, until, window,
                        windows, write)

TIMED = BUILD + '/timed/tertius.so'
HELD_MAX = 10      # milliseconds
LATER_MAX = 50     # milliseconds
LARGER_MAX = 20    # MiB
RUNS = int(os.environ.get('RUNS', '5'))
# So long a run may take until all is known.
SECONDS_MAX = int(os.environ.get('SECONDS_MAX', '120'))
# So many messages are fetched over the slow line before a run ends: of all, that
# would be hours, as each is a question to the server.
FETCHED = int(os.environ.get('FETCHED', '30'))
# Claws Mail alone is looked at for so long.
ALONE_SECONDS = 20
# Other programs are not what is measured: Claws Mail goes before them where that
# may be asked for.
BEFORE = ['nice', '-n', '-10'] if os.geteuid() == 0 else []

Beat = collections.namedtuple('Beat', 'moment late ours worked fetching what')


def make_letter(i, n):
    text = f'Hello Ada, this is letter {i} about our plans.\n' * 20
    return letter(f'Person {i % 300} <p{i % 300}@s{i % 40}.example>', ADA, '',
                  f'Plans {i}', f'm{i}@x.example', text, 1 + 700 * i / n)


def make_introduction(i, n):
    return letter(
        f'Friend {i % 500} <f{i % 500}@friends.example>', ADA,
        f'Newcomer {i} <n{i}@newco.example>', f'Intro: Ada <> N{i}',
        f'intro-{i}@friends.example',
        f'Hi Ada, meet Newcomer {i}, who runs research. Newcomer, meet '
        'Ada.\nThe two of you should talk.\n\nFriend\n', 20 + i * 900 / n)


# --- The main loop ----------------------------------------------------------

def read_beats(path):
    lines = [line.split() for line in open(path)]
    return [Beat(*map(float, line[:5]), line[5])
            for line in lines if len(line) == 6]


def worst(beats, column):
    return max((getattr(beat, column) for beat in beats), default=0)


def function(address):
    """Its name in the plugin that tells of itself."""
    if not address.startswith('0x'):
        return address
    found = subprocess.run(['addr2line', '-f', '-e', TIMED, address],
                           capture_output=True, text=True)
    return found.stdout.split('\n')[0] or address


def tell(name, beats):
    """What the loop was held in all, and by us. The latter."""
    calls = [b for b in beats if b.what.startswith('calls:')]
    beats = [b for b in beats if b.what != 'up' and b not in calls]
    say(f'{name}: the loop was held at most {worst(beats, "late"):.1f} ms, '
        f'more than {HELD_MAX} ms {sum(b.late > HELD_MAX for b in beats)} '
        'times')
    for call in calls[-1:]:
        if call.moment:
            say(f'  {call.moment:.0f} calls of Tertius, at most {call.late:.1f}'
                f' ms in one ({function(call.what[6:])})')
    for beat in sorted(beats, key=lambda b: -b.ours)[:2]:
        if beat.ours > 0:
            say(f'  {beat.ours:.1f} of {beat.late:.1f} ms in Tertius, '
                f'{beat.worked:.1f} of them on the processor: '
                f'{function(beat.what)}')
    held = max([worst(beats, 'ours')] + [call.late for call in calls])
    return held, worst(beats, 'worked'), worst(beats, 'late')


def stop(claws, beat):
    """Takes Tertius out, and ends the client: by itself, that would need a
    minute with so many new messages in a folder that is open."""
    claws.process.send_signal(signal.SIGUSR1)
    out = until(lambda: 'calls:' in open(beat).read())
    claws.process.kill()
    claws.process.wait()
    return out


def forget(claws):
    """Nothing of it was read yet; the client's list of the server's is as it
    was."""
    shutil.rmtree(claws.rc + '/tertius', ignore_errors=True)
    if claws.port:
        shutil.rmtree(claws.imap_cache())
        shutil.copytree(claws.folder + '/listed', claws.imap_cache())
        return
    for name in '.claws_cache', '.claws_mark':
        if os.path.exists(f'{claws.mail}/inbox/{name}'):
            os.remove(f'{claws.mail}/inbox/{name}')


def begin(claws, beat):
    write(beat, '')
    claws.start(BEFORE, TERTIUS_HEARTBEAT=beat)
    until(windows)
    claws.remote('--select', '#imap/Imap/INBOX' if claws.port else
                 '#mh/Mailbox/inbox')
    return time.monotonic()


def await_known(claws, n, began):
    """Seconds until all are known; None: too long."""
    return until(lambda: claws.known() >= n, SECONDS_MAX) and \
        time.monotonic() - began


def run_with(claws, n, name):
    """Of one run, what the loop was held by us, and of that on the
    processor."""
    forget(claws)
    claws.become(claws.port, [HEARTBEAT, TIMED])
    beat = claws.folder + '/beat'
    took = await_known(claws, n, begin(claws, beat))
    ok(f'{name}: all {n} messages are known', bool(took))
    say(f'  after {took or SECONDS_MAX:.0f} s')
    if claws.port:
        ok(f'  and {FETCHED} are fetched whole', bool(until(
            lambda: claws.fetched() >= FETCHED, SECONDS_MAX)))
    out = stop(claws, beat)
    held, worked, _ = tell(f'{name}, with Tertius', read_beats(beat))
    ok(f'{name}: the loop is never held by us for more than {HELD_MAX} ms by '
       f'the clock ({held:.1f}), while Tertius is taken out neither',
       bool(out) and held <= HELD_MAX)
    return held, worked


def run_alone(claws, name):
    forget(claws)
    claws.become(claws.port, [HEARTBEAT])
    beat = claws.folder + '/beat'
    begin(claws, beat)
    time.sleep(ALONE_SECONDS)
    claws.process.kill()
    claws.process.wait()
    return tell(f'{name}, Claws Mail alone', read_beats(beat))[2]


def loop(folder, n, fast=None, slow=None):
    letters = () if fast else [make_letter(i, n) for i in range(n)]
    name = 'IMAP' if fast else 'MH'
    with Claws(folder, fast, letters, plugins=['none.so']) as claws:
        if fast:
            say(f'{name}: its list made in {claws.open_once(n):.0f} s, on a '
                'fast line')
            shutil.copytree(claws.imap_cache(), folder + '/listed')
            claws.port = slow
        alone = run_alone(claws, name)
        runs = [run_with(claws, n, f'{name}, run {i + 1} of {RUNS}')
                for i in range(RUNS)]
    say(f'{name}: worst of each run, held by Tertius by the clock: '
        f'{", ".join(f"{held:.1f}" for held, _ in runs)} ms; on the processor: '
        f'{", ".join(f"{worked:.1f}" for _, worked in runs)} ms; by Claws Mail '
        f'alone: {alone:.0f} ms')


def first(folder, n, slow):
    """What takes long is the client's own list: it asks for fifty heads at a
    time."""
    with Claws(folder, slow, plugins=[HEARTBEAT, TIMED]) as claws:
        beat = folder + '/beat'
        began = begin(claws, beat)
        listed = until(lambda: claws.known() > 0, 900) and \
            time.monotonic() - began
        ok('the client makes its list', bool(listed))
        took = await_known(claws, n, began)
        ok(f'and then all {n} are known', bool(took))
        say(f'IMAP, never opened before: the client\'s list after '
            f'{listed or 900:.0f} s, all known {(took or 0) - listed:.0f} s '
            'later')
        stop(claws, beat)
        held = tell('IMAP, never opened before', read_beats(beat))[0]
        ok(f'the loop is never held by us for more than {HELD_MAX} ms '
           f'({held:.1f})', held <= HELD_MAX)


def open_pages(claws):
    """All of them, the introductions last."""
    click(until(lambda: menu('Introductions…')))
    ours = until(lambda: window('Tertius'))
    tabs = until(lambda: find('page tab', 'Introductions', ours)).get_parent()
    for page in 0, 2, 3, 4, 1:
        tabs.get_selection_iface().select_child(page)
        time.sleep(1)


def out(folder, n):
    """Only what is done while it is taken out: until its last beat but for the
    window, which is gone some beats later."""
    with Claws(folder, letters=[make_introduction(i, n) for i in range(n)],
               plugins=[HEARTBEAT, TIMED]) as claws:
        beat = folder + '/beat'
        write(beat, '')
        claws.start(BEFORE, TERTIUS_HEARTBEAT=beat, TERTIUS_PLUGIN=TIMED)
        until(lambda: menu('Introductions…'))
        ok('all is read', bool(until(lambda: claws.known() >= n, SECONDS_MAX)))
        held = []
        for _ in range(RUNS):
            open_pages(claws)
            began = time.monotonic()
            claws.process.send_signal(signal.SIGUSR1)
            until(lambda: not menu('Introductions…') and
                  not window('Tertius'))
            time.sleep(1)
            held.append(max((b for b in read_beats(beat)
                             if b.moment >= began and b.what[0] == '0'),
                            key=lambda b: b.ours, default=None))
            claws.process.send_signal(signal.SIGUSR1)
            until(lambda: menu('Introductions…'))
        ok('and the client ends well', claws.end() == 0)
    gaps = [b.ours if b else 0 for b in held]
    say('taken out with the window open: held by Tertius for '
        f'{", ".join(f"{gap:.1f}" for gap in gaps)} ms by the clock, '
        f'{", ".join(f"{b.worked if b else 0:.1f}" for b in held)} on the '
        'processor')
    ok(f'at most {HELD_MAX} ms', max(gaps) <= HELD_MAX)


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
        write(f'{mail}/i{i}', make_introduction(i, introductions))
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
    up = until(lambda: [b.moment for b in read_beats(beat)
                        if b.what == 'up'])
    took = (up[0] - began) * 1000
    time.sleep(6)
    memory = claws.memory() / 1024
    claws.end()
    return took, memory


def start(folder, introductions, messages):
    claws = {
        False: Claws(folder + '/without', plugins=[HEARTBEAT]),
        True: Claws(folder + '/with', plugins=[HEARTBEAT, TERTIUS])}
    fill_ledger(claws[True], introductions, messages)
    results = {False: [], True: []}
    for _ in range(RUNS):
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
    what, folder, *rest = sys.argv[1:]
    numbers = [int(n) for n in rest]
    if what == '--letters':
        for i in range(numbers[0]):
            # Seen, as history is.
            write(f'{folder}/{i + 1}.letter:2,S', make_letter(i, numbers[0]))
        return
    try:
        {'loop': loop, 'first': first, 'out': out,
         'start': start}[what](folder, *numbers)
    finally:
        plan()


main()
