# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of bad will: what it answers hangs on the path that is asked for.

Prints its port, and what it was sent in the way of names and passwords.
"""
import gzip
import http.server
import threading
import time

HEAD = '<?xml version="1.0"?>'
GOOD = (HEAD + '<multistatus xmlns="DAV:" '
        'xmlns:c="urn:ietf:params:xml:ns:caldav"><response><href>%s</href>'
        '<propstat><prop><resourcetype><collection/><c:calendar/>'
        '</resourcetype>%s</prop><status>HTTP/1.1 200 OK</status></propstat>'
        '</response></multistatus>')


class Hostile(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def reply(self, status, body=b'', headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def move(self, where):
        self.reply(302, headers=[('Location', where)])

    def chunks(self, size, count, pause=0.0):
        self.send_response(207)
        self.send_header('Transfer-Encoding', 'chunked')
        self.end_headers()
        piece = b'%x\r\n' % size + b'x' * size + b'\r\n'
        try:
            for _ in range(count):
                self.wfile.write(piece)
                time.sleep(pause)
            self.wfile.write(b'0\r\n\r\n')
        except OSError:
            pass

    def drip(self, seconds, size):
        """A good answer of so many bytes over so many seconds."""
        good = (GOOD % (self.path, '')).encode().ljust(size)
        self.send_response(207)
        self.send_header('Content-Length', str(size))
        self.end_headers()
        try:
            for i in range(0, size, size // 100):
                self.wfile.write(good[i:i + size // 100])
                time.sleep(seconds / 100)
        except OSError:
            pass

    def tell(self, properties):
        self.reply(207, (HEAD + '<multistatus xmlns="DAV:" '
                         'xmlns:c="urn:ietf:params:xml:ns:caldav"><response>'
                         '<href>%s</href><propstat><prop>%s</prop><status>'
                         'HTTP/1.1 200 OK</status></propstat></response>'
                         '</multistatus>' % (self.path, properties)).encode())

    def answer(self):
        length = int(self.headers.get('Content-Length') or 0)
        self.rfile.read(length)
        if 'Authorization' in self.headers:
            print('login', self.path, flush=True)
        case = self.path.strip('/').split('/')[0]
        port = self.server.server_address[1]
        if case == 'loop':
            self.move('/loop/')
        elif case == 'file':
            self.move('file:///etc/passwd')
        elif case == 'other':
            self.move('http://127.0.0.2:%d/good/' % port)
        elif case.startswith('hop'):
            left = int(case[3:])
            if left == 0:
                self.reply(207, (GOOD % ('/hop0/', '')).encode())
            else:
                self.move('/hop%d/' % (left - 1))
        elif case.startswith('big'):
            good = (GOOD % (self.path, '')).encode()
            size = int(case[3:])
            self.reply(207, good + b' ' * (size - len(good)))
        elif case.startswith('drip'):
            self.drip(int(case[4:]), 2000)
        elif case.startswith('last'):
            self.drip(int(case[4:]), 10000)
        elif case == 'elsewhere':
            self.move('https://example.org/')
        elif case == 'endless':
            self.chunks(1 << 20, 1024)
        elif case == 'slow':
            self.chunks(1, 600, 1.0)
        elif case == 'bomb':
            body = gzip.compress(b' ' * (64 << 20))
            self.reply(207, body, [('Content-Encoding', 'gzip')])
        elif case == 'doctype':
            self.reply(207, ('<!DOCTYPE x [<!ENTITY a "b">]>' +
                             GOOD % ('/doctype/', '')).encode())
        elif case == 'attributes':
            many = ' '.join('a%d="1"' % i for i in range(100000))
            self.reply(207, ('<multistatus xmlns="DAV:" %s/>' % many).encode())
        elif case == 'deep':
            self.reply(207, b'<a>' * 200000)
        elif case == 'denied':
            self.reply(401, headers=[('WWW-Authenticate', 'Basic realm="x"')])
        elif case == 'busy':
            self.reply(503, headers=[('Retry-After', '60')])
        elif case == 'cut':
            self.send_response(207)
            self.send_header('Content-Length', '1000')
            self.end_headers()
            self.wfile.write(b'<multistatus xmlns="DAV:">')
            self.close_connection = True
        elif case == 'lost':
            self.tell('<current-user-principal><href>'
                      'http://127.0.0.2:%d/good/</href>'
                      '</current-user-principal>' % port)
        elif case == 'away' and self.headers.get('Depth') == '1':
            self.reply(207, (GOOD % ('http://127.0.0.2:%d/steal/tertius/' %
                                     port, '')).encode())
        elif case == 'away':
            self.tell('<current-user-principal><href>/away/</href>'
                      '</current-user-principal><c:calendar-home-set>'
                      '<href>/away/</href></c:calendar-home-set>')
        elif case == 'steal':
            self.reply(401, headers=[('WWW-Authenticate', 'Basic realm="x"')])
        elif case == 'nowhere':
            self.tell('<current-user-principal><href>http://[</href>'
                      '</current-user-principal>')
        elif case == 'homeless':
            self.tell('<current-user-principal><href>/homeless/</href>'
                      '</current-user-principal><c:calendar-home-set>'
                      '<href>http://[</href></c:calendar-home-set>')
        elif case == 'good':
            self.reply(207, (GOOD % ('/good/', '')).encode())
        else:
            self.reply(404)

    do_PROPFIND = do_REPORT = do_PUT = do_GET = do_MKCALENDAR = answer


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Hostile)
server.daemon_threads = True
# Another host, to which a password is to be lured.
other = http.server.ThreadingHTTPServer(('127.0.0.2', server.server_port),
                                        Hostile)
other.daemon_threads = True
threading.Thread(target=other.serve_forever, daemon=True).start()
print('port', server.server_address[1], flush=True)
server.serve_forever()
