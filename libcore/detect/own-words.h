/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines of a message are the writer's own: not quotes, forwards,
 * signatures, legal footers or advertisements of the mail service. The one
 * published figure says that this alone removes 41 % of the errors (Lampert,
 * Dale and Paris, 2010).
 */
#pragma once

#include <glib.h>

typedef enum {
	TERTIUS_ZONE_OWN,
	TERTIUS_ZONE_GREETING,  /* own words too: "Hi Dana," */
	TERTIUS_ZONE_CLOSING,   /* "Best, Bob": the last own lines */
	TERTIUS_ZONE_SIGNATURE, /* after "-- " or what looks like it */
	TERTIUS_ZONE_QUOTE,     /* what others wrote, with its attribution */
	TERTIUS_ZONE_FORWARD,
	TERTIUS_ZONE_FOOTER, /* legal text, list footers, "Sent from my …" */
} TertiusZone;

typedef struct {
	const char *start; /* into the text that was given */
	gsize length;      /* in bytes, without the line's end */
	TertiusZone zone;
} TertiusLine;

/* Returns an array of TertiusLine, one a line of @text. Linear in its length;
 * lines after the 20,000th belong to the zone of that line. */
GArray *tertius_own_words_zones(const char *text);

/* The greeting, own words and closing of @text, lines joined by \n. */
char *tertius_own_words_dup(const char *text);

/* The signature zone's lines, for names, titles and numbers; "" without. */
char *tertius_own_words_dup_signature(const char *text);
