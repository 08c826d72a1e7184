/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Printing, for people and for programs.
 */
#include "tool/output.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"

/* More than any paragraph that Tertius writes. */
#define PARAGRAPH_MAX ((gsize) 64 * 1024)

/* https://no-color.org: set and not empty. */
static gboolean
wants_colour(void)
{
	const char *no = g_getenv("NO_COLOR");
	const char *term = g_getenv("TERM");

	return (no == NULL || *no == '\0') && term != NULL &&
	       strcmp(term, "dumb") != 0;
}

TertiusOutput *
tertius_output_new(void)
{
	TertiusOutput *output = g_new0(TertiusOutput, 1);

	output->is_json = isatty(STDOUT_FILENO) == 0;
	output->has_colour = !output->is_json && wants_colour();
	output->moves_cursor = isatty(STDERR_FILENO) != 0;
	output->has_progress = TRUE;
	output->width = MAX(tertius_output_find_width(STDOUT_FILENO),
	                    TERTIUS_OUTPUT_WIDTH_MIN);
	return output;
}

void
tertius_output_free(TertiusOutput *output)
{
	g_free(output);
}

guint
tertius_output_find_width(int terminal)
{
	struct winsize size = { 0 };
	const char *columns = g_getenv("COLUMNS");
	guint64 width = 0;

	if (ioctl(terminal, TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width == 0 && columns != NULL)
		width = g_ascii_strtoull(columns, NULL, 10);
	if (width == 0)
		width = TERTIUS_OUTPUT_WIDTH;
	return (guint) MIN(width, TERTIUS_OUTPUT_WIDTH_MAX);
}

guint
tertius_output_columns(const char *text)
{
	guint columns = 0;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_iszerowidth(c))
			continue;
		columns += g_unichar_iswide(c) ? 2 : 1;
	}
	return columns;
}

/* The bytes of @text that fit into @columns. */
static gsize
fit(const char *text, guint columns)
{
	const char *p = text;

	for (guint used = 0; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_iszerowidth(c))
			used += g_unichar_iswide(c) ? 2 : 1;
		if (used > columns)
			break;
	}
	return (gsize) (p - text);
}

char *
tertius_output_dup_cut(const char *text, guint columns)
{
	g_autofree char *start = NULL;

	if (tertius_output_columns(text) <= columns)
		return g_strdup(text);
	start = g_strndup(text, fit(text, columns - 1));
	g_strchomp(start);
	return g_strconcat(start, "…", NULL);
}

static void
print(TertiusOutput *output, const char *text)
{
	if (fputs(text, stdout) == EOF)
		output->failed = TRUE;
}

static const char *
get_ink(const TertiusOutput *output, TertiusInk ink)
{
	if (!output->has_colour || ink == TERTIUS_INK_PLAIN)
		return "";
	return ink == TERTIUS_INK_STRONG ? "\033[1m" : "\033[2m";
}

void
tertius_output_print(TertiusOutput *output, TertiusInk ink, const char *line)
{
	const char *start = get_ink(output, ink);

	print(output, start);
	print(output, line);
	print(output, *start != '\0' ? "\033[0m" : "");
}

/* The end of the first line of @text that is folded to @columns: at a blank
 * where there is one. */
static gsize
fold(const char *text, guint columns)
{
	gsize end = fit(text, columns);
	gsize blank = end;

	if (text[end] == '\0')
		return end;
	while (blank > 0 && text[blank] != ' ')
		blank--;
	return blank > 0 ? blank : end;
}

static void
print_blanks(TertiusOutput *output, guint n)
{
	for (guint i = 0; i < n; i++)
		print(output, " ");
}

static void
print_folded(TertiusOutput *output, TertiusInk ink, guint used, guint indent,
             const char *text)
{
	guint columns = output->width - MIN(indent, output->width / 2);

	do {
		gsize end = fold(text, columns);
		g_autofree char *line = g_strndup(text, end);

		if (*line != '\0')
			print_blanks(output, indent - MIN(used, indent));
		tertius_output_print(output, ink, line);
		print(output, "\n");
		used = 0;
		text += end;
		while (*text == ' ')
			text++;
	} while (*text != '\0');
}

void
tertius_output_hang(TertiusOutput *output, TertiusInk ink, guint used,
                    guint indent, const char *text)
{
	g_autofree char *clean = tertius_text_dup_line(text, PARAGRAPH_MAX);

	print_folded(output, ink, used, indent, clean);
}

void
tertius_output_say(TertiusOutput *output, TertiusInk ink, guint indent,
                   const char *format, ...)
{
	g_autofree char *raw = NULL;
	g_autofree char *clean = NULL;
	g_auto(GStrv) lines = NULL;
	va_list arguments;

	va_start(arguments, format);
	raw = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	clean = tertius_text_dup_lines(raw, -1, PARAGRAPH_MAX);
	lines = g_strsplit(clean, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++)
		print_folded(output, ink, 0, indent, lines[i]);
}

void
tertius_output_gap(TertiusOutput *output)
{
	print(output, "\n");
}

void
tertius_output_take_json(TertiusOutput *output, char *line)
{
	print(output, line);
	print(output, "\n");
	g_free(line);
}

static void
print_message(const char *before, const char *raw)
{
	g_autofree char *clean = tertius_text_dup_lines(raw, -1, PARAGRAPH_MAX);

	(void) fflush(stdout);
	(void) fprintf(stderr, "%s%s\n", before, clean);
}

void
tertius_output_tell(TertiusOutput *output, const char *format, ...)
{
	g_autofree char *raw = NULL;
	va_list arguments;

	if (output->is_quiet)
		return;
	va_start(arguments, format);
	raw = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	print_message("", raw);
}

void
tertius_output_complain(const char *format, ...)
{
	g_autofree char *raw = NULL;
	va_list arguments;

	va_start(arguments, format);
	raw = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	print_message("tertius: ", raw);
}

gboolean
tertius_output_flush(TertiusOutput *output, GError **error)
{
	int number;

	if (fflush(stdout) == 0 && !output->failed && ferror(stdout) == 0)
		return TRUE;
	number = errno;
	if (number == EPIPE)
		return TRUE;
	g_set_error(error, G_IO_ERROR, (gint) g_io_error_from_errno(number),
	            _("the results could not be written: %s"),
	            g_strerror(number));
	return FALSE;
}
