#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command on a terminal of its own and talks to it.

	terminal.py [--answer REGEX TEXT]… COMMAND…

Where the terminal shows REGEX, types TEXT and Enter. Prints all that the
terminal showed; ends with the command's status."""

import os, pty, re, sys

answers, words = [], sys.argv[1:]
while words[0] == "--answer":
    answers.append((re.compile(words[1].encode()), words[2].encode()))
    words = words[3:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(words[0], words)
shown, seen = b"", 0
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    shown += data
    for question, text in list(answers):
        if question.search(shown[seen:]):
            seen = len(shown)
            answers.remove((question, text))
            os.write(terminal, text + b"\n")
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 255)
