/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came after a name.
 */
#include "detect/newcomers.h"

#include "detect/called.h"

#include <string.h>

#define DAY (24 * G_GINT64_CONSTANT(3600))

/* Of a first name that another begins with: "Rob" is Robert. */
#define SHORT_MIN   3
/* A subject of fewer bytes is nobody's in particular. */
#define SUBJECT_MIN 4

typedef struct {
	const TertiusHistory *history;
	const TertiusLetter *letter; /* that names them */
	guint introducer;
	char **words; /* of the name */
} Search;

/* --- Ties ----------------------------------------------------------------- */

/* "Re: Roof" and "Roof". */
static gboolean
is_same_subject(const char *one, const char *other)
{
	gsize a = one != NULL ? strlen(one) : 0;
	gsize b = other != NULL ? strlen(other) : 0;
	gsize less = MIN(a, b);
	const char *longer = a > b ? one : other;
	gsize before = MAX(a, b) - less;

	return less >= SUBJECT_MIN &&
	       g_ascii_strcasecmp(one + (a - less), other + (b - less)) == 0 &&
	       (before == 0 ||
	        (before > 2 && memcmp(longer + before - 2, ": ", 2) == 0));
}

static gboolean
is_referred(const Search *search, const TertiusLetter *later)
{
	for (guint i = 0; later->acts != NULL && i < later->acts->len; i++) {
		const TertiusAct *act = later->acts->pdata[i];

		if (act->kind == TERTIUS_ACT_REFERRAL &&
		    act->introducer != NULL &&
		    tertius_history_resolve(search->history, act->introducer) ==
		            search->introducer)
			return TRUE;
	}
	return FALSE;
}

static gboolean
answers(const TertiusLetter *later, const TertiusLetter *letter)
{
	return letter->message_id != NULL &&
	       (g_strcmp0(later->in_reply_to, letter->message_id) == 0 ||
	        strcmp(later->thread, letter->message_id) == 0 ||
	        (letter->thread[0] != '\0' &&
	         strcmp(later->thread, letter->thread) == 0));
}

static gboolean
is_between(const TertiusLetter *later, guint one, guint other)
{
	return (later->from == one &&
	        tertius_letter_has_recipient(later, other, NULL)) ||
	       (later->from == other &&
	        tertius_letter_has_recipient(later, one, NULL));
}

static gboolean
is_tied(const Search *search, guint person)
{
	guint me = tertius_history_get_me(search->history);
	guint n, looked = 0;
	const guint *list =
		tertius_history_letters_of(search->history, person, &n);

	for (guint i = 0; i < n && looked < TERTIUS_NEWCOMER_LETTERS_MAX; i++) {
		const TertiusLetter *later =
			tertius_history_letter(search->history, list[i]);

		if (later->date <= search->letter->date ||
		    !is_between(later, me, person))
			continue;
		looked++;
		if (is_referred(search, later) ||
		    tertius_letter_has_recipient(later, search->introducer,
		                                 NULL) ||
		    answers(later, search->letter) ||
		    is_same_subject(later->subject, search->letter->subject))
			return TRUE;
	}
	return FALSE;
}

/* --- Names ---------------------------------------------------------------- */

static gboolean
is_first_name(const char *one, const char *other)
{
	gsize a = strlen(one), b = strlen(other);
	gsize less = MIN(a, b);

	return (a == b || less == 1 || less >= SHORT_MIN) &&
	       strncmp(one, other, less) == 0;
}

/* TRUE: they may be meant; then *@is_full tells whether the name alone says so. */
static gboolean
may_be(const Search *search, guint person, gboolean *is_full)
{
	guint n = g_strv_length(search->words);
	g_autoptr(TertiusPerson) who =
		tertius_history_dup_person(search->history, person);
	g_auto(GStrv) words = tertius_called_split(who);
	guint own = g_strv_length(words);

	*is_full = n > 1 && is_first_name(words[0], search->words[0]);
	return own > 0 && strcmp(n > 1 ? words[own - 1] : words[0],
	                         search->words[n - 1]) == 0;
}

/* They exchanged nothing with me before, and something soon after. */
static gboolean
came_after(const Search *search, guint person)
{
	guint me = tertius_history_get_me(search->history);
	gint64 date = search->letter->date;
	TertiusExchange all = tertius_history_exchange(search->history, me,
	                                               person, G_MAXINT64);

	return all.earliest > date &&
	       all.earliest <= date + TERTIUS_NEWCOMER_DAYS_MAX * DAY;
}

static guint
find(const Search *search, const GArray *people)
{
	guint found = TERTIUS_NOBODY;

	for (guint i = 0; i < people->len; i++) {
		guint person = g_array_index(people, guint, i);
		gboolean is_full;

		if (person == search->introducer ||
		    !may_be(search, person, &is_full) ||
		    !came_after(search, person) ||
		    (!is_full && !is_tied(search, person)))
			continue;
		if (found != TERTIUS_NOBODY)
			return TERTIUS_NOBODY;
		found = person;
	}
	return found;
}

guint
tertius_newcomers_find(const TertiusHistory *history, TertiusFindings *findings,
                       const TertiusLetter *letter, guint introducer,
                       const TertiusPerson *named)
{
	g_auto(GStrv) words = tertius_called_split(named);
	Search search = { history, letter, introducer, words };
	guint n = g_strv_length(words);
	g_autoptr(GArray) people = NULL;

	if (n == 0 || introducer == TERTIUS_NOBODY ||
	    tertius_history_get_me(history) == TERTIUS_NOBODY ||
	    tertius_history_is_me(history, letter->from))
		return TERTIUS_NOBODY;
	people = tertius_findings_list_called(findings, words[n - 1], n > 1);
	return find(&search, people);
}
