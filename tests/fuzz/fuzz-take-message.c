/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole way of a message: bytes, facts, over the pipe, an introduction and
 * its life, and out as JSON and in again.
 */
#include "detect/introductions.h"
#include "engine/portable.h"
#include "engine/read-facts.h"
#include "follow/life.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

#define NOW 1795510000

/* What was exported says the same when it is read. */
static void
export_and_import(const TertiusFacts *facts)
{
	g_autoptr(JsonNode) node = tertius_portable_from_facts(facts);
	g_autofree char *line = json_to_string(node, FALSE);
	g_autoptr(TertiusFacts) again = NULL;
	g_autoptr(TertiusDecision) decision = NULL;
	g_autofree char *began = NULL;
	g_autoptr(JsonNode) other = NULL;
	g_autofree char *other_line = NULL;

	g_assert(g_utf8_validate(line, -1, NULL));
	g_assert(tertius_portable_read(line, &again, &decision, &began, NULL));
	g_assert(again != NULL);
	other = tertius_portable_from_facts(again);
	other_line = json_to_string(other, FALSE);
	g_assert_cmpstr(line, ==, other_line);
}

static void
conclude(TertiusFacts *facts)
{
	const char *const me[] = { "alex@example.org", NULL };
	g_autoptr(TertiusHistory) history = tertius_history_new(me);
	g_autoptr(GPtrArray) decisions = tertius_decisions_new();
	g_autoptr(GPtrArray) introductions = NULL;
	const TertiusLifeRules rules = tertius_life_rules_default();

	tertius_history_take(history, facts);
	tertius_history_seal(history, NOW);
	introductions = tertius_introductions_find(history, decisions);
	tertius_life_follow(introductions, history, decisions, &rules);
	for (guint i = 0; i < introductions->len; i++) {
		const TertiusIntroduction *one = introductions->pdata[i];

		g_assert(one->evidence->len > 0);
		g_assert(one->score >= 0 && one->score <= 1);
	}
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	static TertiusDetector *detector;
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(TertiusFacts) arrived = NULL;
	g_autoptr(GBytes) bytes = NULL;

	if (detector == NULL)
		detector = tertius_detector_new(NULL, NULL);
	facts = tertius_facts_read_message(detector, (const char *) data, size,
	                                   NOW, size % 2 == 1, NULL);
	if (facts == NULL)
		return 0;
	bytes = tertius_facts_to_bytes(facts);
	arrived = tertius_facts_from_bytes(g_bytes_get_data(bytes, NULL),
	                                   g_bytes_get_size(bytes), NULL);
	g_assert(arrived != NULL);
	export_and_import(arrived);
	conclude(g_steal_pointer(&arrived));
	return 0;
}
