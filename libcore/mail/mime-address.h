/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Address fields: From, To, Cc and their like, as RFC 5322 has them and as
 * they are found.
 */
#pragma once

#include <glib.h>

#include "model/message.h"
#include "model/person.h"

/* Addresses of one field that are looked at: people may be named twice. */
#define TERTIUS_MIME_ADDRESSES_MAX (5 * TERTIUS_MESSAGE_RECIPIENTS_MAX)

/* Appends the people of the field @raw to @people (TertiusPerson), until it
 * holds @max. The members of groups count, the names of groups do not. Whoever
 * is there already by address is not added again; a name that was missing is
 * filled in. Names come decoded, domains in Unicode. Linear in @length. */
void tertius_mime_read_addresses(const char *raw, gsize length,
                                 TertiusPlace place, guint max,
                                 GPtrArray *people);
