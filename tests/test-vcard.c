/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Address books: birthdays in all their spellings, and nothing from hostile
 * ones.
 */
#include "calendar/read-vcard.h"

#include "calendar/read-calendar.h"
#include "tertius-test.h"

#include <string.h>

typedef struct {
	GPtrArray *meetings, *problems;
	gboolean is_read;
} Result;

static void
clear_result(Result *result)
{
	g_ptr_array_unref(result->meetings);
	g_ptr_array_unref(result->problems);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Result, clear_result)

static Result
read_card(const char *text, gsize length)
{
	Result result = { .meetings = tertius_meetings_new(),
		          .problems = g_ptr_array_new_with_free_func(g_free) };
	const TertiusIcalContext context = { .sender = NULL };
	/* An own block, so that reading past its end is seen. */
	g_autofree char *block = g_memdup2(text, MAX(length, 1));

	result.is_read =
		tertius_calendar_read(block, length, &context, result.meetings,
	                              result.problems, NULL);
	return result;
}

START_TEST(days_are_read_in_all_their_spellings)
{
	static const struct {
		const char *text;
		gboolean is_day;
		int year, month, day;
	} cases[] = {
		{ "1985-04-12", TRUE, 1985, 4, 12 },
		{ "19850412", TRUE, 1985, 4, 12 },
		{ "19850412T231000Z", TRUE, 1985, 4, 12 },
		{ "1985-04-12T23:10:00Z", TRUE, 1985, 4, 12 },
		{ "--0412", TRUE, 1604, 4, 12 },
		{ "--04-12", TRUE, 1604, 4, 12 },
		{ "1604-04-12", TRUE, 1604, 4, 12 },
		{ "--0229", TRUE, 1604, 2, 29 },
		{ "1985-02-29", FALSE, 0, 0, 0 },
		{ "1985-04", FALSE, 0, 0, 0 },
		{ "1985", FALSE, 0, 0, 0 },
		{ "---12", FALSE, 0, 0, 0 },
		{ "1985-13-01", FALSE, 0, 0, 0 },
		{ "1985-00-01", FALSE, 0, 0, 0 },
		{ "0000-01-01", FALSE, 0, 0, 0 },
		{ "198504123", FALSE, 0, 0, 0 },
		{ "circa 1800", FALSE, 0, 0, 0 },
		{ "", FALSE, 0, 0, 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int year, month, day;
		gboolean is_day = tertius_vcard_parse_day(cases[i].text, &year,
		                                          &month, &day);

		ck_assert_msg(is_day == cases[i].is_day, "'%s'", cases[i].text);
		ck_assert_msg(!is_day || (year == cases[i].year &&
		                          month == cases[i].month &&
		                          day == cases[i].day),
		              "'%s'", cases[i].text);
	}
}
END_TEST

START_TEST(cards_give_birthdays_and_anniversaries)
{
	static const struct {
		const char *lines;
		guint n;
		guint n_problems;
		const char *name; /* of the first meeting */
		const char *address;
		const char *series;
	} cases[] = {
		{ "VERSION:4.0\nUID:1\nFN:Dana Okafor\nBDAY:1985-04-12\n"
		  "EMAIL:dana@example.org\nANNIVERSARY:20100605\n",
		  2, 0, "Dana Okafor", "dana@example.org", "- FREQ=YEARLY" },
		{ "FN:Dana\nBDAY;VALUE=DATE:--0412\n", 1, 0, "Dana", NULL,
		  "- FREQ=YEARLY" },
		{ "N:Okafor;Dana;;;\nBDAY:20000229\n", 1, 0, "Dana Okafor",
		  NULL, "- FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" },
		{ "FN:Dana\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\n", 1, 0,
		  "Dana", NULL, "- FREQ=YEARLY" },
		{ "FN:Dana\nBDAY;VALUE=text:in spring\n", 0, 1, NULL, NULL,
		  NULL },
		{ "FN:Dana\nBDAY:\n", 0, 0, NULL, NULL, NULL },
		{ "BDAY:1985-04-12\n", 0, 0, NULL, NULL, NULL },
		{ "FN:Dana\nitem1.EMAIL;TYPE=work:work@example.org\n"
		  "item2.EMAIL;TYPE=home,pref:home@example.org\n"
		  "X-EVOLUTION-ANNIVERSARY:2010-06-05\n",
		  1, 0, "Dana", "home@example.org", "- FREQ=YEARLY" },
		{ "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB\n"
		  "BDAY:1985-04-12\n",
		  1, 0, "Zoë", NULL, "- FREQ=YEARLY" },
		{ "FN:Müller\\, Bob\nBDAY:1985-04-12\n", 1, 0, "Müller, Bob",
		  NULL, "- FREQ=YEARLY" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf(
			"BEGIN:VCARD\n%sEND:VCARD\n", cases[i].lines);
		g_auto(Result) result = read_card(text, strlen(text));
		const TertiusMeeting *meeting;
		const TertiusAttendee *attendee;

		ck_assert_msg(result.is_read, "case %zu", i);
		ck_assert_msg(result.meetings->len == cases[i].n &&
		                      result.problems->len ==
		                              cases[i].n_problems,
		              "case %zu: %u", i, result.meetings->len);
		if (cases[i].n == 0)
			continue;
		meeting = result.meetings->pdata[0];
		attendee = meeting->attendees->pdata[0];
		ck_assert_str_eq(attendee->person->name, cases[i].name);
		ck_assert_msg(g_strcmp0(attendee->person->address,
		                        cases[i].address) == 0,
		              "case %zu", i);
		ck_assert_str_eq(meeting->series, cases[i].series);
		ck_assert((meeting->flags & TERTIUS_MEETING_BIRTHDAY) != 0);
	}
}
END_TEST

START_TEST(anniversaries_are_told_from_birthdays)
{
	const char *text = "BEGIN:VCARD\nUID:1\nFN:Dana\nBDAY:19850412\n"
			   "ANNIVERSARY:20100605\nEND:VCARD\n"
			   "begin:vcard\r\nuid:2\r\nfn:Tom\r\nbday:19850412\r\n"
			   "end:vcard\r\n";
	g_auto(Result) result = read_card(text, strlen(text));
	const TertiusMeeting *birthday = result.meetings->pdata[0];
	const TertiusMeeting *anniversary = result.meetings->pdata[1];
	const TertiusMeeting *other = result.meetings->pdata[2];

	ck_assert_uint_eq(result.meetings->len, 3);
	ck_assert_uint_eq(birthday->flags & TERTIUS_MEETING_ANNIVERSARY, 0);
	ck_assert_uint_ne(anniversary->flags & TERTIUS_MEETING_ANNIVERSARY, 0);
	ck_assert_str_ne(birthday->id, anniversary->id);
	ck_assert_str_ne(birthday->id, other->id);
	ck_assert_int_eq(birthday->start, 482112000);
}
END_TEST

START_TEST(at_most_five_addresses_are_taken)
{
	GString *text = g_string_new("BEGIN:VCARD\nFN:Dana\nBDAY:19850412\n");
	const TertiusMeeting *meeting;

	for (int i = 0; i <= TERTIUS_VCARD_ADDRESSES_MAX; i++)
		g_string_append_printf(text, "EMAIL:d%d@example.org\n", i);
	g_string_append(text, "END:VCARD\n");
	{
		g_auto(Result) result = read_card(text->str, text->len);

		meeting = result.meetings->pdata[0];
		ck_assert_uint_eq(meeting->attendees->len,
		                  TERTIUS_VCARD_ADDRESSES_MAX);
	}
	g_string_free(text, TRUE);
}
END_TEST

START_TEST(a_card_that_is_too_long_is_left_out)
{
	for (gsize more = 0; more < 2; more++) {
		const char *head = "BEGIN:VCARD\nFN:Dana\nBDAY:19850412\nNOTE:";
		gsize fill = TERTIUS_VCARD_CARD_MAX + more - strlen(head) -
		             strlen("\nEND:VCARD");
		g_autofree char *note = g_strnfill(fill, 'x');
		g_autofree char *text =
			g_strconcat(head, note, "\nEND:VCARD", NULL);
		g_auto(Result) result = read_card(text, strlen(text));

		ck_assert_uint_eq(result.meetings->len, 1 - more);
	}
}
END_TEST

START_TEST(every_cut_can_be_read)
{
	const char *text = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\n"
			   "FN:Zoë \r\n Okafor\r\nBDAY:1985-04-12\r\n"
			   "EMAIL;TYPE=PREF:zoe@example.org\r\nEND:VCARD\r\n";

	for (gsize length = 0; length <= strlen(text); length++) {
		g_auto(Result) result = read_card(text, length);

		ck_assert_msg(result.is_read == (length >= strlen(text) - 2),
		              "%zu", length);
	}
}
END_TEST

TERTIUS_TEST_MAIN("vcard", days_are_read_in_all_their_spellings,
                  cards_give_birthdays_and_anniversaries,
                  anniversaries_are_told_from_birthdays,
                  at_most_five_addresses_are_taken,
                  a_card_that_is_too_long_is_left_out, every_cut_can_be_read)
