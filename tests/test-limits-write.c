/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What others may make long in a letter that Tertius begins, on both sides of
 * each limit.
 */
#include "tertius-limits.h"
#include "write/template.h"
#include "write/wording.h"

#include <string.h>

static void
check_slot(gsize n, gboolean is_within)
{
	g_autofree char *value = g_strnfill(n, 'x');
	const TertiusSlot slots[] = { { "what", value }, { NULL, NULL } };
	const TertiusManners manners = { 0 };
	g_autofree char *filled =
		tertius_template_fill("{what}", slots, &manners, NULL);

	ck_assert_int_eq(strcmp(filled, value) == 0, is_within);
	ck_assert_uint_le(strlen(filled), TERTIUS_SLOT_MAX);
}

START_TEST(what_is_said_of_somebody_is_so_long)
{
	on_both_sides(TERTIUS_SLOT_MAX, check_slot);
}
END_TEST

static void
check_name(gsize n, gboolean is_within)
{
	g_autofree char *name = g_strnfill(n, 'x');
	g_autoptr(TertiusPerson) me = tertius_person_new(
		"Alex Moreau", "alex@example.org", TERTIUS_PLACE_FROM);
	g_autoptr(TertiusPerson) dana = tertius_person_new(
		"Dana Okafor", "dana@example.org", TERTIUS_PLACE_TO);
	g_autoptr(TertiusPerson) other =
		tertius_person_new(name, "x@example.org", TERTIUS_PLACE_TO);
	g_autoptr(TertiusVoice) voice =
		tertius_voice_new_default("en", dana, FALSE, "Alex");
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(1778500000);
	const TertiusBrief brief = {
		.kind = TERTIUS_WORDING_THANK_INTRODUCER,
		.me = me,
		.to = dana,
		.other = other,
		.voice = voice,
		.now = now,
	};
	g_autoptr(TertiusDraft) draft = tertius_wording_write(&brief, NULL);

	ck_assert_ptr_nonnull(draft);
	ck_assert_ptr_nonnull(strstr(draft->body, "xxx"));
	ck_assert_int_eq(strstr(draft->body, name) != NULL, is_within);
}

START_TEST(a_name_within_a_sentence_is_so_long)
{
	on_both_sides(TERTIUS_WORDING_NAME_MAX, check_name);
}
END_TEST

TERTIUS_TEST_MAIN("limits-write", what_is_said_of_somebody_is_so_long,
                  a_name_within_a_sentence_is_so_long)
