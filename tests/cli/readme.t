#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The output in README.md is what the commands print. With WRITE=1 it is put
# there anew instead.
. "$(dirname "$0")/tap.sh"

readme=$TERTIUS_SOURCE_DIR/README.md

# What differs from run to run: seconds, the home of this test, progress.
settle() {
	sed -E "s/\x1b\[[0-9;]*[mK]//g; s/in [0-9]+\.[0-9] s\.$/in 0.4 s./
		s|$XDG_CACHE_HOME|~/.cache|; s/ +$//"
}

play() { # play COMMAND LINE: what a terminal of 80 columns shows
	on_terminal 80 "NO_COLOR=1 $1 --no-progress"
	settle <<< "$out"
}

: > new.md
in_block=
while IFS= read -r line; do
	case $line in
	'```console') in_block=yes ;;
	'```') in_block= ;;
	esac
	if [[ $in_block == yes && $line == '$ '* ]]; then
		{
			echo "$line"
			play "${line#$ }"
		} >> new.md
		in_block=rest
	elif [ "$in_block" != rest ]; then
		printf '%s\n' "$line" >> new.md
	fi
done < "$readme"

if [ -n "${WRITE:-}" ]; then
	cp new.md "$readme"
	exit 0
fi
check 'README.md shows commands' grep -q '^\$ tertius demo$' "$readme"
out=$(diff "$readme" new.md)
check 'and their output is what they print (WRITE=1 renews it)' test -z "$out"
finish
