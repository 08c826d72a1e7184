/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes one JSON object as one line. (json-glib's generator writes 0.97 as
 * 0.96999999999999997; people read these lines too.)
 *
 *	json = tertius_json_begin();             {"v":1
 *	tertius_json_text(json, "name", "Dana"); ,"name":"Dana"
 *	tertius_json_open(json, "to", '[');      ,"to":[
 *	tertius_json_text(json, NULL, "me");     "me"
 *	tertius_json_close(json);                ]
 *	line = tertius_json_end(json);           }
 */
#pragma once

#include <glib.h>

#define TERTIUS_JSON_VERSION        1
#define TERTIUS_JSON_DEPTH_MAX      8
/* Brackets in one another that are read. */
#define TERTIUS_JSON_READ_DEPTH_MAX 64

typedef struct _TertiusJson TertiusJson;

/* Begins an object, with its version. */
TertiusJson *tertius_json_begin(void);

/* Closes the object, frees @json and returns the line without line feed, to be
 * freed. */
char *tertius_json_end(TertiusJson *json);

/* In an object @name is set, in a list it is NULL. @bracket: '{' or '['. */
void tertius_json_open(TertiusJson *json, const char *name, char bracket);
void tertius_json_close(TertiusJson *json);

/* A @text of NULL, a @time of 0 and a number that is none become null. Text
 * that is no UTF-8 is mended. Times are RFC 3339 in @zone (NULL: UTC), numbers
 * have at most four decimals. */
void tertius_json_text(TertiusJson *json, const char *name, const char *text);
void tertius_json_time(TertiusJson *json, const char *name, gint64 time,
                       GTimeZone *zone);
void tertius_json_number(TertiusJson *json, const char *name, double number);
void tertius_json_integer(TertiusJson *json, const char *name, gint64 integer);
void tertius_json_boolean(TertiusJson *json, const char *name,
                          gboolean boolean);
void tertius_json_null(TertiusJson *json, const char *name);

/* Whether @text may be given to json-glib's parser, which calls itself for each
 * bracket in another: more than TERTIUS_JSON_READ_DEPTH_MAX would end the process.
 * Comments, which that parser passes over, are refused. */
gboolean tertius_json_is_shallow(const char *text, gsize length);
