/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The detector as a whole, on single made-up letters.
 */
#include "detect/detector.h"

#include "tertius-test.h"

#include <string.h>

static TertiusMessage *
write_letter(const char *to, const char *copy, const char *subject,
             const char *text)
{
	TertiusMessage *message = tertius_message_new();

	message->from = tertius_person_new("Bob Li", "bob@example.org",
	                                   TERTIUS_PLACE_FROM);
	g_ptr_array_add(
		message->recipients,
		tertius_person_new(to, "first@example.com", TERTIUS_PLACE_TO));
	if (copy != NULL)
		g_ptr_array_add(message->recipients,
		                tertius_person_new(copy, "second@example.net",
		                                   TERTIUS_PLACE_CC));
	g_free(message->subject);
	message->subject = g_strdup(subject);
	g_free(message->text);
	message->text = g_strdup(text);
	return message;
}

static TertiusFacts *
read_letter(const TertiusMessage *message)
{
	static TertiusDetector *detector;
	TertiusFacts *facts = tertius_facts_new();

	if (detector == NULL) {
		g_autoptr(GError) error = NULL;

		detector = tertius_detector_new(NULL, &error);
		ck_assert_msg(detector != NULL, "%s",
		              error != NULL ? error->message : "");
	}
	tertius_detector_read(detector, message, facts);
	return facts;
}

static const TertiusAct *
find_act(const TertiusFacts *facts, TertiusActKind kind)
{
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		if (act->kind == kind && act->score >= TERTIUS_DETECT_PERHAPS)
			return act;
	}
	return NULL;
}

static const struct {
	TertiusActKind kind;
	const char *to;
	const char *copy;
	const char *text;
	const char *introduced; /* first of them, or NULL */
} cases[] = {
	{ TERTIUS_ACT_INTRODUCTION, "Dana Okafor", "Tom Reyes",
	  "Hi Dana,\n\nI'd like to introduce you to Tom, who runs the lab at "
	  "our sister company.\n\nBest,\nBob\n",
	  "Tom Reyes" },
	/* whose somebody is, and who is meant */
	{ TERTIUS_ACT_INTRODUCTION, "Dana Okafor", NULL,
	  "Dana, I am connecting you with Lee Park's assistant, Ruth Abara, "
	  "for the dates.\n\nBob\n",
	  "Ruth Abara" },
	/* whose card it is */
	{ TERTIUS_ACT_INTRODUCTION, "Dana Okafor", NULL,
	  "Dana,\n\nbelow is the name and phone number of the woman who showed "
	  "us the hall.\n\nGood luck!\n\nRuth Abara\n020 7946 0123\n",
	  "Ruth Abara" },
	{ TERTIUS_ACT_INTRODUCTION, "Dana Okafor", NULL,
	  "Hallo Dana,\n\nwende dich am besten an Tomás Reyes, er ist der "
	  "richtige Ansprechpartner: tomas@example.net\n\nGruß\nBob\n",
	  "Tomás Reyes" },
	{ TERTIUS_ACT_INTRODUCTION, "Dana Okafor", "Tom Reyes",
	  "Bonjour Dana,\n\nje te mets en contact avec Tom, qui dirige une "
	  "agence à Lyon.\n\nBien à toi,\nBob\n",
	  "Tom Reyes" },
	{ TERTIUS_ACT_REFERRAL, "Dana Okafor", NULL,
	  "Dear Dana,\n\nTom Reyes suggested that I contact you about the "
	  "position in your group.\n\nBob Li\n",
	  "Bob Li" },
	{ TERTIUS_ACT_THANKS, "Dana Okafor", NULL,
	  "Dana,\n\nthank you so much for introducing me to Tom Reyes!\n\n"
	  "Bob\n",
	  "Tom Reyes" },
	{ TERTIUS_ACT_THANKS_FOR_HELP, "Dana Okafor", NULL,
	  "Dana,\n\nthank you so much for your help with the move!\n\n"
	  "Bob\n",
	  NULL },
	{ TERTIUS_ACT_MOVE_TO_BCC, "Dana Okafor", "Tom Reyes",
	  "Thanks Tom, moving you to bcc.\n\nDana, when could we talk?\n",
	  NULL },
};

START_TEST(each_letter_does_its_act)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusMessage) message = write_letter(
			cases[i].to, cases[i].copy, "Hello", cases[i].text);
		g_autoptr(TertiusFacts) facts = read_letter(message);
		const TertiusAct *act = find_act(facts, cases[i].kind);
		const TertiusPerson *person;

		ck_assert_msg(act != NULL, "case %zu", i);
		ck_assert_uint_gt(act->evidence->len, 0);
		if (cases[i].introduced == NULL)
			continue;
		ck_assert_msg(act->introduced->len > 0, "case %zu", i);
		person = act->introduced->pdata[0];
		ck_assert_msg(g_strcmp0(person->name, cases[i].introduced) == 0,
		              "case %zu: %s", i, person->name);
	}
}
END_TEST

static const struct {
	TertiusManner manner;
	const char *copy;
	const char *text;
} manners[] = {
	{ TERTIUS_MANNER_REDIRECT, NULL,
	  "Dana, the right person to contact is Tom Reyes.\n\nBob\n" },
	{ TERTIUS_MANNER_CC, "Tom Reyes",
	  "Dana, the right person to contact is Tom Reyes.\n\nBob\n" },
	{ TERTIUS_MANNER_CC, NULL,
	  "Dana, I am copying Tom Reyes, who is the right person to talk to.\n"
	  "\nBob\n" },
	{ TERTIUS_MANNER_ASSISTANT, "Tom Reyes",
	  "Dana, I am copying my assistant Tom Reyes, who will find a time.\n"
	  "\nBob\n" },
	{ TERTIUS_MANNER_HANDOFF, "Tom Reyes",
	  "Dana, Tom Reyes is replacing me and will be your new contact.\n"
	  "\nBob\n" },
	{ TERTIUS_MANNER_TEXT, NULL,
	  "Dana, I gave your number to Tom Reyes. He will call you.\n\nBob\n" },
};

START_TEST(whom_one_takes_into_the_letter_is_presented_in_it)
{
	for (gsize i = 0; i < G_N_ELEMENTS(manners); i++) {
		g_autoptr(TertiusMessage) message =
			write_letter("Dana Okafor", manners[i].copy, "A word",
		                     manners[i].text);
		g_autoptr(TertiusFacts) facts = read_letter(message);
		const TertiusAct *act =
			find_act(facts, TERTIUS_ACT_INTRODUCTION);

		ck_assert_msg(act != NULL && act->manner == manners[i].manner,
		              "case %zu: %s", i,
		              act == NULL ? "not found"
		                          : tertius_manner_name(act->manner));
	}
}
END_TEST

START_TEST(who_names_nobody_introduces_nobody_for_sure)
{
	static const struct {
		const char *text;
		gboolean is_likely;
	} letters[] = {
		{ "Dana, my assistant will call you tomorrow.\n\nBob\n",
		  FALSE },
		{ "Dana, my assistant Tom Reyes will call you tomorrow.\n\n"
		  "Bob\n",
		  TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(TertiusMessage) message = write_letter(
			"Dana Okafor", NULL, "A word", letters[i].text);
		g_autoptr(TertiusFacts) facts = read_letter(message);
		const TertiusAct *act =
			find_act(facts, TERTIUS_ACT_INTRODUCTION);

		ck_assert_ptr_nonnull(act);
		ck_assert_msg((act->score >= TERTIUS_DETECT_LIKELY) ==
		                      letters[i].is_likely,
		              "case %zu: %.2f", i, act->score);
	}
}
END_TEST

START_TEST(places_and_degrees_are_no_people)
{
	static const char *const texts[] = {
		"Dana, here is the resume of a student whom I met in Palo Alto. "
		"He is very bright.\n\nBob\n",
		"Dana, here is the resume of a student at Carnegie Mellon. He "
		"is very bright.\n\nBob\n",
		"Dana, here is the resume of a student, MS Finance. He is very "
		"bright.\n\nBob\n",
		"Dana, here is the resume of a student for your Job "
		"Opportunity. He is very bright.\n\nBob\n",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(TertiusMessage) message =
			write_letter("Dana Okafor", NULL,
		                     "Summer Internship Position", texts[i]);
		g_autoptr(TertiusFacts) facts = read_letter(message);
		const TertiusAct *act =
			find_act(facts, TERTIUS_ACT_INTRODUCTION);

		ck_assert_ptr_nonnull(act);
		ck_assert_msg(act->introduced->len == 0, "case %zu: %s", i,
		              act->introduced->len > 0
		                      ? tertius_person_label(
						act->introduced->pdata[0])
		                      : "");
	}
}
END_TEST

/* Of @text from bob@example.org to @to. */
static double
score_introduction(const char *to, const char *text)
{
	g_autoptr(TertiusMessage) message =
		write_letter("Dana Okafor", NULL, "Monday", text);
	TertiusPerson *reader = message->recipients->pdata[0];
	g_autoptr(TertiusFacts) facts = NULL;
	const TertiusAct *act;

	g_free(reader->address);
	reader->address = g_strdup(to);
	facts = read_letter(message);
	act = find_act(facts, TERTIUS_ACT_INTRODUCTION);
	return act != NULL ? act->score : 0;
}

START_TEST(who_finds_a_time_for_colleagues_is_not_introduced)
{
	const char *text = "Dana, Monday is fine. My assistant Inez Romero "
			   "will call you to set up a meeting.\n\nBob";

	ck_assert_double_gt(score_introduction("dana@example.com", text),
	                    TERTIUS_DETECT_LIKELY);
	ck_assert_double_lt(score_introduction("dana@example.org", text),
	                    TERTIUS_DETECT_LIKELY);
}
END_TEST

START_TEST(an_introduction_that_is_offered_is_not_made)
{
	const char *const offers[] = {
		"Dana, let us have lunch. I can also introduce you to my "
		"friend Inez Romero.\n\nBob",
		"Dana, a good student of mine wants to work with you. Should I "
		"forward you his CV?\n\nBob",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(offers); i++)
		ck_assert_double_lt(
			score_introduction("dana@example.com", offers[i]),
			TERTIUS_DETECT_LIKELY);
	ck_assert_double_gt(
		score_introduction("dana@example.com",
	                           "Dana, let me introduce you to my friend "
	                           "Inez Romero.\n\nBob"),
		TERTIUS_DETECT_LIKELY);
}
END_TEST

START_TEST(quoted_words_are_not_the_writers)
{
	g_autoptr(TertiusMessage) message = write_letter(
		"Dana Okafor", NULL, "Re: Hello",
		"I will read it tomorrow.\n\nOn 3 May 2021 Dana wrote:\n"
		"> I'd like to introduce you to Tom Reyes, who runs a lab.\n");
	g_autoptr(TertiusFacts) facts = read_letter(message);

	ck_assert_ptr_null(find_act(facts, TERTIUS_ACT_INTRODUCTION));
}
END_TEST

START_TEST(automatic_mail_does_nothing_but_say_that_one_is_away)
{
	g_autoptr(TertiusMessage) message = write_letter(
		"Dana Okafor", NULL, "Automatic reply",
		"I am out of the office until 3 May. I'd like to introduce "
		"you to Tom Reyes, who covers for me.\n");
	g_autoptr(TertiusFacts) facts = NULL;

	message->flags |= TERTIUS_MESSAGE_AUTO_REPLY;
	facts = read_letter(message);
	ck_assert_ptr_null(find_act(facts, TERTIUS_ACT_INTRODUCTION));
	ck_assert_ptr_nonnull(find_act(facts, TERTIUS_ACT_OUT_OF_OFFICE));
}
END_TEST

static gboolean
has_rule(const TertiusAct *act, const char *rule)
{
	for (guint i = 0; i < act->evidence->len; i++) {
		const TertiusEvidence *evidence = act->evidence->pdata[i];

		if (strcmp(evidence->rule, rule) == 0)
			return TRUE;
	}
	return FALSE;
}

/* What stands beside an act: an ask that comes back to another, a caller who is
 * passed on, and news that are none any more. */
static const struct {
	TertiusActKind kind;
	const char *rule; /* NULL: there is no act */
	const char *text;
} besides[] = {
	{ TERTIUS_ACT_INTRO_REQUEST, TERTIUS_ASK_REMINDS,
	  "Dana, I want to remind you of the favour. Could you please "
	  "introduce me to Tom Reyes?\n\nBob\n" },
	{ TERTIUS_ACT_INTRODUCTION, TERTIUS_INTRODUCE_CALLER,
	  "Dana, he is trying to return your call. Please meet Tom Reyes, I "
	  "gave him your number, he will call you.\n\nBob\n" },
	{ TERTIUS_ACT_SUCCESS_NEWS, NULL,
	  "Dana, I won the best paper award at last year's meeting.\n\nBob\n" },
	{ TERTIUS_ACT_SUCCESS_NEWS, "",
	  "Dana, I won the best paper award at the meeting.\n\nBob\n" },
};

START_TEST(what_is_said_beside_an_act_is_noted)
{
	for (gsize i = 0; i < G_N_ELEMENTS(besides); i++) {
		g_autoptr(TertiusMessage) message = write_letter(
			"Dana Okafor", NULL, "Hello", besides[i].text);
		g_autoptr(TertiusFacts) facts = read_letter(message);
		const TertiusAct *act = find_act(facts, besides[i].kind);

		ck_assert_msg((act != NULL) == (besides[i].rule != NULL),
		              "case %zu", i);
		if (act != NULL && *besides[i].rule != '\0')
			ck_assert_msg(has_rule(act, besides[i].rule),
			              "case %zu", i);
	}
}
END_TEST

START_TEST(an_ask_that_reminds_of_nothing_is_the_first)
{
	g_autoptr(TertiusMessage) message =
		write_letter("Dana Okafor", NULL, "Hello",
	                     "Dana, could you please introduce me to Tom "
	                     "Reyes?\n\nBob\n");
	g_autoptr(TertiusFacts) facts = read_letter(message);
	const TertiusAct *act = find_act(facts, TERTIUS_ACT_INTRO_REQUEST);

	ck_assert_ptr_nonnull(act);
	ck_assert(!has_rule(act, TERTIUS_ASK_REMINDS));
}
END_TEST

/* However common an act is: without a word for it there is none. */
START_TEST(plain_news_does_nothing)
{
	g_autoptr(TertiusMessage) message = write_letter(
		"Dana Okafor", NULL, "Figures",
		"Hello,\n\nthe figures of week 5 are in the second table. It "
		"rained on Monday and the office was cold.\n\nBest,\nDana\n");
	g_autoptr(TertiusFacts) facts = read_letter(message);

	ck_assert_uint_eq(facts->acts->len, 0);
}
END_TEST

START_TEST(style_tells_how_the_writer_writes)
{
	g_autoptr(TertiusMessage) message = write_letter(
		"Dana Okafor", NULL, "Treffen",
		"Liebe Dana,\n\nhast du am Montag Zeit für ein Treffen? Ich "
		"würde dir gerne den Entwurf zeigen.\n\nViele Grüße\nBob\n");
	g_autoptr(TertiusFacts) facts = read_letter(message);

	ck_assert_str_eq(facts->style.language, "de");
	ck_assert_str_eq(facts->style.greeting, "Liebe Dana,");
	ck_assert_str_eq(facts->style.closing, "Viele Grüße");
	ck_assert_int_eq(facts->style.formality, -1);
	ck_assert_uint_gt(facts->style.words, 15);
}
END_TEST

START_TEST(a_letter_in_one_line_greets_no_longer_than_its_comma)
{
	const struct {
		const char *body;
		const char *greeting;
	} letters[] = {
		{ "Hi Dana, the drawings came on Monday, many thanks\n",
		  "Hi Dana," },
		{ "Hi Dana, got it.\n", "Hi Dana," },
		{ "Hi Dana the drawings came on Monday many thanks\n", "" },
		{ "Dear Dana, dear Tom,\n\nthe drawings came.\n",
		  "Dear Dana, dear Tom," },
		{ "Dear Mrs Dana van der Okafor,\n\nthe drawings came.\n",
		  "Dear Mrs Dana van der Okafor," },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(TertiusMessage) message = write_letter(
			"Dana Okafor", NULL, "Drawings", letters[i].body);
		g_autoptr(TertiusFacts) facts = read_letter(message);

		ck_assert_str_eq(facts->style.greeting, letters[i].greeting);
	}
}
END_TEST

TERTIUS_TEST_MAIN("detector", each_letter_does_its_act,
                  whom_one_takes_into_the_letter_is_presented_in_it,
                  who_names_nobody_introduces_nobody_for_sure,
                  places_and_degrees_are_no_people,
                  who_finds_a_time_for_colleagues_is_not_introduced,
                  an_introduction_that_is_offered_is_not_made,
                  quoted_words_are_not_the_writers,
                  automatic_mail_does_nothing_but_say_that_one_is_away,
                  plain_news_does_nothing, what_is_said_beside_an_act_is_noted,
                  an_ask_that_reminds_of_nothing_is_the_first,
                  style_tells_how_the_writer_writes,
                  a_letter_in_one_line_greets_no_longer_than_its_comma)
