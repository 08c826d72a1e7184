#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py SHIM TERTIUS MAIL FOLDER [PLACE OPTION...]: scans MAIL, a Maildir, into a
ledger in FOLDER with the n-th call of each kind failing, for each n up to the
number of calls of a whole run (of thousands, some). Speaks TAP. With PLACE, it is
that which is scanned, into a new ledger each time, and only the kinds in KINDS
("tool:read worker:memory") fail.

Each time: the program ends by itself and says in a line why, or has done all its
work; the ledger is whole and has lost nothing; the next run does what is left."""
import os
import shutil
import sqlite3
import struct
import subprocess
import sys

SHIM, TERTIUS, MAIL, FOLDER = sys.argv[1:5]
SCAN = ('scan', '--no-progress', *(sys.argv[5:] or [MAIL]))
KINDS = os.environ.get('KINDS', 'tool:write tool:sync tool:read tool:open '
                       'tool:folder tool:memory worker:memory')
# So many n of a kind; where there are more calls, spread over all of them.
EACH_MAX = int(os.environ.get('EACH_MAX', '24'))
# GLib ends a program that gets no memory, and says so.
NO_MEMORY = 'failed to allocate'

ledger = os.path.join(FOLDER, 'ledger.db')
counted = os.path.join(FOLDER, 'count')
n_tests = int(os.environ.get('TESTS_BEFORE', '0'))


def check(what, problems):
    global n_tests
    n_tests += 1
    print('not ok' if problems else 'ok', n_tests, '-', what, flush=True)
    for problem in problems[:5]:
        print('#', problem)


def run(*arguments, env=None):
    return subprocess.run([TERTIUS, *arguments, '--ledger', ledger],
                          capture_output=True, timeout=60, check=False,
                          env=dict(os.environ, **(env or {})))


def fail(kind, where, at, *arguments):
    with open(counted, 'wb') as file:
        file.write(bytes(8))
    result = run(*arguments, env={
        'LD_PRELOAD': SHIM, 'FAILING_KIND': kind, 'FAILING_IN': where,
        'FAILING_AT': str(at), 'FAILING_COUNT': counted,
        # Else GLib keeps memory for itself, and asks for less.
        'G_SLICE': 'always-malloc'})
    with open(counted, 'rb') as file:
        return result, struct.unpack('Q', file.read())[0]


def lay(kept):
    """The ledger @kept (or none) in its place."""
    for end in ('', '-wal', '-shm', '-journal'):
        if os.path.exists(ledger + end):
            os.remove(ledger + end)
    if kept:
        shutil.copy(kept, ledger)


def ids():
    """All that is kept; when it began is another moment for each ledger."""
    return {line for line in run('export').stdout.splitlines()
            if not line.startswith(b'{"v":1,"began"')}


def judge_end(result):
    words = result.stderr.decode(errors='replace')
    if result.returncode < 0:
        return [] if NO_MEMORY in words else [f'signal {-result.returncode}: {words}']
    if result.returncode not in (0, 1, 2, 3, 4):
        return [f'status {result.returncode}: {words}']
    if result.returncode != 0 and not words.strip():
        return [f'status {result.returncode} without a word']
    return []


def judge_ledger():
    if not os.path.exists(ledger):
        return []
    with sqlite3.connect(ledger) as db:
        told = db.execute('PRAGMA integrity_check').fetchone()[0]
    return [] if told == 'ok' else [f'ledger: {told}']


def try_one(kind, where, at, kept, before, whole):
    lay(kept)
    try:
        result, _ = fail(kind, where, at, *SCAN)
    except subprocess.TimeoutExpired:
        return [f'{kind} {at} in the {where}: it never ends']
    problems = judge_end(result) + judge_ledger()
    there = ids()
    if not before <= there:
        problems.append('what was kept before is lost')
    if result.returncode == 0 and there != whole:
        problems.append('it says that all is well, and it is not')
    run(*SCAN)
    if ids() != whole:
        problems.append('the next run does not do what is left')
    return [f'{kind} {at} in the {where}: {p}' for p in problems]


def moments(calls):
    if calls <= EACH_MAX:
        return range(1, calls + 1)
    # The first ones whole, as they open things; then ever further apart.
    picked, at = [], 1.0
    step = (calls / 8) ** (1 / (EACH_MAX - 8))
    picked = list(range(1, 9))
    at = 8.0
    while len(picked) < EACH_MAX:
        at = max(at + 1, at * step)
        picked.append(min(int(at), calls))
    return sorted(set(picked))


def begin():
    """A ledger that has the half of it, and what is in it, before and after."""
    half = os.path.join(FOLDER, 'half')
    os.makedirs(half + '/cur')
    os.makedirs(half + '/new')
    messages = sorted(os.listdir(MAIL + '/cur'))
    for name in messages[::2]:
        shutil.copy(os.path.join(MAIL, 'cur', name), half + '/cur/')
    kept = os.path.join(FOLDER, 'kept.db')
    run('scan', '--no-progress', half)
    with sqlite3.connect(ledger) as db:
        db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    shutil.copy(ledger, kept)
    before = ids()
    run(*SCAN)
    whole = ids()
    check('there is something to lose and something to win',
          [] if before and before < whole else ['the mail is too small'])
    return kept, before, whole


def try_kinds(kept, before, whole):
    for where, kind in (one.split(':') for one in KINDS.split()):
        lay(kept)
        _, calls = fail(kind, where, 0, *SCAN)
        tried = list(moments(calls))
        problems = [] if calls else ['nothing is called']
        for at in tried:
            problems += try_one(kind, where, at, kept, before, whole)
        check(f'{kind} in the {where}: each of {len(tried)} of {calls} calls '
              'may fail; the ledger is whole', problems)


def try_beginning(whole):
    lay(None)
    _, calls = fail('write', 'tool', 0, *SCAN)
    problems = []
    for at in moments(calls):
        problems += try_one('write', 'tool', at, None, set(), whole)
    check('a ledger that is begun while the disk fills is whole or none', problems)


def try_place():
    lay(None)
    run(*SCAN)
    whole = ids()
    check(f'{os.path.basename(SCAN[2])} is read', [] if whole else ['nothing in it'])
    try_kinds(None, set(), whole)


def main():
    if len(sys.argv) > 5:
        try_place()
    else:
        kept, before, whole = begin()
        try_kinds(kept, before, whole)
        try_beginning(whole)
    print(f'1..{n_tests}')


main()
