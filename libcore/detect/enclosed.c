/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a message carries along.
 */
#include "detect/enclosed.h"

#include "detect/mark-text.h"
#include "detect/own-marks.h"

#include <string.h>

#define LOOK_MAX 160 /* bytes of a line */

static gboolean
holds_any(const char *text, const char *const *parts, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (strstr(text, parts[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_enclosed_is_resume(const char *file_name)
{
	static const char *const short_marks[] = { " cv", "_cv", "-cv",
		                                   "cv.", "cv_", "cv-" };
	g_autofree char *lower = g_utf8_strdown(file_name, -1);

	return tertius_mark_holds(lower, TERTIUS_MARKS_RESUMES) ||
	       g_str_has_prefix(lower, "cv") ||
	       holds_any(lower, short_marks, G_N_ELEMENTS(short_marks));
}

/* The beginning of the line in lower case. Lives in @buffer. */
static const char *
lower(const TertiusLine *line, char buffer[LOOK_MAX + 1])
{
	gsize length = MIN(line->length, LOOK_MAX);

	for (gsize i = 0; i < length; i++)
		buffer[i] = tertius_mark_lower(line->start[i]);
	buffer[length] = '\0';
	return buffer;
}

/* Nearly no line does. */
static gboolean
may_name_file(const TertiusLine *line)
{
	return memchr(line->start, '.', MIN(line->length, LOOK_MAX)) != NULL;
}

static gboolean
names_file(const char *text)
{
	static const char *const kinds[] = { ".doc", ".pdf", ".rtf", ".htm",
		                             ".txt", ".odt", ".wpd" };

	for (; (text = strchr(text, '.')) != NULL; text++) {
		for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
			if (text[1] == kinds[i][1] &&
			    strncmp(text, kinds[i], strlen(kinds[i])) == 0)
				return TRUE;
		}
	}
	return FALSE;
}

/* " - Resume.doc", "<<File: Resume.doc>>", "(See attached file: cv.doc)". */
static gboolean
names_resume(const char *folded)
{
	const char *name = folded + strspn(folded, " \t>-(");

	if (!names_file(folded) ||
	    (strstr(folded, "<<") == NULL && strstr(folded, "file:") == NULL &&
	     strlen(name) > 60))
		return FALSE;
	return tertius_enclosed_is_resume(name);
}

/* --- who wrote it --- */

/* "Okafor, Dana" is Dana Okafor. */
static char *
dup_in_order(const char *name)
{
	g_autofree char *clean = g_strstrip(g_strdup(name));
	char *comma = strchr(clean, ',');

	if (comma == NULL)
		return g_steal_pointer(&clean);
	*comma = '\0';
	return g_strdup_printf("%s %s", g_strstrip(comma + 1), clean);
}

/* What mail programs add to a name in a quoted header. */
static void
cut_name(char *name)
{
	static const char *const ends[] = { "[", "(",    "<",  "/",
		                            "@", " on ", "\t", "  " };

	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		char *end = strstr(name, ends[i]);

		if (end != NULL)
			*end = '\0';
	}
}

static char *
dup_address(const char *text)
{
	const char *at = strchr(text, '@');
	const char *start = at, *end = at;

	if (at == NULL)
		return NULL;
	while (start > text && (g_ascii_isalnum(start[-1]) ||
	                        strchr("._+-", start[-1]) != NULL))
		start--;
	while (*++end != '\0' &&
	       (g_ascii_isalnum(*end) || strchr(".-", *end) != NULL))
		;
	if (start == at || memchr(at, '.', (gsize) (end - at)) == NULL)
		return NULL;
	return g_ascii_strdown(start, end - start);
}

/* "Okafor, Dana <dana@example.org>", "Dana Okafor/HOU/ECT@ECT". */
static TertiusPerson *
dup_writer(const char *text)
{
	g_autofree char *name = g_strdup(text);
	g_autofree char *ordered = NULL;
	g_autofree char *address = dup_address(text);

	g_strdelimit(name, "\"'*", ' ');
	g_strstrip(name);
	cut_name(name);
	ordered = dup_in_order(name);
	if (address != NULL && strchr(ordered, ' ') == NULL &&
	    g_str_has_prefix(address, ordered))
		return tertius_person_new(NULL, address, TERTIUS_PLACE_TEXT);
	return tertius_person_new(ordered, address, TERTIUS_PLACE_TEXT);
}

/* The "From:" of a quoted header, or the name over it: "Dana Okafor
 * <dana@example.org> on 12/04/2000 10:13 AM", "On Monday, Dana wrote:". */
static TertiusPerson *
dup_writer_of_line(const TertiusLine *line)
{
	g_autofree char *text =
		g_strndup(line->start, MIN(line->length, LOOK_MAX));
	const char *colon = strchr(text, ':');

	if ((tertius_mark_header_fields(line) & TERTIUS_MARK_FROM) != 0)
		return dup_writer(colon + 1);
	if (tertius_mark_has_time(line) && strchr(text, '@') != NULL &&
	    strstr(text, " on ") != NULL && strstr(text, "orwarded") == NULL)
		return dup_writer(text + strspn(text, " \t>"));
	return NULL;
}

/* --- who got it --- */

/* Whether @line is of a header's list of recipients: its field, or what goes on
 * from the line before it. */
static gboolean
lists_recipients(const TertiusLine *line, gboolean goes_on)
{
	guint fields = tertius_mark_header_fields(line);

	if (fields != 0)
		return (fields & (TERTIUS_MARK_TO | TERTIUS_MARK_CC)) != 0;
	return goes_on && !tertius_mark_is_blank(line);
}

void
tertius_enclosed_read(const GArray *lines, TertiusEnclosed *enclosed)
{
	GString *text = g_string_new(NULL);
	GString *addressed = g_string_new(NULL);
	gboolean in_list = FALSE;
	guint looked = 0;

	for (guint i = 0; i < lines->len && looked < TERTIUS_ENCLOSED_LINES_MAX;
	     i++) {
		const TertiusLine *line = &g_array_index(lines, TertiusLine, i);
		gboolean others = line->zone == TERTIUS_ZONE_QUOTE ||
		                  line->zone == TERTIUS_ZONE_FORWARD;
		char buffer[LOOK_MAX + 1];
		const char *folded;

		if (line->length == 0 || (!others && !may_name_file(line)))
			continue;
		folded = lower(line, buffer);
		enclosed->names_resume =
			enclosed->names_resume || names_resume(folded);
		if (!others)
			continue;
		looked++;
		g_string_append(text, folded);
		g_string_append_c(text, '\n');
		in_list = lists_recipients(line, in_list);
		if (in_list) {
			g_string_append(addressed, folded);
			g_string_append_c(addressed, '\n');
		}
		if (enclosed->writer == NULL)
			enclosed->writer = dup_writer_of_line(line);
	}
	enclosed->is_application =
		tertius_mark_holds(text->str, TERTIUS_MARKS_RESUMES) ||
		tertius_mark_holds(text->str, TERTIUS_MARKS_APPLICATIONS);
	enclosed->text = g_string_free(text, FALSE);
	enclosed->addressed = g_string_free(addressed, FALSE);
}

static gboolean
holds_word(const char *text, const char *word)
{
	gsize length = strlen(word);
	const char *at = text;

	while (length > 2 && (at = strstr(at, word)) != NULL) {
		if ((at == text || !g_ascii_isalpha(at[-1])) &&
		    !g_ascii_isalpha(at[length]))
			return TRUE;
		at += length;
	}
	return FALSE;
}

gboolean
tertius_enclosed_names(const TertiusEnclosed *enclosed, const char *name)
{
	return holds_word(enclosed->text, name);
}

gboolean
tertius_enclosed_was_sent_to(const TertiusEnclosed *enclosed, const char *name)
{
	return holds_word(enclosed->addressed, name);
}

void
tertius_enclosed_clear(TertiusEnclosed *enclosed)
{
	g_clear_pointer(&enclosed->text, g_free);
	g_clear_pointer(&enclosed->addressed, g_free);
	g_clear_pointer(&enclosed->writer, tertius_person_free);
}
