# SPDX-License-Identifier: GPL-3.0-or-later
# Makes windows-zones.c from the Unicode CLDR (Debian: unicode-cldr-core):
#   awk -f windows-zones.awk \
#     /usr/share/unicode/cldr/common/supplemental/windowsZones.xml |
#     clang-format > windows-zones.c
# The comment before each group is the name that people see: Outlook has sent
# that, too.
BEGIN {
	print "/* SPDX-License-Identifier: GPL-3.0-or-later AND Unicode-DFS-2016 */"
	print "/*"
	print " * Windows's names of time zones, as the Unicode CLDR knows them."
	print " * Made by windows-zones.awk; do not edit."
	print " */"
	print "#include \"calendar/windows-zones.h\"\n"
	print "#include <glib.h>\n"
	print "static const struct { const char *name; const char *zone; } zones[] = {"
}
/<!-- \(UTC/ {
	display = $0
	sub(/^.*<!-- \(UTC[^)]*\) */, "", display)
	sub(/ *-->.*$/, "", display)
}
/territory="001"/ {
	split($0, part, "\"")
	name[part[2]] = part[6]
	if (display != "" && !(display in name))
		name[display] = part[6]
	display = ""
}
END {
	n = 0
	for (key in name)
		keys[++n] = key
	for (i = 2; i <= n; i++) {
		key = keys[i]
		for (j = i - 1; j > 0 && keys[j] > key; j--)
			keys[j + 1] = keys[j]
		keys[j + 1] = key
	}
	for (i = 1; i <= n; i++)
		printf "{ \"%s\", \"%s\" },\n", keys[i], name[keys[i]]
	print "};\n"
	print "const char *"
	print "tertius_windows_zone(const char *name)"
	print "{"
	print "for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {"
	print "if (g_ascii_strcasecmp(zones[i].name, name) == 0)"
	print "return zones[i].zone;"
	print "}"
	print "return NULL;"
	print "}"
}
