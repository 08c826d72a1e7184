/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Serving: lines in, lines out.
 */
#define _GNU_SOURCE
#include "engine/serve.h"

#include "base/error.h"
#include "engine/frame.h"
#include "engine/serve-private.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#define PORTION ((gsize) 64 * 1024)

/* Without a request for so long, nobody waits for anything. */
#define IDLE_MILLISECONDS 2000

typedef struct {
	const TertiusEngineOptions *options;
	TertiusEngine *engine; /* NULL while it cannot be opened */
	GStrv me;              /* as the client said; or NULL */
	char *book;            /* the same */
	int in, out;
	GByteArray *read; /* what came and was not taken yet */
	gsize taken;      /* of it */
	TertiusServeList list;
} Server;

/* --- Members of a request ------------------------------------------------ */

static JsonNode *
get_value(JsonObject *object, const char *name)
{
	JsonNode *node = json_object_get_member(object, name);

	return node != NULL && JSON_NODE_HOLDS_VALUE(node) ? node : NULL;
}

const char *
tertius_serve_member_text(JsonObject *object, const char *name)
{
	JsonNode *node = get_value(object, name);

	return node != NULL ? json_node_get_string(node) : NULL;
}

gint64
tertius_serve_member_integer(JsonObject *object, const char *name)
{
	JsonNode *node = get_value(object, name);

	return node != NULL ? json_node_get_int(node) : 0;
}

const char *
tertius_serve_text(const TertiusServeRequest *request, const char *name)
{
	return tertius_serve_member_text(request->object, name);
}

gint64
tertius_serve_integer(const TertiusServeRequest *request, const char *name)
{
	return tertius_serve_member_integer(request->object, name);
}

gboolean
tertius_serve_boolean(const TertiusServeRequest *request, const char *name)
{
	JsonNode *node = get_value(request->object, name);

	return node != NULL && json_node_get_boolean(node);
}

GPtrArray *
tertius_serve_texts(const TertiusServeRequest *request, const char *name)
{
	JsonNode *node = json_object_get_member(request->object, name);
	JsonArray *list;
	GPtrArray *texts;

	if (node == NULL || !JSON_NODE_HOLDS_ARRAY(node))
		return NULL;
	list = json_node_get_array(node);
	if (json_array_get_length(list) > TERTIUS_SERVE_KEYS_MAX)
		return NULL;
	texts = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < json_array_get_length(list); i++) {
		JsonNode *one = json_array_get_element(list, i);
		const char *text = JSON_NODE_HOLDS_VALUE(one)
		                           ? json_node_get_string(one)
		                           : NULL;

		if (text != NULL)
			g_ptr_array_add(texts, g_strdup(text));
	}
	return texts;
}

const char *
tertius_serve_need(const TertiusServeRequest *request, const char *name,
                   GError **error)
{
	const char *text = tertius_serve_text(request, name);

	if (text == NULL)
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "the request has no '%s'", name);
	return text;
}

/* --- Bytes --------------------------------------------------------------- */

static gboolean
has_changed(const Server *server)
{
	return server->engine != NULL &&
	       tertius_engine_has_changed(server->engine);
}

/* Calendars follow what was decided and read, once nobody waits for anything. A
 * folder that cannot be written is told by the command, which tries it too.
 * Returns whether it is to be tried again, as another process is at it. */
static gboolean
deliver(Server *server)
{
	guint changed = 0;

	return has_changed(server) &&
	       tertius_engine_deliver(server->engine, &changed, NULL) &&
	       has_changed(server);
}

static void
deliver_when_idle(Server *server)
{
	struct pollfd input = { .fd = server->in, .events = POLLIN };

	while (has_changed(server) && poll(&input, 1, IDLE_MILLISECONDS) == 0 &&
	       deliver(server))
		;
}

static gboolean
read_more(Server *server)
{
	guint before;
	gssize n;

	if (server->taken > 0) {
		g_byte_array_remove_range(server->read, 0,
		                          (guint) server->taken);
		server->taken = 0;
	}
	before = server->read->len;
	g_byte_array_set_size(server->read, before + (guint) PORTION);
	deliver_when_idle(server);
	do
		n = read(server->in, server->read->data + before, PORTION);
	while (n < 0 && errno == EINTR);
	g_byte_array_set_size(server->read, before + (guint) MAX(n, 0));
	return n > 0;
}

/* The next line without its line feed, or NULL at the end or when it is too
 * long. */
static char *
read_line(Server *server, gboolean *is_broken)
{
	for (;;) {
		gsize left = server->read->len - server->taken;
		const char *start =
			(const char *) server->read->data + server->taken;
		const char *end = left > 0 ? memchr(start, '\n', left) : NULL;

		if (end != NULL)
			left = (gsize) (end - start);
		*is_broken = left > TERTIUS_SERVE_LINE_MAX;
		if (*is_broken)
			return NULL;
		if (end != NULL) {
			server->taken += left + 1;
			return g_strndup(start, left);
		}
		if (!read_more(server)) {
			*is_broken = left > 0;
			return NULL;
		}
	}
}

static GBytes *
read_body(Server *server, gsize length)
{
	GBytes *body;

	while (server->read->len - server->taken < length) {
		if (!read_more(server))
			return NULL;
	}
	body = g_bytes_new(server->read->data + server->taken, length);
	server->taken += length;
	return body;
}

static gboolean
write_line(Server *server, const char *text)
{
	g_autofree char *line = g_strconcat(text, "\n", NULL);
	gsize length = strlen(line);
	gsize sent = 0;

	while (sent < length) {
		gssize n = write(server->out, line + sent, length - sent);

		if (n < 0 && errno != EINTR)
			return FALSE;
		sent += (gsize) MAX(n, 0);
	}
	return TRUE;
}

/* --- Answering ----------------------------------------------------------- */

static gboolean
answer_error(Server *server, gint64 number, const GError *error)
{
	TertiusJson *json = tertius_json_begin();
	g_autofree char *line = NULL;

	tertius_json_integer(json, "n", number);
	tertius_json_text(json, "error", error->message);
	line = tertius_json_end(json);
	return write_line(server, line);
}

/* The addresses are kept for an engine that is opened later. */
static void
keep_me(Server *server, const TertiusServeRequest *request)
{
	g_autoptr(GPtrArray) me = tertius_serve_texts(request, "addresses");

	if (me == NULL)
		return;
	g_ptr_array_add(me, NULL);
	g_strfreev(server->me);
	server->me = g_strdupv((char **) me->pdata);
	g_free(server->book);
	server->book = g_strdup(tertius_serve_text(request, "book"));
}

static gboolean
need_engine(Server *server, GError **error)
{
	if (server->engine == NULL) {
		TertiusEngineOptions options = *server->options;

		options.stays = TRUE;
		server->engine = tertius_engine_open(&options, error);
		if (server->engine != NULL)
			tertius_engine_set_book(server->engine, server->book);
		if (server->engine != NULL && server->me != NULL)
			tertius_engine_set_me(server->engine,
			                      (const char *const *) server->me);
	} else {
		tertius_engine_refresh(server->engine);
	}
	return server->engine != NULL;
}

static gboolean
run(Server *server, TertiusServeRequest *request, TertiusJson *json,
    GError **error)
{
	const char *name = tertius_serve_need(request, "do", error);
	TertiusServeFunc func = name != NULL ? tertius_serve_find(name) : NULL;

	if (name == NULL)
		return FALSE;
	if (func == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "there is no request '%s'", name);
		return FALSE;
	}
	if (func == tertius_serve_me)
		keep_me(server, request);
	if (!need_engine(server, error))
		return FALSE;
	request->engine = server->engine;
	request->list = &server->list;
	return func(request, json, error);
}

static gboolean
answer(Server *server, TertiusServeRequest *request)
{
	gint64 number = tertius_serve_integer(request, "n");
	TertiusJson *json = tertius_json_begin();
	g_autofree char *line = NULL;
	g_autoptr(GError) error = NULL;
	gboolean done;

	tertius_json_integer(json, "n", number);
	done = run(server, request, json, &error);
	line = tertius_json_end(json);
	return done ? write_line(server, line)
	            : answer_error(server, number, error);
}

/* --- Serving ------------------------------------------------------------- */

static JsonParser *
parse(const char *line)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	JsonNode *root;

	if (!tertius_json_is_shallow(line, strlen(line)) ||
	    !json_parser_load_from_data(parser, line, -1, NULL))
		return NULL;
	root = json_parser_get_root(parser);
	if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root))
		return NULL;
	return g_steal_pointer(&parser);
}

static gboolean
serve_line(Server *server, const char *line)
{
	g_autoptr(JsonParser) parser = parse(line);
	TertiusServeRequest request = { 0 };
	g_autoptr(GBytes) body = NULL;
	gint64 length;

	if (parser == NULL)
		return FALSE;
	request.object = json_node_get_object(json_parser_get_root(parser));
	length = tertius_serve_integer(&request, "length");
	if (length < 0 || length > TERTIUS_FRAME_ITEM_MAX)
		return FALSE;
	if (json_object_has_member(request.object, "length")) {
		body = read_body(server, (gsize) length);
		if (body == NULL)
			return FALSE;
	}
	request.body = body;
	return answer(server, &request);
}

/* Neither this process nor its workers take the processor from a client that
 * has just written to them: its window goes first. */
static void
let_others_go_first(void)
{
	const struct sched_param none = { .sched_priority = 0 };

	(void) sched_setscheduler(0, SCHED_BATCH, &none);
}

int
tertius_serve(int in, int out, const TertiusEngineOptions *options)
{
	Server server = { .options = options, .in = in, .out = out };
	gboolean is_broken = FALSE;
	char *line;

	let_others_go_first();
	server.read = g_byte_array_sized_new(256);
	while ((line = read_line(&server, &is_broken)) != NULL) {
		g_autofree char *owned = line;

		is_broken = !serve_line(&server, owned);
		if (is_broken)
			break;
	}
	tertius_serve_list_clear(&server.list);
	(void) deliver(&server);
	tertius_engine_free(server.engine);
	g_byte_array_unref(server.read);
	g_strfreev(server.me);
	g_free(server.book);
	return is_broken ? 1 : 0;
}
