# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of good will and few means. By the first part of the path:

mkcol   makes calendars by the extended MKCOL alone, as old servers do
none    makes none; it has a calendar, and one list of tasks
two     makes none; it has two lists of tasks
busy    takes one object at a time and answers 429 to more
shy     has a calendar beside ours that it lets nobody search, and by its mood
        (POST /shy/MOOD) tells of the first object in ours no more than that it
        is forbidden ("locked"), or not its version ("unversioned")

Prints its port, and what was refused.
"""
import http.server
import re
import threading
import time

STATUS = {200: 'OK', 404: 'Not Found'}
lock = threading.Lock()
under_way = 0


class Place:
    def __init__(self, *lists):
        self.kinds = dict(lists)
        self.objects = {}
        self.mood = ''


PLACES = {
    'mkcol': Place(),
    'none': Place(('home', 'VEVENT'), ('todo', 'VTODO')),
    'two': Place(('todo', 'VTODO'), ('other', 'VTODO')),
    'busy': Place(('tertius', 'VEVENT')),
    'shy': Place(('tertius', 'VEVENT'), ('shared', 'VEVENT')),
}


def describe(base, name, kind):
    return ('<response><href>%s%s/</href><propstat><prop><resourcetype>'
            '<collection/><c:calendar/></resourcetype>'
            '<c:supported-calendar-component-set><c:comp name="%s"/>'
            '</c:supported-calendar-component-set>'
            '<current-user-principal><href>%s</href></current-user-principal>'
            '</prop><status>HTTP/1.1 200 OK</status></propstat></response>' %
            (base, name, kind, base))


def describe_object(path, version, text):
    return ('<response><href>%s</href><propstat><prop><getetag>"%d"</getetag>'
            '<c:calendar-data>%s</c:calendar-data></prop>'
            '<status>HTTP/1.1 200 OK</status></propstat></response>' %
            (path, version, text.replace('&', '&amp;').replace('<', '&lt;')))


def describe_locked(path):
    return ('<response><href>%s</href><status>HTTP/1.1 403 Forbidden</status>'
            '</response>' % path)


def describe_unversioned(path):
    return ('<response><href>%s</href><propstat><prop><getetag/></prop>'
            '<status>HTTP/1.1 500 Internal Server Error</status></propstat>'
            '</response>' % path)


class Modest(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def reply(self, status, body='', headers=()):
        if status >= 400:
            print(status, self.command, self.path, flush=True)
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        data = body.encode()
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def answer_many(self, responses):
        self.reply(207, '<?xml version="1.0"?><multistatus xmlns="DAV:"'
                   ' xmlns:c="urn:ietf:params:xml:ns:caldav">' +
                   ''.join(responses) + '</multistatus>')

    def find(self):
        self.body = self.rfile.read(
            int(self.headers.get('Content-Length') or 0)).decode()
        parts = self.path.strip('/').split('/')
        self.base = '/%s/' % parts[0]
        self.place = PLACES.get(parts[0], Place())
        return parts[1:]

    def tell(self, path):
        place = self.place
        if path == min(place.objects) and place.mood == 'locked':
            return describe_locked(path)
        if path == min(place.objects) and place.mood == 'unversioned':
            return describe_unversioned(path)
        return describe_object(path, *place.objects[path])

    def do_POST(self):
        parts = self.find()
        self.place.mood = parts[0] if parts else ''
        self.reply(204)

    def do_DELETE(self):
        self.find()
        self.reply(204 if self.place.objects.pop(self.path, None) else 404)

    def do_PROPFIND(self):
        parts = self.find()
        place = self.place
        if self.path in place.objects:
            return self.answer_many([self.tell(self.path)])
        if len(parts) > 1:
            return self.reply(404)
        if parts:
            kind = place.kinds.get(parts[0])
            if kind is None:
                return self.reply(404)
            return self.answer_many(
                [describe(self.base, parts[0], kind)] +
                [self.tell(p) for p in place.objects
                 if p.startswith(self.path)])
        me = ('<response><href>%s</href><propstat><prop>'
              '<current-user-principal><href>%s</href></current-user-principal>'
              '<c:calendar-home-set><href>%s</href></c:calendar-home-set>'
              '</prop><status>HTTP/1.1 200 OK</status></propstat></response>' %
              ((self.base,) * 3))
        return self.answer_many(
            [me] + [describe(self.base, n, k) for n, k in place.kinds.items()
                    if self.headers.get('Depth') == '1'])

    def do_REPORT(self):
        self.find()
        if 'calendar-query' in self.body and self.path == '/shy/shared/':
            return self.reply(403)
        wanted = re.findall('<href>([^<]*)</href>', self.body)
        return self.answer_many([self.tell(p) for p in wanted
                                 if p in self.place.objects])

    def do_MKCALENDAR(self):
        self.find()
        self.reply(405 if self.base == '/mkcol/' else 403)

    def do_MKCOL(self):
        name = self.find()[0]
        kind = re.search('comp name="(V[A-Z]*)"', self.body)
        if self.base != '/mkcol/' or not kind or 'calendar/>' not in self.body:
            return self.reply(403)
        self.place.kinds[name] = kind.group(1)
        return self.reply(201)

    def do_PUT(self):
        global under_way
        parts = self.find()
        with lock:
            under_way += 1
            is_much = self.base == '/busy/' and under_way > 1
        time.sleep(0.05)
        with lock:
            under_way -= 1
        if is_much:
            return self.reply(429, headers=[('Retry-After', '1')])
        if 'BEGIN:' + self.place.kinds[parts[0]] not in self.body:
            return self.reply(403)
        if self.path in self.place.objects:
            return self.reply(412)
        self.place.objects[self.path] = (1, self.body)
        return self.reply(201, headers=[('ETag', '"1"')])


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Modest)
server.daemon_threads = True
print('port', server.server_address[1], flush=True)
server.serve_forever()
