#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The PKGBUILD that BUILD/arch holds: makepkg builds it, and whatever is installed
# is in one of its packages.
. "$(dirname "$0")/../cli/tap.sh"

command -v makepkg > /dev/null || skip_all 'no makepkg here'
# makepkg refuses root: then it is nobody.
read -ra as <<< "${AS_ELSEWHERE:-env}"
[ "$(id -u)" != 0 ] ||
	as=(setpriv --reuid=65534 --regid=65534 --clear-groups "${as[@]}")
cp -R "$TERTIUS_BUILD_DIR/arch" arch
chmod 755 "$home"
[ "$(id -u)" != 0 ] || chown -R 65534:65534 arch
cd arch || exit 1

if command -v shellcheck > /dev/null; then
	run shellcheck PKGBUILD
	check 'shellcheck has nothing against it' status_is 0
fi
run sed -n 's/^VERSION *:= //p' "$TERTIUS_SOURCE_DIR/Makefile"
check 'it has the version of the command' grep -q "^pkgver=$out\$" PKGBUILD
run "${as[@]}" HOME="$PWD" makepkg --printsrcinfo
check 'makepkg understands it' says 'pkgname = claws-mail-tertius-plugin'
run "${as[@]}" HOME="$PWD" makepkg --nodeps ${NOCHECK:+--nocheck} --force
check 'makepkg builds it, from the archive with the right sum' status_is 0
check '  and warns of nothing' test -z "$(grep -i 'WARNING: ' <<< "$out$err" |
	grep -vi 'skipping dependency checks\|PACKAGECARCH')"

mkdir tree
for package in *.pkg.tar.*; do bsdtar -C tree -xf "$package"; done
make -s -C "$TERTIUS_SOURCE_DIR" B="$TERTIUS_BUILD_DIR" install \
	DESTDIR="$home/all" PREFIX=/usr LIBEXECDIR=/usr/lib/tertius \
	PLUGINDIR=/usr/lib/claws-mail/plugins \
	> /dev/null
plain() { sed 's/\.gz$//'; }
(cd "$home/all" && find . ! -type d) | plain | sort > installed
(cd tree && find . ! -type d) | plain | sort > packaged
run comm -23 installed packaged
check 'whatever is installed is in a package' is_empty
run comm -13 installed packaged
check '  and little else' test -z \
	"$(grep -v '^\./\.\|/share/doc/tertius/' <<< "$out")"
# Not installed, it finds its reader beside it.
mv "$(find tree -name tertius-reader)" tree/usr/bin/
run tree/usr/bin/tertius --version
check 'the command of the package runs' says 'tertius 0.'

finish
