/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UID SEARCH, with ESEARCH (RFC 4731) where the server can.
 */
#include "mail/imap-search.h"

#include "base/error.h"
#include "mail/imap-numbers.h"

#include <glib/gi18n-lib.h>

char *
tertius_imap_search_dup(TertiusImapSession *session, const char *range,
                        gint64 since)
{
	g_autofree char *day = tertius_imap_numbers_dup_day_before(since);
	const char *form = tertius_imap_session_can(session, "ESEARCH")
	                           ? "RETURN (ALL) "
	                           : "";

	return g_strconcat("UID SEARCH ", form, "UNDELETED UNDRAFT ", range,
	                   since > 0 ? " SINCE " : "", since > 0 ? day : "",
	                   NULL);
}

/* "SEARCH 4 5 6", or "ESEARCH (TAG "T5") UID ALL 4:6". */
void
tertius_imap_search_take(const TertiusImapResponse *response, gpointer data)
{
	TertiusImapSearch *search = data;
	gboolean is_extended;

	if (response->kind != TERTIUS_IMAP_DATA)
		return;
	is_extended = tertius_imap_response_is(response, 0, "ESEARCH");
	if (!is_extended && !tertius_imap_response_is(response, 0, "SEARCH"))
		return;
	search->is_broken = search->is_broken || response->is_cut;
	for (guint i = 1; i < response->tokens->len; i++) {
		const TertiusImapToken *token =
			tertius_imap_response_token(response, i);

		if (is_extended &&
		    !tertius_imap_response_is(response, i - 1, "ALL"))
			continue;
		if (!tertius_imap_numbers_read_set(
			    tertius_imap_response_bytes(response, token),
			    token->length, search->max, search->uids))
			search->is_broken = TRUE;
	}
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
	guint32 x = *(const guint32 *) a;
	guint32 y = *(const guint32 *) b;

	return (x > y) - (x < y);
}

gboolean
tertius_imap_search_finish(TertiusImapSearch *search, GError **error)
{
	if (search->is_broken) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("the list of messages cannot be read"));
		return FALSE;
	}
	g_array_sort(search->uids, compare_numbers);
	return TRUE;
}

GArray *
tertius_imap_search_run(TertiusImapSession *session, const char *range,
                        gint64 since, guint max, GError **error)
{
	g_autofree char *command =
		tertius_imap_search_dup(session, range, since);
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	TertiusImapSearch search = { .uids = uids, .max = max };

	if (!tertius_imap_session_run(session, command,
	                              tertius_imap_search_take, &search,
	                              error) ||
	    !tertius_imap_search_finish(&search, error))
		return NULL;
	return g_steal_pointer(&uids);
}
