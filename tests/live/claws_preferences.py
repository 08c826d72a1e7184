# SPDX-License-Identifier: GPL-3.0-or-later
"""Widgets by role, mouse and keys, and Tertius's page in the client's preferences,
for the tests of a real Claws Mail.
"""
import time

from claws_mail import (Atspi, anew, click, every, find, is_showing, menu, table_of,
                        until, walk, window)


@anew
def named(role, name, inside):
    return next((w for w in every(role, inside) if w.get_name() == name), None)


def place(widget):
    return widget.get_component_iface().get_extents(Atspi.CoordType.SCREEN)


# What a screen reader can say nothing of without a name.
NAMED = ('push button', 'toggle button', 'check box', 'radio button', 'combo box',
         'spin button', 'text', 'password text', 'table', 'tree table',
         'page tab', 'page tab list', 'table column header', 'image', 'frame', 'dialog')


@anew
def unnamed(inside):
    """Widgets that are seen and have no name, by role."""
    return [w.get_role_name() for w in walk(inside)
            if w.get_role_name() in NAMED and is_showing(w) and
            not w.get_name() and not is_inner(w)]


def is_inner(widget):
    """Parts of what has a name: a chooser's button, a column's picture."""
    parent = widget.get_parent()
    return parent and parent.get_name() and parent.get_role_name() in (
        'combo box', 'push button', 'table column header', 'table', 'text',
        'info bar')


def point_at(widget, right=0, down=0, event='abs'):
    """Keys go where the pointer is: there is no window manager."""
    box = place(widget)
    Atspi.generate_mouse_event(box.x + (right or box.width // 2),
                               box.y + (down or box.height // 2), event)


# Key codes of every X keyboard.
CONTROL, ALT = 37, 64
DIGITS = (10, 11, 12, 13, 14)
RETURN, ESCAPE, F, I, TAB = 36, 9, 41, 31, 23
UP, RIGHT, DOWN = 111, 114, 116
HOME, END = 110, 115
MENU = 135


def press(key, *held):
    for one in held:
        Atspi.generate_keyboard_event(one, None, Atspi.KeySynthType.PRESS)
    Atspi.generate_keyboard_event(key, None, Atspi.KeySynthType.PRESSRELEASE)
    for one in reversed(held):
        Atspi.generate_keyboard_event(one, None, Atspi.KeySynthType.RELEASE)


def again(do, what):
    """Until it helps: a window that has only just come, or that another one has
    just left free, may not hear the first."""
    for i in range(5):
        do(i)
        found = until(what, 12)
        if found:
            return found
    return None


def is_at_rest(widget):
    """Lists glide to where they are wanted."""
    before = place(widget)
    time.sleep(0.5)
    after = place(widget)
    return (before.x, before.y) == (after.x, after.y)


def open_preferences(claws):
    click(menu('Preferences...'))
    dialog = claws.wait('the client\'s preferences',
                        lambda: window('Preferences'))
    tree = every('tree table', dialog)[0]
    row = claws.wait('have a page of ours',
                     lambda: named('table cell', 'Tertius', tree))
    table = tree.get_table_iface()
    table.add_row_selection(table.get_row_at_index(row.get_index_in_parent()))
    tab = claws.wait('with tabs', lambda: find('page tab', 'Reminders', dialog))
    claws.wait('that are filled', lambda: find('check box', 'English', dialog))
    tab.get_parent().get_selection_iface().select_child(1)
    field = claws.wait('the first of them', lambda: named(
        'spin button', 'Reminders a day, at most', dialog))
    return dialog, field


@anew
def box_of(name, dialog):
    """The tick before a folder's name."""
    folders = table_of('Folders that are read', dialog)
    text = next((c for c in every('table cell', folders)
                 if (c.get_name() or '').lower() == name), None)
    return text and text.get_parent().get_child_at_index(0)


def is_ticked(box):
    return box.get_state_set().contains(Atspi.StateType.CHECKED)
