/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The addresses of calendars: what may be asked at all, and with whose name and
 * password.
 */
#pragma once

#include <glib.h>

/* Whether it is https, or http to this computer. */
gboolean tertius_url_is_usable(const char *url);

/* Whether the name and password for @home may go to @url: the same scheme, host
 * and port; or, by https only, another host of the same owner. */
gboolean tertius_url_is_trusted(const char *url, const char *home);

/* @reference as seen from @base, without name and password; NULL when it
 * cannot be. */
char *tertius_url_resolve(const char *base, const char *reference);
