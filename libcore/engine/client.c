/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking the engine in its own process.
 */
#include "engine/client.h"

#include "base/error.h"
#include "engine/answers.h"
#include "engine/child.h"
#include "mail/source.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/socket.h>

#define LOOK_SECONDS 10 /* how often it is looked whether the child hangs */

typedef struct {
	gint64 number; /* 0: the greeting */
	GBytes *line;
	GBytes *body; /* or NULL */
	gsize sent;   /* of both, to the present child */
	guint deaths;
	char *trouble;          /* why it cannot be done, or NULL */
	TertiusClientFunc func; /* NULL: nobody waits */
	gpointer data;
} Ask;

struct _TertiusClient {
	char *program;
	char **options;
	TertiusChild *child;          /* or NULL */
	int fd;                       /* its; -1: no child */
	TertiusAnswers *answers;      /* of it */
	guint writable, watch, again; /* sources, or 0 */
	guint failing;                /* the same */
	GQueue asks;                  /* Ask, by age; sent ones first */
	GQueue failed;                /* Ask, to be told so */
	Ask *greeting;                /* or NULL */
	gint64 number;
	gint64 first_start; /* of the last minute, monotonic */
	guint starts;
	guint seconds; /* of patience */
	gint64 heard;  /* when the child last answered, or was first asked */
};

static void try_start(TertiusClient *client);
static void stop_child(TertiusClient *client);

static void
free_ask(Ask *ask)
{
	g_clear_pointer(&ask->line, g_bytes_unref);
	g_clear_pointer(&ask->body, g_bytes_unref);
	g_free(ask->trouble);
	g_free(ask);
}

static gsize
get_length(const Ask *ask)
{
	return g_bytes_get_size(ask->line) +
	       (ask->body != NULL ? g_bytes_get_size(ask->body) : 0);
}

static void
tell_failure(const Ask *ask)
{
	g_autoptr(GError) error = g_error_new_literal(
		TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE, ask->trouble);

	if (ask->func != NULL)
		ask->func(NULL, error, ask->data);
}

/* One at a time: who is told may drop others, ask again, or free the client. */
static gboolean
on_failed(gpointer data)
{
	TertiusClient *client = data;
	Ask *ask = g_queue_pop_head(&client->failed);
	gboolean is_last = g_queue_is_empty(&client->failed);

	if (is_last)
		client->failing = 0;
	tell_failure(ask);
	free_ask(ask);
	return is_last ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* The oldest. */
static void
fail_first(TertiusClient *client, const char *message)
{
	Ask *ask = g_queue_pop_head(&client->asks);

	ask->trouble = g_strdup(message);
	g_queue_push_tail(&client->failed, ask);
	if (client->failing == 0)
		client->failing = g_idle_add(on_failed, client);
}

static void
fail_all(TertiusClient *client, const char *message)
{
	while (!g_queue_is_empty(&client->asks))
		fail_first(client, message);
}

static void
clear_source(guint *source)
{
	if (*source != 0)
		g_source_remove(*source);
	*source = 0;
}

/* --- Sending ------------------------------------------------------------- */

/* What is left of @part after @sent of the whole, where it begins at @from. */
static const char *
get_left(GBytes *part, gsize from, gsize sent, gsize *length)
{
	gsize size;
	const char *bytes = g_bytes_get_data(part, &size);

	*length = from + size - sent;
	return bytes + (sent - from);
}

/* FALSE: the child takes no more for now, or is gone. */
static gboolean
send_some(TertiusClient *client, Ask *ask)
{
	gsize line = g_bytes_get_size(ask->line);
	gsize left;
	const char *bytes =
		ask->sent < line ? get_left(ask->line, 0, ask->sent, &left)
				 : get_left(ask->body, line, ask->sent, &left);
	gssize n = send(client->fd, bytes, left, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n < 0)
		return errno == EINTR;
	ask->sent += (gsize) n;
	return TRUE;
}

static gboolean
is_unsent(const Ask *ask)
{
	return ask->sent < get_length(ask);
}

/* What was begun is ended first; then the greeting goes before all. */
static Ask *
get_unsent(TertiusClient *client)
{
	GList *i = client->asks.head;

	while (i != NULL && !is_unsent(i->data))
		i = i->next;
	if (client->greeting != NULL && is_unsent(client->greeting) &&
	    (i == NULL || ((const Ask *) i->data)->sent == 0))
		return client->greeting;
	return i != NULL ? i->data : NULL;
}

static gboolean
on_writable(int fd, GIOCondition condition, gpointer data)
{
	TertiusClient *client = data;
	Ask *ask = get_unsent(client);

	(void) fd;
	/* That the child is gone is seen where it is read. */
	if (ask != NULL && (condition & (G_IO_HUP | G_IO_ERR)) == 0) {
		(void) send_some(client, ask);
		return G_SOURCE_CONTINUE;
	}
	client->writable = 0;
	return G_SOURCE_REMOVE;
}

static void
want_to_send(TertiusClient *client)
{
	if (client->fd >= 0 && client->writable == 0)
		client->writable = g_unix_fd_add(
			client->fd, G_IO_OUT | G_IO_HUP, on_writable, client);
}

/* --- Receiving ----------------------------------------------------------- */

/* A member that is one value; or NULL. */
static JsonNode *
get_value(JsonObject *answer, const char *name)
{
	JsonNode *node = json_object_get_member(answer, name);

	return node != NULL && JSON_NODE_HOLDS_VALUE(node) ? node : NULL;
}

static void
tell_answer(const Ask *ask, JsonObject *answer)
{
	JsonNode *node = get_value(answer, "error");
	const char *message = node != NULL ? json_node_get_string(node) : NULL;
	g_autoptr(GError) error = NULL;

	if (ask->func == NULL)
		return;
	if (message != NULL)
		error = g_error_new_literal(TERTIUS_ERROR,
		                            TERTIUS_ERROR_MALFORMED, message);
	ask->func(error == NULL ? answer : NULL, error, ask->data);
}

/* The child answers in order. FALSE: what it says makes no sense. */
static gboolean
on_answer(JsonObject *answer, gpointer data)
{
	TertiusClient *client = data;
	JsonNode *node = get_value(answer, "n");
	gint64 number = node != NULL ? json_node_get_int(node) : -1;
	Ask *ask = g_queue_peek_head(&client->asks);

	client->heard = g_get_monotonic_time();
	if (number == 0 && client->greeting != NULL)
		return TRUE;
	if (ask == NULL || ask->number != number || ask->sent == 0)
		return FALSE;
	(void) g_queue_pop_head(&client->asks);
	client->starts = 0;
	tell_answer(ask, answer);
	free_ask(ask);
	return TRUE;
}

static void
on_end(gpointer data)
{
	stop_child(data);
	try_start(data);
}

/* --- The child's life ---------------------------------------------------- */

static void
stop_child(TertiusClient *client)
{
	g_clear_pointer(&client->answers, tertius_answers_free);
	clear_source(&client->writable);
	clear_source(&client->watch);
	g_clear_pointer(&client->child, tertius_child_free);
	client->fd = -1;
}

/* The first one that was sent is where the child ended. */
static void
put_back(TertiusClient *client)
{
	Ask *first = g_queue_peek_head(&client->asks);

	if (client->greeting != NULL)
		client->greeting->sent = 0;
	if (first != NULL && first->sent > 0 &&
	    ++first->deaths >= TERTIUS_CLIENT_DEATHS_MAX)
		fail_first(client,
		           _("Tertius could not do this; it ended twice"));
	for (GList *i = client->asks.head; i != NULL; i = i->next)
		((Ask *) i->data)->sent = 0;
}

static gboolean
on_patience(gpointer data)
{
	TertiusClient *client = data;
	gint64 silent = g_get_monotonic_time() - client->heard;

	if (g_queue_is_empty(&client->asks) ||
	    silent < (gint64) client->seconds * G_USEC_PER_SEC)
		return G_SOURCE_CONTINUE;
	client->watch = 0;
	stop_child(client);
	try_start(client);
	return G_SOURCE_REMOVE;
}

/* `PROGRAM ARGUMENTS OPTIONS` */
static char **
dup_line(const TertiusClient *client, const char *const *arguments)
{
	g_autoptr(GStrvBuilder) line = g_strv_builder_new();

	g_strv_builder_add(line, client->program);
	for (guint i = 0; arguments[i] != NULL; i++)
		g_strv_builder_add(line, arguments[i]);
	for (guint i = 0; client->options[i] != NULL; i++)
		g_strv_builder_add(line, client->options[i]);
	return g_strv_builder_end(line);
}

static void
tell_not_started(TertiusClient *client, const GError *error)
{
	g_autofree char *message = g_strdup_printf(
		_("Tertius cannot be started: %s"), error->message);

	fail_all(client, message);
}

/* That it has ended is seen where it is read. */
static void
on_child(gboolean is_fine, const GError *error, gpointer data)
{
	TertiusClient *client = data;

	(void) is_fine;
	if (error == NULL)
		return;
	stop_child(client);
	tell_not_started(client, error);
}

static gboolean
start(TertiusClient *client, GError **error)
{
	static const char *const serve[] = { "serve", NULL };

	client->child = tertius_child_new(dup_line(client, serve), TRUE,
	                                  on_child, client, error);
	if (client->child == NULL)
		return FALSE;
	client->fd = tertius_child_get_fd(client->child);
	client->answers =
		tertius_answers_new(client->fd, on_answer, on_end, client);
	client->watch = g_timeout_add_seconds(
		MIN(client->seconds, LOOK_SECONDS), on_patience, client);
	client->heard = g_get_monotonic_time();
	if (client->greeting != NULL)
		client->greeting->sent = 0;
	return TRUE;
}

/* Whether one more start is not too many. */
static gboolean
may_start(TertiusClient *client)
{
	gint64 now = g_get_monotonic_time();

	if (client->starts == 0 ||
	    now - client->first_start > (gint64) 60 * G_USEC_PER_SEC) {
		client->first_start = now;
		client->starts = 0;
	}
	return client->starts++ < TERTIUS_CLIENT_STARTS_MAX;
}

static gboolean
on_again(gpointer data)
{
	TertiusClient *client = data;
	g_autoptr(GError) error = NULL;

	client->again = 0;
	if (g_queue_is_empty(&client->asks))
		return G_SOURCE_REMOVE;
	if (!may_start(client)) {
		fail_all(client, _("Tertius keeps ending; it is tried again "
		                   "in a minute"));
	} else if (!start(client, &error)) {
		tell_not_started(client, error);
	} else {
		want_to_send(client);
	}
	return G_SOURCE_REMOVE;
}

/* Not at once: whoever asks is not called back before ask has returned. */
static void
try_start(TertiusClient *client)
{
	put_back(client);
	if (client->again == 0 && client->fd < 0)
		client->again = g_idle_add(on_again, client);
}

/* --- For the plugin ------------------------------------------------------ */

static char *
dup_program(const char *program, const char *beside)
{
	const char *named = g_getenv("TERTIUS_PROGRAM");
	const char *installed = TERTIUS_BINDIR "/tertius";

	if (program != NULL)
		return g_strdup(program);
	if (named != NULL)
		return g_strdup(named);
	if (beside != NULL &&
	    !g_file_test(installed, G_FILE_TEST_IS_EXECUTABLE))
		return g_build_filename(beside, "tertius", NULL);
	return g_strdup(installed);
}

TertiusClient *
tertius_client_new(const char *program, const char *beside,
                   const char *const *options)
{
	TertiusClient *client = g_new0(TertiusClient, 1);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (guint i = 0; options != NULL && options[i] != NULL; i++)
		g_strv_builder_add(builder, options[i]);
	client->options = g_strv_builder_end(builder);
	client->program = dup_program(program, beside);
	client->fd = -1;
	client->seconds = TERTIUS_CLIENT_SECONDS_MAX;
	g_queue_init(&client->asks);
	g_queue_init(&client->failed);
	return client;
}

void
tertius_client_set_seconds(TertiusClient *client, guint seconds)
{
	client->seconds = seconds;
}

gboolean
tertius_client_passes_over(const char *folder)
{
	return tertius_source_leaves_out(tertius_source_folder_use(folder));
}

static void
free_asks(GQueue *asks)
{
	for (Ask *ask; (ask = g_queue_pop_head(asks)) != NULL;)
		free_ask(ask);
}

void
tertius_client_free(TertiusClient *client)
{
	if (client == NULL)
		return;
	stop_child(client);
	clear_source(&client->again);
	clear_source(&client->failing);
	free_asks(&client->asks);
	free_asks(&client->failed);
	g_clear_pointer(&client->greeting, free_ask);
	g_strfreev(client->options);
	g_free(client->program);
	g_free(client);
}

TertiusJson *
tertius_client_request(const char *name)
{
	TertiusJson *request = tertius_json_begin();

	tertius_json_text(request, "do", name);
	return request;
}

static Ask *
new_ask(TertiusJson *request, gint64 number, GBytes *body)
{
	Ask *ask = g_new0(Ask, 1);
	g_autofree char *text = NULL;
	char *line;

	tertius_json_integer(request, "n", number);
	if (body != NULL)
		tertius_json_integer(request, "length",
		                     (gint64) g_bytes_get_size(body));
	text = tertius_json_end(request);
	line = g_strconcat(text, "\n", NULL);
	ask->number = number;
	ask->line = g_bytes_new_take(line, strlen(line));
	ask->body = body != NULL ? g_bytes_ref(body) : NULL;
	return ask;
}

void
tertius_client_ask(TertiusClient *client, TertiusJson *request, GBytes *body,
                   TertiusClientFunc func, gpointer data)
{
	Ask *ask = new_ask(request, ++client->number, body);

	ask->func = func;
	ask->data = data;
	if (g_queue_is_empty(&client->asks))
		client->heard = g_get_monotonic_time();
	g_queue_push_tail(&client->asks, ask);
	if (client->fd < 0)
		try_start(client);
	else
		want_to_send(client);
}

void
tertius_client_greet(TertiusClient *client, TertiusJson *request)
{
	gboolean is_begun = client->greeting != NULL &&
	                    client->greeting->sent > 0 &&
	                    is_unsent(client->greeting);

	g_clear_pointer(&client->greeting, free_ask);
	client->greeting = new_ask(request, 0, NULL);
	if (is_begun) {
		stop_child(client);
		try_start(client);
	}
	want_to_send(client);
}

static void
drop_from(const GQueue *asks, gconstpointer data)
{
	for (GList *i = asks->head; i != NULL; i = i->next) {
		Ask *ask = i->data;

		if (ask->data == data)
			ask->func = NULL;
	}
}

void
tertius_client_drop(TertiusClient *client, gconstpointer data)
{
	drop_from(&client->asks, data);
	drop_from(&client->failed, data);
}

/* One that runs by itself. */
typedef struct {
	TertiusChild *child;
	void (*ended)(gboolean is_fine);
} Run;

static void
on_run_ended(gboolean is_fine, const GError *error, gpointer data)
{
	Run *run = data;

	if (run->ended != NULL)
		run->ended(is_fine && error == NULL);
	tertius_child_free(run->child);
	g_free(run);
}

gboolean
tertius_client_run(TertiusClient *client, const char *const *arguments,
                   const char *input, void (*ended)(gboolean is_fine),
                   GError **error)
{
	Run *run = g_new0(Run, 1);
	int fd;

	run->ended = ended;
	run->child = tertius_child_new(dup_line(client, arguments), FALSE,
	                               on_run_ended, run, error);
	if (run->child == NULL) {
		g_free(run);
		return FALSE;
	}
	fd = tertius_child_get_fd(run->child);
	/* Short enough for a socket that nobody has written to. */
	if (input != NULL)
		(void) send(fd, input, strlen(input),
		            MSG_NOSIGNAL | MSG_DONTWAIT);
	(void) shutdown(fd, SHUT_WR);
	return TRUE;
}

guint
tertius_client_count(const TertiusClient *client)
{
	return client->asks.length + client->failed.length;
}

GPid
tertius_client_get_pid(const TertiusClient *client)
{
	return client->child != NULL ? tertius_child_get_pid(client->child) : 0;
}
