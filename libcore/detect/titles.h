/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the writer's signature says that they are.
 */
#pragma once

#include "detect/reading.h"

/* "Head of Translation, Lisbon Books" where the signature has the writer's own
 * name and behind it, or in one of the next two lines, an office; "" otherwise.
 * At most TERTIUS_STYLE_TITLE_MAX bytes; to be freed. */
char *tertius_titles_dup(const TertiusReading *reading);
