/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When nothing rings, as the user's calendars have it.
 */
#include "engine/engine-private.h"

/* Meetings before this no longer move anything. */
#define DAY        G_GINT64_CONSTANT(86400)
#define BUSY_SINCE (60 * DAY)

/* What makes nobody busy. */
#define FREE                                                                   \
	(TERTIUS_MEETING_CANCELLED | TERTIUS_MEETING_REPLY |                   \
	 TERTIUS_MEETING_BIRTHDAY | TERTIUS_MEETING_OURS)

/* Days off: holidays, and the user's own leave, on which nobody else is. */
static gboolean
is_day_off(const TertiusGathering *gathering)
{
	guint flags = gathering->meeting->flags;

	return (flags & TERTIUS_MEETING_ALL_DAY) != 0 &&
	       ((flags & TERTIUS_MEETING_HOLIDAY) != 0 ||
	        ((flags & TERTIUS_MEETING_OUT_OF_OFFICE) != 0 &&
	         gathering->n_people <= 1));
}

static gboolean
is_busy(const TertiusHistory *history, const TertiusGathering *gathering)
{
	return (gathering->meeting->flags &
	        (TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_TRANSPARENT)) == 0 &&
	       tertius_gathering_attendance(
		       history, gathering, tertius_history_get_me(history)) > 0;
}

static void
add_instances(TertiusEngine *engine, const TertiusMeeting *meeting,
              gboolean is_off)
{
	gint64 length = meeting->end - meeting->start;

	for (guint i = 0; i < meeting->instances->len; i++) {
		gint64 start = g_array_index(meeting->instances, gint64, i);

		if (is_off)
			tertius_working_time_add_holiday(engine->hours, start,
			                                 start + length);
		/* The same all day. */
		else if (start + length >= engine->now / DAY * DAY - BUSY_SINCE)
			tertius_working_time_add_busy(engine->hours, start,
			                              start + length);
	}
}

gboolean
tertius_engine_has_other_days_off(const TertiusEngine *engine)
{
	const GPtrArray *regathered =
		tertius_history_list_regathered(engine->history);
	const guint off =
		TERTIUS_MEETING_HOLIDAY | TERTIUS_MEETING_OUT_OF_OFFICE;

	for (guint i = 0; i < regathered->len; i++) {
		const TertiusMeeting *meeting = regathered->pdata[i];

		if ((meeting->flags & off) != 0)
			return TRUE;
	}
	return FALSE;
}

void
tertius_engine_find_busy_times(TertiusEngine *engine)
{
	const TertiusHistory *history = engine->history;

	tertius_working_time_clear(engine->hours);
	for (guint i = 0; i < tertius_history_n_gatherings(history); i++) {
		const TertiusGathering *gathering =
			tertius_history_gathering(history, i);

		if (!gathering->is_mine ||
		    (gathering->meeting->flags & FREE) != 0)
			continue;
		if (is_day_off(gathering))
			add_instances(engine, gathering->meeting, TRUE);
		else if (is_busy(history, gathering))
			add_instances(engine, gathering->meeting, FALSE);
	}
}
