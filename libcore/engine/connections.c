/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of connections goes into the ledger.
 */
#include "engine/connections.h"

#include "base/error.h"
#include "engine/engine-private.h"
#include "engine/ticket.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

gboolean
tertius_connections_is_place(const char *place)
{
	gsize length = strlen(place);

	return length > 4 &&
	       g_ascii_strcasecmp(place + length - 4, ".csv") == 0;
}

static GBytes *
load_file(const char *place, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) inner = NULL;
	struct stat status;
	gsize length;

	if (stat(place, &status) == 0 &&
	    status.st_size > (goffset) TERTIUS_CONNECTIONS_SIZE_MAX) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("'%s' is too large for a list of connections"),
		            place);
		return NULL;
	}
	if (!g_file_get_contents(place, &text, &length, &inner)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            _("cannot open '%s': %s"), place, inner->message);
		return NULL;
	}
	return g_bytes_new_take(g_steal_pointer(&text), length);
}

/* What the worker makes of it. */
static TertiusFacts *
read_file(TertiusEngine *engine, const char *place, GError **error)
{
	g_autoptr(GBytes) bytes = load_file(place, error);
	g_autoptr(GError) reason = NULL;
	TertiusFacts *facts = NULL;
	gpointer tag = NULL;
	TertiusItem item = { .folder = place,
		             .key = place,
		             .is_connections = TRUE };

	if (bytes == NULL ||
	    tertius_engine_need_crew(engine, tertius_ticket_free, error) ==
	            NULL)
		return NULL;
	item.bytes = bytes;
	tertius_crew_send(engine->crew, &item, NULL);
	if (!tertius_crew_receive(engine->crew, &tag, &facts, &reason, error))
		return NULL;
	if (facts == NULL)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "'%s': %s", place, reason->message);
	return facts;
}

static gboolean
put_all(TertiusEngine *engine, const GPtrArray *all, TertiusScanReport *report,
        GError **error)
{
	for (guint i = 0; all != NULL && i < all->len; i++) {
		TertiusPut how = TERTIUS_PUT_KNOWN;

		if (!tertius_ledger_put(engine->ledger, all->pdata[i], &how,
		                        error))
			return FALSE;
		report->items++;
		report->fresh += how == TERTIUS_PUT_NEW;
		report->automatic += how == TERTIUS_PUT_NEW;
	}
	return TRUE;
}

gboolean
tertius_engine_take_connections(TertiusEngine *engine, const char *place,
                                gboolean is_dry, TertiusScanReport *report,
                                GError **error)
{
	g_autoptr(TertiusFacts) all = read_file(engine, place, error);

	if (all == NULL)
		return FALSE;
	if (is_dry) {
		report->items = all->more != NULL ? all->more->len : 0;
		return TRUE;
	}
	if (!tertius_ledger_begin(engine->ledger, error))
		return FALSE;
	if (!put_all(engine, all->more, report, error)) {
		tertius_ledger_roll_back(engine->ledger);
		return FALSE;
	}
	tertius_engine_forget_conclusions(engine);
	return tertius_ledger_commit(engine->ledger, error);
}
