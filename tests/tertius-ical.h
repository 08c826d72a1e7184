/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For tests that write calendars: the lint, and reminders made up at will.
 */
#pragma once

#include "calendar/write-ical.h"
#include "lint-ical.h"
#include "tertius-test.h"

#include <string.h>

static inline void
assert_clean(const char *ics)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	tertius_ical_lint(ics, strlen(ics), findings);
	ck_assert_msg(findings->len == 0, "%.300s\n%.1500s",
	              (const char *) findings->pdata[0], ics);
}

static inline TertiusReminder *
make_reminder(TertiusReminderKind kind, const char *key, const char *title,
              gint64 due)
{
	TertiusReminder *reminder = tertius_reminder_new(kind, key);

	reminder->title = g_strdup(title);
	reminder->because =
		g_strdup("Two working days after your first reply.");
	reminder->due = due;
	return reminder;
}

/* Hostile pieces that names are made of. Every @seed gives its own name. */
static inline char *
make_hostile_name(guint32 seed)
{
	static const char *const pieces[] = {
		"Dana",
		"Müller, Bob",
		"\"",
		",",
		";",
		":",
		"\\",
		"\\n",
		"\r\n",
		"\n",
		"\t",
		"\r",
		"🤝",
		"👩‍👩‍👧‍👦",
		"שלום",
		"مرحبا",
		"李雷",
		"\u2028",
		"\ufeff",
		"BEGIN:VEVENT",
		"\r\nEND:VCALENDAR\r\n",
		"ATTENDEE:mailto:x@example.org",
		"\x01",
		"\x7f",
		"\xff",
		"\xc3",
		"%s",
		"%n",
		"<script>",
		"e\u0301",
		"'",
		"",
	};
	/* Turning the direction of what follows. */
	static const gunichar odd[] = { 0x202e, 0x2066, 0x200f };
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	GString *name = g_string_new(NULL);
	gint32 n = seed % 50 == 0 ? 1200 : g_rand_int_range(rand, 0, 12);

	for (gint32 i = 0; i < n; i++) {
		if (g_rand_int_range(rand, 0, 20) == 0)
			g_string_append_unichar(
				name, odd[g_rand_int_range(rand, 0,
			                                   G_N_ELEMENTS(odd))]);
		g_string_append(name, pieces[g_rand_int_range(
					      rand, 0, G_N_ELEMENTS(pieces))]);
		if (g_rand_boolean(rand))
			g_string_append_c(name, ' ');
	}
	return g_string_free(name, FALSE);
}
