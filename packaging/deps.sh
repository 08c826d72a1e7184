#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what Tertius needs and is not there: `deps.sh build` what it takes to
# build it, `deps.sh check` what its tests use besides. Says what it does. Quick
# when nothing is missing. On systems whose package manager it does not drive,
# it names the packages.
#
# `deps.sh unpack NAME FOLDER` lays the IMAP server NAME, courier or cyrus, for the
# tests into FOLDER: two of them cannot be installed on one Debian, but they can be
# unpacked.
#
#	TERTIUS_DEPS=no    never install anything; only say what is missing
set -eu

modules='gio-unix-2.0 gmime-3.0 libxml-2.0 libical sqlite3 json-glib-1.0
	libcurl expat libsecret-1 libseccomp libpsl gnutls'
plugin_modules='claws-mail gtk+-3.0 librsvg-2.0'

# What is missing for the build, one name a line; nothing when all is there.
missing_for_build() {
	command -v pkg-config > /dev/null || echo pkg-config
	for module in $modules; do
		pkg-config --exists "$module" 2> /dev/null || echo "$module"
	done
	[ ! -d plugin/claws ] || for module in $plugin_modules; do
		pkg-config --exists "$module" 2> /dev/null || echo "$module"
	done
	for program in glib-compile-resources msgfmt scdoc; do
		command -v $program > /dev/null || echo $program
	done
}

missing_for_check() {
	pkg-config --exists check 2> /dev/null || echo check
	for program in bash jq python3 openssl script xmllint zsh fish mandoc \
		clang clang-format clang-tidy cppcheck valgrind shellcheck \
		abidiff dh lintian hardening-check rpmbuild rpmlint makepkg bsdtar radicale xandikos vdirsyncer khal curl \
		xvfb-run dbus-run-session claws-mail \
		gnome-keyring-daemon secret-tool chromium; do
		command -v $program > /dev/null || echo $program
	done
	[ -e /usr/share/bash-completion/bash_completion ] ||
		echo bash-completion
	! command -v apt-get > /dev/null || [ -x /usr/libexec/gam_server ] ||
		echo gamin
	[ -x /usr/sbin/dovecot ] || command -v dovecot > /dev/null ||
		echo dovecot
}

# --- Names of packages --------------------------------------------------------

debian_build='gcc make pkg-config libglib2.0-dev libgmime-3.0-dev libxml2-dev
	libical-dev libsqlite3-dev libjson-glib-dev
	libcurl4-gnutls-dev libexpat1-dev libsecret-1-dev libseccomp-dev
	libpsl-dev libgnutls28-dev gettext scdoc'
debian_plugin='libclaws-mail-dev libgtk-3-dev librsvg2-dev'
# What the static checks, the sanitizers, the manual and the packages need, and
# the servers, the client and the browser that the tests speak with.
debian_check='check bash jq python3 openssl bsdextrautils bsdutils libxml2-utils
	graphviz bash-completion zsh fish mandoc clang clang-format clang-tidy
	libclang-rt-14-dev cppcheck valgrind libc6-dbg shellcheck
	abigail-tools debhelper dpkg-dev lintian devscripts fakeroot
	rpm rpmlint makepkg libarchive-tools
	dovecot-imapd gamin gnome-keyring libsecret-tools
	radicale xandikos php-cli php-sqlite3 php-sabre-dav
	python3-icalendar python3-vobject khal todoman
	claws-mail claws-mail-i18n
	claws-mail-vcalendar-plugin xdotool imagemagick locales xvfb xauth
	dbus dbus-x11 at-spi2-core python3-gi gir1.2-atspi-2.0 vdirsyncer curl
	chromium'

names_for() {
	case $1 in
	dnf) echo "gcc make pkgconf-pkg-config glib2-devel gmime30-devel" \
		"libxml2-devel libical-devel sqlite-devel json-glib-devel" \
		"libcurl-devel expat-devel libsecret-devel" \
		"libseccomp-devel libpsl-devel gnutls-devel gettext scdoc" \
		"claws-mail-devel gtk3-devel librsvg2-devel check-devel" \
		"jq dovecot" ;;
	pacman) echo "base-devel glib2-devel gmime3 libxml2 libical sqlite" \
		"json-glib curl expat libsecret libseccomp libpsl" \
		"gnutls gettext scdoc claws-mail gtk3 librsvg check jq dovecot" ;;
	apk) echo "build-base bash pkgconf glib-dev gmime-dev libxml2-dev" \
		"libical-dev sqlite-dev json-glib-dev curl-dev" \
		"expat-dev libsecret-dev libseccomp-dev libpsl-dev" \
		"gnutls-dev gettext-dev scdoc" \
		"claws-mail-dev gtk+3.0-dev librsvg-dev check-dev jq dovecot" ;;
	zypper) echo "gcc make pkgconf-pkg-config glib2-devel gmime-devel" \
		"libxml2-devel libical-devel sqlite3-devel json-glib-devel" \
		"libcurl-devel libexpat-devel libsecret-devel" \
		"libseccomp-devel libpsl-devel libgnutls-devel gettext-tools" \
		"scdoc claws-mail-devel gtk3-devel librsvg-devel" \
		"check-devel jq dovecot" ;;
	esac
}

say_names() {
	for manager in dnf pacman apk zypper; do
		command -v $manager > /dev/null || continue
		case $manager in
		pacman) install='pacman -S' ;;
		apk) install='apk add' ;;
		*) install="$manager install" ;;
		esac
		echo "Install it with (names may differ between releases):"
		echo "  $install $(names_for $manager)"
		return
	done
	echo "Install these with your package manager; Debian names them so:"
	echo "  $packages" | tr -s '\n\t ' ' '
	echo
}

# --- Installing ---------------------------------------------------------------

# The packages of "$@" that dpkg does not have.
not_installed() {
	for package in "$@"; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" \
			2> /dev/null)" = installed ] || echo "$package"
	done
}

run_as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo > /dev/null; then
		sudo "$@"
	else
		echo "As root, run: $*" >&2
		return 1
	fi
}

install_on_debian() {
	packages=$(not_installed "$@")
	[ -n "$packages" ] || return 1
	echo "Installing with apt-get: $(echo "$packages" | tr '\n' ' ')"
	[ "$(id -u)" = 0 ] || echo "(sudo may ask for your password.)"
	run_as_root apt-get update -qq || true
	# shellcheck disable=SC2086
	run_as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends $packages
}

# --- A server that is only unpacked -------------------------------------------

courier='courier-imap courier-base courier-authlib libcourier-unicode4
	libgamin0 libidn12 libgdbm6'
cyrus='cyrus-imapd cyrus-common sasl2-bin libpcre3 libpq5 libxapian30 libwrap0
	libjansson4'

# unpack NAME FOLDER. No root is needed. Without it, its test says that it was
# skipped.
unpack() {
	[ ! -d "$2/usr" ] || return 0
	[ "${TERTIUS_DEPS:-yes}" != no ] && command -v apt-get > /dev/null &&
		command -v dpkg > /dev/null || return 0
	case $1 in
	courier) packages=$courier ;;
	cyrus) packages=$cyrus ;;
	*) return 2 ;;
	esac
	echo "Unpacking $1 below $2, for the tests"
	rm -rf "$2" && mkdir -p "$2/packages"
	# shellcheck disable=SC2086
	if (cd "$2/packages" && timeout 120 apt-get download -qq $packages \
		> ../log 2>&1); then
		for package in "$2"/packages/*.deb; do
			dpkg -x "$package" "$2"
		done
	else
		echo "$1 cannot be had: $(tail -n 1 "$2/log")" >&2
	fi
	rm -rf "$2/packages"
}

# Node's reader of calendars judges what we write. It is no package of Debian;
# where node and npm are, it is put below build/, and nothing breaks without it.
judge_in=build/node
get_judge() {
	command -v node > /dev/null && command -v npm > /dev/null || return 0
	[ "${TERTIUS_DEPS:-yes}" != no ] || return 0
	[ ! -e $judge_in/node_modules/ical.js ] || return 0
	NODE_PATH='' node -e "require('ical.js')" 2> /dev/null && return 0
	echo "Getting ical.js with npm, into $judge_in"
	mkdir -p $judge_in
	npm install --silent --no-audit --no-fund --no-save --ignore-scripts \
		--prefix $judge_in ical.js@2.2.1 > /dev/null 2>&1 ||
		echo "npm has no ical.js for us: the tests do without it" >&2
}

# --- Main ---------------------------------------------------------------------

cd "$(dirname "$0")/.."
group=${1:-build}
case $group in
build) packages=$debian_build
	[ ! -d plugin/claws ] || packages="$packages $debian_plugin" ;;
check) packages=$debian_check ;;
unpack)
	unpack "$2" "$3"
	exit
	;;
*)
	echo "usage: deps.sh build|check|unpack NAME FOLDER" >&2
	exit 2
	;;
esac

[ "$group" != check ] || get_judge
missing=$("missing_for_$group")
[ -n "$missing" ] || exit 0
echo "Tertius needs to $group: $(echo "$missing" | tr '\n' ' ')"
if [ "${TERTIUS_DEPS:-yes}" != no ] && command -v apt-get > /dev/null; then
	# shellcheck disable=SC2086
	install_on_debian $packages || true
	missing=$("missing_for_$group")
	[ -n "$missing" ] || exit 0
	echo "Still missing: $(echo "$missing" | tr '\n' ' ')" >&2
fi
say_names >&2
# Tests that miss a server are skipped, and say so.
[ "$group" = check ] && pkg-config --exists check
