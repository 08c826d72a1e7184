/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The body of a message: which of its parts are what the writer says, what is
 * attached, and which calendars came with it.
 */
#pragma once

#include "mail/mime-fields.h"
#include "model/message.h"

/* Fills @message's text, attachments and calendars from the @length bytes of
 * its body, which the Content- fields of its head describe, and sets
 * TERTIUS_MESSAGE_INVITATION. Of alternatives the plain text is taken unless it
 * is empty. Enclosed messages are attachments. */
void tertius_mime_read_parts(const TertiusFields *fields, const char *body,
                             gsize length, TertiusMessage *message);
