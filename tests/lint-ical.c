/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with a calendar.
 */
#include "lint-ical.h"

#include "calendar/content-line.h"
#include "calendar/object.h"

#include <string.h>

typedef enum {
	TERTIUS_LINT_CALENDAR = 1 << 0,
	TERTIUS_LINT_EVENT = 1 << 1,
	TERTIUS_LINT_TASK = 1 << 2,
	TERTIUS_LINT_ALARM = 1 << 3,
} Kind;

static const struct {
	const char *name;
	Kind kind;
	guint within; /* kinds it may stand in; 0: at the top */
} components[] = {
	{ "VCALENDAR", TERTIUS_LINT_CALENDAR, 0 },
	{ "VEVENT", TERTIUS_LINT_EVENT, TERTIUS_LINT_CALENDAR },
	{ "VTODO", TERTIUS_LINT_TASK, TERTIUS_LINT_CALENDAR },
	{ "VALARM", TERTIUS_LINT_ALARM,
	  TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK },
};

typedef enum {
	TERTIUS_FORM_TEXT,
	TERTIUS_FORM_MOMENT,
	TERTIUS_FORM_TRIGGER,
	TERTIUS_FORM_NUMBER,
	TERTIUS_FORM_URI,
	TERTIUS_FORM_STATUS,
} Form;

/* Where a property must be and where it may be, once each; what is not here
 * must not be written at all. */
static const struct {
	const char *name;
	guint must;
	guint may;
	Form form;
} properties[] = {
	{ "VERSION", TERTIUS_LINT_CALENDAR, 0, TERTIUS_FORM_TEXT },
	{ "PRODID", TERTIUS_LINT_CALENDAR, 0, TERTIUS_FORM_TEXT },
	{ "CALSCALE", 0, TERTIUS_LINT_CALENDAR, TERTIUS_FORM_TEXT },
	{ "NAME", 0, TERTIUS_LINT_CALENDAR, TERTIUS_FORM_TEXT },
	{ "X-WR-CALNAME", 0, TERTIUS_LINT_CALENDAR, TERTIUS_FORM_TEXT },
	{ "REFRESH-INTERVAL", 0, TERTIUS_LINT_CALENDAR, TERTIUS_FORM_TEXT },
	{ "X-PUBLISHED-TTL", 0, TERTIUS_LINT_CALENDAR, TERTIUS_FORM_TEXT },
	{ "COLOR", 0, TERTIUS_LINT_CALENDAR, TERTIUS_FORM_TEXT },
	{ "UID", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK | TERTIUS_LINT_ALARM, 0,
	  TERTIUS_FORM_TEXT },
	{ "DTSTAMP", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_MOMENT },
	{ "CREATED", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_MOMENT },
	{ "LAST-MODIFIED", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_MOMENT },
	{ "SEQUENCE", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_NUMBER },
	{ "DTSTART", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_MOMENT },
	{ "DTEND", TERTIUS_LINT_EVENT, 0, TERTIUS_FORM_MOMENT },
	{ "DUE", TERTIUS_LINT_TASK, 0, TERTIUS_FORM_MOMENT },
	{ "SUMMARY", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_TEXT },
	{ "DESCRIPTION", TERTIUS_LINT_ALARM,
	  TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, TERTIUS_FORM_TEXT },
	{ "URL", 0, TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, TERTIUS_FORM_URI },
	{ "CATEGORIES", 0, TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK,
	  TERTIUS_FORM_TEXT },
	{ "CLASS", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_TEXT },
	{ "STATUS", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_STATUS },
	{ "TRANSP", TERTIUS_LINT_EVENT, 0, TERTIUS_FORM_TEXT },
	{ "COMPLETED", 0, TERTIUS_LINT_TASK, TERTIUS_FORM_MOMENT },
	{ "PERCENT-COMPLETE", 0, TERTIUS_LINT_TASK, TERTIUS_FORM_NUMBER },
	{ "PRIORITY", 0, TERTIUS_LINT_TASK, TERTIUS_FORM_NUMBER },
	{ "X-TERTIUS-ID", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_TEXT },
	{ "X-TERTIUS-KIND", TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK, 0,
	  TERTIUS_FORM_TEXT },
	{ TERTIUS_ICAL_WITHDRAWN, 0, TERTIUS_LINT_EVENT | TERTIUS_LINT_TASK,
	  TERTIUS_FORM_TEXT },
	{ "ACTION", TERTIUS_LINT_ALARM, 0, TERTIUS_FORM_TEXT },
	{ "TRIGGER", TERTIUS_LINT_ALARM, 0, TERTIUS_FORM_TRIGGER },
};

#define N_PROPERTIES G_N_ELEMENTS(properties)
#define DEPTH_MAX    3

typedef struct {
	guint component; /* index of components */
	guint line;
	const char *values[N_PROPERTIES]; /* NULL: not there */
	gboolean has_alarm;
} Open;

typedef struct {
	GPtrArray *findings;
	GHashTable *uids;
	Open open[DEPTH_MAX];
	guint depth;
	guint line; /* physical, from 1 */
	guint kinds;
} Lint;

static void G_GNUC_PRINTF(2, 3) say(Lint *lint, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(lint->findings,
	                g_strdup_printf("line %u: %s", lint->line, what));
}

static const char *
get_value(const Open *open, const char *name)
{
	for (gsize i = 0; i < N_PROPERTIES; i++) {
		if (strcmp(properties[i].name, name) == 0)
			return open->values[i];
	}
	return NULL;
}

static gboolean
is_among(const char *value, const char *list)
{
	g_auto(GStrv) words = g_strsplit(list, " ", -1);

	return g_strv_contains((const char *const *) words, value);
}

static gboolean
is_moment(const char *value)
{
	g_autoptr(GDateTime) moment = NULL;

	if (strlen(value) != 16 || value[15] != 'Z')
		return FALSE;
	moment = g_date_time_new_from_iso8601(value, NULL);
	return moment != NULL;
}

static gboolean
is_number(const char *value, guint64 max)
{
	return g_ascii_string_to_unsigned(value, 10, 0, max, NULL, NULL);
}

static gboolean
is_uri(const char *value)
{
	return g_uri_is_valid(value, G_URI_FLAGS_ENCODED, NULL) &&
	       strpbrk(value, " <>\"{}|\\^`") == NULL;
}

static void
check_value(Lint *lint, gsize property, const char *value)
{
	const char *name = properties[property].name;
	Kind kind = components[lint->open[lint->depth - 1].component].kind;
	gboolean good = TRUE;

	switch (properties[property].form) {
	case TERTIUS_FORM_MOMENT:
		good = is_moment(value);
		break;
	case TERTIUS_FORM_TRIGGER:
		good = strcmp(value, "PT0S") == 0 || is_moment(value);
		break;
	case TERTIUS_FORM_NUMBER:
		good = is_number(value, strcmp(name, "PRIORITY") == 0 ? 9
		                        : strcmp(name, "PERCENT-COMPLETE") == 0
		                                ? 100
		                                : G_MAXINT32);
		break;
	case TERTIUS_FORM_URI:
		good = is_uri(value);
		break;
	case TERTIUS_FORM_STATUS:
		good = is_among(value,
		                kind == TERTIUS_LINT_TASK
		                        ? "NEEDS-ACTION COMPLETED CANCELLED"
		                        : "CONFIRMED CANCELLED");
		break;
	case TERTIUS_FORM_TEXT:
		good = value[0] != '\0' || strcmp(name, "DESCRIPTION") == 0;
		break;
	default:
		break;
	}
	if (!good)
		say(lint, "%s cannot be '%s'", name, value);
}

static void
check_property(Lint *lint, const TertiusContentLine *line)
{
	Open *open = &lint->open[lint->depth - 1];
	guint kind = components[open->component].kind;
	g_autofree char *tzid =
		tertius_content_line_dup_parameter(line, "TZID");

	if (tzid != NULL)
		say(lint, "a time in the zone '%s', not in UTC", tzid);
	for (gsize i = 0; i < N_PROPERTIES; i++) {
		if (!tertius_content_line_is(line, properties[i].name))
			continue;
		if (((properties[i].must | properties[i].may) & kind) == 0)
			break;
		if (open->values[i] != NULL)
			say(lint, "a second %s", properties[i].name);
		open->values[i] = line->value;
		check_value(lint, i, line->value);
		return;
	}
	say(lint, "'%.40s' does not belong here", line->text);
}

static void
check_order(Lint *lint, const Open *open, const char *end)
{
	const char *start = get_value(open, "DTSTART");
	const char *value = get_value(open, end);

	if (start != NULL && value != NULL && strcmp(value, start) <= 0)
		say(lint, "%s is not after DTSTART", end);
}

/* What is closed must not ring: some clients ring for it all the same. */
static void
check_state(Lint *lint, const Open *open)
{
	const char *status = get_value(open, "STATUS");
	const char *summary = get_value(open, "SUMMARY");
	gboolean is_completed =
		status != NULL && strcmp(status, "COMPLETED") == 0;
	gboolean is_cancelled =
		status != NULL && strcmp(status, "CANCELLED") == 0;
	gboolean is_closed =
		is_completed || is_cancelled ||
		(summary != NULL && g_str_has_prefix(summary, "✓"));

	if (is_closed == open->has_alarm)
		say(lint, is_closed ? "closed, and rings all the same"
		                    : "open, and never rings");
	if (!is_cancelled && get_value(open, TERTIUS_ICAL_WITHDRAWN) != NULL)
		say(lint, "withdrawn, and not cancelled");
	if (is_completed != (get_value(open, "COMPLETED") != NULL))
		say(lint, "STATUS and COMPLETED do not agree");
}

static void
check_uid(Lint *lint, const Open *open)
{
	const char *uid = get_value(open, "UID");

	if (uid != NULL && !g_hash_table_add(lint->uids, g_strdup(uid)))
		say(lint, "the UID '%s' a second time", uid);
}

static void
check_alarm(Lint *lint, const Open *open)
{
	const char *action = get_value(open, "ACTION");

	if (action != NULL && strcmp(action, "DISPLAY") != 0)
		say(lint, "an alarm that is not shown");
	if (get_value(open, "DESCRIPTION") != NULL &&
	    get_value(open, "DESCRIPTION")[0] == '\0')
		say(lint, "an alarm without words");
}

static void
close_component(Lint *lint, const char *name)
{
	const Open *open;
	guint kind;

	if (lint->depth == 0 ||
	    strcmp(components[lint->open[lint->depth - 1].component].name,
	           name) != 0) {
		say(lint, "END:%s without its BEGIN", name);
		return;
	}
	open = &lint->open[--lint->depth];
	kind = components[open->component].kind;
	for (gsize i = 0; i < N_PROPERTIES; i++) {
		if ((properties[i].must & kind) != 0 && open->values[i] == NULL)
			say(lint, "%s without %s", name, properties[i].name);
	}
	check_uid(lint, open);
	if (kind == TERTIUS_LINT_EVENT || kind == TERTIUS_LINT_TASK) {
		check_order(lint, open,
		            kind == TERTIUS_LINT_EVENT ? "DTEND" : "DUE");
		check_state(lint, open);
	} else if (kind == TERTIUS_LINT_ALARM) {
		check_alarm(lint, open);
		lint->open[lint->depth - 1].has_alarm = TRUE;
	}
}

static void
open_component(Lint *lint, const char *name)
{
	guint outer =
		lint->depth == 0
			? 0
			: components[lint->open[lint->depth - 1].component]
				  .kind;

	for (guint i = 0; i < G_N_ELEMENTS(components); i++) {
		if (strcmp(components[i].name, name) != 0 ||
		    (outer & components[i].within) != outer ||
		    (outer == 0) != (components[i].within == 0))
			continue;
		if (lint->depth == 0 && lint->kinds != 0)
			say(lint, "a second calendar");
		lint->kinds |= components[i].kind;
		lint->open[lint->depth++] =
			(Open){ .component = i, .line = lint->line };
		return;
	}
	say(lint, "BEGIN:%s does not belong here", name);
}

/* @length: without the line's end. */
static void
check_piece(Lint *lint, const char *piece, gsize length)
{
	gboolean has_control = FALSE;

	for (gsize i = 0; i < length; i++) {
		guchar byte = (guchar) piece[i];

		has_control |= (byte < ' ' && byte != '\t') || byte == 0x7f;
	}
	if (has_control)
		say(lint, "has a control character");
	if (length > TERTIUS_CONTENT_LINE_OCTETS)
		say(lint, "is %zu octets long", length);
	if (!g_utf8_validate(piece, (gssize) length, NULL))
		say(lint, "is no UTF-8, or folded in a character");
}

static void
check_bytes(Lint *lint, const TertiusContentLine *line)
{
	const char *p = line->raw;
	gsize left = line->raw_length;

	while (left > 0) {
		const char *feed = memchr(p, '\n', left);
		gsize length = feed != NULL ? (gsize) (feed - p) + 1 : left;
		gboolean is_ended =
			length > 1 && p[length - 2] == '\r' && feed != NULL;

		if (!is_ended)
			say(lint, "does not end in CR LF");
		check_piece(lint, p, length - (is_ended ? 2 : feed ? 1 : 0));
		lint->line++;
		p += length;
		left -= length;
	}
}

static void
check_line(Lint *lint, const TertiusContentLine *line)
{
	gsize name =
		strspn(line->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

	if (name == 0 || (line->text[name] != ':' && line->text[name] != ';'))
		say(lint, "'%.40s' is no property", line->text);
	else if (tertius_content_line_is(line, "BEGIN"))
		open_component(lint, line->value);
	else if (tertius_content_line_is(line, "END"))
		close_component(lint, line->value);
	else if (lint->depth == 0)
		say(lint, "'%.40s' stands outside", line->text);
	else
		check_property(lint, line);
}

void
tertius_ical_lint(const char *text, gsize length, GPtrArray *findings)
{
	Lint lint = { .findings = findings, .line = 1 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) lines =
		tertius_content_lines_new(text, length, &error);
	g_autoptr(GHashTable) uids =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	if (lines == NULL) {
		say(&lint, "%s", error->message);
		return;
	}
	lint.uids = uids;
	for (guint i = 0; i < lines->len; i++) {
		const TertiusContentLine *line =
			&g_array_index(lines, TertiusContentLine, i);

		check_line(&lint, line);
		check_bytes(&lint, line);
	}
	if (lint.depth > 0)
		say(&lint, "%s has no END",
		    components[lint.open[lint.depth - 1].component].name);
	if (lint.kinds == 0)
		say(&lint, "no calendar at all");
	if ((lint.kinds & TERTIUS_LINT_EVENT) != 0 &&
	    (lint.kinds & TERTIUS_LINT_TASK) != 0)
		say(&lint, "events and tasks in one calendar");
}
