/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A child that is started without waiting for it: the socket to it is there at
 * once, the process a moment later, from another thread. All of this is for the
 * thread of the main loop.
 */
#pragma once

#include <glib.h>

typedef struct _TertiusChild TertiusChild;

/* It has ended, well or not; or @error, lent: it could not be started. Called
 * once, from the main loop, unless the child was let go before. */
typedef void (*TertiusChildFunc)(gboolean is_fine, const GError *error,
                                 gpointer data);

/* Takes @arguments, with the program first; what it says in errors goes
 * nowhere. @talks: what it writes is read from the socket, else it goes nowhere.
 * NULL with @error when there is no socket. */
TertiusChild *tertius_child_new(char **arguments, gboolean talks,
                                TertiusChildFunc ended, gpointer data,
                                GError **error);

/* Lends; what is written to it is the child's standard input. */
int tertius_child_get_fd(const TertiusChild *child);

/* 0 before it was started and after it has ended. */
GPid tertius_child_get_pid(const TertiusChild *child);

/* Closes the socket, ends the process, and forgets it. Takes NULL. */
void tertius_child_free(TertiusChild *child);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusChild, tertius_child_free)
