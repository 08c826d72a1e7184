/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people in the header of a message, and whom a name in its words means: by
 * first name, nickname, last name, both, or what their address says of them.
 */
#pragma once

#include "detect/phrases.h"
#include "model/message.h"

/* The writer and the recipients of @message, which must outlive the list; at most
 * 60. The caller frees it with g_array_unref(). */
GArray *tertius_header_names_list(const TertiusMessage *message);

/* Whom of @names the tokens @first … @end - 1 mean, or NULL; lends. */
const TertiusPerson *tertius_header_names_link(const GArray *names,
                                               const TertiusPhrases *phrases,
                                               const TertiusTokens *tokens,
                                               guint first, guint end);

/* Who has the address that @token is, or NULL; lends. */
const TertiusPerson *
tertius_header_names_link_address(const GArray *names,
                                  const TertiusToken *token);

/* Whether @word (folded) is one of their houses: "example" of
 * dana@mail.example.org. */
gboolean tertius_header_names_is_house(const GArray *names, const char *word);
