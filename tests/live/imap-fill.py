#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives the mail of a Maildir, with its folders, to an IMAP server: PORT MAILDIR.
The user is "me", and what "eva" has she shares with everybody."""

import imaplib, os, re, socket, sys

port, place = int(sys.argv[1]), sys.argv[2]


def log_in(user):
    server = imaplib.IMAP4("127.0.0.1", port)
    # Else the end of each message waits until the server has read the message.
    server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server.login(user, "secret")
    return server


def expect(answer):
    if answer[0] != "OK":
        sys.exit(str(answer))
    return answer[1]


def fill(server, folder, source):
    for entry in sorted(os.scandir(os.path.join(place, source, "cur")),
                        key=lambda entry: entry.name):
        with open(entry, "rb") as file:
            text = re.sub(rb"\r?\n", b"\r\n", file.read())
        when = imaplib.Time2Internaldate(entry.stat().st_mtime)
        expect(server.append('"%s"' % folder, None, when, text))


admin = log_in("admin")
separator = re.search(rb'"(.)"', expect(admin.list('""', '""'))[0])[1].decode()
for user in "me", "eva":
    expect(admin.create("user" + separator + user))
expect(admin.setacl("user" + separator + "eva", "anyone", "lrs"))
me = log_in("me")
separator = re.search(rb'"(.)"', expect(me.list('""', '""'))[0])[1].decode()
prefix = "INBOX" + separator if b"INBOX" + separator.encode() in \
    expect(me.namespace())[0] else ""
fill(me, "INBOX", "")
for name in sorted(os.listdir(place)):
    if name.startswith("."):
        folder = prefix + name[1:].replace(".", separator)
        expect(me.create('"%s"' % folder))
        fill(me, folder, name)
fill(log_in("eva"), "INBOX", ".Werkbank")
