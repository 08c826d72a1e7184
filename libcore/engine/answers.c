/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the engine's process writes, as objects, in its order.
 *
 *	wait for bytes --> a line? --short--> parse --> func
 *	      ^              │ └─────long--> a thread parses --> func
 *	      └──────no──────┘
 */
#include "engine/answers.h"

#include "engine/json.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>

#define PORTION           ((gsize) 64 * 1024)
/* After so long, the others of the main loop have their turn. */
#define TURN_MICROSECONDS 4000

struct _TertiusAnswers {
	int fd;
	TertiusAnswersFunc func;
	TertiusAnswersEnd end;
	gpointer data;
	GByteArray *read; /* the beginning of an answer, or several */
	guint looked;     /* so many bytes of it have no line's end */
	guint source;     /* 0: a thread parses, or it is over */
	gboolean is_over;
};

static void go_on(TertiusAnswers *answers);

static void
clear(gpointer data)
{
	g_byte_array_unref(((TertiusAnswers *) data)->read);
}

static void
stop(TertiusAnswers *answers)
{
	answers->is_over = TRUE;
	if (answers->source != 0)
		g_source_remove(answers->source);
	answers->source = 0;
}

static void
be_over(TertiusAnswers *answers)
{
	if (answers->is_over)
		return;
	stop(answers);
	answers->end(answers->data);
}

/* FALSE: over. */
static gboolean
take(TertiusAnswers *answers, JsonParser *parser)
{
	JsonNode *root = json_parser_get_root(parser);

	if (!answers->is_over && root != NULL && JSON_NODE_HOLDS_OBJECT(root) &&
	    answers->func(json_node_get_object(root), answers->data))
		return !answers->is_over;
	be_over(answers);
	return FALSE;
}

/* Without a root, when the line makes no sense. */
static JsonParser *
parse(GBytes *line)
{
	JsonParser *parser = json_parser_new();
	gsize length;
	const char *text = g_bytes_get_data(line, &length);

	if (length > 0 && tertius_json_is_shallow(text, length))
		(void) json_parser_load_from_data(parser, text, (gssize) length,
		                                  NULL);
	return parser;
}

/* --- Long ones ----------------------------------------------------------- */

static void
parse_in_thread(GTask *task, gpointer source, gpointer data,
                GCancellable *cancellable)
{
	(void) source;
	(void) cancellable;
	g_task_return_pointer(task, parse(data), g_object_unref);
}

static void
drop_in_thread(GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
	(void) source;
	(void) cancellable;
	g_object_unref(data);
	g_task_return_boolean(task, TRUE);
}

/* To give back so many small pieces of memory takes as long as to parse them. */
static void
drop(JsonParser *parser)
{
	g_autoptr(GTask) task = g_task_new(NULL, NULL, NULL, NULL);

	g_task_set_task_data(task, parser, NULL);
	g_task_run_in_thread(task, drop_in_thread);
}

static void
on_parsed(GObject *source, GAsyncResult *result, gpointer data)
{
	TertiusAnswers *answers = data;
	JsonParser *parser = g_task_propagate_pointer(G_TASK(result), NULL);

	(void) source;
	if (take(answers, parser))
		go_on(answers);
	drop(parser);
	g_rc_box_release_full(answers, clear);
}

static void
parse_long(TertiusAnswers *answers, GBytes *line)
{
	g_autoptr(GTask) task =
		g_task_new(NULL, NULL, on_parsed, g_rc_box_acquire(answers));

	g_task_set_task_data(task, line, (GDestroyNotify) g_bytes_unref);
	g_task_run_in_thread(task, parse_in_thread);
}

/* --- Lines --------------------------------------------------------------- */

/* One whole line, if there is one. */
static GBytes *
steal_line(TertiusAnswers *answers)
{
	const char *start = (const char *) answers->read->data;
	guint left = answers->read->len - answers->looked;
	const char *end =
		left > 0 ? memchr(start + answers->looked, '\n', left) : NULL;
	GBytes *line;

	answers->looked = answers->read->len;
	if (end == NULL)
		return NULL;
	line = g_bytes_new(start, (gsize) (end - start));
	g_byte_array_remove_range(answers->read, 0, (guint) (end - start) + 1);
	answers->looked = 0;
	return line;
}

/* FALSE: over. */
static gboolean
take_short(TertiusAnswers *answers, GBytes *line)
{
	g_autoptr(JsonParser) parser = parse(line);

	g_bytes_unref(line);
	return take(answers, parser);
}

/* --- Turns of the main loop ---------------------------------------------- */

static gboolean
on_readable(int fd, GIOCondition condition, gpointer data)
{
	TertiusAnswers *answers = data;
	guint before = answers->read->len;
	gssize n;

	(void) condition;
	g_byte_array_set_size(answers->read, before + (guint) PORTION);
	n = recv(fd, answers->read->data + before, PORTION, MSG_DONTWAIT);
	g_byte_array_set_size(answers->read, before + (guint) MAX(n, 0));
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return G_SOURCE_CONTINUE;
	answers->source = 0;
	if (n > 0)
		go_on(answers);
	else
		be_over(answers);
	return G_SOURCE_REMOVE;
}

static gboolean
on_turn(gpointer data)
{
	TertiusAnswers *answers = data;

	answers->source = 0;
	go_on(answers);
	return G_SOURCE_REMOVE;
}

/* FALSE: a thread parses now, or it is over. */
static gboolean
take_line(TertiusAnswers *answers, GBytes *line)
{
	if (g_bytes_get_size(line) < TERTIUS_ANSWERS_LONG)
		return take_short(answers, line);
	if (g_bytes_get_size(line) <= TERTIUS_ANSWERS_LINE_MAX) {
		parse_long(answers, line);
		return FALSE;
	}
	g_bytes_unref(line);
	be_over(answers);
	return FALSE;
}

/* FALSE: the next turn is planned, or none will be. */
static gboolean
take_lines(TertiusAnswers *answers)
{
	gint64 until = g_get_monotonic_time() + TURN_MICROSECONDS;
	GBytes *line;

	while ((line = steal_line(answers)) != NULL) {
		if (!take_line(answers, line))
			return FALSE;
		if (g_get_monotonic_time() < until)
			continue;
		answers->source = g_idle_add_full(G_PRIORITY_DEFAULT, on_turn,
		                                  answers, NULL);
		return FALSE;
	}
	return TRUE;
}

static void
go_on(TertiusAnswers *answers)
{
	(void) g_rc_box_acquire(answers);
	if (take_lines(answers)) {
		if (answers->read->len > TERTIUS_ANSWERS_LINE_MAX)
			be_over(answers);
		else
			answers->source =
				g_unix_fd_add(answers->fd, G_IO_IN | G_IO_HUP,
			                      on_readable, answers);
	}
	g_rc_box_release_full(answers, clear);
}

TertiusAnswers *
tertius_answers_new(int fd, TertiusAnswersFunc func, TertiusAnswersEnd end,
                    gpointer data)
{
	TertiusAnswers *answers = g_rc_box_new0(TertiusAnswers);

	answers->fd = fd;
	answers->func = func;
	answers->end = end;
	answers->data = data;
	answers->read = g_byte_array_new();
	go_on(answers);
	return answers;
}

void
tertius_answers_free(TertiusAnswers *answers)
{
	if (answers == NULL)
		return;
	stop(answers);
	g_rc_box_release_full(answers, clear);
}
