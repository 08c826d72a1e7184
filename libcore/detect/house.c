/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who works in the same house.
 */
#include "detect/house.h"

#include <libpsl.h>
#include <string.h>

/* Where people of all houses have their mail. */
static const char *const anybodys[] = {
	"gmail.",    "googlemail.", "hotmail.",  "outlook.",  "live.",
	"msn.",      "yahoo.",      "aol.",      "gmx.",      "web.de",
	"icloud.",   "me.com",      "t-online.", "orange.fr", "wanadoo.",
	"free.fr",   "laposte.",    "libero.it", "proton",    "posteo.",
	"fastmail.", "mail.ru",     "mac.com",
};

/* Lends, or NULL where it tells nothing. */
static const char *
house_of(const TertiusPerson *person)
{
	const char *at = person != NULL && person->address != NULL
	                         ? strchr(person->address, '@')
	                         : NULL;
	const char *domain;

	if (at == NULL)
		return NULL;
	domain = psl_registrable_domain(psl_builtin(), at + 1);
	/* RFC 2606: no such address exists; and of what is made up, each name
	 * under example.org stands for a house of its own. */
	if (domain == NULL || g_str_has_suffix(domain, ".invalid"))
		return NULL;
	if (g_str_has_prefix(domain, "example."))
		return at + 1;
	for (gsize i = 0; i < G_N_ELEMENTS(anybodys); i++) {
		if (g_str_has_prefix(domain, anybodys[i]))
			return NULL;
	}
	return domain;
}

TertiusHouse
tertius_house_compare(const TertiusPerson *one, const TertiusPerson *other)
{
	const char *a = house_of(one), *b = house_of(other);

	/* Mail from a private address leaves the house, wherever it goes. */
	if (a == NULL && b == NULL)
		return TERTIUS_HOUSE_UNKNOWN;
	if (a == NULL || b == NULL)
		return TERTIUS_HOUSE_OTHER;
	return strcmp(a, b) == 0 ? TERTIUS_HOUSE_SAME : TERTIUS_HOUSE_OTHER;
}
