#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every draft from the front door, as another MIME parser reads it, and the
# compose check's word on it.
. "$(dirname "$0")/tap.sh"

PYTHON=/usr/bin/python3
run tertius demo --ledger demo.db
cp "$demo/config" config
me=(--ledger demo.db --config config --now 2026-06-30T09:00:00+02:00)

# judge FILE: what Python's email makes of a draft, as one JSON object.
judge() {
	$PYTHON - "$1" << 'END'
import json, re, sys
from email import message_from_binary_file, policy
with open(sys.argv[1], 'rb') as f:
    raw = f.read()
    f.seek(0)
    m = message_from_binary_file(f, policy=policy.default)
defects = list(m.defects)
for part in m.walk():
    defects += part.defects
for name, value in m.items():
    defects += list(getattr(value, 'defects', []))
body = m.get_body(('plain',)).get_content()
print(json.dumps({
    'defects': [str(d) for d in defects],
    'names': [n.lower() for n in m.keys()],
    'from': [a.addr_spec for a in m['from'].addresses],
    'to': [a.addr_spec for a in m['to'].addresses],
    'bcc': [a.addr_spec for a in m['bcc'].addresses] if m['bcc'] else [],
    'subject': m['subject'],
    'in_reply_to': m['in-reply-to'],
    'references': (m['references'] or '').split(),
    'body': body,
    'words': len(re.findall(r"[\w'’-]+", body)),
    'places': len(re.findall(r'\[… .*? …\]', body)),
    'longest': max(map(len, raw.split(b'\n'))),
    'calendars': [p.get_content() for p in m.walk()
                  if p.get_content_type() == 'text/calendar'],
    'methods': [p.get_param('method') for p in m.walk()
                if p.get_content_type() == 'text/calendar'],
}))
END
}

# draft ID…: into $out as the judge has it.
draft() {
	tertius draft "${me[@]}" "$@" > letter.eml 2> err
	status=$?
	err=$(cat err)
	out=
	[ $status != 0 ] || out=$(judge letter.eml)
}

for kind in thank thank-both thank-introducer thank-newcomer answer \
	tell-silent outcome outcome-good outcome-none outcome-bad gratitude \
	congratulate check-in follow-up promise ask opt-in introduce decline; do
	draft cb15 $kind
	check "$kind: another parser finds nothing wrong" holds '.[0] |
		.defects == [] and .longest <= 998'
	check "$kind: 20 to 90 words, one place for the writer" holds '.[0] |
		.words >= 20 and .words <= 90 and .places == 1'
done

draft cb15
check 'what is due is drafted, to both, in the thread' holds '.[0] |
	(.to | length) == 2 and (.subject | startswith("Re: ")) and
	.in_reply_to == .references[-1] and (.references | length) == 2'
first=$out
draft cb15
check 'the same draft twice is worded alike' test "$out" = "$first"
draft cb15 thank-newcomer
check 'the introducer goes to Bcc, and is called as one does' holds '.[0] |
	.to == ["linnea.akesson@snowline.example.org"] and
	.bcc == ["oyvind.dahl@fjordmetrics.example.org"] and
	(.body | contains("Øyvind") and contains("Bcc"))'
draft 76cb
check 'an answer answers their letter, from the address it came to' holds '
	.[0] | .from == ["mara.lindqvist@werkbank.example.org"] and
	(.body | contains("24 June"))'
draft 10d8 tell-silent
check 'silence is told with the day of my letter' holds '.[0].body |
	contains("12 May")'
draft d0de outcome
check 'an outcome names the day that we met' holds '.[0].body |
	contains("21 October")'
draft 746b thank-newcomer
check 'a stranger is greeted politely in the language of the thread' holds '
	.[0].body | contains("Bonjour Étienne Moreau,") and
	contains("12 novembre") and contains("Bien cordialement,")'
tertius list "${me[@]}" --json | jq -r 'select(.state != "asked" and (.kind |
	IN("received", "referral", "meeting"))) | .id' > received
while read -r one; do
	tertius draft "${me[@]}" "$one" thank-introducer > one.eml 2> /dev/null || continue
	judge one.eml | jq -r .body | sed -E '/^$/d; 1d; s/[[:upper:]][^ .,]*|[0-9]+//g' > words
	[ ! -e last ] || ! cmp -s words last || echo "$one"
	cp words last
done < received > alike
check 'there are many to thank' test "$(wc -l < received)" -gt 12
check 'two drafts in a row are never worded alike' test ! -s alike

given=$(tertius list "${me[@]}" --json | jq -rs 'map(select(.kind == "given"))[0].id')
draft "$given" thank
check 'who introduced others has nobody to thank' complains 'nobody to thank'

draft dana@okafor.example.org
check 'a person alone gets a few lines, in the own voice' holds '.[0] |
	.to == ["dana@okafor.example.org"] and .in_reply_to == null and
	(.body | startswith("Hej Dana,")) and (.body | contains("23 June"))'
check 'and is asked for nothing' holds '.[0].body | contains("?") | not'
draft jürgen ask --other 'Dr. Körber' --purpose 'Messtechnik, für einen Artikel.'
check 'an ask carries purpose, something to forward and a way out' holds '
	.[0].body | contains("Der Grund: Messtechnik, für einen Artikel.") and
	contains("„Mara Lindqvist würde ") and contains("in Ordnung")'
draft claire introduce --other marek
check 'an introduction has both names in its subject' holds '.[0] |
	(.to | length) == 2 and
	.subject == "Claire Dubois-Lefèvre / Marek Novotný"'
draft claire ask
check 'whom it is about must be said' complains '--other PERSON'
draft claire introduce --other 'Nobody Known'
check 'an introduction needs two addresses' complains 'addresses of both'
draft nobody-at-all
check 'nobody is written to who is not known' complains "nothing is known of"
draft cb15 zork
check 'an unknown kind is named' complains "there is no draft 'zork'"

draft jürgen co-host --about 'Abend der Meßtechnik; Öl' --when 2026-09-10T18:00
check 'an invitation to host together carries an iTIP request' holds '.[0] |
	.defects == [] and .methods == ["REQUEST"] and .words <= 90'
check 'which another reader of calendars understands' $PYTHON - << 'END'
import sys
from email import message_from_binary_file, policy
try:
    import icalendar
except ImportError:
    sys.exit(0)
with open('letter.eml', 'rb') as f:
    m = message_from_binary_file(f, policy=policy.default)
text = [p for p in m.walk() if p.get_content_type() == 'text/calendar'][0]
calendar = icalendar.Calendar.from_ical(text.get_content())
assert str(calendar['METHOD']) == 'REQUEST'
event = calendar.walk('VEVENT')[0]
assert not event.errors
assert str(event['SUMMARY']) == 'Abend der Meßtechnik; Öl'
assert event['DTSTART'].dt.isoformat() == '2026-09-10T16:00:00+00:00'
assert str(event['ORGANIZER']) == 'mailto:mara@lindqvist.example.org'
roles = {str(a): a.params['ROLE'] for a in event['ATTENDEE']}
assert len(roles) == 2 and set(roles.values()) == {'CHAIR'}
END
draft jürgen co-host --when 2026-09-10T18:00
check 'what is to be hosted must be said' complains '--about TEXT'
draft jürgen co-host --about 'Abend'
check 'and when' complains '--when TIME'

tertius person "${me[@]}" claire --boundary no-asks > /dev/null
draft claire ask --other marek
check 'what somebody does not want is not drafted, and why' complains \
	'do not want to be asked'
draft claire check-in
check 'but a word of friendship is' holds '.[0].words > 20'
tertius person "${me[@]}" claire --boundary none > /dev/null
tertius person "${me[@]}" claire --boundary 'address claire@home.example.org' \
	> /dev/null
draft claire check-in
check 'a letter goes to the address that they prefer' holds '.[0].to ==
	["claire@home.example.org"]'
draft 746b thank-introducer
check 'an answer stays in its thread' holds '.[0].to ==
	["claire@dubois-lefevre.example.org"]'

run tertius draft "${me[@]}" --mailto cb15
check 'a link is a mailto URI (RFC 6068)' $PYTHON - "$out" << 'END'
import re, sys
from urllib.parse import parse_qs, unquote, urlsplit
uri = sys.argv[1].strip()
assert re.fullmatch(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", uri)
parts = urlsplit(uri)
fields = parse_qs(parts.query, strict_parsing=True)
assert parts.scheme == 'mailto' and unquote(parts.path).count('@') == 2
assert fields['subject'][0].startswith('Re: ')
assert '\r\n' in fields['body'][0] and '[… ' in fields['body'][0]
END

# --- A thread with everything long in it ----------------------------------------

mkdir -p Long/cur Long/new Long/tmp
$PYTHON - << 'END'
name = 'Þórdís Ægisdóttir-Ødegård ' * 6
ids = ['<%04d.%s@lists.example.org>' % (i, 'x' * 36) for i in range(40)]
head = [
    'From: =?utf-8?q?%s?= <thordis@example.org>' % ''.join(
        c if c.isascii() and c.isalnum() else ''.join(
            '=%02X' % b for b in c.encode()) for c in name.strip()),
    'To: mara@lindqvist.example.org',
    'Date: Mon, 29 Jun 2026 09:00:00 +0200',
    'Message-ID: ' + ids[-1], 'References:' + ''.join(
        '\n ' + i for i in ids[:-1]), 'In-Reply-To: ' + ids[-2],
    'Subject: =?utf-8?b?%s?=' % __import__('base64').b64encode(
        ('Fjölskyldan og ' + 'húsið ' * 60).encode()).decode(),
    'Content-Type: text/plain; charset=utf-8', '',
    'Dear Mara, could you send me your notes on meters? Thordis', '']
open('Long/cur/1:2,', 'w').write('\n'.join(head))
END
run tertius scan "${me[@]}" Long
draft thordis@example.org answer
check 'names, subjects and references may be long and foreign' holds '.[0] |
	.defects == [] and .longest <= 998 and
	.to == ["thordis@example.org"] and (.references | length) >= 20 and
	(.references[-1] == .in_reply_to) and
	(.subject | startswith("Re: Fjölskyldan og húsið"))'
check 'and every line is folded' test "$(awk 'length > m {m = length} END {print m}' letter.eml)" -le 78

run tertius person "${me[@]}" jürgen
check 'the page of a person shows the voice that was learnt' holds '.[0].voice |
	.from == "person" and .language == "de" and .formal == false and
	.first_name and (.greeting | startswith("Hallo")) and .letters > 2 and
	(.sentence | contains("German, with “du”"))'

# --- The compose check --------------------------------------------------------

tertius draft "${me[@]}" cb15 > letter.eml
run tertius tact "${me[@]}" letter.eml
check 'a place that is still empty is a reason to stop' holds 'any(
	.rule == "unfilled-place" and .level == "stop-and-look")'
check 'and says so to scripts' status_is 1
sed 's/\[… .* …\]/I look forward to hearing about the north./' letter.eml \
	> filled.eml
run tertius tact "${me[@]}" filled.eml
check 'filled in, nothing is pointed out' is_empty
check 'and that is fine' status_is 0
printf 'From: a@example.org\nTo: Dana <dana@okafor.example.org>\n\n%s\n' \
	'Hi Dana, you owe me one, so please introduce me to Tom Novak.' > ask.eml
run tertius tact "${me[@]}" - < ask.eml
check 'each remark has what command.md promises' holds 'length > 0 and all(
	has("rule") and has("quote") and has("start") and has("length") and
	has("why") and has("gentler") and has("level") and has("guideline"))'
check 'and its words stand where it says' $PYTHON - "$out" << 'END'
import json, sys
text = open('ask.eml', 'rb').read().split(b'\n\n', 1)[1]
for line in sys.argv[1].splitlines():
    remark = json.loads(line)
    words = text[remark['start']:remark['start'] + remark['length']]
    assert words.decode() == remark['quote'], remark
END
for bad in '' 'not a message' $'\x01\x02\xff'; do
	run tertius tact "${me[@]}" - <<< "$bad"
	check 'what is no message ends in one plain line' test \
		"$(wc -l <<< "$err")" = 1
	check 'which says where it came from' complains \
		'cannot judge standard input: no message'
	check 'and a status' status_is 1
done
run tertius tact "${me[@]}" nowhere.eml
check 'a file that is not there is named' complains 'nowhere.eml'
{
	head -n 3 ask.eml
	sleep 0.2
	head -c 9000000 /dev/zero | tr '\0' ' ' | fold -w 70
	sleep 0.2
	tail -n 1 ask.eml
} > pieces.eml
head -n 3 pieces.eml > start.eml
run sh -c "(cat start.eml; sleep 0.3; tail -n 1 ask.eml) | tertius tact ${me[*]} -"
check 'a draft that comes in pieces is read to its end' holds 'any(
	.rule == "obligation")'
start=$(date +%s%N)
run sh -c "cat pieces.eml | tertius tact ${me[*]} -"
check 'one of nine megabytes is judged' status_is 0
check 'in less than two seconds' test \
	"$(($(date +%s%N) - start))" -lt 2000000000
printf 'From: a@example.org\nTo: dana@okafor.example.org\nContent-Type: text/html\n\n<p>Hi %s</p>' \
	'Dana, you <b>owe</b> me one, so please introduce me to Tom Novak.' > html.eml
run tertius tact "${me[@]}" html.eml
check 'a draft that is HTML alone is judged by its words' holds 'any(
	.rule == "obligation" and (.quote | contains("<") | not))'
printf 'From: a@example.org\nTo: %s <dana@okafor.example.org>\n\n%s\n' \
	$'=?UTF-8?Q?D=1B[31mana=0D=0ABcc:=20x@y_=E2=80=AE?=' \
	$'You owe me one \x1b[31m\u202e, so please help me.' > bad.eml
on_terminal 80 tertius tact "${me[@]}" bad.eml
check 'no control sequence of a draft reaches the terminal' \
	test "$(grep -c $'\x1b\[31m\|\u202e' <<< "$out")" = 0

finish
