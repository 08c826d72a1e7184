/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who works in the same house, as far as addresses tell.
 */
#pragma once

#include <glib.h>

#include "model/person.h"

typedef enum {
	TERTIUS_HOUSE_UNKNOWN, /* no address, or one that anybody can have */
	TERTIUS_HOUSE_SAME,
	TERTIUS_HOUSE_OTHER,
} TertiusHouse;

/* By the part of the domain that one registers: mail.example.org and
 * example.org are one house. */
TertiusHouse tertius_house_compare(const TertiusPerson *one,
                                   const TertiusPerson *other);
