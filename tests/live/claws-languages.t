# SPDX-License-Identifier: GPL-3.0-or-later
# All that the plugin says in Claws Mail, in a language that is none: each text can
# be translated, and none is cut.

. "$TERTIUS_SOURCE_DIR/tests/live/claws.sh"
claws_need
command -v msgfmt > /dev/null || { echo '1..0 # SKIP no gettext here'; exit; }
claws_prepare
mkdir -p "$W/locale/qps/LC_MESSAGES"
$PYTHON "$TERTIUS_SOURCE_DIR/tests/pseudo.py" \
	< "$TERTIUS_BUILD_DIR/tertius.pot" > "$W/pseudo.po"
msgfmt -o "$W/locale/qps/LC_MESSAGES/tertius.mo" "$W/pseudo.po"
# Claws Mail takes no language where the locale is that of C.
localedef -i en_US -f UTF-8 "$W/locale/en_US.UTF-8" 2> /dev/null
export LOCPATH=$W/locale LANGUAGE=qps TEXTDOMAINDIR=$W/locale LANG=en_US.UTF-8
LC_ALL=en_US.UTF-8 claws_run "$TERTIUS_SOURCE_DIR/tests/live/claws-languages.py" "$W/spoken"
