/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of the command.
 */
#include "tool/run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "tool/suggest.h"

/* The engine's find takes no shorter ids; nobody reads longer ones. */
#define ID_LENGTH_MIN 4
#define ID_LENGTH_MAX 64

TertiusRun *
tertius_run_new(void)
{
	TertiusRun *run = g_new0(TertiusRun, 1);

	run->output = tertius_output_new();
	return run;
}

void
tertius_run_free(TertiusRun *run)
{
	if (run == NULL)
		return;
	tertius_engine_free(run->engine);
	tertius_output_free(run->output);
	g_free(run);
}

TertiusEngine *
tertius_run_engine(TertiusRun *run, GError **error)
{
	if (run->engine == NULL)
		run->engine = tertius_engine_open(&run->options, error);
	return run->engine;
}

const TertiusConclusions *
tertius_run_conclude(TertiusRun *run, GError **error)
{
	TertiusEngine *engine = tertius_run_engine(run, error);

	return engine != NULL ? tertius_engine_conclude(engine, error) : NULL;
}

GTimeZone *
tertius_run_get_zone(TertiusRun *run)
{
	g_assert(run->engine != NULL);
	return tertius_working_time_get_zone(
		tertius_engine_get_working_time(run->engine));
}

gint64
tertius_run_get_now(TertiusRun *run)
{
	g_assert(run->engine != NULL);
	return tertius_engine_get_now(run->engine);
}

static TertiusExit
get_status_of_ours(TertiusErrorCode code)
{
	switch (code) {
	case TERTIUS_ERROR_SETTINGS:
		return TERTIUS_EXIT_WRONG_USE;
	case TERTIUS_ERROR_STORE:
	case TERTIUS_ERROR_TOO_NEW:
	case TERTIUS_ERROR_BUSY:
		return TERTIUS_EXIT_LEDGER;
	case TERTIUS_ERROR_UNREACHABLE:
	case TERTIUS_ERROR_DENIED:
		return TERTIUS_EXIT_UNREACHABLE;
	case TERTIUS_ERROR_MALFORMED:
	default:
		return TERTIUS_EXIT_INCOMPLETE;
	}
}

TertiusExit
tertius_run_status_of(const GError *error)
{
	if (error->domain == G_OPTION_ERROR)
		return TERTIUS_EXIT_WRONG_USE;
	if (error->domain == TERTIUS_ERROR)
		return get_status_of_ours((TertiusErrorCode) error->code);
	return TERTIUS_EXIT_INCOMPLETE;
}

void
tertius_run_refuse(GError **error, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list arguments;

	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
	                    message);
}

void
tertius_run_pass_refusal(GError **error, GError *inner)
{
	if (g_error_matches(inner, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED)) {
		tertius_run_refuse(error, "%s", inner->message);
		g_error_free(inner);
		return;
	}
	g_propagate_error(error, inner);
}

static char *
dup_suggestion(const TertiusHistory *history, const char *name)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < tertius_history_n_people(history); i++) {
		const char *full = tertius_history_name(history, i);

		if (full != NULL)
			g_ptr_array_add(names, g_strdup(full));
	}
	for (guint i = 0; i < tertius_history_n_people(history); i++)
		g_ptr_array_add(names,
		                g_strdup(tertius_history_address(history, i)));
	return g_strdup(tertius_suggest(names, name));
}

static gboolean
holds(const char *text, const char *part)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);
	g_autofree char *other = g_utf8_casefold(part, -1);

	return strstr(folded, other) != NULL;
}

GPtrArray *
tertius_run_find_person(TertiusRun *run, const char *name, GError **error)
{
	const TertiusConclusions *all = tertius_run_conclude(run, error);
	GError *inner = NULL;
	g_autofree char *near = NULL;
	GPtrArray *addresses;

	if (all == NULL)
		return NULL;
	addresses = tertius_engine_find_person(run->engine, name, &inner);
	if (addresses != NULL)
		return addresses;
	if (g_error_matches(inner, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED))
		near = dup_suggestion(all->history, name);
	/* What holds the name as it was typed is no slip: there are several. */
	if (near != NULL && !holds(near, name)) {
		g_clear_error(&inner);
		tertius_run_refuse(
			error, _("nothing is known of '%s'; did you mean %s?"),
			name, near);
		return NULL;
	}
	tertius_run_pass_refusal(error, inner);
	return NULL;
}

gboolean
tertius_run_find(TertiusRun *run, const char *id, TertiusFound *found,
                 GError **error)
{
	GError *inner = NULL;

	if (tertius_run_engine(run, error) == NULL)
		return FALSE;
	if (tertius_engine_find(run->engine, id, found, &inner))
		return TRUE;
	tertius_run_pass_refusal(error, inner);
	return FALSE;
}

gboolean
tertius_run_parse_moment(TertiusRun *run, const char *text, gint64 *moment,
                         GError **error)
{
	GError *inner = NULL;

	*moment = tertius_engine_parse_moment(run->engine, text, &inner);
	if (*moment != 0)
		return TRUE;
	tertius_run_pass_refusal(error, inner);
	return FALSE;
}

static int
compare_ids(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

char *
tertius_run_dup_command(const TertiusRun *run, const char *words)
{
	g_autofree char *ledger = NULL;

	if (run->is_demo)
		return g_strdup_printf("%s demo %s", run->program, words);
	if (run->options.ledger == NULL)
		return g_strdup_printf("%s %s", run->program, words);
	ledger = strpbrk(run->options.ledger, " '\"\\$`*?;&|<>()") != NULL
	                 ? g_shell_quote(run->options.ledger)
	                 : g_strdup(run->options.ledger);
	return g_strdup_printf("%s %s --ledger %s", run->program, words,
	                       ledger);
}

guint
tertius_run_id_length(TertiusRun *run)
{
	const TertiusConclusions *all = tertius_run_conclude(run, NULL);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	guint length = ID_LENGTH_MIN;

	if (all == NULL)
		return ID_LENGTH_MAX;
	for (guint i = 0; i < all->introductions->len; i++) {
		const TertiusIntroduction *introduction =
			all->introductions->pdata[i];

		g_ptr_array_add(ids, introduction->id);
	}
	for (guint i = 0; i < all->asked->len; i++) {
		const TertiusIntroduction *introduction = all->asked->pdata[i];

		g_ptr_array_add(ids, introduction->id);
	}
	for (guint i = 0; i < all->reminders->len; i++) {
		const TertiusReminder *reminder = all->reminders->pdata[i];

		g_ptr_array_add(ids, reminder->id);
	}
	g_ptr_array_sort(ids, compare_ids);
	for (guint i = 1; i < ids->len; i++) {
		while (length < ID_LENGTH_MAX &&
		       strncmp(ids->pdata[i - 1], ids->pdata[i], length) == 0)
			length++;
	}
	return length;
}
