/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is remembered of an item while the crew has it, until its facts come
 * back. A plain record.
 */
#pragma once

#include "mail/source.h"

typedef struct {
	char *folder;
	char *key;
	char *name; /* of a calendar's object, or NULL */
} TertiusTicket;

TertiusTicket *tertius_ticket_new(const TertiusItem *item);

/* A TertiusTicket, or NULL: for the crew's tags. */
void tertius_ticket_free(gpointer data);
