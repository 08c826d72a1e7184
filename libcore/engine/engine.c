/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening and closing the engine.
 */
#include "engine/engine-private.h"

static char **
dup_addresses(const char *const *addresses)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
		g_strv_builder_add(builder, addresses[i]);
	return g_strv_builder_end(builder);
}

TertiusEngine *
tertius_engine_open(const TertiusEngineOptions *options, GError **error)
{
	g_autoptr(TertiusEngine) engine = g_new0(TertiusEngine, 1);
	g_autofree char *ledger =
		options->ledger != NULL
			? g_strdup(options->ledger)
			: g_build_filename(g_get_user_data_dir(), "tertius",
	                                   "ledger.db", NULL);
	g_autofree char *config =
		options->config != NULL
			? g_strdup(options->config)
			: g_build_filename(g_get_user_config_dir(), "tertius",
	                                   "config", NULL);

	engine->now = options->now;
	if (engine->now == 0) {
		g_autoptr(TertiusClock) clock = tertius_clock_new_system();
		g_autoptr(GDateTime) now = tertius_clock_now(clock);

		engine->now = g_date_time_to_unix(now);
	}
	engine->settings = tertius_settings_load(config, error);
	if (engine->settings == NULL)
		return NULL;
	engine->hours = tertius_settings_working_time(engine->settings,
	                                              engine->now, error);
	if (engine->hours == NULL)
		return NULL;
	engine->me = dup_addresses(options->me);
	engine->ledger = tertius_ledger_open(ledger, error);
	if (engine->ledger == NULL)
		return NULL;
	return g_steal_pointer(&engine);
}

void
tertius_engine_free(TertiusEngine *engine)
{
	if (engine == NULL)
		return;
	tertius_engine_forget_conclusions(engine);
	tertius_worker_free(engine->worker);
	tertius_ledger_close(engine->ledger);
	tertius_working_time_free(engine->hours);
	tertius_settings_free(engine->settings);
	g_strfreev(engine->me);
	g_free(engine);
}

const TertiusSettings *
tertius_engine_get_settings(TertiusEngine *engine)
{
	return engine->settings;
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

TertiusWorker *
tertius_engine_need_worker(TertiusEngine *engine, GDestroyNotify free_tag,
                           GError **error)
{
	if (engine->worker == NULL)
		engine->worker = tertius_worker_new(NULL, free_tag, error);
	return engine->worker;
}
