/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words of titles and subjects.
 */
#include "relate/words.h"

#include <string.h>

/* --- Events -------------------------------------------------------------- */

/* Folded without accents; "*fest" may end a longer word. */
static const char *const events[] = {
	"conference", "conf",       "summit",    "symposium",   "congress",
	"convention", "expo",       "fair",      "forum",       "meetup",
	"hackathon",  "barcamp",    "reception", "gala",        "party",
	"offsite",    "networking", "reunion",   "mixer",       "evening",
	"days",       "school",     "festival",  "celebration", "*konferenz",
	"*tagung",    "*messe",     "*kongress", "*stammtisch", "*fest",
	"*feier",     "tage",       "*empfang",  "salon",       "congres",
	"fete",       "soiree",     "colloque",  "journees",    "congreso",
	"feria",      "fiesta",     "jornadas",  "encuentro",   "conferencia",
	"conferenza", "convegno",   "fiera",     "festa",       "conferentie",
	"beurs",      "borrel",     "*feest",    "congresso",   "feira",
	"picnic",     "barbecue",
};

static gboolean
is_one_of(const char *word, const char *const *list, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (list[i][0] == '*' ? g_str_has_suffix(word, list[i] + 1)
		                      : strcmp(word, list[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Letters and digits in lower case, blanks for the rest. */
static char *
dup_ascii(const char *text)
{
	char *plain = g_ascii_strdown(text, -1);
	char *end = plain;

	for (const char *c = plain; *c != '\0'; c++) {
		if (*c != '\'')
			*end++ = g_ascii_isalnum(*c) ? *c : ' ';
	}
	*end = '\0';
	return plain;
}

static char *
dup_plain(const char *text)
{
	g_autofree char *decomposed =
		g_utf8_normalize(text, -1, G_NORMALIZE_NFD);
	g_autofree char *folded = NULL;
	GString *plain = g_string_new("");

	if (decomposed == NULL)
		decomposed = g_strdup("");
	folded = g_utf8_casefold(decomposed, -1);
	for (const char *c = folded; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar one = g_utf8_get_char(c);

		if (g_unichar_ismark(one) || one == 0x2019 || one == '\'')
			continue;
		g_string_append_unichar(plain,
		                        g_unichar_isalnum(one) ? one : ' ');
	}
	return g_string_free(plain, FALSE);
}

char **
tertius_words_fold(const char *text)
{
	g_autofree char *plain =
		g_str_is_ascii(text) ? dup_ascii(text) : dup_plain(text);

	return g_strsplit(plain, " ", -1);
}

static gboolean
has_one_of(const char *text, const char *const *list, gsize n)
{
	g_auto(GStrv) words = tertius_words_fold(text);

	for (guint i = 0; words[i] != NULL; i++) {
		if (is_one_of(words[i], list, n))
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_words_is_event(const char *title)
{
	return has_one_of(title, events, G_N_ELEMENTS(events));
}

/* --- Networks ------------------------------------------------------------- */

/* What follows the name in the subject. */
static const struct {
	const char *words;
	TertiusMilestoneKind kind;
} network[] = {
	{ " started a new position", TERTIUS_MILESTONE_NEW_JOB },
	{ " has started a new position", TERTIUS_MILESTONE_NEW_JOB },
	{ " has a new position", TERTIUS_MILESTONE_NEW_JOB },
	{ " has a new job", TERTIUS_MILESTONE_NEW_JOB },
	{ " has a new title", TERTIUS_MILESTONE_TITLE },
	{ " was promoted", TERTIUS_MILESTONE_NEW_JOB },
	{ " hat eine neue Position", TERTIUS_MILESTONE_NEW_JOB },
	{ " hat eine neue Stelle", TERTIUS_MILESTONE_NEW_JOB },
	{ " a un nouveau poste", TERTIUS_MILESTONE_NEW_JOB },
	{ " occupe un nouveau poste", TERTIUS_MILESTONE_NEW_JOB },
	{ " tiene un nuevo empleo", TERTIUS_MILESTONE_NEW_JOB },
	{ " tiene un nuevo cargo", TERTIUS_MILESTONE_NEW_JOB },
	{ " ha iniziato una nuova posizione", TERTIUS_MILESTONE_NEW_JOB },
	{ " ha un nuovo lavoro", TERTIUS_MILESTONE_NEW_JOB },
	{ " heeft een nieuwe functie", TERTIUS_MILESTONE_NEW_JOB },
	{ " heeft een nieuwe baan", TERTIUS_MILESTONE_NEW_JOB },
	{ " tem um novo cargo", TERTIUS_MILESTONE_NEW_JOB },
	{ " tem um novo emprego", TERTIUS_MILESTONE_NEW_JOB },
	{ " celebrates ", TERTIUS_MILESTONE_ANNIVERSARY },
	{ " is celebrating ", TERTIUS_MILESTONE_ANNIVERSARY },
	{ " feiert ", TERTIUS_MILESTONE_ANNIVERSARY },
	{ " fête ", TERTIUS_MILESTONE_ANNIVERSARY },
	{ " celebra ", TERTIUS_MILESTONE_ANNIVERSARY },
	{ " festeggia ", TERTIUS_MILESTONE_ANNIVERSARY },
	{ " viert ", TERTIUS_MILESTONE_ANNIVERSARY },
	{ " comemora ", TERTIUS_MILESTONE_ANNIVERSARY },
	{ " accepted your invitation", TERTIUS_MILESTONE_CONNECTED },
	{ " has accepted your invitation", TERTIUS_MILESTONE_CONNECTED },
	{ " hat Ihre Einladung angenommen", TERTIUS_MILESTONE_CONNECTED },
	{ " hat deine Einladung angenommen", TERTIUS_MILESTONE_CONNECTED },
	{ " a accepté votre invitation", TERTIUS_MILESTONE_CONNECTED },
	{ " ha aceptado tu invitación", TERTIUS_MILESTONE_CONNECTED },
	{ " ha accettato il tuo invito", TERTIUS_MILESTONE_CONNECTED },
	{ " heeft je uitnodiging geaccepteerd", TERTIUS_MILESTONE_CONNECTED },
	{ " aceitou seu convite", TERTIUS_MILESTONE_CONNECTED },
	{ " endorsed you", TERTIUS_MILESTONE_ENDORSED },
	{ " has endorsed you", TERTIUS_MILESTONE_ENDORSED },
	{ " speaks at ", TERTIUS_MILESTONE_SUCCESS },
	{ " is speaking at ", TERTIUS_MILESTONE_SUCCESS },
};

/* What may come before the name: "Congratulate Dana Okafor on …". */
static const char *const openings[] = {
	"Congratulate ",    "Congratulations to ", "Say congrats to ",
	"Gratulieren Sie ", "Félicitez ",          "Felicita a ",
	"Feliciteer ",
};

char *
tertius_words_dup_network_news(const char *subject, TertiusMilestoneKind *kind)
{
	const char *start = subject;
	const char *end = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(openings); i++) {
		if (g_str_has_prefix(subject, openings[i])) {
			start = subject + strlen(openings[i]);
			end = strstr(start, " on ");
			end = end != NULL ? end : strstr(start, " for ");
			*kind = TERTIUS_MILESTONE_NEW_JOB;
			break;
		}
	}
	for (gsize i = 0; end == NULL && i < G_N_ELEMENTS(network); i++) {
		end = strstr(start, network[i].words);
		if (end != NULL)
			*kind = network[i].kind;
	}
	return end != NULL && end > start
	               ? g_strndup(start, (gsize) (end - start))
	               : NULL;
}

/* --- What somebody looks for ---------------------------------------------- */

static const char *const sought[] = {
	"looking for ",
	"looks for ",
	"look for ",
	"searching for ",
	"seeks ",
	"seeking ",
	"in need of ",
	"interested in ",
	"suche ",
	"sucht ",
	"auf der suche nach ",
	"cherche ",
	"recherche ",
	"busco ",
	"busca ",
	"cerco ",
	"cerca ",
	"zoek ",
	"zoekt ",
	"procuro ",
	"procura ",
};

const char *
tertius_words_find_sought(const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (c > text && g_ascii_isalnum(c[-1]))
			continue;
		for (gsize i = 0; i < G_N_ELEMENTS(sought); i++) {
			gsize length = strlen(sought[i]);

			if (g_ascii_strncasecmp(c, sought[i], length) == 0 &&
			    c[length] != '\0')
				return c + length;
		}
	}
	return NULL;
}

/* --- Stems ---------------------------------------------------------------- */

#define STEM_MIN 4 /* letters */
#define STEM_MAX 6

static const char *const empty[] = {
	"about",  "after",  "again",  "also",   "from",   "have",   "here",
	"looki",  "more",   "need",   "next",   "other",  "please", "some",
	"somebo", "someon", "than",   "that",   "them",   "then",   "there",
	"they",   "this",   "time",   "with",   "your",   "yours",  "what",
	"when",   "week",   "today",  "tomorr", "meetin", "questi", "hello",
	"thank",  "thanks", "would",  "could",  "call",   "invita", "update",
	"eine",   "einen",  "einer",  "oder",   "nach",   "dein",   "deine",
	"mein",   "nicht",  "pour",   "avec",   "votre",  "para",   "como",
	"sobre",  "quelqu", "jemand", "people", "good",   "great",  "until",
};

static gboolean
is_empty_word(const char *stem)
{
	for (gsize i = 0; i < G_N_ELEMENTS(empty); i++) {
		if (strcmp(stem, empty[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
contains(const GPtrArray *stems, const char *stem)
{
	for (guint i = 0; i < stems->len; i++) {
		if (strcmp(stems->pdata[i], stem) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Letters of a word as they come. */
typedef struct {
	char letters[STEM_MAX + 1];
	guint length; /* of the word so far */
} Stem;

static void
add_letter(Stem *stem, char letter)
{
	if (stem->length < STEM_MAX)
		stem->letters[stem->length] = g_ascii_tolower(letter);
	stem->length++;
}

static void
end_stem(Stem *stem, TertiusWordsUse use, gpointer data)
{
	stem->letters[MIN(stem->length, STEM_MAX)] = '\0';
	if (stem->length >= STEM_MIN)
		use(stem->letters, data);
	stem->length = 0;
}

/* Most texts are plain, and need no copy to be cut into words. */
static void
each_plain_stem(const char *text, TertiusWordsUse use, gpointer data)
{
	Stem stem = { .length = 0 };

	for (const char *c = text; *c != '\0'; c++) {
		if (g_ascii_isalnum(*c))
			add_letter(&stem, *c);
		else if (*c != '\'')
			end_stem(&stem, use, data);
	}
	end_stem(&stem, use, data);
}

void
tertius_words_each_stem(const char *text, TertiusWordsUse use, gpointer data)
{
	g_auto(GStrv) words = NULL;

	if (g_str_is_ascii(text)) {
		each_plain_stem(text, use, data);
		return;
	}
	words = tertius_words_fold(text);
	for (guint i = 0; words[i] != NULL; i++) {
		glong length = g_utf8_strlen(words[i], -1);
		g_autofree char *stem = NULL;

		if (length < STEM_MIN)
			continue;
		stem = g_utf8_substring(words[i], 0, MIN(length, STEM_MAX));
		use(stem, data);
	}
}

static void
add_stem(const char *stem, gpointer stems)
{
	if (!is_empty_word(stem) && !contains(stems, stem))
		g_ptr_array_add(stems, g_strdup(stem));
}

GPtrArray *
tertius_words_stems(const char *text)
{
	GPtrArray *stems = g_ptr_array_new_with_free_func(g_free);

	tertius_words_each_stem(text, add_stem, stems);
	return stems;
}
