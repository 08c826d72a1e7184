#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An IMAP server with one folder of generated messages: PORT COUNT [KIND]; or
with "mbox" for the port, the same as an mbox file.

All of them are old, as most mail of many years is, and each was written after the
one before. KIND "bulk" (all of them from a list, so that no text is asked for);
"crowd": the same, each from a sender of its own; "people": letters to the user,
each from a person of its own; or "mixed": a
third from lists, the others between the user and 3,000 people, with a short
text each, one in ten with thanks."""

import datetime, socket, sys

count = int(sys.argv[2])
is_mixed = sys.argv[3:] == ["mixed"]
is_crowd = sys.argv[3:] == ["crowd"]
is_people = sys.argv[3:] == ["people"]
ME = b"Tomas Sample <me@example.org>"
HEADER = (b"From: %s\r\nTo: %s\r\n"
          b"Subject: Number %d\r\nDate: %s\r\n"
          b"Message-ID: <%d@example.org>\r\n%s\r\n")
FIRST = (b'* %d FETCH (UID %d INTERNALDATE "%s" '
         b'BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "7bit" '
         b'%d 9 NIL NIL NIL NIL) BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\n')
SECOND = b'* %d FETCH (UID %d BODY[1]<0> {%d}\r\n%s)\r\n'
TEXT = (b"Hello,\r\n\r\nthe figures of week %d are in the second table, as on "
        b"Monday.\r\nThe first one follows when the office has it.%s\r\n\r\n"
        b"Best,\r\nDana\r\n")
THANKS = b" Thank you for\r\nyour help with the third."


BEGIN = datetime.datetime(1994, 2, 5)
YEARS = datetime.timedelta(days=3653)


def date(n, form):
    return (BEGIN + YEARS * (n / count)).strftime(form).encode()


def header(n):
    sent = date(n, "%a, %d %b %Y %H:%M:%S +0000")
    if is_people:
        person = b"Person %d <person%d@example.org>" % (n, n)
        return HEADER % (person, ME, n, sent, n, b"")
    if not is_mixed or n % 3 == 0:
        sender = (b"Shop %d <news@shop%d.example.org>" % (n, n) if is_crowd
                  else b"Dana Example <dana@example.org>")
        return HEADER % (sender, ME, n, sent, n,
                         b"List-Id: <x.example.org>\r\n")
    p = n * 7919 % 3000
    person = b"Person %d <person%d@example.org>" % (p, p)
    to = b"In-Reply-To: <%d@example.org>\r\n" % (n - 3000) if n > 3000 else b""
    return HEADER % ((ME, person, n, sent, n, to) if n % 5 == 0 else
                     (person, ME, n, sent, n, to))


def text(n):
    return TEXT % (n, THANKS if n % 10 == 0 else b"")


def numbers(numbers):
    for part in numbers.split(b","):
        a, _, b = part.partition(b":")
        yield from range(int(a), int(b or a) + 1)


def fetch(command):
    lines = []
    for n in numbers(command.split()[2]):
        if b"BODYSTRUCTURE" in command:
            data = header(n)
            lines.append(FIRST % (n, n, date(n, "%d-%b-%Y %H:%M:%S +0000"),
                                  len(TEXT), len(data), data))
        else:
            data = text(n)
            lines.append(SECOND % (n, n, len(data), data))
    return b"".join(lines)


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
        say(fetch(command))
    say(b"%s OK done\r\n" % tag)


def serve(client):
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
            return


def write_mbox(out):
    for n in range(1, count + 1):
        out.write(b"From dana@example.org Thu Feb  5 10:00:00 2004\n" +
                  (header(n) + text(n)).replace(b"\r\n", b"\n") + b"\n")


if sys.argv[1] == "mbox":
    write_mbox(sys.stdout.buffer)
    sys.exit()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    try:
        serve(client)
    except OSError:
        pass
    client.close()
