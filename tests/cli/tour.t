#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The guided tour (libcore/README.md) is true to the tree.
. "$(dirname "$0")/tap.sh"

cd "$TERTIUS_SOURCE_DIR/libcore" || exit 1
run sed -n 's/^| `\([a-z]*\)\/` |.*/\1/p' README.md
told=$(sort <<< "$out")
check 'it tells of every folder, and of no other' \
	test "$told" = "$(find . -mindepth 1 -maxdepth 1 -type d | cut -c3- | sort)"
while IFS='|' read -r _ folder _ begin _; do
	folder=${folder//[\` ]/}
	for file in $(grep -oE '[a-z0-9/-]+\.[ch]' <<< "$begin"); do
		check "$file, to begin with in $folder, is there" \
			test -e "$folder$file" -o -e "$file"
	done
done < <(grep '^| `[a-z]*/`' README.md)
for name in $(grep -oE '`[a-z]+/[a-z0-9/.-]+\.[a-z]+`' README.md | tr -d '\`'); do
	check "$name, which it names, is there" \
		test -e "$name" -o -e "../$name"
done
# shellcheck disable=SC2013
for name in $(grep -oE '`tertius_[a-z_]+' README.md | tr -d '\`'); do
	check "$name, which it names, is there" grep -rqw "$name" --include='*.h' .
done

# --- What make can do -------------------------------------------------------------

cd "$TERTIUS_SOURCE_DIR" || exit 1
parts=$(sed -n '/^CHECKS /,/[^\\]$/p' tests/tests.mk | grep -oE '\b(all|lint|check-[a-z]+)')
check 'the whole check has parts' test "$(wc -w <<< "$parts")" -ge 9
run make -s help
for part in $parts; do
	check "make help tells of $part" grep -q "^  make $part  " <<< "$out"
	check '  and so does .ci/run' grep -qE "^#\s+$part  " .ci/run
done

# --- The security page ----------------------------------------------------------

cd "$TERTIUS_SOURCE_DIR" || exit 1
while read -r name; do
	check "$name, which shows that a threat is held, is there" test -e "$name"
done < <(grep -oE 'tests/[a-z0-9/-]+\.[a-z]+' packaging/SECURITY.md | sort -u)
finish
