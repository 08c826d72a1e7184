# SPDX-License-Identifier: GPL-3.0-or-later
# The plugin compiles against the headers of Claws Mail 4.3 too: against those
# here, changed as 4.3.1 changed them (of what plugins may use: the name of the
# hooks' type, one argument of procmsg_save_to_outbox, the version).

pkg-config --exists claws-mail gtk+-3.0 2> /dev/null ||
	{ echo '1..0 # SKIP no headers of Claws Mail here'; exit 0; }
D=$(mktemp -d /tmp/tertius-headers-XXXXXX)
trap 'rm -rf "$D"' EXIT
HERE=$(pkg-config --variable=includedir claws-mail)/claws-mail
cp -r "$HERE" "$D/claws-mail"
C=$D/claws-mail
grep -rl SylpheedHookFunction "$C" | xargs -r \
	sed -i 's/SylpheedHookFunction/ClawsMailHookFunction/g'
sed -i '/procmsg_save_to_outbox/,/;/c\
gint procmsg_save_to_outbox(FolderItem *outbox, const gchar *file);' \
	"$C/procmsg.h"
sed -i 's/MAKE_NUMERIC_VERSION(4, 1,/MAKE_NUMERIC_VERSION(4, 3,/' \
	"$C/common/version.h"

cd "$TERTIUS_SOURCE_DIR" || exit 1
FLAGS="-std=gnu17 -fsyntax-only -Wall -Werror -Wno-deprecated-declarations
	-DHAVE_CONFIG_H -DGETTEXT_PACKAGE=\"tertius\" -DTERTIUS_VERSION=\"0\"
	-DTERTIUS_LOCALEDIR=\"/\" -Iplugin -Ilibcore
	-I$C -I$C/common -I$C/gtk
	$(pkg-config --cflags claws-mail | tr ' ' '\n' | grep -v "$HERE" | tr '\n' ' ')
	$(pkg-config --cflags gtk+-3.0 librsvg-2.0 gio-unix-2.0 json-glib-1.0)"
n=0
for file in plugin/claws/*.c; do
	n=$((n + 1))
	if ${CC:-gcc} $FLAGS "$file" 2> "$D/errors"; then
		echo "ok $n - $file"
	else
		echo "not ok $n - $file"
		sed 's/^/# /' "$D/errors" | head
	fi
done
n=$((n + 1))
grep -q ClawsMailHookFunction "$C/common/hooks.h" &&
	echo "ok $n - the headers were changed" ||
	echo "not ok $n - the headers were changed"
echo "1..$n"
