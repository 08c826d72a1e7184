/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What titles of meetings say, in seven languages.
 */
#include "calendar/meeting-words.h"

#include "calendar/meeting-names.h"

#include "tertius-test.h"

#define INTRO    TERTIUS_TITLE_INTRODUCTION
#define PAIR     TERTIUS_TITLE_PAIR
#define PERSONAL TERTIUS_TITLE_PERSONAL
#define NO_TALK  TERTIUS_TITLE_NO_TALK
#define AWAY     TERTIUS_TITLE_OUT_OF_OFFICE
#define BIRTHDAY TERTIUS_TITLE_BIRTHDAY
#define HOLIDAY  TERTIUS_TITLE_HOLIDAY
#define OFF      TERTIUS_TITLE_CANCELLED

static const struct {
	const char *title;
	guint flags;
	const char *first;
	const char *second;
} cases[] = {
	{ "Intro call: Dana <> Tomás", INTRO, "Dana", "Tomás" },
	{ "Dana Okafor <> Tomás Reyes", INTRO, "Dana Okafor", "Tomás Reyes" },
	{ "Dana <-> Tomás (30 min)", INTRO, "Dana", "Tomás" },
	{ "Intro: Dana / Tomás", INTRO | PAIR, "Dana", "Tomás" },
	{ "Dana & Tomás", PAIR, "Dana", "Tomás" },
	{ "Dana x Tomás", PAIR, "Dana", "Tomás" },
	{ "Dana / Tomás: coffee", PAIR, "Dana", "Tomás" },
	{ "李雷 <> Dana", INTRO, "李雷", "Dana" },
	{ "Introduction", INTRO, NULL, NULL },
	{ "Introduction to statistics", INTRO, NULL, NULL },
	{ "Research & development", 0, NULL, NULL },
	{ "a < b <> c", 0, NULL, NULL },
	{ "AC/DC", 0, NULL, NULL },
	{ "2 x 3", 0, NULL, NULL },
	{ "Coffee with Dana", PERSONAL, "Dana", NULL },
	{ "Lunch with Dana Okafor (Nordlicht)", PERSONAL, "Dana Okafor", NULL },
	{ "coffee with friends", 0, NULL, NULL },
	{ "Catch-up with Dana", PERSONAL, "Dana", NULL },
	{ "Meet Dana", PERSONAL, "Dana", NULL },
	{ "Meeting", 0, NULL, NULL },
	{ "1:1 Dana / Tomás", PERSONAL, NULL, NULL },
	{ "1:1", PERSONAL, NULL, NULL },
	{ "Kaffee mit Dana", PERSONAL, "Dana", NULL },
	{ "Kennenlernen Dana", INTRO, NULL, NULL },
	{ "Kennenlerngespräch", INTRO, NULL, NULL },
	{ "Déjeuner avec Élodie", PERSONAL, "Élodie", NULL },
	{ "Présentation : Dana <> Élodie", INTRO, "Dana", "Élodie" },
	{ "Prise de contact", INTRO, NULL, NULL },
	{ "Café con Íñigo", PERSONAL, "Íñigo", NULL },
	{ "Para conocernos", INTRO, NULL, NULL },
	{ "Pranzo con Giulia", PERSONAL, "Giulia", NULL },
	{ "Chiamata conoscitiva", INTRO, NULL, NULL },
	{ "Koffie met Sanne", PERSONAL, "Sanne", NULL },
	{ "Kennismaking", INTRO, NULL, NULL },
	{ "Almoço com Inês", PERSONAL, "Inês", NULL },
	{ "Apresentação", INTRO, NULL, NULL },
	{ "Daily stand-up", NO_TALK, NULL, NULL },
	{ "All-hands", NO_TALK, NULL, NULL },
	{ "Webinar: growth", NO_TALK, NULL, NULL },
	{ "Flight to Lisbon", NO_TALK, NULL, NULL },
	{ "Flug nach Lissabon", NO_TALK, NULL, NULL },
	{ "Fluglotse", 0, NULL, NULL },
	{ "Vol AF123", NO_TALK, NULL, NULL },
	{ "Réservation : Le Zinc", NO_TALK, NULL, NULL },
	{ "Focus time", NO_TALK, NULL, NULL },
	{ "OOO", AWAY, NULL, NULL },
	{ "Dana: out of office", AWAY, NULL, NULL },
	{ "Urlaub", AWAY, NULL, NULL },
	{ "En congés", AWAY, NULL, NULL },
	{ "Vacaciones", AWAY, NULL, NULL },
	{ "Ferie", AWAY, NULL, NULL },
	{ "Vakantie", AWAY, NULL, NULL },
	{ "Férias", AWAY, NULL, NULL },
	{ "Zoo", 0, NULL, NULL },
	{ "Dana's birthday", BIRTHDAY, NULL, NULL },
	{ "Geburtstag von Tomás", BIRTHDAY, NULL, NULL },
	{ "Anniversaire d'Élodie", BIRTHDAY, NULL, NULL },
	{ "Cumpleaños de Íñigo", BIRTHDAY, NULL, NULL },
	{ "Compleanno di Giulia", BIRTHDAY, NULL, NULL },
	{ "Verjaardag Sanne", BIRTHDAY, NULL, NULL },
	{ "Aniversário da Inês", BIRTHDAY, NULL, NULL },
	{ "Feiertage in Deutschland", HOLIDAY, NULL, NULL },
	{ "Holidays in Ireland", HOLIDAY, NULL, NULL },
	{ "Jours fériés en France", HOLIDAY, NULL, NULL },
	{ "Canceled: Dana <> Tomás", OFF | INTRO, "Dana", "Tomás" },
	{ "Abgesagt: Kaffee mit Dana", OFF | PERSONAL, "Dana", NULL },
	{ "Annulé : point avec Élodie", OFF | PERSONAL, "Élodie", NULL },
	{ "Cancelada: reunión", OFF, NULL, NULL },
	{ "", 0, NULL, NULL },
	{ " <> ", 0, NULL, NULL },
	{ "A <> ", 0, NULL, NULL },
	{ "One Two Three Four <> Bob", INTRO, "One Two Three Four", "Bob" },
	{ "One Two Three Four Five <> Bob", 0, NULL, NULL },
	{ "İ coffee with Dana", PERSONAL, "Dana", NULL },
};

START_TEST(titles_are_understood)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *first = NULL;
		g_autofree char *second = NULL;
		guint flags = tertius_meeting_words_read(cases[i].title);

		(void) tertius_meeting_names_read(cases[i].title, &first,
		                                  &second);
		ck_assert_msg(flags == cases[i].flags, "'%s': %x, not %x",
		              cases[i].title, flags, cases[i].flags);
		if (cases[i].first != NULL || flags == 0)
			ck_assert_msg(
				g_strcmp0(first, cases[i].first) == 0 &&
					g_strcmp0(second, cases[i].second) == 0,
				"'%s': %s, %s", cases[i].title, first, second);
	}
}
END_TEST

START_TEST(a_long_name_is_none)
{
	const gsize lengths[] = { TERTIUS_TITLE_NAME_MAX,
		                  TERTIUS_TITLE_NAME_MAX + 1 };

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *name = g_strnfill(lengths[i], 'A');
		g_autofree char *title = g_strconcat(name, " <> Bob", NULL);

		ck_assert_uint_eq(tertius_meeting_words_read(title),
		                  i == 0 ? INTRO : 0);
	}
}
END_TEST

TERTIUS_TEST_MAIN("meeting-words", titles_are_understood, a_long_name_is_none)
