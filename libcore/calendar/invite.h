/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An invitation to host something together (RFC 5546 3.2.2): the user is the
 * organiser, the friend is asked to chair it too. It is tentative, and nobody is
 * invited by it until the user sends it.
 */
#pragma once

#include <glib.h>

#include "model/person.h"

/* All is lent; both people need an address. */
typedef struct {
	const TertiusPerson *organiser;
	const TertiusPerson *co_host;
	const char *summary;
	gint64 begin; /* unix time */
	gint64 end;
	gint64 stamp; /* DTSTAMP: now */
} TertiusInvite;

/* One VCALENDAR, METHOD:REQUEST. Its UID is computed from the people, the
 * summary and the beginning: the same invitation written twice is one event. */
char *tertius_invite_write(const TertiusInvite *invite);
