# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures of every surface in a real Claws Mail, on the demo's mail.

    claws-pictures.py FOLDER PICTURES NAME [SMALL]

NAME begins each picture's name; with SMALL the window is small. Runs inside
xvfb-run and dbus-run-session: see claws-pictures.sh.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import time

from claws_mail import (BUILD, HEARTBEAT, TERTIUS, Claws, body_of, button, click,
                        composer, every, find, menu, type_into, until, walk, window,
                        write)

FOLDER, PICTURES, NAME = sys.argv[1:4]
IS_SMALL = len(sys.argv) > 4
DEMO = os.environ['TERTIUS_SOURCE_DIR'] + '/packaging/demo'
NOW = '2026-06-30T09:00:00+02:00'
ADDRESSES = 'mara@lindqvist.example.org', 'mara.lindqvist@werkbank.example.org'
PAGES = 'due', 'introductions', 'people', 'occasions', 'insights'
TABS = 'mail', 'reminders', 'calendar', 'drafts', 'privacy'


def prepare(claws):
    """Mara's accounts, mail and ledger, on the day of the demo."""
    path = claws.rc + '/accountrc'
    first = open(path).read().replace('ada@example.org', ADDRESSES[0]) \
        .replace('Ada Tester', 'Mara Lindqvist')
    second = first.replace('[Account: 1]', '[Account: 2]') \
        .replace('is_default=1', 'is_default=0') \
        .replace(ADDRESSES[0], ADDRESSES[1])
    write(path, first + second)
    os.makedirs(claws.rc + '/tertius', mode=0o700, exist_ok=True)
    shutil.copy(DEMO + '/config', claws.rc + '/tertius/config')
    common = ['--ledger', claws.ledger, '--config',
              claws.rc + '/tertius/config', '--now', NOW]
    subprocess.run([BUILD + '/tertius', 'scan', *common, '--quiet',
                    DEMO + '/Maildir', DEMO + '/calendar.ics'], check=False,
                   stdout=subprocess.DEVNULL)
    write(claws.folder + '/tertius',
          f'#!/bin/sh\nexec {BUILD}/tertius "$@" --now {NOW}\n', 0o700)
    for number, name in enumerate(sorted(
            glob.glob(DEMO + '/Maildir/cur/*') +
            glob.glob(DEMO + '/Maildir/new/*')), 1):
        shutil.copy(name, f'{claws.mail}/inbox/{number}')


def raise_window(title):
    """Without a window manager the client's own may lie above it."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name',
                            title], capture_output=True, text=True)
    for one in found.stdout.split()[-1:]:
        subprocess.run(['xdotool', 'windowraise', one], check=False)
        if IS_SMALL:
            subprocess.run(['xdotool', 'windowsize', one, '430', '480'],
                           check=False)
        time.sleep(0.7)
        return one
    return None


def shoot(name, title):
    time.sleep(1)
    one = raise_window(title)
    if one:
        subprocess.run(['import', '-window', one,
                        f'{PICTURES}/{NAME}-{name}.png'], check=False)


def number_of(claws, words):
    """Of the message in the inbox that has these words."""
    for path in glob.glob(claws.mail + '/inbox/*'):
        if re.search(r'/\d+$', path) and \
                words in open(path, errors='replace').read():
            return int(os.path.basename(path))
    raise SystemExit(f'no message has {words}')


def shoot_message(claws):
    claws.select(number_of(claws, 'CA6B1C87A42D=913108@'))
    thank = until(lambda: button('Thank both') or
                  button('Beiden danken'))
    time.sleep(2)
    shoot('banner', 'Claws Mail')
    if not thank:
        return
    click(thank)
    draft = until(lambda: next(w for w in (window('Re:'), composer()) if w))
    if not draft:
        return
    type_into(body_of(draft), 'You owe me one. ')
    time.sleep(3)
    for one in walk(draft):
        if (one.get_name() or '').startswith(('Next, 1', 'Weiter, 1')):
            click(one)
    shoot('strip', 'Re:')


def shoot_window():
    tabs = until(lambda: every('page tab list', window('Tertius')))[0]
    for number, name in enumerate(PAGES):
        raise_window('^Tertius')
        tabs.get_selection_iface().select_child(number)
        time.sleep(1.5)
        shoot(name, '^Tertius')


def shoot_preferences():
    item = menu('Preferences...') or menu('Einstellungen...')
    if not item:
        return
    click(item)
    dialog = until(lambda: window('Preferences') or window('Einstellungen'))
    tree = every('tree table', dialog)[0]
    row = until(lambda: next(w for w in walk(tree)
                             if w.get_name() == 'Tertius'))
    table = tree.get_table_iface()
    table.add_row_selection(table.get_row_at_index(row.get_index_in_parent()))
    time.sleep(1)
    tabs = every('page tab list', dialog)[-1]
    for number, name in enumerate(TABS):
        tabs.get_selection_iface().select_child(number)
        shoot('preferences-' + name, dialog.get_name())


# Written from right to left, as the environment says.
MIRRORED = {'TERTIUS_MIRRORED': 'yes'} if os.environ.get('MIRRORED') else {}

with Claws(FOLDER, plugins=[HEARTBEAT] *
           len(MIRRORED) + [TERTIUS]) as mail:
    prepare(mail)
    mail.start(TERTIUS_PROGRAM=mail.folder + '/tertius', **MIRRORED)
    opened = until(lambda: menu('Introductions…') or menu('Vorstellungen …')
                   or find('menu item', 'Tertius', hidden=True))
    mail.remote('--select', '#mh/Mailbox/inbox')
    time.sleep(5)
    if not IS_SMALL:
        shoot_message(mail)
    click(opened)
    shoot_window()
    if not IS_SMALL:
        shoot_preferences()
    mail.end()
