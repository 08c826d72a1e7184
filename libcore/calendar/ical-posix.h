/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A zone that only a calendar defines, by a name that computers understand.
 */
#pragma once

#include <libical/ical.h>

/* The rules that hold last in a VTIMEZONE, as POSIX writes them (XBD 8.3):
 * "<A>-1<B>,M3.5.0/2,M10.5.0/3" or "<A>-1". NULL when they cannot be written so.
 */
char *tertius_ical_posix_dup(icalcomponent *definition);
