/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests about the settings, and about the user's rights over what is kept.
 */
#include "engine/serve-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/serve.h"
#include "engine/tact.h"

/* --- Settings ------------------------------------------------------------ */

/* What each is called in itself. */
static const struct {
	char code[3];
	const char *name;
} languages[] = {
	{ "de", "Deutsch" },   { "en", "English" },  { "es", "Español" },
	{ "fr", "Français" },  { "it", "Italiano" }, { "nl", "Nederlands" },
	{ "pt", "Português" },
};

static void
add_pair(TertiusJson *json, const char *name, const char *title)
{
	tertius_json_open(json, NULL, '{');
	tertius_json_text(json, "name", name);
	tertius_json_text(json, "title", title);
	tertius_json_close(json);
}

gboolean
tertius_serve_settings(const TertiusServeRequest *request, TertiusJson *answer,
                       GError **error)
{
	g_autoptr(GPtrArray) texts =
		tertius_engine_setting_texts(request->engine, error);
	const TertiusTactRule *rule;

	if (texts == NULL)
		return FALSE;
	tertius_json_open(answer, "settings", '[');
	for (guint i = 0; i < texts->len; i++) {
		const TertiusSettingRow *row = tertius_settings_row(i);

		tertius_json_open(answer, NULL, '{');
		tertius_json_text(answer, "group", row->group);
		tertius_json_text(answer, "key", row->key);
		tertius_json_text(answer, "value", texts->pdata[i]);
		tertius_json_text(answer, "standard", row->standard);
		tertius_json_close(answer);
	}
	tertius_json_close(answer);
	tertius_json_open(answer, "rules", '[');
	for (guint i = 0; (rule = tertius_tact_rule(i)) != NULL; i++)
		add_pair(answer, rule->name,
		         tertius_tact_rule_title(rule->name));
	tertius_json_close(answer);
	tertius_json_open(answer, "languages", '[');
	for (guint i = 0; i < G_N_ELEMENTS(languages); i++)
		add_pair(answer, languages[i].code, languages[i].name);
	tertius_json_close(answer);
	return TRUE;
}

/* The changes, whose texts are the request's; NULL with an error. */
static GArray *
read_changes(const TertiusServeRequest *request, GError **error)
{
	JsonNode *node = json_object_get_member(request->object, "changes");
	JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY(node)
	                          ? json_node_get_array(node)
	                          : NULL;
	guint n = list != NULL ? json_array_get_length(list) : 0;
	g_autoptr(GArray) changes =
		g_array_new(FALSE, FALSE, sizeof(TertiusSettingChange));

	for (guint i = 0; i < n && n <= TERTIUS_SERVE_CHANGES_MAX; i++) {
		JsonNode *one = json_array_get_element(list, i);
		TertiusSettingChange change = { 0 };

		if (JSON_NODE_HOLDS_OBJECT(one)) {
			JsonObject *object = json_node_get_object(one);

			change.group =
				tertius_serve_member_text(object, "group");
			change.key = tertius_serve_member_text(object, "key");
			change.value =
				tertius_serve_member_text(object, "value");
		}
		if (change.group != NULL && change.key != NULL)
			g_array_append_val(changes, change);
	}
	if (list != NULL && changes->len == n)
		return g_steal_pointer(&changes);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            "the request has no 'changes', or more than %d",
	            TERTIUS_SERVE_CHANGES_MAX);
	return NULL;
}

gboolean
tertius_serve_set(const TertiusServeRequest *request, TertiusJson *answer,
                  GError **error)
{
	g_autoptr(GArray) changes = read_changes(request, error);

	if (changes == NULL ||
	    !tertius_engine_change_settings(
		    request->engine,
		    &g_array_index(changes, TertiusSettingChange, 0),
		    changes->len, error))
		return FALSE;
	tertius_json_integer(answer, "changed", changes->len);
	return TRUE;
}

/* "Never point this out." */
gboolean
tertius_serve_quiet(const TertiusServeRequest *request, TertiusJson *answer,
                    GError **error)
{
	const char *rule = tertius_serve_need(request, "rule", error);
	const TertiusSettings *settings =
		tertius_engine_get_settings(request->engine);
	g_autofree char *before = g_strjoinv(";", settings->quiet);
	g_autofree char *value =
		g_strconcat(before, *before != '\0' ? ";" : "", rule, NULL);
	const TertiusSettingChange change = { "tact", "quiet", value };

	if (rule == NULL)
		return FALSE;
	if (tertius_tact_rule_title(rule) == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "there is no rule '%s'", rule);
		return FALSE;
	}
	tertius_json_text(answer, "quiet", rule);
	return g_strv_contains((const char *const *) settings->quiet, rule) ||
	       tertius_engine_change_settings(request->engine, &change, 1,
	                                      error);
}

/* --- The user's rights --------------------------------------------------- */

gboolean
tertius_serve_forget(const TertiusServeRequest *request, TertiusJson *answer,
                     GError **error)
{
	const char *name = tertius_serve_need(request, "person", error);
	g_autoptr(GPtrArray) addresses =
		name != NULL ? tertius_engine_find_person(request->engine, name,
	                                                  error)
			     : NULL;
	guint messages = 0, meetings = 0;

	if (addresses == NULL ||
	    !tertius_engine_forget(request->engine, addresses, &messages,
	                           &meetings, error))
		return FALSE;
	tertius_json_integer(answer, "messages", messages);
	tertius_json_integer(answer, "meetings", meetings);
	return TRUE;
}

static gboolean
fail_to_write(const char *path, int number, GError **error)
{
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED, "%s '%s': %s",
	            _("cannot write"), path, g_strerror(number));
	return FALSE;
}

static gboolean
export_to(const TertiusServeRequest *request, const char *path, int file,
          GError **error)
{
	g_autoptr(GOutputStream) stream = g_unix_output_stream_new(file, TRUE);

	if (tertius_engine_export(request->engine, stream, error) &&
	    (fsync(file) == 0 || fail_to_write(path, errno, error)))
		return g_output_stream_close(stream, NULL, error);
	(void) g_output_stream_close(stream, NULL, NULL);
	return FALSE;
}

/* For the user's eyes only, and whole or not at all. */
gboolean
tertius_serve_export(const TertiusServeRequest *request, TertiusJson *answer,
                     GError **error)
{
	const char *path = tertius_serve_need(request, "path", error);
	g_autofree char *temporary = NULL;
	int file;

	if (path == NULL)
		return FALSE;
	temporary = g_strconcat(path, ".XXXXXX", NULL);
	file = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0600);
	if (file < 0)
		return fail_to_write(path, errno, error);
	tertius_json_text(answer, "path", path);
	if (export_to(request, path, file, error) &&
	    (g_rename(temporary, path) == 0 ||
	     fail_to_write(path, errno, error)))
		return TRUE;
	(void) g_unlink(temporary);
	return FALSE;
}
