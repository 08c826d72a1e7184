/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking in what a mail client hands over, one message or many.
 */
#include "engine/engine-private.h"

#include "engine/ticket.h"

gboolean
tertius_engine_note_beginning(TertiusEngine *engine, GError **error)
{
	g_autofree char *began = tertius_ledger_recall(engine->ledger, "began");
	g_autofree char *now =
		g_strdup_printf("%" G_GINT64_FORMAT, engine->now);

	return began != NULL ||
	       tertius_ledger_note(engine->ledger, "began", now, error);
}

gboolean
tertius_engine_remember(TertiusLedger *ledger, const char *folder,
                        const char *key, const TertiusFacts *facts,
                        GError **error)
{
	if (facts->message == NULL)
		return tertius_ledger_remember_always(ledger, folder, key,
		                                      error);
	return tertius_ledger_set_aside(ledger, folder, key, NULL, error) &&
	       tertius_ledger_remember(ledger, folder, key, error);
}

/* One more message, or meeting, is what conclusions are carried on with. */
static gboolean
put_facts(TertiusEngine *engine, const TertiusFacts *facts, GError **error)
{
	TertiusPut how;

	if (!tertius_ledger_put(engine->ledger, facts, &how, error))
		return FALSE;
	if (how == TERTIUS_PUT_BETTER || how == TERTIUS_PUT_RENEWED)
		tertius_engine_forget_conclusions(engine);
	else if (how == TERTIUS_PUT_NEW && facts->message != NULL)
		tertius_engine_outdate_conclusions(engine, facts->message->id);
	tertius_engine_outdate_meetings(engine, facts->meetings);
	return TRUE;
}

static gboolean
keep_answer(TertiusEngine *engine, const TertiusItem *item,
            const TertiusFacts *facts, const GError *reason, GError **error)
{
	TertiusLedger *ledger = engine->ledger;

	if (item->is_head && facts != NULL && facts->message != NULL)
		facts->message->flags |= TERTIUS_MESSAGE_HEAD;
	if (facts != NULL)
		return put_facts(engine, facts, error) &&
		       tertius_engine_remember(ledger, item->folder, item->key,
		                               facts, error);
	return tertius_ledger_set_aside(ledger, item->folder, item->key,
	                                reason->message, error) &&
	       tertius_ledger_remember(ledger, item->folder, item->key, error);
}

/* Answers come in the order of the items. */
static gboolean
receive_next(TertiusEngine *engine, const TertiusItem *items, guint *received,
             GError **error)
{
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(GError) reason = NULL;
	gpointer tag = NULL;

	return tertius_crew_receive(engine->crew, &tag, &facts, &reason,
	                            error) &&
	       keep_answer(engine, &items[(*received)++], facts, reason, error);
}

static gboolean
take_each(TertiusEngine *engine, const TertiusItem *items, guint n,
          GError **error)
{
	guint received = 0;

	for (guint i = 0; i < n; i++) {
		while (tertius_crew_is_full(engine->crew)) {
			if (!receive_next(engine, items, &received, error))
				return FALSE;
		}
		tertius_crew_send(engine->crew, &items[i], NULL);
	}
	while (received < n) {
		if (!receive_next(engine, items, &received, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_engine_take_all(TertiusEngine *engine, const TertiusItem *items,
                        guint n, GError **error)
{
	TertiusLedger *ledger = engine->ledger;

	if (n == 0)
		return TRUE;
	if (tertius_engine_need_crew(engine, tertius_ticket_free, error) ==
	            NULL ||
	    !tertius_ledger_begin(ledger, error))
		return FALSE;
	engine->has_changed = TRUE;
	if (tertius_engine_note_beginning(engine, error) &&
	    take_each(engine, items, n, error) &&
	    tertius_ledger_commit(ledger, error))
		return TRUE;
	tertius_ledger_roll_back(ledger);
	tertius_engine_forget_conclusions(engine);
	/* Answers that still come belong to nobody. */
	g_clear_pointer(&engine->crew, tertius_crew_free);
	return FALSE;
}

gboolean
tertius_engine_take(TertiusEngine *engine, const TertiusItem *item,
                    GError **error)
{
	return tertius_engine_take_all(engine, item, 1, error);
}
