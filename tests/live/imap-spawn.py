#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command for each connection, on its socket: PORT COMMAND…"""

import signal, socket, subprocess, sys

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    subprocess.Popen(sys.argv[2:], stdin=client, stdout=client,
                     stderr=subprocess.DEVNULL)
    client.close()
