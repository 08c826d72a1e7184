/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A human as one message or one meeting names them: by a display name, by an
 * address, or by both, and where the name stood.
 */
#pragma once

#include <glib.h>

/* Longest name and address that are kept, in bytes; longer ones are cut at a
 * character. RFC 5321 4.5.3.1 allows 64 + 1 + 255 for an address. */
#define TERTIUS_PERSON_NAME_MAX    200
#define TERTIUS_PERSON_ADDRESS_MAX 320

typedef enum {
	TERTIUS_PLACE_FROM,
	TERTIUS_PLACE_SENDER,
	TERTIUS_PLACE_REPLY_TO,
	TERTIUS_PLACE_TO,
	TERTIUS_PLACE_CC,
	TERTIUS_PLACE_BCC,
	TERTIUS_PLACE_TEXT,      /* named in the text only */
	TERTIUS_PLACE_ORGANIZER, /* of a meeting */
	TERTIUS_PLACE_ATTENDEE,
	TERTIUS_PLACE_N,
} TertiusPlace;

/* A plain record. At least one of @name and @address is set. */
typedef struct _TertiusPerson {
	char *name;    /* one line of clean UTF-8, or NULL */
	char *address; /* lower case, "local@domain", or NULL */
	TertiusPlace place;
} TertiusPerson;

/* Copies, cleans (control and bidi characters out, white space folded, quotes
 * around the whole name removed) and cuts. An @address without "@" is dropped.
 * Returns NULL when nothing is left. */
TertiusPerson *tertius_person_new(const char *name, const char *address,
                                  TertiusPlace place);
TertiusPerson *tertius_person_copy(const TertiusPerson *person);
void tertius_person_free(TertiusPerson *person);

/* Returns an array that frees its TertiusPerson. */
GPtrArray *tertius_people_new(void);
GPtrArray *tertius_people_copy(const GPtrArray *people);

/* @address in lower case, the same in every language of the user: in Turkish "I"
 * would else become another letter than "i". Owned. */
char *tertius_person_dup_lower(const char *address);

/* The same human, as far as a single message can tell: by address where both
 * have one, else by name, letter case aside. */
gboolean tertius_person_matches(const TertiusPerson *a, const TertiusPerson *b);
/* Whether one of @people matches @person. */
gboolean tertius_people_have(const GPtrArray *people,
                             const TertiusPerson *person);

/* What to call them in a sentence: the name, else the address. Lends. */
const char *tertius_person_label(const TertiusPerson *person);

/* The name that one would say: "Dana" of "Dana Okafor", "Bob" of
 * "Müller, Bob (Sales)", "Ada" of the address "ada.lovelace@example.org", else
 * its local part. */
char *tertius_person_dup_first_name(const TertiusPerson *person);

/* The name as one writes it in a sentence: "Bob Müller" for
 * "Müller, Bob (Sales)", "Ada Lovelace" for "ada.lovelace@example.org" when that
 * is all there is, else the address. Owned. */
char *tertius_person_dup_full_name(const TertiusPerson *person);

/* The name as one compares it: "Müller, Bob (Sales)" and "bob müller" are both
 * "bob müller". Case-folded, never NULL, "" when there is no letter in it. */
char *tertius_person_dup_plain_name(const char *name);

/* "from", "to", …, "text", "organizer", "attendee". */
const char *tertius_place_name(TertiusPlace place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusPerson, tertius_person_free)
