#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/SECURITY.md: each threat names a test that there is, and what no other
# test shows is shown here: links laid in the way, other users, and core dumps.
. "$(dirname "$0")/tap.sh"

# --- The page is true to the tests ---------------------------------------------
# The last column of a threat: `tests/FILE`: words of that test; more.

sed -n '/^## Threats/,/^## /s/^| \(.*\) |$/\1/p' \
	"$TERTIUS_SOURCE_DIR/packaging/SECURITY.md" | tail -n +3 > threats
run wc -l < threats
check 'the page names threats' test "$out" -gt 20
while IFS='|' read -r threat _ shown; do
	while IFS=':' read -r file words; do
		file=$TERTIUS_SOURCE_DIR/$(tr -d '` ' <<< "$file")
		words=$(sed 's/^ *//; s/ *$//' <<< "$words")
		[ -f "$file" ] && [ -n "$words" ] &&
			grep -qF -- "${words// /_}" "$file" ||
			grep -qF -- "$words" "$file" 2> /dev/null ||
			echo "$file: $words"
	done < <(tr ';' '\n' <<< "$shown") > missing
	out=$(cat missing)
	check "shown by a test: $(sed 's/ *$//' <<< "$threat")" is_empty
done < threats

# --- Every reader of strangers' bytes is fuzzed ----------------------------------

fuzz=$TERTIUS_SOURCE_DIR/tests/fuzz
readers=$(cd "$TERTIUS_SOURCE_DIR/libcore" && grep -zlE -r --include='*.h' \
	'const (char|guint8|void) \*[a-z]+,[[:space:]]*gss?ize' . | sort)
check 'there are readers of bytes' test "$(wc -w <<< "$readers")" -gt 25
for reader in $readers; do
	check "fuzzing: ${reader#./} has a target" \
		grep -qF "\`${reader#./}\`" "$fuzz/README.md"
done
for target in "$fuzz"/fuzz-*.c; do
	check "fuzzing: $(basename "$target" .c) is told of" \
		grep -q "^| \`$(basename "$target" .c)\` |" "$fuzz/README.md"
done

# --- Links laid in the way --------------------------------------------------------

tertius --me mara@lindqvist.example.org scan -q "$demo/Maildir" > /dev/null
echo precious > precious
is_untouched() { [ "$(cat "$home/precious")" = precious ]; }
moment=2026-06-15T09:00:00Z

ln -s precious reminders.ics
run tertius --now $moment calendar export reminders.ics
check 'a link in the place of a calendar is replaced' test ! -L reminders.ics
check '  and what it led to is untouched' is_untouched
tertius --now $moment calendar export folder/ > /dev/null
event=$(find folder -name '*.ics' | head -n 1)
check 'a folder has events' test -n "$event"
ln -sf ../precious "$event"
run tertius --now $moment calendar export folder/
check 'a link in the place of an event leads nowhere' is_untouched
ln -s precious report.html
run tertius --now $moment report -o report.html
check 'nor does one in the place of the report' is_untouched
ln -s precious graph.svg
run tertius --now $moment picture graph -o graph.svg
check 'nor in the place of a picture' is_untouched

# --- Other users -------------------------------------------------------------------

rm -rf data
(umask 0 && tertius --me mara@lindqvist.example.org scan -q "$demo/Maildir" &&
	tertius --now $moment calendar export open.ics &&
	tertius --now $moment calendar export open/) > /dev/null
run find data/tertius open open.ics \( -type f -perm /077 \) \
	-o \( -type d -path 'data*' -perm /077 \)
check 'whatever the umask, what is kept is for the user alone' is_empty
run stat -c %a data/tertius
check '  and so is its folder' says 700

# --- Passwords ---------------------------------------------------------------------

# A server that knows one way in, lets one in and then makes it wait. It tells its
# port.
cat > server.py << 'END'
import base64, hashlib, hmac, socket, ssl, sys, time
way, secret = sys.argv[1], open('secret', 'rb').read().strip()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain('ca.pem', 'ca.key')
server = socket.create_server(('127.0.0.1', 0))
print(server.getsockname()[1], flush=True)
line = context.wrap_socket(server.accept()[0], server_side=True)
words = line.makefile('rb')
offers = b'IMAP4rev1' if way == 'command' else \
    b'IMAP4rev1 %sAUTH=%s' % (b'SASL-IR ' * (way == 'PLAIN'), way.encode())
line.sendall(b'* OK [CAPABILITY ' + offers + b'] hello\r\n')
def ask(question):
    line.sendall(b'+ ' + base64.b64encode(question) + b'\r\n')
    return base64.b64decode(words.readline().strip())
def sign(key, text):
    return hmac.digest(key, text, 'sha256')
def scram():
    first = ask(b'')[3:]
    offer = first.split(b',r=')[1]
    offer = b'r=' + offer + b'more,s=' + base64.b64encode(b'salt') + b',i=4096'
    last = ask(offer).split(b',p=')[0]
    key = hashlib.pbkdf2_hmac('sha256', secret, b'salt', 4096)
    ask(b'v=' + base64.b64encode(sign(sign(key, b'Server Key'),
        b','.join((first, offer, last)))))
def log_in(command):
    if way == 'command':
        for _ in range(2):
            line.sendall(b'+ go on\r\n')
            command = words.readline()
        return command
    if way == 'LOGIN':
        return ask(b'Name') + ask(b'Secret')
    if way == 'SCRAM-SHA-256':
        return scram()
    return ask(b'<1@x>') if way == 'CRAM-MD5' else command
for command in words:
    tag = command.split()[0]
    if command.split()[1] not in (b'AUTHENTICATE', b'LOGIN'):
        break
    log_in(command)
    line.sendall(tag + b' OK [CAPABILITY ' + offers + b'] come in\r\n')
open('waits', 'w').close()
time.sleep(600)
END
# How often parts of a password, as it is or in base64, stand in the memory of a
# process: in pages that are dumped, and in others. What is given back keeps its
# end, so it is the parts that are looked for.
cat > count.py << 'END'
import base64, re, sys
secret = open(sys.argv[2], 'rb').read().strip()
forms = [secret] + [base64.b64encode(head + secret)[8:-4]
                    for head in (b'', b'1', b'12')]
parts = {form[at:at + 12] for form in forms for at in (0, len(form) // 2 - 6,
                                                       len(form) - 12)}
found = {True: 0, False: 0}
with open('/proc/%s/smaps' % sys.argv[1]) as maps, \
        open('/proc/%s/mem' % sys.argv[1], 'rb', 0) as memory:
    for line in maps:
        place = re.match(r'([0-9a-f]+)-([0-9a-f]+) rw', line)
        if re.match(r'[0-9a-f]+-', line):
            begin, end = (int(x, 16) for x in place.groups()) if place else (0, 0)
        if line.startswith('VmFlags:') and end:
            memory.seek(begin)
            bytes = memory.read(end - begin)
            found[' dd' in line] += sum(bytes.count(part) for part in parts)
print(found[False], found[True])
END
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
	-keyout ca.key -out ca.pem -subj /CN=127.0.0.1 \
	-addext subjectAltName=IP:127.0.0.1 2> /dev/null
printf '#!/bin/sh\ncat "%s/secret"\n' "$home" > ask
chmod 755 ask
echo "zebra$$-crosses-a-long-road-at-night-$$quietly" > secret
printf '[mail]\nca-file=%s\n' "$home/ca.pem" > config-of-it
shown() { cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2> /dev/null; }

for way in PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 command; do
	rm -f port waits
	/usr/bin/python3 server.py $way > port 2> crashed &
	server=$!
	for _ in $(seq 600); do [ -s port ] && break; sleep 0.1; done
	tertius scan --config config-of-it --password-command "$home/ask" \
		"imaps://ada@127.0.0.1:$(cat port)/" > told 2>&1 &
	scan=$!
	for _ in $(seq 600); do [ -e waits ] && break; sleep 0.1; done
	check "$way: a server lets in whom the password lets in" test -e waits
	run grep -a -o -f secret <(shown | tr '\0' '\n')
	check '  no process shows it' is_empty
	run /usr/bin/python3 count.py $scan secret
	if [ "$status" = 0 ]; then
		check '  it stands in no memory that a dump would show' \
			test "${out% *}" = 0
		check '  but in one place, for the next connection' \
			test "${out#* }" = 3
	else
		echo '# memory: only root may look into it, as it cannot be dumped'
	fi
	kill $scan $server 2> /dev/null
	wait $scan $server 2> /dev/null
	run grep -r -f secret told data config cache
	check '  and it was written nowhere' is_empty
done

# --- Core dumps --------------------------------------------------------------------

dumps() { # dumps COMMAND…: whether it leaves its memory behind when it crashes
	/usr/bin/python3 - "$@" << 'END'
import os, resource, signal, subprocess, sys, time
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE,
                         stdout=subprocess.DEVNULL)
time.sleep(1)
os.kill(child.pid, signal.SIGSEGV)
status = os.waitpid(child.pid, 0)[1]
sys.exit(not os.WCOREDUMP(status))
END
}
if dumps cat; then
	run dumps tertius serve
	check 'its memory, with passwords in it, is never dumped' status_is 1
else
	report 0 'its memory is never dumped # SKIP nothing dumps core here'
fi

finish
