# SPDX-License-Identifier: GPL-3.0-or-later
"""Tertius's own window in a real Claws Mail: its pages by their keys, its lists and
what is selected in them, and whether a screen reader can say all that is seen.
"""
import os

from claws_mail import (Atspi, anew, every, is_showing, ok, table_of, until,
                        walk, window)
from claws_preferences import (ALT, CONTROL, DIGITS, ESCAPE, I, TAB, again,
                               place, point_at, press, unnamed)

SETTINGS = '/tertius/config'
SIZE = 910, 610


def text_of(widget):
    return widget.get_text_iface().get_text(0, -1)


def size_of(widget):
    box = place(widget)
    return box.width, box.height


def is_in_sight(one):
    """What a list has scrolled away is "showing", too."""
    mine, around = place(one), place(one.get_parent())
    return around.y <= mine.y + mine.height // 2 < around.y + around.height


@anew
def row(text):
    """A row that is seen: other pages may have it too."""
    for one in walk(window('Tertius: introductions')):
        if one.get_role_name() == 'table cell' and is_showing(one) and \
                text in (one.get_name() or '') and is_in_sight(one):
            return one
    return None


def settings(claws):
    path = claws.rc + SETTINGS
    return open(path).read() if os.path.exists(path) else ''


def turn(number, what):
    """To a page, by its key."""
    def do(i):
        point_at(window('Tertius: introductions'), 200 + i, 200)
        press(DIGITS[number], CONTROL)
    return again(do, what)


def open_window():
    """By its key."""
    def do(i):
        point_at(window('Local'), 300 + i, 300)
        press(I, CONTROL, ALT)
    return again(do, lambda: window('Tertius: introductions'))


def close_window():
    """By its key."""
    return again(lambda _: press(ESCAPE),
                 lambda: not window('Tertius: introductions'))


def list_of(name):
    """Others come and go while it is looked for."""
    return until(lambda: table_of(name, window('Tertius: introductions')))


def selected(name, inside):
    """What stands in the selected row of the table that is seen."""
    return [w.get_name() for w in every('table cell', inside)
            if is_showing(w) and w.get_state_set().contains(
                Atspi.StateType.SELECTED) and w.get_name() and
            w.get_parent().get_name() == name]


@anew
def focused():
    return [w.get_name() for w in walk(window('Tertius: introductions'))
            if w.get_state_set().contains(Atspi.StateType.FOCUSED)]


def tabs(n):
    """The names of what the Tab key comes to."""
    names = []
    for _ in range(n):
        before = focused()
        press(TAB)
        until(lambda b=before: focused() not in ([], b), 2)
        names += focused()
    return names


def hear(what, inside):
    """Nothing that is seen has no name."""
    nameless = unnamed(inside)
    ok(f'{what}: all has a name', not nameless)
    if nameless:
        print('#', nameless)
