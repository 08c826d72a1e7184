# SPDX-License-Identifier: GPL-3.0-or-later
# What the user sees of Tertius in a real Claws Mail.

for program in claws-mail xvfb-run dbus-run-session; do
	command -v $program > /dev/null ||
		{ echo "1..0 # SKIP no $program here"; exit 0; }
done
/usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' \
	2> /dev/null || { echo '1..0 # SKIP no AT-SPI for Python here'; exit 0; }
test -e "$TERTIUS_BUILD_DIR/tertius.so" ||
	{ echo '1..0 # SKIP the plugin is not built'; exit 0; }

W=$(mktemp -d "${TMPDIR:-/tmp}/tertius-window.XXXXXX")
trap 'rm -rf "$W"' EXIT
mkdir -m 700 "$W/xdg" "$W/me"
export XDG_RUNTIME_DIR=$W/xdg HOME=$W/me LANG=C.UTF-8 LC_ALL=C.UTF-8
export GTK_THEME=Adwaita GTK_USE_PORTAL=0
unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY NO_AT_BRIDGE

# See claws.t on -noreset.
xvfb-run -a -s '-screen 0 1280x900x24 -nolisten tcp -noreset' \
	dbus-run-session -- timeout -k 5 170 /usr/bin/python3 -W ignore \
	"$TERTIUS_SOURCE_DIR/tests/live/claws-window.py" "$W/mail" \
	2> "$W/errors" || {
	echo 'not ok - the story'
	sed 's/^/# /' "$W/errors" | tail -20
}
