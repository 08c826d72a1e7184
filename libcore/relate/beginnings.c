/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How it began with each person. Of most no more is ever told, so a relation is
 * made only for those of whom it is.
 */
#include "relate/kept.h"
#include "relate/relate.h"

static gint64
find_first(const GArray *contacts, TertiusTouch kind)
{
	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);

		if (contact->kind == kind)
			return contact->date;
	}
	return 0;
}

/* Since when both sides have been in touch: the later of the first word of
 * each, or the first meeting. */
static void
read_contacts(TertiusBeginning *beginning, const GArray *contacts)
{
	gint64 mine = find_first(contacts, TERTIUS_TOUCH_I_WROTE);
	gint64 theirs = find_first(contacts, TERTIUS_TOUCH_THEY_WROTE);
	gint64 met = find_first(contacts, TERTIUS_TOUCH_MET);

	if (contacts->len == 0)
		return;
	beginning->first_contact =
		g_array_index(contacts, TertiusContact, 0).date;
	if (mine != 0 && theirs != 0)
		beginning->two_way = MAX(mine, theirs);
	if (met != 0 && (beginning->two_way == 0 || met < beginning->two_way))
		beginning->two_way = met;
	if (beginning->two_way != 0)
		beginning->origin =
			mine != 0 && mine == beginning->first_contact
				? TERTIUS_ORIGIN_I_WROTE
				: TERTIUS_ORIGIN_THEY_WROTE;
}

/* An address that gets the mail of a list and never writes is no person. */
static gboolean
is_list(const TertiusRelating *relating, guint person)
{
	guint n;
	const guint *list =
		tertius_history_letters_of(relating->history, person, &n);
	gboolean gets_list_mail = FALSE;

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, list[i]);

		if (letter->from == person)
			return FALSE;
		gets_list_mail |= (letter->flags & TERTIUS_MESSAGE_LIST) != 0;
	}
	return gets_list_mail;
}

static TertiusBeginning
find_beginning(const TertiusRelating *relating, guint person)
{
	TertiusBeginning beginning = { 0 };

	if (is_list(relating, person))
		return beginning;
	beginning.is_somebody = TRUE;
	tertius_contacts_find(relating, person, relating->contacts);
	read_contacts(&beginning, relating->contacts);
	return beginning;
}

TertiusBeginning
tertius_relate_begin(const TertiusRelating *relating, guint person)
{
	TertiusBeginning beginning = { 0 };
	TertiusKept *kept = relating->kept;

	if (person == relating->me ||
	    (kept != NULL &&
	     tertius_kept_recall(kept, relating->history, person, &beginning)))
		return beginning;
	if (kept != NULL)
		tertius_kept_watch(kept, relating->history, person);
	beginning = find_beginning(relating, person);
	if (kept != NULL)
		tertius_kept_note_begun(kept, relating->history, person,
		                        &beginning);
	return beginning;
}

TertiusRelation *
tertius_relate_open(const TertiusRelating *relating, guint person,
                    const TertiusBeginning *beginning)
{
	gpointer *place = &relating->relations->by_person->pdata[person];
	TertiusRelation *relation;

	if (*place != NULL || !beginning->is_somebody)
		return *place;
	*place = relation = tertius_relation_new(person);
	relation->first_contact = beginning->first_contact;
	relation->two_way = beginning->two_way;
	relation->origin = beginning->origin;
	return relation;
}

TertiusRelation *
tertius_relate_with(const TertiusRelating *relating, guint person)
{
	TertiusRelation *known =
		tertius_relations_get(relating->relations, person);
	TertiusBeginning beginning;

	if (known != NULL || person == TERTIUS_NOBODY)
		return known;
	beginning = tertius_relate_begin(relating, person);
	return tertius_relate_open(relating, person, &beginning);
}
