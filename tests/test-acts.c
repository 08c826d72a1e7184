/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each act in each language, in made-up letters of a line
 * (tests/data/detect/acts): what is meant is found, what only looks like it is
 * not. Written by somebody who had not read the tables; those in "later" after
 * the tables had learnt from the first. They have learnt from both since: of what
 * nobody has read, between a quarter and two fifths were found. The wanted counts
 * are what is reached, so that no change loses them unseen.
 */
#include "detect/detector.h"
#include "detect/phrases.h"

#include "letter.h"
#include "tertius-test.h"

#include <string.h>

typedef struct {
	guint positives, likely, near_misses, taken;
} Count;

typedef struct {
	const char *letters;
	guint likely; /* of all acts' positives, at least */
	guint taken;  /* of all near misses, at most */
} Wanted;

static const Wanted wanted[] = {
	{ "de", 104, 5 },      { "later/de", 43, 1 }, { "es", 105, 4 },
	{ "later/es", 42, 1 }, { "fr", 104, 5 },      { "later/fr", 40, 1 },
	{ "it", 98, 4 },       { "later/it", 41, 0 }, { "nl", 101, 5 },
	{ "later/nl", 40, 1 }, { "pt", 104, 7 },      { "later/pt", 41, 2 },
};

static gboolean
does(TertiusDetector *detector, const char *act, const char *text)
{
	g_autoptr(TertiusMessage) message =
		letter_new("Bob Li", "bob@example.org", "Kai Berg",
	                   "kai@example.com", text);
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
		ck_assert_str_eq(columns[1], "no");
		count->near_misses++;
		count->taken += found ? 1 : 0;
	}
}

static Count
read_letters(TertiusDetector *detector, const char *letters, GHashTable *acts)
{
	g_autofree char *path =
		g_strdup_printf("%s/tests/data/detect/acts/%s.tsv",
	                        TERTIUS_SOURCE_DIR, letters);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	Count count = { 0, 0, 0, 0 };

	ck_assert(g_file_get_contents(path, &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) columns = g_strsplit(lines[i], "\t", 3);

		if (lines[i][0] == '#' || g_strv_length(columns) != 3)
			continue;
		g_hash_table_add(acts, g_strdup(columns[0]));
		judge(detector, columns, &count);
	}
	return count;
}

START_TEST(each_act_is_found_in_each_language)
{
	TertiusDetector *detector = tertius_detector_new(NULL, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_autoptr(GHashTable) acts = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, NULL);
		Count count = read_letters(detector, wanted[i].letters, acts);

		/* all but introductions, referrals and searches */
		ck_assert_uint_eq(g_hash_table_size(acts), TERTIUS_ACT_N - 3);
		ck_assert_uint_ge(count.positives, 40);
		ck_assert_msg(count.likely >= wanted[i].likely &&
		                      count.taken <= wanted[i].taken,
		              "%s: %u of %u found, %u of %u taken",
		              wanted[i].letters, count.likely, count.positives,
		              count.taken, count.near_misses);
	}
	tertius_detector_free(detector);
}
END_TEST

START_TEST(letters_without_dotted_letters_are_read_as_well)
{
	TertiusDetector *detector = tertius_detector_new(NULL, NULL);

	ck_assert(does(detector, "intro-request",
	               "Hallo Kai, koenntest du mich bitte Frau Groesser "
	               "vorstellen? Ich wuerde sie gern etwas fragen."));
	ck_assert(does(detector, "promise",
	               "Ich ueberweise dir das Geld naechste Woche."));
	tertius_detector_free(detector);
}
END_TEST

/* "I'd like to introduce you to" offers it, unless they are in copy. */
START_TEST(whoever_is_in_copy_is_introduced_not_offered)
{
	TertiusDetector *detector = tertius_detector_new(NULL, NULL);
	g_autoptr(TertiusMessage) message = letter_new(
		"Bob Li", "bob@example.org", "Kai Berg", "kai@example.com",
		"Kai, I'd like to introduce you to Mei Tanaka and Olu Ade, who "
		"run the lab next door.\n\nBob");
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	const TertiusAct *act;

	g_ptr_array_add(message->recipients,
	                tertius_person_new(NULL, "mei.tanaka@example.net",
	                                   TERTIUS_PLACE_CC));
	tertius_detector_read(detector, message, facts);
	act = facts->acts->pdata[0];
	ck_assert_int_eq(act->kind, TERTIUS_ACT_INTRODUCTION);
	ck_assert_double_ge(act->score, TERTIUS_DETECT_LIKELY);
	tertius_detector_free(detector);
}
END_TEST

TERTIUS_TEST_MAIN("acts", each_act_is_found_in_each_language,
                  letters_without_dotted_letters_are_read_as_well,
                  whoever_is_in_copy_is_introduced_not_offered)
