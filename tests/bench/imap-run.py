#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a scan once: WHAT USER PORT, WHAT being "source" (without worker and
ledger), "scan" (into a new ledger) or "again" (into the one of the last scan).
Prints wall and processor seconds, and MiB of the largest process."""

import glob, os, resource, subprocess, sys, time

what, user, port = sys.argv[1:]
folder = os.environ["D"]
ledger = folder + "/bench.db"
options = ["--insecure-plaintext", "--password-command", "echo secret",
           "imap://%s@127.0.0.1:%s" % (user, port)]
if what == "source":
    command = [os.environ["ITEMS"], "--quiet"]
else:
    command = [os.environ["TERTIUS"], "scan", "--no-progress", "--config",
               folder + "/none", "--ledger", ledger]
if what == "scan":
    for path in glob.glob(ledger + "*"):
        os.unlink(path)
began = time.monotonic()
with open(folder + "/err", "w") as err:
    subprocess.run(command + options, stdout=subprocess.DEVNULL, stderr=err,
                   check=True)
took = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%.3f %.3f %.1f" % (took, used.ru_utime + used.ru_stime,
                          used.ru_maxrss / 1024))
