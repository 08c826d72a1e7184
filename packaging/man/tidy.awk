# SPDX-License-Identifier: GPL-3.0-or-later
# What scdoc writes, as mandoc -Tlint wants it: no paragraph that is none, no
# blanks at the end of a line, and none of running text that is too long.
function flush_paragraph() {
	if (paragraph)
		print ".P"
	paragraph = 0
}
# How many bytes fit; mandoc counts "\[u201E]" for a letter beyond ASCII.
function count_fitting(line,    at, byte, width) {
	for (at = 1; at <= length(line); at++) {
		byte = substr(line, at, 1)
		if (byte !~ /[\200-\277]/)
			width += byte ~ /[\300-\377]/ ? 8 : 1
		if (width > 66)
			return at - 1
	}
	return length(line)
}
function print_folded(line,    at) {
	while ((at = count_fitting(line)) < length(line)) {
		# A new line must not look like a request, nor an old one end
		# a sentence.
		while (at > 1 && (substr(line, at, 1) != " " ||
		                  substr(line, at + 1) ~ /^[.' ]/ ||
		                  substr(line, at - 1, 1) == "&"))
			at--
		if (at <= 1)
			break
		print substr(line, 1, at - 1)
		line = substr(line, at + 1)
	}
	print line
}
{ sub(/[ \t]+$/, "") }
/^\.TH / { $2 = toupper($2) }
# A word such as ".ics" at the beginning of a line is no request.
/^\.[a-z][a-z]+[^ ]/ && !/^\.(nf|fi|ie|el|nh|ad)/ { $0 = "\\&" $0 }
/^\.nf/ { is_code = 1 }
/^\.fi/ { is_code = 0 }
/^\.P$/ { paragraph = !after_head; next }
/^\.(SH|SS|TP|IP|TS)/ { paragraph = 0 }
/^\.RE/ { print; next } # the paragraph that is open comes after it
{
	flush_paragraph()
	if (/^[.']/ || is_code)
		print
	else if (length($0) > 0)
		print_folded($0)
	after_head = /^\.(SH|SS)/
}
