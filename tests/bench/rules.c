/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one would do first.
 */
#include "rules.h"

#include <string.h>

static const char *const expressions[] = {
	"introduc(e|ing) (you|\\w+) to",
	"(i'd|would) like to introduce",
	"please meet",
	"(put|putting|get) (you|them|him|her|us)( \\w+)? in (touch|contact)",
	"connect(ing)? you (with|to)",
	"(i am|i'm|have) (cop(ying|ied)|cc'?(ing|ed))",
	"by copy of this",
	"looping in",
	"suggested (that )?i (contact|call|e-?mail|write|speak|talk)",
	"recommended (that )?i (contact|call|e-?mail|write|speak|talk)",
	"asked (me|him|her|them) to (contact|call|e-?mail|get in touch)",
	"gave me your (name|number|e-?mail|contact)",
	"(got|received) your (name|number|e-?mail)",
	"referred (me )?to you",
	"(best|right) person to (contact|talk|speak)",
	"your contact (is|will be|would be)",
	"can be reached (at|on)",
	"(you should|feel free to) (call|contact|talk to|speak with)",
	"(a|my) (good )?friend of mine",
	"(his|her) (resume|cv|number|e-?mail) is",
	"attached (is|please find).{0,30}(resume|cv)",
	"will (be in touch|contact you|call you)",
	"mutual (friend|acquaintance)",
	"would like to (meet|speak with|talk to) you",
};

gboolean
tertius_rule_word(const TertiusMessage *message)
{
	g_autofree char *all =
		g_strconcat(message->subject, "\n",
	                    message->text != NULL ? message->text : "", NULL);
	g_autofree char *lower = g_ascii_strdown(all, -1);

	return strstr(lower, "introduc") != NULL;
}

gboolean
tertius_rule_set(const TertiusMessage *message)
{
	g_autofree char *all =
		g_strconcat(message->subject, "\n",
	                    message->text != NULL ? message->text : "", NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(expressions); i++) {
		if (g_regex_match_simple(expressions[i], all, G_REGEX_CASELESS,
		                         0))
			return TRUE;
	}
	return FALSE;
}
