#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between an IMAP client and a server, and is not nice to them.

	imap-proxy.py LISTEN TO [--cuts N] [--cut-max BYTES] [--seed N]
		[--delay MS] [--bytes] [--rate BYTES] [--log FILE]
		[--rule COUNT/REGEX/REPLACEMENT]… [--drop COUNT/REGEX]…
		[--stall REGEX] [--refuse N] [--when REGEX COMMAND]
		[--spare N] [--most N] [--mute N] [--line BYTES]

--cuts     breaks N connections, each after a random number of bytes
--spare    … but none of the first N
--most     hangs up on more connections than N at a time
--mute     says nothing to more connections than N at a time
--delay    so much later in each direction, at any throughput
--bytes    hands over what the server says byte by byte
--rate     so many bytes a second of what the server says, each connection
--line     … all connections together
--rule     replaces what the server says; COUNT times in all, 0: always
--drop     hangs up where the server says it
--stall    says nothing more from there on
--refuse   hangs up on the first N connections at once
--when     before the server's first word like REGEX is handed on, runs COMMAND
--log      what the client said, a line each

Prints "connections N cuts N" when it ends. Rules see whole lines."""

import argparse, queue, random, re, signal, socket, subprocess, sys, threading
import time


class Rules:
    def __init__(self, args):
        self.lock = threading.Lock()
        self.rules = [self.parse(r, True) for r in args.rule]
        self.drops = [self.parse(r, False) for r in args.drop]
        self.stall = re.compile(args.stall.encode()) if args.stall else None
        self.when = ([1, re.compile(args.when[0].encode()), args.when[1]]
                     if args.when else None)

    @staticmethod
    def parse(text, has_replacement):
        count, rest = text.split("/", 1)
        pattern, replacement = (rest.rsplit("/", 1) if has_replacement
                                else (rest, ""))
        return [int(count), re.compile(pattern.encode()),
                replacement.replace("\\r\\n", "\r\n").encode()]

    def take(self, rule):
        """Whether the rule may be used once more."""
        with self.lock:
            if rule[0] < 0:
                return False
            if rule[0] > 0:
                rule[0] = rule[0] - 1 or -1
            return True

    def apply(self, data):
        """What is to be said, and what happens then: "", drop, stall."""
        for rule in self.drops:
            found = rule[1].search(data)
            if found and self.take(rule):
                return data[:found.start()], "drop"
        if self.when and self.when[1].search(data) and self.take(self.when):
            subprocess.run(self.when[2], shell=True, check=True)
        if self.stall:
            found = self.stall.search(data)
            if found:
                return data[:found.start()], "stall"
        for rule in self.rules:
            data = rule[1].sub(lambda m: m.expand(rule[2]) if self.take(rule)
                               else m.group(0), data)
        return data, ""


class Proxy:
    def __init__(self, args):
        self.args = args
        self.random = random.Random(args.seed)
        self.rules = Rules(args)
        self.cuts = args.cuts
        self.connections = 0
        self.busy = 0  # connections that are open
        self.unheard = []
        self.log = open(args.log, "ab", 0) if args.log else None

    def allowance(self):
        """Bytes until this connection is cut; None: never."""
        if self.cuts <= 0 or self.connections <= self.args.spare:
            return None
        self.cuts -= 1
        # A third early, where greeting, TLS and login are.
        top = 4000 if self.random.random() < 0.33 else self.args.cut_max
        return self.random.randint(1, top)

    def is_full(self, most):
        """A connection that has just ended, as that by which a test looks whether
        we are up, has half a second to be gone."""
        end = time.monotonic() + 0.5
        while self.busy >= most > 0 and time.monotonic() < end:
            time.sleep(0.01)
        return self.busy >= most > 0

    def serve(self):
        listener = socket.create_server(("127.0.0.1", self.args.listen),
                                        backlog=50)
        while True:
            client, _ = listener.accept()
            self.connections += 1
            if (self.connections <= self.args.refuse or
                    self.is_full(self.args.most)):
                client.close()
                continue
            if self.is_full(self.args.mute):
                self.unheard.append(client)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.args.to))
            except OSError:
                client.close()
                continue
            self.busy += 1
            for s in client, server:
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            Line(self, server, client, True, self.allowance()).start()
            Line(self, client, server, False, None).start()


class Line(threading.Thread):
    """One direction: reads at once, hands over when it is due."""

    def __init__(self, proxy, source, sink, is_answer, allowance):
        super().__init__(daemon=True)
        self.proxy, self.source, self.sink = proxy, source, sink
        self.is_answer, self.allowance = is_answer, allowance
        self.held = b""
        self.queue = queue.Queue(4096)

    def run(self):
        threading.Thread(target=self.hand_over, daemon=True).start()
        delay = self.proxy.args.delay / 1000
        try:
            while data := self.source.recv(65536):
                self.queue.put((time.monotonic() + delay, data))
        except OSError:
            pass
        self.queue.put((time.monotonic() + delay, None))

    def hand_over(self):
        try:
            while True:
                due, data = self.queue.get()
                wait = due - time.monotonic()
                if wait > 0:
                    time.sleep(wait)
                if data is None:
                    break
                self.say(data)
        except OSError:
            pass
        self.proxy.busy -= self.is_answer
        for s in self.sink, self.source:
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def say(self, data):
        args = self.proxy.args
        what = ""
        if not self.is_answer and self.proxy.log:
            self.proxy.log.write(data)
        if self.is_answer and (args.rule or args.drop or args.stall or
                               args.when):
            data = self.held + data
            end = data.rfind(b"\n") + 1
            self.held, data = data[end:], data[:end]
            data, what = self.proxy.rules.apply(data)
        if self.is_answer and self.allowance is not None:
            data, left = data[:self.allowance], self.allowance - len(data)
            self.allowance = left
            if left <= 0:
                what = "drop"
        if args.bytes and self.is_answer:
            for i in range(len(data)):
                self.sink.sendall(data[i:i + 1])
        else:
            self.sink.sendall(data)
        if args.rate and self.is_answer:
            time.sleep(len(data) / args.rate)
        if args.line and self.is_answer:
            with self.proxy.rules.lock:
                time.sleep(len(data) / args.line)
        if what == "drop":
            raise OSError
        if what == "stall":
            time.sleep(3600)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("listen", type=int)
    p.add_argument("to", type=int)
    p.add_argument("--cuts", type=int, default=0)
    p.add_argument("--cut-max", type=int, default=200000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--delay", type=float, default=0)
    p.add_argument("--rate", type=float, default=0)
    p.add_argument("--bytes", action="store_true")
    p.add_argument("--log")
    p.add_argument("--rule", action="append", default=[])
    p.add_argument("--drop", action="append", default=[])
    p.add_argument("--stall")
    p.add_argument("--when", nargs=2)
    p.add_argument("--line", type=float, default=0)
    p.add_argument("--spare", type=int, default=0)
    p.add_argument("--most", type=int, default=0)
    p.add_argument("--mute", type=int, default=0)
    p.add_argument("--refuse", type=int, default=0)
    proxy = Proxy(p.parse_args())

    def stop(*_):
        print("connections %d cuts-left %d" % (proxy.connections, proxy.cuts),
              flush=True)
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    proxy.serve()


main()
