# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail on a server, read in a real Claws Mail over a slow line: through the
client's own session, answered from the right account, offline, deleted and ended
in the middle of it. Speaks TAP.

    claws-server.py FOLDER PORT SLOW LOG  PORT: of a Dovecot for `ada`, SLOW: of
                                          a slow line to it; LOG: its own
    claws-server.py --letters FOLDER      writes the letters on the server
"""
import email.utils
import glob
import os
import signal
import sys
import time

from claws_mail import (HEARTBEAT, TERTIUS, Claws, button, click, composer, letter, menu, ok, plan,
                        say, until, windows, write)

N = 40
ADA = 'Ada Tester <ada@example.net>'
INTRO = letter('Bob Friend <bob@friends.example>', ADA,
               'Carol New <carol@newco.example>', 'Intro: Ada <> Carol',
               'intro-1@friends.example',
               'Hi Ada, meet Carol New, who runs research at Newco. Carol, '
               'meet Ada.\nThe two of you should talk.\n\nBob\n', 0.1)
# What is old is read after all that is new, and has a head only until then.
OLD = [letter(f'Old {i} <o{i}@old.example>', ADA, f'Other <x{i}@old.example>',
              f'Old plans {i}', f'old-{i}@x.example', 'Hello Ada.\n' * 30,
              20 + i) for i in range(N)]
# A click on "Exit" is answered so soon, whatever is under way.
SECONDS_MAX = 10
# A server that failed is left in peace for 30 s, but not once the client goes
# online again; it is so for 6 s before.
ONLINE_SECONDS = 20


def start(claws, name='Claws Mail starts'):
    claws.start()
    claws.wait(name, lambda: menu('Introductions…'))
    claws.remote('--select', '#imap/Imap/INBOX')


def is_quiet():
    return all('Claws Mail' in (w.get_name() or '') or
               (w.get_name() or '').startswith('Tertius') for w in windows())


def logins(log):
    return open(log, errors='replace').read().count('Login: user=<ada>')


def one_session(folder, port, log):
    before = logins(log)
    with Claws(folder, port) as claws:
        start(claws)
        claws.wait('all is fetched', lambda: claws.fetched() == N + 1)
        ok('over one login, which is the client\'s',
           logins(log) == before + 1)
        claws.select_on_server('<intro-1@friends.example>')
        click(claws.wait('an introduction', lambda: button('Thank both')))
        draft = claws.wait('its draft', composer)
        click(button('Send', draft))
        click(claws.wait('is held for the place to fill',
                         lambda: button('Send anyway', draft)))
        mail = claws.wait('and sent', claws.sent)[0]
        ok('from the address that it went to',
           email.utils.parseaddr(mail['From'])[1] == 'ada@example.net')
        ok('and it ends well', claws.end() == 0)


def forget_text(claws, message_id):
    """The client's own copy of it goes."""
    for path in glob.glob(claws.imap_cache() + '/[0-9]*'):
        if message_id in open(path).read():
            os.remove(path)


def drafted_offline(folder, port):
    """What the client has no copy of any more is answered all the same."""
    with Claws(folder, port) as claws:
        start(claws)
        claws.select_on_server('<intro-1@friends.example>')
        claws.wait('an introduction', lambda: button('Thank both'))
        claws.wait('that is fetched', claws.fetched)
        forget_text(claws, 'intro-1@friends.example')
        claws.remote('--offline')
        click(button('Thank both'))
        claws.wait('its draft, offline', composer)
        until(lambda: False, 1)
        ok('which asks no server', len(windows()) == 2)
        ok('and it ends well', claws.end() == 0)


def undisturbed(folder, port, slow, log):
    """What is wanted waits until the client has opened its folder: asked for in
    the midst of that, the line would be lost to both."""
    with Claws(folder, port, plugins=['none.so']) as claws:
        claws.open_once(N + 1)
        before = logins(log)
        claws.become(slow, [TERTIUS])
        start(claws, 'its folder is opened over a slow line')
        claws.wait('then mail is fetched', lambda: claws.fetched() >= 3)
        ok('in the same session', logins(log) == before + 1 and
           "can't fetch" not in claws.log())
        ok('and it ends well', claws.end() == 0)


def offline(folder, slow):
    with Claws(folder, slow) as claws:
        start(claws)
        claws.wait('it is fetched over the slow line',
                   lambda: 2 <= claws.fetched() < N)
        claws.remote('--offline')
        until(lambda: False, 3)
        before = claws.fetched()
        until(lambda: False, 3)
        ok('offline, nothing is fetched', before == claws.fetched() < N)
        ok('and nothing asked', is_quiet() and claws.process.poll() is None)
        claws.remote('--online')
        claws.remote('--select', '#mh/Mailbox/inbox')
        claws.remote('--select', '#imap/Imap/INBOX')
        claws.wait('online again, it goes on',
                   lambda: claws.fetched() > before, ONLINE_SECONDS)
        ok('and ends well', claws.end() == 0)


def deleted(folder, slow):
    """A folder on the server goes while its mail is fetched."""
    with Claws(folder, slow, plugins=[HEARTBEAT, TERTIUS],
               imap_folders=('INBOX', 'gone')) as claws:
        claws.start(TERTIUS_RENAME='#imap/Imap/gone ')
        claws.wait('Claws Mail starts', lambda: menu('Introductions…'))
        claws.remote('--select', '#imap/Imap/gone')
        claws.wait('a folder is fetched', lambda: claws.fetched('gone') >= 2)
        claws.remote('--select', '#imap/Imap/INBOX')
        claws.wait('beside another', lambda: claws.fetched() >= 2)
        claws.process.send_signal(signal.SIGUSR2)
        claws.wait('it is deleted in the midst of that', lambda: not
                   os.path.exists(claws.imap_cache('gone') + '/.claws_cache'))
        before = claws.fetched()
        claws.wait('the other is fetched on',
                   lambda: claws.fetched() > before, 60)
        ok('no window asks anything', is_quiet())
        ok('and it ends well', claws.end() == 0)


def end_in_mid_fetch(folder, slow):
    with Claws(folder, slow) as claws:
        start(claws)
        claws.wait('it is fetched', lambda: claws.fetched() >= 2)
        began = time.monotonic()
        ok('the end in the middle of a fetch is a good one', claws.end() == 0)
        took = time.monotonic() - began
        say(f'it took {took:.1f} s')
        ok(f'within {SECONDS_MAX} s', took < SECONDS_MAX)


def main():
    if sys.argv[1] == '--letters':
        for i, text in enumerate(OLD + [INTRO]):
            write(f'{sys.argv[2]}/{i}.letter', text)
            write(f'{sys.argv[2]}/../.gone/cur/{i}.letter',
                  text.replace('Message-ID: <', 'Message-ID: <gone-'))
        return
    folder, port, slow, log = sys.argv[1:]
    try:
        one_session(folder + '/one', port, log)
        drafted_offline(folder + '/drafted', port)
        undisturbed(folder + '/undisturbed', port, slow, log)
        offline(folder + '/offline', slow)
        deleted(folder + '/deleted', slow)
        end_in_mid_fetch(folder + '/end', slow)
    finally:
        plan()


main()
