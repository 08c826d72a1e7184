/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the detector in words.
 */
#include "engine/rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
	const char *rule; /* whole, or a group that ends in "/" */
	const char *words;
} Row;

static const Row rows[] = {
	{ "bias", N_("to begin with: most mail is no such thing") },
	{ "formal", N_("how formal the mail is") },
	{ "near/new-address", N_("an address in the text that is new") },
	{ "near/full-name", N_("a full name stands beside it") },
	{ "near/first-name", N_("a first name stands beside it") },
	{ "near/on-copy", N_("who is named gets the mail too") },
	{ "near/addressee", N_("who is named is whom the mail greets") },
	{ "near/nobody", N_("nobody is named beside it") },
	{ "near/earlier", N_("somebody was named before") },
	{ "near/in-quote", N_("who is named stands in the quoted mail too") },
	{ "near/phone", N_("a telephone number stands beside it") },
	{ "near/question", N_("it is a question") },
	{ "who/two-greeted", N_("two people are greeted") },
	{ "who/two-sides", N_("it turns to two people by name") },
	{ "subject/two-sides", N_("the subject names both sides") },
	{ "subject/person", N_("the subject is somebody's name") },
	{ "shape/application-enclosed", N_("it passes an application on") },
	{ "shape/resume-attached", N_("a résumé is attached") },
	{ "shape/card", N_("it ends with somebody else's name") },
	{ "who/two-addressed", N_("it goes to two people") },
	{ "who/one-recipient", N_("it goes to one person") },
	{ "who/many-recipients", N_("it goes to many") },
	{ "who/many-named", N_("many people are named") },
	{ "who/same-house", N_("all are of one organisation") },
	{ "who/other-house", N_("they are of different organisations") },
	{ "who/mixed-houses", N_("some are of another organisation") },
	{ "history/first-contact", N_("your first contact with them") },
	{ "history/long-known", N_("you had known them for long") },
	{ "history/known", N_("they knew each other before") },
	{ "history/wrote-before", N_("you had written to each other before") },
	{ "history/colleague", N_("you worked with them already") },
	{ "history/knows-introducer", N_("you knew the introducer") },
	{ "history/stranger", N_("you did not know the introducer") },
	{ "history/thanked", N_("you thanked for it") },
	{ "history/answered", N_("you wrote to each other afterwards") },
	{ "history/without-introducer",
	  N_("you went on without the introducer") },
	{ "history/met", N_("you met afterwards") },
	{ "meeting/title", N_("the title of the meeting") },
	{ "meeting/company", N_("who was at the meeting") },
	{ "meeting/many", N_("others were there as well") },
	{ "meeting/passed-on", N_("the invitation was passed on to you") },
	{ "meeting/left-alone",
	  N_("you met without the one who brought you together") },
	{ "meeting/thread", N_("there was a mail to both of you") },
	{ "said/user", N_("you said so") },
	{ "lesson/none", N_("you said of mail like this that it was none") },
	{ "lesson/confirm", N_("you said of mail like this that it is one") },
	{ "lesson/no-thanks",
	  N_("you said of mail like this that it needs no thanks") },
	{ "near/familiar",
	  N_("the writer speaks as one does of somebody known") },
	{ "near/was-there", N_("who is named got the quoted mail already") },
	{ "shape/reply", N_("it is a reply") },
	{ "shape/forward", N_("it is forwarded") },
	{ "shape/long", N_("it is long") },
	{ "shape/no-words", N_("it has hardly any words") },
	{ "shape/foreign", N_("its language is not known") },
	{ "shape/many-signs", N_("it is full of signs and numbers") },
	{ "subject/only", N_("only the subject says it") },
	{ "subject/introduction", N_("the subject announces an introduction") },
	{ "subject/referral", N_("the subject announces a referral") },
	{ "subject/resume", N_("the subject announces an application") },
	{ "subject/interview", N_("the subject announces an interview") },
	{ "who/each-told", N_("each of two is told about the other") },
	{ "introduction/introduce-you", N_("“let me introduce you”") },
	{ "introduction/meet", N_("“meet Dana”") },
	{ "introduction/put-in-touch", N_("“put you in touch”") },
	{ "introduction/over-to-you", N_("“I leave it to you two”") },
	{ "introduction/copying", N_("somebody is taken into copy") },
	{ "introduction/right-person", N_("“the right person is Dana”") },
	{ "introduction/turn-to", N_("“talk to Dana”") },
	{ "introduction/please-call", N_("“please call Dana”") },
	{ "introduction/reachable", N_("how somebody can be reached") },
	{ "introduction/beside", N_("an address or number beside a name") },
	{ "introduction/call-at", N_("an address or number beside a name") },
	{ "introduction/will-contact", N_("“Dana will call you”") },
	{ "introduction/gave-your-name", N_("“I gave Dana your number”") },
	{ "introduction/handoff", N_("somebody takes over") },
	{ "introduction/name-is", N_("“her name is Dana”") },
	{ "introduction/flag", N_("“do you know Dana?”") },
	{ "introduction/wants-you", N_("“Dana would like to meet you”") },
	{ "introduction/refer", N_("somebody is recommended or sent to you") },
	{ "introduction/candidate", N_("somebody looks for work") },
	{ "introduction/look-at", N_("“have a look at Dana”") },
	{ "introduction/assistant", N_("an assistant is named") },
	{ "introduction/meeting", N_("a meeting with somebody new") },
	{ "introduction/passed-on", N_("your words were passed on") },
	{ "introduction/forwarded-to", N_("your mail was passed on") },
	{ "introduction/send-to", N_("somebody is named to send things to") },
	{ "context/role", N_("what somebody does is said") },
	{ "context/friend", N_("somebody is called a friend or colleague") },
	{ "context/praise", N_("somebody is praised") },
	{ "context/benefit", N_("what somebody can do for you is said") },
	{ "context/reason", N_("why somebody is named is said") },
	{ "context/inquiry", N_("it answers a question of yours") },
	{ "context/career", N_("it is about work or study") },
	{ "context/celebration", N_("it is about a feast") },
	{ "context/about-introduction", N_("it is about an introduction") },
	{ "context/appointment", N_("it is about an appointment") },
	{ "whole/service", N_("it advertises") },
	{ "whole/announcement", N_("it announces something to many") },
	{ "whole/group", N_("it turns to a group") },
	{ "whole/both", N_("it greets two") },
	{ "whole/application", N_("it is about an application") },
	{ "whole/interview", N_("it is about an interview") },
	{ "if/condition", N_("it is said under a condition") },
	{ "introduction/", N_("wording of an introduction") },
	{ "referral/", N_("wording of a referral") },
	{ "thanks/", N_("wording of thanks") },
	{ "intro-request/", N_("wording that asks for one") },
	{ "intro-offer/", N_("wording that offers one") },
	{ "intro-decline/", N_("wording that declines one") },
	{ "context/", N_("what is said beside it") },
	{ "out-of-office/away", N_("somebody is away") },
	{ "against/", N_("wording that means something else") },
	{ "if/", N_("it is not so, or not yet") },
	{ "whole/", N_("the mail as a whole") },
	{ "shape/", N_("the shape of the mail") },
	{ "subject/", N_("the subject line") },
	{ "near/", N_("what stands beside it") },
	{ "who/", N_("who gets it") },
	{ "history/", N_("what happened before and after") },
	{ "meeting/", N_("the meeting") },
};

/* "put in touch" of "introduction/put-in-touch". */
static char *
dup_detail(const char *rule)
{
	const char *slash = strchr(rule, '/');
	char *detail = g_strdup(slash != NULL ? slash + 1 : rule);

	return g_strdelimit(detail, "-", ' ');
}

/* What hints at something stands apart from what says it. */
#define LOOSE "-loose"

static char *
dup_words_of_one(const char *rule)
{
	g_autofree char *detail = dup_detail(rule);

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (strcmp(rows[i].rule, rule) == 0)
			return g_strdup(_(rows[i].words));
		if (g_str_has_suffix(rows[i].rule, "/") &&
		    g_str_has_prefix(rule, rows[i].rule))
			return g_strdup_printf("%s (%s)", _(rows[i].words),
			                       detail);
	}
	return g_strdup_printf(_("wording (%s)"), detail);
}

static char *
dup_words_of_part(const char *part)
{
	g_autofree char *rule = g_strdup(part);
	g_autofree char *words = NULL;

	if (!g_str_has_suffix(rule, LOOSE))
		return dup_words_of_one(rule);
	rule[strlen(rule) - strlen(LOOSE)] = '\0';
	words = dup_words_of_one(rule);
	return g_strdup_printf(_("a hint of this: %s"), words);
}

char *
tertius_rules_dup_words(const char *rule)
{
	g_auto(GStrv) parts = g_strsplit(rule, " & ", -1);
	GString *words = g_string_new(NULL);

	for (guint i = 0; parts[i] != NULL; i++) {
		g_autofree char *part = dup_words_of_part(parts[i]);

		/* two that count more, or less, than each by itself */
		g_string_append_printf(words, "%s%s", i > 0 ? " + " : "", part);
	}
	return g_string_free(words, FALSE);
}

const char *
tertius_rules_place_words(const char *place)
{
	static const Row places[] = {
		{ "body", N_("in the text") },
		{ "subject", N_("in the subject") },
		{ "thread", N_("in the mail before and after") },
		{ "meeting", N_("in the meeting") },
		{ "decision", N_("by your decision") },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		if (strcmp(places[i].rule, place) == 0)
			return _(places[i].words);
	}
	return "";
}
