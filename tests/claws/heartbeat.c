/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plugin of its own for the tests: it beats every 2 ms on Claws Mail's main
 * loop and writes down each time the loop came late, and how long of that Tertius
 * held it, by the clock.
 *
 * For the latter it wants Tertius built so that each of its functions tells when
 * it is entered and left (build/timed/tertius.so). What the main loop calls in it
 * is timed as one; what the client does when it is asked for a message, its own
 * way to the server, is told apart from that.
 *
 * A signal (SIGUSR1) takes Tertius out, the next brings it in again.
 *
 *	TERTIUS_HEARTBEAT=FILE   a line each: moment, milliseconds late, of these
 *	                         in Tertius, of these on the processor, of all
 *	                         while the client fetches, and the function of
 *	                         Tertius that took longest;
 *	                         "up" when Claws Mail has started; at the end
 *	                         and when Tertius is taken out, "calls" with how
 *	                         many there were, the longest and its function
 *	TERTIUS_FETCH=IDENTIFIER fetches each message of this folder, one after the
 *	                         other, as Tertius does: what that costs alone
 *	TERTIUS_PLUGIN=FILE      what SIGUSR1 brings in
 *	TERTIUS_MIRRORED=yes     all is written from right to left
 *	TERTIUS_CUT=WORDS        "cut" and the text of each label in which these
 *	                         stand and for which there is not room enough
 *	TERTIUS_RENAME="IDENTIFIER NAME;…"  SIGUSR2 renames these folders, as
 *	                         their menu does; without a NAME it deletes them,
 *	                         and with another identifier it moves them there
 *	LD_PRELOAD=heartbeat.so  "had" and "left" are written too when Tertius is
 *	                         taken out: its hooks in the client's lists
 */
#define _GNU_SOURCE
#include <claws-features.h>

#include <glib-unix.h>
#include <glib.h>
#include <gtk/gtk.h>

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <imap.h>
#include <main.h>
#include <msgcache.h>
#include <plugin.h>
#include <procmsg.h>

#define EXPORT __attribute__((visibility("default")))
#define BEAT   2 /* milliseconds */
/* Later than this is written down. */
#define LATE   4
/* Calls of ours within fetches within calls of ours. */
#define NEST   16
#define FETCH  "TERTIUS_FETCH"
#define CUT    "TERTIUS_CUT"
/* How often labels are looked at; milliseconds. */
#define LOOK   200

typedef char *(*Fetch)(Folder *folder, FolderItem *item, gint number);

/* What the main loop called in Tertius. */
typedef struct {
	void *function;
	guint depth;      /* at which it was entered */
	gint64 began;     /* microseconds; or since the last beat */
	gint64 worked;    /* of the processor, then */
	gint64 took;      /* before the last beat */
	gboolean fetches; /* the client has control */
} Call;

static struct {
	FILE *file;
	guint source, reload, rename, fetching, looking;
	GThread *main;
	gint64 last; /* when the loop last beat, microseconds */
	gboolean is_up;
	Fetch fetch;    /* the client's own */
	guint fetches;  /* that are under way */
	gint64 fetched; /* since the last beat */
	gint64 fetch_began;
	GSList *numbers; /* to be fetched by ourselves */
} heart;

static struct {
	Call calls[NEST];
	guint n, depth;
	gint64 took;    /* since the last beat */
	gint64 worked;  /* of the processor, in these */
	gint64 longest; /* of them */
	void *function; /* of that */
	gint64 worst;   /* of all */
	void *worst_function;
	guint count;
} ours;

static gint64
read_clock(clockid_t clock)
{
	struct timespec time;

	(void) clock_gettime(clock, &time);
	return (gint64) time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static gint64
get_time(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

/* Where others want the processor too, a call takes longer than this. */
static gint64
get_work(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

/* --- Calls of ours ------------------------------------------------------- */

static Call *
get_call(void)
{
	return ours.n > 0 ? &ours.calls[ours.n - 1] : NULL;
}

static gboolean
is_main(void)
{
	return heart.main == g_thread_self();
}

/* Counts what the call has taken until now. */
static void
stop_clock(Call *call)
{
	gint64 part = get_time() - call->began;

	call->took += part;
	ours.took += part;
	ours.worked += get_work() - call->worked;
	if (call->took > ours.longest) {
		ours.longest = call->took;
		ours.function = call->function;
	}
}

/* As the linker calls what the compiler wants to be called. */
void
tertius_test_enter(void *function,
                   void *caller) __asm__("__wrap___cyg_profile_func_enter");
void tertius_test_exit(void *function,
                       void *caller) __asm__("__wrap___cyg_profile_func_exit");

EXPORT void
tertius_test_enter(void *function, void *caller)
{
	const Call *call = get_call();

	(void) caller;
	if (!is_main())
		return;
	ours.depth++;
	if ((call != NULL && !call->fetches) || ours.n == NEST)
		return;
	ours.calls[ours.n++] = (Call){ .function = function,
		                       .depth = ours.depth,
		                       .began = get_time(),
		                       .worked = get_work() };
}

EXPORT void
tertius_test_exit(void *function, void *caller)
{
	Call *call = get_call();

	(void) function;
	(void) caller;
	if (!is_main())
		return;
	if (call != NULL && call->depth == ours.depth) {
		stop_clock(call);
		ours.count++;
		if (call->took > ours.worst) {
			ours.worst = call->took;
			ours.worst_function = call->function;
		}
		ours.n--;
	}
	ours.depth--;
}

/* --- The client's fetches ------------------------------------------------ */

static char *
fetch(Folder *folder, FolderItem *item, gint number)
{
	Call *call = get_call();
	char *path;

	if (call != NULL) {
		stop_clock(call);
		call->fetches = TRUE;
	}
	if (heart.fetches++ == 0)
		heart.fetch_began = get_time();
	path = heart.fetch(folder, item, number);
	if (--heart.fetches == 0)
		heart.fetched += get_time() - heart.fetch_began;
	if (call != NULL) {
		call->fetches = FALSE;
		call->began = get_time();
		call->worked = get_work();
		/* The loop ran in between: what was before is over. */
		call->took = 0;
	}
	return path;
}

/* Done by ourselves, for comparison. */
static gboolean
on_fetch(gpointer data)
{
	FolderItem *item = folder_find_item_from_identifier(g_getenv(FETCH));
	g_autofree char *path = NULL;
	MsgInfoList *list;

	(void) data;
	heart.fetching = 0;
	if (item != NULL && item->cache != NULL && heart.numbers == NULL) {
		list = msgcache_get_msg_list(item->cache);
		for (GSList *i = list; i != NULL; i = i->next)
			heart.numbers = g_slist_prepend(
				heart.numbers,
				GINT_TO_POINTER(((MsgInfo *) i->data)->msgnum));
		procmsg_msg_list_free(list);
	}
	if (item != NULL && heart.numbers != NULL && g_main_depth() <= 1 &&
	    item->scanning == ITEM_NOT_SCANNING) {
		gint number = GPOINTER_TO_INT(heart.numbers->data);

		heart.numbers =
			g_slist_delete_link(heart.numbers, heart.numbers);
		path = fetch(item->folder, item, number);
	}
	if (!claws_is_exiting())
		heart.fetching = g_timeout_add_full(G_PRIORITY_LOW,
		                                    path != NULL ? 10 : 500,
		                                    on_fetch, NULL, NULL);
	return G_SOURCE_REMOVE;
}

/* --- Beats --------------------------------------------------------------- */

static const char *
get_name(void *function)
{
	Dl_info info;
	static char name[64];

	if (function == NULL || dladdr(function, &info) == 0)
		return "-";
	(void) g_snprintf(name, sizeof(name), "%#lx",
	                  (unsigned long) ((const char *) function -
	                                   (const char *) info.dli_fbase));
	return name;
}

static void
write_beat(gint64 now)
{
	double late = (double) (now - heart.last) / 1000.0;
	gint64 fetched = heart.fetched;

	if (heart.fetches > 0)
		fetched += now - heart.fetch_began;
	if (late > LATE)
		fprintf(heart.file, "%.3f %.1f %.1f %.1f %.1f %s\n",
		        (double) now / 1e6, late, (double) ours.took / 1000.0,
		        (double) ours.worked / 1000.0,
		        (double) fetched / 1000.0, get_name(ours.function));
}

/* A fetch under way, and a call of ours around it, begin anew here. */
static gboolean
on_beat(gpointer data)
{
	gint64 now = get_time();

	(void) data;
	if (!heart.is_up && !claws_is_starting()) {
		heart.is_up = TRUE;
		fprintf(heart.file, "%.3f 0 0 0 0 up\n", (double) now / 1e6);
	}
	write_beat(now);
	ours.took = ours.worked = ours.longest = 0;
	ours.function = NULL;
	heart.fetched = 0;
	heart.last = heart.fetch_began = get_time();
	return G_SOURCE_CONTINUE;
}

static void
write_calls(void)
{
	fprintf(heart.file, "%u %.1f 0 0 0 calls:%s\n", ours.count,
	        (double) ours.worst / 1000.0, get_name(ours.worst_function));
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

/* --- What is left of it -------------------------------------------------- */

static GPtrArray *hook_lists; /* GHookList */

/* As the client hangs a hook into one of its lists. */
EXPORT void
g_hook_insert_before(GHookList *list, GHook *sibling, GHook *hook)
{
	static void (*insert)(GHookList * list, GHook * sibling, GHook * hook);

	/* A function of C is no object to ISO C; to POSIX it is. */
	if (insert == NULL)
		*(void **) &insert = dlsym(RTLD_NEXT, "g_hook_insert_before");
	if (hook_lists == NULL)
		hook_lists = g_ptr_array_new();
	if (!g_ptr_array_find(hook_lists, list, NULL))
		g_ptr_array_add(hook_lists, list);
	insert(list, sibling, hook);
}

static gboolean
is_of_tertius(const GHook *hook)
{
	Dl_info info;

	return hook->func != NULL && dladdr(hook->func, &info) != 0 &&
	       g_str_has_suffix(info.dli_fname, "/tertius.so");
}

static guint
count_hooks(void)
{
	guint n = 0;

	for (guint i = 0; i < hook_lists->len; i++) {
		GHookList *list = hook_lists->pdata[i];
		GHook *hook = g_hook_first_valid(list, TRUE);

		while (hook != NULL) {
			n += is_of_tertius(hook) ? 1 : 0;
			hook = g_hook_next_valid(list, hook, TRUE);
		}
	}
	return n;
}

/* Only the client itself is to have it loaded before all else. */
__attribute__((constructor)) static void
keep_from_children(void)
{
	g_unsetenv("LD_PRELOAD");
}

static gboolean
on_reload(gpointer data)
{
	const char *path = g_getenv("TERTIUS_PLUGIN");
	Plugin *plugin = find_tertius();
	g_autofree char *error = NULL;

	(void) data;
	if (plugin != NULL) {
		if (hook_lists != NULL)
			fprintf(heart.file, "%u 0 0 0 0 had\n", count_hooks());
		plugin_unload(plugin);
		if (hook_lists != NULL)
			fprintf(heart.file, "%u 0 0 0 0 left\n", count_hooks());
		write_calls();
		return G_SOURCE_CONTINUE;
	}
	if (path != NULL && plugin_load(path, &error) == NULL)
		g_printerr("heartbeat: %s\n", error);
	return G_SOURCE_CONTINUE;
}

static void
rename_folder(char *identifier)
{
	char *name = strrchr(identifier, ' ');
	FolderItem *item, *moved = NULL;

	if (name == NULL)
		return;
	*name++ = '\0';
	item = folder_find_item_from_identifier(identifier);
	if (item == NULL)
		return;
	if (*name == '#')
		(void) folder_item_move_to(
			item, folder_find_item_from_identifier(name), &moved,
			FALSE);
	else if (*name != '\0' ? folder_item_rename(item, name) < 0
	                       : item->folder->klass->remove_folder(
					 item->folder, item) < 0)
		g_printerr("heartbeat: %s stays as it is\n", identifier);
}

static gboolean
on_rename(gpointer data)
{
	g_auto(GStrv) pairs = g_strsplit(g_getenv("TERTIUS_RENAME"), ";", -1);

	(void) data;
	for (guint i = 0; pairs[i] != NULL; i++)
		rename_folder(pairs[i]);
	return G_SOURCE_CONTINUE;
}

/* Before GTK has laid it out nothing of it is drawn; it stands nowhere. */
static gboolean
has_place(GtkWidget *widget)
{
	GtkAllocation place;

	gtk_widget_get_allocation(widget, &place);
	return place.x >= 0;
}

/* GTK shows three dots where the text ends. */
static void
look_at(GtkWidget *widget, gpointer data)
{
	const char *words = g_getenv(CUT);
	const char *text;

	if (!gtk_widget_get_mapped(widget))
		return;
	if (GTK_IS_CONTAINER(widget))
		gtk_container_forall(GTK_CONTAINER(widget), look_at, data);
	if (!GTK_IS_LABEL(widget) || !has_place(widget))
		return;
	text = gtk_label_get_text(GTK_LABEL(widget));
	if (strstr(text, words) != NULL &&
	    pango_layout_is_ellipsized(gtk_label_get_layout(GTK_LABEL(widget))))
		fprintf(heart.file, "cut %s\n", text);
}

static gboolean
on_look(gpointer data)
{
	GList *windows = gtk_window_list_toplevels();

	for (GList *l = windows; l != NULL; l = l->next)
		look_at(l->data, data);
	g_list_free(windows);
	return G_SOURCE_CONTINUE;
}

EXPORT gint
plugin_init(gchar **error)
{
	const char *path = g_getenv("TERTIUS_HEARTBEAT");

	heart.file = fopen(path != NULL ? path : "/dev/null", "a");
	if (heart.file == NULL) {
		*error = g_strdup("cannot write TERTIUS_HEARTBEAT");
		return -1;
	}
	setvbuf(heart.file, NULL, _IOLBF, 0);
	heart.main = g_thread_self();
	heart.last = get_time();
	heart.fetch = imap_get_class()->fetch_msg;
	imap_get_class()->fetch_msg = fetch;
	heart.reload = g_unix_signal_add(SIGUSR1, on_reload, NULL);
	if (g_getenv("TERTIUS_MIRRORED") != NULL)
		gtk_widget_set_default_direction(GTK_TEXT_DIR_RTL);
	if (g_getenv("TERTIUS_RENAME") != NULL)
		heart.rename = g_unix_signal_add(SIGUSR2, on_rename, NULL);
	heart.source =
		g_timeout_add_full(G_PRIORITY_HIGH, BEAT, on_beat, NULL, NULL);
	if (g_getenv(FETCH) != NULL)
		heart.fetching = g_timeout_add(500, on_fetch, NULL);
	if (g_getenv(CUT) != NULL)
		heart.looking = g_timeout_add(LOOK, on_look, NULL);
	return 0;
}

EXPORT gboolean
plugin_done(void)
{
	g_source_remove(heart.source);
	g_source_remove(heart.reload);
	if (heart.rename != 0)
		g_source_remove(heart.rename);
	if (heart.fetching != 0)
		g_source_remove(heart.fetching);
	if (heart.looking != 0)
		g_source_remove(heart.looking);
	g_slist_free(heart.numbers);
	imap_get_class()->fetch_msg = heart.fetch;
	write_calls();
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
