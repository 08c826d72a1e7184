/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Introductions that the user says there were.
 */
#include "detect/said.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/introduction.h"

static TertiusPerson *
dup_person(const TertiusHistory *history, const char *address)
{
	guint person = tertius_history_find(history, address);

	if (tertius_history_is_me(history, person))
		return NULL;
	return person != TERTIUS_NOBODY
	               ? tertius_history_dup_person(history, person)
	               : tertius_person_new(NULL, address, TERTIUS_PLACE_TEXT);
}

/* The argument is addresses with ';' between: the introducer's, which may be
 * empty, then those of who was introduced. NULL when these are only the user. */
static GPtrArray *
read_introduced(const TertiusHistory *history, char *const *addresses)
{
	GPtrArray *introduced = tertius_people_new();

	for (guint i = 1; addresses[i - 1] != NULL && addresses[i] != NULL &&
	                  introduced->len < TERTIUS_SAID_PEOPLE_MAX;
	     i++) {
		TertiusPerson *person =
			*addresses[i] != '\0'
				? dup_person(history, addresses[i])
				: NULL;

		if (person != NULL)
			g_ptr_array_add(introduced, person);
	}
	if (introduced->len == 0)
		g_clear_pointer(&introduced, g_ptr_array_unref);
	return introduced;
}

static TertiusIntroduction *
find_made_by(const GPtrArray *found, const char *message_id)
{
	for (guint i = 0; i < found->len; i++) {
		TertiusIntroduction *introduction = found->pdata[i];

		if (g_strcmp0(introduction->message_id, message_id) == 0)
			return introduction;
	}
	return NULL;
}

static TertiusIntroduction *
new_introduction(const TertiusHistory *history, const TertiusLetter *letter)
{
	TertiusIntroduction *introduction = tertius_introduction_new(
		tertius_history_is_me(history, letter->from)
			? TERTIUS_INTRODUCTION_GIVEN
			: TERTIUS_INTRODUCTION_RECEIVED,
		letter->id);

	introduction->date = letter->date;
	introduction->message_id = g_strdup(letter->message_id);
	introduction->subject = g_strdup(letter->subject);
	return introduction;
}

static void
add_one(const TertiusHistory *history, const TertiusDecision *decision,
        GPtrArray *found)
{
	const TertiusLetter *letter =
		tertius_history_find_letter(history, decision->subject);
	TertiusIntroduction *introduction =
		find_made_by(found, decision->subject);
	g_auto(GStrv) addresses = g_strsplit(decision->argument, ";", -1);
	g_autoptr(GPtrArray) introduced = read_introduced(history, addresses);

	if (letter == NULL || introduced == NULL)
		return;
	if (introduction == NULL) {
		introduction = new_introduction(history, letter);
		g_ptr_array_add(found, introduction);
	}
	g_clear_pointer(&introduction->introducer, tertius_person_free);
	introduction->introducer = *addresses[0] != '\0'
	                                   ? dup_person(history, addresses[0])
	                                   : NULL;
	g_ptr_array_unref(introduction->introduced);
	introduction->introduced = g_steal_pointer(&introduced);
	introduction->deserves_thanks = TRUE;
	introduction->knew_them = FALSE;
	introduction->level = TERTIUS_LEVEL_LIKELY;
	introduction->score = 1;
	g_ptr_array_insert(introduction->evidence, 0,
	                   tertius_evidence_new("said/user", "", "header", 9));
}

/* Without anybody who was introduced it is taken back. */
static gboolean
names_somebody(const char *argument)
{
	const char *newcomer = strchr(argument, ';');

	return newcomer != NULL && newcomer[1] != '\0';
}

void
tertius_said_add(const TertiusHistory *history, const GPtrArray *decisions,
                 GPtrArray *found)
{
	for (guint i = 0; i < decisions->len; i++) {
		const TertiusDecision *decision = decisions->pdata[i];

		if (decision->kind == TERTIUS_DECISION_INTRODUCED &&
		    names_somebody(decision->argument) &&
		    tertius_decisions_find(decisions, decision->kind,
		                           decision->subject) == decision)
			add_one(history, decision, found);
	}
}
