# SPDX-License-Identifier: GPL-3.0-or-later
# Runs Python programs with a display, a session bus and a home of their own.
# To be sourced by bash.
#
#	claws_need            ends the test, skipped, when something is not there
#	claws_prepare         sources dovecot.sh, makes $W, a folder
#	claws_home FOLDER     only makes $W, that folder
#	claws_hebrew          sets a Hebrew session; false: there is none
#	claws_run PROGRAM …   runs it; what it says in errors is kept in $W/errors

claws_need() {
	for program in claws-mail xvfb-run dbus-run-session; do
		command -v $program > /dev/null ||
			{ echo "1..0 # SKIP no $program here"; exit 0; }
	done
	/usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' \
		2> /dev/null ||
		{ echo '1..0 # SKIP no AT-SPI for Python here'; exit 0; }
	test -e "$TERTIUS_BUILD_DIR/tertius.so" ||
		{ echo '1..0 # SKIP the plugin is not built'; exit 0; }
}

claws_prepare() {
	. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
	claws_home "$D"
}

# Makes the folder $W that is given, with a home in it.
claws_home() {
	W=$1
	mkdir -p "$W"
	mkdir -m 700 "$W/xdg" "$W/me"
	export XDG_RUNTIME_DIR=$W/xdg HOME=$W/me LANG=C.UTF-8 LC_ALL=C.UTF-8
	export GTK_THEME=${GTK_THEME:-Adwaita} GTK_USE_PORTAL=0
	unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY NO_AT_BRIDGE
	# The client itself is not free of them.
	unset G_DEBUG
}

# Makes a Hebrew session, in $W; hardly any machine has that locale.
claws_hebrew() {
	test -e /usr/share/locale/he/LC_MESSAGES/gtk30.mo || return 1
	mkdir -p "$W/locale"
	localedef -i he_IL -f UTF-8 "$W/locale/he_IL.UTF-8" 2> /dev/null
	test -e "$W/locale/he_IL.UTF-8/LC_MESSAGES" || return 1
	export LOCPATH=$W/locale LANGUAGE=he LANG=he_IL.UTF-8 LC_ALL=he_IL.UTF-8
}

# The mail of `ada` is what PROGRAM writes into the folder that is added.
claws_dovecot() {
	dovecot_prepare
	mkdir -p "$D/home/ada/Maildir/new" "$D/home/ada/Maildir/tmp" \
		"$D/home/ada/Maildir/cur"
	$PYTHON "$@"
	dovecot_start '' || { echo 'not ok - Dovecot starts'; exit 1; }
	chown -R "$(id -u)" "$W/xdg" "$W/me"
}

# The server of a display that has just come up starts anew when its last client
# leaves, and would throw out the next that comes: -noreset.
claws_run() {
	xvfb-run -a -s '-screen 0 1280x900x24 -nolisten tcp -noreset' \
		dbus-run-session -- timeout -k 5 "${CLAWS_SECONDS:-900}" \
		$PYTHON -W ignore "$@" 2> "$W/errors" || {
		echo 'not ok - the story'
		sed 's/^/# /' "$W/errors" | tail -20
	}
}
