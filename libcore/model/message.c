/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One message as it was understood.
 */
#include "model/message.h"

static void
unref_bytes(gpointer bytes)
{
	g_bytes_unref(bytes);
}

TertiusMessage *
tertius_message_new(void)
{
	TertiusMessage *message = g_new0(TertiusMessage, 1);

	message->recipients = tertius_people_new();
	message->references = g_ptr_array_new_with_free_func(g_free);
	message->attachments = g_ptr_array_new_with_free_func(g_free);
	message->calendars = g_ptr_array_new_with_free_func(unref_bytes);
	return message;
}

void
tertius_message_free(TertiusMessage *message)
{
	if (message == NULL)
		return;
	g_free(message->id);
	g_free(message->message_id);
	tertius_person_free(message->from);
	tertius_person_free(message->sender);
	tertius_person_free(message->reply_to);
	g_ptr_array_unref(message->recipients);
	g_free(message->subject);
	g_free(message->in_reply_to);
	g_ptr_array_unref(message->references);
	g_free(message->text);
	g_ptr_array_unref(message->attachments);
	g_ptr_array_unref(message->calendars);
	g_free(message);
}

char *
tertius_message_compute_id(const TertiusMessage *message, gint64 written)
{
	const char *writer = message->from != NULL
	                             ? tertius_person_label(message->from)
	                             : "";
	g_autofree char *key = NULL;

	if (message->message_id != NULL)
		key = g_strdup_printf("message\n%s\n%s", message->message_id,
		                      writer);
	else
		key = g_strdup_printf(
			"message\n\n%s\n%" G_GINT64_FORMAT "\n%s\n%s", writer,
			written, message->subject ? message->subject : "",
			message->text ? message->text : "");
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
}
