/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server tells of the folders of an account: NAMESPACE, LIST and STATUS.
 */
#pragma once

#include <glib.h>

#include "mail/imap-folders.h"
#include "mail/imap-place.h"
#include "mail/imap-session.h"

/* Bytes of a folder's name, and of a namespace's, as the server writes it, and of all
 * together; as a path it would have up to 4,096. */
#define TERTIUS_IMAP_NAME_MAX  ((gsize) 4096)
#define TERTIUS_IMAP_NAMES_MAX ((gsize) 4 << 20)

/* What a folder is for. */
typedef enum {
	TERTIUS_IMAP_USE_NOTHING = 1 << 0, /* cannot be opened */
	TERTIUS_IMAP_USE_SENT = 1 << 1,
	TERTIUS_IMAP_USE_DRAFTS = 1 << 2,
	TERTIUS_IMAP_USE_JUNK = 1 << 3,
	TERTIUS_IMAP_USE_TRASH = 1 << 4,
	TERTIUS_IMAP_USE_ALL = 1 << 5,
	TERTIUS_IMAP_USE_VIEW = 1 << 6, /* shows messages of other folders */
} TertiusImapUse;

/* Plain records. */
typedef struct {
	TertiusImapFolder folder; /* first: freed as one */
	char delimiter;           /* of parents in its name; NUL: none */
	guint uses;               /* TertiusImapUse that the server has told */
} TertiusImapFound;

typedef struct {
	const TertiusImapPlace *place;
	const char *wanted;       /* the only folder that is; or NULL */
	const char *pattern;      /* of those that are; or NULL */
	GHashTable *found;        /* wire name -> TertiusImapFound */
	GHashTable *items;        /* names for the ledger */
	GPtrArray *order;         /* TertiusImapFound, owned */
	GPtrArray *mine, *others; /* prefixes of namespaces */
	guint uses_seen;          /* of all that can be opened */
	gsize bytes;              /* of their names on the wire */
	gboolean is_cut;          /* there are more than one of the limits */
} TertiusImapListing;

/* @place, @wanted and @pattern are lent. */
void tertius_imap_listing_init(TertiusImapListing *listing,
                               const TertiusImapPlace *place,
                               const char *wanted, const char *pattern);
void tertius_imap_listing_clear(TertiusImapListing *listing);

/* Asks for all folders of the account; for what others share where @wanted or the
 * beginning of @pattern names it. FALSE with an error of the session. */
gboolean tertius_imap_listing_ask(TertiusImapListing *listing,
                                  TertiusImapSession *session, GError **error);

/* Whether @name is the one that is wanted. */
gboolean tertius_imap_listing_names(const TertiusImapListing *listing,
                                    const char *name);
