/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place on this computer: a folder of folders, a folder, or a file.
 */
#pragma once

#include "mail/source.h"

/* How deep folders lie in folders, and how many are looked at. */
#define TERTIUS_PLACE_DEPTH_MAX   16
#define TERTIUS_PLACE_FOLDERS_MAX 2000

/* What tertius_source_open does for what is no URL. */
TertiusSource *tertius_place_open(const char *place,
                                  const TertiusSourceOptions *options,
                                  GError **error);
