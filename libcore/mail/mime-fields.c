/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The head of a message. GMime makes an object of each field, and parses the
 * addresses of each anew when one is added; most fields are of no interest.
 */
#include "mail/mime-fields.h"

#include <string.h>

/* The length of the field name that @line begins with, 0 when it does not:
 * printable letters, then a colon, perhaps after blanks (RFC 5322 4.5). */
static gsize
find_name(const char *line, const char *end)
{
	const char *p = line;

	while (p<end && * p> ' ' && *p < 0x7f && *p != ':')
		p++;
	if (p == line)
		return 0;
	for (const char *q = p; q < end; q++) {
		if (*q == ':')
			return (gsize) (p - line);
		if (*q != ' ' && *q != '\t')
			return 0;
	}
	return 0;
}

/* Where the next line begins. */
static const char *
skip_line(const char *line, const char *end)
{
	const char *stop = memchr(line, '\n', (gsize) (end - line));

	return stop == NULL ? end : stop + 1;
}

/* Where the field that begins at @line ends: before a line that is not folded
 * into it. A blank line ends the head, though it be of blanks. */
static const char *
skip_field(const char *line, const char *end)
{
	const char *next = skip_line(line, end);

	while (next < end && (*next == ' ' || *next == '\t'))
		next = skip_line(next, end);
	return next;
}

static gboolean
is_from_line(const char *line, const char *end)
{
	if (line < end && *line == '>')
		line++;
	return end - line >= 5 && memcmp(line, "From ", 5) == 0;
}

/* By its length and its first letter, of either case: most names of which a
 * message is asked are of a kind that it does not have. */
static guint64
kind_of(const char *name, gsize length)
{
	return (guint64) 1 << (((guchar) name[0] & 0x1f) + 7 * length) % 64;
}

static const char *
read_fields(const char *p, const char *end, TertiusFields *fields)
{
	while (p < end && *p != '\n' && *p != '\r') {
		gsize name = find_name(p, end);
		const char *stop = skip_field(p, end);
		const char *value;
		TertiusField field;

		if (name == 0)
			return p;
		value = (const char *) memchr(p + name, ':',
		                              (gsize) (end - p) - name) +
		        1;
		field.name = p;
		field.name_length = name;
		field.value = value;
		field.length = MIN((gsize) (stop - value), TERTIUS_FIELD_MAX);
		if (fields->all->len < TERTIUS_FIELDS_MAX) {
			g_array_append_val(fields->all, field);
			fields->kinds |= kind_of(p, name);
		}
		p = stop;
	}
	return p < end ? skip_line(p, end) : p;
}

void
tertius_fields_read(const char *bytes, gsize length, TertiusFields *fields)
{
	const char *end = length > 0 ? bytes + length : bytes;
	const char *p = bytes;

	if (is_from_line(p, end))
		p = skip_line(p, end);
	fields->all = g_array_sized_new(FALSE, FALSE, sizeof(TertiusField), 40);
	fields->kinds = 0;
	fields->body = (gsize) (read_fields(p, end, fields) - bytes);
}

void
tertius_fields_clear(TertiusFields *fields)
{
	g_clear_pointer(&fields->all, g_array_unref);
}

const TertiusField *
tertius_fields_next(const TertiusFields *fields, const char *name, guint *from)
{
	gsize length = strlen(name);

	if ((fields->kinds & kind_of(name, length)) == 0)
		return NULL;
	for (; *from < fields->all->len; (*from)++) {
		const TertiusField *field =
			&g_array_index(fields->all, TertiusField, *from);

		/* Letters of the same kind in both cases, most differ. */
		if (field->name_length == length &&
		    ((field->name[0] ^ name[0]) & 0x1f) == 0 &&
		    g_ascii_strncasecmp(field->name, name, length) == 0) {
			(*from)++;
			return field;
		}
	}
	return NULL;
}

const TertiusField *
tertius_fields_get(const TertiusFields *fields, const char *name)
{
	guint from = 0;

	return tertius_fields_next(fields, name, &from);
}
