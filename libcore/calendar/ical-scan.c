/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes before the parser.
 */
#include "calendar/ical-scan.h"

#include "base/error.h"
#include "calendar/read-ical.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const wanted[] = {
	"UID",           "DTSTAMP",       "CREATED",
	"SEQUENCE",      "DTSTART",       "DTEND",
	"DURATION",      "RECURRENCE-ID", "RRULE",
	"RDATE",         "EXDATE",        "SUMMARY",
	"STATUS",        "TRANSP",        "CLASS",
	"CATEGORIES",    "ORGANIZER",     "ATTENDEE",
	"METHOD",        "TZID",          "TZOFFSETFROM",
	"TZOFFSETTO",    "X-WR-TIMEZONE", "X-WR-CALNAME",
	"X-NUM-GUESTS",  "X-TERTIUS-ID",  "X-MICROSOFT-CDO-BUSYSTATUS",
	"LAST-MODIFIED",
};

typedef enum {
	TERTIUS_SCAN_NONE,
	TERTIUS_SCAN_CALENDAR,
	TERTIUS_SCAN_EVENT,
	TERTIUS_SCAN_ZONE,
	TERTIUS_SCAN_STANDARD,
	TERTIUS_SCAN_DAYLIGHT,
	TERTIUS_SCAN_N,
} Component;

/* What a component stands in. All of it fits a stack of three. */
static const struct {
	const char *name;
	Component outer;
} components[TERTIUS_SCAN_N] = {
	[TERTIUS_SCAN_CALENDAR] = { "VCALENDAR", TERTIUS_SCAN_NONE },
	[TERTIUS_SCAN_EVENT] = { "VEVENT", TERTIUS_SCAN_CALENDAR },
	[TERTIUS_SCAN_ZONE] = { "VTIMEZONE", TERTIUS_SCAN_CALENDAR },
	[TERTIUS_SCAN_STANDARD] = { "STANDARD", TERTIUS_SCAN_ZONE },
	[TERTIUS_SCAN_DAYLIGHT] = { "DAYLIGHT", TERTIUS_SCAN_ZONE },
};

typedef struct {
	GPtrArray *pieces; /* TertiusIcalPiece: calendars that are closed */
	GString *frame;    /* of the calendar that is open */
	GString *events;
	GString *line;
	Component open; /* the innermost component that is kept */
	guint lines;    /* kept of it */
	guint skipped;  /* depth in a component that is left out */
	guint n_events;
	guint n_mended;
	guint n_long;
	guint n_recoded;
	guint n_left_out; /* components */
} Scan;

static void
free_piece(gpointer data)
{
	TertiusIcalPiece *piece = data;

	g_free(piece->frame);
	g_free(piece->events);
	g_free(piece);
}

static void
close_calendar(Scan *scan)
{
	TertiusIcalPiece *piece;

	/* Empty calendars by the million need no memory. */
	if (scan->events->len == 0 && scan->pieces->len > 0) {
		g_string_truncate(scan->frame, 0);
		return;
	}
	piece = g_new(TertiusIcalPiece, 1);
	piece->frame = g_string_free(scan->frame, FALSE);
	piece->events = g_string_free(scan->events, FALSE);
	scan->frame = g_string_new(NULL);
	scan->events = g_string_new(NULL);
	g_ptr_array_add(scan->pieces, piece);
}

/* Where what is in the open component goes. */
static GString *
get_out(const Scan *scan)
{
	return scan->open == TERTIUS_SCAN_EVENT ? scan->events : scan->frame;
}

static void
emit(Scan *scan, const char *word, Component component)
{
	GString *out = get_out(scan);

	g_string_append(out, word);
	g_string_append(out, components[component].name);
	g_string_append_len(out, "\r\n", 2);
}

static void
open_component(Scan *scan, Component component)
{
	scan->open = component;
	scan->lines = 0;
	emit(scan, "BEGIN:", component);
	if (component == TERTIUS_SCAN_EVENT)
		scan->n_events++;
}

static void
close_component(Scan *scan)
{
	emit(scan, "END:", scan->open);
	if (scan->open == TERTIUS_SCAN_EVENT)
		g_string_append_c(scan->events, '\0');
	else if (scan->open == TERTIUS_SCAN_CALENDAR)
		close_calendar(scan);
	scan->open = components[scan->open].outer;
	scan->lines = 0;
}

static gboolean
is_open(const Scan *scan, Component component)
{
	Component open = scan->open;

	while (open != TERTIUS_SCAN_NONE && open != component)
		open = components[open].outer;
	return open == component;
}

static Component
find_component(const char *name)
{
	gsize length = strcspn(name, " \t");

	for (Component i = TERTIUS_SCAN_CALENDAR; i < TERTIUS_SCAN_N; i++) {
		if (strlen(components[i].name) == length &&
		    g_ascii_strncasecmp(components[i].name, name, length) == 0)
			return i;
	}
	return TERTIUS_SCAN_NONE;
}

static void
begin(Scan *scan, const char *name)
{
	Component component = find_component(name);

	if (scan->skipped > 0 || component == TERTIUS_SCAN_NONE ||
	    (component == TERTIUS_SCAN_EVENT &&
	     scan->n_events == TERTIUS_ICAL_EVENTS_MAX) ||
	    (component >= TERTIUS_SCAN_STANDARD &&
	     scan->open != TERTIUS_SCAN_ZONE)) {
		scan->n_left_out += scan->skipped == 0;
		scan->skipped++;
		return;
	}
	/* An END is missing before it, or the VCALENDAR around it. */
	while (scan->open != components[component].outer) {
		scan->n_mended++;
		if (scan->open == TERTIUS_SCAN_NONE)
			open_component(scan, components[component].outer);
		else
			close_component(scan);
	}
	open_component(scan, component);
}

static void
end(Scan *scan, const char *name)
{
	Component component = find_component(name);

	if (component == TERTIUS_SCAN_NONE || !is_open(scan, component)) {
		if (scan->skipped > 0)
			scan->skipped--;
		return;
	}
	scan->n_mended += scan->skipped > 0;
	scan->skipped = 0;
	while (scan->open != component) {
		scan->n_mended++;
		close_component(scan);
	}
	close_component(scan);
}

static gboolean
is_wanted(const char *line)
{
	gsize length = strcspn(line, ":;");
	char first = g_ascii_toupper(line[0]);

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
		if (wanted[i][0] == first &&
		    g_ascii_strncasecmp(wanted[i], line, length) == 0 &&
		    wanted[i][length] == '\0')
			return TRUE;
	}
	return FALSE;
}

/* Old Windows programs write their own code page, whatever the RFC says. */
static void
recode(Scan *scan)
{
	g_autofree char *text = NULL;

	if (g_utf8_validate(scan->line->str, (gssize) scan->line->len, NULL))
		return;
	scan->n_recoded++;
	text = g_convert(scan->line->str, (gssize) scan->line->len, "UTF-8",
	                 "WINDOWS-1252", NULL, NULL, NULL);
	if (text == NULL)
		text = g_convert(scan->line->str, (gssize) scan->line->len,
		                 "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
	g_string_assign(scan->line, text != NULL ? text : "");
}

static void
take_line(Scan *scan)
{
	const char *line = scan->line->str;

	if (g_ascii_strncasecmp(line, "BEGIN:", 6) == 0) {
		begin(scan, line + 6);
	} else if (g_ascii_strncasecmp(line, "END:", 4) == 0) {
		end(scan, line + 4);
	} else if (scan->skipped == 0 && scan->open != TERTIUS_SCAN_NONE &&
	           is_wanted(line)) {
		if (scan->line->len >= TERTIUS_ICAL_LINE_MAX ||
		    scan->lines >= TERTIUS_ICAL_COMPONENT_LINES_MAX) {
			scan->n_long++;
			return;
		}
		recode(scan);
		g_string_append_len(get_out(scan), scan->line->str,
		                    (gssize) scan->line->len);
		g_string_append_len(get_out(scan), "\r\n", 2);
		scan->lines++;
	}
}

/* Zero bytes and line ends go; what is over the limit is cut. */
static void
append_piece(GString *line, const char *p, gsize length)
{
	while (length > 0 && (p[length - 1] == '\r' || p[length - 1] == '\n'))
		length--;
	while (length > 0 && line->len < TERTIUS_ICAL_LINE_MAX) {
		const char *zero = memchr(p, '\0', length);
		gsize part = zero != NULL ? (gsize) (zero - p) : length;

		part = MIN(part, TERTIUS_ICAL_LINE_MAX - line->len);
		g_string_append_len(line, p, (gssize) part);
		if (zero == NULL || part < (gsize) (zero - p))
			return;
		p += part + 1;
		length -= part + 1;
	}
}

static void
scan_lines(Scan *scan, const char *p, const char *stop)
{
	while (p < stop) {
		const char *feed = memchr(p, '\n', (gsize) (stop - p));
		const char *next = feed != NULL ? feed + 1 : stop;
		gsize fold = *p == ' ' || *p == '\t' ? 1 : 0;

		if (fold == 0) {
			take_line(scan);
			g_string_truncate(scan->line, 0);
		}
		append_piece(scan->line, p + fold, (gsize) (next - p) - fold);
		p = next;
	}
	take_line(scan);
	while (scan->open != TERTIUS_SCAN_NONE) {
		scan->n_mended++;
		close_component(scan);
	}
}

static void G_GNUC_PRINTF(3, 4)
	report(GPtrArray *problems, guint n, const char *format, ...)
{
	va_list args;

	if (n == 0)
		return;
	va_start(args, format);
	g_ptr_array_add(problems, g_strdup_vprintf(format, args));
	va_end(args);
}

static void
report_all(const Scan *scan, GPtrArray *problems)
{
	report(problems, scan->n_mended, "mended: %u BEGIN or END were missing",
	       scan->n_mended);
	report(problems, scan->n_long, "left out: %u lines over the limits",
	       scan->n_long);
	report(problems, scan->n_recoded, "read as Windows-1252: %u lines",
	       scan->n_recoded);
	report(problems, scan->n_left_out,
	       scan->n_events == TERTIUS_ICAL_EVENTS_MAX
	               ? "left out: %u parts, after very many meetings"
	               : "left out: %u parts that are no meetings",
	       scan->n_left_out);
}

GPtrArray *
tertius_ical_scan(const char *bytes, gsize length, GPtrArray *problems,
                  GError **error)
{
	g_autoptr(GPtrArray) pieces =
		g_ptr_array_new_with_free_func(free_piece);
	Scan scan = { .pieces = pieces };

	if (length > TERTIUS_ICAL_BYTES_MAX) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("a calendar of more than %d bytes"),
		            TERTIUS_ICAL_BYTES_MAX);
		return NULL;
	}
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	scan.frame = g_string_new(NULL);
	scan.events = g_string_sized_new(length / 2 + 64);
	scan.line = g_string_sized_new(256);
	scan_lines(&scan, bytes, bytes + length);
	g_string_free(scan.line, TRUE);
	g_string_free(scan.frame, TRUE);
	g_string_free(scan.events, TRUE);
	if (pieces->len == 0) {
		g_set_error_literal(
			error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
			_("neither a calendar nor a meeting is in it"));
		return NULL;
	}
	report_all(&scan, problems);
	return g_steal_pointer(&pieces);
}
