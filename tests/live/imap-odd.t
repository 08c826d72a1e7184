#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Servers that are odd or hostile, from the greeting on: what can be read is, and
# nothing falls over.

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
. "$TERTIUS_SOURCE_DIR/tests/live/imap.sh"
TERTIUS="$TERTIUS_BUILD_DIR/tertius"
echo 1..89

begin() { # begin WHAT [WORDS]: such a server, at $PORT
	PORT=$(free_port)
	"$PYTHON" "$HELPERS/imap-odd.py" "$PORT" "$@" > "$D/asked" &
	SERVER=$!
	CHILDREN="$CHILDREN $SERVER"
	come_up "$PORT" $SERVER
}
end() {
	kill $SERVER
	wait $SERVER 2> /dev/null
}
# Items into $D/out, the rest into $D/err, KiB of memory into $KIB.
TIMEOUT=20
from() {
	begin "$@"
	timeout 60 /usr/bin/time -o "$D/kib" -f %M "$ITEMS" --insecure-plaintext \
		--timeout "$TIMEOUT" --pause 1 --password-command 'echo secret' \
		"imap://me@127.0.0.1:$PORT" > "$D/out" 2> "$D/err"
	STATUS=$?
	KIB=$(tail -n 1 "$D/kib")
	end
}
items() { [ "$(grep -vc '	state:' "$D/out")" = "$1" ]; }
ended() { [ "$STATUS" = "$1" ]; }

# --- Before the login --------------------------------------------------------------

for code in '[PERMANENTFLAGS ()]' '[CAPABILITY]' '[BADCHARSET ()]' '[' '[X'; do
	from greets "* OK $code hello"
	ok "a greeting with $code is one" items 1
done
from greets '* OK'
ok "so is one without a word" items 1
from greets '* NO [ALERT] closed for today'
ok "a greeting that is none is told" says 'NO \[ALERT\] closed for today'
from greets '+OK POP3 ready'
ok "… also of another protocol" says '+OK POP3 ready'
from endless
ok "a greeting without end ends" says 'too long'
ok "… and takes little memory ($KIB KiB)" [ "$KIB" -lt 65536 ]
from mute
ok "who does not say what it can do is asked for no more" ended 0
from can 'XFOO=a"b'
ok "a word that nobody knows keeps nobody out" items 1

# --- Logging in ---------------------------------------------------------------------

from hashed
ok "where a hidden password is refused the LOGIN command is tried" items 1
from crowded 2
ok "too many connections after a break are waited for" items 3
from crowded 9
ok "… but not for ever" says 'Too many simultaneous'
ok "… and what came before is there" items 1

# --- Messages -----------------------------------------------------------------------

from keyword
ok "a flag with a bracket is one like others" items 1
TIMEOUT=1
before=$SECONDS
from slow
TIMEOUT=20
ok "what comes a byte each half second is not waited for" \
	[ $((SECONDS - before)) -lt 15 ]
ok "… but asked for again" items 1

# What it says for a while is of the server, and costs no message.
for said in 'NO [THROTTLED] slow down' 'NO [UNAVAILABLE] later' \
	'* BYE [UNAVAILABLE] later'; do
	from moody "UID FETCH|9|$said"
	ok "$said costs nothing" items 120
	ok "… and nothing is told" not grep -q '^problem' "$D/err"
done
from moody 'EXAMINE|8|BAD Request is throttled. Suggested Backoff Time: 9 ms'
ok "BAD to EXAMINE for a while costs no folder" items 120
ok "… and nothing is told" not grep -q '^problem' "$D/err"
from moody 'UID FETCH|1000000|* BYE system error'
ok "a server that gives nothing is given up" ended 3
ok "… before every message was tried" \
	[ "$(grep -c AUTHENTICATE "$D/asked")" -lt 100 ]
ok "… and few are told of" [ "$(grep -c '^problem' "$D/err")" -le 25 ]
# Yahoo says so of a message that it cannot read, and will never be able to.
from bad 'a:10-12:NO [UNAVAILABLE] UID FETCH Server error - Please try again later'
ok "messages for which it asks to come back later for ever cost no others" items 117
ok "… and are named" [ "$(grep -c '^problem.*/a/;UID=1[012]: ' "$D/err")" = 3 ]
from bad 'a:3-27:NO [SERVERBUG] Internal error'
ok "twenty-five in a row that it cannot give cost none behind them" items 95
ok "… nor the end of the scan" ended 1
ok "… the first is named" says '/a/;UID=3: '
ok "… and the folder" says '/a: '
for said in 'NO not for you' 'BAD what is that?'; do
	from moody "NAMESPACE|9|$said"
	ok "$said to NAMESPACE costs nothing" items 120
done

# --- Folders ------------------------------------------------------------------------

from shared
ok "what is shared without a prefix is left alone" items 2
ok "… and not opened" not grep -qE 'bulletin|eva' <(grep EXAMINE "$D/asked")
from nested
ok "mine within what others share is read" items 2
from dotted
ok "a dot parts no names where a stroke does" items 2
from counts
ok "who counts messages and has none is not asked for ever" \
	[ "$(grep -c 'UID SEARCH' "$D/asked")" -lt 1000 ]
ok "… and told of" says 'the list of messages cannot be read'
from all
ok "a folder of all mail that cannot be opened counts for nothing" items 2

scan() { # scan [HOST]
	"$TERTIUS" scan --json --ledger "$D/odd.db" --config "$D/none" \
		--insecure-plaintext --password-command 'echo secret' \
		"imap://me@${1-127.0.0.1}:$PORT" > "$D/out" 2> "$D/err"
}
begin alike
scan
ok "folders whose names read the same are two" \
	grep -q '"messages":3,' "$D/out"
end
again() { # again WHAT [WORDS]: another such server at the same port
	end
	"$PYTHON" "$HELPERS/imap-odd.py" "$PORT" "$@" > "$D/asked" &
	SERVER=$!
	CHILDREN="$CHILDREN $SERVER"
	come_up "$PORT" $SERVER
}
takes() { grep -q "\"messages\":$1," "$D/out"; }
rm -f "$D"/odd.db*
begin stuck 3
scan
again stuck 5
scan
ok "where the next number never moves new mail is seen all the same" takes 2
end
for what in header text; do
	rm -f "$D"/odd.db*
	begin silent $what
	scan
	ok "a message whose $what does not come keeps none back" takes 2
	ok "… is told" says 'INBOX/;UID=1: .* does not give it'
	scan
	ok "… and asked for again" takes 1
	ok "… alone" [ "$(grep -c 'UID FETCH 1 ' "$D/asked")" -gt 0 ]
	end
	rm -f "$D"/odd.db*
	begin gone $what
	scan
	ok "one that is gone is not told" not says skipped
	scan
	ok "… nor asked for again" [ "$(grep -c 'UID SEARCH' "$D/asked")" = 2 ]
	end
done
rm -f "$D"/odd.db*
begin stubborn
scan
ok "who refuses to be asked again keeps nothing else back" takes 2
ok "… and it is told" says 'INBOX/;UID=1: .* does not give it'
end
rm -f "$D"/odd.db*
begin apart
scan
ok "what comes in two answers is one message" grep -q '"meetings":1,' "$D/out"
end
rm -f "$D"/odd.db*
begin apart half
scan
ok "of two texts one that never comes is told" \
	says 'INBOX/;UID=1: .* not give all of its text'
ok "… and the other one is kept" takes 1
scan
ok "… for good" takes 0
end
rm -f "$D"/odd.db*
begin renewed
scan
ok "new numbers each time are not borne for ever" says 'anew again and again'
ok "… and what came is there" takes 1
end
rm -f "$D"/odd.db*
begin nameless 0
scan
again nameless 50
scan
ok "numbers that nothing vouches for make nothing known" takes 3
scan
ok "… and nothing double" takes 0
end
rm -f "$D"/odd.db*
begin broken
scan
ok "a line break in a folder's name begins no line" \
	[ "$(grep -c skipped: "$D/err")" = 1 ]
ok "… and the folder is told of" says '^skipped: .*A.*all-is-well'
end
rm -f "$D"/odd.db*
begin can IMAP4rev1
scan LocalHost
ok "a host's name …" grep -q '"messages":1,' "$D/out"
scan localhost
ok "… is the same in letters of any case" grep -q '"messages":0,' "$D/out"
end

# --- Much ---------------------------------------------------------------------------

from large 300
ok "300 headers of half a megabyte are read" items 300
ok "… in little memory ($KIB KiB)" [ "$KIB" -lt 98304 ]

rm -f "$D"/odd.db*
begin calendar
scan
ok "a calendar of a megabyte is read to its end" grep -q '"meetings":1,' "$D/out"
end

from names 1:4096:x
ok "a folder's name has 4,096 letters" items 2
from names 1:4097:x
ok "of a longer one it is told" says 'too long names'
ok "… and the others are read" items 1
from names 1023:4096:x
ok "names have 4 MiB together" not says 'too long names'
from names 1025:4096:x
ok "… but not more" says 'too long names'
ok "… in little memory ($KIB KiB)" [ "$KIB" -lt 65536 ]
before=$SECONDS
from names 20:900000:/
ok "a million folders one in the other take no time" [ $((SECONDS - before)) -lt 20 ]
from names 1023:4096:/
ok "nor do many in many ($((SECONDS - before)) s)" [ $((SECONDS - before)) -lt 40 ]

from tells 1999900
ok "two million answers are borne" items 1
from tells 2000001
ok "… but not more" says 'answers without end'

from patient 300
ok "who says that it takes long is waited for" items 1
from patient 301
ok "… but not for ever" says 'again and again that it is there'

begin floods
"$ITEMS" --insecure-plaintext --password-command 'echo secret' \
	"imap://me@127.0.0.1:$PORT" > "$D/out" 2> "$D/err" &
READER=$!
sleep 1
before=$(date +%s%N)
kill -INT $READER
wait $READER
TOOK=$((($(date +%s%N) - before) / 1000000))
end
ok "^C ends a flood within a second ($TOOK ms)" [ $TOOK -lt 1000 ]
