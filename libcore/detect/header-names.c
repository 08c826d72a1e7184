/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people in the header of a message, and whom a name in its words means.
 */
#include "detect/header-names.h"

#include <string.h>

#define PEOPLE_MAX 60 /* that names are compared with */
#define PARTS_MAX  6  /* of a display name */

typedef struct {
	const TertiusPerson *person;
	char *parts[PARTS_MAX]; /* folded words of the display name */
	guint n_parts;
	guint first; /* which part is the first name */
	char *local; /* folded local part of the address, or NULL */
} Candidate;

static void
clear_candidate(gpointer data)
{
	Candidate *candidate = data;

	for (guint i = 0; i < candidate->n_parts; i++)
		g_free(candidate->parts[i]);
	g_free(candidate->local);
}

static void
split_name(Candidate *candidate, const char *name)
{
	gsize at = 0;

	/* "Last, First (Dept)" */
	candidate->first = 0;
	while (name[at] != '\0' && candidate->n_parts < PARTS_MAX) {
		gsize length = strcspn(name + at, " ,.()\"'/@");

		if (name[at] == '(' || name[at] == '/' || name[at] == '@')
			break;
		if (name[at] == ',' && candidate->n_parts > 0 &&
		    candidate->first == 0)
			candidate->first = candidate->n_parts;
		if (length > 0)
			candidate->parts[candidate->n_parts++] =
				tertius_tokens_dup_folded(name + at, length);
		at += MAX(length, 1);
	}
	if (candidate->first >= candidate->n_parts)
		candidate->first = 0;
}

/* Without a display name, "dana.okafor@" tells as much. */
static void
add_candidate(GArray *candidates, const TertiusPerson *person)
{
	Candidate candidate = { .person = person };

	if (person == NULL)
		return;
	if (person->address != NULL) {
		gsize length = strcspn(person->address, "@");

		candidate.local =
			tertius_tokens_dup_folded(person->address, length);
	}
	if (person->name != NULL && strchr(person->name, '@') == NULL) {
		split_name(&candidate, person->name);
	} else if (candidate.local != NULL) {
		g_autofree char *name = g_strdelimit(g_strdup(candidate.local),
		                                     "._-+0123456789", ' ');

		split_name(&candidate, name);
	}
	g_array_append_val(candidates, candidate);
}

GArray *
tertius_header_names_list(const TertiusMessage *message)
{
	GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));

	g_array_set_clear_func(candidates, clear_candidate);
	for (guint i = 0; i < MIN(message->recipients->len, PEOPLE_MAX); i++)
		add_candidate(candidates, message->recipients->pdata[i]);
	add_candidate(candidates, message->from);
	return candidates;
}

/* --- whom a name means --- */

static gboolean
is_same_first_name(const TertiusPhrases *phrases, const char *one,
                   const char *other)
{
	gsize a = strlen(one), b = strlen(other);

	if (strcmp(one, other) == 0)
		return TRUE;
	if (a >= 3 && b >= 3 && strncmp(one, other, MIN(a, b)) == 0)
		return TRUE;
	return tertius_phrases_is_nickname(phrases, one, other);
}

static gboolean
has_part(const Candidate *candidate, const char *word)
{
	for (guint i = 0; i < candidate->n_parts; i++) {
		if (strcmp(candidate->parts[i], word) == 0)
			return TRUE;
	}
	return FALSE;
}

/* "jsullivan" is J. Sullivan, "okaford" D. Okafor. */
static gboolean
is_in_local_part(const Candidate *candidate, const char *first,
                 const char *last)
{
	const char *found;

	if (candidate->local == NULL || strlen(last) < 3)
		return FALSE;
	found = strstr(candidate->local, last);
	return found != NULL && (strchr(candidate->local, first[0]) != NULL);
}

/* One word: a first name, a last name, or the local part of the address. */
static guint
compare_word(const TertiusPhrases *phrases, const Candidate *candidate,
             const char *word)
{
	const char *own = candidate->n_parts > 0
	                          ? candidate->parts[candidate->first]
	                          : "";

	if (is_same_first_name(phrases, word, own))
		return strcmp(word, own) == 0 ? 4 : 3;
	if (candidate->n_parts > 1 && strlen(word) > 1 &&
	    has_part(candidate, word))
		return 2;
	return candidate->local != NULL && strlen(word) > 3 &&
	       strcmp(candidate->local, word) == 0;
}

typedef struct {
	const TertiusPhrases *phrases;
	const TertiusTokens *tokens;
	guint first, end;
} Search;

/* 0: another; higher is surer. */
static guint
compare_name(const Search *search, const Candidate *candidate)
{
	const char *one =
		tertius_tokens_at(search->tokens, search->first)->word;
	const char *last =
		tertius_tokens_at(search->tokens, search->end - 1)->word;
	const char *own = candidate->n_parts > 0
	                          ? candidate->parts[candidate->first]
	                          : "";

	if (search->end - search->first == 1)
		return compare_word(search->phrases, candidate, one);
	if (strlen(last) < 2 || !has_part(candidate, last))
		return is_in_local_part(candidate, one, last) ? 2 : 0;
	if (is_same_first_name(search->phrases, one, own) ||
	    has_part(candidate, one))
		return 6;
	return own[0] == one[0] ? 2 : 0;
}

const TertiusPerson *
tertius_header_names_link(const GArray *names, const TertiusPhrases *phrases,
                          const TertiusTokens *tokens, guint first, guint end)
{
	const Search search = { phrases, tokens, first, end };
	const TertiusPerson *best = NULL;
	guint best_score = 0;

	for (guint i = 0; i < names->len; i++) {
		const Candidate *candidate =
			&g_array_index(names, Candidate, i);
		guint score = compare_name(&search, candidate);

		if (score > best_score) {
			best_score = score;
			best = candidate->person;
		}
	}
	return best;
}

const TertiusPerson *
tertius_header_names_link_address(const GArray *names,
                                  const TertiusToken *token)
{
	for (guint i = 0; i < names->len; i++) {
		const TertiusPerson *person =
			g_array_index(names, Candidate, i).person;

		if (person->address != NULL &&
		    strlen(person->address) == token->length &&
		    g_ascii_strncasecmp(person->address, token->start,
		                        token->length) == 0)
			return person;
	}
	return NULL;
}

gboolean
tertius_header_names_is_house(const GArray *names, const char *word)
{
	gsize length = strlen(word);

	for (guint i = 0; length > 2 && i < names->len; i++) {
		const char *address =
			g_array_index(names, Candidate, i).person->address;
		const char *domain =
			address != NULL ? strchr(address, '@') : NULL;

		while (domain != NULL) {
			if (strncmp(domain + 1, word, length) == 0 &&
			    domain[1 + length] == '.')
				return TRUE;
			domain = strchr(domain + 1, '.');
		}
	}
	return FALSE;
}
