#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A server of bad will: it gets no password for others, no memory, no time.

. "$TERTIUS_SOURCE_DIR/tests/live/caldav.sh"

ASK=$TERTIUS_BUILD_DIR/tests/live/caldav-ask
$PYTHON "$TERTIUS_SOURCE_DIR/tests/live/caldav-hostile.py" > "$D/said" &
CHILDREN="$CHILDREN $!"
for _ in $(seq 100); do grep -q port "$D/said" && break; sleep 0.1; done
PORT=$(sed -n 's/^port //p' "$D/said")
echo 1..28

# In the time of all that follows: at a hundred bytes a second an answer is
# waited for, at fewer than fifty (over twenty seconds) it is given up. With LONG=1
# the same for one of a minute.
for case in drip24 drip90 ${LONG:+last50 last70}; do
	timeout 100 "$ASK" "http://127.0.0.1:$PORT/$case/" > "$D/$case" 2>&1 &
	eval "$case=$!"
done

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
asks hop5 'calendars 1' "five redirects are followed"
asks hop6 'unreachable.*circle' "a sixth is not"
asks file 'denied.*another host' "a redirect to a file is not followed"
asks other 'denied.*another host' "a redirect to another computer is not followed"
asks elsewhere 'denied.*another host' "nor one to another domain"
asks lost 'denied.*host' "a principal on another host gets no password"
asks big33554432 'calendars 1' "an answer of 32 MiB is read"
asks big33554433 'malformed.*too big' "one byte more is too big"
asks endless 'malformed.*too big' "an answer without end is cut off"
asks bomb 'malformed' "a packed one is not unpacked"
asks doctype 'malformed' "a document type is refused"
asks attributes 'malformed' "very many attributes are no harm"
asks deep 'malformed' "very deep elements are refused"
asks denied 'denied.*password' "a refused password is said"
asks busy 'unreachable.*later' "a busy server is asked later"
asks cut 'unreachable' "a cut answer is no answer"

asks away 'calendars 0' "nor a calendar, which is none of the account's"
# The account's own server says where its calendars are: what it names elsewhere is
# neither read nor written, now or at the next sync, which knows it already.
tertius() {
	HOME=$D/home XDG_DATA_HOME=$D/home XDG_CONFIG_HOME=$D/home \
		timeout 60 "$TERTIUS_PROGRAM" "$@" --password-command \
		'echo secret' "caldav://alice@127.0.0.1:$PORT/away/" >> "$D/out" 2>&1
}
keeps() { # keeps NAME COMMAND…: and no password goes to the other host
	local before
	before=$(grep -c 'login /steal' "$D/said")
	N=$((N + 1))
	: > "$D/out"
	tertius "${@:2}"
	tertius "${@:2}"
	if [ "$(grep -c 'login /steal' "$D/said")" = "$before" ]; then echo "ok $N - $1"; else
		echo "not ok $N - $1"
		sed 's/^/# /' "$D/out" "$D/said"
	fi
}
keeps "it gets no password from a scan" scan
keeps "nor from a sync" calendar sync
asks nowhere 'malformed.*no calendars' "a principal that is no address is said"
asks homeless 'malformed.*no calendars' "a home that is none too"
# What is not encrypted stays on this computer, whatever proxy is set for others:
# it would get the password.
http_proxy=http://127.0.0.1:1/ ALL_PROXY=http://127.0.0.1:1/ no_proxy='' NO_PROXY='' \
	asks good 'calendars 1' "http goes through no proxy"

later() { # later CASE PATTERN NAME: of one that was begun at first
	N=$((N + 1))
	if [ -z "${!1}" ]; then
		echo "ok $N - $3 # SKIP takes a minute: LONG=1"
		return
	fi
	wait "${!1}"
	if grep -q "$2" "$D/$1"; then echo "ok $N - $3"; else
		echo "not ok $N - $3"
		sed 's/^/# /' "$D/$1"
	fi
}
later drip24 'calendars 1' "a slow answer is waited for"
later drip90 'unreachable' "one that is too slow is given up"
later last50 'calendars 1' "one that lasts almost a minute is waited for"
later last70 'unreachable' "one that lasts longer is given up"
