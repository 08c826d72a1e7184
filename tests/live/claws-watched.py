# SPDX-License-Identifier: GPL-3.0-or-later
"""Which accounts and folders are read, as clicked in the preferences of a real
Claws Mail. Speaks TAP.

    claws-watched.py FOLDER PORT      PORT: of a Dovecot for `ada`
    claws-watched.py --letters FOLDER writes the letters on the server
"""
import sys
import time

from claws_mail import (ADA, FOLDERS, Atspi, Claws, button, click, find,
                        is_showing, letter, menu, ok, plan, until, window, write)
from claws_preferences import box_of, is_ticked, open_preferences, point_at

N = 3


def make_letters(place):
    return [letter(f'Person {i} <p{i}@{place}.example>', ADA, '', f'Plans {i}',
                   f'{place}-{i}@x.example', 'Hello Ada.\n', 1 + i)
            for i in range(N)]


def known(claws, place):
    return claws.known(f"count(*) filter (where message_id like '{place}-%')")


def is_open(box):
    return box.get_state_set().contains(Atspi.StateType.SENSITIVE)


def turn_to_folders(claws):
    dialog, _field = open_preferences(claws)
    tabs = find('page tab', 'Reminders', dialog).get_parent()
    tabs.get_selection_iface().select_child(0)
    claws.wait('with a tree of folders',
               lambda: is_showing(box_of('friends', dialog)))
    return dialog


def click_at(claws, name, dialog):
    """The box is told to be some way right of where it is: by what belongs to
    the depth of its row."""
    before = is_ticked(box_of(name, dialog))

    def has_changed():
        return is_ticked(box_of(name, dialog)) != before
    for right in -10, -30, -50:
        point_at(box_of(name, dialog), right, event='b1c')
        if until(has_changed, 5):
            break
    claws.wait(f'a click changes "{name}"', has_changed)


def close(claws, dialog):
    click(button('OK', dialog))
    claws.wait('which is kept', lambda: not window('Preferences'))


def story(claws):
    claws.start()
    claws.wait('Claws Mail starts', lambda: menu('Introductions…'))
    claws.remote('--select', '#mh/Mailbox/inbox')
    claws.remote('--select', '#imap/Imap/INBOX')
    time.sleep(4)
    ok('of accounts that are not to be read, nothing is', claws.known() == 0)
    dialog = turn_to_folders(claws)
    ok('an account that is not read has no tick',
       not is_ticked(box_of('mailbox', dialog)) and
       not is_ticked(box_of('imap', dialog)))
    ok('and takes along its folders', not is_open(box_of('friends', dialog)))
    click_at(claws, 'mailbox', dialog)
    claws.wait('which may be chosen then',
               lambda: is_open(box_of('friends', dialog)))
    click_at(claws, 'friends', dialog)
    close(claws, dialog)
    claws.wait('the account is read', lambda: known(claws, 'here') == N)
    time.sleep(2)
    ok('but not that folder, nor the other account',
       known(claws, 'friends') == 0 and known(claws, 'there') == 0)
    dialog = turn_to_folders(claws)
    ok('it is as it was left', is_ticked(box_of('mailbox', dialog)) and
       not is_ticked(box_of('friends', dialog)))
    click_at(claws, 'imap', dialog)
    click_at(claws, 'friends', dialog)
    close(claws, dialog)
    claws.wait('the folder is read', lambda: known(claws, 'friends') == N)
    claws.wait('and the other account',
               lambda: known(claws, 'there') == N, 60)
    ok('and it ends well', claws.end() == 0)


def main():
    if sys.argv[1] == '--letters':
        for i, text in enumerate(make_letters('there')):
            write(f'{sys.argv[2]}/{i}.letter', text)
        return
    with Claws(sys.argv[1], port=sys.argv[2], letters=make_letters('here'),
               folders=FOLDERS + (('normal', 'friends'),),
               settings='[mail]\nskip-folders=#mh/Mailbox;#imap/Imap\n'
               ) as claws:
        for i, text in enumerate(make_letters('friends')):
            write(f'{claws.mail}/friends/{i + 1}', text)
        try:
            story(claws)
        finally:
            plan()


main()
