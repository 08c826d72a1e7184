#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make check` counts, of a project that is made up: all that its tests said,
# and each part that died without a word; and what runs beside.
. "$(dirname "$0")/tap.sh"

mkdir -p tests/cli tests/guidelines tests/live
: > tests/cli/one.t
: > tests/guidelines/two.t
: > tests/test-three.c
cat > Makefile <<'MAKE'
all: ; @echo made it
check-unit:
	@mkdir -p $(B)/tests
	@echo '100%: Checks: 3, Failures: 1, Errors: 0' > $(B)/tests/test-three.log
	@exit 1
check-cli:
	@mkdir -p $(B)/tests/cli $(B)/tests/guidelines
	@printf 'ok 1 - a\nok 2 - b\n' > $(B)/tests/cli/one.t.log
	@printf 'ok 1 - a\n' > $(B)/tests/guidelines/two.t.log
	@printf 'not ok 1 - of a test that is no more\n' > $(B)/tests/cli/old.t.log
# Waits for the other, which it could not if that came after it.
waits: ; @until [ -e first ]; do sleep 0.02; done
lint: a b
	@nice > polite; echo "named $(NAMED)"; touch first
a b: ; @touch $@; until [ -e a ] && [ -e b ]; do sleep 0.02; done
died: ; @exit 3
MAKE
# parts PART…: as `make check` makes them, with two jobs at once
parts() {
	printf '\nchecked: ; +@MAKE="$(MAKE)" sh %s build $(CHECKS)\n' \
		"$TERTIUS_SOURCE_DIR/tests/check.sh" > checked.mk
	run env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS timeout 60 make -s -j2 \
		-f Makefile -f checked.mk NAMED=on-the-line CHECKS="$*" checked
}
last() { [ "$(tail -1 <<< "$out")" = "$1" ]; }

parts all check-cli
check 'a good end' status_is 0
check 'the guidelines count; what no test said any more does not' \
	last '4 passed, 0 failed'
check 'no part is called bad' says_not 'Not well'

parts all check-unit died check-cli
check 'a bad end' status_is 2
check 'what failed counts, and so does what died without a word' \
	last '6 passed, 2 failed'
check 'both are named' says 'Not well: check-unit died'
check 'and how long each took' \
	grep -qE '^ +[0-9]+ s  check-cli$' <<< "$out"

parts +lint waits all
check 'what runs beside is there for what waits' last '3 passed, 0 failed'
check 'it is told of at the end' \
	grep -qzE '== waits.*== all.*== lint.named on-the-line' <<< "$out"
check 'it is polite' test "$(cat polite)" = 19
check 'and has jobs of its own, as many' test -e b

rm -f a b first
sed -i 's/touch first/touch first; exit 1/' Makefile
parts +lint all
check 'what fails beside is counted' last '1 passed, 1 failed'
check '  and named' says 'Not well: lint'
finish
