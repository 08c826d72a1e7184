/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the detector in words: whoever asks why reads no identifiers, and
 * what counted adds up to the score.
 */
#include "engine/rules.h"

#include "base/data.h"
#include "detect/detector.h"

#include "tertius-test.h"

#include <math.h>
#include <string.h>

/* Acts whose weights become conclusions that `why` explains. */
static gboolean
is_explained(const char *section)
{
	return strcmp(section, "[introduction]") == 0 ||
	       strcmp(section, "[referral]") == 0;
}

/* "introduction/copying & near/on-copy" of a line of the weights. */
static char *
dup_term(const char *line)
{
	const char *end = strstr(line, "  ");

	return g_strndup(line,
	                 end != NULL ? (gsize) (end - line) : strlen(line));
}

START_TEST(each_weight_is_told_in_plain_words)
{
	g_auto(GStrv) lines = g_strsplit(
		tertius_data_get_text("detect/acts.weights"), "\n", -1);
	gboolean explained = FALSE;
	guint n = 0;

	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *term = dup_term(lines[i]);
		g_autofree char *words = NULL;

		if (lines[i][0] == '[')
			explained = is_explained(lines[i]);
		if (!explained || strchr("[#", lines[i][0]) != NULL)
			continue;
		words = tertius_rules_dup_words(term);
		n++;
		ck_assert_msg(strstr(words, "/") == NULL &&
		                      strstr(words, "loose") == NULL &&
		                      (strstr(words, "(") == NULL ||
		                       strstr(term, "against/") != NULL ||
		                       strstr(term, "referral/") != NULL ||
		                       strstr(term, "thanks/") != NULL ||
		                       strstr(term, "if/") != NULL ||
		                       strstr(term, "intro-") != NULL),
		              "%s: %s", term, words);
	}
	ck_assert_uint_gt(n, 100);
}
END_TEST

START_TEST(places_are_told_in_plain_words)
{
	ck_assert_str_eq(tertius_rules_place_words("body"), "in the text");
	ck_assert_str_eq(tertius_rules_place_words("header"), "");
}
END_TEST

static const char *const letters[] = {
	"Bob,\n\nI am copying Ines, who handles the bookings. She will help "
	"you with the room.\n\nDana",
	"Bob, meet Tomas, who builds the meters that you asked about. I'll let "
	"you two take it from here!\n\nDana",
	"Bob, you should talk to Peter Lind about the roof. His number is 555 "
	"0109.\n\nDana",
	"Dear Bob,\n\nTomas Blaha suggested that I write to you.\n\nDana",
	"Lieber Bob, darf ich dir Tomas vorstellen? Er baut Zähler.\n\nDana",
};

static void
add_up(const TertiusAct *act, gsize letter)
{
	double sum = 0;

	for (guint i = 0; i < act->evidence->len; i++)
		sum += ((TertiusEvidence *) act->evidence->pdata[i])->weight;
	ck_assert_msg(fabs(1 / (1 + exp(-sum)) - act->score) < 0.005,
	              "letter %zu, %s: %f for %f", letter,
	              tertius_act_name(act->kind), sum, act->score);
}

START_TEST(what_counted_adds_up_to_the_score)
{
	TertiusDetector *detector = tertius_detector_new(NULL, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(TertiusMessage) message = tertius_message_new();
		g_autoptr(TertiusFacts) facts = tertius_facts_new();

		message->from = tertius_person_new(
			"Dana Ruiz", "dana@example.org", TERTIUS_PLACE_FROM);
		g_ptr_array_add(message->recipients,
		                tertius_person_new("Bob Li", "bob@example.org",
		                                   TERTIUS_PLACE_TO));
		g_free(message->subject);
		message->subject = g_strdup("");
		g_free(message->text);
		message->text = g_strdup(letters[i]);
		tertius_detector_read(detector, message, facts);
		ck_assert_uint_gt(facts->acts->len, 0);
		for (guint j = 0; j < facts->acts->len; j++)
			add_up(facts->acts->pdata[j], i);
	}
	tertius_detector_free(detector);
}
END_TEST

TERTIUS_TEST_MAIN("rules", each_weight_is_told_in_plain_words,
                  places_are_told_in_plain_words,
                  what_counted_adds_up_to_the_score)
