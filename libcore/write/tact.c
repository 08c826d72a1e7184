/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the compose check.
 */
#include "write/tact.h"

#include "base/text.h"
#include "write/draft.h"
#include "write/phrases.h"
#include "write/tact-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUOTE_MAX   200
#define GUESS_BYTES 4000 /* of the text, to guess its language from */
#define LANGUAGES   7
/* What a word of one language alone weighs; divisible by 1 to 7. */
#define WORD_WEIGHT 420
#define ROW_OF_ASKS 3
#define RECENT_ASKS 2 /* the draft would be the third */

struct _TertiusTact {
	TertiusTactTable *tables[LANGUAGES];
	GRegex *unfilled;
};

/* What one check works on. */
typedef struct {
	TertiusTactTable *table; /* NULL: no language that we know */
	const TertiusMessage *draft;
	const TertiusTactContext *context;
	const char *own;
	const char *who;
	gboolean is_ask;
	TertiusFinding ask; /* when @is_ask by its words: length > 0 */
	GPtrArray *remarks;
} Check;

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

	for (guint i = 0; i < LANGUAGES; i++)
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
	for (guint i = 0; i < LANGUAGES; i++)
		tertius_tact_table_free(tact->tables[i]);
	g_regex_unref(tact->unfilled);
	g_free(tact);
}

/* --- remarks --------------------------------------------------------------- */

static TertiusRemark *
add_remark(Check *check, const char *rule, const char *guideline,
           TertiusRemarkLevel level, char *why)
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

/* Takes the gentler wording out of @finding. */
static void
point_at(TertiusRemark *remark, const char *text, TertiusFinding *finding)
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
has_remark(const Check *check, const char *rule)
{
	for (guint i = 0; i < check->remarks->len; i++) {
		const TertiusRemark *remark = check->remarks->pdata[i];

		if (strcmp(remark->rule, rule) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
check_phrases(Check *check)
{
	for (guint i = 0; i < G_N_ELEMENTS(phrase_rules); i++) {
		const char *rule = get_rule_name(phrase_rules[i].name);
		TertiusFinding finding = { 0 };

		if ((phrase_rules[i].needs_ask && !check->is_ask) ||
		    has_remark(check, rule) ||
		    !tertius_tact_table_find(check->table, phrase_rules[i].name,
		                             check->own, &finding))
			continue;
		point_at(add_remark(check, rule, phrase_rules[i].guideline,
		                    phrase_rules[i].level,
		                    g_strdup(_(phrase_rules[i].why))),
		         check->own, &finding);
	}
}

/* An ask that lacks @section is pointed at, with the missing sentence added. */
static void
check_lack(Check *check, const char *section, const char *guideline,
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
	point_at(add_remark(check, section, guideline, TERTIUS_REMARK_NOTE,
	                    g_strdup(why)),
	         check->own, &place);
}

static void
check_words(Check *check)
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
check_unfilled(Check *check, const TertiusTact *tact)
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
	point_at(add_remark(check, "unfilled-place", "D1.1",
	                    TERTIUS_REMARK_STOP,
	                    g_strdup(_("A place that only you can fill is "
	                               "still empty."))),
	         check->own, &finding);
}

static void
check_recipients(Check *check)
{
	guint n = check->draft->recipients->len;

	if (!check->is_ask || n <= TERTIUS_TACT_ASKED_MAX)
		return;
	add_remark(check, "many-recipients", "D1.1", TERTIUS_REMARK_CARE,
	           g_strdup_printf(_("This asks %u people at once. An ask to "
	                             "one, in words for this one, is answered "
	                             "more gladly."),
	                           n));
}

static const TertiusPerson *
find_recipient(const Check *check, const TertiusPerson *person)
{
	const GPtrArray *recipients = check->draft->recipients;

	for (guint i = 0; i < recipients->len; i++) {
		if (tertius_person_matches(recipients->pdata[i], person))
			return recipients->pdata[i];
	}
	return NULL;
}

static gboolean
is_named(const Check *check, const TertiusPerson *person)
{
	g_autofree char *first = tertius_person_dup_first_name(person);
	g_autofree char *name = g_utf8_casefold(first, -1);
	g_autofree char *text = g_utf8_casefold(check->own, -1);

	return strstr(text, name) != NULL;
}

static void
check_introducer(Check *check)
{
	const TertiusPerson *introducer = check->context->introducer;
	const TertiusPerson *recipient;
	const char *name;

	if (introducer == NULL)
		return;
	name = tertius_person_label(introducer);
	recipient = find_recipient(check, introducer);
	if (recipient == NULL && !check->context->is_introducer_thanked &&
	    !is_named(check, introducer))
		add_remark(check, "missing-introducer", "N4.2",
		           TERTIUS_REMARK_NOTE,
		           g_strdup_printf(
				   _("%s brought you together and is neither "
		                     "thanked nor named here."),
				   name));
	if (recipient != NULL && check->context->is_introducer_thanked &&
	    recipient->place != TERTIUS_PLACE_BCC)
		add_remark(check, "introducer-in-to", "D5.1",
		           TERTIUS_REMARK_NOTE,
		           g_strdup_printf(
				   _("%s has been thanked and may not want the "
		                     "rest of the thread: Bcc is the custom."),
				   name));
}

/* --- by what the ledger knows ---------------------------------------------- */

static void
check_asks(Check *check)
{
	const TertiusTactContext *context = check->context;
	guint asks = MAX(context->recent_asks, context->open_asks);

	if (!check->is_ask)
		return;
	if (context->open_asks > 0 || context->recent_asks >= RECENT_ASKS)
		add_remark(check, "too-many-asks", "N1.3", TERTIUS_REMARK_NOTE,
		           g_strdup_printf(_("This would be ask number %u to "
		                             "%s in 30 days; %u still wait for "
		                             "an answer."),
		                           asks + 1, check->who,
		                           context->open_asks));
	if (context->follow_ups > 0)
		add_remark(check, "asked-again", "N4.1", TERTIUS_REMARK_CARE,
		           g_strdup_printf(_("You have followed this ask up "
		                             "already. One reminder is gentle; "
		                             "after that, let it rest until "
		                             "%s writes."),
		                           check->who));
	if (context->asks_in_a_row >= ROW_OF_ASKS)
		add_remark(
			check, "only-asks", "N5.2", TERTIUS_REMARK_NOTE,
			context->friendly != NULL
				? g_strdup_printf(
					  _("Your last %u messages to %s were "
		                            "asks; the last friendly contact "
		                            "was in %s."),
					  context->asks_in_a_row, check->who,
					  context->friendly)
				: g_strdup_printf(
					  _("Your last %u messages to %s were "
		                            "asks."),
					  context->asks_in_a_row, check->who));
}

static void
check_boundaries(Check *check)
{
	const TertiusTactContext *context = check->context;

	if (!check->is_ask)
		return;
	if (context->refused != NULL)
		add_remark(check, "refused-before", "D3.3", TERTIUS_REMARK_STOP,
		           g_strdup_printf(_("%s declined or hesitated on %s. "
		                             "That was an answer."),
		                           check->who, context->refused));
	if (context->boundary != NULL)
		add_remark(check, "boundary", "D3.1", TERTIUS_REMARK_STOP,
		           g_strdup_printf(_("%s does not want this: %s."),
		                           check->who, context->boundary));
	if (context->away_until != NULL)
		add_remark(check, "away", "D3.2", TERTIUS_REMARK_NOTE,
		           g_strdup_printf(_("%s is away or has too much to do "
		                             "until %s. An ask can wait."),
		                           check->who, context->away_until));
	if (context->thanks_owed != NULL)
		add_remark(check, "thanks-owed", "N5.3", TERTIUS_REMARK_CARE,
		           g_strdup_printf(_("Thanks to %s are still owed for "
		                             "%s. They come before the next "
		                             "ask."),
		                           check->who, context->thanks_owed));
}

static void
check_consent(Check *check)
{
	const GPtrArray *unasked = check->context->unasked;
	const TertiusPerson *first;

	if (unasked == NULL || unasked->len == 0)
		return;
	first = unasked->pdata[0];
	add_remark(check, "missing-consent", "N4.2", TERTIUS_REMARK_CARE,
	           g_strdup_printf(_("It is not known that %s agreed to be "
	                             "introduced. A short question first is "
	                             "the custom."),
	                           tertius_person_label(first)));
}

static void
check_confidential(Check *check)
{
	const TertiusTactContext *context = check->context;
	const char *text = check->draft->text;
	g_autofree char *words = NULL;
	TertiusFinding finding = { 0 };

	if (!context->has_new_eyes)
		return;
	if (context->confidential != NULL) {
		words = tertius_text_dup_line(context->confidential, 150);
	} else if (check->table != NULL && text != NULL &&
	           tertius_tact_table_find(check->table, "confidential", text,
	                                   &finding)) {
		g_autofree char *found =
			g_strndup(text + finding.start, finding.length);

		words = tertius_text_dup_line(found, 150);
		tertius_finding_clear(&finding);
	} else {
		return;
	}
	add_remark(check, "confidential", "D3.4", TERTIUS_REMARK_STOP,
	           g_strdup_printf(_("This passes on what is marked as "
	                             "confidential (“%s”) to somebody who "
	                             "did not have it."),
	                           words));
}

static void
check_worlds(Check *check)
{
	const TertiusTactContext *context = check->context;
	gboolean is_private = context->thread == TERTIUS_WORLD_PRIVATE;

	if (is_private && context->has_new_eyes &&
	    (context->is_to_list || context->recipients == TERTIUS_WORLD_WORK))
		add_remark(
			check, "private-to-work", "N2.1", TERTIUS_REMARK_STOP,
			g_strdup(_("This thread is private and would be seen "
		                   "by people from work, or by a list.")));
	else if (context->thread != TERTIUS_WORLD_UNKNOWN &&
	         ((context->account != TERTIUS_WORLD_UNKNOWN &&
	           context->account != context->thread) ||
	          (context->recipients != TERTIUS_WORLD_UNKNOWN &&
	           context->recipients != context->thread)))
		add_remark(check, "worlds-mixed", "N2.3", TERTIUS_REMARK_NOTE,
		           g_strdup(is_private ? _("A private matter, but an "
		                                   "address of work.")
		                               : _("A matter of work, but a "
		                                   "private address.")));
}

/* --- the check ------------------------------------------------------------- */

/* The words of the start of @text in lower case, and its letters beyond ASCII,
 * which tell a language too. */
static GStrv
split_words(const char *text)
{
	g_autofree char *start = g_strndup(text, GUESS_BYTES);
	g_autofree char *valid = g_utf8_make_valid(start, -1);
	g_autofree char *lower = g_utf8_strdown(valid, -1);
	g_autoptr(GString) words = g_string_new(NULL);
	g_autoptr(GString) letters = g_string_new(" ");

	for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		g_string_append_unichar(words, g_unichar_isalnum(c) ? c : ' ');
		if (c >= 0x80) {
			g_string_append_unichar(letters, c);
			g_string_append_c(letters, ' ');
		}
	}
	g_string_append(words, letters->str);
	return g_strsplit(words->str, " ", -1);
}

/* Adds what @word tells about each language: all of it where the word is common
 * in one language only, a share where it is in several. */
static void
weigh_word(const TertiusTact *tact, const char *word, guint weights[LANGUAGES])
{
	gboolean has[LANGUAGES];
	guint n = 0;

	for (guint i = 0; i < LANGUAGES; i++) {
		has[i] = tertius_tact_table_has_word(tact->tables[i], word);
		n += has[i] ? 1 : 0;
	}
	for (guint i = 0; i < LANGUAGES; i++)
		weights[i] += has[i] ? WORD_WEIGHT / n : 0;
}

/* Returns how much speaks for the likeliest language. */
static guint
guess(const TertiusTact *tact, const char *text, guint *language)
{
	g_auto(GStrv) words = split_words(text);
	guint weights[LANGUAGES] = { 0 };

	for (guint i = 0; words[i] != NULL; i++) {
		if (words[i][0] != '\0')
			weigh_word(tact, words[i], weights);
	}
	*language = 0;
	for (guint i = 1; i < LANGUAGES; i++) {
		if (weights[i] > weights[*language])
			*language = i;
	}
	return weights[*language];
}

/* The user's own words tell the language; where they are few, as above a
 * forward, the whole text does. */
static TertiusTactTable *
choose_table(const TertiusTact *tact, const TertiusMessage *draft,
             const char *own, const char *language)
{
	guint best = 0;
	guint weight;

	for (guint i = 0; language != NULL && i < LANGUAGES; i++) {
		if (strcmp(tertius_phrases_languages[i], language) == 0)
			return tact->tables[i];
	}
	weight = guess(tact, own, &best);
	if (weight < 3 * WORD_WEIGHT && draft->text != NULL)
		weight = guess(tact, draft->text, &best);
	return weight > 0 ? tact->tables[best] : NULL;
}

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
	Check check = { .draft = draft, .own = text };

	check.context = context != NULL ? context : &nothing;
	check.who = check.context->who != NULL ? check.context->who
	                                       : _("this person");
	check.remarks = g_ptr_array_new_with_free_func(free_remark);
	check.table = choose_table(tact, draft, text, check.context->language);
	check.is_ask = check.context->is_ask;
	if (check.table != NULL &&
	    tertius_tact_table_find(check.table, "ask", text, &check.ask))
		check.is_ask = TRUE;
	check_unfilled(&check, tact);
	check_words(&check);
	check_recipients(&check);
	check_introducer(&check);
	check_asks(&check);
	check_boundaries(&check);
	check_consent(&check);
	check_confidential(&check);
	check_worlds(&check);
	tertius_finding_clear(&check.ask);
	g_ptr_array_sort(check.remarks, compare_remarks);
	return check.remarks;
}
