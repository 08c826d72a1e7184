/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report: one HTML page with everything in it.
 */
#include "picture/report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/data.h"
#include "picture/markup.h"
#include "picture/report-private.h"
#include "picture/svg.h"
#include "picture/words.h"

/* 'sha256-…', as a policy names a script or stylesheet. */
static char *
dup_hash(const char *text)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize length = sizeof digest;
	g_autofree char *base64 = NULL;

	g_checksum_update(checksum, (const guchar *) text, -1);
	g_checksum_get_digest(checksum, digest, &length);
	base64 = g_base64_encode(digest, length);
	return g_strdup_printf("'sha256-%s'", base64);
}

static void
append_head(GString *html, const char *title)
{
	const char *script = tertius_data_get_text("picture/report.js");
	g_autofree char *style =
		g_strconcat(tertius_data_get_text("picture/report.css"),
	                    tertius_svg_get_stylesheet(), NULL);
	g_autofree char *style_hash = dup_hash(style);
	g_autofree char *script_hash = dup_hash(script);

	g_string_append_printf(
		html,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" "
		"content=\"default-src 'none'; style-src %s; script-src %s; "
		"base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, "
		"initial-scale=1\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n",
		/* Translators: the code of your language, as "de". */
		_("en"), style_hash, script_hash);
	tertius_markup_append_between(html, "<title>", title, "</title>\n");
	g_string_append_printf(html, "<style>%s</style>\n</head>\n", style);
}

/* --- The form, which the script shows ------------------------------------ */

static void
append_option(GString *html, const char *value, const char *text)
{
	g_string_append_printf(html, "<option value=\"%s\">", value);
	tertius_markup_append_between(html, "", text, "</option>");
}

static void
append_kinds(GString *html)
{
	tertius_markup_append_between(html, "<label>", _("Kind"),
	                              " <select id=\"kind\">");
	append_option(html, "", _("all"));
	for (guint i = 0; i < TERTIUS_INTRODUCTION_N_KINDS; i++)
		append_option(html, tertius_introduction_kind_name(i),
		              tertius_words_kind(i));
	g_string_append(html, "</select></label>\n");
}

static void
append_states(GString *html)
{
	tertius_markup_append_between(html, "<label>", _("State"),
	                              " <select id=\"state\">");
	append_option(html, "", _("all"));
	for (guint i = 0; i < TERTIUS_STATE_DISMISSED; i++)
		append_option(html, tertius_state_name(i),
		              tertius_words_state(i));
	g_string_append(html, "</select></label>\n");
}

static void
append_form(GString *html)
{
	tertius_markup_append_between(
		html,
		"<form id=\"filter\" role=\"search\" hidden data-count=\"",
		/* Translators: two numbers take the place of %1 and %2. */
		_("%1 of %2 introductions"), "\">\n");
	tertius_markup_append_between(
		html, "<label>", _("Search"),
		" <input type=\"search\" id=\"words\" autocomplete=\"off\"");
	tertius_markup_append_between(
		html, " title=\"", _("The / key leads here, Escape clears it"),
		"\"></label>\n");
	append_kinds(html);
	append_states(html);
	tertius_markup_append_between(
		html, "<label>", _("Since"),
		" <input type=\"date\" id=\"since\"></label>\n");
	tertius_markup_append_between(
		html, "<label><input type=\"checkbox\" id=\"mine\"> ",
		_("my turn"), "</label>\n");
	tertius_markup_append_between(html, "<button type=\"button\">",
	                              _("Show all"), "</button>\n");
	g_string_append(html, "<output id=\"count\" aria-live=\"polite\">"
	                      "</output>\n</form>\n");
}

/* --- Sections ------------------------------------------------------------ */

static void
start_section(GString *html, const char *id, const char *title)
{
	g_string_append_printf(html,
	                       "<section id=\"%s\" aria-labelledby=\"h-%s\">\n"
	                       "<h2 id=\"h-%s\">",
	                       id, id, id);
	tertius_markup_append_between(html, "", title, "</h2>\n");
}

static void
append_note(GString *html, const char *text)
{
	tertius_markup_append_between(html, "<p class=\"quiet\">", text,
	                              "</p>\n");
}

/* A list's rows, one a line, where the script finds them and where they show
 * without it; then the places of those that the script shows. */
static void
start_list(GString *html, const char *class_name)
{
	g_string_append_printf(html, "<noscript><ol class=\"%s\">\n",
	                       class_name);
}

static void
end_list(GString *html, const char *class_name, const char *id)
{
	g_string_append_printf(
		html,
		"</ol></noscript>\n<ol class=\"%s\" id=\"%s\" hidden></ol>",
		class_name, id);
	tertius_markup_append_between(html, "<button type=\"button\" hidden>",
	                              _("Show more"), "</button>\n");
}

static void
append_due(GString *html, const TertiusReport *report)
{
	g_autoptr(GString) later = g_string_new(NULL);
	guint n;

	start_section(html, "due", _("Due now"));
	start_list(html, "cards");
	n = tertius_report_append_due(html, report, TRUE);
	end_list(html, "cards", "due-list");
	if (n == 0)
		append_note(html, _("Nothing is due. Enjoy your friends."));
	n = tertius_report_append_due(later, report, FALSE);
	if (n > 0) {
		g_autofree char *title = g_strdup_printf(_("Later (%u)"), n);

		tertius_markup_append_between(
			html, "<details class=\"later\"><summary>", title,
			"</summary>");
		start_list(html, "cards");
		g_string_append_len(html, later->str, (gssize) later->len);
		end_list(html, "cards", "later-list");
		g_string_append(html, "</details>\n");
	}
	g_string_append(html, "</section>\n");
}

static void
append_introductions(GString *html, const TertiusReport *report)
{
	guint n;

	start_section(html, "introductions", _("Introductions"));
	start_list(html, "rows");
	n = tertius_report_append_introductions(html, report);
	end_list(html, "rows", "introduction-list");
	if (n == 0)
		append_note(html, _("No introduction was found yet."));
	if (n > TERTIUS_REPORT_INTRODUCTIONS_MAX) {
		g_autofree char *note =
			g_strdup_printf(_("The earliest %u are left out."),
		                        n - TERTIUS_REPORT_INTRODUCTIONS_MAX);

		append_note(html, note);
	}
	g_string_append(html, "</section>\n");
}

static void
append_people(GString *html, const TertiusReport *report)
{
	const TertiusGraphFilter filter = { .zone = report->zone,
		                            .perhaps = report->perhaps };
	g_autoptr(TertiusGraph) graph = tertius_graph_new(
		report->introductions, report->history, &filter);
	guint n;

	start_section(html, "people", _("People"));
	start_list(html, "rows many");
	n = tertius_report_append_people(html, report, graph);
	end_list(html, "rows many", "people-list");
	if (n > TERTIUS_REPORT_PEOPLE_MAX) {
		guint more = n - TERTIUS_REPORT_PEOPLE_MAX;
		g_autofree char *note = g_strdup_printf(
			g_dngettext(GETTEXT_PACKAGE,
		                    "%u more is named in the introductions.",
		                    "%u more are named in the introductions.",
		                    more),
			more);

		append_note(html, note);
	}
	g_string_append(html, "</section>\n");
}

static void
append_pictures(GString *html, const TertiusReport *report)
{
	start_section(html, "pictures", _("Pictures"));
	for (guint i = 0; i < report->pictures->len; i++) {
		/* To be scrolled by keys too where it is too wide. */
		tertius_markup_append_between(
			html,
			"<figure tabindex=\"0\" role=\"group\" aria-label=\"",
			_("Picture"), "\">");
		g_string_append(html, report->pictures->pdata[i]);
		g_string_append(html, "</figure>\n");
	}
	g_string_append(html, "</section>\n");
}

static void
append_link(GString *html, const char *id, const char *text)
{
	g_string_append_printf(html, "<a href=\"#%s\">", id);
	tertius_markup_append_between(html, "", text, "</a>\n");
}

static void
append_header(GString *html, const TertiusReport *report)
{
	g_autofree char *date =
		tertius_words_dup_date(report->now, report->zone);

	tertius_markup_append_between(html, "<header>\n<h1>",
	                              _("Your introductions"), "</h1>\n");
	append_note(html, date);
	tertius_markup_append_between(html, "<nav aria-label=\"", _("Sections"),
	                              "\">\n");
	append_link(html, "due", _("Due now"));
	append_link(html, "introductions", _("Introductions"));
	append_link(html, "people", _("People"));
	append_link(html, "pictures", _("Pictures"));
	g_string_append(html, "</nav>\n</header>\n");
}

char *
tertius_report_to_html(const TertiusReport *report)
{
	/* About a kilobyte an introduction. */
	GString *html = g_string_sized_new(
		65536 + (gsize) report->introductions->len * 1024);

	append_head(html, _("Your introductions"));
	g_string_append(html, "<body>\n");
	append_header(html, report);
	append_form(html);
	g_string_append(html, "<main>\n");
	append_due(html, report);
	append_introductions(html, report);
	append_people(html, report);
	append_pictures(html, report);
	append_note(html, _("Made by Tertius from your own mail and "
	                    "calendars. This page talks to nobody."));
	g_string_append_printf(html, "</main>\n<script>%s</script>\n",
	                       tertius_data_get_text("picture/report.js"));
	g_string_append(html, "</body>\n</html>\n");
	return g_string_free(html, FALSE);
}
