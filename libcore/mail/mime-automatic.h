/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail that no person wrote to another: lists, newsletters, robots, automatic
 * answers.
 */
#pragma once

#include "mail/mime-fields.h"
#include "model/message.h"

/* Bytes of a field in which signs are looked for. */
#define TERTIUS_MIME_SIGN_MAX 200

/* Returns the TertiusMessageFlags that the fields of its head and @message's
 * people and subject show. */
guint tertius_mime_find_automatic(const TertiusFields *fields,
                                  const TertiusMessage *message);
