/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The message that stands behind an event: the latest around it whose subject
 * has its title, such as the invitation, best of somebody else; or the first of
 * somebody who was met there.
 */
#include "relate/relate.h"

#include <string.h>

/* People write about an event so long before and after it. */
#define BEFORE (120 * TERTIUS_DAY)
#define AFTER  (14 * TERTIUS_DAY)

/* How many letters are from before @moment. */
static guint
count_before(const TertiusHistory *history, gint64 moment)
{
	guint low = 0, high = tertius_history_n_letters(history);

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (tertius_history_letter(history, middle)->date < moment)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static gboolean
is_alone(const char *text, const char *start, gsize length)
{
	const char *before = g_utf8_find_prev_char(text, start);

	return (before == NULL ||
	        !g_unichar_isalnum(g_utf8_get_char(before))) &&
	       !g_unichar_isalnum(g_utf8_get_char(start + length));
}

/* Whether @folded, a title, stands in @subject as words of its own. */
static gboolean
has_title(const char *subject, const char *folded)
{
	g_autofree char *text = g_utf8_casefold(subject, -1);
	const char *start = strstr(text, folded);

	return start != NULL && is_alone(text, start, strlen(folded));
}

/* Without what stands in brackets behind it. */
static char *
fold_title(const char *title)
{
	const char *bracket = strstr(title, " (");
	gssize length = bracket != NULL ? bracket - title : -1;

	return g_utf8_casefold(title, length);
}

static const TertiusLetter *
find_by_title(const TertiusHistory *history, const TertiusOccasion *occasion)
{
	g_autofree char *folded = fold_title(occasion->title);
	guint first = count_before(history, occasion->start - BEFORE);
	const TertiusLetter *mine = NULL;

	if (*folded == '\0')
		return NULL;
	for (guint i = count_before(history, occasion->end + AFTER); i > first;
	     i--) {
		const TertiusLetter *letter =
			tertius_history_letter(history, i - 1);

		if (letter->message_id == NULL ||
		    !has_title(letter->subject, folded))
			continue;
		if (letter->from != tertius_history_get_me(history))
			return letter;
		if (mine == NULL)
			mine = letter;
	}
	return mine;
}

static const TertiusLetter *
find_by_person(const TertiusHistory *history, guint person, gint64 since)
{
	guint n;
	const guint *letters = tertius_history_letters_of(history, person, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(history, letters[i]);

		if (letter->date >= since && letter->message_id != NULL)
			return letter;
	}
	return NULL;
}

const TertiusLetter *
tertius_occasion_find_letter(const TertiusHistory *history,
                             const TertiusOccasion *occasion)
{
	const TertiusLetter *letter = find_by_title(history, occasion);

	if (letter != NULL || occasion->met->len == 0)
		return letter;
	return find_by_person(history, g_array_index(occasion->met, guint, 0),
	                      occasion->start);
}
