/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * EXAMINE, alone or with a search behind it.
 */
#include "mail/imap-examine.h"

#include "base/error.h"
#include "mail/imap-search.h"

#include <glib/gi18n-lib.h>

typedef struct {
	TertiusImapFolder *folder;
	guint32 *exists;
	TertiusImapSearch *search; /* NULL: none */
} Opening;

static void
take(const TertiusImapResponse *response, gpointer data)
{
	Opening *opening = data;
	guint32 number;

	if (opening->search != NULL)
		tertius_imap_search_take(response, opening->search);
	if (response->kind == TERTIUS_IMAP_DATA &&
	    tertius_imap_response_is(response, 1, "EXISTS"))
		*opening->exists = tertius_imap_response_number(response, 0);
	if (response->kind != TERTIUS_IMAP_STATUS)
		return;
	number = tertius_imap_response_code_number(response, "UIDVALIDITY");
	if (number != 0)
		opening->folder->validity = number;
	number = tertius_imap_response_code_number(response, "UIDNEXT");
	if (number != 0)
		opening->folder->next = number;
}

static gboolean
open_and_search(TertiusImapSession *session, const char *examine, gint64 since,
                const Opening *alone, GArray **found, GError **error)
{
	g_autofree char *command =
		tertius_imap_search_dup(session, "ALL", since);
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	TertiusImapSearch search = { .uids = uids,
		                     .max = TERTIUS_IMAP_WINDOW_MAX };
	Opening opening = { alone->folder, alone->exists, &search };
	const char *const both[] = { examine, command };

	if (!tertius_imap_session_run_both(session, both, take, &opening,
	                                   error) ||
	    !tertius_imap_search_finish(&search, error))
		return FALSE;
	*found = g_steal_pointer(&uids);
	return TRUE;
}

gboolean
tertius_imap_examine(TertiusImapSession *session, TertiusImapFolder *folder,
                     gint64 since, guint32 *exists, GArray **found,
                     GError **error)
{
	g_autofree char *name = tertius_imap_name_quote(folder->wire);
	g_autofree char *command = g_strconcat("EXAMINE ", name, NULL);
	Opening opening = { .folder = folder, .exists = exists };

	if (name == NULL) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("no command can hold its name"));
		return FALSE;
	}
	*exists = 0;
	return found == NULL ? tertius_imap_session_run(session, command, take,
	                                                &opening, error)
	                     : open_and_search(session, command, since,
	                                       &opening, found, error);
}
