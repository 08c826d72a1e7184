/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening and closing the engine.
 */
#include "engine/engine-private.h"

#include "detect/detector.h"

/* Conclusions of this age are as good as new: nothing is due to the second. */
#define REFRESH_SECONDS 60

static char **
dup_addresses(const char *const *addresses)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
		g_strv_builder_add(builder, addresses[i]);
	return g_strv_builder_end(builder);
}

static char *
dup_path(const char *given, const char *base, const char *name)
{
	return given != NULL ? g_strdup(given)
	                     : g_build_filename(base, "tertius", name, NULL);
}

TertiusEngine *
tertius_engine_open(const TertiusEngineOptions *options, GError **error)
{
	g_autofree char *path =
		dup_path(options->ledger, g_get_user_data_dir(), "ledger.db");
	g_autofree char *config =
		dup_path(options->config, g_get_user_config_dir(), "config");
	gint64 now = options->now != 0 ? options->now : tertius_clock_now();
	g_autoptr(TertiusSettings) settings =
		tertius_settings_load(config, error);
	g_autoptr(TertiusWorkingTime) hours = NULL;
	g_autoptr(TertiusLedger) ledger = NULL;
	TertiusEngine *engine;

	if (settings == NULL)
		return NULL;
	hours = tertius_settings_working_time(settings, now, error);
	if (hours == NULL)
		return NULL;
	ledger = options->is_dry && !g_file_test(path, G_FILE_TEST_EXISTS)
	                 ? tertius_ledger_open_empty(path, error)
	                 : tertius_ledger_open(path, error);
	if (ledger == NULL)
		return NULL;
	tertius_ledger_set_edition(ledger, tertius_detector_edition());
	engine = g_new0(TertiusEngine, 1);
	engine->now = now;
	engine->is_standing = options->now != 0;
	engine->stays = options->stays;
	engine->me = dup_addresses(options->me);
	engine->config = g_steal_pointer(&config);
	engine->settings = g_steal_pointer(&settings);
	engine->hours = g_steal_pointer(&hours);
	engine->ledger = g_steal_pointer(&ledger);
	return engine;
}

void
tertius_engine_free(TertiusEngine *engine)
{
	if (engine == NULL)
		return;
	tertius_engine_forget_conclusions(engine);
	tertius_crew_free(engine->crew);
	tertius_tact_free(engine->tact);
	tertius_ledger_close(engine->ledger);
	tertius_working_time_free(engine->hours);
	tertius_settings_free(engine->settings);
	g_strfreev(engine->me);
	g_free(engine->book);
	g_free(engine->config);
	g_free(engine);
}

const TertiusSettings *
tertius_engine_get_settings(TertiusEngine *engine)
{
	return engine->settings;
}

gboolean
tertius_engine_change_settings(TertiusEngine *engine,
                               const TertiusSettingChange *changes, guint n,
                               GError **error)
{
	g_autoptr(TertiusSettings) settings = NULL;
	TertiusWorkingTime *hours;

	if (!tertius_settings_change(engine->config, changes, n, engine->now,
	                             error))
		return FALSE;
	settings = tertius_settings_load(engine->config, error);
	hours = settings != NULL ? tertius_settings_working_time(
					   settings, engine->now, error)
	                         : NULL;
	if (hours == NULL)
		return FALSE;
	tertius_engine_forget_conclusions(engine);
	tertius_working_time_free(engine->hours);
	engine->hours = hours;
	tertius_settings_free(engine->settings);
	engine->settings = g_steal_pointer(&settings);
	return TRUE;
}

GPtrArray *
tertius_engine_setting_texts(TertiusEngine *engine, GError **error)
{
	return tertius_settings_texts(engine->config, error);
}

void
tertius_engine_leave_out_automatic(TertiusEngine *engine,
                                   gboolean leaves_it_out)
{
	if (engine->leaves_out_automatic == leaves_it_out)
		return;
	engine->leaves_out_automatic = leaves_it_out;
	tertius_engine_forget_conclusions(engine);
}

const char *
tertius_engine_get_ledger_path(TertiusEngine *engine)
{
	return tertius_ledger_get_path(engine->ledger);
}

const TertiusWorkingTime *
tertius_engine_get_working_time(TertiusEngine *engine)
{
	return engine->hours;
}

gint64
tertius_engine_get_now(TertiusEngine *engine)
{
	return engine->now;
}

void
tertius_engine_refresh(TertiusEngine *engine)
{
	gint64 now = tertius_clock_now();

	if (engine->is_standing)
		return;
	if (engine->history != NULL && !engine->is_stale &&
	    ABS(now - engine->now) < REFRESH_SECONDS)
		return;
	engine->now = now;
	tertius_engine_outdate_conclusions(engine, NULL);
}

void
tertius_engine_set_me(TertiusEngine *engine, const char *const *me)
{
	g_strfreev(engine->me);
	engine->me = dup_addresses(me);
	tertius_engine_forget_conclusions(engine);
}

void
tertius_engine_set_book(TertiusEngine *engine, const char *book)
{
	if (g_strcmp0(engine->book, book) == 0)
		return;
	g_free(engine->book);
	engine->book = g_strdup(book);
	tertius_engine_forget_conclusions(engine);
}

GPtrArray *
tertius_engine_unreadable(TertiusEngine *engine, GError **error)
{
	return tertius_ledger_unreadable(engine->ledger, error);
}

TertiusCrew *
tertius_engine_need_crew(TertiusEngine *engine, GDestroyNotify free_tag,
                         GError **error)
{
	if (engine->crew == NULL)
		engine->crew = tertius_crew_new(NULL, 0, free_tag, error);
	return engine->crew;
}
