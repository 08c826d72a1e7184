/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iCalendar out. Written line by line rather than by a library, because the
 * same reminder must give the same bytes for ever.
 */
#include "calendar/write-ical.h"

#include "base/text.h"
#include "calendar/content-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PRODID "-//Tertius//Tertius 0.1//EN"

static const char *const plain_titles[TERTIUS_REMINDER_N_KINDS] = {
	[TERTIUS_REMINDER_THANK] = N_("Say thank you"),
	[TERTIUS_REMINDER_ANSWER] = N_("Answer a message"),
	[TERTIUS_REMINDER_TELL_SILENT] = N_("Tell how it stands"),
	[TERTIUS_REMINDER_OUTCOME] = N_("Tell how it went"),
	[TERTIUS_REMINDER_GIFT] = N_("Send a note or a gift"),
	[TERTIUS_REMINDER_CONGRATULATE] = N_("Congratulate"),
	[TERTIUS_REMINDER_PROMISE] = N_("Keep a promise"),
	[TERTIUS_REMINDER_FOLLOW_UP] = N_("Follow up"),
	[TERTIUS_REMINDER_CHECK_IN] = N_("Be in touch"),
	[TERTIUS_REMINDER_OCCASION] = N_("An occasion"),
	[TERTIUS_REMINDER_INTRODUCE] = N_("Bring two people together"),
};

static void
add(GString *out, const char *name, const char *value)
{
	g_autofree char *line = g_strconcat(name, value, NULL);

	tertius_content_line_fold(out, line, "\r\n");
}

static void
add_text(GString *out, const char *name, const char *text)
{
	g_autofree char *value = tertius_content_text_escape(text);

	add(out, name, value);
}

static void
add_time(GString *out, const char *name, gint64 moment)
{
	g_autofree char *value = tertius_content_time_dup(moment);

	add(out, name, value);
}

char *
tertius_ical_dup_title(const TertiusReminder *reminder, gboolean is_plain)
{
	g_autofree char *title = NULL;

	if (!is_plain && reminder->title != NULL)
		title = tertius_text_dup_line(reminder->title,
		                              TERTIUS_ICAL_TITLE_MAX);
	if (title == NULL || title[0] == '\0') {
		g_free(title);
		title = g_strdup(_(plain_titles[reminder->kind]));
	}
	if (reminder->state == TERTIUS_REMINDER_DONE)
		return g_strconcat("✓ ", title, NULL);
	return g_steal_pointer(&title);
}

char *
tertius_ical_dup_description(const TertiusReminder *reminder)
{
	g_autofree char *because = tertius_text_dup_lines(
		reminder->because != NULL ? reminder->because : "", -1,
		TERTIUS_ICAL_DESCRIPTION_MAX);

	/* Translators: the commands stay as they are. */
	return g_strdup_printf(_("%s%sDone: tertius done %.8s\n"
	                         "Later: tertius later %.8s 1w"),
	                       because, because[0] != '\0' ? "\n\n" : "",
	                       reminder->id, reminder->id);
}

/* RFC 2392; what a URI may not have is percent-encoded. */
static void
add_link(GString *out, const char *message_id)
{
	g_autofree char *bare = NULL;
	g_autofree char *escaped = NULL;

	if (message_id == NULL)
		return;
	bare = g_strndup(message_id, TERTIUS_ICAL_MESSAGE_ID_MAX);
	g_strdelimit(bare, "<>", ' ');
	g_strstrip(bare);
	if (bare[0] == '\0')
		return;
	escaped = g_uri_escape_string(bare, "@", FALSE);
	add(out, "URL:mid:", escaped);
}

char *
tertius_ical_dup_alarm(const TertiusReminder *reminder, const char *title,
                       gboolean as_task)
{
	GString *out = g_string_new(NULL);
	g_autofree char *seed = g_strconcat("alarm\n", reminder->id, NULL);
	g_autofree char *hash =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, seed, -1);

	add(out, "BEGIN:", "VALARM");
	g_string_append_printf(out, "UID:%.8s-%.4s-8%.3s-a%.3s-%.12s\r\n", hash,
	                       hash + 8, hash + 13, hash + 17, hash + 20);
	add(out, "ACTION:", "DISPLAY");
	add_text(out, "DESCRIPTION:", title);
	if (as_task)
		add_time(out, "TRIGGER;VALUE=DATE-TIME:", reminder->due);
	else
		add(out, "TRIGGER:", "PT0S");
	add(out, "END:", "VALARM");
	return g_string_free(out, FALSE);
}

static void
add_event_state(GString *out, const TertiusReminder *reminder)
{
	add(out, "STATUS:",
	    reminder->state == TERTIUS_REMINDER_DROPPED ? "CANCELLED"
	                                                : "CONFIRMED");
	add(out, "TRANSP:", "TRANSPARENT");
}

static void
add_task_state(GString *out, const TertiusReminder *reminder)
{
	if (reminder->state == TERTIUS_REMINDER_DONE) {
		add(out, "STATUS:", "COMPLETED");
		add_time(out, "COMPLETED:", reminder->closed);
		add(out, "PERCENT-COMPLETE:", "100");
	} else {
		add(out, "STATUS:",
		    reminder->state == TERTIUS_REMINDER_DROPPED
		            ? "CANCELLED"
		            : "NEEDS-ACTION");
	}
	add(out, "PRIORITY:", "5");
}

static void
add_when(GString *out, const TertiusReminder *reminder,
         const TertiusIcalStamp *stamp)
{
	g_autofree char *sequence = g_strdup_printf(
		"%" G_GINT64_FORMAT, CLAMP(stamp->sequence, 0, G_MAXINT32));

	add_time(out, "DTSTAMP:", stamp->stamp);
	add_time(out, "CREATED:", stamp->created);
	add_time(out, "LAST-MODIFIED:", stamp->stamp);
	add(out, "SEQUENCE:", sequence);
	add_time(out, "DTSTART:", reminder->due);
	if (stamp->as_task)
		add_time(out,
		         "DUE:", reminder->due + TERTIUS_ICAL_TASK_SECONDS);
	else
		add_time(out,
		         "DTEND:", reminder->due + TERTIUS_ICAL_EVENT_SECONDS);
}

static void
add_reminder(GString *out, const TertiusReminder *reminder,
             const TertiusIcalStamp *stamp)
{
	const char *kind = stamp->as_task ? "VTODO" : "VEVENT";
	g_autofree char *title =
		tertius_ical_dup_title(reminder, stamp->is_plain);
	g_autofree char *short_id = g_strndup(reminder->id, 8);

	add(out, "BEGIN:", kind);
	add(out, "UID:", reminder->uid);
	add_when(out, reminder, stamp);
	add_text(out, "SUMMARY:", title);
	if (!stamp->is_plain) {
		g_autofree char *text = tertius_ical_dup_description(reminder);

		add_text(out, "DESCRIPTION:", text);
		add_link(out, reminder->message_id);
	}
	add(out, "CATEGORIES:", "Tertius");
	add(out, "CLASS:", "PRIVATE");
	if (stamp->as_task)
		add_task_state(out, reminder);
	else
		add_event_state(out, reminder);
	add(out, "X-TERTIUS-ID:", short_id);
	add(out, "X-TERTIUS-KIND:", tertius_reminder_kind_name(reminder->kind));
	if (tertius_reminder_is_open(reminder) && !stamp->is_silent) {
		g_autofree char *alarm =
			tertius_ical_dup_alarm(reminder, title, stamp->as_task);

		g_string_append(out, alarm);
	}
	add(out, "END:", kind);
}

static void
begin_calendar(GString *out)
{
	add(out, "BEGIN:", "VCALENDAR");
	add(out, "VERSION:", "2.0");
	add(out, "PRODID:", PRODID);
	add(out, "CALSCALE:", "GREGORIAN");
}

char *
tertius_ical_write_reminder(const TertiusReminder *reminder,
                            const TertiusIcalStamp *stamp)
{
	GString *out = g_string_sized_new(1024);

	begin_calendar(out);
	add_reminder(out, reminder, stamp);
	add(out, "END:", "VCALENDAR");
	return g_string_free(out, FALSE);
}

char *
tertius_ical_write_feed(const char *name, const GPtrArray *reminders,
                        const TertiusIcalStamp *stamps)
{
	GString *out = g_string_sized_new(1024 * (gsize) reminders->len + 256);
	g_autofree char *line =
		tertius_text_dup_line(name, TERTIUS_ICAL_TITLE_MAX);

	begin_calendar(out);
	add_text(out, "NAME:", line);
	add_text(out, "X-WR-CALNAME:", line);
	add(out, "REFRESH-INTERVAL;VALUE=DURATION:", "PT1H");
	add(out, "X-PUBLISHED-TTL:", "PT1H");
	add(out, "COLOR:", "steelblue");
	for (guint i = 0; i < reminders->len; i++)
		add_reminder(out, reminders->pdata[i], &stamps[i]);
	add(out, "END:", "VCALENDAR");
	return g_string_free(out, FALSE);
}
