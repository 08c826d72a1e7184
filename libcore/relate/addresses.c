/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The addresses of a person, and to which of their two worlds each belongs: an
 * address where everybody can have one, or whose domain bears the person's own
 * name, is private; that of an organisation is for work.
 */
#include "relate/relate.h"

#include "model/organisation.h"

#include <string.h>

static TertiusContactAddress *
find_address(GPtrArray *list, const char *text)
{
	for (guint i = 0; i < list->len; i++) {
		TertiusContactAddress *one = list->pdata[i];

		if (strcmp(one->address, text) == 0)
			return one;
	}
	return NULL;
}

static int
compare_uses(gconstpointer a, gconstpointer b)
{
	const TertiusContactAddress *x =
		*(const TertiusContactAddress *const *) a;
	const TertiusContactAddress *y =
		*(const TertiusContactAddress *const *) b;

	if (x->latest != y->latest)
		return x->latest > y->latest ? -1 : 1;
	return strcmp(x->address, y->address);
}

static void
note_organisation(const TertiusRelating *relating, TertiusRelation *relation,
                  const char *address)
{
	const char *organisation = tertius_organisation_find(address);

	if (organisation == NULL)
		return;
	if (relation->organisation == NULL)
		relation->organisation = organisation;
	if (g_hash_table_contains(relating->houses, organisation))
		relation->is_colleague = TRUE;
}

void
tertius_relate_addresses(const TertiusRelating *relating,
                         TertiusRelation *relation, const GArray *contacts)
{
	const char *name =
		tertius_history_name(relating->history, relation->person);
	g_autoptr(GPtrArray) all = tertius_history_list_addresses(
		relating->history, relation->person);

	relation->addresses = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < all->len; i++) {
		TertiusContactAddress *one = g_new0(TertiusContactAddress, 1);

		one->address = all->pdata[i];
		one->context = tertius_context_of_address(one->address, name);
		g_ptr_array_add(relation->addresses, one);
		note_organisation(relating, relation, one->address);
	}
	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);
		TertiusContactAddress *one;

		if (contact->address == TERTIUS_NOBODY)
			continue;
		one = find_address(
			relation->addresses,
			tertius_history_address_text(relating->history,
		                                     contact->address));
		if (one == NULL)
			continue;
		one->letters++;
		one->latest = contact->date;
	}
	g_ptr_array_sort(relation->addresses, compare_uses);
}
