/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often we are in touch, and when a word would be welcome again. Contact of
 * any kind in either direction starts it anew.
 */
#include "relate/relate.h"

/* A rhythm is told from so many days of contact, over so long a time, by the
 * latest of them. */
#define RHYTHM_CONTACTS 6
#define RHYTHM_SPAN     (120 * TERTIUS_DAY)
#define RHYTHM_LATEST   24

/* The pair's own rhythm may be exceeded so many times before it is a gap. */
#define PATIENCE 3

static int
compare_gaps(gconstpointer a, gconstpointer b)
{
	const gint64 x = *(const gint64 *) a;
	const gint64 y = *(const gint64 *) b;

	return (x > y) - (x < y);
}

/* The median gap between days of contact, in days; 0: too few to tell. */
static guint
find_rhythm(const GArray *contacts)
{
	gint64 gaps[RHYTHM_LATEST];
	gint64 later = 0, latest = 0, earliest = 0;
	guint n = 0;

	for (guint i = contacts->len; i > 0 && n < RHYTHM_LATEST; i--) {
		gint64 date =
			g_array_index(contacts, TertiusContact, i - 1).date;

		if (later != 0 && later - date < TERTIUS_DAY / 2)
			continue;
		if (later != 0)
			gaps[n++] = later - date;
		else
			latest = date;
		later = date;
		earliest = date;
	}
	if (n + 1 < RHYTHM_CONTACTS || latest - earliest < RHYTHM_SPAN)
		return 0;
	qsort(gaps, n, sizeof *gaps, compare_gaps);
	return (guint) MAX((gaps[n / 2] + TERTIUS_DAY / 2) / TERTIUS_DAY, 1);
}

/* Friends are those with whom there is more than work: both write, some of it
 * outside work, and for long enough to have a rhythm. */
static gboolean
is_friend(const TertiusRelation *relation)
{
	const TertiusBothWays *letters =
		&relation->balance->ever[TERTIUS_FAVOUR_MESSAGE];
	gboolean is_private = FALSE;

	for (guint i = 0; i < relation->n_addresses; i++) {
		const TertiusContactAddress *one = &relation->addresses[i];

		is_private |= one->context == TERTIUS_CONTEXT_PRIVATE &&
		              one->letters >= 3;
	}
	return is_private && letters->mine >= 3 && letters->theirs >= 3;
}

/* Colleagues see each other anyway, and one mail is no acquaintance. */
static gboolean
is_mutual(const TertiusRelation *relation)
{
	const TertiusBothWays *letters =
		&relation->balance->ever[TERTIUS_FAVOUR_MESSAGE];

	return (letters->mine >= 2 && letters->theirs >= 2) ||
	       relation->balance->meetings_ever > 0;
}

void
tertius_relate_cadence(const TertiusRelating *relating,
                       TertiusRelation *relation, const GArray *contacts)
{
	TertiusCadence *cadence = &relation->cadence;
	const TertiusContact *latest =
		contacts->len > 0 ? &g_array_index(contacts, TertiusContact,
	                                           contacts->len - 1)
				  : NULL;

	cadence->rhythm = find_rhythm(contacts);
	if (latest != NULL) {
		cadence->latest = latest->date;
		cadence->latest_kind = latest->kind;
	}
	if (!cadence->is_set && cadence->rhythm != 0 && is_friend(relation))
		cadence->days = CLAMP((cadence->rhythm * PATIENCE + 3) / 7 * 7,
		                      relating->rules->friend, 182);
	else if (!cadence->is_set && relation->is_introducer &&
	         !relation->is_colleague && is_mutual(relation))
		cadence->days = relating->rules->introducer;
	if (cadence->days != 0 && cadence->latest != 0)
		cadence->next =
			cadence->latest + (gint64) cadence->days * TERTIUS_DAY;
}
