# SPDX-License-Identifier: GPL-3.0-or-later
# What Tertius costs Claws Mail: tests/bench/claws.py on MH, on a slow line to
# Dovecot (0.6 s there and back), and at the start.
#
#	MESSAGES=20000 INTRODUCTIONS=5000 LEDGER=50000 DELAY=300 claws.sh

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
export CLAWS_SECONDS=900
BENCH="$TERTIUS_SOURCE_DIR/tests/bench/claws.py"
N=${MESSAGES:-20000}

case " ${ONLY:-mh imap start} " in *" mh "*)
	claws_run "$BENCH" heartbeat "$W/mh" "$N"
esac
case " ${ONLY:-mh imap start} " in *" start "*)
	claws_run "$BENCH" start "$W/start" "${INTRODUCTIONS:-5000}" \
		"${LEDGER:-50000}"
esac
case " ${ONLY:-mh imap start} " in *" imap "*)
	test -x /usr/sbin/dovecot || exit 0
	claws_dovecot "$BENCH" --letters "$D/home/ada/Maildir/cur" "$N"
	SLOW=$(free_port)
	$PYTHON "$HELPERS/imap-proxy.py" "$SLOW" "$PORT" \
		--delay "${DELAY:-300}" > /dev/null &
	CHILDREN=$!
	claws_run "$BENCH" heartbeat "$W/imap" "$N" "$SLOW"
esac
exit 0
