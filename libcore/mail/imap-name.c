/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of folders: modified UTF-7 as IMAP has them (RFC 3501 5.1.3).
 */
#include "mail/imap-folders.h"

#include <string.h>

/* "&AOk-" between the & and the -. Returns NULL when it is not well formed. */
static char *
decode_run(const char *run, gsize length)
{
	g_autofree char *padded = g_strndup(run, length);
	g_autofree guchar *utf16 = NULL;
	g_autofree char *base64 = NULL;
	gsize bytes = 0;

	if (length == 0)
		return g_strdup("&");
	if (strspn(padded,
	           "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	           "0123456789+,") != length)
		return NULL;
	g_strdelimit(padded, ",", '/');
	base64 = g_strconcat(padded, &"==="[3 - (4 - length % 4) % 4], NULL);
	utf16 = g_base64_decode(base64, &bytes);
	if (bytes < 2)
		return NULL;
	return g_convert((const char *) utf16, (gssize) (bytes & ~(gsize) 1),
	                 "UTF-8", "UTF-16BE", NULL, NULL, NULL);
}

char *
tertius_imap_name_decode(const char *wire)
{
	g_autoptr(GString) name = g_string_new(NULL);
	const char *rest = wire;

	for (;;) {
		const char *open = strchr(rest, '&');
		const char *close = open == NULL ? NULL : strchr(open, '-');
		g_autofree char *run = NULL;

		if (close == NULL)
			break;
		run = decode_run(open + 1, (gsize) (close - open - 1));
		if (run == NULL)
			return g_utf8_make_valid(wire, -1);
		g_string_append_len(name, rest, open - rest);
		g_string_append(name, run);
		rest = close + 1;
	}
	g_string_append(name, rest);
	return g_utf8_make_valid(name->str, -1);
}

char *
tertius_imap_name_quote(const char *wire)
{
	GString *quoted = NULL;

	if (strpbrk(wire, "\r\n") != NULL)
		return NULL;
	quoted = g_string_new("\"");
	for (const char *c = wire; *c != '\0'; c++) {
		if (*c == '"' || *c == '\\')
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, *c);
	}
	g_string_append_c(quoted, '"');
	return g_string_free(quoted, FALSE);
}
