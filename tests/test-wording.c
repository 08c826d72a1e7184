/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts: every kind in every language, and what they rest on.
 */
#include "write/wording.h"

#include "base/error.h"
#include "tertius-test.h"
#include "write/phrases.h"

#include <string.h>

#define WHEN 1777800000 /* 3 May 2026 */
#define NOW  1778500000 /* 11 May 2026 */

typedef struct {
	TertiusPerson *me;
	TertiusPerson *dana;
	TertiusPerson *tomas;
	TertiusVoice *voice;
	TertiusVoice *other_voice;
	GDateTime *now;
} Cast;

static Cast
make_cast(const char *language, gboolean is_formal)
{
	Cast cast;

	cast.me = tertius_person_new("Alex Moreau", "alex@example.org",
	                             TERTIUS_PLACE_FROM);
	cast.dana = tertius_person_new("Dana Okafor", "dana@example.org",
	                               TERTIUS_PLACE_TO);
	cast.tomas = tertius_person_new("Tomás Reyes", "tomas@example.org",
	                                TERTIUS_PLACE_TO);
	cast.voice = tertius_voice_new_default(language, cast.dana, is_formal,
	                                       "Alex");
	cast.other_voice = tertius_voice_new_default(language, cast.tomas, TRUE,
	                                             "Alex Moreau");
	cast.now = g_date_time_new_from_unix_utc(NOW);
	return cast;
}

static void
clear_cast(Cast *cast)
{
	tertius_person_free(cast->me);
	tertius_person_free(cast->dana);
	tertius_person_free(cast->tomas);
	tertius_voice_free(cast->voice);
	tertius_voice_free(cast->other_voice);
	g_date_time_unref(cast->now);
}

static TertiusBrief
make_brief(const Cast *cast, TertiusWording kind, gboolean is_full)
{
	TertiusBrief brief = { .kind = kind,
		               .me = cast->me,
		               .to = cast->dana,
		               .other = cast->tomas,
		               .voice = cast->voice,
		               .other_voice = cast->other_voice,
		               .now = cast->now,
		               .turn = is_full ? 1 : 0 };

	if (kind == TERTIUS_WORDING_CO_HOST ||
	    kind == TERTIUS_WORDING_OCCASION || is_full)
		brief.what = "Heat pumps in old houses";
	if (is_full) {
		brief.when = WHEN;
		brief.purpose = "heat pumps in old houses, for a book";
		brief.open = "the list of books";
	}
	return brief;
}

static guint
count_words(const char *text)
{
	guint n = 0;
	gboolean is_inside = FALSE;

	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		gboolean is_word = g_unichar_isalnum(c);

		n += is_word && !is_inside ? 1 : 0;
		is_inside = is_word || c == '\'' || c == '-';
	}
	return n;
}

/* What every draft promises, whatever it says. */
static void
check_draft(const TertiusDraft *draft, const char *which)
{
	guint words = count_words(draft->body);
	g_autofree char *place = g_strndup(draft->body + draft->place_start,
	                                   draft->place_length);

	ck_assert_msg(words >= 20 && words <= 90, "%s: %u words\n%s", which,
	              words, draft->body);
	ck_assert_msg(tertius_test_count(draft->body, "[…") == 1 &&
	                      tertius_test_count(draft->body, "…]") == 1,
	              "%s: places\n%s", which, draft->body);
	ck_assert_msg(g_str_has_prefix(place, "[… ") &&
	                      g_str_has_suffix(place, " …]"),
	              "%s: '%s'", which, place);
	ck_assert_msg(strpbrk(draft->body, "{}<>|") == NULL,
	              "%s: left over\n%s", which, draft->body);
	ck_assert_msg(strpbrk(draft->subject, "{}<>|[\n") == NULL &&
	                      draft->subject[0] != '\0',
	              "%s: subject '%s'", which, draft->subject);
	ck_assert_msg(strstr(draft->body, "  ") == NULL &&
	                      strstr(draft->body, " ,") == NULL &&
	                      strstr(draft->body, " .") == NULL &&
	                      strstr(draft->body, "..") == NULL,
	              "%s: spaces\n%s", which, draft->body);
	ck_assert_msg(g_utf8_validate(draft->body, -1, NULL), "%s", which);
}

START_TEST(every_kind_in_every_language_keeps_its_promises)
{
	const char *show = g_getenv("TERTIUS_SHOW_DRAFTS");

	for (guint i = 0; i < TERTIUS_WORDING_N * 7 * 8; i++) {
		TertiusWording kind = (TertiusWording) (i / 56);
		const char *language = tertius_phrases_languages[i / 8 % 7];
		gboolean is_full = i % 2 == 1;
		Cast cast = make_cast(language, i / 2 % 2 == 1);
		TertiusBrief brief = make_brief(&cast, kind, is_full);
		g_autoptr(GError) error = NULL;
		g_autoptr(TertiusDraft) draft = NULL;
		g_autofree char *which =
			g_strdup_printf("%u: %s in %s", i,
		                        tertius_wording_name(kind), language);

		brief.turn = i / 4 % 2;
		draft = tertius_wording_write(&brief, &error);
		ck_assert_msg(draft != NULL, "%s: %s", which,
		              error ? error->message : "");
		if (show != NULL && strcmp(show, language) == 0)
			g_print("--- %s\n%s\n%s", which, draft->subject,
			        draft->body);
		check_draft(draft, which);
		clear_cast(&cast);
	}
}
END_TEST

START_TEST(what_has_happened_is_not_promised)
{
	for (guint i = 0; i < 7 * 8; i++) {
		Cast cast = make_cast(tertius_phrases_languages[i / 8],
		                      i / 2 % 2 == 1);
		TertiusBrief brief = make_brief(
			&cast, TERTIUS_WORDING_THANK_INTRODUCER, i % 2 == 1);
		g_autofree char *which = g_strdup_printf("in touch: %u", i);
		g_autoptr(TertiusDraft) before = NULL;
		g_autoptr(TertiusDraft) since = NULL;

		brief.turn = i / 4 % 2;
		before = tertius_wording_write(&brief, NULL);
		brief.is_in_touch = TRUE;
		since = tertius_wording_write(&brief, NULL);
		check_draft(since, which);
		ck_assert_msg(strcmp(before->body, since->body) != 0, "%s",
		              which);
		clear_cast(&cast);
	}
}
END_TEST

START_TEST(a_letter_to_both_closes_as_to_the_less_known)
{
	Cast cast = make_cast("en", FALSE);
	TertiusBrief brief =
		make_brief(&cast, TERTIUS_WORDING_THANK_BOTH, FALSE);
	g_autoptr(TertiusDraft) both = NULL;
	g_autoptr(TertiusDraft) one = NULL;

	g_free(cast.voice->closing);
	cast.voice->closing = g_strdup("Hugs,");
	cast.voice->source = TERTIUS_VOICE_PERSON;
	both = tertius_wording_write(&brief, NULL);
	ck_assert_ptr_null(strstr(both->body, "Hugs,"));
	brief.kind = TERTIUS_WORDING_THANK_INTRODUCER;
	one = tertius_wording_write(&brief, NULL);
	ck_assert_ptr_nonnull(strstr(one->body, "Hugs,"));
	clear_cast(&cast);
}
END_TEST

START_TEST(a_draft_names_whom_it_rests_on)
{
	for (guint i = 0; i < TERTIUS_WORDING_N * 7; i++) {
		TertiusWording kind = (TertiusWording) (i / 7);
		Cast cast = make_cast(tertius_phrases_languages[i % 7], FALSE);
		TertiusBrief brief = make_brief(&cast, kind, TRUE);
		g_autoptr(TertiusDraft) draft =
			tertius_wording_write(&brief, NULL);
		gboolean has_other = kind < TERTIUS_WORDING_CONGRATULATE ||
		                     kind == TERTIUS_WORDING_ASK ||
		                     kind == TERTIUS_WORDING_OPT_IN ||
		                     kind == TERTIUS_WORDING_INTRODUCE ||
		                     kind == TERTIUS_WORDING_DECLINE;

		ck_assert_ptr_nonnull(draft);
		ck_assert_msg(!has_other || strstr(draft->body, "Tomás"),
		              "%u: %s", i, draft->body);
		ck_assert_msg(strstr(draft->body, "Dana"), "%u: %s", i,
		              draft->body);
		clear_cast(&cast);
	}
}
END_TEST

START_TEST(a_check_in_asks_for_nothing)
{
	for (guint i = 0; i < 7 * 4; i++) {
		Cast cast =
			make_cast(tertius_phrases_languages[i / 4], i % 2 == 1);
		TertiusBrief brief =
			make_brief(&cast, TERTIUS_WORDING_CHECK_IN, TRUE);
		g_autoptr(TertiusDraft) draft = NULL;

		brief.turn = i / 2;
		draft = tertius_wording_write(&brief, NULL);
		ck_assert_ptr_nonnull(draft);
		ck_assert_ptr_null(strchr(draft->body, '?'));
		ck_assert_ptr_nonnull(strstr(draft->body, "the list of books"));
		ck_assert_ptr_null(draft->in_reply_to);
		clear_cast(&cast);
	}
}
END_TEST

START_TEST(an_introduction_has_three_sentences_a_side_and_both_names)
{
	for (guint i = 0; i < 14; i++) {
		Cast cast = make_cast(tertius_phrases_languages[i / 2], FALSE);
		TertiusBrief brief =
			make_brief(&cast, TERTIUS_WORDING_INTRODUCE, TRUE);
		g_autoptr(TertiusDraft) draft = NULL;
		g_auto(GStrv) paragraphs = NULL;

		brief.turn = i % 2;
		draft = tertius_wording_write(&brief, NULL);
		ck_assert_ptr_nonnull(draft);
		ck_assert_str_eq(draft->subject, "Dana Okafor / Tomás Reyes");
		ck_assert_uint_eq(draft->to->len, 2);
		paragraphs = g_strsplit(draft->body, "\n\n", -1);
		for (guint k = 1; k <= 3; k++)
			ck_assert_msg(
				tertius_test_count(paragraphs[k], ". ") +
						tertius_test_count(
							paragraphs[k], "…] ") <=
					2,
				"%u: %s", i, paragraphs[k]);
		clear_cast(&cast);
	}
}
END_TEST

START_TEST(two_in_a_row_differ_and_the_same_twice_is_alike)
{
	for (guint i = 0; i < TERTIUS_WORDING_N * 7; i++) {
		Cast cast = make_cast(tertius_phrases_languages[i % 7], TRUE);
		TertiusBrief brief =
			make_brief(&cast, (TertiusWording) (i / 7), FALSE);
		g_autoptr(TertiusDraft) first =
			tertius_wording_write(&brief, NULL);
		g_autoptr(TertiusDraft) again =
			tertius_wording_write(&brief, NULL);
		g_autoptr(TertiusDraft) next = NULL;

		brief.turn++;
		next = tertius_wording_write(&brief, NULL);
		ck_assert_str_eq(first->body, again->body);
		ck_assert_str_eq(first->subject, again->subject);
		ck_assert_msg(strcmp(first->body, next->body) != 0, "%u: %s", i,
		              first->body);
		clear_cast(&cast);
	}
}
END_TEST

static TertiusMessage *
make_thread(void)
{
	TertiusMessage *thread = tertius_message_new();

	thread->message_id = g_strdup("two@example.org");
	thread->from = tertius_person_new(
		"Dana Okafor", "dana@home.example.org", TERTIUS_PLACE_FROM);
	g_ptr_array_add(thread->recipients,
	                tertius_person_new("A", "alex@home.example.org",
	                                   TERTIUS_PLACE_TO));
	g_ptr_array_add(thread->references, g_strdup("one@example.org"));
	g_free(thread->subject);
	thread->subject = g_strdup("AW: Re: You two");
	return thread;
}

START_TEST(a_draft_stays_in_its_thread_and_its_context)
{
	Cast cast = make_cast("en", FALSE);
	TertiusBrief brief =
		make_brief(&cast, TERTIUS_WORDING_THANK_BOTH, FALSE);
	g_autoptr(TertiusMessage) thread = make_thread();
	const char *const mine[] = { "alex@example.org",
		                     "alex@home.example.org", NULL };
	g_autoptr(TertiusDraft) draft = NULL;

	brief.thread = thread;
	brief.my_addresses = mine;
	draft = tertius_wording_write(&brief, NULL);
	ck_assert_str_eq(draft->subject, "Re: You two");
	ck_assert_str_eq(draft->in_reply_to, "two@example.org");
	ck_assert_uint_eq(draft->references->len, 2);
	ck_assert_str_eq(draft->references->pdata[1], "two@example.org");
	ck_assert_str_eq(draft->from->address, "alex@home.example.org");
	ck_assert_str_eq(((TertiusPerson *) draft->to->pdata[0])->address,
	                 "dana@home.example.org");
	clear_cast(&cast);
}
END_TEST

START_TEST(the_introducer_goes_to_bcc_when_the_newcomer_is_written_to)
{
	Cast cast = make_cast("en", FALSE);
	TertiusBrief brief =
		make_brief(&cast, TERTIUS_WORDING_THANK_NEWCOMER, FALSE);
	g_autoptr(TertiusDraft) draft = tertius_wording_write(&brief, NULL);

	ck_assert_uint_eq(draft->to->len, 1);
	ck_assert_uint_eq(draft->bcc->len, 1);
	ck_assert_str_eq(((TertiusPerson *) draft->bcc->pdata[0])->address,
	                 "tomas@example.org");
	clear_cast(&cast);
}
END_TEST

START_TEST(nothing_confidential_is_quoted)
{
	Cast cast = make_cast("en", FALSE);
	TertiusBrief brief = make_brief(&cast, TERTIUS_WORDING_GRATITUDE, TRUE);
	g_autoptr(TertiusMessage) thread = make_thread();
	g_autoptr(TertiusDraft) open = NULL;
	g_autoptr(TertiusDraft) closed = NULL;

	brief.thread = thread;
	open = tertius_wording_write(&brief, NULL);
	thread->flags |= TERTIUS_MESSAGE_CONFIDENTIAL;
	closed = tertius_wording_write(&brief, NULL);
	ck_assert_ptr_nonnull(strstr(open->body, "Heat pumps"));
	ck_assert_ptr_null(strstr(closed->body, "Heat pumps"));
	clear_cast(&cast);
}
END_TEST

START_TEST(what_a_brief_lacks_is_an_error_and_no_gap)
{
	Cast cast = make_cast("en", FALSE);
	TertiusBrief brief = make_brief(&cast, TERTIUS_WORDING_CO_HOST, FALSE);
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) other_error = NULL;

	brief.what = NULL;
	ck_assert_ptr_null(tertius_wording_write(&brief, &error));
	ck_assert(
		g_error_matches(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED));
	brief = make_brief(&cast, TERTIUS_WORDING_ASK, FALSE);
	brief.other = NULL;
	ck_assert_ptr_null(tertius_wording_write(&brief, &other_error));
	ck_assert(g_error_matches(other_error, TERTIUS_ERROR,
	                          TERTIUS_ERROR_MALFORMED));
	clear_cast(&cast);
}
END_TEST

START_TEST(strangers_words_are_no_template_and_no_place)
{
	static const char *const hostile[] = {
		"{me} <b> (a|b) [x|y]",
		"one\nBcc: all@example.org\r\n\r\ntwo",
		("[… fill me …] \xe2\x80\xae"
		 "detrever"),
		"\x1b[31mred\x07",
		"",
	};

	for (guint i = 0; i < G_N_ELEMENTS(hostile); i++) {
		Cast cast = make_cast("en", FALSE);
		TertiusBrief brief =
			make_brief(&cast, TERTIUS_WORDING_CONGRATULATE, TRUE);
		g_autoptr(TertiusDraft) draft = NULL;

		brief.what = hostile[i];
		draft = tertius_wording_write(&brief, NULL);
		ck_assert_ptr_nonnull(draft);
		ck_assert_uint_eq(tertius_test_count(draft->body, "[…"), 1);
		ck_assert_ptr_null(strstr(draft->body, "\nBcc"));
		ck_assert_ptr_null(strstr(draft->body, "\xe2\x80\xae"));
		ck_assert_ptr_null(strchr(draft->body, 0x1b));
		if (i == 0)
			ck_assert_ptr_nonnull(
				strstr(draft->body, "{me} <b> (a|b) [x|y]"));
		clear_cast(&cast);
	}
}
END_TEST

START_TEST(names_of_kinds_go_both_ways)
{
	for (guint i = 0; i < TERTIUS_WORDING_N; i++) {
		TertiusWording kind = TERTIUS_WORDING_N;

		ck_assert(tertius_wording_from_name(
			tertius_wording_name((TertiusWording) i), &kind));
		ck_assert_uint_eq(kind, i);
	}
	for (guint i = 0; i < TERTIUS_REMINDER_N_KINDS; i++)
		ck_assert(tertius_wording_for_reminder(
				  (TertiusReminderKind) i) < TERTIUS_WORDING_N);
}
END_TEST

START_TEST(words_are_elided_before_names_and_dates)
{
	static const struct {
		const char *language;
		TertiusWording kind;
		gint64 when;
		const char *wanted;
	} cases[] = {
		{ "fr", TERTIUS_WORDING_TELL_SILENT, 1775037600,
		  "le 1er avril" },
		{ "it", TERTIUS_WORDING_TELL_SILENT, 1775642400, "l’8 aprile" },
		{ "it", TERTIUS_WORDING_THANK_INTRODUCER, 1775901600,
		  "l’11 aprile" },
		{ "it", TERTIUS_WORDING_TELL_SILENT, 0, " ad Anna" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		Cast cast = make_cast(cases[i].language, FALSE);
		TertiusBrief brief = make_brief(&cast, cases[i].kind, FALSE);
		g_autoptr(TertiusPerson) other = tertius_person_new(
			"Anna Rossi", "anna@example.org", TERTIUS_PLACE_TO);
		g_autoptr(TertiusDraft) draft = NULL;

		brief.other = other;
		brief.when = cases[i].when;
		draft = tertius_wording_write(&brief, NULL);
		ck_assert_ptr_nonnull(draft);
		ck_assert_msg(strstr(draft->body, cases[i].wanted) != NULL,
		              "%u: %s", i, draft->body);
		clear_cast(&cast);
	}
}
END_TEST

TERTIUS_TEST_MAIN("wording", every_kind_in_every_language_keeps_its_promises,
                  what_has_happened_is_not_promised,
                  a_letter_to_both_closes_as_to_the_less_known,
                  a_draft_names_whom_it_rests_on, a_check_in_asks_for_nothing,
                  an_introduction_has_three_sentences_a_side_and_both_names,
                  two_in_a_row_differ_and_the_same_twice_is_alike,
                  a_draft_stays_in_its_thread_and_its_context,
                  the_introducer_goes_to_bcc_when_the_newcomer_is_written_to,
                  nothing_confidential_is_quoted,
                  what_a_brief_lacks_is_an_error_and_no_gap,
                  strangers_words_are_no_template_and_no_place,
                  names_of_kinds_go_both_ways,
                  words_are_elided_before_names_and_dates)
