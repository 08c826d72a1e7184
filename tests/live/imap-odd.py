#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An IMAP server that is odd or hostile: PORT WHAT [WORDS]. Each folder has a
message of its own, but where it is said.

	greets    with WORDS
	endless   greets, and never ends the line
	mute      does not tell what it can do when it is asked
	can       WORDS besides
	crowded   hangs up after the first message, and then has too many
	          connections WORDS times
	hashed    announces CRAM-MD5, and knows no password for it
	shared    gives what is shared no prefix
	alike     has folders whose names are no UTF-7 and read the same
	stuck     has a UIDNEXT that never moves; WORDS messages
	all       marks a folder \\All that cannot be opened
	large     has WORDS messages with 500 kB of addresses each
	calendar  has a calendar of 1 MB with its meeting at the end
	broken    has a folder with a line break in its name, and refuses it
	keyword   has a flag with a bracket
	silent    gives no header ("header") or text ("text") of the first message
	          in the first session, and all else
	gone      the same, and says later that it is no more
	stubborn  the same with headers always, and refuses to be asked again
	apart     gives a text and a calendar in answers of their own; "half": no
	          calendar ever
	renewed   has another UIDVALIDITY each time, and hangs up at the first text
	nameless  has no UIDVALIDITY; its messages have numbers from WORDS on
	slow      brings a byte each half second in the first session
	tells     WORDS times that there is a message, in the answer to LIST
	counts    four billion messages, and has none of them
	nested    has a namespace of mine within that of others
	dotted    has a folder with a dot in its name
	bad       WORDS are FOLDER:LOW-HIGH:ANSWER to whoever asks for one of these;
	          four folders of thirty messages
	names     has WORDS, COUNT:LENGTH:LETTER, folders whose names are so long
	patient   says WORDS times that it is there, before a search is answered
	floods    answers LIST with lines without end
	moody     WORDS are COMMAND|TIMES|ANSWER: answers so, so many times; after
	          BYE it hangs up; four folders of thirty messages

What it was asked goes to standard output, a line each."""

import socket, sys, threading, time

what, words = sys.argv[2], (sys.argv[3:] + [""])[0].encode()
NAMESPACES = {
    "shared": b'(("INBOX." ".")) (("user." ".")) (("" "."))',
    "nested": b'(("users/me/" "/")) (("users/" "/")) NIL',
}
FOLDERS = {
    "shared": [b"INBOX", b"INBOX.work", b"bulletin", b"user.eva"],
    "alike": [b"INBOX", b"A\xe4", b"A\xf6"],
    "nested": [b"INBOX", b"users/eva", b"users/me/work"],
    "dotted": [b"INBOX", b"work/src.bin"],
    "all": [b"INBOX", b"work", b"\\All \\Noselect Every"],
    "broken": [b"INBOX", b"A&AAo-skipped:all-is-well"],
}
folders = FOLDERS.get(what, [b"INBOX"])
moods = []
if what in ("moody", "bad"):
    folders = [b"INBOX", b"a", b"b", b"c"]
if what == "bad":
    sick, span, refusal = words.split(b":", 2)
    low, high = map(int, span.split(b"-"))
if what == "names":
    many, length, letter = words.split(b":")
    folders += [b"%06d" % i + letter * (int(length) - 6) for i in range(int(many))]
if what == "moody":
    mood, times, moods = words.split(b"|")
    moods = [moods] * int(times)
count = int(words) if what in ("stuck", "large") else \
    30 if what in ("moody", "bad") else 3 if what in ("crowded", "silent", "gone", "renewed", "nameless",
                  "stubborn") else 1
MANY = b",\r\n ".join(b"person%d@list.example.org" % i for i in range(17000))
CALENDAR = (b"BEGIN:VCALENDAR\r\n%sBEGIN:VEVENT\r\nUID:1@example.org\r\n"
            b"DTSTART:20260105T120000Z\r\nSUMMARY:Lunch\r\n"
            b"ATTENDEE:mailto:me@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            % (b"X-FILL:%s\r\n" % (b"x" * 91) * 10000))
TEXT = CALENDAR if what == "calendar" else b"Hello"
PART = b'("text" "%s" NIL NIL NIL "7bit" %d 1)'
STRUCTURE = PART % (b"calendar" if what == "calendar" else b"plain", len(TEXT))
if what == "apart":
    STRUCTURE = b'(%s%s "mixed")' % (STRUCTURE,
                                     PART % (b"calendar", len(CALENDAR)))
logins = 0


class HangUp(Exception):
    pass


def message(folder, uid):
    number = folders.index(folder) * 100 + uid
    if what == "nameless":
        number += int(words)
    header = (b"From: dana@example.org\r\nTo: %s\r\nMessage-ID: <%d@example.org>"
              b"\r\n\r\n" %
              (MANY if what == "large" else b"me@example.org", number))
    return (b'* %d FETCH (UID %d INTERNALDATE " 5-Feb-2024 10:00:00 +0100" '
            b'BODYSTRUCTURE %s BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\n' %
            (uid, uid, STRUCTURE, len(header), header))


def numbers(text):
    for part in text.split(b","):
        low, _, high = part.partition(b":")
        high = count if high == b"*" else int(high or low)
        yield from range(int(low), min(high, count) + 1)


def answer(tag, command, say, state):
    word = command.upper()
    if moods and word.startswith(mood):
        said = moods.pop()
        if said.startswith(b"*"):
            say(said + b"\r\n")
            raise HangUp
        say(tag + b" " + said + b"\r\n")
        return
    if word.startswith(b"CAPABILITY") and what != "mute":
        say(b"* CAPABILITY IMAP4rev1 ESEARCH NAMESPACE %s%s\r\n" %
            (b"AUTH=CRAM-MD5" if what == "hashed" else b"AUTH=PLAIN",
             b" " + words if what == "can" else b""))
    elif word.startswith(b"NAMESPACE"):
        say(b"* NAMESPACE %s\r\n" %
            NAMESPACES.get(what, b'(("" "/")) NIL NIL'))
    elif word.startswith(b"LIST"):
        while what == "floods":
            say(b"* FLAGS %s\r\n" % (b"x" * 8000))
        if what == "tells":
            say(b"* 1 EXISTS\r\n" * int(words))
        for folder in folders:
            flags, _, name = folder.rpartition(b" ")
            say(b'* LIST (%s) "%s" {%d}\r\n%s\r\n' %
                (flags, b"." if what == "shared" else b"/", len(name), name))
    elif word.startswith(b"EXAMINE"):
        state["folder"] = command.split(b" ", 1)[1].strip(b'"')
        if b"&" in state["folder"] and what == "broken":
            say(tag + b" NO not today\r\n")
            return
        say(b"* %d EXISTS\r\n* OK [UIDNEXT %d] x\r\n" %
            (4000000000 if what == "counts" else count,
             1 if what == "stuck" else count + 1))
        if what != "nameless":
            say(b"* OK [UIDVALIDITY %d] x\r\n" %
                (logins if what == "renewed" else 7))
        if what == "keyword":
            say(b"* FLAGS (\\Seen todo[1)\r\n")
    elif word.startswith(b"NOOP") and what == "gone":
        state["gone"] = True
        say(b"* 1 EXPUNGE\r\n")
    elif what == "stubborn" and b" UID " in word[4:]:
        say(tag + b" NO not that\r\n")
        return
    elif word.startswith(b"UID SEARCH"):
        if what == "patient":
            say(b"* OK Still here\r\n" * int(words))
        say(b'* ESEARCH (TAG "%s")' % tag)
        if what != "counts":
            say(b" UID ALL %d:%d" % (2 if "gone" in state else 1, count))
        say(b"\r\n")
    elif word.startswith(b"UID FETCH"):
        if what == "bad" and state["folder"] == sick and any(
                low <= uid <= high for uid in numbers(command.split()[2])):
            say(tag + b" " + refusal + b"\r\n")
            return
        for uid in numbers(command.split()[2]):
            if what in ("silent", "gone") and uid == 1 and logins == 1 and \
                    (b"STRUCTURE" in word) == (words == b"header"):
                continue
            if what == "stubborn" and uid == 1:
                continue
            say(message(state["folder"], uid) if b"STRUCTURE" in word else
                b"* %d FETCH (UID %d BODY[1]<0> {%d}\r\n%s)\r\n" %
                (uid, uid, len(TEXT), TEXT))
            if what == "apart" and b"[2]" in word and words != b"half":
                say(b"* %d FETCH (UID %d BODY[2]<0> {%d}\r\n%s)\r\n" %
                    (uid, uid, len(CALENDAR), CALENDAR))
            if b"[1]" in word and (what == "renewed" or
                                   what == "crowded" and logins == 1):
                raise HangUp
    say(b"%s OK done\r\n" % tag)


def let_in(tag, say):
    global logins
    logins += 1
    if what == "crowded" and 1 < logins <= 1 + int(words):
        say(tag + b" NO [ALERT] Too many simultaneous connections.\r\n")
    else:
        say(tag + b" OK in\r\n")


def log_in(tag, command, lines, say):
    """The words that come after the command are secret."""
    if command.upper().startswith(b"LOGIN"):
        for _ in range(2):
            say(b"+ go on\r\n")
            next(lines)
    elif b"CRAM" in command.upper():
        say(b"+ PDEyMzRAZXhhbXBsZS5vcmc+\r\n")
        next(lines)
        say(tag + b" NO no such secret\r\n")
        return
    else:
        say(b"+ \r\n")
        next(lines)
    let_in(tag, say)


def serve(client):
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    say = client.sendall
    if what == "slow" and logins == 0:
        def say(data):
            for i in range(len(data)):
                client.sendall(data[i:i + 1])
                time.sleep(0.5 if logins else 0)
    while what == "endless":
        say(b"* OK " + b"x" * 60000)
    say((words if what == "greets" else b"* OK ready") + b"\r\n")
    lines, state = iter(client.makefile("rb")), {}
    for line in lines:
        tag, _, command = line.strip().partition(b" ")
        print(command.decode("latin-1"), flush=True)
        if command.upper().startswith((b"AUTHENTICATE", b"LOGIN")):
            log_in(tag, command, lines, say)
        else:
            answer(tag, command, say, state)
        if command.upper() == b"LOGOUT":
            return


def meet(client):
    try:
        serve(client)
    except (OSError, HangUp, StopIteration):
        pass
    client.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=50)
while True:
    threading.Thread(target=meet, args=(listener.accept()[0],),
                     daemon=True).start()
