/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changing an object that others have changed too.
 */
#include "calendar/patch-ical.h"

#include "base/error.h"
#include "calendar/content-line.h"
#include "calendar/object.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OUR_LINES 16

/* The lines of one component: from BEGIN to END, both included. */
typedef struct {
	guint first;
	guint last;
	gboolean is_task;
} Span;

typedef struct {
	const TertiusReminder *reminder;
	const TertiusIcalStamp *stamp;
	guint parts;
	GArray *lines;
	Span span;
	const char *end;   /* of a line */
	gint64 shift;      /* of the time, for alarms that name a moment */
	char *old_summary; /* as it stood, escaped; NULL without */
	gboolean is_written[OUR_LINES]; /* by OurLine */
	GString *out;
} Patch;

static const TertiusContentLine *
get_line(const Patch *patch, guint i)
{
	return &g_array_index(patch->lines, TertiusContentLine, i);
}

static gboolean
begins_object(const TertiusContentLine *line)
{
	return tertius_content_line_says(line, "BEGIN", "VEVENT") ||
	       tertius_content_line_says(line, "BEGIN", "VTODO");
}

/* The component that begins at @first: where it ends, and whether it is the
 * one. The depth of what is inside is counted, so that the UID of an alarm is
 * not taken for its own. */
static gboolean
is_wanted(const Patch *patch, guint first, const char *uid, guint *last)
{
	gboolean is_named = FALSE;
	gboolean is_instance = FALSE;
	int depth = 0;

	for (guint i = first; i < patch->lines->len; i++) {
		const TertiusContentLine *line = get_line(patch, i);

		if (tertius_content_line_is(line, "BEGIN"))
			depth++;
		else if (tertius_content_line_is(line, "END"))
			depth--;
		else if (depth == 1 && tertius_content_line_is(line, "UID"))
			is_named = strcmp(line->value, uid) == 0;
		else if (depth == 1)
			is_instance |=
				tertius_content_line_is(line, "RECURRENCE-ID");
		if (depth == 0) {
			*last = i;
			return is_named && !is_instance;
		}
	}
	return FALSE;
}

static gboolean
find_span(Patch *patch, const char *uid)
{
	for (guint i = 0; i < patch->lines->len; i++) {
		guint last;

		if (begins_object(get_line(patch, i)) &&
		    is_wanted(patch, i, uid, &last)) {
			patch->span = (Span){
				.first = i,
				.last = last,
				.is_task = tertius_content_line_says(
					get_line(patch, i), "BEGIN", "VTODO"),
			};
			return TRUE;
		}
	}
	return FALSE;
}

static void
copy_line(Patch *patch, const TertiusContentLine *line)
{
	g_string_append_len(patch->out, line->raw, (gssize) line->raw_length);
}

static void
write_line(Patch *patch, const char *name, const char *value)
{
	g_autofree char *line = g_strconcat(name, ":", value, NULL);

	tertius_content_line_fold(patch->out, line, patch->end);
}

/* --- What our lines are to say ------------------------------------------- */

static gboolean
is_done(const Patch *patch)
{
	return patch->reminder->state == TERTIUS_REMINDER_DONE;
}

static gboolean
is_withdrawn(const Patch *patch)
{
	return patch->reminder->state == TERTIUS_REMINDER_DROPPED &&
	       patch->stamp->is_withdrawn;
}

/* Ours with TITLE; else the user's own, ticked when it is done. */
static char *
dup_summary(const Patch *patch)
{
	g_autofree char *title = NULL;
	const char *old = patch->old_summary != NULL ? patch->old_summary : "";

	if ((patch->parts & TERTIUS_PATCH_TITLE) != 0) {
		title = tertius_ical_dup_title(patch->reminder,
		                               patch->stamp->is_plain);
		return tertius_content_text_escape(title);
	}
	old += tertius_object_tick_length(old);
	return g_strconcat(is_done(patch) ? "✓ " : "", old, NULL);
}

static char *
dup_status(const Patch *patch)
{
	if (patch->reminder->state == TERTIUS_REMINDER_DROPPED)
		return g_strdup("CANCELLED");
	if (!patch->span.is_task)
		return g_strdup("CONFIRMED");
	return g_strdup(is_done(patch) ? "COMPLETED" : "NEEDS-ACTION");
}

static char *
dup_sequence(const Patch *patch, const TertiusContentLine *old)
{
	gint64 known = old != NULL ? g_ascii_strtoll(old->value, NULL, 10) : -1;
	gint64 next = CLAMP(known, -1, G_MAXINT32 - 1) + 1;

	return g_strdup_printf(
		"%" G_GINT64_FORMAT,
		CLAMP(MAX(next, patch->stamp->sequence), 0, G_MAXINT32));
}

/* In the order in which they are added when they are not there. */
typedef enum {
	TERTIUS_LINE_DTSTAMP,
	TERTIUS_LINE_LAST_MODIFIED,
	TERTIUS_LINE_SEQUENCE,
	TERTIUS_LINE_DTSTART,
	TERTIUS_LINE_DTEND,
	TERTIUS_LINE_DUE,
	TERTIUS_LINE_SUMMARY,
	TERTIUS_LINE_DESCRIPTION,
	TERTIUS_LINE_STATUS,
	TERTIUS_LINE_COMPLETED,
	TERTIUS_LINE_PERCENT,
	TERTIUS_LINE_WITHDRAWN,
	TERTIUS_LINE_N, /* not ours */
} OurLine;

G_STATIC_ASSERT(TERTIUS_LINE_N < OUR_LINES);

static const struct {
	const char *name;
	guint part; /* of which it is; 0: of every change */
} ours[TERTIUS_LINE_N] = {
	[TERTIUS_LINE_DTSTAMP] = { "DTSTAMP", 0 },
	[TERTIUS_LINE_LAST_MODIFIED] = { "LAST-MODIFIED", 0 },
	[TERTIUS_LINE_SEQUENCE] = { "SEQUENCE", 0 },
	[TERTIUS_LINE_DTSTART] = { "DTSTART", TERTIUS_PATCH_TIME },
	[TERTIUS_LINE_DTEND] = { "DTEND", TERTIUS_PATCH_TIME },
	[TERTIUS_LINE_DUE] = { "DUE", TERTIUS_PATCH_TIME },
	[TERTIUS_LINE_SUMMARY] = { "SUMMARY",
	                           TERTIUS_PATCH_TITLE | TERTIUS_PATCH_STATE },
	[TERTIUS_LINE_DESCRIPTION] = { "DESCRIPTION",
	                               TERTIUS_PATCH_DESCRIPTION },
	[TERTIUS_LINE_STATUS] = { "STATUS", TERTIUS_PATCH_STATE },
	[TERTIUS_LINE_COMPLETED] = { "COMPLETED", TERTIUS_PATCH_STATE },
	[TERTIUS_LINE_PERCENT] = { "PERCENT-COMPLETE", TERTIUS_PATCH_STATE },
	[TERTIUS_LINE_WITHDRAWN] = { TERTIUS_ICAL_WITHDRAWN,
	                             TERTIUS_PATCH_STATE },
};

static char *
dup_description(const Patch *patch)
{
	g_autofree char *text = NULL;

	if (patch->stamp->is_plain)
		return NULL;
	text = tertius_ical_dup_description(patch->reminder);
	return tertius_content_text_escape(text);
}

/* The end, or NULL where that kind of object has none of the name. */
static char *
dup_end(const Patch *patch, OurLine which)
{
	gboolean is_due = which == TERTIUS_LINE_DUE;

	if (is_due != patch->span.is_task)
		return NULL;
	return tertius_content_time_dup(patch->reminder->due +
	                                (is_due ? TERTIUS_ICAL_TASK_SECONDS
	                                        : TERTIUS_ICAL_EVENT_SECONDS));
}

/* The new value of one of our lines, or NULL: it stays as it is. */
static char *
dup_value(const Patch *patch, OurLine which, const TertiusContentLine *old)
{
	gboolean is_done_task = patch->span.is_task && is_done(patch);

	if (ours[which].part != 0 && (ours[which].part & patch->parts) == 0)
		return NULL;
	switch (which) {
	case TERTIUS_LINE_DTSTAMP:
	case TERTIUS_LINE_LAST_MODIFIED:
		return tertius_content_time_dup(patch->stamp->stamp);
	case TERTIUS_LINE_SEQUENCE:
		return dup_sequence(patch, old);
	case TERTIUS_LINE_DTSTART:
		return tertius_content_time_dup(patch->reminder->due);
	case TERTIUS_LINE_DTEND:
	case TERTIUS_LINE_DUE:
		return dup_end(patch, which);
	case TERTIUS_LINE_SUMMARY:
		return dup_summary(patch);
	case TERTIUS_LINE_DESCRIPTION:
		return dup_description(patch);
	case TERTIUS_LINE_STATUS:
		return dup_status(patch);
	case TERTIUS_LINE_COMPLETED:
		return is_done_task ? tertius_content_time_dup(
					      patch->reminder->closed)
		                    : NULL;
	case TERTIUS_LINE_PERCENT:
		return is_done_task ? g_strdup("100") : NULL;
	case TERTIUS_LINE_WITHDRAWN:
		return is_withdrawn(patch) ? g_strdup("TRUE") : NULL;
	case TERTIUS_LINE_N:
	default:
		return NULL;
	}
}

/* What would contradict our lines. */
static gboolean
is_in_the_way(const Patch *patch, const TertiusContentLine *line)
{
	gboolean has_time = (patch->parts & TERTIUS_PATCH_TIME) != 0;
	gboolean has_state = (patch->parts & TERTIUS_PATCH_STATE) != 0;

	return (has_time && tertius_content_line_is(line, "DURATION")) ||
	       (has_state && !is_withdrawn(patch) &&
	        tertius_content_line_is(line, TERTIUS_ICAL_WITHDRAWN)) ||
	       (has_state && !is_done(patch) &&
	        (tertius_content_line_is(line, "COMPLETED") ||
	         tertius_content_line_is(line, "PERCENT-COMPLETE")));
}

static OurLine
find_ours(const TertiusContentLine *line)
{
	OurLine which = TERTIUS_LINE_DTSTAMP;

	while (which < TERTIUS_LINE_N &&
	       !tertius_content_line_is(line, ours[which].name))
		which++;
	return which;
}

static void
patch_line(Patch *patch, const TertiusContentLine *line)
{
	OurLine which = find_ours(line);
	g_autofree char *value =
		which == TERTIUS_LINE_N ? NULL : dup_value(patch, which, line);

	if (value != NULL)
		write_line(patch, ours[which].name, value);
	else if (!is_in_the_way(patch, line))
		copy_line(patch, line);
	patch->is_written[which] = TRUE;
}

static void
add_missing(Patch *patch)
{
	for (OurLine i = TERTIUS_LINE_DTSTAMP; i < TERTIUS_LINE_N; i++) {
		g_autofree char *value =
			patch->is_written[i] ? NULL : dup_value(patch, i, NULL);

		if (value != NULL)
			write_line(patch, ours[i].name, value);
	}
}

/* --- Alarms -------------------------------------------------------------- */

static gboolean
is_moment(const char *value)
{
	g_autoptr(GDateTime) moment = NULL;

	if (strlen(value) != 16 || value[15] != 'Z')
		return FALSE;
	moment = g_date_time_new_from_iso8601(value, NULL);
	return moment != NULL;
}

static void
move_trigger(Patch *patch, const TertiusContentLine *line)
{
	g_autoptr(GDateTime) moment =
		g_date_time_new_from_iso8601(line->value, NULL);
	g_autofree char *value = tertius_content_time_dup(
		g_date_time_to_unix(moment) + patch->shift);

	write_line(patch, "TRIGGER;VALUE=DATE-TIME", value);
}

static void
patch_alarm_line(Patch *patch, const TertiusContentLine *line)
{
	gboolean is_title = patch->old_summary != NULL &&
	                    tertius_content_line_is(line, "DESCRIPTION") &&
	                    strcmp(line->value, patch->old_summary) == 0;
	g_autofree char *title = NULL;

	if ((patch->parts & TERTIUS_PATCH_TITLE) != 0 && is_title) {
		title = dup_summary(patch);
		write_line(patch, "DESCRIPTION", title);
	} else if (patch->shift != 0 &&
	           tertius_content_line_is(line, "TRIGGER") &&
	           is_moment(line->value)) {
		move_trigger(patch, line);
	} else {
		copy_line(patch, line);
	}
}

static void
patch_part(Patch *patch, guint first, guint last)
{
	gboolean is_alarm = tertius_content_line_says(get_line(patch, first),
	                                              "BEGIN", "VALARM");

	if (is_alarm && (patch->parts & TERTIUS_PATCH_STATE) != 0 &&
	    !tertius_reminder_is_open(patch->reminder))
		return;
	for (guint i = first; i <= last; i++) {
		if (is_alarm)
			patch_alarm_line(patch, get_line(patch, i));
		else
			copy_line(patch, get_line(patch, i));
	}
}

/* --- The whole ----------------------------------------------------------- */

static guint
find_end(const Patch *patch, guint first)
{
	int depth = 0;

	for (guint i = first; i < patch->span.last; i++) {
		if (tertius_content_line_is(get_line(patch, i), "BEGIN"))
			depth++;
		else if (tertius_content_line_is(get_line(patch, i), "END"))
			depth--;
		if (depth == 0)
			return i;
	}
	return patch->span.last - 1;
}

static void
patch_component(Patch *patch)
{
	gboolean is_complete = FALSE;

	copy_line(patch, get_line(patch, patch->span.first));
	for (guint i = patch->span.first + 1; i < patch->span.last; i++) {
		const TertiusContentLine *line = get_line(patch, i);

		if (!tertius_content_line_is(line, "BEGIN")) {
			patch_line(patch, line);
			continue;
		}
		if (!is_complete)
			add_missing(patch);
		is_complete = TRUE;
		patch_part(patch, i, find_end(patch, i));
		i = find_end(patch, i);
	}
	if (!is_complete)
		add_missing(patch);
	copy_line(patch, get_line(patch, patch->span.last));
}

static void
patch_all(Patch *patch)
{
	for (guint i = 0; i < patch->span.first; i++)
		copy_line(patch, get_line(patch, i));
	patch_component(patch);
	for (guint i = patch->span.last + 1; i < patch->lines->len; i++)
		copy_line(patch, get_line(patch, i));
}

static void
find_old_summary(Patch *patch)
{
	int depth = 0;

	for (guint i = patch->span.first; i < patch->span.last; i++) {
		const TertiusContentLine *line = get_line(patch, i);

		if (tertius_content_line_is(line, "BEGIN"))
			depth++;
		else if (tertius_content_line_is(line, "END"))
			depth--;
		else if (depth == 1 &&
		         tertius_content_line_is(line, "SUMMARY")) {
			g_free(patch->old_summary);
			patch->old_summary = g_strdup(line->value);
		}
	}
}

/* What was written must be readable, and say what it is to say. */
static gboolean
is_right(const Patch *patch, GTimeZone *utc, GError **error)
{
	g_autoptr(TertiusObject) object =
		tertius_object_read(patch->out->str, patch->out->len,
	                            patch->reminder->uid, utc, error);

	if (object == NULL)
		return FALSE;
	if ((patch->parts & TERTIUS_PATCH_TIME) == 0 ||
	    object->start == patch->reminder->due)
		return TRUE;
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                    _("a calendar object that cannot be changed"));
	return FALSE;
}

static gboolean
prepare(Patch *patch, const char *text, gsize length, GTimeZone *utc,
        GError **error)
{
	g_autoptr(TertiusObject) object = tertius_object_read(
		text, length, patch->reminder->uid, utc, error);

	if (object == NULL)
		return FALSE;
	patch->lines = tertius_content_lines_new(text, length, error);
	if (patch->lines == NULL)
		return FALSE;
	if (!find_span(patch, patch->reminder->uid)) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("no event or task of ours is in it"));
		return FALSE;
	}
	if ((patch->parts & TERTIUS_PATCH_TIME) != 0)
		patch->shift = patch->reminder->due - object->start;
	find_old_summary(patch);
	return TRUE;
}

char *
tertius_ical_patch(const char *text, gsize length,
                   const TertiusReminder *reminder,
                   const TertiusIcalStamp *stamp, guint parts, GError **error)
{
	const char *feed = memchr(text, '\n', length);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	Patch patch = {
		.reminder = reminder,
		.stamp = stamp,
		.parts = parts,
		.end = feed != NULL && feed > text && feed[-1] != '\r' ? "\n"
		                                                       : "\r\n",
	};
	char *result = NULL;

	if (prepare(&patch, text, length, utc, error)) {
		patch.out = g_string_sized_new(length + 256);
		patch_all(&patch);
		if (is_right(&patch, utc, error))
			result = g_strndup(patch.out->str, patch.out->len);
		g_string_free(patch.out, TRUE);
	}
	g_clear_pointer(&patch.lines, g_array_unref);
	g_free(patch.old_summary);
	return result;
}
