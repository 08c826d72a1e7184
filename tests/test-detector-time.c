/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No text makes the detector take more than time in proportion to its length.
 */
#include "detect/detector.h"
#include "tertius-test.h"

#include <string.h>
#include <time.h>

/* Four times the text may take so many times as long: four, and the noise of
 * a busy machine. */
#define TIMES_MAX  9.0
/* A text is looked at so often; the quickest look counts. */
#define LOOKS      5
/* Below this many seconds there is nothing to measure. */
#define TICK       0.0005
#define SMALL_SIZE (TERTIUS_MESSAGE_TEXT_MAX / 4)

/* Each is written over and over. */
static const char *const pieces[] = {
	"introduce you to ",
	"introduce you to my friend who could you please put me in touch ",
	"I would suggest that you ",
	"please contact Dana Okafor at 020 7946 0123 ",
	"Dana ",
	"Dana Okafor, ",
	"Dana van de von der Okafor ",
	"dana@example.org ",
	"+1 (020) 7946-0123 ",
	"con tact t ouch ",
	"i n t r o d u c e ",
	"From: Dana Okafor <dana@example.org>\n",
	"> From: Dana <dana@example.org> on 12/04/2000 10:13 AM\n",
	"-----Original Message-----\n",
	"Dana Okafor\n\n",
	"Best regards,\nDana\n",
	" - Resume.doc << File: Resume.doc >>\n",
	"resume resume.doc ",
	"<<<<",
	"@",
	"a@",
	". ",
	"? ",
	"\n",
	"\n\n",
	"\xe2\x80\x99",
	"\xc3\xa9",
	"aaaaaaaa",
	"A.B.C. ",
	"'s ",
	"Hi both, Dana, meet Tom. Tom, this is Dana. ",
};

static TertiusMessage *
write_letter(const char *piece, gsize size)
{
	TertiusMessage *message = tertius_message_new();
	GString *text = g_string_new("");

	while (text->len + strlen(piece) <= size)
		g_string_append(text, piece);
	message->from = tertius_person_new("Bob Li", "bob@example.org",
	                                   TERTIUS_PLACE_FROM);
	for (guint i = 0; i < TERTIUS_MESSAGE_RECIPIENTS_MAX; i++) {
		g_autofree char *name = g_strdup_printf("Dana Okafor %u", i);
		g_autofree char *address =
			g_strdup_printf("dana%u@example.org", i);

		g_ptr_array_add(
			message->recipients,
			tertius_person_new(name, address, TERTIUS_PLACE_CC));
	}
	g_free(message->subject);
	message->subject = g_strdup("Dana, Dana <> Dana: introduction");
	message->text = g_string_free(text, FALSE);
	return message;
}

/* Seconds of the processor, of the quickest look. */
static double
measure(TertiusDetector *detector, const char *piece, gsize size)
{
	g_autoptr(TertiusMessage) message = write_letter(piece, size);
	double best = 1e9;

	for (guint i = 0; i < LOOKS; i++) {
		g_autoptr(TertiusFacts) facts = tertius_facts_new();
		clock_t start = clock();

		tertius_detector_read(detector, message, facts);
		best = MIN(best, (double) (clock() - start) / CLOCKS_PER_SEC);
	}
	return best;
}

START_TEST(time_is_in_proportion_to_the_text)
{
	TertiusDetector *detector = tertius_detector_new(NULL, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		double small = measure(detector, pieces[i], SMALL_SIZE);
		double large = measure(detector, pieces[i], SMALL_SIZE * 4);

		ck_assert_msg(large <= MAX(small, TICK) * TIMES_MAX,
		              "'%s': %.1f ms, and %.1f ms for four times the "
		              "text",
		              pieces[i], small * 1000, large * 1000);
	}
	tertius_detector_free(detector);
}
END_TEST

TERTIUS_TEST_MAIN("detector-time", time_is_in_proportion_to_the_text)
