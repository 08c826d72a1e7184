/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Introductions that only a calendar shows, as a table of stories.
 */
#include "detect/weigh.h"

#include "story.h"
#include "tertius-test.h"

#include <string.h>

#define LIKELY  "likely"
#define PERHAPS "perhaps"

/* Dana is known in each of them: wrote to me on day 0. */
static const struct {
	const char *what;
	const char *story;
	const char *found; /* "LEVEL introducer newcomer"; NULL: nothing */
} cases[] = {
	{ "three, set by one whom I know", "9 dana + me + tomas",
	  PERHAPS " dana tomas" },
	{ "a title that says so", "9 dana + me + tomas : !introduces Intro",
	  LIKELY " dana tomas" },
	{ "the organizer declines after all", "9 dana- + me + tomas",
	  LIKELY " dana tomas" },
	{ "the second time without the one who set the first",
	  "9 dana + me + tomas\n16 me + tomas", LIKELY " dana tomas" },
	{ "a second time with all three says nothing more",
	  "9 dana + me + tomas\n16 dana + me + tomas", PERHAPS " dana tomas" },
	{ "a second time long after", "9 dana + me + tomas\n110 me + tomas",
	  PERHAPS " dana tomas" },
	{ "a mail to both of us about that time",
	  "9 dana + me + tomas\n12 dana > me, tomas", LIKELY " dana tomas" },
	{ "a mail to both of us long after",
	  "9 dana + me + tomas\n24 dana > me, tomas", PERHAPS " dana tomas" },
	{ "an invitation that was passed on", "9 tomas + me + dana^",
	  LIKELY " dana tomas" },
	{ "passed on by a stranger", "9 tomas + me + eve^", NULL },
	{ "set by the stranger, with one whom I know", "9 tomas + me + dana",
	  PERHAPS " dana tomas" },
	{ "among more who are known", "0 sue > me\n9 dana + me + tomas + sue",
	  NULL },
	{ "among more, with a title that says so",
	  "0 sue > me\n9 dana + me + tomas + sue : !introduces Intro",
	  PERHAPS " dana tomas" },
	{ "two strangers", "9 dana + me + tomas + eve", NULL },
	{ "nobody is new", "0 tomas > me\n9 dana + me + tomas", NULL },
	{ "a stranger set it, and the other is one too", "9 tomas + me + eve",
	  NULL },
	{ "I set it myself", "9 me + dana + tomas", NULL },
	{ "two of us", "9 dana + me", NULL },
	{ "not mine", "9 dana + eve + tomas : !theirs x", NULL },
	{ "I declined", "9 dana + me- + tomas", NULL },
	{ "called off", "9 dana + me + tomas : !called-off Intro", NULL },
	{ "a flight", "9 dana + me + tomas : !no-talk Flight", NULL },
	{ "out of office", "9 dana + me + tomas : !away x", NULL },
	{ "it is not set yet", "190 dana + me + tomas", NULL },
	{ "a conference",
	  "9 dana + me + tomas + a + b + c + d + e + f : !introduces Intro",
	  NULL },
};

static char *
tell(const char *story)
{
	g_autofree char *whole =
		g_strconcat("0 dana > me\n0 me > dana\n", story, NULL);
	TertiusHistory *history = tertius_story_tell(whole, 180);
	g_autoptr(TertiusFindings) findings = tertius_findings_new_once();
	g_autoptr(GPtrArray) found = tertius_weigh_meetings(history, findings);
	const TertiusIntroduction *one =
		found->len > 0 ? found->pdata[0] : NULL;
	const TertiusPerson *newcomer =
		one != NULL ? one->introduced->pdata[0] : NULL;
	char *text = NULL;

	ck_assert_uint_le(found->len, 1);
	if (one != NULL && one->score >= TERTIUS_SCORE_PERHAPS)
		text = g_strdup_printf(
			"%s %.*s %.*s",
			one->score >= TERTIUS_SCORE_LIKELY ? LIKELY : PERHAPS,
			(int) strcspn(one->introducer->address, "@"),
			one->introducer->address,
			(int) strcspn(newcomer->address, "@"),
			newcomer->address);
	tertius_history_free(history);
	return text;
}

START_TEST(meetings_bring_people_together)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = tell(cases[i].story);

		ck_assert_msg(g_strcmp0(found, cases[i].found) == 0, "%s: %s",
		              cases[i].what, found);
	}
}
END_TEST

/* No claim without its words, and the words weigh what the score says. */
START_TEST(what_speaks_for_it_is_kept)
{
	TertiusHistory *history = tertius_story_tell(
		"0 dana > me\n9 dana- + me + tomas : !introduces Intro\n"
		"9 dana > me, tomas",
		30);
	g_autoptr(TertiusFindings) findings = tertius_findings_new_once();
	g_autoptr(GPtrArray) found = tertius_weigh_meetings(history, findings);
	const TertiusIntroduction *one = found->pdata[0];

	ck_assert_uint_eq(one->evidence->len, 4);
	for (guint i = 0; i < one->evidence->len; i++) {
		const TertiusEvidence *evidence = one->evidence->pdata[i];

		ck_assert_str_eq(evidence->quote, "Intro");
		ck_assert_str_eq(evidence->place, "meeting");
	}
	tertius_history_free(history);
}
END_TEST

TERTIUS_TEST_MAIN("weigh-meetings", meetings_bring_people_together,
                  what_speaks_for_it_is_kept)
