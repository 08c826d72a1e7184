/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compose check: what it makes of what the ledger knows.
 */
#include "write/tact.h"

#include "tertius-tact.h"

#include <string.h>

START_TEST(what_the_ledger_knows_is_pointed_out)
{
	g_autoptr(TertiusPerson) stranger = tertius_person_new(
		"Ruth Lang", "ruth@example.org", TERTIUS_PLACE_TO);
	g_autoptr(TertiusPerson) present = tertius_person_new(
		"Dana Okafor", "friend0@example.org", TERTIUS_PLACE_TO);
	const struct {
		TertiusTactContext context;
		const char *rule;
		TertiusRemarkLevel level;
		const char *says;
	} cases[] = {
		{ { .open_asks = 1 },
		  "too-many-asks",
		  TERTIUS_REMARK_NOTE,
		  "number 2" },
		{ { .recent_asks = 2, .who = "Dana" },
		  "too-many-asks",
		  TERTIUS_REMARK_NOTE,
		  "number 3 to Dana" },
		{ { .follow_ups = 1 },
		  "asked-again",
		  TERTIUS_REMARK_CARE,
		  "rest" },
		{ { .asks_in_a_row = 3, .friendly = "March" },
		  "only-asks",
		  TERTIUS_REMARK_NOTE,
		  "March" },
		{ { .asks_in_a_row = 3 },
		  "only-asks",
		  TERTIUS_REMARK_NOTE,
		  "3 messages" },
		{ { .refused = "3 May" },
		  "refused-before",
		  TERTIUS_REMARK_STOP,
		  "3 May" },
		{ { .boundary = "no asks" },
		  "boundary",
		  TERTIUS_REMARK_STOP,
		  "no asks" },
		{ { .waits = "Dana is away until 24 May." },
		  "away",
		  TERTIUS_REMARK_NOTE,
		  "24 May" },
		{ { .is_friend_first = TRUE, .who = "Dana" },
		  "friend-first",
		  TERTIUS_REMARK_CARE,
		  "Dana as a friend first" },
		{ { .no_work = "no work" },
		  "boundary",
		  TERTIUS_REMARK_CARE,
		  "no work" },
		{ { .not_before = "24 May" },
		  "boundary",
		  TERTIUS_REMARK_CARE,
		  "24 May" },
		{ { .preferred = "d@home.example.org" },
		  "boundary",
		  TERTIUS_REMARK_NOTE,
		  "d@home" },
		{ { .thanks_owed = "the introduction to Sam" },
		  "thanks-owed",
		  TERTIUS_REMARK_CARE,
		  "Sam" },
		{ { .introducer = stranger },
		  "missing-introducer",
		  TERTIUS_REMARK_NOTE,
		  "Ruth Lang" },
		{ { .introducer = present, .is_introducer_thanked = TRUE },
		  "introducer-in-to",
		  TERTIUS_REMARK_NOTE,
		  "Bcc" },
		{ { .has_new_eyes = TRUE, .confidential = "between us" },
		  "confidential",
		  TERTIUS_REMARK_STOP,
		  "between us" },
		{ { .has_new_eyes = TRUE,
		    .thread = TERTIUS_WORLD_PRIVATE,
		    .has_new_at_work = TRUE },
		  "private-to-work",
		  TERTIUS_REMARK_STOP,
		  "private" },
		{ { .has_new_eyes = TRUE,
		    .thread = TERTIUS_WORLD_PRIVATE,
		    .is_to_list = TRUE },
		  "private-to-work",
		  TERTIUS_REMARK_STOP,
		  "list" },
		{ { .thread = TERTIUS_WORLD_PRIVATE,
		    .account = TERTIUS_WORLD_WORK },
		  "worlds-mixed",
		  TERTIUS_REMARK_NOTE,
		  "work" },
		{ { .thread = TERTIUS_WORLD_WORK,
		    .account = TERTIUS_WORLD_PRIVATE },
		  "worlds-mixed",
		  TERTIUS_REMARK_NOTE,
		  "private" },
	};
	g_autoptr(TertiusTact) tact = tertius_tact_new();

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) remarks =
			check(tact, ask, &cases[i].context);
		const TertiusRemark *remark = find(remarks, cases[i].rule);

		ck_assert_msg(remarks->len == 1 && remark != NULL, "%u: %u", i,
		              remarks->len);
		ck_assert_msg(remark->level == cases[i].level, "%u", i);
		ck_assert_msg(strstr(remark->why, cases[i].says) != NULL,
		              "%u: %s", i, remark->why);
	}
}
END_TEST

START_TEST(who_is_introduced_was_asked_first)
{
	static const struct {
		const char *text;
		gboolean is_remarked;
	} cases[] = {
		{ "Dana, meet Ruth Lang, who restores organs.", TRUE },
		{ "Dana, meet Ruth Lang, as we agreed on Monday.", FALSE },
		{ "Dana, meet Ruth Lang. Ruth, meet Dana. You have both said "
		  "yes to this, so I leave the rest to you.",
		  FALSE },
		{ "Dana, das ist Ruth Lang. Da beide einverstanden sind, ziehe "
		  "ich mich hier zurück.",
		  FALSE },
		{ "Dana, voici Ruth Lang. De part et d'autre, c'était oui : je "
		  "vous laisse donc la suite.",
		  FALSE },
		{ "Dana, Ruth, see you both on Monday.", FALSE },
	};
	g_autoptr(GPtrArray) unasked = tertius_people_new();
	const TertiusTactContext context = { .unasked = unasked };
	const TertiusTactContext asked = { .unasked = NULL };
	g_autoptr(TertiusTact) tact = tertius_tact_new();

	g_ptr_array_add(unasked,
	                tertius_person_new("Ruth Lang", "ruth@example.org",
	                                   TERTIUS_PLACE_TO));
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) remarks =
			check(tact, cases[i].text, &context);
		g_autoptr(GPtrArray) fine = check(tact, cases[i].text, &asked);
		const TertiusRemark *remark = find(remarks, "missing-consent");

		ck_assert_msg((remark != NULL) == cases[i].is_remarked, "%u",
		              i);
		ck_assert_msg(find(fine, "missing-consent") == NULL, "%u", i);
		if (remark != NULL)
			ck_assert_ptr_nonnull(strstr(remark->why, "Ruth Lang"));
	}
}
END_TEST

START_TEST(what_the_ledger_knows_is_no_matter_when_nothing_is_asked)
{
	static const TertiusTactContext contexts[] = {
		{ .open_asks = 5 },
		{ .recent_asks = 5 },
		{ .follow_ups = 2 },
		{ .asks_in_a_row = 9 },
		{ .refused = "3 May" },
		{ .thanks_owed = "help" },
		{ .boundary = "x" },
		{ .waits = "x" },
		{ .no_work = "x" },
		{ .is_friend_first = TRUE },
		{ .recent_asks = 1 },
		{ .asks_in_a_row = 2 },
		{ .has_new_eyes = TRUE },
		{ .thread = TERTIUS_WORLD_WORK,
		  .account = TERTIUS_WORLD_WORK,
		  .has_new_at_work = TRUE },
	};
	g_autoptr(TertiusTact) tact = tertius_tact_new();

	for (guint i = 0; i < G_N_ELEMENTS(contexts); i++) {
		g_autoptr(GPtrArray) hello = check(
			tact, "Hi Dana, the garden is in bloom.", &contexts[i]);

		ck_assert_msg(hello->len == 0, "%u", i);
	}
}
END_TEST

START_TEST(naming_or_copying_the_introducer_is_enough)
{
	g_autoptr(TertiusPerson) ruth = tertius_person_new(
		"Ruth Lang", "ruth@example.org", TERTIUS_PLACE_CC);
	const TertiusTactContext context = { .introducer = ruth };
	g_autoptr(TertiusTact) tact = tertius_tact_new();
	g_autoptr(GPtrArray) named = check(
		tact, "Hi Dana, thanks to ruth we meet. I am glad.", &context);
	g_autoptr(TertiusMessage) draft = make_draft("Hi both.", 1);
	g_autoptr(GPtrArray) copied = NULL;

	g_ptr_array_add(draft->recipients, tertius_person_copy(ruth));
	copied = tertius_tact_check(tact, draft, draft->text, &context);
	ck_assert_uint_eq(named->len, 0);
	ck_assert_uint_eq(copied->len, 0);
}
END_TEST

START_TEST(an_ask_to_many_is_pointed_out_and_one_to_few_is_not)
{
	g_autoptr(TertiusTact) tact = tertius_tact_new();

	for (guint extra = 0; extra < 2; extra++) {
		g_autoptr(TertiusMessage) draft =
			make_draft(ask, TERTIUS_TACT_ASKED_MAX + extra);
		g_autoptr(GPtrArray) remarks =
			tertius_tact_check(tact, draft, ask, NULL);

		ck_assert((find(remarks, "many-recipients") != NULL) ==
		          (extra == 1));
	}
}
END_TEST

TERTIUS_TEST_MAIN("tact-known", what_the_ledger_knows_is_pointed_out,
                  who_is_introduced_was_asked_first,
                  what_the_ledger_knows_is_no_matter_when_nothing_is_asked,
                  naming_or_copying_the_introducer_is_enough,
                  an_ask_to_many_is_pointed_out_and_one_to_few_is_not)
