/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is who in an act of bringing together.
 */
#include "detect/roles.h"

#include "detect/newcomers.h"
#include "detect/thanks.h"
#include "detect/weigh.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where an act is read: what it names is looked up here. */
typedef struct {
	const TertiusHistory *history;
	TertiusFindings *findings;
	const TertiusLetter *letter;
	guint introducer; /* NOBODY until they are known */
} Search;

static gboolean
is_me(const Search *search, const TertiusPerson *mention)
{
	return tertius_history_is_me(
		search->history,
		tertius_history_resolve(search->history, mention));
}

/* "Kollege Olof Nyström", "my friend Dana Okafor": the last two words. */
static guint
find_by_last_words(const TertiusHistory *history, const char *name)
{
	const char *last = strrchr(name, ' ');
	const char *start = last;

	while (start != NULL && start > name && start[-1] != ' ')
		start--;
	return start == NULL || start == name
	               ? TERTIUS_NOBODY
	               : tertius_history_find_by_name(history, start);
}

static guint
resolve(const Search *search, const TertiusPerson *mention)
{
	guint person = tertius_history_resolve(search->history, mention);

	if (person != TERTIUS_NOBODY || mention->name == NULL)
		return person;
	if (mention->address == NULL)
		person = tertius_newcomers_find(
			search->history, search->findings, search->letter,
			search->introducer, mention);
	if (person != TERTIUS_NOBODY)
		return person;
	return strchr(mention->name, ' ') == NULL
	               ? tertius_findings_find_first_name(search->findings,
	                                                  search->history,
	                                                  mention->name)
	               : find_by_last_words(search->history, mention->name);
}

/* Somebody at the address that a message used, which need not be the main one
 * of all of theirs. */
static TertiusPerson *
dup_at(const Search *search, guint person, guint address)
{
	TertiusPerson *record =
		tertius_history_dup_person(search->history, person);

	g_free(record->address);
	record->address = g_strdup(
		tertius_history_address_text(search->history, address));
	return record;
}

/* A name in the text becomes the person who bears it, once they have written
 * or were written to. */
static TertiusPerson *
dup_known(const Search *search, const TertiusPerson *mention)
{
	guint person = resolve(search, mention);
	TertiusPerson *known;

	if (person == TERTIUS_NOBODY)
		return tertius_person_copy(mention);
	known = tertius_history_dup_person(search->history, person);
	known->place = mention->place;
	if (mention->address != NULL) {
		g_free(known->address);
		known->address = g_strdup(mention->address);
	}
	if (known->name == NULL)
		known->name = g_strdup(mention->name);
	return known;
}

/* By person, as one may have several addresses. */
static gboolean
is_same(const Search *search, const TertiusPerson *a, const TertiusPerson *b)
{
	guint person =
		a->address != NULL
			? tertius_history_find(search->history, a->address)
			: TERTIUS_NOBODY;

	return tertius_person_matches(a, b) ||
	       (person != TERTIUS_NOBODY && b->address != NULL &&
	        tertius_history_find(search->history, b->address) == person);
}

static void
add_introduced(const Search *search, TertiusIntroduction *introduction,
               const TertiusPerson *mention)
{
	g_autoptr(TertiusPerson) person = NULL;

	if (is_me(search, mention))
		return;
	person = dup_known(search, mention);
	if (introduction->introducer != NULL &&
	    is_same(search, introduction->introducer, person))
		return;
	for (guint i = 0; i < introduction->introduced->len; i++) {
		if (is_same(search, introduction->introduced->pdata[i], person))
			return;
	}
	if (introduction->introduced->len < TERTIUS_ACT_INTRODUCED_MAX)
		g_ptr_array_add(introduction->introduced,
		                g_steal_pointer(&person));
}

/* Everybody on the message in @place but me and the writer. */
static void
add_recipients(const Search *search, TertiusIntroduction *introduction,
               const TertiusLetter *letter, TertiusPlace place)
{
	for (guint i = 0; i < letter->n_recipients; i++) {
		const TertiusRecipient *recipient = &letter->recipients[i];
		g_autoptr(TertiusPerson) person = NULL;

		if (recipient->place != place ||
		    recipient->person == letter->from)
			continue;
		person = dup_at(search, recipient->person, recipient->address);
		person->place = place;
		add_introduced(search, introduction, person);
	}
}

static void
add_writer(const Search *search, TertiusIntroduction *introduction,
           const TertiusLetter *letter)
{
	g_autoptr(TertiusPerson) writer = NULL;

	if (letter->from == TERTIUS_NOBODY)
		return;
	writer = dup_at(search, letter->from, letter->from_address);
	writer->place = TERTIUS_PLACE_FROM;
	add_introduced(search, introduction, writer);
}

static gboolean
got_it(const Search *search, const TertiusLetter *letter)
{
	guint me = tertius_history_get_me(search->history);

	return me != TERTIUS_NOBODY &&
	       tertius_letter_has_recipient(letter, me, NULL);
}

static gboolean
presents(const Search *search, const TertiusAct *act, guint person)
{
	for (guint i = 0; i < act->introduced->len; i++) {
		if (tertius_history_resolve(search->history,
		                            act->introduced->pdata[i]) ==
		    person)
			return TRUE;
	}
	return FALSE;
}

/* Somebody else is addressed and gets to know whom it presents, or several are
 * presented to each other; I have a copy only. */
static gboolean
is_to_others(const Search *search, const TertiusLetter *letter,
             const TertiusAct *act)
{
	guint me = tertius_history_get_me(search->history);
	gboolean has_reader = FALSE;
	guint n = 0;

	if (act->kind == TERTIUS_ACT_INTRODUCTION &&
	    (presents(search, act, me) ||
	     (act->introduced->len == 0 && act->manner != TERTIUS_MANNER_BOTH)))
		return FALSE;
	for (guint i = 0; i < letter->n_recipients; i++) {
		const TertiusRecipient *recipient = &letter->recipients[i];

		if (recipient->place != TERTIUS_PLACE_TO)
			continue;
		if (recipient->person == me)
			return FALSE;
		n++;
		if (!presents(search, act, recipient->person))
			has_reader = TRUE;
	}
	return n > 1 || (n == 1 && (has_reader || act->introduced->len > 1));
}

static TertiusIntroductionKind
tell_kind(const Search *search, const TertiusLetter *letter,
          const TertiusAct *act)
{
	gboolean mine = tertius_history_is_me(search->history, letter->from);

	if (act->kind == TERTIUS_ACT_REFERRAL &&
	    (mine ||
	     (got_it(search, letter) && !is_to_others(search, letter, act))))
		return TERTIUS_INTRODUCTION_REFERRAL;
	if (mine)
		return TERTIUS_INTRODUCTION_GIVEN;
	/* Without an own address nobody can say who received it; mail that
	 * lies in the user's mailbox without naming them came by Bcc or alias.
	 */
	if (tertius_history_get_me(search->history) == TERTIUS_NOBODY)
		return TERTIUS_INTRODUCTION_RECEIVED;
	if (got_it(search, letter) && !is_to_others(search, letter, act))
		return TERTIUS_INTRODUCTION_RECEIVED;
	return TERTIUS_INTRODUCTION_OBSERVED;
}

/* The introducer of a referral is the mutual person that is named; of an
 * introduction nearly always the writer. */
static void
set_introducer(const Search *search, TertiusIntroduction *introduction,
               const TertiusLetter *letter, const TertiusAct *act)
{
	if (act->introducer != NULL)
		introduction->introducer = dup_known(search, act->introducer);
	else if (act->kind == TERTIUS_ACT_INTRODUCTION &&
	         letter->from != TERTIUS_NOBODY)
		introduction->introducer =
			dup_at(search, letter->from, letter->from_address);
}

/* A candidate whose name stands in no words that we read ("here is the résumé
 * of a student"); those who get the mail are not they. */
static gboolean
is_unnamed_candidate(const TertiusAct *act)
{
	return act->kind == TERTIUS_ACT_INTRODUCTION &&
	       act->manner == TERTIUS_MANNER_CANDIDATE &&
	       act->introduced->len == 0;
}

static void
add_unnamed(TertiusIntroduction *introduction, const TertiusLetter *letter)
{
	g_autofree char *name =
		letter->subject == NULL || letter->subject[0] == '\0'
			? g_strdup(_("somebody"))
			: g_strdup_printf(_("somebody in “%s”"),
	                                  letter->subject);

	g_ptr_array_add(introduction->introduced,
	                tertius_person_new(name, NULL, TERTIUS_PLACE_TEXT));
}

static void
set_introduced(const Search *search, TertiusIntroduction *introduction,
               const TertiusLetter *letter, const TertiusAct *act)
{
	gboolean names_me = FALSE;
	gboolean mine = tertius_history_is_me(search->history, letter->from);

	for (guint i = 0; i < act->introduced->len; i++) {
		const TertiusPerson *person = act->introduced->pdata[i];

		names_me = names_me || is_me(search, person);
		if (!(mine && act->kind == TERTIUS_ACT_REFERRAL))
			add_introduced(search, introduction, person);
	}
	if (act->kind == TERTIUS_ACT_REFERRAL) {
		if (mine)
			add_recipients(search, introduction, letter,
			               TERTIUS_PLACE_TO);
		else if (introduction->introduced->len == 0)
			add_writer(search, introduction, letter);
		return;
	}
	if (is_unnamed_candidate(act))
		add_unnamed(introduction, letter);
	/* I am the one who is presented: the others get to know me. And what
	 * I bring together has two sides. */
	if (names_me || mine || introduction->introduced->len == 0)
		add_recipients(search, introduction, letter, TERTIUS_PLACE_TO);
	if (names_me && introduction->introduced->len == 0)
		add_recipients(search, introduction, letter, TERTIUS_PLACE_CC);
}

TertiusIntroduction *
tertius_roles_read(const TertiusHistory *history, TertiusFindings *findings,
                   const TertiusLetter *letter, const TertiusAct *act)
{
	Search search = { history, findings, letter, TERTIUS_NOBODY };
	g_autoptr(TertiusIntroduction) introduction =
		tertius_introduction_new_of_act(tell_kind(&search, letter, act),
	                                        act->kind, letter->id);

	introduction->manner = act->manner;
	introduction->date = letter->date;
	introduction->message_id = g_strdup(letter->message_id);
	introduction->subject = g_strdup(letter->subject);
	set_introducer(&search, introduction, letter, act);
	if (introduction->introducer != NULL)
		search.introducer = tertius_history_resolve(
			history, introduction->introducer);
	set_introduced(&search, introduction, letter, act);
	if (introduction->introduced->len == 0)
		return NULL;
	for (guint i = 0; i < act->evidence->len; i++)
		g_ptr_array_add(introduction->evidence,
		                tertius_evidence_copy(act->evidence->pdata[i]));
	tertius_thanks_judge(history, letter, introduction);
	introduction->score =
		tertius_weigh(history, letter, introduction, act->score);
	return g_steal_pointer(&introduction);
}
