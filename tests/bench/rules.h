/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one would do first: a word, or a set of regular expressions. The
 * detector is measured against both.
 */
#pragma once

#include "model/message.h"

/* "introduc" in subject or text. */
gboolean tertius_rule_word(const TertiusMessage *message);
/* One of 24 expressions in subject or text. */
gboolean tertius_rule_set(const TertiusMessage *message);
