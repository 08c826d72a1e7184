/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Another title in somebody's signature. Signatures are reformatted, translated
 * and left out far more often than people are promoted. So titles are compared
 * by the offices that they name, whatever the language, and a change counts
 * only when the old one was firm, the new one was never seen before, and the
 * old one has not come back.
 */
#include "relate/relate.h"

#include "model/organisation.h"
#include "relate/words.h"

#include <string.h>

/* Letters with the same title that make it a firm one. */
#define FIRM     2
#define NEWS_AGE (TERTIUS_DAY * TERTIUS_RELATE_NEWS_DAYS)

/* A title that somebody signed with. */
typedef struct {
	const TertiusContact *contact;
	const char *title; /* the history's */
	guint64 offices;
	int rank;
} Signed;

static GArray *
list_signed(const GArray *contacts)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(Signed));

	Signed one = { NULL, NULL, 0, 0 };

	for (guint i = 0; i < contacts->len; i++) {
		const char *title;

		one.contact = &g_array_index(contacts, TertiusContact, i);
		title = one.contact->title;
		if (title == NULL)
			continue;
		/* Mostly the one of before, which the history has once. */
		if (title != one.title)
			one.offices = tertius_words_offices(title, &one.rank);
		one.title = title;
		if (one.offices != 0)
			g_array_append_val(list, one);
	}
	return list;
}

/* Both worlds of somebody have titles of their own, so only those of one address
 * are compared, or of two organisations, once nothing comes from the first. */
static gboolean
are_comparable(const TertiusRelating *relating, const GArray *contacts,
               const Signed *before, const Signed *after)
{
	g_autofree char *old_house = NULL;
	g_autofree char *house = NULL;

	if (before->contact->address == after->contact->address)
		return TRUE;
	if (before->contact->address == TERTIUS_NOBODY ||
	    after->contact->address == TERTIUS_NOBODY)
		return FALSE;
	for (guint i = contacts->len; i > 0; i--) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i - 1);

		if (contact->date <= after->contact->date)
			break;
		if (contact->kind == TERTIUS_TOUCH_THEY_WROTE &&
		    contact->address == before->contact->address)
			return FALSE;
	}
	old_house = tertius_organisation_dup(tertius_history_address_text(
		relating->history, before->contact->address));
	house = tertius_organisation_dup(tertius_history_address_text(
		relating->history, after->contact->address));
	return old_house != NULL && house != NULL &&
	       strcmp(old_house, house) != 0;
}

/* The first letter of the latest title, when that is another than before. */
static const Signed *
find_change(const TertiusRelating *relating, const GArray *contacts,
            const GArray *list, const Signed **before)
{
	const Signed *all = (const Signed *) (gpointer) list->data;
	guint first = list->len, firm = 0;

	if (list->len < FIRM + 1)
		return NULL;
	while (first > 0 &&
	       all[first - 1].offices == all[list->len - 1].offices)
		first--;
	if (first < FIRM)
		return NULL;
	*before = &all[first - 1];
	for (guint i = 0; i < first; i++) {
		if (all[i].offices == all[first].offices)
			return NULL;
		firm += all[i].offices == (*before)->offices ? 1 : 0;
	}
	return firm >= FIRM && are_comparable(relating, contacts, *before,
	                                      &all[first])
	               ? &all[first]
	               : NULL;
}

void
tertius_relate_titles(const TertiusRelating *relating,
                      TertiusRelation *relation, const GArray *contacts)
{
	g_autoptr(GArray) list = list_signed(contacts);
	const Signed *before = NULL;
	const Signed *change = NULL;
	const TertiusLetter *letter;
	TertiusMilestone *milestone;

	if (list->len > 0)
		relation->title =
			g_array_index(list, Signed, list->len - 1).title;
	change = find_change(relating, contacts, list, &before);
	if (change == NULL ||
	    tertius_relate_is_older(relating, change->contact->date, NEWS_AGE))
		return;
	letter = tertius_contact_look(relating, change->contact);
	milestone = g_new0(TertiusMilestone, 1);
	milestone->kind = TERTIUS_MILESTONE_TITLE;
	milestone->date = change->contact->date;
	milestone->quote = g_strdup(change->title);
	milestone->before = g_strdup(before->title);
	milestone->source = g_strdup(letter->id);
	milestone->message_id = g_strdup(letter->message_id);
	milestone->is_gladdening = change->rank >= before->rank;
	tertius_relation_take_milestone(relation, milestone);
}
