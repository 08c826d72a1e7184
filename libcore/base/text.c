/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from strangers, made fit to keep and to show.
 */
#include "base/text.h"

#include <string.h>

/* Eight bytes of one, and the top bits of eight bytes. */
static const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
static const guint64 tops = G_GUINT64_CONSTANT(0x8080808080808080);

gboolean
tertius_text_is_ascii(const char *text, gsize length)
{
	gsize i = 0;

	for (; length - i >= sizeof ones; i += sizeof ones) {
		guint64 eight;

		memcpy(&eight, text + i, sizeof eight);
		/* to take one from 0 sets the top bit, too */
		if (((eight | (eight - ones)) & tops) != 0)
			return FALSE;
	}
	for (; i < length; i++) {
		if ((guchar) text[i] >= 0x80 || text[i] == '\0')
			return FALSE;
	}
	return TRUE;
}

static gboolean
is_harmful(gunichar c)
{
	return g_unichar_iscntrl(c) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f ||
	       c == 0x061c || c == 0xfeff || c == 0x2028 || c == 0x2029 ||
	       (c & 0xfffe) == 0xfffe; /* no characters; XML forbids them */
}

static gboolean
is_blank(gunichar c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' ||
	       c == '\f' || c == 0xa0 || c == 0x2028 || c == 0x2029;
}

/* Most text is plain ASCII without anything to mend. */
static gboolean
is_plain_line(const char *text, gsize length)
{
	if (length > 0 && (text[0] == ' ' || text[length - 1] == ' '))
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		if (text[i] < ' ' || text[i] >= 0x7f ||
		    (text[i] == ' ' && text[i + 1] == ' '))
			return FALSE;
	}
	return TRUE;
}

char *
tertius_text_dup_line(const char *text, gsize max)
{
	gsize length = strlen(text);
	gsize indent = strspn(text, " ");
	g_autofree char *valid = NULL;
	GString *line;
	gboolean blank = FALSE;

	if (length <= max && is_plain_line(text + indent, length - indent))
		return g_strndup(text + indent, length - indent);
	valid = g_utf8_make_valid(text, (gssize) MIN(length, max * 4 + 64));
	line = g_string_sized_new(MIN(length, max));
	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gsize size = (gsize) (g_utf8_next_char(p) - p);

		if (is_blank(c)) {
			blank = line->len > 0;
			continue;
		}
		if (is_harmful(c))
			continue;
		if (line->len + size + (blank ? 1 : 0) > max)
			break;
		if (blank)
			g_string_append_c(line, ' ');
		blank = FALSE;
		g_string_append_len(line, p, (gssize) size);
	}
	return g_string_free(line, FALSE);
}

/* Whether all eight are ASCII from the blank to "~". */
static gboolean
are_visible(guint64 eight)
{
	return ((eight | (eight - 0x20 * ones) | (eight + ones)) & tops) == 0;
}

/* How many of the @length bytes at @p are plain ASCII that is kept as it is. */
static gsize
count_plain(const char *p, gsize length)
{
	gsize n = 0;

	while (n < length) {
		guint64 eight = 0;

		if (length - n >= sizeof eight)
			memcpy(&eight, p + n, sizeof eight);
		if (are_visible(eight))
			n += sizeof eight;
		else if ((p[n] >= ' ' && p[n] < 0x7f) || p[n] == '\n' ||
		         p[n] == '\t')
			n++;
		else
			break;
	}
	return n;
}

char *
tertius_text_dup_lines(const char *text, gssize length, gsize max)
{
	gsize size = MIN(length < 0 ? strlen(text) : (gsize) length, max);
	g_autofree char *valid =
		tertius_text_is_ascii(text, size)
			? g_strndup(text, size)
			: g_utf8_make_valid(text, (gssize) size);
	const char *end = valid + strlen(valid);
	GString *lines = g_string_sized_new(size);

	for (const char *p = valid; *p != '\0';) {
		gsize plain = count_plain(
			p, MIN((gsize) (end - p), max - lines->len));
		gsize letter;

		g_string_append_len(lines, p, (gssize) plain);
		p += plain;
		letter = (gsize) (g_utf8_next_char(p) - p);
		if (*p == '\0' || lines->len + letter > max)
			break;
		if (!is_harmful(g_utf8_get_char(p)))
			g_string_append_len(lines, p, (gssize) letter);
		p += letter;
	}
	return g_string_free(lines, FALSE);
}

void
tertius_text_append_html(GString *html, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		switch (*p) {
		case '<':
			g_string_append(html, "&lt;");
			break;
		case '>':
			g_string_append(html, "&gt;");
			break;
		case '&':
			g_string_append(html, "&amp;");
			break;
		case '"':
			g_string_append(html, "&quot;");
			break;
		case '\'':
			g_string_append(html, "&#39;");
			break;
		default:
			g_string_append_c(html, *p);
		}
	}
}

/* Of "me@host:993" and "me@[::1]". */
static gboolean
is_of_host(const char *colon, const char *rest)
{
	gsize digits = strspn(colon + 1, "0123456789");
	const char *at = g_strrstr_len(rest, colon - rest, "@");

	return at != NULL && (at[1] == '[' || colon[1 + digits] == '/' ||
	                      colon[1 + digits] == '\0');
}

/* Up to the last "@": there may be some in the password. */
char *
tertius_text_dup_place(const char *place)
{
	const char *rest = strstr(place, "://");
	const char *colon =
		rest == NULL ? NULL : strpbrk(rest + strlen("://"), ":/");

	if (colon == NULL || *colon == '/' || strchr(colon, '@') == NULL ||
	    is_of_host(colon, rest))
		return g_strdup(place);
	return g_strdup_printf("%.*s%s", (int) (colon - place), place,
	                       strrchr(colon, '@'));
}
