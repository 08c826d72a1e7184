/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stands in the place of the library's own function (ld --wrap): no text of a
 * message is worth fetching, so that a scan ends with its first phase. All the rest
 * of it, detection and ledger too, is as it is.
 */
#include "mail/imap-message.h"

char *__wrap_tertius_imap_message_dup_wants(const TertiusImapMessage *message);

char *
__wrap_tertius_imap_message_dup_wants(const TertiusImapMessage *message)
{
	(void) message;
	return g_strdup("");
}
