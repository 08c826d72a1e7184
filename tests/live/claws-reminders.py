# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders around a real Claws Mail, at a fixed moment in working hours: the
desktop is told once a day, the calendar on a server is synced by a child, and the
client's own calendar has them too. Speaks TAP.

    claws-reminders.py FOLDER [PORT]   PORT: of a CalDAV server
    claws-reminders.py --desktop FILE  is the desktop, and writes down what it is
                                       told, a line each
"""
import calendar
import contextlib
import glob
import json
import os
import subprocess
import sys
import time

from gi.repository import Gio, GLib

from claws_mail import (ADA, BUILD, Claws, button, cell, click, find, label,
                        letter, menu, ok, picture, plan, reader, say, until,
                        window, write)

MONDAY = '2026-11-30T10:00:00Z'
TUESDAY = '2026-12-01T10:00:00Z'
OURS = 1 << 10  # a meeting that is a reminder of ours
NAME = 'org.freedesktop.Notifications'
INTERFACE = f'''<node><interface name="{NAME}"><method name="Notify">
<arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method></interface></node>'''


def be_the_desktop(path):
    def on_call(_bus, _sender, _path, _interface, _method, arguments, call):
        told = arguments.unpack()
        with open(path, 'a') as file:
            file.write(f'{told[3]}\t{told[4]}\n'.replace('\n', ' ') + '\n')
        call.return_value(GLib.Variant('(u)', (1,)))

    def on_bus(bus, _name):
        bus.register_object('/org/freedesktop/Notifications',
                            Gio.DBusNodeInfo.new_for_xml(
                                INTERFACE).interfaces[0], on_call)
    Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE,
                     on_bus, lambda *_: write(path, ''), None)
    GLib.MainLoop().run()


@contextlib.contextmanager
def desktop(path):
    child = subprocess.Popen(['/usr/bin/python3', '-W', 'ignore', __file__,
                              '--desktop', path])
    ok('there is a desktop', until(lambda: os.path.exists(path)))
    try:
        yield lambda: open(path).read().splitlines()
    finally:
        child.kill()
        child.wait()


def intro(n, friend, newcomer, day):
    """An introduction of that day of November, at noon."""
    moment = calendar.timegm((2026, 11, day, 12, 0, 0))
    return letter(f'{friend} Friend <{friend.lower()}@friends.example>', ADA,
                  f'{newcomer} New <{newcomer.lower()}@newco.example>',
                  f'Intro: Ada <> {newcomer}', f'intro-{n}@friends.example',
                  f'Hi Ada, meet {newcomer} New, who runs research at Newco. '
                  f'{newcomer}, meet Ada.\nThe two of you should talk.\n\n'
                  f'{friend}\n', (time.time() - moment) / 86400)


LETTERS = [intro(1, 'Bob', 'Carol', 26),
           intro(2, 'Dan', 'Eve', 25).replace('Eve New', 'Eve & New')]


def start(claws, now, name='Claws Mail starts'):
    """With an engine whose clock stands, and which tells what it is asked."""
    write(claws.folder + '/tertius', '#!/bin/sh\n'
          f'echo "$*" >> {claws.folder}/calls\n'
          f'exec {BUILD}/tertius "$@" --now {now}\n', 0o700)
    claws.start(TERTIUS_PROGRAM=claws.folder + '/tertius')
    claws.wait(name, lambda: menu('Introductions…'))


def calls(claws):
    with contextlib.suppress(OSError):
        return open(claws.folder + '/calls').read()
    return ''


def end(claws):
    ok('and ends well', claws.end() == 0)


def told_once_a_day(folder):
    with Claws(folder, letters=LETTERS) as claws, \
            desktop(folder + '/told') as told:
        start(claws, MONDAY)
        claws.wait('the desktop is told what is due', told)
        claws.wait('and so is the client', lambda: label(
            'and 1 more thing to do', reader()))
        ok('all of it in one notice', len(told()) == 1 and
           'Thank Bob Friend' in told()[0] and 'Thank Dan Friend' in told()[0])
        ok('and no name in it is markup', 'Eve &amp; New' in told()[0])
        picture('reminder-bar-two')
        write(f'{claws.mail}/inbox/3', intro(3, 'Fay', 'Gus', 24))
        claws.remote('--select', '#mh/Mailbox/inbox')
        claws.wait('one more thing becomes due', lambda: label(
            'and 2 more things to do', reader()))
        end(claws)
        start(claws, MONDAY, 'the client starts again on the same day')
        claws.wait('what is due is caught up in one bar', lambda: label(
            'and 2 more things to do', reader()))
        ok('and the desktop is not told again', len(told()) == 1)
        write(f'{claws.mail}/inbox/4', intro(4, 'Hal', 'Ivy', 27))
        end(claws)
        start(claws, TUESDAY, 'and on the next')
        claws.wait('it is told again', lambda: len(told()) == 2)
        end(claws)


def events(claws):
    found = [f for f in glob.glob(claws.rc + '/vcalendar/*-*')
             if '<event' in open(f).read(200)]
    return ' '.join(open(f).read() for f in found)


def shown_by_calendar():
    """What the client's own calendar tells other programs."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    answer = bus.call_sync(
        'org.gnome.Shell.CalendarServer', '/org/gnome/Shell/CalendarServer',
        'org.gnome.Shell.CalendarServer', 'GetEvents', GLib.Variant(
            '(xxb)', (calendar.timegm((2026, 11, 1, 0, 0, 0)),
                      calendar.timegm((2027, 3, 1, 0, 0, 0)), True)),
        None, Gio.DBusCallFlags.NONE, 5000, None)
    return str(answer.unpack())


def scanned(claws):
    """The calendar as the client itself writes it, which keeps no property of
    ours, is a place to scan; and what we wrote there is no meeting."""
    place = claws.rc + '/vcalendar'
    ledger = claws.rc + '/scanned.db'
    claws.wait('the client writes its calendar down', lambda: all(
        name in ''.join(open(f).read() for f in glob.glob(place + '/*.ics'))
        for name in ('Thank Bob', 'Thank Dan')))
    run = [BUILD + '/tertius', 'scan', '--json', '--ledger', ledger, place]
    done = subprocess.run(run, capture_output=True, text=True)
    counts = json.loads(done.stdout)
    ok('and the command reads it',
       counts['meetings'] == 2 and counts['unreadable'] == 0)
    run = [BUILD + '/tertius', 'export', '--ledger', ledger]
    lines = subprocess.run(run, capture_output=True, text=True).stdout
    flags = [json.loads(line).get('flags') for line in lines.splitlines()
             if '"meeting":' in line]
    ok('knowing its own reminders', flags == [OURS, OURS])


def mirrored(folder):
    found = subprocess.run(['pkg-config', '--variable=plugindir',
                            'claws-mail'], capture_output=True, text=True)
    if not os.path.exists(found.stdout.strip() + '/vcalendar.so'):
        say('SKIP no calendar in Claws Mail here')
        return
    settings = '[calendar]\nmail-program=true\n'
    with Claws(folder, letters=LETTERS, settings=settings,
               plugins=['vcalendar.so', BUILD + '/tertius.so'],
               preferences='\n[VCalendar]\ncalendar_server=1\n') as claws:
        start(claws, MONDAY)
        claws.wait('the client\'s own calendar has what is due',
                   lambda: 'Thank Bob Friend' in events(claws))
        claws.wait('and shows it', lambda: 'Thank Bob Friend' in
                   shown_by_calendar())
        scanned(claws)
        click(menu('Introductions…'))
        ours = claws.wait('the window', lambda: window('Tertius'))
        claws.wait('has it too', lambda: cell('Thank Bob Friend'))
        click(button('Done', ours))
        claws.wait('what is done goes there', lambda: events(claws) and (
            'Bob Friend' in events(claws)) != ('Dan Friend' in events(claws)))
        end(claws)


def synced(folder, port):
    settings = f'[calendar]\nurl=caldav://alice@127.0.0.1:{port}/\n'
    with Claws(folder, letters=LETTERS, settings=settings) as claws:
        write(claws.rc + '/passwordstorerc',
              '[config_version:4]\n\n[plugin:Tertius]\ncaldav secret\n')
        start(claws, MONDAY)
        claws.wait('a child syncs with the calendar', lambda:
                   'calendar sync --password-command cat' in calls(claws))
        ok('the password is in no command line', 'secret' not in calls(claws))
        claws.wait('which has what is due then', lambda: any(
            'Thank Bob Friend' in open(f).read() for f in glob.glob(
                os.environ['STORAGE'] + '/**/*.ics', recursive=True)))
        end(claws)
    settings = settings.replace(str(port), '9')
    with Claws(folder + '-gone', letters=LETTERS, settings=settings) as claws:
        start(claws, MONDAY)
        claws.wait('a server that is not there is told in the status bar',
                   lambda: label('could not be synced', reader()))
        ok('and in no box', not find('dialog', 'Tertius'))
        end(claws)


def main():
    if sys.argv[1] == '--desktop':
        be_the_desktop(sys.argv[2])
        return
    try:
        if len(sys.argv) > 2:
            synced(sys.argv[1], sys.argv[2])
            return
        told_once_a_day(sys.argv[1] + '/told')
        mirrored(sys.argv[1] + '/mirrored')
    finally:
        plan()


main()
