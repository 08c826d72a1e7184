/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filling templates: one small pass for each sign.
 */
#include "write/template.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

typedef struct {
	const TertiusSlot *slots;
	const TertiusManners *manners;
	guint n_choices;
	gboolean has_turned;
	GError *error;
} Filling;

static const TertiusSlot *
find_slot(Filling *filling, const char *name)
{
	for (const TertiusSlot *slot = filling->slots; slot->name != NULL;
	     slot++) {
		if (strcmp(slot->name, name) == 0)
			return slot;
	}
	if (filling->error == NULL)
		g_set_error(&filling->error, TERTIUS_ERROR,
		            TERTIUS_ERROR_MALFORMED, "unknown slot '%s'", name);
	return NULL;
}

static gboolean
is_empty(const TertiusSlot *slot)
{
	return slot == NULL || slot->value == NULL || slot->value[0] == '\0';
}

/* <… {slot} …>: dropped when one of its slots is empty. */
static gboolean
keep_optional(const GMatchInfo *match, GString *result, gpointer data)
{
	Filling *filling = data;
	g_autofree char *inner = g_match_info_fetch(match, 1);
	g_auto(GStrv) parts = g_strsplit_set(inner, "{}", -1);

	for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i += 2) {
		if (is_empty(find_slot(filling, parts[i])))
			return FALSE;
	}
	g_string_append(result, inner);
	return FALSE;
}

/* [informal|formal] */
static gboolean
choose_form(const GMatchInfo *match, GString *result, gpointer data)
{
	const Filling *filling = data;
	g_autofree char *form =
		g_match_info_fetch(match, filling->manners->is_formal ? 2 : 1);

	g_string_append(result, form);
	return FALSE;
}

/* (one|two): the first pair follows the turn alone, so that two drafts in a
 * row differ for certain; the rest as the seed has it. */
static gboolean
choose_variant(const GMatchInfo *match, GString *result, gpointer data)
{
	Filling *filling = data;
	g_autofree char *inner = g_match_info_fetch(match, 1);
	g_auto(GStrv) variants = g_strsplit(inner, "|", -1);
	guint n = g_strv_length(variants);
	guint choice = (filling->manners->seed >> filling->n_choices % 16) +
	               filling->manners->turn;

	if (n == 2 && !filling->has_turned) {
		choice = filling->manners->turn;
		filling->has_turned = TRUE;
	}
	filling->n_choices++;
	g_string_append(result, variants[choice % n]);
	return FALSE;
}

static gboolean
fill_slot(const GMatchInfo *match, GString *result, gpointer data)
{
	Filling *filling = data;
	g_autofree char *name = g_match_info_fetch(match, 1);
	const TertiusSlot *slot = find_slot(filling, name);
	g_autofree char *line = NULL;

	if (is_empty(slot)) {
		if (filling->error == NULL)
			g_set_error(&filling->error, TERTIUS_ERROR,
			            TERTIUS_ERROR_MALFORMED,
			            "nothing to say for '%s'", name);
		return TRUE;
	}
	line = tertius_text_dup_line(slot->value, TERTIUS_SLOT_MAX);
	g_string_append(result, line);
	return FALSE;
}

static char *
replace(const char *text, const char *pattern, GRegexEvalCallback callback,
        Filling *filling)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);

	g_assert(regex != NULL);
	return g_regex_replace_eval(regex, text, -1, 0, 0, callback, filling,
	                            &filling->error);
}

char *
tertius_template_fill(const char *template, const TertiusSlot *slots,
                      const TertiusManners *manners, GError **error)
{
	static const struct {
		const char *pattern;
		GRegexEvalCallback callback;
	} passes[] = {
		{ "<([^<>]*)>", keep_optional },
		{ "\\[([^][|]*)\\|([^][|]*)\\]", choose_form },
		{ "\\(([^()]*\\|[^()]*)\\)", choose_variant },
		{ "\\{([^{}]*)\\}", fill_slot },
	};
	Filling filling = { .slots = slots, .manners = manners };
	g_autofree char *text = g_strdup(template);

	for (guint i = 0; i < G_N_ELEMENTS(passes) && text != NULL; i++) {
		char *next = replace(text, passes[i].pattern,
		                     passes[i].callback, &filling);

		g_free(text);
		text = next;
	}
	if (filling.error != NULL) {
		g_propagate_error(error, filling.error);
		return NULL;
	}
	return g_steal_pointer(&text);
}
