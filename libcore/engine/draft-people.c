/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who gets a draft, and whom it is about.
 */
#include "engine/draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "mail/mime-address.h"

static gboolean
fail(GError **error, const char *message)
{
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                    message);
	return FALSE;
}

/* Somebody whom the ledger does not know, as the user wrote it. */
static TertiusPerson *
parse_stranger(const char *text)
{
	g_autoptr(GPtrArray) people = tertius_people_new();

	if (strchr(text, '@') != NULL)
		tertius_mime_read_addresses(text, strlen(text),
		                            TERTIUS_PLACE_TO, 1, people);
	if (people->len > 0)
		return tertius_person_copy(people->pdata[0]);
	return tertius_person_new(text, NULL, TERTIUS_PLACE_TEXT);
}

/* Whom the user named; a stranger may be, where @may_be_new. */
static TertiusPerson *
find_named(TertiusDesk *desk, const char *name, gboolean may_be_new,
           GError **error)
{
	GError *problem = NULL;
	g_autoptr(GPtrArray) addresses =
		tertius_engine_find_person(desk->engine, name, &problem);
	TertiusPerson *stranger;
	guint person;

	if (addresses == NULL) {
		stranger = may_be_new || strchr(name, '@') != NULL
		                   ? parse_stranger(name)
		                   : NULL;
		if (stranger == NULL)
			g_propagate_error(error, problem);
		else
			g_clear_error(&problem);
		return stranger;
	}
	person = tertius_history_find(desk->all->history, addresses->pdata[0]);
	if (person != TERTIUS_NOBODY)
		return tertius_history_dup_person(desk->all->history, person);
	return tertius_person_new(NULL, addresses->pdata[0], TERTIUS_PLACE_TO);
}

static gboolean
goes_to_newcomer(TertiusWording wording)
{
	return wording == TERTIUS_WORDING_THANK_NEWCOMER ||
	       wording == TERTIUS_WORDING_ANSWER ||
	       wording == TERTIUS_WORDING_CHECK_IN ||
	       wording == TERTIUS_WORDING_CONGRATULATE ||
	       wording == TERTIUS_WORDING_DECLINE ||
	       wording == TERTIUS_WORDING_THANK_FOR ||
	       wording == TERTIUS_WORDING_CO_HOST ||
	       wording == TERTIUS_WORDING_OCCASION;
}

/* The two people of an introduction, the one to write to first. */
static void
list_sides(const TertiusDesk *desk, const TertiusPerson *sides[2])
{
	const TertiusIntroduction *introduction = desk->introduction;
	const GPtrArray *introduced = introduction->introduced;

	sides[0] = introduction->introducer;
	sides[1] = introduced->pdata[0];
	if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN) {
		sides[0] = introduced->pdata[0];
		sides[1] = introduced->len > 1 ? introduced->pdata[1] : NULL;
	} else if (goes_to_newcomer(desk->brief.kind)) {
		sides[0] = introduced->pdata[0];
		sides[1] = introduction->introducer;
	}
}

/* The side that the user names comes first. */
static gboolean
turn_sides(const TertiusDesk *desk, const TertiusPerson *sides[2],
           GError **error)
{
	const TertiusPerson *first = sides[0];
	g_autofree char *wanted = g_utf8_casefold(desk->wish->to, -1);

	for (guint i = 0; i < 2; i++) {
		g_autofree char *name =
			sides[i] != NULL && sides[i]->name != NULL
				? g_utf8_casefold(sides[i]->name, -1)
				: NULL;

		if (sides[i] == NULL ||
		    (g_strcmp0(sides[i]->address, wanted) != 0 &&
		     (name == NULL || strstr(name, wanted) == NULL)))
			continue;
		sides[0] = sides[i];
		sides[1] = i == 0 ? sides[1] : first;
		return TRUE;
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("'%s' is not one of the two whom this is about"),
	            desk->wish->to);
	return FALSE;
}

static gboolean
seat_introduction(TertiusDesk *desk, GError **error)
{
	const TertiusPerson *sides[2] = { NULL, NULL };

	if (desk->introduction->kind == TERTIUS_INTRODUCTION_GIVEN &&
	    (desk->brief.kind <= TERTIUS_WORDING_THANK_NEWCOMER ||
	     (desk->brief.kind >= TERTIUS_WORDING_TELL_SILENT &&
	      desk->brief.kind <= TERTIUS_WORDING_GRATITUDE)))
		return fail(error, _("you made this introduction yourself: "
		                     "there is nobody to thank or to tell"));
	list_sides(desk, sides);
	if (desk->wish->to != NULL && !turn_sides(desk, sides, error))
		return FALSE;
	desk->to = sides[0] != NULL ? tertius_person_copy(sides[0]) : NULL;
	desk->other = sides[1] != NULL ? tertius_person_copy(sides[1]) : NULL;
	return TRUE;
}

static gboolean
needs_other(TertiusWording wording)
{
	return wording == TERTIUS_WORDING_ASK ||
	       wording == TERTIUS_WORDING_OPT_IN ||
	       wording == TERTIUS_WORDING_INTRODUCE ||
	       (wording <= TERTIUS_WORDING_GRATITUDE &&
	        wording != TERTIUS_WORDING_ANSWER);
}

static gboolean
seat_other(TertiusDesk *desk, GError **error)
{
	if (desk->wish->other != NULL) {
		g_clear_pointer(&desk->other, tertius_person_free);
		desk->other = find_named(desk, desk->wish->other, TRUE, error);
		return desk->other != NULL;
	}
	/* Whom an ask was about, the introduction does not tell. */
	if (desk->brief.kind == TERTIUS_WORDING_DECLINE)
		g_clear_pointer(&desk->other, tertius_person_free);
	if (desk->other == NULL && needs_other(desk->brief.kind))
		return fail(error, _("say whom it is about: --other PERSON"));
	return TRUE;
}

/* For what a draft of each kind approaches somebody; those that are not here
 * only give what is due: thanks, an answer, word of how it went. */
static const struct {
	TertiusWording wording;
	guint purpose; /* a TertiusPurpose or TertiusReminderKind */
} purposes[] = {
	{ TERTIUS_WORDING_ASK, TERTIUS_PURPOSE_ASK },
	{ TERTIUS_WORDING_FOLLOW_UP, TERTIUS_REMINDER_FOLLOW_UP },
	{ TERTIUS_WORDING_OPT_IN, TERTIUS_PURPOSE_INTRODUCE },
	{ TERTIUS_WORDING_INTRODUCE, TERTIUS_PURPOSE_INTRODUCE },
	{ TERTIUS_WORDING_CO_HOST, TERTIUS_REMINDER_OCCASION },
	{ TERTIUS_WORDING_OCCASION, TERTIUS_REMINDER_OCCASION },
	{ TERTIUS_WORDING_CHECK_IN, TERTIUS_REMINDER_CHECK_IN },
};

/* What the user said that @person does not want is obeyed; what was only found
 * is left to the compose check. */
static gboolean
may_approach(const TertiusDesk *desk, guint person, GError **error)
{
	const TertiusRelation *relation =
		person != TERTIUS_NOBODY
			? tertius_relations_get(desk->all->relations, person)
			: NULL;

	for (guint i = 0; relation != NULL && i < G_N_ELEMENTS(purposes); i++) {
		TertiusPassage passage;

		if (purposes[i].wording != desk->brief.kind)
			continue;
		passage = tertius_gate_pass(
			relation->boundaries, purposes[i].purpose, NULL,
			tertius_engine_get_now(desk->engine));
		if (passage.gate != TERTIUS_GATE_OPEN &&
		    passage.boundary != NULL && passage.boundary->is_said &&
		    passage.boundary->kind != TERTIUS_BOUNDARY_MUTED)
			return fail(error, passage.boundary->because);
	}
	return TRUE;
}

/* Those of the introduction or the reminder, or the one whom the user named. */
static gboolean
seat_first(TertiusDesk *desk, GError **error)
{
	const TertiusReminder *reminder = desk->reminder;

	if (desk->introduction != NULL)
		return seat_introduction(desk, error);
	if (reminder == NULL) {
		desk->to = find_named(desk, desk->wish->to, FALSE, error);
		return desk->to != NULL;
	}
	desk->to = tertius_person_copy(reminder->person);
	if (reminder->others->len > 0)
		desk->other = tertius_person_copy(reminder->others->pdata[0]);
	return TRUE;
}

static guint
find_index(const TertiusDesk *desk, const TertiusPerson *person)
{
	return person != NULL
	               ? tertius_history_resolve(desk->all->history, person)
	               : TERTIUS_NOBODY;
}

gboolean
tertius_desk_seat(TertiusDesk *desk, GError **error)
{
	gboolean introduces = desk->brief.kind == TERTIUS_WORDING_INTRODUCE;

	if (!seat_first(desk, error) || !seat_other(desk, error))
		return FALSE;
	if (desk->to == NULL || desk->to->address == NULL)
		return fail(error, _("no address is known to write to"));
	if (introduces && desk->other->address == NULL)
		return fail(error, _("an introduction needs the addresses of "
		                     "both"));
	desk->to_index = find_index(desk, desk->to);
	desk->other_index = find_index(desk, desk->other);
	return may_approach(desk, desk->to_index, error) &&
	       (!introduces || may_approach(desk, desk->other_index, error));
}
