#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes made-up mail into a Maildir: FOLDER COUNT [SEED [KIND]].

Sizes are as in real mail: most messages are a few kilobytes of text, a third
have HTML beside it, a tenth an attachment of 20 to 200 kB, a third come from
machines. KIND "small" leaves attachments and HTML out, "bulk" makes all of it
come from machines. The same seed gives the same mail.

KIND "today" and "lists" (all of it from machines) are for measures: mail as it is
today. Its header has what the way from server to server adds (Received, DKIM,
ARC: 5 kB); three of five have HTML beside the text, with its styles, nearly all
that machines write; one of seven letters has an attachment, of 250 kB in the
median and 4 MB at most. That makes a mean of some 70 kB and a median of 20.
(Published of mailboxes: a mean of 75 to 150 kB; one message in ten has 100 kB to
1 MB, one in twenty more.)"""

import base64, os, random, sys
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


def way(r, date):
    """What servers have added on the way."""
    def seal(size):
        return base64.b64encode(r.randbytes(size)).decode()
    lines = []
    for hop in range(5, 0, -1):
        lines += [
            "Received: from mx%d.relay%d.example.org (2001:db8::%x)" % (
                hop, hop, r.getrandbits(16)),
            "\tby mx%d.relay%d.example.org (2001:db8::%x) with Microsoft SMTP"
            % (hop + 1, hop + 1, r.getrandbits(16)),
            "\tServer (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM)"
            " id %x; %s" % (r.getrandbits(90), formatdate(date))]
    for _ in range(2):
        lines += ["ARC-Seal: i=1; a=rsa-sha256; s=arc; d=example.org; cv=none;",
                  "\tb=" + seal(256),
                  "ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed;",
                  "\th=From:Date:Subject:Message-ID:Content-Type:MIME-Version;",
                  "\tbh=%s; b=%s" % (seal(32), seal(256)),
                  "ARC-Authentication-Results: i=1; mx.example.org 1; spf=pass",
                  "\tsmtp.mailfrom=example.org; dmarc=pass action=none; "
                  "dkim=pass", "\theader.d=example.org; arc=none"]
    return lines + ["X-Filter-Message-Info: " + seal(400),
                    "X-Filter-Report: " + seal(500)]


def part(kind, body, more=""):
    return "Content-Type: %s\r\n%s\r\n%s\r\n" % (kind, more, body)


def alternative(r, plain, styles=""):
    html = "<html>%s<body><p>%s</p>%s</body></html>" % (
        styles, plain.replace("\r\n", "</p>\r\n<p>"),
        "<!-- style -->\r\n" * (len(plain) // 8))
    return ("multipart/alternative; boundary=alt",
            "--alt\r\n" + part('text/plain; charset="utf-8"', plain)
            + "--alt\r\n" + part('text/html; charset="utf-8"', html)
            + "--alt--\r\n")


def attach(number, kind, body, data):
    body = ("--mix\r\n" + part(kind, body) + "--mix\r\n" + part(
        'application/pdf; name="paper %d.pdf"' % number, data,
        'Content-Transfer-Encoding: base64\r\n'
        'Content-Disposition: attachment; filename="paper %d.pdf"\r\n'
        % number) + "--mix--\r\n")
    return "multipart/mixed; boundary=mix", body


def message(r, number, kind):
    is_machine = r.random() < 0.33 or kind == "bulk"
    size = int(min(r.lognormvariate(7.2, 0.9), 60000))
    body_type, body = 'text/plain; charset="utf-8"', text(r, size) + "\r\n"
    if kind != "small" and r.random() < 0.35:
        body_type, body = alternative(r, body)
    if kind != "small" and r.random() < 0.1:
        data = base64.encodebytes(r.randbytes(r.randint(20000, 200000)))
        body_type, body = attach(number, body_type, body,
                                 data.decode().replace("\n", "\r\n"))
    lines = header(r, number, is_machine) + ["Content-Type: " + body_type]
    return "\r\n".join(lines) + "\r\n\r\n" + body


PAPER = base64.encodebytes(random.Random(1).randbytes(3500000)).decode() \
    .replace("\n", "\r\n")  # the attachments are pieces of it
STYLES = "<style>%s</style>\r\n" % "".join(
    "td.c%d { padding: 0 %dpx; color: #%06x; }\r\n" % (n, n, n * 7919)
    for n in range(2000))


def message_of_today(r, number, kind):
    is_machine = r.random() < 0.33 or kind == "lists"
    size = int(min(r.lognormvariate(7.2, 0.9), 60000))
    body_type, body = 'text/plain; charset="utf-8"', text(r, size) + "\r\n"
    if r.random() < (0.9 if is_machine else 0.6):
        styles = int(min(r.lognormvariate(9.9 if is_machine else 8.7, 0.8),
                         len(STYLES)))
        body_type, body = alternative(r, body, STYLES[:styles] + "</style>")
    if r.random() < (0.02 if is_machine else 0.15):
        begin = 78 * r.randint(0, 10000)
        end = begin + 78 * int(min(r.lognormvariate(8.1, 1), 50000))
        body_type, body = attach(number, body_type, body, PAPER[begin:end])
    lines = header(r, number, is_machine) + ["Content-Type: " + body_type]
    lines[2:2] = way(r, 1500000000 + number * 3000)
    return "\r\n".join(lines) + "\r\n\r\n" + body


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    kind = sys.argv[4] if len(sys.argv) > 4 else "real"
    write = message_of_today if kind in ("today", "lists") else message
    r = random.Random(seed)
    for name in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    for number in range(1, count + 1):
        when = 1500000000 + number * 3000
        data = write(r, number, kind).encode()
        path = os.path.join(folder, "cur", "%d.%d_%d.host:2,S"
                            % (when, seed, number))
        with open(path, "wb") as f:
            f.write(data)
        os.utime(path, (when, when))


main()
