#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An IMAP server that has much, or fails so often: PORT WHAT N.

	folders   N folders, of which LIST tells that nothing is in them
	prefixes  N namespaces with a folder each
	messages  N messages in INBOX, which have gone when they are fetched
	counted   the same, and LIST tells how many
	more      INBOX, of which LIST tells one message, has N
	refuses   hangs up at the first N connections
	leaves    hangs up when INBOX is opened, N times; then it has a message
	breaks    hangs up when its only message is fetched, N times

What it was asked goes to standard output, a line each."""

import socket, sys

what, count = sys.argv[2], int(sys.argv[3])
failures = count
TEXT = b"From: dana@example.org\r\nMessage-ID: <1@example.org>\r\n\r\n"
EMPTY = b'* STATUS "%s" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1)\r\n'
ONE = (b'* 1 FETCH (UID 1 INTERNALDATE " 5-Feb-2024 10:00:00 +0100" '
       b'BODYSTRUCTURE ("text" "plain" NIL NIL NIL "7bit" 0 0) '
       b'BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\n' % (len(TEXT), TEXT))


class HangUp(Exception):
    pass


def fails():
    """Whether this is one of the first N times."""
    global failures
    failures -= 1
    return failures >= 0


def list_folders(command):
    if what == "folders":
        for i in range(count):
            name = b"f%d" % i if i else b"INBOX"
            yield b'* LIST () "/" "%s"\r\n' % name + EMPTY % name
    elif what == "prefixes":
        prefix = command.split(b'"')[3].rstrip(b"*")
        yield b'* LIST () "/" "%s"\r\n' % (prefix + b"a" if prefix
                                           else b"INBOX")
    else:
        yield b'* LIST () "/" INBOX\r\n'
    if what in ("counted", "more"):
        yield (b'* STATUS INBOX (MESSAGES %d UIDNEXT %d UIDVALIDITY 1)\r\n' %
               (count if what == "counted" else 1, count + 1))


def search(tag, command):
    last = command.split()[-1]
    low, _, high = last.partition(b":")
    if b" UID " in command[4:]:  # asked again: they are gone
        return b'* ESEARCH (TAG "%s") UID\r\n' % tag
    if last == b"ALL":
        low, high = b"1", b"%d" % count
    return b'* ESEARCH (TAG "%s") UID ALL %s:%s\r\n' % (tag, low, high)


def answer(tag, command, say):
    word = command.upper()
    has = count if what in ("messages", "counted", "more") else 1
    if word.startswith(b"CAPABILITY"):
        more = (b" LIST-EXTENDED LIST-STATUS"
                if what in ("folders", "counted", "more") else b"")
        say(b"* CAPABILITY IMAP4rev1 ESEARCH NAMESPACE%s AUTH=PLAIN\r\n" % more)
    elif word.startswith(b"NAMESPACE"):
        mine = b"".join(b'("n%d/" "/")' % i for i in range(count))
        say(b"* NAMESPACE (%s) NIL NIL\r\n" %
            (mine if what == "prefixes" else b'("" "/")'))
    elif word.startswith(b"LIST"):
        say(b"".join(list_folders(command)))
    elif word.startswith(b"EXAMINE"):
        if what == "leaves" and fails():
            raise HangUp
        say(b"* %d EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n"
            b"* OK [UIDNEXT %d] x\r\n" % (has, has + 1))
    elif word.startswith(b"UID SEARCH"):
        say(search(tag, command))
    elif word.startswith(b"UID FETCH"):
        if what == "breaks" and fails():
            raise HangUp
        if what in ("leaves", "breaks"):
            say(ONE)
    say(b"%s OK done\r\n" % tag)


def serve(client):
    if what == "refuses" and fails():
        return
    client.sendall(b"* OK ready\r\n")
    login = None
    for line in client.makefile("rb"):
        tag, _, command = line.strip().partition(b" ")
        if command.upper().startswith(b"AUTHENTICATE"):
            login = tag
            client.sendall(b"+ \r\n")
        elif not command:  # the answer to the challenge
            client.sendall(login + b" OK in\r\n")
        else:
            print(command.decode(), flush=True)
            answer(tag, command, client.sendall)
        if command.upper() == b"LOGOUT":
            return


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=50)
while True:
    client, _ = listener.accept()
    try:
        serve(client)
    except (OSError, HangUp):
        pass
    client.close()
