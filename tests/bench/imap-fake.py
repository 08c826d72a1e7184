#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An IMAP server with one folder of PORT's COUNT generated messages: headers and
structure only, all of them from a list, so that no text is asked for."""

import re, socket, sys

port, count = int(sys.argv[1]), int(sys.argv[2])
listener = socket.create_server(("127.0.0.1", port))
HEADER = (b"From: Dana Example <dana@example.org>\r\n"
          b"To: Tomas Sample <tomas@example.org>\r\n"
          b"Subject: Number %d\r\nDate: Mon, 5 Feb 2024 10:00:00 +0100\r\n"
          b"Message-ID: <%d@example.org>\r\nList-Id: <x.example.org>\r\n\r\n")
LINE = (b'* %d FETCH (UID %d INTERNALDATE " 5-Feb-2024 10:00:00 +0100" '
        b'BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "7bit" '
        b'500 9 NIL NIL NIL NIL) BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\n')


def numbers(text):
    for part in text.split(b","):
        a, _, b = part.partition(b":")
        yield from range(int(a), int(b or a) + 1)


def answer(tag, command, say):
    word = command.upper()
    if word.startswith(b"CAPABILITY"):
        say(b"* CAPABILITY IMAP4rev1 ESEARCH AUTH=PLAIN\r\n")
    elif word.startswith(b"LIST"):
        say(b'* LIST () "/" INBOX\r\n')
    elif word.startswith(b"EXAMINE"):
        say(b"* %d EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n"
            b"* OK [UIDNEXT %d] x\r\n" % (count, count + 1))
    elif word.startswith(b"UID SEARCH"):
        say(b'* ESEARCH (TAG "%s") UID ALL %s\r\n' % (tag, command.split()[-1]))
    elif word.startswith(b"UID FETCH"):
        lines = []
        for n in numbers(command.split()[2]):
            header = HEADER % (n, n)
            lines.append(LINE % (n, n, len(header), header))
        say(b"".join(lines))
    say(b"%s OK done\r\n" % tag)


while True:
    client, _ = listener.accept()
    client.sendall(b"* OK ready\r\n")
    for line in client.makefile("rb"):
        tag, _, command = line.strip().partition(b" ")
        if command.upper().startswith(b"AUTHENTICATE"):
            client.sendall(b"+ \r\n")
            login = tag
        elif not command:  # the answer to the challenge
            client.sendall(login + b" OK in\r\n")
        else:
            answer(tag, command, client.sendall)
        if command.upper() == b"LOGOUT":
            break
    client.close()
