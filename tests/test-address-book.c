/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claws Mail's address book: who is in it, whatever is in the files; and what
 * that means for the people in the mail.
 */
#include "tertius-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "mail/claws-book.h"
#include "relate/identities.h"
#include "story.h"

/* Where the first element begins. */
#define DECLARATION 40

#define BOOK                                                                   \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                         \
	"<address-book name=\"Mine\">\n"                                       \
	"<person uid=\"1\" first-name=\"\" cn=\"Dana &amp; Co\">\n"            \
	"<address-list><address uid=\"2\" email=\"Dana@Example.org\"/>\n"      \
	"<address uid=\"3\" email=\"dana@work.example.org\"/>"                 \
	"</address-list></person>\n"                                           \
	"<person uid=\"4\" cn=\"Nobody\"><address-list></address-list>"        \
	"</person>\n"                                                          \
	"<person uid=\"5\" cn=\"\"><address-list>"                             \
	"<address uid=\"6\" email=\"tomas@example.org\"/></address-list>"      \
	"</person></address-book>\n"

START_TEST(who_has_an_address_is_in_the_book)
{
	g_autoptr(GPtrArray) contacts = tertius_book_entries_new();
	const TertiusBookEntry *dana, *tomas;

	ck_assert(tertius_claws_parse_book(BOOK, strlen(BOOK), contacts));
	ck_assert_uint_eq(contacts->len, 2);
	dana = contacts->pdata[0];
	ck_assert_str_eq(dana->name, "Dana & Co");
	ck_assert_uint_eq(dana->addresses->len, 2);
	ck_assert_str_eq(dana->addresses->pdata[0], "dana@example.org");
	ck_assert_str_eq(dana->addresses->pdata[1], "dana@work.example.org");
	tomas = contacts->pdata[1];
	ck_assert_ptr_null(tomas->name);
}
END_TEST

/* Names and addresses of strangers are kept by a click. */
START_TEST(what_a_stranger_wrote_is_cleaned)
{
	static const char text[] =
		"<b><person cn=\" Dana&#10;&#27;[2J&#x202e;Okafor \">"
		"<address email=\"dana@example.org&#10;\"/>"
		"<address email=\"dana&#10;x@example.org\"/></person>"
		"<person cn=\"&#27;\"><address email=\"b@&#27;c\"/></person>"
		"</b>";
	g_autoptr(GPtrArray) contacts = tertius_book_entries_new();
	const TertiusBookEntry *dana, *nameless;

	ck_assert(tertius_claws_parse_book(text, strlen(text), contacts));
	ck_assert_uint_eq(contacts->len, 2);
	dana = contacts->pdata[0];
	ck_assert_str_eq(dana->name, "Dana [2JOkafor");
	ck_assert_uint_eq(dana->addresses->len, 1);
	ck_assert_str_eq(dana->addresses->pdata[0], "dana@example.org");
	nameless = contacts->pdata[1];
	ck_assert_ptr_null(nameless->name);
	ck_assert_str_eq(nameless->addresses->pdata[0], "b@c");
}
END_TEST

START_TEST(every_cut_of_a_book_gives_those_before_it)
{
	for (gsize length = DECLARATION; length < strlen(BOOK) - 1; length++) {
		g_autoptr(GPtrArray) contacts = tertius_book_entries_new();
		g_autofree char *bytes = g_memdup2(BOOK, length);

		ck_assert(!tertius_claws_parse_book(bytes, length, contacts));
		ck_assert_uint_le(contacts->len, 2);
	}
}
END_TEST

static GPtrArray *
read_many(const char *person, const char *address, guint persons,
          guint addresses)
{
	g_autoptr(GString) text = g_string_new("<address-book>");
	GPtrArray *contacts = tertius_book_entries_new();

	for (guint i = 0; i < persons; i++) {
		g_string_append_printf(text, "<person cn=\"%s\">", person);
		for (guint j = 0; j < addresses; j++)
			g_string_append_printf(text, "<address email=\"%s\"/>",
			                       address);
		g_string_append(text, "</person>");
	}
	g_string_append(text, "</address-book>");
	ck_assert(tertius_claws_parse_book(text->str, text->len, contacts));
	return contacts;
}

START_TEST(what_is_over_the_limits_is_passed_over)
{
	for (guint more = 0; more <= 1; more++) {
		g_autofree char *name =
			g_strnfill(TERTIUS_BOOK_TEXT_MAX + more, 'x');
		g_autoptr(GPtrArray) named = read_many(name, "a@b", 1, 1);
		g_autoptr(GPtrArray) many = read_many(
			"A", "a@b", TERTIUS_BOOK_CONTACTS_MAX + more, 1);
		g_autoptr(GPtrArray) addresses = read_many(
			"A", "a@b", 1, TERTIUS_BOOK_ADDRESSES_MAX + more);
		const TertiusBookEntry *first = named->pdata[0];
		const TertiusBookEntry *rich = addresses->pdata[0];

		ck_assert_int_eq(first->name == NULL, more == 1);
		ck_assert_uint_eq(many->len, TERTIUS_BOOK_CONTACTS_MAX);
		ck_assert_uint_eq(rich->addresses->len,
		                  TERTIUS_BOOK_ADDRESSES_MAX);
	}
}
END_TEST

START_TEST(the_index_names_the_books_beside_it)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	g_autofree char *index =
		g_build_filename(folder, "addrbook--index.xml", NULL);
	g_autofree char *book = g_build_filename(folder, "a.xml", NULL);
	g_autoptr(GPtrArray) none = tertius_claws_read_book(folder);
	g_autoptr(GPtrArray) contacts = NULL;
	const char *text =
		"<addressbook><book_list><book name=\"x\" "
		"file=\"../a.xml\"/><book name=\"y\" file=\"gone.xml\"/>"
		"<book name=\"z\" file=\"a.xml\"/></book_list></addressbook>";

	ck_assert_uint_eq(none->len, 0);
	ck_assert(g_file_set_contents(index, text, -1, NULL));
	ck_assert(g_file_set_contents(book, BOOK, -1, NULL));
	contacts = tertius_claws_read_book(folder);
	ck_assert_uint_eq(contacts->len, 2);
	(void) g_unlink(index);
	(void) g_unlink(book);
	(void) g_rmdir(folder);
}
END_TEST

/* --- People -------------------------------------------------------------- */

static GPtrArray *
list_addresses(const char *const *texts)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; texts[i] != NULL; i++)
		g_ptr_array_add(list, g_strdup(texts[i]));
	return list;
}

/* Dana wrote from two addresses, of which the book has @texts as one. */
static gboolean
is_one(const char *const *texts, TertiusDecision *decision)
{
	TertiusHistory *history =
		tertius_story_begin("0 dana@a.example.org > me\n"
	                            "1 other@b.example.org > me\n");
	g_autoptr(GPtrArray) decisions = g_ptr_array_new();
	g_autoptr(GPtrArray) addresses = list_addresses(texts);
	g_autoptr(GPtrArray) merges = NULL;
	gboolean is_united;

	if (decision != NULL)
		g_ptr_array_add(decisions, decision);
	merges = tertius_identities_find(history, decisions);
	tertius_identities_add_contact(history, decisions, addresses, merges);
	tertius_history_seal(history, TERTIUS_STORY_BEGIN +
	                                      3 * (gint64) TERTIUS_STORY_DAY);
	is_united = tertius_history_find(history, "dana@a.example.org") ==
	            tertius_history_find(history, "other@b.example.org");
	ck_assert_uint_eq(merges->len, is_united ? 1 : 0);
	tertius_history_free(history);
	return is_united;
}

START_TEST(a_contact_with_two_addresses_is_one_person)
{
	static const char *const both[] = { "dana@a.example.org",
		                            "other@b.example.org", NULL };
	static const char *const one[] = { "dana@a.example.org", NULL };
	static const char *const mine[] = { "dana@a.example.org",
		                            "other@b.example.org",
		                            "me@home.example.org", NULL };
	g_autoptr(TertiusDecision) split = tertius_decision_new(
		TERTIUS_DECISION_SPLIT, "dana@a.example.org",
		"other@b.example.org", 1);

	split->number = 1;
	ck_assert(is_one(both, NULL));
	ck_assert(!is_one(one, NULL));
	ck_assert(!is_one(mine, NULL));
	ck_assert(!is_one(both, split));
}
END_TEST

/* Whether all three are one person after these unions, in this order. */
static gboolean
are_one(const char *const unions[2][2])
{
	static const char *const all[] = { "a@example.org", "b@example.org",
		                           "c@example.org" };
	TertiusHistory *history = tertius_story_begin(
		"0 a@example.org > me\n1 b@example.org > me\n"
		"2 c@example.org > me\n");
	gboolean is_one = TRUE;

	tertius_history_unite(history, all[0], all[2]);
	for (guint i = 0; i < 2; i++)
		tertius_history_unite(history, unions[i][0], unions[i][1]);
	tertius_history_seal(history, TERTIUS_STORY_BEGIN +
	                                      3 * (gint64) TERTIUS_STORY_DAY);
	for (guint i = 1; i < G_N_ELEMENTS(all); i++)
		is_one =
			is_one && tertius_history_find(history, all[0]) ==
					  tertius_history_find(history, all[i]);
	tertius_history_free(history);
	return is_one;
}

/* Two books have them the other way round; or the user does. */
START_TEST(nobody_is_parted_by_being_united_again)
{
	static const char *const rounds[][2][2] = {
		{ { "a@example.org", "b@example.org" },
		  { "b@example.org", "a@example.org" } },
		{ { "c@example.org", "b@example.org" },
		  { "b@example.org", "a@example.org" } },
		{ { "b@example.org", "a@example.org" },
		  { "b@example.org", "c@example.org" } },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rounds); i++)
		ck_assert_msg(are_one(rounds[i]), "round %u", i);
}
END_TEST

START_TEST(a_name_in_the_book_counts_where_no_mail_has_one)
{
	TertiusHistory *history = tertius_story_begin(
		"0 /dana@example.org > me\n0 Tom_Reyes/tom@example.org > me\n");
	guint dana, tom;

	tertius_history_call(history, "dana@example.org", "Dana Okafor");
	tertius_history_call(history, "tom@example.org", "Uncle Tom");
	tertius_history_seal(history, TERTIUS_STORY_BEGIN + 86400);
	dana = tertius_history_find(history, "dana@example.org");
	tom = tertius_history_find(history, "tom@example.org");
	ck_assert_str_eq(tertius_history_name(history, tom), "Tom Reyes");
	ck_assert_str_eq(tertius_history_name(history, dana), "Dana Okafor");
	ck_assert_uint_eq(tertius_history_find_by_name(history, "dana okafor"),
	                  dana);
	tertius_history_free(history);
}
END_TEST

TERTIUS_TEST_MAIN("address-book", who_has_an_address_is_in_the_book,
                  what_a_stranger_wrote_is_cleaned,
                  every_cut_of_a_book_gives_those_before_it,
                  what_is_over_the_limits_is_passed_over,
                  the_index_names_the_books_beside_it,
                  a_contact_with_two_addresses_is_one_person,
                  nobody_is_parted_by_being_united_again,
                  a_name_in_the_book_counts_where_no_mail_has_one)
