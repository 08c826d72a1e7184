# SPDX-License-Identifier: GPL-3.0-or-later
"""The surfaces of the plugin in the language of tests/pseudo.py: what it says
stands in brackets. The mail is in other letters, so that Latin ones outside of
brackets are ours. Speaks TAP.

    claws-languages.py FOLDER
"""
import os
import re
import sys

from claws_mail import (HEARTBEAT, TERTIUS, Claws, anew, body_of, click, composer,
                        every, is_showing, letter, menu, ok, picture, plan, say,
                        type_into, until, walk, window, windows)

sys.path.insert(0, os.environ['TERTIUS_SOURCE_DIR'] + '/tests')
from pseudo import dress  # noqa: E402

ADA = 'Ада <ada@example.org>'
MAIL = [
    letter('Боб Друг <bob@friends.example>', ADA,
           'Кэрол Новая <carol@newco.example>', 'Знакомство: Ада и Кэрол',
           'intro-1@friends.example',
           'Hi Ада, meet Кэрол Новая, who runs research at Newco. Кэрол, '
           'meet Ада.\nThe two of you should talk.\n\nБоб\n', 0.1),
    letter('Дана <dana@example.net>', ADA, '', 'Конференция',
           'ask-1@example.net', 'Hi Ада,\n\nCould you send me the talk by '
           'Friday?\n\nДана\n', 1)]
# Names of programs, addresses, dates, what is quoted of the mail or named for
# the computer (rules), languages by their own names, and folders.
NOT_OURS = re.compile(
    r'⟦[^⟦⟧]*(?:⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧|“[^”]*”|[\w.+-]+@[\w.-]+|https?://\S+'
    r'|\([a-z &/-]+\)|\b(?:Tertius|Newco|Claws Mail|vCalendar|CalDAV|OK|IMAP|Deutsch|English|Español'
    r'|Français|Italiano|Nederlands|Português|Inbox|Mailbox|Sent)\b'
    r'|\b\d+ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*'
    r'|\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|\d\d:\d\d')
SPEAKING = ('label', 'push button', 'toggle button', 'check box', 'table cell',
            'radio button', 'page tab', 'table column header', 'menu item',
            'combo box', 'frame', 'dialog', 'alert')


@anew
def ours(role, text, inside=None, hidden=False):
    """The widget that says @text; how much longer it is depends on the letter
    that is underlined."""
    wanted = dress(text).replace('ø', '')
    for root in [inside] if inside else windows():
        for widget in walk(root):
            if widget.get_role_name() == role and \
                    (widget.get_name() or '').replace('ø', '') == wanted and \
                    (hidden or is_showing(widget)):
                return widget
    return None


@anew
def spoken(inside):
    return {w.get_name() for w in walk(inside)
            if w.get_role_name() in SPEAKING and w.get_name()
            and is_showing(w)}


def judge(what, inside):
    """That @inside speaks, in nothing but our language, and all of it."""
    said = spoken(inside)
    left = sorted(s for s in said if re.search('[A-Za-z]{2}',
                                               NOT_OURS.sub('', s)))
    cut = sorted(s for s in said if s.count('⟦') != s.count('⟧'))
    ok(f'{what} speaks', any('⟦' in s for s in said))
    ok('  in our language alone', not left)
    say('\n'.join(left[:12]))
    ok('  and nothing is cut', not cut)
    say('\n'.join(cut[:12]))
    picture('spoken-' + what.replace(' ', '-'))


def strip_of(widget):
    """The container of ours around one of its buttons."""
    return widget.get_parent().get_parent().get_parent()


def close(dialog):
    for one in every('push button', dialog):
        if one.get_name() in ('Cancel', 'Close', dress('Cancel'),
                              dress('Close')):
            click(one)
            return


def judge_message(claws):
    claws.select(1)
    thank = claws.wait('the banner', lambda: ours('push button', 'Thank both'))
    judge('the banner', strip_of(thank))
    for name in ('Later…', 'Why?'):
        asked = ours('push button', name)
        before = spoken(strip_of(thank))
        if not asked or len(before) == 0:
            continue
        click(asked)
        shown = until(lambda: next(
            w for w in windows() if w.get_role_name() in
            ('dialog', 'alert', 'window') and '⟦' in ''.join(spoken(w))
            and w.get_name() != 'Claws Mail' and is_popup(w)), 5)
        if shown:
            judge('what ' + name.strip('…?') + ' opens', shown)
            close(shown)
    click(thank)
    draft = claws.wait('the draft', lambda: composer() or window('Re:'))
    type_into(body_of(draft), 'You owe me one. ')
    anyway = claws.wait('has a strip', lambda: ours(
        'push button', 'Send anyway', draft))
    judge('the strip', strip_of(anyway))


def is_ours(widget):
    """Whether these are tabs of ours."""
    return widget.get_role_name() == 'page tab list' and all(
        '⟦' in (widget.get_child_at_index(i).get_name() or '')
        for i in range(widget.get_child_count()))


def is_popup(widget):
    return 'Claws Mail' not in (widget.get_name() or '')


def judge_window(claws):
    click(ours('menu item', 'Introductions…', hidden=True))
    tabs = claws.wait('the window', lambda: next(
        w for shown in windows() for w in walk(shown) if is_ours(w)))
    shown = tabs.get_parent()
    for number, page in enumerate(('due', 'introductions', 'people',
                                   'occasions', 'insights')):
        tabs.get_selection_iface().select_child(number)
        until(lambda: len(spoken(shown)) > 5, 3)
        judge('the page ' + page, shown)


def judge_preferences(claws):
    click(menu('Preferences...'))
    dialog = claws.wait('the preferences', lambda: window('Preferences'))
    tree = every('tree table', dialog)[0]
    row = until(lambda: next(w for w in walk(tree)
                             if w.get_name() == 'Tertius'))
    table = tree.get_table_iface()
    table.add_row_selection(table.get_row_at_index(row.get_index_in_parent()))
    pages = claws.wait('have pages of ours', lambda: next(
        w for w in walk(dialog) if is_ours(w) and is_showing(w)))
    for number in range(pages.get_child_count()):
        pages.get_selection_iface().select_child(number)
        until(lambda: len(spoken(pages)) > 5, 2)
        judge(f'page {number + 1} of the preferences', pages)


def main():
    beat = sys.argv[1] + '/beat'
    with Claws(sys.argv[1], letters=MAIL,
               plugins=[HEARTBEAT, TERTIUS]) as claws:
        try:
            claws.start(TERTIUS_HEARTBEAT=beat, TERTIUS_CUT='⟦')
            claws.wait('Claws Mail starts', lambda: ours(
                'menu item', 'Introductions…', hidden=True))
            judge_message(claws)
            judge_window(claws)
            judge_preferences(claws)
            cut = {line[4:] for line in open(beat) if line.startswith('cut ')}
            ok('there was room for every label', not cut)
            say(''.join(sorted(cut))[:2000])
            ok('and ends well', claws.end() == 0)
        finally:
            plan()


main()
