/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The objects of the manual's section on JSON, from records: what scripts see.
 */
#pragma once

#include "engine/engine.h"
#include "engine/json.h"

/* {"name":…,"address":…}, or null. */
void tertius_objects_person(TertiusJson *json, const char *name,
                            const TertiusPerson *person);
void tertius_objects_evidence(TertiusJson *json, const GPtrArray *evidence);

/* The fields of an object that has been begun. */
void tertius_objects_introduction(TertiusJson *json,
                                  const TertiusIntroduction *introduction,
                                  GTimeZone *zone);
void tertius_objects_reminder(TertiusJson *json,
                              const TertiusReminder *reminder, GTimeZone *zone);

/* Whole lines, to be freed. */
char *tertius_objects_dup_classified(const TertiusFacts *facts);
char *tertius_objects_dup_introduction(const TertiusIntroduction *introduction,
                                       GTimeZone *zone);
char *tertius_objects_dup_reminder(const TertiusReminder *reminder,
                                   GTimeZone *zone);
