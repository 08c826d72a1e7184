/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes are a message, or none.
 */
#include "mail/mime.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void
check_person(const TertiusPerson *person)
{
	if (person == NULL)
		return;
	g_assert(person->name != NULL || person->address != NULL);
	g_assert(person->name == NULL ||
	         g_utf8_validate(person->name, -1, NULL));
	g_assert(person->address == NULL ||
	         g_utf8_validate(person->address, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(TertiusMessage) message = tertius_mime_read(
		(const char *) data, size, 1795510000, FALSE, NULL);

	if (message == NULL)
		return 0;
	g_assert(g_utf8_validate(message->text, -1, NULL));
	g_assert(g_utf8_validate(message->subject, -1, NULL));
	g_assert(message->date >= 0);
	g_assert(message->recipients->len <= TERTIUS_MESSAGE_RECIPIENTS_MAX);
	check_person(message->from);
	check_person(message->sender);
	check_person(message->reply_to);
	for (guint i = 0; i < message->recipients->len; i++)
		check_person(message->recipients->pdata[i]);
	for (guint i = 0; i < message->attachments->len; i++)
		g_assert(g_utf8_validate(message->attachments->pdata[i], -1,
		                         NULL));
	return 0;
}
