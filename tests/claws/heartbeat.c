/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plugin of its own for the tests: it beats every 2 ms on Claws Mail's main
 * loop and writes down each time the loop came late, and who held it. While the
 * loop is late, a thread looks each millisecond at the stack of the main
 * thread, so that what Tertius does is told from what Claws Mail does.
 *
 * A signal (SIGUSR1) takes Tertius out, the next brings it in again.
 *
 *	TERTIUS_HEARTBEAT=FILE   a line each: moment, milliseconds late,
 *	                         milliseconds of these in tertius.so, of
 *	                         processor time, and the first address in it;
 *	                         "up" when Claws Mail has started
 *	TERTIUS_PLUGIN=FILE      what SIGUSR1 brings in
 */
#define _GNU_SOURCE
#include <claws-features.h>

#include <glib-unix.h>
#include <glib.h>

#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <main.h>
#include <plugin.h>

#define EXPORT __attribute__((visibility("default")))
#define BEAT   2 /* milliseconds */
/* Later than this is written down. */
#define LATE   4
#define FRAMES 64
#define OURS   "/tertius.so"

static struct {
	FILE *file;
	guint source, reload;
	pthread_t main, watcher;
	atomic_llong last;       /* when the loop last beat, microseconds */
	atomic_llong seen, ours; /* looks at the stack since then */
	atomic_uintptr_t where;  /* the innermost address of ours */
	atomic_uintptr_t from, to, base;
	uintptr_t loop, loop_end; /* of GLib's loop */
	atomic_bool ends;
	gboolean is_up;
	gint64 used; /* processor time of the main thread at the last beat */
} heart;

static gint64
get_time(clockid_t clock)
{
	struct timespec time;

	(void) clock_gettime(clock, &time);
	return (gint64) time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Where the code of Tertius lies; it may be loaded at any time. */
static int
on_library(struct dl_phdr_info *info, size_t size, void *data)
{
	(void) size;
	(void) data;
	if (info->dlpi_name == NULL || !g_str_has_suffix(info->dlpi_name, OURS))
		return 0;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		if (info->dlpi_phdr[i].p_type != PT_LOAD ||
		    (info->dlpi_phdr[i].p_flags & PF_X) == 0)
			continue;
		heart.base = info->dlpi_addr;
		heart.from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
		heart.to = heart.from + info->dlpi_phdr[i].p_memsz;
	}
	return 1;
}

/* Whatever waits outside of an inner loop does not hold that loop. */
static void
on_look(int signal)
{
	void *frames[FRAMES];
	int n = backtrace(frames, FRAMES);

	(void) signal;
	heart.seen++;
	for (int i = 0; i < n; i++) {
		uintptr_t at = (uintptr_t) frames[i];

		if (at >= heart.loop && at < heart.loop_end)
			return;
		if (at >= heart.from && at < heart.to) {
			heart.ours++;
			heart.where = at - heart.base;
			return;
		}
	}
}

static void
find_loop(void)
{
	void *dispatch = dlsym(RTLD_DEFAULT, "g_main_context_dispatch");
	void *found = NULL;
	const ElfW(Sym) * symbol;
	Dl_info info;

	if (dladdr1(dispatch, &info, &found, RTLD_DL_SYMENT) == 0 ||
	    found == NULL)
		return;
	symbol = found;
	heart.loop = (uintptr_t) dispatch;
	heart.loop_end = heart.loop + symbol->st_size;
}

static void *
watch(void *data)
{
	const struct timespec pause = { 0, 1000000 };

	while (!heart.ends) {
		(void) nanosleep(&pause, NULL);
		if (get_time(CLOCK_MONOTONIC) - heart.last > LATE * 1000)
			(void) pthread_kill(heart.main, SIGUSR2);
	}
	return data;
}

static gboolean
on_beat(gpointer data)
{
	gint64 now = get_time(CLOCK_MONOTONIC);
	gint64 used = get_time(CLOCK_THREAD_CPUTIME_ID);
	double late = (double) (now - heart.last) / 1000.0;
	double share =
		heart.seen > 0 ? (double) heart.ours / (double) heart.seen : 0;

	(void) data;
	if (!heart.is_up && !claws_is_starting()) {
		heart.is_up = TRUE;
		fprintf(heart.file, "%.3f 0 0 0 up\n", (double) now / 1e6);
	}
	if (late > LATE)
		fprintf(heart.file, "%.3f %.1f %.1f %.1f %#lx\n",
		        (double) now / 1e6, late, late * share,
		        (double) (used - heart.used) / 1000.0,
		        (unsigned long) heart.where);
	if (heart.from == 0)
		(void) dl_iterate_phdr(on_library, NULL);
	heart.where = 0;
	heart.seen = heart.ours = 0;
	heart.used = get_time(CLOCK_THREAD_CPUTIME_ID);
	heart.last = get_time(CLOCK_MONOTONIC);
	return G_SOURCE_CONTINUE;
}

static Plugin *
find_tertius(void)
{
	GSList *plugins = plugin_get_list();
	Plugin *found = NULL;

	for (GSList *i = plugins; i != NULL; i = i->next) {
		if (g_strcmp0(plugin_get_name(i->data), "Tertius") == 0)
			found = i->data;
	}
	g_slist_free(plugins);
	return found;
}

static gboolean
on_reload(gpointer data)
{
	const char *path = g_getenv("TERTIUS_PLUGIN");
	Plugin *plugin = find_tertius();
	g_autofree char *error = NULL;

	(void) data;
	if (plugin != NULL)
		plugin_unload(plugin);
	else if (path != NULL && plugin_load(path, &error) == NULL)
		g_printerr("heartbeat: %s\n", error);
	return G_SOURCE_CONTINUE;
}

EXPORT gint
plugin_init(gchar **error)
{
	struct sigaction look = { .sa_handler = on_look,
		                  .sa_flags = SA_RESTART };
	const char *path = g_getenv("TERTIUS_HEARTBEAT");
	void *frames[2];

	heart.file = fopen(path != NULL ? path : "/dev/null", "a");
	if (heart.file == NULL) {
		*error = g_strdup("cannot write TERTIUS_HEARTBEAT");
		return -1;
	}
	setvbuf(heart.file, NULL, _IOLBF, 0);
	/* The first call loads a library, which a handler must not. */
	(void) backtrace(frames, 2);
	find_loop();
	(void) sigaction(SIGUSR2, &look, NULL);
	heart.main = pthread_self();
	heart.last = get_time(CLOCK_MONOTONIC);
	(void) pthread_create(&heart.watcher, NULL, watch, NULL);
	heart.reload = g_unix_signal_add(SIGUSR1, on_reload, NULL);
	heart.source =
		g_timeout_add_full(G_PRIORITY_HIGH, BEAT, on_beat, NULL, NULL);
	return 0;
}

EXPORT gboolean
plugin_done(void)
{
	g_source_remove(heart.source);
	g_source_remove(heart.reload);
	heart.ends = TRUE;
	(void) pthread_join(heart.watcher, NULL);
	(void) fclose(heart.file);
	return FALSE;
}

EXPORT const gchar *
plugin_name(void)
{
	return "Heartbeat";
}

EXPORT const gchar *
plugin_desc(void)
{
	return "Measures the main loop.";
}

EXPORT const gchar *
plugin_version(void)
{
	return "1";
}

EXPORT const gchar *
plugin_type(void)
{
	return "GTK3";
}

EXPORT const gchar *
plugin_licence(void)
{
	return "GPL3+";
}

EXPORT struct PluginFeature *
plugin_provides(void)
{
	static struct PluginFeature features[] = {
		{ PLUGIN_UTILITY, "Heartbeat" },
		{ PLUGIN_NOTHING, NULL },
	};

	return features;
}
