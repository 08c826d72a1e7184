/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One sync at a time: what is agreed on with a calendar is written anew by each,
 * and of two at once the later one would forget what the other learnt.
 */
#include "engine/calendar-private.h"
#include "engine/engine-private.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

/* How long another sync is waited for. */
#define TRIES 20
#define PAUSE 100000 /* microseconds */

void
tertius_calendar_lock_clear(TertiusCalendarLock *lock)
{
	if (*lock >= 0)
		(void) close(*lock);
	*lock = TERTIUS_CALENDAR_UNLOCKED;
}

/* The kernel takes it back when the process ends, however that comes. */
gboolean
tertius_calendar_lock(TertiusEngine *engine, TertiusCalendarLock *lock,
                      gboolean *is_taken, GError **error)
{
	g_autofree char *path = g_strconcat(
		tertius_ledger_get_path(engine->ledger), ".sync", NULL);

	*lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	*is_taken = FALSE;
	if (*lock >= 0 && flock(*lock, LOCK_EX | LOCK_NB) == 0)
		return TRUE;
	*is_taken = *lock >= 0 && errno == EWOULDBLOCK;
	g_set_error(error, TERTIUS_ERROR,
	            *is_taken ? TERTIUS_ERROR_UNREACHABLE : TERTIUS_ERROR_STORE,
	            *is_taken ? _("another sync of the calendar is running")
	                      : _("cannot lock '%s'"),
	            path);
	tertius_calendar_lock_clear(lock);
	return FALSE;
}

gboolean
tertius_calendar_lock_in_turn(TertiusEngine *engine, TertiusCalendarLock *lock,
                              gboolean *is_taken, GError **error)
{
	g_autoptr(GError) inner = NULL;

	for (int i = 0; i < TRIES; i++) {
		g_clear_error(&inner);
		if (tertius_calendar_lock(engine, lock, is_taken, &inner))
			return TRUE;
		if (!*is_taken)
			break;
		g_usleep(PAUSE);
	}
	g_propagate_error(error, g_steal_pointer(&inner));
	return FALSE;
}
