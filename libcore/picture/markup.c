/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strangers' words inside XML and HTML.
 */
#include "picture/markup.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

void
tertius_markup_append(GString *markup, const char *text)
{
	g_autofree char *line = NULL;

	if (text == NULL)
		return;
	line = tertius_text_dup_line(text, TERTIUS_MARKUP_TEXT_MAX);
	tertius_text_append_html(markup, line);
}

void
tertius_markup_append_between(GString *markup, const char *before,
                              const char *text, const char *after)
{
	g_string_append(markup, before);
	tertius_markup_append(markup, text);
	g_string_append(markup, after);
}

void
tertius_markup_append_number(GString *markup, double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	gsize length;

	if (!isfinite(number) || fabs(number) > 1e6)
		number = 0;
	g_ascii_formatd(text, sizeof text, "%.2f", number);
	length = strlen(text);
	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	text[length] = '\0';
	g_string_append(markup, strcmp(text, "-0") == 0 ? "0" : text);
}

char *
tertius_markup_dup_short(const char *text, guint max)
{
	g_autofree char *line =
		tertius_text_dup_line(text, TERTIUS_MARKUP_TEXT_MAX);

	if (g_utf8_strlen(line, -1) <= (glong) max)
		return g_steal_pointer(&line);
	*g_utf8_offset_to_pointer(line, (glong) max) = '\0';
	g_strchomp(line);
	return g_strconcat(line, "…", NULL);
}

static double
em_of(gunichar c)
{
	if (g_unichar_iszerowidth(c))
		return 0;
	if (g_unichar_iswide(c))
		return 1;
	if (c < 0x80 && strchr("iIjl.,:;'|! ()[]ft", (int) c) != NULL)
		return 0.36;
	if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '@')
		return 0.92;
	return g_unichar_isupper(c) ? 0.7 : 0.6;
}

double
tertius_markup_width(const char *text, double size)
{
	double width = 0;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		width += em_of(g_utf8_get_char(p)) * size;
	return width;
}
