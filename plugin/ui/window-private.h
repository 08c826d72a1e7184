/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window and its pages share.
 */
#pragma once

#include "ui/list.h"
#include "ui/window.h"

#define TERTIUS_WINDOW_SPACE 8

typedef enum {
	TERTIUS_PAGE_DUE,
	TERTIUS_PAGE_INTRODUCTIONS,
	TERTIUS_PAGE_PEOPLE,
	TERTIUS_PAGE_OCCASIONS,
	TERTIUS_PAGE_INSIGHTS,
	TERTIUS_PAGE_N,
} TertiusPageName;

typedef struct {
	const char *title;
	GtkWidget *(*create)(void);
	void (*refresh)(void);
	/* Where typing searches; or NULL. */
	GtkWidget *(*get_search)(void);
} TertiusPage;

extern const TertiusPage tertius_page_due;
extern const TertiusPage tertius_page_introductions;
extern const TertiusPage tertius_page_people;
extern const TertiusPage tertius_page_occasions;
extern const TertiusPage tertius_page_insights;

/* Lend; the host is that of tertius_window_present. */
const TertiusWindowHost *tertius_window_get_host(void);
GtkWindow *tertius_window_get(void);

/* Turns to a page. */
void tertius_window_turn(TertiusPageName page);
/* Shows somebody on the page of people. */
void tertius_people_show(const char *address);
/* Shows one on the page of introductions. */
void tertius_introductions_show(const char *id);

/* --- Questions to the engine (questions.c) --- */

/* The window is open, and asks @client, which must stay until its end. */
void tertius_questions_begin(TertiusClient *client);
/* The bars that tell of trouble and of what was kept; for the window to hold. */
GtkWidget *tertius_questions_create(void);
/* Nobody asks or is told anything any more. */
void tertius_questions_end(void);

/* Lends; NULL: there is no window. */
TertiusClient *tertius_window_get_client(void);

/* Asks for a page. Its answer is dropped when the window is closed, or when @func
 * asks again; a failure is told in the window, and @func is not called then. */
void tertius_window_ask(TertiusJson *request, void (*func)(JsonObject *answer));

/* The same, but @func gets each answer: of what was done one after the other. */
void tertius_window_ask_each(TertiusJson *request,
                             void (*func)(JsonObject *answer));

/* Keeps a decision, and offers to take it back. @argument may be NULL. */
void tertius_window_decide(const char *kind, const char *subject,
                           const char *argument);

/* "" when there is none. */
const char *tertius_window_text(JsonObject *object, const char *name);
/* NULL when there is none. */
JsonArray *tertius_window_list(JsonObject *object, const char *name);
JsonObject *tertius_window_object(JsonObject *object, const char *name);

/* --- What rows have in common (rows.c) --- */

/* How wide so many letters are in a widget's font, about. */
int tertius_window_measure(GtkWidget *widget, int letters);

/* The number of the action that writes a draft: the first. */
#define TERTIUS_WINDOW_DRAFT 0
/* Names that one's button by the step of the row, which is its extra. */
void tertius_window_offer_draft(TertiusList *list, const char *id,
                                const char *message_id);

/* The message of the row; without one, its person. */
void tertius_window_open(TertiusList *list, const char *id,
                         const char *message_id);
void tertius_window_show_person(TertiusList *list, const char *id,
                                const char *message_id);
/* A "draft" request for the host, to be completed. */
TertiusJson *tertius_window_new_draft(const char *wording, const char *to);
void tertius_window_draft(TertiusList *list, const char *id,
                          const char *message_id);
void tertius_window_later(TertiusList *list, const char *id,
                          const char *message_id);
void tertius_window_why(TertiusList *list, const char *id,
                        const char *message_id);
