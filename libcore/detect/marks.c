/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words around what is said.
 */
#include "detect/marks.h"

#include "base/data.h"

#include <string.h>

#define TABLES  "detect/phrases/"
#define SECTION "[mark/"

static const char *const names[TERTIUS_MARKS_N] = {
	[TERTIUS_MARKS_GREETINGS] = "greetings",
	[TERTIUS_MARKS_CLOSINGS] = "closings",
	[TERTIUS_MARKS_FOOTERS] = "footers",
	[TERTIUS_MARKS_QUOTED] = "quoted",
	[TERTIUS_MARKS_FORWARDED] = "forwarded",
	[TERTIUS_MARKS_FROM] = "from",
	[TERTIUS_MARKS_TO] = "to",
	[TERTIUS_MARKS_CC] = "cc",
	[TERTIUS_MARKS_DATE] = "date",
	[TERTIUS_MARKS_SUBJECT] = "subject",
	[TERTIUS_MARKS_WROTE] = "wrote",
	[TERTIUS_MARKS_ATTRIBUTIONS] = "attributions",
	[TERTIUS_MARKS_REPLY_PREFIXES] = "reply-prefixes",
	[TERTIUS_MARKS_FORWARD_PREFIXES] = "forward-prefixes",
	[TERTIUS_MARKS_ELIDED] = "elided",
	[TERTIUS_MARKS_ABBREVIATED] = "abbreviated",
	[TERTIUS_MARKS_PARTICLES] = "particles",
	[TERTIUS_MARKS_RESUMES] = "resumes",
	[TERTIUS_MARKS_APPLICATIONS] = "applications",
	[TERTIUS_MARKS_TITLES] = "titles",
};

/* Words separated by commas, over several lines, each once. */
static void
add_words(GPtrArray *list, const char *text, gsize length)
{
	g_autofree char *copy =
		g_strdelimit(g_strndup(text, length), "\n", ' ');
	g_auto(GStrv) words = g_strsplit(copy, ",", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		char *word = g_strstrip(words[i]);

		if (word[0] != '\0' && !g_ptr_array_find_with_equal_func(
					       list, word, g_str_equal, NULL))
			g_ptr_array_add(list, g_strdup(word));
	}
}

/* @section: after "[mark/". Sections of other names are not ours. */
static void
read_section(GPtrArray *lists[TERTIUS_MARKS_N], const char *section)
{
	gsize name = strcspn(section, "]");
	const char *words = section + name + strlen("]");
	const char *end = strstr(words, "\n[");
	gsize length = end != NULL ? (gsize) (end - words) : strlen(words);

	for (guint kind = 0; kind < TERTIUS_MARKS_N; kind++) {
		if (strlen(names[kind]) == name &&
		    strncmp(names[kind], section, name) == 0)
			add_words(lists[kind], words, length);
	}
}

static void
read_table(GPtrArray *lists[TERTIUS_MARKS_N], const char *name)
{
	g_autofree char *path = g_strconcat(TABLES, name, NULL);
	const char *at = strstr(tertius_data_get_text(path), "\n" SECTION);

	for (; at != NULL; at = strstr(at, "\n" SECTION)) {
		at += strlen("\n" SECTION);
		read_section(lists, at);
	}
}

/* The words of a kind, by their first bytes. */
typedef struct {
	const char **words;
	guint begins[G_MAXUINT8 + 2]; /* of each byte, where its words do */
	gsize longest;
} Marks;

/* Words of the same byte stay in the order of the tables. */
static void
sort(Marks *marks, const GPtrArray *list)
{
	guint n = 0;

	marks->words = g_new(const char *, list->len);
	for (guint byte = 0; byte <= G_MAXUINT8; byte++) {
		marks->begins[byte] = n;
		for (guint i = 0; i < list->len; i++) {
			const char *word = list->pdata[i];

			if ((guchar) word[0] == byte)
				marks->words[n++] = word;
		}
	}
	marks->begins[G_MAXUINT8 + 1] = n;
	for (guint i = 0; i < n; i++)
		marks->longest = MAX(marks->longest, strlen(marks->words[i]));
}

static gpointer
read_all(gpointer unused)
{
	Marks *marks = g_new0(Marks, TERTIUS_MARKS_N);
	GPtrArray *lists[TERTIUS_MARKS_N];
	g_auto(GStrv) tables = tertius_data_list(TABLES);

	(void) unused;
	for (guint kind = 0; kind < TERTIUS_MARKS_N; kind++)
		lists[kind] = g_ptr_array_new();
	for (guint i = 0; tables[i] != NULL; i++)
		read_table(lists, tables[i]);
	for (guint kind = 0; kind < TERTIUS_MARKS_N; kind++) {
		sort(&marks[kind], lists[kind]);
		g_ptr_array_unref(lists[kind]);
	}
	return marks;
}

static const Marks *
get_marks(TertiusMarksKind kind)
{
	static GOnce once = G_ONCE_INIT;
	const Marks *marks = g_once(&once, read_all, NULL);

	return &marks[kind];
}

TertiusMarkWords
tertius_mark_words(TertiusMarksKind kind)
{
	const Marks *marks = get_marks(kind);

	return (TertiusMarkWords){ marks->words,
		                   marks->begins[G_MAXUINT8 + 1] };
}

TertiusMarkWords
tertius_mark_words_by(TertiusMarksKind kind, char first)
{
	const Marks *marks = get_marks(kind);
	const guint *begins = &marks->begins[(guchar) first];

	return (TertiusMarkWords){ marks->words + begins[0],
		                   begins[1] - begins[0] };
}

gsize
tertius_mark_longest(TertiusMarksKind kind)
{
	return get_marks(kind)->longest;
}
