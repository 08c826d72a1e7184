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
#include "mail/mime-date.h"
#include "mail/mime-fields.h"
#include "mail/mime-parts.h"
#include "mail/mime-words.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

/* 1971, in unix time: no mail is older. */
#define OLDEST_DATE 31536000

static void
prepare(void)
{
	static gsize prepared = 0;

	if (!g_once_init_enter(&prepared))
		return;
	g_mime_init();
	g_once_init_leave(&prepared, 1);
}

static void
read_people(const TertiusFields *fields, const char *name, TertiusPlace place,
            guint max, GPtrArray *people)
{
	const TertiusField *field;
	guint from = 0;

	while ((field = tertius_fields_next(fields, name, &from)) != NULL)
		tertius_mime_read_addresses(field->value, field->length, place,
		                            max, people);
}

/* The first person of a field, or NULL. */
static TertiusPerson *
dup_person(const TertiusFields *fields, const char *name, TertiusPlace place)
{
	g_autoptr(GPtrArray) people = tertius_people_new();

	read_people(fields, name, place, 1, people);
	return people->len == 0 ? NULL : g_ptr_array_steal_index(people, 0);
}

/* The same, when it is not @from. */
static TertiusPerson *
dup_other_person(const TertiusFields *fields, const char *name,
                 TertiusPlace place, const TertiusPerson *from)
{
	TertiusPerson *person = dup_person(fields, name, place);

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

/* The value of the first field of this name, or NULL. */
static char *
dup_value(const TertiusFields *fields, const char *name)
{
	const TertiusField *field = tertius_fields_get(fields, name);

	return field == NULL ? NULL : g_strndup(field->value, field->length);
}

/* The first id of a field, or NULL. Some programs forget the <>. */
static char *
dup_id(const TertiusFields *fields, const char *name)
{
	g_autofree char *value = dup_value(fields, name);
	const char *next = value;
	char *id;

	if (value == NULL)
		return NULL;
	if (strchr(value, '<') != NULL)
		id = dup_next_id(&next);
	else
		id = tertius_text_dup_line(value, TERTIUS_MESSAGE_ID_MAX);
	if (id != NULL && id[0] == '\0')
		g_clear_pointer(&id, g_free);
	return id;
}

/* The first id is where the thread began, the last ones what is answered. */
static void
read_references(const TertiusFields *fields, GPtrArray *references)
{
	g_autofree char *value = dup_value(fields, "References");
	const char *next = value;
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
dup_subject(const TertiusFields *fields)
{
	const TertiusField *field = tertius_fields_get(fields, "Subject");
	g_autofree char *decoded = NULL;

	if (field == NULL)
		return g_strdup("");
	decoded = tertius_mime_decode_words(field->value, field->length);
	return tertius_text_dup_line(decoded, TERTIUS_MESSAGE_SUBJECT_MAX);
}

/* Returns whether the message itself tells a date that can be believed. */
static gboolean
read_date(const TertiusFields *fields, gint64 received, TertiusMessage *message)
{
	const TertiusField *field = tertius_fields_get(fields, "Date");
	gint64 date = 0;
	int zone = 0;

	if (field != NULL &&
	    tertius_mime_read_date(field->value, field->length, &date, &zone) &&
	    date >= OLDEST_DATE &&
	    (received == 0 || date <= received + TERTIUS_MIME_AHEAD_MAX)) {
		message->date = date;
		message->zone = zone;
		return TRUE;
	}
	message->date = received;
	return FALSE;
}

static TertiusMessage *
read_head(const TertiusFields *fields, gint64 received, gboolean *is_dated)
{
	TertiusMessage *message = tertius_message_new();
	GPtrArray *recipients = message->recipients;

	message->from = dup_person(fields, "From", TERTIUS_PLACE_FROM);
	message->sender = dup_other_person(fields, "Sender",
	                                   TERTIUS_PLACE_SENDER, message->from);
	message->reply_to = dup_other_person(
		fields, "Reply-To", TERTIUS_PLACE_REPLY_TO, message->from);
	read_people(fields, "To", TERTIUS_PLACE_TO,
	            TERTIUS_MESSAGE_RECIPIENTS_MAX, recipients);
	read_people(fields, "Cc", TERTIUS_PLACE_CC,
	            TERTIUS_MESSAGE_RECIPIENTS_MAX, recipients);
	read_people(fields, "Bcc", TERTIUS_PLACE_BCC,
	            TERTIUS_MESSAGE_RECIPIENTS_MAX, recipients);
	message->message_id = dup_id(fields, "Message-ID");
	message->in_reply_to = dup_id(fields, "In-Reply-To");
	read_references(fields, message->references);
	message->subject = dup_subject(fields);
	*is_dated = read_date(fields, received, message);
	return message;
}

static TertiusMessage *
refuse(GError **error, const char *why)
{
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("no message: %s"), why);
	return NULL;
}

TertiusMessage *
tertius_mime_read(const char *bytes, gsize length, gint64 received,
                  gboolean is_sent, GError **error)
{
	g_auto(TertiusFields) fields = { 0 };
	g_autoptr(TertiusMessage) message = NULL;
	gsize cut = MIN(length, TERTIUS_MIME_BYTES_MAX);
	gboolean is_dated = FALSE;

	prepare();
	tertius_fields_read(bytes, cut, &fields);
	if (fields.all->len == 0)
		return refuse(error, _("it has no header field"));
	message = read_head(&fields, received, &is_dated);
	tertius_mime_read_parts(&fields, bytes + fields.body, cut - fields.body,
	                        message);
	if (message->from == NULL && message->recipients->len == 0 &&
	    !is_dated && message->text[0] == '\0')
		return refuse(error, _("nobody wrote anything to anybody"));
	message->flags |= tertius_mime_find_automatic(&fields, message);
	if (is_sent)
		message->flags |= TERTIUS_MESSAGE_SENT;
	message->id = tertius_message_compute_id(message,
	                                         is_dated ? message->date : 0);
	return g_steal_pointer(&message);
}
