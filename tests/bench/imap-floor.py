#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that fetching can cost: sends the FETCH commands of a log again, as
fast as the server takes them, and throws the answers away.

	imap-floor.py PORT LOG [one|two|both [connect]]

Prints seconds, processor seconds of its own, and bytes. "one" is the first phase (BODYSTRUCTURE), "two" the
second; EXAMINE commands are always sent, and waited for. The time begins after
the login, or with "connect" before it."""

import re, socket, sys, threading, time

port, log, phase = int(sys.argv[1]), sys.argv[2], (sys.argv[3:] or ["both"])[0]
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


s.recv(4096)
number = ask([b"LOGIN me secret"], 0)
if "connect" not in sys.argv:
    began = time.monotonic()
for examine, fetches in groups:
    number = ask([examine], number)
    if fetches:
        number = ask(fetches, number)
print("%.3f %.3f %d" % (time.monotonic() - began, time.process_time(), total))
