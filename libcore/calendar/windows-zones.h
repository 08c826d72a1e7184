/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Windows's names of time zones. Outlook writes them where iCalendar wants a
 * definition of its own, or none at all.
 */
#pragma once

/* The IANA name of "W. Europe Standard Time", or of the words that Windows
 * shows for it ("Amsterdam, Berlin, …"), letter case aside; NULL when there is
 * no such zone. */
const char *tertius_windows_zone(const char *name);
