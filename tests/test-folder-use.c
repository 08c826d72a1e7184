/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What folders are for, by their names.
 */
#include "mail/source.h"
#include "tertius-test.h"

#include <string.h>

START_TEST(a_folder_is_known_by_its_last_part)
{
	static const struct {
		const char *name;
		TertiusFolderUse use;
	} cases[] = {
		{ "INBOX", TERTIUS_FOLDER_NORMAL },
		{ "", TERTIUS_FOLDER_NORMAL },
		{ "/", TERTIUS_FOLDER_NORMAL },
		{ "Sent", TERTIUS_FOLDER_SENT },
		{ "sent-mail", TERTIUS_FOLDER_SENT },
		{ "[Gmail]/Sent Mail", TERTIUS_FOLDER_SENT },
		{ "[Gmail]/Messages envoyés", TERTIUS_FOLDER_SENT },
		{ ".INBOX.Sent Items", TERTIUS_FOLDER_SENT },
		{ "/home/dana/Mail/sent/", TERTIUS_FOLDER_SENT },
		{ "Éléments envoyés", TERTIUS_FOLDER_SENT },
		{ "E\xcc\x81le\xcc\x81ments envoye\xcc\x81s",
		  TERTIUS_FOLDER_SENT },
		{ "GESENDETE OBJEKTE", TERTIUS_FOLDER_SENT },
		{ "&kAFP4W4IMH8-", TERTIUS_FOLDER_SENT },
		{ "Отправленные", TERTIUS_FOLDER_SENT },
		{ "Presentations", TERTIUS_FOLDER_NORMAL },
		{ "Sent by Dana", TERTIUS_FOLDER_NORMAL },
		{ "Sent/2019", TERTIUS_FOLDER_NORMAL },
		{ "Drafts", TERTIUS_FOLDER_DRAFTS },
		{ ".Entw&APw-rfe", TERTIUS_FOLDER_DRAFTS },
		{ "queue", TERTIUS_FOLDER_DRAFTS },
		{ "Junk E-Mail", TERTIUS_FOLDER_JUNK },
		{ "INBOX/Corbeille", TERTIUS_FOLDER_TRASH },
		{ "Spam", TERTIUS_FOLDER_JUNK },
		{ "\xff\xfe", TERTIUS_FOLDER_NORMAL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(tertius_source_folder_use(cases[i].name) ==
		                      cases[i].use,
		              "case %zu: %s", i, cases[i].name);
}
END_TEST

START_TEST(a_name_of_any_length_is_no_danger)
{
	g_autofree char *long_name = g_strnfill(100000, '&');

	memcpy(long_name + 90000, "/sent", 5);
	ck_assert_int_eq(tertius_source_folder_use(long_name),
	                 TERTIUS_FOLDER_NORMAL);
}
END_TEST

START_TEST(modified_utf_7_is_read)
{
	static const char *const cases[][2] = {
		{ "Entw&APw-rfe", "Entwürfe" },
		{ "Tom &- Jerry", "Tom & Jerry" },
		{ "&U,BTFw-/&ZeVnLIqe-", "台北/日本語" },
		{ "a & b", "a & b" },
		{ "&APw", "&APw" },
		{ "&*-", "&*-" },
		{ "&A-", "&A-" },
		{ "", "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name =
			tertius_source_dup_readable(cases[i][0]);

		ck_assert_msg(strcmp(name, cases[i][1]) == 0, "case %zu: %s", i,
		              name);
	}
}
END_TEST

TERTIUS_TEST_MAIN("folder-use", a_folder_is_known_by_its_last_part,
                  a_name_of_any_length_is_no_danger, modified_utf_7_is_read)
