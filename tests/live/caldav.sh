# SPDX-License-Identifier: GPL-3.0-or-later
# CalDAV servers on loopback, without privileges, ended by their process ids.
# To be sourced; sets $URL (and $LOGIN) by radicale, xandikos or sabre.

D=$(mktemp -d) || exit 1
CHILDREN=
cleanup() {
	for child in $CHILDREN; do kill "$child" 2> /dev/null; done
	wait
	rm -rf "$D"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# The system's own Python: others do not have the servers.
PYTHON=/usr/bin/python3
SYNC=$TERTIUS_BUILD_DIR/tests/live/caldav-sync
. "$TERTIUS_SOURCE_DIR/tests/live/ports.sh"

unprivileged() { # unprivileged COMMAND…, in the background
	chmod 755 "$D"
	if [ "$(id -u)" = 0 ]; then
		chown -R 65534:65534 "$D"
		setpriv --reuid=65534 --regid=65534 --clear-groups \
			env HOME="$D" "$@" > "$D/log" 2>&1 &
	else
		env HOME="$D" "$@" > "$D/log" 2>&1 &
	fi
	CHILDREN="$CHILDREN $!"
	come_up "$PORT" $! && return
	echo "# the server did not come up: $(tail -n 1 "$D/log")"
}

radicale() {
	command -v radicale > /dev/null || return
	PORT=$(free_port)
	printf '%s:secret\n' alice bob carol dana erin frank > "$D/users"
	cat > "$D/radicale.conf" <<- END
		[server]
		hosts = 127.0.0.1:$PORT
		[auth]
		type = htpasswd
		htpasswd_filename = $D/users
		htpasswd_encryption = plain
		delay = 0
		[storage]
		filesystem_folder = $D/radicale
	END
	unprivileged $PYTHON /usr/bin/radicale --config "$D/radicale.conf"
	URL=http://127.0.0.1:$PORT/ LOGIN='alice secret'
}

xandikos() {
	command -v xandikos > /dev/null || return
	PORT=$(free_port)
	mkdir "$D/xandikos"
	unprivileged $PYTHON /usr/bin/xandikos -d "$D/xandikos" -l 127.0.0.1 \
		-p "$PORT" --current-user-principal /alice/ --defaults
	URL=http://127.0.0.1:$PORT/ LOGIN=
}

sabre() {
	local examples=/usr/share/doc/php-sabre-dav/examples table
	[ -e $examples/calendarserver.php ] && command -v php > /dev/null || return
	PORT=$(free_port)
	mkdir -p "$D/sabre/data"
	for table in calendars locks principals users; do
		$PYTHON -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript(open(sys.argv[2]).read())' "$D/sabre/data/db.sqlite" \
			$examples/sql/sqlite.$table.sql
	done
	{
		echo '<?php error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE);'
		echo '$baseUri = "/server.php/";'
		sed -e 1d -e "s|data/db.sqlite|$D/sabre/data/db.sqlite|" \
			-e '/set_error_handler/d' -e 's|Canada/Eastern|UTC|' \
			$examples/calendarserver.php
	} > "$D/sabre/server.php"
	unprivileged php -S "127.0.0.1:$PORT" -t "$D/sabre"
	URL=http://127.0.0.1:$PORT/server.php/ LOGIN='admin admin'
}
