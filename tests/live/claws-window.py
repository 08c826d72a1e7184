# SPDX-License-Identifier: GPL-3.0-or-later
"""What the user sees of Tertius in a real Claws Mail: the compose check, the
window by the keyboard alone, preferences over a restart, the right-click.

    claws-window.py FOLDER     FOLDER: a new one

Runs inside xvfb-run and dbus-run-session: see claws-window.t.
"""
import json
import os
import re
import subprocess
import sys
import time

from claws_mail import (ADA, BUILD, Atspi, Claws, body_of, button, click,
                        composer, every, find, is_showing, label, letter, menu,
                        ok, picture, plan, type_into, until, walk, window,
                        write)
from claws_people import MANY, people_story
from claws_preferences import (CONTROL, DIGITS, DOWN, ESCAPE, F, MENU, RETURN,
                               RIGHT, UP, again, box_of, is_at_rest, is_ticked,
                               named, open_preferences, place, point_at, press)
from claws_window import (SETTINGS, SIZE, close_window, hear, list_of,
                          open_window, row, selected, settings, size_of, tabs,
                          text_of, turn)

BOB = letter('Bob Friend <bob@friends.example>', ADA,
             'Carol New <carol@newco.example>', 'Intro: Ada <> Carol',
             'intro-1@friends.example',
             'Hi Ada, meet Carol New, who runs research at Newco. Carol, meet '
             'Ada.\nI am sure that the two of you should talk.\n\nBob\n', 0.1)
PLAIN = letter('Dan Pal <dan@pals.example>', ADA, 'Eve Else <eve@else.example>',
               'The room at the Spring Conference', 'plain-2@pals.example',
               'The room is booked for ten.\n\nDan\n', 0.2)
SECRET = letter('Boss <boss@example.org>', ADA, '', 'The budget',
                'secret-3@example.org',
                'The budget is cut by half.\n\nBoss\n', 0.3,
                'Sensitivity: Company-Confidential\n')


def event():
    """Of Ada's own calendar."""
    day = time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(time.time() + 9 * 86400))
    return ('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n'
            'BEGIN:VEVENT\r\nUID:spring@example.org\r\n'
            f'DTSTAMP:20240101T000000Z\r\nDTSTART:{day}\r\n'
            'SUMMARY:Spring Conference\r\nATTENDEE:mailto:ada@example.org\r\n'
            'ATTENDEE:mailto:dan@pals.example\r\n'
            'END:VEVENT\r\nEND:VCALENDAR\r\n')


def remember_many(claws):
    """They stand in the ledger before the client starts."""
    path = claws.folder + '/history.mbox'
    calendar = claws.folder + '/calendar.ics'
    write(calendar, event())
    write(path, ''.join('From x@example.org Mon Jan  1 00:00:00 2024\n' + letter(
        f'Person {i} <p{i}@many.example>', ADA, '', f'Plans {i}',
        f'm{i}@many.example', 'Hello Ada, here are our plans.\n', 300 + i / 9)
        + '\n' for i in range(MANY)))
    os.makedirs(os.path.dirname(claws.ledger), mode=0o700, exist_ok=True)
    subprocess.run([BUILD + '/tertius', 'scan', '--quiet', path, calendar, '--me',
                    'ada@example.org', '--ledger', claws.ledger], check=True,
                   stdout=subprocess.DEVNULL)


# --- The compose check ------------------------------------------------------

def turn_to(draft, words):
    """Whether the strip shows these; else it turns on."""
    if label(words, draft):
        return True
    for one in every('push button', draft):
        if (one.get_name() or '').startswith('Next, ') and is_showing(one):
            click(one)
    return False


def check_story(claws):
    click(claws.wait('an introduction', lambda: button('Thank both')))
    draft = claws.wait('its draft', composer)
    body = body_of(draft)
    ok('nothing is pointed out before the user writes',
       not button('Send anyway', draft))
    type_into(body, 'You owe me one. ')
    claws.wait('while it is written, a strip has the gravest first',
               lambda: label('A place that only you can fill', draft) and
               button('Never point this out', draft))
    picture('strip')
    click(button('Send', draft))
    claws.wait('what is grave holds the mail once',
               lambda: button('Next, 1 of 2', draft))
    time.sleep(1)
    ok('so that it is not sent', not claws.sent())
    click(button('Next, 1 of 2', draft))
    claws.wait('there is more', lambda: label('You owe me one.', draft))
    picture('strip-next')
    click(claws.wait('with a gentler wording',
                     lambda: button('Say it gentler', draft)))
    claws.wait('that takes the place of the words',
               lambda: 'You owe me' not in text_of(body) and
               'glad of your help' in text_of(body))
    type_into(body, 'You owe me one. ')
    claws.wait('said again, it is pointed out again',
               lambda: turn_to(draft, 'You owe me one.'))
    click(button('Never point this out', draft))
    claws.wait('and never more',
               lambda: not label('You owe me one.', draft) and
               'quiet=obligation' in settings(claws))
    click(claws.wait('the mail goes all the same',
                     lambda: button('Send anyway', draft)))
    claws.wait('at once', claws.sent)


def confidential_story(claws):
    """What was written to the user in confidence goes to somebody else."""
    claws.select(3)
    claws.wait('a confidential message', lambda: next(
        w for w in every('text', window('Local')) if is_showing(w) and
        'The budget is cut' in text_of(w)))
    click(button('Reply'))
    draft = claws.wait('is answered', composer)
    field = claws.wait('its writer', lambda: next(
        w for w in every('text', draft) if 'boss@example.org' in text_of(w)
        and not w.get_state_set().contains(Atspi.StateType.MULTI_LINE)))
    type_into(field, 'dan@pals.example, ')
    claws.wait('with an outsider in copy, that is pointed out', lambda: label(
        'confidential', draft) and button('Send anyway', draft))
    before = len(claws.sent())
    click(button('Send', draft))
    claws.wait('and holds the mail', lambda: button('Send anyway', draft))
    picture('strip-confidential')
    click(button('Never point this out', draft))
    claws.wait('until it is not to be pointed out', lambda: not label(
        'marked as confidential', draft) and
        'confidential' in settings(claws))
    ok('nothing was sent by then', len(claws.sent()) == before)
    click(button('Send', draft))
    claws.wait('then it goes', lambda: len(claws.sent()) > before)


# --- The window -------------------------------------------------------------

def spots(claws):
    """Those of the graph: as the window gets them."""
    answer = subprocess.run(
        [BUILD + '/tertius', 'serve', '--ledger', claws.ledger, '--config',
         claws.rc + SETTINGS, '--me', 'ada@example.org'], text=True,
        input='{"n":1,"do":"picture","kind":"graph"}\n', capture_output=True)
    answer = json.loads(answer.stdout)
    width = re.search('viewBox="0 0 ([0-9.]+)', answer['svg'])[1]
    return answer['spots'], float(width)


def buttons_story(claws, ours):
    """Side by side while there is room, each as wide as its words."""
    def find_all():
        found = [button(name, ours) for name in (
            'Open the message', 'Later…', 'Not an introduction', 'Why?')]
        return all(found) and is_at_rest(found[-1]) and found
    places = [place(one) for one in claws.wait('it has buttons', find_all)]
    ok('buttons stand in a line', len({p.y for p in places}) == 1)
    ok('no wider than need be', places[3].width < places[2].width / 1.5)
    ok('and one after the other', all(
        a.x + a.width < b.x < a.x + a.width + 16
        for a, b in zip(places, places[1:])))


def keys_story(ours):
    """In the order in which they are read."""
    table = list_of('Introductions')
    table.get_component_iface().grab_focus()
    wanted = ['Open the message', 'Not an introduction', 'Why?', 'Pages',
              'Search', 'Also doubtful ones', 'Introductions']
    came = tabs(12)
    places = [came.index(name) if name in came else -1 for name in wanted]
    ok('the Tab key comes to all, as it is read',
       -1 not in places and places == sorted(places))
    if -1 in places or places != sorted(places):
        print('#', came)


def insights_story(claws, ours, drawing):
    """A click on a line, and on a mark."""
    all_of_them, width = spots(claws)
    scale = place(drawing).width / width

    def click_at(spot, point, what):
        def do(_):
            x, y = spot['points'][2 * point:2 * point + 2]
            if is_showing(drawing):
                point_at(drawing, round(x * scale), round(y * scale), 'b1c')
        return lambda: again(do, what)

    claws.wait('a click on a line shows the introduction', click_at(
        next(s for s in all_of_them if s['introduction']), 4,
        lambda: 'Carol New' in selected('Introductions', ours)))
    claws.wait('back at the picture',
               lambda: turn(4, lambda: is_showing(drawing)))
    claws.wait('a click on a mark shows the person', click_at(
        next(s for s in all_of_them if s['address'] and
             'carol' in s['address']), 0,
        lambda: 'Carol New' in selected('People', ours) and
        label('Carol New', ours)))


def window_story(claws):
    ours = claws.wait('a key opens the window', open_window)
    claws.wait('with its list', lambda: find('table', 'Due', ours) or
               find('tree table', 'Due', ours))
    hear('Due', ours)
    point_at(ours)
    pages = (('Introductions', 'Carol New'), ('People', 'Bob Friend'))
    for number, (page, who) in enumerate(pages, 1):
        claws.wait(f'Control and a digit turn to {page}',
                   lambda n=number, w=who: turn(n, lambda: row(w)))
        hear(page, ours)
        picture(page.lower())
    claws.wait('a person leads with the latest contact',
               lambda: label('wrote', ours))
    claws.wait('and what happened', lambda: label('What happened', ours))
    claws.wait('occasions', lambda: turn(3, lambda: label(
        'Where you meet people', ours)))
    claws.wait('with one ahead', lambda: row('Spring Conference'))
    hear('Occasions', ours)
    drawing = claws.wait('insights are a picture with a name', lambda: turn(
        4, lambda: named('image', 'Who introduced whom', ours)))
    claws.wait('and its words', lambda: label('1 introduction', ours))
    ok('for those who hear it too',
       'introduction' in (drawing.get_description() or ''))
    picture('insights')
    hear('Insights', ours)
    insights_story(claws, ours, drawing)
    claws.wait('back at introductions', lambda: turn(1, lambda: list_of(
        'Introductions') and is_showing(list_of('Introductions'))))
    press(F, CONTROL)
    field = claws.wait('Control+F goes to the search', lambda: next(
        (w for w in walk(ours) if w.get_name() == 'Search' and is_showing(w)
         and w.get_state_set().contains(Atspi.StateType.FOCUSED)), None))
    type_into(field, 'nobody')
    claws.wait('which finds nothing', lambda: label('There are none', ours))
    field.get_editable_text_iface().set_text_contents('carol')
    claws.wait('or somebody', lambda: row('Carol New'))
    press(ESCAPE)
    claws.wait('the first Escape empties it', lambda: text_of(field) == '')
    ok('and closes nothing', bool(row('Carol New')))
    press(DIGITS[0], CONTROL)
    press(DIGITS[1], CONTROL)
    buttons_story(claws, ours)
    keys_story(ours)
    table = list_of('Introductions')
    table.get_component_iface().grab_focus()
    press(MENU)
    none = claws.wait('the menu key offers what a right-click does',
                      lambda: find('menu item', 'Not an introduction'))
    click(none)
    claws.wait('what was decided goes', lambda: not row('Carol New'))
    click(claws.wait('and can be taken back', lambda: button('Undo', ours)))
    claws.wait('whole', lambda: row('Carol New'))
    claws.wait('back at people',
               lambda: turn(2, lambda: label('What happened', ours)))
    ours.get_component_iface().set_size(*SIZE)
    claws.wait('of another size', lambda: size_of(ours) == SIZE)
    claws.wait('Escape closes it', close_window)


# --- The right-click --------------------------------------------------------

def offer(claws, name, text='The room is booked'):
    """Chooses at a right-click in the text of the message."""
    pane = claws.wait('the message', lambda: next(
        w for w in every('text', window('Local')) if is_showing(w) and
        text in text_of(w)))
    # A window that has just closed may still get the first click.
    for _ in range(5):
        point_at(pane, 40, place(pane).height - 30, 'b3c')
        if until(lambda: menu(name), 5):
            break
    click(claws.wait(f'the right-click has "{name}"', lambda: menu(name)))
    press(ESCAPE)


def offer_in_list(claws, downs, what):
    """The same in the list. Neither the list nor its menu can be heard: the
    row lies where it lies, and our menu is the last of the menu's items."""
    def do(i):
        for _ in range(2 * i):
            press(ESCAPE)
        claws.select(1)
        claws.select(2)
        time.sleep(i)
        point_at(window('Local'), 386, 150, 'b3c')
        time.sleep(1 + i)
        for key in UP, RIGHT, *[DOWN] * downs, RETURN:
            press(key)
            time.sleep(0.1 + 0.2 * i)
    return again(do, what)


def message_story(claws):
    claws.select(2)
    claws.wait('a message in which no rule sees one',
               lambda: not button('Thank both') and not button('Why?'))
    offer(claws, 'This is an introduction…')
    dialog = claws.wait('who brought whom together is asked',
                        lambda: window('Tertius: introduction'))
    claws.wait('with those of the message',
               lambda: find('check box', 'Eve Else <eve@else.example>', dialog))
    picture('introduction')
    hear('an introduction', dialog)
    click(button('It is an introduction', dialog))
    claws.wait('the banner has it then',
               lambda: label('Dan Pal introduced you to Eve Else.'))

    dialog = claws.wait('a right-click in the list: a reminder',
                        lambda: offer_in_list(claws, 1, lambda: window(
                            'Tertius: remind me')))
    click(button('Remind me', dialog))
    claws.wait('it needs words',
               lambda: label('A reminder says what to do.', dialog))
    type_into(named('text', 'Remind me to', dialog), 'bring the keys')
    picture('remind')
    hear('a reminder', dialog)
    click(button('In 3 days', dialog))
    click(button('Remind me', dialog))
    claws.wait('and is kept', lambda: not window('Tertius: remind me'))
    click(menu('Introductions…'))
    ours = claws.wait('the window has come back to its page', lambda: label(
        'What happened', window('Tertius: introductions')))
    point_at(window('Tertius: introductions'))
    claws.wait('and shows what is due',
               lambda: turn(0, lambda: row('bring the keys')))
    press(ESCAPE)
    ok('at once', bool(ours))

    offer(claws, 'Thank for this')
    draft = claws.wait('thanks have a draft', composer)
    claws.wait('in words', lambda: 'Dan' in text_of(body_of(draft)))


# --- Preferences ------------------------------------------------------------

def store(claws):
    path = claws.rc + '/passwordstorerc'
    return open(path).read() if os.path.exists(path) else ''


def preferences_story(claws):
    dialog, field = open_preferences(claws)
    ok('as usual at first', field.get_value_iface().get_current_value() == 3)
    picture('preferences')
    book = find('page tab', 'Reminders', dialog).get_parent()
    for number in range(book.get_child_count()):
        book.get_selection_iface().select_child(number)
        time.sleep(0.3)
        hear(f'preferences, {book.get_child_at_index(number).get_name()}', book)
    field.get_value_iface().set_current_value(4)
    tabs = find('page tab', 'Reminders', dialog).get_parent()
    tabs.get_selection_iface().select_child(2)
    click(claws.wait('a file may be looked for', lambda: button(
        'Look for: Holidays (.ics files)', dialog)))
    chooser = claws.wait('in the usual way', lambda: window('Look for'))
    click(button('Cancel', chooser))
    type_into(claws.wait('a calendar has a password', lambda: named(
        'password text', 'Its password', dialog)), 'secret')
    tabs.get_selection_iface().select_child(4)
    ok('reading may rest', find('check box', 'Read nothing for now', dialog))
    ok('and all may be taken out', button('Export everything…', dialog))
    who = claws.wait('and somebody may be forgotten', lambda: named(
        'text', 'Forget a person', dialog))
    type_into(who, 'dan@pals.example')
    click(button('Forget…', dialog))
    claws.wait('who is named first',
               lambda: label('keeps of dan@pals.example', dialog))
    who.get_editable_text_iface().set_text_contents('eve@else.example')
    claws.wait('and no other in the place', lambda: not button('Forget', dialog))
    who.get_editable_text_iface().set_text_contents('dan@pals.example')
    click(button('Forget…', dialog))
    click(claws.wait('but named anew', lambda: button('Forget', dialog)))
    claws.wait('for good', lambda: label('Forgotten', dialog))
    claws.wait('what is shown of them goes', lambda: not label(
        'Dan Pal introduced you to Eve Else.'))
    click(button('OK', dialog))
    claws.wait('what is set is written', lambda:
               'per-day=4' in settings(claws))
    ok('beside what was set before', 'quiet=obligation' in settings(claws))
    claws.wait('the password is in the client\'s own store', lambda:
               '[plugin:Tertius]' in store(claws) and
               'caldav' in store(claws) and 'secret' not in store(claws))
    ok('and not among the settings', 'secret' not in settings(claws))


def restart_story(claws):
    dialog, field = open_preferences(claws)
    ok('it is kept over a restart',
       field.get_value_iface().get_current_value() == 4)
    ok('so is a folder that is not to be read',
       not is_ticked(box_of('inbox', dialog)))
    click(button('Cancel', dialog))
    claws.wait('closed', lambda: not window('Preferences'))
    claws.select(1)
    claws.wait('a message of a folder that is not read', lambda: next(
        w for w in every('text', window('Local')) if is_showing(w) and
        'meet Carol New' in text_of(w)))
    time.sleep(2)
    ok('has no banner', not button('Why?'))


with Claws(sys.argv[1], letters=[BOB, PLAIN, SECRET]) as mail:
    remember_many(mail)
    mail.start()
    mail.wait('Claws Mail starts', lambda: menu('Introductions…'))
    mail.select(1)
    check_story(mail)
    confidential_story(mail)
    # It comes to the front with this, and must have before ours does.
    mail.select(1)
    mail.wait('back at the introduction', lambda: button('Why?'))
    window_story(mail)
    people_story(mail)
    message_story(mail)
    preferences_story(mail)
    ok('Claws Mail ends well', mail.end() == 0)
    with open(mail.rc + SETTINGS, 'a') as file:
        file.write('\n[mail]\nskip-folders=#mh/Mailbox/inbox\n')
    mail.start()
    mail.wait('and starts again', lambda: menu('Introductions…'))
    restart_story(mail)
    ok('and ends well again', mail.end() == 0)
    # What GLib and GTK say of a widget that is gone.
    ok('nothing that is gone was touched', not re.search(
        'unclassed pointer|gtk_container_foreach', mail.log()))
plan()
