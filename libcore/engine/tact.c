/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known about a draft and those whom it concerns, told to write/tact.
 */
#include "engine/tact.h"

#include <string.h>

#include "detect/own-words.h"
#include "engine/tact-private.h"
#include "mail/mime.h"
#include "relate/identities.h"

static void
clear_inquiry(TertiusInquiry *inquiry)
{
	g_clear_pointer(&inquiry->texts, g_ptr_array_unref);
	g_clear_pointer(&inquiry->unasked, g_ptr_array_unref);
	tertius_person_free(inquiry->introducer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusInquiry, clear_inquiry)

/* The writer's own words of @text, the rest blanked out. */
static char *
dup_own(const char *text)
{
	g_autoptr(GArray) lines = tertius_own_words_zones(text);
	char *own = g_strdup(text);

	for (guint i = 0; i < lines->len; i++) {
		TertiusLine line = g_array_index(lines, TertiusLine, i);

		if (line.zone > TERTIUS_ZONE_CLOSING)
			memset(own + (line.start - text), ' ', line.length);
	}
	return own;
}

/* --- What is loaded -------------------------------------------------------- */

/* The user's addresses, with the one that the draft is from. */
static GPtrArray *
list_me(TertiusEngine *engine, const TertiusMessage *draft, GError **error)
{
	GPtrArray *me = tertius_engine_find_me(engine, TRUE, error);

	if (me != NULL && draft->from != NULL && draft->from->address != NULL)
		g_ptr_array_insert(me, 0, g_strdup(draft->from->address));
	return me;
}

/* The addresses of @person, with those that the user said are theirs too. */
static void
add_addresses(const GPtrArray *decisions, const TertiusPerson *person,
              GPtrArray *addresses)
{
	if (person->address == NULL)
		return;
	g_ptr_array_add(addresses, person->address);
	for (guint i = 0; i < decisions->len; i++) {
		const TertiusDecision *merge = decisions->pdata[i];

		if (merge->kind != TERTIUS_DECISION_MERGE)
			continue;
		if (strcmp(merge->subject, person->address) == 0)
			g_ptr_array_add(addresses, merge->argument);
		else if (strcmp(merge->argument, person->address) == 0)
			g_ptr_array_add(addresses, merge->subject);
	}
}

static GPtrArray *
list_addresses(const TertiusMessage *draft, const GPtrArray *decisions)
{
	GPtrArray *addresses = g_ptr_array_new();

	for (guint i = 0;
	     i < MIN(draft->recipients->len, TERTIUS_INQUIRY_PEOPLE_MAX); i++)
		add_addresses(decisions, draft->recipients->pdata[i],
		              addresses);
	g_ptr_array_add(addresses, NULL);
	return addresses;
}

static TertiusHistory *
load_history(TertiusEngine *engine, const TertiusMessage *draft,
             const GPtrArray *decisions, GError **error)
{
	g_autoptr(GPtrArray) me = list_me(engine, draft, error);
	g_autoptr(GPtrArray) addresses = list_addresses(draft, decisions);
	g_autoptr(TertiusHistory) history = NULL;
	const char *ids[] = { draft->in_reply_to, NULL };
	const TertiusExtract extract = { (const char *const *) addresses->pdata,
		                         ids, engine->now };

	if (me == NULL)
		return NULL;
	history = tertius_history_new((const char *const *) me->pdata);
	tertius_identities_obey(history, decisions);
	if (!tertius_ledger_load_latest(engine->ledger, &extract, history,
	                                error))
		return NULL;
	tertius_history_seal(history, engine->now);
	return g_steal_pointer(&history);
}

/* --- The check ------------------------------------------------------------- */

static void
inquire(TertiusInquiry *inquiry)
{
	const TertiusMessage *draft = inquiry->draft;
	const TertiusPerson *first =
		draft->recipients->len > 0 ? draft->recipients->pdata[0] : NULL;

	inquiry->me = tertius_history_get_me(inquiry->history);
	inquiry->them =
		first != NULL ? tertius_history_resolve(inquiry->history, first)
			      : TERTIUS_NOBODY;
	if (draft->in_reply_to != NULL)
		inquiry->parent = tertius_history_find_letter(
			inquiry->history, draft->in_reply_to);
	if (first != NULL)
		inquiry->context.who = tertius_inquiry_keep(
			inquiry, tertius_person_dup_first_name(first));
	if (inquiry->them != TERTIUS_NOBODY && inquiry->me != TERTIUS_NOBODY)
		tertius_inquire_friend(inquiry);
	tertius_inquire_thread(inquiry);
	tertius_inquire_company(inquiry);
}

TertiusTactReport *
tertius_engine_tact(TertiusEngine *engine, const char *bytes, gsize length,
                    GError **error)
{
	TertiusMessage *draft =
		tertius_mime_read(bytes, length, 0, TRUE, error);

	return draft != NULL ? tertius_engine_tact_take(engine, draft, error)
	                     : NULL;
}

TertiusTactReport *
tertius_engine_tact_take(TertiusEngine *engine, TertiusMessage *draft,
                         GError **error)
{
	const TertiusRelateRules rules = tertius_relate_rules_default();
	g_autoptr(TertiusMessage) owned = draft;
	g_autofree char *own = dup_own(draft->text);
	g_autoptr(GPtrArray) decisions =
		tertius_ledger_decisions(engine->ledger, error);
	g_autoptr(TertiusHistory) history =
		decisions != NULL
			? load_history(engine, draft, decisions, error)
			: NULL;
	g_autoptr(TertiusRelations) relations = NULL;
	g_auto(TertiusInquiry) inquiry = { .engine = engine, .draft = draft };
	TertiusTactReport *report;

	if (history == NULL)
		return NULL;
	relations = tertius_relations_find_now(history, decisions,
	                                       engine->hours, &rules);
	inquiry.own = own;
	inquiry.history = history;
	inquiry.relations = relations;
	inquiry.zone = tertius_working_time_get_zone(engine->hours);
	inquiry.texts = g_ptr_array_new_with_free_func(g_free);
	inquire(&inquiry);
	if (engine->tact == NULL)
		engine->tact = tertius_tact_new();
	report = g_new0(TertiusTactReport, 1);
	report->remarks =
		tertius_tact_check(engine->tact, draft, own, &inquiry.context);
	report->draft = g_steal_pointer(&owned);
	return report;
}

void
tertius_tact_report_free(TertiusTactReport *report)
{
	if (report == NULL)
		return;
	tertius_message_free(report->draft);
	g_ptr_array_unref(report->remarks);
	g_free(report);
}
