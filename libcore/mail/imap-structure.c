/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A walk over BODYSTRUCTURE (RFC 9051 7.5.2) with a stack of our own.
 *
 *	multipart: ( part part … "subtype" (parameters) (disposition) … )
 *	others:    ( "type" "subtype" (parameters) id description "encoding"
 *	             size … )     and a disposition among what follows
 */
#include "mail/imap-structure.h"

#include <string.h>

#define VALUE_MAX 500 /* bytes of a parameter that are passed on */

/* A multipart that is being walked through. */
typedef struct {
	guint at;     /* the token of its next part */
	guint number; /* of that part, from 1 */
	gboolean is_alternative;
	guint texts; /* that were known before it */
} Level;

typedef struct {
	const TertiusImapResponse *response;
	TertiusImapStructure *structure;
	Level levels[TERTIUS_IMAP_PARTS_DEPTH_MAX];
	guint depth;
	guint parts;
	gboolean is_whole;
} Walk;

static void
free_part(gpointer data)
{
	TertiusImapPart *part = data;

	g_free(part->section);
	g_free(part->header);
	g_free(part);
}

void
tertius_imap_structure_free(TertiusImapStructure *structure)
{
	if (structure == NULL)
		return;
	g_ptr_array_unref(structure->texts);
	g_ptr_array_unref(structure->calendars);
	g_ptr_array_unref(structure->named);
	g_free(structure->report);
	g_free(structure);
}

/* --- Header fields of a part ---------------------------------------------- */

/* Only what a type, a parameter's name or an encoding may be made of. */
static void
append_word(GString *header, const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *token =
		tertius_imap_response_token(response, i);
	const char *bytes;

	if (token == NULL || token->kind == TERTIUS_IMAP_OPEN ||
	    token->kind == TERTIUS_IMAP_CLOSE)
		return;
	bytes = tertius_imap_response_bytes(response, token);
	for (guint j = 0; j < token->length && j < VALUE_MAX; j++)
		if (g_ascii_isgraph(bytes[j]) &&
		    strchr("()<>@,;:\\\"/[]?=", bytes[j]) == NULL)
			g_string_append_c(header, bytes[j]);
}

static void
append_value(GString *header, const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *token =
		tertius_imap_response_token(response, i);
	const char *bytes;

	if (token == NULL || token->kind == TERTIUS_IMAP_OPEN ||
	    token->kind == TERTIUS_IMAP_CLOSE)
		return;
	bytes = tertius_imap_response_bytes(response, token);
	for (guint j = 0; j < token->length && j < VALUE_MAX; j++) {
		if ((guchar) bytes[j] < ' ')
			continue;
		if (bytes[j] == '"' || bytes[j] == '\\')
			g_string_append_c(header, '\\');
		g_string_append_c(header, bytes[j]);
	}
}

/* (name value name value …) or NIL at @i. An extended value (RFC 2231) has no
 * quotes. */
static void
append_parameters(GString *header, const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *list = tertius_imap_response_token(response, i);

	if (list == NULL || list->kind != TERTIUS_IMAP_OPEN)
		return;
	for (guint at = i + 1; at + 2 < list->next; at += 2) {
		const char *quote = "\"";

		if (tertius_imap_response_begins(response, at, "boundary"))
			continue;
		g_string_append(header, "; ");
		append_word(header, response, at);
		if (header->str[header->len - 1] == '*')
			quote = "";
		g_string_append_printf(header, "=%s", quote);
		append_value(header, response, at + 1);
		g_string_append(header, quote);
	}
}

static gboolean
is_list(const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *token =
		tertius_imap_response_token(response, i);

	return token != NULL && token->kind == TERTIUS_IMAP_OPEN;
}

/* ("attachment" ("filename" "x.pdf")) among what follows the size; 0: none. */
static guint
find_disposition(const TertiusImapResponse *response, guint at, guint end)
{
	while (at < end) {
		if (is_list(response, at) &&
		    (tertius_imap_response_is(response, at + 1, "attachment") ||
		     tertius_imap_response_is(response, at + 1, "inline")))
			return at;
		at = tertius_imap_response_token(response, at)->next;
	}
	return 0;
}

/* @i: the part's type; @disposition: 0 or its token. */
static char *
dup_header(const TertiusImapResponse *response, guint i, guint disposition)
{
	GString *header = g_string_new("Content-Type: ");
	guint after = i + 2; /* the parameters, then id and description */

	append_word(header, response, i);
	g_string_append_c(header, '/');
	append_word(header, response, i + 1);
	append_parameters(header, response, after);
	g_string_append(header, "\r\n");
	if (is_list(response, after))
		after = tertius_imap_response_token(response, after)->next;
	else
		after++;
	g_string_append(header, "Content-Transfer-Encoding: ");
	append_word(header, response, after + 2);
	g_string_append(header, "\r\n");
	if (disposition != 0) {
		g_string_append(header, "Content-Disposition: ");
		append_word(header, response, disposition + 1);
		append_parameters(header, response, disposition + 2);
		g_string_append(header, "\r\n");
	}
	return g_string_free(header, FALSE);
}

/* --- Parts ---------------------------------------------------------------- */

static char *
dup_section(const Walk *walk)
{
	GString *section = g_string_new(walk->depth == 0 ? "1" : NULL);

	for (guint i = 0; i < walk->depth; i++)
		g_string_append_printf(section, i == 0 ? "%u" : ".%u",
		                       walk->levels[i].number);
	return g_string_free(section, FALSE);
}

static gboolean
has_name(const TertiusImapResponse *response, guint i, guint end)
{
	for (; i < end; i++)
		if (tertius_imap_response_begins(response, i, "name") ||
		    tertius_imap_response_begins(response, i, "filename"))
			return TRUE;
	return FALSE;
}

/* Of an alternative, the plain text is enough where there is one. */
static gboolean
is_needless(const Walk *walk, gboolean is_html)
{
	for (guint i = 0; is_html && i < walk->depth; i++)
		if (walk->levels[i].is_alternative &&
		    walk->structure->texts->len > walk->levels[i].texts)
			return TRUE;
	return walk->structure->texts->len >= TERTIUS_IMAP_TEXTS_MAX;
}

static void
add_part(GPtrArray *parts, guint max, TertiusImapPart *part)
{
	if (parts->len < max)
		g_ptr_array_add(parts, part);
	else
		free_part(part);
}

/* @i: the part's opening bracket; its tokens end before @end. */
static void
take_leaf(Walk *walk, guint i, guint end)
{
	const TertiusImapResponse *response = walk->response;
	guint parameters = i + 3;
	guint after =
		is_list(response, parameters)
			? tertius_imap_response_token(response, parameters)
				  ->next
			: parameters + 1;
	guint disposition = find_disposition(response, after, end);
	gboolean is_attached = disposition != 0 &&
	                       tertius_imap_response_is(
				       response, disposition + 1, "attachment");
	gboolean is_text = tertius_imap_response_is(response, i + 1, "text");
	gboolean is_html = tertius_imap_response_is(response, i + 2, "html");
	TertiusImapPart *part = g_new0(TertiusImapPart, 1);

	part->section = dup_section(walk);
	part->header = dup_header(response, i + 1, disposition);
	part->size = tertius_imap_response_number(response, after + 3);
	if ((is_text &&
	     tertius_imap_response_is(response, i + 2, "calendar")) ||
	    tertius_imap_response_is(response, i + 2, "ics"))
		add_part(walk->structure->calendars, TERTIUS_IMAP_CALENDARS_MAX,
		         part);
	else if (is_text && !is_attached && part->size > 0 &&
	         (is_html ||
	          tertius_imap_response_is(response, i + 2, "plain")))
		add_part(walk->structure->texts,
		         is_needless(walk, is_html) ? 0
		                                    : TERTIUS_IMAP_TEXTS_MAX,
		         part);
	else
		add_part(walk->structure->named,
		         has_name(response, i, end) ? TERTIUS_IMAP_NAMES_MAX
		                                    : 0,
		         part);
}

/* The subtype comes after the parts. */
static guint
find_subtype(const TertiusImapResponse *response, guint i)
{
	guint at = i + 1;

	while (is_list(response, at))
		at = tertius_imap_response_token(response, at)->next;
	return at;
}

static void
enter_multipart(Walk *walk, guint i)
{
	const TertiusImapResponse *response = walk->response;
	guint subtype = find_subtype(response, i);
	Level *level = &walk->levels[walk->depth];

	if (walk->depth == 0) {
		walk->structure->is_multipart = TRUE;
		if (tertius_imap_response_is(response, subtype, "report")) {
			g_autoptr(GString) type = g_string_new(NULL);

			append_parameters(type, response, subtype + 1);
			walk->structure->report = g_strdup(type->str);
		}
	}
	level->at = i + 1;
	level->number = 0;
	level->is_alternative =
		tertius_imap_response_is(response, subtype, "alternative");
	level->texts = walk->structure->texts->len;
	walk->depth++;
}

static void
take_part(Walk *walk, guint i)
{
	const TertiusImapToken *token =
		tertius_imap_response_token(walk->response, i);

	if (++walk->parts > TERTIUS_IMAP_PARTS_MAX) {
		walk->is_whole = FALSE;
		walk->depth = 0;
	} else if (!is_list(walk->response, i + 1)) {
		take_leaf(walk, i, token->next - 1);
	} else if (walk->depth == TERTIUS_IMAP_PARTS_DEPTH_MAX) {
		walk->is_whole = FALSE;
	} else {
		enter_multipart(walk, i);
	}
}

TertiusImapStructure *
tertius_imap_structure_read(const TertiusImapResponse *response, guint i,
                            gboolean *is_whole)
{
	Walk walk = { .response = response,
		      .is_whole = is_list(response, i) && !response->is_cut };

	walk.structure = g_new0(TertiusImapStructure, 1);
	walk.structure->texts = g_ptr_array_new_with_free_func(free_part);
	walk.structure->calendars = g_ptr_array_new_with_free_func(free_part);
	walk.structure->named = g_ptr_array_new_with_free_func(free_part);
	if (is_list(response, i))
		take_part(&walk, i);
	while (walk.depth > 0) {
		Level *level = &walk.levels[walk.depth - 1];
		guint at = level->at;

		if (!is_list(response, at)) {
			walk.depth--;
			continue;
		}
		level->at = tertius_imap_response_token(response, at)->next;
		level->number++;
		take_part(&walk, at);
	}
	if (is_whole != NULL)
		*is_whole = walk.is_whole;
	return walk.structure;
}
