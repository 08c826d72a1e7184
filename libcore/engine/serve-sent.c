/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts on their way. A draft that the mail client opened for a step is known
 * again by its Message-ID, whatever the user made of its words, whenever and
 * from wherever it is sent.
 */
#include "engine/serve-private.h"

#include <string.h>

#include "engine/engine-private.h"

static char *
dup_note(const char *message_id)
{
	return g_strconcat("draft ", message_id, NULL);
}

/* What a draft for @id does: the reminder that is open, else the step. */
static char *
dup_step(TertiusEngine *engine, const char *id, GError **error)
{
	TertiusFound found = { NULL, NULL };
	const TertiusConclusions *all = tertius_engine_conclude(engine, error);

	if (all == NULL || !tertius_engine_find(engine, id, &found, error))
		return NULL;
	if (found.reminder != NULL)
		return g_strdup(found.reminder->id);
	for (guint i = 0; i < all->reminders->len; i++) {
		const TertiusReminder *reminder = all->reminders->pdata[i];

		if (tertius_reminder_is_open(reminder) &&
		    g_strcmp0(reminder->introduction, found.introduction->id) ==
		            0)
			return g_strdup(reminder->id);
	}
	return g_strdup("");
}

gboolean
tertius_serve_drafted(const TertiusServeRequest *request, TertiusJson *answer,
                      GError **error)
{
	const char *id = tertius_serve_need(request, "id", error);
	const char *message_id =
		id != NULL ? tertius_serve_need(request, "message_id", error)
			   : NULL;
	g_autofree char *step = NULL;
	g_autofree char *note = NULL;

	if (message_id == NULL)
		return FALSE;
	step = dup_step(request->engine, id, error);
	if (step == NULL)
		return FALSE;
	tertius_json_boolean(answer, "is_reminder", *step != '\0');
	if (*step == '\0')
		return TRUE;
	note = dup_note(message_id);
	return tertius_ledger_note(request->engine->ledger, note, step, error);
}

void
tertius_serve_note_sent(const TertiusServeRequest *request,
                        const char *message_id)
{
	TertiusLedger *ledger = request->engine->ledger;
	g_autofree char *note = NULL;
	g_autofree char *step = NULL;

	if (message_id == NULL)
		return;
	note = dup_note(message_id);
	step = tertius_ledger_recall(ledger, note);
	if (step == NULL || *step == '\0')
		return;
	/* Without it, the words of what was sent still tell. */
	if (tertius_engine_decide(request->engine, TERTIUS_DECISION_DONE, step,
	                          "", NULL))
		(void) tertius_ledger_note(ledger, note, "", NULL);
}

/* Told when no copy is kept. */
gboolean
tertius_serve_sent(const TertiusServeRequest *request, TertiusJson *answer,
                   GError **error)
{
	const char *id = tertius_serve_need(request, "message_id", error);

	(void) answer;
	if (id == NULL)
		return FALSE;
	tertius_serve_note_sent(request, id);
	return TRUE;
}
