/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For tests of the compose check: drafts, and what it says about them.
 */
#pragma once

#include "tertius-test.h"
#include "write/tact.h"

#include <string.h>

/* It is considerate. */
static const char ask[] = "Hi Dana,\n\nCould you introduce me to Tomás Reyes? "
			  "I am writing a book on heat pumps. If not, no "
			  "problem.\n\nBest,\nAlex\n";

static inline TertiusMessage *
make_draft(const char *text, guint n_recipients)
{
	TertiusMessage *draft = tertius_message_new();

	draft->text = g_strdup(text);
	for (guint i = 0; i < n_recipients; i++) {
		g_autofree char *address =
			g_strdup_printf("friend%u@example.org", i);

		g_ptr_array_add(
			draft->recipients,
			tertius_person_new(i == 0 ? "Dana Okafor" : NULL,
		                           address, TERTIUS_PLACE_TO));
	}
	return draft;
}

/* The first remark of @rule; NULL: there is none. */
static inline const TertiusRemark *
find(const GPtrArray *remarks, const char *rule)
{
	for (guint i = 0; i < remarks->len; i++) {
		const TertiusRemark *remark = remarks->pdata[i];

		if (strcmp(remark->rule, rule) == 0)
			return remark;
	}
	return NULL;
}

static inline GPtrArray *
check(TertiusTact *tact, const char *text, const TertiusTactContext *context)
{
	g_autoptr(TertiusMessage) draft = make_draft(text, 1);

	return tertius_tact_check(tact, draft, text, context);
}
