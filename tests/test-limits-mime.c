/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What strangers may put into one message, on both sides of each limit: dates,
 * fields, parts, text and HTML.
 */
#include "mail/html.h"
#include "mail/mime-address.h"
#include "mail/mime-automatic.h"
#include "mail/mime-date.h"
#include "mail/mime-leaf.h"
#include "mail/mime-parts.h"
#include "mail/mime-text.h"
#include "mail/mime-words.h"
#include "mail/mime.h"
#include "tertius-limits.h"

#include <string.h>

#define DATE   "Mon, 23 Nov 2026 10:11:12 +0000"
#define MOMENT 1795428672

static TertiusMessage *
read_text(const char *fields, const char *body, gint64 received)
{
	g_autofree char *text = g_strconcat("From: dana@example.org\n", fields,
	                                    "\n\n", body, NULL);
	TertiusMessage *message =
		tertius_mime_read(text, strlen(text), received, FALSE, NULL);

	ck_assert_ptr_nonnull(message);
	return message;
}

/* --- Fields -------------------------------------------------------------- */

static void
check_charset(gsize n, gboolean is_within)
{
	g_autofree char *charset = dup_many("x", n);
	g_autofree char *word = g_strconcat("=?", charset, "?q?Hi?=", NULL);

	ck_assert_int_eq(tertius_mime_word_length(word) > 0, is_within);
}

START_TEST(the_name_of_a_charset_is_so_long)
{
	on_both_sides(TERTIUS_MIME_WORD_CHARSET_MAX, check_charset);
}
END_TEST

static void
check_date(gsize n, gboolean is_within)
{
	g_autofree char *comment = dup_many("c", n - strlen(DATE " ()"));
	g_autofree char *text = g_strconcat(DATE " (", comment, ")", NULL);
	gint64 date = 0;

	ck_assert_int_eq(
		tertius_mime_read_date(text, strlen(text), &date, NULL),
		is_within);
	ck_assert_int_eq(date, is_within ? MOMENT : 0);
}

START_TEST(a_date_is_so_long)
{
	on_both_sides(TERTIUS_MIME_DATE_MAX, check_date);
}
END_TEST

static void
check_ahead(gsize n, gboolean is_within)
{
	const gint64 received = MOMENT - (gint64) n;
	g_autoptr(TertiusMessage) message =
		read_text("Date: " DATE, "Hi.\n", received);

	ck_assert_int_eq(message->date, is_within ? MOMENT : received);
}

START_TEST(a_date_is_so_far_ahead_of_the_arrival)
{
	on_both_sides(TERTIUS_MIME_AHEAD_MAX, check_ahead);
}
END_TEST

static void
check_addresses(gsize n, gboolean is_within)
{
	g_autofree char *same = dup_many("dana@example.org, ", n - 1);
	g_autofree char *field = g_strconcat(same, "last@example.org", NULL);
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(
		(GDestroyNotify) tertius_person_free);

	tertius_mime_read_addresses(field, strlen(field), TERTIUS_PLACE_TO,
	                            TERTIUS_MESSAGE_RECIPIENTS_MAX, people);
	ck_assert_uint_eq(people->len, is_within ? 2 : 1);
}

START_TEST(so_many_addresses_are_looked_at)
{
	on_both_sides(TERTIUS_MIME_ADDRESSES_MAX, check_addresses);
}
END_TEST

/* The value begins after the colon. */
static void
check_sign(gsize n, gboolean is_within)
{
	static const char sign[] = "auto-replied";
	g_autofree char *before = dup_many("x", n - strlen(sign));
	g_autofree char *head =
		g_strconcat("Auto-Submitted:", before, sign, "\n\n", NULL);
	g_auto(TertiusFields) fields = { 0 };
	g_autoptr(TertiusMessage) message = read_text("", "Hi.\n", 0);
	guint flags;

	tertius_fields_read(head, strlen(head), &fields);
	flags = tertius_mime_find_automatic(&fields, message);
	ck_assert_int_eq((flags & TERTIUS_MESSAGE_AUTO_REPLY) != 0, is_within);
}

START_TEST(signs_of_automatic_mail_stand_so_near)
{
	on_both_sides(TERTIUS_MIME_SIGN_MAX, check_sign);
}
END_TEST

/* --- Parts --------------------------------------------------------------- */

#define MIXED "Content-Type: multipart/mixed; boundary=x"
#define AFTER "--x\nContent-Type: a/b; name=after\n\n"

static void
check_file_name(gsize n, gboolean is_within)
{
	g_autofree char *name = dup_many("n", n);
	g_autofree char *body = g_strconcat(
		"--x\nContent-Type: a/b; name=", name, "\n\n--x--\n", NULL);
	g_autoptr(TertiusMessage) message = read_text(MIXED, body, 0);

	ck_assert_uint_eq(message->attachments->len, 1);
	ck_assert_uint_eq(strlen(message->attachments->pdata[0]),
	                  is_within ? n : n - 1);
}

START_TEST(the_name_of_a_file_is_cut)
{
	on_both_sides(TERTIUS_MIME_FILE_NAME_MAX, check_file_name);
}
END_TEST

/* What is armoured is no text, but counts. */
static void
check_plain(gsize n, gboolean is_within)
{
	static const char begin[] = "-----BEGIN PGP MESSAGE-----\n";
	static const char end[] = "\n-----END PGP MESSAGE-----\n";
	g_autofree char *armoured =
		g_strnfill(n - strlen(begin) - strlen(end) - 1, 'x');
	g_autofree char *body = g_strconcat(begin, armoured, end, "y", NULL);
	g_autoptr(TertiusMessage) message =
		read_text("MIME-Version: 1.0", body, 0);

	ck_assert_str_eq(message->text, is_within ? "y\n" : "");
}

START_TEST(so_much_of_a_plain_part_is_read)
{
	on_both_sides(TERTIUS_MIME_PLAIN_MAX, check_plain);
}
END_TEST

static void
check_calendars(gsize n, gboolean is_within)
{
	g_autoptr(GString) body = g_string_new(NULL);
	g_autoptr(TertiusMessage) message = NULL;

	for (gsize i = 0; i < n; i++)
		g_string_append_printf(
			body, "--x\nContent-Type: text/calendar\n\nX:%zu\n", i);
	message = read_text(MIXED, body->str, 0);
	ck_assert_uint_eq(message->calendars->len, is_within ? n : n - 1);
}

START_TEST(so_many_calendars_are_read)
{
	on_both_sides(TERTIUS_MIME_CALENDARS_MAX, check_calendars);
}
END_TEST

/* Of @n colons the first ends the field's name. */
static void
check_colons(gsize n, gboolean is_within)
{
	g_autofree char *colons = dup_many("a:", n - 1);
	g_autofree char *body =
		g_strconcat("--x\nContent-Type: message/rfc822; name=first\n\n"
	                    "to:",
	                    colons, "\n\nHi.\n" AFTER, NULL);
	g_autoptr(TertiusMessage) message = read_text(MIXED, body, 0);

	ck_assert_uint_eq(message->attachments->len, is_within ? 2 : 1);
}

START_TEST(an_address_field_has_so_many_colons)
{
	on_both_sides(TERTIUS_MIME_COLONS_MAX, check_colons);
}
END_TEST

/* The first and the last of @n marks are boundaries. */
static void
check_marks(gsize n, gboolean is_within)
{
	g_autofree char *dashes = dup_many("--\n", n - 2);
	g_autofree char *body = g_strconcat("--x\n\n", dashes, AFTER, NULL);
	g_autoptr(TertiusMessage) message = read_text(MIXED, body, 0);

	ck_assert_uint_eq(message->attachments->len, is_within ? 1 : 0);
}

START_TEST(so_many_lines_may_be_boundaries)
{
	on_both_sides(TERTIUS_MIME_MARKS_MAX, check_marks);
}
END_TEST

/* --- Text and HTML ------------------------------------------------------- */

static void
check_quotes(gsize n, gboolean is_within)
{
	g_autofree char *marks = dup_many(">", n);
	g_autofree char *line = g_strconcat(marks, " Hi\n", NULL);
	g_autofree char *told = dup_many("> ", is_within ? n : n - 1);
	g_autofree char *expected = g_strconcat(told, "Hi\n", NULL);
	g_autofree char *text = tertius_mime_clean_text(line, TRUE, FALSE);

	ck_assert_str_eq(text, expected);
}

START_TEST(quotes_in_text_are_told_so_deep)
{
	on_both_sides(TERTIUS_MIME_QUOTES_MAX, check_quotes);
}
END_TEST

/* The last of @n lines is the blank one. */
static void
check_signed(gsize n, gboolean is_within)
{
	g_autofree char *hashes = dup_many("Hash: SHA256\n", n - 1);
	g_autofree char *all = g_strconcat(
		"-----BEGIN PGP SIGNED MESSAGE-----\n", hashes, "\nHi\n", NULL);
	g_autofree char *text = tertius_mime_clean_text(all, FALSE, FALSE);

	ck_assert_str_eq(text, is_within ? "Hi\n" : "\nHi\n");
}

START_TEST(the_head_of_a_signed_text_has_so_many_lines)
{
	on_both_sides(TERTIUS_MIME_SIGNED_LINES_MAX, check_signed);
}
END_TEST

static char *
dup_text_of_html(const char *html)
{
	return tertius_html_to_text(html, strlen(html), 65536);
}

static void
check_html_quotes(gsize n, gboolean is_within)
{
	g_autofree char *quotes = dup_many("<blockquote>", n);
	g_autofree char *html = g_strconcat(quotes, "Hi", NULL);
	g_autofree char *told = dup_many("> ", is_within ? n : n - 1);
	g_autofree char *expected = g_strconcat(told, "Hi\n", NULL);
	g_autofree char *text = dup_text_of_html(html);

	ck_assert_str_eq(text, expected);
}

START_TEST(quotes_in_html_are_told_so_deep)
{
	on_both_sides(TERTIUS_HTML_QUOTES_MAX, check_html_quotes);
}
END_TEST

static void
check_style(gsize n, gboolean is_within)
{
	static const char hidden[] = ";display:none";
	g_autofree char *before = dup_many("x", n - strlen(hidden));
	g_autofree char *html = g_strconcat("Seen<p style=\"", before, hidden,
	                                    "\">hidden</p>", NULL);
	g_autofree char *text = dup_text_of_html(html);

	ck_assert_int_eq(strstr(text, "hidden") == NULL, is_within);
}

static void
check_class(gsize n, gboolean is_within)
{
	static const char quoted[] = " yahoo_quoted";
	g_autofree char *before = dup_many("x", n - strlen(quoted));
	g_autofree char *html = g_strconcat("<div class=\"", before, quoted,
	                                    "\">Hi</div>", NULL);
	g_autofree char *text = dup_text_of_html(html);

	ck_assert_str_eq(text, is_within ? "> Hi\n" : "Hi\n");
}

static void
check_link(gsize n, gboolean is_within)
{
	static const char scheme[] = "mailto:", host[] = "@example.org";
	g_autofree char *local =
		dup_many("x", n - strlen(scheme) - strlen(host));
	g_autofree char *html = g_strconcat("<a href=\"", scheme, local, host,
	                                    "\">Dana</a>", NULL);
	g_autofree char *text = dup_text_of_html(html);

	ck_assert_int_eq(strstr(text, host) != NULL, is_within);
}

START_TEST(attributes_are_looked_at_so_far)
{
	on_both_sides(TERTIUS_HTML_ATTRIBUTE_MAX, check_style);
	on_both_sides(TERTIUS_HTML_ATTRIBUTE_MAX, check_class);
	on_both_sides(TERTIUS_HTML_ATTRIBUTE_MAX, check_link);
}
END_TEST

TERTIUS_TEST_MAIN(
	"limits-mime", the_name_of_a_charset_is_so_long, a_date_is_so_long,
	a_date_is_so_far_ahead_of_the_arrival, so_many_addresses_are_looked_at,
	signs_of_automatic_mail_stand_so_near, the_name_of_a_file_is_cut,
	so_much_of_a_plain_part_is_read, so_many_calendars_are_read,
	an_address_field_has_so_many_colons, so_many_lines_may_be_boundaries,
	quotes_in_text_are_told_so_deep,
	the_head_of_a_signed_text_has_so_many_lines,
	quotes_in_html_are_told_so_deep, attributes_are_looked_at_so_far)
