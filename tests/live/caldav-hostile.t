#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A server of bad will: it gets no password for others, no memory, no time.

. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"

ASK=$TERTIUS_BUILD_DIR/tests/live/caldav-ask
$PYTHON "$TERTIUS_SOURCE_DIR/tests/live/caldav-hostile.py" > "$D/said" &
CHILDREN="$CHILDREN $!"
for _ in $(seq 100); do grep -q port "$D/said" && break; sleep 0.1; done
PORT=$(sed -n 's/^port //p' "$D/said")
echo 1..15

N=0
asks() { # asks PATH PATTERN NAME: within 60 seconds and 2 GB
	N=$((N + 1))
	(ulimit -v 2000000; timeout 60 "$ASK" "http://127.0.0.1:$PORT/$1/") \
		> "$D/out" 2>&1
	if grep -q "$2" "$D/out"; then echo "ok $N - $3"; else
		echo "not ok $N - $3"
		sed 's/^/# /' "$D/out"
	fi
}

asks good 'calendars 1' "an honest answer is read"
asks loop 'unreachable.*circle' "a redirect in a circle ends"
asks file 'denied.*another host' "a redirect to a file is not followed"
asks other 'denied.*another host' "a redirect to another computer is not followed"
asks elsewhere 'denied.*another host' "nor one to another domain"
asks lost 'denied.*host' "a principal on another host gets no password"
asks endless 'malformed.*too big' "an answer without end is cut off"
if [ -n "$LONG" ]; then
	asks slow 'unreachable' "a slow one is given up"
else
	N=$((N + 1))
	echo "ok $N - a slow one is given up # SKIP takes 20 seconds: LONG=1"
fi
asks bomb 'malformed' "a packed one is not unpacked"
asks doctype 'malformed' "a document type is refused"
asks attributes 'malformed' "very many attributes are no harm"
asks deep 'malformed' "very deep elements are refused"
asks denied 'denied.*password' "a refused password is said"
asks busy 'unreachable.*later' "a busy server is asked later"
asks cut 'unreachable' "a cut answer is no answer"
