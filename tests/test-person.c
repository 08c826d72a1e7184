/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people are called.
 */
#include "model/person.h"

#include "tertius-test.h"

#include <locale.h>

static const struct {
	const char *name;
	const char *address;
	const char *full;
	const char *first;
} cases[] = {
	{ "Ada Lovelace", "ada@example.org", "Ada Lovelace", "Ada" },
	{ "Lovelace, Ada (Engines)", NULL, "Ada Lovelace", "Ada" },
	{ NULL, "ada.lovelace@example.org", "Ada Lovelace", "Ada" },
	{ NULL, "ada_lovelace@example.org", "Ada Lovelace", "Ada" },
	{ NULL, "ada.b.lovelace@example.org", "Ada Lovelace", "Ada" },
	{ NULL, "élodie.dubois@example.org", "Élodie Dubois", "Élodie" },
	{ NULL, "ada@example.org", "ada@example.org", "ada" },
	{ "Dr. Anneliese Körber", "a@example.org", "Dr. Anneliese Körber",
	  "Anneliese" },
	{ "Herr Prof. Dr. Jan Meier", "j@example.org",
	  "Herr Prof. Dr. Jan Meier", "Jan" },
	{ "Dr.", "d@example.org", "Dr.", "Dr." },
	{ NULL, "a.lovelace@example.org", "a.lovelace@example.org",
	  "a.lovelace" },
	{ NULL, "ada.lovelace2@example.org", "ada.lovelace2@example.org",
	  "ada.lovelace2" },
	{ NULL, "ada.king.lovelace@example.org",
	  "ada.king.lovelace@example.org", "ada.king.lovelace" },
	{ NULL, "ada..lovelace@example.org", "Ada Lovelace", "Ada" },
	{ NULL, "ada.l.o.velace@example.org", "ada.l.o.velace@example.org",
	  "ada.l.o.velace" },
	{ NULL, ".@example.org", ".@example.org", "." },
};

START_TEST(people_are_called_as_one_would_say)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusPerson) person = tertius_person_new(
			cases[i].name, cases[i].address, TERTIUS_PLACE_TO);
		g_autofree char *full = tertius_person_dup_full_name(person);
		g_autofree char *first = tertius_person_dup_first_name(person);

		ck_assert_msg(strcmp(full, cases[i].full) == 0,
		              "case %u is '%s'", i, full);
		ck_assert_msg(strcmp(first, cases[i].first) == 0,
		              "case %u is '%s'", i, first);
	}
}
END_TEST

/* Also with a Turkish user, where there is that language. */
START_TEST(an_address_has_one_spelling)
{
	static const char *const languages[] = { "C.UTF-8", "tr_TR.UTF-8" };

	for (guint i = 0; i < G_N_ELEMENTS(languages); i++) {
		g_autoptr(TertiusPerson) person = NULL;
		g_autofree char *lower = NULL;

		if (setlocale(LC_CTYPE, languages[i]) == NULL)
			continue;
		lower = tertius_person_dup_lower("INFO@EXAMPLE.ORG");
		ck_assert_str_eq(lower, "info@example.org");
		person = tertius_person_new(NULL, "Idil@EXAMPLE.ORG",
		                            TERTIUS_PLACE_TO);
		ck_assert_str_eq(person->address, "idil@example.org");
	}
}
END_TEST

TERTIUS_TEST_MAIN("person", people_are_called_as_one_would_say,
                  an_address_has_one_spelling)
