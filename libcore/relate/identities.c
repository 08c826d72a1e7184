/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person, many addresses.
 */
#include "relate/identities.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/organisation.h"

/* A thread in which both addresses wrote is looked for among so many threads of
 * each. */
#define THREADS_MAX 500

/* What was seen of an address. */
typedef struct {
	const char *address; /* a fact's */
	GHashTable *names;   /* as they were written -> how often */
	GHashTable *threads; /* those in which it wrote */
	guint letters;       /* that it wrote */
} Sight;

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

/* --- Looking -------------------------------------------------------------- */

static void
free_sight(gpointer data)
{
	Sight *sight = data;

	g_clear_pointer(&sight->names, g_hash_table_unref);
	g_clear_pointer(&sight->threads, g_hash_table_unref);
	g_free(sight);
}

/* The history has each text once: texts are equal when they are the same. */
static Sight *
see(GHashTable *sights, const TertiusPerson *mention)
{
	Sight *sight;
	gpointer count;

	if (mention == NULL || mention->address == NULL)
		return NULL;
	sight = g_hash_table_lookup(sights, mention->address);
	if (sight == NULL) {
		sight = g_new0(Sight, 1);
		sight->address = mention->address;
		g_hash_table_insert(sights, mention->address, sight);
	}
	if (mention->name == NULL)
		return sight;
	if (sight->names == NULL)
		sight->names = g_hash_table_new(NULL, NULL);
	count = g_hash_table_lookup(sight->names, mention->name);
	g_hash_table_insert(sight->names, mention->name,
	                    GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
	return sight;
}

static void
look_at_letter(GHashTable *sights, const TertiusHistory *history,
               const TertiusLetter *letter)
{
	Sight *writer = see(sights, tertius_history_writer(history, letter));

	for (guint i = 0; i < letter->n_recipients; i++)
		(void) see(sights, tertius_history_reader(history, letter, i));
	if (writer == NULL)
		return;
	writer->letters++;
	if (writer->threads == NULL)
		writer->threads = g_hash_table_new(NULL, NULL);
	if (*letter->thread != '\0' &&
	    g_hash_table_size(writer->threads) < THREADS_MAX)
		g_hash_table_add(writer->threads, letter->thread);
}

static GHashTable *
look_at_all(const TertiusHistory *history)
{
	GHashTable *sights =
		g_hash_table_new_full(NULL, NULL, NULL, free_sight);

	for (guint i = 0; i < tertius_history_n_letters(history); i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, i);

		if ((letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0)
			look_at_letter(sights, history, letter);
	}
	return sights;
}

/* --- Names ---------------------------------------------------------------- */

/* The plain name that was used most; NULL when it is not a full name. */
static char *
dup_name(const Sight *sight)
{
	GHashTableIter iter;
	gpointer name, count;
	const char *best = NULL;
	guint most = 0;
	g_autofree char *plain = NULL;
	const char *blank;

	if (sight->names == NULL)
		return NULL;
	g_hash_table_iter_init(&iter, sight->names);
	while (g_hash_table_iter_next(&iter, &name, &count)) {
		guint n = GPOINTER_TO_UINT(count);

		if (best == NULL || n > most ||
		    (n == most && strcmp(name, best) < 0)) {
			best = name;
			most = n;
		}
	}
	plain = tertius_person_dup_plain_name(best);
	blank = strchr(plain, ' ');
	if (blank == NULL || blank - plain < 2 || strlen(blank) < 3 ||
	    strchr(plain, '@') != NULL)
		return NULL;
	return g_steal_pointer(&plain);
}

static void
free_list(gpointer list)
{
	g_ptr_array_unref(list);
}

static GHashTable *
group_by_name(GHashTable *sights)
{
	GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal,
	                                           g_free, free_list);
	GHashTableIter iter;
	gpointer sight;

	g_hash_table_iter_init(&iter, sights);
	while (g_hash_table_iter_next(&iter, NULL, &sight)) {
		char *name = dup_name(sight);
		GPtrArray *group;

		if (name == NULL)
			continue;
		group = g_hash_table_lookup(groups, name);
		if (group == NULL) {
			group = g_ptr_array_new();
			g_hash_table_insert(groups, name, group);
		} else {
			g_free(name);
		}
		g_ptr_array_add(group, sight);
	}
	return groups;
}

/* --- Two addresses -------------------------------------------------------- */

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
find_common_thread(const Sight *a, const Sight *b)
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
is_same_house(const Sight *a, const Sight *b)
{
	g_autofree char *first = tertius_organisation_dup(a->address);
	g_autofree char *second = tertius_organisation_dup(b->address);

	return first != NULL && g_strcmp0(first, second) == 0;
}

/* Two of one name in one house may be two people: then only the user can
 * tell. */
static TertiusMerge *
compare(const Sight *main_sight, const Sight *other, const char *name)
{
	TertiusMerge *merge = g_new0(TertiusMerge, 1);
	gboolean is_apart = !is_same_house(main_sight, other);
	gboolean has_thread = find_common_thread(main_sight, other) != NULL;
	gboolean is_spelled = spells(main_sight->address, name) &&
	                      spells(other->address, name);

	merge->address = g_strdup(main_sight->address);
	merge->other = g_strdup(other->address);
	merge->is_taken = is_apart && (has_thread || is_spelled);
	merge->because = g_strdup(
		has_thread && is_apart
			? _("They bear the same name, and both wrote in the "
	                    "same conversation.")
		: is_spelled && is_apart
			? _("They bear the same name, and both addresses "
	                    "spell it.")
			: _("They bear the same name."));
	return merge;
}

/* --- All ------------------------------------------------------------------ */

/* Who wrote most comes first, then by address. */
static int
compare_sights(gconstpointer a, gconstpointer b)
{
	const Sight *x = *(const Sight *const *) a;
	const Sight *y = *(const Sight *const *) b;

	if (x->letters != y->letters)
		return x->letters > y->letters ? -1 : 1;
	return strcmp(x->address, y->address);
}

static int
compare_merges(gconstpointer a, gconstpointer b)
{
	const TertiusMerge *x = *(const TertiusMerge *const *) a;
	const TertiusMerge *y = *(const TertiusMerge *const *) b;
	int order = strcmp(x->address, y->address);

	return order != 0 ? order : strcmp(x->other, y->other);
}

/* Who bears my own name is not taken for me. */
static gboolean
has_mine(const TertiusHistory *history, const GPtrArray *group)
{
	for (guint i = 0; i < group->len; i++) {
		const Sight *sight = group->pdata[i];

		if (tertius_history_is_my_address(history, sight->address))
			return TRUE;
	}
	return FALSE;
}

static void
look_at_group(GPtrArray *group, const char *name, const GPtrArray *decisions,
              GPtrArray *found)
{
	const Sight *first;

	g_ptr_array_sort(group, compare_sights);
	first = group->pdata[0];
	for (guint i = 1; i < group->len; i++) {
		const Sight *other = group->pdata[i];

		if (!is_split(decisions, 0, first->address, other->address))
			g_ptr_array_add(found, compare(first, other, name));
	}
}

static void
free_merge(gpointer merge)
{
	tertius_merge_free(merge);
}

GPtrArray *
tertius_identities_find(TertiusHistory *history, const GPtrArray *decisions)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(free_merge);
	g_autoptr(GHashTable) sights = look_at_all(history);
	g_autoptr(GHashTable) groups = group_by_name(sights);
	GHashTableIter iter;
	gpointer name, group;

	g_hash_table_iter_init(&iter, groups);
	while (g_hash_table_iter_next(&iter, &name, &group)) {
		const GPtrArray *people = group;

		if (people->len >= 2 &&
		    people->len <= TERTIUS_IDENTITY_ADDRESSES_MAX &&
		    !has_mine(history, people))
			look_at_group(group, name, decisions, found);
	}
	g_ptr_array_sort(found, compare_merges);
	for (guint i = 0; i < found->len; i++) {
		const TertiusMerge *merge = found->pdata[i];

		if (merge->is_taken)
			tertius_history_unite(history, merge->other,
			                      merge->address);
	}
	tertius_identities_obey(history, decisions);
	return found;
}
