#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The RPM packages that BUILD/rpm holds: everything that is installed is in one of
# them, and rpmlint has nothing against them.
. "$(dirname "$0")/../cli/tap.sh"

command -v rpmbuild > /dev/null || skip_all 'no rpmbuild here'
spec=$TERTIUS_SOURCE_DIR/packaging/rpm/tertius.spec
mapfile -t packages < <(find "$TERTIUS_BUILD_DIR/rpm/RPMS" -name '*.rpm' \
	! -name '*-debug*')

run rpmspec -q --qf '%{name}\n' "$spec"
check 'the spec is read' status_is 0
check '  and makes four packages' \
	test "${#packages[@]} $(wc -l <<< "$out")" = '4 4'
run sed -n 's/^VERSION *:= //p' "$TERTIUS_SOURCE_DIR/Makefile"
check 'it has the version of the command' \
	grep -q "^Version: *$out\$" "$spec"

make -s -C "$TERTIUS_SOURCE_DIR" B="$TERTIUS_BUILD_DIR" install \
	DESTDIR="$home/all" PREFIX=/usr > /dev/null
plain() { sed 's/\.gz$//; s|/lib64/|/lib/|; s|/lib/[a-z0-9_]*-linux-gnu/|/lib/|'; }
(cd all && find . ! -type d -printf '/%P\n') | plain | sort > installed
rpm -qlp "${packages[@]}" 2> /dev/null | plain | sort > packaged
run comm -23 installed packaged
check 'whatever is installed is in a package' is_empty
run sh -c 'rpm -qp --qf "[%{filemodes:perms} %{fileusername} %{filenames}\n]" \
	"$@" 2> /dev/null | grep -v "^[ld-]rwxr-xr-x root\|^-rw-r--r-- root\|^lrwx"' \
	- "${packages[@]}"
check 'for all to read and for root to change' is_empty

require() { rpm -qp --requires "$TERTIUS_BUILD_DIR"/rpm/RPMS/*/"$1"-[0-9]*.rpm; }
run require tertius
check 'the command finds its libraries by itself' says 'libgmime-3.0.so.0'
run require claws-mail-tertius-plugin
check 'the plugin comes with the command' \
	grep -qE '^tertius(\([a-z0-9-]+\))? = 0\.1\.0' <<< "$out"
run require libtertius-devel
check 'the header comes with its library' says libtertius0

mkdir tree
for package in "${packages[@]}"; do
	rpm2cpio "$package" | (cd tree && cpio -idm --quiet)
done
# Not installed, it finds its reader beside it.
mv "$(find tree -name tertius-reader)" tree/usr/bin/
run tree/usr/bin/tertius --version
check 'the command of the package runs' says 'tertius 0.'

if command -v rpmlint > /dev/null; then
	run rpmlint --strict --rpmlintrc "${spec%.spec}.rpmlintrc" "$spec" \
		"${packages[@]}"
	check 'rpmlint has nothing against spec and packages' status_is 0
else
	report 0 'rpmlint has nothing against them # SKIP no rpmlint here'
fi

finish
