/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An iTIP request.
 */
#include "calendar/invite.h"

#include <string.h>

#include "base/text.h"
#include "calendar/content-line.h"
#include "calendar/write-ical.h"

#define CN_MAX 200 /* bytes */

static void
add(GString *out, const char *line)
{
	tertius_content_line_fold(out, line, "\r\n");
}

static void
add_time(GString *out, const char *name, gint64 moment)
{
	g_autofree char *time = tertius_content_time_dup(moment);
	g_autofree char *line = g_strconcat(name, ":", time, NULL);

	add(out, line);
}

/* A parameter's value may hold anything but quotes and control characters
 * (RFC 5545 3.2). */
static void
add_person(GString *out, const char *property, const TertiusPerson *person)
{
	g_autofree char *name =
		tertius_text_dup_line(tertius_person_label(person), CN_MAX);
	g_autofree char *address =
		g_uri_escape_string(person->address, "@+", FALSE);
	g_autofree char *line = NULL;

	g_strdelimit(name, "\"", '\'');
	line = g_strdup_printf("%s;CN=\"%s\":mailto:%s", property, name,
	                       address);
	add(out, line);
}

static void
add_uid(GString *out, const TertiusInvite *invite)
{
	g_autofree char *seed = g_strdup_printf(
		"co-host\n%s\n%s\n%s\n%" G_GINT64_FORMAT,
		invite->organiser->address, invite->co_host->address,
		invite->summary, invite->begin);
	g_autofree char *hash =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, seed, -1);
	g_autofree char *line =
		g_strdup_printf("UID:%.8s-%.4s-8%.3s-a%.3s-%.12s", hash,
	                        hash + 8, hash + 13, hash + 17, hash + 20);

	add(out, line);
}

char *
tertius_invite_write(const TertiusInvite *invite)
{
	GString *out = g_string_sized_new(1024);
	g_autofree char *summary =
		tertius_text_dup_line(invite->summary, TERTIUS_ICAL_TITLE_MAX);
	g_autofree char *escaped = tertius_content_text_escape(summary);
	g_autofree char *title = g_strconcat("SUMMARY:", escaped, NULL);

	add(out, "BEGIN:VCALENDAR");
	add(out, "VERSION:2.0");
	add(out, "PRODID:-//Tertius//Tertius 0.1//EN");
	add(out, "CALSCALE:GREGORIAN");
	add(out, "METHOD:REQUEST");
	add(out, "BEGIN:VEVENT");
	add_uid(out, invite);
	add_time(out, "DTSTAMP", invite->stamp);
	add(out, "SEQUENCE:0");
	add_time(out, "DTSTART", invite->begin);
	add_time(out, "DTEND", invite->end);
	add(out, title);
	add(out, "STATUS:TENTATIVE");
	add_person(out, "ORGANIZER", invite->organiser);
	add_person(out,
	           "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=CHAIR;PARTSTAT=ACCEPTED",
	           invite->organiser);
	add_person(out,
	           "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=CHAIR;"
	           "PARTSTAT=NEEDS-ACTION;RSVP=TRUE",
	           invite->co_host);
	add(out, "END:VEVENT");
	add(out, "END:VCALENDAR");
	return g_string_free(out, FALSE);
}
