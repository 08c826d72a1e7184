/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who takes part in a meeting: humans only. Rooms, robots, lists and the
 * placeholders of calendar services are left out.
 */
#pragma once

#include <libical/ical.h>

#include "model/meeting.h"

/* Appends the people of @event to @meeting, the organizer first, each once, at
 * most TERTIUS_MEETING_ATTENDEES_MAX. */
void tertius_ical_people_read(icalcomponent *event, TertiusMeeting *meeting);

/* Whether the organizer lets somebody else send the invitations (SENT-BY). */
gboolean tertius_ical_people_has_secretary(icalcomponent *event);

/* Makes the person whose yearly date it is the only attendee of @meeting: the
 * one whom its title names, if any. */
void tertius_ical_people_celebrate(TertiusMeeting *meeting);
