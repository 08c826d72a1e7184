/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Address fields, read forgivingly. GMime's reader is not used: it calls itself
 * for each nested group, so that a field of 160 kB of "a:a:a:" ends the
 * process, and it gives up on "Dana Okafor dana@example.org" and on lists that
 * are set off by ";".
 */
#include "mail/mime-address.h"

#include "mail/mime-words.h"
#include "model/message.h"

#include <string.h>

/* A part of the field as far as it is read. */
typedef struct {
	GString *outside; /* words outside <>, quotes and comments removed */
	GString *inside;  /* what stood in the last <> */
	GString *comment; /* what stood in () */
	GString *waiting; /* "Doe" of an unquoted "Doe, Jane <…>" */
	gboolean has_angle;
	gboolean is_quoted; /* something outside was in quotes */
	gboolean has_open_quote, has_open_comment; /* to the field's end */
	guint parts;
	TertiusPlace place;
	GPtrArray *people;
} Reader;

static TertiusPerson *
find(const GPtrArray *people, const TertiusPerson *person)
{
	for (guint i = 0; i < people->len; i++) {
		TertiusPerson *known = people->pdata[i];

		if ((known->address == NULL) == (person->address == NULL) &&
		    tertius_person_matches(known, person))
			return known;
	}
	return NULL;
}

static void
take_person(Reader *reader, TertiusPerson *person)
{
	TertiusPerson *known = find(reader->people, person);

	if (known == NULL) {
		g_ptr_array_add(reader->people, person);
		return;
	}
	if (known->name == NULL)
		known->name = g_steal_pointer(&person->name);
	tertius_person_free(person);
}

/* "dana@xn--mnchen-3ya.de" is "dana@münchen.de". */
static char *
dup_unicode(const char *address)
{
	const char *at = strrchr(address, '@');
	g_autofree char *domain = NULL;

	if (at == NULL || g_strstr_len(at, -1, "xn--") == NULL)
		return g_strdup(address);
	domain = g_hostname_to_unicode(at + 1);
	if (domain == NULL)
		return g_strdup(address);
	return g_strdup_printf("%.*s@%s", (int) (at - address), address,
	                       domain);
}

/* What is around an address by mistake: blanks, quotes, "mailto:", a route,
 * a full stop. */
static char *
dup_clean_address(const char *raw)
{
	g_autofree char *lower = g_ascii_strdown(raw, -1);
	const char *start = lower;
	gsize length;

	if (start[0] == '@' && strchr(start, ':') != NULL)
		start = strchr(start, ':') + 1;
	start += strspn(start, " \t'\"<[(");
	if (g_str_has_prefix(start, "mailto:"))
		start += strlen("mailto:");
	length = strcspn(start, " \t\"<>");
	while (length > 0 && strchr(".,;'])", start[length - 1]) != NULL &&
	       !(start[length - 1] == ']' && strstr(start, "@[") != NULL))
		length--;
	lower[(gsize) (start - lower) + length] = '\0';
	if (strchr(start, '@') == NULL)
		return NULL;
	return dup_unicode(start);
}

/* "Jane Doe/HOU/ECT@ECT": a name of Lotus Notes, which no mail can reach. */
static gboolean
is_notes_name(const char *text)
{
	const char *at = strrchr(text, '@');
	const char *slash = strchr(text, '/');

	return at != NULL && slash != NULL && slash < at &&
	       strchr(at, '.') == NULL;
}

/* Words that mail programs put where nobody is to be named. */
static gboolean
is_nobody(const char *name)
{
	g_autofree char *folded = g_utf8_casefold(name, -1);

	return strstr(folded, "undisclosed") != NULL ||
	       strstr(folded, "recipient") != NULL ||
	       strchr(g_strstrip(folded), ' ') == NULL;
}

/* Splits "Jane Doe jane@x.org" at the word with the "@". */
static void
split_bare(const char *text, GString *name, GString *address)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		if (strchr(words[i], '@') != NULL && address->len == 0) {
			g_string_append(address, words[i]);
			continue;
		}
		if (name->len > 0)
			g_string_append_c(name, ' ');
		g_string_append(name, words[i]);
	}
}

static TertiusPerson *
make_person(const Reader *reader)
{
	g_autoptr(GString) name = g_string_new(NULL);
	g_autoptr(GString) bare = g_string_new(NULL);
	g_autofree char *address = NULL;
	g_autofree char *decoded = NULL;
	const char *raw =
		reader->has_angle ? reader->inside->str : reader->outside->str;

	if (is_notes_name(raw)) {
		g_string_append(name, reader->has_angle && reader->outside->len
		                              ? reader->outside->str
		                              : raw);
		g_string_truncate(name, strcspn(name->str, "/"));
	} else if (reader->has_angle) {
		address = dup_clean_address(raw);
		g_string_append(name, reader->outside->str);
	} else {
		split_bare(raw, name, bare);
		address = dup_clean_address(bare->str);
	}
	if (name->len == 0)
		g_string_append(name, reader->comment->str);
	decoded = tertius_mime_decode_words(name->str, name->len);
	if (address == NULL && reader->place != TERTIUS_PLACE_FROM &&
	    is_nobody(decoded))
		return NULL;
	return tertius_person_new(decoded, address, reader->place);
}

static gboolean
has_words(const GString *text)
{
	return text->str[strspn(text->str, " \t\r\n")] != '\0';
}

static guint
count_words(const char *text)
{
	guint n = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p != ' ' && *p != '\t' &&
		    (p == text || p[-1] == ' ' || p[-1] == '\t'))
			n++;
	}
	return n;
}

/* Perhaps "van der Berg" of "van der Berg, Jan <jan@x.org>". */
static gboolean
is_surname(const Reader *reader, char separator)
{
	return separator == ',' && !reader->has_angle && !reader->is_quoted &&
	       reader->waiting->len == 0 && has_words(reader->outside) &&
	       count_words(reader->outside->str) <= 3 &&
	       strchr(reader->outside->str, '@') == NULL;
}

static gboolean
is_first_name(const Reader *reader)
{
	return reader->has_angle && !reader->is_quoted &&
	       has_words(reader->outside) &&
	       count_words(reader->outside->str) <= 2;
}

static void
clear(Reader *reader)
{
	g_string_truncate(reader->outside, 0);
	g_string_truncate(reader->inside, 0);
	g_string_truncate(reader->comment, 0);
	reader->has_angle = FALSE;
	reader->is_quoted = FALSE;
}

/* A surname that waited was a name of its own after all. */
static void
finish_waiting(Reader *reader)
{
	g_autofree char *name = NULL;
	TertiusPerson *person = NULL;

	if (reader->waiting->len == 0)
		return;
	name = tertius_mime_decode_words(reader->waiting->str,
	                                 reader->waiting->len);
	g_string_truncate(reader->waiting, 0);
	if (reader->place == TERTIUS_PLACE_FROM || !is_nobody(name))
		person = tertius_person_new(name, NULL, reader->place);
	if (person != NULL)
		take_person(reader, person);
}

/* A part of the field ends, at @separator or at the end (NUL). */
static void
finish_part(Reader *reader, char separator)
{
	TertiusPerson *person;

	reader->parts++;
	if (is_surname(reader, separator)) {
		g_string_append(reader->waiting, reader->outside->str);
		clear(reader);
		return;
	}
	if (reader->waiting->len > 0 && is_first_name(reader)) {
		g_string_prepend(reader->outside, ", ");
		g_string_prepend(reader->outside, reader->waiting->str);
		g_string_truncate(reader->waiting, 0);
	}
	finish_waiting(reader);
	if (has_words(reader->outside) || reader->has_angle) {
		person = make_person(reader);
		if (person != NULL)
			take_person(reader, person);
	}
	clear(reader);
}

/* Reads "…" from after the first quote; the text without backslashes goes
 * outside. Returns what follows. A quote that is never closed is passed over. */
static const char *
read_quoted(Reader *reader, const char *start)
{
	gsize before = reader->outside->len;
	const char *p = start;

	if (reader->has_open_quote)
		return start;
	reader->is_quoted = TRUE;
	for (; *p != '\0' && *p != '"'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		g_string_append_c(reader->outside, *p);
	}
	if (*p == '"')
		return p + 1;
	reader->has_open_quote = TRUE;
	g_string_truncate(reader->outside, before);
	return start;
}

/* The same for (…), which may hold others. */
static const char *
read_comment(Reader *reader, const char *start)
{
	gsize before = reader->comment->len;
	guint depth = 1;

	if (reader->has_open_comment)
		return start;
	for (const char *p = start; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
		g_string_append_c(reader->comment, *p);
	}
	reader->has_open_comment = TRUE;
	g_string_truncate(reader->comment, before);
	return start;
}

static const char *
read_angle(Reader *reader, const char *p)
{
	gsize length = strcspn(p, "<>");

	if (p[length] == '<') {
		g_string_append_len(reader->outside, p, (gssize) length);
		return p + length;
	}
	/* "<jane@x.org, bob@x.org": it was never closed. */
	if (p[length] == '\0')
		length = strcspn(p, ",;");
	g_string_truncate(reader->inside, 0);
	g_string_append_len(reader->inside, p, (gssize) length);
	reader->has_angle = TRUE;
	return p + length + (p[length] == '>' ? 1 : 0);
}

/* The name of a group ends, or a "mailto:" before an address. */
static void
read_colon(Reader *reader)
{
	GString *outside = reader->outside;

	if (g_str_has_suffix(outside->str, "[mailto"))
		g_string_truncate(outside, outside->len - strlen("[mailto"));
	else if (!reader->has_angle && strchr(outside->str, '@') == NULL)
		clear(reader);
	else
		g_string_append_c(outside, ':');
}

/* Reads what begins at @p, which is not the end; returns what follows. */
static const char *
read_next(Reader *reader, const char *p)
{
	gsize plain = strcspn(p, "=\"(<:,;\r\n");
	gsize word = plain == 0 ? tertius_mime_word_length(p) : plain;

	if (word > 0) {
		g_string_append_len(reader->outside, p, (gssize) word);
		return p + word;
	}
	switch (*p) {
	case '"':
		return read_quoted(reader, p + 1);
	case '(':
		return read_comment(reader, p + 1);
	case '<':
		return read_angle(reader, p + 1);
	case ':':
		read_colon(reader);
		return p + 1;
	case ',':
	case ';':
		finish_part(reader, *p);
		return p + 1;
	case '\r':
	case '\n':
		return p + 1;
	default:
		g_string_append_c(reader->outside, *p);
		return p + 1;
	}
}

void
tertius_mime_read_addresses(const char *raw, gsize length, TertiusPlace place,
                            guint max, GPtrArray *people)
{
	g_autofree char *field = g_strndup(raw, length);
	g_autoptr(GString) outside = g_string_new(NULL);
	g_autoptr(GString) inside = g_string_new(NULL);
	g_autoptr(GString) comment = g_string_new(NULL);
	g_autoptr(GString) waiting = g_string_new(NULL);
	Reader reader = {
		.outside = outside,
		.inside = inside,
		.comment = comment,
		.waiting = waiting,
		.place = place,
		.people = people,
	};
	const char *p = field;

	while (*p != '\0' && people->len < max &&
	       reader.parts < TERTIUS_MIME_ADDRESSES_MAX)
		p = read_next(&reader, p);
	if (people->len < max)
		finish_part(&reader, '\0');
}
