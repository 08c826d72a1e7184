/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The language of a message is found by itself: of a note of three words, of a
 * reply below another writer's subject, above another writer's words.
 */
#include "detect/reading.h"
#include "detect/vocabulary.h"

#include "tertius-test.h"

#include <stdlib.h>
#include <string.h>

static TertiusPhrases *phrases;

static TertiusReading *
read_text(TertiusMessage *message, const char *subject, const char *text)
{
	message->from = tertius_person_new("Bob Li", "bob@example.org",
	                                   TERTIUS_PLACE_FROM);
	g_free(message->subject);
	message->subject = g_strdup(subject);
	g_free(message->text);
	message->text = g_strdup(text);
	return tertius_reading_new(phrases, message);
}

static void
check_language(const char *language, const char *subject, const char *text,
               gboolean must_be_sure)
{
	g_autoptr(TertiusMessage) message = tertius_message_new();
	TertiusReading *reading = read_text(message, subject, text);
	const char *found =
		tertius_phrases_language(phrases, reading->language);

	ck_assert_msg(strcmp(found, language) == 0 &&
	                      (reading->is_language_sure || !must_be_sure),
	              "%s, sure %d: %s / %s", found, reading->is_language_sure,
	              subject, text);
	tertius_reading_free(reading);
}

/* Two words may leave it unsure, but not wrong. */
static const struct {
	const char *language;
	const char *text;
} notes[] = {
	{ "de", "Ja, gern." },
	{ "de", "Danke dir!" },
	{ "de", "Passt, bis morgen!" },
	{ "de", "Wann hättest du Zeit?" },
	{ "de", "Alles klar, mache ich." },
	{ "de", "Liebe Grüße aus Wien" },
	{ "en", "Call me." },
	{ "en", "Will do." },
	{ "en", "Thanks so much!" },
	{ "en", "When are you free?" },
	{ "en", "Sounds good, see you tomorrow!" },
	{ "es", "Sí, claro." },
	{ "es", "¡Muchas gracias!" },
	{ "es", "¿Cuándo puedes?" },
	{ "es", "Un abrazo fuerte" },
	{ "es", "Vale, yo me encargo." },
	{ "es", "Perfecto, ¡hasta mañana!" },
	{ "fr", "Bien reçu." },
	{ "fr", "Merci beaucoup !" },
	{ "fr", "Oui, volontiers." },
	{ "fr", "Tu es libre quand ?" },
	{ "fr", "C'est parfait, à demain !" },
	{ "fr", "D'accord, je m'en occupe." },
	{ "it", "Grazie mille!" },
	{ "it", "Sì, volentieri." },
	{ "it", "Un caro saluto" },
	{ "it", "Quando sei libero?" },
	{ "it", "Perfetto, a domani!" },
	{ "it", "Va bene, ci penso io." },
	{ "nl", "Ja, graag." },
	{ "nl", "Dank je wel!" },
	{ "nl", "Wanneer kun je?" },
	{ "nl", "Prima, tot morgen!" },
	{ "nl", "Goed, dat doe ik." },
	{ "nl", "Met vriendelijke groet" },
	{ "pt", "Um abraço" },
	{ "pt", "Oi, tudo bem?" },
	{ "pt", "Muito obrigado!" },
	{ "pt", "Sim, claro que sim." },
	{ "pt", "Perfeito, até amanhã!" },
	{ "pt", "Quando é que podes?" },
	{ "pt", "Está bem, eu trato disso." },
};

START_TEST(a_short_note_tells_its_language)
{
	for (gsize i = 0; i < G_N_ELEMENTS(notes); i++) {
		g_auto(GStrv) words = g_strsplit(notes[i].text, " ", -1);

		check_language(notes[i].language, "", notes[i].text,
		               g_strv_length(words) > 3);
	}
}
END_TEST

static const struct {
	const char *language;
	const char *subject;
	const char *text;
} mixed[] = {
	/* the subject is another writer's */
	{ "en", "Re: Angebot für die Heizung im dritten Stock",
	  "Thanks, looks good to me." },
	{ "de", "Re: Quarterly review of the new contract with our partner",
	  "Danke, das passt so." },
	{ "fr", "Re: Offer for the heating on the third floor",
	  "Merci, c'est parfait pour moi." },
	{ "nl", "Re: Rinnovo del contratto per gli uffici di Milano",
	  "Dank je, dat is goed zo." },
	/* … or all there is */
	{ "de", "Bin morgen wieder im Büro", "Ok" },
	{ "it", "Domani sono fuori ufficio", "Ok" },
	/* so are the words below the reply */
	{ "de", "",
	  "Danke, das schaue ich mir an.\n\nOn Mon, 3 May 2026 at 10:00, Ann "
	  "wrote:\n> I would like to know whether you could have a look at the\n"
	  "> contract that we have sent to you, and what you think of it." },
	{ "en", "",
	  "Thanks, will look at it.\n\nAm 3. Mai 2026 um 10:00 schrieb Anna:\n"
	  "> Ich wollte gern wissen, ob du dir den Vertrag schon angesehen\n"
	  "> hast, den wir dir geschickt haben, und was du davon hältst." },
	{ "fr", "",
	  "Merci, je regarde.\n\nDe : Ana <ana@example.org>\nEnvoyé : lundi 3 "
	  "mai 2026 10:00\nÀ : Bob\nObjet : contrato\n\nQueria saber se já "
	  "olhou para o contrato que lhe mandámos na semana passada." },
	{ "es", "",
	  "Gracias, lo miro.\n\nLe lun. 3 mai 2026 à 10:00, Anne "
	  "<anne@example.org> a écrit :\n> Je voulais savoir si tu avais pu\n"
	  "> regarder le contrat que nous t'avons envoyé." },
	{ "it", "",
	  "Grazie, lo guardo.\n\nOp ma 3 mei 2026 om 10:00 schreef Anna "
	  "<anna@example.org>:\n> Ik wilde graag weten of je het contract dat\n"
	  "> we je hebben gestuurd al hebt bekeken." },
	{ "nl", "",
	  "Dank, ik kijk ernaar.\n\nIl giorno lun 3 mag 2026 alle ore 10:00 "
	  "Anna <anna@example.org> ha scritto:\n> Volevo sapere se hai potuto\n"
	  "> guardare il contratto che ti abbiamo mandato." },
	{ "pt", "",
	  "Obrigado, vou ver.\n\nEl lun, 3 may 2026 a las 10:00, Ana "
	  "(<ana@example.org>) escribió:\n> Quería saber si has podido mirar\n"
	  "> el contrato que te mandamos la semana pasada." },
	/* words borrowed from English, and an English footer */
	{ "de", "",
	  "Hallo Tom, das Meeting mit dem Sales Team ist gecancelt, wir machen "
	  "nächste Woche einen neuen Call." },
	{ "it", "",
	  "Ciao Tom, il meeting con il sales team è cancellato, facciamo una "
	  "call la prossima settimana." },
	{ "de", "",
	  "Wir sehen uns dann.\n\n-- \nBob Li\nSenior Vice President of Sales\n"
	  "This e-mail is confidential and may be read only by the person to "
	  "whom it is addressed." },
};

START_TEST(the_words_of_others_do_not_tell_it)
{
	for (gsize i = 0; i < G_N_ELEMENTS(mixed); i++)
		check_language(mixed[i].language, mixed[i].subject,
		               mixed[i].text, TRUE);
}
END_TEST

static gboolean
is_first_name(const char *word)
{
	const TertiusToken token = { .word = word,
		                     .hash = tertius_vocabulary_hash(word) };

	return tertius_phrases_is_first_name(phrases, &token);
}

START_TEST(each_language_knows_its_pet_names)
{
	static const char *const pairs[][2] = {
		{ "bob", "robert" },     { "uschi", "ursula" },
		{ "pepe", "jose" },      { "manu", "emmanuel" },
		{ "mimmo", "domenico" }, { "truus", "geertruida" },
		{ "ze", "jose" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		ck_assert_msg(
			tertius_phrases_is_nickname(phrases, pairs[i][0],
		                                    pairs[i][1]) &&
				tertius_phrases_is_nickname(
					phrases, pairs[i][1], pairs[i][0]) &&
				is_first_name(pairs[i][0]),
			"%s", pairs[i][0]);
	}
	ck_assert(!tertius_phrases_is_nickname(phrases, "uschi", "robert"));
}
END_TEST

/* An eighth language, in one file. */
static const char esperanto[] =
	"eo\n"
	"[traits]\ncapital-nouns\n"
	"[mark/greetings]\nkara, saluton\n"
	"[common]\nla kaj de en al mi vi li ke estas ne kun por\n"
	"[classes]\nyou = vi vin\n"
	"[introduction/introduce-you]\nprezentas {you} ___ al {name}\n";

START_TEST(a_language_is_one_table)
{
	g_autoptr(TertiusMessage) message = tertius_message_new();
	TertiusReading *reading;
	gboolean found = FALSE;
	guint language;

	ck_assert(tertius_phrases_add_table(phrases, esperanto, NULL));
	reading = read_text(message, "",
	                    "Kara Dana, mi prezentas vin kun plezuro al Tomo "
	                    "Reyes, li estas en la urbo.");
	language = reading->language;
	ck_assert_str_eq(tertius_phrases_language(phrases, language), "eo");
	ck_assert(
		tertius_phrases_has_trait(phrases, language, "capital-nouns"));
	for (guint i = 0; i < reading->finds->len; i++)
		found = found ||
		        strcmp(g_array_index(reading->finds, TertiusFind, i)
		                       .family,
		               "introduction/introduce-you") == 0;
	ck_assert(found);
	tertius_reading_free(reading);
}
END_TEST

TERTIUS_TEST_SUITE("language", a_short_note_tells_its_language,
                   the_words_of_others_do_not_tell_it,
                   each_language_knows_its_pet_names, a_language_is_one_table)

int
main(void)
{
	int status;

	phrases = tertius_phrases_new(NULL, NULL);
	status = phrases != NULL ? run_tests() : EXIT_FAILURE;
	tertius_phrases_free(phrases);
	return status;
}
