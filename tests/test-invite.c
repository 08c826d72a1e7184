/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Invitations to host together: valid iTIP, whatever people are called.
 */
#include "calendar/invite.h"

#include "calendar/read-ical.h"
#include "tertius-test.h"

#include <string.h>

#define BEGIN 1788969600

static char *
write_one(const char *name, const char *address, const char *summary)
{
	g_autoptr(TertiusPerson) me = tertius_person_new(
		"Alex Moreau", "alex@example.org", TERTIUS_PLACE_FROM);
	g_autoptr(TertiusPerson) friend =
		tertius_person_new(name, address, TERTIUS_PLACE_TO);
	const TertiusInvite invite = { .organiser = me,
		                       .co_host = friend,
		                       .summary = summary,
		                       .begin = BEGIN,
		                       .end = BEGIN + 7200,
		                       .stamp = BEGIN - 86400 };

	return tertius_invite_write(&invite);
}

START_TEST(both_are_to_chair_and_one_is_asked)
{
	g_autofree char *text =
		write_one("Dana Okafor", "dana@example.org", "Heat; pumps");

	ck_assert_ptr_nonnull(strstr(text, "METHOD:REQUEST\r\n"));
	ck_assert_ptr_nonnull(strstr(text, "STATUS:TENTATIVE\r\n"));
	ck_assert_ptr_nonnull(strstr(text, "SUMMARY:Heat\\; pumps\r\n"));
	ck_assert_ptr_nonnull(
		strstr(text, "ORGANIZER;CN=\"Alex Moreau\":mailto:alex@"));
	ck_assert_ptr_nonnull(strstr(text, "PARTSTAT=NEEDS-ACTION;RSVP=TRUE"));
}
END_TEST

START_TEST(the_same_invitation_is_the_same_event)
{
	g_autofree char *one = write_one("D", "d@example.org", "a");
	g_autofree char *same = write_one("D", "d@example.org", "a");
	g_autofree char *other = write_one("D", "d@example.org", "b");
	const char *uid = strstr(other, "UID:");

	ck_assert_str_eq(one, same);
	ck_assert(strncmp(strstr(one, "UID:"), uid, 40) != 0);
}
END_TEST

static guint
count_lines(const char *text, const char *start)
{
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
	guint n = 0;

	for (guint i = 0; lines[i] != NULL; i++) {
		ck_assert_uint_le(strlen(lines[i]), 75);
		ck_assert_ptr_null(strpbrk(lines[i], "\r\n"));
		n += g_str_has_prefix(lines[i], start) ? 1 : 0;
	}
	return n;
}

START_TEST(no_name_becomes_a_property)
{
	static const struct {
		const char *name;
		const char *address;
		const char *summary;
	} cases[] = {
		{ "A\r\nATTENDEE:mailto:x@y", "d@example.org", "s" },
		{ "\"; ROLE=X:mailto:x@y", "d@example.org", "s" },
		{ "Jörg ^n \\n; , :", "d@example.org", "\r\nEND:VCALENDAR" },
		{ "\xe2\x80\xae nimda", "d+x;y=z@example.org",
		  "\xe2\x80\xae; , \\ \n" },
	};
	const TertiusIcalContext context = { "alex@example.org" };

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) meetings = g_ptr_array_new_with_free_func(
			(GDestroyNotify) tertius_meeting_free);
		g_autoptr(GPtrArray) problems =
			g_ptr_array_new_with_free_func(g_free);
		g_autofree char *text = NULL;
		const TertiusMeeting *meeting;

		text = write_one(cases[i].name, cases[i].address,
		                 cases[i].summary);
		ck_assert_uint_eq(count_lines(text, "ATTENDEE"), 2);
		ck_assert_uint_eq(count_lines(text, "END:VCALENDAR"), 1);
		ck_assert(tertius_ical_read(text, strlen(text), &context,
		                            meetings, problems, NULL));
		ck_assert_uint_eq(problems->len, 0);
		ck_assert_uint_eq(meetings->len, 1);
		meeting = meetings->pdata[0];
		ck_assert_int_eq(meeting->start, BEGIN);
		/* The organiser, and the two as attendees. */
		ck_assert_msg(meeting->attendees->len <= 3, "%u: %u", i,
		              meeting->attendees->len);
	}
}
END_TEST

TERTIUS_TEST_MAIN("invite", both_are_to_chair_and_one_is_asked,
                  the_same_invitation_is_the_same_event,
                  no_name_becomes_a_property)
