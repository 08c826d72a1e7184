/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The addresses of a person, and to which of their two worlds each belongs: an
 * address where everybody can have one, or whose domain bears the person's own
 * name, is private; that of an organisation is for work.
 */
#include "relate/relate.h"

#include "model/organisation.h"

#include <stdlib.h>
#include <string.h>

static TertiusContactAddress *
find_address(const TertiusRelation *relation, const char *text)
{
	for (guint i = 0; i < relation->n_addresses; i++) {
		TertiusContactAddress *one = &relation->addresses[i];

		if (strcmp(one->address, text) == 0)
			return one;
	}
	return NULL;
}

static int
compare_uses(gconstpointer a, gconstpointer b)
{
	const TertiusContactAddress *x = a;
	const TertiusContactAddress *y = b;

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

	relation->n_addresses = all->len;
	relation->addresses = g_new0(TertiusContactAddress, all->len);
	for (guint i = 0; i < all->len; i++) {
		TertiusContactAddress *one = &relation->addresses[i];

		one->address = all->pdata[i];
		one->context = tertius_context_of_address(one->address, name);
		note_organisation(relating, relation, one->address);
	}
	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);
		TertiusContactAddress *one;

		if (contact->address == TERTIUS_NOBODY)
			continue;
		one = find_address(
			relation, tertius_history_address_text(
					  relating->history, contact->address));
		if (one == NULL)
			continue;
		one->letters++;
		one->latest = contact->date;
	}
	qsort(relation->addresses, relation->n_addresses,
	      sizeof *relation->addresses, compare_uses);
}
