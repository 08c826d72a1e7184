/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the compose check.
 */
#include "write/tact-private.h"

#include "base/text.h"
#include "write/draft.h"
#include "write/phrases.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUOTE_MAX 200
/* Rules that look for phrases. */
static const struct {
	const char *name; /* also the section of the table */
	const char *guideline;
	TertiusRemarkLevel level;
	gboolean needs_ask; /* common words that press only within an ask */
	const char *why;
} phrase_rules[] = {
	{ "obligation", "N1.4", TERTIUS_REMARK_CARE, FALSE,
	  N_("This can sound as if a favour were owed. A favour is freely "
	     "given, or it is none.") },
	{ "guilt", "N4.3", TERTIUS_REMARK_CARE, FALSE,
	  N_("This may make the other feel guilty, and help given out of guilt "
	     "wears a friendship down.") },
	{ "pressure", "N4.1", TERTIUS_REMARK_CARE, FALSE,
	  N_("This presses for an answer. Who is pressed will say yes and "
	     "regret it, or no and stay away.") },
	{ "pressure-in-ask", "N4.1", TERTIUS_REMARK_CARE, TRUE,
	  N_("An ask with a clock ticking leaves little room to say no.") },
	{ "superior", "N4.4", TERTIUS_REMARK_CARE, FALSE,
	  N_("This asks for somebody whom your friend depends on: a superior or "
	     "a client. A no would be awkward, and so would a yes.") },
	{ "process", "N2.2", TERTIUS_REMARK_CARE, FALSE,
	  N_("This asks your friend to go round a process, and puts their name "
	     "at risk.") },
	{ "endorsement", "N2.4", TERTIUS_REMARK_CARE, FALSE,
	  N_("This speaks for somebody who may not have said it. Ask them "
	     "first, or leave it out.") },
	{ "speak-for-me", "N2.5", TERTIUS_REMARK_CARE, FALSE,
	  N_("This asks your friend to speak or bargain in your place. Ask for "
	     "advice, and speak for yourself.") },
	{ "confidence", "N1.5", TERTIUS_REMARK_CARE, FALSE,
	  N_("This passes on what seems to have been told in confidence.") },
};

static void
free_remark(gpointer remark)
{
	tertius_remark_free(remark);
}

void
tertius_remark_free(TertiusRemark *remark)
{
	if (remark == NULL)
		return;
	g_free(remark->quote);
	g_free(remark->why);
	g_free(remark->gentler);
	g_free(remark);
}

const char *
tertius_remark_level_name(TertiusRemarkLevel level)
{
	static const char *const names[] = { "note", "care", "stop-and-look" };

	g_assert(level < G_N_ELEMENTS(names));
	return names[level];
}

TertiusTact *
tertius_tact_new(void)
{
	TertiusTact *tact = g_new0(TertiusTact, 1);

	for (guint i = 0; i < TERTIUS_TACT_LANGUAGES; i++)
		tact->tables[i] =
			tertius_tact_table_new(tertius_phrases_languages[i]);
	/* Our own place, in which a composer may have broken the line, and what
	 * other templates leave behind. */
	tact->unfilled = g_regex_new(
		"\\[(?:…|\\.\\.\\.)[^\\]\\n]{0,200}(?:\\n[^\\]\\n]{0,100})?"
		"(?:…|\\.\\.\\.)\\]"
		"|\\{\\{ ?[a-z_. ]{2,30} ?\\}\\}"
		"|[\\[<]\\s?(?:your |first ?|last ?|company ?|insert )"
		"(?:name|company|position|title)[^\\]>\\n]{0,20}[\\]>]"
		"|\\[(?:name|company|firma|vorname|prénom|nom|nombre|nome|naam)"
		"\\]",
		G_REGEX_CASELESS, 0, NULL);
	g_assert(tact->unfilled != NULL);
	return tact;
}

void
tertius_tact_free(TertiusTact *tact)
{
	if (tact == NULL)
		return;
	for (guint i = 0; i < TERTIUS_TACT_LANGUAGES; i++)
		tertius_tact_table_free(tact->tables[i]);
	g_regex_unref(tact->unfilled);
	g_free(tact);
}

/* --- remarks --------------------------------------------------------------- */

TertiusRemark *
tertius_tact_add_remark(TertiusTactCheck *check, const char *rule,
                        const char *guideline, TertiusRemarkLevel level,
                        char *why)
{
	TertiusRemark *remark = g_new0(TertiusRemark, 1);

	remark->rule = rule;
	remark->guideline = guideline;
	remark->level = level;
	remark->quote = g_strdup("");
	remark->why = why;
	g_ptr_array_add(check->remarks, remark);
	return remark;
}

void
tertius_tact_point_at(TertiusRemark *remark, const char *text,
                      TertiusFinding *finding)
{
	g_autofree char *words =
		g_strndup(text + finding->start, finding->length);

	g_free(remark->quote);
	remark->quote = tertius_text_dup_line(words, QUOTE_MAX);
	remark->start = finding->start;
	remark->length = finding->length;
	remark->gentler = g_steal_pointer(&finding->gentler);
}

/* --- by words -------------------------------------------------------------- */

/* "pressure" has two tables, one for words that are harmless elsewhere. */
static const char *
get_rule_name(const char *section)
{
	return strcmp(section, "pressure-in-ask") == 0 ? "pressure"
	       : strcmp(section, "confidence") == 0    ? "confidential"
	                                               : section;
}

static gboolean
has_remark(const TertiusTactCheck *check, const char *rule)
{
	for (guint i = 0; i < check->remarks->len; i++) {
		const TertiusRemark *remark = check->remarks->pdata[i];

		if (strcmp(remark->rule, rule) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
check_phrases(TertiusTactCheck *check)
{
	for (guint i = 0; i < G_N_ELEMENTS(phrase_rules); i++) {
		const char *rule = get_rule_name(phrase_rules[i].name);
		TertiusFinding finding = { 0 };

		if ((phrase_rules[i].needs_ask && !check->is_ask) ||
		    has_remark(check, rule) ||
		    !tertius_tact_table_find(check->table, phrase_rules[i].name,
		                             check->own, &finding))
			continue;
		tertius_tact_point_at(tertius_tact_add_remark(
					      check, rule,
					      phrase_rules[i].guideline,
					      phrase_rules[i].level,
					      g_strdup(_(phrase_rules[i].why))),
		                      check->own, &finding);
	}
}

/* An ask that lacks @section is pointed at, with the missing sentence added. */
static void
check_lack(TertiusTactCheck *check, const char *section, const char *guideline,
           const char *why)
{
	const char *more =
		tertius_tact_table_get_gentler(check->table, section);
	TertiusFinding place = check->ask;
	g_autofree char *words = NULL;

	if (check->ask.length == 0 ||
	    tertius_tact_table_find(check->table, section, check->own, NULL))
		return;
	words = g_strndup(check->own + place.start, place.length);
	place.gentler = g_strconcat(words, " ", more, NULL);
	tertius_tact_point_at(tertius_tact_add_remark(check, section, guideline,
	                                              TERTIUS_REMARK_NOTE,
	                                              g_strdup(why)),
	                      check->own, &place);
}

static void
check_words(TertiusTactCheck *check)
{
	if (check->table == NULL)
		return;
	check_phrases(check);
	check_lack(check, "purpose", "D1.2",
	           _("This asks without saying what for. Who knows the reason "
	             "can decide, and help better."));
	check_lack(check, "way-out", "N4.5",
	           _("This ask has no way out. A sentence that makes a no easy "
	             "makes a yes worth more."));
}

/* --- by what is in the draft ----------------------------------------------- */

static void
check_unfilled(TertiusTactCheck *check, const TertiusTact *tact)
{
	g_autoptr(GMatchInfo) match = NULL;
	TertiusFinding finding = { 0 };
	int start = 0;
	int end = 0;

	if (!g_regex_match(tact->unfilled, check->own, 0, &match))
		return;
	g_match_info_fetch_pos(match, 0, &start, &end);
	finding.start = (gsize) start;
	finding.length = (gsize) (end - start);
	tertius_tact_point_at(
		tertius_tact_add_remark(
			check, "unfilled-place", "D1.1", TERTIUS_REMARK_STOP,
			g_strdup(_("A place that only you can fill is "
	                           "still empty."))),
		check->own, &finding);
}

static void
check_recipients(TertiusTactCheck *check)
{
	guint n = check->draft->recipients->len;

	if (!check->is_ask || n <= TERTIUS_TACT_ASKED_MAX)
		return;
	tertius_tact_add_remark(
		check, "many-recipients", "D1.1", TERTIUS_REMARK_CARE,
		g_strdup_printf(_("This asks %u people at once. An ask to "
	                          "one, in words for this one, is answered "
	                          "more gladly."),
	                        n));
}

/* --- the check ------------------------------------------------------------- */

static int
compare_remarks(gconstpointer a, gconstpointer b)
{
	const TertiusRemark *x = *(const TertiusRemark *const *) a;
	const TertiusRemark *y = *(const TertiusRemark *const *) b;

	if (x->level != y->level)
		return x->level < y->level ? 1 : -1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

GPtrArray *
tertius_tact_check(TertiusTact *tact, const TertiusMessage *draft,
                   const char *own, const TertiusTactContext *context)
{
	static const TertiusTactContext nothing = { 0 };
	g_autofree char *text =
		tertius_text_dup_lines(own, -1, (gsize) TERTIUS_TACT_TEXT_MAX);
	TertiusTactCheck check = { .draft = draft, .own = text };

	check.context = context != NULL ? context : &nothing;
	check.who = check.context->who != NULL ? check.context->who
	                                       : _("this person");
	check.remarks = g_ptr_array_new_with_free_func(free_remark);
	check.table = tertius_tact_choose_table(tact, draft, text,
	                                        check.context->language);
	if (check.table != NULL)
		tertius_tact_table_listen(check.table, text);
	check.is_ask = check.context->is_ask;
	if (check.table != NULL &&
	    tertius_tact_table_find(check.table, "ask", text, &check.ask))
		check.is_ask = TRUE;
	check_unfilled(&check, tact);
	check_words(&check);
	check_recipients(&check);
	tertius_tact_check_known(&check);
	tertius_finding_clear(&check.ask);
	g_ptr_array_sort(check.remarks, compare_remarks);
	return check.remarks;
}
