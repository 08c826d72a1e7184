/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's rights over what is kept: finding a person, forgetting one, taking
 * everything out and putting it back.
 */
#include "engine/engine-private.h"

#include "base/error.h"
#include "engine/portable.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Finding a person ---------------------------------------------------- */

#define NAMED_IN_ERROR 5

static gboolean
bears_name(const TertiusHistory *history, guint person, const char *folded)
{
	const char *name = tertius_history_name(history, person);
	const char *address = tertius_history_address(history, person);
	g_autofree char *other = NULL;

	if (strstr(address, folded) != NULL)
		return TRUE;
	if (name == NULL)
		return FALSE;
	other = g_utf8_casefold(name, -1);
	return strstr(other, folded) != NULL;
}

static guint
search_people(const TertiusHistory *history, const char *name,
              GString *candidates, guint *n)
{
	g_autofree char *folded = g_utf8_casefold(name, -1);
	guint found = TERTIUS_NOBODY;

	for (guint i = 0; i < tertius_history_n_people(history); i++) {
		if (!bears_name(history, i, folded))
			continue;
		found = i;
		if ((*n)++ < NAMED_IN_ERROR)
			g_string_append_printf(
				candidates, "%s%s",
				candidates->len > 0 ? ", " : "",
				tertius_history_address(history, i));
	}
	return found;
}

GPtrArray *
tertius_engine_find_person(TertiusEngine *engine, const char *name,
                           GError **error)
{
	const TertiusConclusions *all = tertius_engine_conclude(engine, error);
	g_autoptr(GString) candidates = g_string_new(NULL);
	g_autoptr(GPtrArray) list = NULL;
	GPtrArray *addresses;
	guint person, n = 0;

	if (all == NULL)
		return NULL;
	person = strchr(name, '@') != NULL
	                 ? tertius_history_find(all->history, name)
	                 : tertius_history_find_by_name(all->history, name);
	if (person == TERTIUS_NOBODY && *name != '\0') {
		person = search_people(all->history, name, candidates, &n);
		if (n > 1) {
			g_set_error(error, TERTIUS_ERROR,
			            TERTIUS_ERROR_MALFORMED,
			            _("'%s' could be %s%s; give the address"),
			            name, candidates->str,
			            n > NAMED_IN_ERROR ? ", …" : "");
			return NULL;
		}
	}
	if (person == TERTIUS_NOBODY) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("nothing is known of '%s'"), name);
		return NULL;
	}
	list = tertius_history_list_addresses(all->history, person);
	/* They outlive what is forgotten. */
	addresses = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < list->len; i++)
		g_ptr_array_add(addresses, g_strdup(list->pdata[i]));
	return addresses;
}

/* Titles and reasons of reminders name people: what no longer follows from
 * anything goes, from calendars too. */
static gboolean
unpublish_rest(TertiusEngine *engine, GError **error)
{
	const TertiusConclusions *all = tertius_engine_conclude(engine, error);
	g_autoptr(GPtrArray) published =
		all == NULL ? NULL
			    : tertius_ledger_published(engine->ledger, error);
	g_autoptr(GHashTable) planned =
		g_hash_table_new(g_str_hash, g_str_equal);

	if (published == NULL)
		return FALSE;
	for (guint i = 0; i < all->reminders->len; i++) {
		const TertiusReminder *reminder = all->reminders->pdata[i];

		g_hash_table_add(planned, reminder->uid);
	}
	for (guint i = 0; i < published->len; i++) {
		const TertiusPublished *one = published->pdata[i];

		if (!g_hash_table_contains(planned, one->reminder->uid) &&
		    !tertius_ledger_unpublish(engine->ledger,
		                              one->reminder->uid, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_engine_forget(TertiusEngine *engine, const GPtrArray *addresses,
                      guint *n_messages, guint *n_meetings, GError **error)
{
	if (!tertius_ledger_begin(engine->ledger, error))
		return FALSE;
	if (!tertius_ledger_forget(engine->ledger, addresses, TRUE, n_messages,
	                           n_meetings, error)) {
		tertius_ledger_roll_back(engine->ledger);
		return FALSE;
	}
	tertius_engine_forget_conclusions(engine);
	if (!unpublish_rest(engine, error)) {
		tertius_ledger_roll_back(engine->ledger);
		return FALSE;
	}
	engine->has_changed = TRUE;
	return tertius_ledger_commit(engine->ledger, error);
}

#define WRITE_BUFFER 65536

/* --- Out ----------------------------------------------------------------- */

static gboolean
write_line(GOutputStream *stream, JsonNode *node, GError **error)
{
	g_autofree char *text = json_to_string(node, FALSE);

	return g_output_stream_printf(stream, NULL, NULL, error, "%s\n", text);
}

static gboolean
write_facts(const TertiusFacts *facts, gpointer data, GError **error)
{
	g_autoptr(JsonNode) node = tertius_portable_from_facts(facts);

	return write_line(data, node, error);
}

static gboolean
write_decisions(TertiusEngine *engine, GOutputStream *stream, GError **error)
{
	g_autoptr(GPtrArray) decisions =
		tertius_ledger_decisions(engine->ledger, error);

	for (guint i = 0; decisions != NULL && i < decisions->len; i++) {
		g_autoptr(JsonNode) node =
			tertius_portable_from_decision(decisions->pdata[i]);

		if (!write_line(stream, node, error))
			return FALSE;
	}
	return decisions != NULL;
}

gboolean
tertius_engine_export(TertiusEngine *engine, GOutputStream *stream,
                      GError **error)
{
	g_autofree char *began = tertius_ledger_recall(engine->ledger, "began");
	g_autoptr(GOutputStream) buffered =
		g_buffered_output_stream_new_sized(stream, WRITE_BUFFER);

	g_filter_output_stream_set_close_base_stream(
		G_FILTER_OUTPUT_STREAM(buffered), FALSE);
	if (began != NULL &&
	    !g_output_stream_printf(buffered, NULL, NULL, error,
	                            "{\"v\":1,\"began\":%s}\n", began))
		return FALSE;
	return tertius_ledger_each(engine->ledger, write_facts, buffered,
	                           error) &&
	       write_decisions(engine, buffered, error) &&
	       g_output_stream_flush(buffered, NULL, error);
}

/* --- In ------------------------------------------------------------------ */

static gboolean
take_line(TertiusEngine *engine, const char *line, GError **error)
{
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(TertiusDecision) decision = NULL;
	g_autofree char *began = NULL;

	if (!tertius_portable_read(line, &facts, &decision, &began, error))
		return FALSE;
	if (facts != NULL)
		return tertius_ledger_put(engine->ledger, facts, NULL, error);
	if (decision != NULL)
		return tertius_ledger_decide(engine->ledger, decision, error);
	return began == NULL ||
	       tertius_ledger_note(engine->ledger, "began", began, error);
}

/* The length of the line in the buffer; -1: its end has not come. */
static gssize
measure_line(GBufferedInputStream *stream, gsize *there)
{
	const char *bytes = g_buffered_input_stream_peek_buffer(stream, there);
	const char *end = *there > 0 ? memchr(bytes, '\n', *there) : NULL;

	return end != NULL ? end - bytes : -1;
}

/* Reads more, @there being in the buffer. Returns as fill does. */
static gssize
read_more(GBufferedInputStream *stream, gsize there, GError **error)
{
	gsize size = g_buffered_input_stream_get_buffer_size(stream);

	if (there > TERTIUS_PORTABLE_LINE_MAX) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("this line is too long"));
		return -1;
	}
	if (there == size)
		g_buffered_input_stream_set_buffer_size(
			stream, MIN(2 * size, TERTIUS_PORTABLE_LINE_MAX + 1));
	return g_buffered_input_stream_fill(stream, -1, NULL, error);
}

/* Reads on until a whole line, or the end, is in the buffer. Returns its length;
 * -1 on error. */
static gssize
find_line(GBufferedInputStream *stream, GError **error)
{
	gsize there = 0;
	gssize length = measure_line(stream, &there);

	while (length < 0) {
		gssize more = read_more(stream, there, error);

		if (more <= 0)
			return more < 0 ? -1 : (gssize) there;
		length = measure_line(stream, &there);
	}
	return length;
}

/* NULL without an error at the end. */
static char *
read_line(GBufferedInputStream *stream, GError **error)
{
	gssize length = find_line(stream, error);
	gsize there = 0;
	const char *bytes = g_buffered_input_stream_peek_buffer(stream, &there);
	char *line;

	if (length < 0 || there == 0)
		return NULL;
	line = g_strndup(bytes, (gsize) length);
	/* With the line's end, where it has one. */
	if (g_input_stream_skip(G_INPUT_STREAM(stream),
	                        MIN((gsize) length + 1, there), NULL,
	                        error) < 0)
		g_clear_pointer(&line, g_free);
	return line;
}

static gboolean
take_lines(TertiusEngine *engine, GBufferedInputStream *stream, guint *n,
           GError **error)
{
	for (guint number = 1;; number++) {
		g_autoptr(GError) inner = NULL;
		g_autofree char *line = read_line(stream, &inner);

		if (line == NULL && inner == NULL)
			return TRUE;
		if (line != NULL && *line == '\0')
			continue;
		if (line == NULL || !take_line(engine, line, &inner)) {
			g_propagate_prefixed_error(error,
			                           g_steal_pointer(&inner),
			                           "line %u: ", number);
			return FALSE;
		}
		(*n)++;
	}
}

gboolean
tertius_engine_import(TertiusEngine *engine, GInputStream *stream, guint *n,
                      GError **error)
{
	g_autoptr(GInputStream) lines = g_buffered_input_stream_new(stream);

	*n = 0;
	if (!tertius_ledger_begin(engine->ledger, error))
		return FALSE;
	if (!take_lines(engine, G_BUFFERED_INPUT_STREAM(lines), n, error)) {
		tertius_ledger_roll_back(engine->ledger);
		return FALSE;
	}
	tertius_engine_forget_conclusions(engine);
	return tertius_ledger_commit(engine->ledger, error);
}
