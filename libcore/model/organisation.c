/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where somebody belongs, as far as an address can tell.
 */
#include "model/organisation.h"

#include <libpsl.h>
#include <string.h>

/* Sorted. The label before the suffix, so that all countries are meant. */
static const char *const for_everybody[] = {
	"aol",      "duck",    "fastmail",   "free",    "freenet",
	"gmail",    "gmx",     "googlemail", "hey",     "hotmail",
	"icloud",   "laposte", "libero",     "live",    "mac",
	"mail",     "mailbox", "me",         "msn",     "orange",
	"outlook",  "pm",      "posteo",     "proton",  "protonmail",
	"t-online", "tuta",    "tutanota",   "wanadoo", "web",
	"yahoo",    "yandex",  "ymail",      "zoho",
};

static int
compare(gconstpointer key, gconstpointer item)
{
	return strcmp(key, *(const char *const *) item);
}

static gboolean
is_for_everybody(const char *domain)
{
	g_autofree char *label = g_strndup(domain, strcspn(domain, "."));

	return bsearch(label, for_everybody, G_N_ELEMENTS(for_everybody),
	               sizeof *for_everybody, compare) != NULL;
}

/* The names for examples (RFC 2606): in our demo each firm is a part of one. */
static gboolean
is_for_examples(const char *domain)
{
	return strcmp(domain, "example.org") == 0 ||
	       strcmp(domain, "example.com") == 0 ||
	       strcmp(domain, "example.net") == 0;
}

/* One label more than @domain, which @host ends in. */
static const char *
widen(const char *host, const char *domain)
{
	const char *start = domain;

	if (start - host < 2)
		return domain;
	for (start -= 2; start > host && start[-1] != '.'; start--)
		;
	return start;
}

const char *
tertius_organisation_find(const char *address)
{
	const char *at = address != NULL ? strrchr(address, '@') : NULL;
	const char *domain = NULL;

	if (at == NULL || at[1] == '\0')
		return NULL;
	domain = psl_registrable_domain(psl_builtin(), at + 1);
	if (domain == NULL || is_for_everybody(domain))
		return NULL;
	if (is_for_examples(domain))
		domain = widen(at + 1, domain);
	return domain;
}

char *
tertius_organisation_dup(const char *address)
{
	return g_strdup(tertius_organisation_find(address));
}
