/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of the report: what is due, introductions, people.
 */
#include <glib/gi18n-lib.h>

#include "picture/markup.h"
#include "picture/report-private.h"
#include "picture/series.h"
#include "picture/words.h"

#define NAMES_MAX 4  /* in one row */
#define ID_LENGTH 16 /* characters of an id that tell it apart on a page */

gboolean
tertius_report_shows(const TertiusReport *report,
                     const TertiusIntroduction *introduction)
{
	return introduction->state != TERTIUS_STATE_DISMISSED &&
	       (introduction->level == TERTIUS_LEVEL_LIKELY || report->perhaps);
}

/* --- Pieces -------------------------------------------------------------- */

static char *
dup_bold(const char *text)
{
	GString *bold = g_string_new(NULL);

	tertius_markup_append_between(bold, "<b>", text, "</b>");
	return g_string_free(bold, FALSE);
}

static void
append_date(GString *html, gint64 moment, GTimeZone *zone)
{
	g_autofree char *date = tertius_words_dup_date(moment, zone);

	tertius_markup_append(html, date);
}

/* RFC 2392: the mail client finds the message by its id. */
static void
append_message_link(GString *html, const char *message_id)
{
	g_autofree char *escaped = NULL;
	g_autofree char *line = NULL;

	if (message_id == NULL)
		return;
	line = tertius_markup_dup_short(message_id, TERTIUS_MARKUP_TEXT_MAX);
	escaped = g_uri_escape_string(line, "@", FALSE);
	tertius_markup_append_between(html, "<a href=\"mid:", escaped, "\">");
	tertius_markup_append_between(html, "", _("Open the message"), "</a>");
}

static void
append_id(GString *html, const char *id)
{
	g_autofree char *part = g_strndup(id, ID_LENGTH);

	tertius_markup_append_between(html, "i-", part, "");
}

/* --- Due ----------------------------------------------------------------- */

static void
append_reminder(GString *html, const TertiusReport *report,
                const TertiusReminder *reminder)
{
	tertius_markup_append_between(html, "<li class=\"card\"><h3>",
	                              reminder->title, "</h3>");
	tertius_markup_append_between(html, "<p>", reminder->because, "</p>");
	tertius_markup_append_between(html, "<p class=\"quiet\">", _("by"),
	                              " ");
	append_date(html, reminder->due, report->zone);
	g_string_append(html, "</p><p class=\"links\">");
	append_message_link(html, reminder->message_id);
	if (reminder->introduction != NULL) {
		g_string_append(html, " <a href=\"#");
		append_id(html, reminder->introduction);
		tertius_markup_append_between(html, "\">",
		                              _("The introduction"), "</a>");
	}
	g_string_append(html, "</p></li>\n");
}

guint
tertius_report_append_due(GString *html, const TertiusReport *report,
                          gboolean is_due_now)
{
	TertiusReminderState state =
		is_due_now ? TERTIUS_REMINDER_DUE : TERTIUS_REMINDER_WAITING;
	guint n = 0;

	for (guint i = 0; i < report->reminders->len; i++) {
		const TertiusReminder *reminder = report->reminders->pdata[i];

		if (reminder->state != state)
			continue;
		if (n++ < TERTIUS_REPORT_REMINDERS_MAX)
			append_reminder(html, report, reminder);
	}
	return n;
}

/* --- Introductions ------------------------------------------------------- */

/* Who brought whom, in a sentence. */
static void
append_who(GString *html, const TertiusIntroduction *introduction)
{
	g_autofree char *people =
		tertius_words_dup_people(introduction->introduced, NAMES_MAX);
	g_autofree char *introduced = dup_bold(people);
	g_autoptr(GString) by = g_string_new(NULL);
	gboolean is_known = introduction->introducer != NULL;
	g_autofree char *name =
		is_known
			? tertius_person_dup_full_name(introduction->introducer)
			: NULL;

	/* A name keeps its letters' direction, and the words around it theirs. */
	if (is_known)
		tertius_markup_append_between(by, "<bdi>", name, "</bdi>");
	switch (introduction->kind) {
	case TERTIUS_INTRODUCTION_GIVEN:
		g_string_append_printf(html, _("You brought together %s"),
		                       introduced);
		return;
	case TERTIUS_INTRODUCTION_OBSERVED:
		g_string_append_printf(
			html, _("%s was introduced to others by %s"),
			introduced, is_known ? by->str : _("somebody"));
		return;
	case TERTIUS_INTRODUCTION_RECEIVED:
	case TERTIUS_INTRODUCTION_REFERRAL:
	case TERTIUS_INTRODUCTION_MEETING:
	case TERTIUS_INTRODUCTION_N_KINDS:
		break;
	}
	if (is_known)
		g_string_append_printf(html, _("%s through %s"), introduced,
		                       by->str);
	else
		g_string_append(html, introduced);
}

static void
append_reasons(GString *html, const TertiusIntroduction *introduction)
{
	guint n = MIN(introduction->evidence->len, TERTIUS_REPORT_REASONS_MAX);

	g_string_append(html, "<ul>");
	for (guint i = 0; i < n; i++) {
		const TertiusEvidence *evidence =
			introduction->evidence->pdata[i];

		tertius_markup_append_between(html, "<li><q>", evidence->quote,
		                              "</q> ");
		tertius_markup_append_between(html, "<small>", evidence->place,
		                              " · ");
		tertius_markup_append_between(html, "", evidence->rule, " ");
		g_string_append(html, evidence->weight < 0 ? "" : "+");
		tertius_markup_append_number(html, evidence->weight);
		g_string_append(html, "</small></li>");
	}
	g_string_append(html, "</ul>");
}

static void
append_moves(GString *html, const TertiusReport *report,
             const TertiusIntroduction *introduction)
{
	guint n = MIN(introduction->moves->len, TERTIUS_REPORT_REASONS_MAX);

	g_string_append(html, "<ol>");
	for (guint i = 0; i < n; i++) {
		const TertiusMove *move = introduction->moves->pdata[i];

		tertius_markup_append_between(
			html, "<li>", tertius_words_state(move->state), ", ");
		append_date(html, move->date, report->zone);
		tertius_markup_append_between(html, ": ", move->because,
		                              "</li>");
	}
	g_string_append(html, "</ol>");
}

/* The words that weigh most; else the rule's name. Lends. */
static const char *
find_best_words(const TertiusIntroduction *introduction, gboolean *is_quote)
{
	const char *words = "";
	double most = -G_MAXDOUBLE;

	*is_quote = FALSE;
	for (guint i = 0; i < introduction->evidence->len; i++) {
		const TertiusEvidence *evidence =
			introduction->evidence->pdata[i];
		gboolean has_quote =
			evidence->quote != NULL && *evidence->quote != '\0';

		if (evidence->weight <= most || (*is_quote && !has_quote))
			continue;
		words = has_quote ? evidence->quote : evidence->rule;
		most = evidence->weight;
		*is_quote = has_quote;
	}
	return words;
}

/* The reason that weighs most stands open, all others fold. */
static void
append_why(GString *html, const TertiusReport *report,
           const TertiusIntroduction *introduction)
{
	gboolean is_quote;
	const char *words = find_best_words(introduction, &is_quote);

	tertius_markup_append_between(html, "<details><summary>", _("Because:"),
	                              " ");
	tertius_markup_append_between(html, is_quote ? "<q>" : "", words,
	                              is_quote ? "</q>" : "");
	g_string_append(html, "</summary>");
	append_reasons(html, introduction);
	append_moves(html, report, introduction);
	append_message_link(html, introduction->message_id);
	g_string_append(html, "</details>");
}

static void
append_next(GString *html, const TertiusReport *report,
            const TertiusIntroduction *introduction)
{
	const char *step = tertius_words_step(introduction->next);

	if (step == NULL)
		return;
	if (introduction->is_my_turn)
		tertius_markup_append_between(html, "<p class=\"next\">",
		                              _("Your turn:"), " ");
	else
		tertius_markup_append_between(html, "<p>", _("Their turn:"),
		                              " ");
	tertius_markup_append(html, step);
	if (introduction->next_by != 0)
		tertius_markup_append_between(html, ", ", _("by"), " ");
	append_date(html, introduction->next_by, report->zone);
	g_string_append(html, "</p>");
}

static void
append_introduction(GString *html, const TertiusReport *report,
                    const TertiusIntroduction *introduction)
{
	g_autofree char *iso =
		tertius_words_dup_iso_date(introduction->date, report->zone);

	g_string_append(html, "<li id=\"");
	append_id(html, introduction->id);
	g_string_append_printf(
		html, "\" data-kind=\"%s\" data-state=\"%s\" data-date=\"%s\"",
		tertius_introduction_kind_name(introduction->kind),
		tertius_state_name(introduction->state), iso);
	if (introduction->is_my_turn)
		g_string_append(html, " data-mine");
	g_string_append(html, "><p>");
	append_who(html, introduction);
	g_string_append(html, " <span class=\"quiet\">");
	append_date(html, introduction->date, report->zone);
	g_string_append(html, "</span> ");
	tertius_markup_append_between(html, "<span class=\"chip\">",
	                              tertius_words_state(introduction->state),
	                              "</span>");
	if (introduction->level != TERTIUS_LEVEL_LIKELY)
		tertius_markup_append_between(html, " <span class=\"chip\">",
		                              _("perhaps"), "</span>");
	g_string_append(html, "</p>");
	append_next(html, report, introduction);
	append_why(html, report, introduction);
	g_string_append(html, "</li>\n");
}

guint
tertius_report_append_introductions(GString *html, const TertiusReport *report)
{
	guint n = 0;

	/* The latest first. */
	for (guint i = report->introductions->len; i-- > 0;) {
		const TertiusIntroduction *introduction =
			report->introductions->pdata[i];

		if (!tertius_report_shows(report, introduction))
			continue;
		if (n++ < TERTIUS_REPORT_INTRODUCTIONS_MAX)
			append_introduction(html, report, introduction);
	}
	return n;
}

/* --- People -------------------------------------------------------------- */

static int
compare_names(gconstpointer a, gconstpointer b)
{
	const TertiusNode *x = *(const TertiusNode *const *) a;
	const TertiusNode *y = *(const TertiusNode *const *) b;

	if (x->brought != y->brought)
		return x->brought > y->brought ? -1 : 1;
	return g_utf8_collate(tertius_person_label(x->person),
	                      tertius_person_label(y->person));
}

/* What is known of people besides the graph. */
typedef struct {
	GPtrArray *causes; /* char *: for each node the introduction by which
	                    * its parent brought it, or NULL */
	GArray *last;      /* gint64: for each person of the history; or NULL */
} People;

static gint64
last_contact(const TertiusReport *report, const GArray *last,
             const TertiusPerson *person)
{
	guint index = last != NULL
	                      ? tertius_history_resolve(report->history, person)
	                      : TERTIUS_NOBODY;

	return index != TERTIUS_NOBODY ? g_array_index(last, gint64, index) : 0;
}

/* Who brought them, as a link to the introduction that says so. */
static void
append_through(GString *html, const TertiusGraph *graph,
               const TertiusNode *node, const char *introduction)
{
	tertius_markup_append_between(html, "<span>", _("through"), " ");
	if (introduction != NULL) {
		g_string_append(html, "<a href=\"#");
		append_id(html, introduction);
		g_string_append(html, "\">");
	}
	tertius_markup_append(
		html, tertius_person_label(
			      tertius_graph_node(graph, node->parent)->person));
	g_string_append(html, introduction != NULL ? "</a></span>" : "</span>");
}

static void
append_person(GString *html, const TertiusReport *report,
              const TertiusGraph *graph, const People *people, guint index)
{
	const TertiusNode *node = tertius_graph_node(graph, index);
	const TertiusPerson *person = node->person;
	gint64 contact = last_contact(report, people->last, person);

	tertius_markup_append_between(html, "<li><p><b>",
	                              tertius_person_label(person), "</b>");
	if (person->name != NULL && person->address != NULL)
		tertius_markup_append_between(html,
		                              " <span class=\"quiet line\">",
		                              person->address, "</span>");
	g_string_append(html, "</p><p class=\"quiet parts\">");
	if (node->brought > 0)
		g_string_append_printf(
			html,
			g_dngettext(GETTEXT_PACKAGE,
		                    "<span>brought %u person</span>",
		                    "<span>brought %u people</span>",
		                    node->brought),
			node->brought);
	if (node->parent != 0 && node->parent != TERTIUS_GRAPH_NONE)
		append_through(html, graph, node, people->causes->pdata[index]);
	if (contact != 0) {
		tertius_markup_append_between(html, "<span>", _("last contact"),
		                              " ");
		append_date(html, contact, report->zone);
		g_string_append(html, "</span>");
	}
	g_string_append(html, "</p></li>\n");
}

static GPtrArray *
list_causes(const TertiusGraph *graph)
{
	GPtrArray *causes = g_ptr_array_new();

	g_ptr_array_set_size(causes, (int) graph->nodes->len);
	for (guint i = 0; i < graph->edges->len; i++) {
		const TertiusEdge *edge = tertius_graph_edge(graph, i);

		if (tertius_graph_node(graph, edge->to)->parent == edge->from)
			causes->pdata[edge->to] = edge->introduction;
	}
	return causes;
}

guint
tertius_report_append_people(GString *html, const TertiusReport *report,
                             const TertiusGraph *graph)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new();
	g_autoptr(GPtrArray) causes = list_causes(graph);
	g_autoptr(GArray) last =
		report->history != NULL
			? tertius_contact_find_last(report->history)
			: NULL;
	const TertiusNode *first = tertius_graph_node(graph, 0);
	const People known = { causes, last };

	for (guint i = 1; i < graph->nodes->len; i++)
		g_ptr_array_add(people, tertius_graph_node(graph, i));
	g_ptr_array_sort(people, compare_names);
	for (guint i = 0; i < MIN(people->len, TERTIUS_REPORT_PEOPLE_MAX);
	     i++) {
		const TertiusNode *node = people->pdata[i];

		append_person(html, report, graph, &known,
		              (guint) (node - first));
	}
	return people->len;
}
