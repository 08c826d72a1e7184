/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What kind of meeting an event is.
 */
#include "calendar/ical-flags.h"

#include "base/text.h"
#include "calendar/meeting-words.h"
#include "model/reminder.h"

#include <stdlib.h>

const char *
tertius_ical_get_x(icalcomponent *component, const char *name)
{
	icalproperty *property =
		icalcomponent_get_first_property(component, ICAL_X_PROPERTY);

	for (; property != NULL; property = icalcomponent_get_next_property(
					 component, ICAL_X_PROPERTY)) {
		const char *known = icalproperty_get_x_name(property);

		if (known != NULL && g_ascii_strcasecmp(known, name) == 0)
			return icalproperty_get_x(property);
	}
	return NULL;
}

static guint
read_categories(icalcomponent *event)
{
	icalproperty *property = icalcomponent_get_first_property(
		event, ICAL_CATEGORIES_PROPERTY);
	const char *text =
		property != NULL ? icalproperty_get_categories(property) : NULL;
	g_autofree char *line =
		tertius_text_dup_line(text != NULL ? text : "", 200);

	return tertius_meeting_words_read(line);
}

/* Yearly dates that calendars make of the address book. */
static guint
read_uid(const char *uid)
{
	if (g_str_has_suffix(uid, "-anniversary"))
		return TERTIUS_MEETING_BIRTHDAY | TERTIUS_MEETING_ANNIVERSARY;
	return g_str_has_prefix(uid, "BIRTHDAY_") ||
	                       g_str_has_suffix(uid, "-birthday")
	               ? TERTIUS_MEETING_BIRTHDAY
	               : 0;
}

/* Whole days on which nobody is invited: birthdays and holidays. */
static guint
read_day(icalcomponent *event, guint says, const TertiusMeeting *meeting)
{
	guint flags = read_uid(meeting->uid);

	if (flags != 0 || (meeting->flags & TERTIUS_MEETING_ALL_DAY) == 0 ||
	    meeting->attendees->len > 0)
		return flags;
	says |= read_categories(event);
	if ((says & TERTIUS_TITLE_BIRTHDAY) != 0)
		return TERTIUS_MEETING_BIRTHDAY |
		       ((says & TERTIUS_TITLE_ANNIVERSARY) != 0
		                ? TERTIUS_MEETING_ANNIVERSARY
		                : 0);
	return (says & TERTIUS_TITLE_HOLIDAY) != 0 ? TERTIUS_MEETING_HOLIDAY
	                                           : 0;
}

static guint
read_words(guint title)
{
	static const struct {
		guint title, flag;
	} pairs[] = {
		{ TERTIUS_TITLE_CANCELLED, TERTIUS_MEETING_CANCELLED },
		{ TERTIUS_TITLE_OUT_OF_OFFICE, TERTIUS_MEETING_OUT_OF_OFFICE },
		{ TERTIUS_TITLE_INTRODUCTION, TERTIUS_MEETING_INTRODUCES },
		{ TERTIUS_TITLE_PERSONAL, TERTIUS_MEETING_PERSONAL },
		{ TERTIUS_TITLE_NO_TALK, TERTIUS_MEETING_NO_TALK },
	};
	guint flags = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
		flags |= (title & pairs[i].title) != 0 ? pairs[i].flag : 0;
	return flags;
}

static guint
read_busy(icalcomponent *event)
{
	icalproperty *transp =
		icalcomponent_get_first_property(event, ICAL_TRANSP_PROPERTY);
	const char *busy =
		tertius_ical_get_x(event, "X-MICROSOFT-CDO-BUSYSTATUS");

	if (busy != NULL && g_ascii_strcasecmp(busy, "OOF") == 0)
		return TERTIUS_MEETING_OUT_OF_OFFICE;
	if ((transp != NULL &&
	     icalproperty_get_transp(transp) == ICAL_TRANSP_TRANSPARENT) ||
	    (busy != NULL && g_ascii_strcasecmp(busy, "FREE") == 0))
		return TERTIUS_MEETING_TRANSPARENT;
	return 0;
}

guint
tertius_ical_flags_read(icalcomponent *event, guint calendar_says,
                        const TertiusMeeting *meeting)
{
	guint title = tertius_meeting_words_read(meeting->summary);
	icalproperty *access =
		icalcomponent_get_first_property(event, ICAL_CLASS_PROPERTY);
	const char *guests = tertius_ical_get_x(event, "X-NUM-GUESTS");
	guint flags = read_words(title) | read_busy(event) |
	              read_day(event,
	                       (title & ~(guint) TERTIUS_TITLE_HOLIDAY) |
	                               calendar_says,
	                       meeting);

	if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED)
		flags |= TERTIUS_MEETING_CANCELLED;
	if (access != NULL &&
	    icalproperty_get_class(access) != ICAL_CLASS_PUBLIC)
		flags |= TERTIUS_MEETING_PRIVATE;
	if (tertius_ical_get_x(event, "X-TERTIUS-ID") != NULL ||
	    tertius_reminder_is_uid(meeting->uid))
		flags |= TERTIUS_MEETING_OURS;
	if (guests != NULL && g_ascii_strtoll(guests, NULL, 10) > 0)
		flags |= TERTIUS_MEETING_MORE_GUESTS;
	return flags;
}
