# SPDX-License-Identifier: GPL-3.0-or-later
"""What may go wrong around Tertius in a real Claws Mail. Speaks TAP.

    claws-faults.py FOLDER [PORT [SAID]]  PORT: of a server that hangs up once;
                                      SAID: within a message, and what it was
                                      told
    claws-faults.py --letters FOLDER  writes the letters on the server

LONG=1 kills at 200 moments instead of 10.
"""
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

from claws_mail import (ADA, BUILD, FOLDERS, HEARTBEAT, TERTIUS, VALGRIND, Claws,
                        button, click, label, letter, menu, ok, plan, say,
                        until, window, windows, write)

N = 1500
KILLS = 200 if os.environ.get('LONG') else 10
RELOADS = 20
# What windows a quiet client has.
QUIET = ('Claws Mail', 'Tertius')


def make_letters(n):
    return [letter(f'Person {i % 30} <p{i % 30}@s{i % 7}.example>', ADA, '',
                   f'Plans {i}', f'm{i}@x.example',
                   f'Hello Ada, this is letter {i}.\n' * 30, 1 + i / 10)
            for i in range(n)]


def intro(i):
    return letter('Bob Friend <bob@friends.example>', ADA,
                  'Carol New <carol@newco.example>', 'Intro: Ada <> Carol',
                  f'intro-{i}@friends.example',
                  'Hi Ada, meet Carol New, who runs research at Newco. '
                  'Carol, meet Ada.\nThe two of you should talk.\n\nBob\n',
                  0.1)


def is_quiet():
    """No window that asks something."""
    return all(any(quiet in (w.get_name() or '') for quiet in QUIET)
               for w in windows())


def start(claws, name='Claws Mail starts', **environment):
    claws.start(TERTIUS_PLUGIN=TERTIUS, **environment)
    claws.wait(name, lambda: menu('Introductions…'))


def end(claws, name='and ends well'):
    ok('no window asks anything', is_quiet())
    ok(name, claws.end() == 0)


def hooks_are_gone(beat):
    """What stands before the client counts them; valgrind cannot have it."""
    had, left = [[int(line.split()[0]) for line in open(beat)
                  if line.endswith(f' {what}\n')]
                 for what in ('had', 'left')]
    ok('and each time no hook was left', len(had) == RELOADS and
       min(had) > 0 and left == [0] * RELOADS)


def reload(folder):
    with Claws(folder, letters=[intro(1)] + make_letters(50),
               plugins=[HEARTBEAT, TERTIUS]) as claws:
        beat = folder + '/beat'
        start(claws, TERTIUS_HEARTBEAT=beat,
              **({} if VALGRIND else {'LD_PRELOAD': HEARTBEAT}))
        claws.select(1)
        claws.wait('a banner stands', lambda: button('Thank both'))
        done = 0
        for _ in range(RELOADS):
            claws.process.send_signal(signal.SIGUSR1)
            gone = until(lambda: not menu('Introductions…'))
            left = button('Thank both')
            claws.process.send_signal(signal.SIGUSR1)
            back = until(lambda: menu('Introductions…'))
            done += bool(gone and back and not left)
        ok(f'it is taken out and brought back {RELOADS} times',
           done == RELOADS)
        claws.select(2)
        claws.select(1)
        claws.wait('and works as before', lambda: button('Thank both'))
        claws.wait('with one engine', lambda: len(claws.servers()) == 1)
        if not VALGRIND:
            hooks_are_gone(beat)
        end(claws)


def is_all_done(claws, n):
    return claws.known() + claws.known(table='unreadable') >= n


def kill(folder):
    """The engine and its workers are killed while the history is read."""
    random.seed(8)
    n = N * (10 if KILLS > 10 else 1)
    with Claws(folder, letters=make_letters(n)) as claws:
        start(claws)
        killed = 0
        deadline = time.monotonic() + 600
        while killed < KILLS and time.monotonic() < deadline:
            time.sleep(random.uniform(0, 0.3))
            servers = claws.servers()
            if not servers:
                continue
            workers = subprocess.run(
                ['pgrep', '-P', str(servers[0])], capture_output=True,
                text=True).stdout.split()
            victims = [int(w) for w in workers] if killed % 2 else servers
            for pid in victims:
                try:
                    os.kill(pid, signal.SIGKILL)
                    killed += pid == victims[0]
                except ProcessLookupError:
                    pass
            if is_all_done(claws, n):
                # Once more from the beginning.
                claws.end()
                shutil.move(claws.rc + '/tertius', f'{folder}/before-{killed}')
                start(claws, 'again')
        ok(f'killed at {killed} moments', killed >= KILLS)
        whole = until(lambda: is_all_done(claws, n), 300)
        ok('what cannot be read is listed, and nothing is lost', whole)
        say(f"{claws.known()} read, {claws.known(table='unreadable')} listed")
        ok('the client runs on', claws.process.poll() is None)
        end(claws)


def vanish(folder):
    """A folder goes while it is read."""
    with Claws(folder, letters=make_letters(N)) as claws:
        start(claws)
        until(lambda: claws.known() > 60)
        # The client may write its list there meanwhile, and make the folder anew.
        os.rename(claws.mail + '/inbox', folder + '/gone')
        shutil.rmtree(folder + '/gone')
        write(claws.mail + '/sent/1', intro(1))
        os.makedirs(claws.mail + '/inbox', exist_ok=True)
        claws.remote('--select', '#mh/Mailbox/sent')
        until(lambda: claws.known("count(*) filter (where message_id like "
                            "'intro%')"))
        ok('a folder that vanishes is passed over',
           claws.process.poll() is None)
        end(claws)


def broken(folder):
    """The ledger is damaged, then locked, then missing."""
    with Claws(folder, letters=[intro(1)]) as claws:
        write(claws.ledger, 'no ledger at all\n' * 500)
        start(claws)
        click(menu('Introductions…'))
        claws.wait('a damaged ledger is told in the window',
                   lambda: label('ledger', window('Tertius')))
        claws.select(1)
        ok('and kept as it is', 'no ledger' in open(claws.ledger).read(100))
        end(claws)
        os.remove(claws.ledger)
        start(claws, 'Claws Mail starts without a ledger')
        claws.select(1)
        claws.wait('a missing one is made', lambda: button('Thank both'))
        end(claws)
        write(claws.mail + '/inbox/2', intro(2))
        # The client compares whole seconds.
        os.utime(claws.mail + '/inbox', (time.time() + 5,) * 2)
        lock = sqlite3.connect(claws.ledger, isolation_level=None)
        lock.execute('begin exclusive')
        start(claws, 'Claws Mail starts with a locked one')
        claws.remote('--select', '#mh/Mailbox/inbox')
        ok('which does not hold the client', claws.remote('--status') and
           claws.process.poll() is None)
        claws.wait('is told in the status bar', lambda: label('locked') or
                   label('Tertius waits'), 60)
        lock.execute('rollback')
        lock.close()
        claws.wait('and read on when it is free',
                   lambda: claws.known() == 2, 90)
        end(claws)


def blind(folder):
    """At first the engine cannot say what may be read."""
    folders = FOLDERS + (('normal', 'private'),)
    with Claws(folder, letters=[intro(1)], folders=folders,
               settings='[mail]\nskip-folders=#mh/Mailbox/private\n'
               ) as claws:
        write(claws.mail + '/private/1', intro(2))
        program = folder + '/tertius'
        start(claws, TERTIUS_PROGRAM=program)
        claws.remote('--select', '#mh/Mailbox/private')
        claws.wait('without an engine it says so',
                   lambda: label('Tertius waits'))
        os.symlink(BUILD + '/tertius', program)
        claws.wait('with one, what may be read is read',
                   lambda: claws.known(), 90)
        claws.remote('--select', '#mh/Mailbox/inbox')
        time.sleep(2)
        ok('and nothing else', claws.known() == claws.known(
            "count(*) filter (where message_id like 'intro-1@%')") == 1)
        end(claws)


def offline(folder):
    with Claws(folder, letters=[intro(1)]) as claws:
        start(claws)
        claws.remote('--offline')
        claws.select(1)
        claws.wait('offline, what is here is read',
                   lambda: button('Thank both'))
        end(claws)


def hang_up(folder, port):
    """The server hangs up in the middle of a message."""
    with Claws(folder, port=port) as claws:
        start(claws)
        claws.remote('--select', '#imap/Imap/INBOX')
        claws.wait('it hangs up while we fetch',
                   lambda: "can't fetch message" in claws.log())
        claws.remote('--select', '#mh/Mailbox/inbox')
        ok('the client runs on', claws.remote('--status') and
           claws.process.poll() is None)
        end(claws)
        start(claws, 'at the next start')
        claws.remote('--select', '#imap/Imap/INBOX')
        claws.wait('the rest is read', lambda: claws.known() == 60)
        end(claws)


def hang_up_within(folder, port, said):
    """The server hangs up within the bytes of a message: the client's library
    waits for ever then, until we let its fetch go."""
    with Claws(folder, port=port) as claws:
        start(claws)
        claws.remote('--select', '#imap/Imap/INBOX')
        claws.wait('it hangs up within a message that we fetch',
                   lambda: re.search('UID FETCH 20 ', open(said).read()))
        if os.environ.get('LONG'):
            claws.wait('after a while the client is free again', lambda:
                       "can't fetch message" in claws.log(), 120)
        else:
            time.sleep(2)
        ok('the client runs on', claws.remote('--status') and
           claws.process.poll() is None)
        end(claws)


def main():
    if sys.argv[1] == '--letters':
        for i, text in enumerate(make_letters(60)):
            write(f'{sys.argv[2]}/{i}.letter', text)
        return
    try:
        if len(sys.argv) > 3:
            hang_up_within(*sys.argv[1:])
            return
        if len(sys.argv) > 2:
            hang_up(sys.argv[1], sys.argv[2])
            return
        only = os.environ.get('ONLY')
        for part in reload, kill, vanish, broken, blind, offline:
            if only in (None, part.__name__):
                part(f'{sys.argv[1]}/{part.__name__}')
    finally:
        plan()


main()
