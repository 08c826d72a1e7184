/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading mail and keeping nothing of it.
 */
#include "engine/engine-private.h"

/* Sends until the worker has enough, or the source is at its end. */
static gboolean
fill_worker(TertiusSource *source, TertiusCrew *crew, gboolean *at_end,
            GError **error)
{
	g_autoptr(GError) ended = NULL;

	while (!*at_end && !tertius_crew_is_full(crew)) {
		const TertiusItem *item = tertius_source_next(source, &ended);

		*at_end = item == NULL;
		if (item != NULL && item->bytes != NULL)
			tertius_crew_send(crew, item, NULL);
	}
	if (ended == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&ended));
	return FALSE;
}

gboolean
tertius_engine_classify(const char *file, TertiusFactsFunc each, gpointer data,
                        GError **error)
{
	TertiusSourceOptions options = { 0 };
	g_autoptr(TertiusSource) source =
		tertius_source_open(file, &options, error);
	g_autoptr(TertiusCrew) crew =
		source == NULL ? NULL : tertius_crew_new(NULL, 0, NULL, error);
	gboolean at_end = FALSE;

	if (crew == NULL)
		return FALSE;
	for (;;) {
		g_autoptr(TertiusFacts) facts = NULL;
		g_autoptr(GError) reason = NULL;
		gpointer tag = NULL;

		if (!fill_worker(source, crew, &at_end, error))
			return FALSE;
		if (tertius_crew_count(crew) == 0)
			return TRUE;
		if (!tertius_crew_receive(crew, &tag, &facts, &reason, error))
			return FALSE;
		if (facts != NULL && facts->message != NULL &&
		    !each(facts, data, error))
			return FALSE;
	}
}
