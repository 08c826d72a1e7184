# SPDX-License-Identifier: GPL-3.0-or-later
# Speaks with a headless Chromium over its debugging pipe: JSON texts that end
# in NUL, in on descriptor 3 and out on 4 of the browser (5 and 6 here).
# shellcheck shell=bash

CHROMIUM_ID=0
CHROMIUM_SESSION=
CHROMIUM_PAGE=

chromium_start() { # chromium_start FOLDER
	CHROMIUM_EVENTS=$1/events
	: > "$CHROMIUM_EVENTS"
	mkfifo "$1/in" "$1/out"
	chromium --headless --no-sandbox --disable-gpu --disable-quic \
		--no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --hide-scrollbars \
		--user-data-dir="$1/profile" --remote-debugging-pipe \
		about:blank 3< "$1/in" 4> "$1/out" > /dev/null 2> "$1/log" &
	CHROMIUM_PID=$!
	exec 5> "$1/in" 6< "$1/out"
	chromium_call Target.createTarget '{"url":"about:blank"}' || return 1
	CHROMIUM_PAGE=$(chromium_field targetId)
	chromium_call Target.attachToTarget \
		"{\"targetId\":\"$CHROMIUM_PAGE\",\"flatten\":true}" || return 1
	CHROMIUM_SESSION=",\"sessionId\":\"$(chromium_field sessionId)\""
	for domain in Page Runtime Log Network; do
		chromium_call $domain.enable || return 1
	done
}

chromium_end() {
	exec 5>&- 6<&-
	[ -n "$CHROMIUM_PID" ] && kill "$CHROMIUM_PID" 2> /dev/null
	wait "$CHROMIUM_PID" 2> /dev/null
}

# Leaves the answer in $CHROMIUM_ANSWER; what else is said goes to the events.
chromium_call() { # chromium_call METHOD [PARAMETERS]
	local parameters=${2:-'{}'}

	CHROMIUM_ID=$((CHROMIUM_ID + 1))
	printf '{"id":%d,"method":"%s","params":%s%s}\0' "$CHROMIUM_ID" "$1" \
		"$parameters" "$CHROMIUM_SESSION" >&5
	while IFS= read -r -d '' -t 60 -u 6 CHROMIUM_ANSWER; do
		case $CHROMIUM_ANSWER in
		"{\"id\":$CHROMIUM_ID,\"error\""*) return 1 ;;
		"{\"id\":$CHROMIUM_ID,"*) return 0 ;;
		*) printf '%s\n' "$CHROMIUM_ANSWER" >> "$CHROMIUM_EVENTS" ;;
		esac
	done
	return 1
}

chromium_field() { # chromium_field NAME: of the last answer
	printf '%s' "$CHROMIUM_ANSWER" |
		sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p"
}

# Prints what EXPRESSION, or what it promises, is as a text. It may not have
# double quotes in its result.
chromium_value() { # chromium_value EXPRESSION
	local text=${1//\\/\\\\}

	text=${text//\"/\\\"}
	text=${text//[$'\n\t']/ }
	chromium_call Runtime.evaluate "{\"expression\":\"(async () =>
		String(await ($text)))()\",\"awaitPromise\":true,
		\"returnByValue\":true}" || return 1
	chromium_field value
}

chromium_open() { # chromium_open URL
	: > "$CHROMIUM_EVENTS"
	chromium_call Page.navigate "{\"url\":\"$1\"}" || return 1
	chromium_value "new Promise((done) => {
		const look = () => document.readyState === 'complete'
			&& location.href !== 'about:blank'
			? setTimeout(done, 50) : setTimeout(look, 10);
		look(); })" > /dev/null
}

chromium_key() { # chromium_key KEY [TEXT]
	local text=${2:+,\"text\":\"$2\"}

	chromium_call Input.dispatchKeyEvent \
		"{\"type\":\"keyDown\",\"key\":\"$1\",\"code\":\"$1\"$text
		,\"windowsVirtualKeyCode\":$(chromium_code "$1")}" &&
		chromium_call Input.dispatchKeyEvent \
			"{\"type\":\"keyUp\",\"key\":\"$1\",\"code\":\"$1\"
			,\"windowsVirtualKeyCode\":$(chromium_code "$1")}"
}

chromium_code() {
	case $1 in
	Tab) echo 9 ;;
	Enter) echo 13 ;;
	Escape) echo 27 ;;
	' ') echo 32 ;;
	/) echo 191 ;;
	*) echo 0 ;;
	esac
}
