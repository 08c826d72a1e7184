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

/* A multipart that is being walked through. */
typedef struct {
	guint at;     /* the token of its next part */
	guint number; /* of that part, from 1 */
	gboolean is_alternative;
	gboolean has_text; /* a plain one that is worth reading */
} Level;

typedef struct {
	const TertiusImapResponse *response;
	GPtrArray *parts;
	Level levels[TERTIUS_IMAP_PARTS_DEPTH_MAX];
	guint depth;
	guint wanted;
	gboolean is_whole;
} Walk;

static void
free_part(gpointer data)
{
	TertiusImapPart *part = data;

	g_free(part->section);
	g_free(part->header);
	g_clear_pointer(&part->body, g_bytes_unref);
	g_free(part);
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
	for (guint j = 0; j < token->length && j < TERTIUS_IMAP_VALUE_MAX; j++)
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
	for (guint j = 0; j < token->length && j < TERTIUS_IMAP_VALUE_MAX;
	     j++) {
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
		g_string_append_c(header, '=');
		g_string_append(header, quote);
		append_value(header, response, at + 1);
		g_string_append(header, quote);
	}
}

/* Whether a file's name is among the parameters at @i (RFC 2231: "name*0*"). */
static gboolean
has_name(const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *list = tertius_imap_response_token(response, i);

	if (list == NULL || list->kind != TERTIUS_IMAP_OPEN)
		return FALSE;
	for (guint at = i + 1; at + 2 < list->next; at += 2)
		if (tertius_imap_response_begins(response, at, "name") ||
		    tertius_imap_response_begins(response, at, "filename"))
			return TRUE;
	return FALSE;
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
		at = tertius_imap_response_after(response, at);
	}
	return 0;
}

/* What was written for a type without a "/" cannot be one; then it is a plain text
 * (RFC 2045 5.2). Servers give it, or "text", and nothing for the subtype. */
static gboolean
is_no_type(const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *token =
		tertius_imap_response_token(response, i + 1);

	return token != NULL && token->kind == TERTIUS_IMAP_STRING &&
	       token->length == 0;
}

static void
append_type(GString *header, const TertiusImapResponse *response, guint i)
{
	if (is_no_type(response, i)) {
		g_string_append(header, "text/plain");
		return;
	}
	append_word(header, response, i);
	g_string_append_c(header, '/');
	append_word(header, response, i + 1);
}

/* @i: the part's type; @disposition: 0 or its token. */
static char *
dup_header(const TertiusImapResponse *response, guint i, guint disposition)
{
	GString *header = g_string_new("Content-Type: ");
	/* After the parameters: id, description, encoding. */
	guint after = tertius_imap_response_after(response, i + 2);

	append_type(header, response, i);
	append_parameters(header, response, i + 2);
	g_string_append(header, "\r\n");
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
	GString *section;

	if (walk->depth == 0)
		return g_strdup("1");
	section = g_string_new(NULL);
	for (guint i = 0; i < walk->depth; i++)
		g_string_append_printf(section, i == 0 ? "%u" : ".%u",
		                       walk->levels[i].number);
	return g_string_free(section, FALSE);
}

static TertiusImapPart *
add_part(Walk *walk, TertiusImapPartKind kind)
{
	TertiusImapPart *part = g_new0(TertiusImapPart, 1);

	part->kind = kind;
	g_ptr_array_add(walk->parts, part);
	return part;
}

/* Of an alternative, the plain text is enough where there is one. */
static gboolean
is_text_wanted(const Walk *walk, gboolean is_html)
{
	for (guint i = 0; is_html && i < walk->depth; i++)
		if (walk->levels[i].is_alternative && walk->levels[i].has_text)
			return FALSE;
	return TRUE;
}

/* Whether one of the names in a part's @header ends so. */
static gboolean
is_named_calendar(const char *header)
{
	g_autofree char *lower = g_ascii_strdown(header, -1);

	for (const char *p = lower; (p = strstr(p, ".ics")) != NULL; p++)
		if (strchr("\";\r", p[strlen(".ics")]) != NULL)
			return TRUE;
	return FALSE;
}

/* What mail/mime-parts takes for a text. @i: the token of the type, then the
 * subtype. */
static gboolean
is_text(const TertiusImapResponse *response, guint i)
{
	static const char *const subtypes[] = { "plain", "html", "markdown" };
	gboolean is_any = FALSE;

	for (gsize j = 0; j < G_N_ELEMENTS(subtypes); j++)
		is_any |=
			tertius_imap_response_is(response, i + 1, subtypes[j]);
	return (is_any && tertius_imap_response_is(response, i, "text")) ||
	       is_no_type(response, i);
}

/* @i: the token of the type, then the subtype. */
static TertiusImapPartKind
classify(const Walk *walk, guint i, const char *header, gboolean is_attached,
         guint32 size)
{
	const TertiusImapResponse *response = walk->response;
	gboolean is_html = tertius_imap_response_is(response, i + 1, "html");
	gboolean is_calendar =
		(tertius_imap_response_is(response, i, "text") &&
	         tertius_imap_response_is(response, i + 1, "calendar")) ||
		tertius_imap_response_is(response, i + 1, "ics") ||
		is_named_calendar(header);

	if (size == 0 || walk->wanted == TERTIUS_IMAP_WANTED_MAX)
		return TERTIUS_IMAP_PART_OTHER;
	if (is_calendar)
		return TERTIUS_IMAP_PART_CALENDAR;
	if (is_text(response, i) && !is_attached &&
	    is_text_wanted(walk, is_html))
		return TERTIUS_IMAP_PART_TEXT;
	return TERTIUS_IMAP_PART_OTHER;
}

static void
note_text(Walk *walk)
{
	for (guint i = 0; i < walk->depth; i++)
		walk->levels[i].has_text = TRUE;
}

/* @i: the part's opening bracket; its tokens end before @end. */
static void
take_leaf(Walk *walk, guint i, guint end)
{
	const TertiusImapResponse *response = walk->response;
	guint after = tertius_imap_response_after(response, i + 3);
	guint32 size = tertius_imap_response_number(response, after + 3);
	guint disposition = find_disposition(response, after, end);
	gboolean is_attached = disposition != 0 &&
	                       tertius_imap_response_is(
				       response, disposition + 1, "attachment");
	TertiusImapPart *part = add_part(walk, TERTIUS_IMAP_PART_OTHER);

	part->section = dup_section(walk);
	part->header = dup_header(response, i + 1, disposition);
	part->kind = classify(walk, i + 1, part->header, is_attached, size);
	part->size = size;
	part->is_special = tertius_imap_response_is(response, i + 1, "message");
	part->is_named =
		has_name(response, i + 3) ||
		(disposition != 0 && has_name(response, disposition + 2));
	if (part->kind == TERTIUS_IMAP_PART_OTHER)
		return;
	walk->wanted++;
	if (part->kind == TERTIUS_IMAP_PART_TEXT &&
	    size >= TERTIUS_IMAP_BLANK_MAX &&
	    !tertius_imap_response_is(response, i + 2, "html"))
		note_text(walk);
}

/* The subtype comes after the parts. */
static guint
find_subtype(const TertiusImapResponse *response, guint i)
{
	guint at = i + 1;

	while (is_list(response, at))
		at = tertius_imap_response_after(response, at);
	return at;
}

static void
enter_multipart(Walk *walk, guint i)
{
	const TertiusImapResponse *response = walk->response;
	guint subtype = find_subtype(response, i);
	GString *header = g_string_new("Content-Type: multipart/");
	TertiusImapPart *part = add_part(walk, TERTIUS_IMAP_PART_OPEN);

	append_word(header, response, subtype);
	append_parameters(header, response, subtype + 1);
	part->header = g_string_free(header, FALSE);
	part->is_special =
		tertius_imap_response_is(response, subtype, "report") ||
		tertius_imap_response_is(response, subtype, "encrypted");
	walk->levels[walk->depth++] = (Level){
		.at = i + 1,
		.is_alternative = tertius_imap_response_is(response, subtype,
		                                           "alternative"),
	};
}

static void
take_part(Walk *walk, guint i)
{
	gboolean is_leaf = !is_list(walk->response, i + 1);

	if (walk->parts->len >= TERTIUS_IMAP_PARTS_MAX ||
	    (!is_leaf && walk->depth == TERTIUS_IMAP_PARTS_DEPTH_MAX)) {
		walk->is_whole = FALSE;
		walk->depth = 0;
	} else if (is_leaf) {
		take_leaf(walk, i,
		          tertius_imap_response_after(walk->response, i) - 1);
	} else {
		enter_multipart(walk, i);
	}
}

GPtrArray *
tertius_imap_structure_read(const TertiusImapResponse *response, guint i)
{
	Walk walk = { .response = response,
		      .is_whole = is_list(response, i) && !response->is_cut };

	walk.parts = g_ptr_array_new_with_free_func(free_part);
	if (walk.is_whole)
		take_part(&walk, i);
	while (walk.depth > 0) {
		Level *level = &walk.levels[walk.depth - 1];
		guint at = level->at;

		if (is_list(response, at)) {
			level->at = tertius_imap_response_after(response, at);
			level->number++;
			take_part(&walk, at);
		} else {
			(void) add_part(&walk, TERTIUS_IMAP_PART_CLOSE);
			walk.depth--;
		}
	}
	if (walk.is_whole)
		return walk.parts;
	g_ptr_array_unref(walk.parts);
	return NULL;
}
