#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What is missing is installed where that is known, as root or with sudo, and said;
# elsewhere the packages are named. All programs that could do it are made up.
. "$(dirname "$0")/tap.sh"

deps=$TERTIUS_SOURCE_DIR/packaging/deps.sh

# stub NAME LINE…: a program of that name
stub() { printf '%s\n' '#!/bin/sh' "${@:2}" > "$PWD/stubs/$1"; chmod +x "stubs/$1"; }
# A computer with a shell and little else; what is wanted is not there until
# apt-get has been called.
computer() {
	rm -rf stubs called
	mkdir stubs
	for program in sh dirname tr env; do
		ln -s "$(command -v $program)" stubs/
	done
	: > called
	stub pkg-config "[ -e '$PWD/stubs/scdoc' ]"
	stub id 'echo 1000'
}
debian() {
	stub dpkg-query 'echo not-installed'
	stub apt-get "echo \"apt-get \$*\" >> '$PWD/called'" \
		"case \$1 in install)" \
		"for p in scdoc msgfmt glib-compile-resources; do" \
		"printf '#!/bin/sh\n' > '$PWD/stubs/'\$p" \
		"$(command -v chmod) +x '$PWD/stubs/'\$p; done;; esac"
}
# deps WORDS…: in English, and without what this computer has
deps() { run env -i PATH="$PWD/stubs" HOME="$home" "$@" sh "$deps" build; }
called() { grep -q "$1" called; }
is_not_called() { [ ! -s called ]; }

computer
debian
stub sudo "echo \"sudo \$*\" >> '$PWD/called'" 'exec "$@"'
deps
check 'what is missing is installed with sudo' called '^sudo .*apt-get install'
check 'of that it was said before' says 'Installing with apt-get: gcc make'
check 'and that sudo may ask' says 'sudo may ask for your password'
check 'and then all is well' status_is 0
deps
check 'a second time nothing is done' is_empty

computer
debian
stub id 'echo 0'
deps
check 'root installs it without sudo' called '^apt-get install'
check 'and is not told of it' says_not 'sudo'

computer
debian
deps
check 'without sudo it is said what to run as root' \
	complains 'As root, run: env DEBIAN_FRONTEND=noninteractive apt-get install'
check 'and that is a failure' status_is 1

computer
debian
deps TERTIUS_DEPS=no
check 'whoever wants nothing installed gets nothing installed' is_not_called
check 'but is told what is missing' says 'gmime-3.0'
check 'and how Debian calls it' complains 'libgmime-3.0-dev'

for manager in dnf:gmime30-devel pacman:gmime3 apk:gmime-dev zypper:gmime-devel; do
	computer
	stub "${manager%:*}" "echo called >> '$PWD/called'"
	deps
	check "with ${manager%:*} the packages are named" complains "${manager#*:}"
	check '  with what to type' complains "  ${manager%:*} "
	check '  and nothing is installed' is_not_called
	check '  and that is a failure' status_is 1
done

computer
deps
check 'where nothing is known the names are those of Debian' \
	complains 'Install these with your package manager'

# What it names must be what is asked for: each library has a name everywhere.
modules=$(sed -n "/^modules='/,/'$/p" "$deps" | tr -d "'" | sed 's/modules=//')
for library in gmime xml2 ical sqlite json-glib curl expat secret seccomp psl gnutls; do
	[[ $modules == *${library%-*}* || $library == xml2 ]]
	report $? "$library is asked for"
	for manager in dnf pacman apk zypper; do
		[[ $(sed -n "/^	$manager)/,/;;/p" "$deps") == *$library* ]]
		report $? "and $manager has a name for it"
	done
done
finish
