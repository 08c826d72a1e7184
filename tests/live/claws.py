# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories of a user of Claws Mail with Tertius. Speaks TAP.

    claws.py FOLDER [PORT]     FOLDER: a new one; PORT: of a Dovecot for `ada`
    claws.py --letters FOLDER  writes the letters of the story there
"""
import glob
import os
import sys

from claws_mail import (ADA, VALGRIND, Atspi, Claws, button, cell, click,
                        composer, find, label, letter, menu, ok, picture,
                        plan, reader, table_of, texts, type_into, until, walk,
                        window, windows, write)

LETTERS = [
    letter('Bob Friend <bob@friends.example>', ADA,
           'Carol New <carol@newco.example>', 'Intro: Ada <> Carol',
           'intro-1@friends.example',
           'Hi Ada, meet Carol New, who runs research at Newco. Carol, meet '
           'Ada.\nI am sure that the two of you should talk.\n\nBob\n', 0.1),
    letter('Shop <news@shop.example>', ADA, '', 'Weekly deals',
           'deal-2@shop.example', 'Buy things.\n', 0.2),
    letter('Dan Pal <dan@pals.example>', ADA,
           'Eve Else <eve@else.example>', 'Introduction: Eve and Ada',
           'intro-3@pals.example',
           'Dear Ada, I would like to introduce you to Eve Else, a designer '
           'in Lyon. Eve, meet Ada. Over to you two!\n\nDan\n', 0.3),
    letter('Fay Kind <fay@kind.example>', ADA,
           'Gus Fresh <gus@fresh.example>', 'Ada, meet Gus',
           'intro-4@kind.example',
           'Ada, meet Gus Fresh, our new head of sales. Gus, meet Ada. The '
           'two of you should talk.\n\nFay\n', 0.4),
    # Whatever the day: of two weekends the older is due before the other.
    letter('Hal Old <hal@old.example>', ADA,
           'Ivy Young <ivy@young.example>', 'Intro: Ada <> Ivy',
           'intro-5@old.example',
           'Hi Ada, meet Ivy Young, who builds boats. Ivy, meet Ada.\nI am '
           'sure that the two of you should talk.\n\nHal\n', 8),
    letter('Jo Kin <jo@kin.example>', ADA, 'Kay Lee <kay@lee.example>',
           'Intro: Ada <> Kay', 'intro-6@kin.example',
           'Hi Ada, meet Kay Lee, who paints. Kay, meet Ada.\nI am sure that '
           'the two of you should talk.\n\nJo\n', 4),
]


def bar(name):
    """A button of the banner in the client's own window."""
    return button(name, reader())


def show(claws, number):
    if claws.port:
        claws.select_on_server(
            ['', '<intro-1@friends.example>', '<deal-2@shop.example>',
             '<intro-3@pals.example>', '<intro-4@kind.example>',
             '<intro-5@old.example>', '<intro-6@kin.example>'][number])
    else:
        claws.select(number)


def start(claws):
    claws.start()
    claws.wait('Claws Mail starts with the plugin',
               lambda: menu('Introductions…'))


def end(claws, name='Claws Mail ends well'):
    ok(name, claws.end() == 0)


def history(claws):
    """What lies in a folder is read without being opened one by one."""
    claws.remote('--select', '#imap/Imap/INBOX' if claws.port else
                 '#mh/Mailbox/inbox')
    click(menu('Introductions…'))
    claws.wait('the window opens', lambda: window('Tertius'))
    claws.wait('and the history was read', lambda: cell('Gus Fresh'))


def banner(claws):
    show(claws, 1)
    claws.wait('the banner says who introduced whom',
               lambda: label('Bob Friend introduced you to Carol New.'))
    ok('and whose turn it is', label('your turn: thank', reader()))
    claws.wait('it has a button for the step', lambda: bar('Thank both'))
    for name in 'Later…', 'Why?', 'Not an introduction':
        ok(f'and "{name}"', bar(name) is not None)
    picture('banner')
    show(claws, 2)
    claws.wait('other mail has no banner', lambda: not bar('Thank both'))
    show(claws, 1)
    claws.wait('and it comes back', lambda: bar('Thank both'))
    click(bar('Why?'))
    why = claws.wait('the reasons are shown',
                     lambda: window('Tertius: why?'))
    claws.wait('with their words', lambda: label('Ada, meet Carol', why))
    picture('why')
    click(button('Close', why))


def thank(claws):
    claws.wait('the calendar has the reminder',
               lambda: events(claws)[0] >= 1)
    show(claws, 1)
    click(claws.wait('the step can be done', lambda: bar('Thank both')))
    draft = claws.wait('the draft opens', composer)
    claws.wait('to both', lambda: any(
        'bob@friends.example' in t for t in texts(draft)) and any(
            'carol@newco.example' in t for t in texts(draft)))
    claws.wait('with a place for the user', lambda: any(
        '[… ' in t and 'Bob' in t for t in texts(draft)))
    picture('draft')
    click(button('Send', draft))
    held = until(lambda: claws.sent() or button('Send anyway'))
    if held and not claws.sent():
        click(button('Send anyway'))
    mail = claws.wait('it is sent', claws.sent)[0]
    ok('as a reply to the introduction',
       mail['In-Reply-To'] == '<intro-1@friends.example>' and
       '<intro-1@friends.example>' in (mail['References'] or ''))
    ok('with an id', bool(mail['Message-ID']))
    claws.wait('thanked: the banner no longer asks',
               lambda: not bar('Thank both'))


def events(claws):
    """How many reminders ring in the calendar, and how many are done."""
    feed = until(lambda: open(claws.folder + '/feed.ics').read())
    return feed.count('BEGIN:VALARM'), feed.count('SUMMARY:✓')


def calendar(claws):
    claws.wait('what was done is done in the calendar too',
               lambda: events(claws)[1] >= 1)
    ok('and what is open rings', events(claws)[0] >= 1)


def failed_send(claws):
    """A failed send closes nothing; what waits in the queue does, once sent."""
    claws.let_send(False)
    show(claws, 4)
    claws.wait('one more to thank', lambda: label('Fay Kind introduced'))
    click(bar('Thank both'))
    draft = claws.wait('with a draft', composer)
    done = events(claws)[1]
    before = len(claws.sent())
    click(button('Send later', draft))
    claws.wait('it waits in the queue, whatever is to be pointed out',
               lambda: glob.glob(claws.mail + '/queue/[0-9]*') and
               not composer())
    ok('and no box says otherwise', not window('Error'))
    claws.remote('--send')
    claws.wait('it is given away, and refused',
               lambda: os.path.exists(claws.folder + '/refused'))
    claws.wait('which the client says', lambda: 'rror occurred' in claws.log()
               or window('Error'))
    # While it says so it hears nothing: that ends it, and the power fails.
    claws.process.kill()
    claws.process.wait()
    start(claws)
    show(claws, 4)
    claws.wait('the banner still asks', lambda: bar('Thank both'))
    ok('and so does the calendar', events(claws)[1] == done)
    claws.let_send()
    claws.remote('--send')
    claws.wait('the queue is sent', lambda: len(claws.sent()) == before + 1)
    claws.wait('that closes it', lambda: not bar('Thank both'))


def own_window(claws):
    show(claws, 5)
    claws.wait('a message', lambda: bar('Thank both'))
    click(menu('Open in new window'))
    own = claws.wait('in a window of its own', lambda: [
        w for w in windows() if 'Intro: Ada <> Ivy' in (w.get_name() or '') and
        w.get_name() != reader().get_name()])
    claws.wait('has a banner, too', lambda: button('Thank both', own[0]))
    picture('own-window')
    click(bar('Not an introduction'))
    claws.wait('what is decided in one window', lambda: bar('Undo'))
    claws.wait('holds in the other', lambda: not button('Why?', own[0]))
    click(bar('Undo'))
    claws.wait('and can be taken back at once', lambda: bar('Thank both'))
    claws.wait('for both', lambda: button('Thank both', own[0]))
    click(find('menu item', 'Close', own[0], hidden=True))


def caught_up(claws):
    """What was due while the client was away is told in one bar."""
    told = claws.wait('the bar tells what was due',
                      lambda: label('Hal Old', reader()))
    picture('reminder-bar')
    ok('in a sentence', 'Thank' in told.get_name())
    click(button('Show', reader()))
    ours = claws.wait('it leads to the window', lambda: window('Tertius'))
    claws.wait('at what is due', lambda: button('Done', ours))
    claws.wait('and goes', lambda: not button('Show', reader()))


def none(claws):
    show(claws, 3)
    claws.wait('another introduction',
               lambda: label('Dan Pal introduced you to Eve Else.'))
    click(bar('Not an introduction'))
    claws.wait('"Not an introduction" takes the banner away',
               lambda: not bar('Not an introduction'))
    picture('not-an-introduction')
    show(claws, 2)
    show(claws, 3)
    claws.wait('for good', lambda: any(
        'a designer' in text for text in texts(reader())) and
        not bar('Not an introduction') and not bar('Undo'))


def later(claws):
    show(claws, 4)
    claws.wait('a third one',
               lambda: label('Fay Kind introduced you to Gus Fresh.'))
    click(bar('Later…'))
    asked = claws.wait('"Later…" asks when', lambda: window('Tertius: later'))
    picture('later')
    click(button('In a week', asked))
    claws.wait('and keeps it', lambda: not window('Tertius: later'))


def lists(claws):
    click(menu('Introductions…'))
    ours = claws.wait('the window opens', lambda: window('Tertius'))
    claws.wait('it has what is due', lambda: cell('Thank Fay Kind'))
    picture('due')
    tab = find('page tab', 'Introductions', ours)
    tab.get_parent().get_selection_iface().select_child(1)
    claws.wait('and the introductions', lambda: cell('Carol New'))
    ok('without the one that was none', cell('Eve Else') is None)
    picture('introductions')


def reply(claws):
    """The user's own Reply closes it too."""
    show(claws, 5)
    claws.wait('the banner is there', lambda: bar('Thank both'))
    click(button('All'))
    draft = claws.wait('the user writes by hand', composer)
    body = claws.wait('below what is answered', lambda: next(
        w for w in walk(draft) if w.get_role_name() == 'text' and
        'meet Ivy Young' in w.get_text_iface().get_text(0, -1)))
    type_into(body, 'Dear Hal, thank you so much for introducing me to Ivy.\n'
              'Ivy, nice to meet you!\n')
    before = len(claws.sent())
    click(button('Send', draft))
    claws.wait('and sends', lambda: len(claws.sent()) == before + 1)
    claws.wait('that thanks as well', lambda: not bar('Thank both'))


def reopened(claws):
    """A draft that was put away and taken up again is still known."""
    show(claws, 6)
    claws.wait('yet one more to thank', lambda: label('Jo Kin introduced'))
    click(bar('Thank both'))
    draft = claws.wait('with a draft', composer)
    click(button('Draft', draft))
    claws.wait('that is put away', lambda: not composer() and
               glob.glob(claws.mail + '/draft/[0-9]*'))
    end(claws)
    start(claws)
    number = max(int(f.split('/')[-1]) for f in glob.glob(
        claws.mail + '/draft/[0-9]*'))
    claws.select(number, 'draft')
    claws.wait('and shown', lambda: any(
        'Dear Jo' in text or 'Hi Jo' in text for text in texts(reader())))
    click(menu('Re-edit'))
    draft = claws.wait('taken up again after a restart', composer)
    before = len(claws.sent())
    click(button('Send', draft))
    claws.wait('and sent', lambda: len(claws.sent()) > before or (
        button('Send anyway') and click(button('Send anyway'))))
    show(claws, 6)
    claws.wait('closes it', lambda: label('Jo Kin introduced', reader()) and
               not bar('Thank both'))


def end_in_mid_scan(claws):
    for i in range(300):
        write(f'{claws.mail}/inbox/{i + 100}', LETTERS[1].replace(
            'deal-2@', f'deal-{i + 100}@'))
    claws.remote('--select', '#mh/Mailbox/inbox')
    end(claws, 'the end in the middle of reading is a good one')


def unload(claws):
    """Taken out while it runs, it leaves nothing behind."""
    show(claws, 4)
    claws.wait('a banner stands', lambda: bar('Why?'))
    click(menu('Plugins...'))
    dialog = claws.wait('the plugins are listed', lambda: window('Plugins'))
    table = table_of('', dialog)
    out = button('Unload', dialog)

    def choose():
        """The list may be filled after the first try."""
        table.get_table_iface().add_row_selection(0)
        return out.get_state_set().contains(Atspi.StateType.SENSITIVE)
    claws.wait('it can be unloaded', choose)
    click(out)
    claws.wait('its menu goes', lambda: not menu('Introductions…'))
    ok('and the banner', bar('Why?') is None)
    click(button('Close', dialog))
    show(claws, 2)
    show(claws, 1)
    end(claws, 'Claws Mail ends well without it')


def under_valgrind(claws):
    """A short story; it looks at what goes wrong with memory."""
    start(claws)
    for part in history, banner, thank, none, later, end_in_mid_scan:
        part(claws)


def main():
    if sys.argv[1] == '--letters':
        for n, content in enumerate(LETTERS):
            write(f'{sys.argv[2]}/{n + 1}.letter', content)
        return
    port = sys.argv[2] if len(sys.argv) > 2 else None
    settings = f'[calendar]\nfeed={sys.argv[1]}/feed.ics\n'
    with Claws(sys.argv[1], port, [] if port else LETTERS,
               settings) as claws:
        try:
            if VALGRIND:
                under_valgrind(claws)
                return
            for parts in (history, banner, thank, calendar, none, later,
                          lists), \
                    (caught_up, own_window, failed_send, reopened,
                     end_in_mid_scan), \
                    (reply, unload):
                start(claws)
                for part in parts:
                    part(claws)
                if parts[-1] not in (end_in_mid_scan, unload):
                    end(claws)
        finally:
            plan()


main()
