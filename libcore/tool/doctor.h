/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `tertius doctor` tells of each thing that it looks at. The looking is in
 * tool/command-doctor.c (Tertius itself) and in tool/doctor-around.c (what it
 * stands on).
 */
#pragma once

#include "tool/run.h"

typedef enum {
	TERTIUS_HEALTH_FINE,
	TERTIUS_HEALTH_LOOK,   /* works, but could be better */
	TERTIUS_HEALTH_BROKEN, /* does not work */
} TertiusHealth;

/* One finding about @what. @advice says what to do; NULL when all is fine. What is
 * not fine makes the status INCOMPLETE. */
void tertius_doctor_report(TertiusRun *run, TertiusHealth health,
                           const char *what, const char *found,
                           const char *advice);

/* Looks at the places, files, calendars and the clock around the engine, which
 * is open, and tells of each. */
void tertius_doctor_look_around(TertiusRun *run);

/* Looks at the mail client's copy of the plugin, if there is one. */
void tertius_doctor_look_at_client(TertiusRun *run);
