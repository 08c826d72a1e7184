/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window of Tertius: what is due, introductions, people, occasions and
 * insights.
 */
#pragma once

#include <gtk/gtk.h>

#include "engine/client.h"

/* What the mail client does for the window. */
typedef struct {
	void (*draft)(const char *id);
	/* A draft to somebody, about nothing that is due: takes a "draft"
	 * request. */
	void (*write)(TertiusJson *request);
	void (*open_message)(const char *message_id);
	void (*changed)(void);  /* something was decided */
	const char *state_file; /* where size and page are remembered */
} TertiusWindowHost;

/* Opens it, or brings it to the front. @host must stay. */
void tertius_window_present(TertiusClient *client,
                            const TertiusWindowHost *host);

/* Turns to what is due, if it is open. */
void tertius_window_show_due(void);

/* Asks for what it shows again, if it is open. */
void tertius_window_refresh(void);

/* Closes it, and every dialog; it is gone after some turns of the main loop. */
void tertius_window_leave(void);
/* The same, at once. */
void tertius_window_close(void);
