# SPDX-License-Identifier: GPL-3.0-or-later
# What Tertius costs Claws Mail: tests/bench/claws.py on MH, on a slow line to
# Dovecot (0.6 s there and back), at the start, and when it is taken out. Quiet,
# that takes nine minutes: mh 2, imap 5, start 2, out 1; and first, which is only
# run when it is asked for, 5 more.
#
#	ONLY="mh imap start out first" MESSAGES=20000 INTRODUCTIONS=5000
#	LEDGER=50000 DELAY=300 RUNS=5 claws.sh

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
claws_prepare
export CLAWS_SECONDS=1500
BENCH="$TERTIUS_SOURCE_DIR/tests/bench/claws.py"
N=${MESSAGES:-20000}
FAILED=0

# As the story tells itself; and whether it failed, at the end.
bench() {
	claws_run "$BENCH" "$@" | tee "$W/told"
	! grep -q '^not ok' "$W/told" || FAILED=1
}

wanted() {
	case " ${ONLY:-mh imap start out} " in *" $1 "*) ;; *) return 1 ;; esac
}

if wanted mh; then
	bench loop "$W/mh" "$N"
fi
if wanted out; then
	bench out "$W/out" 200
fi
if wanted start; then
	bench start "$W/start" "${INTRODUCTIONS:-5000}" \
		"${LEDGER:-50000}"
fi
if wanted imap || wanted first; then
	test -x /usr/sbin/dovecot || exit $FAILED
	claws_dovecot "$BENCH" --letters "$D/home/ada/Maildir/cur" "$N"
	SLOW=$(free_port)
	$PYTHON "$HELPERS/imap-proxy.py" "$SLOW" "$PORT" \
		--delay "${DELAY:-300}" > /dev/null &
	CHILDREN=$!
fi
if wanted imap; then
	bench loop "$W/imap" "$N" "$PORT" "$SLOW"
fi
if wanted first; then
	bench first "$W/first" "$N" "$SLOW"
fi
exit $FAILED
