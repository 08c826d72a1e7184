/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail that no person wrote to another: lists, newsletters, robots, automatic
 * answers.
 */
#pragma once

#include <gmime/gmime.h>

#include "model/message.h"

/* Returns the TertiusMessageFlags that the fields @headers, the body's type
 * @root (NULL: unknown) and @message's people and subject show. */
guint tertius_mime_find_automatic(GMimeHeaderList *headers, GMimeObject *root,
                                  const TertiusMessage *message);
