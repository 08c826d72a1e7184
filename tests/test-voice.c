/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's voice toward a person, from styles of sent mail.
 */
#include "write/voice.h"

#include "tertius-test.h"

#include <string.h>

#define NOW 1778500000

typedef struct {
	const char *from;
	const char *to_name;
	const char *to;
	const char *language;
	const char *greeting;
	const char *closing;
	int formality;
	guint words;
} Sent;

static TertiusHistory *
make_history(const Sent *sent, guint n)
{
	static const char *const me[] = { "me@example.org", NULL };
	TertiusHistory *history = tertius_history_new(me);

	for (guint i = 0; i < n; i++) {
		TertiusFacts *facts = tertius_facts_new();
		TertiusMessage *message = tertius_message_new();
		gboolean is_mine = g_strcmp0(sent[i].from, me[0]) == 0;

		message->message_id = g_strdup_printf("%u@example.org", i);
		message->date = NOW - 1000 + (gint64) i;
		message->from =
			tertius_person_new(is_mine ? "Alex Moreau" : NULL,
		                           sent[i].from, TERTIUS_PLACE_FROM);
		g_ptr_array_add(message->recipients,
		                tertius_person_new(sent[i].to_name, sent[i].to,
		                                   TERTIUS_PLACE_TO));
		message->id =
			tertius_message_compute_id(message, message->date);
		facts->message = message;
		facts->style.language = g_strdup(sent[i].language);
		facts->style.greeting = g_strdup(sent[i].greeting);
		facts->style.closing = g_strdup(sent[i].closing);
		facts->style.formality = sent[i].formality;
		facts->style.words = sent[i].words;
		tertius_history_take(history, facts);
	}
	tertius_history_seal(history, NOW);
	return history;
}

static TertiusVoice *
learn(const Sent *sent, guint n, const char *name, const char *address,
      const char *language)
{
	g_autoptr(TertiusHistory) history = make_history(sent, n);
	g_autoptr(TertiusPerson) mention =
		tertius_person_new(name, address, TERTIUS_PLACE_TO);

	return tertius_voice_learn(history,
	                           tertius_history_find(history, address),
	                           mention, language);
}

#define ME "me@example.org"

START_TEST(the_most_frequent_greeting_and_closing_win)
{
	static const Sent sent[] = {
		{ ME, "Dana Okafor", "dana@a.example.org", "en", "Hi Dana,",
		  "Cheers,", 0, 40 },
		{ ME, "Dana Okafor", "dana@a.example.org", "en", "Dear Dana,",
		  "Cheers,", 0, 60 },
		{ ME, "Dana Okafor", "dana@a.example.org", "en", "Hi Dana,",
		  "Best,", 0, 50 },
	};
	g_autoptr(TertiusVoice) voice =
		learn(sent, G_N_ELEMENTS(sent), "Dana Okafor",
	              "dana@a.example.org", NULL);

	ck_assert_int_eq(voice->source, TERTIUS_VOICE_PERSON);
	ck_assert_str_eq(voice->greeting, "Hi Dana,");
	ck_assert_str_eq(voice->closing, "Cheers,");
	ck_assert_str_eq(voice->name, "Alex");
	ck_assert(voice->is_first_name);
	ck_assert(!voice->is_formal);
	ck_assert_uint_eq(voice->words, 50);
	ck_assert_uint_eq(voice->n_letters, 3);
}
END_TEST

START_TEST(who_was_greeted_with_others_is_greeted_alone)
{
	static const struct {
		const char *last;
		const char *greeting;
	} cases[] = {
		{ "Hello Dana, hello Tom,", "Hi Dana," },
		{ "Dear Dana and Tom,", "Hi Dana," },
		{ "Hi Bob, hi Tom,", "Hi Dana," },
		{ "Hi Danny,", "Hi Danny," },
		{ "Hallo, Dana!", "Hallo, Dana!" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const Sent sent[] = {
			{ ME, "Dana Okafor", "dana@a.example.org", "en",
			  "Hi Dana,", "Best,", 0, 40 },
			{ ME, "Dana Okafor", "dana@a.example.org", "en",
			  cases[i].last, "Best,", 0, 40 },
			{ ME, "Dana Okafor", "dana@a.example.org", "en",
			  cases[i].last, "Best,", 0, 40 },
		};
		g_autoptr(TertiusVoice) voice =
			learn(sent, G_N_ELEMENTS(sent), "Dana Okafor",
		              "dana@a.example.org", NULL);

		ck_assert_str_eq(voice->greeting, cases[i].greeting);
	}
}
END_TEST

START_TEST(sie_and_title_are_kept)
{
	static const Sent sent[] = {
		{ ME, "Dana Okafor", "dana@a.example.org", "de",
		  "Liebe Frau Dr. Okafor,", "Herzliche Grüße", 1, 80 },
		{ ME, "Dana Okafor", "dana@a.example.org", "de",
		  "Liebe Frau Dr. Okafor,", "Herzliche Grüße", 0, 80 },
	};
	g_autoptr(TertiusVoice) voice =
		learn(sent, G_N_ELEMENTS(sent), "Dana Okafor",
	              "dana@a.example.org", NULL);

	ck_assert_str_eq(voice->language, "de");
	ck_assert_str_eq(voice->greeting, "Liebe Frau Dr. Okafor,");
	ck_assert(voice->is_formal);
	ck_assert(!voice->is_first_name);
	ck_assert_str_eq(voice->name, "Alex Moreau");
}
END_TEST

START_TEST(people_of_the_same_house_are_greeted_alike)
{
	static const Sent sent[] = {
		{ ME, "Dana Okafor", "dana@a.example.org", "nl", "Dag Dana,",
		  "Groet,", -1, 30 },
		{ ME, "Lee Chan", "lee@a.example.org", "nl", "Dag Lee,",
		  "Groet,", -1, 30 },
		{ ME, "Ann Roy", "ann@b.example.org", "nl",
		  "Geachte mevrouw Roy,", "Hoogachtend,", 1, 30 },
	};
	g_autoptr(TertiusVoice) voice =
		learn(sent, G_N_ELEMENTS(sent), "Tomás Reyes",
	              "tomas@a.example.org", NULL);

	ck_assert_int_eq(voice->source, TERTIUS_VOICE_ALIKE);
	ck_assert_str_eq(voice->greeting, "Dag Tomás,");
	ck_assert_str_eq(voice->closing, "Groet,");
	ck_assert(!voice->is_formal);
}
END_TEST

START_TEST(people_of_a_public_host_are_strangers_to_each_other)
{
	static const Sent sent[] = {
		{ ME, "Dana Okafor", "dana@gmail.com", "de", "Hey Dana!",
		  "Ciao", -1, 30 },
	};
	g_autoptr(TertiusVoice) voice =
		learn(sent, G_N_ELEMENTS(sent), "Tomás Reyes",
	              "tomas@gmail.com", "de");

	ck_assert_int_eq(voice->source, TERTIUS_VOICE_DEFAULT);
	ck_assert_str_eq(voice->greeting, "Guten Tag Tomás Reyes,");
	ck_assert(voice->is_formal);
}
END_TEST

START_TEST(a_stranger_is_answered_in_the_language_of_the_thread)
{
	static const struct {
		const char *language;
		const char *greeting;
	} cases[] = {
		{ "en", "Dear Tomás," },
		{ "de", "Guten Tag Tomás Reyes," },
		{ "fr-CA", "Bonjour Tomás Reyes," },
		{ "es", "Buenos días, Tomás Reyes:" },
		{ "it", "Buongiorno Tomás Reyes," },
		{ "nl", "Beste Tomás Reyes," },
		{ "pt_BR", "Bom dia, Tomás Reyes," },
		{ "xx", "Dear Tomás," },
		{ "", "Dear Tomás," },
		{ NULL, "Dear Tomás," },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusVoice) voice =
			learn(NULL, 0, "Tomás Reyes", "tomas@x.example.org",
		              cases[i].language);

		ck_assert_int_eq(voice->source, TERTIUS_VOICE_DEFAULT);
		ck_assert_msg(g_strcmp0(voice->greeting, cases[i].greeting) ==
		                      0,
		              "%u: %s", i, voice->greeting);
		ck_assert(voice->is_formal);
	}
}
END_TEST

START_TEST(who_says_du_to_me_is_answered_with_du)
{
	static const Sent sent[] = {
		{ "tomas@x.example.org", "Alex Moreau", ME, "de", "Hi Alex,",
		  "Gruß", -1, 30 },
	};
	g_autoptr(TertiusVoice) voice =
		learn(sent, G_N_ELEMENTS(sent), "Tomás Reyes",
	              "tomas@x.example.org", NULL);

	ck_assert_str_eq(voice->language, "de");
	ck_assert_str_eq(voice->greeting, "Hallo Tomás,");
	ck_assert(!voice->is_formal);
}
END_TEST

START_TEST(of_two_languages_the_one_of_the_thread_is_taken)
{
	static const Sent sent[] = {
		{ ME, "Dana Okafor", "dana@a.example.org", "en", "Hi Dana,",
		  "Best,", 0, 30 },
		{ ME, "Dana Okafor", "dana@a.example.org", "en", "Hi Dana,",
		  "Best,", 0, 30 },
		{ ME, "Dana Okafor", "dana@a.example.org", "fr", "Chère Dana,",
		  "Bises,", -1, 30 },
	};
	static const struct {
		const char *language;
		const char *greeting;
	} cases[] = { { NULL, "Hi Dana," },
		      { "fr", "Chère Dana," },
		      { "it", "Hi Dana," } };

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusVoice) voice =
			learn(sent, G_N_ELEMENTS(sent), "Dana Okafor",
		              "dana@a.example.org", cases[i].language);

		ck_assert_msg(g_strcmp0(voice->greeting, cases[i].greeting) ==
		                      0,
		              "%u: %s", i, voice->greeting);
	}
}
END_TEST

START_TEST(two_people_get_one_greeting)
{
	g_autoptr(TertiusPerson) dana =
		tertius_person_new("Dana Okafor", NULL, TERTIUS_PLACE_TO);
	g_autoptr(TertiusPerson) tomas =
		tertius_person_new("Tomás Reyes", NULL, TERTIUS_PLACE_TO);
	g_autoptr(TertiusVoice) one =
		tertius_voice_new_default("es", dana, FALSE, NULL);
	g_autoptr(TertiusVoice) two =
		tertius_voice_new_default("es", tomas, FALSE, NULL);
	g_autofree char *greeting = tertius_voice_dup_greeting(one, two);
	g_autofree char *sentence = tertius_voice_describe(one);

	ck_assert_str_eq(greeting, "Hola, Dana, hola, Tomás:");
	ck_assert_ptr_nonnull(strstr(sentence, "Hola, Dana:"));
	ck_assert_str_eq(one->name, "");
}
END_TEST

START_TEST(hostile_styles_stay_one_short_line)
{
	static const Sent sent[] = {
		{ ME, "Dana\nBcc: x@example.org", "dana@a.example.org", "en",
		  "Hi\r\nBcc: all@example.org\x1b[2J {first} {full}", "\n\n",
		  99, 4000000000U },
	};
	g_autoptr(TertiusVoice) voice = learn(sent, G_N_ELEMENTS(sent), "Dana",
	                                      "dana@a.example.org", NULL);

	ck_assert_ptr_null(strpbrk(voice->greeting, "\r\n\x1b"));
	ck_assert_ptr_null(strpbrk(voice->closing, "\r\n"));
	ck_assert(voice->closing[0] != '\0');
}
END_TEST

TERTIUS_TEST_MAIN("voice", the_most_frequent_greeting_and_closing_win,
                  who_was_greeted_with_others_is_greeted_alone,
                  sie_and_title_are_kept,
                  people_of_the_same_house_are_greeted_alike,
                  people_of_a_public_host_are_strangers_to_each_other,
                  a_stranger_is_answered_in_the_language_of_the_thread,
                  who_says_du_to_me_is_answered_with_du,
                  of_two_languages_the_one_of_the_thread_is_taken,
                  two_people_get_one_greeting,
                  hostile_styles_stay_one_short_line)
