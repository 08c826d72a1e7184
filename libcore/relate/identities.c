/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person, many addresses.
 */
#include "relate/identities.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/organisation.h"

/* What was seen of an address. */
typedef struct {
	const char *address; /* the history's, as the others */
	const char *written; /* the name that was written most; or NULL */
	const char *name;    /* that name, plain; NULL when it is no full one */
	guint times;         /* that it was written */
	guint letters;       /* that the address wrote, when others bear the
	                      * name, too */
	GHashTable *threads; /* in which it wrote these; or NULL */
} Sight;

typedef struct {
	GArray *sights;         /* Sight */
	GHashTable *by_address; /* address -> its index + 1 */
	GStringChunk *names;
} Sights;

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
clear_sight(gpointer sight)
{
	g_clear_pointer(&((Sight *) sight)->threads, g_hash_table_unref);
}

static Sight *
get_sight(const Sights *sights, const char *address)
{
	guint known = address == NULL ? 0
	                              : GPOINTER_TO_UINT(g_hash_table_lookup(
						sights->by_address, address));

	return known == 0 ? NULL
	                  : &g_array_index(sights->sights, Sight, known - 1);
}

/* The history has each text once: texts are equal when they are the same. */
static void
see(Sights *sights, const TertiusMention *mention)
{
	Sight *sight = get_sight(sights, mention->address);

	if (sight == NULL) {
		Sight first = { .address = mention->address };

		g_array_append_val(sights->sights, first);
		g_hash_table_insert(sights->by_address, mention->address,
		                    GUINT_TO_POINTER(sights->sights->len));
		sight = get_sight(sights, mention->address);
	}
	if (mention->name == NULL ||
	    (sight->written != NULL &&
	     (mention->by_hand < sight->times ||
	      (mention->by_hand == sight->times &&
	       strcmp(mention->name, sight->written) > 0))))
		return;
	sight->written = mention->name;
	sight->times = mention->by_hand;
}

/* NULL when it is not a full name. */
static const char *
keep_name(Sights *sights, const char *written)
{
	g_autofree char *plain =
		written != NULL ? tertius_person_dup_plain_name(written) : NULL;
	const char *blank = plain != NULL ? strchr(plain, ' ') : NULL;

	if (blank == NULL || blank - plain < 2 || strlen(blank) < 3 ||
	    strchr(plain, '@') != NULL)
		return NULL;
	return g_string_chunk_insert(sights->names, plain);
}

static void
look_at_names(Sights *sights, const TertiusHistory *history)
{
	sights->sights = g_array_new(FALSE, FALSE, sizeof(Sight));
	g_array_set_clear_func(sights->sights, clear_sight);
	sights->by_address = g_hash_table_new(NULL, NULL);
	sights->names = g_string_chunk_new(4096);
	for (guint i = 0; i < tertius_history_n_mentions(history); i++) {
		const TertiusMention *mention =
			tertius_history_mention(history, i);

		if (mention->by_hand > 0)
			see(sights, mention);
	}
	for (guint i = 0; i < sights->sights->len; i++) {
		Sight *sight = &g_array_index(sights->sights, Sight, i);

		sight->name = keep_name(sights, sight->written);
	}
}

static void
end_sights(Sights *sights)
{
	g_array_unref(sights->sights);
	g_hash_table_unref(sights->by_address);
	g_string_chunk_free(sights->names);
}

/* --- Who bears the same name ---------------------------------------------- */

static int
compare_names(gconstpointer a, gconstpointer b)
{
	const Sight *x = *(const Sight *const *) a;
	const Sight *y = *(const Sight *const *) b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : strcmp(x->address, y->address);
}

static GPtrArray *
sort_by_name(const Sights *sights)
{
	GPtrArray *named = g_ptr_array_new();

	for (guint i = 0; i < sights->sights->len; i++) {
		Sight *sight = &g_array_index(sights->sights, Sight, i);

		if (sight->name != NULL)
			g_ptr_array_add(named, sight);
	}
	g_ptr_array_sort(named, compare_names);
	return named;
}

/* How many from @first on bear the same name. */
static guint
count_alike(const GPtrArray *named, guint first)
{
	guint n = 1;

	while (first + n < named->len &&
	       strcmp(((const Sight *) named->pdata[first])->name,
	              ((const Sight *) named->pdata[first + n])->name) == 0)
		n++;
	return n;
}

/* People with one name; more of them than may be one, or me, are several. */
static gboolean
may_be_one(const TertiusHistory *history, const GPtrArray *named, guint first,
           guint n)
{
	if (n < 2 || n > TERTIUS_IDENTITY_ADDRESSES_MAX)
		return FALSE;
	for (guint i = first; i < first + n; i++) {
		const Sight *sight = named->pdata[i];

		if (tertius_history_is_my_address(history, sight->address))
			return FALSE;
	}
	return TRUE;
}

/* --- In which conversations they wrote ------------------------------------ */

static void
look_at_threads(const Sights *sights, const TertiusHistory *history)
{
	for (guint i = 0; i < tertius_history_n_taken(history); i++) {
		const char *writer;
		const TertiusLetter *letter =
			tertius_history_taken(history, i, &writer);
		Sight *sight = get_sight(sights, writer);

		if (sight == NULL || sight->threads == NULL ||
		    (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0)
			continue;
		sight->letters++;
		if (*letter->thread != '\0')
			g_hash_table_add(sight->threads, letter->thread);
	}
}

static gboolean
prepare_threads(const TertiusHistory *history, const GPtrArray *named)
{
	gboolean has_any = FALSE;

	for (guint i = 0, n; i < named->len; i += n) {
		n = count_alike(named, i);
		if (!may_be_one(history, named, i, n))
			continue;
		has_any = TRUE;
		for (guint j = i; j < i + n; j++) {
			Sight *sight = named->pdata[j];

			sight->threads =
				g_hash_table_new(g_str_hash, g_str_equal);
		}
	}
	return has_any;
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

static void
look_at_group(GPtrArray *named, guint begin, guint n,
              const GPtrArray *decisions, GPtrArray *found)
{
	const Sight *first;

	qsort(named->pdata + begin, n, sizeof(gpointer), compare_sights);
	first = named->pdata[begin];
	for (guint i = begin + 1; i < begin + n; i++) {
		const Sight *other = named->pdata[i];

		if (!is_split(decisions, 0, first->address, other->address))
			g_ptr_array_add(found,
			                compare(first, other, first->name));
	}
}

static void
free_merge(gpointer merge)
{
	tertius_merge_free(merge);
}

GPtrArray *
tertius_identities_look(const TertiusHistory *history,
                        const GPtrArray *decisions)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(free_merge);
	g_autoptr(GPtrArray) named = NULL;
	Sights sights;

	look_at_names(&sights, history);
	named = sort_by_name(&sights);
	if (prepare_threads(history, named))
		look_at_threads(&sights, history);
	for (guint i = 0, n; i < named->len; i += n) {
		n = count_alike(named, i);
		if (may_be_one(history, named, i, n))
			look_at_group(named, i, n, decisions, found);
	}
	g_ptr_array_sort(found, compare_merges);
	end_sights(&sights);
	return found;
}

GPtrArray *
tertius_identities_find(TertiusHistory *history, const GPtrArray *decisions)
{
	GPtrArray *found = tertius_identities_look(history, decisions);

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
