/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place on this computer. All of its folders are found first, by looking at
 * what lies in them; then each is read by the reader of its kind.
 */
#include "mail/place.h"

#include "base/error.h"
#include "mail/mbox.h"
#include "mail/place-look.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	const TertiusSourceOptions *options;
	GPtrArray *folders; /* TertiusPlaceFolder */
	guint next;         /* of folders */
	TertiusSource *current;
	TertiusSourceProgress done; /* by the folders before */
} Place;

static TertiusSource *
open_folder(Place *place, const TertiusPlaceFolder *folder)
{
	g_autoptr(GError) error = NULL;
	TertiusSource *source;

	if (folder->kind != NULL)
		return tertius_directory_open(folder->kind, folder->path,
		                              folder->is_file, folder->is_sent,
		                              place->options);
	source = tertius_mbox_open(folder->path, folder->is_sent,
	                           place->options, &error);
	if (source == NULL && place->options->problem != NULL)
		place->options->problem(folder->path, error->message,
		                        place->options->data);
	return source;
}

static void
add_progress(TertiusSourceProgress *sum, const TertiusSourceProgress *one)
{
	sum->items += one->items;
	sum->items_done += one->items_done;
	sum->is_partial |= one->is_partial;
	sum->bytes_done += one->bytes_done;
}

static void
close_folder(Place *place)
{
	if (place->current != NULL) {
		TertiusSourceProgress progress =
			tertius_source_progress(place->current);

		add_progress(&place->done, &progress);
	}
	g_clear_pointer(&place->current, tertius_source_free);
	place->next++;
}

/* The next item of the folder that is open or comes next. */
static const TertiusItem *
read_folder(Place *place, GError **error)
{
	if (place->current == NULL)
		place->current =
			open_folder(place, place->folders->pdata[place->next]);
	return place->current == NULL
	               ? NULL
	               : tertius_source_next(place->current, error);
}

static const TertiusItem *
place_next(gpointer self, GError **error)
{
	Place *place = self;

	while (place->next < place->folders->len) {
		g_autoptr(GError) failure = NULL;
		const TertiusItem *item = read_folder(place, &failure);

		if (item != NULL)
			return item;
		if (failure != NULL) {
			g_propagate_error(error, g_steal_pointer(&failure));
			return NULL;
		}
		close_folder(place);
	}
	return NULL;
}

static void
place_progress(gpointer self, TertiusSourceProgress *progress)
{
	const Place *place = self;

	*progress = place->done;
	progress->folders = place->folders->len;
	progress->folders_done = MIN(place->next, progress->folders);
	for (guint i = 0; i < place->folders->len; i++) {
		const TertiusPlaceFolder *folder = place->folders->pdata[i];

		progress->bytes += folder->kind == NULL ? folder->bytes : 0;
	}
	if (place->current != NULL) {
		TertiusSourceProgress now =
			tertius_source_progress(place->current);

		add_progress(progress, &now);
	}
}

static void
place_free(gpointer self)
{
	Place *place = self;

	tertius_source_free(place->current);
	g_ptr_array_unref(place->folders);
	g_free(place);
}

static const TertiusSourceClass place_class = {
	.next = place_next,
	.progress = place_progress,
	.free = place_free,
};

TertiusSource *
tertius_place_open(const char *place, const TertiusSourceOptions *options,
                   GError **error)
{
	g_autofree char *path = realpath(place, NULL);
	GPtrArray *folders;
	Place *self;

	if (path == NULL && strstr(place, "://") != NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            _("'%s' cannot be read: mail is read from files, "
		              "folders, imap:// and imaps://"),
		            place);
		return NULL;
	}
	if (path == NULL) {
		g_set_error(error, TERTIUS_ERROR,
		            errno == EACCES ? TERTIUS_ERROR_DENIED
		                            : TERTIUS_ERROR_UNREACHABLE,
		            _("cannot open '%s': %s"), place,
		            g_strerror(errno));
		return NULL;
	}
	folders = tertius_place_look(path, options, error);
	if (folders == NULL)
		return NULL;
	self = g_new0(Place, 1);
	self->options = options;
	self->folders = folders;
	return tertius_source_new(&place_class, self);
}
