# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the tests of the command share: TAP, a home of their own, and a look at
# output and status. A test file sources it and ends with `finish`.

: "${TERTIUS_SOURCE_DIR:=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}"
: "${TERTIUS_BUILD_DIR:=$TERTIUS_SOURCE_DIR/build}"
demo=$TERTIUS_SOURCE_DIR/packaging/demo

home=$(mktemp -d "${TMPDIR:-/tmp}/tertius-cli.XXXXXX")
trap 'chmod -R u+rwX "$home"; rm -rf "$home"' EXIT
mkdir "$home/bin"
ln -s "$TERTIUS_BUILD_DIR/tertius" "$home/bin/tertius"
export HOME=$home PATH=$home/bin:$PATH LC_ALL=C.UTF-8 TZ=UTC
export XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config
export XDG_CACHE_HOME=$home/cache XDG_RUNTIME_DIR=$home
unset NO_COLOR COLUMNS DBUS_SESSION_BUS_ADDRESS
cd "$home" || exit 1

count=0
out=
err=
status=0

# run COMMAND…: keeps its output in $out, its messages in $err, and $status.
run() {
	out=$("$@" 2> "$home/err")
	status=$?
	err=$(cat "$home/err")
}

# on_terminal COLUMNS COMMAND…: the same, with a terminal to write to.
on_terminal() {
	local columns=$1
	shift
	out=$(script -qec "stty cols $columns rows 40; $*" /dev/null \
		< /dev/null | tr -d '\r')
	status=${PIPESTATUS[0]}
	err=
}

report() {
	count=$((count + 1))
	if [ "$1" = 0 ]; then
		echo "ok $count - $2"
		return
	fi
	echo "not ok $count - $2"
	printf '%s\n' "status $status" "$out" "-- messages:" "$err" |
		head -40 | sed 's/^/# /'
}

# check WHAT CONDITION…: a command that must succeed.
check() {
	local what=$1
	shift
	"$@" > "$home/why" 2>&1
	report $? "$what"
}

status_is() { [ "$status" = "$1" ]; }
says() { [[ $out == *"$1"* ]]; }
says_not() { [[ $out != *"$1"* ]]; }
complains() { [[ $err == *"$1"* ]]; }
is_empty() { [ -z "$out" ]; }
# holds JQ-FILTER: true for the output, all lines as one list.
holds() { jq -es "$1" <<< "$out"; }

skip_all() {
	echo "1..0 # skip $1"
	exit 0
}

finish() { echo "1..$count"; }
