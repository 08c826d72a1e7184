/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of an account's folders are to be read.
 */
#include "mail/imap-folders.h"

#include "base/error.h"
#include "mail/imap-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LEFT_OUT                                                               \
	(TERTIUS_IMAP_USE_DRAFTS | TERTIUS_IMAP_USE_JUNK |                     \
	 TERTIUS_IMAP_USE_TRASH)
/* What holds for the folders below one, too. */
#define HANDED_DOWN (LEFT_OUT | TERTIUS_IMAP_USE_SENT)
#define DEPTH_MAX   100

void
tertius_imap_folder_free(TertiusImapFolder *folder)
{
	if (folder == NULL)
		return;
	g_free(folder->wire);
	g_free(folder->name);
	g_free(folder->item);
	g_free(folder);
}

static void
free_folder(gpointer data)
{
	tertius_imap_folder_free(data);
}

/* What a folder is for where the server marks none of its kind. */
static guint
use_by_name(const TertiusImapListing *listing, const TertiusImapFound *found)
{
	static const guint uses[TERTIUS_FOLDER_N] = {
		[TERTIUS_FOLDER_SENT] = TERTIUS_IMAP_USE_SENT,
		[TERTIUS_FOLDER_DRAFTS] = TERTIUS_IMAP_USE_DRAFTS,
		[TERTIUS_FOLDER_JUNK] = TERTIUS_IMAP_USE_JUNK,
		[TERTIUS_FOLDER_TRASH] = TERTIUS_IMAP_USE_TRASH,
	};
	const char *name = found->folder.name;
	const char *last = found->delimiter == '\0'
	                           ? NULL
	                           : strrchr(name, found->delimiter);

	last = last == NULL ? name : last + 1;
	/* No such name has a dot or a stroke, and here neither parts names. */
	if (found->delimiter != '\0' && strpbrk(last, "./") != NULL)
		return 0;
	return uses[tertius_source_folder_use(last)] & ~listing->uses_seen;
}

/* What the folders around it are for holds for a folder too; nobody has more of them
 * one in the other. */
static guint
use_by_parents(const TertiusImapListing *listing, const TertiusImapFound *found)
{
	const char *wire = found->folder.wire;
	guint uses = 0, depth = 0;

	for (const char *end = wire;
	     found->delimiter != '\0' && depth < DEPTH_MAX &&
	     (end = strchr(end, found->delimiter)) != NULL;
	     end++, depth++) {
		g_autofree char *name = g_strndup(wire, (gsize) (end - wire));
		const TertiusImapFound *parent =
			g_hash_table_lookup(listing->found, name);

		if (parent != NULL)
			uses |= parent->uses & HANDED_DOWN;
	}
	return uses;
}

/* A folder that the person names is read, whatever it is for. */
static gboolean
is_wanted(const TertiusImapListing *listing, const TertiusImapFound *found)
{
	const char *name = found->folder.name;
	guint dull = LEFT_OUT | TERTIUS_IMAP_USE_VIEW;

	if ((found->uses & TERTIUS_IMAP_USE_NOTHING) != 0)
		return FALSE;
	if (listing->wanted != NULL)
		return tertius_imap_listing_names(listing, name) &&
		       (listing->pattern == NULL ||
		        tertius_imap_listing_names(listing, listing->pattern) ||
		        g_pattern_match_simple(listing->pattern, name));
	if ((found->uses & dull) != 0)
		return FALSE;
	if (listing->pattern != NULL)
		return g_pattern_match_simple(listing->pattern, name);
	if ((listing->uses_seen & TERTIUS_IMAP_USE_ALL) != 0)
		return (found->uses &
		        (TERTIUS_IMAP_USE_ALL | TERTIUS_IMAP_USE_SENT)) != 0;
	return TRUE;
}

static void
settle_uses(TertiusImapListing *listing,
            guint (*use)(const TertiusImapListing *, const TertiusImapFound *))
{
	for (guint i = 0; i < listing->order->len; i++) {
		TertiusImapFound *found = g_ptr_array_index(listing->order, i);

		found->uses |= use(listing, found);
	}
}

/* Takes those that are to be read out of @listing. */
static GPtrArray *
choose(TertiusImapListing *listing)
{
	GPtrArray *chosen = g_ptr_array_new_with_free_func(free_folder);
	guint kept = 0;

	settle_uses(listing, use_by_name);
	settle_uses(listing, use_by_parents);
	g_ptr_array_set_free_func(listing->order, NULL);
	for (guint i = 0; i < listing->order->len; i++) {
		TertiusImapFound *found = g_ptr_array_index(listing->order, i);

		found->folder.is_sent =
			(found->uses & TERTIUS_IMAP_USE_SENT) != 0;
		if (!is_wanted(listing, found))
			listing->order->pdata[kept++] = found;
		else if (found->folder.is_sent)
			g_ptr_array_insert(chosen, 0, found);
		else
			g_ptr_array_add(chosen, found);
	}
	g_ptr_array_set_size(listing->order, (int) kept);
	g_ptr_array_set_free_func(listing->order, free_folder);
	return chosen;
}

/* A pattern without wildcards is a name. */
static const char *
find_wanted(const TertiusImapPlace *place, const char *pattern)
{
	if (place->folder != NULL)
		return place->folder;
	return pattern != NULL && strpbrk(pattern, "*?") == NULL ? pattern
	                                                         : NULL;
}

static void
tell_cut(const TertiusImapPlace *place, const TertiusSourceOptions *options)
{
	g_autofree char *message = g_strdup_printf(
		_("has more than %d folders, or too long names for them; the "
	          "others are not read"),
		TERTIUS_IMAP_FOLDERS_MAX);

	if (options->problem != NULL)
		options->problem(place->name, message, options->data);
}

/* --- None ------------------------------------------------------------------ */

/* Whether @name is the last part of the folder's, as "Sent" of "INBOX.Sent". */
static gboolean
ends_with(const TertiusImapFound *found, const char *name)
{
	const char *whole = found->folder.name;
	gsize length = strlen(whole), n = strlen(name);

	return found->delimiter != '\0' && length > n &&
	       whole[length - n - 1] == found->delimiter &&
	       strcmp(whole + length - n, name) == 0;
}

/* --folder for @name, and with a delimiter for all below it, as a person may copy it
 * into a shell: the server gave the name. */
static char *
dup_option(const char *name, char delimiter)
{
	const char below[] = { delimiter, delimiter == '\0' ? '\0' : '*',
		               '\0' };
	g_autofree char *pattern = g_strconcat(name, below, NULL);
	g_autofree char *quoted = g_shell_quote(pattern);

	return g_strconcat("--folder ", quoted, NULL);
}

/* Why @found is none of those that are asked for by @asked; NULL: it is not alike. */
static char *
dup_reason(const TertiusImapListing *listing, const TertiusImapFound *found,
           const char *asked)
{
	const char *name = found->folder.name;
	gboolean has_mail = (found->uses & TERTIUS_IMAP_USE_NOTHING) == 0;
	g_autofree char *whole = dup_option(name, '\0');
	g_autofree char *below = dup_option(name, found->delimiter);

	if (!has_mail && found->delimiter != '\0' &&
	    tertius_imap_listing_names(listing, name))
		return g_strdup_printf(_("%s there has no mail, only folders "
		                         "in it; read them with %s"),
		                       name, below);
	if (listing->wanted != NULL && ends_with(found, asked))
		return g_strdup_printf(_("it has no folder named %s; there is "
		                         "%s"),
		                       asked, name);
	if (listing->wanted == NULL && has_mail &&
	    g_pattern_match_simple(asked, name))
		return g_strdup_printf(_("%s is left out, as drafts, junk and "
		                         "trash are; %s reads it"),
		                       name, whole);
	return NULL;
}

/* Nothing is to be read of what was asked for. */
static GError *
explain_none(const TertiusImapListing *listing)
{
	const char *asked =
		listing->wanted != NULL ? listing->wanted : listing->pattern;
	g_autofree char *reason = NULL;

	for (guint i = 0; reason == NULL && i < listing->order->len; i++)
		reason = dup_reason(
			listing, g_ptr_array_index(listing->order, i), asked);
	if (reason != NULL)
		return g_error_new(TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		                   "%s: %s", listing->place->name, reason);
	return g_error_new(TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
	                   _("%s has no folder named %s"), listing->place->name,
	                   asked);
}

GPtrArray *
tertius_imap_folders_list(TertiusImapSession *session,
                          const TertiusImapPlace *place,
                          const TertiusSourceOptions *options, GError **error)
{
	TertiusImapListing listing;
	GPtrArray *chosen = NULL;

	tertius_imap_listing_init(&listing, place,
	                          find_wanted(place, options->folders),
	                          options->folders);
	if (tertius_imap_listing_ask(&listing, session, error))
		chosen = choose(&listing);
	if (chosen != NULL && listing.is_cut)
		tell_cut(place, options);
	if (chosen != NULL && chosen->len == 0 &&
	    (listing.wanted != NULL || listing.pattern != NULL)) {
		g_propagate_error(error, explain_none(&listing));
		g_clear_pointer(&chosen, g_ptr_array_unref);
	}
	tertius_imap_listing_clear(&listing);
	return chosen;
}
