/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as what a mail client asks `tertius serve`, of a ledger with a little
 * in it. What would read folders, write files of its choice or start programs is
 * left out: other targets have their parsers.
 */
#define _GNU_SOURCE /* memfd_create */
#include "engine/serve.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define NOW 1784019600

static const char *const left_out[] = { "take",   "history", "arrived",
	                                "export", "picture", "export-calendar",
	                                "set",    "quiet",   NULL };

static char *ledger, *config;
static char *kept; /* the bytes that each ledger begins with */
static gsize kept_length;

static void
remove_all(void)
{
	g_autofree char *folder = g_path_get_dirname(ledger);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		(void) g_unlink(path);
	}
	(void) g_rmdir(folder);
	g_free(ledger);
	g_free(config);
	g_free(kept);
}

static void
fill(void)
{
	g_autofree char *name = g_build_filename(
		TERTIUS_SOURCE_DIR, "tests/data/ledgers/1.jsonl", NULL);
	g_autoptr(GFile) file = g_file_new_for_path(name);
	g_autoptr(GFileInputStream) stream = g_file_read(file, NULL, NULL);
	const TertiusEngineOptions options = { .ledger = ledger,
		                               .config = config,
		                               .now = NOW };
	g_autoptr(TertiusEngine) engine = tertius_engine_open(&options, NULL);
	guint n = 0;

	g_assert(tertius_engine_import(engine, G_INPUT_STREAM(stream), &n,
	                               NULL));
	g_assert(n > 0);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	g_autofree char *folder = g_dir_make_tmp("tertius-fuzz-XXXXXX", NULL);
	static const char none[] = "[calendar]\nvdir=none\nfeed=none\n";

	(void) argc;
	(void) argv;
	ledger = g_build_filename(folder, "ledger.db", NULL);
	config = g_build_filename(folder, "config", NULL);
	g_assert(g_file_set_contents(config, none, -1, NULL));
	fill();
	g_assert(g_file_get_contents(ledger, &kept, &kept_length, NULL));
	(void) atexit(remove_all);
	(void) g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
	return 0;
}

static gboolean
is_left_out(const char *line, gsize length)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	const char *name;
	JsonNode *root, *node;

	if (!json_parser_load_from_data(parser, line, (gssize) length, NULL))
		return FALSE;
	root = json_parser_get_root(parser);
	if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root))
		return FALSE;
	node = json_object_get_member(json_node_get_object(root), "do");
	name = node != NULL && JSON_NODE_HOLDS_VALUE(node)
	               ? json_node_get_string(node)
	               : NULL;
	return name != NULL && g_strv_contains(left_out, name);
}

/* A file that holds the lines of @data that may be asked. */
static int
open_requests(const char *data, gsize size)
{
	int file = memfd_create("requests", MFD_CLOEXEC);

	g_assert(file >= 0);
	for (gsize at = 0; at < size;) {
		const char *end = memchr(data + at, '\n', size - at);
		gsize length =
			end != NULL ? (gsize) (end - data) + 1 - at : size - at;

		if (!is_left_out(data + at, length))
			g_assert(write(file, data + at, length) ==
			         (gssize) length);
		at += length;
	}
	g_assert(lseek(file, 0, SEEK_SET) == 0);
	return file;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	const char *const me[] = { "alex@example.org", NULL };
	const TertiusEngineOptions options = {
		.ledger = ledger, .config = config, .me = me, .now = NOW
	};
	int in = open_requests((const char *) data, size);
	int out = open("/dev/null", O_WRONLY | O_CLOEXEC);

	g_assert(g_file_set_contents_full(ledger, kept, (gssize) kept_length,
	                                  G_FILE_SET_CONTENTS_NONE, 0600,
	                                  NULL));
	(void) tertius_serve(in, out, &options);
	(void) close(in);
	(void) close(out);
	return 0;
}
