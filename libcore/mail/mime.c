/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * MIME, understood: the head of a message. What its body says is read by
 * mime-parts.
 */
#include "mail/mime.h"

#include "base/error.h"
#include "base/text.h"
#include "mail/mime-address.h"
#include "mail/mime-automatic.h"
#include "mail/mime-charset.h"
#include "mail/mime-date.h"
#include "mail/mime-parts.h"
#include "mail/mime-words.h"

#include <gmime/gmime.h>
#include <string.h>

/* A field is read up to here; 200 people with long names need less. */
#define FIELD_BYTES_MAX (64 * 1024)
/* Colons in an address field, see find_trap. */
#define COLONS_MAX      1000
/* 1971, in unix time: no mail is older. */
#define OLDEST_DATE     (365 * 24 * 60 * 60)
/* A Date may be this much after the arrival: clocks go wrong. */
#define DATE_AHEAD_MAX  (2 * 24 * 60 * 60)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)

static void
prepare(void)
{
	static gsize prepared = 0;

	if (!g_once_init_enter(&prepared))
		return;
	g_mime_init();
	g_once_init_leave(&prepared, 1);
}

void
tertius_mime_prepare(void)
{
	prepare();
	tertius_charset_prepare();
}

static gboolean
is_address_field(const char *line, gsize length)
{
	static const char *const names[] = { "from", "to",       "cc",
		                             "bcc",  "reply-to", "sender" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		gsize n = strlen(names[i]);

		if (length > n && g_ascii_strncasecmp(line, names[i], n) == 0 &&
		    strchr(": \t", line[n]) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* Where reading must stop: at an address field with very many colons, in the
 * head of the message or of one enclosed in it. GMime calls itself for each
 * colon, since one may begin a group, and groups may hold groups there; 160 kB
 * of "a:a:a:" end the process. */
static gsize
find_trap(const char *bytes, gsize length)
{
	const char *end = bytes + length;
	const char *field = bytes;
	gboolean is_address = FALSE;
	guint colons = 0;

	for (const char *line = bytes; line < end;) {
		const char *stop = memchr(line, '\n', (gsize) (end - line));

		stop = stop == NULL ? end : stop + 1;
		if (*line != ' ' && *line != '\t') {
			field = line;
			colons = 0;
			is_address =
				is_address_field(line, (gsize) (stop - line));
		}
		for (const char *p = line; is_address && p < stop; p++)
			colons += *p == ':' ? 1 : 0;
		if (colons > COLONS_MAX)
			return (gsize) (field - bytes);
		line = stop;
	}
	return length;
}

static GMimeMessage *
parse(const char *bytes, gsize length)
{
	g_autoptr(GMimeStream) stream =
		g_mime_stream_mem_new_with_buffer(bytes, length);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);

	g_mime_parser_set_persist_stream(parser, TRUE);
	return g_mime_parser_construct_message(parser, NULL);
}

/* The raw value of the first field of this name, or NULL. Lends. */
static const char *
get_field(GMimeHeaderList *headers, const char *name)
{
	GMimeHeader *header = g_mime_header_list_get_header(headers, name);

	return header == NULL ? NULL : g_mime_header_get_raw_value(header);
}

static void
read_people(GMimeHeaderList *headers, const char *name, TertiusPlace place,
            guint max, GPtrArray *people)
{
	int n = g_mime_header_list_get_count(headers);
	gsize length = strlen(name);

	for (int i = 0; i < n; i++) {
		GMimeHeader *header =
			g_mime_header_list_get_header_at(headers, i);
		const char *found = g_mime_header_get_name(header);
		const char *raw;

		if (strlen(found) != length ||
		    g_ascii_strcasecmp(found, name) != 0)
			continue;
		raw = g_mime_header_get_raw_value(header);
		tertius_mime_read_addresses(raw, strnlen(raw, FIELD_BYTES_MAX),
		                            place, max, people);
	}
}

/* The first person of a field, or NULL. */
static TertiusPerson *
dup_person(GMimeHeaderList *headers, const char *name, TertiusPlace place)
{
	g_autoptr(GPtrArray) people = tertius_people_new();

	read_people(headers, name, place, 1, people);
	return people->len == 0 ? NULL : g_ptr_array_steal_index(people, 0);
}

/* The same, when it is not @from. */
static TertiusPerson *
dup_other_person(GMimeHeaderList *headers, const char *name, TertiusPlace place,
                 const TertiusPerson *from)
{
	TertiusPerson *person = dup_person(headers, name, place);

	if (person != NULL && from != NULL &&
	    tertius_person_matches(person, from))
		g_clear_pointer(&person, tertius_person_free);
	return person;
}

/* The next id of "<one@x> <two@y>" at *@next, which moves on; or NULL. */
static char *
dup_next_id(const char **next)
{
	const char *start = *next + strcspn(*next, "<");
	gsize length;
	g_autofree char *raw = NULL;

	if (*start == '\0')
		return NULL;
	start++;
	length = strcspn(start, "<>");
	*next = start + length;
	raw = g_strndup(start, length);
	return tertius_text_dup_line(raw, TERTIUS_MESSAGE_ID_MAX);
}

/* The first id of a field, or NULL. Some programs forget the <>. */
static char *
dup_id(GMimeHeaderList *headers, const char *name)
{
	const char *raw = get_field(headers, name);
	char *id;

	if (raw == NULL)
		return NULL;
	if (strchr(raw, '<') != NULL)
		id = dup_next_id(&raw);
	else
		id = tertius_text_dup_line(raw, TERTIUS_MESSAGE_ID_MAX);
	if (id != NULL && (id[0] == '\0' || strlen(id) < 3))
		g_clear_pointer(&id, g_free);
	return id;
}

/* The first id is where the thread began, the last ones what is answered. */
static void
read_references(GMimeHeaderList *headers, GPtrArray *references)
{
	const char *next = get_field(headers, "References");
	char *id;

	while (next != NULL && (id = dup_next_id(&next)) != NULL) {
		if (id[0] == '\0') {
			g_free(id);
			continue;
		}
		if (references->len == TERTIUS_MESSAGE_REFERENCES_MAX)
			g_ptr_array_remove_index(references, 1);
		g_ptr_array_add(references, id);
	}
}

static char *
dup_subject(GMimeHeaderList *headers)
{
	const char *raw = get_field(headers, "Subject");
	g_autofree char *decoded = NULL;

	if (raw == NULL)
		return g_strdup("");
	decoded = tertius_mime_decode_words(raw, strnlen(raw, FIELD_BYTES_MAX));
	return tertius_text_dup_line(decoded, TERTIUS_MESSAGE_SUBJECT_MAX);
}

/* Returns whether the message itself tells a date that can be believed. */
static gboolean
read_date(GMimeHeaderList *headers, gint64 received, TertiusMessage *message)
{
	const char *raw = get_field(headers, "Date");
	gint64 date = 0;
	int zone = 0;

	if (raw != NULL &&
	    tertius_mime_read_date(raw, strlen(raw), &date, &zone) &&
	    date >= OLDEST_DATE &&
	    (received == 0 || date <= received + DATE_AHEAD_MAX)) {
		message->date = date;
		message->zone = zone;
		return TRUE;
	}
	message->date = received;
	return FALSE;
}

static TertiusMessage *
read_head(GMimeHeaderList *headers, gint64 received, gboolean *is_dated)
{
	TertiusMessage *message = tertius_message_new();
	GPtrArray *recipients = message->recipients;

	message->from = dup_person(headers, "From", TERTIUS_PLACE_FROM);
	message->sender = dup_other_person(headers, "Sender",
	                                   TERTIUS_PLACE_SENDER, message->from);
	message->reply_to = dup_other_person(
		headers, "Reply-To", TERTIUS_PLACE_REPLY_TO, message->from);
	read_people(headers, "To", TERTIUS_PLACE_TO,
	            TERTIUS_MESSAGE_RECIPIENTS_MAX, recipients);
	read_people(headers, "Cc", TERTIUS_PLACE_CC,
	            TERTIUS_MESSAGE_RECIPIENTS_MAX, recipients);
	read_people(headers, "Bcc", TERTIUS_PLACE_BCC,
	            TERTIUS_MESSAGE_RECIPIENTS_MAX, recipients);
	message->message_id = dup_id(headers, "Message-ID");
	message->in_reply_to = dup_id(headers, "In-Reply-To");
	read_references(headers, message->references);
	message->subject = dup_subject(headers);
	*is_dated = read_date(headers, received, message);
	return message;
}

static TertiusMessage *
refuse(GError **error, const char *why)
{
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            "no message: %s", why);
	return NULL;
}

TertiusMessage *
tertius_mime_read(const char *bytes, gsize length, gint64 received,
                  gboolean is_sent, GError **error)
{
	g_autoptr(GMimeMessage) mime = NULL;
	g_autoptr(TertiusMessage) message = NULL;
	GMimeHeaderList *headers;
	GMimeObject *root;
	gboolean is_dated = FALSE;

	prepare();
	mime = parse(bytes,
	             find_trap(bytes, MIN(length, TERTIUS_MIME_BYTES_MAX)));
	headers = mime == NULL
	                  ? NULL
	                  : g_mime_object_get_header_list(GMIME_OBJECT(mime));
	if (headers == NULL || g_mime_header_list_get_count(headers) == 0)
		return refuse(error, "it has no header field");
	root = g_mime_message_get_mime_part(mime);
	message = read_head(headers, received, &is_dated);
	tertius_mime_read_parts(root, message);
	if (message->from == NULL && message->recipients->len == 0 &&
	    !is_dated && message->text[0] == '\0')
		return refuse(error, "nobody wrote anything to anybody");
	message->flags |= tertius_mime_find_automatic(headers, root, message);
	if (is_sent)
		message->flags |= TERTIUS_MESSAGE_SENT;
	message->id = tertius_message_compute_id(message);
	return g_steal_pointer(&message);
}
