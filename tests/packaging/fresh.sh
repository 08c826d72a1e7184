#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016,SC2046,SC2012
# fresh.sh BUILD packages|demo: on a Debian 12 with nothing on it, made in
# BUILD/fresh (as root; takes minutes and the network of Debian's mirror):
#
#	packages    installs build/deb/*.deb, tries command, library and plugin,
#	            purges them, and looks for what stayed
#	demo        builds the released archive with `make demo`
set -eu
build=$1
what=$2
system=$build/fresh
mirror=${MIRROR:-http://deb.debian.org/debian}

n=0
check() { # check WHAT COMMAND…
	title=$1
	shift
	n=$((n + 1))
	if "$@" > "$build/fresh.out" 2>&1; then
		echo "ok $n - $title"
	else
		echo "not ok $n - $title"
		tail -n 20 "$build/fresh.out" | sed 's/^/# /'
	fi
}
inside() {
	chroot "$system" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 \
		PATH=/usr/sbin:/usr/bin:/sbin:/bin \
		DEBIAN_FRONTEND=noninteractive "$@"
}
install_packages() { inside apt-get install -y -qq --no-install-recommends "$@"; }

make_system() {
	if [ ! -e "$build/fresh.tar" ]; then
		debootstrap --variant=minbase bookworm "$system" "$mirror"
		inside apt-get clean
		tar -C "$system" -cf "$build/fresh.tar" .
	fi > "$build/fresh.log" 2>&1
	rm -rf --one-file-system "$system"
	mkdir "$system"
	tar -C "$system" -xf "$build/fresh.tar" --exclude='./dev/*'
	mknod -m 666 "$system/dev/null" c 1 3
	mknod -m 444 "$system/dev/urandom" c 1 9
	mknod -m 444 "$system/dev/random" c 1 8
	mknod -m 666 "$system/dev/zero" c 1 5
	mkdir -p "$system/dev/shm"
	chmod 1777 "$system/dev/shm" "$system/tmp"
	printf '#!/bin/sh\nexit 101\n' > "$system/usr/sbin/policy-rc.d"
	chmod 755 "$system/usr/sbin/policy-rc.d"
	cp /etc/resolv.conf "$system/etc/"
	mount --bind /proc "$system/proc"
	trap 'umount -l "$system/proc"' EXIT
	inside apt-get update -qq >> "$build/fresh.log" 2>&1
}

# --- The packages ---------------------------------------------------------------

# Claws Mail with the plugin in its list; the map of its memory shows it.
try_plugin() {
	plugin=$(ls "$system"/usr/lib/*/claws-mail/plugins/tertius.so)
	mkdir -p "$system/root/claws" "$system/root/Mail/inbox"
	printf '[Common]\nconfig_version=4\n\n[Plugins_GTK3]\n%s\n' \
		"${plugin#"$system"}" > "$system/root/claws/clawsrc"
	printf '[Account: 1]\nconfig_version=4\naccount_name=A\nis_default=1\nname=A\naddress=a@example.org\nprotocol=4\n' \
		> "$system/root/claws/accountrc"
	printf '<?xml version="1.0"?>\n<folderlist config_version="4">\n<folder name="Mailbox" path="/root/Mail" type="mh"><folderitem type="inbox" name="inbox" path="inbox"/></folder></folderlist>\n' \
		> "$system/root/claws/folderlist.xml"
	cat > "$system/root/try" << 'END'
claws-mail --alternate-config-dir /root/claws > /root/log 2>&1 &
pid=$!
for i in $(seq 200); do
	grep -q claws-mail/plugins/tertius.so /proc/$pid/maps && break
	sleep 0.1
done
sleep 2
grep claws-mail/plugins/tertius.so /proc/$pid/maps || { cat /root/log; exit 1; }
kill -0 $pid || exit 1
kill $pid
END
	# The very first start may have no display yet.
	inside dbus-run-session xvfb-run -a sh /root/try ||
		inside dbus-run-session xvfb-run -a sh /root/try
}

try_library() {
	sed '1,/^# EXAMPLE/d; /^# SEE/,$d' packaging/man/libtertius.3.scd |
		sed '1,/^```$/d; /^```$/,$d' > "$system/root/example.c"
	inside sh -c 'cd /root && cc -o example example.c \
		$(pkg-config --cflags --libs tertius) &&
		./example /root/l.db /usr/share/tertius/demo/Maildir' |
		grep 'Dana Okafor introduced'
}

# What belongs to the system and not to the packages it needed.
list_files() {
	inside find / -xdev \( -path /proc -o -path /root -o -path /tmp \
		-o -path /var/cache -o -path /var/lib/dpkg -o -path /var/log \
		-o -path /var/lib/apt \) -prune -o -print | sort
}

packages() {
	mkdir "$system/root/deb"
	find "$build/deb" -name '*.deb' ! -name '*-dbgsym_*' \
		-exec cp '{}' "$system/root/deb/" ';'
	check 'what the test needs is installed' install_packages claws-mail \
		xvfb xauth dbus dbus-bin gcc libc6-dev pkg-config \
		libgmime-3.0-0 libical3 libcurl3-gnutls libseccomp2 libsecret-1-0 \
		libjson-glib-1.0-0 libpsl5 libsqlite3-0 libxml2
	list_files > "$build/fresh.before"
	check 'the packages are installed' \
		install_packages $(cd "$system" && ls root/deb/*.deb | sed 's|^|/|')
	check 'the command plays its demo' inside sh -c \
		'tertius demo | grep "introductions that are new"'
	check 'the doctor is content' inside tertius doctor
	check 'the manual is there' inside test -e /usr/share/man/man1/tertius.1.gz \
		-o -e /usr/share/doc/tertius
	check "a program is built with the library, and reads the demo's mail" \
		try_library
	check 'the plugin is loaded by Claws Mail' try_plugin
	check 'the packages are purged' inside apt-get purge -y -qq tertius \
		claws-mail-tertius-plugin libtertius0 libtertius-dev
	list_files > "$build/fresh.after"
	check 'nothing stays' diff "$build/fresh.before" "$build/fresh.after"
	check '  not in dpkg either' inside sh -c '! dpkg -l | grep tertius'
}

# --- The released archive -------------------------------------------------------

demo() {
	check 'make and a compiler are installed' \
		install_packages make gcc libc6-dev
	tar -C "$system/root" -xf "$(ls "$build"/deb/*.orig.tar.gz)"
	check 'make demo installs, builds and plays' inside sh -c \
		'cd /root/tertius-* && make demo > /root/out 2>&1 ||
		{ cat /root/out; exit 1; }'
	check '  says what it installs' grep -q 'Installing with apt-get: ' \
		"$system/root/out"
	check '  and finds introductions' grep -q 'introductions' \
		"$system/root/out"
	check 'a second time it has no news' inside sh -c \
		'cd /root/tertius-* && make demo | grep -i "nothing new\|no news"'
	check 'make deps installs what the tests need' inside sh -c \
		'cd /root/tertius-* && make deps && TERTIUS_DEPS=no sh packaging/deps.sh check'
}

if [ "$(id -u)" != 0 ] || ! command -v debootstrap > /dev/null; then
	echo '1..0 # SKIP only for root, with debootstrap'
	exit 0
fi
make_system
$what
echo "1..$n"
