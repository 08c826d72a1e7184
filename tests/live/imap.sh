# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of the IMAP source share. To be sourced after dovecot.sh.

[ -x /usr/sbin/dovecot ] || { echo "1..0 # SKIP no dovecot"; exit; }

N=0
ok() { # ok NAME COMMAND…
	N=$((N + 1))
	if "${@:2}"; then echo "ok $N - $1"; else
		echo "not ok $N - $1"
		tail -n 5 "$D/err" "$D/log" 2>/dev/null | sed 's/^/# /'
	fi
}
scan() { # scan PLACE [OPTIONS]: items into $D/out, the rest into $D/err
	"$ITEMS" --ca-file "$D/ca.pem" --password-command 'echo secret' \
		"${@:2}" "$1" > "$D/out" 2> "$D/err"
}
not() { ! "$@" > "$D/out" 2> "$D/err"; }
count() { [ "$(grep -c "$1" "$D/out")" = "$2" ]; }
says() { grep -q -- "$1" "$D/err"; }
same() { # same FILE: the messages of $D/out are those of FILE, port aside
	cmp -s <(messages "$1") <(messages "$D/out")
}
messages() { grep -v '	state:' "$1" | sed 's/127.0.0.1:[0-9]*//' | sort; }
mail() { # mail FOLDER COUNT [SEED [KIND]]
	"$PYTHON" "$HELPERS/imap-mail.py" "$D/home/me/Maildir$1" "${@:2}"
}
proxy() { # proxy TO OPTIONS…: sets $PROXY and $PROXYPORT
	PROXYPORT=$(free_port)
	"$PYTHON" "$HELPERS/imap-proxy.py" "$PROXYPORT" "$@" > "$D/proxy" &
	PROXY=$!
	CHILDREN="$CHILDREN $PROXY"
	come_up "$PROXYPORT" $PROXY
}
proxy_stop() { kill "$PROXY"; wait "$PROXY" 2>/dev/null; }
