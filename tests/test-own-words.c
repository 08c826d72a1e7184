/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writer's own words, told from those of others.
 */
#include "detect/own-words.h"

#include "tertius-test.h"

#include <string.h>

/* Each letter of @zones is the zone of a line of @text: o own, g greeting,
 * c closing, s signature, q quote, f forward, l legal or other footer. */
static const struct {
	const char *text;
	const char *zones;
} cases[] = {
	{ "Hi Dana,\n\nplease meet Tom.\n\nBest,\nBob\n", "gooocc" },
	{ "Thanks!\n\nOn Mon, 3 May 2021 at 10:12, Dana wrote:\n> Hello\n> you\n",
	  "ccqqq" },
	{ "Sure.\n\nOn Mon, 3 May 2021 at 10:12, Dana Okafor\n"
	  "<dana@example.org> wrote:\n\nHello you\n",
	  "ooqqqq" },
	{ "Gern.\n\nAm 03.05.2021 um 10:12 schrieb Dana Okafor:\n> Hallo\n",
	  "ooqq" },
	{ "Merci.\n\nLe 3 mai 2021 à 10:12, Dana Okafor a écrit :\n> Salut\n",
	  "ccqq" },
	{ "Claro.\n\nEl 3 may 2021, a las 10:12, Dana escribió:\n> Hola\n",
	  "ooqq" },
	{ "Certo.\n\nIl giorno 3 mag 2021, alle ore 10:12, Dana ha scritto:\n"
	  "> Ciao\n",
	  "ooqq" },
	{ "Prima.\n\nOp 3 mei 2021 om 10:12 schreef Dana:\n> Hoi\n", "ooqq" },
	{ "Sim.\n\nEm 3 de mai. de 2021 às 10:12, Dana escreveu:\n> Oi\n",
	  "ooqq" },
	{ "Yes.\n\n-----Original Message-----\nFrom: Dana\nSent: Monday\n"
	  "Hello\n",
	  "ooqqqq" },
	{ "Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Dana\nHallo\n",
	  "ooqqq" },
	{ "Yes.\n\nFrom: Dana Okafor <dana@example.org>\nSent: 3 May 2021\n"
	  "To: Bob\nSubject: Lunch\n\nHello\n",
	  "ooqqqqqq" },
	{ "Oui.\n\nDe : Dana Okafor\nEnvoyé : lundi\nÀ : Bob\nObjet : Midi\n"
	  "Bonjour\n",
	  "ooqqqqq" },
	/* Lotus Notes: nothing between the reply and the quoted header */
	{ "I agree.\nDana Okafor\n05/03/2001 10:12 AM\nTo:\tBob Li/Example\n"
	  "cc:\t\nSubject:\tLunch\n\nShall we?\n",
	  "oqqqqqqq" },
	{ "I agree.\n\n\n\n\"Dana Okafor\" <dana@example.org> on 05/03/2001 "
	  "10:12:22 AM\nPlease respond to dana@example.org\nTo: Bob\ncc: \n"
	  "Subject: Lunch\n\nShall we?\n",
	  "ooooqqqqqqq" },
	{ "FYI\n---------------------- Forwarded by Bob on 05/03/2001 -----\n"
	  "Hello\n",
	  "off" },
	{ "See below.\n\n---------- Forwarded message ---------\n"
	  "From: Dana\nHello\n",
	  "oofff" },
	{ "Siehe unten.\n\nAnfang der weitergeleiteten Nachricht:\n\nHallo\n",
	  "oofff" },
	{ "Fine.\n\n-- \nBob Li\nExample Ltd\n", "oosss" },
	{ "Fine.\n\nThis e-mail and any attachments are confidential\nindeed\n",
	  "ooll" },
	{ "Bis dann.\n\nVon meinem iPhone gesendet\n", "ool" },
	/* greetings, closings and what phones add, in each language */
	{ "Sehr geehrte Frau Okafor\n\ndas ist Tom.\n\nMit herzlichen Grüßen\n"
	  "Bob\n\nVon meinem iPhone gesendet\n",
	  "gooocccl" },
	{ "Chère Dana\n\nvoici Tom.\n\nBelle journée\nBob\n\n"
	  "Envoyé de mon téléphone\n",
	  "gooocccl" },
	{ "Estimada Dana:\n\neste es Tom.\n\nUn cordial saludo\nBob\n\n"
	  "Enviado desde mi móvil\n",
	  "gooocccl" },
	{ "Gentile Dana\n\nle presento Tom.\n\nCordialmente\nBob\n\n"
	  "Inviato da mobile\n",
	  "gooocccl" },
	{ "Geachte mevrouw Okafor\n\ndit is Tom.\n\nHoogachtend\nBob\n\n"
	  "Verstuurd vanaf mijn mobiel\n",
	  "gooocccl" },
	{ "Prezada Dana\n\neste é o Tom.\n\nAtenciosamente\nBob\n\n"
	  "Enviado do meu telemóvel\n",
	  "gooocccl" },
	/* one who answers between the lines */
	{ "> Shall we?\nYes, on Monday.\n> And where?\nAt the inn.\n", "qoqo" },
	{ "One line of news for you all, sent today.\n\nBob\n555 123 4567\n",
	  "oocs" },
	{ "", "" },
};

static char
letter_of(TertiusZone zone)
{
	switch (zone) {
	case TERTIUS_ZONE_OWN:
		return 'o';
	case TERTIUS_ZONE_GREETING:
		return 'g';
	case TERTIUS_ZONE_CLOSING:
		return 'c';
	case TERTIUS_ZONE_SIGNATURE:
		return 's';
	case TERTIUS_ZONE_QUOTE:
		return 'q';
	case TERTIUS_ZONE_FORWARD:
		return 'f';
	case TERTIUS_ZONE_FOOTER:
		return 'l';
	}
	return '?';
}

static char *
dup_letters(const char *text)
{
	g_autoptr(GArray) lines = tertius_own_words_zones(text);
	GString *letters = g_string_new(NULL);

	for (guint i = 0; i < lines->len; i++)
		g_string_append_c(
			letters,
			letter_of(g_array_index(lines, TertiusLine, i).zone));
	return g_string_free(letters, FALSE);
}

START_TEST(each_line_has_its_zone)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *letters = dup_letters(cases[i].text);

		ck_assert_msg(g_strcmp0(letters, cases[i].zones) == 0,
		              "case %zu: '%s', wanted '%s'", i, letters,
		              cases[i].zones);
	}
}
END_TEST

START_TEST(own_words_are_joined_without_those_of_others)
{
	g_autofree char *own = tertius_own_words_dup(cases[1].text);
	g_autofree char *card = tertius_own_words_dup_signature(
		"Fine.\n\n-- \nBob Li\nExample Ltd\n");

	ck_assert_str_eq(own, "Thanks!\n\n");
	ck_assert_str_eq(card, "-- \nBob Li\nExample Ltd\n");
}
END_TEST

START_TEST(lines_over_the_limit_share_the_last_zone)
{
	const guint counts[] = { 19999, 20000, 20001, 50000 };

	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GArray) lines = NULL;

		for (guint j = 0; j < counts[i]; j++)
			g_string_append(text, "a\n");
		lines = tertius_own_words_zones(text->str);
		ck_assert_msg(lines->len == MIN(counts[i], 20000),
		              "case %zu: %u lines", i, lines->len);
	}
}
END_TEST

/* A copy of the exact size, so that a sanitizer sees a step too far. */
START_TEST(every_cut_of_a_message_is_read)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		for (gsize n = 0; n <= strlen(cases[i].text); n++) {
			g_autofree char *cut = g_strndup(cases[i].text, n);
			g_autofree char *letters = dup_letters(cut);

			ck_assert_uint_le(strlen(letters), n);
		}
	}
}
END_TEST

TERTIUS_TEST_MAIN("own-words", each_line_has_its_zone,
                  own_words_are_joined_without_those_of_others,
                  lines_over_the_limit_share_the_last_zone,
                  every_cut_of_a_message_is_read)
