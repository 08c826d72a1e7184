# SPDX-License-Identifier: GPL-3.0-or-later
"""Surfaces in a language that is written from right to left: they are mirrored.
Speaks TAP.

    claws-right-to-left.py FOLDER
"""
import sys

from claws_mail import (ADA, HEARTBEAT, TERTIUS, Atspi, Claws, body_of,
                        button, cell, click, composer, find, label, letter, menu, ok,
                        picture, plan, reader, table_of, type_into, window)

INTRO = letter('בוב חבר <bob@friends.example>', ADA,
               'Carol New <carol@newco.example>', 'Intro: Ada <> Carol',
               'intro-1@friends.example',
               'Hi Ada, meet Carol New, who runs research at Newco. Carol, '
               'meet Ada.\nThe two of you should talk.\n\nBob\n', 0.1)


def left(widget):
    return widget.get_component_iface().get_extents(
        Atspi.CoordType.SCREEN).x


def are_mirrored(widgets):
    """Each is left of the one before it."""
    return all(left(one) > left(two)
               for one, two in zip(widgets, widgets[1:]))


def place_of(widget, words):
    """Where in the line these begin."""
    text = widget.get_text_iface()
    start = text.get_text(0, -1).index(words)
    return text.get_character_extents(start, Atspi.CoordType.SCREEN).x


def reads_as_english(widget, first, *others):
    """A name in other letters, though it comes first, does not turn it."""
    places = [place_of(widget, words) for words in (first, *others)]
    return places == sorted(places)


def main():
    with Claws(sys.argv[1], letters=[INTRO], plugins=[
            HEARTBEAT, TERTIUS]) as claws:
        try:
            claws.start(TERTIUS_MIRRORED='yes')
            claws.wait('Claws Mail starts', lambda: menu('Introductions…'))
            claws.select(1)
            claws.wait('the banner', lambda: button('Thank both'))
            claws.wait('has its buttons from right to left', lambda:
                       are_mirrored([button(name) for name in (
                           'Thank both', 'Later…', 'Why?',
                           'Not an introduction')]))
            ok('and a name in its own letters',
               label('בוב חבר introduced you', reader()) is not None)
            ok('which does not turn what is said', reads_as_english(
                label('בוב חבר introduced you', reader()), 'בוב', 'introduced',
                'Carol', '.'))
            picture('right-to-left-banner')
            click(button('Thank both'))
            draft = claws.wait('the draft', lambda: composer() or
                               window('Re:'))
            type_into(body_of(draft), 'You owe me one. ')
            claws.wait('has a strip', lambda: button('Send anyway', draft))
            claws.wait('with its buttons from right to left', lambda:
                       are_mirrored([button('Send anyway', draft),
                                     button('Never point this out', draft)]))
            picture('right-to-left-strip')
            click(menu('Introductions…'))
            ours = claws.wait('the window', lambda: window('Tertius'))
            tabs = [find('page tab', name, ours) for name in (
                'Due', 'Introductions', 'People', 'Occasions', 'Insights')]
            claws.wait('has its pages from right to left',
                       lambda: are_mirrored(tabs))
            told = claws.wait('what is due has its reason', lambda: cell(
                'בוב חבר introduced you'))
            ok('which is read as English is', reads_as_english(
                told, 'בוב', 'introduced'))
            tabs[1].get_parent().get_selection_iface().select_child(1)
            claws.wait('its list', lambda: cell('Carol New'))
            claws.wait('too', lambda: are_mirrored([
                find('table column header', name, ours)
                for name in ('When', 'Through', 'Whom')]))
            picture('right-to-left-introductions')
            tabs[1].get_parent().get_selection_iface().select_child(2)
            claws.wait('the list of people', lambda: find(
                'push button', 'Write', ours))
            people = table_of('People', ours)
            claws.wait('is right of the person', lambda: left(people) > left(
                find('push button', 'Write', ours)))
            picture('right-to-left-people')
            ok('and ends well', claws.end() == 0)
        finally:
            plan()


main()
