/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long lists, a portion at a time.
 */
#include "engine/serve-private.h"

#include "engine/serve.h"

TertiusServeRows
tertius_serve_rows(const TertiusServeRequest *request)
{
	gint64 from = tertius_serve_integer(request, "from");

	return (TertiusServeRows){ .from = (guint) CLAMP(from, 0, G_MAXINT) };
}

gboolean
tertius_serve_rows_take(TertiusServeRows *rows)
{
	guint at = rows->total++;

	if (at < rows->from || rows->shown == TERTIUS_SERVE_ROWS_MAX)
		return FALSE;
	rows->shown++;
	return TRUE;
}

void
tertius_serve_rows_end(const TertiusServeRows *rows, TertiusJson *answer)
{
	tertius_json_integer(answer, "from", rows->from);
	tertius_json_integer(answer, "shown", rows->shown);
	tertius_json_integer(answer, "total", rows->total);
}
