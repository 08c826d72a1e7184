# SPDX-License-Identifier: GPL-3.0-or-later
# Starts a private Dovecot for a test. To be sourced by bash.
#
#	dovecot_prepare          makes $D (a folder), certificates and $PORT, $TLSPORT
#	dovecot_start [LINES]    runs it, with these lines added to its configuration
#	dovecot_stop             ends it, by its process id
#
# Everything is under $D and ends with the test. Run as root, it gives up its
# rights: Dovecot and the mail belong to `nobody` then.

DOVECOT=
D=$(mktemp -d /tmp/tertius-imap-XXXXXX)
HELPERS="$TERTIUS_SOURCE_DIR/tests/live"
ITEMS="$TERTIUS_BUILD_DIR/tests/live/imap-items"
PYTHON=/usr/bin/python3
. "$HELPERS/ports.sh"
export DBUS_SESSION_BUS_ADDRESS=disabled:

if [ "$(id -u)" = 0 ]; then
	OWNER=nobody GROUP=nogroup
	AS_OWNER="setpriv --reuid=$OWNER --regid=$GROUP --clear-groups"
else
	OWNER=$(id -un) GROUP=$(id -gn) AS_OWNER=
fi

dovecot_cleanup() {
	dovecot_stop
	for p in $CHILDREN; do kill "$p" 2>/dev/null; done
	wait 2>/dev/null
	rm -rf "$D"
}
CHILDREN=
trap dovecot_cleanup EXIT

# certificate NAME SUBJECT DAYS: signed by $D/ca.pem
certificate() {
	openssl req -newkey rsa:2048 -nodes -keyout "$D/$1.key" \
		-out "$D/$1.csr" -subj "/CN=$2" 2>/dev/null
	printf 'subjectAltName=%s\n' "$(
		case $2 in *[a-z]*) echo "DNS:$2" ;; *) echo "IP:$2" ;; esac)" \
		> "$D/$1.ext"
	openssl x509 -req -in "$D/$1.csr" -CA "$D/ca.pem" -CAkey "$D/ca.key" \
		-CAcreateserial -days "$3" -extfile "$D/$1.ext" \
		-out "$D/$1.pem" 2>/dev/null
}

authority() {
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$D/$1.key" \
		-out "$D/$1.pem" -days 30 -subj "/CN=Tertius test $1" \
		-addext basicConstraints=critical,CA:TRUE 2>/dev/null
}

dovecot_prepare() {
	authority ca
	certificate cert 127.0.0.1 30
	PORT=$(free_port) TLSPORT=$(free_port)
	mkdir -p "$D/home/me" "$D/run" "$D/state" "$D/rawlog"
	chmod 755 "$D"
	CERT=cert
}

dovecot_start() {
	cat > "$D/dovecot.conf" <<-CONF
		base_dir = $D/run
		state_dir = $D/state
		log_path = $D/log
		protocols = imap
		listen = 127.0.0.1
		default_internal_user = $OWNER
		default_internal_group = $GROUP
		default_login_user = $OWNER
		first_valid_uid = 1
		disable_plaintext_auth = no
		auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256
		ssl = yes
		ssl_cert = <$D/$CERT.pem
		ssl_key = <$D/$CERT.key
		mail_location = maildir:~/Maildir
		mail_max_userip_connections = 50
		passdb {
		  driver = static
		  args = password=secret
		}
		userdb {
		  driver = static
		  args = uid=$OWNER gid=$GROUP home=$D/home/%u
		}
		service imap-login {
		  chroot =
		  inet_listener imap {
		    port = $PORT
		  }
		  inet_listener imaps {
		    port = $TLSPORT
		    ssl = yes
		  }
		}
		service anvil {
		  chroot =
		  unix_listener anvil-auth-penalty {
		    mode = 0
		  }
		}
		auth_failure_delay = 0
		namespace inbox {
		  inbox = yes
		  separator = /
		  mailbox "Gesendete Äpfel" {
		    auto = create
		    special_use = \\Sent
		  }
		  mailbox Bin {
		    special_use = \\Trash
		  }
		  mailbox Werbung {
		    special_use = \\Junk
		  }
		  mailbox Kladde {
		    special_use = \\Drafts
		  }
		}
		$1
	CONF
	chown -R "$OWNER:$GROUP" "$D" 2>/dev/null
	$AS_OWNER /usr/sbin/dovecot -F -c "$D/dovecot.conf" &
	DOVECOT=$!
	come_up "$TLSPORT" $DOVECOT && return
	echo "# Dovecot did not start:"; sed 's/^/# /' "$D/log"
	return 1
}

dovecot_stop() {
	[ -n "$DOVECOT" ] || return 0
	kill "$DOVECOT" 2>/dev/null
	wait "$DOVECOT" 2>/dev/null
	DOVECOT=
}
