/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the history says about an introduction, as a table of stories.
 */
#include "detect/introductions.h"

#include "story.h"
#include "tertius-test.h"

#include <string.h>

#define CC "5 dana > me | tomas : introduction=tomas"

/* The day of the introduction is day 5. */
static const struct {
	const char *story;
	const char *rules; /* of the history, in the order of the evidence */
} cases[] = {
	{ CC, "stranger first-contact" },
	{ "1 me > dana\n" CC, "knows-introducer first-contact" },
	{ "1 tomas > me\n" CC, "stranger" },
	{ "1 tomas > me\n2 me > tomas\n" CC, "stranger known" },
	{ "1 tomas > me\n6 me > tomas\n" CC,
	  "stranger answered without-introducer" },
	/* who write anyway answer anyway */
	{ "1 tomas > me\n2 me > tomas\n" CC "\n6 tomas > me\n",
	  "stranger known" },
	{ "1 tomas > me\n1 tomas > me\n1 tomas > me\n2 me > tomas\n"
	  "2 me > tomas\n2 me > tomas\n" CC,
	  "stranger long-known" },
	/* a referral by one whom I knew is none */
	{ "5 tomas > me : referral=dana", "first-contact" },
	{ "1 tomas > me\n5 tomas > me : referral=dana", "" },
	{ "1 tomas > me\n2 me > tomas\n5 tomas > me : referral=dana",
	  "wrote-before" },
	/* what others bring together: what counts is what they knew */
	{ "5 dana > anna | me, tomas : introduction=tomas", "" },
	{ "1 tomas > anna | me\n2 anna > tomas | me\n"
	  "5 dana > anna | me, tomas : introduction=tomas",
	  "known" },
	{ "5 me > anna | tomas : introduction=tomas", "" },
	{ "1 tomas > anna | me\n2 anna > tomas | me\n"
	  "5 me > anna | tomas : introduction=tomas",
	  "known" },
	/* of one house, and I work with the newcomer */
	{ "1 t@home.example.org > me\n2 me > t@home.example.org\n"
	  "5 d@home.example.org > t@home.example.org | me : introduction=me",
	  "stranger known colleague" },
	{ "1 t@a.example.org > me\n2 me > t@a.example.org\n"
	  "5 d@a.example.org > a@a.example.org | me, t@a.example.org : "
	  "introduction=t@a.example.org",
	  "colleague" },
	{ "1 t@a.example.org > me\n2 me > t@a.example.org\n"
	  "5 d@a.example.org > a@b.example.org | me, t@a.example.org : "
	  "introduction=t@a.example.org",
	  "" },
};

static char *
tell(const char *story)
{
	TertiusHistory *history = tertius_story_tell(story, 30);
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GPtrArray) found = tertius_introductions_find(history, none);
	const TertiusIntroduction *one = found->pdata[0];
	g_autoptr(GString) rules = g_string_new("");

	for (guint i = 0; i < one->evidence->len; i++) {
		const TertiusEvidence *evidence = one->evidence->pdata[i];

		if (g_str_has_prefix(evidence->rule, "history/"))
			g_string_append_printf(rules, "%s%s",
			                       rules->len > 0 ? " " : "",
			                       strchr(evidence->rule, '/') + 1);
	}
	tertius_history_free(history);
	return g_strdup(rules->str);
}

START_TEST(the_history_speaks_for_and_against)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *rules = tell(cases[i].story);

		ck_assert_msg(strcmp(rules, cases[i].rules) == 0,
		              "\"%s\": \"%s\", not \"%s\"", cases[i].story,
		              rules, cases[i].rules);
	}
}
END_TEST

TERTIUS_TEST_MAIN("weigh", the_history_speaks_for_and_against)
