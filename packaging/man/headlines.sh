#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# headlines.sh < PAGE.scd: the page with its headlines in the language of the user.
set -eu

while IFS= read -r line; do
	case $line in
	'# '*) printf '# %s\n' "$(gettext "${line#??}")" ;;
	*) printf '%s\n' "$line" ;;
	esac
done
