# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of introductions in the banner of a real Claws Mail. Speaks TAP.

    claws-kinds.py FOLDER     FOLDER: a new one
"""
import sys

from claws_mail import (ADA, FOLDERS, Claws, button, click, label, letter, menu,
                        ok, plan, reader, texts, until, write)

GIVEN = letter(ADA, 'Bob Friend <bob@friends.example>, '
               'Carol New <carol@newco.example>', '', 'Intro: Bob <> Carol',
               'given-1@example.org',
               'Hi Bob, meet Carol New, who runs research at Newco. Carol, '
               'meet Bob.\nThe two of you should talk.\n\nAda\n', 0.5)
REFERRAL = letter('Dan Pal <dan@pals.example>', ADA, '', 'Boats',
                  'referral-1@pals.example',
                  'Hi Ada, you should write to Eve Else, eve@else.example, '
                  'who builds boats. Tell her that I sent you.\n\nDan\n', 0.3)
PERHAPS = letter('Gus Pal <gus@pals.example>', ADA,
                 'Hal Else <hal@else.example>', 'Hal',
                 'perhaps-1@pals.example',
                 'Hi Ada, Hal Else (in copy) might be interesting for you.\n\n'
                 'Gus\n', 0.2)
DRAFT = letter(ADA, 'Bob Friend <bob@friends.example>',
               'Ivy New <ivy@newco.example>', 'Intro: Bob <> Ivy',
               'draft-1@example.org',
               'Hi Bob, meet Ivy New, who runs research at Newco. Ivy, meet '
               'Bob.\nThe two of you should talk.\n\nAda\n', 0.1)


# As a stranger writes it to everybody.
JUNK = PERHAPS.replace('perhaps-1@', 'junk-1@')


def start(claws):
    claws.start()
    claws.wait('Claws Mail starts', lambda: menu('Introductions…'))


def kinds(claws):
    claws.select(1, 'sent')
    until(lambda: label('You introduced', reader()), 5) or \
        claws.select(1, 'sent')
    claws.wait('what the user gave has a banner', lambda: label(
        'You introduced', reader()))
    ok('that thanks nobody', button('Thank both', reader()) is None)
    claws.select(1)
    claws.wait('so has a referral', lambda: label('Eve Else', reader()) and
               button('Not an introduction', reader()))
    claws.select(2)
    claws.wait('what may be one is asked about', lambda: button(
        'Yes, it is one', reader()) and button('Not an introduction', reader()))
    ok('and has no button for a step', button('Thank both', reader()) is None)
    click(button('Yes, it is one', reader()))
    claws.wait('until the user says so', lambda: not button(
        'Yes, it is one', reader()) and button('Thank both', reader()))
    claws.select(1, 'draft')
    claws.wait('a draft is shown', lambda: not button(
        'Not an introduction', reader()))
    ok('and never has a banner', not until(
        lambda: button('Not an introduction', reader()) or
        label('You introduced', reader()), 2))
    claws.select(1, 'Junk')
    claws.wait('junk is shown', lambda: any(
        'might be interesting' in text for text in texts(reader())))
    ok('and is not read', not until(lambda: claws.known(
        "count(*) filter (where message_id like 'junk-%')"), 2) and
       not button('Yes, it is one', reader()))


def main():
    with Claws(sys.argv[1], letters=[REFERRAL, PERHAPS],
               folders=FOLDERS + (('normal', 'Junk'),)) as claws:
        write(claws.mail + '/sent/1', GIVEN)
        write(claws.mail + '/draft/1', DRAFT)
        write(claws.mail + '/Junk/1', JUNK)
        try:
            start(claws)
            kinds(claws)
            ok('Claws Mail ends well', claws.end() == 0)
        finally:
            plan()


main()
