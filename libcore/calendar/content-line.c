/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines that iCalendar is made of.
 */
#include "calendar/content-line.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOMENT_MIN G_GINT64_CONSTANT(-62135596800) /* year 1 */
#define MOMENT_MAX G_GINT64_CONSTANT(253402300799) /* end of 9999 */

static void
clear_line(gpointer data)
{
	TertiusContentLine *line = data;

	g_free(line->text);
}

/* The length of the physical line at @p, its end included. */
static gsize
measure_piece(const char *p, const char *end)
{
	const char *feed = memchr(p, '\n', (gsize) (end - p));

	return (gsize) ((feed != NULL ? feed + 1 : end) - p);
}

static gsize
measure_content(const char *p, gsize length)
{
	if (length > 0 && p[length - 1] == '\n')
		length--;
	if (length > 0 && p[length - 1] == '\r')
		length--;
	return length;
}

/* After the first colon outside quotes. */
static const char *
find_value(const char *text)
{
	gboolean quoted = FALSE;
	gboolean named = FALSE;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"' && named)
			quoted = !quoted;
		else if (*p == ';')
			named = TRUE;
		else if (*p == ':' && !quoted)
			return p + 1;
	}
	return text + strlen(text);
}

static void
append_line(GArray *lines, const char *start, const char *end)
{
	TertiusContentLine line = { .raw = start };
	GString *text = g_string_new(NULL);
	gsize piece = measure_piece(start, end);

	g_string_append_len(text, start,
	                    (gssize) measure_content(start, piece));
	line.raw_length = piece;
	while (start + line.raw_length < end &&
	       (start[line.raw_length] == ' ' ||
	        start[line.raw_length] == '\t')) {
		const char *next = start + line.raw_length;

		piece = measure_piece(next, end);
		g_string_append_len(text, next + 1,
		                    (gssize) measure_content(next, piece) - 1);
		line.raw_length += piece;
	}
	line.text = g_string_free(text, FALSE);
	line.value = find_value(line.text);
	g_array_append_val(lines, line);
}

GArray *
tertius_content_lines_new(const char *text, gsize length, GError **error)
{
	g_autoptr(GArray) lines =
		g_array_new(FALSE, FALSE, sizeof(TertiusContentLine));
	const char *end = text + length;

	g_array_set_clear_func(lines, clear_line);
	if (memchr(text, '\0', length) != NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("a calendar object with a zero byte in it"));
		return NULL;
	}
	for (const char *p = text; p < end;) {
		if (lines->len == TERTIUS_CONTENT_LINES_MAX) {
			g_set_error(
				error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
				_("a calendar object of more than %d lines"),
				TERTIUS_CONTENT_LINES_MAX);
			return NULL;
		}
		append_line(lines, p, end);
		p += g_array_index(lines, TertiusContentLine, lines->len - 1)
		             .raw_length;
	}
	return g_steal_pointer(&lines);
}

gboolean
tertius_content_line_is(const TertiusContentLine *line, const char *name)
{
	gsize length = strlen(name);

	return g_ascii_strncasecmp(line->text, name, length) == 0 &&
	       (line->text[length] == ':' || line->text[length] == ';');
}

gboolean
tertius_content_line_says(const TertiusContentLine *line, const char *name,
                          const char *value)
{
	gsize length = strlen(value);

	return tertius_content_line_is(line, name) &&
	       g_ascii_strncasecmp(line->value, value, length) == 0 &&
	       line->value[length + strspn(line->value + length, " \t")] ==
	               '\0';
}

/* The end of the parameter at @p: a semicolon outside quotes, or @stop. */
static const char *
find_parameter_end(const char *p, const char *stop)
{
	gboolean quoted = FALSE;

	for (; p < stop && (quoted || *p != ';'); p++) {
		if (*p == '"')
			quoted = !quoted;
	}
	return p;
}

char *
tertius_content_line_dup_parameter(const TertiusContentLine *line,
                                   const char *name)
{
	gsize length = strlen(name);
	const char *stop =
		line->value > line->text ? line->value - 1 : line->value;
	const char *p = find_parameter_end(line->text, stop);

	while (p < stop) {
		const char *end = find_parameter_end(p + 1, stop);

		p++;
		if ((gsize) (end - p) > length && p[length] == '=' &&
		    g_ascii_strncasecmp(p, name, length) == 0) {
			p += length + 1;
			if (end - p >= 2 && *p == '"' && end[-1] == '"')
				return g_strndup(p + 1, (gsize) (end - p) - 2);
			return g_strndup(p, (gsize) (end - p));
		}
		p = end;
	}
	return NULL;
}

char *
tertius_content_text_escape(const char *text)
{
	GString *value = g_string_sized_new(strlen(text) + 16);

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\n')
			g_string_append(value, "\\n");
		else if (*p == '\\' || *p == ',' || *p == ';')
			g_string_append_printf(value, "\\%c", *p);
		else if (((guchar) *p >= ' ' && *p != 0x7f) || *p == '\t')
			g_string_append_c(value, *p);
	}
	return g_string_free(value, FALSE);
}

char *
tertius_content_text_unescape(const char *value)
{
	GString *text = g_string_sized_new(strlen(value));

	for (const char *p = value; *p != '\0'; p++) {
		if (*p != '\\' || p[1] == '\0') {
			g_string_append_c(text, *p);
			continue;
		}
		p++;
		g_string_append_c(text, *p == 'n' || *p == 'N' ? '\n' : *p);
	}
	return g_string_free(text, FALSE);
}

void
tertius_content_line_fold(GString *out, const char *line, const char *end)
{
	gsize room = TERTIUS_CONTENT_LINE_OCTETS;
	const char *p = line;

	while (strlen(p) > room) {
		gsize cut = room;

		while (cut > 1 && ((guchar) p[cut] & 0xc0) == 0x80)
			cut--;
		g_string_append_len(out, p, (gssize) cut);
		g_string_append(out, end);
		g_string_append_c(out, ' ');
		p += cut;
		room = TERTIUS_CONTENT_LINE_OCTETS - 1;
	}
	g_string_append(out, p);
	g_string_append(out, end);
}

char *
tertius_content_time_dup(gint64 moment)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(
		CLAMP(moment, MOMENT_MIN, MOMENT_MAX));
	int year;
	int month;
	int day;

	/* The format %Y leaves out the zeros of an early year. */
	g_date_time_get_ymd(utc, &year, &month, &day);
	return g_strdup_printf("%04d%02d%02dT%02d%02d%02dZ", year, month, day,
	                       g_date_time_get_hour(utc),
	                       g_date_time_get_minute(utc),
	                       g_date_time_get_second(utc));
}
