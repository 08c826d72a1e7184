/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between the phases: what is still wanted, and how it becomes one message.
 */
#include "mail/imap-message.h"

#include <string.h>

const char tertius_imap_fields[] =
	"FROM SENDER REPLY-TO TO CC BCC SUBJECT DATE MESSAGE-ID IN-REPLY-TO "
	"REFERENCES LIST-ID LIST-UNSUBSCRIBE LIST-POST PRECEDENCE "
	"AUTO-SUBMITTED X-AUTO-RESPONSE-SUPPRESS X-AUTOREPLY X-AUTORESPOND "
	"X-AUTO-REPLY FEEDBACK-ID RETURN-PATH SENSITIVITY MIME-VERSION "
	"CONTENT-TYPE CONTENT-TRANSFER-ENCODING CONTENT-DISPOSITION";

TertiusImapMessage *
tertius_imap_message_new(guint32 uid)
{
	TertiusImapMessage *message = g_new0(TertiusImapMessage, 1);

	message->uid = uid;
	message->bodies =
		g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	return message;
}

void
tertius_imap_message_free(TertiusImapMessage *message)
{
	if (message == NULL)
		return;
	g_clear_pointer(&message->header, g_bytes_unref);
	tertius_imap_structure_free(message->structure);
	g_ptr_array_unref(message->bodies);
	g_free(message);
}

/* --- The header ----------------------------------------------------------- */

typedef struct {
	const char *at, *end;
} Fields;

/* The next field with its folded lines; FALSE at the end of the header. */
static gboolean
next_field(Fields *fields, const char **field, gsize *length)
{
	const char *line = fields->at;
	const char *end = line;

	if (line >= fields->end || *line == '\r' || *line == '\n')
		return FALSE;
	do {
		end = memchr(end, '\n', (gsize) (fields->end - end));
		end = end == NULL ? fields->end : end + 1;
	} while (end < fields->end && (*end == ' ' || *end == '\t'));
	*field = line;
	*length = (gsize) (end - line);
	fields->at = end;
	return TRUE;
}

static Fields
get_fields(const TertiusImapMessage *message)
{
	gsize length = 0;
	const char *bytes =
		message->header == NULL
			? ""
			: g_bytes_get_data(message->header, &length);

	return (Fields){ bytes, bytes + length };
}

static gboolean
is_field(const char *field, gsize length, const char *name)
{
	gsize n = strlen(name);

	return length > n && field[n] == ':' &&
	       g_ascii_strncasecmp(field, name, n) == 0;
}

static gboolean
field_has(const char *field, gsize length, const char *word)
{
	g_autofree char *lower = g_ascii_strdown(field, (gssize) length);

	return strstr(lower, word) != NULL;
}

/* List-Unsubscribe, Feedback-Id and a Precedence of list or bulk are on what is
 * sent to many; a personal message to a list has List-Id too, and is not meant
 * for one reader either. */
static gboolean
is_bulk_field(const char *field, gsize length)
{
	static const char *const names[] = { "List-Id", "List-Unsubscribe",
		                             "List-Post", "Feedback-Id" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (is_field(field, length, names[i]))
			return TRUE;
	if (is_field(field, length, "Precedence"))
		return field_has(field, length, "bulk") ||
		       field_has(field, length, "list") ||
		       field_has(field, length, "junk");
	if (is_field(field, length, "Auto-Submitted"))
		return field_has(field, length, "auto-generated");
	return FALSE;
}

gboolean
tertius_imap_message_is_bulk(const TertiusImapMessage *message)
{
	Fields fields = get_fields(message);
	const char *field = NULL;
	gsize length = 0;

	while (next_field(&fields, &field, &length))
		if (is_bulk_field(field, length))
			return TRUE;
	return FALSE;
}

/* --- What is wanted ------------------------------------------------------- */

char *
tertius_imap_message_dup_wants(const TertiusImapMessage *message)
{
	const TertiusImapStructure *structure = message->structure;
	GString *wants = g_string_new(NULL);

	if (structure == NULL) {
		g_string_printf(wants, " BODY.PEEK[TEXT]<0.%d>",
		                TERTIUS_IMAP_TEXT_MAX);
		return g_string_free(wants, FALSE);
	}
	for (guint i = 0; i < structure->texts->len; i++) {
		const TertiusImapPart *part =
			g_ptr_array_index(structure->texts, i);

		if (!tertius_imap_message_is_bulk(message))
			g_string_append_printf(wants, " BODY.PEEK[%s]<0.%d>",
			                       part->section,
			                       TERTIUS_IMAP_TEXT_MAX);
	}
	for (guint i = 0; i < structure->calendars->len; i++) {
		const TertiusImapPart *part =
			g_ptr_array_index(structure->calendars, i);

		if (part->size <= TERTIUS_IMAP_CALENDAR_MAX)
			g_string_append_printf(wants, " BODY.PEEK[%s]<0.%d>",
			                       part->section,
			                       TERTIUS_IMAP_CALENDAR_MAX);
	}
	return g_string_free(wants, FALSE);
}

static const TertiusImapPart *
get_part(const TertiusImapStructure *structure, guint i)
{
	if (i < structure->texts->len)
		return g_ptr_array_index(structure->texts, i);
	return g_ptr_array_index(structure->calendars,
	                         i - structure->texts->len);
}

static guint
count_parts(const TertiusImapStructure *structure)
{
	return structure->texts->len + structure->calendars->len;
}

void
tertius_imap_message_take_body(TertiusImapMessage *message, const char *section,
                               GBytes *body)
{
	const TertiusImapStructure *structure = message->structure;
	guint count = structure == NULL ? 1 : count_parts(structure);

	while (message->bodies->len < count)
		g_ptr_array_add(message->bodies, g_bytes_new(NULL, 0));
	for (guint i = 0; i < count; i++) {
		const char *part = structure == NULL
		                           ? "TEXT"
		                           : get_part(structure, i)->section;
		g_autofree char *name = g_strdup_printf("BODY[%s]", part);

		if (g_ascii_strncasecmp(section, name, strlen(name)) != 0)
			continue;
		g_bytes_unref(message->bodies->pdata[i]);
		message->bodies->pdata[i] = g_bytes_ref(body);
		return;
	}
}

/* --- Putting together ----------------------------------------------------- */

/* Whether a line of @body begins with @line. */
static gboolean
has_line(GBytes *body, const char *line)
{
	gsize length = 0, n = strlen(line);
	const char *at = g_bytes_get_data(body, &length);
	const char *end = at + length;

	while (at != NULL && (gsize) (end - at) >= n) {
		if (memcmp(at, line, n) == 0)
			return TRUE;
		at = memchr(at, '\n', (gsize) (end - at));
		at = at == NULL ? NULL : at + 1;
	}
	return FALSE;
}

/* One that occurs in none of the bodies. */
static char *
dup_boundary(const TertiusImapMessage *message)
{
	for (guint32 number = message->uid;; number++) {
		g_autofree char *line =
			g_strdup_printf("--=_tertius_%u", number);
		guint i = 0;

		while (i < message->bodies->len &&
		       !has_line(message->bodies->pdata[i], line))
			i++;
		if (i == message->bodies->len)
			return g_strdup(line + 2);
	}
}

static void
append_bytes(GString *out, GBytes *bytes)
{
	gsize length = 0;
	const char *data = g_bytes_get_data(bytes, &length);

	g_string_append_len(out, data, (gssize) length);
}

static void
append_part(GString *out, const char *boundary, const TertiusImapPart *part,
            GBytes *body)
{
	g_string_append_printf(out, "--%s\r\n%s\r\n", boundary, part->header);
	if (body != NULL)
		append_bytes(out, body);
	g_string_append(out, "\r\n");
}

static GBytes *
get_body(const TertiusImapMessage *message, guint i)
{
	return i < message->bodies->len ? message->bodies->pdata[i] : NULL;
}

static void
append_multipart(GString *out, const TertiusImapMessage *message)
{
	const TertiusImapStructure *structure = message->structure;
	g_autofree char *boundary = dup_boundary(message);

	g_string_append(out, "MIME-Version: 1.0\r\nContent-Type: multipart/");
	if (structure->report != NULL)
		g_string_append_printf(out, "report%s", structure->report);
	else
		g_string_append(out, "mixed");
	g_string_append_printf(out, "; boundary=\"%s\"\r\n\r\n", boundary);
	for (guint i = 0; i < count_parts(structure); i++)
		append_part(out, boundary, get_part(structure, i),
		            get_body(message, i));
	for (guint i = 0; i < structure->named->len; i++)
		append_part(out, boundary,
		            g_ptr_array_index(structure->named, i), NULL);
	g_string_append_printf(out, "--%s--\r\n", boundary);
}

/* All fields, but those that speak of a body which is made anew. */
static void
append_header(GString *out, const TertiusImapMessage *message,
              gboolean is_made_anew)
{
	Fields fields = get_fields(message);
	const char *field = NULL;
	gsize length = 0;

	while (next_field(&fields, &field, &length)) {
		if (is_made_anew &&
		    (g_ascii_strncasecmp(field, "Content-", 8) == 0 ||
		     g_ascii_strncasecmp(field, "MIME-Version", 12) == 0))
			continue;
		g_string_append_len(out, field, (gssize) length);
		if (field[length - 1] != '\n')
			g_string_append(out, "\r\n");
	}
}

GBytes *
tertius_imap_message_compose(const TertiusImapMessage *message)
{
	const TertiusImapStructure *structure = message->structure;
	gboolean is_multipart = structure != NULL && structure->is_multipart;
	GString *out = g_string_new(NULL);

	append_header(out, message, is_multipart);
	if (is_multipart) {
		append_multipart(out, message);
	} else {
		g_string_append(out, "\r\n");
		if (message->bodies->len > 0)
			append_bytes(out, message->bodies->pdata[0]);
	}
	return g_string_free_to_bytes(out);
}
