#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells Dovecot whether an OAuth 2 token is good: PORT."""

import http.server, sys


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        good = b"good-token" in body
        answer = (b'{"active":true,"username":"me"}' if good
                  else b'{"active":false}')
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
