# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of every surface, for people to look at: light, dark, in a small
# window, mirrored on a Hebrew desktop, and in German where that is there.
# `make screenshots` runs it.

: "${PICTURES:?where they go}"
mkdir -p "$PICTURES"
for program in claws-mail xvfb-run dbus-run-session xdotool import; do
	command -v $program > /dev/null ||
		{ echo "pictures: no $program here" >&2; exit 1; }
done
unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY NO_AT_BRIDGE
export GTK_USE_PORTAL=0

# take NAME THEME LOCALE [small]
take() {
	W=$(mktemp -d "${TMPDIR:-/tmp}/tertius-pictures.XXXXXX")
	mkdir -m 700 "$W/xdg" "$W/me"
	XDG_RUNTIME_DIR=$W/xdg HOME=$W/me GTK_THEME=$2 LANG=$3 LC_ALL=$3 \
	TZ=Europe/Berlin xvfb-run -a \
		-s '-screen 0 1280x900x24 -nolisten tcp -noreset' \
		dbus-run-session -- timeout -k 5 200 /usr/bin/python3 \
		-W ignore "$TERTIUS_SOURCE_DIR/tests/live/claws-pictures.py" \
		"$W/mail" "$PICTURES" "$1" $4 > "$W/log" 2>&1 ||
		{ echo "pictures: $1" >&2; tail -5 "$W/log" >&2; }
	rm -rf "$W"
}

take light Adwaita C.UTF-8
take dark Adwaita:dark C.UTF-8
take small Adwaita C.UTF-8 small
# The locales are made here, as hardly any machine has them.
LOCPATH=$(mktemp -d "${TMPDIR:-/tmp}/tertius-locale.XXXXXX")
trap 'rm -rf "$LOCPATH"' EXIT
localedef -i he_IL -f UTF-8 "$LOCPATH/he_IL.UTF-8" 2> /dev/null
MIRRORED=yes LOCPATH=$LOCPATH LANGUAGE=he take hebrew Adwaita he_IL.UTF-8
if [ -e "$TERTIUS_SOURCE_DIR/packaging/po/de.po" ] &&
	command -v localedef > /dev/null; then
	localedef -i de_DE -f UTF-8 "$LOCPATH/de_DE.UTF-8" 2> /dev/null
	export LOCPATH LANGUAGE=de TEXTDOMAINDIR=$TERTIUS_BUILD_DIR/locale
	take german Adwaita de_DE.UTF-8
else
	echo 'pictures: no German translation yet' >&2
fi
