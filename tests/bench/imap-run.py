#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a scan once: WHAT USER PORT, WHAT being "source" (without worker and
ledger), "scan" (into a new ledger), "heads" (that, but no text is fetched) or
"again" (into the ledger of the last scan); or "mbox FILE". Prints wall and processor
seconds, MiB, and of the processor seconds those of the workers, about. The MiB are
the most that any process had; with TOGETHER=1 in the environment the most that all
had at one time, pages that they share counted once. To look for that takes time
itself. Workers start as they do for users, out of the program that scans, whatever
TERTIUS_PROGRAM names for tests. The user is known, so that what passed with each
person is concluded, too."""

import glob, os, resource, subprocess, sys, threading, time

what = sys.argv[1]
folder = os.environ["D"]
ledger = folder + "/bench.db"
TICK = os.sysconf("SC_CLK_TCK")
workers = {}  # process id -> seconds
together = 0  # KiB


def look_at_workers(process):
    """The last look at each tells nearly all that it used. Only children are looked
    at: a look through all of /proc took a twentieth of what was measured."""
    try:
        children = open("/proc/%d/task/%d/children" % (process.pid, process.pid))
        for pid in children.read().split():
            head, _, rest = open("/proc/%s/stat" % pid).read().rpartition(") ")
            if head.endswith("(tertius-worker"):
                fields = rest.split()
                workers[pid] = (int(fields[11]) + int(fields[12])) / TICK
    except OSError:
        pass  # one of them is gone


def add_up(pids):
    total = 0
    for pid in pids:
        try:
            with open("/proc/%s/smaps_rollup" % pid) as pages:
                total += sum(int(line.split()[1]) for line in pages
                             if line.startswith("Pss:"))
        except OSError:
            pass
    return total


def watch(process):
    global together
    while process.poll() is None:
        look_at_workers(process)
        if "TOGETHER" in os.environ:
            together = max(together, add_up([process.pid, *workers]))
        time.sleep(0.05)


def main():
    options = ["--insecure-plaintext", "--password-command", "echo secret"]
    place = ([sys.argv[2]] if what == "mbox" else
             options + ["imap://%s@127.0.0.1:%s" % tuple(sys.argv[2:])])
    if what == "source":
        command = [os.environ["ITEMS"], "--quiet"]
    else:
        program = os.environ["HEADS" if what == "heads" else "TERTIUS"]
        command = [program, "scan", "--no-progress", "--me", "me@example.org",
                   "--config", folder + "/none", "--ledger", ledger]
    if what in ("scan", "heads", "mbox"):
        for path in glob.glob(ledger + "*"):
            os.unlink(path)
    os.environ.pop("TERTIUS_PROGRAM", None)
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
                                   (together or used.ru_maxrss) / 1024,
                                   sum(workers.values())))
    sys.exit(status)


main()
