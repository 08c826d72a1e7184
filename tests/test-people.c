/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is who in an act, however people write names (tests/data/detect/who.tsv).
 */
#include "detect/detector.h"

#include "letter.h"
#include "tertius-test.h"

#include <string.h>

static void
append_person(GString *list, const TertiusPerson *person)
{
	if (list->len > 0)
		g_string_append(list, "; ");
	if (person->name != NULL)
		g_string_append(list, person->name);
	if (person->address != NULL)
		g_string_append_printf(list, "%s<%s>",
		                       person->name != NULL ? " " : "",
		                       person->address);
}

static void
compare(const char *const *columns, const TertiusAct *act)
{
	g_autoptr(GString) about = g_string_new("");
	g_autoptr(GString) whom = g_string_new("");

	for (guint i = 0; i < act->introduced->len; i++)
		append_person(about, act->introduced->pdata[i]);
	if (act->introducer != NULL)
		append_person(whom, act->introducer);
	ck_assert_msg(strcmp(about->str, columns[1]) == 0, "\"%s\" in: %s",
	              about->str, columns[3]);
	ck_assert_msg(strcmp(columns[2], "-") == 0 ||
	                      strcmp(whom->str, columns[2]) == 0,
	              "to \"%s\" in: %s", whom->str, columns[3]);
}

static void
judge(TertiusDetector *detector, const char *const *columns)
{
	g_autoptr(TertiusMessage) message =
		letter_new("Dana Ruiz", "dana@example.org", "Bob Li",
	                   "bob@example.org", columns[3]);
	g_autoptr(TertiusFacts) facts = tertius_facts_new();

	tertius_detector_read(detector, message, facts);
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		if (strcmp(tertius_act_name(act->kind), columns[0]) == 0) {
			compare(columns, act);
			return;
		}
	}
	ck_abort_msg("no %s in: %s", columns[0], columns[3]);
}

START_TEST(people_are_known_however_they_are_written)
{
	TertiusDetector *detector = tertius_detector_new(NULL, NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	guint n = 0;

	ck_assert(g_file_get_contents(TERTIUS_SOURCE_DIR
	                              "/tests/data/detect/who.tsv",
	                              &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) columns = g_strsplit(lines[i], "\t", 4);

		if (lines[i][0] == '#' || g_strv_length(columns) != 4)
			continue;
		judge(detector, (const char *const *) columns);
		n++;
	}
	ck_assert_uint_ge(n, 21);
	tertius_detector_free(detector);
}
END_TEST

TERTIUS_TEST_MAIN("people", people_are_known_however_they_are_written)
