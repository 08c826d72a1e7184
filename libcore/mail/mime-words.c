/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encoded words (RFC 2047). More forgiving than GMime's reader: every
 * conversion goes through mime-charset, which mends wrong labels.
 */
#include "mail/mime-words.h"

#include "mail/mime-charset.h"

#include <string.h>

typedef struct {
	const char *charset;
	gsize charset_length;
	char encoding; /* 'B' or 'Q' */
	const char *text;
	gsize text_length;
	gsize length; /* of the whole word */
} Word;

static gboolean
find_word(const char *start, Word *word)
{
	const char *p = start;

	if (p[0] != '=' || p[1] != '?')
		return FALSE;
	p += 2;
	word->charset = p;
	word->charset_length = strcspn(p, "?* \t\r\n");
	p += strcspn(p, "? \t\r\n");
	if (*p != '?' || word->charset_length == 0 ||
	    word->charset_length > TERTIUS_MIME_WORD_CHARSET_MAX)
		return FALSE;
	word->encoding = g_ascii_toupper(p[1]);
	if ((word->encoding != 'B' && word->encoding != 'Q') || p[2] != '?')
		return FALSE;
	word->text = p += 3;
	while (*p != '\0' && p - start < TERTIUS_MIME_WORD_MAX) {
		if (p[0] == '?' && p[1] == '=') {
			word->text_length = (gsize) (p - word->text);
			word->length = (gsize) (p + 2 - start);
			return TRUE;
		}
		p++;
	}
	return FALSE;
}

gsize
tertius_mime_word_length(const char *text)
{
	Word word;

	return find_word(text, &word) ? word.length : 0;
}

static void
append_quoted(GString *bytes, const Word *word)
{
	const char *end = word->text + word->text_length;

	for (const char *p = word->text; p < end; p++) {
		if (*p == '=' && end - p > 2 && g_ascii_isxdigit(p[1]) &&
		    g_ascii_isxdigit(p[2])) {
			g_string_append_c(
				bytes, (char) (g_ascii_xdigit_value(p[1]) << 4 |
			                       g_ascii_xdigit_value(p[2])));
			p += 2;
		} else if (*p == '_') {
			g_string_append_c(bytes, ' ');
		} else if (*p != '\r' && *p != '\n') {
			g_string_append_c(bytes, *p);
		}
	}
}

static void
append_base64(GString *bytes, const Word *word)
{
	gsize old = bytes->len;
	int state = 0;
	guint save = 0;
	gsize n;

	g_string_set_size(bytes, old + word->text_length / 4 * 3 + 6);
	n = g_base64_decode_step(word->text, word->text_length,
	                         (guchar *) bytes->str + old, &state, &save);
	g_string_truncate(bytes, old + n);
}

/* What was gathered goes to @text. */
static void
flush(GString *text, GString *bytes, const char *charset)
{
	gsize length = 0;
	g_autofree char *utf8 = tertius_charset_to_utf8(bytes->str, bytes->len,
	                                                charset, &length);

	g_string_append_len(text, utf8, (gssize) length);
	g_string_truncate(bytes, 0);
}

/* Appends one encoded word; joins it to those before if it may. */
static void
append_word(GString *text, GString *bytes, char *charset, const Word *word)
{
	g_autofree char *name = g_strndup(word->charset, word->charset_length);

	if (g_ascii_strcasecmp(name, charset) != 0) {
		flush(text, bytes, charset[0] == '\0' ? NULL : charset);
		g_strlcpy(charset, name, TERTIUS_MIME_WORD_CHARSET_MAX + 1);
	}
	if (word->encoding == 'Q')
		append_quoted(bytes, word);
	else
		append_base64(bytes, word);
}

static char *
dup_decoded(const char *line)
{
	GString *text = g_string_sized_new(strlen(line));
	g_autoptr(GString) bytes = g_string_new(NULL);
	char charset[TERTIUS_MIME_WORD_CHARSET_MAX + 1] = "";
	const char *p = line;

	while (*p != '\0') {
		/* Blanks between encoded words mean nothing. */
		gsize blanks = charset[0] != '\0' ? strspn(p, " \t") : 0;
		const char *end;
		Word word;

		if (find_word(p + blanks, &word)) {
			append_word(text, bytes, charset, &word);
			p += blanks + word.length;
			continue;
		}
		if (charset[0] != '\0')
			flush(text, bytes, charset);
		charset[0] = '\0';
		end = strstr(p + 1, "=?");
		if (end == NULL)
			end = p + strlen(p);
		g_string_append_len(bytes, p, end - p);
		p = end;
	}
	flush(text, bytes, charset[0] == '\0' ? NULL : charset);
	return g_string_free(text, FALSE);
}

char *
tertius_mime_decode_words(const char *raw, gsize length)
{
	g_autoptr(GString) line = g_string_sized_new(length);

	for (gsize i = 0; i < length; i++) {
		if (raw[i] == '\0')
			g_string_append_c(line, ' ');
		else if (raw[i] != '\r' && raw[i] != '\n')
			g_string_append_c(line, raw[i]);
	}
	if (strstr(line->str, "=?") == NULL)
		return tertius_charset_to_utf8(line->str, line->len, NULL,
		                               NULL);
	return dup_decoded(line->str);
}
