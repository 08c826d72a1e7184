#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pseudo.py < TEXTS.pot > PSEUDO.po: a language that is none. Each text stands
in brackets, a third longer, with accents on its letters: what is shown without
brackets was not translatable, what lost one was cut."""
import re
import sys

ACCENTS = str.maketrans('aeiouyncAEIOUYNC', 'áéíóúýñçÁÉÍÓÚÝÑÇ')
# What must stay: formats, escapes, words in capitals, options, markup, {slots}.
KEPT = re.compile(r'(%[-+ 0#\']*[0-9]*(?:\.[0-9]+)?(?:\d+\$)?(?:l|ll|z|j)?[a-zA-Z%]'
                  r'|\\.|[A-Z]{2,}|--?[a-z][a-z-]*|<[^>]*>|\{[^}]*\})')


def dress(text):
    parts = KEPT.split(text)
    dressed = ''.join(p if i % 2 else p.translate(ACCENTS)
                      for i, p in enumerate(parts))
    end = '\\n' if dressed.endswith('\\n') else ''
    start = '\\n' if dressed.startswith('\\n') and len(dressed) > 2 else ''
    middle = dressed[len(start):len(dressed) - len(end)]
    more = 'ø' * (len(text) // 3)
    return f'{start}⟦{middle}{more}⟧{end}' if middle else dressed


def texts(lines):
    """(keyword, text) of each msgid and msgid_plural in an entry."""
    found = {}
    keyword = None
    for line in lines:
        match = re.match(r'(msgid_plural|msgid|msgctxt|msgstr)\S* "(.*)"$', line)
        if match:
            keyword = match.group(1)
            found[keyword] = match.group(2)
        elif line.startswith('"') and keyword:
            found[keyword] += line[1:-1]
    return found


def main():
    entries = sys.stdin.read().split('\n\n')
    print('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
          '"Content-Transfer-Encoding: 8bit\\n"\n'
          '"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n')
    for entry in entries[1:]:
        found = texts(entry.split('\n'))
        if not found.get('msgid'):
            continue
        # A date's format is a text, but nobody reads it.
        is_date = re.fullmatch(r'(%-?[A-Za-z]|[ ,.:T-])+', found['msgid'])
        change = (lambda text: text) if is_date else dress
        if 'msgctxt' in found:
            print(f'msgctxt "{found["msgctxt"]}"')
        print(f'msgid "{found["msgid"]}"')
        if 'msgid_plural' in found:
            print(f'msgid_plural "{found["msgid_plural"]}"')
            print(f'msgstr[0] "{change(found["msgid"])}"')
            print(f'msgstr[1] "{change(found["msgid_plural"])}"\n')
        else:
            print(f'msgstr "{change(found["msgid"])}"\n')


if __name__ == '__main__':
    main()
