/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Maildir (cr.yp.to/proto/maildir.html): "1700000000.M1P2.host:2,FS" lies in
 * new/ or cur/; what comes after ":2," are flags, which change, and so does the
 * folder. The key is what stays.
 */
#include "mail/directory.h"

#include <string.h>

static const char *
find_flags(const char *name)
{
	return strstr(name, ":2,");
}

static gboolean
wants(const char *name)
{
	const char *flags = find_flags(name);

	/* D: a draft; T: in the trash. */
	return name[0] != '.' && (flags == NULL || !strpbrk(flags + 3, "DT"));
}

static char *
dup_key(const char *name, const struct stat *status)
{
	const char *flags = find_flags(name);

	(void) status;
	return flags == NULL ? g_strdup(name)
	                     : g_strndup(name, (gsize) (flags - name));
}

static const char *const parts[] = { "new", "cur", NULL };

const TertiusDirectoryKind tertius_maildir_kind = {
	.parts = parts,
	.wants = wants,
	.dup_key = dup_key,
	.has_state = TRUE,
};
