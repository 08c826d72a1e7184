/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tickets.
 */
#include "engine/ticket.h"

TertiusTicket *
tertius_ticket_new(const TertiusItem *item)
{
	TertiusTicket *ticket = g_new(TertiusTicket, 1);

	ticket->folder = g_strdup(item->folder);
	ticket->key = g_strdup(item->key);
	ticket->name = g_strdup(item->name);
	return ticket;
}

void
tertius_ticket_free(gpointer data)
{
	TertiusTicket *ticket = data;

	if (ticket == NULL)
		return;
	g_free(ticket->folder);
	g_free(ticket->key);
	g_free(ticket->name);
	g_free(ticket);
}
