/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which manner somebody is introduced.
 */
#include "detect/manner.h"

#include <string.h>

/* Manners that words tell by themselves, the plainest first; "-loose" counts
 * too. Where none does, it is who stands in the header that tells. */
static const struct {
	const char *feature;
	TertiusManner manner;
} told[] = {
	{ "introduction/over-to-you", TERTIUS_MANNER_BOTH },
	{ "introduction/assistant", TERTIUS_MANNER_ASSISTANT },
	{ "introduction/candidate", TERTIUS_MANNER_CANDIDATE },
	{ "subject/resume", TERTIUS_MANNER_CANDIDATE },
	{ "introduction/right-person", TERTIUS_MANNER_REDIRECT },
	{ "introduction/handoff", TERTIUS_MANNER_HANDOFF },
	{ "introduction/meeting", TERTIUS_MANNER_MEETING },
};

#define LOOSE "-loose"

static gboolean
has_feature(const TertiusWindow *window, const char *feature)
{
	g_autofree char *name = g_strconcat(feature, LOOSE, NULL);
	const char *loose = g_intern_string(name);

	return tertius_window_has(window, feature) ||
	       g_hash_table_contains(window->features, loose) ||
	       g_hash_table_contains(window->taken, loose);
}

static gboolean
is_on_header(const GPtrArray *introduced)
{
	for (guint i = 0; i < introduced->len; i++) {
		const TertiusPerson *person = introduced->pdata[i];

		if (person->place == TERTIUS_PLACE_CC ||
		    person->place == TERTIUS_PLACE_TO)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_on_copy(const GPtrArray *introduced)
{
	const TertiusPerson *first =
		introduced->len > 0 ? introduced->pdata[0] : NULL;

	return first != NULL && first->place == TERTIUS_PLACE_CC;
}

/* Somebody whose résumé is there, whatever else is said of them. */
static gboolean
is_candidate(const TertiusWindow *window)
{
	return tertius_window_has(window, "introduction/candidate") &&
	       (tertius_window_has(window, "subject/resume") ||
	        tertius_window_has(window, "shape/resume-attached"));
}

/* What the words alone tell; TEXT where they tell nothing. */
static TertiusManner
find_told(const TertiusWindow *window, const TertiusFind *find)
{
	if (is_candidate(window))
		return TERTIUS_MANNER_CANDIDATE;
	/* what speaks most for it comes first, where it tells the manner */
	for (gsize i = 0; find != NULL && i < G_N_ELEMENTS(told); i++) {
		if (g_str_has_prefix(find->family, told[i].feature))
			return told[i].manner;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
		if (has_feature(window, told[i].feature))
			return told[i].manner;
	}
	return TERTIUS_MANNER_TEXT;
}

/* Those whom it presents are those to whom it goes; or it names nobody, and
 * says by its shape that it is about its readers. */
static gboolean
are_both_sides(const TertiusReading *reading, const TertiusWindow *window,
               const GPtrArray *introduced)
{
	const GPtrArray *people = reading->message->recipients;

	if (introduced->len == 0)
		return tertius_window_has(window, "subject/two-sides") ||
		       tertius_window_has(window, "who/each-told");
	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *person = people->pdata[i];

		if ((person->place == TERTIUS_PLACE_TO) !=
		    tertius_people_have(introduced, person))
			return FALSE;
	}
	return introduced->len >= 2 && is_on_header(introduced);
}

/* Whom the writer takes into the letter is presented in it, whatever else is
 * said of them; but an assistant stays one, and a successor takes over. */
TertiusManner
tertius_manner_find(const TertiusReading *reading, const TertiusWindow *window,
                    const TertiusFind *find, const GPtrArray *introduced)
{
	TertiusManner manner = find_told(window, find);
	gboolean is_copied = tertius_window_has(window, "introduction/copying");

	if (manner == TERTIUS_MANNER_TEXT &&
	    are_both_sides(reading, window, introduced))
		return TERTIUS_MANNER_BOTH;
	if (manner == TERTIUS_MANNER_TEXT)
		return is_copied || is_on_header(introduced)
		               ? TERTIUS_MANNER_CC
		               : TERTIUS_MANNER_TEXT;
	if (manner == TERTIUS_MANNER_REDIRECT &&
	    (is_copied || is_on_copy(introduced)))
		return TERTIUS_MANNER_CC;
	if (manner == TERTIUS_MANNER_HANDOFF && is_copied &&
	    !tertius_window_has(window, "introduction/handoff"))
		return TERTIUS_MANNER_CC;
	return manner;
}
