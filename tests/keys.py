# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what is seen together in a window of the plugin and has one key, as
"_Write" and "_Why?" would have: the key would choose neither.

    keys.py LOCALES LANGUAGE   LANGUAGE: C, or a folder in LOCALES
"""
import gettext
import os
import re
import sys

LISTS = ('page-due.c', 'page-introductions.c', 'page-occasions.c')
OTHERS = ('page-people.c', 'person.c', '../claws/actions.c')
# What the window adds to a list.
BESIDE = ('Show _more', '_Undo')
PLUGIN = os.environ['TERTIUS_SOURCE_DIR'] + '/plugin/ui/'


def labels(name):
    """Each once, in the order of the source."""
    text = re.sub(r'"\s*\n\s*"', '', open(PLUGIN + name).read())
    found = re.findall(r'\bN?_\("([^"]*_[^"]*)"\)', text)
    return list(dict.fromkeys(found))


def shared(texts):
    keys = {}
    for text in texts:
        key = re.search('_(.)', text)
        keys.setdefault(key[1].casefold() if key else text, []).append(text)
    return [group for group in keys.values() if len(group) > 1]


speak = gettext.translation('tertius', sys.argv[1], [sys.argv[2]],
                            fallback=sys.argv[2] == 'C').gettext
for name in LISTS + OTHERS:
    found = labels(name)
    if not found:
        print(f'{name}: nothing')
    for group in shared([speak(text) for text in
                         [*found, *(BESIDE if name in LISTS else ())]]):
        print(f'{name}: {", ".join(group)}')
