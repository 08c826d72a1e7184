#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual's pages: well-formed, whole, and saying what --help says.
. "$(dirname "$0")/tap.sh"

pages=$TERTIUS_BUILD_DIR/man
for page in tertius.1 tertius.5 libtertius.3 claws-mail-tertius-plugin.7; do
	check "there is $page" test -s "$pages/$page"
	if command -v mandoc > /dev/null; then
		run mandoc -Tlint "$pages/$page"
		check "  mandoc has nothing against it" is_empty
	else
		report 0 "  mandoc has nothing against it # SKIP no mandoc here"
	fi
done

# One source: each option of each command stands in the manual.
tertius help --man 1 > tertius.scd
sed -n 's/^## tertius \([a-z]*\).*/\1/p' tertius.scd | sort -u > commands
while read -r command; do
	tertius "$command" --help | grep -oE -- '--[a-z-]+' | sort -u > options
	run sh -c 'while read -r o; do grep -qF -- "$o" tertius.scd || echo "$o"
		done < options'
	check "the manual has every option of $command" is_empty
done < commands

run sh -c 'grep -oE "^\t*tertius_[a-z_]+;" "$TERTIUS_SOURCE_DIR"/packaging/libtertius.map | wc -l'
check 'libtertius(3) leads to the header' \
	grep -q 'tertius.h' "$TERTIUS_SOURCE_DIR/packaging/man/libtertius.3.scd"
run sh -c 'grep -oE "\*tertius_[a-z_]+\*\(" "$1" | tr -d "*(" | sort -u |
	while read -r f; do grep -q "$f" "$2" || echo "$f"; done' - \
	"$TERTIUS_SOURCE_DIR/packaging/man/libtertius.3.scd" \
	"$TERTIUS_SOURCE_DIR/packaging/libtertius.map"
check '  and names functions that there are' is_empty

finish
