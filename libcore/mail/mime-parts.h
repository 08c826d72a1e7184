/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The body of a message: which of its parts are what the writer says, what is
 * attached, and which calendars came with it.
 */
#pragma once

#include "mail/mime-fields.h"
#include "mail/mime.h"
#include "model/message.h"

#define TERTIUS_MIME_FILE_NAME_MAX 200 /* bytes; longer ones are cut */
/* Further ones are not read. */
#define TERTIUS_MIME_CALENDARS_MAX 20

/* Colons in an address field of an enclosed message, and lines that may be
 * address fields or boundaries: nothing from there on is read. Long patches
 * have many of these. */
#define TERTIUS_MIME_COLONS_MAX 1000
#define TERTIUS_MIME_MARKS_MAX  (20 * TERTIUS_MIME_PARTS_MAX)

/* Fills @message's text, attachments and calendars from the @length bytes of
 * its body, which the Content- fields of its head describe, and sets
 * TERTIUS_MESSAGE_INVITATION. Of alternatives the plain text is taken unless it
 * is empty. Enclosed messages are attachments. */
void tertius_mime_read_parts(const TertiusFields *fields, const char *body,
                             gsize length, TertiusMessage *message);
