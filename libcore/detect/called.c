/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which names people go by.
 */
#include "detect/called.h"

#include "detect/tokens.h"

#include <string.h>

/* Words of a name that are looked at: a last name is the last of these. */
#define WORDS_MAX 6

typedef struct {
	guint first; /* 0: nobody asks for them */
	guint last;
} Names;

struct _TertiusCalled {
	GArray *people; /* Names, by person */
};

TertiusCalled *
tertius_called_new(void)
{
	TertiusCalled *called = g_new0(TertiusCalled, 1);

	called->people = g_array_new(FALSE, TRUE, sizeof(Names));
	return called;
}

void
tertius_called_free(TertiusCalled *called)
{
	if (called == NULL)
		return;
	g_array_unref(called->people);
	g_free(called);
}

char *
tertius_called_dup_word(const char *word)
{
	char *folded = tertius_tokens_dup_folded(word, strlen(word));
	char *to = folded;

	for (const char *from = folded; *from != '\0'; from++) {
		if (*from == 'e' && to > folded &&
		    strchr("aou", to[-1]) != NULL)
			continue;
		*to++ = *from;
	}
	*to = '\0';
	return folded;
}

char **
tertius_called_split(const TertiusPerson *person)
{
	g_autofree char *full = tertius_person_dup_full_name(person);
	g_autofree char *spoken = tertius_person_dup_first_name(person);
	const char *start = strstr(full, spoken);
	g_auto(GStrv) words =
		g_strsplit_set(start != NULL ? start : full, " .", WORDS_MAX);
	g_autoptr(GStrvBuilder) folded = g_strv_builder_new();

	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *word = tertius_called_dup_word(words[i]);

		if (*word != '\0')
			g_strv_builder_add(folded, word);
	}
	return g_strv_builder_end(folded);
}

guint
tertius_called_key(const char *word)
{
	return MAX(g_str_hash(word), 1);
}

static Names
name(const TertiusHistory *history, guint person)
{
	guint me = tertius_history_get_me(history);
	Names names = { 0, 0 };
	TertiusExchange exchange;
	g_autoptr(TertiusPerson) who = NULL;
	g_auto(GStrv) words = NULL;
	guint n;

	if (person == me || me == TERTIUS_NOBODY)
		return names;
	exchange = tertius_history_exchange(history, me, person, G_MAXINT64);
	if (exchange.from_first == 0 && exchange.from_second == 0)
		return names;
	who = tertius_history_dup_person(history, person);
	words = tertius_called_split(who);
	n = g_strv_length(words);
	if (n > 0)
		names.first = tertius_called_key(words[0]);
	if (n > 1)
		names.last = tertius_called_key(words[n - 1]);
	return names;
}

static void
note(TertiusCalled *called, const TertiusHistory *history, guint person,
     GHashTable *changed)
{
	Names *known = &g_array_index(called->people, Names, person);
	Names names = name(history, person);
	guint keys[] = { known->first, known->last, names.first, names.last };

	if (known->first == names.first && known->last == names.last)
		return;
	*known = names;
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		g_hash_table_add(changed, GUINT_TO_POINTER(keys[i]));
}

/* All at first, then those who changed. */
void
tertius_called_refresh(TertiusCalled *called, const TertiusHistory *history,
                       GHashTable *changed)
{
	g_autoptr(GArray) people = tertius_history_list_changed(history);
	guint before = called->people->len;

	g_array_set_size(called->people, tertius_history_n_people(history));
	for (guint i = before; i < called->people->len; i++)
		note(called, history, i, changed);
	for (guint i = 0; i < people->len; i++) {
		guint person = g_array_index(people, guint, i);

		if (person < before)
			note(called, history, person, changed);
	}
}

GArray *
tertius_called_list(const TertiusCalled *called, guint key, gboolean last)
{
	GArray *people = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < called->people->len; i++) {
		const Names *names = &g_array_index(called->people, Names, i);

		if ((last ? names->last : names->first) == key)
			g_array_append_val(people, i);
	}
	return people;
}
