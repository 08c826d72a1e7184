/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking for a password on the terminal.
 */
#pragma once

#include <glib.h>

/* Longer ones are cut; access tokens are some 2,000 bytes. */
#define TERTIUS_PASSWORD_MAX 8192

/* Asks for the password of @who on the terminal, without showing it. To be
 * freed; NULL: there is no terminal, nothing was typed, or it was cancelled. @data:
 * a GCancellable, or NULL. */
char *tertius_password_ask(const char *who, gpointer data);
