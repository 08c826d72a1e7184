/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names that stand in the title of a meeting.
 */
#include "calendar/meeting-names.h"

#include <string.h>

/* "coffee with NAME": what comes before the name. */
static const char *const with[] = {
	"coffee with",    "lunch with",       "dinner with",
	"breakfast with", "drinks with",      "drink with",
	"chat with",      "call with",        "catch up with",
	"catch-up with",  "catchup with",     "meeting with",
	"walk with",      "tea with",         "1:1 with",
	"meet",           "kaffee mit",       "mittagessen mit",
	"mittag mit",     "essen mit",        "abendessen mit",
	"treffen mit",    "gespräch mit",     "telefonat mit",
	"austausch mit",  "call mit",         "1:1 mit",
	"café avec",      "déjeuner avec",    "dîner avec",
	"verre avec",     "appel avec",       "rencontre avec",
	"rdv avec",       "rendez-vous avec", "point avec",
	"café con",       "comida con",       "almuerzo con",
	"cena con",       "llamada con",      "charla con",
	"reunión con",    "caffè con",        "pranzo con",
	"chiamata con",   "incontro con",     "aperitivo con",
	"koffie met",     "lunch met",        "eten met",
	"borrel met",     "bellen met",       "afspraak met",
	"gesprek met",    "café com",         "almoço com",
	"jantar com",     "conversa com",     "chamada com",
	"reunião com",    "encontro com",
};

/* Strong: only people who are brought together are written like this. */
static const char *const strong_marks[] = { " <> ", " <-> ", " <=> ", " ↔ ",
	                                    " >< " };
static const char *const weak_marks[] = { " / ", " & ", " x ", " + ", " | " };

gboolean
tertius_meeting_names_is_word(const char *start)
{
	gunichar c = g_utf8_get_char(start);

	return g_unichar_isalnum(c) || c == '_';
}

char *
tertius_meeting_names_fold(const char *title)
{
	GString *folded = g_string_sized_new(strlen(title));

	for (const char *p = title; *p != '\0'; p = g_utf8_next_char(p))
		g_string_append_unichar(folded,
		                        g_unichar_tolower(g_utf8_get_char(p)));
	return g_string_free(folded, FALSE);
}

/* One to four words, each beginning as names do: with a capital, or in a
 * script that has none. */
static gboolean
is_name(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	guint n = 0;

	if (strlen(text) > TERTIUS_TITLE_NAME_MAX)
		return FALSE;
	for (; words[n] != NULL; n++) {
		gunichar c = g_utf8_get_char(words[n]);

		if (!g_unichar_isalpha(c) || g_unichar_islower(c) ||
		    n == TERTIUS_TITLE_NAME_WORDS_MAX)
			return FALSE;
	}
	return n > 0;
}

/* What stands between blanks, colons, brackets and the like on both sides of
 * a mark: "Intro: Dana <> Tomás (30 min)". */
static char *
dup_name_before(const char *start, const char *end)
{
	const char *p = end;
	g_autofree char *name = NULL;

	while (p > start && strchr(":([,;|-", p[-1]) == NULL)
		p--;
	name = g_strstrip(g_strndup(p, (gsize) (end - p)));
	return is_name(name) ? g_steal_pointer(&name) : NULL;
}

static char *
dup_name_after(const char *start)
{
	gsize length = strcspn(start, ":()[],;|@-");
	g_autofree char *name = g_strstrip(g_strndup(start, length));

	return is_name(name) ? g_steal_pointer(&name) : NULL;
}

static gboolean
split_at(const char *title, const char *mark, char **names)
{
	const char *at = strstr(title, mark);

	if (at == NULL)
		return FALSE;
	names[0] = dup_name_before(title, at);
	names[1] = dup_name_after(at + strlen(mark));
	if (names[0] != NULL && names[1] != NULL)
		return TRUE;
	g_clear_pointer(&names[0], g_free);
	g_clear_pointer(&names[1], g_free);
	return FALSE;
}

static gboolean
find_pair(const char *title, const char *const *marks, gsize n, char **names)
{
	for (gsize i = 0; i < n; i++) {
		if (split_at(title, marks[i], names))
			return TRUE;
	}
	return FALSE;
}

static gboolean
find_company(const char *title, const char *folded, char **name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(with); i++) {
		gsize length = strlen(with[i]);
		const char *at = strstr(folded, with[i]);
		glong place;

		if (at == NULL || at[length] != ' ' ||
		    (at > folded &&
		     tertius_meeting_names_is_word(g_utf8_prev_char(at))))
			continue;
		place = g_utf8_pointer_to_offset(folded, at + length + 1);
		*name = dup_name_after(g_utf8_offset_to_pointer(title, place));
		if (*name != NULL)
			return TRUE;
	}
	return FALSE;
}

static TertiusNamesKind
find_names(const char *title, char **names)
{
	g_autofree char *folded = tertius_meeting_names_fold(title);

	if (find_pair(title, strong_marks, G_N_ELEMENTS(strong_marks), names))
		return TERTIUS_NAMES_INTRODUCED;
	if (find_company(title, folded, &names[0]))
		return TERTIUS_NAMES_COMPANY;
	if (find_pair(title, weak_marks, G_N_ELEMENTS(weak_marks), names))
		return TERTIUS_NAMES_PAIR;
	return TERTIUS_NAMES_NONE;
}

TertiusNamesKind
tertius_meeting_names_read(const char *title, char **first, char **second)
{
	char *names[2] = { NULL, NULL };
	TertiusNamesKind kind = find_names(title, names);

	if (first != NULL)
		*first = g_steal_pointer(&names[0]);
	if (second != NULL)
		*second = g_steal_pointer(&names[1]);
	g_free(names[0]);
	g_free(names[1]);
	return kind;
}

/* --- Birthdays ----------------------------------------------------------- */

/* What stands before the name, with the blank: the longest first. */
static const char *const celebrated_by[] = {
	"birthday of ",     "birthday: ",      "birthday - ",
	"anniversary of ",  "anniversary: ",   "bday: ",
	"geburtstag von ",  "geburtstag: ",    "hochzeitstag von ",
	"hochzeitstag: ",   "jahrestag: ",     "anniversaire de mariage de ",
	"anniversaire de ", "anniversaire d'", "anniversaire d’",
	"anniversaire : ",  "anniversaire: ",  "cumpleaños de ",
	"cumpleaños: ",     "cumple de ",      "aniversario de ",
	"aniversario: ",    "compleanno di ",  "compleanno: ",
	"anniversario di ", "verjaardag van ", "verjaardag: ",
	"verjaardag ",      "trouwdag van ",   "aniversário de ",
	"aniversário da ",  "aniversário do ", "aniversário: ",
};

static const char *const celebrated_after[] = {
	"'s birthday",    "’s birthday",    "' birthday",
	"’ birthday",     " birthday",      "'s bday",
	"'s anniversary", "’s anniversary", " hat geburtstag",
	"s geburtstag",   "s verjaardag",   "s hochzeitstag",
	"'s verjaardag",  " is jarig",      "'s wedding anniversary",
};

/* "Dana Okafor (1985)" */
static char *
dup_celebrated(const char *start, gsize length)
{
	g_autofree char *text = g_strndup(start, length);
	g_autofree char *name = NULL;

	text[strcspn(text, "([,;|–-")] = '\0';
	/* A cake before the name. */
	start = text;
	while (*start != '\0' && !g_unichar_isalpha(g_utf8_get_char(start)))
		start = g_utf8_next_char(start);
	name = g_strstrip(g_strdup(start));
	return is_name(name) ? g_steal_pointer(&name) : NULL;
}

char *
tertius_meeting_names_dup_celebrated(const char *title)
{
	g_autofree char *folded = tertius_meeting_names_fold(title);

	for (gsize i = 0; i < G_N_ELEMENTS(celebrated_by); i++) {
		const char *at = strstr(folded, celebrated_by[i]);
		const char *name;

		if (at == NULL)
			continue;
		name = g_utf8_offset_to_pointer(
			title, g_utf8_pointer_to_offset(folded, at) +
				       g_utf8_strlen(celebrated_by[i], -1));
		return dup_celebrated(name, strlen(name));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(celebrated_after); i++) {
		const char *at = strstr(folded, celebrated_after[i]);
		const char *end;

		if (at == NULL)
			continue;
		end = g_utf8_offset_to_pointer(
			title, g_utf8_pointer_to_offset(folded, at));
		return dup_celebrated(title, (gsize) (end - title));
	}
	return NULL;
}
