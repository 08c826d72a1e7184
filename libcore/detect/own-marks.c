/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marks around quoted words.
 */
#include "detect/own-marks.h"

#include "detect/mark-text.h"

#include <string.h>

static const struct {
	TertiusMarksKind labels;
	guint field;
} header_fields[] = {
	{ TERTIUS_MARKS_FROM, TERTIUS_MARK_FROM },
	{ TERTIUS_MARKS_TO, TERTIUS_MARK_TO },
	{ TERTIUS_MARKS_CC, TERTIUS_MARK_CC },
	{ TERTIUS_MARKS_DATE, TERTIUS_MARK_DATE },
	{ TERTIUS_MARKS_SUBJECT, TERTIUS_MARK_SUBJECT },
};

gboolean
tertius_mark_is_blank(const TertiusLine *line)
{
	for (gsize i = 0; i < line->length; i++) {
		if (line->start[i] != ' ' && line->start[i] != '\t' &&
		    line->start[i] != '\r')
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_mark_is_rule(const TertiusLine *line)
{
	gsize marks = 0;

	for (gsize i = 0; i < line->length; i++) {
		char c = line->start[i];

		if (c == '-' || c == '_' || c == '=' || c == '*' || c == '#')
			marks++;
		else if (c != ' ' && c != '\t')
			return FALSE;
	}
	return marks >= 5;
}

gboolean
tertius_mark_is_quoted(const TertiusLine *line)
{
	gsize i = tertius_mark_skip_indent(line);
	gsize initials = 0;

	while (i < line->length && initials < 4 &&
	       g_ascii_isupper(line->start[i])) {
		initials++;
		i++;
	}
	if (i >= line->length)
		return FALSE;
	return line->start[i] == '>' ||
	       (initials == 0 && line->start[i] == '|');
}

/* "---- Original message ----", "Begin forwarded message:" */
static gboolean
may_separate(const TertiusLine *line, gsize at)
{
	while (at < line->length && strchr("-_= >\t", line->start[at]) != NULL)
		at++;
	return tertius_mark_may_begin(line, at, TERTIUS_MARKS_QUOTED) ||
	       tertius_mark_may_begin(line, at, TERTIUS_MARKS_FORWARDED) ||
	       (at < line->length && (line->start[at] | 0x20) == 'b');
}

gboolean
tertius_mark_is_separator(const TertiusLine *line, TertiusZone *zone)
{
	TertiusMarkBuffer buffer;
	const char *folded;
	gsize at = tertius_mark_skip_indent(line);
	gboolean drawn = at < line->length &&
	                 (line->start[at] == '-' || line->start[at] == '_' ||
	                  line->start[at] == '=');

	if ((!drawn && line->length > 80) || !may_separate(line, at))
		return FALSE;
	folded = tertius_mark_fold(line, buffer);
	folded += strspn(folded, "-_= >");
	if (tertius_mark_starts_with(folded, TERTIUS_MARKS_QUOTED)) {
		*zone = TERTIUS_ZONE_QUOTE;
		return drawn || strlen(folded) < 32;
	}
	if (g_str_has_prefix(folded, "begin "))
		folded += strlen("begin ");
	*zone = TERTIUS_ZONE_FORWARD;
	return tertius_mark_starts_with(folded, TERTIUS_MARKS_FORWARDED) &&
	       (drawn || strlen(folded) < 48);
}

static gboolean
is_label(TertiusMarksKind labels, const char *text, gsize length)
{
	TertiusMarkWords marks = tertius_mark_words_by(labels, text[0]);

	for (gsize i = 0; i < marks.n; i++) {
		if (strlen(marks.words[i]) == length &&
		    strncmp(marks.words[i], text, length) == 0)
			return TRUE;
	}
	return FALSE;
}

static guint
field_at(const char *folded)
{
	const char *colon = strchr(folded, ':');
	gsize length;

	if (colon == NULL || colon - folded > 12)
		return 0;
	length = (gsize) (colon - folded);
	while (length > 0 &&
	       (folded[length - 1] == ' ' || folded[length - 1] == '*'))
		length--;
	for (gsize i = 0; i < G_N_ELEMENTS(header_fields); i++) {
		if (is_label(header_fields[i].labels, folded, length))
			return header_fields[i].field;
	}
	return 0;
}

guint
tertius_mark_header_fields(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	const char *folded;
	guint fields;

	if (memchr(line->start, ':',
	           MIN(line->length, TERTIUS_MARK_LOOK_MAX)) == NULL)
		return 0;
	folded = tertius_mark_fold(line, buffer);
	fields = field_at(folded);
	/* Exported from Notes: name, time and the whole header in a line. */
	if (strstr(folded, " to: ") != NULL && strstr(folded, " cc:") != NULL)
		fields |= TERTIUS_MARK_TO | TERTIUS_MARK_CC;
	return fields;
}

gboolean
tertius_mark_has_time(const TertiusLine *line)
{
	gsize end = MIN(line->length, TERTIUS_MARK_LOOK_MAX);
	guint digits = 0;

	for (gsize i = 0; i + 2 < end; i++) {
		const char *p = line->start + i;

		digits += g_ascii_isdigit(*p) ? 1 : 0;
		if (*p == ':' && i > 0 && g_ascii_isdigit(p[-1]) &&
		    g_ascii_isdigit(p[1]) && g_ascii_isdigit(p[2]))
			return digits >= 4;
	}
	return FALSE;
}

gboolean
tertius_mark_is_name_line(const TertiusLine *line)
{
	gsize end = line->length;

	while (end > 0 &&
	       (line->start[end - 1] == ' ' || line->start[end - 1] == '\t'))
		end--;
	return end > 0 && end <= 70 &&
	       strchr(".!?,;", line->start[end - 1]) == NULL;
}

static gboolean
ends_with_colon(const TertiusLine *line)
{
	gsize end = line->length;

	while (end > 0 &&
	       (line->start[end - 1] == ' ' || line->start[end - 1] == '\t'))
		end--;
	return end > 0 && line->start[end - 1] == ':';
}

static gboolean
has_digit(const TertiusLine *line)
{
	for (gsize i = 0; i < line->length; i++) {
		if (g_ascii_isdigit(line->start[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_mark_is_attribution(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	const char *folded;

	if (line->length > TERTIUS_MARK_LOOK_MAX || line->length < 12 ||
	    !ends_with_colon(line))
		return FALSE;
	folded = tertius_mark_fold(line, buffer);
	if (!tertius_mark_holds(folded, TERTIUS_MARKS_WROTE))
		return FALSE;
	return strpbrk(folded, "0123456789@<") != NULL;
}

gboolean
tertius_mark_opens_attribution(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	const char *folded;

	if (line->length > TERTIUS_MARK_LOOK_MAX || line->length < 12 ||
	    !tertius_mark_may_begin(line, tertius_mark_skip_indent(line),
	                            TERTIUS_MARKS_ATTRIBUTIONS) ||
	    !has_digit(line))
		return FALSE;
	folded = tertius_mark_fold(line, buffer);
	return tertius_mark_starts_with_word(folded,
	                                     TERTIUS_MARKS_ATTRIBUTIONS);
}
