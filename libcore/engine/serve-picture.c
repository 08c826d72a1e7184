/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests about one person's time line, and pictures.
 */
#include "engine/serve-private.h"

#include <string.h>

#include "base/error.h"
#include "engine/dates.h"
#include "engine/draw.h"
#include "engine/timeline.h"

/* --- What happened with one ---------------------------------------------- */

static const char *
get_message(const TertiusEvent *event)
{
	if (event->letter != NULL)
		return event->letter->message_id;
	return event->introduction != NULL ? event->introduction->message_id
	                                   : NULL;
}

static void
add_event(const TertiusServeRequest *request, TertiusJson *json,
          const TertiusConclusions *all, guint person,
          const TertiusEvent *event)
{
	static const char *const kinds[] = { "letter", "meeting",
		                             "introduction" };
	GTimeZone *zone = tertius_working_time_get_zone(
		tertius_engine_get_working_time(request->engine));
	g_autofree char *words = tertius_timeline_dup_event(all, person, event);
	gint64 now = tertius_engine_get_now(request->engine);
	g_autofree char *when = tertius_dates_dup_kind(event->date, now, zone);

	tertius_json_open(json, NULL, '{');
	tertius_json_text(json, "kind", kinds[event->kind]);
	tertius_json_time(json, "date", event->date, zone);
	tertius_json_text(json, "when", when);
	tertius_json_boolean(json, "ahead",
	                     event->kind == TERTIUS_EVENT_MEETING &&
	                             event->date > now);
	tertius_json_text(json, "words", words);
	tertius_json_text(json, "message_id", get_message(event));
	tertius_json_text(json, "introduction",
	                  event->introduction != NULL ? event->introduction->id
	                                              : NULL);
	tertius_json_close(json);
}

/* The latest first. */
gboolean
tertius_serve_timeline(const TertiusServeRequest *request, TertiusJson *answer,
                       GError **error)
{
	const char *address = tertius_serve_need(request, "address", error);
	const TertiusConclusions *all =
		address != NULL
			? tertius_engine_conclude(request->engine, error)
			: NULL;
	g_autoptr(GArray) events = NULL;
	TertiusServeRows rows = tertius_serve_rows(request);
	guint person;

	if (all == NULL)
		return FALSE;
	person = tertius_history_find(all->history, address);
	if (person != TERTIUS_NOBODY)
		events = tertius_timeline_find(all, person);
	tertius_json_open(answer, "events", '[');
	for (guint i = events != NULL ? events->len : 0; i > 0; i--) {
		if (tertius_serve_rows_take(&rows))
			add_event(request, answer, all, person,
			          &g_array_index(events, TertiusEvent, i - 1));
	}
	tertius_json_close(answer);
	tertius_serve_rows_end(&rows, answer);
	return TRUE;
}

/* --- Pictures ------------------------------------------------------------ */

/* Not every renderer asks which scheme is wanted: the dark rules, at the end of
 * the style, hold then at once. */
static char *
dup_dark(const char *svg)
{
	static const char begin[] =
		"@media screen and (prefers-color-scheme: dark) {\n";
	const char *rules = strstr(svg, begin);
	const char *end = rules != NULL ? strstr(rules, "</style>") : NULL;
	const char *close = end;

	while (close != NULL && close > rules && *close != '}')
		close--;
	if (close == NULL || close == rules)
		return g_strdup(svg);
	return g_strdup_printf("%.*s%.*s%s", (int) (rules - svg), svg,
	                       (int) (close - rules) - (int) strlen(begin),
	                       rules + strlen(begin), close + 1);
}

/* What the picture says in words, for those who hear it. */
static char *
dup_description(const char *svg)
{
	static const char *const pairs[][2] = { { "&lt;", "<" },
		                                { "&gt;", ">" },
		                                { "&quot;", "\"" },
		                                { "&#39;", "'" },
		                                { "&amp;", "&" } };
	const char *start = strstr(svg, "<desc");
	const char *open = start != NULL ? strchr(start, '>') : NULL;
	const char *end = open != NULL ? strstr(open, "</desc>") : NULL;
	g_autoptr(GString) text = g_string_new_len(
		end != NULL ? open + 1 : "", end != NULL ? end - open - 1 : 0);

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
		(void) g_string_replace(text, pairs[i][0], pairs[i][1], 0);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
add_points(TertiusJson *json, const TertiusSpot *spot)
{
	tertius_json_open(json, "points", '[');
	for (guint i = 0; i < spot->n; i++) {
		tertius_json_number(json, NULL, spot->x[i]);
		tertius_json_number(json, NULL, spot->y[i]);
	}
	tertius_json_close(json);
}

static void
add_spots(TertiusJson *json, const GPtrArray *spots)
{
	tertius_json_open(json, "spots", '[');
	for (guint i = 0; i < spots->len; i++) {
		const TertiusSpot *spot = spots->pdata[i];

		tertius_json_open(json, NULL, '{');
		add_points(json, spot);
		tertius_json_number(json, "radius", spot->radius);
		tertius_json_text(json, "words", spot->words);
		tertius_json_text(json, "address", spot->address);
		tertius_json_text(json, "introduction", spot->introduction);
		tertius_json_close(json);
	}
	tertius_json_close(json);
}

gboolean
tertius_serve_picture(const TertiusServeRequest *request, TertiusJson *answer,
                      GError **error)
{
	const char *name = tertius_serve_need(request, "kind", error);
	TertiusPictureRequest wanted = {
		.with = tertius_serve_text(request, "with"),
		.perhaps = tertius_serve_boolean(request, "perhaps"),
	};
	g_autoptr(TertiusDrawing) drawing = NULL;
	g_autofree char *dark = NULL;
	g_autofree char *description = NULL;

	if (name == NULL)
		return FALSE;
	if (!tertius_picture_from_name(name, &wanted.kind)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "there is no picture '%s'", name);
		return FALSE;
	}
	drawing = tertius_engine_draw(request->engine, &wanted, error);
	if (drawing == NULL)
		return FALSE;
	if (tertius_serve_boolean(request, "dark"))
		dark = dup_dark(drawing->text);
	description = dup_description(drawing->text);
	tertius_json_text(answer, "description", description);
	tertius_json_text(answer, "svg", dark != NULL ? dark : drawing->text);
	add_spots(answer, drawing->spots);
	return TRUE;
}
