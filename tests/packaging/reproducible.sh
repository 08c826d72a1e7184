#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# reproducible.sh BUILD: builds the packages again, in another folder, at another
# time, in another zone and language, and compares them byte for byte.
set -eu
: "${AS_ELSEWHERE:=env}"
build=$1
again=$(mktemp -d "${TMPDIR:-/tmp}/tertius-again.XXXXXX")
trap 'rm -rf "$again"' EXIT

mkdir "$again/elsewhere"
tar -C "$again/elsewhere" -xf "$(ls "$build"/deb/*.orig.tar.gz)"
cp "$build"/deb/*.orig.tar.gz "$again/elsewhere/"
cd "$again"/elsewhere/tertius-*
cp -R "$OLDPWD/packaging/debian" .
$AS_ELSEWHERE LC_ALL=C TZ=Pacific/Auckland HOME="$again" \
	DEB_BUILD_OPTIONS="nocheck ${DEB_BUILD_OPTIONS-}" \
	dpkg-buildpackage -b -us -uc > "$again/log" 2>&1 || {
	tail -n 40 "$again/log"
	exit 1
}
cd "$OLDPWD"
n=0
for deb in "$build"/deb/*.deb; do
	n=$((n + 1))
	if cmp "$deb" "$again/elsewhere/$(basename "$deb")"; then
		echo "ok $n - $(basename "$deb") has the same bytes"
	else
		echo "not ok $n - $(basename "$deb") has the same bytes"
	fi
done
echo "1..$n"
