/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lays out a graph with Graphviz in a process of its own, or without it.
 */
#include "engine/layout.h"

#include <string.h>
#include <sys/resource.h>

#include "picture/graph-dot.h"
#include "picture/graph-layout.h"

/* Address space of the process; measured: sfdp takes 30 MiB for 1,500. */
#define MEMORY_MAX (1024UL * 1024 * 1024)

typedef struct {
	GMainLoop *loop;
	GCancellable *cancellable;
	GBytes *answer; /* NULL: none came */
} Talk;

/* Runs in the child before the program. */
static void
set_limits(gpointer data)
{
	const struct rlimit memory = { MEMORY_MAX, MEMORY_MAX };
	const struct rlimit seconds = { TERTIUS_LAYOUT_SECONDS,
		                        TERTIUS_LAYOUT_SECONDS };
	const struct rlimit no_core = { 0, 0 };

	(void) data;
	(void) setrlimit(RLIMIT_AS, &memory);
	(void) setrlimit(RLIMIT_CPU, &seconds);
	(void) setrlimit(RLIMIT_CORE, &no_core);
}

static void
on_answer(GObject *source, GAsyncResult *result, gpointer data)
{
	Talk *talk = data;

	(void) g_subprocess_communicate_finish(G_SUBPROCESS(source), result,
	                                       &talk->answer, NULL, NULL);
	g_main_loop_quit(talk->loop);
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
static GBytes *
talk_with(GSubprocess *process, const char *dot, GCancellable *outer)
{
	g_autoptr(GMainContext) context = g_main_context_new();
	g_autoptr(GMainLoop) loop = g_main_loop_new(context, FALSE);
	g_autoptr(GCancellable) inner = g_cancellable_new();
	g_autoptr(GBytes) question = g_bytes_new(dot, strlen(dot));
	g_autoptr(GSource) late =
		g_timeout_source_new_seconds(TERTIUS_LAYOUT_SECONDS);
	Talk talk = { loop, inner, NULL };
	gulong handler = 0;

	g_main_context_push_thread_default(context);
	g_source_set_callback(late, on_late, inner, NULL);
	g_source_attach(late, context);
	if (outer != NULL)
		handler = g_cancellable_connect(outer, G_CALLBACK(on_cancelled),
		                                inner, NULL);
	g_subprocess_communicate_async(process, question, inner, on_answer,
	                               &talk);
	g_main_loop_run(loop);
	g_cancellable_disconnect(outer, handler);
	g_source_destroy(late);
	g_main_context_pop_thread_default(context);
	return talk.answer;
}

static GBytes *
ask(const char *program, const char *dot, GCancellable *cancellable)
{
	const char *const command[] = { program, "-Tplain", NULL };
	g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
		G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
		G_SUBPROCESS_FLAGS_STDERR_SILENCE);
	g_autoptr(GSubprocess) process = NULL;
	GBytes *answer;

	g_subprocess_launcher_set_child_setup(launcher, set_limits, NULL, NULL);
	process = g_subprocess_launcher_spawnv(launcher, command, NULL);
	if (process == NULL)
		return NULL;
	answer = talk_with(process, dot, cancellable);
	g_subprocess_force_exit(process);
	(void) g_subprocess_wait(process, NULL, NULL);
	return answer;
}

const char *
tertius_layout_run(TertiusGraph *graph, GCancellable *cancellable)
{
	const char *program = tertius_graph_get_program(graph);

	tertius_graph_measure(graph);
	if (program != NULL) {
		g_autofree char *dot = tertius_graph_to_dot(graph);
		g_autoptr(GBytes) answer = ask(program, dot, cancellable);
		gsize length = 0;
		const char *plain = answer != NULL
		                            ? g_bytes_get_data(answer, &length)
		                            : NULL;

		if (plain != NULL &&
		    tertius_graph_read_plain(graph, plain, length, NULL))
			return program;
	}
	tertius_graph_lay_out(graph);
	return "built-in";
}
