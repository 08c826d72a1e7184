#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What bash, zsh and fish complete, asked in each of them.
. "$(dirname "$0")/tap.sh"

files=$TERTIUS_BUILD_DIR/completions

in_bash() { # in_bash WORD…: what completes the last one
	# shellcheck disable=SC2016
	bash --norc -c '. "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		COMP_LINE="$*" COMP_POINT=${#COMP_LINE}; _tertius
		printf "%s\n" "${COMPREPLY[@]}"' - "$files/tertius.bash" "$@"
}
in_fish() {
	fish --no-config -c "source $files/tertius.fish; complete -C '$*'" |
		cut -f 1
}
# An interactive zsh behind a terminal; a Tab is what asks it.
in_zsh() {
	mkdir -p zsh
	cp "$files/tertius.zsh" zsh/_tertius
	cat > drive.zsh <<- 'END'
		zmodload zsh/zpty
		zpty z zsh -f -i
		zpty -w z "PS1=; fpath=($PWD/zsh \$fpath); autoload -U compinit; compinit -u -D"
		zpty -w z "zstyle ':completion:*' list-colors ''; LISTMAX=999; stty rows 200 columns 200; unsetopt zle_bracketed_paste; echo READY"
		while zpty -r z line; do [[ $line == *READY* && $line != *echo* ]] && break; done
		zpty -w -n z "$1"$'\t'$'\t'
		sleep ${2:-1}
		zpty -w -n z $'\C-u'"echo OVER"$'\n'
		while zpty -r z line; do
			print -r -- "$line"
			[[ $line == *OVER* ]] && break
		done
	END
	timeout 30 zsh -f drive.zsh "$*"
}

expect() { # expect SHELL WANTED WORD…
	local shell=$1 wanted=$2
	shift 2
	if ! command -v "$shell" > /dev/null; then
		report 0 "$shell completes '$*' # SKIP no $shell here"
		return
	fi
	run "in_$shell" "$@"
	# shellcheck disable=SC2086
	set -- "$shell completes '$*' with $wanted" $wanted
	local what=$1 word bad=0
	shift
	for word in "$@"; do [[ $out == *"$word"* ]] || bad=1; done
	report $bad "$what"
}

for shell in bash fish zsh; do
	expect $shell scan tertius sca
	expect $shell 'done doctor' tertius do
	expect $shell --dry-run tertius scan --dr
	expect $shell people tertius list peo
	expect $shell thank tertius draft tha
done

# Every command is offered, and those that are for programs only are not.
tertius help --man 1 | sed -n 's/^## tertius \([a-z]*\).*/\1/p' | sort -u > all
run wc -l < all
check 'the manual names the commands' test "$out" -gt 20
while read -r command; do
	run in_bash tertius "$command"
	check "$command is offered" says "$command"
done < all
run in_bash tertius wor
check 'the worker is not' is_empty

finish
