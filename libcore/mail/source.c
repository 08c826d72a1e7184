/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where mail comes from: one door for all kinds of places.
 */
#include "mail/source.h"

#include "mail/imap-place.h"
#include "mail/imap.h"
#include "mail/place.h"

struct _TertiusSource {
	const TertiusSourceClass *type;
	gpointer self;
};

TertiusSource *
tertius_source_open(const char *place, const TertiusSourceOptions *options,
                    GError **error)
{
	g_assert(place != NULL && options != NULL);
	if (tertius_imap_place_is(place))
		return tertius_imap_source_open(place, options, error);
	return tertius_place_open(place, options, error);
}

const TertiusItem *
tertius_source_next(TertiusSource *source, GError **error)
{
	return source->type->next(source->self, error);
}

TertiusSourceProgress
tertius_source_progress(TertiusSource *source)
{
	TertiusSourceProgress progress = { 0 };

	source->type->progress(source->self, &progress);
	return progress;
}

TertiusSource *
tertius_source_new(const TertiusSourceClass *type, gpointer self)
{
	TertiusSource *source = g_new(TertiusSource, 1);

	source->type = type;
	source->self = self;
	return source;
}

void
tertius_source_free(TertiusSource *source)
{
	if (source == NULL)
		return;
	source->type->free(source->self);
	g_free(source);
}

void
tertius_source_tell_wait(const TertiusSourceOptions *options,
                         guint milliseconds)
{
	if (options->waits != NULL)
		options->waits(milliseconds, options->data);
}
