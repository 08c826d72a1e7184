/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing JSON, flat: the brackets that are open are a string of their own; and a
 * look at what is to be read.
 */
#include "engine/json.h"

#include <math.h>
#include <string.h>

#include "engine/dates.h"

struct _TertiusJson {
	GString *line;
	char closing[TERTIUS_JSON_DEPTH_MAX];
	guint depth;
	gboolean is_first; /* nothing stands in the open bracket yet */
};

static void
append_escaped(GString *line, const char *text)
{
	g_string_append_c(line, '"');
	for (const char *p = text; *p != '\0'; p++) {
		guchar c = (guchar) *p;

		if (c == '"' || c == '\\')
			g_string_append_printf(line, "\\%c", c);
		else if (c == '\n')
			g_string_append(line, "\\n");
		else if (c == '\t')
			g_string_append(line, "\\t");
		else if (c < 0x20 || c == 0x7f)
			g_string_append_printf(line, "\\u%04x", c);
		else
			g_string_append_c(line, (char) c);
	}
	g_string_append_c(line, '"');
}

static void
begin_value(TertiusJson *json, const char *name)
{
	if (!json->is_first)
		g_string_append_c(json->line, ',');
	json->is_first = FALSE;
	if (name != NULL) {
		append_escaped(json->line, name);
		g_string_append_c(json->line, ':');
	}
}

TertiusJson *
tertius_json_begin(void)
{
	TertiusJson *json = g_new0(TertiusJson, 1);

	json->line = g_string_new("{");
	json->closing[json->depth++] = '}';
	json->is_first = TRUE;
	tertius_json_integer(json, "v", TERTIUS_JSON_VERSION);
	return json;
}

char *
tertius_json_end(TertiusJson *json)
{
	char *line;

	g_assert(json->depth == 1);
	tertius_json_close(json);
	line = g_string_free(json->line, FALSE);
	g_free(json);
	return line;
}

void
tertius_json_open(TertiusJson *json, const char *name, char bracket)
{
	g_assert(json->depth < TERTIUS_JSON_DEPTH_MAX);
	begin_value(json, name);
	g_string_append_c(json->line, bracket);
	json->closing[json->depth++] = bracket == '{' ? '}' : ']';
	json->is_first = TRUE;
}

void
tertius_json_close(TertiusJson *json)
{
	g_assert(json->depth > 0);
	g_string_append_c(json->line, json->closing[--json->depth]);
	json->is_first = FALSE;
}

void
tertius_json_text(TertiusJson *json, const char *name, const char *text)
{
	g_autofree char *valid = NULL;

	if (text == NULL) {
		tertius_json_null(json, name);
		return;
	}
	valid = g_utf8_make_valid(text, -1);
	begin_value(json, name);
	append_escaped(json->line, valid);
}

void
tertius_json_time(TertiusJson *json, const char *name, gint64 time,
                  GTimeZone *zone)
{
	g_autofree char *text =
		time != 0 ? tertius_dates_dup_rfc3339(time, zone) : NULL;

	tertius_json_text(json, name, text);
}

void
tertius_json_number(TertiusJson *json, const char *name, double number)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];
	char *end;

	if (!isfinite(number)) {
		tertius_json_null(json, name);
		return;
	}
	g_ascii_formatd(digits, sizeof(digits), "%.4f", number);
	for (end = digits + strlen(digits) - 1; *end == '0'; end--)
		*end = '\0';
	if (*end == '.')
		*end = '\0';
	begin_value(json, name);
	g_string_append(json->line, strcmp(digits, "-0") == 0 ? "0" : digits);
}

void
tertius_json_integer(TertiusJson *json, const char *name, gint64 integer)
{
	begin_value(json, name);
	g_string_append_printf(json->line, "%" G_GINT64_FORMAT, integer);
}

void
tertius_json_boolean(TertiusJson *json, const char *name, gboolean boolean)
{
	begin_value(json, name);
	g_string_append(json->line, boolean ? "true" : "false");
}

void
tertius_json_null(TertiusJson *json, const char *name)
{
	begin_value(json, name);
	g_string_append(json->line, "null");
}

/* --- What is to be read --------------------------------------------------- */

/* The quote that ends the string which begins at @p, or @end. */
static const char *
find_quote(const char *p, const char *end)
{
	for (p++; p < end && *p != '"'; p++) {
		if (*p == '\\' && p + 1 < end)
			p++;
	}
	return p;
}

gboolean
tertius_json_is_shallow(const char *text, gsize length)
{
	const char *end = text + length;
	guint depth = 0;

	for (const char *p = text; p < end; p++) {
		if (*p == '"')
			p = find_quote(p, end);
		else if (*p == '/' || *p == '#' || *p == '\'')
			return FALSE;
		else if (*p == '[' || *p == '{')
			depth++;
		else if ((*p == ']' || *p == '}') && depth > 0)
			depth--;
		if (depth > TERTIUS_JSON_READ_DEPTH_MAX)
			return FALSE;
	}
	return TRUE;
}
