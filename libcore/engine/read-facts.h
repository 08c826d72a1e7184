/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One item's bytes into facts: the whole of what happens to a stranger's bytes.
 * For the worker, which alone may do it.
 */
#pragma once

#include "detect/detector.h"
#include "model/facts.h"

/* @received: when it arrived, unix time. NULL with TERTIUS_ERROR_MALFORMED when
 * it is no message. A calendar in it that cannot be read is a problem told in
 * the facts. */
TertiusFacts *tertius_facts_read_message(TertiusDetector *detector,
                                         const char *bytes, gsize length,
                                         gint64 received, gboolean was_sent,
                                         GError **error);

/* The meetings of a calendar; NULL with TERTIUS_ERROR_MALFORMED when it is none. */
TertiusFacts *tertius_facts_read_calendar(const char *bytes, gsize length,
                                          GError **error);
