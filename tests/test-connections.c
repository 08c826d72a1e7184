/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exported connections: what is read of them, and what is not.
 */
#include "engine/connections.h"

#include "base/error.h"
#include "engine/frame.h"
#include "mail-place.h"
#include "tertius-test.h"

#include <string.h>

#define HEAD                                                                   \
	"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"

static char *
describe(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusFacts) all =
		tertius_connections_read(text, strlen(text), &error);
	guint n = all != NULL && all->more != NULL ? all->more->len : 0;
	GString *found = g_string_new("");

	if (all == NULL) {
		ck_assert_ptr_nonnull(error);
		return g_string_free(g_string_assign(found, "none"), FALSE);
	}
	ck_assert_ptr_null(all->message);
	for (guint i = 0; i < n; i++) {
		const TertiusFacts *facts = all->more->pdata[i];
		const TertiusMessage *message = facts->message;
		const TertiusPerson *person =
			message->recipients->len > 0
				? message->recipients->pdata[0]
				: NULL;

		ck_assert_uint_ne(message->flags & TERTIUS_MESSAGE_AUTOMATIC,
		                  0);
		g_string_append_printf(found, "%s%s %" G_GINT64_FORMAT " %s",
		                       i > 0 ? "; " : "", message->subject,
		                       message->date / 86400,
		                       person != NULL ? person->address : "-");
	}
	return g_string_free(found, FALSE);
}

START_TEST(each_line_is_a_connection)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ HEAD "Dana,Okafor,u,dana@okafor.example.org,N,PM,12 Mar 2024",
		  "Dana Okafor accepted your invitation 19794 "
		  "dana@okafor.example.org" },
		{ HEAD "Dana,Okafor,u,,N,PM,2024-03-12\r\n",
		  "Dana Okafor accepted your invitation 19794 -" },
		{ "Notes:\n\"A, \"\"b\"\"\nc\"\n\n" HEAD
		  "\"Dana\",\"Okafor, Jr\",u,,\"N, Inc\",PM,12 Mar 2024",
		  "Dana Okafor, Jr accepted your invitation 19794 -" },
		{ HEAD "Dana,Okafor,u,,N,PM,some day", "" },
		{ HEAD ",,u,,N,PM,12 Mar 2024", "" },
		{ HEAD "Dana", "" },
		{ HEAD "\"Dana", "" },
		{ HEAD, "" },
		{ "", "none" },
		{ "Name,Date\nDana,12 Mar 2024\n", "none" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = describe(cases[i].text);

		ck_assert_msg(g_str_equal(found, cases[i].expected),
		              "case %u: '%s'", i, found);
	}
}
END_TEST

START_TEST(every_cut_is_survived)
{
	const char *text = HEAD "\"Da\"\"na\",\"Okafor\",u,d@x.example.org,N,"
				"PM,12 Mar 2024\n";

	for (gsize i = 0; i <= strlen(text); i++) {
		g_autofree char *cut = g_strndup(text, i);
		g_autofree char *found = describe(cut);

		ck_assert_ptr_nonnull(found);
	}
}
END_TEST

START_TEST(rows_and_cells_have_limits)
{
	g_autoptr(GString) text = g_string_new(HEAD);
	g_autoptr(GString) wide = g_string_new(HEAD "Dana,Okafor,u,,N,PM,");
	g_autoptr(TertiusFacts) all = NULL;
	g_autoptr(TertiusFacts) copy = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *found = NULL;
	gsize size;

	for (guint i = 0; i < TERTIUS_CONNECTIONS_ROWS_MAX + 10; i++)
		g_string_append_printf(text, "P%u,Q,u,,N,PM,12 Mar 2024\n", i);
	all = tertius_connections_read(text->str, text->len, NULL);
	ck_assert_uint_eq(all->more->len, TERTIUS_CONNECTIONS_ROWS_MAX - 1);
	/* So many come back from the worker. */
	bytes = tertius_facts_to_bytes(all);
	size = g_bytes_get_size(bytes);
	ck_assert_uint_le(size, TERTIUS_FRAME_ANSWER_MAX);
	copy = tertius_facts_from_bytes(g_bytes_get_data(bytes, NULL), size,
	                                NULL);
	ck_assert_uint_eq(copy->more->len, all->more->len);
	g_string_append(wide, "12 Mar 2024");
	for (guint i = 0; i < 10 * TERTIUS_CONNECTIONS_CELLS_MAX; i++)
		g_string_append(wide, ",x");
	found = describe(wide->str);
	ck_assert(g_str_has_prefix(found, "Dana Okafor"));
}
END_TEST

START_TEST(a_file_has_a_largest_size)
{
	static const char list[] = HEAD "Dana,Okafor,u,,N,PM,12 Mar 2024\n";
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *path = g_build_filename(place->path, "c.csv", NULL);
	g_autofree char *ledger = g_build_filename(place->path, "l", NULL);
	g_autofree char *config = g_build_filename(place->path, "config", NULL);
	const TertiusEngineOptions options = { .ledger = ledger,
		                               .config = config,
		                               .now = MAIL_PLACE_NOW };
	TertiusEngine *engine = tertius_engine_open(&options, NULL);

	ck_assert_ptr_nonnull(engine);
	for (gsize more = 0; more <= 1; more++) {
		g_autofree char *text =
			g_strnfill(TERTIUS_CONNECTIONS_SIZE_MAX + more, '\n');
		TertiusScanReport report = { 0 };

		memcpy(text, list, strlen(list));
		mail_place_put(place, "c.csv", text);
		ck_assert_int_eq(tertius_engine_take_connections(
					 engine, path, TRUE, &report, NULL),
		                 more == 0);
		ck_assert_uint_eq(report.items, 1 - more);
	}
	tertius_engine_free(engine);
}
END_TEST

START_TEST(it_is_read_in_a_process_of_its_own)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *path = g_build_filename(place->path, "c.csv", NULL);
	g_autofree char *ledger = g_build_filename(place->path, "l", NULL);
	g_autofree char *config = g_build_filename(place->path, "config", NULL);
	const TertiusEngineOptions options = { .ledger = ledger,
		                               .config = config,
		                               .now = MAIL_PLACE_NOW };
	TertiusEngine *engine = tertius_engine_open(&options, NULL);
	TertiusScanReport report = { 0 };
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_nonnull(engine);
	mail_place_put(place, "c.csv",
	               HEAD "Dana,Okafor,u,,N,PM,12 Mar 2024\n");
	ck_assert(g_setenv("TERTIUS_PROGRAM", "/nonexistent/tertius", TRUE));
	ck_assert(!tertius_engine_take_connections(engine, path, FALSE, &report,
	                                           &error));
	ck_assert(g_error_matches(error, TERTIUS_ERROR,
	                          TERTIUS_ERROR_UNREACHABLE));
	tertius_engine_free(engine);
}
END_TEST

TERTIUS_TEST_MAIN("connections", each_line_is_a_connection,
                  every_cut_is_survived, rows_and_cells_have_limits,
                  a_file_has_a_largest_size, it_is_read_in_a_process_of_its_own)
