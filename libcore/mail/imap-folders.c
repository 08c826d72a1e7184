/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LIST, and what follows from it.
 */
#include "mail/imap-folders.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Namespaces of one kind. */
#define PREFIXES_MAX 100

typedef enum {
	TERTIUS_IMAP_USE_NOTHING = 1 << 0, /* cannot be opened */
	TERTIUS_IMAP_USE_SENT = 1 << 1,
	TERTIUS_IMAP_USE_DRAFTS = 1 << 2,
	TERTIUS_IMAP_USE_JUNK = 1 << 3,
	TERTIUS_IMAP_USE_TRASH = 1 << 4,
	TERTIUS_IMAP_USE_ALL = 1 << 5,
	TERTIUS_IMAP_USE_VIEW = 1 << 6, /* shows messages of other folders */
} Use;

#define LEFT_OUT                                                               \
	(TERTIUS_IMAP_USE_DRAFTS | TERTIUS_IMAP_USE_JUNK |                     \
	 TERTIUS_IMAP_USE_TRASH)
/* What holds for the folders below one, too. */
#define HANDED_DOWN (LEFT_OUT | TERTIUS_IMAP_USE_SENT)

typedef struct {
	const char *attribute;
	Use use;
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

typedef struct {
	TertiusImapFolder folder; /* first: freed as one */
	char delimiter;           /* of parents in its name; NUL: none */
	guint uses;
} Found;

typedef struct {
	const TertiusImapPlace *place;
	const char *wanted;       /* the only folder that is; or NULL */
	GHashTable *found;        /* wire name -> Found */
	GHashTable *items;        /* names for the ledger */
	GPtrArray *order;         /* Found, lent */
	GPtrArray *mine, *others; /* prefixes of namespaces */
	guint uses_seen;
	gboolean is_cut; /* there are more than are taken */
} Listing;

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

		if (prefix != NULL && prefixes->len < PREFIXES_MAX)
			g_ptr_array_add(prefixes, prefix);
		else
			g_free(prefix);
	}
	return end;
}

static void
take_namespace(Listing *listing, const TertiusImapResponse *response)
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
is_of_others(const Listing *listing, const char *wire)
{
	return !is_inbox(wire) && measure_prefix(listing->others, wire) >
	                                  measure_prefix(listing->mine, wire);
}

/* --- LIST and STATUS ------------------------------------------------------ */

/* Whether the person has named it. */
static gboolean
is_named(const Listing *listing, const char *name)
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
dup_item(const Listing *listing, const char *wire, const char *name)
{
	g_autofree char *plain =
		g_strconcat(listing->place->name, "/", name, NULL);
	g_autofree char *escaped = NULL;

	if (!g_hash_table_contains(listing->items, plain))
		return g_steal_pointer(&plain);
	escaped = g_uri_escape_bytes((const guchar *) wire, strlen(wire), "/");
	return g_strconcat(listing->place->name, "/", escaped, NULL);
}

/* "* LIST (flags) delimiter name …" */
static void
take_list(Listing *listing, const TertiusImapResponse *response)
{
	const TertiusImapToken *flags =
		tertius_imap_response_token(response, 1);
	g_autofree char *wire = NULL;
	g_autofree char *name = NULL;
	Found *found;

	if (flags == NULL || flags->kind != TERTIUS_IMAP_OPEN)
		return;
	wire = tertius_imap_response_dup(response, flags->next + 1);
	if (wire == NULL || *wire == '\0' ||
	    g_hash_table_contains(listing->found, wire))
		return;
	name = tertius_imap_name_decode(wire);
	if (is_of_others(listing, wire) && !is_named(listing, name))
		return;
	if (listing->order->len == TERTIUS_IMAP_FOLDERS_MAX) {
		listing->is_cut = TRUE;
		return;
	}
	found = g_new0(Found, 1);
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
take_status(Listing *listing, const TertiusImapResponse *response)
{
	g_autofree char *wire = tertius_imap_response_dup(response, 1);
	Found *found =
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

/* --- Choosing ------------------------------------------------------------- */

/* What a folder is for where the server marks none of its kind. */
static guint
use_by_name(const Listing *listing, const Found *found)
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

/* What the folders around it are for holds for a folder too. */
static guint
use_by_parents(const Listing *listing, const Found *found)
{
	const char *wire = found->folder.wire;
	guint uses = 0;

	for (const char *end = wire;
	     found->delimiter != '\0' &&
	     (end = strchr(end, found->delimiter)) != NULL;
	     end++) {
		g_autofree char *name = g_strndup(wire, (gsize) (end - wire));
		const Found *parent = g_hash_table_lookup(listing->found, name);

		if (parent != NULL)
			uses |= parent->uses & HANDED_DOWN;
	}
	return uses;
}

/* A folder that the person names is read, whatever it is for. */
static gboolean
is_wanted(const Listing *listing, const Found *found, const char *pattern)
{
	const char *name = found->folder.name;
	guint dull = LEFT_OUT | TERTIUS_IMAP_USE_VIEW;

	if ((found->uses & TERTIUS_IMAP_USE_NOTHING) != 0)
		return FALSE;
	if (listing->wanted != NULL)
		return is_named(listing, name);
	if ((found->uses & dull) != 0)
		return FALSE;
	if (pattern != NULL)
		return g_pattern_match_simple(pattern, name);
	if ((listing->uses_seen & TERTIUS_IMAP_USE_ALL) != 0)
		return (found->uses &
		        (TERTIUS_IMAP_USE_ALL | TERTIUS_IMAP_USE_SENT)) != 0;
	return TRUE;
}

static void
settle_uses(Listing *listing, guint (*use)(const Listing *, const Found *))
{
	for (guint i = 0; i < listing->order->len; i++) {
		Found *found = g_ptr_array_index(listing->order, i);

		found->uses |= use(listing, found);
	}
}

/* Takes the folders out of @listing. */
static GPtrArray *
choose(Listing *listing, const char *pattern)
{
	GPtrArray *chosen = g_ptr_array_new_with_free_func(free_folder);

	settle_uses(listing, use_by_name);
	settle_uses(listing, use_by_parents);
	for (guint i = 0; i < listing->order->len; i++) {
		Found *found = g_ptr_array_index(listing->order, i);

		found->folder.is_sent =
			(found->uses & TERTIUS_IMAP_USE_SENT) != 0;
		if (!is_wanted(listing, found, pattern))
			tertius_imap_folder_free(&found->folder);
		else if (found->folder.is_sent)
			g_ptr_array_insert(chosen, 0, found);
		else
			g_ptr_array_add(chosen, found);
	}
	g_ptr_array_set_free_func(listing->order, NULL);
	return chosen;
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

/* The namespaces, and with the same round trip all that lies in the first. */
static gboolean
ask_first(TertiusImapSession *session, Listing *listing, GError **error)
{
	g_autofree char *list = dup_list(session, "");
	const char *const both[] = { "NAMESPACE", list };

	return tertius_imap_session_can(session, "NAMESPACE")
	               ? tertius_imap_session_run_both(session, both, take_line,
	                                               listing, error)
	               : tertius_imap_session_run(session, list, take_line,
	                                          listing, error);
}

static gboolean
has_under(const Listing *listing, const char *prefix)
{
	for (guint i = 0; i < listing->order->len; i++) {
		const Found *found = g_ptr_array_index(listing->order, i);

		if (g_str_has_prefix(found->folder.wire, prefix))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_inbox(const Listing *listing)
{
	for (guint i = 0; i < listing->order->len; i++) {
		const Found *found = g_ptr_array_index(listing->order, i);

		if (is_inbox(found->folder.name))
			return TRUE;
	}
	return FALSE;
}

/* Namespaces of ours that "*" does not show. */
static gboolean
ask_rest(TertiusImapSession *session, Listing *listing, GError **error)
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
ask_others(TertiusImapSession *session, Listing *listing, GError **error)
{
	for (guint i = 0; listing->wanted != NULL && i < listing->others->len;
	     i++) {
		const char *prefix = g_ptr_array_index(listing->others, i);
		g_autofree char *name = tertius_imap_name_decode(prefix);
		g_autofree char *list = dup_list(session, prefix);

		if (*name != '\0' && list != NULL &&
		    g_str_has_prefix(listing->wanted, name) &&
		    !has_under(listing, prefix) &&
		    !tertius_imap_session_run(session, list, take_line, listing,
		                              error))
			return FALSE;
	}
	return TRUE;
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
		_("has more than %d folders; the others are not read"),
		TERTIUS_IMAP_FOLDERS_MAX);

	if (options->problem != NULL)
		options->problem(place->name, message, options->data);
}

GPtrArray *
tertius_imap_folders_list(TertiusImapSession *session,
                          const TertiusImapPlace *place,
                          const TertiusSourceOptions *options, GError **error)
{
	Listing listing = {
		.place = place,
		.wanted = find_wanted(place, options->folders),
	};
	GPtrArray *chosen = NULL;

	listing.found = g_hash_table_new(g_str_hash, g_str_equal);
	listing.items = g_hash_table_new(g_str_hash, g_str_equal);
	listing.order = g_ptr_array_new_with_free_func(free_folder);
	listing.mine = g_ptr_array_new_with_free_func(g_free);
	listing.others = g_ptr_array_new_with_free_func(g_free);
	if (ask_first(session, &listing, error) &&
	    ask_rest(session, &listing, error) &&
	    ask_others(session, &listing, error))
		chosen = choose(&listing, options->folders);
	if (chosen != NULL && listing.is_cut)
		tell_cut(place, options);
	g_hash_table_unref(listing.found);
	g_hash_table_unref(listing.items);
	g_ptr_array_unref(listing.order);
	g_ptr_array_unref(listing.mine);
	g_ptr_array_unref(listing.others);
	if (chosen != NULL && chosen->len == 0 &&
	    (place->folder != NULL || options->folders != NULL)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            _("%s has no folder named %s"), place->name,
		            place->folder != NULL ? place->folder
		                                  : options->folders);
		g_clear_pointer(&chosen, g_ptr_array_unref);
	}
	return chosen;
}
