/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the plugin share. All of it runs on the main loop.
 *
 * Rules of this folder: nothing waits; a mail is fetched only from a tick, at
 * most one a tick; after a fetch, which may run the main loop, folders and mail
 * are looked up again by name.
 */
#pragma once

#include <claws-features.h>

#include <gtk/gtk.h>

#include <compose.h>
#include <folder.h>
#include <messageview.h>
#include <procmsg.h>

#include "engine/client.h"

#define TERTIUS_PLUGIN_NAME "Tertius"

/* Lends. */
TertiusClient *tertius_host_get_client(void);

/* Something is known that was not known before: what is shown is looked up
 * again, soon. */
void tertius_host_changed(void);

/* Opens the composer with the draft for @id, a reminder's or an introduction's
 * (compose.c). */
void tertius_compose_draft(const char *id);

/* Opens one that nothing asked for; @other may be NULL (compose.c). */
void tertius_compose_write(TertiusJson *request);

/* Opens a draft that thanks for @message (compose.c). */
void tertius_compose_thank(MsgInfo *message);

/* Shows the message of this Message-ID (compose.c). */
void tertius_compose_open(const char *message_id);
/* Flags of a message have changed: a draft for it may have been sent. */
void tertius_compose_note_flags(const MsgInfo *message);
void tertius_compose_stop(void);

/* --- arrivals.c ---------------------------------------------------------- */

void tertius_arrivals_start(void);
void tertius_arrivals_stop(void);
/* Reads what is new in the folder, before all else. @has_changed: mail has come
 * or gone for sure. */
void tertius_arrivals_look_over(FolderItem *item, gboolean has_changed);
/* Reads this one, if it was not read before. */
void tertius_arrivals_want(MsgInfo *message);
/* The same for one that is stored just now; the history has it where folders have
 * changed. */
void tertius_arrivals_take(MsgInfo *message);
/* Folders have come, gone, or have other names: the history begins anew, soon;
 * what is known is passed over. */
void tertius_arrivals_begin_anew(void);
/* The client has gone online: no server is left in peace any more (fetch.c). */
void tertius_fetch_retry(void);
/* Stops reading, or goes on. */
void tertius_arrivals_set_paused(gboolean is_paused);
gboolean tertius_arrivals_is_paused(void);

/* --- place.c ------------------------------------------------------------- */

/* Drafts, queue, trash and junk are nobody's business. */
gboolean tertius_place_is_left_out(FolderItem *item);
/* Whether mail of this folder is for us: it is not left out, nor by the user. */
gboolean tertius_place_is_for_us(FolderItem *item);

/* --- remind.c ------------------------------------------------------------ */

void tertius_remind_start(void);
void tertius_remind_stop(void);
/* Brings calendars and the bar of what is due up to date, soon. */
void tertius_remind_settle(void);
/* Whether the client has a calendar of its own just now. */
gboolean tertius_remind_has_calendar(void);

/* --- banner.c ------------------------------------------------------------ */

void tertius_banner_show(MessageView *view);
void tertius_banner_refresh(void);
void tertius_banner_stop(void);

/* --- menus.c ------------------------------------------------------------- */

void tertius_menus_add(void);
void tertius_menus_remove(void);
void tertius_menus_show_window(void);
/* The same, at what is due. */
void tertius_menus_show_due(void);

/* --- choices.c: what the user set, as far as this client needs it -------- */

/* Asks the engine for them, until it tells; @begin is called then, once. */
void tertius_choices_load(void (*begin)(void));
/* Something was set: goes by it from now on. */
void tertius_choices_load_again(void);
void tertius_choices_stop(void);
/* Whether drafts are looked at while they are written. */
gboolean tertius_choices_check_drafts(void);
/* Whether the folder is one that the user lets us read. */
gboolean tertius_choices_allow(FolderItem *item);
gboolean tertius_choices_are_paused(void);
/* Folders may have other names: what is not to be read stays so. */
void tertius_choices_follow(void);
/* The same, where a folder is another one in another place now. */
void tertius_choices_move(FolderItem *from, FolderItem *to);
/* How a folder is named in the settings; to be freed. */
char *tertius_choices_dup_folder(FolderItem *item);
void tertius_choices_set_paused(gboolean is_paused);

/* --- actions.c: what a right-click on a message offers ------------------- */

typedef enum {
	TERTIUS_ACTION_INTRODUCTION,
	TERTIUS_ACTION_REMIND,
	TERTIUS_ACTION_THANK,
	TERTIUS_ACTIONS_N,
} TertiusAction;

/* With what is selected in the list. */
void tertius_actions_do(TertiusAction action);
/* Translated, with a mnemonic. */
const char *tertius_actions_get_label(TertiusAction action);
/* Offers them in the menu of this view's text. */
void tertius_actions_watch(MessageView *view);
void tertius_actions_stop(void);

/* --- prefs.c ------------------------------------------------------------- */

void tertius_prefs_add(void);
void tertius_prefs_remove(void);
/* The calendar's, or NULL when there is none, or the user would be asked. */
char *tertius_prefs_dup_password(void);

/* --- compose-check.c ----------------------------------------------------- */

void tertius_compose_check_start(void);
void tertius_compose_check_stop(void);
void tertius_compose_check_add(Compose *compose);
/* Whether this Send is to be held for now; it is pressed again, or the user is
 * shown why. */
gboolean tertius_compose_check_holds(Compose *compose);
