/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work and private addresses.
 */
#include "model/relation.h"

#include "model/organisation.h"

#include <string.h>

/* Whether a part of the domain is a part of the person's name: "okafor" of
 * dana@okafor.example.org. Shorter parts are no names. */
#define NAME_PART_MIN 4

static gboolean
bears_name(const char *domain, const char *name)
{
	g_autofree char *plain =
		name != NULL ? tertius_person_dup_plain_name(name) : NULL;
	g_auto(GStrv) words = NULL;

	if (plain == NULL)
		return FALSE;
	words = g_str_tokenize_and_fold(plain, NULL, NULL);
	for (guint i = 0; words[i] != NULL; i++) {
		gsize length = strlen(words[i]);

		if (length >= NAME_PART_MIN &&
		    strncmp(domain, words[i], length) == 0 &&
		    strchr(".-", domain[length]) != NULL)
			return TRUE;
		if (length >= NAME_PART_MIN && strstr(domain, words[i]) &&
		    strchr(domain, '-') != NULL &&
		    strchr(domain, '-') < strchr(domain, '.'))
			return TRUE;
	}
	return FALSE;
}

TertiusContext
tertius_context_of_address(const char *address, const char *name)
{
	g_autofree char *organisation = tertius_organisation_dup(address);

	if (organisation == NULL || bears_name(organisation, name))
		return TERTIUS_CONTEXT_PRIVATE;
	return TERTIUS_CONTEXT_WORK;
}
