#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole first scan, next to notmuch and mu on the same Maildir in the same
run, and the second scan with nothing new.

	scan.py TERTIUS MBOX

Prints one line a figure: median wall seconds of some runs, processor seconds,
and the largest single process in MiB; once more, not timed, what all processes of
a first scan have together, shared pages counted once; then the ratios that are
held. Ends with 1 when one of them does not hold. Without the big mailbox it measures the demo
year; the ratios are then printed but not held."""
import mailbox
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 3
SHORT_RUNS = 15  # of what takes some hundredths of a second


def run(command, env):
    start = time.monotonic()
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{command[0]} failed: {error.decode(errors='replace')}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def median(name, before, command, env, runs=RUNS):
    results = []
    for _ in range(runs):
        before()
        results.append(run(command, env))
    wall, processor, memory = (statistics.median(r[i] for r in results)
                               for i in range(3))
    print(f"{name:28} {wall:8.3f} s wall {processor:8.3f} s cpu "
          f"{memory:7.1f} MiB", flush=True)
    return wall, memory


def list_tree(pid):
    """The process and all below it."""
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as children:
                for child in children.read().split():
                    found += list_tree(int(child))
    except OSError:
        pass
    return found


def sum_of_tree(pid):
    """What they have together, in MiB."""
    total = 0
    for one in set(list_tree(pid)):
        try:
            with open(f"/proc/{one}/smaps_rollup") as pages:
                total += sum(int(line.split()[1]) for line in pages
                             if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


def measure_together(name, before, command, env):
    before()
    peak = 0.0
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, sum_of_tree(process.pid))
        time.sleep(0.02)
    print(f"{name:28} {peak:33.1f} MiB", flush=True)
    return peak


def make_maildir(source, target):
    box = mailbox.mbox(source, create=False)
    maildir = mailbox.Maildir(target, create=True)
    for key in box.iterkeys():
        maildir.add(box.get_bytes(key))
    return len(box)


def measure_peers(work, maildir, env):
    peers = []
    for name, package in (("notmuch", "notmuch"), ("mu", "maildir-utils")):
        if not shutil.which(name):
            print(f"{name:28} not here, so not measured (package {package})")
    if shutil.which("notmuch"):
        with open(work + "/notmuch-config", "w") as config:
            config.write(f"[database]\npath={maildir}\n[user]\n"
                         f"name=Me\nprimary_email=me@example.org\n")
        peers.append(median(
            "notmuch new", lambda: shutil.rmtree(maildir + "/.notmuch", True),
            ["notmuch", "new"], env)[0])
        shutil.rmtree(maildir + "/.notmuch", True)
    if shutil.which("mu"):
        def init():
            shutil.rmtree(work + "/mu", True)
            subprocess.run(["mu", "init", f"--muhome={work}/mu",
                            f"--maildir={maildir}"], env=env, check=True,
                           stdout=subprocess.DEVNULL)

        peers.append(median("mu index", init, [
            "mu", "index", "--quiet", f"--muhome={work}/mu"], env)[0])
    return peers


def measure(work, tertius, source):
    held = os.path.exists(source)
    maildir = os.path.join(work, "mail")
    env = dict(os.environ, HOME=work, XDG_DATA_HOME=work + "/data",
               XDG_CONFIG_HOME=work + "/config", XDG_CACHE_HOME=work + "/cache",
               NOTMUCH_CONFIG=work + "/notmuch-config", LC_ALL="C.UTF-8")
    if held:
        print(f"{make_maildir(source, maildir)} messages")
    else:
        print("no big mailbox here: the demo year instead")
        shutil.copytree(os.path.join(os.path.dirname(__file__),
                                     "../../packaging/demo/Maildir"), maildir)

    def fresh():
        for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm"):
            if os.path.exists(os.path.join(work, name)):
                os.unlink(os.path.join(work, name))

    scan = [tertius, "scan", "--quiet", "--no-progress", "--ledger",
            work + "/ledger.db"]
    first, memory = median("tertius, Maildir, first", fresh, scan + [maildir],
                           env)
    second, _ = median("tertius, Maildir, again", lambda: None,
                       scan + [maildir], env, SHORT_RUNS)
    slowest = first
    if held:
        box, more = median("tertius, mbox, first", fresh, scan + [source], env)
        again, _ = median("tertius, mbox, again", lambda: None,
                          scan + [source], env, SHORT_RUNS)
        memory = max(memory, more)
        slowest = max(first, box)
        memory = max(memory, measure_together(
            "tertius, mbox, all processes", fresh, scan + [source], env))
    memory = max(memory, measure_together(
        "tertius, Maildir, all of them", fresh, scan + [maildir], env))
    peers = measure_peers(work, maildir, env)
    bad = False
    ratios = [("second scan / first, Maildir", second / first, 0.03),
              ("all processes, MiB", memory, 80)]
    if held:
        ratios.append(("second scan / first, mbox", again / box, 0.03))
    if peers:
        ratios.append(("first scan / fastest peer", slowest / min(peers), 1.0))
    for name, value, limit in ratios:
        print(f"{name:28} {value:8.3f}   (at most {limit})")
        bad = bad or value > limit
    return 1 if bad and held else 0


def main():
    work = tempfile.mkdtemp(prefix="tertius-bench-")
    try:
        return measure(work, *sys.argv[1:])
    finally:
        shutil.rmtree(work, True)


if __name__ == "__main__":
    sys.exit(main())
