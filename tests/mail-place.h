/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of sources share: a place on disc made for one test, and a
 * reader that remembers keys as the ledger would.
 */
#pragma once

#include "mail/source.h"
#include "tertius-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Later than any file of a test. */
#define MAIL_PLACE_NOW 4102444800 /* 2100 */

typedef struct {
	char *path;
	GHashTable *known; /* "folder\nkey" */
	GString *seen;     /* what the last reading handed out, see mail_read */
	GString *problems;
	guint n_items, n_states, n_calendars; /* read to their ends */
	TertiusSourceOptions options;
	TertiusSourceProgress progress; /* at the end */
} MailPlace;

static inline gboolean
mail_place_is_known(const char *folder, const char *key, gpointer data)
{
	MailPlace *place = data;
	g_autofree char *both = g_strconcat(folder, "\n", key, NULL);

	return g_hash_table_contains(place->known, both);
}

static inline void
mail_place_problem(const char *what, const char *message, gpointer data)
{
	MailPlace *place = data;

	g_string_append_printf(place->problems, "%s: %s\n", what, message);
}

static inline MailPlace *
mail_place_new(void)
{
	MailPlace *place = g_new0(MailPlace, 1);

	place->path = g_dir_make_tmp("tertius-test-XXXXXX", NULL);
	place->known =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	place->seen = g_string_new(NULL);
	place->problems = g_string_new(NULL);
	place->options.is_known = mail_place_is_known;
	place->options.problem = mail_place_problem;
	place->options.data = place;
	place->options.now = MAIL_PLACE_NOW;
	return place;
}

static inline void
mail_place_free(MailPlace *place)
{
	char *argv[] = { g_strdup("rm"), g_strdup("-rf"), place->path, NULL };

	(void) g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
	                    NULL, NULL, NULL, NULL);
	g_free(argv[0]);
	g_free(argv[1]);
	g_hash_table_unref(place->known);
	g_string_free(place->seen, TRUE);
	g_string_free(place->problems, TRUE);
	g_free(place->path);
	g_free(place);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailPlace, mail_place_free)

/* Writes over the file @path, in place as some mail clients do.
 * (G_FILE_SET_CONTENTS_NONE leaves the end of what was longer.) */
static inline void
mail_place_write(const char *path, const char *bytes, gsize length)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(write(file, bytes, length), (gssize) length);
	ck_assert_int_eq(close(file), 0);
}

/* Writes @text to the file @name below the place, with its folders. */
static inline void
mail_place_put(MailPlace *place, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(place->path, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	ck_assert_int_eq(g_mkdir_with_parents(folder, 0700), 0);
	mail_place_write(path, text, strlen(text));
}

/* As if it had been written then. */
static inline void
mail_place_set_time(MailPlace *place, const char *name, gint64 moment)
{
	g_autofree char *path = g_build_filename(place->path, name, NULL);
	const struct timespec times[2] = { { .tv_sec = moment },
		                           { .tv_sec = moment } };

	ck_assert_int_eq(utimensat(AT_FDCWD, path, times, 0), 0);
}

static inline void
mail_place_add_folder(MailPlace *place, const char *name)
{
	g_autofree char *path = g_build_filename(place->path, name, NULL);

	ck_assert_int_eq(g_mkdir_with_parents(path, 0700), 0);
}

/* A message that says who it is by its subject. */
static inline void
mail_place_put_message(MailPlace *place, const char *name, const char *subject)
{
	g_autofree char *text = g_strdup_printf(
		"From: dana@example.org\nDate: Mon, 23 Nov 2026 10:11:12 "
		"+0000\nSubject: %s\n\nHello\n",
		subject);

	mail_place_put(place, name, text);
}

/* The subject of a message, or the first line of anything else. */
static inline char *
mail_place_dup_name(GBytes *bytes)
{
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autofree char *text = g_strndup(data, length);
	const char *subject = strstr(text, "Subject: ");
	const char *start = subject == NULL ? text : subject + 9;

	return g_strndup(start, strcspn(start, "\r\n"));
}

static inline int
mail_place_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Takes one item in; its line goes to @lines. */
static inline void
mail_place_take(MailPlace *place, const TertiusItem *item, GPtrArray *lines)
{
	g_autofree char *name = NULL;

	g_hash_table_add(place->known,
	                 g_strconcat(item->folder, "\n", item->key, NULL));
	if (item->bytes == NULL) {
		if (item->is_calendar)
			place->n_calendars++;
		else
			place->n_states++;
		return;
	}
	place->n_items++;
	name = mail_place_dup_name(item->bytes);
	g_ptr_array_add(lines,
	                g_strdup_printf("%s%s%s", name,
	                                item->is_sent ? "/sent" : "",
	                                item->is_calendar ? "/calendar" : ""));
}

/* Reads @name below the place ("" for itself) to its end. Returns what came,
 * in order of the alphabet, set off by blanks: lent until the next reading. */
static inline const char *
mail_place_read(MailPlace *place, const char *name)
{
	g_autofree char *path = g_build_filename(place->path, name, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusSource) source = NULL;
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	const TertiusItem *item;

	g_string_truncate(place->problems, 0);
	source = tertius_source_open(path, &place->options, &error);
	ck_assert_msg(source != NULL, "%s", error ? error->message : "");
	place->n_items = 0;
	place->n_states = place->n_calendars = 0;
	g_string_truncate(place->seen, 0);
	while ((item = tertius_source_next(source, &error)) != NULL)
		mail_place_take(place, item, lines);
	ck_assert_msg(error == NULL, "%s", error ? error->message : "");
	place->progress = tertius_source_progress(source);
	g_ptr_array_sort(lines, mail_place_compare);
	for (guint i = 0; i < lines->len; i++)
		g_string_append_printf(place->seen, "%s%s", i > 0 ? " " : "",
		                       (char *) lines->pdata[i]);
	return place->seen->str;
}
