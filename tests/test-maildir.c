/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Maildirs: which files count, folders in folders, what changes under the
 * reader's eyes.
 */
#include "base/error.h"
#include "mail-place.h"
#include "mail/file.h"

#include <fcntl.h>
#include <unistd.h>

#define NOBODY 65534

static void
rename_in(MailPlace *place, const char *from, const char *to)
{
	g_autofree char *old = g_build_filename(place->path, from, NULL);
	g_autofree char *new = g_build_filename(place->path, to, NULL);

	ck_assert_int_eq(g_rename(old, new), 0);
}

static void
make_maildir(MailPlace *place, const char *name)
{
	static const char *const parts[] = { "cur", "new", "tmp" };

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *part = g_build_filename(name, parts[i], NULL);

		mail_place_add_folder(place, part);
	}
}

START_TEST(messages_are_read_once)
{
	g_autoptr(MailPlace) place = mail_place_new();

	make_maildir(place, "");
	mail_place_put_message(place, "new/1.a.host", "one");
	mail_place_put_message(place, "cur/2.b.host:2,S", "two");
	mail_place_put_message(place, "cur/3.c.host:2,DS", "draft");
	mail_place_put_message(place, "cur/4.d.host:2,ST", "trashed");
	mail_place_put_message(place, "cur/.hidden", "hidden");
	mail_place_put_message(place, "tmp/5.e.host", "temporary");
	mail_place_put(place, "dovecot-uidlist", "From nobody\n");
	ck_assert_str_eq(mail_place_read(place, ""), "one two");
	ck_assert_uint_eq(place->n_states, 1);
	ck_assert_uint_eq(place->progress.items, 2);
	ck_assert_uint_eq(place->progress.items_done, 2);
	ck_assert_uint_eq(place->progress.folders_done, 1);
	ck_assert_str_eq(place->problems->str, "");
	/* The folder did not change: nothing is looked at. */
	ck_assert_str_eq(mail_place_read(place, ""), "");
	ck_assert_uint_eq(place->n_states, 0);
	ck_assert_uint_eq(place->progress.items, 0);
	/* It did: what is known is passed over, flags are no new message. */
	rename_in(place, "new/1.a.host", "cur/1.a.host:2,RS");
	mail_place_put_message(place, "new/6.f.host", "six");
	ck_assert_str_eq(mail_place_read(place, ""), "six");
	ck_assert_uint_eq(place->n_states, 1);
	ck_assert_uint_eq(place->progress.items_done, 3);
}
END_TEST

START_TEST(a_folder_that_changed_a_moment_ago_is_looked_through_again)
{
	g_autoptr(MailPlace) place = mail_place_new();

	make_maildir(place, "");
	mail_place_put_message(place, "cur/1.a.host:2,S", "one");
	place->options.now = g_get_real_time() / G_USEC_PER_SEC;
	ck_assert_str_eq(mail_place_read(place, ""), "one");
	ck_assert_uint_eq(place->n_states, 0);
	place->options.now = 0;
	ck_assert_str_eq(mail_place_read(place, ""), "");
	ck_assert_uint_eq(place->n_states, 0);
}
END_TEST

START_TEST(folders_in_folders_are_found)
{
	g_autoptr(MailPlace) place = mail_place_new();

	make_maildir(place, "");
	make_maildir(place, ".Work");
	make_maildir(place, ".Work.Archive");
	make_maildir(place, ".Gesendet");
	make_maildir(place, ".Entw&APw-rfe");
	make_maildir(place, ".Trash.2020");
	make_maildir(place, "Lists/Deep");
	make_maildir(place, "[Gmail]/Sent Mail");
	mail_place_put_message(place, "new/1", "inbox");
	mail_place_put_message(place, ".Work/new/1", "work");
	mail_place_put_message(place, ".Work.Archive/new/1", "archive");
	mail_place_put_message(place, ".Gesendet/cur/1:2,S", "gesendet");
	mail_place_put_message(place, ".Entw&APw-rfe/cur/1:2,S", "entwurf");
	mail_place_put_message(place, ".Trash.2020/cur/1:2,S", "old");
	mail_place_put_message(place, "Lists/Deep/cur/1:2,S", "deep");
	mail_place_put_message(place, "[Gmail]/Sent Mail/cur/1:2,S", "gmail");
	mail_place_put(place, ".notmuch/xapian/1", "no mail");
	ck_assert_str_eq(mail_place_read(place, ""),
	                 "archive deep gesendet/sent gmail/sent inbox work");
	ck_assert_uint_eq(place->progress.folders, 6);
}
END_TEST

START_TEST(a_name_that_no_folder_has_is_told)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autoptr(GError) error = NULL;

	make_maildir(place, "");
	mail_place_put_message(place, "new/1", "inbox");
	place->options.folders = "Nothing";
	ck_assert_ptr_null(
		tertius_source_open(place->path, &place->options, &error));
	ck_assert(g_error_matches(error, TERTIUS_ERROR,
	                          TERTIUS_ERROR_UNREACHABLE));
	ck_assert_ptr_nonnull(strstr(error->message, "'Nothing'"));
}
END_TEST

START_TEST(folders_are_chosen_by_name)
{
	static const struct {
		const char *glob, *seen;
	} cases[] = {
		{ "INBOX", "inbox" },
		{ "Work*", "archive work" },
		{ "Work/Archive", "archive" },
		{ "*Archive", "archive" },
		{ "*", "archive inbox lists work" },
		{ "Li?ts", "lists" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(MailPlace) place = mail_place_new();
		const char *seen;

		make_maildir(place, "");
		make_maildir(place, ".Work");
		make_maildir(place, ".Work.Archive");
		make_maildir(place, "Lists");
		mail_place_put_message(place, "new/1", "inbox");
		mail_place_put_message(place, ".Work/new/1", "work");
		mail_place_put_message(place, ".Work.Archive/new/1", "archive");
		mail_place_put_message(place, "Lists/new/1", "lists");
		place->options.folders = cases[i].glob;
		seen = mail_place_read(place, "");
		ck_assert_msg(strcmp(seen, cases[i].seen) == 0, "case %zu: %s",
		              i, seen);
	}
}
END_TEST

START_TEST(links_pipes_and_folders_are_no_messages)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *fifo = g_build_filename(place->path, "cur", "2", NULL);
	g_autofree char *link = g_build_filename(place->path, "cur", "3", NULL);
	g_autofree char *away = g_build_filename(place->path, "Away", NULL);

	make_maildir(place, "");
	mail_place_put_message(place, "cur/1:2,", "one");
	mail_place_add_folder(place, "cur/4");
	ck_assert_int_eq(mkfifo(fifo, 0600), 0);
	ck_assert_int_eq(symlink("/etc/passwd", link), 0);
	ck_assert_int_eq(symlink("/", away), 0);
	ck_assert_str_eq(mail_place_read(place, ""), "one");
	ck_assert_uint_eq(place->progress.folders, 1);
	ck_assert_str_eq(place->problems->str, "");
}
END_TEST

/* Where a file system does not tell what an entry is, and where a link took the
 * place of a message that was listed. */
START_TEST(a_link_is_not_opened_either)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *link = g_build_filename(place->path, "link", NULL);
	g_autoptr(GError) error = NULL;
	struct stat status;

	ck_assert_int_eq(symlink("/etc/passwd", link), 0);
	ck_assert_int_eq(tertius_file_open(AT_FDCWD, link, &status, &error),
	                 -1);
	ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_LOOP));
}
END_TEST

/* A mail client at work: it acts when the reader asks for the first time. */
typedef struct {
	MailPlace *place;
	gboolean has_acted;
	guint asked;
} Client;

static gboolean
act(const char *folder, const char *key, gpointer data)
{
	Client *client = data;

	(void) folder;
	client->asked++;
	if (client->has_acted || g_str_has_prefix(key, "state"))
		return FALSE;
	client->has_acted = TRUE;
	/* Whichever of both is asked for: both have gone elsewhere. */
	rename_in(client->place, "new/1.a", "cur/1.a:2,S");
	rename_in(client->place, "cur/2.b:2,", "cur/2.b:2,RS");
	rename_in(client->place, "cur/3.c:2,", "3.c");
	return FALSE;
}

START_TEST(what_is_renamed_meanwhile_is_found_again)
{
	g_autoptr(MailPlace) place = mail_place_new();
	Client client = { place, FALSE, 0 };
	TertiusSourceOptions options = { 0 };
	g_autoptr(TertiusSource) source = NULL;
	const TertiusItem *item;
	GHashTable *seen =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	make_maildir(place, "");
	mail_place_put_message(place, "new/1.a", "one");
	mail_place_put_message(place, "cur/2.b:2,", "two");
	mail_place_put_message(place, "cur/3.c:2,", "three");
	options = place->options;
	options.is_known = act;
	options.data = &client;
	options.problem = NULL;
	source = tertius_source_open(place->path, &options, NULL);
	while ((item = tertius_source_next(source, NULL)) != NULL) {
		ck_assert_msg(item->bytes != NULL, "a state of what changed");
		g_hash_table_add(seen, mail_place_dup_name(item->bytes));
	}
	ck_assert(client.has_acted);
	ck_assert(g_hash_table_contains(seen, "one"));
	ck_assert(g_hash_table_contains(seen, "two"));
	g_hash_table_unref(seen);
}
END_TEST

#define MARKED 300

/* At the first message all others are marked as seen, as somebody does who reads
 * the whole folder. */
static gboolean
mark_all(const char *folder, const char *key, gpointer data)
{
	Client *client = data;

	(void) folder;
	if (g_str_has_prefix(key, "state"))
		return FALSE;
	for (guint i = 0; !client->has_acted && i < MARKED; i++) {
		g_autofree char *from = g_strdup_printf("cur/%u.x:2,", i);
		g_autofree char *to = g_strdup_printf("cur/%u.x:2,S", i);

		rename_in(client->place, from, to);
	}
	client->has_acted = TRUE;
	return FALSE;
}

START_TEST(what_is_marked_meanwhile_is_read_all_the_same)
{
	g_autoptr(MailPlace) place = mail_place_new();
	Client client = { place, FALSE, 0 };
	TertiusSourceOptions options = place->options;
	g_autoptr(TertiusSource) source = NULL;
	const TertiusItem *item;
	guint n = 0;

	make_maildir(place, "");
	for (guint i = 0; i < MARKED; i++) {
		g_autofree char *name = g_strdup_printf("cur/%u.x:2,", i);

		mail_place_put_message(place, name, "one");
	}
	options.is_known = mark_all;
	options.data = &client;
	options.problem = NULL;
	source = tertius_source_open(place->path, &options, NULL);
	while ((item = tertius_source_next(source, NULL)) != NULL)
		n += item->bytes != NULL ? 1 : 0;
	ck_assert_uint_eq(n, MARKED);
}
END_TEST

START_TEST(older_mail_is_left_out_by_its_date)
{
	g_autoptr(MailPlace) place = mail_place_new();

	make_maildir(place, "");
	mail_place_put_message(place, "cur/1:2,", "one");
	mail_place_put(place, "cur/2:2,",
	               "Subject: two\nDate: Tue,\n 24 Nov 2026 10:11:12 +0000\n"
	               "\nHello\n");
	mail_place_put(place, "cur/3:2,", "Subject: three\n\nNo date\n");
	mail_place_set_time(place, "cur/3:2,", 1795428673);
	place->options.since = 1795428672; /* the first one's date */
	ck_assert_str_eq(mail_place_read(place, ""), "one three two");
	ck_assert_uint_eq(place->n_states, 1);
	g_hash_table_remove_all(place->known);
	place->options.since = 1795428673;
	ck_assert_str_eq(mail_place_read(place, ""), "three two");
	/* What was left out may be wanted another time. */
	ck_assert_uint_eq(place->n_states, 0);
	place->options.since = 0;
	ck_assert_str_eq(mail_place_read(place, ""), "one");
	ck_assert_uint_eq(place->n_states, 1);
}
END_TEST

START_TEST(what_cannot_be_read_is_told_and_tried_again)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autofree char *one =
		g_build_filename(place->path, "cur", "1:2,", NULL);
	g_autofree char *path =
		g_build_filename(place->path, "cur", "2:2,", NULL);

	make_maildir(place, "");
	mail_place_put_message(place, "cur/1:2,", "one");
	mail_place_put_message(place, "cur/2:2,", "two");
	ck_assert_int_eq(g_chmod(path, 0), 0);
	/* Root may read everything: be somebody else. */
	if (geteuid() == 0) {
		g_autofree char *cur =
			g_build_filename(place->path, "cur", NULL);
		g_autofree char *new =
			g_build_filename(place->path, "new", NULL);

		ck_assert_int_eq(chown(place->path, NOBODY, NOBODY), 0);
		ck_assert_int_eq(chown(cur, NOBODY, NOBODY), 0);
		ck_assert_int_eq(chown(new, NOBODY, NOBODY), 0);
		ck_assert_int_eq(chown(one, NOBODY, NOBODY), 0);
		ck_assert_int_eq(seteuid(NOBODY), 0);
	}
	ck_assert_str_eq(mail_place_read(place, ""), "one");
	ck_assert_ptr_eq(strstr(place->problems->str, path),
	                 place->problems->str);
	ck_assert_uint_eq(place->n_states, 0);
	ck_assert_int_eq(seteuid(getuid()), 0);
	ck_assert_int_eq(g_chmod(path, 0644), 0);
	ck_assert_str_eq(mail_place_read(place, ""), "two");
}
END_TEST

START_TEST(an_empty_file_is_waited_for)
{
	g_autoptr(MailPlace) place = mail_place_new();

	make_maildir(place, "");
	mail_place_put(place, "cur/1:2,", "");
	ck_assert_str_eq(mail_place_read(place, ""), "");
	ck_assert_uint_eq(place->n_states, 0);
}
END_TEST

START_TEST(a_large_message_is_cut)
{
	static const gsize lengths[] = { 32 * 1024 * 1024 - 1, 32 * 1024 * 1024,
		                         32 * 1024 * 1024 + 1 };
	g_autoptr(MailPlace) place = mail_place_new();

	make_maildir(place, "");
	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *text = g_strnfill(lengths[i], 'x');
		g_autofree char *name = g_strdup_printf("cur/%zu:2,", i);
		g_autofree char *path =
			g_build_filename(place->path, name, NULL);
		g_autoptr(TertiusSource) source = NULL;
		const TertiusItem *item;

		mail_place_put(place, name, text);
		source =
			tertius_source_open(place->path, &place->options, NULL);
		item = tertius_source_next(source, NULL);
		ck_assert_ptr_nonnull(item);
		ck_assert_uint_eq(g_bytes_get_size(item->bytes),
		                  MIN(lengths[i], 32 * 1024 * 1024));
		(void) g_unlink(path);
	}
}
END_TEST

START_TEST(reading_can_be_cancelled)
{
	g_autoptr(MailPlace) place = mail_place_new();
	g_autoptr(GCancellable) cancellable = g_cancellable_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusSource) source = NULL;

	make_maildir(place, "");
	mail_place_put_message(place, "cur/1:2,", "one");
	mail_place_put_message(place, "cur/2:2,", "two");
	place->options.cancellable = cancellable;
	source = tertius_source_open(place->path, &place->options, NULL);
	ck_assert_ptr_nonnull(tertius_source_next(source, &error));
	g_cancellable_cancel(cancellable);
	ck_assert_ptr_null(tertius_source_next(source, &error));
	ck_assert(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}
END_TEST

TERTIUS_TEST_MAIN("maildir", messages_are_read_once,
                  a_folder_that_changed_a_moment_ago_is_looked_through_again,
                  folders_in_folders_are_found, folders_are_chosen_by_name,
                  a_name_that_no_folder_has_is_told,
                  links_pipes_and_folders_are_no_messages,
                  a_link_is_not_opened_either,
                  what_is_renamed_meanwhile_is_found_again,
                  what_is_marked_meanwhile_is_read_all_the_same,
                  older_mail_is_left_out_by_its_date,
                  what_cannot_be_read_is_told_and_tried_again,
                  an_empty_file_is_waited_for, a_large_message_is_cut,
                  reading_can_be_cancelled)
