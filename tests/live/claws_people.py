# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of people, for the story of the window: a long list, what a right-click
on a person does, and an evening that is hosted together.
"""
import os
import signal
import time

from claws_mail import (Atspi, body_of, button, click, composer, every, find,
                        is_showing, label, ok, picture, type_into, window)
from claws_preferences import (CONTROL, DIGITS, END, HOME, MENU, RETURN, again,
                               is_at_rest, named, place, point_at, press)
from claws_window import (SIZE, close_window, hear, list_of, open_window, row,
                          selected, size_of, text_of, turn)

# More people than a list shows at first; all of them wrote long ago.
MANY = 210


def choose(claws, name, who='Bob Friend'):
    """Chooses at the menu key on somebody in the list."""
    claws.wait(f'{who} is selected', lambda: who in selected(
        'People', window('Tertius: introductions')))
    list_of('People').get_component_iface().grab_focus()

    def do(_):
        point_at(window('Tertius: introductions'))
        press(MENU)
    click(claws.wait(f'a right-click has "{name}"', lambda: again(
        do, lambda: find('menu item', name))))


def answer(claws, title, button_name, **fields):
    dialog = claws.wait('which asks', lambda: window(title))
    for name, text in fields.items():
        type_into(claws.wait(f'for "{name}"', lambda n=name: named(
            'text', n, dialog)), text)
    click(button(button_name, dialog))
    claws.wait('and is gone', lambda: not window(title))


def pick(dialog, name, number):
    combo = named('combo box', name, dialog)
    combo.get_selection_iface().select_child(number)


def many_story(claws, ours):
    """A long list shows a part, says so, and finds all."""
    claws.wait('a long list says how much of it is shown',
               lambda: label('200 of ', ours))
    field = find('text', 'Search', ours)
    last = f'Person {MANY - 1}'
    field.get_editable_text_iface().set_text_contents(last.lower())
    claws.wait('the search finds who is further down', lambda: row(last))
    field.get_editable_text_iface().set_text_contents('')
    more = claws.wait('the list is long again',
                      lambda: button('Show more', ours))
    picture('more')
    click(more)
    claws.wait('and more of it is shown until it is whole',
               lambda: not button('Show more', ours) and
               not label(' are shown.', ours))
    list_of('People').get_component_iface().grab_focus()
    press(END)
    claws.wait('to the last', lambda: label(last, ours) or press(END))
    claws.wait('and back', lambda: row('Bob Friend') or press(HOME))


def take(name, count):
    """With the mouse, else as a screen reader does."""
    one = row(name)
    if count % 2 == 0:
        point_at(one, event='b1c')
        return
    people = list_of('People').get_table_iface()
    people.add_row_selection(people.get_row_at_index(
        one.get_index_in_parent()))


def ahead_story(claws, ours):
    """Dan will be at the conference too."""
    claws.wait('of whom one will meet, what is ahead is told', lambda: again(
        lambda n: take('Dan Pal', n), lambda: label('What is ahead', ours)))
    claws.wait('and what happened', lambda: label('What happened', ours))
    picture('ahead')


def occasions_story(claws, ours):
    """The client's window comes to the front, as there is no window manager."""
    claws.wait('at occasions', lambda: turn(3, lambda: 'Spring Conference' in
                                            selected('Occasions', ours)))
    list_of('Occasions').get_component_iface().grab_focus()
    press(RETURN)
    claws.wait('Enter leads to the message that tells of it', lambda: next(
        (w for w in every('text', window('Local')) if is_showing(w) and
         'The room is booked' in text_of(w)), None))
    point_at(ours)
    claws.wait('and back', lambda: turn(2, lambda: row('Bob Friend')))


def people_story(claws):
    ours = claws.wait('the window again', open_window)
    claws.wait('as large as it was', lambda: size_of(ours) == SIZE)
    point_at(ours)
    press(DIGITS[2], CONTROL)
    claws.wait('at people', lambda: list_of('People'))
    many_story(claws, ours)
    claws.wait('with Bob', lambda: is_at_rest(row('Bob Friend')))
    ahead_story(claws, ours)
    claws.wait('who can be chosen', lambda: again(
        lambda n: take('Bob Friend', n),
        lambda: 'Bob Friend' in selected('People', ours)))
    claws.wait('Enter leads to the latest message', lambda: again(
        lambda _: press(RETURN), lambda: next(
            w for w in every('text', window('Local')) if is_showing(w) and
            'glad of your help' in text_of(w))))
    point_at(ours)
    occasions_story(claws, ours)
    choose(claws, 'Note…')
    answer(claws, 'Tertius: note', 'Keep it', Note='likes maps')
    claws.wait('a note stands with the person',
               lambda: label('likes maps', ours))
    choose(claws, 'Boundary…')
    dialog = claws.wait('a boundary', lambda: window('Tertius: boundary'))
    picture('boundary')
    hear('a boundary', dialog)
    click(button('Keep it', dialog))
    claws.wait('stands there too',
               lambda: label('What they do not want', ours))
    choose(claws, 'How often…')
    dialog = claws.wait('how often', lambda: window('Tertius: how often'))
    hear('how often', dialog)
    pick(dialog, 'How often', 2)
    click(button('Keep it', dialog))
    claws.wait('is as it was set', lambda: label(
        'In touch every 30 days, as you set it.', ours))
    for name, words in (('Friend first, or no longer', 'A friend first'),
                        ('Mute, or no longer', 'No reminders about them.')):
        choose(claws, name)
        claws.wait(f'"{words}" holds', lambda w=words: label(w, ours))
        choose(claws, name)
        claws.wait('until it is chosen again',
                   lambda w=words: not label(w, ours))
    picture('person')
    mute_two_story(claws, ours)
    choose(claws, 'Merge…')
    answer(claws, 'Tertius: one person', 'Keep it', Address='dan@pals.example')
    claws.wait('another address is theirs',
               lambda: label('dan@pals.example', ours))
    click(button('Undo', ours))
    claws.wait('until that is taken back',
               lambda: not label('dan@pals.example', ours))
    choose(claws, 'Merge…')
    answer(claws, 'Tertius: one person', 'Keep it', Address='nobody at all')
    told = claws.wait('what makes no sense is not kept', lambda: label(
        'This could not be kept', ours))
    ok('nor tried again', 'nobody at all' in told.get_name() and
       not label('it is tried again', ours))
    co_host_story(claws)


def mute(claws, who):
    claws.wait(f'at {who}', lambda: again(
        lambda n: take(who, n), lambda: who in selected(
            'People', window('Tertius: introductions'))))
    choose(claws, 'Mute, or no longer', who)


def mute_two_story(claws, ours):
    """What one decides while the answer to another is not there yet."""
    pals = ('Dan Pal', 'Bob Friend')
    for words, is_muted in (('both', True), ('and neither', False)):
        server, = claws.servers()
        os.kill(server, signal.SIGSTOP)
        for who in pals:
            mute(claws, who)
        os.kill(server, signal.SIGCONT)
        for who in pals:
            claws.wait(f'{words}, {who}', lambda w=who: again(
                lambda n: take(w, n), lambda: label(w, ours) and is_muted == bool(
                    label('No reminders about them.', ours))))


def co_host_story(claws):
    before = len(claws.sent())
    choose(claws, 'Host something together…')
    dialog = claws.wait('what is asked', lambda: window('Tertius: host'))
    ok('without it there is nothing to write', not button(
        'Write the invitation', dialog).get_state_set().contains(
            Atspi.StateType.SENSITIVE))
    picture('co-host')
    hear('hosting', dialog)
    type_into(named('text', 'What', dialog), 'An evening about maps')
    type_into(named('text', 'When?', dialog), time.strftime(
        '%Y-%m-%d 18:00', time.gmtime(time.time() + 90 * 86400)))
    click(button('Write the invitation', dialog))
    draft = claws.wait('an invitation is a draft', composer)
    claws.wait('that says when', lambda: 'maps' in text_of(body_of(draft)))
    picture('invitation')
    click(button('Send', draft))
    claws.wait('is sent',
               lambda: len(claws.sent()) > before or send_anyway())
    part = next((p for p in claws.sent()[-1].walk()
                 if p.get_content_type() == 'text/calendar'), None)
    ok('with an invitation', part and part.get_param('method') == 'REQUEST')
    text = part.get_payload(decode=True).decode()
    ok('to the same', 'METHOD:REQUEST' in text and 'bob@friends' in text and
       'An evening about maps' in text)
    ours = window('Tertius: introductions')
    point_at(ours)
    choose(claws, 'Note…')
    claws.wait('a note is begun', lambda: window('Tertius: note'))
    point_at(ours, place(ours).width - 9, place(ours).height - 9)
    claws.wait('done', close_window)
    claws.wait('what the window asks goes with it',
               lambda: not window('Tertius: note'))


def send_anyway():
    """Where there is a strip."""
    anyway = button('Send anyway')
    if anyway:
        click(anyway)
