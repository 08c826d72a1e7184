/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where somebody belongs, as far as an address can tell.
 */
#pragma once

#include <glib.h>

/* The organisation's domain: "example.org" of "dana@mail.example.org", by the
 * public suffix list. NULL without a domain, and for those where everybody can
 * have an address. Free it. */
char *tertius_organisation_dup(const char *address);
/* The same, as a part of @address. */
const char *tertius_organisation_find(const char *address);
