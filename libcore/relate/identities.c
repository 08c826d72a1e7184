/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person, many addresses.
 */
#include "relate/identities.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/organisation.h"

/* --- What the user said --------------------------------------------------- */

/* Whether the user took the two apart after decision @after. */
static gboolean
is_split(const GPtrArray *decisions, gint64 after, const char *address,
         const char *other)
{
	for (guint i = decisions->len; i > 0; i--) {
		const TertiusDecision *split = decisions->pdata[i - 1];

		if (split->number <= after)
			return FALSE;
		/* Who is taken out of a person is taken from all of it. */
		if (split->kind == TERTIUS_DECISION_SPLIT &&
		    (strcmp(split->argument, address) == 0 ||
		     strcmp(split->argument, other) == 0))
			return TRUE;
	}
	return FALSE;
}

void
tertius_identities_obey(TertiusHistory *history, const GPtrArray *decisions)
{
	for (guint i = 0; i < decisions->len; i++) {
		const TertiusDecision *merge = decisions->pdata[i];

		if (merge->kind == TERTIUS_DECISION_MERGE &&
		    !is_split(decisions, merge->number, merge->subject,
		              merge->argument))
			tertius_history_unite(history, merge->argument,
			                      merge->subject);
	}
}

/* --- Those that are alike ------------------------------------------------- */

typedef gboolean (*AreAlike)(const TertiusSight *a, const TertiusSight *b);

static gboolean
bear_one_name(const TertiusSight *a, const TertiusSight *b)
{
	return strcmp(a->name, b->name) == 0;
}

static gboolean
are_spelled_alike(const TertiusSight *a, const TertiusSight *b)
{
	return strcmp(a->spelling, b->spelling) == 0;
}

/* How many of @list from @first on are alike. */
static guint
count_alike(const GPtrArray *list, guint first, AreAlike are_alike)
{
	guint n = 1;

	while (first + n < list->len &&
	       are_alike(list->pdata[first], list->pdata[first + n]))
		n++;
	return n;
}

/* More than may be one, or me, are several. */
static gboolean
may_be_one(const TertiusHistory *history, const GPtrArray *list, guint first,
           guint n)
{
	if (n < 2 || n > TERTIUS_IDENTITY_ADDRESSES_MAX)
		return FALSE;
	for (guint i = first; i < first + n; i++) {
		const TertiusSight *sight = list->pdata[i];

		if (tertius_history_is_my_address(history, sight->address))
			return FALSE;
	}
	return TRUE;
}

/* Who wrote most comes first, then by address. */
static int
compare_sights(gconstpointer a, gconstpointer b)
{
	const TertiusSight *x = *(const TertiusSight *const *) a;
	const TertiusSight *y = *(const TertiusSight *const *) b;

	if (x->letters != y->letters)
		return x->letters > y->letters ? -1 : 1;
	return strcmp(x->address, y->address);
}

/* Those who may be one person, group by group: first their threads are asked
 * for, then each group is looked at. */
typedef struct {
	const TertiusHistory *history;
	const GPtrArray *decisions;
	TertiusSights *sights;
	GPtrArray *found; /* TertiusMerge */
} Look;

typedef void (*LookAtGroup)(const Look *look, const GPtrArray *group);

static void
each_group(const Look *look, const GPtrArray *list, AreAlike are_alike,
           LookAtGroup use)
{
	g_autoptr(GPtrArray) group = g_ptr_array_new();

	for (guint i = 0, n; i < list->len; i += n) {
		n = count_alike(list, i, are_alike);
		if (!may_be_one(look->history, list, i, n))
			continue;
		g_ptr_array_set_size(group, 0);
		for (guint j = i; j < i + n; j++)
			g_ptr_array_add(group, list->pdata[j]);
		g_ptr_array_sort(group, compare_sights);
		use(look, group);
	}
}

static void
want_threads(const Look *look, const GPtrArray *group)
{
	for (guint i = 0; i < group->len; i++)
		tertius_sights_want_threads(look->sights, group->pdata[i]);
}

/* --- Two addresses of one name -------------------------------------------- */

/* Whether the local part is made of the name: "dana", "d.okafor", "okafor". */
static gboolean
spells(const char *address, const char *name)
{
	g_auto(GStrv) words = g_strsplit(name, " ", -1);
	gsize length = strcspn(address, "@");
	g_autofree char *local = g_strndup(address, length);

	for (guint i = 0; words[i] != NULL; i++) {
		if (strlen(words[i]) > 2 && strstr(local, words[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}

static const char *
find_common_thread(const TertiusSight *a, const TertiusSight *b)
{
	GHashTableIter iter;
	gpointer thread;

	if (a->threads == NULL || b->threads == NULL)
		return NULL;
	g_hash_table_iter_init(&iter, a->threads);
	while (g_hash_table_iter_next(&iter, &thread, NULL)) {
		if (g_hash_table_contains(b->threads, thread))
			return thread;
	}
	return NULL;
}

static gboolean
is_same_house(const TertiusSight *a, const TertiusSight *b)
{
	g_autofree char *first = tertius_organisation_dup(a->address);
	g_autofree char *second = tertius_organisation_dup(b->address);

	return first != NULL && g_strcmp0(first, second) == 0;
}

/* "dana.okafor@example.org" and "dana_okafor@mail.example.org": of one
 * organisation, and not of two parts of it, where namesakes may work. */
static gboolean
is_same_place(const TertiusSight *a, const TertiusSight *b)
{
	g_autofree char *first =
		g_strconcat(".", strchr(a->address, '@') + 1, NULL);
	g_autofree char *second =
		g_strconcat(".", strchr(b->address, '@') + 1, NULL);

	return (g_str_has_suffix(first, second) ||
	        g_str_has_suffix(second, first)) &&
	       is_same_house(a, b);
}

static void
take(const Look *look, const TertiusSight *main_sight,
     const TertiusSight *other, gboolean is_taken, const char *because)
{
	TertiusMerge *merge;

	if (is_split(look->decisions, 0, main_sight->address, other->address))
		return;
	merge = g_new0(TertiusMerge, 1);
	merge->address = g_strdup(main_sight->address);
	merge->other = g_strdup(other->address);
	merge->is_taken = is_taken;
	merge->because = g_strdup(because);
	g_ptr_array_add(look->found, merge);
}

static gboolean
is_one_spelling(const TertiusSight *a, const TertiusSight *b)
{
	return a->spelling != NULL && b->spelling != NULL &&
	       are_spelled_alike(a, b) && is_same_place(a, b);
}

/* Two of one name in one house may be two people: then only the user can tell,
 * unless both addresses are spelled alike. */
static void
compare_named(const Look *look, const TertiusSight *main_sight,
              const TertiusSight *other)
{
	gboolean is_apart = !is_same_house(main_sight, other);
	gboolean has_thread = find_common_thread(main_sight, other) != NULL;
	gboolean is_spelled = spells(main_sight->address, main_sight->name) &&
	                      spells(other->address, main_sight->name);

	if (has_thread && is_apart)
		take(look, main_sight, other, TRUE,
		     _("They bear the same name, and both wrote in the same "
		       "conversation."));
	else if ((is_spelled && is_apart) || is_one_spelling(main_sight, other))
		take(look, main_sight, other, TRUE,
		     _("They bear the same name, and both addresses spell "
		       "it."));
	else
		take(look, main_sight, other, FALSE,
		     _("They bear the same name."));
}

static void
look_at_named(const Look *look, const GPtrArray *group)
{
	for (guint i = 1; i < group->len; i++)
		compare_named(look, group->pdata[0], group->pdata[i]);
}

/* --- Two addresses that are spelled alike --------------------------------- */

static gboolean
have_other_names(const TertiusSight *a, const TertiusSight *b)
{
	return a->name != NULL && b->name != NULL && !bear_one_name(a, b);
}

/* In one place there is one person so spelled, unless names tell two apart.
 * Those that bear one name were compared. */
static void
look_at_spelled(const Look *look, const GPtrArray *group)
{
	for (guint i = 1; i < group->len; i++) {
		for (guint j = 0; j < i; j++) {
			if (have_other_names(group->pdata[i], group->pdata[j]))
				return;
		}
	}
	for (guint i = 1; i < group->len; i++) {
		const TertiusSight *main_sight = group->pdata[0];
		const TertiusSight *other = group->pdata[i];

		if (is_same_place(main_sight, other) &&
		    (main_sight->name == NULL || other->name == NULL))
			take(look, main_sight, other, TRUE,
			     _("Both addresses spell the same name, in one "
			       "organisation."));
	}
}

/* --- All ------------------------------------------------------------------ */

static int
compare_merges(gconstpointer a, gconstpointer b)
{
	const TertiusMerge *x = *(const TertiusMerge *const *) a;
	const TertiusMerge *y = *(const TertiusMerge *const *) b;
	int order = strcmp(x->address, y->address);

	return order != 0 ? order : strcmp(x->other, y->other);
}

static void
free_merge(gpointer merge)
{
	tertius_merge_free(merge);
}

GPtrArray *
tertius_identities_look(const TertiusHistory *history,
                        const GPtrArray *decisions, TertiusSights *sights)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(free_merge);
	const Look look = { history, decisions, sights, found };
	const GPtrArray *named, *spelled;

	tertius_sights_refresh(sights, history);
	named = tertius_sights_list_named(sights);
	spelled = tertius_sights_list_spelled(sights);
	each_group(&look, named, bear_one_name, want_threads);
	each_group(&look, spelled, are_spelled_alike, want_threads);
	tertius_sights_read_threads(sights, history);
	each_group(&look, named, bear_one_name, look_at_named);
	each_group(&look, spelled, are_spelled_alike, look_at_spelled);
	g_ptr_array_sort(found, compare_merges);
	return found;
}

GPtrArray *
tertius_identities_find(TertiusHistory *history, const GPtrArray *decisions)
{
	g_autoptr(TertiusSights) sights = tertius_sights_new();
	GPtrArray *found = tertius_identities_look(history, decisions, sights);

	for (guint i = 0; i < found->len; i++) {
		const TertiusMerge *merge = found->pdata[i];

		if (merge->is_taken)
			tertius_history_unite(history, merge->other,
			                      merge->address);
	}
	tertius_identities_obey(history, decisions);
	return found;
}

void
tertius_identities_add_contact(TertiusHistory *history,
                               const GPtrArray *decisions,
                               const GPtrArray *addresses, GPtrArray *found)
{
	for (guint i = 0; i < addresses->len; i++) {
		if (tertius_history_is_my_address(history, addresses->pdata[i]))
			return;
	}
	for (guint i = 1; i < addresses->len; i++) {
		const char *first = addresses->pdata[0];
		const char *more = addresses->pdata[i];
		TertiusMerge *merge;

		if (strcmp(first, more) == 0 ||
		    is_split(decisions, 0, first, more))
			continue;
		merge = g_new0(TertiusMerge, 1);
		merge->address = g_strdup(first);
		merge->other = g_strdup(more);
		merge->because = g_strdup(
			_("Your address book has both for one person."));
		merge->is_taken = TRUE;
		tertius_history_unite(history, more, first);
		g_ptr_array_add(found, merge);
	}
}
