# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a real Claws Mail through its accessible widgets. Speaks TAP.

    claws.py FOLDER [PORT]     FOLDER: a new one; PORT: of a Dovecot for `ada`
    claws.py --letters FOLDER  writes the letters of the story there

Runs inside xvfb-run and dbus-run-session: see claws.t.
"""
import email
import email.utils
import glob
import os
import signal
import subprocess
import sys
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

BUILD = os.environ['TERTIUS_BUILD_DIR']
PICTURES = os.environ.get('TERTIUS_PICTURES')
IS_FOR_LETTERS = sys.argv[1] == '--letters'
D = sys.argv[2 if IS_FOR_LETTERS else 1]
PORT = sys.argv[2] if len(sys.argv) > 2 and not IS_FOR_LETTERS else None
RC, MAIL = D + '/rc', D + '/Mail'
SECONDS = 20
count = 0


# --- What happened ----------------------------------------------------------

def ok(name, value=True):
    global count
    count += 1
    print(f"{'ok' if value else 'not ok'} {count} - {name}", flush=True)
    return value


def wait(name, what, seconds=SECONDS):
    """The first true value of what(), told as a test called name."""
    end = time.time() + seconds
    while time.time() < end:
        if claws.poll() is not None:
            ok(f'{name} (Claws Mail ended with {claws.returncode})', False)
            for line in open(D + '/log').read().splitlines()[-10:]:
                print('#', line, flush=True)
            raise SystemExit(1)
        try:
            value = what()
        except Exception:  # widgets come and go
            value = None
        if value:
            ok(name)
            return value
        time.sleep(0.1)
    ok(name, False)
    picture('failed')
    print('#', [w.get_name() for w in windows()], flush=True)
    raise SystemExit(1)


def picture(name):
    if PICTURES:
        time.sleep(0.5)
        subprocess.run(['import', '-window', 'root',
                        f'{PICTURES}/{name}.png'], check=False)


# --- Widgets ----------------------------------------------------------------

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


def find(role, name, inside=None, hidden=False):
    for root in [inside] if inside else windows():
        for widget in walk(root):
            if widget.get_role_name() == role and \
                    widget.get_name() == name and \
                    (hidden or is_showing(widget)):
                return widget
    return None


def window(start):
    for one in windows():
        if (one.get_name() or '').startswith(start):
            return one
    return None


def composer():
    for one in windows():
        if 'Compose message' in (one.get_name() or ''):
            return one
    return None


def click(widget):
    widget.get_action_iface().do_action(0)


def button(name, inside=None):
    return find('push button', name, inside)


def has_label(text, inside=None):
    for root in [inside] if inside else windows():
        for widget in walk(root):
            if widget.get_role_name() == 'label' and is_showing(widget) and \
                    text in (widget.get_name() or ''):
                return True
    return False


def cell(text):
    for root in windows():
        for widget in walk(root):
            if widget.get_role_name() == 'table cell' and \
                    text in (widget.get_name() or ''):
                return widget
    return None


# --- Claws Mail -------------------------------------------------------------

def remote(*arguments):
    return subprocess.run(['claws-mail', '--alternate-config-dir', RC,
                           *arguments], capture_output=True, text=True,
                          timeout=15).stdout


def start():
    log = open(D + '/log', 'a')
    return subprocess.Popen(['claws-mail', '--alternate-config-dir', RC],
                            stdout=log, stderr=log)


def write(path, text, mode=0o600):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)
    os.chmod(path, mode)


def letter(sender, to, cc, subject, identifier, text, days):
    date = email.utils.formatdate(time.time() - days * 86400)
    return (f'From: {sender}\nTo: {to}\n' + (f'Cc: {cc}\n' if cc else '') +
            f'Subject: {subject}\nDate: {date}\n'
            f'Message-ID: <{identifier}>\nMIME-Version: 1.0\n'
            'Content-Type: text/plain; charset=utf-8\n\n' + text)


ADA = 'Ada Tester <ada@example.org>'
LETTERS = [
    letter('Bob Friend <bob@friends.example>', ADA,
           'Carol New <carol@newco.example>', 'Intro: Ada <> Carol',
           'intro-1@friends.example',
           'Hi Ada, meet Carol New, who runs research at Newco. Carol, meet '
           'Ada.\nI am sure that the two of you should talk.\n\nBob\n', 0.1),
    letter('Shop <news@shop.example>', ADA, '', 'Weekly deals',
           'deal-2@shop.example', 'Buy things.\n', 0.2),
    letter('Dan Pal <dan@pals.example>', ADA,
           'Eve Else <eve@else.example>', 'Introduction: Eve and Ada',
           'intro-3@pals.example',
           'Dear Ada, I would like to introduce you to Eve Else, a designer '
           'in Lyon. Eve, meet Ada. Over to you two!\n\nDan\n', 0.3),
    letter('Fay Kind <fay@kind.example>', ADA,
           'Gus Fresh <gus@fresh.example>', 'Ada, meet Gus',
           'intro-4@kind.example',
           'Ada, meet Gus Fresh, our new head of sales. Gus, meet Ada. The '
           'two of you should talk.\n\nFay\n', 0.4),
]

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


def make_profile():
    sink = D + '/sink.sh'
    write(sink, f'#!/bin/sh\nf=$(mktemp {D}/out.XXXXXX)\n'
          f'cat > "$f.part" && mv "$f.part" "$f.mail"\n', 0o700)
    for name in 'inbox', 'sent', 'draft', 'queue', 'trash':
        os.makedirs(f'{MAIL}/{name}')
    write(RC + '/clawsrc',
          '[Common]\nconfig_version=4\nenable_aspell=0\ncheck_on_startup=0\n'
          'show_recv_err_dialog=0\n\n'
          f'[Plugins_GTK3]\n{BUILD}/tertius.so\n')
    accounts = ACCOUNT.format(number=1, name='Local', default=1,
                              address='ada@example.org', protocol=4, more='',
                              sink=sink)
    folders = ''.join(
        f'<folderitem type="{kind}" name="{name}" path="{name}" />\n'
        for kind, name in (('inbox', 'inbox'), ('outbox', 'sent'),
                           ('draft', 'draft'), ('queue', 'queue'),
                           ('trash', 'trash')))
    imap = ''
    if PORT:
        accounts += ACCOUNT.format(
            number=2, name='Imap', default=0, address='ada@example.net',
            protocol=1, sink=sink,
            more='receive_server=127.0.0.1\nuser_id=ada\nset_imapport=1\n'
            f'imap_port={PORT}\nssl_imap=0\nimap_subsonly=0\n')
        write(RC + '/passwordstorerc',
              '[config_version:4]\n\n[account:2]\nrecv secret\n')
        imap = ('<folder name="Imap" account_id="2" collapsed="0" sort="0" '
                'type="imap"><folderitem type="inbox" name="INBOX" '
                'path="INBOX" account_id="2" /></folder>\n')
    write(RC + '/accountrc', accounts)
    write(RC + '/folderlist.xml',
          '<?xml version="1.0" encoding="UTF-8"?>\n'
          '<folderlist config_version="4">\n'
          f'<folder name="Mailbox" path="{MAIL}" collapsed="0" sort="0" '
          f'type="mh">\n{folders}</folder>\n{imap}</folderlist>\n')
    if not PORT:
        for i, text in enumerate(LETTERS):
            write(f'{MAIL}/inbox/{i + 1}', text)


def select(number):
    identifier = email.message_from_string(LETTERS[number - 1])['Message-ID']
    if PORT:
        remote('--select', f'#imap/Imap/INBOX/{identifier}')
    else:
        remote('--select', f'#mh/Mailbox/inbox/{number}')


def sent():
    return [email.message_from_file(open(f))
            for f in sorted(glob.glob(D + '/out.*.mail'))]


# --- The story --------------------------------------------------------------

def story():
    wait('Claws Mail starts with the plugin',
         lambda: find('menu item', 'Introductions…', hidden=True))
    if PORT:
        remote('--select', '#imap/Imap/INBOX')
    select(1)
    wait('the banner says who introduced whom',
         lambda: has_label('Bob Friend introduced you to Carol New.'))
    thank = wait('it has a button for the step', lambda: button('Thank both'))
    for name in 'Later…', 'Why?', 'Not an introduction':
        ok(f'and "{name}"', button(name) is not None)
    picture('banner')
    select(2)
    wait('other mail has no banner', lambda: not button('Thank both'))
    select(1)
    thank = wait('and it comes back', lambda: button('Thank both'))

    click(button('Why?'))
    why = wait('the reasons are shown', lambda: window('Tertius: why?'))
    wait('with their words', lambda: has_label('Ada, meet Carol', why))
    picture('why')
    click(button('Close', why))

    click(thank)
    draft = wait('the draft opens', composer)
    texts = lambda: [w.get_text_iface().get_text(0, -1) for w in walk(draft)
                     if w.get_role_name() in ('text', 'entry')]
    wait('to both',
         lambda: any('bob@friends.example' in t for t in texts()) and
         any('carol@newco.example' in t for t in texts()))
    wait('with a place for the user',
         lambda: any('[… ' in t and 'Bob' in t for t in texts()))
    picture('draft')
    click(button('Send', draft))
    mail = wait('it is sent', sent)[0]
    ok('as a reply to the introduction',
       mail['In-Reply-To'] == '<intro-1@friends.example>' and
       '<intro-1@friends.example>' in (mail['References'] or ''))
    ok('with an id', bool(mail['Message-ID']))
    wait('thanked: the banner no longer asks',
         lambda: not button('Thank both'))

    select(3)
    wait('another introduction',
         lambda: has_label('Dan Pal introduced you to Eve Else.'))
    click(button('Not an introduction'))
    wait('"Not an introduction" takes the banner away',
         lambda: not button('Not an introduction'))

    select(4)
    wait('a third one',
         lambda: has_label('Fay Kind introduced you to Gus Fresh.'))
    click(button('Later…'))
    later = wait('"Later…" asks when', lambda: window('Tertius: later'))
    picture('later')
    click(button('In a week', later))
    wait('and keeps it', lambda: not window('Tertius: later'))

    click(find('menu item', 'Introductions…', hidden=True))
    ours = wait('the window opens', lambda: window('Tertius: introductions'))
    wait('it has what is due', lambda: cell('Thank Fay Kind'))
    picture('due')
    tab = find('page tab', 'Introductions', ours)
    tab.get_parent().get_selection_iface().select_child(1)
    wait('and the introductions', lambda: cell('Carol New'))
    ok('without the one that was none', cell('Eve Else') is None)
    picture('introductions')

    remote('--exit')
    claws.wait(SECONDS)
    ok('Claws Mail ends well', claws.returncode == 0)


def reply_story():
    """The user's own Reply closes it too; then the end comes in mid scan."""
    wait('Claws Mail starts again',
         lambda: find('menu item', 'Introductions…', hidden=True))
    select(4)
    wait('the banner is there', lambda: button('Thank both'))
    click(button('All'))
    draft = wait('the user writes by hand', composer)
    body = [w for w in walk(draft) if w.get_role_name() == 'text' and
            '> Ada, meet Gus' in w.get_text_iface().get_text(0, -1)][0]
    text = ('Dear Fay, thank you so much for introducing me to Gus.\n'
            'Gus, nice to meet you!\n')
    body.get_editable_text_iface().insert_text(0, text, len(text))
    click(button('Send', draft))
    wait('and sends', lambda: len(sent()) == 2)
    wait('that thanks as well', lambda: not button('Thank both'))
    for i in range(300):
        write(f'{MAIL}/inbox/{i + 100}', LETTERS[1].replace(
            'deal-2@', f'deal-{i + 100}@'))
    remote('--select', '#mh/Mailbox/inbox')
    remote('--exit')
    claws.wait(SECONDS)
    ok('the end in the middle of reading is a good one',
       claws.returncode == 0)


if IS_FOR_LETTERS:
    for n, content in enumerate(LETTERS):
        write(f'{D}/{n + 1}.letter', content)
    sys.exit()
def unload_story():
    """Taken out while it runs, it leaves nothing behind."""
    wait('Claws Mail starts a third time',
         lambda: find('menu item', 'Introductions…', hidden=True))
    select(4)
    wait('with a banner', lambda: button('Why?'))
    click(find('menu item', 'Plugins...', hidden=True))
    dialog = wait('the plugins are listed', lambda: window('Plugins'))
    table = [w for w in walk(dialog)
             if w.get_role_name() in ('table', 'tree table')][0]
    table.get_table_iface().add_row_selection(0)
    unload = button('Unload', dialog)
    wait('it can be unloaded', lambda: unload.get_state_set().contains(
        Atspi.StateType.SENSITIVE))
    click(unload)
    wait('its menu goes',
         lambda: not find('menu item', 'Introductions…', hidden=True))
    ok('and the banner', button('Why?') is None)
    click(button('Close', dialog))
    select(2)
    select(1)
    remote('--exit')
    claws.wait(SECONDS)
    ok('Claws Mail ends well without it', claws.returncode == 0)


make_profile()
claws = start()
try:
    story()
    claws = start()
    reply_story()
    claws = start()
    unload_story()
finally:
    if claws.poll() is None:
        claws.send_signal(signal.SIGKILL)
    print(f'1..{count}')
