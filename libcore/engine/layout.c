/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lays out a graph with Graphviz in a process of its own, or without it.
 *
 * The question and the answer are files in memory: no pipe can break or fill
 * up, and the answer has a largest size.
 */
#define _GNU_SOURCE /* memfd_create */
#include "engine/layout.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "picture/graph-dot.h"
#include "picture/graph-layout.h"

/* Address space of the process; measured: sfdp takes 30 MiB for 1,500. */
#define MEMORY_MAX  (1024UL * 1024 * 1024)
/* Of the processor; should ours die, the child does not go on for ever. */
#define SECONDS_MAX 30

/* Runs in the child before the program. */
static void
set_limits(gpointer data)
{
	const struct rlimit memory = { MEMORY_MAX, MEMORY_MAX };
	const struct rlimit seconds = { SECONDS_MAX, SECONDS_MAX };
	const struct rlimit bytes = { TERTIUS_GRAPH_PLAIN_MAX,
		                      TERTIUS_GRAPH_PLAIN_MAX };
	const struct rlimit no_core = { 0, 0 };

	(void) data;
	(void) setrlimit(RLIMIT_AS, &memory);
	(void) setrlimit(RLIMIT_CPU, &seconds);
	(void) setrlimit(RLIMIT_FSIZE, &bytes);
	(void) setrlimit(RLIMIT_CORE, &no_core);
}

static gboolean
write_all(int file, const char *text)
{
	gsize left = strlen(text);

	while (left > 0) {
		gssize n = write(file, text, left);

		if (n <= 0)
			return FALSE;
		text += n;
		left -= (gsize) n;
	}
	return lseek(file, 0, SEEK_SET) == 0;
}

/* What the process wrote into @file, from its beginning. */
static GString *
read_all(int file)
{
	GString *text = g_string_new(NULL);
	char block[4096];
	gssize n;

	while (text->len <= TERTIUS_GRAPH_PLAIN_MAX &&
	       (n = pread(file, block, sizeof block, (off_t) text->len)) > 0)
		g_string_append_len(text, block, n);
	return text;
}

static void
on_end(GObject *source, GAsyncResult *result, gpointer loop)
{
	(void) g_subprocess_wait_finish(G_SUBPROCESS(source), result, NULL);
	g_main_loop_quit(loop);
}

static gboolean
on_late(gpointer cancellable)
{
	g_cancellable_cancel(cancellable);
	return G_SOURCE_REMOVE;
}

static void
on_cancelled(GCancellable *outer, gpointer inner)
{
	(void) outer;
	g_cancellable_cancel(inner);
}

/* In a context of its own, so that nothing of the caller's runs meanwhile. */
static void
wait_for(GSubprocess *process, guint milliseconds, GCancellable *outer)
{
	g_autoptr(GMainContext) context = g_main_context_new();
	g_autoptr(GMainLoop) loop = g_main_loop_new(context, FALSE);
	g_autoptr(GCancellable) inner = g_cancellable_new();
	g_autoptr(GSource) late = g_timeout_source_new(milliseconds);
	gulong handler = 0;

	g_main_context_push_thread_default(context);
	g_source_set_callback(late, on_late, inner, NULL);
	g_source_attach(late, context);
	if (outer != NULL)
		handler = g_cancellable_connect(outer, G_CALLBACK(on_cancelled),
		                                inner, NULL);
	g_subprocess_wait_async(process, inner, on_end, loop);
	g_main_loop_run(loop);
	g_cancellable_disconnect(outer, handler);
	g_source_destroy(late);
	g_main_context_pop_thread_default(context);
}

/* Takes both files. */
static gboolean
run_program(const char *program, int question, int answer, guint milliseconds,
            GCancellable *cancellable)
{
	const char *const command[] = { program, "-Tplain", NULL };
	g_autoptr(GSubprocessLauncher) launcher =
		g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDERR_SILENCE);
	g_autoptr(GSubprocess) process = NULL;

	g_subprocess_launcher_take_stdin_fd(launcher, question);
	g_subprocess_launcher_take_stdout_fd(launcher, answer);
	g_subprocess_launcher_set_child_setup(launcher, set_limits, NULL, NULL);
	process = g_subprocess_launcher_spawnv(launcher, command, NULL);
	if (process == NULL)
		return FALSE;
	wait_for(process, milliseconds, cancellable);
	g_subprocess_force_exit(process);
	return g_subprocess_wait_check(process, NULL, NULL);
}

static void
close_file(int file)
{
	if (file >= 0)
		(void) close(file);
}

/* The answer of @program to @dot; NULL when it has none. */
static GString *
ask(const char *program, const char *dot, guint milliseconds,
    GCancellable *cancellable)
{
	int question = memfd_create("question", MFD_CLOEXEC);
	int answer = memfd_create("answer", MFD_CLOEXEC);
	int theirs = answer >= 0 ? fcntl(answer, F_DUPFD_CLOEXEC, 0) : -1;
	GString *text = NULL;

	if (question < 0 || theirs < 0 || !write_all(question, dot)) {
		close_file(question);
		close_file(theirs);
	} else if (run_program(program, question, theirs, milliseconds,
	                       cancellable)) {
		text = read_all(answer);
	}
	close_file(answer);
	return text;
}

const char *
tertius_layout_run(TertiusGraph *graph, guint milliseconds,
                   GCancellable *cancellable)
{
	const char *program = tertius_graph_get_program(graph);
	const char *done = "built-in";

	tertius_graph_measure(graph);
	if (program != NULL) {
		g_autofree char *dot = tertius_graph_to_dot(graph);
		GString *plain = ask(program, dot, milliseconds, cancellable);

		if (plain != NULL && tertius_graph_read_plain(graph, plain->str,
		                                              plain->len, NULL))
			done = program;
		if (plain != NULL)
			g_string_free(plain, TRUE);
	}
	if (done != program)
		tertius_graph_lay_out(graph);
	return done;
}
