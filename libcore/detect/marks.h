/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words around what is said, from the [mark/…] sections of the phrase
 * tables: greetings and closings, the heads of quotes, prefixes of subjects,
 * abbreviations. They are needed before the language is known, so those of all
 * languages stand together. All are in lower case.
 */
#pragma once

#include <glib.h>

typedef enum {
	TERTIUS_MARKS_GREETINGS, /* begin the first line: "hi" */
	TERTIUS_MARKS_CLOSINGS,  /* begin the last: "kind regards" */
	TERTIUS_MARKS_FOOTERS,   /* begin what machines add */
	TERTIUS_MARKS_QUOTED,    /* "original message" */
	TERTIUS_MARKS_FORWARDED, /* "forwarded message" */
	TERTIUS_MARKS_FROM,      /* fields of a quoted header */
	TERTIUS_MARKS_TO,
	TERTIUS_MARKS_CC,
	TERTIUS_MARKS_DATE,
	TERTIUS_MARKS_SUBJECT,
	TERTIUS_MARKS_WROTE,          /* "On …, Dana wrote:" */
	TERTIUS_MARKS_ATTRIBUTIONS,   /* … and how that begins: "on" */
	TERTIUS_MARKS_REPLY_PREFIXES, /* "re:" */
	TERTIUS_MARKS_FORWARD_PREFIXES,
	TERTIUS_MARKS_ELIDED,       /* words before an apostrophe: "l" */
	TERTIUS_MARKS_ABBREVIATED,  /* their full stop ends nothing */
	TERTIUS_MARKS_PARTICLES,    /* inside names: "van" */
	TERTIUS_MARKS_RESUMES,      /* in names of files */
	TERTIUS_MARKS_APPLICATIONS, /* in what comes with a résumé */
	TERTIUS_MARKS_TITLES, /* of offices, in a signature; "*leiter" ends so;
	                       * without accents */
	TERTIUS_MARKS_N,
} TertiusMarksKind;

typedef struct {
	const char *const *words;
	gsize n;
} TertiusMarkWords;

/* Lends, for ever. */
TertiusMarkWords tertius_mark_words(TertiusMarksKind kind);
/* Those that begin with the byte @first. */
TertiusMarkWords tertius_mark_words_by(TertiusMarksKind kind, char first);
/* The bytes of the longest. */
gsize tertius_mark_longest(TertiusMarksKind kind);
