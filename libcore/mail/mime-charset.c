/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Character sets: whatever bytes a message has, text comes out as UTF-8.
 *
 * ASCII, UTF-8, Latin-1 and windows-1252 are most of all mail and are read
 * here, without any table from a file. All others go through iconv, but only
 * those that are listed: a stranger does not choose which modules of the C
 * library are loaded (CVE-2024-2961 was one of them).
 */
#include "mail/mime-charset.h"

#include "base/text.h"

#include <string.h>

#define LABEL_MAX 40

typedef struct {
	const char *label;   /* lower case, without "-" and "_" */
	const char *charset; /* iconv's name; often a superset, as browsers
	                      * read it (encoding.spec.whatwg.org 4.2) */
} Charset;

static const char utf8[] = "UTF-8";
static const char windows_1252[] = "CP1252";

static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */

static const Charset charsets[] = {
	{ "utf8", utf8 },
	{ "utf8mb4", utf8 },
	{ "usascii", windows_1252 },
	{ "ascii", windows_1252 },
	{ "ansix3.41968", windows_1252 },
	{ "iso646us", windows_1252 },
	{ "iso88591", windows_1252 },
	{ "latin1", windows_1252 },
	{ "windows1252", windows_1252 },
	{ "cp1252", windows_1252 },
	{ "iso88592", "ISO-8859-2" },
	{ "latin2", "ISO-8859-2" },
	{ "iso88593", "ISO-8859-3" },
	{ "iso88594", "ISO-8859-4" },
	{ "iso88595", "ISO-8859-5" },
	{ "iso88596", "ISO-8859-6" },
	{ "iso88597", "ISO-8859-7" },
	{ "iso88598", "ISO-8859-8" },
	{ "iso88598i", "ISO-8859-8" },
	{ "iso88599", "CP1254" },
	{ "iso885910", "ISO-8859-10" },
	{ "iso885911", "CP874" },
	{ "iso885913", "ISO-8859-13" },
	{ "iso885914", "ISO-8859-14" },
	{ "iso885915", "ISO-8859-15" },
	{ "latin9", "ISO-8859-15" },
	{ "iso885916", "ISO-8859-16" },
	{ "windows874", "CP874" },
	{ "tis620", "CP874" },
	{ "windows1250", "CP1250" },
	{ "cp1250", "CP1250" },
	{ "windows1251", "CP1251" },
	{ "cp1251", "CP1251" },
	{ "windows1253", "CP1253" },
	{ "windows1254", "CP1254" },
	{ "windows1255", "CP1255" },
	{ "windows1256", "CP1256" },
	{ "windows1257", "CP1257" },
	{ "windows1258", "CP1258" },
	{ "koi8r", "KOI8-R" },
	{ "koi8u", "KOI8-U" },
	{ "ibm866", "CP866" },
	{ "cp866", "CP866" },
	{ "ibm437", "CP437" },
	{ "cp437", "CP437" },
	{ "ibm850", "CP850" },
	{ "cp850", "CP850" },
	{ "macintosh", "MACINTOSH" },
	{ "macroman", "MACINTOSH" },
	{ "gb2312", "GB18030" },
	{ "gbk", "GB18030" },
	{ "gb18030", "GB18030" },
	{ "big5", "BIG5-HKSCS" },
	{ "big5hkscs", "BIG5-HKSCS" },
	{ "eucjp", "EUC-JP" },
	{ "shiftjis", "CP932" },
	{ "sjis", "CP932" },
	{ "windows31j", "CP932" },
	{ "cp932", "CP932" },
	{ "iso2022jp", "ISO-2022-JP" },
	{ "euckr", "UHC" },
	{ "ksc56011987", "UHC" },
	{ "cp949", "UHC" },
	{ "iso2022kr", "ISO-2022-KR" },
	{ "utf7", "UTF-7" },
	{ "unicode11utf7", "UTF-7" },
	{ "utf16", "UTF-16" },
	{ "utf16le", "UTF-16LE" },
	{ "utf16be", "UTF-16BE" },
};

/* 0x80–0x9f of windows-1252; the five holes stay the control characters that
 * they are in Latin-1. */
static const gunichar windows_1252_table[32] = {
	0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
	0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

/* The charset that @label names, or NULL. */
static const char *
look_up(const char *label)
{
	char plain[LABEL_MAX];
	gsize n = 0;

	if (label == NULL)
		return NULL;
	if (g_ascii_strncasecmp(label, "x-", 2) == 0)
		label += 2;
	for (const char *p = label; *p != '\0'; p++) {
		if (strchr("-_ \"'", *p) != NULL)
			continue;
		if (n == sizeof plain - 1)
			return NULL;
		plain[n++] = g_ascii_tolower(*p);
	}
	plain[n] = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(charsets); i++) {
		if (strcmp(charsets[i].label, plain) == 0)
			return charsets[i].charset;
	}
	return NULL;
}

static GString *
from_windows_1252(const char *bytes, gsize length)
{
	GString *text = g_string_sized_new(length + length / 8);

	for (gsize i = 0; i < length; i++) {
		guchar c = (guchar) bytes[i];

		if (c == '\0')
			g_string_append(text, replacement);
		else if (c < 0x80)
			g_string_append_c(text, (char) c);
		else if (c < 0xa0)
			g_string_append_unichar(text,
			                        windows_1252_table[c - 0x80]);
		else
			g_string_append_unichar(text, c);
	}
	return text;
}

/* Converts one piece; then, with @next NULL, what the converter kept back. */
static gsize
convert_piece(GIConv converter, char **next, gsize *length, GString *text)
{
	char out[4096];
	char *end = out;
	gsize left = sizeof out;
	gsize rc = g_iconv(converter, next, length, &end, &left);

	g_string_append_len(text, out, end - out);
	return rc;
}

/* NULL when there is no such converter. */
static GString *
from_iconv(const char *bytes, gsize length, const char *charset)
{
	GIConv converter = g_iconv_open(utf8, charset);
	g_autofree char *in = g_memdup2(bytes, length);
	char *next = in;
	GString *text;

	if (GPOINTER_TO_SIZE(converter) == (gsize) -1)
		return NULL;
	text = g_string_sized_new(length * 2);
	while (length > 0) {
		gsize before = length;
		gsize rc = convert_piece(converter, &next, &length, text);

		/* It stands before something that is no letter. */
		if (rc == (gsize) -1 && length == before) {
			g_string_append(text, replacement);
			next++;
			length--;
		}
	}
	(void) convert_piece(converter, NULL, NULL, text);
	(void) g_iconv_close(converter);
	return text;
}

/* Not one letter of more than a byte is as UTF-8 has it. */
static gboolean
has_no_utf8_letter(const char *bytes, gsize length)
{
	const char *end = bytes + length;

	for (const char *p = bytes; p < end; p++) {
		if ((guchar) *p >= 0xc2 &&
		    (gint32) g_utf8_get_char_validated(p, end - p) >= 0)
			return FALSE;
	}
	return TRUE;
}

/* Text that calls itself UTF-8, Latin-1, ASCII or nothing that is known. */
static char *
dup_western(const char *bytes, gsize length, const char *charset)
{
	if (tertius_text_is_ascii(bytes, length) ||
	    g_utf8_validate(bytes, (gssize) length, NULL))
		return g_strndup(bytes, length);
	if (charset == utf8 && !has_no_utf8_letter(bytes, length))
		return g_utf8_make_valid(bytes, (gssize) length);
	return g_string_free(from_windows_1252(bytes, length), FALSE);
}

char *
tertius_charset_to_utf8(const char *bytes, gsize length, const char *label,
                        gsize *out_length)
{
	const char *charset = look_up(label);
	GString *text = NULL;
	char *result;

	if (length > 0 && charset != NULL && charset != utf8 &&
	    charset != windows_1252)
		text = from_iconv(bytes, length, charset);
	if (length == 0) {
		result = g_strdup("");
	} else if (text == NULL) {
		result = dup_western(bytes, length, charset);
	} else {
		result = g_utf8_make_valid(text->str, (gssize) text->len);
		g_string_free(text, TRUE);
	}
	if (out_length != NULL)
		*out_length = strlen(result);
	return result;
}
