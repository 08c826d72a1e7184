#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The library for other programs: what it lets out, and the manual's example.
. "$(dirname "$0")/tap.sh"

header=$TERTIUS_SOURCE_DIR/libcore/tertius.h
map=$TERTIUS_SOURCE_DIR/packaging/libtertius.map
library=$TERTIUS_BUILD_DIR/libtertius.so.0

grep -oE '\btertius_[a-z_]+\(' "$header" | tr -d '(' | sort -u > declared
sed -n 's/^\t\(tertius_[a-z_]*\);$/\1/p' "$map" | sort -u > named
nm -D --defined-only "$library" | sed -n 's/.* T \([a-z_]*\)@@.*/\1/p' |
	sort -u > let-out
nm -D --defined-only "$library" | grep -v ' A LIBTERTIUS_0$' |
	sed 's/.* //; s/@.*//' | sort -u > all

run wc -l < declared
check 'the header declares functions' test "$out" -gt 20
check 'the map names what the header declares' cmp declared named
check 'the library lets these out' cmp named let-out
check '  and nothing else' cmp named all
run grep -E '#include|GObject|gboolean|GError|g_' "$header"
check 'the header needs those of C only' \
	test "$out" = $'#include <stddef.h>\n#include <stdint.h>'
run sed -n 's/.*VERSION_M[A-Z]* //p' "$header"
version=$out
check 'the header has the version of the command' \
	test "$(tertius --version)" = "tertius ${out//$'\n'/.}"
run grep "^Version: ${out//$'\n'/.}\$" "$TERTIUS_BUILD_DIR/tertius.pc"
check '  and so has tertius.pc' status_is 0
run grep "^## ${version//$'\n'/.}\$" "$TERTIUS_SOURCE_DIR/packaging/NEWS.md"
check '  and so have the news' status_is 0
run grep "^tertius (${version//$'\n'/.}-" \
	"$TERTIUS_SOURCE_DIR/packaging/debian/changelog"
check '  and the Debian packages' status_is 0

# --- As in a program ----------------------------------------------------------

sed '1,/^# EXAMPLE/d; /^# SEE/,$d' \
	"$TERTIUS_SOURCE_DIR/packaging/man/libtertius.3.scd" |
	sed '1,/^```$/d; /^```$/,$d' > example.c
run wc -l < example.c
check 'the example has about sixty lines' test "$out" -lt 75
build() {
	${CC:-cc} -Wall -Wextra -Werror "$@" \
		-I"$TERTIUS_SOURCE_DIR/libcore" -L"$TERTIUS_BUILD_DIR" \
		-Wl,-rpath,"$TERTIUS_BUILD_DIR" -ltertius
}
run build -std=c99 -D_POSIX_C_SOURCE=200809L -o example example.c
[ "$status" = 0 ] || run build -o example -std=gnu17 example.c -ltertius
check 'the example of the manual is compiled' test -x example
printf '#include <tertius.h>\nint main() { return !tertius_version(); }\n' > a.cc
if command -v c++ > /dev/null; then
	run env CC=c++ bash -c "$(declare -f build); build -o plus a.cc -ltertius"
	check 'C++ can use the header' status_is 0
fi

cp -R "$demo/Maildir" mail
export TERTIUS_PROGRAM=$TERTIUS_BUILD_DIR/tertius
run ./example ledger.db mail
check 'the example reads a mailbox' status_is 0
check '  names an introduction' says 'Dana Okafor introduced Tomás Herrera'
check '  and why' says 'introduction/introduce-you: +Tomás'
run ./example ledger.db /nowhere
check 'a place that is none is an error' status_is 1
check '  with its name' complains "/nowhere: "
run ./example /dev/null/ledger.db mail
check 'so is a ledger that cannot be' status_is 1
check '  with its name' complains '/dev/null/ledger.db: '

finish
