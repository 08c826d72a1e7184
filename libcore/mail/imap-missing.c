/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second look, and what is said of it.
 */
#include "mail/imap-missing.h"

#include "base/error.h"
#include "mail/imap-search.h"

/* By the first and the last one, as all of them may be too long for a command. */
static char *
dup_range(const GArray *uids)
{
	guint32 low = g_array_index(uids, guint32, 0);
	guint32 high = low;

	for (guint i = 1; i < uids->len; i++) {
		guint32 uid = g_array_index(uids, guint32, i);

		low = MIN(low, uid);
		high = MAX(high, uid);
	}
	return g_strdup_printf("UID %u:%u", low, high);
}

/* Leaves in @found what is also in @uids. */
static void
keep_common(GArray *found, const GArray *uids)
{
	g_autoptr(GHashTable) wanted = g_hash_table_new(NULL, NULL);
	guint kept = 0;

	for (guint i = 0; i < uids->len; i++)
		g_hash_table_add(wanted, GUINT_TO_POINTER(g_array_index(
						 uids, guint32, i)));
	for (guint i = 0; i < found->len; i++) {
		guint32 uid = g_array_index(found, guint32, i);

		if (g_hash_table_contains(wanted, GUINT_TO_POINTER(uid)))
			g_array_index(found, guint32, kept++) = uid;
	}
	g_array_set_size(found, kept);
}

/* Before that the server gets the occasion to say which are gone: it may tell of
 * some only then (RFC 3501 7.4.1). */
static GArray *
search_again(TertiusImapSession *session, const GArray *uids, GError **error)
{
	g_autofree char *range = dup_range(uids);
	g_autofree char *command = tertius_imap_search_dup(session, range, 0);
	const char *const both[] = { "NOOP", command };
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
	TertiusImapSearch search = { .uids = found,
		                     .max = TERTIUS_IMAP_WINDOW_MAX };

	if (!tertius_imap_session_run_both(
		    session, both, tertius_imap_search_take, &search, error) ||
	    !tertius_imap_search_finish(&search, error))
		return NULL;
	keep_common(found, uids);
	return g_steal_pointer(&found);
}

GArray *
tertius_imap_missing_find(TertiusImapSession *session, GArray *uids,
                          GError **error)
{
	g_autoptr(GError) why = NULL;
	GArray *there;

	if (uids->len == 0)
		return g_array_ref(uids);
	there = search_again(session, uids, &why);
	if (there != NULL)
		return there;
	/* A server that does not answer that may have all of them. */
	if (why->domain == TERTIUS_ERROR ||
	    g_error_matches(why, G_IO_ERROR, G_IO_ERROR_FAILED))
		return g_array_ref(uids);
	g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}

void
tertius_imap_missing_tell(const TertiusSourceOptions *options,
                          const TertiusImapFolder *folder, const GArray *uids,
                          const char *words)
{
	for (guint i = 0; options->problem != NULL && i < uids->len; i++) {
		g_autofree char *name =
			g_strdup_printf("%s/;UID=%u", folder->item,
		                        g_array_index(uids, guint32, i));

		options->problem(name, words, options->data);
	}
}
