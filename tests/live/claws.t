# SPDX-License-Identifier: GPL-3.0-or-later
# Tertius inside a real Claws Mail: on an MH mailbox, then on IMAP.

need() {
	command -v "$1" > /dev/null || { echo "1..0 # SKIP no $1 here"; exit 0; }
}

need claws-mail
need xvfb-run
need dbus-run-session
/usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' \
	2> /dev/null || { echo '1..0 # SKIP no AT-SPI for Python here'; exit 0; }
test -e "$TERTIUS_BUILD_DIR/tertius.so" ||
	{ echo '1..0 # SKIP the plugin is not built'; exit 0; }

. "$TERTIUS_SOURCE_DIR/tests/live/dovecot.sh"
W=$D
mkdir -m 700 "$W/xdg" "$W/me"
export XDG_RUNTIME_DIR=$W/xdg HOME=$W/me LANG=C.UTF-8 LC_ALL=C.UTF-8
export GTK_THEME=Adwaita GTK_USE_PORTAL=0
unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY NO_AT_BRIDGE

# The server of a display that has just come up starts anew when its last client
# leaves, and would throw out the next that comes: -noreset.
claws() {
	xvfb-run -a -s '-screen 0 1280x900x24 -nolisten tcp -noreset' \
		dbus-run-session -- timeout -k 5 170 $PYTHON -W ignore \
		"$TERTIUS_SOURCE_DIR/tests/live/claws.py" "$@" \
		2> "$W/errors" || {
		echo 'not ok - the story'
		sed 's/^/# /' "$W/errors" | tail -20
	}
}

echo '# on an MH mailbox'
claws "$W/mh"

test -x /usr/sbin/dovecot || exit 0
echo '# on IMAP'
dovecot_prepare
$PYTHON "$TERTIUS_SOURCE_DIR/tests/live/claws.py" \
	--letters "$D/home/ada/Maildir/cur"
mkdir "$D/home/ada/Maildir/new" "$D/home/ada/Maildir/tmp"
dovecot_start '' || { echo 'not ok - Dovecot starts'; exit 1; }
chmod 700 "$W/xdg" "$W/me"
chown -R "$(id -u)" "$W/xdg" "$W/me"
claws "$W/imap" "$PORT"
