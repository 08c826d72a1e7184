#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a scan once: WHAT USER PORT, WHAT being "source" (without worker and
ledger), "scan" (into a new ledger) or "again" (into the one of the last scan); or
"mbox FILE". Prints wall and processor seconds, MiB of the largest process, and of
the processor seconds those of the workers, about."""

import glob, os, resource, subprocess, sys, threading, time

what = sys.argv[1]
folder = os.environ["D"]
ledger = folder + "/bench.db"
TICK = os.sysconf("SC_CLK_TCK")
workers = {}  # process id -> seconds


def watch(process):
    """The last look at each worker tells nearly all that it used."""
    while process.poll() is None:
        for path in glob.glob("/proc/[0-9]*/stat"):
            try:
                head, _, rest = open(path).read().rpartition(") ")
            except OSError:
                continue
            fields = rest.split()
            if head.endswith("(tertius-worker") and \
                    int(fields[1]) == process.pid:
                workers[path] = (int(fields[11]) + int(fields[12])) / TICK
        time.sleep(0.05)


def main():
    options = ["--insecure-plaintext", "--password-command", "echo secret"]
    place = ([sys.argv[2]] if what == "mbox" else
             options + ["imap://%s@127.0.0.1:%s" % tuple(sys.argv[2:])])
    if what == "source":
        command = [os.environ["ITEMS"], "--quiet"]
    else:
        command = [os.environ["TERTIUS"], "scan", "--no-progress", "--config",
                   folder + "/none", "--ledger", ledger]
    if what in ("scan", "mbox"):
        for path in glob.glob(ledger + "*"):
            os.unlink(path)
    began = time.monotonic()
    with open(folder + "/err", "w") as err:
        process = subprocess.Popen(command + place, stderr=err,
                                   stdout=subprocess.DEVNULL)
        watcher = threading.Thread(target=watch, args=(process,))
        watcher.start()
        status = process.wait()
        took = time.monotonic() - began
        watcher.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print("%.3f %.3f %.1f %.2f" % (took, used.ru_utime + used.ru_stime,
                                   used.ru_maxrss / 1024,
                                   sum(workers.values())))
    sys.exit(status)


main()
