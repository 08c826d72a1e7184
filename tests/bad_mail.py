# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail as nobody should write it: "bad", by what is wrong with each."""
head = ('From: Dana Okafor <dana@example.org>\nTo: mara@example.org\n'
        'Date: Mon, 1 Jun 2026 10:00:00 +0000\nMessage-ID: <%s@example.org>\n'
        'Subject: Meet Tomas\n')
intro = ('Hi Mara, I would like to introduce you to Tomas Reyes '
         '<tomas@example.org>, copied here.\n\nDana\n')


def multipart(depth):
    text = 'Content-Type: text/plain\n\n' + intro
    for i in range(depth):
        text = ('Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s'
                '\n--b%d--\n' % (i, i, text, i))
    return 'MIME-Version: 1.0\n' + text


whole = (head % 'whole' + multipart(3)).encode()
bad = {
    'empty': b'',
    'cut-in-head': whole[:90],
    'cut-in-boundary': whole[:len(whole) // 2],
    'cut-in-text': whole[:-40],
    'nested-50': (head % 'n50' + multipart(50)).encode(),
    'nested-5000': (head % 'n5000' + multipart(5000)).encode(),
    'nested-messages': (head % 'nm').encode() +
    b'Content-Type: message/rfc822\n\n' * 3000 + intro.encode(),
    'huge-31': (head % 'h31').encode() + b'\n' + intro.encode() +
    b'x' * 70 + (b'\n' + b'y' * 70) * 450000,
    'huge-40': (head % 'h40').encode() + b'\n' + intro.encode() +
    (b'\n' + b'y' * 70) * 580000,
    'one-long-line': (head % 'line').encode() + b'\n' + b'z' * 9000000,
    'many-parts': (head % 'parts' + 'MIME-Version: 1.0\nContent-Type: '
                   'multipart/mixed; boundary=b\n\n' +
                   '--b\nContent-Type: text/plain\n\nx\n' * 20000).encode(),
    'many-heads': (head % 'heads').encode() + b'X-A: b\n' * 400000 + b'\nHi\n',
    'many-people': (head % 'people' + 'Cc: ' + ',\n '.join(
        'P%d <p%d@example.org>' % (i, i) for i in range(30000)) +
        '\n\n' + intro).encode(),
    'binary': bytes(range(256)) * 4000,
    'zeros': bytes(300000),
    'head-then-binary': (head % 'htb').encode() + b'\n' +
    bytes(range(256)) * 400,
    'lies-base64': (head % 'b64').encode() + b'MIME-Version: 1.0\nContent-Type:'
    b' text/plain\nContent-Transfer-Encoding: base64\n\nthis is no base64!\n',
    'lies-charset': (head % 'cs').encode() + b'MIME-Version: 1.0\nContent-Type:'
    b' text/plain; charset=utf-16\n\n' + intro.encode(),
    'lies-charset-unknown': (head % 'cu').encode() + b'MIME-Version: 1.0\n'
    b'Content-Type: text/plain; charset=klingon-1\n\n\xff\xfe' + intro.encode(),
    'lies-length': (head % 'len').encode() + b'Content-Length: 99999999\nLines:'
    b' -4\n\n' + intro.encode(),
    'lies-date': (head % 'date').replace('2026', '99999').encode() + b'\n' +
    intro.encode(),
    'lies-type': (head % 'type').encode() + b'MIME-Version: 1.0\nContent-Type: '
    b'text/calendar; method=REQUEST\n\n' + intro.encode(),
    'two-of-all': ((head % 'two') * 2).encode() + b'\n' + intro.encode(),
    'html-deep': (head % 'html').encode() + b'MIME-Version: 1.0\nContent-Type: '
    b'text/html\n\n' + b'<div>' * 200000 + intro.encode(),
    'no-writer': b'Subject: x\n\n' + intro.encode(),
}
