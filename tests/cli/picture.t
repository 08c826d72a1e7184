#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `tertius picture` and `tertius report` on the mail of the demo.

D=$(mktemp -d)
trap 'rm -rf "$D"' EXIT
export XDG_DATA_HOME=$D XDG_CONFIG_HOME=$D
DEMO=$TERTIUS_SOURCE_DIR/packaging/demo
N=0
ok() { # ok NAME COMMAND…
	N=$((N + 1))
	if "${@:2}"; then echo "ok $N - $1"; else
		echo "not ok $N - $1"
		head -n 5 "$D/err" 2> /dev/null | sed 's/^/# /'
	fi
}
tertius() { # runs at the demo's moment
	"$TERTIUS_PROGRAM" --now 2026-06-30T09:00:00+02:00 \
		--config "$DEMO/config" "$@" 2> "$D/err"
}
quietly() { "$@" > "$D/out"; }
refused() { # wrong use, said in one line, and nothing written
	tertius "$@" > "$D/out"
	[ $? = 2 ] && [ ! -s "$D/out" ] && [ "$(wc -l < "$D/err")" = 1 ]
}
well_formed() { xmllint --noout "$@" 2> "$D/err"; }
private() { [ "$(stat -c %a "$1")" = 600 ]; }

tertius scan "$DEMO/Maildir" > /dev/null
echo 1..19
for kind in graph year balance origin; do
	ok "$kind is drawn" \
		quietly tertius picture "$kind" -o "$D/$kind.svg"
done
who=nora.fitzgerald@brightwater.example.org
tertius picture rhythm --with "$who" -o "$D/rhythm.svg" > /dev/null
tertius picture graph --with "$who" --since 24m > "$D/with.svg"
if command -v xmllint > /dev/null; then
	ok "all are well-formed" well_formed "$D"/*.svg
else
	ok "all are well-formed # SKIP no xmllint" true
fi
ok "a picture is for its owner's eyes" private "$D/graph.svg"
ok "only those around one person are drawn" \
	[ "$(wc -c < "$D/with.svg")" -lt "$(wc -c < "$D/graph.svg")" ]
tertius picture graph -o "$D/graph.dot" > /dev/null
if command -v dot > /dev/null; then
	ok "Graphviz reads the graph" \
		dot -q -Tplain -o "$D/plain" "$D/graph.dot"
else
	ok "Graphviz reads the graph # SKIP no dot" true
fi
mkdir "$D/empty"
ok "the graph is drawn without Graphviz" quietly env PATH="$D/empty" \
	"$TERTIUS_PROGRAM" --config "$DEMO/config" \
	--now 2026-06-30T09:00:00+02:00 picture graph -o "$D/alone.svg"
ok "a picture that there is not is refused" refused picture map
ok "rhythm wants a person" refused picture rhythm
no_png() {
	refused picture graph -o "$D/graph.PNG" && grep -q 'SVG' "$D/err" &&
		[ ! -e "$D/graph.PNG" ]
}
ok "what is no SVG is not given another picture's name" no_png
ok "but any other name will do" quietly tertius picture graph -o "$D/network"
ok "nobody is refused" refused picture graph --with nobody-of-that-name
ok "no date is refused" refused picture graph --since yesteryear
ok "only the graph has --since" refused picture year --since 24m
ok "the report is written" quietly tertius report -o "$D/report.html"
ok "the report is for its owner's eyes" private "$D/report.html"
tertius report > "$D/same.html"
ok "standard output gets the same" cmp -s "$D/report.html" "$D/same.html"
