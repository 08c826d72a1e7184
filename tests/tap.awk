# SPDX-License-Identifier: GPL-3.0-or-later
# Reads what a test said (TAP): it is well when nothing failed and as much was
# checked as it announced, so that none ends early without being noticed.

/^1\.\.[0-9]/ { planned += substr($1, 4) }
/^ok /        { made++ }
/^not ok /    { made++; bad++ }

END {
	if (made != planned) {
		printf "not ok - %d checks announced, %d made\n", planned, made
		bad++
	}
	exit bad > 0
}
