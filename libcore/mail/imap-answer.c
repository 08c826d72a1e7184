/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "12 FETCH (name value name value …)"
 */
#include "mail/imap-answer.h"

#include "mail/imap-numbers.h"

G_STATIC_ASSERT(TERTIUS_IMAP_KEPT_MAX >= TERTIUS_IMAP_CALENDAR_MAX);

/* The token of the first name. */
#define NAMES_BEGIN 3

static GBytes *
dup_bytes(TertiusImapMessage *message, const TertiusImapResponse *response,
          guint i, gsize most)
{
	const TertiusImapToken *token =
		tertius_imap_response_token(response, i);

	if (token == NULL || token->kind != TERTIUS_IMAP_STRING) {
		message->is_doubtful = TRUE;
		return g_bytes_new(NULL, 0);
	}
	return g_bytes_new(tertius_imap_response_bytes(response, token),
	                   MIN(token->length, most));
}

/* One name and its value. */
static void
take_value(TertiusImapMessage *message, const TertiusImapResponse *response,
           guint i)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *text = NULL;

	if (tertius_imap_response_is(response, i, "INTERNALDATE")) {
		text = tertius_imap_response_dup(response, i + 1);
		message->received = tertius_imap_numbers_read_date(text);
	} else if (tertius_imap_response_is(response, i, "BODYSTRUCTURE")) {
		if (message->parts == NULL)
			message->parts =
				tertius_imap_structure_read(response, i + 1);
	} else if (tertius_imap_response_begins(response, i, "BODY[HEADER")) {
		bytes = dup_bytes(message, response, i + 1,
		                  TERTIUS_IMAP_HEADER_MAX);
		if (message->header == NULL)
			tertius_imap_message_take_header(message, bytes);
	} else if (tertius_imap_response_begins(response, i, "BODY[")) {
		text = tertius_imap_response_dup(response, i);
		bytes = dup_bytes(message, response, i + 1,
		                  TERTIUS_IMAP_KEPT_MAX);
		tertius_imap_message_take_body(message, text, bytes);
	}
}

/* The name after the one at @i and its value. */
static guint
next_name(const TertiusImapResponse *response, guint i)
{
	return tertius_imap_response_after(
		response, tertius_imap_response_after(response, i));
}

static gboolean
is_fetch(const TertiusImapResponse *response)
{
	return response->kind == TERTIUS_IMAP_DATA &&
	       tertius_imap_response_is(response, 1, "FETCH");
}

guint32
tertius_imap_answer_uid(const TertiusImapResponse *response)
{
	guint end = is_fetch(response) ? response->tokens->len : 0;

	for (guint i = NAMES_BEGIN; i + 1 < end; i = next_name(response, i))
		if (tertius_imap_response_is(response, i, "UID"))
			return tertius_imap_response_number(response, i + 1);
	return 0;
}

void
tertius_imap_answer_take(const TertiusImapResponse *response,
                         TertiusImapMessage *message)
{
	guint end = is_fetch(response) ? response->tokens->len : 0;

	for (guint i = NAMES_BEGIN; i + 1 < end; i = next_name(response, i))
		take_value(message, response, i);
	message->held += response->text->len;
}
