/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notifications of the desktop (org.freedesktop.Notifications).
 */
#pragma once

#include <glib.h>

/* Shows one; @body is plain text. Fails with TERTIUS_ERROR_UNREACHABLE when
 * there is no desktop that shows notifications. */
gboolean tertius_notify(const char *title, const char *body, GError **error);
