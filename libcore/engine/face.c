/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The public face (tertius.h) over the engine: errors become a status and a
 * message, and nothing of GLib is seen from outside.
 */
#include "tertius.h"

#include "base/error.h"
#include "engine/engine.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

struct _Tertius {
	TertiusEngine *engine;
	const TertiusConclusions *all; /* the engine's; NULL: not concluded */
};

static TertiusStatus
find_status(const GError *error)
{
	static const TertiusStatus statuses[] = {
		[TERTIUS_ERROR_MALFORMED] = TERTIUS_STATUS_MALFORMED,
		[TERTIUS_ERROR_UNREACHABLE] = TERTIUS_STATUS_UNREACHABLE,
		[TERTIUS_ERROR_DENIED] = TERTIUS_STATUS_DENIED,
		[TERTIUS_ERROR_STORE] = TERTIUS_STATUS_STORE,
		[TERTIUS_ERROR_TOO_NEW] = TERTIUS_STATUS_TOO_NEW,
		[TERTIUS_ERROR_SETTINGS] = TERTIUS_STATUS_SETTINGS,
		[TERTIUS_ERROR_BUSY] = TERTIUS_STATUS_UNREACHABLE,
	};

	if (error->domain == TERTIUS_ERROR && error->code >= 0 &&
	    error->code < (int) G_N_ELEMENTS(statuses))
		return statuses[error->code];
	return TERTIUS_STATUS_FAILED;
}

/* What a call returns: takes @error, which is NULL when all went well. */
static TertiusStatus
take_error(GError *error, char **message)
{
	g_autoptr(GError) owned = error;

	if (message != NULL)
		*message = owned != NULL ? strdup(owned->message) : NULL;
	return owned != NULL ? find_status(owned) : TERTIUS_STATUS_OK;
}

const char *
tertius_version(void)
{
	return TERTIUS_VERSION;
}

void
tertius_free_text(char *text)
{
	free(text);
}

TertiusStatus
tertius_open(const char *ledger, const char *config, Tertius **tertius,
             char **message)
{
	const TertiusEngineOptions options = {
		.ledger = ledger,
		.config = config,
	};
	GError *error = NULL;
	TertiusEngine *engine = tertius_engine_open(&options, &error);

	*tertius = NULL;
	if (engine != NULL) {
		*tertius = g_new0(Tertius, 1);
		(*tertius)->engine = engine;
	}
	return take_error(error, message);
}

void
tertius_close(Tertius *tertius)
{
	if (tertius == NULL)
		return;
	tertius_engine_free(tertius->engine);
	g_free(tertius);
}

/* --- Scanning ------------------------------------------------------------ */

typedef struct {
	TertiusProgressFunc progress;
	void *data;
	GCancellable *cancellable;
} Watch;

static void
watch(const TertiusSourceProgress *progress, const TertiusScanReport *report,
      gpointer data)
{
	const Watch *self = data;

	(void) progress;
	if (self->progress != NULL &&
	    self->progress(report->items, self->data) == 0)
		g_cancellable_cancel(self->cancellable);
}

TertiusStatus
tertius_scan(Tertius *tertius, const char *place, TertiusProgressFunc progress,
             void *data, uint64_t *n_fresh, char **message)
{
	g_autoptr(GCancellable) cancellable = g_cancellable_new();
	Watch self = { progress, data, cancellable };
	const TertiusScanOptions options = {
		.cancellable = cancellable,
		.progress = watch,
		.data = &self,
	};
	TertiusScanReport report = { 0 };
	GError *error = NULL;
	TertiusStatus status;

	tertius->all = NULL;
	(void) tertius_engine_scan(tertius->engine, place, &options, &report,
	                           &error);
	if (n_fresh != NULL)
		*n_fresh = report.fresh;
	status = take_error(error, message);
	return status == TERTIUS_STATUS_OK && report.was_cancelled
	               ? TERTIUS_STATUS_CANCELLED
	               : status;
}

/* --- Concluding ---------------------------------------------------------- */

TertiusStatus
tertius_conclude(Tertius *tertius, size_t *n_introductions, size_t *n_reminders,
                 char **message)
{
	GError *error = NULL;
	const TertiusConclusions *all;

	tertius_engine_refresh(tertius->engine);
	all = tertius_engine_conclude(tertius->engine, &error);
	tertius->all = all;
	if (n_introductions != NULL)
		*n_introductions = all != NULL ? all->introductions->len : 0;
	if (n_reminders != NULL)
		*n_reminders = all != NULL ? all->reminders->len : 0;
	return take_error(error, message);
}

const TertiusIntroduction *
tertius_get_introduction(const Tertius *tertius, size_t at)
{
	const TertiusConclusions *all = tertius->all;

	return all != NULL && at < all->introductions->len
	               ? all->introductions->pdata[at]
	               : NULL;
}

const TertiusReminder *
tertius_get_reminder(const Tertius *tertius, size_t at)
{
	const TertiusConclusions *all = tertius->all;

	return all != NULL && at < all->reminders->len
	               ? all->reminders->pdata[at]
	               : NULL;
}

/* --- Deciding ------------------------------------------------------------ */

typedef struct {
	TertiusDecisionKind kind;
	gboolean of_reminder;
	gboolean of_introduction;
} Choice;

static const Choice choices[] = {
	{ TERTIUS_DECISION_DONE, TRUE, FALSE },
	{ TERTIUS_DECISION_LATER, TRUE, FALSE },
	{ TERTIUS_DECISION_NEVER, TRUE, TRUE },
	{ TERTIUS_DECISION_NONE, FALSE, TRUE },
	{ TERTIUS_DECISION_CONFIRM, FALSE, TRUE },
	{ TERTIUS_DECISION_NO_THANKS, FALSE, TRUE },
	{ TERTIUS_DECISION_UNLEARN, FALSE, TRUE },
};

/* The full id of what @id means, if @decision can be made about it. */
static char *
dup_subject(TertiusEngine *engine, const Choice *choice, const char *id,
            GError **error)
{
	TertiusFound found = { NULL, NULL };

	if (!tertius_engine_find(engine, id, &found, error))
		return NULL;
	if (found.reminder != NULL && choice->of_reminder)
		return g_strdup(found.reminder->id);
	if (found.introduction != NULL && choice->of_introduction)
		return g_strdup(found.introduction->id);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("'%s' cannot be decided about '%s'"),
	            tertius_decision_kind_name(choice->kind), id);
	return NULL;
}

static char *
dup_argument(TertiusEngine *engine, const Choice *choice, const char *text,
             GError **error)
{
	gint64 moment;

	if (choice->kind != TERTIUS_DECISION_LATER)
		return g_strdup("");
	moment = tertius_engine_parse_moment(engine, text != NULL ? text : "",
	                                     error);
	return moment != 0 ? g_strdup_printf("%" G_GINT64_FORMAT, moment)
	                   : NULL;
}

static void
decide(Tertius *tertius, const Choice *choice, const char *id, const char *text,
       GError **error)
{
	TertiusEngine *engine = tertius->engine;
	g_autofree char *argument = dup_argument(engine, choice, text, error);
	g_autofree char *subject = NULL;

	if (argument == NULL)
		return;
	subject = dup_subject(engine, choice, id, error);
	tertius->all = NULL;
	if (subject != NULL)
		(void) tertius_engine_decide(engine, choice->kind, subject,
		                             argument, error);
}

TertiusStatus
tertius_decide(Tertius *tertius, const char *decision, const char *id,
               const char *argument, char **message)
{
	GError *error = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(choices); i++) {
		if (strcmp(decision,
		           tertius_decision_kind_name(choices[i].kind)) != 0)
			continue;
		decide(tertius, &choices[i], id, argument, &error);
		return take_error(error, message);
	}
	g_set_error(&error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("there is no decision '%s'"), decision);
	return take_error(error, message);
}

TertiusStatus
tertius_undo(Tertius *tertius, char **message)
{
	GError *error = NULL;

	tertius_decision_free(tertius_engine_undo(tertius->engine, &error));
	tertius->all = NULL;
	return take_error(error, message);
}

TertiusStatus
tertius_export_calendar(Tertius *tertius, const char *target, char **message)
{
	GError *error = NULL;

	(void) tertius_engine_export_calendar(tertius->engine, target, NULL,
	                                      &error);
	return take_error(error, message);
}
