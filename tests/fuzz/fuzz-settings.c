/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as the settings: working time comes of those that are allowed; the
 * rest is refused with one line.
 */
#include "engine/dates.h"
#include "engine/settings.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

#define NOW 1795510000

static void
plan(const TertiusSettings *settings)
{
	TertiusWorkingTime *time =
		tertius_settings_working_time(settings, NOW, NULL);

	if (time == NULL)
		return;
	g_assert(tertius_working_time_next(time, NOW) >= NOW);
	tertius_working_time_free(time);
}

/* A moment or a span that a person types. */
static void
read_dates(const char *text)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	gint64 moment = 0;

	(void) tertius_dates_parse(text, utc, &moment);
	(void) tertius_dates_parse_since(text, NOW, utc, &moment);
	if (tertius_dates_parse_span(text, &moment))
		g_assert(moment <= TERTIUS_DATES_SPAN_MAX);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = g_strndup((const char *) data, size);
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusSettings) settings = NULL;

	read_dates(text);
	if (!g_key_file_load_from_data(file, text, strlen(text),
	                               G_KEY_FILE_NONE, NULL))
		return 0;
	settings = tertius_settings_parse(file, "config", &error);
	if (settings != NULL)
		plan(settings);
	else
		g_assert(strchr(error->message, '\n') == NULL);
	return 0;
}
