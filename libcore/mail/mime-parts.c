/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The body of a message. GMime has taken it apart into a tree of parts; this
 * file walks it with a stack of its own and puts the text together again:
 *
 *	mixed        each child's text after the other
 *	alternative  the best child's text
 *	leaf         its text, its name or its calendar
 */
#include "mail/mime-parts.h"

#include "base/text.h"
#include "mail/mime-charset.h"
#include "mail/mime-leaf.h"
#include "mail/mime-words.h"
#include "mail/mime.h"

#include <gmime/gmime.h>
#include <string.h>

#define CHUNK_BYTES 32768

/* How good a text is as an alternative; the best wins, the first of equals. */
typedef enum {
	TERTIUS_TEXT_EMPTY,
	TERTIUS_TEXT_FROM_HTML,
	TERTIUS_TEXT_PLAIN,
} TextQuality;

typedef struct {
	GMimeMultipart *multipart;
	int next; /* which child comes next */
	gboolean is_alternative, is_related;
	TextQuality quality;
	GString *text;
} Frame;

typedef struct {
	Frame frames[TERTIUS_MIME_DEPTH_MAX + 1];
	guint depth;
	guint parts;
	TertiusMessage *message;
} Walk;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)

/* Returns the decoded bytes of @part, at most @max of them. */
static GByteArray *
decode(GMimePart *part, gsize max)
{
	GByteArray *bytes = g_byte_array_new();
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *stream;
	GMimeEncoding state;
	char chunk[CHUNK_BYTES];
	gssize n = 0;

	if (content == NULL)
		return bytes;
	stream = g_mime_data_wrapper_get_stream(content);
	g_mime_encoding_init_decode(&state,
	                            g_mime_data_wrapper_get_encoding(content));
	(void) g_mime_stream_reset(stream);
	while (bytes->len < max &&
	       (n = g_mime_stream_read(stream, chunk, sizeof chunk)) > 0)
		tertius_mime_decode(&state, chunk, (gsize) n, bytes);
	if (bytes->len > max)
		g_byte_array_set_size(bytes, (guint) max);
	return bytes;
}

static gboolean
is_type(GMimeObject *part, const char *type, const char *subtype)
{
	GMimeContentType *content_type = g_mime_object_get_content_type(part);

	return content_type != NULL &&
	       g_mime_content_type_is_type(content_type, type, subtype);
}

static const char *
get_parameter(GMimeObject *part, const char *name)
{
	return g_mime_object_get_content_type_parameter(part, name);
}

static gboolean
is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n\f\v")] == '\0';
}

/* Puts what a child says where its parent wants it. */
static void
add_text(Frame *frame, const char *text, TextQuality quality)
{
	if (is_blank(text))
		return;
	if (frame->is_alternative) {
		if (quality <= frame->quality)
			return;
		g_string_truncate(frame->text, 0);
	}
	frame->quality = MAX(frame->quality, quality);
	if (frame->text->len > 0 && !g_str_has_suffix(frame->text->str, "\n"))
		g_string_append_c(frame->text, '\n');
	if (frame->text->len < (gsize) TERTIUS_MESSAGE_TEXT_MAX)
		g_string_append(frame->text, text);
}

static void
read_text(Frame *frame, GMimePart *part, gboolean is_html)
{
	const TertiusLeaf leaf = {
		.is_html = is_html,
		.charset = get_parameter(GMIME_OBJECT(part), "charset"),
		.format = get_parameter(GMIME_OBJECT(part), "format"),
		.deletes_space = get_parameter(GMIME_OBJECT(part), "delsp"),
	};
	g_autoptr(GByteArray) bytes = NULL;
	g_autofree char *text = NULL;

	/* Nothing that it says could win. */
	if (frame->is_alternative && frame->quality == TERTIUS_TEXT_PLAIN)
		return;
	bytes = decode(part, tertius_mime_leaf_max(&leaf));
	if (bytes->len == 0)
		return;
	text = tertius_mime_leaf_dup_text(&leaf, bytes);
	add_text(frame, text,
	         is_html ? TERTIUS_TEXT_FROM_HTML : TERTIUS_TEXT_PLAIN);
}

static void
read_calendar(Walk *walk, GMimePart *part)
{
	const char *label = get_parameter(GMIME_OBJECT(part), "charset");
	g_autoptr(GByteArray) bytes =
		decode(part, TERTIUS_MIME_CALENDAR_MAX + 1);
	GPtrArray *calendars = walk->message->calendars;
	g_autoptr(GBytes) calendar = NULL;
	gsize length = 0;
	char *utf8;

	if (bytes->len == 0 || bytes->len > TERTIUS_MIME_CALENDAR_MAX ||
	    calendars->len == TERTIUS_MIME_CALENDARS_MAX)
		return;
	walk->message->flags |= TERTIUS_MESSAGE_INVITATION;
	utf8 = tertius_charset_to_utf8((const char *) bytes->data, bytes->len,
	                               label, &length);
	calendar = g_bytes_new_take(utf8, length);
	for (guint i = 0; i < calendars->len; i++) {
		if (g_bytes_equal(calendars->pdata[i], calendar))
			return;
	}
	g_ptr_array_add(calendars, g_steal_pointer(&calendar));
}

/* GMime decodes parameters (RFC 2231), but leaves encoded words in them when
 * they are in quotes. */
static char *
dup_file_name(GMimeObject *part)
{
	const char *name = NULL;
	g_autofree char *decoded = NULL;

	if (GMIME_IS_PART(part))
		name = g_mime_part_get_filename(GMIME_PART(part));
	if (name == NULL)
		name = g_mime_object_get_content_disposition_parameter(
			part, "filename");
	if (name == NULL)
		name = get_parameter(part, "name");
	if (name == NULL)
		return NULL;
	decoded = tertius_mime_decode_words(name, strlen(name));
	return tertius_text_dup_line(decoded, TERTIUS_MIME_FILE_NAME_MAX);
}

static void
add_attachment(Walk *walk, const char *name)
{
	GPtrArray *attachments = walk->message->attachments;

	if (name[0] != '\0' &&
	    attachments->len < TERTIUS_MESSAGE_ATTACHMENTS_MAX)
		g_ptr_array_add(attachments, g_strdup(name));
}

static gboolean
is_calendar(GMimeObject *part, const char *name)
{
	g_autofree char *lower =
		name == NULL ? NULL : g_ascii_strdown(name, -1);

	return is_type(part, "text", "calendar") ||
	       is_type(part, "application", "ics") ||
	       (lower != NULL && g_str_has_suffix(lower, ".ics"));
}

/* Signatures and keys of mail programs are nothing that is sent to read. */
static gboolean
is_machinery(GMimeObject *part)
{
	return is_type(part, "application", "pgp-signature") ||
	       is_type(part, "application", "pgp-encrypted") ||
	       is_type(part, "application", "pgp-keys") ||
	       is_type(part, "application", "pkcs7-signature") ||
	       is_type(part, "application", "x-pkcs7-signature") ||
	       is_type(part, "application", "pkcs7-mime") ||
	       is_type(part, "application", "x-pkcs7-mime") ||
	       is_type(part, "message", "delivery-status") ||
	       is_type(part, "message", "disposition-notification");
}

/* GMime takes a part whose type cannot be read for text, as RFC 2045 5.2 has
 * it, but calls it something else. */
static gboolean
is_plain(GMimeObject *part)
{
	return is_type(part, "text", "plain") ||
	       is_type(part, "text", "markdown") ||
	       (GMIME_IS_TEXT_PART(part) &&
	        is_type(part, "application", "octet-stream"));
}

/* An attached file, and not what the writer says. Some programs name the text
 * itself: the first one is the text then. */
static gboolean
is_attached(const Frame *frame, GMimeObject *part, const char *name)
{
	const char *disposition = g_mime_object_get_disposition(part);

	if (disposition != NULL &&
	    g_ascii_strcasecmp(disposition, "attachment") == 0)
		return TRUE;
	return name != NULL && frame->quality != TERTIUS_TEXT_EMPTY;
}

static void
read_leaf(Walk *walk, Frame *frame, GMimePart *part)
{
	GMimeObject *object = GMIME_OBJECT(part);
	g_autofree char *name = dup_file_name(object);
	gboolean is_html = is_type(object, "text", "html");
	gboolean is_picture =
		frame->is_related && is_type(object, "image", "*");
	gboolean is_text = is_html || is_plain(object);

	if (is_machinery(object))
		return;
	if (is_calendar(object, name)) {
		read_calendar(walk, part);
	} else if (is_text && !is_attached(frame, object, name)) {
		read_text(frame, part, is_html);
		return;
	}
	/* Pictures in the text are part of it. */
	if (name != NULL && !is_picture)
		add_attachment(walk, name);
}

static void
read_enclosed(Walk *walk, GMimeObject *part)
{
	g_autofree char *name = dup_file_name(part);

	add_attachment(walk, name != NULL ? name : "message.eml");
}

static void
push(Walk *walk, GMimeMultipart *multipart)
{
	Frame *frame = &walk->frames[walk->depth++];

	memset(frame, 0, sizeof *frame);
	frame->multipart = multipart;
	frame->text = g_string_new(NULL);
	if (multipart == NULL)
		return;
	frame->is_alternative =
		is_type(GMIME_OBJECT(multipart), "multipart", "alternative");
	frame->is_related =
		is_type(GMIME_OBJECT(multipart), "multipart", "related");
}

/* A container is read: its text goes into the one around it. */
static void
pop(Walk *walk)
{
	Frame *frame = &walk->frames[--walk->depth];

	add_text(frame - 1, frame->text->str, frame->quality);
	g_string_free(frame->text, TRUE);
}

static gboolean
is_a(GMimeObject *object, GType type)
{
	return g_type_is_a(G_OBJECT_TYPE(object), type);
}

static void
read_object(Walk *walk, GMimeObject *object)
{
	Frame *frame = &walk->frames[walk->depth - 1];

	if (is_a(object, GMIME_TYPE_MULTIPART_ENCRYPTED))
		return;
	if (is_a(object, GMIME_TYPE_MULTIPART)) {
		if (walk->depth <= TERTIUS_MIME_DEPTH_MAX)
			push(walk, GMIME_MULTIPART(object));
	} else if (is_a(object, GMIME_TYPE_PART)) {
		read_leaf(walk, frame, GMIME_PART(object));
	} else if (is_a(object, GMIME_TYPE_MESSAGE_PART)) {
		read_enclosed(walk, object);
	}
}

static char *
dup_fit(const char *text)
{
	return tertius_text_dup_lines(is_blank(text) ? "" : text, -1,
	                              (gsize) TERTIUS_MESSAGE_TEXT_MAX);
}

static void
walk_parts(GMimeObject *root, TertiusMessage *message)
{
	Walk walk = { .message = message };
	Frame *top = &walk.frames[0];

	push(&walk, NULL);
	if (root != NULL)
		read_object(&walk, root);
	while (walk.depth > 1) {
		Frame *frame = &walk.frames[walk.depth - 1];
		int count = g_mime_multipart_get_count(frame->multipart);

		if (frame->next == count ||
		    walk.parts == TERTIUS_MIME_PARTS_MAX) {
			pop(&walk);
			continue;
		}
		walk.parts++;
		read_object(&walk, g_mime_multipart_get_part(frame->multipart,
		                                             frame->next++));
	}
	message->text = dup_fit(top->text->str);
	g_string_free(top->text, TRUE);
}

static gboolean
is_address_field(const char *line, gsize length)
{
	static const char *const names[] = { "from", "to",       "cc",
		                             "bcc",  "reply-to", "sender" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		gsize n = strlen(names[i]);

		if (length > n && (line[0] | 0x20) == names[i][0] &&
		    g_ascii_strncasecmp(line, names[i], n) == 0 &&
		    strchr(": \t", line[n]) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* What find_trap has seen. */
typedef struct {
	const char *field; /* where the field, or line, begins */
	gboolean is_address;
	guint colons; /* in it, if it is an address field */
	guint marks;
} Trap;

static void
note_line(Trap *trap, const char *line, const char *end)
{
	gboolean is_dashed = end - line > 2 && line[0] == '-' && line[1] == '-';

	if (*line != ' ' && *line != '\t') {
		trap->field = line;
		trap->colons = 0;
		trap->is_address = is_address_field(line, (gsize) (end - line));
		trap->marks += trap->is_address || is_dashed ? 1 : 0;
	}
	for (const char *p = line; trap->is_address && p < end; p++)
		trap->colons += *p == ':' ? 1 : 0;
}

/* Where reading must stop, for what would follow is made to harm: an address
 * field with very many colons, in the head of an enclosed message (GMime calls
 * itself for each colon, since one may begin a group, and groups may hold
 * groups there; 160 kB of "a:a:a:" end the process), or more of these fields
 * and of boundaries than there can be parts of interest (GMime makes twenty
 * objects of each part, and two lists of addresses of each field). */
static gsize
find_trap(const char *bytes, gsize length)
{
	const char *end = bytes + length;
	Trap trap = { .field = bytes };

	for (const char *line = bytes; line < end;) {
		const char *stop = memchr(line, '\n', (gsize) (end - line));

		stop = stop == NULL ? end : stop + 1;
		note_line(&trap, line, stop);
		if (trap.colons > TERTIUS_MIME_COLONS_MAX ||
		    trap.marks > TERTIUS_MIME_MARKS_MAX)
			return (gsize) (trap.field - bytes);
		line = stop;
	}
	return length;
}

static void
append_field(GByteArray *bytes, const TertiusField *field)
{
	gsize length = field->length;

	while (length > 0 && strchr("\r\n", field->value[length - 1]) != NULL)
		length--;
	g_byte_array_append(bytes, (const guint8 *) field->name,
	                    (guint) (field->value - field->name));
	g_byte_array_append(bytes, (const guint8 *) field->value,
	                    (guint) length);
	g_byte_array_append(bytes, (const guint8 *) "\n", 1);
}

/* Only what describes the body is of interest to GMime. */
static GMimeStream *
make_stream(const TertiusFields *fields, const char *body, gsize length)
{
	static const char *const names[] = { "Content-Type",
		                             "Content-Transfer-Encoding",
		                             "Content-Disposition" };
	GByteArray *bytes = g_byte_array_sized_new((guint) length + 1024);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const TertiusField *field =
			tertius_fields_get(fields, names[i]);

		if (field != NULL)
			append_field(bytes, field);
	}
	g_byte_array_append(bytes, (const guint8 *) "\n", 1);
	g_byte_array_append(bytes, (const guint8 *) body, (guint) length);
	return g_mime_stream_mem_new_with_byte_array(bytes);
}

/* No part, no file and no word: a head of which IMAP has fetched no more. */
static gboolean
is_nothing(const TertiusFields *fields, const char *body, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (strchr(" \t\r\n", body[i]) == NULL || body[i] == '\0')
			return FALSE;
	return tertius_fields_get(fields, "Content-Type") == NULL &&
	       tertius_fields_get(fields, "Content-Disposition") == NULL;
}

void
tertius_mime_read_parts(const TertiusFields *fields, const char *body,
                        gsize length, TertiusMessage *message)
{
	g_autoptr(GMimeStream) stream = NULL;
	g_autoptr(GMimeParser) parser = NULL;
	g_autoptr(GMimeObject) root = NULL;
	g_autofree char *sole = NULL;

	if (is_nothing(fields, body, length)) {
		message->text = g_strdup("");
		return;
	}
	length = find_trap(body, length);
	sole = tertius_mime_leaf_dup_sole(fields, body, length);
	if (sole != NULL) {
		message->text = dup_fit(sole);
		return;
	}
	stream = make_stream(fields, body, length);
	parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_persist_stream(parser, TRUE);
	root = g_mime_parser_construct_part(parser, NULL);
	walk_parts(root, message);
}
