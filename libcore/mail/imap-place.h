/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which account on which server: "imaps://user@host:port/Folder", taken apart.
 */
#pragma once

#include <gio/gio.h>

/* A plain record. */
typedef struct {
	char *name; /* "imaps://user@host", with the port where it is not
	                  * the usual one; never a folder, never a password */
	char *user;
	char *host;
	guint16 port;
	gboolean is_tls; /* from the first byte; else by STARTTLS */
	char *folder;    /* the only one to read, UTF-8; NULL: all */
} TertiusImapPlace;

/* Whether @place looks like one of ours. */
gboolean tertius_imap_place_is(const char *place);

/* Takes @text apart. NULL and TERTIUS_ERROR_SETTINGS when no user or no host is named, or
 * when a password is (which other users of the computer could read). In user
 * and folder, %40 and its like stand for a character; an "@" in the user name
 * may also stand as it is: the last one before the host counts. */
TertiusImapPlace *tertius_imap_place_parse(const char *text, GError **error);
void tertius_imap_place_free(TertiusImapPlace *place);

/* Whether @place belongs to an account of which one of @places (NULL-terminated) is
 * a part: the same user at the same host. */
gboolean tertius_imap_place_is_among(const char *place,
                                     const char *const *places);

/* Begins @error with the account of @place, where it does not name the host already;
 * without a password. Nothing for places of other kinds. */
void tertius_imap_place_explain(const char *place, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusImapPlace, tertius_imap_place_free)
