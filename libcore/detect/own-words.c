/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Zones of a message. One pass down finds where the words of others begin,
 * one pass up finds how the writer's own words end.
 */
#include "detect/own-words.h"

#include "detect/own-marks.h"

#include <string.h>

#define HEADER_LINES_MAX 30 /* of a quoted header */
#define LINES_MAX        20000
#define GREETING_MAX     60 /* bytes of a line that is only a greeting */
#define CLOSING_MAX      45
#define LONG_LINE        135 /* no line of a signature */
#define SIGN_OFF_LINES   25  /* own lines at the end that are looked through */

static GArray *
split_lines(const char *text)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(TertiusLine));

	while (*text != '\0') {
		const char *end = strchr(text, '\n');
		TertiusLine line = { .start = text, .zone = TERTIUS_ZONE_OWN };

		if (end == NULL || lines->len + 1 == LINES_MAX)
			end = text + strlen(text);
		line.length = (gsize) (end - text);
		g_array_append_val(lines, line);
		text = *end == '\0' ? end : end + 1;
	}
	return lines;
}

static TertiusLine *
line_at(GArray *lines, guint index)
{
	return &g_array_index(lines, TertiusLine, index);
}

static guint
next_filled(GArray *lines, guint from)
{
	while (from < lines->len && tertius_mark_is_blank(line_at(lines, from)))
		from++;
	return from;
}

/* Two different fields of a header within a few lines, one of them telling a
 * person: so begins what a mail program put over somebody else's words. */
static gboolean
is_header_block(GArray *lines, guint at)
{
	guint seen = tertius_mark_header_fields(line_at(lines, at));
	guint strangers = 0;

	if (seen == 0)
		return FALSE;
	for (guint i = at + 1;
	     i < MIN(lines->len, at + HEADER_LINES_MAX) && strangers < 4; i++) {
		guint fields = tertius_mark_header_fields(line_at(lines, i));

		if (fields == 0)
			strangers++;
		seen |= fields;
	}
	return (seen & TERTIUS_MARK_PERSON) != 0 &&
	       (seen & ~(guint) TERTIUS_MARK_PERSON) != 0;
}

/* Lotus Notes writes the name and the time over the header, with no line
 * between them and the reply. */
static guint
walk_back_to_name(GArray *lines, guint header)
{
	guint top = header;
	gboolean timed = FALSE;

	for (guint i = header; i-- > 0 && header - i <= 5;) {
		const TertiusLine *line = line_at(lines, i);

		if (line->zone != TERTIUS_ZONE_OWN)
			break;
		if (tertius_mark_is_rule(line) || tertius_mark_has_time(line)) {
			timed = timed || tertius_mark_has_time(line);
			top = i;
		} else if (!tertius_mark_is_blank(line)) {
			if (!timed || !tertius_mark_is_name_line(line))
				continue;
			top = i;
			break;
		}
	}
	return top;
}

static void
fill(GArray *lines, guint from, guint until, TertiusZone zone)
{
	for (guint i = from; i < until; i++)
		line_at(lines, i)->zone = zone;
}

/* "On Monday … Dana wrote:", on one line or wrapped over two. Returns how many
 * lines it takes, 0 when it is none. */
static guint
attribution_at(GArray *lines, guint at)
{
	const TertiusLine *line = line_at(lines, at);
	TertiusLine both = *line;

	if (tertius_mark_is_attribution(line))
		return 1;
	if (at + 1 >= lines->len || !tertius_mark_opens_attribution(line))
		return 0;
	both.length = line_at(lines, at + 1)->length + 1 + line->length;
	if (tertius_mark_is_attribution(&both))
		return 2;
	return 0;
}

/* Returns the line after which the zone holds to the end, or 0 to go on. */
static gboolean
begins_the_rest(GArray *lines, guint at, TertiusZone *zone, guint *from)
{
	const TertiusLine *line = line_at(lines, at);
	guint attribution;

	*from = at;
	if (tertius_mark_is_separator(line, zone))
		return TRUE;
	*zone = TERTIUS_ZONE_QUOTE;
	if (is_header_block(lines, at)) {
		*from = walk_back_to_name(lines, at);
		return TRUE;
	}
	attribution = attribution_at(lines, at);
	if (attribution > 0) {
		guint next = next_filled(lines, at + attribution);

		fill(lines, at, at + attribution, TERTIUS_ZONE_QUOTE);
		return next < lines->len &&
		       !tertius_mark_is_quoted(line_at(lines, next));
	}
	return FALSE;
}

static void
find_others(GArray *lines)
{
	TertiusZone rest = TERTIUS_ZONE_OWN;

	for (guint i = 0; i < lines->len; i++) {
		TertiusLine *line = line_at(lines, i);
		TertiusZone zone;
		guint from;

		if (line->zone != TERTIUS_ZONE_OWN)
			continue;
		if (begins_the_rest(lines, i, &zone, &from)) {
			fill(lines, from, lines->len, zone);
			return;
		}
		if (line->zone != TERTIUS_ZONE_OWN)
			continue;
		if (tertius_mark_is_quoted(line)) {
			line->zone = TERTIUS_ZONE_QUOTE;
			continue;
		}
		if (tertius_mark_is_signature(line))
			rest = TERTIUS_ZONE_SIGNATURE;
		else if (tertius_mark_is_footer(line))
			rest = TERTIUS_ZONE_FOOTER;
		line->zone = rest;
	}
}

static void
find_greeting(GArray *lines)
{
	guint first = next_filled(lines, 0);
	TertiusLine *line;

	if (first == lines->len)
		return;
	line = line_at(lines, first);
	if (line->zone == TERTIUS_ZONE_OWN && line->length <= GREETING_MAX &&
	    tertius_mark_is_greeting(line))
		line->zone = TERTIUS_ZONE_GREETING;
}

/* The line with which the writer signs off: "Best regards," or a lone name
 * after a blank line; lines->len when there is none. */
static guint
find_sign_off(GArray *lines)
{
	guint best = lines->len, looked = 0;

	for (guint i = lines->len; i-- > 0 && looked < SIGN_OFF_LINES;) {
		TertiusLine *line = line_at(lines, i);
		gboolean after_blank;

		if (line->zone != TERTIUS_ZONE_OWN ||
		    tertius_mark_is_blank(line))
			continue;
		looked++;
		if (line->length > LONG_LINE)
			break;
		if (line->length > CLOSING_MAX)
			continue;
		after_blank =
			i == 0 || tertius_mark_is_blank(line_at(lines, i - 1));
		if (tertius_mark_is_closing(line))
			return i;
		if (after_blank && tertius_mark_is_bare_name(line))
			best = i;
	}
	return best;
}

/* After the sign-off come one or two lines of closing, then the card. */
static void
find_closing(GArray *lines)
{
	guint at = find_sign_off(lines);
	guint kept = 0;
	gboolean words =
		at < lines->len && tertius_mark_is_closing(line_at(lines, at));

	for (guint i = at; i < lines->len; i++) {
		TertiusLine *line = line_at(lines, i);

		if (line->zone != TERTIUS_ZONE_OWN)
			break;
		if (kept < (words ? 2u : 1u) || tertius_mark_is_blank(line)) {
			line->zone = TERTIUS_ZONE_CLOSING;
			kept += tertius_mark_is_blank(line) ? 0 : 1;
		} else if (line->length > LONG_LINE ||
		           tertius_mark_is_postscript(line)) {
			break;
		} else {
			line->zone = TERTIUS_ZONE_SIGNATURE;
		}
	}
}

GArray *
tertius_own_words_zones(const char *text)
{
	GArray *lines = split_lines(text);

	find_others(lines);
	find_greeting(lines);
	find_closing(lines);
	return lines;
}

static char *
join(const char *text, guint zones)
{
	g_autoptr(GArray) lines = tertius_own_words_zones(text);
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < lines->len; i++) {
		const TertiusLine *line = line_at(lines, i);

		if ((zones & (1u << line->zone)) == 0)
			continue;
		g_string_append_len(joined, line->start, (gssize) line->length);
		g_string_append_c(joined, '\n');
	}
	return g_string_free(joined, FALSE);
}

char *
tertius_own_words_dup(const char *text)
{
	return join(text, 1u << TERTIUS_ZONE_OWN | 1u << TERTIUS_ZONE_GREETING |
	                          1u << TERTIUS_ZONE_CLOSING);
}

char *
tertius_own_words_dup_signature(const char *text)
{
	return join(text, 1u << TERTIUS_ZONE_SIGNATURE);
}
