/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * NAMESPACE, LIST and STATUS: asking, and what is answered.
 */
#include "mail/imap-list.h"

#include "base/error.h"

#include <string.h>

/* Namespaces of one kind. */
#define PREFIXES_MAX 100

typedef struct {
	const char *attribute;
	TertiusImapUse use;
} Attribute;

/* RFC 3501, 5258, 6154, 8457. */
static const Attribute attributes[] = {
	{ "\\Noselect", TERTIUS_IMAP_USE_NOTHING },
	{ "\\NonExistent", TERTIUS_IMAP_USE_NOTHING },
	{ "\\Sent", TERTIUS_IMAP_USE_SENT },
	{ "\\Drafts", TERTIUS_IMAP_USE_DRAFTS },
	{ "\\Junk", TERTIUS_IMAP_USE_JUNK },
	{ "\\Trash", TERTIUS_IMAP_USE_TRASH },
	{ "\\All", TERTIUS_IMAP_USE_ALL },
	{ "\\Flagged", TERTIUS_IMAP_USE_VIEW },
	{ "\\Important", TERTIUS_IMAP_USE_VIEW },
};

/* --- NAMESPACE ------------------------------------------------------------ */

/* ((prefix delimiter …) …), or NIL. Returns the token after it. */
static guint
take_prefixes(const TertiusImapResponse *response, guint i, GPtrArray *prefixes)
{
	const TertiusImapToken *list = tertius_imap_response_token(response, i);
	guint end = list == NULL ? i + 1 : list->next;

	for (guint at = i + 1; at + 1 < end;
	     at = tertius_imap_response_after(response, at)) {
		char *prefix = tertius_imap_response_dup(response, at + 1);

		if (prefix != NULL && prefixes->len < PREFIXES_MAX &&
		    strlen(prefix) <= TERTIUS_IMAP_NAME_MAX)
			g_ptr_array_add(prefixes, prefix);
		else
			g_free(prefix);
	}
	return end;
}

static void
take_namespace(TertiusImapListing *listing, const TertiusImapResponse *response)
{
	guint at = 1;

	at = take_prefixes(response, at, listing->mine);
	at = take_prefixes(response, at, listing->others);
	(void) take_prefixes(response, at, listing->others);
}

static gboolean
is_inbox(const char *name)
{
	return g_ascii_strcasecmp(name, "INBOX") == 0;
}

/* Letters of the longest of @prefixes that @wire begins with; -1: none. */
static int
measure_prefix(const GPtrArray *prefixes, const char *wire)
{
	int longest = -1;

	for (guint i = 0; i < prefixes->len; i++) {
		const char *prefix = prefixes->pdata[i];

		if (g_str_has_prefix(wire, prefix))
			longest = MAX(longest, (int) strlen(prefix));
	}
	return longest;
}

/* Mine may lie within what others share ("users/", "users/me/"), and what is shared
 * may have no prefix where mine has one (RFC 2342 5, example 6). */
static gboolean
is_of_others(const TertiusImapListing *listing, const char *wire)
{
	return !is_inbox(wire) && measure_prefix(listing->others, wire) >
	                                  measure_prefix(listing->mine, wire);
}

/* Whether what is asked for begins with what the namespace @prefix is called. */
static gboolean
begins_with(const TertiusImapListing *listing, const char *prefix)
{
	g_autofree char *name = tertius_imap_name_decode(prefix);
	const char *asked =
		listing->wanted != NULL ? listing->wanted : listing->pattern;

	return *name != '\0' && asked != NULL && g_str_has_prefix(asked, name);
}

/* What others share is read where it is asked for. */
static gboolean
is_asked_for(const TertiusImapListing *listing, const char *wire)
{
	for (guint i = 0; i < listing->others->len; i++) {
		const char *prefix = listing->others->pdata[i];

		if (g_str_has_prefix(wire, prefix) &&
		    begins_with(listing, prefix))
			return TRUE;
	}
	return FALSE;
}

/* --- LIST and STATUS ------------------------------------------------------ */

gboolean
tertius_imap_listing_names(const TertiusImapListing *listing, const char *name)
{
	const char *wanted = listing->wanted;

	return wanted != NULL && (g_str_equal(wanted, name) ||
	                          (is_inbox(wanted) && is_inbox(name)));
}

static guint
read_uses(const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *list = tertius_imap_response_token(response, i);
	guint uses = 0;

	for (guint at = i + 1; list != NULL && at < list->next; at++)
		for (gsize j = 0; j < G_N_ELEMENTS(attributes); j++)
			if (tertius_imap_response_is(response, at,
			                             attributes[j].attribute))
				uses |= attributes[j].use;
	return uses;
}

static char
read_delimiter(const TertiusImapResponse *response, guint i)
{
	g_autofree char *text = tertius_imap_response_dup(response, i);

	return (char) (text != NULL ? text[0] : '\0');
}

/* Two names that are no modified UTF-7 may read the same. */
static char *
dup_item(const TertiusImapListing *listing, const char *wire, const char *name)
{
	g_autofree char *plain =
		g_strconcat(listing->place->name, "/", name, NULL);
	g_autofree char *escaped = NULL;

	if (!g_hash_table_contains(listing->items, plain))
		return g_steal_pointer(&plain);
	escaped = g_uri_escape_bytes((const guchar *) wire, strlen(wire), "/");
	return g_strconcat(listing->place->name, "/", escaped, NULL);
}

/* FALSE when it is more than can be kept. */
static gboolean
has_room(TertiusImapListing *listing, const char *wire)
{
	gsize length = strlen(wire);

	if (listing->order->len == TERTIUS_IMAP_FOLDERS_MAX ||
	    length > TERTIUS_IMAP_NAME_MAX ||
	    listing->bytes + length > TERTIUS_IMAP_NAMES_MAX)
		return FALSE;
	listing->bytes += length;
	return TRUE;
}

/* "* LIST (flags) delimiter name …" */
static void
take_list(TertiusImapListing *listing, const TertiusImapResponse *response)
{
	const TertiusImapToken *flags =
		tertius_imap_response_token(response, 1);
	g_autofree char *wire = NULL;
	g_autofree char *name = NULL;
	TertiusImapFound *found;

	if (flags == NULL || flags->kind != TERTIUS_IMAP_OPEN)
		return;
	wire = tertius_imap_response_dup(response, flags->next + 1);
	if (wire == NULL || *wire == '\0' ||
	    g_hash_table_contains(listing->found, wire))
		return;
	name = tertius_imap_name_decode(wire);
	if (is_of_others(listing, wire) &&
	    !tertius_imap_listing_names(listing, name) &&
	    !is_asked_for(listing, wire))
		return;
	if (!has_room(listing, wire)) {
		listing->is_cut = TRUE;
		return;
	}
	found = g_new0(TertiusImapFound, 1);
	found->uses = read_uses(response, 1);
	found->delimiter = read_delimiter(response, flags->next);
	found->folder.item = dup_item(listing, wire, name);
	found->folder.name = g_steal_pointer(&name);
	found->folder.wire = g_steal_pointer(&wire);
	if ((found->uses & TERTIUS_IMAP_USE_NOTHING) == 0)
		listing->uses_seen |= found->uses;
	g_ptr_array_add(listing->order, found);
	g_hash_table_add(listing->items, found->folder.item);
	g_hash_table_insert(listing->found, found->folder.wire, found);
}

/* "* STATUS name (MESSAGES 12 UIDNEXT 13 …)" */
static void
take_status(TertiusImapListing *listing, const TertiusImapResponse *response)
{
	g_autofree char *wire = tertius_imap_response_dup(response, 1);
	TertiusImapFound *found =
		wire == NULL ? NULL : g_hash_table_lookup(listing->found, wire);

	for (guint at = 3; found != NULL && at + 1 < response->tokens->len;
	     at += 2) {
		guint32 number = tertius_imap_response_number(response, at + 1);

		if (tertius_imap_response_is(response, at, "MESSAGES")) {
			found->folder.messages = number;
			found->folder.is_empty =
				tertius_imap_response_is(response, at + 1, "0");
		} else if (tertius_imap_response_is(response, at, "UIDNEXT"))
			found->folder.next = number;
		else if (tertius_imap_response_is(response, at, "UIDVALIDITY"))
			found->folder.validity = number;
	}
}

static void
take_line(const TertiusImapResponse *response, gpointer data)
{
	if (response->kind != TERTIUS_IMAP_DATA)
		return;
	if (tertius_imap_response_is(response, 0, "NAMESPACE"))
		take_namespace(data, response);
	else if (tertius_imap_response_is(response, 0, "LIST"))
		take_list(data, response);
	else if (tertius_imap_response_is(response, 0, "STATUS"))
		take_status(data, response);
}

/* --- Asking --------------------------------------------------------------- */

/* NULL when no command can hold the prefix. */
static char *
dup_list(const TertiusImapSession *session, const char *prefix)
{
	g_autofree char *mask = g_strconcat(prefix, "*", NULL);
	g_autofree char *quoted = tertius_imap_name_quote(mask);
	gboolean is_extended =
		tertius_imap_session_can(session, "LIST-EXTENDED");
	const char *use =
		is_extended && tertius_imap_session_can(session, "SPECIAL-USE")
			? "SPECIAL-USE"
			: "";
	const char *status =
		is_extended && tertius_imap_session_can(session, "LIST-STATUS")
			? "STATUS (MESSAGES UIDNEXT UIDVALIDITY)"
			: "";

	if (quoted == NULL)
		return NULL;
	if (*use == '\0' && *status == '\0')
		return g_strconcat("LIST \"\" ", quoted, NULL);
	return g_strconcat("LIST \"\" ", quoted, " RETURN (", use,
	                   *use != '\0' && *status != '\0' ? " " : "", status,
	                   ")", NULL);
}

/* NO or BAD, and no request to come back later. */
static gboolean
is_refusal(const GError *why)
{
	return g_error_matches(why, TERTIUS_ERROR, TERTIUS_ERROR_DENIED) ||
	       g_error_matches(why, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* The namespaces, and with the same round trip all that lies in the first. Some do
 * not let everybody ask for namespaces. */
static gboolean
ask_first(TertiusImapSession *session, TertiusImapListing *listing,
          GError **error)
{
	g_autofree char *list = dup_list(session, "");
	const char *const both[] = { "NAMESPACE", list };
	g_autoptr(GError) why = NULL;

	if (tertius_imap_session_can(session, "NAMESPACE")) {
		if (tertius_imap_session_run_both(session, both, take_line,
		                                  listing, &why))
			return TRUE;
		if (!is_refusal(why)) {
			g_propagate_error(error, g_steal_pointer(&why));
			return FALSE;
		}
	}
	return tertius_imap_session_run(session, list, take_line, listing,
	                                error);
}

static gboolean
has_under(const TertiusImapListing *listing, const char *prefix)
{
	for (guint i = 0; i < listing->order->len; i++) {
		const TertiusImapFound *found =
			g_ptr_array_index(listing->order, i);

		if (g_str_has_prefix(found->folder.wire, prefix))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_inbox(const TertiusImapListing *listing)
{
	for (guint i = 0; i < listing->order->len; i++) {
		const TertiusImapFound *found =
			g_ptr_array_index(listing->order, i);

		if (is_inbox(found->folder.name))
			return TRUE;
	}
	return FALSE;
}

/* Namespaces of ours that "*" does not show. */
static gboolean
ask_rest(TertiusImapSession *session, TertiusImapListing *listing,
         GError **error)
{
	for (guint i = 0; i < listing->mine->len; i++) {
		const char *prefix = g_ptr_array_index(listing->mine, i);
		g_autofree char *list = dup_list(session, prefix);

		if (list != NULL && !has_under(listing, prefix) &&
		    !tertius_imap_session_run(session, list, take_line, listing,
		                              error))
			return FALSE;
	}
	return has_inbox(listing) ||
	       tertius_imap_session_run(session, "LIST \"\" INBOX", take_line,
	                                listing, error);
}

/* What others share is listed by "*" or not, as the server likes. */
static gboolean
ask_others(TertiusImapSession *session, TertiusImapListing *listing,
           GError **error)
{
	for (guint i = 0; i < listing->others->len; i++) {
		const char *prefix = g_ptr_array_index(listing->others, i);
		g_autofree char *list = dup_list(session, prefix);

		if (list != NULL && begins_with(listing, prefix) &&
		    !has_under(listing, prefix) &&
		    !tertius_imap_session_run(session, list, take_line, listing,
		                              error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_imap_listing_ask(TertiusImapListing *listing,
                         TertiusImapSession *session, GError **error)
{
	return ask_first(session, listing, error) &&
	       ask_rest(session, listing, error) &&
	       ask_others(session, listing, error);
}

static void
free_folder(gpointer data)
{
	tertius_imap_folder_free(data);
}

void
tertius_imap_listing_init(TertiusImapListing *listing,
                          const TertiusImapPlace *place, const char *wanted,
                          const char *pattern)
{
	*listing = (TertiusImapListing){
		.place = place,
		.wanted = wanted,
		.pattern = pattern,
		.found = g_hash_table_new(g_str_hash, g_str_equal),
		.items = g_hash_table_new(g_str_hash, g_str_equal),
		.order = g_ptr_array_new_with_free_func(free_folder),
		.mine = g_ptr_array_new_with_free_func(g_free),
		.others = g_ptr_array_new_with_free_func(g_free),
	};
}

void
tertius_imap_listing_clear(TertiusImapListing *listing)
{
	g_hash_table_unref(listing->found);
	g_hash_table_unref(listing->items);
	g_ptr_array_unref(listing->order);
	g_ptr_array_unref(listing->mine);
	g_ptr_array_unref(listing->others);
}
