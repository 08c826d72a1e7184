/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compose check: what it points out, where, and what it leaves alone.
 */
#include "write/tact.h"

#include "tertius-tact.h"
#include "write/phrases.h"
#include "write/tact-table.h"
#include "write/wording.h"

#include <string.h>

START_TEST(a_considerate_ask_is_left_alone)
{
	g_autoptr(TertiusTact) tact = tertius_tact_new();
	g_autoptr(GPtrArray) remarks = check(tact, ask, NULL);
	g_autoptr(GPtrArray) nothing = check(tact, "", NULL);

	ck_assert_uint_eq(remarks->len, 0);
	ck_assert_uint_eq(nothing->len, 0);
}
END_TEST

/* Replaces the words of each remark of @rule by the gentler ones. */
static char *
soften(TertiusTact *tact, const char *text, const char *rule,
       const TertiusTactContext *context)
{
	char *softer = g_strdup(text);

	for (guint round = 0; round < 4; round++) {
		g_autoptr(GPtrArray) remarks = check(tact, softer, context);
		const TertiusRemark *remark = find(remarks, rule);
		char *next;

		if (remark == NULL || remark->gentler == NULL)
			return softer;
		ck_assert(remark->start + remark->length <= strlen(softer));
		next = g_strdup_printf("%.*s%s%s", (int) remark->start, softer,
		                       remark->gentler,
		                       softer + remark->start + remark->length);
		ck_assert_msg(g_utf8_validate(next, -1, NULL), "%s", next);
		g_free(softer);
		softer = next;
	}
	return softer;
}

typedef void (*EachFunc)(TertiusTact *tact, const char *rule, const char *text);

/* The drafts of @lines that are marked "+"; the rule is in the line before them. */
static void
for_each_line(char **lines, TertiusTact *tact, EachFunc each)
{
	const char *rule = NULL;

	for (guint k = 0; lines[k] != NULL; k++) {
		g_autofree char *text = NULL;

		if (lines[k][0] == '[') {
			lines[k][strlen(lines[k]) - 1] = '\0';
			rule = lines[k] + 1;
		}
		if (lines[k][0] != '+')
			continue;
		text = g_strcompress(lines[k] + 2);
		each(tact, rule, text);
	}
}

/* All made-up drafts of all languages that are marked "+" as @each sees fit. */
static void
for_each_faulty(EachFunc each)
{
	g_autoptr(TertiusTact) tact = tertius_tact_new();

	for (guint i = 0; tertius_phrases_languages[i] != NULL; i++) {
		g_autofree char *path = g_strdup_printf(
			"%s/tests/data/tact/%s.txt", TERTIUS_SOURCE_DIR,
			tertius_phrases_languages[i]);
		g_autofree char *file = NULL;
		g_auto(GStrv) lines = NULL;

		ck_assert(g_file_get_contents(path, &file, NULL, NULL));
		lines = g_strsplit(file, "\n", -1);
		for_each_line(lines, tact, each);
	}
}

static guint n_softened;

static void
expect_gentler(TertiusTact *tact, const char *rule, const char *text)
{
	g_autoptr(GPtrArray) remarks = check(tact, text, NULL);
	const TertiusRemark *remark = find(remarks, rule);
	g_autofree char *softer = NULL;
	g_autoptr(GPtrArray) rest = NULL;

	if (remark == NULL || strcmp(rule, "confidential") == 0)
		return;
	ck_assert_msg(remark->gentler != NULL, "%s: %s", rule, text);
	softer = soften(tact, text, rule, NULL);
	rest = check(tact, softer, NULL);
	ck_assert_msg(find(rest, rule) == NULL, "%s: '%s' became '%s'", rule,
	              text, softer);
	n_softened++;
}

START_TEST(the_gentler_wording_fits_in_its_place)
{
	n_softened = 0;
	for_each_faulty(expect_gentler);
	ck_assert_uint_ge(n_softened, 800);
}
END_TEST

static void
expect_whole_remark(TertiusTact *tact, const char *rule, const char *text)
{
	g_autoptr(GPtrArray) remarks = check(tact, text, NULL);

	for (guint i = 0; i < remarks->len; i++) {
		const TertiusRemark *remark = remarks->pdata[i];

		ck_assert_msg(remark->why[0] != '\0', "%s", rule);
		ck_assert_ptr_nonnull(remark->guideline);
		ck_assert(remark->start + remark->length <= strlen(text));
		ck_assert((remark->length > 0) == (remark->quote[0] != '\0'));
		ck_assert_ptr_null(strchr(remark->quote, '\n'));
		ck_assert(g_utf8_validate(text + remark->start,
		                          (gssize) remark->length, NULL));
	}
}

START_TEST(a_remark_says_where_and_why)
{
	for_each_faulty(expect_whole_remark);
}
END_TEST

START_TEST(our_own_drafts_are_left_alone_once_the_place_is_filled)
{
	g_autoptr(TertiusTact) tact = tertius_tact_new();
	g_autoptr(TertiusPerson) dana = tertius_person_new(
		"Dana Okafor", "dana@example.org", TERTIUS_PLACE_TO);
	g_autoptr(TertiusPerson) tomas = tertius_person_new(
		"Tomás Reyes", "tomas@example.org", TERTIUS_PLACE_TO);
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(1778500000);

	for (guint i = 0; i < TERTIUS_WORDING_N * 7 * 4; i++) {
		const char *language = tertius_phrases_languages[i / 4 % 7];
		g_autoptr(TertiusVoice) voice = tertius_voice_new_default(
			language, dana, i % 2 == 0, "Alex");
		const TertiusBrief brief = {
			.kind = (TertiusWording) (i / 28),
			.me = dana,
			.to = dana,
			.other = tomas,
			.voice = voice,
			.now = now,
			.what = "Museum",
			.purpose = "Museum",
			.turn = i / 2 % 2,
		};
		const TertiusTactContext context = { .language = language };
		g_autoptr(TertiusDraft) draft =
			tertius_wording_write(&brief, NULL);
		g_autofree char *filled = NULL;
		g_autoptr(GPtrArray) open = NULL;
		g_autoptr(GPtrArray) closed = NULL;

		ck_assert_ptr_nonnull(draft);
		filled = g_strdup_printf(
			"%.*sXyz.%s", (int) draft->place_start, draft->body,
			draft->body + draft->place_start + draft->place_length);
		open = check(tact, draft->body, &context);
		closed = check(tact, filled, &context);
		ck_assert_msg(open->len == 1 &&
		                      find(open, "unfilled-place") != NULL,
		              "%u: %s", i, draft->body);
		ck_assert_msg(
			closed->len == 0, "%u: %s: %s", i,
			closed->len > 0
				? ((TertiusRemark *) closed->pdata[0])->rule
				: "",
			filled);
	}
}
END_TEST

START_TEST(every_phrase_is_one)
{
	for (guint i = 0; tertius_phrases_languages[i] != NULL; i++) {
		g_autoptr(TertiusTactTable) table =
			tertius_tact_table_new(tertius_phrases_languages[i]);

		ck_assert_uint_gt(tertius_tact_table_compile(table), 100);
	}
}
END_TEST

START_TEST(a_gentler_wording_says_you_as_the_draft_does)
{
	static const struct {
		const char *text;
		const char *gentler;
	} cases[] = {
		{ "Hallo Dana, du schuldest mir noch einen Gefallen, also hilf "
		  "mir bitte.",
		  "Über deine Hilfe" },
		{ "Sehr geehrte Frau Okafor, Sie schulden mir noch einen "
		  "Gefallen, bitte helfen Sie mir.",
		  "Über Ihre Hilfe" },
		{ "Bonjour Madame, après tout ce que j'ai fait pour vous, vous "
		  "pourriez me répondre.",
		  "Votre aide" },
		{ "Salut Dana, après tout ce que j'ai fait pour toi, tu "
		  "pourrais me répondre.",
		  "Ton aide" },
		{ "Geachte mevrouw Okafor, u bent me nog iets verschuldigd, dus "
		  "wilt u me helpen?",
		  "met uw hulp" },
	};
	g_autoptr(TertiusTact) tact = tertius_tact_new();

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) remarks = check(tact, cases[i].text, NULL);
		const TertiusRemark *remark = find(remarks, "obligation");

		ck_assert_msg(remark != NULL, "%u", i);
		ck_assert_msg(strstr(remark->gentler, cases[i].gentler) != NULL,
		              "%u: %s", i, remark->gentler);
		ck_assert_msg(strpbrk(remark->gentler, "[|]") == NULL, "%u: %s",
		              i, remark->gentler);
	}
}
END_TEST

START_TEST(quoted_words_are_not_judged)
{
	static const char text[] = "Hi Dana, of course I will help you.\n\n"
				   "> You owe me one, you have to help me.\n";
	g_autofree char *own = g_strdup(text);
	g_autoptr(TertiusTact) tact = tertius_tact_new();
	g_autoptr(TertiusMessage) draft = make_draft(text, 1);
	g_autoptr(GPtrArray) remarks = NULL;
	char *quote = strchr(own, '>');

	memset(quote, ' ', strlen(quote) - 1);
	remarks = tertius_tact_check(tact, draft, own, NULL);
	ck_assert_uint_eq(remarks->len, 0);
}
END_TEST

START_TEST(places_left_empty_are_seen_and_brackets_are_not)
{
	static const struct {
		const char *text;
		gboolean is_empty;
	} cases[] = {
		{ "Thank you. [… what you liked …] Best, Alex", TRUE },
		{ "Thank you. [... what you liked ...] Best, Alex", TRUE },
		{ "Thank you. [… what\nyou liked …] Best, Alex", TRUE },
		{ "Thank you. [… it\n\nis long …] Best, Alex", FALSE },
		{ "Hi {{ first_name }}, how are you?", TRUE },
		{ "Dear [Name], I saw that you work there.", TRUE },
		{ "Dear <First Name>, how are you?", TRUE },
		{ "Dear [your company name], how are you?", TRUE },
		{ "He said [sic] that the name was wrong.", FALSE },
		{ "See [1] and [2], and the list [...].", FALSE },
		{ "if (x) { y; } is what the name means", FALSE },
		{ "I wrote to <name@example.org> yesterday.", FALSE },
	};
	g_autoptr(TertiusTact) tact = tertius_tact_new();

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) remarks = check(tact, cases[i].text, NULL);

		ck_assert_msg((find(remarks, "unfilled-place") != NULL) ==
		                      cases[i].is_empty,
		              "%u: %s", i, cases[i].text);
	}
}
END_TEST

START_TEST(what_is_beyond_the_limit_is_not_judged)
{
	static const char fault[] = "You owe me this, Dana, as we both know.";
	g_autoptr(TertiusTact) tact = tertius_tact_new();

	for (guint extra = 0; extra < 2; extra++) {
		gsize fill = (gsize) TERTIUS_TACT_TEXT_MAX - strlen(fault) +
		             (gsize) extra * 40;
		g_autofree char *before = g_strnfill(fill, ' ');
		g_autofree char *text = NULL;
		g_autoptr(GPtrArray) remarks = NULL;

		memcpy(before, "This is what we know: the garden.", 33);
		text = g_strconcat(before, fault, NULL);
		remarks = check(tact, text, NULL);

		ck_assert_msg((remarks->len > 0) == (extra == 0), "%u", extra);
	}
}
END_TEST

START_TEST(hostile_drafts_are_judged_in_time_and_quoted_in_one_clean_line)
{
	g_autofree char *huge = g_strnfill((gsize) 10 * 1024 * 1024, 'a');
	g_autofree char *commas = g_strnfill(60000, ',');
	g_autoptr(GString) words = g_string_new("could you please ");
	static const char *const short_ones[] = {
		"\xff\xfe\x80 you owe me \xff",
		("you\x1b[31m owe\x07 me one \xe2\x80\xae"
		 "detrever"),
		"<b>you owe me</b> & \"more\"",
		"you owe\r\nme one\r\nBcc: all@example.org",
	};
	g_autoptr(TertiusTact) tact = tertius_tact_new();
	const char *long_ones[3];

	for (guint i = 0; i < 8000; i++)
		g_string_append(words, "could you introduce ");
	long_ones[0] = huge;
	long_ones[1] = commas;
	long_ones[2] = words->str;
	for (guint i = 0; i < G_N_ELEMENTS(long_ones); i++) {
		g_autoptr(GPtrArray) remarks = check(tact, long_ones[i], NULL);

		ck_assert_ptr_nonnull(remarks);
	}
	for (guint i = 0; i < G_N_ELEMENTS(short_ones); i++) {
		g_autoptr(GPtrArray) remarks = check(tact, short_ones[i], NULL);

		for (guint k = 0; k < remarks->len; k++) {
			const TertiusRemark *remark = remarks->pdata[k];

			ck_assert(g_utf8_validate(remark->quote, -1, NULL));
			ck_assert_ptr_null(
				strpbrk(remark->quote, "\r\n\x1b\x07"));
		}
	}
}
END_TEST

START_TEST(the_gravest_comes_first)
{
	g_autoptr(TertiusTact) tact = tertius_tact_new();
	g_autoptr(GPtrArray) remarks =
		check(tact,
	              "Hi Dana, could you introduce me to Ann? You owe me one. "
	              "[… why …]",
	              NULL);
	TertiusRemarkLevel last = TERTIUS_REMARK_STOP;

	ck_assert_uint_ge(remarks->len, 3);
	for (guint i = 0; i < remarks->len; i++) {
		const TertiusRemark *remark = remarks->pdata[i];

		ck_assert(remark->level <= last);
		last = remark->level;
	}
	ck_assert_str_eq(tertius_remark_level_name(TERTIUS_REMARK_STOP),
	                 "stop-and-look");
}
END_TEST

TERTIUS_TEST_MAIN(
	"tact", a_considerate_ask_is_left_alone,
	the_gentler_wording_fits_in_its_place, a_remark_says_where_and_why,
	our_own_drafts_are_left_alone_once_the_place_is_filled,
	every_phrase_is_one, a_gentler_wording_says_you_as_the_draft_does,
	quoted_words_are_not_judged,
	places_left_empty_are_seen_and_brackets_are_not,
	what_is_beyond_the_limit_is_not_judged,
	hostile_drafts_are_judged_in_time_and_quoted_in_one_clean_line,
	the_gravest_comes_first)
