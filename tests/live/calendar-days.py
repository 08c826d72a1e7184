#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""calendar-days.py URL USER PASSWORD RUNS: days of a user with two computers and
one calendar, over a bad line, as TAP.

Each day something happens at random: tertius done, later or undo on one of the
computers; in the calendar an event is moved, completed by its title, renamed,
deleted or only touched, by raw PUT or through vdirsyncer: by khal, by todoman or
in its file. Then both computers sync through a proxy that cuts, delays,
repeats or answers 4xx and 5xx. TASKS=1: reminders are tasks, and todoman ticks
them. In the end the line is good, and all must agree: every open reminder once in the calendar, none that is closed with an alarm, and
everything else in the calendar as it was, byte for byte."""

import collections
import http.client
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

URL, USER, PASSWORD, RUNS = sys.argv[1:5]
RUNS = int(RUNS)
SEED = int(os.environ.get('SEED', '1'))
SERVER = urllib.parse.urlsplit(URL)
TERTIUS = os.environ['TERTIUS_PROGRAM']
DEMO = os.environ['TERTIUS_SOURCE_DIR'] + '/packaging/demo/Maildir'
NOW = '2026-06-30T%02d:%02d:%02d+02:00'
TODAY = '2026-06-30T23:59'
clock = 9 * 3600
FOREIGN = int(os.environ.get('FOREIGN', '5'))
AS_TASK = bool(os.environ.get('TASKS'))
KIND, END = ('VTODO', 'DUE') if AS_TASK else ('VEVENT', 'DTEND')

number = 0
used = collections.Counter()

KHAL = '''[calendars]
[[t]]
path = %s
[locale]
timeformat = %%H:%%M
dateformat = %%Y-%%m-%%d
longdateformat = %%Y-%%m-%%d
datetimeformat = %%Y-%%m-%%d %%H:%%M
longdatetimeformat = %%Y-%%m-%%d %%H:%%M
local_timezone = UTC
default_timezone = UTC
'''


def ok(good, what):
    global number
    number += 1
    print('%sok %d - %s' % ('' if good else 'not ', number, what), flush=True)
    return good


# --- The bad line -------------------------------------------------------------

class Line(threading.Thread):
    """Passes requests on to the server, one a connection; sometimes badly."""

    def __init__(self, chance):
        super().__init__(daemon=True)
        self.random = random.Random(SEED)
        self.bad = 0.0
        self.chance = chance
        self.faults = 0
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(('127.0.0.1', 0))
        self.socket.listen(64)
        self.port = self.socket.getsockname()[1]

    def run(self):
        while True:
            client, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(client,),
                             daemon=True).start()

    @staticmethod
    def read_request(stream):
        head = b''
        while not head.endswith(b'\r\n\r\n'):
            line = stream.readline()
            if not line:
                return None
            head += line
        length = re.search(rb'(?i)content-length: *(\d+)', head)
        return head, stream.read(int(length.group(1))) if length else b''

    def pass_on(self, head, body):
        lines = head.decode('latin-1').split('\r\n')
        method, path, _ = lines[0].split(' ', 2)
        headers = dict(line.split(': ', 1) for line in lines[1:] if ': ' in line)
        server = http.client.HTTPConnection(SERVER.hostname, SERVER.port)
        server.request(method, path, body or None, headers)
        answer = server.getresponse()
        data = answer.read()
        result = 'HTTP/1.1 %d %s\r\n' % (answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in ('transfer-encoding', 'connection',
                                    'content-length'):
                result += '%s: %s\r\n' % (name, value)
        result += 'Content-Length: %d\r\nConnection: close\r\n\r\n' % len(data)
        server.close()
        return result.encode('latin-1') + data

    def serve(self, client):
        try:
            self.serve_one(client)
        except OSError:
            pass
        finally:
            client.close()

    def serve_one(self, client):
        request = self.read_request(client.makefile('rb'))
        if request is None:
            return
        fault = None
        if self.bad and self.random.random() < self.chance:
            fault = self.random.choice(('before', 'after', 'half', 'slow',
                                        'twice', '503', '500', '429', '408'))
            self.faults += 1
        if fault == 'before':
            return
        if fault in ('503', '500', '429', '408'):
            client.sendall(b'HTTP/1.1 %s No\r\nContent-Length: 0\r\n'
                           b'Connection: close\r\n\r\n' % fault.encode())
            return
        answer = self.pass_on(*request)
        if fault == 'twice':
            answer = self.pass_on(*request)
        if fault == 'slow':
            time.sleep(0.2)
        if fault == 'after':
            return
        client.sendall(answer[:len(answer) // 2] if fault == 'half' else answer)


# --- The calendar, raw --------------------------------------------------------

def ask(method, path, body=None, **headers):
    """curl knows all ways to log in."""
    words = ['curl', '-s', '--anyauth', '-u', '%s:%s' % (USER, PASSWORD),
             '-X', method, '-w', '\n%{http_code}']
    headers = {k.replace('_', '-'): v for k, v in headers.items()}
    if body is not None:
        headers.setdefault('Content-Type', 'text/calendar; charset=utf-8')
        words += ['--data-binary', '@-']
    for name, value in headers.items():
        words += ['-H', '%s: %s' % (name, value)]
    if isinstance(body, str):
        body = body.encode()
    done = subprocess.run(
        words + ['%s://%s%s' % (SERVER.scheme, SERVER.netloc, path)],
        input=body, capture_output=True, check=False, timeout=60)
    text, _, status = done.stdout.decode('utf-8', 'replace').rpartition('\n')
    return int(status), text


def list_calendar(path):
    body = ('<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getetag/>'
            '</prop></propfind>')
    _, text = ask('PROPFIND', path, body, Depth='1',
                  Content_Type='application/xml')
    return sorted({urllib.parse.unquote(h).rsplit('/', 1)[1] for h in
                   re.findall(r'<(?:\w+:)?href>([^<]*\.ics)</', text)})


def read_all(path):
    return {name: ask('GET', path + name)[1] for name in list_calendar(path)}


def replace(text, name, value):
    return re.sub(r'(?m)^%s[;:][^\r\n]*' % name, name + ':' + value, text,
                  count=1)


# --- Two computers ------------------------------------------------------------

class Computer:
    def __init__(self, home, line):
        self.home = home
        if AS_TASK:
            os.makedirs(home + '/config/tertius')
            with open(home + '/config/tertius/config', 'w',
                      encoding='utf-8') as out:
                out.write('[calendar]\nas-task=true\n')
        self.url = 'caldav://%s@127.0.0.1:%d%s' % (USER, line.port,
                                                   SERVER.path or '/')
        self.run('scan', DEMO)

    def run(self, *arguments):
        environment = dict(os.environ, HOME=self.home,
                           XDG_DATA_HOME=self.home + '/data',
                           XDG_CONFIG_HOME=self.home + '/config')
        now = NOW % (clock // 3600, clock // 60 % 60, clock % 60)
        done = subprocess.run([TERTIUS, '--json', '--now', now, *arguments],
                              env=environment, capture_output=True, text=True,
                              timeout=120, check=False)
        self.error = done.stderr
        return done.returncode, done.stdout

    def sync(self):
        return self.run('calendar', 'sync', self.url, '--sure',
                        '--password-command', 'echo ' + PASSWORD)

    def reminders(self, *more):
        _, out = self.run('list', 'reminders', *more)
        return {r['id']: r for r in map(json.loads, out.splitlines())}

    def open(self):
        return {i: r for i, r in self.reminders().items()
                if r['state'] in ('waiting', 'due')}


def act_here(computer, chance):
    global clock
    clock += 7
    ids = sorted(computer.open())
    what = chance.choice(('done', 'later', 'undo'))
    if what == 'undo':
        computer.run('undo')
    elif ids and what == 'done':
        computer.run('done', chance.choice(ids))
    elif ids and what == 'later':
        computer.run('later', chance.choice(ids),
                     chance.choice(('3d', '1w', '2026-07-20T10:00')))
    return what


def act_there(path, ours, chance):
    names = [n for n in list_calendar(path) if n not in ours]
    what = chance.choice(('move', 'tick', 'rename', 'delete', 'touch',
                          'nothing', 'nothing'))
    if not names or what == 'nothing':
        return what
    name = chance.choice(names)
    _, text = ask('GET', path + name)
    if 'X-TERTIUS-ID' not in text:
        return 'nothing'
    if what == 'delete':
        ask('DELETE', path + name)
        return what
    if what == 'move':
        day = chance.randrange(6, 25)
        text = replace(text, 'DTSTART', '202607%02dT090000Z' % day)
        text = replace(text, END, '202607%02dT091500Z' % day)
    elif what == 'tick' and AS_TASK:
        text = replace(text, 'STATUS', 'COMPLETED')
    elif what == 'tick':
        text = re.sub(r'(?m)^SUMMARY:(?!✓)', 'SUMMARY:✓ ', text)
    elif what == 'rename':
        text = replace(text, 'SUMMARY', 'Call them, %d' % chance.randrange(99))
    else:
        text = text.replace('END:' + KIND, 'X-MOZ-GENERATION:%d\r\nEND:%s' %
                            (chance.randrange(99), KIND))
    ask('PUT', path + name, text.encode())
    return what


class Vdir:
    """The user's other programs: vdirsyncer, khal and todoman. vdirsyncer of
    Debian 12 fails where a server wants Digest: there, files are carried."""

    def __init__(self, home, path):
        self.home = home
        self.path = path
        self.folder = home + '/vdir'
        os.makedirs(self.folder + '/cal', exist_ok=True)
        base = '%s://%s%s' % (SERVER.scheme, SERVER.netloc,
                              path.rsplit('/', 2)[0] + '/')
        with open(home + '/vdirsyncer', 'w', encoding='utf-8') as out:
            out.write('[general]\nstatus_path="%s/status/"\n'
                      '[pair p]\na="a"\nb="b"\n'
                      'collections=[["c","cal","%s"]]\n'
                      'conflict_resolution="b wins"\n'
                      '[storage a]\ntype="filesystem"\npath="%s"\n'
                      'fileext=".ics"\n[storage b]\ntype="caldav"\nurl="%s"\n'
                      'username="%s"\npassword="%s"\n' %
                      (home, path.rstrip('/').rsplit('/', 1)[1], self.folder,
                       base, USER, PASSWORD))
        for name, text in (('khal/config', KHAL % (self.folder + '/cal')),
                           ('todoman/config.py',
                            'path = "%s/*"\ndefault_list = "cal"\n'
                            'date_format = "%%Y-%%m-%%d"\n'
                            'time_format = "%%H:%%M"\n' % self.folder)):
            os.makedirs(os.path.dirname(home + '/programs/' + name))
            with open(home + '/programs/' + name, 'w',
                      encoding='utf-8') as out:
                out.write(text)
        self.has_vdirsyncer = (self.run('discover') == 0 and
                               self.run('sync') == 0)

    def read(self):
        texts = {}
        for name in os.listdir(self.folder + '/cal'):
            with open(self.folder + '/cal/' + name, encoding='utf-8',
                      newline='') as source:
                texts[name] = source.read()
        return texts

    def pull(self):
        if self.has_vdirsyncer:
            used['vdirsyncer'] += self.run('sync') == 0
            return
        there = read_all(self.path)
        for name in set(self.read()) - set(there):
            os.remove(self.folder + '/cal/' + name)
        for name, text in there.items():
            with open(self.folder + '/cal/' + name, 'w', encoding='utf-8',
                      newline='') as out:
                out.write(text)

    def push(self, before):
        if self.has_vdirsyncer:
            used['vdirsyncer'] += self.run('sync') == 0
            return
        after = self.read()
        for name in set(before) - set(after):
            ask('DELETE', self.path + name)
        for name, text in after.items():
            if before.get(name) != text:
                ask('PUT', self.path + name, text.encode())

    def use(self, words, typed=''):
        """One of them, as at the keyboard."""
        environment = dict(os.environ, HOME=self.home + '/programs',
                           XDG_CONFIG_HOME=self.home + '/programs',
                           XDG_CACHE_HOME=self.home + '/programs/cache',
                           XDG_DATA_HOME=self.home + '/programs/data')
        return subprocess.run(words, input=typed, text=True, env=environment,
                              capture_output=True, check=False, timeout=120)

    def edit_with_khal(self, text, chance):
        """Moves the event; all that it is asked besides gets a no."""
        title = re.search(r'(?m)^SUMMARY:([^\r\n]*)', text).group(1)
        day = chance.randrange(6, 25)
        when = '2026-07-%02d 10:00 2026-07-%02d 10:15' % (day, day)
        self.use(['khal', 'edit', '--show-past', title],
                 't\n%s\n' % when + 'n\n' * 20)
        used['khal'] += 1

    def tick_with_todoman(self, chance):
        todoman = shutil.which('todoman') or 'todo'
        said = self.use([todoman, '--porcelain', 'list']).stdout
        ids = [t['id'] for t in json.loads(said or '[]')
               if t['summary'] != 'Mine']
        if ids:
            self.use([todoman, 'done', str(chance.choice(ids))])
            used['todoman'] += 1

    def run(self, *arguments):
        return subprocess.run(['vdirsyncer', '-c', self.home + '/vdirsyncer',
                               *arguments], input='y\ny\n', text=True,
                              capture_output=True, check=False,
                              timeout=120).returncode

    def act(self, chance):
        self.pull()
        before = self.read()
        names = sorted(os.listdir(self.folder + '/cal'))
        names = [n for n in names if not n.startswith('foreign')]
        if names:
            file = self.folder + '/cal/' + chance.choice(names)
            with open(file, encoding='utf-8') as source:
                text = source.read()
            dice = chance.random()
            if dice < 0.2:
                os.remove(file)
            elif dice < 0.7 and AS_TASK:
                self.tick_with_todoman(chance)
            elif dice < 0.7 and KIND in text:
                self.edit_with_khal(text, chance)
            else:
                day = chance.randrange(6, 25)
                text = re.sub(r'(?m)^DTSTART.*$',
                              'DTSTART:202607%02dT110000' % day, text)
                text = re.sub('(?m)^%s.*$' % END,
                              END + ':202607%02dT111500' % day, text)
                with open(file, 'w', encoding='utf-8') as out:
                    out.write(text)
        self.push(before)


# --- The days -----------------------------------------------------------------

def agree(one, two, path, foreign):
    calendar = read_all(path)
    for name, text in foreign.items():
        if calendar.pop(name, None) != text:
            return 'a foreign event %s was changed' % name
    mine = {}
    for name, text in calendar.items():
        short = re.search(r'X-TERTIUS-ID:(\w+)', text)
        if short:
            mine.setdefault(short.group(1), []).append(text)
    first, second = one.open(), two.open()
    if sorted(first) != sorted(second):
        return 'the computers differ: %s' % ', '.join(
            '%s is %s' % (i[:8], sorted(re.findall('SUMMARY:([^\r\n]*)', t) +
                                        re.findall('BEGIN:(VALARM)', t)
                                        for t in mine.get(i[:8], [])))
            + (' open on one' if i in first else ' open on two')
            for i in set(first) ^ set(second))
    for i, reminder in first.items():
        objects = [t for t in mine.get(i[:8], [])
                   if 'SUMMARY:✓' not in t and 'STATUS:C' not in
                   t.replace('STATUS:CONFIRMED', '')]
        if len(objects) > 1:
            return '%s is there %d times' % (i[:8], len(objects))
        if not objects:
            return '%s is missing' % i[:8]
        # What is overdue rings as soon as each of them can.
        if max(second[i]['due'], TODAY) != max(reminder['due'], TODAY):
            return '%s is due %s here, %s there' % (
                i[:8], reminder['due'], second[i]['due'])
    for short, texts in mine.items():
        if any(i.startswith(short) for i in first):
            continue
        if any('VALARM' in t for t in texts):
            return '%s is closed and rings' % short
    return None


def main():
    chance = random.Random(SEED)
    home = tempfile.mkdtemp()
    line = Line(0.15)
    line.start()
    try:
        one = Computer(home + '/one', line)
        two = Computer(home + '/two', line)
        ok(one.sync()[0] == 0, 'the first sync makes the calendar')
        path = urllib.parse.urlsplit(json.loads(one.sync()[1])['target']).path
        foreign = {}
        for i in range(FOREIGN):
            name = 'foreign%d.ics' % i
            ask('PUT', path + name,
                'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:%s\r\n'
                'UID:foreign%d\r\nDTSTAMP:20260601T080000Z\r\n'
                'DTSTART:20260701T080000Z\r\nSUMMARY:Mine\r\n'
                'X-MOZ-LASTACK:20260601T080000Z\r\nEND:%s\r\n'
                'END:VCALENDAR\r\n' % (KIND, i, KIND))
            foreign[name] = ask('GET', path + name)[1]
        ok(two.sync()[0] == 0, 'the second computer finds it')
        vdir = Vdir(home, path) if shutil.which('vdirsyncer') else None
        bad = []
        for day in range(RUNS):
            acts = []
            line.bad = 1.0
            for _ in range(chance.randrange(1, 4)):
                where = chance.randrange(4)
                if where < 2:
                    acts.append(act_here((one, two)[where], chance))
                elif where == 2 or vdir is None or day % 2 != 0:
                    acts.append(act_there(path, foreign, chance))
                else:
                    vdir.act(chance)
                    acts.append('vdirsyncer')
                chance.choice((one, two)).sync()
            line.bad = 0.0
            for computer in (one, two, one, two):
                status, _ = computer.sync()
                if status not in (0, 1):
                    bad.append('day %d: %s' % (day, computer.error))
            why = agree(one, two, path, foreign)
            if why is not None:
                bad.append('day %d (%s): %s' % (day, ', '.join(acts), why))
                if len(bad) > 3:
                    break
        for why in bad:
            print('#', why)
        ok(not bad, '%d days end equal, over a line with %d faults' %
           (RUNS, line.faults))
        if vdir is not None and RUNS >= 40:
            ok(used['todoman' if AS_TASK else 'khal'] > 0,
               'among them %d by khal, %d by todoman, %d runs of vdirsyncer' %
               (used['khal'], used['todoman'], used['vdirsyncer']))
        _, out = one.run('scan', one.url, '--password-command',
                         'echo ' + PASSWORD)
        if not AS_TASK:
            ok(json.loads(out)['meetings'] >= FOREIGN,
               'the calendar is a place to scan, too')
        print('1..%d' % number)
    finally:
        shutil.rmtree(home)


main()
