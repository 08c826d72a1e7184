/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two sides changed the same reminder.
 */
#include "calendar/merge.h"

#include "calendar/patch-ical.h"

#include <string.h>

static const TertiusMergePlan keep = { .write = TERTIUS_MERGE_KEEP };
static const TertiusMergePlan create = { .write = TERTIUS_MERGE_CREATE };
static const TertiusMergePlan renew = { .write = TERTIUS_MERGE_RENEW };

/* What another computer withdrew, events overtook: no act of the user. */
static guint
find_act(const TertiusObject *remote)
{
	if (remote->is_withdrawn)
		return 0;
	return remote->state == TERTIUS_OBJECT_DONE ? TERTIUS_MERGE_DONE
	                                            : TERTIUS_MERGE_DROPPED;
}

/* The moment that the user set: of a task also when it is due. */
static gboolean
is_moved(const TertiusObject *base, const TertiusObject *remote)
{
	return remote->start != base->start ||
	       (remote->is_task && remote->end != base->end) ||
	       remote->is_day != base->is_day ||
	       remote->is_series != base->is_series;
}

static gboolean
is_renamed(const TertiusObject *base, const TertiusObject *remote)
{
	return strcmp(remote->summary, base->summary) != 0 ||
	       strcmp(remote->description, base->description) != 0;
}

static gboolean
is_edited(const TertiusObject *base, const TertiusObject *remote)
{
	return is_moved(base, remote) || is_renamed(base, remote) ||
	       remote->state != base->state ||
	       strcmp(remote->alarms, base->alarms) != 0;
}

/* Deleted in the calendar. */
static TertiusMergePlan
merge_deleted(const TertiusMergeCase *sides)
{
	if (!tertius_reminder_is_open(sides->local))
		return keep;
	if (sides->is_command)
		return renew;
	return (TertiusMergePlan){ .acts = TERTIUS_MERGE_DROPPED };
}

/* Closed in the calendar: it may not ring any more. */
static TertiusMergePlan
merge_closed(const TertiusMergeCase *sides)
{
	gboolean rings = sides->remote->alarms[0] != '\0';

	return (TertiusMergePlan){
		.write = rings ? TERTIUS_MERGE_PATCH : TERTIUS_MERGE_KEEP,
		.parts = rings ? TERTIUS_PATCH_STATE : 0,
		.acts = tertius_reminder_is_open(sides->local)
		                ? find_act(sides->remote)
		                : 0,
	};
}

/* Whether @object was made after events overtook the reminder here: then it was
 * not overtaken. */
static gboolean
is_newer(const TertiusMergeCase *sides, const TertiusObject *object)
{
	return sides->is_withdrawn && object->stamp > sides->stamp;
}

/* Closed here, open there. */
static TertiusMergePlan
merge_finished(const TertiusMergeCase *sides)
{
	gboolean is_touched = is_edited(sides->base, sides->remote);

	if (is_newer(sides, sides->base))
		return keep;
	if (!is_touched)
		return (TertiusMergePlan){ .write = TERTIUS_MERGE_PATCH,
			                   .parts = TERTIUS_PATCH_STATE };
	if (sides->is_command)
		return (TertiusMergePlan){ .write = TERTIUS_MERGE_REMOVE };
	return keep;
}

static void
merge_time(const TertiusMergeCase *sides, TertiusMergePlan *merge)
{
	gboolean there = is_moved(sides->base, sides->remote);
	gboolean here = sides->local->due != sides->base->start &&
	                (!sides->is_ahead || sides->is_command);

	if (there)
		merge->acts |= TERTIUS_MERGE_MOVED;
	else if (here && (sides->is_command || !sides->is_time_pinned))
		merge->parts |= TERTIUS_PATCH_TIME;
}

static void
merge_text(const TertiusMergeCase *sides, TertiusMergePlan *merge)
{
	if (is_renamed(sides->base, sides->remote))
		merge->acts |= TERTIUS_MERGE_RENAMED;
	else if (!sides->is_text_pinned &&
	         strcmp(sides->title, sides->base->summary) != 0)
		merge->parts |= TERTIUS_PATCH_TITLE | TERTIUS_PATCH_DESCRIPTION;
}

static TertiusMergePlan
merge_open(const TertiusMergeCase *sides)
{
	TertiusMergePlan merge = keep;

	merge_time(sides, &merge);
	merge_text(sides, &merge);
	if (merge.parts != 0)
		merge.write = TERTIUS_MERGE_PATCH;
	return merge;
}

/* Open there, and lying elsewhere than here: what stands there counts. */
static guint
find_move(const TertiusMergeCase *sides)
{
	return sides->remote->start != sides->local->due && !sides->is_ahead
	               ? TERTIUS_MERGE_MOVED
	               : 0;
}

/* Found there though we do not remember it: another computer of the same
 * account wrote it, or our memory was lost. */
static TertiusMergePlan
merge_adopted(const TertiusMergeCase *sides)
{
	gboolean is_open = tertius_reminder_is_open(sides->local);
	TertiusMergePlan merge = keep;

	if (sides->remote->state != TERTIUS_OBJECT_OPEN)
		return merge_closed(sides);
	if (!is_open && is_newer(sides, sides->remote))
		return keep;
	if (!is_open && (sides->is_command || !sides->was_followed))
		return (TertiusMergePlan){ .write = TERTIUS_MERGE_PATCH,
			                   .parts = TERTIUS_PATCH_STATE };
	merge.acts = find_move(sides) | (is_open ? 0 : TERTIUS_MERGE_REOPENED);
	return merge;
}

/* Both sides have it. */
static TertiusMergePlan
merge_both(const TertiusMergeCase *sides)
{
	gboolean was_open = sides->base->state == TERTIUS_OBJECT_OPEN;
	gboolean is_open = tertius_reminder_is_open(sides->local);

	/* Opened again: calendars keep a bin in which the old UID lies. */
	if (is_open && sides->is_command &&
	    (!was_open || sides->remote->is_withdrawn))
		return renew;
	if (sides->remote->state != TERTIUS_OBJECT_OPEN)
		return merge_closed(sides);
	if (is_open)
		return merge_open(sides);
	if (was_open)
		return merge_finished(sides);
	if (sides->is_command || sides->base->state != TERTIUS_OBJECT_DONE)
		return keep;
	/* The tick was taken away there: not done after all. */
	return (TertiusMergePlan){ .acts = TERTIUS_MERGE_REOPENED |
		                           find_move(sides) };
}

TertiusMergePlan
tertius_merge(const TertiusMergeCase *sides)
{
	gboolean is_open = tertius_reminder_is_open(sides->local);

	if (sides->is_gone)
		return is_open && sides->is_command ? renew : keep;
	if (sides->base == NULL && sides->remote == NULL)
		return is_open ? create : keep;
	if (sides->remote == NULL)
		return merge_deleted(sides);
	return sides->base == NULL ? merge_adopted(sides) : merge_both(sides);
}

gboolean
tertius_merge_is_accident(guint n_gone, guint n_all)
{
	return n_gone > 3 && n_gone * 2 > n_all;
}
