#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# build.sh BUILD ARCHIVE: the RPM packages, in BUILD/rpm. Where rpm is not the
# computer's own package manager it knows no package that is there, so it is not
# asked; deps.sh has seen to them. NOCHECK=1 leaves out the unit tests.
set -eu
: "${AS_ELSEWHERE:=env}"
top=$(cd "$1" && pwd)/rpm
archive=$2

rm -rf "$top"
mkdir -p "$top/SOURCES"
cp "$archive" "$top/SOURCES/"
[ -e /etc/debian_version ] && nodeps=--nodeps || nodeps=
$AS_ELSEWHERE rpmbuild -bb $nodeps ${NOCHECK:+--nocheck} \
	--define "_topdir $top" --define "_libdir $(pkg-config \
		--variable=libdir claws-mail)" \
	packaging/rpm/tertius.spec > "$top/build.log" 2>&1 || {
	tail -n 40 "$top/build.log"
	exit 1
}
find "$top/RPMS" -name '*.rpm'
