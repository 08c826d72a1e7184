/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people say of themselves, in seven languages: what they look for, and in
 * their signature what they are.
 */
#include "detect/detector.h"
#include "tertius-test.h"

#include <string.h>

static TertiusDetector *detector;

static TertiusFacts *
read_text(const char *subject, const char *text)
{
	g_autoptr(TertiusMessage) message = tertius_message_new();
	TertiusFacts *facts = tertius_facts_new();

	message->from = tertius_person_new("Dana Okafor", "dana@example.org",
	                                   TERTIUS_PLACE_FROM);
	g_ptr_array_add(
		message->recipients,
		tertius_person_new("Ada", "ada@example.net", TERTIUS_PLACE_TO));
	g_free(message->subject);
	message->subject = g_strdup(subject);
	g_free(message->text);
	message->text = g_strdup(text);
	tertius_detector_read(detector, message, facts);
	return facts;
}

/* --- Signatures ----------------------------------------------------------- */

#define LETTER "Hi Ada,\n\nshall we have lunch on Friday?\n\n"

static const struct {
	const char *end; /* of the letter */
	const char *title;
} signatures[] = {
	{ "Best,\nDana\n\n-- \nDana Okafor\nHead of Translation\n"
	  "Lisbon Books\n+351 21 555 0100\n",
	  "Head of Translation, Lisbon Books" },
	{ "-- \nDana Okafor, Head of Translation, Lisbon Books\n",
	  "Head of Translation, Lisbon Books" },
	{ "-- \nDana Okafor | Senior Engineer\n", "Senior Engineer" },
	{ "-- \nDana Okafor - Vice President, Research\n",
	  "Vice President, Research" },
	{ "Best regards,\n\nDana Okafor\nVice President\nResearch Group\n",
	  "Vice President, Research Group" },
	{ "-- \nDr. Dana Okafor\n*Professor of Economics*\n",
	  "Professor of Economics" },
	{ "Viele Grüße\nDana\n\n-- \nDana Okafor\nVertriebsleiterin\n",
	  "Vertriebsleiterin" },
	{ "-- \nDana Okafor\nGeschäftsführerin\n", "Geschäftsführerin" },
	{ "Bien à toi,\nDana\n\n-- \nDana Okafor\nDirectrice éditoriale\n",
	  "Directrice éditoriale" },
	{ "-- \nDana Okafor\nJefa de ventas\n", "Jefa de ventas" },
	{ "-- \nDana Okafor\nResponsabile vendite\n", "Responsabile vendite" },
	{ "-- \nDana Okafor\nAfdelingshoofd\n", "Afdelingshoofd" },
	{ "-- \nDana Okafor\nEngenheira de som\n", "Engenheira de som" },
	/* none */
	{ "Best,\nDana\n", "" },
	{ "-- \nDana Okafor\nLisbon Books\n", "" },
	{ "-- \nDana Okafor\nRua Augusta 12\nHead of the table\n",
	  "Head of the table" },
	{ "-- \nDana Okafor\nOffice: 555 0100\nManager: Kofi Mensah\n", "" },
	{ "-- \nDana Okafor\nmanager@example.org\n", "" },
	/* others, and who writes in somebody's stead */
	{ "-- \nKofi Mensah\nAssistant to the Director\n", "" },
	{ "Kofi Mensah\nDirector\n", "" },
	{ "-- \nDirector\n", "" },
	/* one name alone may be anybody's */
	{ "-- \nDana\nDirector\n", "" },
	/* a sentence is no title */
	{ "-- \nDana Okafor\nI am the director of it all, so to speak.\n", "" },
	{ "-- \nDana Okafor\nA leader leads others. We follow\n", "" },
	/* too far below the name */
	{ "-- \nDana Okafor\nLisbon Books\nPortugal\nDirector\n", "" },
	/* quoted */
	{ "Dana\n\n> -- \n> Dana Okafor\n> Director\n", "" },
};

START_TEST(a_signature_says_what_its_writer_is)
{
	for (gsize i = 0; i < G_N_ELEMENTS(signatures); i++) {
		g_autofree char *text =
			g_strconcat(LETTER, signatures[i].end, NULL);
		g_autoptr(TertiusFacts) facts = read_text("Lunch", text);

		ck_assert_msg(strcmp(facts->style.title, signatures[i].title) ==
		                      0,
		              "case %zu: '%s', not '%s'", i, facts->style.title,
		              signatures[i].title);
	}
}
END_TEST

START_TEST(a_title_has_an_end)
{
	g_autofree char *word = g_strnfill(65, 'x');
	g_autofree char *fits =
		g_strdup_printf(LETTER "-- \nDana Okafor\nDirector %s\n", word);
	g_autofree char *text = g_strdup_printf(
		LETTER "-- \nDana Okafor\nDirector %s xxxxxxxx\n", word);
	g_autofree char *both = g_strdup_printf(
		LETTER "-- \nDana Okafor\nDirector %s\n%s\n", word, word);
	g_autoptr(TertiusFacts) one = read_text("Lunch", fits);
	g_autoptr(TertiusFacts) other = read_text("Lunch", text);
	g_autoptr(TertiusFacts) cut = read_text("Lunch", both);

	ck_assert_uint_eq(strlen(one->style.title), 74);
	ck_assert_str_eq(other->style.title, "");
	ck_assert_uint_eq(strlen(cut->style.title), TERTIUS_STYLE_TITLE_MAX);
}
END_TEST

/* --- Searches ------------------------------------------------------------- */

static const struct {
	const char *text;
	const char *what; /* NULL: nothing */
} searches[] = {
	{ "Hi Ada,\n\nI am looking for a translator from Polish, with time in "
	  "August.\n\nBest,\nDana\n",
	  "a translator from Polish" },
	{ "Hi Ada,\n\nwe're still looking for someone to paint the house.\n",
	  "someone to paint the house" },
	{ "Do you know of a quiet hotel in Porto?\n",
	  "a quiet hotel in Porto" },
	{ "I'm in the market for a cargo bike.\n", "a cargo bike" },
	{ "Hallo Ada,\n\nich suche gerade eine ruhige Wohnung in der Nähe vom "
	  "Hafen. Hast du davon gehört?\n\nViele Grüße\nDana\n",
	  "eine ruhige Wohnung in der Nähe vom Hafen" },
	{ "Liebe Ada,\n\nwir sind auf der Suche nach einem Lektor für unsere "
	  "neue Reihe.\n\nLiebe Grüße\nDana\n",
	  "einem Lektor für unsere neue Reihe" },
	{ "Bonjour Ada,\n\nje cherche un traducteur du polonais pour le mois "
	  "d'août, si tu as une idée.\n\nAmitiés,\nDana\n",
	  "un traducteur du polonais pour le mois d'août" },
	{ "Chère Ada,\n\nnous sommes toujours à la recherche d'une salle pour "
	  "la fête de juin.\n\nBien à toi,\nDana\n",
	  "une salle pour la fête de juin" },
	{ "Hola Ada:\n\nEstoy buscando un traductor del polaco para agosto.\n\n"
	  "Un abrazo,\nDana\n",
	  "un traductor del polaco para agosto" },
	{ "Hola Ada:\n\n¿Conoces a alguien que sepa arreglar relojes antiguos?"
	  "\n\nUn saludo,\nDana\n",
	  "alguien que sepa arreglar relojes antiguos" },
	{ "Ciao Ada,\n\nsto cercando un traduttore dal polacco per agosto.\n\n"
	  "Un abbraccio,\nDana\n",
	  "un traduttore dal polacco per agosto" },
	{ "Ciao Ada,\n\nsiamo alla ricerca di una sala per la festa di giugno."
	  "\n\nA presto,\nDana\n",
	  "una sala per la festa di giugno" },
	{ "Hoi Ada,\n\nik ben nog op zoek naar een vertaler uit het Pools.\n\n"
	  "Groetjes,\nDana\n",
	  "een vertaler uit het Pools" },
	{ "Beste Ada,\n\nwij zoeken een rustige zaal voor het feest in juni.\n"
	  "\nGroeten,\nDana\n",
	  "een rustige zaal voor het feest in juni" },
	{ "Olá Ada,\n\nestou à procura de um tradutor do polaco para agosto.\n"
	  "\nUm abraço,\nDana\n",
	  "um tradutor do polaco para agosto" },
	{ "Olá Ada,\n\nconheces alguém que repare relógios antigos?\n\nBeijos,"
	  "\nDana\n",
	  "alguém que repare relógios antigos" },
	{ "From July I am\nlooking for interface work on small displays: "
	  "meters, clocks.\n",
	  "interface work on small displays: meters" },
	{ "Hallo Ada,\n\nich suche gerade Arbeit in der Nähe vom Hafen, für "
	  "den Sommer.\n\nGruß\nDana\n",
	  "Arbeit in der Nähe vom Hafen" },
	{ "Hola Ada:\n\nestoy buscando trabajo cerca del puerto.\n\nUn "
	  "abrazo,\nDana\n",
	  "trabajo cerca del puerto" },
	/* what is only asked for */
	{ "I'm looking for a time to meet next week.\n", NULL },
	{ "The people we are looking for at this level are few.\n", NULL },
	{ "Please tell me if you see a typo in it.\n", NULL },
	{ "If you know of anyone else who uses it, tell me.\n", NULL },
	{ "We are looking for an answer to your question.\n", NULL },
	{ "Ich suche einen Termin in der nächsten Woche.\n", NULL },
	{ "Je cherche un moment pour te voir la semaine prochaine.\n", NULL },
	{ "Busco una fecha para la reunión de la semana.\n", NULL },
	{ "Cerco una data per la riunione della prossima settimana.\n", NULL },
	{ "Ik zoek een moment voor het overleg van volgende week.\n", NULL },
	{ "Procuro uma data para a reunião da próxima semana.\n", NULL },
	/* what is there already, looked forward to, or looked for by others */
	{ "I am looking for the report that you sent on Monday.\n", NULL },
	{ "I look forward to a quiet weekend.\n", NULL },
	{ "Are you looking for a new flat?\n", NULL },
	{ "The person you are looking for is a man called Kofi.\n", NULL },
	{ "I am looking for. What was it?\n", NULL },
	{ "Ich suche den Bericht, den du geschickt hast.\n", NULL },
	{ "Busco el informe que me mandaste.\n", NULL },
	{ "I am not looking for a new job.\n", NULL },
	{ "I was looking for a pen when you rang.\n", NULL },
	{ "Hi Ada,\n\nyes.\n\n> I am looking for a translator from Polish.\n",
	  NULL },
};

static const char *
find_sought(const TertiusFacts *facts)
{
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];
		const TertiusEvidence *what;

		if (act->kind != TERTIUS_ACT_SEARCH)
			continue;
		ck_assert_uint_eq(act->evidence->len, 3);
		ck_assert(act->score >= TERTIUS_SCORE_LIKELY);
		what = act->evidence->pdata[1];
		ck_assert_str_eq(what->rule, TERTIUS_SEARCH_WHAT);
		return what->quote;
	}
	return NULL;
}

START_TEST(what_people_look_for_is_understood)
{
	for (gsize i = 0; i < G_N_ELEMENTS(searches); i++) {
		g_autoptr(TertiusFacts) facts =
			read_text("Hello", searches[i].text);
		const char *found = find_sought(facts);

		ck_assert_msg(g_strcmp0(found, searches[i].what) == 0,
		              "case %zu: '%s', not '%s'", i,
		              found != NULL ? found : "nothing",
		              searches[i].what != NULL ? searches[i].what
		                                       : "nothing");
	}
}
END_TEST

/* Nine words, and one act of a message. */
START_TEST(what_is_looked_for_has_an_end)
{
	g_autoptr(TertiusFacts) facts = read_text(
		"Hello",
		"I am looking for a table of very old dark oak with six "
		"chairs and a bench.\n"
		"We are looking for a second one of these.\n");
	guint n = 0;

	ck_assert_str_eq(find_sought(facts),
	                 "a table of very old dark oak with six");
	for (guint i = 0; i < facts->acts->len; i++) {
		const TertiusAct *act = facts->acts->pdata[i];

		n += act->kind == TERTIUS_ACT_SEARCH ? 1 : 0;
	}
	ck_assert_uint_eq(n, 1);
}
END_TEST

static void
set_up(void)
{
	detector = tertius_detector_new(NULL, NULL);
	ck_assert_ptr_nonnull(detector);
}

static void
tear_down(void)
{
	tertius_detector_free(detector);
}

static void
add_tests(TCase *tcase)
{
	tcase_add_unchecked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_signature_says_what_its_writer_is);
	tcase_add_test(tcase, a_title_has_an_end);
	tcase_add_test(tcase, what_people_look_for_is_understood);
	tcase_add_test(tcase, what_is_looked_for_has_an_end);
}

int
main(void)
{
	return tertius_test_run("self", add_tests);
}
