/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * MH: messages are the files whose names are numbers. A number may be given
 * again to another message, so that the key says how the file looks. Exported
 * messages (.eml) are read in the same way.
 */
#include "mail/directory.h"

#include <string.h>

static gboolean
wants(const char *name)
{
	if (g_str_has_suffix(name, ".eml") || g_str_has_suffix(name, ".EML"))
		return name[0] != '.';
	return name[0] != '\0' && name[strspn(name, "0123456789")] == '\0';
}

static char *
dup_key(const char *name, const struct stat *status)
{
	return g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
	                       ".%09" G_GINT64_FORMAT,
	                       name, (gint64) status->st_size,
	                       (gint64) status->st_mtim.tv_sec,
	                       (gint64) status->st_mtim.tv_nsec);
}

static const char *const parts[] = { ".", NULL };

const TertiusDirectoryKind tertius_mh_kind = {
	.parts = parts,
	.wants = wants,
	.dup_key = dup_key,
	.needs_status = TRUE,
	.has_state = TRUE,
};

/* Address books have birthdays in them. */
static gboolean
wants_calendar(const char *name)
{
	static const char *const endings[] = { ".ics", ".ICS", ".vcf", ".VCF" };

	for (gsize i = 0; name[0] != '.' && i < G_N_ELEMENTS(endings); i++) {
		if (g_str_has_suffix(name, endings[i]))
			return TRUE;
	}
	return FALSE;
}

/* Calendars are also changed in place, which a folder does not show. */
const TertiusDirectoryKind tertius_ics_kind = {
	.parts = parts,
	.wants = wants_calendar,
	.dup_key = dup_key,
	.needs_status = TRUE,
	.is_calendar = TRUE,
};
