/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place with one file for each object: a folder (vdir.h) or a CalDAV
 * collection (caldav.h). The sync needs no more of them than this.
 */
#pragma once

#include <glib.h>

/* Objects of one collection; a calendar of ten years has 50,000. */
#define TERTIUS_COLLECTION_ITEMS_MAX 200000

typedef struct {
	char *href; /* its name in the collection, as "UID.ics" */
	char *etag; /* of the version; "": it is there, in one that is not
	             * told; NULL: it is gone, or was fetched without */
	char *text; /* NULL until it was fetched, or when it is gone; "": it
	             * cannot be read */
} TertiusCollectionItem;

typedef enum {
	TERTIUS_WRITE_FAILED, /* error is set */
	TERTIUS_WRITE_DONE,
	TERTIUS_WRITE_CHANGED, /* somebody else was faster: look again */
	TERTIUS_WRITE_REFUSED, /* this object will never be taken */
} TertiusWriteResult;

/* An object that is not there yet. */
typedef struct {
	const char *href;
	const char *text;
	char *etag;       /* owned by who asks; NULL: not known */
	gboolean is_done; /* it is there now */
} TertiusCollectionNew;

typedef struct _TertiusCollection TertiusCollection;

struct _TertiusCollection {
	/* What changed since *@token (NULL: all there is), as items without
	 * text; of what is gone, the etag is NULL. *@is_all tells whether all
	 * of it is there, so that what is missing is gone. *@token becomes the
	 * new one, or NULL when there is none. */
	gboolean (*list)(TertiusCollection *self, char **token,
	                 GPtrArray *items, gboolean *is_all, GError **error);
	/* Fills in the texts (and etags) of @items; one that went meanwhile has
	 * neither. */
	gboolean (*fetch)(TertiusCollection *self, GPtrArray *items,
	                  GError **error);
	/* Writes one object: a new one when @etag is NULL, else over exactly
	 * that version. *@new_etag becomes NULL when it is not known. */
	TertiusWriteResult (*put)(TertiusCollection *self, const char *href,
	                          const char *etag, const char *text,
	                          char **new_etag, GError **error);
	/* Writes several new objects at once, as many as it can without
	 * trouble; those that are not done are to be put, which tells why. NULL:
	 * there is no gain in it. */
	void (*create)(TertiusCollection *self, TertiusCollectionNew *objects,
	               guint n);
	/* What is gone already counts as done. */
	TertiusWriteResult (*remove)(TertiusCollection *self, const char *href,
	                             const char *etag, GError **error);
	/* Whether an object with @uid is in another collection of the same
	 * account; NULL: there are no others. */
	gboolean (*is_elsewhere)(TertiusCollection *self, const char *uid,
	                         gboolean *found, GError **error);
	void (*free)(TertiusCollection *self);
};

/* Returns an array that frees its TertiusCollectionItem. */
GPtrArray *tertius_collection_items_new(void);
TertiusCollectionItem *tertius_collection_item_new(const char *href,
                                                   const char *etag);
void tertius_collection_free(TertiusCollection *collection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusCollection, tertius_collection_free)
