#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `tertius doctor` in broken installations: it names what is wrong, says what to
# do, and breaks nothing more.
. "$(dirname "$0")/tap.sh"

ledger=$home/data/tertius/ledger.db
config=$home/config/tertius/config

# A whole one, to begin with: a ledger with a little mail.
begin() {
	chmod -R u+rwX data config 2> /dev/null
	rm -rf data config mail
	mkdir -p data/tertius config/tertius mail/cur mail/new mail/tmp
	chmod 700 data/tertius
	cp "$demo"/Maildir/cur/*M217P1* "$demo"/Maildir/cur/*M220P1* mail/cur/
	# One of hers, as else nobody could know whether she thanked.
	cp "$demo"/Maildir/.Sent/cur/*M6P1* mail/cur/hers
	tertius --me mara@lindqvist.example.org scan -q mail > /dev/null
	printf '[mail]\nme=mara@lindqvist.example.org\n' > "$config"
}

# hurts COMMAND…: it is really broken, for this does not work.
hurts() {
	run "$@"
	check "$title: 'tertius ${*:2}' does not work" test "$status" != 0
}

# finds HEALTH WHAT ADVICE: some check has this health, tells WHAT, and says what
# to do in words that hold ADVICE. Options of doctor come after.
finds() {
	run tertius doctor --json "${@:4}"
	check "$title: it tells $2" holds "any(.[]; .health == \"$1\" and
		((.found + .check) | contains(\"$2\")) and
		(.advice | contains(\"$3\")))"
	check '  nothing else is wrong' \
		holds "[.[] | select(.health != \"fine\")] | length == 1"
	check '  and the status tells too' test "$status" != 0
	check '  the other checks are made all the same' \
		holds 'any(.[]; .check == "sandbox")'
}
title=
broken() { title=$1; begin; }

broken 'a whole installation'
on_terminal 80 tertius doctor
check 'a whole installation is well' says 'All is well.'
check '  and the status tells' status_is 0
rm -rf data
run tertius doctor --json
check '  as is one before the first scan' status_is 0
check '  for which no ledger is made' test ! -e data

# --- Settings ------------------------------------------------------------------

broken 'settings that are none'
echo 'nonsense' > "$config"
hurts tertius due
finds broken "$config" 'man 5 tertius'

broken 'a setting that nobody knows'
printf '[mail]\nmee=mara@example.org\n' > "$config"
hurts tertius due
finds broken mee 'mend the settings'

broken 'a value that is none'
printf '[plan]\nper-day=many\n' >> "$config"
hurts tertius due
finds broken per-day 'mend the settings'

broken 'a time zone that is none'
printf '[working-time]\nzone=Europe/Berln\n' >> "$config"
hurts tertius due
finds broken Europe/Berln 'mend the settings'

broken 'a setting in another charset'
printf '[mail]\nme=m\344ra@example.org\n' > "$config"
hurts tertius due
finds broken UTF-8 'mend the settings'

# --- The ledger ----------------------------------------------------------------

broken 'a ledger that is damaged'
printf 'not a ledger at all, not in the least' > "$ledger"
hurts tertius due
finds broken "$ledger" 'can be moved away and made again'
check '  it is left alone' grep -q 'not a ledger' "$ledger"

broken 'a ledger of a later Tertius'
/usr/bin/python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1]); db.execute("PRAGMA user_version = 9999")
db.commit()' "$ledger"
before=$(sha256sum < "$ledger")
hurts tertius due
finds broken "$ledger" 'use the newer Tertius'
check '  it is left untouched' test "$before" = "$(sha256sum < "$ledger")"

broken 'a ledger that others can read'
chmod 644 "$ledger"
run tertius doctor
check "$title: it is closed to them" test "$(stat -c %a "$ledger")" = 600

broken 'a ledger that is a folder'
rm -f "$ledger"*
mkdir "$ledger"
hurts tertius due
finds broken "$ledger" 'mend the permissions'

broken 'a disk'
mkdir small
if mount -t tmpfs -o size=8m none small 2> /dev/null; then
	cp "$ledger" small/ledger.db
	title='a disk that is nearly full'
	finds look "$home/small/ledger.db" 'make room' \
		--ledger "$home/small/ledger.db"
	title='a disk that is full'
	fallocate -l 7600k small/more
	finds broken "$home/small/ledger.db" 'make room' \
		--ledger "$home/small/ledger.db"
	rm small/more
	title='a disk that can only be read'
	mount -o remount,ro small
	hurts tertius scan --ledger small/ledger.db "$demo/Maildir"
	finds broken "$home/small/ledger.db" 'mend the permissions' \
		--ledger "$home/small/ledger.db"
	umount small
else
	echo '# disks: no file system of our own can be mounted here'
fi
rmdir small

# --- Mail ----------------------------------------------------------------------

broken 'a place that is not there'
printf 'places=%s\n' "$home/nowhere" >> "$config"
hurts tertius scan
finds broken "$home/nowhere" 'mend places'

broken 'a place that is no mail'
printf '\0\1\2\3 this is nothing' > "$home/nothing"
printf 'places=%s\n' "$home/nothing" >> "$config"
hurts tertius scan
finds broken "$home/nothing" 'mend places'

broken 'a place of a kind that is not read'
printf 'places=pop3://ada@127.0.0.1/\n' >> "$config"
hurts tertius scan
finds broken 'imap:// and imaps://' 'mend places'

broken 'places of the other kinds'
cp "$TERTIUS_SOURCE_DIR/tests/fuzz/seeds/connections/some.csv" some.csv
printf 'places=%s;%s\n' "$home/some.csv" "$demo/calendar.ics" >> "$config"
run tertius doctor
check "$title are well" status_is 0

broken 'a list of connections that is none'
echo nothing > some.csv
printf 'places=%s\n' "$home/some.csv" >> "$config"
hurts tertius scan
finds broken "$home/some.csv" 'mend places'

broken 'a server that is not there'
printf 'places=imaps://ada@127.0.0.1:1/\npassword-command=echo secret\n' \
	>> "$config"
hurts tertius scan
finds broken 127.0.0.1 'look at the network'
check '  and the password is not told' says_not secret

broken 'certificates that are not there'
printf 'ca-file=%s\n' "$home/no.pem" >> "$config"
finds broken "$home/no.pem" 'mend ca-file'

broken 'certificates that are none'
echo nothing > none.pem
printf 'ca-file=%s\n' "$home/none.pem" >> "$config"
finds broken "$home/none.pem" 'mend ca-file'

broken 'no room for temporary files'
export TMPDIR=$home/nowhere
finds broken "$home/nowhere" 'set TMPDIR'
unset TMPDIR

broken 'a language that is not there'
LC_ALL=xx_XX.UTF-8 finds look xx_XX.UTF-8 'locale -a' 2> /dev/null

broken 'a reader that does not start'
export TERTIUS_PROGRAM=/bin/false
hurts tertius scan "$demo/Maildir"
finds broken reader 'install Tertius again'
export TERTIUS_PROGRAM=$TERTIUS_BUILD_DIR/tertius

broken 'an address that nobody knows'
printf '' > "$config"
rm -f "$ledger"* mail/cur/hers mail/cur/*M220P1*
tertius scan -q mail > /dev/null
finds look 'your addresses' 'set me'

broken 'a folder of sent mail that was not found'
rm -f "$ledger"* mail/cur/hers
tertius scan -q mail > /dev/null
finds look 'sent mail' 'scan the folder of sent mail too'

# --- Calendars -----------------------------------------------------------------

broken 'a calendar folder that cannot be'
echo file > "$home/plain"
printf '\n[calendar]\nvdir=%s\n' "$home/plain/folder" >> "$config"
hurts tertius calendar export "$home/plain/folder/"
finds broken "$home/plain" 'mend vdir'

broken 'a calendar folder that is made when it is needed'
printf '\n[calendar]\nvdir=%s\nfeed=none\n' "$home/no/such" >> "$config"
run tertius doctor --json
check "$title is well" status_is 0

broken 'a file of holidays that is not there'
printf '\n[calendar]\nholidays=%s\n' "$home/no.ics" >> "$config"
finds broken "$home/no.ics" 'mend holidays'

broken 'a file of holidays that is none'
echo nothing > no.ics
printf '\n[calendar]\nholidays=%s\n' "$home/no.ics" >> "$config"
finds broken "$home/no.ics" 'mend holidays'

broken 'a folder where the calendar file should be'
mkdir feed.ics
printf '\n[calendar]\nfeed=%s\n' "$home/feed.ics" >> "$config"
finds broken "$home/feed.ics" 'mend feed'

broken 'a calendar server that is not there'
printf '\n[calendar]\nurl=caldavs://ada@127.0.0.1:1/\npassword-command=%s\n' \
	'echo secret' >> "$config"
hurts tertius calendar sync
finds broken 127.0.0.1 'look at the network'
check '  and the password is not told' says_not secret

broken 'a password command that fails'
printf '\n[calendar]\nurl=caldavs://ada@127.0.0.1:1/\npassword-command=%s\n' \
	'exit 3' >> "$config"
hurts tertius calendar sync
finds broken 'failed or printed nothing' 'by hand'

broken 'a server that is no calendar server'
/usr/bin/python3 -u -m http.server --bind 127.0.0.1 0 > port 2> /dev/null &
server=$!
for _ in $(seq 100); do grep -q port port && break; sleep 0.1; done
printf '\n[calendar]\nurl=caldav://ada@127.0.0.1:%s/\npassword-command=%s\n' \
	"$(sed 's/.* port \([0-9]*\).*/\1/' port)" 'echo secret' >> "$config"
finds broken PROPFIND 'another kind of server'
kill $server
wait $server 2> /dev/null

broken 'a calendar server that refuses'
/usr/bin/python3 - > port << 'END' &
import http.server
class Refuse(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        self.send_response(401)
        self.send_header('WWW-Authenticate', 'Basic realm="no"')
        self.send_header('Content-Length', '0')
        self.end_headers()
    do_PROPFIND = do_OPTIONS = do_GET = do_REPORT = answer
    def log_message(self, *ignored):
        pass
server = http.server.HTTPServer(('127.0.0.1', 0), Refuse)
print(server.server_port, flush=True)
server.serve_forever()
END
server=$!
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
printf '\n[calendar]\nurl=caldav://ada@127.0.0.1:%s/\npassword-command=%s\n' \
	"$(cat port)" 'echo secret' >> "$config"
hurts tertius calendar sync
finds broken 'does not take this name and password' 'password-command'
kill $server
wait $server 2> /dev/null

# --- Around --------------------------------------------------------------------

broken 'a clock in the past'
finds look clock 'set the clock' --now 2020-01-01T00:00:00Z

broken 'a plugin that is not there'
mkdir .claws-mail
clawsrc() { printf '[Common]\nx=1\n\n[Plugins_GTK3]\n%s\n\n[A]\n' "$1" \
	> .claws-mail/clawsrc; }
clawsrc "$home/gone/tertius.so"
finds broken "$home/gone/tertius.so" 'load it anew'

broken 'a plugin of another release'
version=$(tertius --version)
sed "s/Tertius plugin ${version#tertius }/Tertius plugin 9.9.9/" \
	"$TERTIUS_BUILD_DIR/tertius.so" > tertius.so
clawsrc "$home/tertius.so"
finds broken 'of another version' 'from one release'
clawsrc "$TERTIUS_BUILD_DIR/tertius.so"
run tertius doctor
check "$title: one of this release is well" status_is 0
rm -r .claws-mail tertius.so

broken 'a library that is missing'
mkdir libraries
echo nothing > "libraries/$(ldd "$TERTIUS_BUILD_DIR/tertius-reader" |
	sed -n 's/^\t\(libseccomp[^ ]*\).*/\1/p')"
run env LD_LIBRARY_PATH="$home/libraries" tertius doctor
check "$title: it is named" complains libseccomp
check '  says what to do' complains 'install Tertius again'
check '  and the status tells too' test "$status" != 0

finish
