#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that fetching can cost: sends the FETCH commands of a log again, as
fast as the server takes them, and throws the answers away.

	imap-floor.py USER PORT LOG [one|two|both [connect]]

Prints seconds, processor seconds of its own, and bytes. "one" is the first phase
(BODYSTRUCTURE), "two" the second; EXAMINE commands are always sent, and waited for.
All FETCH commands of a folder go at once: it need not read the first phase to know
what the second asks for. The time begins after the login, or with "connect"
before it; the login is the same as the scan's, SCRAM-SHA-256 step by step, as
another one would have other round trips."""

import base64, hashlib, hmac, re, socket, sys, threading, time

user, port, log = sys.argv[1], int(sys.argv[2]), sys.argv[3]
phase = (sys.argv[4:] or ["both"])[0]
PASSWORD = b"secret"
lines = open(log, "rb").read().split(b"\r\n")
groups = []  # (EXAMINE, [FETCH, …])
for line in lines:
    command = line.split(b" ", 1)[-1]
    if command.startswith(b"EXAMINE"):
        groups.append((command, []))
    elif command.startswith(b"UID FETCH"):
        is_first = b"BODYSTRUCTURE" in command
        if phase == "both" or is_first == (phase == "one"):
            groups[-1][1].append(command)

began = time.monotonic()
s = socket.create_connection(("127.0.0.1", port))
s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
buffer = bytearray(1 << 20)
view = memoryview(buffer)
total = 0


def read_until(tag):
    """Reads up to the answer that ends with this tag."""
    global total
    end = b"\r\n" + tag + b" OK"
    tail = b"\r\n"
    while True:
        n = s.recv_into(buffer)
        if n == 0:
            sys.exit("the server hung up")
        total += n
        tail = (tail + bytes(view[max(0, n - 4000):n]))[-4096:]
        at = tail.rfind(end)
        if at >= 0 and tail.endswith(b"\r\n"):
            return


def ask(commands, number):
    data = b"".join(b"F%d %s\r\n" % (number + i, c)
                    for i, c in enumerate(commands))
    threading.Thread(target=s.sendall, args=(data,), daemon=True).start()
    read_until(b"F%d" % (number + len(commands) - 1))
    return number + len(commands)


def challenge():
    """What the server says after "+ "."""
    global total
    line = b""
    while not line.endswith(b"\r\n"):
        line += s.recv(4096)
    total += len(line)
    return base64.b64decode(line[2:])


def log_in():
    """RFC 5802, RFC 7677."""
    def answer(text):
        s.sendall(base64.b64encode(text) + b"\r\n")

    def mac(key, text):
        return hmac.digest(key, text, "sha256")
    begin = b"n=%s,r=floor" % user.encode()
    s.sendall(b"L AUTHENTICATE SCRAM-SHA-256 ")
    answer(b"n,," + begin)
    asked = challenge()
    nonce, salt, rounds = re.match(b"r=(.*),s=(.*),i=(.*)", asked).groups()
    end = b"c=biws,r=" + nonce
    salted = hashlib.pbkdf2_hmac("sha256", PASSWORD, base64.b64decode(salt),
                                 int(rounds))
    key = mac(salted, b"Client Key")
    signature = mac(hashlib.sha256(key).digest(),
                    b",".join((begin, asked, end)))
    proof = bytes(a ^ b for a, b in zip(key, signature))
    answer(end + b",p=" + base64.b64encode(proof))
    challenge()
    s.sendall(b"\r\n")
    read_until(b"L")


s.recv(4096)
log_in()
number = 0
if "connect" not in sys.argv:
    began = time.monotonic()
for examine, fetches in groups:
    number = ask([examine], number)
    if fetches:
        number = ask(fetches, number)
print("%.3f %.3f %d" % (time.monotonic() - began, time.process_time(), total))
