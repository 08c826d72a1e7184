/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is noted of the people around the words of an act: each row is a letter
 * to Dana Okafor, with Tomas Berg on copy, and features that its windows hold
 * or do not.
 */
#include "detect/reading.h"

#include "tertius-test.h"

#include <string.h>

static const struct {
	const char *text;
	const char *feature;
	gboolean holds;
} cases[] = {
	/* who is named in full somewhere is not known by the first name */
	{ "Dana,\n\nI am copying Tomas. He will call you.\n", "near/familiar",
	  TRUE },
	{ "Dana,\n\nI am copying Tomas Berg. Tomas will call you.\n",
	  "near/familiar", FALSE },
	{ "Dana,\n\nI am copying Mr. Berg. He will call you.\n",
	  "near/familiar", FALSE },
	/* the short form beside the full one tells nothing more */
	{ "Dana,\n\nplease call Robert Stone. Robert knows it all.\n",
	  "near/first-name", FALSE },
	{ "Dana,\n\nplease call Robert. He knows it all.\n", "near/first-name",
	  TRUE },
	/* who got the mail before is no newcomer to who wrote it */
	{ "Dana,\n\nTomas will call you.\n\n-----Original Message-----\n"
	  "From: Okafor, Dana\nTo: Me; Berg, Tomas\nSubject: lunch\n\nHi\n",
	  "near/was-there", TRUE },
	{ "Dana,\n\nTomas will call you.\n\n-----Original Message-----\n"
	  "From: Okafor, Dana\nTo: Me;\n\tBerg, Tomas\nSubject: lunch\n\nHi\n",
	  "near/was-there", TRUE },
	{ "Dana,\n\nTomas will call you.\n\n-----Original Message-----\n"
	  "From: Okafor, Dana\nTo: Me\nSubject: Tomas\n\nDo you know Tomas?\n",
	  "near/was-there", FALSE },
	/* an extension is a telephone; a year and a score are none */
	{ "Dana,\n\nplease call Robert, 3-5290.\n", "near/phone", TRUE },
	{ "Dana,\n\nplease call Robert, x34810.\n", "near/phone", TRUE },
	{ "Dana,\n\nplease call Robert at X3-4748.\n", "near/phone", TRUE },
	{ "Dana,\n\nplease call Robert, 1-2001.\n", "near/phone", FALSE },
	{ "Dana,\n\nplease call Robert, it was 3-5290-1.\n", "near/phone",
	  FALSE },
	{ "Dana,\n\nplease call Robert about x12.\n", "near/phone", FALSE },
	/* the subject is Friday */
	{ "Dana,\n\nplease call Robert Stone.\n", "subject/only", FALSE },
};

static TertiusMessage *
write_letter(const char *text)
{
	TertiusMessage *message = tertius_message_new();

	message->from = tertius_person_new("Eva Lind", "eva@one.example.org",
	                                   TERTIUS_PLACE_FROM);
	g_ptr_array_add(message->recipients,
	                tertius_person_new("Dana Okafor",
	                                   "dana@two.example.org",
	                                   TERTIUS_PLACE_TO));
	g_ptr_array_add(message->recipients,
	                tertius_person_new("Tomas Berg",
	                                   "tomas@one.example.org",
	                                   TERTIUS_PLACE_CC));
	g_free(message->subject);
	message->subject = g_strdup("Friday");
	g_free(message->text);
	message->text = g_strdup(text);
	return message;
}

static gboolean
holds(const TertiusReading *reading, const char *feature)
{
	for (guint i = 0; i < reading->windows->len; i++) {
		if (tertius_window_has(reading->windows->pdata[i], feature))
			return TRUE;
	}
	return FALSE;
}

START_TEST(people_around_the_words_are_told_by_how_they_are_named)
{
	g_autoptr(TertiusPhrases) phrases = tertius_phrases_new(NULL, NULL);

	ck_assert_ptr_nonnull(phrases);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusMessage) message = write_letter(cases[i].text);
		g_autoptr(TertiusReading) reading =
			tertius_reading_new(phrases, message);

		ck_assert_msg(holds(reading, cases[i].feature) ==
		                      cases[i].holds,
		              "case %zu: %s", i, cases[i].feature);
	}
}
END_TEST

TERTIUS_TEST_MAIN("features",
                  people_around_the_words_are_told_by_how_they_are_named)
