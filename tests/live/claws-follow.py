# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows what, in a real Claws Mail: the newest year is read first, thanks
that another program sent close a reminder, a banner goes with its message, a row
leads to its message, the window is as it was left, the toolbar has a button, and
of a folder that has not changed nothing is told again.
Speaks TAP.

    claws-follow.py FOLDER
"""
import contextlib
import json
import os
import sqlite3
import sys
import time

from claws_mail import (ADA, BUILD, Atspi, Claws, button, cell, click, find,
                        is_showing, letter, menu, ok, plan, reader, texts,
                        window, write)

INTRO = letter('Bob Friend <bob@friends.example>', ADA,
               'Carol New <carol@newco.example>', 'Intro: Ada <> Carol',
               'intro-1@friends.example',
               'Hi Ada, meet Carol New, who runs research at Newco. Carol, '
               'meet Ada.\nThe two of you should talk.\n\nBob\n', 0.1)
DEAL = letter('Shop <news@shop.example>', ADA, '', 'Deals', 'deal@shop.example',
              'Buy things.\n', 0.2)
THANKS = letter(ADA, 'Bob Friend <bob@friends.example>, '
                'Carol New <carol@newco.example>', '',
                'Re: Intro: Ada <> Carol', 'elsewhere-1@example.org',
                'Dear Bob, thank you so much for introducing me to Carol.\n'
                'Carol, nice to meet you!\n\nAda\n', 0.01,
                'In-Reply-To: <intro-1@friends.example>\n'
                'References: <intro-1@friends.example>\n')
N = 1500
YEAR = 365
TOOLBAR = '''<?xml version="1.0" encoding="UTF-8"?>
<toolbar>
<item file="address_book" text="Tertius/Introductions"
 action="A_CLAWS_PLUGINS"/>
</toolbar>
'''


def start(claws, name='Claws Mail starts'):
    claws.start()
    claws.wait(name, lambda: menu('Introductions…'))


def banner(name):
    return button(name, reader())


def open_window(claws):
    click(menu('Introductions…'))
    return claws.wait('the window', lambda: window('Tertius'))


def ages(claws):
    """How many are known of the last year, and of those before."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(
            sqlite3.connect(f'file:{claws.ledger}?mode=ro', uri=True)) as db:
        return db.execute(
            'select count(*) filter (where date > :then), '
            'count(*) filter (where date <= :then) from message',
            {'then': time.time() - YEAR * 86400}).fetchone()
    return 0, 0


def newest_first(folder):
    """Old and new lie among each other, in two folders."""
    folders = (('inbox', 'inbox'), ('outbox', 'sent'), ('draft', 'draft'),
               ('queue', 'queue'), ('trash', 'trash'), ('normal', 'more'))
    with Claws(folder, folders=folders) as claws:
        for i in range(N):
            days = 1 + i / 10 if i % 2 else YEAR + 10 + i / 10
            path = f'{claws.mail}/{("inbox", "more")[i % 3 == 0]}/{i + 1}'
            write(path, letter(
                f'P{i % 30} <p{i % 30}@s.example>', ADA, '', f'Plans {i}',
                f'm{i}@x.example', 'Hello Ada.\n', days))
            os.utime(path, (time.time() - days * 86400,) * 2)
        start(claws)
        looks = []

        def look():
            looks.append(ages(claws))
            return sum(looks[-1]) >= N
        claws.wait('all is read', look, 90)
        ok('the last year of each folder first', all(
            not old or new == N // 2 for new, old in looks))
        ok('which was seen', any(new and not old for new, old in looks))
        ok('and it ends well', claws.end() == 0)


def elsewhere(folder):
    with Claws(folder, letters=[INTRO, DEAL]) as claws:
        start(claws)
        claws.select(1)
        claws.wait('an introduction asks for thanks',
                   lambda: banner('Thank both'))
        claws.remote('--select', '#mh/Mailbox/draft')
        claws.wait('without a message there is no banner',
                   lambda: not banner('Not an introduction'))
        write(claws.mail + '/sent/1', THANKS)
        # The client compares whole seconds.
        os.utime(claws.mail + '/sent', (time.time() + 5,) * 2)
        claws.remote('--select', '#mh/Mailbox/sent')
        claws.wait('what another program sent is seen', lambda: claws.known(
            "count(*) filter (where message_id = 'elsewhere-1@example.org')"))
        claws.remote('--select', '#mh/Mailbox/inbox')
        claws.select(1)
        claws.wait('it has thanked both', lambda: banner('Why?') and
                   not banner('Thank both'))
        ok('and it ends well', claws.end() == 0)


def size(widget):
    box = widget.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
    return box.width, box.height


def is_shown(text):
    return any(text in one for one in texts(reader()))


def as_it_was_left(folder):
    with Claws(folder, letters=[INTRO, DEAL]) as claws:
        write(claws.rc + '/toolbar_main.xml', TOOLBAR)
        write(claws.rc + '/tertius/window',
              '[window]\nwidth=733\nheight=599\npage=1\n')
        start(claws)
        claws.select(2)
        claws.wait('another message is shown', lambda: is_shown('Buy things'))
        click(claws.wait('the toolbar has a button',
                         lambda: button(
                             'Tertius/Introductions', reader())))
        ours = claws.wait('which opens the window', lambda: window('Tertius'))
        claws.wait('at the page where it was left', lambda: is_showing(
            cell('Carol New')))
        ok('and as large', size(ours) == (733, 599))
        click(button('Open the message', ours))
        claws.wait('a row leads to its message',
                   lambda: is_shown('meet Carol New'))
        claws.select(2)
        claws.wait('back at the other', lambda: is_shown('Buy things'))
        find('page tab', 'Due', ours).get_parent().get_selection_iface() \
            .select_child(0)
        claws.wait('what is due', lambda: button('Done', ours))
        click(button('Open the message', ours))
        claws.wait('leads there too', lambda: is_shown('meet Carol New'))
        ok('and it ends well', claws.end() == 0)
        kept = open(claws.rc + '/tertius/window').read()
        ok('what it was is kept', 'width=733' in kept and 'page=0' in kept)


def asked(claws):
    """The numbers of the messages that the engine was asked about."""
    numbers = []
    for line in open(claws.folder + '/asked', errors='replace'):
        with contextlib.suppress(ValueError):
            request = json.loads(line)
            if request.get('do') == 'arrived':
                numbers += [one['number'] for one in request['letters']]
    return sorted(numbers)


def has_cursor(claws):
    return claws.known("count(*) filter (where key like 'cursor %inbox')",
                       'memory') == 1


def unchanged(folder):
    """What goes to the engine is written down on its way."""
    n = 300
    with Claws(folder, letters=[letter(
            f'P{i % 30} <p{i % 30}@s.example>', ADA, '', f'Plans {i}',
            f'm{i}@x.example', 'Hello Ada.\n', 1 + i) for i in range(n)]
            ) as claws:
        wrapper = claws.folder + '/tertius'
        write(wrapper, f'#!/bin/sh\ntest "$1" = serve || exec {BUILD}/tertius '
              f'"$@"\ntee -a {claws.folder}/asked | {BUILD}/tertius "$@"\n',
              0o700)

        def begin(name):
            write(claws.folder + '/asked', '')
            claws.start(TERTIUS_PROGRAM=wrapper)
            claws.wait(name, lambda: menu('Introductions…'))
            claws.remote('--select', '#mh/Mailbox/inbox')

        begin('a folder is opened for the first time')
        claws.wait('all is told', lambda: asked(claws) == [*range(1, n + 1)])
        claws.wait('and how far it is', lambda: has_cursor(claws))
        ok('and it ends well', claws.end() == 0)
        begin('it is opened again')
        time.sleep(4)
        ok('nothing is told again', asked(claws) == [])
        write(f'{claws.mail}/inbox/{n + 1}', INTRO)
        os.utime(claws.mail + '/inbox', (time.time() + 5,) * 2)
        claws.remote('--select', '#mh/Mailbox/draft')
        claws.remote('--select', '#mh/Mailbox/inbox')
        claws.wait('but what is new', lambda: asked(claws) == [n + 1])
        claws.wait('which is read', lambda: claws.known() == n + 1)
        ok('and it ends well', claws.end() == 0)
        os.remove(f'{claws.mail}/inbox/7')
        os.utime(claws.mail + '/inbox', (time.time() + 9,) * 2)
        begin('one has gone meanwhile')
        claws.wait('what stood beside it is told', lambda: asked(claws))
        time.sleep(1)
        ok('and no other', asked(claws) == [6])
        ok('and none is read twice', claws.known() == n + 1)
        ok('and it ends well', claws.end() == 0)


def main():
    only = os.environ.get('ONLY')
    try:
        for part in newest_first, elsewhere, as_it_was_left, unchanged:
            if only in (None, part.__name__):
                part(f'{sys.argv[1]}/{part.__name__}')
    finally:
        plan()


main()
