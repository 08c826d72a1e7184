# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a real Claws Mail through its accessible widgets, for the tests.

    with Claws(folder, letters=LETTERS) as claws:
        claws.start()
        claws.wait('the banner is there', lambda: button('Thank both'))

Each wait is a test of its own, told in TAP. Runs inside xvfb-run and
dbus-run-session: see claws.sh.
"""
import contextlib
import email
import email.utils
import functools
import glob
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import traceback

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

BUILD = os.environ['TERTIUS_BUILD_DIR']
TERTIUS = BUILD + '/tertius.so'
# A plugin of its own, which measures and lets us do things to the client.
HEARTBEAT = BUILD + '/tests/claws/heartbeat.so'
PICTURES = os.environ.get('TERTIUS_PICTURES')
VALGRIND = os.environ.get('TERTIUS_VALGRIND')
# Valgrind is slow.
PATIENCE = int(os.environ.get('TERTIUS_PATIENCE', '1'))
SECONDS = 60 * PATIENCE
# By itself AT-SPI finds nothing in a client that does not answer for 0.8 s, as on
# a computer that has much to do.
Atspi.set_timeout(15000 * PATIENCE, 15000 * PATIENCE)
count = 0
failed = 0


# --- What happened ----------------------------------------------------------

def ok(name, value=True):
    global count, failed
    count += 1
    failed += not value
    print(f"{'ok' if value else 'not ok'} {count} - {name}", flush=True)
    return value


def say(text):
    for line in str(text).splitlines():
        print('#', line, flush=True)


def plan():
    """Ends the test, also where the story broke off."""
    broken = sys.exc_info()[1]
    if broken is not None and not isinstance(broken, SystemExit):
        ok(f'the story goes on after that: {broken!r}', False)
        say(traceback.format_exc())
    print(f'1..{count}')
    sys.exit(failed > 0)


def until(what, seconds=SECONDS):
    """The first true value of what(); None when it does not come. A look through
    a window takes both programs long, so they rest as long between two."""
    end = time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        try:
            value = what()
        except Exception:  # widgets come and go
            value = None
        if value:
            return value
        time.sleep(max(0.05, time.monotonic() - began))
    return None


def picture(name):
    """Of the whole display, when pictures are wanted."""
    if PICTURES:
        time.sleep(0.5)
        subprocess.run(['import', '-window', 'root',
                        f'{PICTURES}/{name}.png'], check=False)


# --- Widgets ----------------------------------------------------------------

def anew(look):
    """Looks again from the start when a widget went away under the look."""
    @functools.wraps(look)
    def looks(*arguments, **more):
        for _ in range(20):
            try:
                return look(*arguments, **more)
            except GLib.Error:
                time.sleep(0.05)
        return look(*arguments, **more)
    return looks


@anew
def windows():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(i)
        if app and app.get_name() == 'claws-mail':
            return [app.get_child_at_index(j)
                    for j in range(app.get_child_count())]
    return []


def walk(widget):
    todo = [widget]
    while todo:
        one = todo.pop()
        if one is None:
            continue
        yield one
        todo += [one.get_child_at_index(i)
                 for i in range(min(one.get_child_count(), 200))]


def is_showing(widget):
    return widget.get_state_set().contains(Atspi.StateType.SHOWING)


@anew
def every(role, inside):
    return [w for w in walk(inside) if w.get_role_name() == role]


@anew
def find(role, name, inside=None, hidden=False):
    for root in [inside] if inside else windows():
        for widget in walk(root):
            if widget.get_role_name() == role and \
                    widget.get_name() == name and \
                    (hidden or is_showing(widget)):
                return widget
    return None


@anew
def window(start):
    for one in windows():
        if (one.get_name() or '').startswith(start):
            return one
    return None


@anew
def reader():
    """The client's own window."""
    for one in windows():
        if 'Claws Mail' in (one.get_name() or ''):
            return one
    return None


@anew
def composer():
    for one in windows():
        if 'Compose message' in (one.get_name() or ''):
            return one
    return None


def click(widget):
    widget.get_action_iface().do_action(0)


def button(name, inside=None):
    return find('push button', name, inside)


def menu(name):
    return find('menu item', name, hidden=True)


@anew
def label(text, inside=None):
    """The first label that shows the text."""
    for root in [inside] if inside else windows():
        for widget in walk(root):
            if widget.get_role_name() == 'label' and is_showing(widget) and \
                    text in (widget.get_name() or ''):
                return widget
    return None


@anew
def cell(text):
    for root in windows():
        for widget in walk(root):
            if widget.get_role_name() == 'table cell' and \
                    text in (widget.get_name() or ''):
                return widget
    return None


@anew
def texts(inside):
    """What stands in the fields to write in."""
    return [w.get_text_iface().get_text(0, -1) for w in walk(inside)
            if w.get_role_name() in ('text', 'entry')]


@anew
def table_of(name, inside):
    return next((w for w in walk(inside) if 'table' in w.get_role_name() and
                 (w.get_name() or '').startswith(name)), None)


@anew
def body_of(draft):
    return next(w for w in every('text', draft)
                if w.get_state_set().contains(Atspi.StateType.MULTI_LINE))


def type_into(widget, text):
    widget.get_editable_text_iface().insert_text(0, text, len(text.encode()))


# --- Letters ----------------------------------------------------------------

ADA = 'Ada Tester <ada@example.org>'


def letter(sender, to, cc, subject, identifier, text, days, more=''):
    date = email.utils.formatdate(time.time() - days * 86400)
    return (f'From: {sender}\nTo: {to}\n' + (f'Cc: {cc}\n' if cc else '') +
            f'Subject: {subject}\nDate: {date}\n'
            f'Message-ID: <{identifier}>\n{more}MIME-Version: 1.0\n'
            'Content-Type: text/plain; charset=utf-8\n\n' + text)


# --- Claws Mail -------------------------------------------------------------

ACCOUNT = '''[Account: {number}]
config_version=4
account_name={name}
is_default={default}
name=Ada Tester
address={address}
protocol={protocol}
{more}use_mail_command=1
mail_command={sink}
auto_signature=0

'''
FOLDERS = (('inbox', 'inbox'), ('outbox', 'sent'), ('draft', 'draft'),
           ('queue', 'queue'), ('trash', 'trash'))


def write(path, text, mode=0o600):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)
    os.chmod(path, mode)


class Claws(contextlib.AbstractContextManager):
    """One profile in a folder of its own, and the Claws Mail that runs it."""

    def __init__(self, folder, port=None, letters=(), settings='',
                 plugins=None, preferences='', folders=FOLDERS,
                 imap_folders=('INBOX',)):
        self.folder, self.port = folder, port
        self.rc, self.mail = folder + '/rc', folder + '/Mail'
        self.ledger = self.rc + '/tertius/ledger.db'
        self.sink = folder + '/sink.sh'
        self.process = None
        self.plugins = plugins or [TERTIUS]
        for kind, name in folders:
            os.makedirs(f'{self.mail}/{name}')
        for i, text in enumerate(letters):
            write(f'{self.mail}/inbox/{i + 1}', text)
        self.let_send()
        if settings:
            write(self.rc + '/tertius/config', settings)
        self.write_profile(preferences, folders, imap_folders)

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        if VALGRIND:
            errors = self.errors_of_ours()
            ok('valgrind finds no error of ours', not errors)
            for error in errors[:5]:
                say(error)

    def let_send(self, works=True):
        """What takes the place of sendmail keeps what is sent, or fails."""
        write(self.sink, '#!/bin/sh\n' + (
            f'f=$(mktemp {self.folder}/out.XXXXXX)\n'
            'cat > "$f.part" && mv "$f.part" "$f.mail"\n' if works else
            f'cat > /dev/null; touch {self.folder}/refused\n'
            'echo "no way" >&2; exit 1\n'), 0o700)

    def sent(self):
        found = glob.glob(self.folder + '/out.*.mail')
        return [email.message_from_file(open(f))
                for f in sorted(found, key=os.path.getmtime)]

    def write_profile(self, preferences, folders, imap_folders):
        write(self.rc + '/clawsrc',
              '[Common]\nconfig_version=4\nenable_aspell=0\n'
              'check_on_startup=0\nautocheck_newmail=0\n'
              f'show_recv_err_dialog=0\n{preferences}\n\n[Plugins_GTK3]\n' +
              '\n'.join(self.plugins) + '\n')
        accounts = ACCOUNT.format(number=1, name='Local', default=1,
                                  address='ada@example.org', protocol=4,
                                  more='', sink=self.sink)
        items = ''.join(f'<folderitem type="{kind}" name="{name}" '
                        f'path="{name}" />\n' for kind, name in folders)
        imap = ''
        if self.port:
            accounts += ACCOUNT.format(
                number=2, name='Imap', default=0, address='ada@example.net',
                protocol=1, sink=self.sink,
                more='receive_server=127.0.0.1\nuser_id=ada\n'
                f'set_imapport=1\nimap_port={self.port}\nssl_imap=0\n'
                'imap_subsonly=0\n')
            write(self.rc + '/passwordstorerc',
                  '[config_version:4]\n\n[account:2]\nrecv secret\n')
            imap = ('<folder name="Imap" account_id="2" collapsed="0" '
                    'sort="0" type="imap">' + ''.join(
                        '<folderitem type="'
                        f'{"inbox" if name == "INBOX" else "normal"}" '
                        f'name="{name}" path="{name}" account_id="2" />'
                        for name in imap_folders) + '</folder>\n')
        write(self.rc + '/accountrc', accounts)
        write(self.rc + '/folderlist.xml',
              '<?xml version="1.0" encoding="UTF-8"?>\n'
              '<folderlist config_version="4">\n<folder name="Mailbox" '
              f'path="{self.mail}" collapsed="0" sort="0" type="mh">\n{items}'
              f'</folder>\n{imap}</folderlist>\n')

    def become(self, port, plugins):
        """What its next start finds."""
        changes = (('accountrc', 'imap_port=.*', f'imap_port={port}'),
                   ('clawsrc', r'(?s)\[Plugins_GTK3\]\n[^\[]*',
                    '\n'.join(['[Plugins_GTK3]', *plugins, '', ''])))
        for name, old, new in changes:
            text = open(f'{self.rc}/{name}').read()
            write(f'{self.rc}/{name}', re.sub(old, new, text))

    def open_once(self, n):
        """The client alone opens the folder on the server, and makes its list
        of the N messages there. Seconds that it took."""
        self.start()
        until(windows)
        began = time.monotonic()
        self.remote('--select', '#imap/Imap/INBOX')
        until(lambda: f' {n} #imap/Imap/INBOX' in
              self.remote('--status-full'), 600)
        took = time.monotonic() - began
        ok('the client has a list of its own', self.end() == 0 and
           os.path.exists(self.imap_cache() + '/.claws_cache'))
        return took

    def imap_cache(self, folder='INBOX'):
        return f'{self.rc}/imapcache/127.0.0.1/ada/{folder}'

    def fetched(self, folder='INBOX'):
        """So many messages lie in the client's own cache."""
        place = self.imap_cache(folder)
        return sum(name.isdigit() for name in os.listdir(place)) \
            if os.path.isdir(place) else 0

    def remote(self, *arguments):
        return subprocess.run(
            ['claws-mail', '--alternate-config-dir', self.rc, *arguments],
            capture_output=True, text=True, timeout=SECONDS).stdout

    def start(self, before=(), **environment):
        log = open(self.folder + '/log', 'a')
        if VALGRIND:
            before = [*before, 'valgrind', '--leak-check=full',
                      '--num-callers=40',
                      '--show-leak-kinds=definite',
                      f'--log-file={self.folder}/valgrind.%p']
            environment |= {'G_SLICE': 'always-malloc'}
        self.process = subprocess.Popen(
            [*before, 'claws-mail', '--alternate-config-dir', self.rc],
            stdout=log, stderr=log, env=os.environ | environment)

    def errors_of_ours(self):
        """What valgrind found with Tertius among its callers."""
        found = []
        for path in glob.glob(self.folder + '/valgrind.*'):
            text = re.sub(r'^==\d+== ?', '', open(path).read(), flags=re.M)
            found += [block for block in text.split('\n\n')
                      if 'tertius.so' in block and ' at 0x' in block]
        return found

    def end(self):
        """Its status, or None when it hangs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.remote('--exit')
        try:
            return self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return None

    def log(self):
        return open(self.folder + '/log', errors='replace').read()

    def wait(self, name, what, seconds=SECONDS):
        """The first true value of what(), told as a test."""
        def look():
            return self.process.poll() is not None or what()
        value = until(look, seconds)
        if self.process.poll() is None and value:
            ok(name)
            return value
        if self.process.poll() is not None:
            name += f' (Claws Mail ended with {self.process.returncode})'
        ok(name, False)
        say('\n'.join(line for line in self.log().splitlines()
                      if line and 'Gtk-WARNING' not in line)[-1500:])
        say([w.get_name() for w in windows()])
        picture('failed')
        raise SystemExit(1)

    def select(self, number, folder='inbox'):
        """Shows the message with this number of the local folder."""
        self.remote('--select', f'#mh/Mailbox/{folder}/{number}')

    def select_on_server(self, message_id, folder='INBOX'):
        self.remote('--select', f'#imap/Imap/{folder}/{message_id}')

    def memory(self):
        """Resident KiB of the client itself."""
        status = open(f'/proc/{self.process.pid}/status').read()
        return int(re.search(r'VmRSS:\s+(\d+)', status)[1])

    def known(self, what='count(*)', table='message'):
        """What the ledger has; 0 while there is none."""
        try:
            with contextlib.closing(sqlite3.connect(
                    f'file:{self.ledger}?mode=ro', uri=True)) as db:
                return db.execute(f'select {what} from {table}').fetchone()[0]
        except sqlite3.Error:
            return 0

    def servers(self):
        """Process ids of its `tertius serve`."""
        pids = subprocess.run(['pgrep', '-P', str(self.process.pid),
                               'tertius'], capture_output=True, text=True)
        return [int(p) for p in pids.stdout.split()]
