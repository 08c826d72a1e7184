/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Address books (vCard 2.1, 3.0 and 4.0): the birthdays and anniversaries in
 * them, as yearly meetings without anybody meeting. Nothing else is taken.
 */
#pragma once

#include <glib.h>

#include "model/meeting.h"

#define TERTIUS_VCARD_BYTES_MAX     33554432 /* of a file */
#define TERTIUS_VCARD_CARD_MAX      4194304  /* of a card: it has a photo */
#define TERTIUS_VCARD_CARDS_MAX     50000
#define TERTIUS_VCARD_VALUE_MAX     1000 /* bytes; longer ones are cut */
#define TERTIUS_VCARD_ADDRESSES_MAX 5

/* The year of a date that has none (Apple and Google write this one). */
#define TERTIUS_VCARD_NO_YEAR 1604

/* Appends to @meetings and @problems. A card without dates is no problem, a
 * date that means nothing is one. Returns FALSE and TERTIUS_ERROR_MALFORMED when
 * it is over the limits or no vCard. */
gboolean tertius_vcard_read(const char *bytes, gsize length,
                            GPtrArray *meetings, GPtrArray *problems,
                            GError **error);

/* "1985-04-12", "19850412", "--0412", "--04-12", any of them with a time behind.
 * FALSE when it is no day; *@year becomes NO_YEAR when it has none. */
gboolean tertius_vcard_parse_day(const char *text, int *year, int *month,
                                 int *day);
