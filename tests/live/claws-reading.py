# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading in a real Claws Mail: it stops and goes on as the user says, waits
while the user works, follows a folder that is renamed or deleted under it, knows the address
book, and does what it can when nothing can be written. Speaks TAP.

    claws-reading.py FOLDER
"""
import os
import re
import signal
import subprocess
import sys
import time

from claws_mail import (ADA, FOLDERS, HEARTBEAT, TERTIUS, Atspi, Claws,
                        anew, button, cell, click, find, is_showing, label, letter,
                        menu, ok, plan, reader, say, until, walk,
                        window, write)

N = 3000


def make_letters(n, start=0):
    return [letter(f'Person {i % 30} <p{i % 30}@s{i % 7}.example>', ADA, '',
                   f'Plans {i}', f'm{i}@x.example',
                   f'Hello Ada, this is letter {i}.\n' * 30, 1 + i / 100)
            for i in range(start, start + n)]


INTRO = letter('Bob Friend <bob@friends.example>', ADA,
               'carol@newco.example', 'Intro: Ada <> Carol',
               'intro-1@friends.example',
               'Hi Ada, meet Carol, who runs research at Newco. '
               'Carol, meet Ada.\nThe two of you should talk.\n\nBob\n', 0.1)


def start(claws, name='Claws Mail starts', before=(), **environment):
    claws.start(before, **environment)
    claws.wait(name, lambda: menu('Introductions…'))


def end(claws):
    ok('and ends well', claws.end() == 0)


def is_still(claws):
    """Whether nothing is read between two looks, with time for a portion."""
    before = claws.known()
    time.sleep(1.5)
    return claws.known() == before


def is_moving(claws):
    before = claws.known()
    return until(lambda: claws.known() > before)


def touch_keys(seconds):
    """The user works: a key that does nothing is pressed again and again."""
    until_then = time.monotonic() + seconds
    while time.monotonic() < until_then:
        Atspi.generate_keyboard_event(50, None, Atspi.KeySynthType.PRESSRELEASE)
        time.sleep(0.2)


def is_still_at_work(claws):
    """The same while the user works: what was under way comes to its end."""
    before = claws.known()
    touch_keys(2)
    return claws.known() == before


def stopped(folder):
    with Claws(folder, letters=make_letters(N)) as claws:
        start(claws)
        claws.wait('the status bar tells that it reads',
                   lambda: label('messages to go', reader()))
        stop = claws.wait('and has a button', lambda: button('Stop', reader()))
        box = reader().get_component_iface().get_extents(
            Atspi.CoordType.SCREEN)
        Atspi.generate_mouse_event(box.x + 400, box.y + 300, 'abs')
        claws.wait('while the user works it waits',
                   lambda: is_still_at_work(claws))
        ok('in the midst of it', claws.known() < N)
        ok('then it goes on', is_moving(claws))
        click(stop)
        claws.wait('it can be stopped: the line goes',
                   lambda: not label('messages to go', reader()))
        claws.wait('nothing more is read', lambda: is_still(claws))
        ok('and there is more', claws.known() < N)
        end(claws)
        start(claws, 'after a new start')
        time.sleep(2)
        ok('it is still stopped', is_still(claws) and claws.known() < N)
        click(menu('Stop or go on reading mail'))
        claws.wait('until the menu lets it go on',
                   lambda: claws.known() == N, 300)
        end(claws)


def config(claws):
    path = claws.rc + '/tertius/config'
    return open(path).read() if os.path.exists(path) else ''


def renamed(folder):
    """One folder under the scan, one that is not to be read, and one of these
    that is moved."""
    folders = FOLDERS + (('normal', 'friends'), ('normal', 'secret'),
                         ('normal', 'hidden'))
    with Claws(folder, folders=folders, plugins=[HEARTBEAT, TERTIUS],
               settings='[mail]\nskip-folders='
               '#mh/Mailbox/secret;#mh/Mailbox/hidden\n') as claws:
        for i, text in enumerate(make_letters(N)):
            write(f'{claws.mail}/friends/{i + 1}', text)
        write(f'{claws.mail}/secret/1', make_letters(1, N)[0])
        write(f'{claws.mail}/hidden/1', make_letters(1, N + 1)[0])
        start(claws, TERTIUS_RENAME='#mh/Mailbox/friends pals;'
              '#mh/Mailbox/secret private;#mh/Mailbox/hidden #mh/Mailbox/sent')
        claws.wait('it reads', lambda: claws.known() > 50)
        claws.process.send_signal(signal.SIGUSR2)
        claws.wait('a folder is renamed under the scan', lambda:
                   os.path.isdir(claws.mail + '/pals'))
        ok('in the midst of it', claws.known() < N)
        claws.wait('all of it is read all the same',
                   lambda: claws.known() >= N, 300)
        skipped = {'#mh/Mailbox/private', '#mh/Mailbox/sent/hidden'}
        claws.wait('a folder that is not read stays so', lambda: skipped == set(
            re.search('skip-folders=(.*)', config(claws))[1].split(';')))
        claws.remote('--select', '#mh/Mailbox/private/1')
        claws.remote('--select', '#mh/Mailbox/sent/hidden/1')
        time.sleep(2)
        ok('and each message once', claws.known() == N)
        end(claws)


def deleted(folder):
    """One under the scan, and while it is looked over."""
    folders = FOLDERS + (('normal', 'friends'),)
    with Claws(folder, letters=[INTRO], folders=folders,
               plugins=[HEARTBEAT, TERTIUS]) as claws:
        for i, text in enumerate(make_letters(N)):
            write(f'{claws.mail}/friends/{i + 1}', text)
        start(claws, TERTIUS_RENAME='#mh/Mailbox/friends ')
        claws.remote('--select', '#mh/Mailbox/friends')
        claws.wait('it reads', lambda: claws.known() > 50)
        claws.remote('--select', '#mh/Mailbox/inbox')
        claws.process.send_signal(signal.SIGUSR2)
        claws.wait('a folder is deleted under the scan', lambda: not
                   os.path.isdir(claws.mail + '/friends'))
        before = claws.known()
        claws.select(1)
        claws.wait('the others are read on', lambda: button('Thank both'))
        claws.wait('and nothing waits for what is gone',
                   lambda: not label('messages to go', reader()) and
                   not label('Tertius waits', reader()))
        say(f'{before} of {N} were known then')
        ok('in the midst of it', before < N)
        end(claws)


BOOK = '''<?xml version="1.0" encoding="UTF-8"?>
<address-book name="Personal addresses"><person uid="1" first-name=""
 last-name="" nick-name="" cn="Carol Newcomer"><address-list>
<address uid="2" alias="" email="carol@newco.example" remarks=""/>
</address-list></person></address-book>
'''


def address_book(folder):
    with Claws(folder, letters=[INTRO]) as claws:
        write(claws.rc + '/addrbook/addrbook--index.xml',
              '<?xml version="1.0" encoding="UTF-8"?>\n<addressbook>'
              '<book_list><book name="Personal addresses" '
              'file="addrbook-000001.xml"/></book_list></addressbook>\n')
        write(claws.rc + '/addrbook/addrbook-000001.xml', BOOK)
        start(claws)
        claws.select(1)
        claws.wait('who has no name in mail is called as in the address book',
                   lambda: label('introduced you to Carol Newcomer', reader()))
        end(claws)


@anew
def refused(inside):
    """The line in the banner; that in the status bar has more words."""
    return [w for w in walk(inside) if w.get_role_name() == 'label' and
            is_showing(w) and (w.get_name() or '').startswith('ledger ') and
            'cannot be written' in w.get_name()]


def read_only(folder):
    """A disk that takes nothing: what is known is shown."""
    with Claws(folder, letters=[INTRO]) as claws:
        start(claws)
        claws.select(1)
        claws.wait('an introduction', lambda: button('Thank both'))
        end(claws)
        place = claws.rc + '/tertius'
        before = ['unshare', '-m', 'sh', '-c', f'mount --bind {place} {place}'
                  f' && mount -o remount,bind,ro {place} && exec "$@"', 'sh']
        if os.geteuid() != 0:
            before = []
            for name in os.listdir(place):
                os.chmod(f'{place}/{name}', 0o400)
            os.chmod(place, 0o500)
        elif subprocess.run(['unshare', '-m', 'true']).returncode != 0:
            say('SKIP no mounts here')
            return
        write(claws.mail + '/inbox/2', make_letters(1)[0])
        # The client compares whole seconds.
        os.utime(claws.mail + '/inbox', (time.time() + 5,) * 2)
        start(claws, 'with a ledger that cannot be written', before)
        claws.select(1)
        claws.wait('what it knows is shown', lambda: button('Thank both'))
        click(button('Not an introduction'))
        claws.wait('what cannot be kept is told where it was decided',
                   lambda: refused(reader()))
        time.sleep(2)
        ok('and stays told', refused(reader()) and button('Why?'))
        claws.select(2)
        line = claws.wait('the status bar says what is wrong',
                          lambda: label('Tertius waits', reader()))
        say(line.get_name())
        click(menu('Introductions…'))
        ours = claws.wait('the window opens', lambda: window('Tertius'))
        claws.wait('with what it knows', lambda: cell('Bob Friend'))
        click(button('Done', ours))
        told = claws.wait('what cannot be kept is told in a line',
                          lambda: label('cannot', ours) or
                          label('read-only', ours))
        say(told.get_name())
        ok('and in no box', not find('dialog', 'Tertius') and
           claws.process.poll() is None)
        end(claws)
        os.chmod(place, 0o700)


def main():
    only = os.environ.get('ONLY')
    try:
        for part in stopped, renamed, deleted, address_book, read_only:
            if only in (None, part.__name__):
                part(f'{sys.argv[1]}/{part.__name__}')
    finally:
        plan()


main()
