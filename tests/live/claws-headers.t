# SPDX-License-Identifier: GPL-3.0-or-later
# The plugin compiles against the headers of Claws Mail 4.3 too: against those
# here, changed as 4.3.1 changed them. Each change is shown to be one: a line that
# it breaks compiles before it, and after it does not.
#
#	CLAWS_HEADERS=FOLDER	against those there, as they are (of a newer
#				Claws Mail: …/usr/include/claws-mail)

pkg-config --exists claws-mail gtk+-3.0 2> /dev/null ||
	{ echo '1..0 # SKIP no headers of Claws Mail here'; exit 0; }
D=$(mktemp -d /tmp/tertius-headers-XXXXXX)
trap 'rm -rf "$D"' EXIT
HERE=$(pkg-config --variable=includedir claws-mail)/claws-mail
cp -r "${CLAWS_HEADERS:-$HERE}" "$D/claws-mail"
cd "$TERTIUS_SOURCE_DIR" || exit 1
OTHERS="-std=gnu17 -fsyntax-only -Wall -Werror -Wno-deprecated-declarations
	-DHAVE_CONFIG_H -DGETTEXT_PACKAGE=\"tertius\" -DTERTIUS_VERSION=\"0\"
	-DTERTIUS_LOCALEDIR=\"/\" -Iplugin -Ilibcore
	$(pkg-config --cflags claws-mail | tr ' ' '\n' | grep -v "$HERE" | tr '\n' ' ')
	$(pkg-config --cflags gtk+-3.0 librsvg-2.0 gio-unix-2.0 json-glib-1.0)"
n=0

ok() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

# compiles HEADERS FILE
compiles() {
	${CC:-gcc} $OTHERS -I"$1" -I"$1/common" -I"$1/gtk" "$2" 2> "$D/errors"
}

# change HEADER USE SCRIPT: the script is sed's.
change() {
	printf '#include <claws-features.h>\n#include <gtk/gtk.h>\n' > "$D/use.c"
	printf '#include "%s"\nvoid use(void);\nvoid use(void)\n{\n%s;\n}\n' \
		"$1" "$2" >> "$D/use.c"
	compiles "$HERE" "$D/use.c"
	ok $? "$1: before, there is: $2"
	sed -i "$3" "$D/claws-mail/$1"
	! compiles "$D/claws-mail" "$D/use.c"
	ok $? 'then there is not'
}

if [ -z "$CLAWS_HEADERS" ]; then
	change common/hooks.h 'SylpheedHookFunction function = NULL; (void) function' \
		's/SylpheedHookFunction/ClawsMailHookFunction/g'
	change procmsg.h '(void) procmsg_save_to_outbox(NULL, NULL, FALSE)' \
		'/procmsg_save_to_outbox/,/;/c\
gint procmsg_save_to_outbox(FolderItem *outbox, const gchar *file);'
	change common/md5.h 'u32 number = 0; (void) number' \
		'/^#ifndef HAVE_U32/,/^} MD5_CONTEXT/d'
	change common/string_match.h \
		'(void) string_match_precompile(NULL, NULL, 0)' \
		'/string_match_precompile/d'
	change common/utils.h '(void) dirent_is_regular_file(NULL)' \
		'/dirent/d'
	change import.h '(void) import_mbox(NULL)' \
		's/import_mbox(.*)/import_mbox(FolderItem *item, const gchar *file)/'
	change procheader.h '(void) procheader_get_header_array_asis(NULL)' \
		's/get_header_array_asis/get_header_array/'
	change statusbar.h 'statusbar_print(NULL, "%s", "")' \
		'/statusbar_print[	 ]/,/;/d'
	change stock_pixmap.h 'stock_pixmap_invalidate_all_icons()' \
		'/stock_pixmap_invalidate_all_icons/d'
	change summaryview.h 'summaryview_lock(NULL, NULL)' \
		'/summaryview_lock/d'
	change summaryview.h 'summaryview_unlock(NULL, NULL)' \
		'/summaryview_unlock/d'
	change mainwindow.h 'int number = M_WANT_SYNC; (void) number' \
		'/M_WANT_SYNC/d'
	change common/version.h \
		'G_STATIC_ASSERT(VERSION_NUMERIC < MAKE_NUMERIC_VERSION(4, 2, 0, 0))' \
		's/MAKE_NUMERIC_VERSION(4, 1,/MAKE_NUMERIC_VERSION(4, 3,/'
fi

for file in plugin/claws/*.c; do
	compiles "$D/claws-mail" "$file"
	ok $? "$file"
	sed 's/^/# /' "$D/errors" | head
done
echo "1..$n"
