/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The head of a message: its fields, undecoded, each where it stands.
 */
#pragma once

#include <glib.h>

/* Fields that are looked at; a message of mailing lists and virus scanners has
 * about a hundred. */
#define TERTIUS_FIELDS_MAX 1000
/* Bytes of one field that are looked at; 200 people with long names need
 * less. */
#define TERTIUS_FIELD_MAX  65536

typedef struct {
	const char *name;
	gsize name_length;
	const char *value; /* after the colon, folded over lines as it was */
	gsize length;
} TertiusField;

typedef struct {
	GArray *all;   /* TertiusField */
	guint64 kinds; /* of the names that there are, a bit each */
	gsize body;    /* offset of the first byte after the head */
} TertiusFields;

/* Reads the head of @bytes, which must outlive the result. The head ends at a
 * blank line, or before a line that can be no field. A "From " line of mbox
 * above it is passed over, and so are the queue fields (as "AF:" and "SSV:")
 * that Claws Mail puts above those of sent messages in MH folders: they are
 * fields that nobody asks for. Linear in the length of the head. */
void tertius_fields_read(const char *bytes, gsize length,
                         TertiusFields *fields);
void tertius_fields_clear(TertiusFields *fields);

/* The next field called @name (letter case aside) at or after the position
 * *@from, which moves behind it; NULL when there is none. Lends. */
const TertiusField *tertius_fields_next(const TertiusFields *fields,
                                        const char *name, guint *from);
/* The first one. */
const TertiusField *tertius_fields_get(const TertiusFields *fields,
                                       const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusFields, tertius_fields_clear)
