/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as what a server tells of one message: its structure, what is fetched
 * of it then, and the message that is made of that.
 */
#include "mail/imap-message.h"
#include "mail/imap-numbers.h"
#include "mail/mime.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

typedef struct {
	const char *bytes;
	gsize left;
} Line;

static gssize
fill(gpointer data, const char **bytes, GError **error)
{
	Line *line = data;
	gsize n = line->left;

	(void) error;
	*bytes = line->bytes;
	line->left = 0;
	return (gssize) n;
}

static void
take(TertiusImapMessage *message, const TertiusImapResponse *response, guint i)
{
	g_autofree char *name = tertius_imap_response_dup(response, i);
	g_autofree char *text = tertius_imap_response_dup(response, i + 1);
	g_autoptr(GBytes) bytes = NULL;

	if (name == NULL)
		return;
	bytes = g_bytes_new(text, text == NULL ? 0 : strlen(text));
	if (strcmp(name, "BODYSTRUCTURE") == 0 && message->parts == NULL)
		message->parts = tertius_imap_structure_read(response, i + 1);
	else if (strcmp(name, "INTERNALDATE") == 0)
		message->received = tertius_imap_numbers_read_date(text);
	else if (strcmp(name, "HEADER") == 0 && message->header == NULL)
		tertius_imap_message_take_header(message, bytes);
	else if (g_str_has_prefix(name, "BODY["))
		tertius_imap_message_take_body(message, name, bytes);
}

static void
finish(const TertiusImapMessage *message)
{
	g_autofree char *wants = tertius_imap_message_dup_wants(message);
	g_autoptr(GBytes) whole = tertius_imap_message_compose(message);
	gsize length;
	const char *bytes = g_bytes_get_data(whole, &length);
	g_autoptr(TertiusMessage) read = NULL;

	/* What is asked for is a list of sections in one line. */
	g_assert(strpbrk(wants, "\r\n\"{") == NULL);
	read = tertius_mime_read(bytes, length, message->received, FALSE, NULL);
	g_assert(read == NULL || g_utf8_validate(read->text, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	Line line = { (const char *) data, size };
	g_autoptr(TertiusImapReader) reader =
		tertius_imap_reader_new(fill, &line);
	g_autoptr(TertiusImapMessage) message = tertius_imap_message_new(1);
	const TertiusImapResponse *response;

	while ((response = tertius_imap_reader_next(reader, NULL)) != NULL) {
		for (guint i = 0;
		     tertius_imap_response_token(response, i) != NULL; i++)
			take(message, response, i);
	}
	finish(message);
	return 0;
}
