/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning a voice from the styles of sent mail.
 */
#include "write/voice.h"

#include "base/text.h"
#include "write/phrases.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GREETING_MAX 120 /* bytes */

/* People of these hosts have nothing in common. */
static const char *const public_hosts[] = {
	"aol.com",     "free.fr",     "gmail.com",   "gmx.de",      "gmx.net",
	"hotmail.com", "icloud.com",  "laposte.net", "libero.it",   "live.com",
	"mail.com",    "me.com",      "orange.fr",   "outlook.com", "proton.me",
	"sapo.pt",     "t-online.de", "web.de",      "xs4all.nl",   "yahoo.com",
	"ziggo.nl",    NULL
};

/* What sent messages have in common. */
typedef struct {
	GArray *letters;    /* const TertiusLetter *, the latest first */
	GPtrArray *persons; /* TertiusPerson, to whom each went */
} Sample;

static void
init_sample(Sample *sample)
{
	sample->letters = g_array_new(FALSE, FALSE, sizeof(TertiusLetter *));
	sample->persons = tertius_people_new();
}

static void
clear_sample(Sample *sample)
{
	g_array_unref(sample->letters);
	g_ptr_array_unref(sample->persons);
}

void
tertius_voice_free(TertiusVoice *voice)
{
	if (voice == NULL)
		return;
	g_free(voice->language);
	g_free(voice->greeting);
	g_free(voice->closing);
	g_free(voice->name);
	g_free(voice);
}

static const TertiusStyle *
get_style(const Sample *sample, guint index)
{
	return g_array_index(sample->letters, const TertiusLetter *, index)
	        ->style;
}

static gboolean
is_by_hand(const TertiusLetter *letter)
{
	return (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0;
}

/* Adds at most @max of the user's latest messages to @person. */
static void
collect(Sample *sample, const TertiusHistory *history, guint person, guint max)
{
	guint n = 0;
	const guint *letters = tertius_history_letters_of(history, person, &n);

	for (; n > 0 && max > 0; n--) {
		const TertiusLetter *letter =
			tertius_history_letter(history, letters[n - 1]);
		TertiusPlace place;

		if (!tertius_history_is_me(history, letter->from) ||
		    !is_by_hand(letter) ||
		    letter->n_recipients > TERTIUS_VOICE_RECIPIENTS_MAX ||
		    !tertius_letter_has_recipient(letter, person, &place) ||
		    place != TERTIUS_PLACE_TO)
			continue;
		g_array_append_val(sample->letters, letter);
		g_ptr_array_add(sample->persons,
		                tertius_history_dup_person(history, person));
		max--;
	}
}

static const char *
get_domain(const char *address)
{
	const char *at = address != NULL ? strrchr(address, '@') : NULL;

	return at != NULL ? at + 1 : NULL;
}

static void
collect_alike(Sample *sample, const TertiusHistory *history,
              const TertiusPerson *mention)
{
	const char *domain = get_domain(mention->address);
	guint n = tertius_history_n_people(history);

	if (domain == NULL || g_strv_contains(public_hosts, domain))
		return;
	for (guint i = 0;
	     i < n && sample->letters->len < TERTIUS_VOICE_LETTERS_MAX; i++) {
		const char *other =
			get_domain(tertius_history_address(history, i));

		if (other != NULL && strcmp(other, domain) == 0 &&
		    !tertius_history_is_me(history, i))
			collect(sample, history, i, 3);
	}
}

static gboolean
is_in(const char *language, const TertiusStyle *style)
{
	return style->language != NULL && style->language[0] != '\0' &&
	       strcmp(tertius_phrases_choose(style->language), language) == 0;
}

/* The language of the thread when it is one that the user writes to them;
 * else the one of most of the sample. */
static const char *
choose_language(const Sample *sample, const char *wanted)
{
	const char *best = NULL;
	guint best_count = 0;

	for (guint i = 0; tertius_phrases_languages[i] != NULL; i++) {
		const char *language = tertius_phrases_languages[i];
		guint count = 0;

		for (guint k = 0; k < sample->letters->len; k++)
			count += is_in(language, get_style(sample, k)) ? 1 : 0;
		if (count > 0 && wanted != NULL &&
		    strcmp(language, wanted) == 0)
			return language;
		if (count > best_count) {
			best = language;
			best_count = count;
		}
	}
	return best;
}

/* "Hi Dana," to Dana Okafor becomes "Hi {first},". NULL when it cannot be said
 * to anybody else: it holds a name that is not theirs alone. */
static char *
generalize(const char *greeting, const TertiusPerson *person)
{
	g_autofree char *first = tertius_person_dup_first_name(person);
	g_autoptr(GString) text = g_string_new(greeting);

	if (person->name != NULL &&
	    g_string_replace(text, person->name, "{full}", 1) == 1)
		return g_strdup(text->str);
	if (g_string_replace(text, first, "{first}", 1) == 1)
		return g_strdup(text->str);
	return NULL;
}

static char *
fill_greeting(const char *template, const TertiusPerson *person)
{
	g_autofree char *first = tertius_person_dup_first_name(person);
	g_autoptr(GString) text = g_string_new(template);

	g_string_replace(text, "{first}", first, 1);
	g_string_replace(text, "{full}", tertius_person_label(person), 1);
	return tertius_text_dup_line(text->str, GREETING_MAX);
}

static gboolean
has_letter(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		if (g_unichar_isalpha(g_utf8_get_char(text)))
			return TRUE;
	}
	return FALSE;
}

/* Whether more than one is greeted: "Hello {first}, hello Tom,", "Hi all and
 * Tom, dear Eve,"; but not "Hola, {first}:". */
static gboolean
greets_more(const char *template)
{
	const char *slot = strchr(template, '}');
	const char *comma = strchr(template, ',');

	if (slot != NULL)
		return has_letter(slot);
	return comma != NULL && has_letter(comma) &&
	       memchr(template, ' ', (gsize) (comma - template)) != NULL;
}

/* The text most often found; the latest of those that are equally frequent.
 * Takes @texts, whose NULL and "" do not count. */
static char *
take_favourite(GPtrArray *texts)
{
	g_autoptr(GPtrArray) owned = texts;
	const char *best = NULL;
	guint best_count = 0;

	for (guint i = 0; i < owned->len; i++) {
		guint count = 0;

		for (guint k = i; k < owned->len; k++)
			count +=
				g_strcmp0(owned->pdata[i], owned->pdata[k]) == 0
					? 1
					: 0;
		if (owned->pdata[i] != NULL && *(char *) owned->pdata[i] &&
		    count > best_count) {
			best = owned->pdata[i];
			best_count = count;
		}
	}
	return g_strdup(best);
}

static char *
learn_greeting(const Sample *sample, const TertiusVoice *voice,
               const TertiusPerson *mention)
{
	GPtrArray *greetings = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *favourite = NULL;

	for (guint i = 0; i < sample->letters->len; i++) {
		const TertiusStyle *style = get_style(sample, i);
		char *general;

		if (!is_in(voice->language, style) || style->greeting == NULL)
			continue;
		general =
			generalize(style->greeting, sample->persons->pdata[i]);
		if (general == NULL && voice->source == TERTIUS_VOICE_PERSON)
			general = g_strdup(style->greeting);
		if (general != NULL && greets_more(general))
			g_clear_pointer(&general, g_free);
		g_ptr_array_add(greetings, general);
	}
	favourite = take_favourite(greetings);
	return favourite != NULL ? fill_greeting(favourite, mention) : NULL;
}

static char *
learn_closing(const Sample *sample, const TertiusVoice *voice)
{
	GPtrArray *closings = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < sample->letters->len; i++) {
		const TertiusStyle *style = get_style(sample, i);

		if (is_in(voice->language, style) && style->closing != NULL)
			g_ptr_array_add(closings,
			                tertius_text_dup_line(style->closing,
			                                      GREETING_MAX));
	}
	return take_favourite(closings);
}

/* Above 0: formal; below: informal; 0: nothing shows it. */
static int
weigh_formality(const Sample *sample, const char *language)
{
	int sum = 0;

	for (guint i = 0; i < sample->letters->len; i++) {
		const TertiusStyle *style = get_style(sample, i);

		if (is_in(language, style))
			sum += CLAMP(style->formality, -1, 1);
	}
	return sum;
}

static int
compare_words(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *) a;
	guint y = *(const guint *) b;

	return (x > y) - (x < y);
}

static guint
find_median_words(const Sample *sample)
{
	g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < sample->letters->len; i++) {
		const TertiusLetter *letter = g_array_index(
			sample->letters, const TertiusLetter *, i);

		if (letter->words > 0)
			g_array_append_val(words, letter->words);
	}
	g_array_sort(words, compare_words);
	return words->len > 0 ? g_array_index(words, guint, words->len / 2) : 0;
}

/* What the latest messages that they wrote to the user show. */
static const TertiusStyle *
find_their_style(const TertiusHistory *history, guint person)
{
	guint n = 0;
	const guint *letters;

	if (person == TERTIUS_NOBODY)
		return NULL;
	letters = tertius_history_letters_of(history, person, &n);
	for (; n > 0; n--) {
		const TertiusLetter *letter =
			tertius_history_letter(history, letters[n - 1]);

		if (letter->from == person && is_by_hand(letter) &&
		    letter->style->language[0] != '\0')
			return letter->style;
	}
	return NULL;
}

static gboolean
names_first(const char *greeting, const TertiusPerson *mention)
{
	g_autofree char *first = tertius_person_dup_first_name(mention);

	return strstr(greeting, first) != NULL &&
	       (mention->name == NULL || strcmp(first, mention->name) == 0 ||
	        strstr(greeting, mention->name) == NULL);
}

TertiusVoice *
tertius_voice_new_default(const char *language, const TertiusPerson *mention,
                          gboolean is_formal, const char *name)
{
	TertiusVoice *voice = g_new0(TertiusVoice, 1);
	g_autoptr(GKeyFile) phrases = NULL;
	g_autofree char *greeting = NULL;

	voice->language = g_strdup(tertius_phrases_choose(language));
	voice->is_formal = is_formal;
	phrases = tertius_phrases_load("", voice->language);
	greeting = tertius_phrases_dup(phrases, "voice",
	                               is_formal ? "greeting-formal"
	                                         : "greeting-informal");
	voice->greeting = fill_greeting(greeting, mention);
	voice->is_first_name = names_first(voice->greeting, mention);
	voice->closing = tertius_phrases_dup(phrases, "voice",
	                                     is_formal ? "closing-formal"
	                                               : "closing-informal");
	voice->name = tertius_text_dup_line(name != NULL ? name : "",
	                                    TERTIUS_PERSON_NAME_MAX);
	return voice;
}

/* The user's own name: whole among strangers, else the first. */
static char *
dup_own_name(const TertiusHistory *history, gboolean is_formal)
{
	guint me = tertius_history_get_me(history);
	g_autoptr(TertiusPerson) person = NULL;

	if (me == TERTIUS_NOBODY || tertius_history_name(history, me) == NULL)
		return NULL;
	person = tertius_history_dup_person(history, me);
	return is_formal ? g_strdup(person->name)
	                 : tertius_person_dup_first_name(person);
}

static void
improve(TertiusVoice *voice, const Sample *sample, const TertiusPerson *mention)
{
	char *greeting = learn_greeting(sample, voice, mention);
	char *closing = learn_closing(sample, voice);

	if (greeting != NULL) {
		g_free(voice->greeting);
		voice->greeting = greeting;
		voice->is_first_name = names_first(greeting, mention);
	}
	if (closing != NULL) {
		g_free(voice->closing);
		voice->closing = closing;
	}
	voice->words = find_median_words(sample);
	voice->n_letters = sample->letters->len;
}

static gboolean
greets_by_first_name(const Sample *sample, const char *language)
{
	for (guint i = 0; i < sample->letters->len; i++) {
		const TertiusStyle *style = get_style(sample, i);

		if (is_in(language, style) && style->greeting != NULL &&
		    names_first(style->greeting, sample->persons->pdata[i]))
			return TRUE;
	}
	return FALSE;
}

static TertiusVoice *
learn_from(const TertiusHistory *history, const Sample *sample,
           TertiusVoiceSource source, const TertiusStyle *theirs,
           const char *language, const TertiusPerson *mention)
{
	int formality = weigh_formality(sample, language);
	g_autofree char *name = NULL;
	TertiusVoice *voice;
	gboolean is_formal;

	if (formality == 0 && theirs != NULL)
		formality = theirs->formality;
	if (formality == 0 && source == TERTIUS_VOICE_PERSON)
		formality = greets_by_first_name(sample, language) ? -1 : 1;
	is_formal = formality >= 0; /* nobody is called du for lack of a sign */
	name = dup_own_name(history, is_formal);
	voice = tertius_voice_new_default(language, mention, is_formal, name);
	voice->source = source;
	if (source != TERTIUS_VOICE_DEFAULT)
		improve(voice, sample, mention);
	return voice;
}

TertiusVoice *
tertius_voice_learn(const TertiusHistory *history, guint person,
                    const TertiusPerson *mention, const char *language)
{
	const TertiusStyle *theirs = find_their_style(history, person);
	const char *wanted =
		language != NULL ? tertius_phrases_choose(language) : NULL;
	TertiusVoiceSource source = TERTIUS_VOICE_PERSON;
	const char *chosen;
	TertiusVoice *voice;
	Sample sample;

	init_sample(&sample);
	if (person != TERTIUS_NOBODY)
		collect(&sample, history, person, TERTIUS_VOICE_LETTERS_MAX);
	chosen = choose_language(&sample, wanted);
	if (wanted == NULL && theirs != NULL)
		wanted = tertius_phrases_choose(theirs->language);
	if (chosen == NULL) {
		source = TERTIUS_VOICE_ALIKE;
		collect_alike(&sample, history, mention);
		chosen = choose_language(&sample, wanted);
		if (chosen == NULL ||
		    (wanted != NULL && strcmp(chosen, wanted) != 0)) {
			source = TERTIUS_VOICE_DEFAULT;
			chosen = tertius_phrases_choose(wanted);
		}
	}
	voice = learn_from(history, &sample, source, theirs, chosen, mention);
	clear_sample(&sample);
	return voice;
}

char *
tertius_voice_dup_greeting(const TertiusVoice *voice, const TertiusVoice *other)
{
	g_autofree char *first = g_strdup(voice->greeting);
	g_autofree char *lower = NULL;
	gsize length = strlen(first);
	const char *second = other->greeting;
	gunichar initial = g_utf8_get_char_validated(second, -1);

	while (length > 0 && strchr(",.:! ", first[length - 1]) != NULL)
		first[--length] = '\0';
	if (length == 0 || initial >= (gunichar) -2 || initial == 0)
		return g_strdup(second);
	lower = g_utf8_strdown(second, g_utf8_next_char(second) - second);
	return g_strconcat(first, ", ", lower, g_utf8_next_char(second), NULL);
}

/* What each language is called, and how it says "you" to a friend and to
 * others; NULL where both are the same. */
static const struct {
	const char *language;
	const char *name;
	const char *friendly;
	const char *formal;
} tongues[] = {
	{ "en", N_("English"), NULL, NULL },
	{ "de", N_("German"), "du", "Sie" },
	{ "fr", N_("French"), "tu", "vous" },
	{ "es", N_("Spanish"), "tú", "usted" },
	{ "it", N_("Italian"), "tu", "Lei" },
	{ "nl", N_("Dutch"), "je", "u" },
	{ "pt", N_("Portuguese"), NULL, NULL },
};

/* "German, with “Sie”". */
static char *
dup_tongue(const TertiusVoice *voice)
{
	for (guint i = 0; i < G_N_ELEMENTS(tongues); i++) {
		const char *you = voice->is_formal ? tongues[i].formal
		                                   : tongues[i].friendly;

		if (strcmp(tongues[i].language, voice->language) != 0)
			continue;
		if (you == NULL)
			return g_strdup(_(tongues[i].name));
		/* TRANSLATORS: a language, and its word for "you". */
		return g_strdup_printf(_("%s, with “%s”"), _(tongues[i].name),
		                       you);
	}
	return g_strdup(voice->language);
}

char *
tertius_voice_describe(const TertiusVoice *voice)
{
	g_autofree char *tongue = dup_tongue(voice);

	switch (voice->source) {
	case TERTIUS_VOICE_PERSON:
		return g_strdup_printf(
			g_dngettext(GETTEXT_PACKAGE,
		                    "You write to them in %s: “%s” … “%s”, "
		                    "usually %u words (from %u message).",
		                    "You write to them in %s: “%s” … “%s”, "
		                    "usually %u words (from %u messages).",
		                    voice->n_letters),
			tongue, voice->greeting, voice->closing, voice->words,
			voice->n_letters);
	case TERTIUS_VOICE_ALIKE:
		return g_strdup_printf(
			_("You have not written to them yet; to others there "
		          "you write in %s: “%s” … “%s”."),
			tongue, voice->greeting, voice->closing);
	case TERTIUS_VOICE_DEFAULT:
	default:
		return g_strdup_printf(
			_("You have not written to them yet; a draft would be "
		          "polite, in %s: “%s” … “%s”."),
			tongue, voice->greeting, voice->closing);
	}
}
