/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One part of text.
 */
#include "mail/mime-leaf.h"

#include "base/text.h"
#include "mail/html.h"
#include "mail/mime-charset.h"
#include "mail/mime-text.h"
#include "model/message.h"

#include <string.h>

/* Bytes of a field that is simple. */
#define SIMPLE_MAX  500
/* Bytes that are decoded at once. */
#define CHUNK_BYTES 32768

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeContentType, g_object_unref)

gsize
tertius_mime_leaf_max(const TertiusLeaf *leaf)
{
	return leaf->is_html ? TERTIUS_HTML_BYTES_MAX : TERTIUS_MIME_PLAIN_MAX;
}

void
tertius_mime_decode(GMimeEncoding *state, const char *chunk, gsize n,
                    GByteArray *bytes)
{
	guint old = bytes->len;
	gsize need = g_mime_encoding_outlen(state, n);
	gsize got;

	g_byte_array_set_size(bytes, old + (guint) need);
	got = g_mime_encoding_step(state, chunk, n, (char *) bytes->data + old);
	g_byte_array_set_size(bytes, old + (guint) got);
}

/* The charset that HTML names in its own head, or NULL. */
static char *
dup_html_charset(const char *html, gsize length)
{
	g_autofree char *head =
		g_ascii_strdown(html, (gssize) MIN(length, 1024));
	const char *found = strstr(head, "charset=");

	if (found == NULL)
		return NULL;
	found += strlen("charset=");
	found += strspn(found, "\"' ");
	return g_strndup(found, strcspn(found, "\"'; />"));
}

static char *
dup_html_text(const GByteArray *bytes, const char *label)
{
	const char *html = (const char *) bytes->data;
	g_autofree char *own =
		label == NULL ? dup_html_charset(html, bytes->len) : NULL;
	gsize length = 0;
	g_autofree char *utf8 = tertius_charset_to_utf8(
		html, bytes->len, label != NULL ? label : own, &length);

	return tertius_html_to_text(utf8, length,
	                            (gsize) TERTIUS_MESSAGE_TEXT_MAX);
}

static gboolean
is_value(const char *value, const char *wanted)
{
	return value != NULL && g_ascii_strcasecmp(value, wanted) == 0;
}

char *
tertius_mime_leaf_dup_text(const TertiusLeaf *leaf, const GByteArray *bytes)
{
	g_autofree char *utf8 = NULL;

	if (leaf->is_html)
		return dup_html_text(bytes, leaf->charset);
	utf8 = tertius_charset_to_utf8((const char *) bytes->data, bytes->len,
	                               leaf->charset, NULL);
	return tertius_mime_clean_text(utf8, is_value(leaf->format, "flowed"),
	                               is_value(leaf->deletes_space, "yes"));
}

/* --- A whole body --------------------------------------------------------- */

/* The value of the field @name without the blanks around it, or @otherwise where
 * there is no such field; NULL when it is not simple. */
static char *
dup_simple(const TertiusFields *fields, const char *name, const char *otherwise)
{
	const TertiusField *field = tertius_fields_get(fields, name);

	if (field == NULL)
		return g_strdup(otherwise);
	if (field->length > SIMPLE_MAX ||
	    field->value != field->name + field->name_length + 1 ||
	    !tertius_text_is_ascii(field->value, field->length))
		return NULL;
	return g_strstrip(g_strndup(field->value, field->length));
}

/* Whether @value is @type, perhaps with parameters. */
static gboolean
is_type(const char *value, const char *type)
{
	gsize length = strlen(type);

	return g_ascii_strncasecmp(value, type, length) == 0 &&
	       (value[length] == '\0' || value[length] == ';');
}

/* Nothing that names a file, whatever its type. */
static gboolean
is_plain_type(const char *value)
{
	g_autofree char *lower = g_ascii_strdown(value, -1);

	return (is_type(lower, "text/plain") || is_type(lower, "text/html")) &&
	       strstr(lower, "name") == NULL;
}

static gboolean
find_encoding(const char *value, GMimeContentEncoding *encoding)
{
	static const char *const names[] = { "7bit", "8bit", "binary", "base64",
		                             "quoted-printable" };

	*encoding = g_mime_content_encoding_from_string(value);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_ascii_strcasecmp(value, names[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

/* At most @max bytes. */
static GByteArray *
decode(GMimeContentEncoding encoding, const char *body, gsize length, gsize max)
{
	GByteArray *bytes = g_byte_array_new();
	GMimeEncoding state;

	g_mime_encoding_init_decode(&state, encoding);
	for (gsize at = 0; at < length && bytes->len < max; at += CHUNK_BYTES)
		tertius_mime_decode(&state, body + at,
		                    MIN(length - at, CHUNK_BYTES), bytes);
	if (bytes->len > max)
		g_byte_array_set_size(bytes, (guint) max);
	return bytes;
}

static char *
dup_decoded(const char *type, GMimeContentEncoding encoding, const char *body,
            gsize length)
{
	g_autoptr(GMimeContentType) parsed =
		g_mime_content_type_parse(NULL, type);
	const TertiusLeaf leaf = {
		.is_html = is_type(type, "text/html"),
		.charset = g_mime_content_type_get_parameter(parsed, "charset"),
		.format = g_mime_content_type_get_parameter(parsed, "format"),
		.deletes_space =
			g_mime_content_type_get_parameter(parsed, "delsp"),
	};
	g_autoptr(GByteArray) bytes =
		decode(encoding, body, length, tertius_mime_leaf_max(&leaf));

	return bytes->len == 0 ? g_strdup("")
	                       : tertius_mime_leaf_dup_text(&leaf, bytes);
}

char *
tertius_mime_leaf_dup_sole(const TertiusFields *fields, const char *body,
                           gsize length)
{
	g_autofree char *type =
		dup_simple(fields, "Content-Type", "text/plain");
	g_autofree char *encoded =
		dup_simple(fields, "Content-Transfer-Encoding", "7bit");
	GMimeContentEncoding encoding;

	if (type == NULL || encoded == NULL ||
	    tertius_fields_get(fields, "Content-Disposition") != NULL ||
	    !is_plain_type(type) || !find_encoding(encoded, &encoding))
		return NULL;
	return dup_decoded(type, encoding, body, length);
}
