/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What servers answer: three dialects, and attacks.
 */
#include "calendar/caldav-http.h"
#include "calendar/caldav-transfer.h"
#include "calendar/caldav-url.h"
#include "calendar/caldav-xml.h"

#include "base/error.h"
#include "tertius-test.h"

#include <string.h>

static GPtrArray *
parse(const char *xml, char **token)
{
	return tertius_dav_parse(xml, strlen(xml), token, NULL);
}

START_TEST(three_dialects_say_the_same)
{
	const char *const dialects[] = {
		/* The default namespace; status after the properties. */
		"<?xml version='1.0'?><multistatus xmlns='DAV:' "
		"xmlns:C='urn:ietf:params:xml:ns:caldav'><response>"
		"<href>/a/b.ics</href><propstat><prop><getetag>\"x\"</getetag>"
		"<C:calendar-data>BEGIN &amp;\r\n</C:calendar-data></prop>"
		"<status>HTTP/1.1 200 OK</status></propstat><propstat><prop>"
		"<displayname>no</displayname></prop>"
		"<status>HTTP/1.1 404 Not Found</status></propstat></response>"
		"<sync-token>urn:t</sync-token></multistatus>",
		/* Prefixes by number; status before the properties. */
		"<ns0:multistatus xmlns:ns0='DAV:' "
		"xmlns:ns1='urn:ietf:params:xml:ns:caldav'>"
		"<ns0:sync-token>urn:t</ns0:sync-token><ns0:response>"
		"<ns0:href>/a/b.ics</ns0:href><ns0:propstat>"
		"<ns0:status>HTTP/1.1 200 OK</ns0:status><ns0:prop>"
		"<ns0:getetag>\"x\"</ns0:getetag><ns1:calendar-data>"
		"<![CDATA[BEGIN &\n]]></ns1:calendar-data></ns0:prop>"
		"</ns0:propstat></ns0:response></ns0:multistatus>",
		/* White space everywhere. */
		"<d:multistatus xmlns:d='DAV:' "
		"xmlns:cal='urn:ietf:params:xml:ns:caldav'>\n <d:response>\n"
		"  <d:href>\n/a/b.ics </d:href>\n <d:propstat>\n  <d:prop>\n"
		"   <d:getetag> \"x\" </d:getetag>\n"
		"<cal:calendar-data>BEGIN &#38;\n</cal:calendar-data>"
		"  </d:prop>\n<d:status>HTTP/1.1 200 OK</d:status>\n"
		" </d:propstat>\n </d:response>\n"
		"<d:sync-token>urn:t</d:sync-token></d:multistatus>",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(dialects); i++) {
		g_autofree char *token = NULL;
		g_autoptr(GPtrArray) items = parse(dialects[i], &token);
		const TertiusDavItem *item;

		ck_assert_msg(items != NULL && items->len == 1, "case %zu", i);
		item = items->pdata[0];
		ck_assert_str_eq(item->href, "/a/b.ics");
		ck_assert_str_eq(item->etag, "\"x\"");
		ck_assert_str_eq(item->data, "BEGIN &\n");
		ck_assert_int_eq(item->status, 200);
		ck_assert_ptr_null(item->name);
		ck_assert_str_eq(token, "urn:t");
	}
}
END_TEST

START_TEST(what_a_calendar_allows_is_read)
{
	const char *xml =
		"<multistatus xmlns='DAV:' "
		"xmlns:c='urn:ietf:params:xml:ns:caldav'><response>"
		"<href>/r/</href><propstat><prop><resourcetype><collection/>"
		"<c:calendar/></resourcetype><current-user-privilege-set>"
		"<privilege><read/></privilege></current-user-privilege-set>"
		"<c:supported-calendar-component-set><c:comp name='VTODO'/>"
		"</c:supported-calendar-component-set></prop>"
		"<status>HTTP/1.1 200 OK</status></propstat></response>"
		"<response><href>/w/</href><propstat><prop><resourcetype>"
		"<c:calendar/></resourcetype></prop>"
		"<status>HTTP/1.1 200 OK</status></propstat></response>"
		"<response><href>/g.ics</href>"
		"<status>HTTP/1.1 404 Not Found</status></response>"
		"</multistatus>";
	g_autofree char *token = NULL;
	g_autoptr(GPtrArray) items = parse(xml, &token);
	const TertiusDavItem *item;

	ck_assert_uint_eq(items->len, 3);
	item = items->pdata[0];
	ck_assert(item->is_calendar && !item->is_writable);
	ck_assert(!item->takes_events && item->takes_tasks);
	item = items->pdata[1];
	ck_assert(item->is_calendar && item->is_writable);
	ck_assert(item->takes_events && item->takes_tasks);
	item = items->pdata[2];
	ck_assert_int_eq(item->status, 404);
}
END_TEST

/* Under the address sanitizer it also shows that nothing is left behind. */
START_TEST(of_what_is_said_twice_the_last_counts)
{
	static const char xml[] =
		"<multistatus xmlns='DAV:' "
		"xmlns:c='urn:ietf:params:xml:ns:caldav'><response>"
		"<href>/a</href><href>/b</href><propstat><prop>"
		"<getetag>x</getetag><getetag>y</getetag>"
		"<c:calendar-data>one</c:calendar-data>"
		"<c:calendar-data>two</c:calendar-data></prop>"
		"<status>HTTP/1.1 404 No</status>"
		"<status>HTTP/1.1 200 OK</status></propstat></response>"
		"<sync-token>1</sync-token><sync-token>2</sync-token>"
		"</multistatus>";
	g_autofree char *token = NULL;
	g_autoptr(GPtrArray) items = parse(xml, &token);
	const TertiusDavItem *item = items->pdata[0];

	ck_assert_uint_eq(items->len, 1);
	ck_assert_str_eq(item->href, "/b");
	ck_assert_str_eq(item->etag, "y");
	ck_assert_str_eq(item->data, "two");
	ck_assert_str_eq(token, "2");
}
END_TEST

/* @depth elements, one in the other. */
static char *
make_deep(guint depth)
{
	GString *xml = g_string_new("<multistatus xmlns='DAV:'>");

	for (guint i = 1; i < depth; i++)
		g_string_append(xml, "<x>");
	for (guint i = 1; i < depth; i++)
		g_string_append(xml, "</x>");
	g_string_append(xml, "</multistatus>");
	return g_string_free(xml, FALSE);
}

static char *
make_long(gsize length)
{
	g_autofree char *text = g_strnfill(length, 'x');

	return g_strconcat("<multistatus xmlns='DAV:'><x>", text,
	                   "</x></multistatus>", NULL);
}

START_TEST(limits_hold_on_both_sides)
{
	for (guint i = 0; i < 2; i++) {
		g_autofree char *deep = make_deep(TERTIUS_DAV_DEPTH_MAX + i);
		g_autofree char *big = make_long(TERTIUS_DAV_TEXT_MAX + i);
		g_autofree char *token = NULL;
		g_autoptr(GPtrArray) a = parse(deep, &token);
		g_autoptr(GPtrArray) b = parse(big, &token);

		ck_assert_msg((a != NULL) == (i == 0), "depth %u", i);
		ck_assert_msg((b != NULL) == (i == 0), "text %u", i);
	}
}
END_TEST

START_TEST(what_makes_no_sense_is_refused)
{
	const char *const cases[] = {
		"",
		"hello",
		"<multistatus xmlns='DAV:'>",
		"<multistatus/>",
		"<html xmlns='DAV:'></html>",
		"<!DOCTYPE x><multistatus xmlns='DAV:'/>",
		("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
		 "<multistatus xmlns='DAV:'>&a;</multistatus>"),
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *token = NULL;
		g_autoptr(GPtrArray) items = parse(cases[i], &token);

		ck_assert_msg(items == NULL, "case %zu", i);
	}
}
END_TEST

/* It would be sent back as a header, and begin another one there; or be no
 * header, so that nothing is asked for. */
START_TEST(an_etag_of_two_lines_or_of_nothing_is_none)
{
	static const char *const etags[] = { "\"x\"&#13;&#10;X-Y: z", "", " " };

	for (gsize i = 0; i < G_N_ELEMENTS(etags); i++) {
		g_autofree char *token = NULL;
		g_autofree char *text = g_strconcat(
			"<multistatus xmlns='DAV:'><response><href>/a</href>"
			"<propstat><prop><getetag>",
			etags[i],
			"</getetag></prop><status>HTTP/1.1 200 OK</status>"
			"</propstat></response></multistatus>",
			NULL);
		g_autoptr(GPtrArray) items = parse(text, &token);
		const TertiusDavItem *item;

		ck_assert_ptr_nonnull(items);
		item = items->pdata[0];
		ck_assert_msg(item->etag == NULL, "case %zu", i);
	}
}
END_TEST

START_TEST(a_head_tells_etag_and_where_it_leads)
{
	const struct {
		const char *head[4];
		const char *etag, *location;
	} cases[] = {
		{ { "HTTP/1.1 200 OK\r\n", "ETag: \"a\"\r\n" }, "\"a\"", NULL },
		{ { "etag:\"a\"" }, "\"a\"", NULL },
		{ { "ETag: W/\"a\"\r\n" }, NULL, NULL },
		{ { "ETag: \"a\"\rX-Y: z\r\n" }, NULL, NULL },
		{ { "ETag:" }, NULL, NULL },
		{ { "Location: /b\r\n" }, NULL, "/b" },
		{ { "Location: /b\nX-Y: z\r\n" }, NULL, NULL },
		{ { "ETag: \"a\"\r\n", "Location: /b\r\n", "HTTP/1.1 207\r\n" },
		  NULL,
		  NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		TertiusHttpReply reply = { .body = g_string_new(NULL) };
		TertiusTransfer transfer = { .reply = &reply };

		for (gsize j = 0; cases[i].head[j] != NULL; j++) {
			gsize length = strlen(cases[i].head[j]);
			g_autofree char *line =
				g_memdup2(cases[i].head[j], length);

			ck_assert_uint_eq(tertius_transfer_take_header(
						  line, 1, length, &transfer),
			                  length);
		}
		ck_assert_msg(g_strcmp0(reply.etag, cases[i].etag) == 0 &&
		                      g_strcmp0(transfer.location,
		                                cases[i].location) == 0,
		              "case %zu: %s, %s", i, reply.etag,
		              transfer.location);
		tertius_transfer_clear(&transfer);
		tertius_http_reply_clear(&reply);
	}
}
END_TEST

START_TEST(only_safe_addresses_are_used)
{
	const struct {
		const char *url;
		gboolean good;
	} cases[] = {
		{ "https://cal.example.org/", TRUE },
		{ "http://cal.example.org/", FALSE },
		{ "http://127.0.0.1:5232/", TRUE },
		{ "http://localhost/", TRUE },
		{ "http://[::1]:80/", TRUE },
		{ "http://127.0.0.1.example.org/", FALSE },
		{ "file:///etc/passwd", FALSE },
		{ "ftp://example.org/", FALSE },
		{ "hello", FALSE },
		{ "", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const TertiusHttpAccount account = { .url = cases[i].url };
		g_autoptr(TertiusHttp) http = tertius_http_new(&account, NULL);

		ck_assert_msg((http != NULL) == cases[i].good, "case %zu: %s",
		              i, cases[i].url);
	}
}
END_TEST

START_TEST(names_and_passwords_do_not_stay_in_addresses)
{
	g_autofree char *url = tertius_url_resolve(
		"https://alice:secret@example.org/a/", "b.ics");

	ck_assert_str_eq(url, "https://example.org/a/b.ics");
}
END_TEST

TERTIUS_TEST_MAIN("caldav-xml", three_dialects_say_the_same,
                  what_a_calendar_allows_is_read,
                  of_what_is_said_twice_the_last_counts,
                  limits_hold_on_both_sides, what_makes_no_sense_is_refused,
                  an_etag_of_two_lines_or_of_nothing_is_none,
                  a_head_tells_etag_and_where_it_leads,
                  only_safe_addresses_are_used,
                  names_and_passwords_do_not_stay_in_addresses)
