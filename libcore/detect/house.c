/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who works in the same house.
 */
#include "detect/house.h"

#include "model/organisation.h"

#include <string.h>

static gboolean
have_same_domain(const TertiusPerson *one, const TertiusPerson *other)
{
	const char *a = one != NULL && one->address != NULL
	                        ? strrchr(one->address, '@')
	                        : NULL;
	const char *b = other != NULL && other->address != NULL
	                        ? strrchr(other->address, '@')
	                        : NULL;

	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Lends, or NULL where it tells nothing. */
static const char *
house_of(const TertiusPerson *person)
{
	const char *domain =
		person != NULL ? tertius_organisation_find(person->address)
			       : NULL;

	/* RFC 2606: no such address exists. */
	return domain != NULL && !g_str_has_suffix(domain, ".invalid") ? domain
	                                                               : NULL;
}

TertiusHouse
tertius_house_compare(const TertiusPerson *one, const TertiusPerson *other)
{
	const char *a = house_of(one);
	/* The list of all suffixes is long, and most write within a house. */
	const char *b = have_same_domain(one, other) ? a : house_of(other);

	/* Mail from a private address leaves the house, wherever it goes. */
	if (a == NULL && b == NULL)
		return TERTIUS_HOUSE_UNKNOWN;
	if (a == NULL || b == NULL)
		return TERTIUS_HOUSE_OTHER;
	return strcmp(a, b) == 0 ? TERTIUS_HOUSE_SAME : TERTIUS_HOUSE_OTHER;
}
