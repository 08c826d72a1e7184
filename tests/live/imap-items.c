/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a place as a source and prints what it hands out, one item a line:
 * folder, key, received, S when sent, and the SHA-256 of the bytes. For tests
 * and measures of the source by itself, without worker and ledger.
 */
#include "mail/source.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	GHashTable *known; /* "folder\tkey" */
	FILE *memory;      /* where they are kept, or NULL */
	guint problems;
} Reader;

static char *memory_path, *dump_folder, *since;
static gboolean is_quiet;
static TertiusSourceOptions options;

static const GOptionEntry entries[] = {
	{ "memory", 0, 0, G_OPTION_ARG_FILENAME, &memory_path,
	  "remember the keys in this file", "FILE" },
	{ "dump", 0, 0, G_OPTION_ARG_FILENAME, &dump_folder,
	  "write each message into this folder", "FOLDER" },
	{ "since", 0, 0, G_OPTION_ARG_STRING, &since, "unix time", "TIME" },
	{ "folder", 0, 0, G_OPTION_ARG_STRING, &options.folders, "glob",
	  "GLOB" },
	{ "password-command", 0, 0, G_OPTION_ARG_STRING,
	  &options.password_command, "prints the password", "COMMAND" },
	{ "token-command", 0, 0, G_OPTION_ARG_STRING, &options.token_command,
	  "prints a token", "COMMAND" },
	{ "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file,
	  "whom to trust", "FILE" },
	{ "insecure-plaintext", 0, 0, G_OPTION_ARG_NONE,
	  &options.allow_plaintext, "on this machine only", NULL },
	{ "timeout", 0, 0, G_OPTION_ARG_INT, &options.network_timeout,
	  "seconds", "N" },
	{ "pause", 0, 0, G_OPTION_ARG_INT, &options.network_pause,
	  "milliseconds after a first fault", "N" },
	{ "quiet", 0, 0, G_OPTION_ARG_NONE, &is_quiet, "print a count", NULL },
	G_OPTION_ENTRY_NULL
};

static gboolean
is_known(const char *folder, const char *key, gpointer data)
{
	Reader *reader = data;
	g_autofree char *name = g_strconcat(folder, "\t", key, NULL);

	return g_hash_table_contains(reader->known, name);
}

static void
note_problem(const char *what, const char *message, gpointer data)
{
	Reader *reader = data;

	reader->problems++;
	g_printerr("problem: %s: %s\n", what, message);
}

static void
load_memory(Reader *reader)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (memory_path == NULL)
		return;
	if (g_file_get_contents(memory_path, &text, NULL, NULL)) {
		lines = g_strsplit(text, "\n", -1);
		for (guint i = 0; lines[i] != NULL; i++)
			g_hash_table_add(reader->known, g_strdup(lines[i]));
	}
	reader->memory = fopen(memory_path, "a");
	g_assert(reader->memory != NULL);
}

static void
dump(const TertiusItem *item)
{
	g_autofree char *name = g_strconcat(item->folder, "/", item->key, NULL);
	g_autofree char *plain = g_strdelimit(g_strdup(name), "/:", '_');
	g_autofree char *path = g_build_filename(dump_folder, plain, NULL);
	gsize length = 0;
	const char *bytes = g_bytes_get_data(item->bytes, &length);

	g_assert(g_file_set_contents(path, bytes, (gssize) length, NULL));
}

static void
print_item(const TertiusItem *item)
{
	g_autofree char *sum =
		item->bytes == NULL ? g_strdup("-")
				    : g_compute_checksum_for_bytes(
					      G_CHECKSUM_SHA256, item->bytes);

	printf("%s\t%s\t%" G_GINT64_FORMAT "\t%s\t%s\n", item->folder,
	       item->key, item->received, item->is_sent ? "S" : "-", sum);
}

static int
read_all(Reader *reader, TertiusSource *source)
{
	g_autoptr(GError) error = NULL;
	const TertiusItem *item;
	guint64 items = 0, bytes = 0;
	TertiusSourceProgress progress;

	while ((item = tertius_source_next(source, &error)) != NULL) {
		items += item->bytes != NULL;
		bytes +=
			item->bytes == NULL ? 0 : g_bytes_get_size(item->bytes);
		if (reader->memory != NULL) {
			fprintf(reader->memory, "%s\t%s\n", item->folder,
			        item->key);
			fflush(reader->memory);
		}
		if (dump_folder != NULL && item->bytes != NULL)
			dump(item);
		if (!is_quiet)
			print_item(item);
	}
	progress = tertius_source_progress(source);
	g_printerr("items %" G_GUINT64_FORMAT " bytes %" G_GUINT64_FORMAT
	           " received %" G_GUINT64_FORMAT " folders %u/%u done "
	           "%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT " problems %u\n",
	           items, bytes, progress.bytes_done, progress.folders_done,
	           progress.folders, progress.items_done, progress.items,
	           reader->problems);
	if (error == NULL)
		return reader->problems > 0 ? 1 : 0;
	g_printerr("error: %s\n", error->message);
	return 3;
}

static gboolean
stop(gpointer data)
{
	g_cancellable_cancel(data);
	return G_SOURCE_CONTINUE;
}

/* So that ^C is heard while the source reads. */
static gpointer
run_loop(gpointer data)
{
	g_main_loop_run(data);
	return NULL;
}

int
main(int argc, char **argv)
{
	g_autoptr(GOptionContext) context = g_option_context_new("PLACE");
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	g_autoptr(GCancellable) cancellable = g_cancellable_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusSource) source = NULL;
	Reader reader = { 0 };

	(void) setlocale(LC_ALL, "");
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error) ||
	    argc != 2) {
		g_printerr("%s\n",
		           error == NULL ? "one place" : error->message);
		return 2;
	}
	g_unix_signal_add(SIGINT, stop, cancellable);
	g_thread_unref(g_thread_new("signals", run_loop, loop));
	reader.known =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	load_memory(&reader);
	options.is_known = is_known;
	options.problem = note_problem;
	options.data = &reader;
	options.cancellable = cancellable;
	options.since = since == NULL ? 0 : g_ascii_strtoll(since, NULL, 10);
	source = tertius_source_open(argv[1], &options, &error);
	if (source == NULL) {
		g_printerr("error: %s\n", error->message);
		return 3;
	}
	return read_all(&reader, source);
}
