#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes made-up mail into a Maildir: FOLDER COUNT [SEED [KIND]].

Sizes are as in real mail: most messages are a few kilobytes of text, a third
have HTML beside it, a tenth an attachment of 20 to 200 kB, a third come from
machines. KIND "small" leaves attachments and HTML out, "bulk" makes all of it
come from machines. The same seed gives the
same mail."""

import base64, os, random, sys, time
from email.utils import formatdate

WORDS = """time year people way day man thing woman life child world school
state family student group country problem hand part place case week company
system program question work government number night point home water room
mother area money story fact month lot right study book eye job word business
issue side kind head house service friend father power hour game line end member
law car city community name president team minute idea body information""".split()
NAMES = "Dana Tomas Ines Bob Priya Lars Mei Omar Ruth Juan Aiko Nils".split()


def sentence(r):
    words = [r.choice(WORDS) for _ in range(r.randint(5, 16))]
    return " ".join(words).capitalize() + "."


def text(r, size):
    lines = []
    while sum(map(len, lines)) < size:
        lines.append(" ".join(sentence(r) for _ in range(r.randint(1, 5))))
    return "\r\n".join(lines)


def header(r, number, is_machine):
    a, b = r.choice(NAMES), r.choice(NAMES)
    date = 1500000000 + number * 3000
    lines = [
        "Received: from mx%d.example.org (mx.example.org [192.0.2.%d])"
        % (r.randint(1, 9), r.randint(1, 250)),
        "\tby mail.example.org with ESMTPS id %x; %s"
        % (r.getrandbits(60), formatdate(date)),
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; b="
        + base64.b64encode(r.randbytes(180)).decode(),
        "X-Spam-Status: No, score=-%d.1 required=5.0" % r.randint(0, 4),
        "From: %s Example <%s@example.org>" % (a, a.lower()),
        "To: %s Sample <%s@example.org>" % (b, b.lower()),
        "Subject: " + sentence(r),
        "Date: " + formatdate(date),
        "Message-ID: <%d.%x@example.org>" % (number, r.getrandbits(64)),
        "MIME-Version: 1.0",
    ]
    if r.random() < 0.5:
        lines.append("In-Reply-To: <%d@example.org>" % (number - 1))
        lines.append("References: " + " ".join(
            "<%d.%x@example.org>" % (n, r.getrandbits(64))
            for n in range(number, number + r.randint(1, 4))))
    if is_machine:
        lines += ["List-Id: <news.example.org>", "Precedence: bulk",
                  "List-Unsubscribe: <https://example.org/leave>"]
    return lines


def part(kind, body, more=""):
    return "Content-Type: %s\r\n%s\r\n%s\r\n" % (kind, more, body)


def alternative(r, plain):
    html = "<html><body><p>%s</p>%s</body></html>" % (
        plain.replace("\r\n", "</p>\r\n<p>"),
        "<!-- style -->\r\n" * (len(plain) // 8))
    return ("multipart/alternative; boundary=alt",
            "--alt\r\n" + part('text/plain; charset="utf-8"', plain)
            + "--alt\r\n" + part('text/html; charset="utf-8"', html)
            + "--alt--\r\n")


def message(r, number, kind):
    is_machine = r.random() < 0.33 or kind == "bulk"
    size = int(min(r.lognormvariate(7.2, 0.9), 60000))
    body_type, body = 'text/plain; charset="utf-8"', text(r, size) + "\r\n"
    if kind != "small" and r.random() < 0.35:
        body_type, body = alternative(r, body)
    if kind != "small" and r.random() < 0.1:
        data = base64.encodebytes(r.randbytes(r.randint(20000, 200000)))
        body = ("--mix\r\n" + part(body_type, body) + "--mix\r\n" + part(
            'application/pdf; name="paper %d.pdf"' % number,
            data.decode().replace("\n", "\r\n"),
            'Content-Transfer-Encoding: base64\r\n'
            'Content-Disposition: attachment; filename="paper %d.pdf"\r\n'
            % number) + "--mix--\r\n")
        body_type = "multipart/mixed; boundary=mix"
    lines = header(r, number, is_machine) + ["Content-Type: " + body_type]
    return "\r\n".join(lines) + "\r\n\r\n" + body


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    kind = sys.argv[4] if len(sys.argv) > 4 else "real"
    r = random.Random(seed)
    for name in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    for number in range(1, count + 1):
        when = 1500000000 + number * 3000
        data = message(r, number, kind).encode()
        path = os.path.join(folder, "cur", "%d.%d_%d.host:2,S"
                            % (when, seed, number))
        with open(path, "wb") as f:
            f.write(data)
        os.utime(path, (when, when))


main()
