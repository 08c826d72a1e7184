/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small windows. None of them stops the mail client.
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/client.h"

/* Shows why, once the engine has answered: each reason with its words. */
void tertius_dialogs_why(GtkWindow *above, TertiusClient *client,
                         const char *id);

/* Asks when to be reminded; @changed is called when it was kept. */
void tertius_dialogs_later(GtkWindow *above, TertiusClient *client,
                           const char *id, void (*changed)(void));

/* --- About one message (ui/dialogs-message.c) ---------------------------- */

/* Asks who introduced whom in it. */
void tertius_dialogs_introduced(GtkWindow *above, TertiusClient *client,
                                const char *message_id, void (*changed)(void));

/* Asks what to be reminded of, and when. */
void tertius_dialogs_remind(GtkWindow *above, TertiusClient *client,
                            const char *message_id, void (*changed)(void));

/* Tells something that went wrong. */
void tertius_dialogs_tell(GtkWindow *above, const char *headline,
                          const char *message);

/* Closes what is open. */
void tertius_dialogs_close(void);
