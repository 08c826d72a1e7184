/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a message carries along, and who works in the same house.
 */
#include "detect/enclosed.h"

#include "detect/house.h"
#include "detect/own-words.h"
#include "tertius-test.h"

static const struct {
	const char *text;
	const char *writer; /* label of the uppermost writer, or NULL */
	gboolean is_application, names_resume;
} letters[] = {
	{ "Any interest?\n\n-----Original Message-----\nFrom: \tOkafor, Dana  \n"
	  "Sent:\tMonday\nSubject:\tmy resume\n\nPlease find my resume.\n",
	  "Dana Okafor", TRUE, FALSE },
	{ "See below.\n\n-----Original Message-----\n"
	  "From: \"Dana Okafor\" <dana@example.org>\nSubject: lunch\n\nHi\n",
	  "Dana Okafor", FALSE, FALSE },
	{ "Here it is.\n\n - Resume.doc << File: Resume.doc >>\n", NULL, FALSE,
	  TRUE },
	{ "(See attached file: dana_cv.pdf)\n", NULL, FALSE, TRUE },
	{ "<<minutes.doc>>\n", NULL, FALSE, FALSE },
	{ "We resume on Monday.\n", NULL, FALSE, FALSE },
};

START_TEST(it_knows_what_lies_beneath)
{
	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(GArray) lines =
			tertius_own_words_zones(letters[i].text);
		TertiusEnclosed enclosed = { 0 };

		tertius_enclosed_read(lines, &enclosed);
		ck_assert_msg((enclosed.writer == NULL) ==
		                      (letters[i].writer == NULL),
		              "letter %zu", i);
		if (enclosed.writer != NULL)
			ck_assert_str_eq(tertius_person_label(enclosed.writer),
			                 letters[i].writer);
		ck_assert_msg(enclosed.is_application ==
		                      letters[i].is_application,
		              "letter %zu", i);
		ck_assert_msg(enclosed.names_resume == letters[i].names_resume,
		              "letter %zu", i);
		tertius_enclosed_clear(&enclosed);
	}
}
END_TEST

START_TEST(names_in_quoted_mail_are_whole_words)
{
	g_autoptr(GArray) lines = tertius_own_words_zones(
		"Yes.\n\nOn 3 May 2021 Dana wrote:\n> Ask Tomas, he knows.\n");
	TertiusEnclosed enclosed = { 0 };

	tertius_enclosed_read(lines, &enclosed);
	ck_assert(tertius_enclosed_names(&enclosed, "tomas"));
	ck_assert(!tertius_enclosed_names(&enclosed, "toma"));
	ck_assert(!tertius_enclosed_names(&enclosed, "yes"));
	tertius_enclosed_clear(&enclosed);
}
END_TEST

static const struct {
	const char *one, *other;
	TertiusHouse house;
} pairs[] = {
	{ "a@mail.firm.com", "b@firm.com", TERTIUS_HOUSE_SAME },
	{ "a@firm.com", "b@other.com", TERTIUS_HOUSE_OTHER },
	{ "a@firm.co.uk", "b@other.co.uk", TERTIUS_HOUSE_OTHER },
	{ "a@gmail.com", "b@gmail.com", TERTIUS_HOUSE_UNKNOWN },
	{ "a@gmail.com", "b@firm.com", TERTIUS_HOUSE_OTHER },
	{ "a@x.invalid", "b@x.invalid", TERTIUS_HOUSE_UNKNOWN },
	{ "a@one.example.org", "b@two.example.org", TERTIUS_HOUSE_OTHER },
};

START_TEST(houses_are_told_by_what_one_registers)
{
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autoptr(TertiusPerson) one = tertius_person_new(
			NULL, pairs[i].one, TERTIUS_PLACE_FROM);
		g_autoptr(TertiusPerson) other = tertius_person_new(
			NULL, pairs[i].other, TERTIUS_PLACE_TO);

		ck_assert_msg(tertius_house_compare(one, other) ==
		                      pairs[i].house,
		              "pair %zu", i);
	}
}
END_TEST

TERTIUS_TEST_MAIN("enclosed", it_knows_what_lies_beneath,
                  names_in_quoted_mail_are_whole_words,
                  houses_are_told_by_what_one_registers)
