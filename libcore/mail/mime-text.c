/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain text as mail carries it, line by line.
 */
#include "mail/mime-text.h"

#include <string.h>

typedef struct {
	const char *start;
	gsize length;
} Line;

/* What a block that is no text begins and ends with; a block without its end
 * is left as it is. */
static const struct {
	const char *begin, *end;
} armours[] = {
	{ "-----BEGIN PGP MESSAGE-----", "-----END PGP MESSAGE-----" },
	{ "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----" },
	{ "-----BEGIN PGP PUBLIC KEY BLOCK-----",
	  "-----END PGP PUBLIC KEY BLOCK-----" },
	{ "=ybegin ", "=yend " },
};

typedef struct {
	const char *next; /* of the text; NULL at its end */
	GString *clean;
	gboolean is_flowed, deletes_space;
	gboolean is_open; /* the last line flows on */
	guint depth;      /* of quoting, of the last line */
	/* Blocks of these kinds have no end in the rest of the text. */
	gboolean is_endless[G_N_ELEMENTS(armours)];
} Reader;

static gboolean
take_line(const char **next, Line *line)
{
	const char *p = *next;

	if (p == NULL || *p == '\0')
		return FALSE;
	line->start = p;
	line->length = strcspn(p, "\r\n");
	p += line->length;
	if (p[0] == '\r' && p[1] == '\n')
		p++;
	*next = *p == '\0' ? NULL : p + 1;
	return TRUE;
}

static gboolean
begins_with(const Line *line, const char *prefix)
{
	gsize length = strlen(prefix);

	return line->length >= length &&
	       memcmp(line->start, prefix, length) == 0;
}

/* "begin 644 photo.jpg" */
static gboolean
is_uu_begin(const Line *line)
{
	const char *p = line->start + strlen("begin ");

	if (!begins_with(line, "begin ") || line->length < 12)
		return FALSE;
	return p[0] >= '0' && p[0] <= '7' && p[1] >= '0' && p[1] <= '7' &&
	       p[2] >= '0' && p[2] <= '7' && (p[3] == ' ' || p[4] == ' ');
}

/* A full line of uuencode is "M" and 60 characters; a shorter one says how
 * many bytes it has. */
static gboolean
is_uu_line(const Line *line)
{
	gsize bytes, groups;

	if (line->length < 1 || line->start[0] < ' ' || line->start[0] > '`')
		return FALSE;
	bytes = (gsize) (line->start[0] - ' ') & 63;
	groups = (bytes + 2) / 3 * 4;
	/* Blanks at the end may be lost, a checksum may follow. */
	return line->length <= groups + 2 && line->length + 4 > groups;
}

/* Past a block of uuencode; FALSE when it has no end. */
static gboolean
skip_uu(const char **next)
{
	const char *p = *next;
	Line line;

	while (take_line(&p, &line)) {
		if (line.length == 3 && begins_with(&line, "end")) {
			*next = p;
			return TRUE;
		}
		if (line.length > 0 && !is_uu_line(&line))
			return FALSE;
	}
	return FALSE;
}

static gboolean
skip_to(const char **next, const char *end)
{
	const char *p = *next;
	Line line;

	while (take_line(&p, &line)) {
		if (begins_with(&line, end)) {
			*next = p;
			return TRUE;
		}
	}
	return FALSE;
}

/* Past the fields over a text that is signed, of which there are few. */
static void
skip_signed_head(const char **next)
{
	Line line = { *next, 1 };

	for (guint i = 0; i < TERTIUS_MIME_SIGNED_LINES_MAX && line.length > 0;
	     i++) {
		if (!take_line(next, &line))
			return;
	}
}

/* Whether a block that is no text began with @line; past it then. */
static gboolean
skip_block(Reader *reader, const Line *line)
{
	if (is_uu_begin(line))
		return skip_uu(&reader->next);
	if (begins_with(line, "-----BEGIN PGP SIGNED MESSAGE-----")) {
		skip_signed_head(&reader->next);
		return TRUE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(armours); i++) {
		if (!begins_with(line, armours[i].begin) ||
		    reader->is_endless[i])
			continue;
		if (skip_to(&reader->next, armours[i].end))
			return TRUE;
		reader->is_endless[i] = TRUE;
	}
	return FALSE;
}

/* How deep @line is quoted; takes the marks, and the blank that RFC 3676 puts
 * before lines that need it, away. */
static guint
take_quotes(Line *line)
{
	guint depth = 0;

	while (line->length > 0 && line->start[0] == '>') {
		line->start++;
		line->length--;
		depth++;
	}
	if (line->length > 0 && line->start[0] == ' ') {
		line->start++;
		line->length--;
	}
	return MIN(depth, TERTIUS_MIME_QUOTES_MAX);
}

static void
append_flowed(Reader *reader, Line line)
{
	guint depth = take_quotes(&line);
	gboolean is_signature = line.length == 3 && begins_with(&line, "-- ");
	gboolean flows = line.length > 0 && !is_signature &&
	                 line.start[line.length - 1] == ' ';

	if (reader->is_open && (depth != reader->depth || is_signature)) {
		g_string_append_c(reader->clean, '\n');
		reader->is_open = FALSE;
	}
	if (!reader->is_open) {
		for (guint i = 0; i < depth; i++)
			g_string_append(reader->clean, "> ");
	}
	if (flows && reader->deletes_space)
		line.length--;
	g_string_append_len(reader->clean, line.start, (gssize) line.length);
	if (!flows)
		g_string_append_c(reader->clean, '\n');
	reader->is_open = flows;
	reader->depth = depth;
}

char *
tertius_mime_clean_text(const char *text, gboolean is_flowed,
                        gboolean deletes_space)
{
	Reader reader = {
		.next = text,
		.clean = g_string_sized_new(strlen(text) + 1),
		.is_flowed = is_flowed,
		.deletes_space = deletes_space,
	};
	Line line;

	while (take_line(&reader.next, &line)) {
		if (skip_block(&reader, &line))
			continue;
		if (is_flowed) {
			append_flowed(&reader, line);
			continue;
		}
		g_string_append_len(reader.clean, line.start,
		                    (gssize) line.length);
		g_string_append_c(reader.clean, '\n');
	}
	if (reader.is_open)
		g_string_append_c(reader.clean, '\n');
	return g_string_free(reader.clean, FALSE);
}
