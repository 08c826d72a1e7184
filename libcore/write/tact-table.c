/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Phrases: from the lines of a table to what they find in a text.
 */
#include "write/tact-table.h"

#include "write/phrases.h"

#include <string.h>

#define TRIES_MAX    20  /* matches of one phrase that are looked at */
#define SENTENCE_MAX 600 /* bytes to either side */

/* Between two words: nothing but a blank, or some more of the sentence. */
#define ABBREVIATED                                                            \
	"(?<=\\bM|\\bMr|\\bMs|\\bDr|\\bSr|\\bSt|Mrs|Mme|Prof|Sig)\\."
#define GAP "[^\\w.!?](?:(?:[^.!?]|" ABBREVIATED "){0,80}?[^\\w.!?])?"

typedef struct {
	char *pattern;
	char *literal; /* what every match holds, in lower case; or NULL */
	GRegex *regex; /* NULL until a text holds the literal */
	char *gentler; /* for the matched words; NULL: for their sentence */
} Phrase;

typedef struct {
	GPtrArray *phrases; /* Phrase */
	char *gentler;      /* of a whole sentence, or NULL */
} Section;

struct _TertiusTactTable {
	GKeyFile *file;
	GHashTable *common;   /* words: char * */
	GHashTable *sections; /* char * -> Section */
	gboolean is_formal;   /* how the text says "you" */
};

static void
free_phrase(gpointer data)
{
	Phrase *phrase = data;

	g_free(phrase->pattern);
	g_free(phrase->literal);
	g_clear_pointer(&phrase->regex, g_regex_unref);
	g_free(phrase->gentler);
	g_free(phrase);
}

static void
free_section(gpointer data)
{
	Section *section = data;

	g_ptr_array_unref(section->phrases);
	g_free(section->gentler);
	g_free(section);
}

void
tertius_finding_clear(TertiusFinding *finding)
{
	g_clear_pointer(&finding->gentler, g_free);
}

TertiusTactTable *
tertius_tact_table_new(const char *language)
{
	TertiusTactTable *table = g_new(TertiusTactTable, 1);
	g_autofree char *words = NULL;
	g_auto(GStrv) list = NULL;

	table->file = tertius_phrases_load("tact-", language);
	table->common =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	table->sections = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                        free_section);
	words = tertius_phrases_dup(table->file, "language", "words");
	list = g_strsplit(words, " ", -1);
	for (guint i = 0; list[i] != NULL; i++)
		g_hash_table_add(table->common, g_strdup(list[i]));
	return table;
}

void
tertius_tact_table_free(TertiusTactTable *table)
{
	if (table == NULL)
		return;
	g_key_file_unref(table->file);
	g_hash_table_unref(table->common);
	g_hash_table_unref(table->sections);
	g_free(table);
}

gboolean
tertius_tact_table_has_word(const TertiusTactTable *table, const char *word)
{
	return g_hash_table_contains(table->common, word);
}

/* %name% stands for a word list of the section [words]. */
static void
expand_words(const TertiusTactTable *table, GString *pattern)
{
	g_auto(GStrv) names =
		g_key_file_get_keys(table->file, "words", NULL, NULL);

	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		g_autofree char *value =
			tertius_phrases_dup(table->file, "words", names[i]);
		g_autofree char *name = g_strdup_printf("%%%s%%", names[i]);
		g_autofree char *group = g_strdup_printf("(?:%s)", value);

		g_string_replace(pattern, name, group, 0);
	}
}

/* A phrase is a regular expression in which a blank is any white space, " … "
 * is more of the sentence, and ' any apostrophe; it begins and ends at words. */
static GRegex *
compile(const TertiusTactTable *table, const char *text)
{
	g_autoptr(GString) pattern = g_string_new(text);
	g_autofree char *whole = NULL;
	g_autoptr(GError) error = NULL;
	GRegex *regex;

	expand_words(table, pattern);
	g_string_replace(pattern, " … ", GAP, 0);
	g_string_replace(pattern, " ?", "\\s{0,3}", 0);
	g_string_replace(pattern, " ", "\\s{1,3}", 0);
	g_string_replace(pattern, "'", "['’]", 0);
	whole = g_strdup_printf("(?<!\\w)(?:%s)(?!\\w)", pattern->str);
	regex = g_regex_new(whole, G_REGEX_CASELESS, 0, &error);
	if (regex == NULL)
		g_error("phrase '%s': %s", text, error->message);
	return regex;
}

/* A run of letters, and the longest so far. */
typedef struct {
	GString *run;
	char *longest;
} Literal;

/* The run ends before @next, which may make its last letter optional. */
static void
end_run(Literal *literal, gunichar next)
{
	GString *run = literal->run;

	if (run->len > 0 && (next == '?' || next == '*' || next == '{'))
		g_string_truncate(
			run, (gsize) (g_utf8_prev_char(run->str + run->len) -
		                      run->str));
	if (run->len > strlen(literal->longest)) {
		g_free(literal->longest);
		literal->longest = g_strdup(run->str);
	}
	g_string_truncate(run, 0);
}

/* The end of what begins at @at: a letter, an escaped one, or %name%. */
static const char *
skip_one(const char *at)
{
	const char *end = *at == '%' ? strchr(at + 1, '%') : NULL;

	if (end != NULL)
		return end + 1;
	if (*at == '\\' && at[1] != '\0')
		return g_utf8_next_char(at + 1);
	return g_utf8_next_char(at);
}

static int
get_turn(char c)
{
	return c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
}

/* Letters that stand alone in @pattern, outside of groups and without a mark
 * that makes them optional; the most of them in a row. Most texts hold none of a
 * table's, so that little of it need be compiled. */
static char *
dup_literal(const char *pattern)
{
	g_autoptr(GString) run = g_string_new(NULL);
	Literal literal = { run, g_strdup("") };
	g_autofree char *found = NULL;
	gboolean is_choice = FALSE;
	int depth = 0;

	for (const char *p = pattern; *p != '\0'; p = skip_one(p)) {
		gunichar c = g_utf8_get_char(p);

		is_choice = is_choice || (depth == 0 && c == '|');
		if (depth == 0 && g_unichar_isalpha(c))
			g_string_append_unichar(run, c);
		else
			end_run(&literal, c);
		depth += get_turn(*p);
	}
	end_run(&literal, '\0');
	found = literal.longest;
	return !is_choice && *found != '\0' ? g_utf8_strdown(found, -1) : NULL;
}

static gboolean
may_match(TertiusTactTable *table, Phrase *phrase, const char *lower)
{
	if (phrase->literal != NULL && strstr(lower, phrase->literal) == NULL)
		return FALSE;
	if (phrase->regex == NULL)
		phrase->regex = compile(table, phrase->pattern);
	return TRUE;
}

static Section *
read_section(const TertiusTactTable *table, const char *name)
{
	Section *section = g_new0(Section, 1);
	g_auto(GStrv) keys = g_key_file_get_keys(table->file, name, NULL, NULL);

	section->phrases = g_ptr_array_new_with_free_func(free_phrase);
	section->gentler = tertius_phrases_dup(table->file, name, "gentler");
	for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
		g_autofree char *value =
			tertius_phrases_dup(table->file, name, keys[i]);
		char *arrow = strstr(value, " => ");
		Phrase *phrase;

		if (strcmp(keys[i], "gentler") == 0)
			continue;
		phrase = g_new0(Phrase, 1);
		if (arrow != NULL) {
			*arrow = '\0';
			phrase->gentler = g_strdup(arrow + strlen(" => "));
		}
		phrase->pattern = g_strdup(value);
		phrase->literal = dup_literal(value);
		g_ptr_array_add(section->phrases, phrase);
	}
	return section;
}

static const Section *
get_section(TertiusTactTable *table, const char *name)
{
	Section *section = g_hash_table_lookup(table->sections, name);

	if (section == NULL) {
		section = read_section(table, name);
		g_hash_table_insert(table->sections, g_strdup(name), section);
	}
	return section;
}

/* "Mr. Novak", "M. Novak". */
static gboolean
is_abbreviated(const char *text, gsize at)
{
	static const char *const titles[] = { "M",   "Mr",  "Ms",   "Dr",
		                              "Sr",  "St",  "Mrs",  "Mme",
		                              "Sig", "Sra", "Prof", NULL };
	gsize start = at;
	g_autofree char *word = NULL;

	while (start > 0 && at - start <= 4 && g_ascii_isalpha(text[start - 1]))
		start--;
	word = g_strndup(text + start, at - start);
	return g_strv_contains(titles, word);
}

static gboolean
ends_sentence(const char *text, gsize at)
{
	if (text[at] == '.' && is_abbreviated(text, at))
		return FALSE;
	if (strchr(".!?", text[at]) != NULL)
		return g_ascii_isspace(text[at + 1]) || text[at + 1] == '\0';
	if (text[at] != '\n' || at == 0)
		return FALSE;
	return text[at + 1] == '\n' || strchr(",:;", text[at - 1]) != NULL;
}

void
tertius_tact_table_find_sentence(const char *text, gsize *start, gsize *end)
{
	gsize first = *start > SENTENCE_MAX ? *start - SENTENCE_MAX : 0;
	gsize last = *end + SENTENCE_MAX;
	gsize from = *start;
	gsize to = *end > *start ? *end - 1 : *end;

	while (from > first && !ends_sentence(text, from - 1))
		from--;
	while (from < *start &&
	       (g_ascii_isspace(text[from]) || (text[from] & 0xc0) == 0x80))
		from++;
	while (to < last && text[to] != '\0' && !ends_sentence(text, to))
		to++;
	if (text[to] != '\0' && text[to] != '\n')
		to++;
	while (to > *end &&
	       (g_ascii_isspace(text[to - 1]) || (text[to] & 0xc0) == 0x80))
		to--;
	*start = from;
	*end = to;
}

static gboolean
is_taken_back(TertiusTactTable *table, const char *section, const char *text,
              gsize start, gsize end)
{
	g_autofree char *name = g_strconcat(section, ".unless", NULL);
	const Section *unless = get_section(table, name);
	g_autofree char *sentence = NULL;
	g_autofree char *lower = NULL;

	if (unless->phrases->len == 0)
		return FALSE;
	tertius_tact_table_find_sentence(text, &start, &end);
	sentence = g_strndup(text + start, end - start);
	lower = g_utf8_strdown(sentence, -1);
	for (guint i = 0; i < unless->phrases->len; i++) {
		Phrase *phrase = unless->phrases->pdata[i];

		if (may_match(table, phrase, lower) &&
		    g_regex_match(phrase->regex, sentence, 0, NULL))
			return TRUE;
	}
	return FALSE;
}

/* Gives @text a capital where the words that it replaces have one. */
static char *
dup_like(const char *text, const char *replaced)
{
	gunichar first = g_utf8_get_char(text);
	g_autoptr(GString) like = g_string_new(NULL);

	if (!g_unichar_isupper(g_utf8_get_char(replaced)))
		return g_strdup(text);
	g_string_append_unichar(like, g_unichar_toupper(first));
	g_string_append(like, g_utf8_next_char(text));
	return g_strdup(like->str);
}

/* The second of each [du|Sie] in a formal text, else the first. */
static char *
dup_form(const TertiusTactTable *table, const char *text)
{
	g_autoptr(GRegex) forms =
		g_regex_new("\\[([^\\[\\]|]*)\\|([^\\[\\]|]*)\\]", 0, 0, NULL);

	g_assert(forms != NULL);
	return g_regex_replace(forms, text, -1, 0,
	                       table->is_formal ? "\\2" : "\\1", 0, NULL);
}

static char *
dup_gentler(const TertiusTactTable *table, const Phrase *phrase,
            const GMatchInfo *match, const char *words)
{
	g_autofree char *form = NULL;
	g_autofree char *text = NULL;

	if (phrase->gentler == NULL)
		return NULL;
	form = dup_form(table, phrase->gentler);
	text = g_match_info_expand_references(match, form, NULL);
	return text != NULL ? dup_like(text, words) : NULL;
}

/* The first match of @phrase that stands; matching errors, as for a text made
 * to be slow, are no match. */
static gboolean
find_phrase(TertiusTactTable *table, const char *section, const Phrase *phrase,
            const char *text, TertiusFinding *finding)
{
	g_autoptr(GMatchInfo) match = NULL;
	gboolean is_match = g_regex_match(phrase->regex, text, 0, &match);

	for (guint i = 0; is_match && i < TRIES_MAX; i++) {
		int start = 0;
		int end = 0;

		g_match_info_fetch_pos(match, 0, &start, &end);
		if (!is_taken_back(table, section, text, (gsize) start,
		                   (gsize) end)) {
			finding->start = (gsize) start;
			finding->length = (gsize) (end - start);
			finding->gentler =
				dup_gentler(table, phrase, match, text + start);
			return TRUE;
		}
		is_match = g_match_info_next(match, NULL);
	}
	return FALSE;
}

static void
widen_to_sentence(const TertiusTactTable *table, const Section *section,
                  const char *text, TertiusFinding *finding)
{
	gsize end = finding->start + finding->length;

	if (finding->gentler != NULL)
		return;
	tertius_tact_table_find_sentence(text, &finding->start, &end);
	finding->length = end - finding->start;
	if (section->gentler != NULL)
		finding->gentler = dup_form(table, section->gentler);
}

gboolean
tertius_tact_table_find(TertiusTactTable *table, const char *section,
                        const char *text, TertiusFinding *finding)
{
	const Section *found = get_section(table, section);
	g_autofree char *lower = g_utf8_strdown(text, -1);
	g_auto(TertiusFinding) best = { .start = G_MAXSIZE };

	for (guint i = 0; i < found->phrases->len; i++) {
		TertiusFinding one = { 0 };

		if (!may_match(table, found->phrases->pdata[i], lower) ||
		    !find_phrase(table, section, found->phrases->pdata[i], text,
		                 &one))
			continue;
		if (one.start < best.start) {
			tertius_finding_clear(&best);
			best = one;
		} else {
			tertius_finding_clear(&one);
		}
	}
	if (best.start == G_MAXSIZE)
		return FALSE;
	if (finding != NULL) {
		*finding = best;
		best.gentler = NULL;
		widen_to_sentence(table, found, text, finding);
	}
	return TRUE;
}

/* The phrase called @name of "manners". */
static gboolean
has_manner(TertiusTactTable *table, const char *name, const char *text)
{
	g_autofree char *phrase =
		tertius_phrases_dup(table->file, "manners", name);
	g_autoptr(GRegex) regex = NULL;

	if (phrase == NULL)
		return FALSE;
	regex = compile(table, phrase);
	return g_regex_match(regex, text, 0, NULL);
}

void
tertius_tact_table_listen(TertiusTactTable *table, const char *text)
{
	table->is_formal = has_manner(table, "formal", text) &&
	                   !has_manner(table, "informal", text);
}

const char *
tertius_tact_table_get_gentler(TertiusTactTable *table, const char *section)
{
	return get_section(table, section)->gentler;
}

guint
tertius_tact_table_compile(TertiusTactTable *table)
{
	g_auto(GStrv) groups = g_key_file_get_groups(table->file, NULL);
	guint n = 0;

	for (guint i = 0; groups[i] != NULL; i++) {
		const Section *section;

		if (strcmp(groups[i], "language") == 0 ||
		    strcmp(groups[i], "words") == 0)
			continue;
		section = get_section(table, groups[i]);
		for (guint j = 0; j < section->phrases->len; j++, n++) {
			Phrase *phrase = section->phrases->pdata[j];

			if (phrase->regex == NULL)
				phrase->regex = compile(table, phrase->pattern);
		}
	}
	return n;
}
