#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The report in a real browser: loads, filters, keys, contrast, paper.

. "$TERTIUS_SOURCE_DIR/tests/live/chromium.sh"

if ! command -v chromium > /dev/null; then
	echo "1..0 # SKIP no chromium"
	exit
fi
D=$(mktemp -d)
trap 'chromium_end; rm -rf "$D"' EXIT
N=0
ok() { # ok NAME COMMAND…
	N=$((N + 1))
	if "${@:2}"; then echo "ok $N - $1"; else
		echo "not ok $N - $1"
		printf '# %s\n' "${GOT:-}"
		head -c 600 "$D/events" | sed 's/^/# /'
		echo
	fi
}
is() { # is WANTED EXPRESSION
	GOT=$(chromium_value "$2")
	[ "$GOT" = "$1" ]
}
under() { # under LIMIT EXPRESSION
	GOT=$(chromium_value "$2")
	awk -v got="$GOT" -v limit="$1" \
		'BEGIN { exit !(got ~ /^[0-9.]+$/ && got + 0 < limit) }'
}
quiet() { # nothing in the console, no dialogue, no request to anywhere
	! grep -E '"level":"(error|warning)"|exceptionThrown|consoleAPICalled|DialogOpening|"url":"(https?|wss?|blob):' \
		"$D/events"
}
visible="document.querySelectorAll('[data-kind]').length"
settled="new Promise((done) => requestAnimationFrame(() =>
	requestAnimationFrame(() => done(document.getElementById('count')
		.textContent))))"

# The least contrast of any text with what is behind it (WCAG 2.2, 1.4.3).
contrast="(() => {
	const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
	const light = (color) => numbers(color).slice(0, 3).map((c) => c / 255)
		.map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
		.reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
	const behind = (node) => {
		const paper = node.closest('svg')?.querySelector('.paper');
		if (paper) return getComputedStyle(paper).fill;
		for (let at = node; at; at = at.parentElement) {
			const color = getComputedStyle(at).backgroundColor;
			if ((numbers(color)[3] ?? 1) > 0) return color;
		}
		return 'rgb(255, 255, 255)';
	};
	let least = 99;
	for (const node of document.querySelectorAll('body *')) {
		if (/^(title|desc|script|style|option)$/i.test(node.tagName)
			|| ![...node.childNodes].some((child) =>
				child.nodeType === 3 && child.data.trim()))
			continue;
		const style = getComputedStyle(node);
		const ink = node.closest('svg') ? style.fill : style.color;
		const a = light(ink), b = light(behind(node));
		least = Math.min(least,
			(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
	}
	return least;
})()"
scheme() {
	chromium_call Emulation.setEmulatedMedia "{\"features\":[{\"name\":
		\"prefers-color-scheme\",\"value\":\"$1\"}]}"
}
readable() { # at least 4.5 to 1
	GOT=$(chromium_value "$contrast")
	awk -v got="$GOT" 'BEGIN { exit !(got >= 4.5 && got < 22) }'
}
size() {
	chromium_call Emulation.setDeviceMetricsOverride "{\"width\":$1,
		\"height\":$2,\"deviceScaleFactor\":1,\"mobile\":false}"
}
sideways="document.documentElement.scrollWidth - innerWidth"

TERTIUS_REPORT_OUT=$D "$TERTIUS_BUILD_DIR/tests/test-report" > "$D/made" 2>&1
echo 1..32
ok "the pages are made" [ -s "$D/large.html" ]
ok "chromium starts" chromium_start "$D" || exit 1
size 1200 900

for page in empty small hostile; do
	chromium_open "file://$D/$page.html"
	ok "the $page page loads" is complete "document.readyState"
	ok "the $page page raises nothing and asks for nothing" quiet
done

chromium_open "file://$D/hostile.html"
is x "(() => { for (const more of document.querySelectorAll('main button'))
	while (!more.hidden) more.click(); })()"
ok "hostile words make no elements" is "1 1 300 0" "[
	document.scripts.length,
	document.querySelectorAll('style').length,
	document.querySelectorAll('[data-kind]').length,
	[...document.querySelectorAll('*')].filter((node) =>
		[...node.attributes].some((a) => /^on|^style\$/.test(a.name))
		|| /^(iframe|img|object|embed|base|link|b\$.+)\$/i
			.test(node.tagName)).length].join(' ')"
ok "hostile words are there as words" is true "document.body.textContent
	.includes('<script>alert(1)</script>')"
ok "every link stays here or opens a message" is 0 "
	[...document.links].filter((a) => !/^(mid:|file:.*#)/.test(a.href)).length"
ok "the policy holds against a script of later" is "refused" "
	new Promise((done) => {
		document.addEventListener('securitypolicyviolation',
			() => done('refused'));
		const script = document.createElement('script');
		script.textContent = 'document.title = 1';
		document.body.append(script);
		setTimeout(() => done('ran'), 500); })"

chromium_open "file://$D/small.html"
ok "it counts" is "20 of 20 introductions" "$settled"
chromium_key / /
ok "the slash leads to the search" is words "document.activeElement.id"
chromium_call Input.insertText '{"text":"tomas OKAFOR"}'
ok "search finds without accents and case" is "4 of 20 introductions" "$settled"
ok "what is not found is not shown" is 4 "$visible"
chromium_key Escape
ok "Escape clears the search" is "20 of 20 introductions" "$settled"
is x "(() => { const kind = document.getElementById('kind');
	kind.value = 'given';
	kind.dispatchEvent(new Event('input', { bubbles: true })); })()"
ok "kinds are filtered" is "2 of 20 introductions" "$settled"
is x "location.assign(document.querySelector('#due a[href^=\\'#\\']').href)"
ok "a link to a row that is filtered away shows it" is "1 true true" "
	new Promise((done) => setTimeout(() => done([$visible,
		document.querySelector('[data-kind] details').open,
		'#' + document.activeElement.id === location.hash]
		.join(' ')), 200))"

chromium_open "file://$D/small.html"
tabs=
for _ in $(seq 30); do
	chromium_key Tab
	tabs="$tabs $(chromium_value "(() => { const at = document.activeElement;
		const outline = parseFloat(getComputedStyle(at).outlineWidth);
		return at.tagName + (outline > 0 ? '' : '!'); })()")"
done
GOT=$tabs
reached() {
	for tag in A INPUT SELECT BUTTON SUMMARY; do
		case "$tabs " in *" $tag "*) ;; *) return 1 ;; esac
	done
}
ok "Tab reaches links, search, filters and reasons" reached
ok "what has the focus shows it" [ "${tabs#*!}" = "$tabs" ]
is x "document.querySelector('#introductions summary').focus()"
chromium_key Enter '\r'
ok "Enter unfolds the reasons" is true \
	"document.querySelector('#introductions details').open"
ok "sections, form and pictures have names" is 0 "
	[...document.querySelectorAll('section, nav, svg, input, select')]
	.filter((node) => !(node.getAttribute('aria-labelledby')
		? node.getAttribute('aria-labelledby').split(' ').every((id) =>
			document.getElementById(id)?.textContent)
		: node.ariaLabel || node.labels?.length)).length"
ok "no id stands twice" is 0 "(() => { const ids =
	[...document.querySelectorAll('[id]')].map((node) => node.id);
	return ids.length - new Set(ids).size; })()"

is x "document.querySelectorAll('details').forEach((d) => d.open = true)"
scheme light
ok "every text is readable in the light" readable
scheme dark
ok "every text is readable in the dark" readable
scheme light
size 360 800
ok "it fits a narrow window" is 0 "$sideways"
size 1200 900
chromium_call Page.printToPDF \
	'{"preferCSSPageSize":true,"pageRanges":"1"}' &&
	chromium_field data | base64 -d > "$D/paper.pdf"
ok "it prints on A4" grep -aqE 'MediaBox \[0 0 59[45][.0-9]* 84[12]' \
	"$D/paper.pdf"

chromium_call Emulation.setScriptExecutionDisabled '{"value":true}'
chromium_call Page.navigate "{\"url\":\"file://$D/small.html\"}"
without_script() { # once it has come
	for _ in $(seq 100); do
		is "20 none" "[$visible, getComputedStyle(document
			.getElementById('filter')).display].join(' ')" && return
		sleep 0.1
	done
	return 1
}
ok "without a script all is there but the form" without_script
chromium_call Emulation.setScriptExecutionDisabled '{"value":false}'

# The best of some: the machine may be busy with something else.
best=99999
for _ in $(seq 8); do
	chromium_open "file://$D/large.html"
	took=$(chromium_value \
		"performance.getEntriesByType('navigation')[0].loadEventEnd")
	best=$(printf '%s\n' "$best" "${took:-99999}" | sort -n | head -n 1)
	[ "${best%.*}" -lt 1000 ] && break
done
echo "# 5,000 introductions: loaded after $best ms"
GOT=$best
ok "5,000 introductions load in under a second" \
	awk -v t="$best" 'BEGIN { exit !(t > 0 && t < 1000) }'
ok "all 5,000 are there" is "5000 of 5000 introductions" "$settled"
searching="(async () => { const words = document.getElementById('words');
	const start = performance.now();
	words.value = 'moreau';
	words.dispatchEvent(new Event('input', { bubbles: true }));
	await $settled;
	return performance.now() - start; })()"
searches() { # the first after a start
	for _ in $(seq 8); do
		under 1000 "$searching" && return
		chromium_open "file://$D/large.html"
	done
	return 1
}
ok "the first search in 5,000 takes under a second" searches
echo "# first search: $GOT ms"
